/* The funnel of reports of the public: a small set counted by hand, by period and scope, and the paper made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/community/community.h"
#include "db/referral/referral.h"
#include "db/report/report.h"
#include "db/child/stay.h"
#include "src/base/clock.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"
#include "tests/db/people.h"

static struct fixture f;
static struct err e;
static struct problems p;
static struct arena *a;
static row_id rudi, lost;

#define D(month, day) date_make(2026, month, day)

/* The clock goes on to 09.00 of that day; what is dated earlier is written down late. */
static void on_day(caldate day)
{
	static caldate now;
	static bool begun;
	if (day == DATE_NONE) begun = false;
	else if (!begun || day > now) begun = true, clock_set_ms((utc_ms)(now = day) * 86400000 + 3600000);
}

static row_id report(const struct actor *who, const char *name, const char *district, const char *sector, caldate on)
{
	struct community_input in = { .company = 0 };
	char iso[DATE_ISO_SIZE];
	row_id id = 0;
	on_day(on);
	in.v[COMMUNITY_F_CHANNEL] = strcmp(sector, "prt") == 0 ? "polisi" : "masyarakat";
	in.v[COMMUNITY_F_RECEIVED_ON] = date_iso(on, iso);
	in.v[COMMUNITY_F_DISTRICT] = district;
	in.v[COMMUNITY_F_PLACE] = "Simpang Rapak";
	in.v[COMMUNITY_F_NAME] = name;
	in.v[COMMUNITY_F_SEX] = "L";
	in.v[COMMUNITY_F_SECTOR] = sector;
	err_clear(&e);
	if (!community_record(f.db, who, &in, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static void step(const struct actor *who, row_id id, enum community_move m, caldate on, const char *reason)
{
	on_day(on);
	err_clear(&e);
	if (!community_move(f.db, who, id, cases_version(&f, "community_report", id), m, on, reason, "", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

static void willing(const struct actor *who, row_id id, caldate found, caldate yes)
{
	step(who, id, COMMUNITY_TEMUKAN, found, "");
	step(who, id, COMMUNITY_SEDIA, yes, "");
}

static row_id refer(const struct actor *who, row_id id, caldate on, const char *letter)
{
	struct community_card c;
	struct referral_input in;
	char iso[DATE_ISO_SIZE];
	row_id made = 0;
	on_day(on);
	fixture_must(&e, community_load(f.db, who, id, false, a, &c, &e));
	community_referral_input(&c, who, on, a, &in);
	in.v[REFERRAL_F_LETTER_NO] = letter;
	in.v[REFERRAL_F_LETTER_DATE] = date_iso(on, iso);
	if (!referral_record(f.db, who, &in, NULL, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return made;
}

static row_id place(row_id report_id, row_id referral, caldate on)
{
	struct community_card c;
	on_day(on);
	cases_move(&f, &f.peksos, referral, REFERRAL_MULAI_ASESMEN, "");
	cases_move(&f, &f.kepala, referral, REFERRAL_SETUJU, "");
	fixture_must(&e, community_load(f.db, &f.kepala, report_id, false, a, &c, &e));
	struct stay_admission in = people_admission("", "L", on);
	in.referral = referral;
	memset(in.v, 0, sizeof in.v);
	return people_enrol(&f, &f.kepala, &in).stay;
}

/*
 * June and July 2026, taken in by the panti unless said:
 *   Rudi   64.71 jalanan  1 June: found 3, willing 7, referred 10, placed 20: in care
 *   Lost   64.71 jalanan  2 June: found 3, willing 5, referred 11, placed 15: care ended on 1 July
 *   Wanda  64.71 prt      5 June: found 8, willing 9, referred 12 July, withdrawn
 *   Nona   64.08 jalanan  9 June: found 10, not willing 12
 *   -      64.71 jalanan 10 June: not found
 *   Yes    64.71 jalanan  1 July: found 2, willing 3, then not willing 4
 *   Dinas  64.08 by the district officer, 3 July: found 4
 */
static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	cases_codes(&f);
	a = arena_new();
	err_clear(&e);
	problems_clear(&p);
	assert_true(people_sql(&f, "INSERT INTO region (code, name, parent, search_key) VALUES ('64.08', 'Kabupaten Kutai Timur', '64', 'kutai timur'), ('64.71', 'Kota Balikpapan', '64', 'balikpapan')"));
	on_day(DATE_NONE);
	rudi = report(&f.tu, "Rudi", "64.71", "jalanan", D(6, 1));
	lost = report(&f.tu, "Lukas", "64.71", "jalanan", D(6, 2));
	willing(&f.peksos, rudi, D(6, 3), D(6, 7));
	willing(&f.peksos, lost, D(6, 3), D(6, 5));
	row_id wanda = report(&f.tu, "Wanda", "64.71", "prt", D(6, 5)), nona = report(&f.tu, "Nona", "64.08", "jalanan", D(6, 9)), none = report(&f.tu, "", "64.71", "jalanan", D(6, 10));
	willing(&f.peksos, wanda, D(6, 8), D(6, 9));
	row_id of_rudi = refer(&f.tu, rudi, D(6, 10), "1/DS/2026"), of_lost = refer(&f.tu, lost, D(6, 11), "2/DS/2026");
	step(&f.peksos, nona, COMMUNITY_TEMUKAN, D(6, 10), "");
	step(&f.peksos, nona, COMMUNITY_TOLAK, D(6, 12), "takut");
	step(&f.peksos, none, COMMUNITY_TAK_DITEMUKAN, D(6, 11), "sepi");
	row_id gone = place(lost, of_lost, D(6, 15));
	place(rudi, of_rudi, D(6, 20));
	on_day(D(7, 1));
	money_stay_end(&f, gone, D(7, 1), "meninggalkan");
	row_id yes = report(&f.tu, "Yayan", "64.71", "jalanan", D(7, 1));
	willing(&f.peksos, yes, D(7, 2), D(7, 3));
	step(&f.peksos, yes, COMMUNITY_TOLAK, D(7, 4), "ayah menolak");
	step(&f.dinsos, report(&f.dinsos, "Dina", "64.08", "jalanan", D(7, 3)), COMMUNITY_TEMUKAN, D(7, 4), "");
	row_id of_wanda = refer(&f.tu, wanda, D(7, 12), "3/DS/2026");
	on_day(D(7, 14));
	cases_move(&f, &f.tu, of_wanda, REFERRAL_TARIK, "keluarga mengurus");
	on_day(D(8, 3));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static void counts(const struct actor *who, caldate from, caldate to, caldate as_of, const int expected[FUNNEL_STAGES])
{
	struct funnel_fact *facts;
	size_t n;
	int got[FUNNEL_STAGES] = { 0 };
	fixture_must(&e, community_funnel(f.db, who, from, to, as_of, a, &facts, &n, &e));
	for (size_t i = 0; i < n; i++)
		for (int s = 0; s < funnel_reached(&facts[i].one); s++) got[s]++;
	for (int s = 0; s < FUNNEL_STAGES; s++)
		if (got[s] != expected[s]) fail_msg("stage %d: %d, by hand %d", s, got[s], expected[s]);
}

#define BY_HAND(who, from, to, as_of, ...) counts(who, from, to, as_of, (const int[FUNNEL_STAGES]){ __VA_ARGS__ })

static void test_counts(void **state)
{
	(void)state;
	BY_HAND(&f.kepala, D(6, 1), D(6, 30), D(6, 30), 5, 4, 3, 2, 2, 2); /* both in care on the last of June; Wanda not referred yet */
	BY_HAND(&f.kepala, D(6, 1), D(6, 30), D(8, 3), 5, 4, 3, 2, 2, 1);  /* Lost has left; Wanda's referral was withdrawn */
	BY_HAND(&f.kepala, D(6, 1), D(6, 30), D(7, 13), 5, 4, 3, 3, 2, 1); /* the day before it was withdrawn */
	BY_HAND(&f.kepala, D(6, 1), D(6, 30), D(6, 14), 5, 4, 3, 2, 0, 0); /* nobody placed yet */
	BY_HAND(&f.kepala, D(7, 1), D(7, 31), D(7, 31), 1, 1, 0, 0, 0, 0);
	BY_HAND(&f.kepala, D(7, 1), D(7, 31), D(7, 3), 1, 1, 1, 0, 0, 0);
	BY_HAND(&f.pemeriksa, D(1, 1), D(12, 31), D(8, 3), 6, 5, 3, 2, 2, 1);
	BY_HAND(&f.dinsos, D(1, 1), D(12, 31), D(8, 3), 2, 2, 0, 0, 0, 0); /* what was seen in 64.08, whoever typed it in */
	BY_HAND(&f.kepala, D(5, 1), D(5, 31), D(8, 3), 0, 0, 0, 0, 0, 0);
	struct actor stranger;
	fixture_panti(&f, "LAIN", &stranger);
	BY_HAND(&stranger, D(1, 1), D(12, 31), D(8, 3), 0, 0, 0, 0, 0, 0);
}

static const char *paper(const struct actor *who, struct report_ask ask, enum report_format format)
{
	struct document *d = NULL;
	struct buf out = BUF_EMPTY;
	fixture_must(&e, report_make(f.db, who, report_find("funnel"), &ask, &d, &e));
	fixture_must(&e, report_render(f.db, who, d, format, format == REPORT_PDF ? PAPER_A4 : PAPER_80, "", &out, &e));
	assert_true(out.size > 500);
	const char *text = format == REPORT_TEXT || format == REPORT_CSV ? arena_dup(a, buf_text(&out)) : "";
	buf_free(&out);
	document_free(d);
	return text;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part)) fail_msg("no \"%s\" in:\n%s", part, text);
}

/* Shares, medians (June: found after 2, 1, 3, 1 = lower middle 1; willing after 4, 2, 1 = 2; referred after 3 and 6 = 3), bars; never a name. */
static void test_paper(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	ask.month = D(6, 1);
	const char *text = paper(&f.kepala, ask, REPORT_TEXT);
	has(text, "Bulan Juni 2026");
	has(text, "| Dilaporkan       |        5 |            |     100% |        - |");
	has(text, "| Ditemukan        |        4 |        80% |      80% |        1 |");
	has(text, "| Bersedia         |        3 |        75% |      60% |        2 |");
	has(text, "| Dirujuk          |        2 |        67% |      40% |        3 |");
	has(text, "| Ditempatkan      |        2 |       100% |      40% |        4 |");
	has(text, "| Masih diasuh     |        2 |       100% |      40% |        - |");
	has(text, "#### 5");
	has(text, "30 Juni 2026");
	has(text, "Kota Balikpapan");
	has(text, "Kab. Kutai Timur");
	has(text, "Domestic work");
	static const char *const names[] = { "Rudi", "Lukas", "Wanda", "Nona", "Yayan" };
	for (size_t i = 0; i < COUNT(names); i++) assert_null(strstr(text, names[i]));
	struct report_ask all = REPORT_ASK;
	has(paper(&f.kepala, all, REPORT_TEXT), "Semua tahun sampai 3 Agustus 2026");
	struct report_ask year = REPORT_ASK;
	year.year = 2026;
	has(paper(&f.kepala, year, REPORT_TEXT), "| Dilaporkan       |        6 |");
	has(paper(&f.kepala, year, REPORT_CSV), "Dilaporkan");
	paper(&f.kepala, year, REPORT_PDF);
	text = paper(&f.dinsos, year, REPORT_TEXT); /* headed as every paper of the district */
	has(text, "PEMERINTAH KABUPATEN KUTAI TIMUR");
	has(text, "DINAS SOSIAL");
	has(text, "Kepala Dinas Sosial");
	paper(&f.kepala, year, REPORT_XLSX);
	char name[80];
	report_file_name(report_find("funnel"), &year, REPORT_PDF, name, sizeof name);
	assert_string_equal(name, "funnel-2026.pdf");
	report_file_name(report_find("funnel"), &ask, REPORT_TEXT, name, sizeof name);
	assert_string_equal(name, "funnel-2026-06.txt");
}

/* The officer's paper is the district's; who may not has none. */
static void test_officer(void **state)
{
	(void)state;
	struct report_ask all = REPORT_ASK;
	struct document *d = NULL;
	const char *text = paper(&f.dinsos, all, REPORT_TEXT);
	has(text, "PEMERINTAH KABUPATEN KUTAI TIMUR");
	has(text, "| Dilaporkan       |        2 |");
	assert_null(strstr(text, "Balikpapan"));
	err_clear(&e);
	assert_false(report_make(f.db, &f.bendahara, report_find("funnel"), &all, &d, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	all.month = D(9, 1);
	err_clear(&e);
	assert_false(report_make(f.db, &f.kepala, report_find("funnel"), &all, &d, &e)); /* has not begun */
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
	const struct CMUnitTest tests[] = { T(counts), T(paper), T(officer) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
