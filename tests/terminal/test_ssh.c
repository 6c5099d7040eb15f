/* The desk over a real sshd with real keys: full screen, other sizes, a lost line, several people at once, files, accounts closed. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/office/outbox.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "tests/terminal/sshd.h"

static struct sshd s;

static int begin(void **state)
{
	static const char *const people[] = { "sri", "wati", "andi", "citra" };

	(void)state;
	sshd_begin(&s);
	for (size_t i = 0; i < COUNT(people); i++) sshd_key(&s, people[i]);
	sshd_start(&s, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sshd_end(&s);
	return 0;
}

static struct vt *desk(const char *name, const char *shown)
{
	struct vt *v = sshd_desk(&s, name, NULL);

	vt_wait(v, tr("WORK OF TODAY"));
	if (shown) vt_wait(v, shown);
	return v;
}

static void quit(struct vt *v)
{
	clerk_quit(v); /* the exit code comes through ssh */
}

/* --- full screen, frugal, sizes ------------------------------------------------------------------------------------------------- */

static void an_officer_works(void **state)
{
	(void)state;
	if (!s.terminals) skip();
	int before = sshd_audit(&s, "login", "127.0.0.1");
	struct vt *v = desk("andi", "Andi P.");
	assert_int_equal(sshd_audit(&s, "login", "127.0.0.1"), before + 1);
	assert_int_equal(sshd_number(&s, "SELECT last_login_at > 0 FROM account_user WHERE name = 'andi'"), 1);
	vt_send(v, "R");
	vt_wait(v, tr("Referrals"));
	vt_send(v, VT_F1);
	vt_wait(v, tr("KEYS HERE"));
	vt_send(v, "\033");
	vt_wait_gone(v, tr("KEYS HERE"));
	vt_resize(v, 40, 120); /* the client tells sshd, sshd the desk */
	vt_wait(v, tr("Referrals"));
	for (int i = 0; i < 200 && !strstr(vt_row(v, 39), "10"); i++) (void)vt_quiet(v, 10); /* the F-bar moves down */
	assert_non_null(strstr(vt_row(v, 39), "10"));
	vt_resize(v, 10, 40);
	vt_wait(v, "60x16");
	vt_resize(v, 24, 80);
	vt_wait_gone(v, "60x16");
	vt_wait(v, tr("Referrals"));
	vt_send(v, VT_F10);
	vt_wait(v, tr("WORK OF TODAY"));
	quit(v);
}

/* SSH_CONNECTION reaches the desk: marker instead of a bar, few bytes for a step, none while nothing happens. */
static void frugal(void **state)
{
	(void)state;
	if (!s.terminals) skip();
	struct vt *v = desk("sri", NULL);
	vt_send(v, "A");
	vt_wait(v, "Adit Ramadan");
	(void)vt_quiet(v, 300);
	int row = vt_find(v, "Adit Ramadan");
	assert_non_null(strstr(vt_row(v, row), ">"));
	assert_false(vt_look(v, row, 40).reverse);
	unsigned long least = 1000;
	for (int i = 0; i < 3; i++) {
		unsigned long was = vt_bytes(v);
		vt_send(v, VT_DOWN);
		(void)vt_quiet(v, 100);
		unsigned long bytes = vt_bytes(v) - was;
		if (bytes < least) least = bytes;
	}
	assert_in_range(least, 1, 60);
	(void)vt_quiet(v, 300); /* the line of details follows */
	assert_int_equal(vt_quiet(v, 400), 0);
	quit(v);
}

/* --- a lost line ------------------------------------------------------------------------------------------------------------------ */

static struct vt *editing(const char *name)
{
	struct vt *v = sshd_desk(&s, name, NULL);

	open_card(v, "eko", "Eko Maulana");
	vt_send(v, VT_F4);
	return v;
}

/* The client dies in mid-form, in three ways; what was typed is there, to the letter, in the next session. */
static void lost_line(void **state)
{
	static const char *const typed_here[] = { "Ko", "Eko O'Neil %s%n", "a, b;c \"d\" é" };

	(void)state;
	if (!s.terminals) skip();
	for (size_t i = 0; i < COUNT(typed_here); i++) {
		struct vt *v = editing("sri");
		vt_wait_row(v, tr("Full name"), "[Eko Maulana");
		KEYS(v, "\t");
		typed(v, tr("Nickname"), typed_here[i]);
		if (i == 0) vt_signal(v, SIGKILL);
		else if (i == 1) vt_hang_up(v);
		else vt_send(v, "\r~."); /* ssh's own way to cut the line; Enter goes to the next field */
		(void)vt_exit(v);
		vt_close(v);
		sshd_wait_number(&s, "SELECT count(*) FROM draft", 1); /* the desk has heard of it */
		v = editing("sri");
		vt_wait(v, tr("Discard"));
		vt_send(v, "\r");
		vt_wait_row(v, tr("Nickname"), typed_here[i]);
		assert_int_equal(sshd_number(&s, "SELECT count(*) FROM person WHERE nickname <> '' AND name = 'Eko Maulana'"), 0);
		vt_send(v, VT_F10);
		vt_wait(v, tr("Changes not saved"));
		KEYS(v, VT_LEFT, "\r"); /* discard: the draft goes too */
		vt_wait_gone(v, tr("Changes not saved"));
		sshd_wait_number(&s, "SELECT count(*) FROM draft", 0);
		quit(v);
	}
}

/* --- several at once ---------------------------------------------------------------------------------------------------------------- */

/* An officer's new referral, typed, kept and sent. */
static void send_referral(struct vt *v, const char *name)
{
	KEYS(v, "R");
	vt_wait_gone(v, tr("WORK OF TODAY"));
	vt_send(v, VT_F7);
	vt_wait(v, tr("Full name"));
	typed(v, tr("Full name"), name);
	KEYS(v, "\t", " ");
	vt_wait_row(v, tr("Sex"), "(o)");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Recorded"));
	vt_send(v, "\r"); /* the draft is kept, its card opens */
	vt_wait_gone(v, tr("Recorded"));
	vt_wait(v, "R-2026-001");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Send the referral"));
	KEYS(v, VT_RIGHT, "\r");
	sshd_wait_number(&s, "SELECT count(*) FROM referral_now WHERE state = 'dikirim'", 1);
}

static void four_at_once(void **state)
{
	(void)state;
	if (!s.terminals) skip();
	struct vt *andi = desk("andi", "Andi P."), *citra = desk("citra", "Citra D."), *sri = desk("sri", "Sri W."), *wati = desk("wati", "Wati S.");
	KEYS(wati, "R");
	vt_wait_gone(wati, tr("WORK OF TODAY"));
	KEYS(citra, "R");
	vt_wait_gone(citra, tr("WORK OF TODAY"));
	send_referral(andi, "Bagus Dari Jauh");
	int64_t began = clock_monotonic();
	vt_wait(wati, "Bagus Dari Jauh"); /* no key was pressed here */
	assert_true(clock_monotonic() - began < 2000);
	(void)vt_quiet(citra, 300);
	assert_false(vt_has(citra, "Bagus")); /* another district */
	open_card(sri, "eko", "Eko Maulana");
	vt_send(sri, VT_F4);
	vt_wait_row(sri, tr("Full name"), "[Eko Maulana");
	KEYS(sri, VT_HOME, "\031");
	typed(sri, tr("Full name"), "Eko Firmansyah");
	vt_send(sri, VT_F2);
	sshd_wait_number(&s, "SELECT count(*) FROM person WHERE name = 'Eko Firmansyah'", 1);
	struct vt *const all[] = { andi, citra, sri, wati };
	for (size_t i = 0; i < COUNT(all); i++) quit(all[i]);
	assert_int_equal(CLERK_COMMAND(&s.house, NULL, "check"), 0);
}

/* --- files -------------------------------------------------------------------------------------------------------------------------- */

static size_t bytes_of(const char *path, char **out)
{
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	*out = malloc(4 << 20);
	size_t n = fread(*out, 1, 4 << 20, f);
	fclose(f);
	return n;
}

/* What comes over the line is what the same person gets at the machine, byte for byte, and it is in the audit log the same. */
static void files(void **state)
{
	static const struct { const char *as, *line; const char *words[10]; const char *action; } table[] = {
		{ "sri", "export residents --columns register_no,name,level --format csv", { "export", "residents", "--columns", "register_no,name,level", "--format", "csv" }, "export.residents" },
		{ "sri", "report education --format csv -o -", { "report", "education", "--format", "csv", "-o", "-" }, NULL },
		{ "sri", "report   register --format   csv", { "report", "register", "--format", "csv" }, NULL },
		{ "wati", "report monthly --month 2026-08 --format csv", { "report", "monthly", "--month", "2026-08", "--format", "csv" }, NULL },
		{ "andi", "report list", { "report", "list" }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		char *here, *there;
		int before = table[i].action ? sshd_audit(&s, table[i].action, NULL) : 0;
		assert_int_equal(clerk_command(&s.house, table[i].as, table[i].words), 0);
		size_t local = bytes_of(s.house.out, &here);
		if (SSH_RUN(&s, table[i].as, table[i].line, NULL) != 0) fail_msg("%s: %s", table[i].line, s.said);
		size_t remote = bytes_of(s.out, &there);
		assert_true(local > 0 && local == remote);
		assert_memory_equal(here, there, local);
		if (table[i].action) assert_int_equal(sshd_audit(&s, table[i].action, NULL), before + 2);
		free(here);
		free(there);
	}
	assert_int_equal(SSH_RUN(&s, "sri", "report monthly --month 2026-08 --format pdf", NULL), 0); /* bytes, not text */
	char *pdf;
	size_t n = bytes_of(s.out, &pdf);
	assert_true(n > 1000 && memcmp(pdf, "%PDF-", 5) == 0);
	free(pdf);
	/* the same rights: a caseworker of a district exports no children, a register stays closed to it */
	assert_int_equal(SSH_RUN(&s, "andi", "export ledger --format csv", NULL), 77);
	assert_int_equal(bytes_of(s.out, &pdf), 0);
	free(pdf);
}

/* What was put aside at the desk comes over the line whole, to its owner alone. */
static void put_aside(void **state)
{
	static const char bytes[] = "%PDF-1.3\r\n\0\1\2\xff binary";
	char made[SPOOL_MADE_SIZE], line[SPOOL_MADE_SIZE + 40], *got;
	struct err e = { ERR_NONE, "" };
	struct actor sri;
	struct db *db = NULL;

	(void)state;
	clock_set_today(date_from_iso(s.house.day));
	if (!db_open(&db, &(struct db_options){ .path = s.house.db }, &e) || !user_actor(db, "sri", date_from_iso(s.house.day), &sri, &e) || !outbox_put(db, &sri, 30, "laporan.pdf", bytes, sizeof bytes, made, NULL, &e))
		fail_msg("%s", e.text);
	db_close(db);
	clock_set_today(DATE_NONE);
	assert_int_equal(SSH_RUN(&s, "sri", "outbox list", NULL), 0);
	got = clerk_file(s.out);
	assert_non_null(strstr(got, made));
	free(got);
	snprintf(line, sizeof line, "outbox get %s", made);
	if (SSH_RUN(&s, "sri", line, NULL) != 0) fail_msg("%s: %s", line, s.said);
	size_t n = bytes_of(s.out, &got);
	assert_int_equal(n, sizeof bytes);
	assert_memory_equal(got, bytes, n);
	free(got);
	static const char *const others[] = { "outbox get %s", "outbox get ../sri/%s", "outbox get sri/%s" };
	for (size_t i = 0; i < COUNT(others); i++) {
		snprintf(line, sizeof line, "%.*s%s", (int)(strlen(others[i]) - 2), others[i], made);
		assert_int_not_equal(sshd_ask(&s, "wati", line), 0);
		assert_int_equal(bytes_of(s.out, &got), 0);
		free(got);
	}
}

/* sshd names the key that was used in its own words for each kind. */
static void other_kinds_of_keys(void **state)
{
	static const char *const kinds[] = { "rsa", "ecdsa" };
	char public[220];

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		snprintf(public, sizeof public, "%s.pub", sshd_pair(&s, kinds[i]));
		SSHD_PROGRAM(&s, 0, "key", "add", "sri", "--file", public);
		if (SSH_RUN(&s, kinds[i], "report list", NULL) != 0) fail_msg("%s: %s", kinds[i], s.said);
	}
}

static void no_terminal(void **state)
{
	char *out;

	(void)state;
	assert_int_equal(SSH_RUN(&s, "andi", NULL, NULL), 64);
	assert_non_null(strstr(s.said, tr("The desk needs a terminal: use ssh -t (PuTTY: without a command).")));
	assert_null(strstr(s.said, "allowance")); /* no list of commands that are not for SSH */
	assert_int_equal(bytes_of(s.out, &out), 0);
	free(out);
}

/* --- accounts ----------------------------------------------------------------------------------------------------------------------- */

static void closed_account(void **state)
{
	(void)state;
	if (!s.terminals) skip();
	struct vt *v = desk("citra", "Citra D.");
	assert_int_equal(CLERK_COMMAND(&s.house, "hasan", "user", "disable", "citra"), 0);
	int64_t began = clock_monotonic();
	assert_int_equal(vt_exit(v), 77);
	assert_true(clock_monotonic() - began < 5000);
	vt_wait(v, tr("This account was closed by the admin. What you typed is kept as a draft."));
	vt_close(v);
	assert_int_equal(SSH_RUN(&s, "citra", "report list", NULL), 77); /* the key is still there, the person is not */
	v = sshd_desk(&s, "citra", NULL);
	assert_int_equal(vt_exit(v), 77);
	vt_close(v);
	assert_int_equal(CLERK_COMMAND(&s.house, "hasan", "user", "enable", "citra"), 0);
	v = desk("citra", "Citra D.");
	quit(v);
}

int main(void)
{
	if (!sshd_possible()) return 0;
	const struct CMUnitTest tests[] = { cmocka_unit_test(an_officer_works), cmocka_unit_test(frugal), cmocka_unit_test(lost_line), cmocka_unit_test(four_at_once), cmocka_unit_test(files),
		cmocka_unit_test(put_aside), cmocka_unit_test(other_kinds_of_keys), cmocka_unit_test(no_terminal), cmocka_unit_test(closed_account) };
	return cmocka_run_group_tests(tests, begin, end);
}
