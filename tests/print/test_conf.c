/* The configuration file: what is read, what is refused and with which words. `test_conf --sample` prints conf/pantidesk.conf. */
#include <stdarg.h>
#include <setjmp.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/conf/conf.h"

struct place { char folder[64], file[96]; };

static int set_up(void **state)
{
	struct place *p = calloc(1, sizeof *p);
	snprintf(p->folder, sizeof p->folder, "%s", "/tmp/pantidesk-conf-XXXXXX");
	if (!p || !mkdtemp(p->folder))
		return -1;
	snprintf(p->file, sizeof p->file, "%s/pantidesk.conf", p->folder);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;
	char command[96];
	unlink(p->file);
	snprintf(command, sizeof command, "%s/other", p->folder);
	unlink(command);
	int failed = rmdir(p->folder);
	free(p);
	return failed;
}

static void write_file(const struct place *p, const char *bytes, size_t size)
{
	int fd = open(p->file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), (ssize_t)size);
	close(fd);
	chmod(p->file, 0600);
}

static bool load(const struct place *p, struct conf *c, struct err *e)
{
	err_clear(e);
	bool good = conf_load(c, p->file, e);
	assert_true(good == (e->kind == ERR_NONE));
	if (!good) {
		char out[1000];
		assert_int_equal(e->kind, ERR_CONFIG);
		assert_int_equal(text_in(e->text, strlen(e->text), TEXT_LINES, 0, out, sizeof out), TEXT_OK); /* inert on a terminal */
		assert_non_null(strstr(e->text, p->file));
	}
	return good;
}

static void test_good(void **state)
{
	struct place *p = *state;
	static const char all[] =
		"\xEF\xBB\xBF# comment with \"quote and 99999999999999\r\ndatabase = \"/srv/desk.db\";\nlang: \"en\" theme=\"contrast\"\nascii_lines = true\nno_fkeys = TRUE;\n"
		"idle_minutes = 30; /* @ and \" */ lp_path = \"/opt/lp\"\nprinter = \"LX-310\"; printer_device = \"/dev/usb/lp0\"\nfont_path = \"/f.ttf\"\nexport_folder=\"/e\"\n"
		"backup_folder = \"/b\"\nbackup_key = \"abc\"\naccessible = true\nmouse = true\nfrugal = \"off\"\npaper = \"136\"\nkey_file = \"/k\"; outbox_days = 7\nssh_address = \"meja@desk:2200\"\nplugin_folder = \"/p\" // end\n";
	struct conf c;
	struct err e;
	write_file(p, all, sizeof all - 1);
	if (!load(p, &c, &e))
		fail_msg("%s", e.text);
	assert_true(c.read);
	assert_string_equal(c.file, p->file);
	assert_string_equal(c.database, "/srv/desk.db");
	assert_int_equal(c.lang, LANG_EN);
	assert_string_equal(conf_lang_code(&c), "en");
	assert_int_equal(c.theme, CONF_THEME_CONTRAST);
	assert_true(c.ascii_lines && c.no_fkeys && c.accessible && c.mouse);
	assert_int_equal(c.idle_minutes, 30);
	assert_string_equal(c.printer, "LX-310");
	assert_int_equal(c.frugal, FRUGAL_OFF);
	assert_int_equal(c.paper, CONF_PAPER_136);
	assert_string_equal(c.plugin_folder, "/p");
	assert_int_equal(c.outbox_days, 7);
	assert_string_equal(c.ssh_address, "meja@desk:2200");
	size_t n;
	const struct conf_key *keys = conf_keys(&n);
	char value[1200];
	assert_string_equal(conf_value(&c, &keys[0], value, sizeof value), "\"/srv/desk.db\"");
	for (size_t i = 0; i < n; i++) /* this test names every key, with a value that is not the default */
		if (!strstr(all, keys[i].name) || strcmp(conf_value(&c, &keys[i], value, sizeof value), keys[i].standard) == 0)
			fail_msg("%s", keys[i].name);
	write_file(p, "", 0);
	assert_true(load(p, &c, &e));
	assert_int_equal(c.idle_minutes, 5);
	write_file(p, "database = \"postgresql://host/desk\"", 34 + 1);
	assert_true(load(p, &c, &e));
	assert_string_equal(c.database, "postgresql://host/desk");
}

static void test_bad(void **state)
{
	struct place *p = *state;
	/* text, line named, words that must stand in the message */
	static const struct { const char *text; int line; const char *words; } cases[] = {
		{ "lang = \"id\";\nidle_minutes = 0;", 2, "1 to 30" }, { "idle_minutes = 31", 1, "1 to 30" }, { "idle_minutes = -5", 1, "1 to 30" }, { "idle_minutes = \"5\"", 1, "1 to 30" },
		{ "idle_minutes = 5.0", 1, "1 to 30" }, { "idle_minutes = 99999999999999999999", 1, "too large" }, { "idle_minutes = 4294967301", 1, "too large" }, { "idle_minutes = 1e999", 1, "1 to 30" },
		{ "\n\nlangg = \"id\"", 3, "Did you mean lang" }, { "tema = \"mono\"", 1, "Did you mean theme" }, { "xyzzyxyzzy = 1", 1, "no setting" },
		{ "lang = \"id\"\nlang = \"en\"", 2, "second time" }, { "mouse = 1", 1, "true or false" }, { "mouse = \"true\"", 1, "true or false" }, { "lang = true", 1, "quotes" }, { "paper = 80", 1, "quotes" },
		{ "lang = \"fr\"", 1, "\"id\", \"en\"" }, { "database = \"desk.db\"", 1, "begins with /" }, { "lp_path = \"lp\"", 1, "begins with /" }, { "printer = \"-o x\"", 1, "queue" }, { "printer = \"a;b\"", 1, "queue" },
		{ "lang = id\n", 1, "name = value" }, { "lang \"id\"\n", 1, "name = value" }, { "\nlang = \"id\nmouse = true\n", 2, "never closed" }, { "= 5", 1, "name = value" }, { "lang = { a = 1; }", 1, "quotes" },
		{ "mouse = true\n@include \"/etc/passwd\"\n", 2, "@include" }, { "  @include \"x\"", 1, "@include" }, { "/*\n@include \"/etc/passwd\"\n*/", 2, "@include" },
		{ "printer = \"\x1B]0;x\"", 1, "control" }, { "printer = \"a\\x1bb\"", 1, "control" }, { "printer = \"\xE2\x80\xAE\"", 1, "invisible" }, { "lang = \"\xFF\"", 1, "UTF-8" },
		{ "((((((((((", 1, "name = value" }, { "lang = \"id\" }", 1, "name = value" },
	};
	struct conf c;
	struct err e;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char place[16];
		write_file(p, cases[i].text, strlen(cases[i].text));
		if (load(p, &c, &e))
			fail_msg("taken: %s", cases[i].text);
		snprintf(place, sizeof place, ".conf:%d: ", cases[i].line);
		if (!strstr(e.text, place) || !strstr(e.text, cases[i].words) || !strchr(e.text, '^'))
			fail_msg("%s\ngave %s", cases[i].text, e.text);
		assert_false(c.read);
		assert_int_equal(c.idle_minutes, 5); /* nothing half-read stays */
		assert_int_equal(c.lang, LANG_ID);
	}
	write_file(p, "a\0b", 3);
	assert_false(load(p, &c, &e));
	write_file(p, "lang = id", 9);
	assert_false(load(p, &c, &e));
	assert_non_null(strstr(e.text, "\n    lang = id\n           ^")); /* the caret stands under the value */
}

static void test_large(void **state)
{
	struct place *p = *state;
	struct conf c;
	struct err e;
	size_t big = 20 << 20;
	char *text = malloc(big);
	memset(text, 'x', big);
	memcpy(text, "printer = \"", 11);
	write_file(p, text, big);
	assert_false(load(p, &c, &e));
	assert_non_null(strstr(e.text, "64 KB"));
	memset(text, '(', 65536);
	memcpy(text, "lang = ", 7);
	write_file(p, text, 65536);
	assert_false(load(p, &c, &e));
	memset(text, '#', 65536);
	write_file(p, text, 65536);
	if (!load(p, &c, &e))
		fail_msg("%s", e.text);
	write_file(p, text, 65537);
	assert_false(load(p, &c, &e));
	memset(text, 'x', 2000);
	memcpy(text, "backup_folder = \"/", 18);
	memcpy(text + 2000, "\"\n", 2);
	write_file(p, text, 2002);
	assert_false(load(p, &c, &e)); /* a path longer than its room is refused, not cut */
	free(text);
}

static void test_files(void **state)
{
	struct place *p = *state;
	struct conf c;
	struct err e;
	char other[96];
	snprintf(other, sizeof other, "%s/other", p->folder);
	assert_true(load(p, &c, &e)); /* missing: defaults, and the place it was looked for */
	assert_false(c.read);
	assert_string_equal(c.file, p->file);
	write_file(p, "mouse = true\n", 13);
	chmod(p->file, 0664);
	assert_false(load(p, &c, &e));
	assert_non_null(strstr(e.text, "go-w"));
	chmod(p->file, 0602);
	assert_false(load(p, &c, &e));
	chmod(p->file, 0644);
	assert_true(load(p, &c, &e));
	if (geteuid() == 0) { /* only root can give a file away, and only root can see the other half */
		assert_int_equal(chown(p->file, 65534, (gid_t)-1), 0);
		assert_false(load(p, &c, &e));
		assert_non_null(strstr(e.text, "chown"));
	}
	assert_int_equal(rename(p->file, other), 0);
	assert_int_equal(symlink(other, p->file), 0);
	assert_false(load(p, &c, &e));
	unlink(p->file);
	assert_int_equal(mkfifo(p->file, 0600), 0);
	assert_false(load(p, &c, &e)); /* and does not hang */
	unlink(p->file);
	assert_int_equal(mkdir(p->file, 0700), 0);
	assert_false(load(p, &c, &e));
	rmdir(p->file);
	if (geteuid() != 0) {
		write_file(p, "mouse = true\n", 13);
		chmod(p->file, 0000);
		assert_false(load(p, &c, &e));
	}
}

static void test_places(void **state)
{
	struct place *p = *state;
	struct conf c;
	struct err e;
	char folder[128];
	err_clear(&e);
	snprintf(folder, sizeof folder, "%s/none", p->folder);
	setenv("XDG_CONFIG_HOME", folder, 1);
	setenv("XDG_STATE_HOME", "relative", 1); /* the XDG rules ignore relative ones */
	setenv("HOME", p->folder, 1);
	assert_true(conf_load(&c, NULL, &e));
	snprintf(folder, sizeof folder, "%s/.local/state/pantidesk/desk.db", p->folder);
	if (access("/var/lib/pantidesk/desk.db", F_OK) != 0)
		assert_string_equal(c.database, folder);
	unsetenv("HOME");
	unsetenv("XDG_CONFIG_HOME");
	assert_true(conf_load(&c, NULL, &e));
	assert_int_equal(c.database[0], '/');
}

static void test_random(void **state)
{
	struct place *p = *state;
	struct conf c;
	struct err e;
	static const char *const pieces[] = { "lang", "mouse", " = ", "\"", "true", "5", ";", "\n", "{", "}", "(", ")", "[", "]", ",", ":", "\\", "/*", "*/", "#", "//", "@", "include", "0x", "L", "\"id\"", "-", ".", "e9" };
	unsigned seed = (unsigned)getpid();
	print_message("seed %u\n", seed);
	srandom(seed);
	for (int round = 0; round < 2000; round++) {
		char text[400] = "";
		size_t at = 0;
		for (long n = random() % 30; n > 0; n--)
			at += (size_t)snprintf(text + at, sizeof text - at, "%s", pieces[(size_t)random() % COUNT(pieces)]);
		write_file(p, text, at);
		load(p, &c, &e);
		assert_true(c.idle_minutes >= 1 && c.idle_minutes <= 30 && c.lang >= 0 && c.lang <= 1);
	}
}

static void test_sample(void **state)
{
	(void)state;
	struct buf sample = BUF_EMPTY;
	conf_sample(&sample);
	FILE *f = fopen("conf/pantidesk.conf", "r");
	assert_non_null(f);
	char have[8192];
	size_t n = fread(have, 1, sizeof have - 1, f);
	have[n] = '\0';
	fclose(f);
	if (strcmp(have, buf_text(&sample)) != 0)
		fail_msg("conf/pantidesk.conf is not what the table of keys gives: make sample");
	buf_free(&sample);
}

/* The sample with every # before a setting removed is a valid file that changes nothing. */
static void test_sample_is_default(void **state)
{
	struct place *p = *state;
	struct buf sample = BUF_EMPTY, open = BUF_EMPTY;
	struct conf c, standard;
	struct err e;
	conf_sample(&sample);
	for (const char *s = buf_text(&sample); *s; s++)
		if (!(*s == '#' && s[1] != ' '))
			buf_putc(&open, *s);
	write_file(p, open.data, open.size);
	if (!load(p, &c, &e))
		fail_msg("%s", e.text);
	conf_defaults(&standard);
	size_t n;
	const struct conf_key *keys = conf_keys(&n);
	for (size_t i = 0; i < n; i++) {
		char a[1200], b[1200];
		assert_string_equal(conf_value(&c, &keys[i], a, sizeof a), conf_value(&standard, &keys[i], b, sizeof b));
	}
	buf_free(&sample);
	buf_free(&open);
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--sample") == 0) {
		struct buf sample = BUF_EMPTY;
		conf_sample(&sample);
		fputs(buf_text(&sample), stdout);
		buf_free(&sample);
		return 0;
	}
#define ONE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = { ONE(test_good), ONE(test_bad), ONE(test_large), ONE(test_files), ONE(test_places), ONE(test_random), ONE(test_sample_is_default),
		cmocka_unit_test(test_sample) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
