/*
 * Threat 18, whole: role x record x way out. Every record carries a name that stands nowhere else. Everything the program gives an actor is
 * collected per way out (lists with their counts, search, opened records, every report of the catalogue as text and CSV, every export), and
 * the name must be there exactly where the table says. The table is typed from DOMAIN.md 9, not from the program's; the reports and
 * exports are walked by their catalogues, so a new one is on trial from its first day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "tests/db/matrix.h"

#include "db/community/community.h"
#include "db/community/company.h"
#include "db/community/labour.h"
#include "db/exchange/export.h"
#include "db/exchange/export_list.h"
#include "db/partner/referral_out.h"
#include "db/referral/referral_message.h"
#include "db/report/report.h"
#include "tests/db/cases.h"
#include "tests/db/people.h"

static struct matrix m;
static struct err e;
static struct problems p;
#define matrix_must(call) do { problems_clear(&p); err_clear(&e); if (!(call)) cases_fail(&p, &e, __FILE__, __LINE__); } while (0)

static row_id child(const struct actor *head, const char *name, const char *district, const char *clusters)
{
	struct stay_admission in = people_admission(name, "P", FIXTURE_DAY - 40);
	in.v[PERSON_BIRTH_DATE] = "2013-03-09";
	in.v[PERSON_MOTHER] = "Ibu Kandung";
	in.clusters = clusters;
	in.letter_no = "460/1";
	in.district = district;
	in.level = "smp";
	in.grade = 8;
	return people_enrol(&m.f, head, &in).resident;
}

static row_id letter(const struct actor *who, const char *name, const char *district)
{
	struct referral_input in = cases_letter(name, "L", "");
	in.v[REFERRAL_F_LETTER_NO] = arena_printf(m.a, "%s/1", name);
	in.v[REFERRAL_F_DISTRICT] = district;
	in.panti = m.f.panti;
	return cases_record(&m.f, who, &in);
}

/* --- reports and exports: whatever the catalogues hold ------------------------------------------------------------------------- */

static void report_one(const struct actor *who, const struct report *r, const struct report_ask *ask, struct buf *b)
{
	struct document *d;
	err_clear(&e);
	if (!report_make(m.f.db, who, r, ask, &d, &e)) return;
	for (int format = 0; format < REPORT_FORMATS; format++)
		if ((format == REPORT_TEXT || format == REPORT_CSV) && r->formats & 1u << format) {
			struct buf one = BUF_EMPTY;
			assert_true(report_render(m.f.db, who, d, (enum report_format)format, PAPER_136, "", &one, &e));
			buf_puts(b, buf_text(&one));
			buf_free(&one);
		}
	document_free(d);
}

static void reports_all(struct matrix *all, const struct actor *who, struct buf *b)
{
	(void)all;
	for (size_t i = 0; i < reports_count; i++)
		for (int k = 0; k < m.count; k++) {
			struct report_ask ask = REPORT_ASK;
			ask.month = FIXTURE_DAY;
			ask.resident = m.record[k].id;
			ask.referral = m.record[k].id;
			report_one(who, &reports[i], &ask, b);
			if (!(reports[i].takes & (TAKES_RESIDENT | TAKES_REFERRAL))) break;
		}
}

static bool cells(void *ctx, const char *const *cell, int n)
{
	for (int i = 0; i < n; i++) buf_printf(ctx, "%s;", cell[i]);
	buf_puts(ctx, "\n");
	return true;
}

static void exports_all(struct matrix *all, const struct actor *who, struct buf *b)
{
	(void)all;
	int picked[120], count;
	int64_t rows;
	(void)export_resident_columns(m.a, &count);
	assert_true(count <= (int)COUNT(picked));
	for (int i = 0; i < count; i++) picked[i] = i; /* every column */
	err_clear(&e);
	export_residents(m.f.db, who, &(struct resident_filter){ .status = RESIDENT_SEMUA }, picked, count, cells, b, &rows, &e);
	for (int i = 0; i < export_lists_count; i++) {
		if (strcmp(export_lists[i].name, "audit") == 0) continue; /* the head and the auditor read all of the own panti there: test_audit.c */
		err_clear(&e);
		export_list_run(m.f.db, who, &export_lists[i], DATE_NONE, DATE_NONE, cells, b, &rows, &e);
	}
}

/* --- the table ------------------------------------------------------------------------------------------------------------------ */

enum { L = MATRIX_LIST, S = MATRIX_SEARCH, C = MATRIX_CARD, R = MATRIX_REPORT, X = MATRIX_EXPORT, ALL = L | S | C | R | X };

/*                                  admin kepala peksos tu       bendahara    pengasuh   dinsos 08      dinsos 72      pemeriksa  sistem     head of the other panti */
static const unsigned own_child[] = { 0, ALL,   ALL,   ALL,     ALL,         L | S | C, L | S | C | X, 0,             ALL,       ALL,       0 };
static const unsigned sealed[]    = { 0, ALL,   ALL,   0,       0,           0,         0,             0,             0,         0,         0 };
static const unsigned far_child[] = { 0, ALL,   ALL,   ALL,     ALL,         L | S | C, 0,             L | S | C | X, ALL,       ALL,       0 };
static const unsigned next_door[] = { 0, 0,     0,     0,       0,           0,         L | S | C | X, 0,             0,         0,         ALL };
static const unsigned own_letter[] = { 0, ALL,  ALL,   ALL,     0,           0,         ALL,           0,             ALL,       ALL,       0 };
static const unsigned far_letter[] = { 0, ALL,  ALL,   ALL,     0,           0,         0,             ALL,           ALL,       ALL,       0 };
static const unsigned draft[]      = { 0, 0,    0,     0,       0,           0,         L | S | C | X, 0,             0,         0,         0 };

static const unsigned message[]    = { 0, L | C, L | C, L | C, 0,            0,         L | C,         0,             L | C,     L | C,     0 };
static const unsigned seen_here[]  = { 0, L | S | C | X, L | S | C | X, L | S | C | X, 0, 0, L | S | C | X, 0,       L | S | C | X, L | S | C | X, 0 };
static const unsigned seen_far[]   = { 0, L | S | C | X, L | S | C | X, L | S | C | X, 0, 0, 0, L | S | C | X,       L | S | C | X, L | S | C | X, 0 };
static const unsigned officers[]   = { 0, 0,    0,     0,       0,           0,         L | S | C | X, 0,             0,         0,         0 };
static const unsigned reporter[]   = { 0, C,    C,     C,       0,           0,         C,             0,             0,         0,         0 };
static const unsigned partner[]    = { 0, ALL,  ALL,   ALL,     0,           0,         0,             0,             ALL,       ALL,       0 };
static const unsigned its_partner[] = { 0, 0,   0,     0,       0,           0,         0,             0,             0,         0,         ALL };
static const unsigned purpose[]    = { 0, C,    C,     0,       0,           0,         0,             0,             0,         0,         0 };

static const unsigned screened[]   = { 0, L | S | C, L | S | C, L | S | C, 0, 0, L | S | C, 0,                       L | S | C, L | S | C, 0 };
static const unsigned screened_far[] = { 0, L | S | C, L | S | C, L | S | C, 0, 0, 0, L | S | C,                     L | S | C, L | S | C, 0 };
static const unsigned screened_by_officer[] = { 0, 0, 0, 0, 0, 0, L | S | C, 0, 0, 0, 0 };

static const unsigned own_place[]  = { 0, ALL, ALL, ALL, 0, 0, ALL, 0,                                               ALL, ALL, 0 };
static const unsigned far_place[]  = { 0, ALL, ALL, ALL, 0, 0, 0, ALL,                                               ALL, ALL, 0 };
static const unsigned officers_place[] = { 0, 0, 0, 0, 0, 0, ALL, 0, 0, 0, 0 };

static row_id workplace(const struct actor *who, const char *name, const char *district)
{
	const char *v[COMPANY_FIELDS] = { NULL };
	row_id made = 0;
	v[COMPANY_F_NAME] = name;
	v[COMPANY_F_DISTRICT] = district;
	v[COMPANY_F_REGISTERED] = "2026-01-05";
	matrix_must(company_record(m.f.db, who, v, NULL, &made, &p, &e));
	return made;
}

static row_id screening(const struct actor *who, const char *name, const char *district)
{
	struct labour_input in = { .report = 0 };
	row_id made = 0;
	in.v[LABOUR_F_ON] = "2026-08-01";
	in.v[LABOUR_F_DISTRICT] = district;
	in.v[LABOUR_F_NAME] = name;
	in.v[LABOUR_F_SEX] = "L";
	in.v[LABOUR_F_AGE] = "12";
	in.v[LABOUR_F_EVERY_DAY] = "1";
	matrix_must(labour_screen(m.f.db, who, &in, NULL, &made, NULL, &p, &e));
	return made;
}

static void message_send(row_id referral, const char *body)
{
	matrix_must(referral_message_send(m.f.db, &m.f.tu, referral, body, NULL, NULL, &p, &e));
}

static row_id report(const struct actor *who, const char *name, const char *district, const char *reporter_name)
{
	struct community_input in = { .company = 0 };
	row_id made = 0;
	in.v[COMMUNITY_F_CHANNEL] = "masyarakat";
	in.v[COMMUNITY_F_RECEIVED_ON] = "2026-08-01";
	in.v[COMMUNITY_F_DISTRICT] = district;
	in.v[COMMUNITY_F_PLACE] = "Simpang empat";
	in.v[COMMUNITY_F_NAME] = name;
	in.v[COMMUNITY_F_REPORTER] = reporter_name;
	matrix_must(community_record(m.f.db, who, &in, NULL, &made, &p, &e));
	return made;
}

static row_id partner_of(const struct actor *who, const char *name)
{
	const char *v[PARTNER_FIELDS] = { NULL };
	row_id made = 0;
	v[PARTNER_KIND] = "puskesmas";
	v[PARTNER_NAME] = name;
	matrix_must(partner_save(m.f.db, who, 0, 0, v, NULL, &made, &p, &e));
	return made;
}

static row_id sent_out(row_id resident, row_id to, const char *why)
{
	const char *v[OUT_FIELDS] = { NULL };
	row_id made = 0;
	v[OUT_F_PARTNER] = arena_printf(m.a, "%" PRId64, to);
	v[OUT_F_SERVICE] = "kesehatan";
	v[OUT_F_PURPOSE] = why;
	v[OUT_F_SENT_ON] = "2026-08-03";
	matrix_must(out_send(m.f.db, &m.f.peksos, resident, v, NULL, &made, &p, &e));
	return made;
}

static int setup(void **state)
{
	(void)state;
	problems_clear(&p);
	matrix_begin(&m);
	row_id hidden;
	matrix_record(&m, &matrix_children, "Wiratama", child(&m.f.kepala, "Wiratama", "64.08", "anak_terlantar"), own_child);
	matrix_record(&m, &matrix_children, "Tersegel", hidden = child(&m.f.kepala, "Tersegel", "64.08", "anak_terlantar"), sealed);
	matrix_record(&m, &matrix_children, "Jauhari", child(&m.f.kepala, "Jauhari", "64.72", "anak_terlantar"), far_child);
	matrix_record(&m, &matrix_children, "Tetangga", child(&m.stranger, "Tetangga", "64.08", "anak_terlantar"), next_door);
	fixture_must(&e, resident_seal(m.f.db, &m.f.kepala, hidden, 1, true, "perkara", &p, &e));
	matrix_record(&m, &matrix_letters, "Suratwilayah", letter(&m.f.tu, "Suratwilayah", "64.08"), own_letter);
	matrix_record(&m, &matrix_letters, "Suratjauh", letter(&m.f.tu, "Suratjauh", "64.72"), far_letter);
	matrix_record(&m, &matrix_letters, "Konsepku", letter(&m.f.dinsos, "Konsepku", "64.08"), draft);
	row_id talked = m.record[4].id;
	message_send(talked, "Pesanwilayah");
	matrix_record(&m, &matrix_messages, "Pesanwilayah", talked, message);
	row_id told = report(&m.f.tu, "Temuanwilayah", "64.08", "Pelaporku");
	matrix_record(&m, &matrix_community, "Temuanwilayah", told, seen_here);
	matrix_record(&m, &matrix_community, "Pelaporku", told, reporter);
	matrix_record(&m, &matrix_community, "Temuanjauh", report(&m.f.peksos, "Temuanjauh", "64.72", ""), seen_far);
	matrix_record(&m, &matrix_community, "Temuandinas", report(&m.f.dinsos, "Temuandinas", "64.08", ""), officers);
	matrix_record(&m, &matrix_screenings, "Tapiswilayah", screening(&m.f.peksos, "Tapiswilayah", "64.08"), screened);
	matrix_record(&m, &matrix_screenings, "Tapisjauh", screening(&m.f.peksos, "Tapisjauh", "64.72"), screened_far);
	matrix_record(&m, &matrix_screenings, "Tapisdinas", screening(&m.f.dinsos, "Tapisdinas", "64.08"), screened_by_officer);
	matrix_record(&m, &matrix_companies, "Usahawilayah", workplace(&m.f.tu, "Usahawilayah", "64.08"), own_place);
	matrix_record(&m, &matrix_companies, "Usahajauh", workplace(&m.f.tu, "Usahajauh", "64.72"), far_place);
	matrix_record(&m, &matrix_companies, "Usahadinas", workplace(&m.f.dinsos, "Usahadinas", "64.08"), officers_place);
	row_id to = partner_of(&m.f.tu, "Mitrasatu");
	matrix_record(&m, &matrix_partners, "Mitrasatu", to, partner);
	matrix_record(&m, &matrix_partners, "Mitralain", partner_of(&m.stranger, "Mitralain"), its_partner);
	matrix_record(&m, &matrix_out, "Tujuanrahasia", sent_out(m.record[0].id, to, "Tujuanrahasia"), purpose);
	return 0;
}

static int teardown(void **state) { (void)state; matrix_end(&m); return 0; }

static void every_way_out(void **state)
{
	(void)state;
	matrix_run(&m, reports_all, exports_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(every_way_out, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
