/* What comes out of children and of letters. */
#include "tests/db/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "db/child/search.h"
#include "db/referral/referral.h"

/* --- children ---------------------------------------------------------------------------------------------------------------- */

static void child_text(struct buf *b, const struct resident_row *r)
{
	buf_printf(b, "%s;%s;%s;%s;%s\n", r->register_no, r->name, r->nik, r->school, r->clusters);
}

static int64_t children_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	struct resident_row rows[50];
	int64_t listed = -1;
	const struct resident_filter all = { .status = RESIDENT_SEMUA };
	for (int order = 0; order < RESIDENT_ORDERS; order++) {
		int n = resident_list(m->f.db, who, &all, (enum resident_order)order, NULL, false, COUNT(rows), m->a, rows, &m->e);
		for (int i = 0; i < n; i++) child_text(b, &rows[i]);
		listed = n;
	}
	assert_int_equal(resident_count(m->f.db, who, &all, &m->e), listed);
	return listed;
}

static void children_search(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct resident_row rows[50];
	struct search_page page = { .count = 0 };
	const struct resident_filter all = { .status = RESIDENT_SEMUA };
	bool more;
	if (search_residents(m->f.db, who, &all, word, NULL, false, COUNT(rows), m->a, rows, &page, &m->e))
		for (int i = 0; i < page.count; i++) child_text(b, &rows[i]);
	int found = page.count;
	page.count = 0;
	if (search_inside(m->f.db, who, &all, word, NULL, COUNT(rows), NULL, NULL, m->a, rows, &page, &m->e))
		for (int i = 0; i < page.count; i++) child_text(b, &rows[i]);
	assert_true(search_count(m->f.db, who, &all, word, 1000, &more, &m->e) <= found); /* a count never knows more than the search */
}

static void child_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct resident_card c;
	struct history_row h[50];
	if (!resident_card(m->f.db, who, id, true, "uji matriks", m->a, &c, &m->p, &m->e)) return;
	child_text(b, &c.row);
	for (int i = 0; i < PERSON_FIELDS; i++) buf_printf(b, "%s;", c.person.v[i]);
	int n = resident_history(m->f.db, who, id, 0, m->a, h, COUNT(h), &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s\n", h[i].before, h[i].after);
}

/* --- referrals --------------------------------------------------------------------------------------------------------------- */

static int64_t letters_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	struct referral_row rows[50];
	const struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	int n = referral_list(m->f.db, who, &all, REFERRAL_FIRST, false, m->a, rows, COUNT(rows), &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s;%s\n", rows[i].number, rows[i].name, rows[i].reason);
	assert_int_equal(referral_count(m->f.db, who, &all, &m->e), n);
	return n;
}

static void letters_search(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct referral_row rows[50];
	const struct referral_filter f = { .view = REFERRAL_VIEW_ALL, .text = word };
	int n = referral_list(m->f.db, who, &f, REFERRAL_FIRST, false, m->a, rows, COUNT(rows), &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s\n", rows[i].name);
	assert_int_equal(referral_count(m->f.db, who, &f, &m->e), n);
}

static void letter_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct referral_card c;
	if (!referral_load(m->f.db, who, id, true, m->a, &c, &m->e)) return;
	buf_printf(b, "%s;%s;%s\n", c.number, c.child[PERSON_NAME], c.v[REFERRAL_F_REASON]);
	for (size_t i = 0; i < c.mate_count; i++) buf_printf(b, "%s\n", c.mates[i].name);
}

const struct matrix_kind matrix_children = { "child", children_list, children_search, child_open };
const struct matrix_kind matrix_letters = { "referral", letters_list, letters_search, letter_open };
