#include "tests/terminal/command_line.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/db/fixture.h"

void line_begin(struct clerk *line)
{
	clerk_begin(line, LINE_DAY);
	clerk_lang(line, "en");
	SAYS(line, 0, "Made ", NULL, "init", "--demo");
}

void line_says(struct clerk *line, int code, const char *words, const char *as, const char *const *argv, const char *file, int at)
{
	int got = clerk_command(line, as, argv);
	char *out = clerk_file(line->out);
	bool silent = !words || (*words ? strstr(line->said, words) != NULL : !*line->said);

	if (got != code || !silent || (code && *out)) {
		print_error("%s:%d: %s %s: exit %d for %d; stderr: %s(wanted: %s); %zu bytes on stdout\n", file, at, argv[0], argv[1] ? argv[1] : "", got, code, line->said, words ? words : "-", strlen(out));
		fail();
	}
	free(out);
}

char *line_gives(struct clerk *line, const char *as, const char *const *argv, const char *file, int at)
{
	line_says(line, 0, NULL, as, argv, file, at);
	return clerk_file(line->out);
}

const char *line_path(const struct clerk *line, const char *name)
{
	static _Thread_local char paths[8][200];
	static _Thread_local int next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", line->dir, name);
	return path;
}

const char *line_file(const struct clerk *line, const char *name, const void *bytes, size_t size)
{
	const char *path = line_path(line, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0600), 0);
	return path;
}

const char *line_text(const struct clerk *line, const char *name, const char *text)
{
	return line_file(line, name, text, strlen(text));
}

const char *line_password(const char *password)
{
	static _Thread_local char word[12];
	static _Thread_local int fd = -1;

	if (fd >= 0) close(fd);
	fd = memfd_create("password", 0);
	assert_true(fd >= 0);
	assert_int_equal(dprintf(fd, "%s\n", password), strlen(password) + 1);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	snprintf(word, sizeof word, "%d", fd);
	return word;
}

void line_tamper(const struct clerk *line, const char *sql)
{
	struct fixture f;

	snprintf(f.path, sizeof f.path, "%s", line->db);
	fixture_tamper(&f, sql);
}

size_t line_count(const char *text, const char *part)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, part)); at += strlen(part)) n++;
	return n;
}

void line_has(const char *text, const char *part, const char *file, int at)
{
	if (strstr(text, part)) return;
	print_error("%s:%d: \"%s\" is not in:\n%.3000s\n", file, at, part, text);
	fail();
}
