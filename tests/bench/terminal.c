/* The desk and the floors on a pseudo terminal: what a person at the keys would wait for. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"
#include "tests/bench/generate.h"

#define DOWN "\033OB"
#define PAGE "\033[6~"
#define LIST "a" /* Home's letter of the children's list */
enum { QUIET = 30, DETAIL = 400, MOST = 4000 }; /* ms; the detail line comes 150 ms after the last key */

struct program { const char *argv[24]; };

static struct program desk(const struct bench *b, const char *path)
{
	return (struct program){ { b->exe, "--db", path, "--as", BENCH_USER, NULL } };
}

static struct program floor_program(const char *exe, const char *word)
{
	return (struct program){ { exe, word, NULL } };
}

static struct program with(const struct program *p, const char *const *words)
{
	struct program out = { { NULL } };
	int n = 0;
	while (*words)
		out.argv[n++] = *words++;
	for (int i = 0; p->argv[i]; i++)
		out.argv[n++] = p->argv[i];
	return out;
}

/* --- counts of a run under a tool: tool, what is typed, then the end ------------------------------------------------------- */

static double instructions(const struct bench *b, const struct program *p, const char *ahead, const char *keys, int times, const char *end)
{
	char log[260], option[300], line[256];
	double count = -1;
	if (!b->valgrind)
		return -1;
	snprintf(log, sizeof log, "%s/callgrind.log", b->dir);
	snprintf(option, sizeof option, "--log-file=%s", log);
	struct program traced = with(p, (const char *const[]){ "/usr/bin/valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", option, NULL });
	struct pty t;
	if (!pty_start(&t, traced.argv, false, ahead))
		return -1;
	pty_frame(&t, t.started, 1500, 120000);
	for (int i = 0; i < times; i++)
		pty_key(&t, keys, 100, 5000);
	pty_stop(&t, end);
	FILE *f = fopen(log, "r");
	while (f && fgets(line, sizeof line, f)) {
		const char *at = strstr(line, "Collected : ");
		if (at)
			count = strtod(at + 12, NULL) / 1e6;
	}
	if (f)
		fclose(f);
	return count;
}

/* Writes to the terminal and pages read of one file, from strace. */
static bool syscalls(const struct bench *b, const struct program *p, const char *ahead, const char *keys, int times, const char *end, int *writes, int *reads)
{
	char log[260], line[600];
	struct pty t;
	*writes = *reads = 0;
	if (!b->strace)
		return false;
	snprintf(log, sizeof log, "%s/strace.log", b->dir);
	struct program traced = with(p, (const char *const[]){ "/usr/bin/strace", "-y", "-s0", "-o", log, "-e", "trace=write,writev,pread64", NULL });
	if (!pty_start(&t, traced.argv, false, ahead))
		return false;
	pty_frame(&t, t.started, 300, 20000);
	for (int i = 0; i < times; i++)
		pty_key(&t, keys, QUIET, 1000);
	pty_stop(&t, end);
	FILE *f = fopen(log, "r");
	while (f && fgets(line, sizeof line, f)) {
		if (strncmp(line, "write", 5) == 0 && strstr(line, "</dev/pts/"))
			++*writes;
		if (strncmp(line, "pread64", 7) == 0 && strstr(line, ".db>") && !strstr(line, ", 16, ")) /* 16 bytes: has somebody written? */
			++*reads;
	}
	if (f)
		fclose(f);
	return f != NULL;
}

/* --- start -------------------------------------------------------------------------------------------------------------------- */

struct start { double ms, cpu_ms; size_t bytes; long rss_kb; };

static struct start start(const struct bench *b, const struct program *p, const char *ahead, const char *end)
{
	double ms[64], cpu[64];
	struct start s = { 0 };
	int n = b->quick ? 3 : 11;
	for (int i = 0; i < n; i++) {
		struct pty t;
		if (!pty_start(&t, p->argv, false, ahead))
			break;
		struct frame f = pty_frame(&t, t.started, 100, 20000);
		struct usage u = pty_usage(&t);
		ms[i] = f.ms;
		cpu[i] = u.cpu_ms;
		s.bytes = f.bytes;
		s.rss_kb = u.rss_kb;
		pty_stop(&t, end);
	}
	s.ms = bench_quantile(ms, n, 0.5);
	s.cpu_ms = bench_quantile(cpu, n, 0.5);
	return s;
}

static void starts(struct bench *b)
{
	struct program floor = floor_program(b->minsql, b->small), floor_big = floor_program(b->minsql, b->big), small = desk(b, b->small), big = desk(b, b->big);
	struct start m = start(b, &floor, NULL, "q"), mb = start(b, &floor_big, NULL, "q"), home = start(b, &small, NULL, NULL), list = start(b, &small, LIST, NULL);
	struct start home_big = start(b, &big, NULL, NULL), list_big = start(b, &big, LIST, NULL);
	bench_add(b, "start to Home painted, 1,000 residents", m.ms, home.ms, "ms", GOAL_NONE, 0, "");
	bench_add(b, "start to the children's list (key typed ahead), 1,000", m.ms, list.ms, "ms", GOAL_RATIO, 1.5, "<= 1.5 x minsql");
	bench_add(b, "the same in processor time", m.cpu_ms, list.cpu_ms, "ms", GOAL_RATIO, 1.5, "<= 1.5 x minsql");
	double mi = instructions(b, &floor, NULL, "", 0, "q"), hi = instructions(b, &small, NULL, "", 0, NULL), li = instructions(b, &small, LIST, "", 0, NULL);
	bench_add(b, "start to Home and end, instructions", mi, hi, "M instr.", GOAL_RATIO, 1.5, "<= 1.5 x minsql");
	bench_add(b, "start to Home, the list, and end, instructions", mi, li, "M instr.", GOAL_NONE, 0, "");
	bench_add(b, "start to Home, largest database (floor: 1,000)", home.ms, home_big.ms, "ms", GOAL_RATIO, 1.1, "<= 1.1 x the start at 1,000");
	bench_add(b, "start to the list, largest database (floor: 1,000)", list.ms, list_big.ms, "ms", GOAL_RATIO, 1.1, "<= 1.1 x the start at 1,000");
	bench_add(b, "minsql itself, largest database (floor: 1,000)", m.ms, mb.ms, "ms", GOAL_NONE, 0, "");
	bench_add(b, "first screen: bytes", (double)m.bytes, (double)home.bytes, "bytes", GOAL_NONE, 0, "");
	bench_add(b, "memory (RSS) after the start", (double)m.rss_kb / 1024, (double)list.rss_kb / 1024, "MB", GOAL_NONE, 0, "");
}

/* --- keys --------------------------------------------------------------------------------------------------------------------- */

/* Median bytes and time of a key pressed n times; first: keys before, not counted. */
static struct frame keys(struct pty *t, const char *key, int n, double *p99)
{
	double first[MOST], ms[MOST], bytes[MOST];
	for (int i = 0; i < n; i++) {
		struct frame f = pty_key(t, key, QUIET, 1000);
		first[i] = f.first_ms;
		ms[i] = f.ms;
		bytes[i] = (double)f.bytes;
	}
	if (p99)
		*p99 = bench_quantile(ms, n, 0.99);
	return (struct frame){ bench_quantile(first, n, 0.5), bench_quantile(ms, n, 0.5), (size_t)bench_quantile(bytes, n, 0.5) };
}

struct list_figures { struct frame down, scroll, page; double down_p99, page_p99; };

static struct list_figures list_keys(const struct bench *b, const struct program *p, const char *ahead, bool ssh, const char *end)
{
	struct list_figures l = { .down = { -1, -1, 0 } };
	struct pty t;
	int n = b->quick ? 6 : 60;
	if (!pty_start(&t, p->argv, ssh, ahead))
		return l;
	pty_frame(&t, t.started, DETAIL, 20000);
	l.down = keys(&t, DOWN, 14, NULL); /* above the lower edge */
	for (int i = 0; i < 12; i++)
		pty_key(&t, DOWN, 5, 100);
	l.scroll = keys(&t, DOWN, b->quick ? 6 : 40, NULL);
	l.page = keys(&t, PAGE, n, &l.page_p99);
	pty_stop(&t, end);
	return l;
}

static void list_part(struct bench *b)
{
	struct program marker = floor_program(b->minlist, NULL), bar = floor_program(b->minlist, "bar"), minsql = floor_program(b->minsql, b->big), big = desk(b, b->big);
	struct list_figures fm = list_keys(b, &marker, NULL, false, "q"), fb = list_keys(b, &bar, NULL, false, "q"), fs = list_keys(b, &minsql, NULL, false, "q");
	struct list_figures local = list_keys(b, &big, LIST, false, NULL), ssh = list_keys(b, &big, LIST, true, NULL);
	bench_add(b, "cursor down, hemat jaringan (floor: > marker)", (double)fm.down.bytes, (double)ssh.down.bytes, "bytes", GOAL_VALUE, 60, "<= 60 bytes");
	bench_add(b, "cursor down with bar (floor: repainted bar)", (double)fb.down.bytes, (double)local.down.bytes, "bytes", GOAL_VALUE, 174, "<= 174 bytes");
	bench_add(b, "a step that scrolls, hemat jaringan", (double)fm.scroll.bytes, (double)ssh.scroll.bytes, "bytes", GOAL_VALUE, 200, "<= 200 bytes");
	bench_add(b, "a step that scrolls, with bar", (double)fb.scroll.bytes, (double)local.scroll.bytes, "bytes", GOAL_VALUE, 200, "<= 200 bytes");
	bench_add(b, "page down, bytes (floor: minsql)", (double)fs.page.bytes, (double)local.page.bytes, "bytes", GOAL_RATIO, 1.05, "<= 1.05 x minsql");
	int none, floor_writes, writes, before;
	if (syscalls(b, &minsql, NULL, PAGE, 0, "q", &before, &none) && syscalls(b, &minsql, NULL, PAGE, 20, "q", &floor_writes, &none)) {
		double f = (floor_writes - before) / 20.0;
		syscalls(b, &big, LIST, PAGE, 0, NULL, &before, &none);
		syscalls(b, &big, LIST, PAGE, 20, NULL, &writes, &none); /* keys come faster than the detail line */
		bench_add(b, "page down, write(2) per key", f, (writes - before) / 20.0, "writes", GOAL_VALUE, 1.05, "1 per frame");
	}
	bench_add(b, "key to paint: cursor down", fs.down.ms, local.down.ms, "ms", GOAL_RATIO, 1.5, "<= 1.5 x minsql");
	bench_add(b, "key to paint: page down, p50", fs.page.ms, local.page.ms, "ms", GOAL_RATIO, 1.5, "<= 1.5 x minsql");
	bench_add(b, "key to paint: page down, p99", fs.page_p99, local.page_p99, "ms", GOAL_VALUE, 5, "<= 5 ms");
	if (!b->valgrind)
		return;
	struct program small = desk(b, b->small);
	double floor_none = instructions(b, &minsql, NULL, "", 0, "q"), none_typed = instructions(b, &small, LIST, "", 0, NULL); /* the rest of each run is the same */
	bench_add(b, "cursor down, instructions", (instructions(b, &minsql, NULL, DOWN, 10, "q") - floor_none) / 10, (instructions(b, &small, LIST, DOWN, 10, NULL) - none_typed) / 10, "M instr.", GOAL_VALUE, 0.2, "<= 0.2 M");
	bench_add(b, "page down, instructions (detail line included)", (instructions(b, &minsql, NULL, PAGE, 20, "q") - floor_none) / 20, (instructions(b, &small, LIST, PAGE, 20, NULL) - none_typed) / 20, "M instr.", GOAL_VALUE, 2, "<= 2 M");
}

/* --- idle, memory ----------------------------------------------------------------------------------------------------------------- */

static void idle(struct bench *b)
{
	struct program big = desk(b, b->big);
	struct pty t;
	if (!pty_start(&t, big.argv, false, LIST))
		return;
	pty_frame(&t, t.started, 1000, 20000);
	struct usage before = pty_usage(&t);
	struct frame f = pty_frame(&t, now_ms(), 10, b->quick ? 1500 : 10000);
	struct usage after = pty_usage(&t);
	bench_add(b, b->quick ? "idle for 1.5 s: bytes" : "idle for 10 s: bytes", -1, (double)f.bytes, "bytes", GOAL_VALUE, 0, "0");
	bench_add(b, b->quick ? "idle for 1.5 s: wake-ups" : "idle for 10 s: wake-ups", -1, (double)(after.wakeups - before.wakeups), "", GOAL_VALUE, 0, "0");
	pty_stop(&t, NULL);
}

static void memory(struct bench *b)
{
	/* list, pages, search, a card with its tabs, back, referrals, reports: the monthly report shown, and Home again */
	static const char *const use[] = { LIST, PAGE, PAGE, "\033OF", "\033OH", "s", "i", "t", "\r", "\033[C", "2", "3", "4", "5", "\033", "\033", "\033", "r", "\033", "c", "\r", "\r", "\033OQ", PAGE, "\033", "\033", "\033" };
	struct program floor = floor_program(b->minsql, b->small), small = desk(b, b->small);
	struct start m = start(b, &floor, NULL, "q");
	struct pty t;
	if (!pty_start(&t, small.argv, false, NULL))
		return;
	pty_frame(&t, t.started, 300, 20000);
	for (int round = 0; round < (b->quick ? 1 : 5); round++)
		for (size_t i = 0; i < sizeof use / sizeof *use; i++)
			pty_key(&t, use[i], b->quick ? 20 : 120, 200);
	struct usage u = pty_usage(&t);
	bench_add(b, "memory (RSS) after use: lists, cards, search, reports", (double)m.rss_kb / 1024, (double)u.rss_kb / 1024, "MB", GOAL_VALUE, 12, "<= 12 MB");
	bench_add(b, "highest RSS meanwhile", -1, (double)u.peak_kb / 1024, "MB", GOAL_NONE, 0, "");
	pty_stop(&t, NULL);
}

/* --- search ----------------------------------------------------------------------------------------------------------------------- */

/* What people type: the beginning of one or two words of a name, a register number, a NIK. */
static void typed_text(unsigned *seed, char *out, size_t size)
{
	char name[80], first[80] = "", last[80] = "";
	switch (rand_r(seed) % 6) {
	case 0: snprintf(out, size, "20%02d-%03d", 18 + rand_r(seed) % 8, rand_r(seed) % 1000); return;
	case 1: snprintf(out, size, "640804%02d%02d", 1 + rand_r(seed) % 28, 1 + rand_r(seed) % 12); return;
	default: break;
	}
	generate_name(seed, rand_r(seed) % 2 ? 'L' : 'P', name, sizeof name);
	sscanf(name, "%79s", first);
	const char *space = strrchr(name, ' ');
	snprintf(last, sizeof last, "%s", space ? space + 1 : name);
	for (char *c = name; *c; c++)
		*c = *c == '.' ? ' ' : *c;
	switch (rand_r(seed) % 3) {
	case 0: snprintf(out, size, "%.6s", last); break;
	case 1: snprintf(out, size, "%.4s %.3s", first, last); break;
	default: snprintf(out, size, "%.5s", first); break;
	}
}

static void search(struct bench *b)
{
	double ours[MOST], whole[MOST], floor[MOST];
	int n = 0, m = 0, words = b->quick ? 8 : 80;
	unsigned seed = 3;
	struct program big = desk(b, b->big);
	struct pty t;
	sqlite3 *c = NULL;
	sqlite3_stmt *s = NULL;
	if (sqlite3_open_v2(b->big, &c, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
	    && sqlite3_prepare_v2(c, "SELECT w.word, n.name, n.register_no FROM search_word w JOIN resident_now n ON n.resident_id = w.resident_id"
	                             " WHERE w.panti_id = (SELECT id FROM panti) AND w.word >= lower(?1) AND w.word < lower(?1) || '~' LIMIT 22", -1, &s, NULL) == SQLITE_OK)
		for (int i = 0; i < words * 2; i++) {
			char text[80];
			typed_text(&seed, text, sizeof text);
			char *space = strchr(text, ' ');
			if (space)
				*space = '\0';
			double since = now_ms();
			sqlite3_bind_text(s, 1, text, -1, SQLITE_STATIC);
			while (sqlite3_step(s) == SQLITE_ROW)
				continue;
			sqlite3_reset(s);
			floor[m++] = now_ms() - since;
		}
	sqlite3_finalize(s);
	sqlite3_close(c);
	if (!pty_start(&t, big.argv, false, LIST))
		return;
	pty_frame(&t, t.started, DETAIL, 20000);
	double worst = 0;
	char worst_text[80] = "";
	for (int i = 0; i < words; i++) {
		char text[80];
		typed_text(&seed, text, sizeof text);
		for (size_t k = 0; text[k] && n < MOST; k++) {
			struct frame f = pty_key(&t, (const char[]){ text[k], 0 }, 25, 1000);
			if (f.ms < 0)
				continue;
			whole[n] = f.ms;
			ours[n++] = f.first_ms; /* a long search shows what it has and goes on while no key comes */
			if (f.ms > worst) {
				worst = f.ms;
				snprintf(worst_text, sizeof worst_text, "%.*s", (int)k + 1, text);
			}
		}
		pty_key(&t, "\033", 100, 500); /* Esc: the list as it was */
	}
	pty_stop(&t, NULL);
	fprintf(stderr, "  search: %d keys; slowest '%s' %.1f ms\n", n, worst_text, worst);
	bench_add(b, "search, key to painted page, p50 (floor: one word by index)", bench_quantile(floor, m, 0.5), bench_quantile(ours, n, 0.5), "ms", GOAL_NONE, 0, "");
	bench_add(b, "search, key to painted page, p99", bench_quantile(floor, m, 0.99), bench_quantile(ours, n, 0.99), "ms", GOAL_VALUE, 5, "<= 5 ms");
	bench_add(b, "search, until a long search has filled its page, p99", -1, bench_quantile(whole, n, 0.99), "ms", GOAL_NONE, 0, "");
}

/* --- cold disk ----------------------------------------------------------------------------------------------------------------------- */

static void forget(const char *path)
{
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return;
	fsync(fd);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

static void cold(struct bench *b)
{
	struct program big = desk(b, b->big), small = desk(b, b->small), minsql = floor_program(b->minsql, b->big);
	int none, floor = -1, home = -1, list = -1, home_small = -1;
	if (syscalls(b, &minsql, NULL, "", 0, "q", &none, &floor) && syscalls(b, &big, NULL, "", 0, NULL, &none, &home) && syscalls(b, &big, LIST, "", 0, NULL, &none, &list)
	    && syscalls(b, &small, NULL, "", 0, NULL, &none, &home_small)) {
		bench_add(b, "first screen (Home): reads of the database file, 1,000", floor, home_small, "reads", GOAL_VALUE, 20, "<= 20");
		bench_add(b, "first screen (Home): reads, largest database", floor, home, "reads", GOAL_VALUE, 20, "<= 20");
		bench_add(b, "Home and the list: reads, largest database", floor, list, "reads", GOAL_NONE, 0, "");
	}
	double ms[2] = { -1, -1 };
	for (int i = 0; i < 2; i++) {
		struct pty t;
		forget(b->big);
		if (!pty_start(&t, i ? big.argv : minsql.argv, false, i ? LIST : NULL))
			return;
		ms[i] = pty_frame(&t, t.started, 300, 60000).ms;
		pty_stop(&t, i ? NULL : "q");
	}
	bench_add(b, "start to the list with the database out of the page cache", ms[0], ms[1], "ms", GOAL_NONE, 0, "");
}

void bench_terminal(struct bench *b)
{
	starts(b);
	list_part(b);
	idle(b);
	memory(b);
	search(b);
	cold(b);
}
