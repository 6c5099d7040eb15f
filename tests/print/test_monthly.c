/* Laporan Bulanan: what the layout prints, and the text of figures that revisions compare. */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/date.h"
#include "src/print/monthly.h"

static struct monthly_group levels[] = { { "sd", "SD/MI", { .opening = { 12, 11 }, .in = { 1, 0 }, .moved_out = { 0, 1 }, .closing = { 13, 10 } } },
	{ "smp", "SMP/MTs", { .opening = { 14, 14 }, .out = { 1, 0 }, .moved_in = { 0, 1 }, .closing = { 13, 15 } } }, { "sma", "SMA/SMK", { .opening = { 0 } } } };
static struct monthly_group ages[] = { { "6_12", "6-12", { .opening = { 26, 25 }, .in = { 1, 0 }, .out = { 1, 0 }, .closing = { 26, 25 } } } };
static struct monthly_movement moves[] = { { 20653, "2026-014", "Siti Aminah", "P", "SD/MI", "Kutai Timur", true }, { 20660, "2014-006", "R. A.", "L", "SMP/MTs", "Mandiri", false } };
static struct monthly_referral referrals[] = { { "64.08", "Kutai Timur", 3, 2, 0, 0, 1, 9, 2, 12 } };
static struct monthly_money money[] = { { "allowance_due", "Uang saku", 51, 4540000 }, { "savings_balance", "Tabungan", 0, 640000 } };
static struct monthly_cash cash[] = { { "apbd", "APBD", 5000000, 0, 3900000, 1100000 } };
static struct monthly_last last[] = { { "total.all.L.closing", "Anak", 50, 51 } };

static struct monthly sample(void)
{
	struct monthly m = { .kop1 = "PEMERINTAH KABUPATEN CONTOH", .kop2 = "DINAS SOSIAL", .kop3 = "PSAA TUNAS HARAPAN", .address = "Jalan Contoh 1", .panti = "Tunas Harapan", .place = "Sangatta",
		.month = date_make(2026, 7, 1), .closed = true, .signed_on = date_make(2026, 8, 3), .audit_hash = "0123456789abcdef", .audit_rows = 1234,
		.total = { .opening = { 26, 25 }, .in = { 1, 0 }, .out = { 1, 0 }, .closing = { 26, 25 } },
		.movements = moves, .movement_count = 2, .referrals = referrals, .referral_count = 1, .money = money, .money_count = 2, .cash = cash, .cash_count = 1, .last = last, .last_count = 1,
		.care_days = 1581, .present_days = 1500 };
	m.by[MONTHLY_LEVEL] = (struct monthly_dimension){ "level", "School level", levels, 3 };
	m.by[MONTHLY_AGE] = (struct monthly_dimension){ "age", "Age band", ages, 1 };
	m.by[MONTHLY_CLUSTER] = (struct monthly_dimension){ "cluster", "Main cluster", ages, 1 };
	m.signatures[0] = (struct signature){ "", "Bendahara", "Rina", "Penata", "198001012005012001" };
	m.signatures[1] = (struct signature){ "", "Kepala Panti", "Hasan", "Pembina", "197001011995011001" };
	m.signature_count = 2;
	return m;
}

static char *printed(const struct monthly *m, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	struct err e = { ERR_NONE, "" };
	struct document *d = monthly_document(m);
	assert_true(render_text(d, &(struct render_options){ .paper = PAPER_80, .printed = "", .letterhead = true }, &b, &e));
	document_free(d);
	char *text = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part)) fail_msg("not printed: %s\n%s", part, text);
}

static void test_layout(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct monthly m = sample();
	const char *text = printed(&m, a);
	static const char *const parts[] = { "PSAA TUNAS HARAPAN", "SD/MI", "SMP/MTs", "Siti Aminah", "2014-006", "Kutai Timur", "4.540.000", "1.100.000", "0123456789abcdef", "1.234", "Hasan", "Rina",
		"Sangatta, 3 ", "Proven", "1.500" };
	for (size_t i = 0; i < COUNT(parts); i++) assert_has(text, parts[i]);
	assert_null(strstr(text, "SMA/SMK")); /* a group nobody is in */
	assert_null(strstr(text, "Draft"));
	/* widths: nothing runs over 80 columns */
	for (const char *line = text; *line; line += strcspn(line, "\n\f") + 1) assert_true(strcspn(line, "\n\f") <= 80);
	arena_free(a);
}

static void test_words_for_what_does_not_fit(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct monthly m = sample();
	const char *gap[] = { "SD, L: 23 + 1 = 24, tercatat 25" }, *correction[] = { "Jenjang SD: dilaporkan 23" }, *difference[] = { "Jenjang SMP: dilaporkan 14" };
	m.gaps = gap;
	m.corrections = correction;
	m.differences = difference;
	m.gap_count = m.correction_count = m.difference_count = 1;
	m.revision = 2;
	m.closed = false;
	const char *text = printed(&m, a);
	assert_has(text, gap[0]);
	assert_has(text, correction[0]);
	assert_has(text, difference[0]);
	assert_has(text, "NO. 2");
	assert_has(text, "Draft");
	assert_null(strstr(text, "Proven")); /* a gap is never smoothed */
	arena_free(a);
}

static void test_figures_compared(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf one = BUF_EMPTY, two = BUF_EMPTY;
	struct monthly m = sample();
	monthly_figures(&m, &one);
	assert_int_equal(monthly_figure(buf_text(&one), "level.sd.L.closing", -1), 13);
	assert_int_equal(monthly_figure(buf_text(&one), "level.sd.P.moved_out", -1), 1);
	assert_int_equal(monthly_figure(buf_text(&one), "level.sma.L.closing", -1), -1); /* zero is not written */
	assert_int_equal(monthly_figure(buf_text(&one), "referral.64.08.longest_open", -1), 12);
	assert_int_equal(monthly_figure(buf_text(&one), "movement.2026-014.in", -1), 20653 - date_make(2026, 7, 1) + 1);
	assert_int_equal(monthly_figure("", "x", 7), 7);
	struct monthly_difference *d;
	monthly_figures(&m, &two);
	assert_int_equal(monthly_compare(buf_text(&one), buf_text(&two), a, &d), 0);
	buf_clear(&two);
	m.total.closing[SEX_P] = 0;
	m.movement_count = 1;
	money[0].amount++;
	monthly_figures(&m, &two);
	money[0].amount--;
	assert_int_equal(monthly_compare(buf_text(&one), buf_text(&two), a, &d), 3);
	bool closing = false, moved = false, paid = false;
	for (int i = 0; i < 3; i++) {
		closing = closing || (strcmp(d[i].name, "total.all.P.closing") == 0 && d[i].before == 25 && d[i].after == 0);
		moved = moved || (strcmp(d[i].name, "movement.2014-006.out") == 0 && d[i].after == 0);
		paid = paid || (strcmp(d[i].name, "money.allowance_due.amount") == 0 && d[i].after == 4540001);
		assert_true(*d[i].label != '\0');
	}
	assert_true(closing && moved && paid);
	assert_string_equal(monthly_figure_label("nothing", a), "nothing"); /* a name of another time is shown as it is */
	buf_free(&one);
	buf_free(&two);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_layout), cmocka_unit_test(test_words_for_what_does_not_fit), cmocka_unit_test(test_figures_compared) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
