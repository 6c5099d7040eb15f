/* The register of partners: rights, panti, warnings about names, versions, the end of a partnership, filters, MoU work, plans of the queries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/office/setting.h"
#include "tests/db/desk.h"

static bool save(const struct actor *who, row_id id, int64_t version, const char *name, const char *kind, row_id *out)
{
	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = name, [PARTNER_KIND] = kind, [PARTNER_FREE_L] = "3" };
	err_clear(&e);
	return partner_save(f.db, who, id, version, v, NULL, out, &p, &e);
}

static struct partner card(row_id id)
{
	struct partner out;
	fixture_must(&e, partner_load(f.db, &f.pemeriksa, id, a, &out, &e));
	return out;
}

static void test_save_and_rights(void **state)
{
	(void)state;
	row_id id, second;
	assert_true(save(&f.tu, 0, 0, "Puskesmas Contoh", "puskesmas", &id));
	assert_int_equal(p.count, 0);
	struct partner c = card(id);
	assert_string_equal(c.v[PARTNER_NAME], "Puskesmas Contoh");
	assert_string_equal(c.v[PARTNER_FREE_ON], "2026-08-03"); /* told today unless said otherwise */
	assert_string_equal(c.v[PARTNER_FREE_L], "3");
	assert_string_equal(c.v[PARTNER_FREE_P], "");            /* unknown is not 0 */
	assert_string_equal(c.v[PARTNER_CAPACITY_L], "");
	assert_true(save(&f.peksos, 0, 0, "PUSKESMAS  contoh", "panti", &second)); /* the same name: warned, saved */
	assert_int_equal(p.hard, 0);
	assert_non_null(problem_of(&p, "name"));
	assert_non_null(partner_same_name(f.db, &f.tu, "Puskesmas Tjontoh", 0, a)); /* spelling folded */
	assert_null(partner_same_name(f.db, &f.tu, "Puskesmas Lain", 0, a));
	static const struct { size_t at; bool reads, writes; } roles[] = {
		{ offsetof(struct fixture, admin), false, false }, { offsetof(struct fixture, kepala), true, true }, { offsetof(struct fixture, peksos), true, true }, { offsetof(struct fixture, tu), true, true },
		{ offsetof(struct fixture, bendahara), false, false }, { offsetof(struct fixture, pengasuh), false, false }, { offsetof(struct fixture, dinsos), false, false }, { offsetof(struct fixture, pemeriksa), true, false },
	};
	for (size_t i = 0; i < COUNT(roles); i++) {
		const struct actor *who = (const struct actor *)((const char *)&f + roles[i].at);
		struct partner got;
		err_clear(&e);
		assert_int_equal(partner_load(f.db, who, id, a, &got, &e), roles[i].reads);
		if (!roles[i].reads) assert_int_equal(e.kind, ERR_NOPERM);
		if (roles[i].writes) continue;
		assert_false(save(who, 0, 0, "Baru", "lsm", &second));
		assert_int_equal(e.kind, ERR_NOPERM);
	}
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM partner"), 2);
	assert_false(save(&f.tu, 0, 0, "Baru", "bukan_kode", &second));
	assert_int_equal(e.kind, ERR_PROBLEMS);
	assert_non_null(problem_of(&p, "kind"));
}

static void test_other_panti(void **state)
{
	(void)state;
	struct actor other;
	struct partner got;
	const struct partner_filter all = { .view = PARTNER_ALL };
	row_id id = cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", ""), made;
	fixture_panti(&f, "lain", &other);
	assert_false(partner_load(f.db, &other, id, a, &got, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_false(save(&other, id, 1, "Diambil", "puskesmas", &made));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_int_equal(partner_count(f.db, &other, &all, &e), 0);
	assert_true(save(&other, 0, 0, "Puskesmas Contoh", "puskesmas", &made)); /* its own, and nothing is said of the other's */
	assert_int_equal(p.count, 0);
}

static void test_versions_and_idempotency(void **state)
{
	(void)state;
	row_id id = cases_partner(&f, "LSM Contoh", "lsm", "", ""), made = 0, twice = 0;
	assert_true(save(&f.tu, id, 1, "LSM Contoh Baru", "lsm", &made));
	assert_false(save(&f.kepala, id, 1, "LSM Lama", "lsm", &made));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_string_equal(card(id).v[PARTNER_NAME], "LSM Contoh Baru");
	char key[IDEM_SIZE];
	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = "LPA Contoh", [PARTNER_KIND] = "lpa" };
	db_idem_make(key);
	err_clear(&e);
	fixture_must(&e, partner_save(f.db, &f.tu, 0, 0, v, key, &made, &p, &e));
	fixture_must(&e, partner_save(f.db, &f.tu, 0, 0, v, key, &twice, &p, &e));
	assert_int_equal(made, twice);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM partner WHERE name = 'LPA Contoh'"), 1);
}

static void test_end_and_again(void **state)
{
	(void)state;
	row_id id = cases_partner(&f, "Psikolog Contoh", "psikolog", "", "");
	struct cases_child child = cases_admit(&f, "Ani Contoh", "P", "2014-01-01", date_make(2026, 1, 1), "", "sd", 5, 0);
	assert_false(partner_end(f.db, &f.tu, id, 1, FIXTURE_DAY, "", &p, &e));
	assert_non_null(problem_of(&p, "why"));
	err_clear(&e);
	assert_false(partner_end(f.db, &f.tu, id, 1, FIXTURE_DAY + 1, "pindah", &p, &e));
	err_clear(&e);
	assert_false(partner_end(f.db, &f.tu, id, 1, DATE_NONE, "salah", &p, &e)); /* it stands */
	cases_out(&f, child.resident, id, "konseling", "", FIXTURE_DAY);
	fixture_must(&e, partner_end(f.db, &f.tu, id, 1, FIXTURE_DAY, "Kontrak selesai", &p, &e));
	assert_int_equal(p.count, 1); /* one referral out is still open: said, not forbidden */
	struct partner c = card(id);
	assert_int_equal(c.closed_on, FIXTURE_DAY);
	assert_string_equal(c.closed_why, "Kontrak selesai");
	const struct partner_filter active = { .view = PARTNER_ACTIVE }, closed = { .view = PARTNER_CLOSED };
	assert_int_equal(partner_count(f.db, &f.tu, &active, &e), 0);
	assert_int_equal(partner_count(f.db, &f.tu, &closed, &e), 1);
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = arena_printf(a, "%" PRId64, id), [OUT_F_SERVICE] = "hukum", [OUT_F_SENT_ON] = "2026-08-03" };
	row_id made;
	assert_false(out_send(f.db, &f.peksos, child.resident, v, NULL, &made, &p, &e)); /* nobody is sent to an ended partner */
	assert_non_null(problem_of(&p, "partner"));
	fixture_must(&e, partner_end(f.db, &f.tu, id, c.version, DATE_NONE, "MoU baru", &p, &e));
	assert_int_equal(card(id).closed_on, DATE_NONE);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action IN ('partner.end', 'partner.reopen')"), 2);
}

static int shown(const struct partner_filter *filter, const char *first)
{
	struct partner_row rows[10];
	int n = partner_list(f.db, &f.tu, filter, NULL, false, a, rows, 10, &e);
	assert_true(n >= 0);
	assert_int_equal(partner_count(f.db, &f.tu, filter, &e), n);
	if (n && first) assert_string_equal(rows[0].name, first);
	return n;
}

static void test_filters(void **state)
{
	(void)state;
	cases_partner(&f, "Zamrud Psikolog", "psikolog", "abh|ampk", "2026-08-02");
	cases_partner(&f, "Pesantren Contoh", "pesantren", "anak_terlantar", "2026-10-02");
	cases_partner(&f, "Asuhan Contoh", "panti", "anak_terlantar|abh", "2027-12-31");
	cases_partner(&f, "Polsek Contoh", "polisi", "", "");
	assert_int_equal(shown(&(struct partner_filter){ .view = PARTNER_ACTIVE }, "Asuhan Contoh"), 4);
	assert_int_equal(shown(&(struct partner_filter){ .view = PARTNER_MOU_WORK }, "Pesantren Contoh"), 2);
	assert_int_equal(shown(&(struct partner_filter){ .view = PARTNER_MOU_ENDED }, "Zamrud Psikolog"), 1);
	assert_int_equal(shown(&(struct partner_filter){ .view = PARTNER_NO_MOU }, "Polsek Contoh"), 1);
	assert_int_equal(shown(&(struct partner_filter){ .kind = "psikolog" }, "Zamrud Psikolog"), 1);
	assert_int_equal(shown(&(struct partner_filter){ .cluster = "abh" }, "Asuhan Contoh"), 2);
	assert_int_equal(shown(&(struct partner_filter){ .cluster = "anak" }, NULL), 0);
	assert_int_equal(shown(&(struct partner_filter){ .text = "psi zam" }, "Zamrud Psikolog"), 1); /* any order */
	assert_int_equal(shown(&(struct partner_filter){ .text = "contoh" }, "Asuhan Contoh"), 3);
	struct partner_work w;
	fixture_must(&e, partner_work(f.db, &f.tu, &w, &e));
	assert_int_equal(w.ended, 1);
	assert_int_equal(w.ending, 1);
	fixture_must(&e, setting_set(f.db, &f.kepala, "mou_warning_days", "59", &p, &e));
	fixture_must(&e, partner_work(f.db, &f.tu, &w, &e));
	assert_int_equal(w.ending, 0); /* the setting decides */
	assert_true(cases_plans(&f, "FROM partner p") > 0);
}

static void test_paging(void **state)
{
	(void)state;
	char name[40];
	for (int i = 0; i < 25; i++) {
		snprintf(name, sizeof name, i % 5 ? "Mitra %02d" : "Mitra Sama", i); /* five of one name: the id decides */
		cases_partner(&f, name, "lain", "", "");
	}
	const struct partner_filter active = { .view = PARTNER_ACTIVE };
	struct partner_row all[30], page[4];
	int n = partner_list(f.db, &f.tu, &active, NULL, false, a, all, 30, &e), seen = 0;
	assert_int_equal(n, 25);
	struct partner_pos at = { "", 0 };
	for (int got = 4; got == 4;) {
		got = partner_list(f.db, &f.tu, &active, &at, false, a, page, 4, &e);
		for (int i = 0; i < got; i++) assert_int_equal(page[i].id, all[seen++].id);
		if (got) {
			STR_SET(at.key, page[got - 1].key);
			at.id = page[got - 1].id;
		}
	}
	assert_int_equal(seen, 25);
	STR_SET(at.key, all[10].key);
	at.id = all[10].id;
	assert_int_equal(partner_list(f.db, &f.tu, &active, &at, true, a, page, 4, &e), 4);
	for (int i = 0; i < 4; i++) assert_int_equal(page[i].id, all[9 - i].id);
	assert_int_equal(partner_list(f.db, &f.tu, &active, NULL, true, a, page, 1, &e), 1);
	assert_int_equal(page[0].id, all[24].id);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_save_and_rights), T(test_other_panti), T(test_versions_and_idempotency), T(test_end_and_again), T(test_filters), T(test_paging) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
