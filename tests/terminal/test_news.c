/*
 * News on open desks: what another person saves appears without a key, soon, and moves nothing of what the clerk is doing; and while
 * nobody saves, nothing wakes. The other person is this test, writing through the program's own functions.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/child/person.h"
#include "db/office/user.h"
#include "db/referral/referral_message.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/terminal/clerk.h"

#define DAY "2026-08-31"
#define LIMIT_MS 2000 /* the bound a person is promised; what it took is printed */
#define must(call) do { if (!(call)) fail_msg("%s", p.count ? p.list[0].text : e.text); } while (0)

static struct clerk c;
static struct db *db;
static struct actor officer, office;
static struct err e;
static struct problems p;

static int setup(void **state)
{
	(void)state;
	caldate day = date_from_iso(DAY);
	struct actor head;
	clerk_begin(&c, DAY);
	clerk_house(&c);
	clock_set_today(day);
	err_clear(&e);
	problems_clear(&p);
	must(db_open(&db, &(struct db_options){ .path = c.db }, &e));
	must(user_actor(db, "hasan", day, &head, &e));
	must(user_actor(db, "wati", day, &office, &e));
	const struct user_new in = { .name = "andi", .shown = "Andi", .roles = ROLE_DINSOS, .district = "64.08", .password = "" };
	must(user_add(db, &head, &in, &p, &e));
	must(user_actor(db, "andi", day, &officer, &e));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	db_close(db);
	clock_set_today(DATE_NONE);
	assert_int_equal(CLERK_COMMAND(&c, NULL, "check"), 0);
	clerk_end(&c);
	return 0;
}

/* A letter of the district about one child, sent to the panti. */
static row_id sent(const char *name, const char *received, bool urgent)
{
	static int n;
	char letter[24];
	row_id id;
	struct referral_card card;
	struct arena *a = arena_new();
	snprintf(letter, sizeof letter, "460/%d/DS", ++n);
	struct referral_input in = { .panti = office.panti };
	in.v[REFERRAL_F_LETTER_NO] = letter;
	in.v[REFERRAL_F_LETTER_DATE] = received;
	in.v[REFERRAL_F_SENDER] = "Dinas Sosial Contoh";
	in.v[REFERRAL_F_REASON] = "Ayah wafat, ibu sakit.";
	in.v[REFERRAL_F_CLUSTERS] = "anak_terlantar";
	in.v[REFERRAL_F_URGENT] = urgent ? "1" : "0";
	in.child[PERSON_NAME] = name;
	in.child[PERSON_SEX] = "L";
	in.child[PERSON_BIRTH_DATE] = "2014-02-05";
	must(referral_record(db, &officer, &in, NULL, &id, &p, &e));
	must(referral_load(db, &officer, id, false, a, &card, &e));
	must(referral_move(db, &officer, id, card.version, REFERRAL_KIRIM, DATE_NONE, "", "", &p, &e));
	arena_free(a);
	return id;
}

static int64_t number(const char *sql)
{
	return stmt_one_int(stmt_built(db, sql), -1, &e);
}

/* Waits for the text and says how long it took since `began`. */
static void within(struct vt *v, const char *text, int64_t began, const char *what)
{
	vt_wait(v, text);
	int64_t took = clock_monotonic() - began;
	print_message("%s: %d ms\n", what, (int)took);
	assert_true(took < LIMIT_MS);
}

/* Until what is typed there stands in the database as a draft. */
static void draft_kept(struct vt *v)
{
	int64_t began = clock_monotonic();
	while (number("SELECT count(*) FROM draft") == 0) {
		assert_true(clock_monotonic() - began < VT_WAIT);
		(void)vt_quiet(v, 50);
	}
}

static int cursor_row(struct vt *v)
{
	int row, col;
	vt_cursor(v, &row, &col);
	return row;
}

/* The list follows; the cursor stays on its referral while others come in above and below; reloads leave no access row. */
static void list_follows(void **state)
{
	static const char *const names[] = { "Adi Contoh", "Beni Contoh", "Candra Contoh", "Dodi Contoh" };
	row_id first = 0;
	char text[80];
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		row_id id = sent(names[i], "2026-08-24", false);
		if (!first) first = id;
	}
	struct vt *v = clerk_desk(&c, "sri");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "R");
	vt_wait(v, "Dodi Contoh");
	KEYS(v, VT_DOWN, VT_DOWN);
	vt_wait_row(v, ">", "Candra Contoh");
	(void)vt_quiet(v, 400); /* the detail line */
	int64_t opened = number("SELECT count(*) FROM audit WHERE action LIKE '%.open'"), rows = number("SELECT count(*) FROM audit");
	int64_t began = clock_monotonic();
	sent("Yoga Mendesak", "2026-08-30", true); /* on top of the list */
	within(v, "Yoga Mendesak", began, "commit to text, list");
	vt_wait(v, "R-2026-005"); /* row 23: its number */
	snprintf(text, sizeof text, tr("New referral: %s (%s)"), "R-2026-005", "Dinas Sosial Contoh");
	vt_wait(v, text);
	assert_non_null(strstr(vt_row(v, cursor_row(v)), "Candra Contoh"));
	assert_true(vt_find(v, "Yoga Mendesak") < vt_find(v, "Adi Contoh"));
	began = clock_monotonic();
	sent("Zidan Terakhir", "2026-08-30", false);
	within(v, "Zidan Terakhir", began, "commit to text, below");
	assert_non_null(strstr(vt_row(v, cursor_row(v)), "Candra Contoh"));
	/* a message: told and marked on its row */
	began = clock_monotonic();
	must(referral_message_send(db, &officer, first, "KK menyusul besok.", NULL, NULL, &p, &e));
	within(v, "R-2026-001 (Andi)", began, "commit to text, message");
	vt_wait_row(v, "Adi Contoh", "* Dikirim");
	assert_non_null(strstr(vt_row(v, cursor_row(v)), "Candra Contoh"));
	assert_int_equal(number("SELECT count(*) FROM audit WHERE action LIKE '%.open'"), opened); /* three reloads opened nothing */
	assert_int_equal(number("SELECT count(*) FROM audit"), rows + 7);                           /* child, letter and sending twice, a message */
	clerk_quit(v);
}

/* While a form is typed: text, cursor and the open dialog stay; the news is one quiet line. */
static void form_is_left_alone(void **state)
{
	int row, col, row2, col2;
	char before[2][200];
	(void)state;
	struct vt *v = clerk_desk(&c, "sri");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "R");
	vt_wait(v, tr("Referrals"));
	vt_send(v, VT_F7);
	vt_wait(v, tr("Full name"));
	vt_send(v, "Putra Setengah");
	vt_wait_row(v, tr("Full name"), "Putra Setengah");
	draft_kept(v);
	vt_send(v, VT_LEFT);
	vt_send(v, VT_LEFT);
	(void)vt_quiet(v, 200);
	vt_cursor(v, &row, &col);
	snprintf(before[0], sizeof before[0], "%s", vt_row(v, row));
	int64_t began = clock_monotonic();
	sent("Tamu Baru", "2026-08-30", false);
	within(v, "R-2026-001 (", began, "commit to text, form");
	vt_cursor(v, &row2, &col2);
	assert_int_equal(row, row2);
	assert_int_equal(col, col2);
	assert_string_equal(vt_row(v, row), before[0]);
	vt_send(v, "X"); /* typed where the cursor was */
	vt_wait_row(v, tr("Full name"), "Putra SetengXah");
	vt_send(v, VT_F10);
	vt_wait(v, tr("Changes not saved"));
	(void)vt_quiet(v, 200);
	snprintf(before[1], sizeof before[1], "%s", vt_row(v, cursor_row(v)));
	sent("Tamu Kedua", "2026-08-30", false);
	vt_wait(v, "R-2026-002 (");
	assert_true(vt_has(v, tr("Changes not saved"))); /* the dialog stands */
	assert_string_equal(vt_row(v, cursor_row(v)), before[1]);
	KEYS(v, VT_LEFT, "\r");
	vt_wait(v, "Tamu Kedua"); /* and the list below has followed */
	clerk_quit(v);
}

/* Home's figures change by themselves. */
static void home_counts(void **state)
{
	(void)state;
	sent("Satu Contoh", "2026-08-28", false);
	struct vt *v = clerk_desk(&c, "hasan");
	vt_wait_row(v, tr("Referrals waiting for an answer"), " 1");
	int64_t began = clock_monotonic();
	row_id id = sent("Dua Contoh", "2026-08-28", false);
	vt_wait_row(v, tr("Referrals waiting for an answer"), " 2");
	int64_t took = clock_monotonic() - began;
	print_message("commit to text, Home: %d ms\n", (int)took);
	assert_true(took < LIMIT_MS);
	must(referral_message_send(db, &officer, id, "Anak dititip tetangga.", NULL, NULL, &p, &e));
	vt_wait_row(v, tr("Messages not read yet"), " 1");
	clerk_quit(v);
}

static long wakeups(const struct vt *v)
{
	char path[64], line[200];
	long n = -1;
	snprintf(path, sizeof path, "/proc/%d/status", vt_pid(v));
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0) n = strtol(line + 24, NULL, 10);
	fclose(f);
	return n;
}

/* Nobody saves: no byte and no wake-up. A draft somewhere else is no news; a save is. */
static void idle(void **state)
{
	(void)state;
	sent("Satu Contoh", "2026-08-28", false);
	struct vt *v = clerk_desk(&c, "sri"), *other = clerk_desk(&c, "hasan");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "R");
	vt_wait(v, "Satu Contoh");
	vt_wait(other, tr("WORK OF TODAY"));
	vt_send(other, "R");
	vt_wait(other, "Satu Contoh");
	vt_send(other, VT_F7);
	vt_wait(other, tr("Full name"));
	(void)vt_quiet(v, 600);
	long before = wakeups(v);
	assert_int_equal(vt_quiet(v, 700), 0);
	assert_int_equal(wakeups(v), before);
	vt_send(other, "Draf saja");
	vt_wait_row(other, tr("Full name"), "Draf saja");
	draft_kept(other);
	assert_int_equal(vt_quiet(v, 300), 0);
	assert_int_equal(wakeups(v), before); /* two seconds of somebody else's typing */
	sent("Dua Contoh", "2026-08-28", false);
	vt_wait(v, "Dua Contoh");
	assert_true(wakeups(v) > before);
	vt_send(other, VT_F10);
	vt_wait(other, tr("Changes not saved"));
	KEYS(other, VT_LEFT, "\r");
	vt_wait_gone(other, tr("Changes not saved"));
	clerk_quit(other);
	clerk_quit(v);
}

/* Saves that never pause: the screen follows all the same, within the bound. */
static void no_pause(void **state)
{
	(void)state;
	row_id id = sent("Satu Contoh", "2026-08-28", false);
	struct vt *v = clerk_desk(&c, "sri");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "R");
	vt_wait(v, "Satu Contoh");
	(void)vt_quiet(v, 300);
	int64_t began = clock_monotonic(), seen = 0;
	int sent_here = 0;
	while (clock_monotonic() - began < 3000) { /* a save every few milliseconds */
		must(referral_message_send(db, &officer, id, "Kabar berikutnya.", NULL, NULL, &p, &e));
		sent_here++;
		(void)vt_quiet(v, 5);
		if (!seen && vt_has(v, "R-2026-001 (Andi)")) seen = clock_monotonic() - began;
	}
	print_message("first seen after %d ms of %d saves without a pause\n", (int)seen, sent_here);
	assert_true(sent_here > 60); /* never 50 ms of quiet */
	assert_true(seen > 0 && seen < LIMIT_MS);
	char unread[24];
	snprintf(unread, sizeof unread, " %d baru:", sent_here);
	vt_wait(v, unread); /* and ends with all of them */
	vt_wait_row(v, "Satu Contoh", "* Dikirim");
	clerk_quit(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(list_follows, setup, teardown), cmocka_unit_test_setup_teardown(form_is_left_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(home_counts, setup, teardown), cmocka_unit_test_setup_teardown(idle, setup, teardown), cmocka_unit_test_setup_teardown(no_pause, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
