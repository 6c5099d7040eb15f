/* Messages come out in the language of the setting, whatever the environment; numbers keep the point. Needs the catalogue of the build tree. */
#include <stdarg.h>
#include <setjmp.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "src/base/date.h"
#include "src/base/i18n.h"

struct environment { const char *name[4], *value[4]; };

/* In a child, because a locale is the whole process's. 0 = as it should be. */
static int try(const struct environment *env, const char *lang, const char *folder, const char *month)
{
	pid_t child = fork();
	if (child == 0) {
		clearenv();
		for (int i = 0; i < 4 && env->name[i]; i++)
			setenv(env->name[i], env->value[i], 1);
		char out[40];
		if (!i18n_start(lang, folder))
			_exit(1);
		date_format(date_make(2026, 8, 3), DATE_MONTH, out, sizeof out);
		if (strcmp(out, month) != 0)
			_exit(2);
		if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
			_exit(3);
		snprintf(out, sizeof out, "%.1f", 1.5);
		_exit(strcmp(out, "1.5") == 0 ? 0 : 4);
	}
	int status = 0;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static void test_environments(void **state)
{
	const char *folder = *state;
	static const struct environment cases[] = {
		{ { NULL }, { NULL } }, { { "LANG" }, { "C" } }, { { "LANG" }, { "en_US.UTF-8" } }, { { "LANG" }, { "id_ID.UTF-8" } }, { { "LC_ALL" }, { "C" } }, { { "LC_ALL" }, { "POSIX" } },
		{ { "LC_ALL" }, { "C.UTF-8" } }, { { "LC_ALL" }, { "xx_XX.ISO-8859-1" } }, { { "LC_ALL" }, { "/../../etc" } }, { { "LANG", "LANGUAGE" }, { "C.UTF-8", "de:fr" } },
		{ { "LC_MESSAGES", "LC_CTYPE" }, { "C", "C" } }, { { "LC_NUMERIC", "LANG" }, { "id_ID.UTF-8", "C.UTF-8" } },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(try(&cases[i], "id", folder, "Agustus 2026"), 0);
		assert_int_equal(try(&cases[i], "en", folder, "August 2026"), 0);
	}
}

static void test_missing(void **state)
{
	(void)state;
	struct environment none = { { NULL }, { NULL } };
	int here = try(&none, "id", "/nonexistent", "Agustus 2026"); /* 0 where pantidesk is installed */
	assert_true(here == 1 || here == 0);
	assert_int_equal(try(&none, "en", "/nonexistent", "August 2026"), 0);
	assert_int_equal(try(&none, "en", NULL, "August 2026"), 0);
}

int main(int argc, char **argv)
{
	static char folder[4096];
	(void)argc;
	snprintf(folder, sizeof folder, "%s", argv[0]); /* build/tests/rules/test_i18n: the catalogue is in build/locale */
	for (int up = 0; up < 3; up++)
		if (strrchr(folder, '/'))
			*strrchr(folder, '/') = '\0';
	const struct CMUnitTest tests[] = { cmocka_unit_test_prestate(test_environments, folder), cmocka_unit_test(test_missing) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
