/* Every report of a small panti: right figures, scope, initials, one audit row naming the children, the same bytes twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/community/company.h"
#include "db/money/allowance.h"
#include "db/audit.h"
#include "db/report/month.h"
#include "db/office/panti.h"
#include "db/report/report.h"
#include "db/money/savings.h"
#include "db/child/resident.h"
#include "db/termination/termination.h"
#include "src/base/clock.h"
#include "src/base/rupiah.h"
#include "tests/db/cases.h"
#include "tests/db/money.h"

#define MONTH date_make(2026, 7, 1)

static struct fixture f;
static struct err e;
static struct problems p;
static struct arena *a;
static struct cases_child sd, smp, sma, abh;

static void official(const char *post, const char *acting, const char *title, const char *name, const char *nip, caldate from, caldate until)
{
	struct official o = { 0, post, acting, title, name, "Penata (III/c)", nip, from, until };
	if (!official_save(f.db, &f.kepala, &o, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	cases_codes(&f);
	a = arena_new();
	err_clear(&e);
	problems_clear(&p);
	official("kepala", "", "Kepala UPTD Contoh", "Hasan Lama", "197001011995031002", date_make(2020, 1, 1), date_make(2026, 6, 30));
	official("kepala", "Plt.", "Kepala UPTD Contoh", "Wati Baru", "", date_make(2026, 7, 1), DATE_NONE);
	official("bendahara", "", "Bendahara Pembantu", "Rina Contoh", "", date_make(2020, 1, 1), DATE_NONE);
	sd = cases_admit(&f, "Ani Contoh", "P", "2017-02-03", date_make(2026, 1, 10), "anak_terlantar", "sd", 3, 0);
	smp = cases_admit(&f, "Budi Contoh", "L", "2012-05-05", date_make(2026, 6, 1), "anak_terlantar", "smp", 8, 0);
	sma = cases_admit(&f, "Citra Contoh", "P", "2009-01-01", date_make(2026, 7, 5), "anak_terlantar", "sma", 11, 0);
	abh = cases_admit(&f, "Dedi Rahasia", "L", "2011-01-01", date_make(2026, 7, 6), "abh", "smp", 9, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	int64_t rows;
	fixture_must(&e, audit_verify(f.db, f.panti, NULL, &rows, &e));
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static bool try(const struct actor *who, const char *name, const struct report_ask *ask, struct buf *out)
{
	struct document *d = NULL;
	const struct report *r = report_find(name);
	assert_non_null(r);
	err_clear(&e);
	buf_clear(out);
	bool ok = report_make(f.db, who, r, ask, &d, &e) && report_render(f.db, who, d, REPORT_TEXT, report_paper(f.db, who, r, REPORT_TEXT), "", out, &e);
	assert_int_equal(ok, d != NULL);
	document_free(d);
	return ok;
}

static void print(const struct actor *who, const char *name, const struct report_ask *ask, struct buf *out)
{
	if (!try(who, name, ask, out)) fixture_fail(e.text, __FILE__, __LINE__);
}

static void has(const struct buf *b, const char *text)
{
	if (!strstr(buf_text(b), text)) {
		fprintf(stderr, "%s\n", buf_text(b));
		fixture_fail(text, __FILE__, __LINE__);
	}
}

static void has_not(const struct buf *b, const char *text)
{
	if (strstr(buf_text(b), text)) fixture_fail(text, __FILE__, __LINE__);
}

/* The newest audit row: of this report, naming exactly these children. */
static void logged(const char *action, const char *report, int n, const row_id *ids)
{
	struct audit_row rows[8];
	char list[200] = "", count[12];
	int got = audit_list(f.db, &f.kepala, 0, 0, a, rows, 8, &e), found = 0;
	snprintf(count, sizeof count, "%d", n);
	for (int i = 0; i < n; i++) snprintf(list + strlen(list), sizeof list - strlen(list), "%s%" PRId64, i ? " " : "", ids[i]);
	assert_true(got > 0);
	assert_string_equal(rows[0].action, action);
	for (int i = 0; i < got && rows[i].seq == rows[0].seq; i++) {
		const struct audit_row *r = &rows[i];
		if (strcmp(r->field, "report") == 0) { assert_string_equal(r->after, report); found++; }
		if (strcmp(r->field, "children") == 0) { assert_string_equal(r->after, count); found++; }
		if (strcmp(r->field, "residents") == 0) { assert_string_equal(r->after, list); found++; }
	}
	assert_int_equal(found, (report ? 2 : 1) + (n > 0));
}

static int64_t audit_rows(void)
{
	return cases_number(&f, "SELECT count(*) FROM audit");
}

static void test_education(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	print(&f.tu, "education", &ask, &b);
	has(&b, "Keadaan tanggal 3 Agustus 2026");
	has(&b, "| SD                                     |       0 |       1 |         1 |");
	has(&b, "| SMP/MTs                                |       2 |       0 |         2 |");
	has(&b, "| SMA/SMK                                |       0 |       1 |         1 |");
	has(&b, "Plt. Kepala UPTD Contoh");
	has(&b, "Wati Baru");
	logged("report.print", "education", 4, (row_id[]){ sd.resident, smp.resident, sma.resident, abh.resident });
	ask.date = date_make(2026, 6, 15); /* before the last two came, under the head of then */
	print(&f.tu, "education", &ask, &b);
	has(&b, "| Jumlah SD, SMP/MTs, SMA/SMK            |       1 |       1 |         2 |");
	has(&b, "Hasan Lama");
	has(&b, "NIP. 19700101 199503 1 002");
	logged("report.print", "education", 2, (row_id[]){ sd.resident, smp.resident });
	ask.date = FIXTURE_DAY + 1;
	assert_false(try(&f.tu, "education", &ask, &b));
	assert_int_equal(e.kind, ERR_DATA);
	buf_free(&b);
}

static void test_register(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	print(&f.tu, "register", &ask, &b);
	has(&b, sd.register_no);
	has(&b, "D. R."); /* initials for a child in a criminal case */
	has_not(&b, "Rahasia");
	has(&b, "4 anak (L 2, P 2)");
	ask.year = 2025;
	print(&f.tu, "register", &ask, &b);
	has(&b, "Tidak ada anak yang tercatat.");
	logged("report.print", "register", 0, NULL);
	money_setting(&f, "abh_initials", "0");
	ask.year = 2026;
	print(&f.tu, "register", &ask, &b);
	has(&b, "Rahasia");
	logged("report.print", "register", 4, (row_id[]){ sd.resident, smp.resident, sma.resident, abh.resident });
	fixture_must(&e, resident_seal(f.db, &f.kepala, smp.resident, cases_version(&f, "resident", smp.resident), true, "Perlindungan saksi", &p, &e));
	print(&f.tu, "register", &ask, &b);
	has_not(&b, "Budi");
	has(&b, "B. C.");
	print(&f.kepala, "register", &ask, &b);
	has(&b, "Budi");
	buf_free(&b);
}

static void test_another_panti_is_not_on_it(void **state)
{
	(void)state;
	struct actor other;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	fixture_panti(&f, "LAIN", &other);
	print(&other, "register", &ask, &b);
	has(&b, "Tidak ada anak yang tercatat.");
	print(&other, "education", &ask, &b);
	has_not(&b, "Kutai");
	buf_free(&b);
}

static void test_rights(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	int64_t before = audit_rows();
	assert_false(try(&f.bendahara, "register", &ask, &b));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(try(&f.pengasuh, "education", &ask, &b));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(try(&f.tu, "allowance-receipts", &ask, &b));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(try(&f.dinsos, "monthly", &ask, &b));
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_false(try(&f.tu, "handover", &ask, &b));
	assert_int_equal(e.kind, ERR_USAGE);
	assert_int_equal(audit_rows(), before);
	buf_free(&b);
}

static void pay(rupiah deposit)
{
	struct allowance_run_result made;
	struct allowance_row *rows;
	struct allowance_paid paid;
	struct allowance_filter all = { .from = MONTH, .to = MONTH, .state = -1 };
	char key[IDEM_SIZE];
	money_rate(&f, "sd", 40000, date_make(2026, 1, 1));
	money_rate(&f, "smp", 50000, date_make(2026, 1, 1));
	money_rate(&f, "sma", 62000, date_make(2026, 1, 1));
	money_cash(&f, "apbd", 1000000, date_make(2026, 7, 1));
	fixture_must(&e, allowance_run(f.db, &f.bendahara, MONTH, &made, &p, &e));
	int n = allowance_list(f.db, &f.bendahara, &all, a, &rows, &e);
	assert_int_equal(n, 4);
	db_idem_make(key);
	struct allowance_pick pick = { rows[0].id, deposit, NULL, 0 };
	struct allowance_payment_in in = { &pick, 1, date_make(2026, 8, 2), NULL, true, key };
	if (!allowance_pay(f.db, &f.bendahara, &in, &paid, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	fixture_must(&e, allowance_hold(f.db, &f.bendahara, rows[1].id, "pulang", &p, &e));
}

static void test_receipts(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	assert_false(try(&f.bendahara, "allowance-receipts", &ask, &b)); /* no list yet */
	assert_int_equal(e.kind, ERR_DATA);
	pay(10000);
	print(&f.bendahara, "allowance-receipts", &ask, &b); /* standard: last month */
	has(&b, "Bulan Juli 2026");
	has(&b, "Ani Contoh");
	has(&b, "40.000"); /* the full amount, deposit or not */
	has(&b, "Ditahan");
	has(&b, "pulang");
	has(&b, "Daftar Setoran Tabungan");
	has(&b, "Rp30.000 (tiga puluh ribu rupiah)"); /* made for one, proposed for two */
	has(&b, "2 Agustus 2026"); /* the day of payment, not today's */
	has(&b, "Bendahara Pembantu");
	has(&b, "D. R.");
	has_not(&b, "Rahasia");
	rupiah sum = money_int(f.db, "SELECT sum(due) FROM allowance_item WHERE state <> 'ditahan'");
	char text[RUPIAH_SIZE];
	has(&b, rupiah_group(sum, text));
	logged("report.print", "allowance-receipts", 4, (row_id[]){ sd.resident, smp.resident, sma.resident, abh.resident });
	buf_free(&b);
}

static void test_books(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	char text[RUPIAH_SIZE];
	pay(10000);
	ask.month = date_make(2026, 8, 1);
	print(&f.bendahara, "cash-book", &ask, &b);
	has(&b, "Bulan Agustus 2026");
	has(&b, "1.000.000"); /* what July left in the box */
	has(&b, "Ani Contoh");
	has(&b, rupiah_group(1000000 - 40000, text));
	logged("report.print", "cash-book", 1, &sd.resident); /* once, though payment and deposit both name her */
	ask.resident = sd.resident;
	print(&f.bendahara, "savings-book", &ask, &b);
	has(&b, "Rp10.000 (sepuluh ribu rupiah)");
	has(&b, "02-08-2026");
	assert_false(try(&f.tu, "savings-book", &ask, &b));
	assert_int_equal(e.kind, ERR_NOPERM);
	buf_free(&b);
}

static void move_on(row_id id, enum referral_move m, const char *reason, caldate on)
{
	if (!referral_move(f.db, &f.kepala, id, cases_version(&f, "referral", id), m, on, reason, "", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

static void test_referrals(void **state)
{
	(void)state;
	struct referral_input one = cases_letter("Eka Contoh", "P", "88/DS/2026"), two = cases_letter("Fani Contoh", "P", "89/DS/2026"), three = cases_letter("Gita Terlibat", "P", "90/DS/2026");
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	three.v[REFERRAL_F_CLUSTERS] = "abh";
	row_id refused = cases_record(&f, &f.tu, &one);
	cases_record(&f, &f.tu, &two);
	cases_record(&f, &f.tu, &three);
	move_on(refused, REFERRAL_MULAI_ASESMEN, "", date_make(2026, 7, 27));
	move_on(refused, REFERRAL_TOLAK, "kapasitas", date_make(2026, 7, 29));
	ask.month = MONTH;
	print(&f.tu, "referrals-by-district", &ask, &b);
	has(&b, "Jumlah             |    0|    3|     0|     0|    1|    0|    2|  4,0|   6|"); /* answered after 4 days; the longest waits since the 25th */
	has(&b, "Fani");
	has(&b, "G. T.");
	has_not(&b, "Terlibat");
	ask.month = date_make(2026, 8, 1);
	print(&f.tu, "referrals-by-district", &ask, &b);
	has(&b, "Jumlah             |    2|    0|     0|     0|    0|    0|    2|");
	has_not(&b, "Eka"); /* answered in July */
	buf_free(&b);
}

static void test_monthly(void **state)
{
	(void)state;
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY, again = BUF_EMPTY;
	ask.month = MONTH;
	print(&f.tu, "monthly", &ask, &b);
	has(&b, "2026-004");
	logged("month.print", NULL, 2, (row_id[]){ sma.resident, abh.resident });
	print(&f.tu, "monthly", &ask, &again);
	ask.revision = 3;
	assert_false(try(&f.tu, "monthly", &ask, &again));
	ask.month = date_make(2027, 1, 1);
	assert_false(try(&f.tu, "monthly", &ask, &again));
	assert_int_equal(e.kind, ERR_DATA);
	buf_free(&b);
	buf_free(&again);
}

static void test_handover(void **state)
{
	(void)state;
	static const struct termination_score scores[] = { { "anak_keluarga", "tercapai", "Kunjungan 12-07." }, { "anak_mengemis", "tercapai", "RT." }, { "terlantar_diasuh", "sebagian", "Nenek." } };
	struct termination_input in = { .reason = "reunifikasi", .on = FIXTURE_DAY, .note = "", .receiver = "Aminah Contoh", .receiver_relation = "nenek", .receiver_id = "6408000000000001",
		.receiver_address = "Jalan Contoh 2", .family_assessed = true, .scores = scores, .score_count = COUNT(scores) };
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY, again = BUF_EMPTY;
	row_id id = 0;
	ask.resident = smp.resident;
	ask.handover = HANDOVER_TERMINATION;
	assert_false(try(&f.tu, "handover", &ask, &b));
	assert_int_equal(e.kind, ERR_DATA);
	ask.handover = HANDOVER_LAST;
	assert_false(try(&f.pemeriksa, "handover", &ask, &b)); /* the first print gives the number: the auditor writes nothing */
	assert_int_equal(e.kind, ERR_NOPERM);
	print(&f.sistem, "handover", &ask, &b);
	print(&f.pemeriksa, "handover", &ask, &b);
	print(&f.tu, "handover", &ask, &b);
	has(&b, "(Penerimaan)");
	has(&b, "Budi Contoh");
	has(&b, "Senin tanggal satu bulan Juni");
	has(&b, "Hasan Lama"); /* who was head that day */
	logged("report.print", "handover", 1, &smp.resident);
	print(&f.tu, "handover", &ask, &again); /* its number stays */
	assert_string_equal(buf_text(&b), buf_text(&again));
	if (!termination_propose(f.db, &f.peksos, smp.resident, &in, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	if (!termination_decide(f.db, &f.peksos, id, cases_version(&f, "termination", id), TERMINATION_AJUKAN, NULL, NULL, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	if (!termination_decide(f.db, &f.kepala, id, cases_version(&f, "termination", id), TERMINATION_SETUJU, smp.register_no, NULL, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	print(&f.tu, "handover", &ask, &b);
	has(&b, "(Pengakhiran Masa Asuh)");
	has(&b, "Aminah Contoh");
	has(&b, "6408000000000001");
	has(&b, "Wati Baru");
	has(&b, "Nenek.");
	has(&b, "Tidak ada tabungan");
	ask.handover = HANDOVER_ADMISSION;
	print(&f.tu, "handover", &ask, &again);
	has(&again, "(Penerimaan)");
	ask.resident = 12345;
	assert_false(try(&f.tu, "handover", &ask, &b));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	buf_free(&b);
	buf_free(&again);
}

static void move(row_id id, enum referral_move m, const char *reason)
{
	if (!referral_move(f.db, &f.kepala, id, cases_version(&f, "referral", id), m, DATE_NONE, reason, "", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

static void test_reply(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Eka Contoh", "P", "88/DS/2026");
	struct report_ask ask = REPORT_ASK;
	struct buf b = BUF_EMPTY;
	ask.referral = cases_record(&f, &f.tu, &in);
	assert_false(try(&f.tu, "referral-reply", &ask, &b)); /* not answered yet */
	assert_int_equal(e.kind, ERR_DATA);
	move(ask.referral, REFERRAL_MULAI_ASESMEN, "");
	move(ask.referral, REFERRAL_TOLAK, "kapasitas");
	print(&f.tu, "referral-reply", &ask, &b);
	has(&b, "BELUM DAPAT DITERIMA");
	has(&b, "88/DS/2026 tanggal 20 Juli 2026");
	has(&b, "Eka Contoh");
	has(&b, "Wati Baru");
	logged("report.print", "referral-reply", 0, NULL);
	struct buf officer = BUF_EMPTY;
	print(&f.dinsos, "referral-reply", &ask, &officer); /* the officer of the sending district sees the same letter */
	has(&officer, "BELUM DAPAT DITERIMA");
	struct actor elsewhere = fixture_actor(&f, 0, "dinsos.lain", ROLE_DINSOS, "64.71");
	assert_false(try(&elsewhere, "referral-reply", &ask, &officer));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	buf_free(&officer);
	buf_free(&b);
}

/* Letter and slip of a referral out: the purpose only for whoever reads notes, initials for the child of a criminal case, the number kept. */
static void test_referral_out(void **state)
{
	(void)state;
	const row_id partner = cases_partner(&f, "Biro Psikologi Contoh", "psikolog", "", "2027-01-31");
	struct report_ask ask = REPORT_ASK, hidden = REPORT_ASK;
	struct buf b = BUF_EMPTY, again = BUF_EMPTY;
	ask.out = cases_out(&f, sd.resident, partner, "konseling", "Sulit tidur sejak Juni.", FIXTURE_DAY);
	hidden.out = cases_out(&f, abh.resident, partner, "hukum", "", FIXTURE_DAY);
	print(&f.peksos, "referral-out", &ask, &b);
	has(&b, "Pimpinan Biro Psikologi Contoh");
	has(&b, "Ani Contoh");
	has(&b, "Sulit tidur sejak Juni.");
	has(&b, "LEMBAR BALIKAN RUJUKAN");
	has(&b, "RK-2026-001");
	has(&b, "Wati Baru");
	logged("report.print", "referral-out", 1, &sd.resident);
	print(&f.tu, "referral-out", &ask, &again);
	assert_null(strstr(buf_text(&again), "Sulit tidur"));
	const char *number = strstr(buf_text(&b), "Nomor    : ");
	assert_non_null(number);
	char line[80];
	snprintf(line, sizeof line, "%.*s", (int)strcspn(number, "\n"), number);
	has(&again, line); /* given once */
	print(&f.peksos, "referral-out", &hidden, &b);
	assert_null(strstr(buf_text(&b), "Dedi"));
	assert_null(strstr(buf_text(&b), "2011")); /* nor the day of birth */
	has(&b, "D. R.");
	assert_false(try(&f.dinsos, "referral-out", &ask, &b));
	assert_int_equal(e.kind, ERR_NOPERM);
	struct actor other;
	fixture_panti(&f, "lain", &other);
	assert_false(try(&other, "referral-out", &ask, &b));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	buf_free(&again);
	buf_free(&b);
}

static void test_every_report_in_every_format(void **state)
{
	(void)state;
	struct referral_input in = cases_letter("Eka Contoh", "P", "88/DS/2026");
	struct report_ask ask = REPORT_ASK;
	ask.resident = sd.resident;
	ask.referral = cases_record(&f, &f.tu, &in);
	move(ask.referral, REFERRAL_MULAI_ASESMEN, "");
	move(ask.referral, REFERRAL_TUNGGU, "penuh");
	ask.out = cases_out(&f, sd.resident, cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", ""), "kesehatan", "", FIXTURE_DAY);
	pay(0);
	const char *v[COMPANY_FIELDS] = { [COMPANY_F_NAME] = "CV Lambat Contoh", [COMPANY_F_SECTOR] = "", [COMPANY_F_DISTRICT] = "64.08", [COMPANY_F_ADDRESS] = "", [COMPANY_F_CONTACT] = "", [COMPANY_F_PHONE] = "",
		[COMPANY_F_REGISTERED] = "2026-04-01", [COMPANY_F_NOTE] = "" };
	row_id company;
	fixture_tamper(&f, "INSERT INTO region (code, name, parent, search_key) VALUES ('64.08', 'Kabupaten Kutai Timur', '64', 'kabupaten kutai timur') ON CONFLICT DO NOTHING");
	fixture_must(&e, company_record(f.db, &f.tu, v, NULL, &company, &p, &e) && company_remind(f.db, &f.tu, company, date_make(2026, 4, 1), NULL, NULL, &ask.reminder, &p, &e));
	for (size_t i = 0; i < reports_count; i++) {
		struct document *d = NULL, *twin = NULL;
		fixture_must(&e, report_make(f.db, &f.kepala, &reports[i], &ask, &d, &e));
		fixture_must(&e, report_make(f.db, &f.kepala, &reports[i], &ask, &twin, &e));
		for (unsigned k = 0; k < REPORT_FORMATS; k++) {
			struct buf one = BUF_EMPTY, two = BUF_EMPTY;
			char name[80];
			if (!(reports[i].formats & 1u << k)) continue;
			enum paper_size paper = report_paper(f.db, &f.kepala, &reports[i], (enum report_format)k);
			fixture_must(&e, report_render(f.db, &f.kepala, d, (enum report_format)k, paper, "", &one, &e));
			fixture_must(&e, report_render(f.db, &f.kepala, twin, (enum report_format)k, paper, "", &two, &e));
			assert_true(one.size > 60); /* an empty savings book as CSV has its heads and its sum */
			if (i > 0 && k != REPORT_XLSX) { /* an open month prints the head of the audit chain, which grows; XLSX is zipped with its own times */
				assert_int_equal(one.size, two.size);
				assert_memory_equal(one.data, two.data, one.size);
			}
			report_file_name(&reports[i], &ask, (enum report_format)k, name, sizeof name);
			assert_null(strchr(name, '/'));
			buf_free(&one);
			buf_free(&two);
		}
		document_free(d);
		document_free(twin);
	}
}

static void test_names(void **state)
{
	(void)state;
	char name[80];
	struct report_ask ask = REPORT_ASK;
	enum paper_size paper;
	ask.month = MONTH;
	assert_null(report_find("montly"));
	assert_string_equal(report_nearest("montly"), "monthly");
	report_file_name(report_find("monthly"), &ask, REPORT_PDF, name, sizeof name);
	assert_string_equal(name, "monthly-2026-07.pdf");
	assert_int_equal(report_format_from_code("escp"), REPORT_ESCP);
	assert_int_equal(report_format_from_code("doc"), REPORT_FORMATS);
	assert_true(report_paper_from_code("f4", &paper) && paper == PAPER_F4);
	assert_false(report_paper_from_code("a5", &paper));
	report_printed(f.db, &f.tu, name, sizeof name);
	if (!strstr(name, "03-08-2026 09.00")) fixture_fail(name, __FILE__, __LINE__);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_education), T(test_register), T(test_another_panti_is_not_on_it), T(test_rights), T(test_receipts), T(test_books), T(test_referrals), T(test_monthly), T(test_handover), T(test_reply),
		T(test_referral_out), T(test_every_report_in_every_format), T(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
