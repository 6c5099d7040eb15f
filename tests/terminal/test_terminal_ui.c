/* The toolkit on a real terminal: dialects of keys, one write per frame, bytes per key, pastes, sizes, signals, hang-up, restore. */
#include "tests/terminal/vt.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char demo[PATH_MAX];

static struct vt *start(const char *term, const char *option, const char *env)
{
	const char *const argv[] = { demo, option, NULL };
	const char *const envs[] = { "LANG=C.UTF-8", env, NULL };
	struct vt *v = vt_start(argv, envs, term, 24, 80);

	vt_wait(v, "Budi Santoso, 7 tahun"); /* the detail line: the first frame is whole */
	return v;
}

static void finish(struct vt *v)
{
	vt_send(v, "\033");
	vt_send(v, VT_F10);
	assert_int_equal(vt_exit(v), 0);
	assert_false(vt_has(v, "Santoso")); /* no name stays behind */
	vt_close(v);
}

/* Every dialect opens what F7 opens, goes where arrows go. */
static void test_dialects(void **state)
{
	static const struct { const char *term, *f7, *down, *up, *home, *end, *f1, *backtab; } table[] = {
		{ "xterm-256color", "\033[18~", "\033OB", "\033OA", "\033OH", "\033OF", "\033OP", "\033[Z" },
		{ "xterm", "\033[18~", "\033[B", "\033[A", "\033[1~", "\033[4~", "\033[11~", "\033[Z" }, /* PuTTY announces xterm */
		{ "linux", "\033[18~", "\033[B", "\033[A", "\033[1~", "\033[4~", "\033[[A", "\033\t" },
		{ "vt100", "\016", "\033OB", "\033OA", "\033[H", "\033[F", "\033OP", "\033[Z" },         /* F7 by ^N */
		{ "screen-256color", "\033[18~", "\033OB", "\033OA", "\033[1~", "\033[4~", "\033OP", "\033[Z" },
		{ "dumb", "\033[18~", "\033[B", "\033[A", "\033[H", "\033[F", "\033OP", "\033[Z" },
		{ NULL, "\033[18~", "\033[B", "\033[A", "\033[H", "\033[F", "\033OP", "\033[Z" },
		{ "no such/terminal\033[2J", "\033[18~", "\033[B", "\033[A", "\033[H", "\033[F", "\033OP", "\033[Z" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct vt *v = start(table[i].term, NULL, NULL);
		int row, col;
		vt_send(v, table[i].down);
		vt_send(v, table[i].down);
		vt_send(v, table[i].up);
		vt_wait(v, "> 2012-002");
		vt_cursor(v, &row, &col);
		assert_int_equal(row, 4); /* parked on the focused row */
		vt_send(v, table[i].end);
		vt_wait(v, "> 2012-000");
		vt_send(v, table[i].home);
		vt_wait(v, "> 2011-001");
		vt_send(v, table[i].f1);
		vt_wait(v, "KEYS HERE");
		vt_send(v, "\033");
		vt_wait_gone(v, "KEYS HERE");
		vt_send(v, table[i].f7);
		vt_wait(v, "Nama lengkap");
		vt_send(v, "abc\r");
		vt_send(v, "\033Ou\033Op\033OM"); /* 5, 0, Enter of the keypad in application mode */
		vt_send(v, table[i].backtab);
		vt_wait(v, "[50 ");
		vt_send(v, "\007");               /* ^G and a digit: the way when F-keys are eaten */
		vt_wait(v, "Menu: Penerimaan anak");
		vt_send(v, "0");
		vt_wait(v, "Changes not saved");
		vt_send(v, VT_LEFT "\r");         /* Discard */
		vt_wait(v, "> 2011-001");
		finish(v);
	}
}

/* Colours are set on both sides; vt100 and NO_COLOR are mono with markers. */
static void test_looks(void **state)
{
	(void)state;
	struct vt *v = start("xterm-256color", NULL, NULL);
	struct vt_look text = vt_look(v, 5, 5), bar = vt_look(v, 3, 5);
	assert_int_equal(text.bg, 17);
	assert_int_equal(text.fg, 252);
	assert_int_equal(bar.bg, 80);
	assert_int_equal(vt_look(v, 20, 70).bg, 17); /* blank cells too */
	assert_string_equal(vt_title(v), "pantidesk"); /* no names */
	finish(v);
	v = start("xterm-256color", NULL, "NO_COLOR=1");
	assert_true(vt_look(v, 3, 5).reverse);
	assert_int_equal(vt_find(v, "> 2011-001"), 3);
	finish(v);
	v = start("linux", NULL, NULL);
	text = vt_look(v, 5, 5);
	assert_int_equal(text.bg, 4);
	assert_int_equal(text.fg, 7);
	finish(v);
}

static unsigned long figure(struct vt *v, const char *name)
{
	vt_send(v, VT_F5);
	vt_wait(v, "writes ");
	const char *row = vt_row(v, vt_find(v, "writes "));
	const char *at = strstr(row, name);
	assert_non_null(at);
	return strtoul(at + strlen(name), NULL, 10);
}

/* Bytes for one more step down, once the detail line and everything else is quiet. */
static unsigned long step_bytes(struct vt *v, const char *key, const char *then)
{
	(void)vt_quiet(v, 300);
	unsigned long before = vt_bytes(v);
	vt_send(v, key);
	vt_wait(v, then);
	unsigned long used = vt_bytes(v) - before;
	(void)vt_quiet(v, 300);
	return used;
}

static unsigned long less(unsigned long a, unsigned long b) { return a < b ? a : b; }

/* The least of three: a new minute in the title, or the detail line on a busy machine, may come with one of them. */
static unsigned long down_bytes(struct vt *v)
{
	unsigned long least = step_bytes(v, VT_DOWN, "> 2012-002");
	for (int i = 0; i < 2; i++) {
		(void)step_bytes(v, VT_UP, "> 2011-001");
		least = less(least, step_bytes(v, VT_DOWN, "> 2012-002"));
	}
	return least;
}

static void test_bytes(void **state)
{
	(void)state;
	struct vt *v = start("xterm-256color", NULL, NULL);
	unsigned long bar = down_bytes(v), page = step_bytes(v, VT_PGDN, "> 2016-020");
	vt_send(v, VT_PGUP);
	for (int i = 0; i < 17; i++)
		vt_send(v, VT_DOWN);
	vt_wait(v, "> 2015-019");
	unsigned long scroll = step_bytes(v, VT_DOWN, "> 2016-020");
	scroll = less(scroll, step_bytes(v, VT_DOWN, "> 2017-021"));
	scroll = less(scroll, step_bytes(v, VT_DOWN, "> 2018-022"));
	print_message("with bar: down %lu, page %lu, scroll %lu bytes\n", bar, page, scroll);
	assert_true(bar <= 174);
	assert_true(scroll <= 200);
	assert_true(page <= 1600);
	unsigned long frames = figure(v, "frames "), writes = figure(v, "writes ");
	assert_true(writes >= frames && writes <= frames + 1); /* ONE write(2) a frame; the first answer is a frame of its own */
	finish(v);
	v = start("xterm-256color", "frugal", NULL);
	unsigned long frugal = down_bytes(v);
	print_message("frugal: down %lu bytes\n", frugal);
	assert_true(frugal <= 60);
	finish(v);
}

static long switches(int pid)
{
	char path[64], line[200];
	long n = -1;

	snprintf(path, sizeof path, "/proc/%d/status", pid);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
			n = strtol(line + 24, NULL, 10);
	fclose(f);
	return n;
}

/* 0 bytes and 0 wake-ups when nobody types. */
static void test_idle(void **state)
{
	(void)state;
	struct vt *v = start("xterm", NULL, NULL);
	(void)vt_quiet(v, 300);
	long before = switches(vt_pid(v));
	assert_int_equal(vt_quiet(v, 1200), 0);
	assert_int_equal(switches(vt_pid(v)), before);
	finish(v);
}

static void test_paste(void **state)
{
	(void)state;
	struct vt *v = start("xterm", NULL, NULL);
	vt_send(v, VT_F7);
	vt_wait(v, "Rujukan");
	vt_send(v, "\033[200~baris satu\r\nbaris \033[Adua\033[201~");
	vt_wait(v, "baris satu baris [Adua"); /* newlines press nothing, escapes are no keys */
	assert_false(vt_has(v, "to mend"));
	char *big = malloc(1 << 20);
	assert_non_null(big);
	memset(big, 'x', 1 << 20);
	vt_send(v, "\t\033[200~");
	vt_send_bytes(v, big, 1 << 20);
	vt_send(v, "\033[201~\t");
	free(big);
	vt_wait(v, "xxxxxxxxxxxx");
	vt_send(v, "p");
	vt_wait(v, "(o) Perempuan");
	vt_send(v, "\033");
	vt_wait(v, "Changes not saved");
	vt_send(v, VT_LEFT "\r");
	vt_wait(v, "> 2011-001");
	finish(v);
}

static void test_sizes(void **state)
{
	(void)state;
	struct vt *v = start("xterm", NULL, NULL);
	vt_resize(v, 14, 57);
	vt_wait(v, "too small (57x14)"); /* seen here: one cell would not show it */
	vt_resize(v, 1, 1);
	vt_send(v, "abc\r" VT_F2);
	vt_resize(v, 65535, 65535);
	vt_wait(v, "> 2011-001");
	assert_false(vt_has(v, "abc")); /* keys typed blindly did nothing */
	vt_resize(v, 20, 60);
	vt_wait_gone(v, "MTs Al-Huda"); /* columns leave by priority */
	vt_resize(v, 14, 58);
	vt_wait(v, "too small (58x14)");
	vt_resize(v, 24, 80);
	vt_wait(v, "MTs Al-Huda");
	vt_send(v, VT_F7);
	vt_wait(v, "Nama lengkap");
	vt_send(v, "isi\007");
	vt_wait(v, "Menu: Penerimaan anak");
	vt_resize(v, 30, 100); /* with a box open */
	vt_wait(v, "Menu: Penerimaan anak");
	for (int i = 0; i < 200; i++)
		vt_resize(v, 1 + i % 40, 1 + (i * 37) % 200);
	vt_resize(v, 24, 80);
	vt_wait(v, "Menu: Penerimaan anak");
	vt_send(v, "\033");
	vt_wait_gone(v, "Menu:");
	vt_wait(v, "[isi ");
	vt_close(v);
}

static char *read_file(const char *path)
{
	static char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);

	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

/* Taller than terminfo says, on a terminal without absolute moves of rows: what is typed stands where it belongs. */
static void test_tall(void **state)
{
	static const char *const terms[] = { "vt100", "xterm", "linux" };

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		const char *const argv[] = { demo, NULL };
		const char *const envs[] = { "LANG=C.UTF-8", "LINES=7", "COLUMNS=9999", NULL };
		struct vt *v = vt_start(argv, envs, terms[i], 26, 126);
		int row, col;
		vt_wait(v, "Budi Santoso, 7 tahun");
		vt_wait(v, "10Quit");
		(void)vt_quiet(v, 50);
		vt_cursor(v, &row, &col);
		assert_int_equal(row, 3);
		assert_false(vt_began_with(v, "\033[1;24r")); /* a region shorter than the screen stops relative moves; libvterm would let them pass */
		vt_send(v, "siti");
		vt_wait(v, " Find: siti_");
		assert_int_equal(vt_find(v, "Find: siti_"), 1);
		assert_int_equal(vt_find(v, "Tunas Harapan > Anak asuh"), 0);
		vt_resize(v, 40, 100);
		vt_wait_gone(v, "nothing here");
		vt_send(v, VT_DOWN);
		vt_wait(v, "> 2016-020");
		for (int n = 0; n < 40; n++)
			vt_send(v, VT_DOWN);
		vt_wait(v, "> 2010-420");
		assert_int_equal(vt_find(v, "> 2010-420"), 36); /* the last row of the list */
		finish(v);
	}
}

/* HUP, TERM and a lost line: the draft is exact, the program gone. */
static void test_ends(void **state)
{
	static const int ways[] = { SIGHUP, SIGTERM, 0 };
	char folder[] = "/tmp/pantidesk-ui-XXXXXX", path[100], option[120];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/draft", folder);
	snprintf(option, sizeof option, "draft=%s", path);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct vt *v = start("xterm", option, NULL);
		vt_send(v, VT_F7);
		vt_wait(v, "Nama lengkap");
		vt_send(v, "R-2026\tPutra Pra");
		vt_wait(v, "Putra Pra");
		if (ways[i])
			vt_signal(v, ways[i]);
		else
			vt_hang_up(v);
		assert_int_equal(vt_exit(v), 0);
		assert_string_equal(read_file(path), "referral=R-2026\nname=Putra Pra\n");
		if (ways[i])
			assert_false(vt_has(v, "Putra")); /* cleared behind itself */
		vt_close(v);
		unlink(path);
	}
	rmdir(folder);
}

/* A second of quiet writes the draft without any signal; kill -9 then loses nothing. */
static void test_draft_time(void **state)
{
	char folder[] = "/tmp/pantidesk-ui-XXXXXX", path[100], option[120];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/draft", folder);
	snprintf(option, sizeof option, "draft=%s", path);
	struct vt *v = start("xterm", option, NULL);
	vt_send(v, VT_F7);
	vt_wait(v, "Nama lengkap");
	vt_send(v, "R-1");
	vt_wait(v, "[R-1");
	for (int i = 0; i < 60 && !read_file(path)[0]; i++)
		(void)vt_quiet(v, 50);
	assert_string_equal(read_file(path), "referral=R-1\n");
	vt_signal(v, SIGKILL);
	assert_int_equal(vt_exit(v), 128 + SIGKILL);
	vt_close(v);
	unlink(path);
	rmdir(folder);
}

static void test_news(void **state)
{
	char path[] = "/tmp/pantidesk-news-XXXXXX", option[100];
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	snprintf(option, sizeof option, "news=%s", path);
	struct vt *v = start("xterm", option, NULL);
	assert_false(vt_has(v, "dibaca lagi"));
	assert_int_equal(futimens(fd, NULL), 0);
	vt_wait(v, "dibaca lagi");
	finish(v);
	close(fd);
	unlink(path);
}

/* A bug ends the program with the terminal given back first, so that the message can be read. */
static void test_bug(void **state)
{
	(void)state;
	struct vt *v = start("xterm", NULL, NULL);
	vt_send(v, "\007X");
	assert_int_equal(vt_exit(v), 128 + SIGABRT);
	assert_true(vt_has(v, "asked for"));
	assert_false(vt_has(v, "Santoso"));
	vt_close(v);
}

/* ^S ^Q ^Z ^\ ^C freeze, stop and end nothing. */
static void test_control(void **state)
{
	(void)state;
	struct vt *v = start("xterm", NULL, NULL);
	vt_send(v, "\021\032\034\003");
	vt_wait(v, "Esc = back, F10 = close");
	vt_send(v, "\023"); /* ^S = F2 */
	vt_wait(v, "Uang saku");
	vt_send(v, "\033");
	vt_wait(v, "> 2011-001");
	vt_send(v, "\007k");
	vt_wait(v, "Locked");
	assert_false(vt_has(v, "Santoso"));
	assert_false(vt_has(v, "Anak asuh"));
	vt_send(v, "salah\r");
	vt_wait(v, "does not match");
	vt_send(v, "rahasia\r");
	vt_wait(v, "> 2011-001");
	finish(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dialects), cmocka_unit_test(test_looks), cmocka_unit_test(test_bytes), cmocka_unit_test(test_idle), cmocka_unit_test(test_paste),
		cmocka_unit_test(test_sizes), cmocka_unit_test(test_tall), cmocka_unit_test(test_ends), cmocka_unit_test(test_draft_time), cmocka_unit_test(test_news), cmocka_unit_test(test_bug), cmocka_unit_test(test_control),
	};
	const char *b = getenv("B");

	snprintf(demo, sizeof demo, "%s/tests/terminal/demo_ui", b ? b : "build");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
