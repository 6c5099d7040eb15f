/* Memory, growing strings, errors and problems, and the two ways a program ends by itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/base/mem.h"

static void test_arena(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	size_t first = arena_bytes(a);
	assert_true(first <= 4200);
	unsigned char *blocks[500];
	for (size_t i = 0; i < COUNT(blocks); i++) {
		blocks[i] = arena_alloc(a, i);
		assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < i; k++)
			assert_int_equal(blocks[i][k], 0);
		memset(blocks[i], (int)(i & 0xFF), i);
	}
	for (size_t i = 0; i < COUNT(blocks); i++)
		for (size_t k = 0; k < i; k++)
			assert_int_equal(blocks[i][k], i & 0xFF);
	assert_true(arena_bytes(a) > first);
	arena_reset(a);
	assert_int_equal(arena_bytes(a), first);
	unsigned char *again = arena_alloc(a, 100);
	for (size_t k = 0; k < 100; k++)
		assert_int_equal(again[k], 0); /* zeroed also the second time */
	assert_string_equal(arena_dup(a, NULL), "");
	assert_string_equal(arena_printf(a, "%s-%d", "x", 7), "x-7");
	unsigned char *large = arena_alloc(a, 1 << 20);
	large[(1 << 20) - 1] = 1;
	int *numbers = arena_array(a, int, 10);
	numbers[9] = 1;
	arena_free(a);
	arena_free(NULL);
}

static void test_strings(void **state)
{
	(void)state;
	char out[5];
	assert_true(STR_SET(out, "abcd"));
	assert_false(STR_SET(out, "abcde"));
	assert_string_equal(out, "abcd");
	assert_false(STR_SET(out, "abcé"));
	assert_string_equal(out, "abc"); /* never half a letter */
	assert_true(STR_SET(out, NULL));
	assert_string_equal(out, "");
	assert_true(str_equal(NULL, "") && str_equal("a", "a") && !str_equal("a", NULL));
	struct buf b = BUF_EMPTY;
	assert_string_equal(buf_text(&b), "");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%d,", i);
	assert_int_equal(b.size, 3890);
	assert_int_equal(strlen(buf_text(&b)), b.size);
	buf_clear(&b);
	assert_string_equal(buf_text(&b), "");
	buf_add(&b, "a\0b", 3);
	buf_putc(&b, 'c');
	buf_puts(&b, "d");
	assert_memory_equal(b.data, "a\0bcd", 6);
	buf_free(&b);
	buf_add(&b, "", 0);
	assert_non_null(b.data);
	buf_free(&b);
}

static void test_errors(void **state)
{
	(void)state;
	struct err e;
	err_clear(&e);
	assert_false(err_set(&e, ERR_IO, "disk %s", "full"));
	assert_false(err_set(&e, ERR_BUG, "later"));
	assert_int_equal(e.kind, ERR_IO);
	assert_string_equal(e.text, "disk full"); /* the first one stays */
	assert_false(err_set(NULL, ERR_IO, "x"));
	static const struct { enum err_kind kind; int code; } codes[] = { { ERR_NONE, 0 }, { ERR_USAGE, 64 }, { ERR_DATA, 65 }, { ERR_NOINPUT, 66 }, { ERR_UNAVAILABLE, 69 }, { ERR_BUG, 70 },
		{ ERR_MEMORY, 71 }, { ERR_CANTCREAT, 73 }, { ERR_IO, 74 }, { ERR_BUSY, 75 }, { ERR_NOPERM, 77 }, { ERR_CONFIG, 78 }, { ERR_NOTFOUND, 65 }, { ERR_CONFLICT, 75 }, { ERR_PROBLEMS, 65 } };
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_int_equal(err_exit_code(codes[i].kind), codes[i].code);
	static struct problems p;
	problems_clear(&p);
	assert_false(problem_soft(&p, "a", "soft"));
	for (int i = 0; i < 100; i++)
		assert_false(problem_hard(&p, i == 5 ? "b" : NULL, "number %d", i));
	assert_int_equal(p.count, PROBLEMS_MAX);
	assert_int_equal(p.hard, 100);
	assert_string_equal(problem_of(&p, "b")->text, "number 5");
	assert_string_equal(problem_of(&p, NULL)->text, "number 0");
	assert_null(problem_of(&p, "c"));
	assert_false(problem_hard(NULL, "a", "x"));
	problems_clear(&p);
	problem_hard(&p, "a", "%s", "\x1B[2J");
	assert_null(strchr(p.list[0].text, 0x1B)); /* a sentence that quotes input is inert */
}

static void restore(void)
{
	fputs("RESTORED ", stderr);
}

/* Runs fn in a child; its stderr in out, its wait status returned. */
static int ends(void (*fn)(void), char *out, size_t size)
{
	int fds[2], status;
	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();
	if (child == 0) {
		struct rlimit none = { 0, 0 };
		setrlimit(RLIMIT_CORE, &none);
		signal(SIGABRT, SIG_DFL);
		dup2(fds[1], 2);
		err_on_exit(restore);
		fn();
		_exit(99);
	}
	close(fds[1]);
	size_t n = 0;
	for (ssize_t got; n + 1 < size && (got = read(fds[0], out + n, size - 1 - n)) > 0;)
		n += (size_t)got;
	out[n] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void die_fatal(void)
{
	fatal(ERR_CONFIG, "bad \x1B[2J %s", "file");
}

static void die_bug(void)
{
	MUST(1 + 1 == 3);
}

static void die_memory(void)
{
	mem_alloc(SIZE_MAX - 64);
}

static void die_arena(void)
{
	arena_alloc(arena_new(), SIZE_MAX - 4);
}

static void test_ends(void **state)
{
	(void)state;
	char out[1024];
	int status = ends(die_fatal, out, sizeof out);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 78);
	assert_string_equal(out, "RESTORED pantidesk: bad \uFFFD[2J file\n");
	status = ends(die_bug, out, sizeof out);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_non_null(strstr(out, "RESTORED"));
	assert_non_null(strstr(out, "1 + 1 == 3"));
#ifndef __SANITIZE_ADDRESS__ /* which ends the program itself on such a request, or names what is held at the end as a leak */
	status = ends(die_arena, out, sizeof out);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 71);
	status = ends(die_memory, out, sizeof out);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 71);
#else
	(void)die_memory;
	(void)die_arena;
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_arena), cmocka_unit_test(test_strings), cmocka_unit_test(test_errors), cmocka_unit_test(test_ends) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
