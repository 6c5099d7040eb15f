/* Users at the command line, and what a running desk notices of it: a role more holds at once, a role less ends the session within seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "src/base/clock.h"
#include "src/base/types.h"
#include "tests/terminal/command_line.h"

static void with_house(struct clerk *c, const char *lang)
{
	clerk_begin(c, LINE_DAY);
	clerk_lang(c, lang);
	clerk_house(c);
}

/* A desk on Home, then a command of the admin's. */
#define AFTER(c, v, ...) do { vt_wait(v, tr("WORK OF TODAY")); assert_int_equal(CLERK_COMMAND(c, NULL, __VA_ARGS__), 0); } while (0)

static void ends(struct clerk *c, struct vt *v, const char *words)
{
	int64_t began = clock_monotonic();
	(void)c;
	assert_int_equal(vt_exit(v), 77);
	assert_true(clock_monotonic() - began < 5000);
	vt_wait(v, words);
	vt_close(v);
}

static void role_added_holds_at_once(void **state)
{
	struct clerk c;
	(void)state;
	with_house(&c, "id");
	struct vt *v = clerk_desk(&c, "sri");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "P"); /* users are nothing for a social worker */
	(void)vt_quiet(v, 200);
	assert_false(vt_has(v, tr("Last log in")));
	AFTER(&c, v, "user", "edit", "sri", "--role", "peksos,admin");
	vt_wait(v, "Anda: Admin, Peksos."); /* said without a key */
	vt_send(v, "P");
	vt_wait(v, tr("Last log in"));
	vt_wait(v, "hasan");
	clerk_show(v, "new admin");
	/* and the desk that did nothing is ended when the role goes, with the list open */
	assert_int_equal(CLERK_COMMAND(&c, NULL, "user", "edit", "sri", "--role", "peksos"), 0);
	ends(&c, v, "Peran atau kabupaten Anda diubah admin.");
	clerk_end(&c);
}

static void what_was_typed_is_kept(void **state)
{
	struct clerk c;
	(void)state;
	with_house(&c, "en");
	struct vt *v = clerk_desk(&c, "sri");
	open_card(v, "eko", "Eko Maulana");
	vt_send(v, VT_F4);
	vt_wait_row(v, tr("Full name"), "[Eko Maulana");
	KEYS(v, "\t");
	typed(v, tr("Nickname"), "belum disimpan");
	assert_int_equal(CLERK_COMMAND(&c, NULL, "user", "edit", "sri", "--role", "tu"), 0);
	ends(&c, v, "log in again.");
	v = clerk_desk(&c, "sri"); /* as the office now: still the own draft */
	open_card(v, "eko", "Eko Maulana");
	vt_send(v, VT_F4);
	vt_wait(v, tr("Discard"));
	vt_send(v, "\r");
	vt_wait_row(v, tr("Nickname"), "belum disimpan");
	vt_send(v, VT_F10);
	vt_wait(v, tr("Changes not saved"));
	KEYS(v, VT_LEFT, "\r");
	clerk_quit(v);
	clerk_end(&c);
}

static void acting_from_the_other_desk(void **state)
{
	struct clerk c;
	(void)state;
	with_house(&c, "en");
	struct vt *head = clerk_desk(&c, "hasan"), *sri = clerk_desk(&c, "sri");
	vt_wait(sri, tr("WORK OF TODAY"));
	vt_wait(head, tr("WORK OF TODAY"));
	vt_send(head, "P");
	vt_wait(head, tr("Last log in"));
	vt_send(head, "sri");
	vt_wait(head, "Find: sri");
	vt_send(head, VT_F9);
	vt_wait(head, "Plt. or Plh.");
	vt_send(head, "a");
	vt_wait(head, "Plt. or Plh.: Sri W.");
	KEYS(head, "\t\t\t");
	typed(head, "Last day", "+3");
	vt_send(head, VT_F2);
	vt_wait(head, "Saved: Plh. Head of the home");
	clerk_show(head, "acting given");
	vt_wait(sri, "You are now: "); /* nothing was pressed here */
	clerk_show(sri, "acting told");
	vt_send(sri, "P");
	vt_wait(sri, tr("Last log in"));
	vt_send(head, VT_F9);
	vt_wait(head, "Plt. or Plh.: gives");
	vt_send(head, "a");
	vt_wait(head, "Enter ends one");
	vt_send(head, "\r");
	vt_wait(head, "End it now");
	KEYS(head, VT_RIGHT, "\r");
	ends(&c, sri, "log in again.");
	vt_wait(head, "Ended: Sri W.");
	clerk_quit(head);
	clerk_end(&c);
}

static void officer_moves(void **state)
{
	struct clerk c;
	(void)state;
	with_house(&c, "en");
	assert_int_equal(CLERK_COMMAND(&c, NULL, "user", "add", "andi", "--role", "dinsos", "--district", "64.08", "--key-only"), 0);
	struct vt *v = clerk_desk(&c, "andi");
	(void)vt_quiet(v, 300);
	assert_int_equal(CLERK_COMMAND(&c, NULL, "user", "edit", "andi", "--district", "64.02"), 0);
	ends(&c, v, "log in again.");
	clerk_end(&c);
}

static void command_line(void **state)
{
	struct clerk c, *line = &c;
	(void)state;
	with_house(&c, "en");
	SAYS(line, 0, "", NULL, "user", "edit", "sri", "--role", "peksos,tu", "--title", "Peksos Muda", "--self-approve");
	char *text = GIVES(line, NULL, "user", "list", "--json");
	HAS(text, "{\"name\": \"sri\", \"shown\": \"Sri W.\", \"roles\": \"peksos,tu\", ");
	HAS(text, "\"self_approve\": 1, \"acting\": \"-\"");
	free(text);
	SAYS(line, 0, "", NULL, "user", "edit", "sri", "--no-self-approve");
	text = GIVES(line, NULL, "export", "audit", "--format", "csv");
	HAS(text, "self_approve");
	free(text);
	SAYS(line, 64, "exclude each other", NULL, "user", "edit", "sri", "--self-approve", "--no-self-approve");
	SAYS(line, 65, "There is no user nobody.", NULL, "user", "edit", "nobody", "--role", "tu");
	SAYS(line, 77, "This is the last admin.", NULL, "user", "edit", "hasan", "--role", "kepala");
	SAYS(line, 77, "This is the last admin.", NULL, "user", "disable", "hasan");
	SAYS(line, 65, "A district officer holds no other role.", NULL, "user", "edit", "sri", "--role", "dinsos,tu", "--district", "64.08");
	SAYS(line, 65, "Only a district officer has a district", NULL, "user", "edit", "sri", "--district", "64.08");
	SAYS(line, 65, NULL, NULL, "user", "edit", "sri", "--shown", "a\033[2Jb");
	SAYS(line, 65, "18 digits", NULL, "user", "edit", "sri", "--nip", "12");
	SAYS(line, 77, NULL, "sri", "user", "edit", "sri", "--role", "admin");

	SAYS(line, 0, "", NULL, "user", "act", "sri", "--role", "kepala", "--kind", "plh", "--until", "2026-08-10");
	text = GIVES(line, NULL, "user", "list", "--json");
	HAS(text, "\"acting\": \"plh:kepala:2026-08-03:2026-08-10\"");
	free(text);
	SAYS(line, 65, "already. End that first.", NULL, "user", "act", "sri", "--role", "kepala", "--kind", "plt", "--from", "2026-08-10", "--until", "2026-08-12");
	SAYS(line, 65, "A date is written YYYY-MM-DD, not 10-08-2026.", NULL, "user", "act", "sri", "--role", "bendahara", "--kind", "plt", "--until", "10-08-2026");
	SAYS(line, 65, "last day", NULL, "user", "act", "sri", "--role", "bendahara", "--kind", "plt");
	SAYS(line, 65, "Choose Plt. or Plh.", NULL, "user", "act", "sri", "--role", "bendahara", "--kind", "pjs", "--until", "2026-08-10");
	SAYS(line, 65, "Name one role", NULL, "user", "act", "sri", "--role", "bendahara,kepala", "--kind", "plt", "--until", "2026-08-10");
	SAYS(line, 65, "Nobody makes themselves", "hasan", "user", "act", "hasan", "--role", "bendahara", "--kind", "plt", "--until", "2026-08-10");
	SAYS(line, 0, "", NULL, "user", "act", "sri", "--role", "kepala", "--end");
	SAYS(line, 65, "does not act in this role", NULL, "user", "act", "sri", "--role", "kepala", "--end");
	SAYS(line, 77, "Your own password is changed at the desk", "hasan", "user", "password", "hasan", "--password-fd", line_password("angin barat daya"));
	SAYS(line, 0, "", NULL, "user", "password", "sri", "--key-only");
	text = GIVES(line, NULL, "user", "list", "--json");
	HAS(text, "\"key only\"");
	free(text);
	SAYS(line, 77, "This is the last admin.", NULL, "user", "password", "hasan", "--key-only");
	SAYS(line, 0, NULL, NULL, "audit", "verify");
	clerk_end(&c);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(role_added_holds_at_once), cmocka_unit_test(what_was_typed_is_kept), cmocka_unit_test(acting_from_the_other_desk),
		cmocka_unit_test(officer_moves), cmocka_unit_test(command_line) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
