#include "tests/db/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "tests/db/people.h"

void matrix_begin(struct matrix *m)
{
	memset(m, 0, sizeof *m);
	fixture_open(&m->f);
	people_codes(&m->f);
	fixture_panti(&m->f, "lain", &m->stranger);
	m->officer_72 = fixture_actor(&m->f, 0, "petugas.72", ROLE_DINSOS, "64.72");
	m->a = arena_new();
}

void matrix_end(struct matrix *m)
{
	arena_free(m->a);
	fixture_close(&m->f);
}

void matrix_record(struct matrix *m, const struct matrix_kind *kind, const char *name, row_id id, const unsigned *seen)
{
	assert_true(id != 0 && m->count < (int)COUNT(m->record));
	m->record[m->count++] = (struct matrix_entry){ kind, name, id, seen };
}

static const struct actor *actor(const struct matrix *m, int who)
{
	const struct fixture *f = &m->f;
	const struct actor *all[MATRIX_WHO] = { &f->admin, &f->kepala, &f->peksos, &f->tu, &f->bendahara, &f->pengasuh, &f->dinsos, &m->officer_72, &f->pemeriksa, &f->sistem, &m->stranger };
	return all[who];
}

static const struct { enum matrix_way way; const char *name; } ways[] = {
	{ MATRIX_LIST, "lists" }, { MATRIX_SEARCH, "search" }, { MATRIX_CARD, "opened" }, { MATRIX_REPORT, "reports" }, { MATRIX_EXPORT, "exports" },
};

/* What came out one way, against every record. */
static int compare(const struct matrix *m, int who, enum matrix_way way, const char *text, int only)
{
	int differ = 0;
	size_t w = 0;
	while (ways[w].way != way) w++;
	for (int i = 0; i < m->count; i++) {
		const struct matrix_entry *r = &m->record[i];
		bool there = strstr(text, r->name) != NULL, may = (r->seen[who] & way) != 0, its = only < 0 || only == i;
		if (there == (may && its) || (way == MATRIX_CARD && there && may)) /* a record may name another one that this person could open as well */
			continue;
		print_error("%s: %s %s in %s\n", actor(m, who)->name, r->name, there ? "seen" : "missing", ways[w].name);
		differ++;
	}
	return differ;
}

static int one_actor(struct matrix *m, int who, void (*reports)(struct matrix *m, const struct actor *who, struct buf *b), void (*exports)(struct matrix *m, const struct actor *who, struct buf *b))
{
	const struct actor *by = actor(m, who);
	struct buf list = BUF_EMPTY, out = BUF_EMPTY;
	const struct matrix_kind *before = NULL;
	int differ = 0;
	for (int i = 0; i < m->count; i++) {
		const struct matrix_entry *r = &m->record[i];
		if (r->kind != before) r->kind->list(m, by, &list);
		before = r->kind;
		buf_clear(&out);
		r->kind->search(m, by, r->name, &out);
		differ += compare(m, who, MATRIX_SEARCH, buf_text(&out), i);
		buf_clear(&out);
		r->kind->open(m, by, r->id, &out);
		differ += compare(m, who, MATRIX_CARD, buf_text(&out), i);
		arena_reset(m->a);
	}
	differ += compare(m, who, MATRIX_LIST, buf_text(&list), -1);
	buf_clear(&out);
	reports(m, by, &out);
	differ += compare(m, who, MATRIX_REPORT, buf_text(&out), -1);
	buf_clear(&out);
	exports(m, by, &out);
	differ += compare(m, who, MATRIX_EXPORT, buf_text(&out), -1);
	buf_free(&list);
	buf_free(&out);
	return differ;
}

void matrix_run(struct matrix *m, void (*reports)(struct matrix *m, const struct actor *who, struct buf *b), void (*exports)(struct matrix *m, const struct actor *who, struct buf *b))
{
	int differ = 0;
	for (int who = 0; who < MATRIX_WHO; who++) differ += one_actor(m, who, reports, exports);
	if (differ) fail_msg("%d cells differ from the table", differ);
}
