/* The command line of the real program, from outside: what a script or a timer sees. English texts, one demo database a file. */
#ifndef TESTS_TERMINAL_COMMAND_LINE_H
#define TESTS_TERMINAL_COMMAND_LINE_H
#include "tests/terminal/clerk.h"

#define LINE_DAY "2026-08-03" /* Monday; July is closed by the demo */

/* A folder with a demo database at line->db; English. */
void line_begin(struct clerk *line);
/* Runs as `as` (NULL = sistem); fails the test unless it exits with `code` and stderr holds `words` ("" = is empty, NULL = whatever).
 * A refusal (code not 0) must leave stdout empty: data only, and only when there are any. */
void line_says(struct clerk *line, int code, const char *words, const char *as, const char *const *argv, const char *file, int at);
#define SAYS(line, code, words, as, ...) line_says(line, code, words, as, (const char *const[]){ __VA_ARGS__, NULL }, __FILE__, __LINE__)
/* The same, and what came on stdout (caller frees). */
char *line_gives(struct clerk *line, const char *as, const char *const *argv, const char *file, int at);
#define GIVES(line, as, ...) line_gives(line, as, (const char *const[]){ __VA_ARGS__, NULL }, __FILE__, __LINE__)
/* Path in the folder, valid until the 8th next call. */
const char *line_path(const struct clerk *line, const char *name);
const char *line_file(const struct clerk *line, const char *name, const void *bytes, size_t size); /* written there, 0600; its path */
const char *line_text(const struct clerk *line, const char *name, const char *text);
/* A descriptor with one line of text, as the word behind --password-fd; the program inherits it. */
const char *line_password(const char *password);
/* Changes the file behind the program's back (no desk may be open). */
void line_tamper(const struct clerk *line, const char *sql);
size_t line_count(const char *text, const char *part);
void line_has(const char *text, const char *part, const char *file, int at);
#define HAS(text, part) line_has(text, part, __FILE__, __LINE__)

#endif
