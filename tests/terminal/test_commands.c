/* The command line from outside: words, exit codes (sysexits.h), data on stdout and words on stderr, and what stands behind init, user,
 * backup, restore, check, rebuild, audit, doctor and man. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/types.h"
#include "tests/terminal/command_line.h"

#define DEMO "PSAA Tunas Harapan"

static int begin(void **state)
{
	static struct clerk line; /* one at a time */

	line_begin(&line);
	*state = &line;
	return 0;
}

static int begin_empty(void **state)
{
	static struct clerk line;

	clerk_begin(&line, LINE_DAY);
	clerk_lang(&line, "en");
	*state = &line;
	return 0;
}

static int end(void **state)
{
	clerk_end(*state);
	return 0;
}

static const char *const names[] = { "init", "import", "export", "report", "allowance", "month", "outbox", "user", "backup", "restore", "check", "rebuild", "audit", "doctor", "man" };

static void words(void **state)
{
	struct clerk *line = *state;
	char *all = GIVES(line, NULL, "--help"), *man = GIVES(line, NULL, "man"), *text;

	assert_ptr_equal(strstr(all, "For example:"), all);
	HAS(man, ".Sh EXIT STATUS");
	for (size_t i = 0; i < COUNT(names); i++) {
		char entry[40];
		snprintf(entry, sizeof entry, "\n  %-10s ", names[i]);
		HAS(all, entry);
		snprintf(entry, sizeof entry, "\n.It Cm %s ", names[i]);
		HAS(man, entry);
		text = GIVES(line, NULL, names[i], "--help");
		assert_ptr_equal(strstr(text, "For example:"), text);
		snprintf(entry, sizeof entry, "\npantidesk %s ", names[i]);
		HAS(text, entry);
		free(text);
	}
	static const char *const options[] = { "--conf FILE", "--db FILE", "--as USER", "--panti CODE", "--lang id|en", "--no-input", "--quiet", "--json" };
	for (size_t i = 0; i < COUNT(options); i++) HAS(all, options[i]);
	HAS(man, "\\-\\-json");
	static const char *const codes[] = { "0", "64", "65", "66", "69", "70", "71", "73", "74", "75", "77", "78" };
	for (size_t i = 0; i < COUNT(codes); i++) {
		char entry[16];
		snprintf(entry, sizeof entry, "\n.It %s\n", codes[i]);
		HAS(man, entry);
	}
	free(all);
	free(man);
	text = GIVES(line, NULL, "--version");
	assert_ptr_equal(strstr(text, "pantidesk "), text);
	free(text);
	text = GIVES(line, NULL, "allowance", "--help");
	HAS(text, "savings deposits need the child's consent");
	free(text);
	SAYS(line, 64, "There is no command repotr. Did you mean report?", NULL, "repotr");
	SAYS(line, 64, "There is no option --mont here. Did you mean --month?", NULL, "report", "monthly", "--mont", "2026-07");
	SAYS(line, 64, "There is no option --jason here. Did you mean --json?", NULL, "--jason", "user", "list");
	SAYS(line, 64, "A value is missing behind --month.", NULL, "report", "monthly", "--month");
	SAYS(line, 64, "There is no language fr here: id or en.", NULL, "--lang", "fr", "check");
	SAYS(line, 64, "The desk needs a terminal", NULL, NULL);
	HAS(line->said, "pantidesk report monthly");
	static const char *const bare[] = { "check", "rebuild", "doctor", "man", "init" };
	for (size_t i = 0; i < COUNT(bare); i++) SAYS(line, 64, " takes no word like now.", NULL, bare[i], "now");
	SAYS(line, 64, "audit verify", NULL, "audit");
	SAYS(line, 64, "month knows close, revise and list, not shut.", NULL, "month", "shut", "--month", "2026-07");
	SAYS(line, 64, "allowance knows run, pay and list, not give.", NULL, "allowance", "give", "--month", "2026-07");
	SAYS(line, 64, "user knows add, list, edit, act, password, disable and enable, not drop.", NULL, "user", "drop", "sri");
	clerk_lang(line, "id");
	SAYS(line, 64, "Mungkin maksud Anda report?", NULL, "repotr");
	clerk_lang(line, "en");
}

static void databases(void **state)
{
	struct clerk *line = *state;
	const char *other = line_text(line, "other.db", "This is a letter, no database. This is a letter, no database. This is a letter, no database.....");
	const char *link = line_path(line, "link.db"), *gone = line_path(line, "gone.db"), *conf = line_text(line, "bad.conf", "idle_minutes = 0;\n");

	SAYS(line, 66, "There is no database", NULL, "--db", gone, "check");
	assert_int_equal(access(gone, F_OK), -1);
	SAYS(line, 65, "other.db", NULL, "--db", other, "check");
	SAYS(line, 65, "is empty: it is no database", NULL, "--db", line_text(line, "empty.db", ""), "check");
	assert_int_equal(symlink(line->db, link), 0);
	SAYS(line, 78, "is a symbolic link", NULL, "--db", link, "check");
	assert_int_equal(chmod(line->db, 0644), 0);
	SAYS(line, 78, "chmod 600", NULL, "check");
	assert_int_equal(chmod(line->db, 0600), 0);
	SAYS(line, 78, "idle_minutes", NULL, "--conf", conf, "check");
	HAS(line->said, "\n    idle_minutes = 0;\n    ^\n"); /* the line, and a caret under the place */
	SAYS(line, 78, "Did you mean", NULL, "--conf", line_text(line, "bad.conf", "langg = \"id\";\n"), "check");
	assert_int_equal(chmod(conf, 0666), 0);
	SAYS(line, 78, NULL, NULL, "--conf", conf, "check");
	SAYS(line, 0, NULL, NULL, "check");
}

static void init(void **state)
{
	struct clerk *line = *state;
	struct stat before, after;

	SAYS(line, 65, "at least 8 characters", NULL, "init", "--password-fd", line_password("pendek"));
	SAYS(line, 65, NULL, NULL, "init", "--password-fd", line_password("password"));
	SAYS(line, 65, "No password could be read", NULL, "init", "--password-fd", "97");
	SAYS(line, 64, "descriptor's number, not x.", NULL, "init", "--password-fd", "x");
	SAYS(line, 64, "A password is needed.", NULL, "init");
	SAYS(line, 64, "There is no option --demmo here. Did you mean --demo?", NULL, "init", "--demmo");
	assert_int_equal(access(line->db, F_OK), -1); /* nothing half made */
	SAYS(line, 0, "Made ", NULL, "init", "--admin", "hasan", "--password-fd", line_password("kapal layar biru"));
	assert_int_equal(stat(line->db, &before), 0);
	assert_int_equal(before.st_mode & 0777, 0600);
	SAYS(line, 73, "is there already; nothing was changed.", NULL, "init", "--password-fd", line_password("kapal layar putih"));
	SAYS(line, 73, "is there already", NULL, "init", "--demo");
	assert_int_equal(stat(line->db, &after), 0);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	char *text = GIVES(line, NULL, "user", "list");
	HAS(text, "hasan");
	HAS(text, "admin,kepala");
	free(text);
	SAYS(line, 0, "", "hasan", "--quiet", "check");
}

static void users(void **state)
{
	struct clerk *line = *state;

	SAYS(line, 0, "", NULL, "user", "add", "lina", "--role", "tu,peksos", "--role", "bendahara", "--shown", "Lina \"W.\"", "--password-fd", line_password("angin timur laut"));
	SAYS(line, 65, "The user name lina is taken.", NULL, "user", "add", "lina", "--role", "tu", "--password-fd", line_password("angin timur laut"));
	SAYS(line, 64, "There is no role peksoss. Did you mean peksos?", NULL, "user", "add", "maya", "--role", "peksoss", "--password-fd", line_password("angin timur laut"));
	SAYS(line, 65, NULL, NULL, "user", "add", "maya", "--password-fd", line_password("angin timur laut")); /* no role */
	SAYS(line, 65, NULL, NULL, "user", "add", "maya", "--role", "dinsos", "--password-fd", line_password("angin timur laut")); /* no district */
	SAYS(line, 65, "at least 8", NULL, "user", "add", "maya", "--role", "tu", "--password-fd", line_password("seven77"));
	SAYS(line, 64, "A password is needed.", NULL, "user", "add", "maya", "--role", "tu");
	SAYS(line, 0, "", NULL, "user", "add", "maya", "--role", "dinsos", "--district", "64.08", "--password-fd", line_password("angin timur laut"));
	char *text = GIVES(line, NULL, "user", "list", "--json"), *same = GIVES(line, NULL, "--json", "user", "list");
	assert_string_equal(text, same); /* before the command or behind it */
	assert_int_equal(text[0], '[');
	HAS(text, "{\"name\": \"lina\", \"shown\": \"Lina \\\"W.\\\"\", \"roles\": \"peksos,tu,bendahara\"");
	HAS(text, "\"district\": \"64.08\"");
	assert_int_equal(line_count(text, "{\"name\": "), 9);
	assert_int_equal(text[strlen(text) - 2], ']');
	free(text);
	free(same);
	SAYS(line, 0, NULL, "lina", "report", "education");
	SAYS(line, 77, "Admin", "lina", "user", "add", "nina", "--role", "tu", "--password-fd", line_password("angin timur laut"));
	SAYS(line, 0, "", NULL, "user", "password", "lina", "--password-fd", line_password("angin barat daya"));
	SAYS(line, 65, "nobody", NULL, "user", "password", "nobody", "--password-fd", line_password("angin barat daya"));
	SAYS(line, 0, "", NULL, "user", "disable", "lina");
	SAYS(line, 77, "There is no active user lina.", "lina", "check");
	text = GIVES(line, NULL, "user", "list");
	HAS(text, "disabled");
	free(text);
	SAYS(line, 0, "", NULL, "user", "enable", "lina");
	SAYS(line, 0, NULL, "lina", "report", "education");
	SAYS(line, 77, "There is no active user nobody.", "nobody", "check");
}

/* --as is the owner's: whoever else can read the file is nobody here. */
static void not_the_owner(void **state)
{
	struct clerk *line = *state;

	if (geteuid() != 0) skip(); /* only root can give a file away */
	assert_int_equal(chown(line->db, 65534, 65534), 0);
	SAYS(line, 77, NULL, "hasan", "report", "education");
	SAYS(line, 77, NULL, NULL, "report", "education");
	assert_int_equal(chown(line->db, 0, 0), 0);
	SAYS(line, 0, NULL, "hasan", "report", "education");
}

/* The only file in a folder, as the program named it. */
static void made(const struct clerk *line, char out[300])
{
	const char *at = strstr(line->said, "/bk/"), *stop = at ? strstr(at, ".db:") : NULL;

	assert_non_null(stop);
	snprintf(out, 300, "%s%.*s", line->dir, (int)(stop + 3 - at), at);
}

static void backup_and_restore(void **state)
{
	struct clerk *line = *state;
	char copy[300], *before = GIVES(line, NULL, "report", "register", "--format", "csv"), *after;
	struct stat st;

	assert_int_equal(mkdir(line_path(line, "bk"), 0700), 0);
	SAYS(line, 0, "checked and restored on trial", NULL, "backup", line_path(line, "bk"));
	made(line, copy);
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	SAYS(line, 73, NULL, NULL, "backup", copy); /* never over a file that is there */
	SAYS(line, 73, NULL, NULL, "backup", line_path(line, "no/such/folder/x.db"));
	SAYS(line, 64, "Say where to", NULL, "backup");
	SAYS(line, 77, NULL, "rina", "backup", line_path(line, "bk"));
	SAYS(line, 0, "Imported 1 of 1 rows.", NULL, "import", "residents", line_text(line, "one.csv", "name,sex,admission_date\nHilang Kembali,L,2026-08-01\n"));
	SAYS(line, 64, "This replaces the data of " DEMO ".", NULL, "restore", copy);
	SAYS(line, 64, "This replaces the data of " DEMO ".", NULL, "restore", copy, "--yes-replace", "Panti Lain");
	SAYS(line, 64, "Say which file", NULL, "restore");
	SAYS(line, 66, NULL, NULL, "restore", line_path(line, "gone.db"), "--yes-replace", DEMO);
	SAYS(line, 65, NULL, NULL, "restore", line_text(line, "text.db", "no database at all, only a text that somebody saved here"), "--yes-replace", DEMO);
	/* somebody sits at the desk: refused, and the desk lives on */
	struct vt *v = clerk_desk(line, "hasan");
	vt_wait(v, "Hasan");
	SAYS(line, 75, NULL, NULL, "restore", copy, "--yes-replace", DEMO);
	clerk_quit(v);
	after = GIVES(line, NULL, "report", "register", "--format", "csv");
	HAS(after, "Hilang Kembali");
	free(after);
	SAYS(line, 0, "What was there before is kept as ", NULL, "restore", copy, "--yes-replace", DEMO);
	after = GIVES(line, NULL, "report", "register", "--format", "csv");
	assert_string_equal(before, after);
	free(after);
	free(before);
	SAYS(line, 0, NULL, NULL, "check");
}

static void tampering(void **state)
{
	struct clerk *line = *state;
	char *text = GIVES(line, NULL, "check");

	HAS(text, "Everything fits");
	free(text);
	line_tamper(line, "UPDATE resident_now SET level = 'sd' WHERE level = 'sma' AND status = 'aktif'");
	assert_int_equal(CLERK_COMMAND(line, NULL, "check"), 65);
	HAS(line->said, "34 differences.");
	text = clerk_file(line->out);
	assert_int_equal(line_count(text, "\n"), 34); /* each is named */
	free(text);
	SAYS(line, 0, NULL, NULL, "rebuild");
	SAYS(line, 0, NULL, NULL, "check");
	line_tamper(line, "PRAGMA writable_schema = ON; DROP TRIGGER posting_no_update");
	assert_int_not_equal(CLERK_COMMAND(line, NULL, "check"), 0);
}

/* The head printed on a closed month's report proves that nothing was cut off since. */
static void audit(void **state)
{
	struct clerk *line = *state;
	char head[17] = "", *text = GIVES(line, NULL, "report", "monthly", "--month", "2026-07"), *at = strstr(text, "Audit "); /* as it was stored */

	assert_non_null(at);
	snprintf(head, sizeof head, "%.16s", at + strlen("Audit "));
	free(text);
	text = GIVES(line, NULL, "month", "list", "--json");
	HAS(text, head);
	free(text);
	text = GIVES(line, NULL, "audit", "verify");
	HAS(text, "The audit log is whole: ");
	free(text);
	SAYS(line, 0, "", NULL, "audit", "verify", "--head", head);
	head[0] = head[0] == '0' ? '1' : '0';
	SAYS(line, 65, head, NULL, "audit", "verify", "--head", head);
	SAYS(line, 77, NULL, "rina", "audit", "verify");
	head[0] = '\0';
	line_tamper(line, "PRAGMA recursive_triggers = OFF; DROP TRIGGER audit_no_update; UPDATE audit SET user_name = 'lain' WHERE seq = 40");
	assert_int_not_equal(CLERK_COMMAND(line, NULL, "audit", "verify"), 0);
}

static void doctor(void **state)
{
	struct clerk *line = *state;
	int code = CLERK_COMMAND(line, NULL, "doctor");
	char *text = clerk_file(line->out);

	HAS(text, "SQLite ");
	HAS(text, "demo (CONTOH)");
	HAS(text, "backup_folder");
	assert_int_equal(code, strstr(text, "\n! ") ? 69 : 0);
	free(text);
	assert_int_equal(CLERK_COMMAND(line, NULL, "--db", line_path(line, "gone.db"), "doctor"), 69);
	text = clerk_file(line->out);
	HAS(text, "pantidesk init makes one");
	free(text);
	clerk_lang(line, "id");
	(void)CLERK_COMMAND(line, NULL, "doctor");
	text = clerk_file(line->out);
	HAS(text, "Mesin data");
	assert_null(strstr(text, "withheld")); /* in one language */
	free(text);
	clerk_lang(line, "en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words, begin, end),
		cmocka_unit_test_setup_teardown(databases, begin, end),
		cmocka_unit_test_setup_teardown(init, begin_empty, end),
		cmocka_unit_test_setup_teardown(users, begin, end),
		cmocka_unit_test_setup_teardown(not_the_owner, begin, end),
		cmocka_unit_test_setup_teardown(backup_and_restore, begin, end),
		cmocka_unit_test_setup_teardown(tampering, begin, end),
		cmocka_unit_test_setup_teardown(audit, begin, end),
		cmocka_unit_test_setup_teardown(doctor, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
