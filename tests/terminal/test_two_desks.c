/* Two desks at once: the second saver is told, news appear, a closed account is put out, a lost line keeps the draft, nothing is paid twice. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/money/allowance.h"
#include "db/money/ledger.h"
#include "db/child/resident.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "tests/terminal/clerk.h"

#define DAY "2026-08-31"
#define AUGUST date_make(2026, 8, 1)
#define must(call) do { if (!(call)) fail_msg("%s", e.text); } while (0)

static void with_house(struct clerk *c)
{
	clerk_begin(c, DAY);
	clerk_house(c);
}

/* The edit form of Eko Maulana on a desk of its own. */
static struct vt *editing(const struct clerk *c, const char *as)
{
	struct vt *v = clerk_desk(c, as);

	open_card(v, "eko", "Eko Maulana");
	vt_send(v, VT_F4);
	vt_wait_row(v, tr("Full name"), "[Eko Maulana");
	return v;
}

static void stored(const struct clerk *c, const char *nickname, const char *place)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct resident_card card;
	struct actor head;
	struct db *db = NULL;
	struct arena *a = arena_new();
	caldate day = date_from_iso(DAY);

	clock_set_today(day);
	must(db_open(&db, &(struct db_options){ .path = c->db }, &e));
	must(user_actor(db, "hasan", day, &head, &e));
	must(resident_card(db, &head, resident_by_register(db, &head, "2025-002", &e), false, NULL, a, &card, &p, &e));
	assert_string_equal(card.person.v[PERSON_NICKNAME], nickname);
	assert_string_equal(card.person.v[PERSON_BIRTH_PLACE], place);
	db_close(db);
	clock_set_today(DATE_NONE);
	arena_free(a);
}

static void second_saver(void **state)
{
	struct clerk c;

	(void)state;
	with_house(&c);
	struct vt *one = editing(&c, "sri"), *two = editing(&c, "wati");
	KEYS(one, "\t");
	typed(one, tr("Nickname"), "Eko");
	vt_send(one, VT_F2);
	vt_wait_gone(one, tr("Nickname"));
	KEYS(two, "\t");
	typed(two, tr("Nickname"), "Koko");
	vt_send(two, VT_F2);
	vt_wait(two, tr("Changed by somebody else"));
	vt_wait(two, "Sri W.");
	vt_wait(two, "09.0");  /* when */
	vt_wait_row(two, "Koko", "Eko");
	clerk_show(two, "second saver");
	stored(&c, "Eko", "Sangatta"); /* nothing silently overwritten */
	KEYS(two, "\r");
	vt_wait_gone(two, tr("Changed by somebody else"));
	clerk_show(two, "after the choice");
	vt_send(two, VT_F2);
	vt_wait_gone(two, tr("Nickname"));
	clerk_quit(two);
	stored(&c, "Koko", "Sangatta"); /* on purpose now */
	clerk_quit(one);
	clerk_end(&c);
}

static void news(void **state)
{
	struct clerk c;

	(void)state;
	with_house(&c);
	struct vt *list = clerk_desk(&c, "wati");
	vt_wait(list, tr("WORK OF TODAY"));
	vt_send(list, "A");
	vt_wait(list, "Eko Maulana");
	struct vt *one = editing(&c, "sri");
	KEYS(one, VT_HOME, "\031"); /* ^Y clears to the end */
	typed(one, tr("Full name"), "Eko Firmansyah");
	vt_send(one, VT_F2);
	vt_wait(list, "Eko Firmansyah"); /* no key was pressed here */
	assert_false(vt_has(list, "Eko Maulana"));
	(void)vt_quiet(list, 300);
	assert_int_equal(vt_quiet(list, 300), 0); /* and then nothing moves */
	clerk_quit(one);
	clerk_quit(list);
	clerk_end(&c);
}

static void closed_account(void **state)
{
	struct clerk c;

	(void)state;
	with_house(&c);
	struct vt *v = editing(&c, "sri");
	KEYS(v, "\t");
	typed(v, tr("Nickname"), "belum disimpan");
	assert_int_equal(CLERK_COMMAND(&c, "hasan", "user", "disable", "sri"), 0);
	int64_t began = clock_monotonic();
	assert_int_equal(vt_exit(v), 77);
	assert_true(clock_monotonic() - began < 5000);
	vt_wait(v, tr("This account was closed by the admin. What you typed is kept as a draft."));
	vt_close(v);
	clerk_end(&c);
}

static void lost_line(void **state)
{
	static const char *const typed_here[] = { "Ko", "Eko O'Neil %s%n", "a, b;c \"d\"" };
	struct clerk c;

	(void)state;
	with_house(&c);
	for (size_t i = 0; i < COUNT(typed_here); i++) {
		struct vt *v = editing(&c, "sri");
		KEYS(v, "\t");
		typed(v, tr("Nickname"), typed_here[i]);
		if (i == 1) vt_signal(v, SIGHUP);
		else if (i == 2) vt_signal(v, SIGTERM);
		else vt_hang_up(v);
		(void)vt_exit(v);
		vt_close(v);
		stored(&c, "", "Sangatta");
		v = clerk_desk(&c, "sri");
		open_card(v, "eko", "Eko Maulana");
		vt_send(v, VT_F4);
		vt_wait(v, tr("Discard"));
		clerk_show(v, "draft offered");
		vt_send(v, "\r");
		vt_wait_row(v, tr("Nickname"), typed_here[i]);
		vt_send(v, VT_F10);
		vt_wait(v, tr("Changes not saved"));
		KEYS(v, VT_LEFT, "\r"); /* discard: the draft goes too */
		vt_wait_gone(v, tr("Changes not saved"));
		clerk_quit(v);
	}
	clerk_end(&c);
}

/* Another house's money: two treasurers' desks hold the same list with everybody ticked; Enter is held down on both. */
static struct vt *ready_to_pay(const struct clerk *c, const char *as)
{
	struct vt *v = clerk_desk(c, as);

	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "U");
	vt_wait(v, "Adit Ramadan");
	vt_send(v, "+");
	vt_wait_row(v, "[v]", "Adit Ramadan");
	return v;
}

/* Rates, five million in the box, August's list; db stays open for what the test looks at. */
static struct db *money_ready(struct clerk *c, struct actor *head)
{
	static const struct { const char *level; rupiah amount; } rates[] = { { "sd", 40000 }, { "smp", 50000 }, { "sma", 75000 } };
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct ledger_receipt cash = { .amount = 5000000, .fund = "apbd", .on = date_from_iso(DAY), .memo = "SP2D", .idem = "0123456789abcdef0123456789abcdef" };
	struct allowance_run_result run;
	struct db *db = NULL;

	with_house(c);
	clock_set_today(date_from_iso(DAY));
	must(db_open(&db, &(struct db_options){ .path = c->db }, &e));
	must(user_actor(db, "hasan", date_from_iso(DAY), head, &e));
	for (size_t i = 0; i < COUNT(rates); i++) must(allowance_rate_add(db, head, &(struct rate_new){ .on = AUGUST, .level = rates[i].level, .amount = rates[i].amount }, NULL, &p, &e));
	must(ledger_receive(db, head, &cash, NULL, &p, &e));
	must(allowance_run(db, head, AUGUST, &run, &p, &e));
	return db;
}

static void pay_twice(void **state)
{
	struct err e = { ERR_NONE, "" };
	struct allowance_total *totals;
	struct actor head;
	struct arena *a = arena_new();
	struct clerk c;
	struct db *db = money_ready(&c, &head);

	(void)state;
	struct vt *one = ready_to_pay(&c, "rina"), *two = ready_to_pay(&c, "hasan");
	vt_send(one, VT_F2);
	vt_send(two, VT_F2);
	vt_wait(one, tr("Pay pocket money"));
	vt_wait(two, tr("Pay pocket money"));
	KEYS(one, VT_RIGHT);
	KEYS(two, VT_RIGHT);
	for (int i = 0; i < 30; i++) {
		vt_send(one, "\r");
		vt_send(two, "\r");
	}
	struct vt *const both[] = { one, two };
	for (int i = 0; i < 2; i++) { /* who was refused held Enter on a row: its note is asked */
		(void)vt_quiet(both[i], 200);
		if (vt_has(both[i], tr("Continue"))) vt_send(both[i], "\033");
	}
	vt_wait_gone(one, "[v]");
	vt_wait_gone(two, "[v]");
	clerk_show(two, "paid by the other desk");
	clerk_quit(one);
	clerk_quit(two);
	int rows = allowance_totals(db, &head, &(struct allowance_filter){ .from = AUGUST, .to = AUGUST, .state = -1 }, a, &totals, &e);
	must(rows > 0);
	assert_int_equal(totals[rows - 1].paid, 53);
	struct ledger_account *accounts;
	int n = ledger_accounts(db, &head, a, &accounts, &e), boxes = 0;
	must(n > 0);
	for (int i = 0; i < n; i++)
		if (accounts[i].balance == 5000000 - totals[rows - 1].paid_amount) boxes++;
	assert_int_equal(boxes, 1); /* the cash box paid once */
	db_close(db);
	clock_set_today(DATE_NONE);
	arena_free(a);
	assert_int_equal(CLERK_COMMAND(&c, NULL, "check"), 0);
	clerk_end(&c);
}

/* What is ticked and typed on an open list outlives what other desks save. */
static void marks_outlive_news(void **state)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct actor head;
	struct clerk c;
	struct db *db = money_ready(&c, &head);
	struct allowance_row *items;
	struct arena *a = arena_new();

	(void)state;
	struct vt *v = ready_to_pay(&c, "rina");
	vt_send(v, "5000");
	vt_send(v, VT_DOWN);
	vt_wait_row(v, "Adit Ramadan", "35.000");
	vt_send(v, " ");
	vt_wait_row(v, "[ ]", "Anisa Permata");
	must(allowance_list(db, &head, &(struct allowance_filter){ .from = AUGUST, .to = AUGUST, .state = -1 }, a, &items, &e) > 3);
	assert_string_equal(items[2].name, "Arman Maulana");
	must(allowance_hold(db, &head, items[2].id, "menunggu wali", &p, &e));
	vt_wait_row(v, "Arman Maulana", ": menu"); /* the news, without a key */
	vt_wait_row(v, "Adit Ramadan", "35.000");
	vt_wait_row(v, "[ ]", "Anisa Permata");
	vt_send(v, VT_F10);
	vt_wait(v, tr("Leave the list"));
	KEYS(v, VT_RIGHT, "\r");
	vt_wait_gone(v, tr("Leave the list"));
	clerk_quit(v);
	db_close(db);
	clock_set_today(DATE_NONE);
	arena_free(a);
	clerk_end(&c);
}

/* One new child typed at two desks: the second is shown the first's before anything is saved. */
static void same_form(void **state)
{
	struct clerk c;

	(void)state;
	with_house(&c);
	struct vt *desk[2];
	for (int i = 0; i < 2; i++) {
		struct vt *v = desk[i] = clerk_desk(&c, "wati"); /* one person, two terminals */
		vt_wait(v, tr("WORK OF TODAY"));
		vt_send(v, VT_F7);
		vt_wait(v, tr("Full name"));
		typed(v, tr("Full name"), "Rahmat Kembar");
		KEYS(v, "\t\t", " ");
		vt_wait_row(v, tr("Sex"), "(o)");
	}
	KEYS(desk[0], VT_F2, VT_F2, VT_F2);
	vt_wait(desk[0], tr("F2 saves and gives the number. The head approves it afterwards."));
	vt_send(desk[0], VT_F2);
	vt_wait(desk[0], tr("Next child"));
	vt_send(desk[0], "\r");
	clerk_quit(desk[0]);
	KEYS(desk[1], VT_F2, VT_F2, VT_F2);
	vt_wait(desk[1], "2026-002"); /* the first one's number, side by side */
	clerk_show(desk[1], "twin");
	vt_hang_up(desk[1]);
	(void)vt_exit(desk[1]);
	vt_close(desk[1]);
	assert_int_equal(CLERK_COMMAND(&c, "hasan", "export", "residents", "--columns", "name", "--format", "csv", "-o", "-"), 0);
	char *names = clerk_file(c.out), *first = strstr(names, "Rahmat Kembar");
	assert_non_null(first);
	assert_null(strstr(first + 1, "Rahmat Kembar"));
	free(names);
	clerk_end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(second_saver), cmocka_unit_test(news), cmocka_unit_test(closed_account), cmocka_unit_test(lost_line), cmocka_unit_test(pay_twice),
		cmocka_unit_test(marks_outlive_news), cmocka_unit_test(same_form) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
