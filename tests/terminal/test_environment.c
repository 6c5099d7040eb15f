/* The desk in bad company: terminals, sizes, locales, folders, signals, descriptors; hostile names typed, pasted and imported; short visits in other languages and terminals. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/terminal/clerk.h"

static struct clerk house; /* made once: nothing here writes what another test reads */

static int make_house(void **state)
{
	(void)state;
	clerk_begin(&house, "2026-08-31");
	clerk_house(&house);
	return 0;
}

static int drop_house(void **state)
{
	(void)state;
	clerk_end(&house);
	return 0;
}

/* The desk as sri behind a shell line that ends in: exec "$@" */
static struct vt *behind(const char *line, const char *term)
{
	static char exe[512];
	const char *const argv[] = { "/bin/sh", "-c", line, "sh", exe, "--db", house.db, "--today", house.day, "--lang", house.lang, "--as", "sri", NULL };
	static const char *const env[] = { "LANG=C.UTF-8", NULL };

	snprintf(exe, sizeof exe, "%s/pantidesk-test", getenv("B") ? getenv("B") : "build");
	return vt_start(argv, env, term, 24, 80);
}

/* Home, the list, a card, help, menu, out. */
static void visit(struct vt *v)
{
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "A");
	vt_wait(v, "Adit Ramadan");
	vt_send(v, "eko");
	vt_wait_gone(v, "Adit Ramadan");
	vt_send(v, "\r");
	vt_wait(v, tr("Identity"));
	vt_send(v, "\007"); /* ^G: the menu, on every terminal */
	vt_wait(v, tr("digit or letter, or arrows and Enter; Esc closes"));
	vt_send(v, "1");
	vt_wait(v, tr("KEYS HERE"));
	vt_send(v, "\033");
	vt_wait_gone(v, tr("KEYS HERE"));
	clerk_quit(v);
}

static void terminals(void **state)
{
	static const struct { const char *term, *lang; } table[] = {
		{ "linux", "id" }, { "vt100", "id" }, { "xterm-256color", "en" }, { "dumb", "id" }, { NULL, "id" }, { "", "id" }, { "no such terminal", "id" }, { "x\033[2J\033]0;title\a", "id" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		print_message("terminal %d, %s\n", (int)i, table[i].lang);
		clerk_lang(&house, table[i].lang);
		house.term = table[i].term;
		struct vt *v = clerk_desk(&house, "sri");
		visit(v);
	}
	clerk_lang(&house, "id");
	house.term = "xterm-256color";
	/* 5,000 characters: the shell makes them */
	visit(behind("TERM=$(printf '%05000d' 7); export TERM; exec \"$@\"", "xterm"));
}

static void surroundings(void **state)
{
	static const char *const lines[] = {
		"LINES=999999999 COLUMNS=-5 exec \"$@\"",
		"LINES=0 COLUMNS=0 exec \"$@\"",
		"LC_ALL=xx_YY.ISO-8859-99 LANG=../../etc LANGUAGE=$(printf '%04000d' 1) exec \"$@\"",
		"LC_ALL=C exec \"$@\"",
		"unset HOME; exec \"$@\"",
		"TMPDIR=/nonexistent/../../x TERMINFO=/etc/passwd TERMINFO_DIRS=/proc/self PATH=/nonexistent exec \"$@\"",
		"PATH= NLSPATH=/tmp/%N LOCPATH=/tmp LD_BIND_NOW=1 exec \"$@\"",
		"trap '' HUP INT TERM QUIT PIPE CHLD ALRM TSTP; exec \"$@\"",
		"exec \"$@\" 2>&-",
		"exec \"$@\" 3>/dev/null 4</dev/null 9>/dev/null",
		"umask 000; exec \"$@\"",
		"umask 777; exec \"$@\"",
		"ulimit -n 24; exec \"$@\"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		print_message("%s\n", lines[i]);
		visit(behind(lines[i], "xterm-256color"));
	}
	/* made under umask 000, everything is the owner's alone */
	static const char *const files[] = { "", "-lock", "-news" };
	char line[900];
	snprintf(line, sizeof line, "umask 000; %s/pantidesk-test --db %s/made.db --quiet init --admin hasan --password-fd 3 3<<X\nkapal layar biru\nX\n", getenv("B") ? getenv("B") : "build", house.dir);
	const char *const argv[] = { "/bin/sh", "-c", line, NULL };
	struct vt *made = vt_start(argv, NULL, "xterm", 24, 80);
	assert_int_equal(vt_exit(made), 0);
	vt_close(made);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct stat st;
		char path[300];
		snprintf(path, sizeof path, "%s/made.db%s", house.dir, files[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	/* signals that were ignored when it began end it all the same */
	struct vt *v = behind("trap '' HUP INT TERM QUIT; exec \"$@\"", "xterm-256color");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_signal(v, SIGTERM);
	(void)vt_exit(v);
	vt_close(v);
}

static void no_terminal(void **state)
{
	(void)state;
	assert_int_equal(CLERK_COMMAND(&house, NULL, NULL), 64); /* no command, no terminal */
	assert_true(strlen(house.said) > 20);
	assert_non_null(strstr(house.said, "pantidesk"));
	char *out = clerk_file(house.out);
	assert_string_equal(out, "");
	free(out);
	/* standard input and output closed: words, no crash, nothing written into the database by a stray descriptor */
	char line[900];
	for (int i = 0; i < 3; i++) {
		snprintf(line, sizeof line, "%s/pantidesk-test --db %s --today %s --as sri %s", getenv("B") ? getenv("B") : "build", house.db, house.day, i == 0 ? "<&- >&- 2>&-" : i == 1 ? "<&- 2>/dev/null" : ">&- 2>/dev/null </dev/null");
		const char *const argv[] = { "/bin/sh", "-c", line, NULL };
		struct vt *v = vt_start(argv, NULL, "xterm", 24, 80);
		assert_int_equal(vt_exit(v), 64);
		vt_close(v);
	}
	assert_int_equal(CLERK_COMMAND(&house, NULL, "check"), 0);
}

static void resize_storm(void **state)
{
	static const int sizes[][2] = { { 1, 1 }, { 24, 80 }, { 2, 300 }, { 200, 3 }, { 65535, 65535 }, { 16, 60 }, { 15, 59 }, { 0, 0 }, { 60, 200 }, { 1, 1 } };

	(void)state;
	struct vt *v = clerk_desk(&house, "sri");
	open_card(v, "eko", "Eko Maulana");
	vt_send(v, VT_F4);
	vt_wait_row(v, tr("Full name"), "[Eko Maulana");
	KEYS(v, "\t");
	typed(v, tr("Nickname"), "badai");
	for (int round = 0; round < 30; round++)
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) vt_resize(v, sizes[i][0], sizes[i][1]);
	vt_resize(v, 15, 59);
	vt_wait(v, "60x16");      /* too small: waits, and says how large */
	vt_resize(v, 24, 80);
	vt_wait_row(v, tr("Nickname"), "[badai");
	vt_send(v, VT_F10);
	vt_wait(v, tr("Changes not saved"));
	vt_resize(v, 1, 1);       /* with a box open */
	vt_resize(v, 24, 80);
	vt_wait(v, tr("Changes not saved"));
	KEYS(v, VT_LEFT, "\r");
	vt_wait_gone(v, tr("Changes not saved"));
	clerk_quit(v);
}

static bool only_text(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if ((*p < 32 && *p != '\n' && *p != '\r' && *p != '\f') || *p == 127) return false;
		if (p[0] == 0xE2 && p[1] == 0x80 && ((p[2] >= 0x8B && p[2] <= 0x8F) || (p[2] >= 0xA8 && p[2] <= 0xAE))) return false;
	}
	return true;
}

static void write_file(char path[256], const char *text)
{
	snprintf(path, 256, "%s/hostile.csv", house.dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void hostile_names(void **state)
{
	static const char *const good[] = { "%s%n%x%p", "../../x", "-rf", "O'Neil \"; DROP", "=cmd()", "<b>tebal</b>", "$(reboot) `id`" };
	static const char *const bad[] = { "Budi\033[2J", "Budi\033]0;judul\a", "Bu\342\200\256di", "Bu\342\200\213di", "Budi\302\233", "Bu\b\bdi", "Budi\377" };
	char path[256], text[2000] = "name,sex,admission_date\n";

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) { /* refused by line and column, shown without its bytes */
		snprintf(text, sizeof text, "name,sex,admission_date\n%s,L,2026-08-01\n", bad[i]);
		write_file(path, text);
		assert_int_equal(CLERK_COMMAND(&house, "hasan", "import", "residents", path), 65);
		assert_true(only_text(house.said));
		assert_non_null(strstr(house.said, "hostile.csv:2:"));
	}
	snprintf(text, sizeof text, "name,sex,admission_date\n");
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		size_t n = strlen(text);
		text[n++] = '"';
		for (const char *p = good[i]; *p; p++) {
			if (*p == '"') text[n++] = '"';
			text[n++] = *p;
		}
		snprintf(text + n, sizeof text - n, "\",L,2026-08-01\n");
	}
	write_file(path, text);
	if (CLERK_COMMAND(&house, "hasan", "import", "residents", path)) fail_msg("%s", house.said);

	/* on the screen as they are, nothing acts */
	struct vt *v = clerk_desk(&house, "sri");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "A");
	vt_wait(v, "Adit Ramadan");
	vt_send(v, "2026-00"); /* this year's register numbers */
	vt_wait_gone(v, "Adit Ramadan");
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		char begins[14];
		snprintf(begins, sizeof begins, "%s", good[i]);
		vt_wait(v, begins);
	}
	clerk_show(v, "hostile names");
	assert_string_equal(vt_title(v), "pantidesk");

	/* typed and pasted: control and bidi characters never arrive */
	vt_send(v, VT_F7);
	vt_wait(v, tr("Full name"));
	KEYS(v, "\033[200~Pa\033[31mste\342\200\256 \033]0;judul\007satu\nbaris\033[201~");
	vt_wait(v, "baris");
	clerk_show(v, "pasted");
	assert_string_equal(vt_title(v), "pantidesk");
	vt_send(v, VT_F10);
	vt_wait(v, tr("Changes not saved"));
	KEYS(v, VT_LEFT, "\r");
	vt_wait_gone(v, tr("Changes not saved"));
	clerk_quit(v);

	/* on paper and in a table */
	static const char *const out[][8] = {
		{ "export", "residents", "--columns", "register_no,name", "--format", "csv", "-o" }, { "report", "register", "--format", "text", "-o" }, { "report", "register", "--format", "csv", "-o" },
	};
	for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
		const char *words[10];
		int n = 0;
		for (; out[i][n]; n++) words[n] = out[i][n];
		words[n] = "-";
		words[n + 1] = NULL;
		if (clerk_command(&house, "hasan", words)) fail_msg("%s", house.said);
		char *made = clerk_file(house.out);
		assert_true(only_text(made));
		assert_non_null(strstr(made, "%s%n"));
		assert_null(strstr(made, ",=cmd"));
		assert_null(strstr(made, ";=cmd"));
		assert_null(strstr(made, ",\"=cmd"));
		free(made);
	}
	assert_int_equal(CLERK_COMMAND(&house, NULL, "check"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terminals), cmocka_unit_test(surroundings), cmocka_unit_test(no_terminal), cmocka_unit_test(resize_storm), cmocka_unit_test(hostile_names),
	};
	return cmocka_run_group_tests(tests, make_house, drop_house);
}
