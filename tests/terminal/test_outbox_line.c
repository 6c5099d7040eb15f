/* `pantidesk outbox`: the bytes the desk put aside come out exactly, to their owner only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/types.h"
#include "tests/terminal/command_line.h"

static const char bytes[] = "%PDF-1.4\r\n\0\xff\x1b[2J\n% end"; /* no text survives being taken for one */

static int begin(void **state)
{
	static struct clerk line;
	line_begin(&line);
	*state = &line;
	return 0;
}

static int end(void **state)
{
	clerk_end(*state);
	return 0;
}

static void outbox(void **state)
{
	struct clerk *line = *state;
	const char *const of[] = { "panti/outbox", "panti/outbox/sri", "panti/outbox/rina" };
	for (size_t i = 0; i < COUNT(of); i++) assert_int_equal(mkdir(line_path(line, of[i]), 0700), 0);
	line_file(line, "panti/outbox/sri/anak-2026-08-03.pdf", bytes, sizeof bytes);
	assert_int_equal(symlink(line_path(line, "panti/outbox/sri/anak-2026-08-03.pdf"), line_path(line, "panti/outbox/rina/link.pdf")), 0);

	char *text = GIVES(line, "sri", "outbox", "list");
	HAS(text, "anak-2026-08-03.pdf");
	free(text);
	text = GIVES(line, "sri", "outbox", "list", "--json");
	HAS(text, "{\"name\": \"anak-2026-08-03.pdf\", \"bytes\": 23, ");
	free(text);
	text = GIVES(line, "rina", "outbox", "list");
	assert_string_equal(text, ""); /* neither sri's nor the link */
	free(text);

	assert_int_equal(CLERK_COMMAND(line, "sri", "outbox", "get", "anak-2026-08-03.pdf"), 0);
	assert_string_equal(line->said, "");
	FILE *out = fopen(line->out, "rb");
	char got[64];
	assert_non_null(out);
	assert_int_equal(fread(got, 1, sizeof got, out), sizeof bytes);
	assert_memory_equal(got, bytes, sizeof bytes);
	fclose(out);
	text = GIVES(line, NULL, "export", "audit", "--format", "csv");
	HAS(text, "outbox.get");
	HAS(text, "anak-2026-08-03.pdf");
	free(text);

	SAYS(line, 66, "There is no such file in your outbox.", "rina", "outbox", "get", "anak-2026-08-03.pdf");
	SAYS(line, 66, "There is no such file in your outbox.", "rina", "outbox", "get", "link.pdf");
	SAYS(line, 66, "by its plain name", "rina", "outbox", "get", "../sri/anak-2026-08-03.pdf");
	SAYS(line, 66, "by its plain name", "rina", "outbox", "remove", line_path(line, "panti/outbox/sri/anak-2026-08-03.pdf"));
	SAYS(line, 77, "An outbox belongs to a person", NULL, "outbox", "list");
	SAYS(line, 77, "An outbox belongs to a person", NULL, "outbox", "get", "anak-2026-08-03.pdf");
	SAYS(line, 64, "Name the file", "sri", "outbox", "get");
	SAYS(line, 64, "One file at a time: b is too much.", "sri", "outbox", "get", "a", "b");
	SAYS(line, 64, "Say what to do", "sri", "outbox", "send", "a");
	SAYS(line, 64, "There is no option --all", "sri", "outbox", "list", "--all");
	SAYS(line, 0, "", "sri", "outbox", "remove", "anak-2026-08-03.pdf");
	assert_int_not_equal(access(line_path(line, "panti/outbox/sri/anak-2026-08-03.pdf"), F_OK), 0);
	SAYS(line, 66, "There is no such file", "sri", "outbox", "get", "anak-2026-08-03.pdf");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(outbox, begin, end) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
