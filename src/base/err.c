#include "src/base/err.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/base/text.h"

/* Process-wide by nature: abort and exit have no caller to hand a struct to. */
static void (*restore_terminal)(void);

bool err_set(struct err *e, enum err_kind kind, const char *format, ...)
{
	if (!e || e->kind != ERR_NONE)
		return false;
	va_list args;
	va_start(args, format);
	vsnprintf(e->text, sizeof e->text, format, args);
	va_end(args);
	e->kind = kind;
	return false;
}

void err_clear(struct err *e)
{
	e->kind = ERR_NONE;
	e->text[0] = '\0';
}

int err_exit_code(enum err_kind kind)
{
	switch (kind) {
	case ERR_NONE: return EX_OK;
	case ERR_USAGE: return EX_USAGE;
	case ERR_DATA:
	case ERR_NOTFOUND:
	case ERR_PROBLEMS: return EX_DATAERR;
	case ERR_NOINPUT: return EX_NOINPUT;
	case ERR_UNAVAILABLE: return EX_UNAVAILABLE;
	case ERR_BUG: return EX_SOFTWARE;
	case ERR_MEMORY: return EX_OSERR;
	case ERR_CANTCREAT: return EX_CANTCREAT;
	case ERR_IO: return EX_IOERR;
	case ERR_BUSY:
	case ERR_CONFLICT: return EX_TEMPFAIL;
	case ERR_NOPERM: return EX_NOPERM;
	case ERR_CONFIG: return EX_CONFIG;
	}
	return EX_SOFTWARE;
}

void problems_clear(struct problems *p)
{
	p->count = p->hard = 0;
}

__attribute__((format(printf, 4, 0))) static void problem_add(struct problems *p, const char *field, bool hard, const char *format, va_list args)
{
	if (!p)
		return;
	if (hard)
		p->hard++;
	if (p->count == PROBLEMS_MAX)
		return;
	struct problem *one = &p->list[p->count++];
	one->field = field;
	one->hard = hard;
	char text[sizeof one->text];
	vsnprintf(text, sizeof text, format, args);
	text_out(text, one->text, sizeof one->text, false); /* a sentence may quote what was typed */
}

bool problem_hard(struct problems *p, const char *field, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	problem_add(p, field, true, format, args);
	va_end(args);
	return false;
}

bool problem_soft(struct problems *p, const char *field, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	problem_add(p, field, false, format, args);
	va_end(args);
	return false;
}

const struct problem *problem_of(const struct problems *p, const char *field)
{
	for (int i = 0; i < p->count; i++) {
		const char *f = p->list[i].field;
		if (f == field || (f && field && strcmp(f, field) == 0))
			return &p->list[i];
	}
	return NULL;
}

void err_on_exit(void (*restore)(void))
{
	restore_terminal = restore;
}

/* Restores once: a fault inside the restore itself must not come back here for ever. */
static void terminal_back(void)
{
	void (*restore)(void) = restore_terminal;
	restore_terminal = NULL;
	if (restore)
		restore();
}

void fatal(enum err_kind kind, const char *format, ...)
{
	char text[480], safe[960];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	text_out(text, safe, sizeof safe, false);
	terminal_back();
	fprintf(stderr, "pantidesk: %s\n", safe);
	exit(err_exit_code(kind));
}

void bug_at(const char *file, int line, const char *what)
{
	terminal_back();
	fprintf(stderr, _("pantidesk: bug at %s:%d: %s. What was saved is safe; please report this line.\n"), file, line, what);
	abort();
}
