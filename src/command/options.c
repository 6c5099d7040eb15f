#include "src/command/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/text.h"

static const struct option_row *find(const struct option_row *rows, size_t n, const char *word, const char **value)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(rows[i].name);
		if (strncmp(word, rows[i].name, len) != 0) continue;
		if (word[len] == 0) return *value = NULL, &rows[i];
		if (word[len] == '=' && rows[i].value && word[1] == '-') return *value = word + len + 1, &rows[i];
	}
	return NULL;
}

static int unknown(const struct option_row *rows, size_t n, const char *word, struct err *e)
{
	const char *names[40] = { NULL };
	for (size_t i = 0; i < n && i + 1 < COUNT(names); i++) names[i] = rows[i].name;
	const char *near = text_nearest(word, names);
	if (near) err_set(e, ERR_USAGE, _("There is no option %s here. Did you mean %s?"), word, near);
	else err_set(e, ERR_USAGE, _("There is no option %s here. --help lists them."), word);
	return -1;
}

int options_take(const struct option_row *rows, size_t n, int argc, char **argv, bool until_word, struct err *e)
{
	int kept = 1, i = 1;
	for (; i < argc; i++) {
		const char *value;
		char *word = argv[i];
		if (word[0] != '-' || word[1] == 0) {
			if (until_word) break;
			argv[kept++] = word;
			continue;
		}
		if (strcmp(word, "--") == 0) {
			i++;
			break;
		}
		const struct option_row *row = find(rows, n, word, &value);
		if (!row) return unknown(rows, n, word, e);
		if (row->flag) *row->flag = true;
		else if (value) *row->value = value;
		else if (i + 1 < argc) *row->value = argv[++i];
		else {
			err_set(e, ERR_USAGE, _("A value is missing behind %s."), word);
			return -1;
		}
	}
	for (; i < argc; i++) argv[kept++] = argv[i];
	argv[kept] = NULL;
	return kept;
}

int command_fail(const struct err *e)
{
	char safe[sizeof e->text * 2], copy[sizeof e->text], *rest = copy, *line;
	str_copy(copy, sizeof copy, e->text);
	for (int i = 0; (line = strsep(&rest, "\n")); i++) { /* lines are ours: the configuration's line and the caret under it */
		text_out(line, safe, sizeof safe, false);
		fprintf(stderr, "%s%s\n", i ? "" : "pantidesk: ", safe);
	}
	return err_exit_code(e->kind);
}

int command_refused(const struct problems *p, const struct err *e)
{
	if (e->kind != ERR_PROBLEMS || !p->hard) return command_fail(e);
	for (int i = 0; i < p->count; i++) {
		struct err one = { ERR_DATA, "" };
		if (!p->list[i].hard) continue;
		STR_SET(one.text, p->list[i].text);
		command_fail(&one);
	}
	return err_exit_code(ERR_DATA);
}

int command_usage(const char *format, ...)
{
	struct err e = { ERR_USAGE, "" };
	va_list args;
	va_start(args, format);
	vsnprintf(e.text, sizeof e.text, format, args);
	va_end(args);
	return command_fail(&e);
}
