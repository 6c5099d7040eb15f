/* Referrals out: rights, moves on their true dates, clocks, doubts, what is confidential, sealed children, scope, export, check and rebuild. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/check.h"
#include "db/child/resident.h"
#include "db/exchange/export_list.h"
#include "db/office/setting.h"
#include "db/partner/referral_out_part.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include "tests/db/desk.h"

#define SECRET "Mimpi buruk sejak Mei"
static struct cases_child ani, budi;
static row_id partner;

static int setup(void **state)
{
	desk_setup(state);
	ani = cases_admit(&f, "Ani Contoh", "P", "2014-01-01", date_make(2026, 1, 10), "anak_terlantar", "sd", 5, 0);
	budi = cases_admit(&f, "Budi Rahasia", "L", "2012-01-01", date_make(2026, 1, 10), "abh", "smp", 8, 0);
	partner = cases_partner(&f, "Biro Psikologi Contoh", "psikolog", "anak_terlantar", "2027-01-31");
	return 0;
}

static struct out_card card(const struct actor *who, row_id id)
{
	struct out_card c;
	fixture_must(&e, out_load(f.db, who, id, false, a, &c, &e));
	return c;
}

static bool send(const struct actor *who, row_id child, const char *to, const char *service, const char *on, row_id *out)
{
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = to, [OUT_F_SERVICE] = service, [OUT_F_SENT_ON] = on };
	err_clear(&e);
	return out_send(f.db, who, child, v, NULL, out, &p, &e);
}

static const char *to(row_id id) { return arena_printf(a, "%" PRId64, id); }

static bool move(const struct actor *who, row_id id, enum out_move m, caldate on, const char *reason, const char *note)
{
	err_clear(&e);
	return out_move(f.db, who, id, cases_version(&f, "referral_out", id), m, on, reason, note, "Maya", &p, &e);
}

static void test_send(void **state)
{
	(void)state;
	row_id id = 0, none = 0;
	assert_false(send(&f.tu, ani.resident, to(partner), "konseling", "2026-08-03", &none));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(send(&f.peksos, ani.resident, "", "", "", &none));
	assert_non_null(problem_of(&p, "partner"));
	assert_non_null(problem_of(&p, "service"));
	assert_false(send(&f.peksos, ani.resident, to(partner), "bukan_kode", "2026-08-03", &none));
	assert_false(send(&f.peksos, ani.resident, to(partner), "konseling", "2026-08-04", &none)); /* ahead */
	assert_non_null(problem_of(&p, "sent_on"));
	assert_false(send(&f.peksos, ani.resident, to(partner), "konseling", "2026-01-09", &none)); /* before the child came */
	assert_false(send(&f.peksos, ani.resident, to(partner + 1000), "konseling", "2026-08-03", &none));
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_out"), 0);
	assert_true(send(&f.peksos, ani.resident, to(partner), "konseling", "2026-07-25", &id));
	assert_int_equal(p.count, 0);
	struct out_card c = card(&f.peksos, id);
	assert_string_equal(c.number, "RK-2026-001");
	assert_int_equal(c.state, OUT_DIKIRIM);
	assert_int_equal(c.sent, date_make(2026, 7, 25));
	assert_int_equal(c.wait.days, 9);
	assert_false(send(&f.peksos, ani.resident, to(partner), "konseling", "2026-08-03", &none)); /* asked already */
	assert_non_null(strstr(p.list[0].text, "RK-2026-001"));
	assert_true(send(&f.kepala, ani.resident, to(partner), "hukum", "2026-08-03", &none));
	assert_string_equal(card(&f.peksos, none).number, "RK-2026-002");
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit_value WHERE field = 'partner' AND after_value = 'Biro Psikologi Contoh'"), 2); /* by name, for whoever reads the history */
	row_id found;
	fixture_must(&e, out_find(f.db, &f.tu, "RK-2026-002", &found, &e));
	assert_int_equal(found, none);
}

static void test_moves_on_their_dates(void **state)
{
	(void)state;
	row_id id = cases_out(&f, ani.resident, partner, "konseling", SECRET, date_make(2026, 7, 10));
	assert_false(move(&f.pemeriksa, id, OUT_MOVE_TERIMA, DATE_NONE, "", ""));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(move(&f.tu, id, OUT_MOVE_TERIMA, date_make(2026, 7, 9), "", "")); /* before it was sent */
	assert_false(move(&f.tu, id, OUT_MOVE_TERIMA, FIXTURE_DAY + 1, "", ""));
	assert_false(move(&f.tu, id, OUT_MOVE_SELESAI, DATE_NONE, "", "diperiksa")); /* not accepted yet */
	assert_non_null(problem_of(&p, "state"));
	assert_int_equal(card(&f.peksos, id).state, OUT_DIKIRIM);
	assert_true(move(&f.tu, id, OUT_MOVE_TERIMA, date_make(2026, 7, 15), "", ""));
	struct out_card c = card(&f.peksos, id);
	assert_int_equal(c.state_on, date_make(2026, 7, 15));
	assert_int_equal(c.sent, date_make(2026, 7, 10));
	assert_string_equal(c.events[1].by_whom, "Maya");
	assert_false(move(&f.tu, id, OUT_MOVE_TARIK, DATE_NONE, "pindah", "")); /* withdrawing is the sender's */
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(move(&f.tu, id, OUT_MOVE_SELESAI, DATE_NONE, "", ""));
	assert_non_null(problem_of(&p, "note"));
	assert_true(move(&f.tu, id, OUT_MOVE_SELESAI, date_make(2026, 7, 28), "", "Tiga kali konseling"));
	assert_false(move(&f.peksos, id, OUT_MOVE_TARIK, DATE_NONE, "pindah", ""));
	row_id again = 0;
	assert_true(send(&f.peksos, ani.resident, to(partner), "konseling", "2026-08-03", &again)); /* the first is over: another may be sent */
	assert_true(move(&f.tu, again, OUT_MOVE_TOLAK, DATE_NONE, "psikolog sedang cuti", "")); /* words do as well as a code */
	assert_string_equal(card(&f.tu, again).events[1].reason, "psikolog sedang cuti");
	err_clear(&e);
	assert_false(out_move(f.db, &f.tu, again, 1, OUT_MOVE_TERIMA, DATE_NONE, "", "", "", &p, &e)); /* an old version */
	assert_int_equal(e.kind, ERR_CONFLICT);
}

static void test_edit(void **state)
{
	(void)state;
	row_id id = cases_out(&f, ani.resident, partner, "konseling", "lama", FIXTURE_DAY);
	const char *v[OUT_FIELDS] = { [OUT_F_SERVICE] = "kesehatan", [OUT_F_PURPOSE] = SECRET, [OUT_F_URGENT] = "1", [OUT_F_PARTNER] = "1", [OUT_F_SENT_ON] = "2020-01-01" };
	assert_false(out_edit(f.db, &f.tu, id, 1, v, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	fixture_must(&e, out_edit(f.db, &f.peksos, id, 1, v, &p, &e));
	struct out_card c = card(&f.peksos, id);
	assert_string_equal(c.v[OUT_F_SERVICE], "kesehatan");
	assert_string_equal(c.v[OUT_F_PURPOSE], SECRET);
	assert_int_equal(c.partner, partner); /* whom it went to, and when, stay */
	assert_int_equal(c.sent, FIXTURE_DAY);
	assert_int_equal(cases_number(&f, "SELECT rank FROM referral_out_now"), 0); /* urgent leads */
	assert_false(out_edit(f.db, &f.peksos, id, 1, v, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_true(move(&f.tu, id, OUT_MOVE_TERIMA, DATE_NONE, "", ""));
	err_clear(&e);
	assert_false(out_edit(f.db, &f.peksos, id, cases_version(&f, "referral_out", id), v, &p, &e));
	assert_int_equal(e.kind, ERR_PROBLEMS);
}

static void test_confidential(void **state)
{
	(void)state;
	row_id id = cases_out(&f, ani.resident, partner, "konseling", SECRET, FIXTURE_DAY);
	assert_true(move(&f.peksos, id, OUT_MOVE_TERIMA, DATE_NONE, "", ""));
	assert_true(move(&f.peksos, id, OUT_MOVE_SELESAI, DATE_NONE, "", SECRET));
	const struct actor *const all[] = { &f.kepala, &f.peksos, &f.tu, &f.pemeriksa, &f.sistem };
	for (size_t i = 0; i < COUNT(all); i++) {
		struct out_card c = card(all[i], id);
		const char *expected = i < 2 ? SECRET : "";
		assert_string_equal(c.v[OUT_F_PURPOSE], expected);
		assert_string_equal(c.events[2].note, expected);
		assert_string_equal(c.v[OUT_F_SERVICE], "konseling");
	}
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit_value WHERE after_value LIKE '%Mimpi%' OR before_value LIKE '%Mimpi%'"), 0);
}

static void test_doubts_and_suggestions(void **state)
{
	(void)state;
	const char *full[PARTNER_FIELDS] = { [PARTNER_NAME] = "Asuhan Penuh", [PARTNER_KIND] = "panti", [PARTNER_CLUSTERS] = "abh", [PARTNER_FREE_P] = "0", [PARTNER_FREE_L] = "2", [PARTNER_MOU_NO] = "1", [PARTNER_MOU_UNTIL] = "2026-08-02" };
	row_id id = 0, unknown = cases_partner(&f, "Aneka Layanan", "lain", "", ""), sent = 0;
	fixture_must(&e, partner_save(f.db, &f.tu, 0, 0, full, NULL, &id, &p, &e));
	problems_clear(&p);
	fixture_must(&e, out_doubts(f.db, &f.peksos, ani.resident, id, &p, &e));
	assert_int_equal(p.count, 3); /* MoU ended, full for girls, other clusters */
	assert_int_equal(p.hard, 0);
	problems_clear(&p);
	fixture_must(&e, out_doubts(f.db, &f.peksos, budi.resident, id, &p, &e));
	assert_int_equal(p.count, 1); /* room for boys, and his cluster is accepted */
	struct out_partner rows[9];
	assert_int_equal(out_partners(f.db, &f.peksos, ani.resident, a, rows, 9, &e), 3);
	assert_int_equal(rows[0].id, partner); /* accepts the cluster */
	assert_int_equal(rows[1].id, unknown);
	assert_int_equal(rows[2].id, id);
	assert_int_equal(rows[2].free, 0);
	assert_true(send(&f.peksos, ani.resident, to(id), "pengasuhan", "2026-08-03", &sent)); /* warned, not refused */
	assert_int_equal(p.count, 3);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM resident_now WHERE status = 'aktif'"), 2); /* the stay goes on */
}

static struct out_work work(void)
{
	struct out_work w;
	fixture_must(&e, out_work(f.db, &f.tu, &w, &e));
	return w;
}

static void test_overdue(void **state)
{
	(void)state;
	const struct out_filter late = { .view = OUT_VIEW_OVERDUE };
	row_id sent = cases_out(&f, ani.resident, partner, "konseling", "", FIXTURE_DAY - 14), kept = cases_out(&f, ani.resident, partner, "kesehatan", "", FIXTURE_DAY - 60);
	assert_true(move(&f.tu, kept, OUT_MOVE_TERIMA, FIXTURE_DAY - 30, "", ""));
	assert_int_equal(work().answer + work().done, 0); /* the last day is in time */
	fixture_must(&e, setting_set(f.db, &f.kepala, "clock_out", "13", &p, &e));
	assert_int_equal(work().answer, 1);
	assert_int_equal(work().longest, 14);
	struct out_row rows[4];
	assert_int_equal(out_list(f.db, &f.tu, &late, OUT_FIRST, false, a, rows, 4, &e), 1);
	assert_int_equal(rows[0].id, sent);
	assert_true(rows[0].wait.over);
	fixture_must(&e, setting_set(f.db, &f.kepala, "clock_out_done", "29", &p, &e));
	assert_int_equal(work().done, 1);
	assert_int_equal(work().longest, 30);
	assert_int_equal(out_count(f.db, &f.tu, &late, &e), 2);
	assert_true(move(&f.tu, sent, OUT_MOVE_TOLAK, DATE_NONE, "penuh", ""));
	assert_true(move(&f.tu, kept, OUT_MOVE_SELESAI, DATE_NONE, "", "selesai"));
	assert_int_equal(out_count(f.db, &f.tu, &late, &e), 0);
	assert_int_equal(work().answer + work().done, 0);
}

static void test_sealed_and_scope(void **state)
{
	(void)state;
	struct actor other;
	struct out_card c;
	struct out_row rows[4];
	const struct out_filter all = { .view = OUT_VIEW_ALL }, named = { .view = OUT_VIEW_ALL, .text = "budi" }, numbered = { .view = OUT_VIEW_ALL, .text = "RK-2026-001" };
	row_id id = cases_out(&f, budi.resident, partner, "hukum", SECRET, FIXTURE_DAY), found = 7;
	fixture_must(&e, resident_seal(f.db, &f.kepala, budi.resident, cases_version(&f, "resident", budi.resident), true, "perkara", &p, &e));
	assert_int_equal(out_list(f.db, &f.tu, &all, OUT_FIRST, false, a, rows, 4, &e), 1);
	assert_string_equal(rows[0].name, "B. R.");
	assert_int_equal(out_count(f.db, &f.tu, &named, &e), 0); /* never found by a name that is hidden */
	assert_int_equal(out_count(f.db, &f.tu, &numbered, &e), 1);
	assert_int_equal(out_count(f.db, &f.peksos, &named, &e), 1);
	assert_false(out_load(f.db, &f.tu, id, false, a, &c, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(move(&f.tu, id, OUT_MOVE_TERIMA, DATE_NONE, "", ""));
	assert_string_equal(card(&f.peksos, id).name, "Budi Rahasia");
	fixture_panti(&f, "lain", &other);
	err_clear(&e);
	assert_int_equal(out_count(f.db, &other, &all, &e), 0);
	assert_false(out_load(f.db, &other, id, false, a, &c, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	fixture_must(&e, out_find(f.db, &other, "RK-2026-001", &found, &e));
	assert_int_equal(found, 0);
	assert_false(move(&other, id, OUT_MOVE_TARIK, DATE_NONE, "x", ""));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_false(send(&other, ani.resident, to(partner), "konseling", "2026-08-03", &found)); /* neither its child nor its partner */
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	assert_int_equal(out_count(f.db, &f.dinsos, &all, &e), -1);
	assert_int_equal(e.kind, ERR_NOPERM);
}

static bool gather(void *ctx, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++) buf_printf(ctx, "%s;", cells[i]);
	buf_puts(ctx, "\n");
	return true;
}

static void export(const char *name, struct buf *out, int64_t rows)
{
	int64_t got = -1;
	for (int i = 0; i < export_lists_count; i++)
		if (strcmp(export_lists[i].name, name) == 0) fixture_must(&e, export_list_run(f.db, &f.tu, &export_lists[i], DATE_NONE, DATE_NONE, gather, out, &got, &e));
	assert_int_equal(got, rows);
}

static void test_export(void **state)
{
	(void)state;
	struct buf b = BUF_EMPTY;
	cases_out(&f, ani.resident, partner, "konseling", SECRET, date_make(2026, 7, 1));
	export("referrals-out", &b, 1);
	assert_non_null(strstr(buf_text(&b), "RK-2026-001;"));
	assert_non_null(strstr(buf_text(&b), "Ani Contoh;P;Biro Psikologi Contoh;"));
	assert_non_null(strstr(buf_text(&b), ";33;1;")); /* days, overdue */
	assert_null(strstr(buf_text(&b), "Mimpi"));
	buf_clear(&b);
	export("partners", &b, 1);
	assert_non_null(strstr(buf_text(&b), "Biro Psikologi Contoh;"));
	assert_non_null(strstr(buf_text(&b), "2027-01-31;"));
	buf_free(&b);
}

static void count_up(void *ctx, const char *line) { (void)line; ++*(int *)ctx; }

static bool rebuild_tx(struct db *db, void *ctx, struct err *err) { (void)ctx; return follow_rebuild(db, &out_follow, err); }

static void test_check_and_rebuild(void **state)
{
	(void)state;
	int bad = -1, told = 0;
	cases_out(&f, ani.resident, partner, "konseling", "", date_make(2026, 7, 1));
	row_id id = cases_out(&f, budi.resident, partner, "hukum", "", date_make(2026, 7, 2));
	assert_true(move(&f.tu, id, OUT_MOVE_TERIMA, DATE_NONE, "", ""));
	fixture_must(&e, follow_check(f.db, &out_follow, count_up, &told, &bad, &e));
	assert_int_equal(bad, 0);
	fixture_tamper(&f, "UPDATE referral_out_now SET state = 'selesai', open = 0 WHERE state = 'diterima'; DELETE FROM referral_out_now WHERE state = 'dikirim'");
	fixture_must(&e, follow_check(f.db, &out_follow, count_up, &told, &bad, &e));
	assert_int_equal(bad, 2);
	assert_int_equal(told, 2);
	fixture_must(&e, db_tx(f.db, rebuild_tx, NULL, &e));
	fixture_must(&e, follow_check(f.db, &out_follow, NULL, NULL, &bad, &e));
	assert_int_equal(bad, 0);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_out_now WHERE open = 1"), 2);
}

static void test_order_and_paging(void **state)
{
	(void)state;
	const struct out_filter all = { .view = OUT_VIEW_ALL };
	static const char *const services[] = { "kesehatan", "konseling", "perlindungan", "hukum", "sekolah", "dokumen", "lain" };
	row_id ids[14];
	struct out_row rows[20], page[4];
	for (int i = 0; i < 14; i++) {
		ids[i] = cases_out(&f, i < 7 ? ani.resident : budi.resident, partner, services[i % 7], "", FIXTURE_DAY - i % 5);
		if (i % 3 == 1) assert_true(move(&f.tu, ids[i], OUT_MOVE_TERIMA, DATE_NONE, "", ""));
		if (i % 3 == 2) assert_true(move(&f.tu, ids[i], OUT_MOVE_TOLAK, DATE_NONE, "penuh", ""));
	}
	int n = out_list(f.db, &f.tu, &all, OUT_FIRST, false, a, rows, 20, &e), seen = 0;
	assert_int_equal(n, 14);
	for (int i = 1; i < n; i++) {
		assert_true(rows[i - 1].key.rank <= rows[i].key.rank);
		if (rows[i].state == OUT_DIKIRIM) assert_true(rows[i - 1].sent <= rows[i].sent); /* longest waiting on top */
	}
	struct out_key at = OUT_FIRST;
	for (int got = 4; got == 4;) {
		got = out_list(f.db, &f.tu, &all, at, false, a, page, 4, &e);
		for (int i = 0; i < got; i++) assert_int_equal(page[i].id, rows[seen++].id);
		if (got) at = page[got - 1].key;
	}
	assert_int_equal(seen, 14);
	assert_int_equal(out_list(f.db, &f.tu, &all, rows[9].key, true, a, page, 4, &e), 4);
	for (int i = 0; i < 4; i++) assert_int_equal(page[i].id, rows[8 - i].id);
	const struct out_filter one = { .view = OUT_VIEW_ALL, .resident = ani.resident }, state_ = { .view = OUT_VIEW_STATE, .state = OUT_DITOLAK }, open = { .view = OUT_VIEW_OPEN, .partner = partner };
	assert_int_equal(out_count(f.db, &f.tu, &one, &e), 7);
	assert_int_equal(out_count(f.db, &f.tu, &state_, &e), 4);
	assert_int_equal(out_count(f.db, &f.tu, &open, &e), 10);
	assert_int_equal(out_list(f.db, &f.tu, &open, OUT_FIRST, false, a, rows, 20, &e), 10);
	assert_true(cases_plans(&f, "FROM referral_out_now n") > 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, desk_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_send), T(test_moves_on_their_dates), T(test_edit), T(test_confidential), T(test_doubts_and_suggestions), T(test_overdue), T(test_sealed_and_scope), T(test_export),
		T(test_check_and_rebuild), T(test_order_and_paging) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
