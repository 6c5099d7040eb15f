/* What comes out of messages, reports of the public, partners and referrals out. */
#include "tests/db/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "db/community/community.h"
#include "db/community/company.h"
#include "db/community/labour.h"
#include "db/partner/referral_out.h"
#include "db/referral/referral_message.h"

enum { MOST = 50 };

/* --- messages: opened with their referral; a list shows the last word ------------------------------------------------------------ */

static int64_t messages_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	struct referral_row rows[MOST];
	struct referral_talk talks[MOST];
	row_id ids[MOST];
	int n = referral_list(m->f.db, who, &(struct referral_filter){ .view = REFERRAL_VIEW_ALL }, REFERRAL_FIRST, false, m->a, rows, MOST, &m->e);
	for (int i = 0; i < m->count; i++) ids[i] = m->record[i].id; /* whatever is asked for, not only what the list gave */
	if (referral_talks(m->f.db, who, ids, m->count, m->a, talks, &m->e))
		for (int i = 0; i < m->count; i++) buf_printf(b, "%s\n", talks[i].last ? talks[i].last : "");
	return n;
}

static void messages_search(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	(void)m, (void)who, (void)word, (void)b; /* nobody searches in messages */
}

static void messages_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct referral_message *list;
	int n = referral_messages(m->f.db, who, id, m->a, &list, &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s\n", list[i].body);
}

/* --- reports of the public --------------------------------------------------------------------------------------------------------- */

static void community_rows(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct community_row rows[MOST];
	const struct community_filter f = { .view = COMMUNITY_VIEW_ALL, .text = word };
	int n = community_list(m->f.db, who, &f, COMMUNITY_FIRST, false, m->a, rows, MOST, &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s;%s;%s\n", rows[i].number, rows[i].name, rows[i].place, rows[i].work);
	assert_int_equal(community_count(m->f.db, who, &f, &m->e), n);
}

static int64_t communities_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	community_rows(m, who, NULL, b);
	return 0;
}

static void community_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct community_card c;
	if (!community_load(m->f.db, who, id, true, m->a, &c, &m->e)) return;
	for (int i = 0; i < COMMUNITY_FIELDS; i++) buf_printf(b, "%s;", c.v[i]);
}

/* --- partners and referrals out ------------------------------------------------------------------------------------------------------ */

static void partner_rows(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct partner_row rows[MOST];
	const struct partner_filter f = { .view = PARTNER_ALL, .text = word };
	int n = partner_list(m->f.db, who, &f, NULL, false, m->a, rows, MOST, &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s\n", rows[i].name, rows[i].contact);
	assert_int_equal(partner_count(m->f.db, who, &f, &m->e), n);
}

static int64_t partners_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	partner_rows(m, who, NULL, b);
	return 0;
}

static void partner_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct partner one;
	if (!partner_load(m->f.db, who, id, m->a, &one, &m->e)) return;
	for (int i = 0; i < PARTNER_FIELDS; i++) buf_printf(b, "%s;", one.v[i]);
}

static void out_rows(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct out_row rows[MOST];
	const struct out_filter f = { .view = OUT_VIEW_ALL, .text = word };
	int n = out_list(m->f.db, who, &f, OUT_FIRST, false, m->a, rows, MOST, &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s;%s\n", rows[i].number, rows[i].name, rows[i].partner_name);
	assert_int_equal(out_count(m->f.db, who, &f, &m->e), n);
}

static int64_t outs_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	out_rows(m, who, NULL, b);
	return 0;
}

static void out_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct out_card c;
	if (!out_load(m->f.db, who, id, true, m->a, &c, &m->e)) return;
	for (int i = 0; i < OUT_FIELDS; i++) buf_printf(b, "%s;", c.v[i]);
	for (size_t i = 0; i < c.event_count; i++) buf_printf(b, "%s;%s\n", c.events[i].reason, c.events[i].note);
}

/* --- screenings for child labour -------------------------------------------------------------------------------------------------------- */

static void screening_rows(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct labour_row rows[MOST];
	const struct labour_filter f = { .text = word };
	int n = labour_list(m->f.db, who, &f, LABOUR_NEWEST, false, m->a, rows, MOST, &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s\n", rows[i].name, rows[i].work);
	assert_int_equal(labour_count(m->f.db, who, &f, &m->e), n);
}

static int64_t screenings_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	screening_rows(m, who, NULL, b);
	return 0;
}

static void screening_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct labour_card c;
	if (!labour_load(m->f.db, who, id, true, m->a, &c, &m->e)) return;
	for (int i = 0; i < LABOUR_FIELDS; i++) buf_printf(b, "%s;", c.v[i]);
}

/* --- workplaces ---------------------------------------------------------------------------------------------------------------------- */

static void company_rows(struct matrix *m, const struct actor *who, const char *word, struct buf *b)
{
	struct company_row rows[MOST];
	const struct company_filter f = { .quarter = FIXTURE_DAY, .status = COMPANY_STATUSES, .text = word };
	int n = company_list(m->f.db, who, &f, (struct company_key){ NULL, 0 }, false, m->a, rows, MOST, &m->e);
	for (int i = 0; i < n; i++) buf_printf(b, "%s;%s\n", rows[i].name, rows[i].contact);
	assert_int_equal(company_count(m->f.db, who, &f, &m->e), n);
}

static int64_t companies_list(struct matrix *m, const struct actor *who, struct buf *b)
{
	company_rows(m, who, NULL, b);
	return 0;
}

static void company_open(struct matrix *m, const struct actor *who, row_id id, struct buf *b)
{
	struct company_card c;
	if (!company_load(m->f.db, who, id, m->a, &c, &m->e)) return;
	for (int i = 0; i < COMPANY_FIELDS; i++) buf_printf(b, "%s;", c.v[i]);
}

const struct matrix_kind matrix_companies = { "workplace", companies_list, company_rows, company_open };
const struct matrix_kind matrix_screenings = { "screening", screenings_list, screening_rows, screening_open };
const struct matrix_kind matrix_messages = { "message", messages_list, messages_search, messages_open };
const struct matrix_kind matrix_community = { "report of the public", communities_list, community_rows, community_open };
const struct matrix_kind matrix_partners = { "partner", partners_list, partner_rows, partner_open };
const struct matrix_kind matrix_out = { "referral out", outs_list, out_rows, out_open };
