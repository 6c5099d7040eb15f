/* The example file, and CSV lines for it and for the bad rows. */
#include <string.h>

#include "db/office/code.h"
#include "db/exchange/import_run.h"
#include "src/base/i18n.h"

void import_put(FILE *out, const char *const *cells, int n, char delimiter)
{
	for (int i = 0; i < n; i++) {
		const char *c = cells[i];
		bool formula = *c && strchr("=+-@\t\r", *c), quote = formula || strpbrk(c, "\",;\r\n'#") || *c == ' ';
		if (i)
			fputc(delimiter, out);
		if (quote)
			fputc('"', out);
		if (formula)
			fputc('\'', out);
		for (; *c; c++) {
			if (*c == '"')
				fputc('"', out);
			fputc(*c, out);
		}
		if (quote)
			fputc('"', out);
	}
	fputs("\r\n", out);
}

bool import_template(struct db *db, const struct actor *who, const struct import_kind *kind, FILE *out, struct err *e)
{
	const char *cells[IMPORT_COLUMNS_MAX];
	struct arena *a = arena_new();
	fputs("\xEF\xBB\xBF", out);
	for (int c = 0; c < kind->count; c++)
		cells[c] = kind->columns[c].code;
	import_put(out, cells, kind->count, ';');
	for (int c = 0; c < kind->count; c++)
		cells[c] = kind->example[c] ? kind->example[c] : "";
	import_put(out, cells, kind->count, ';');
	for (int c = 0; c < kind->count; c++) {
		const struct field *f = &kind->columns[c];
		struct buf line = BUF_EMPTY;
		buf_printf(&line, "# %s: %s", f->code, _(f->label));
		if (f->flags & FIELD_REQUIRED)
			buf_printf(&line, " (%s)", _("must be filled in"));
		const struct choice *choice = f->list && strcmp(f->list, "district") ? code_choices_load(db, who, f->list, DATE_NONE, a) : NULL;
		for (int i = 0; choice && choice[i].code; i++)
			buf_printf(&line, "%s%s = %s", i ? ", " : ". ", choice[i].code, choice[i].label ? choice[i].label : choice[i].code);
		if (f->kind == FIELD_CODES)
			buf_printf(&line, ". %s", _("Several are separated by |, the main one first."));
		const char *one = buf_text(&line);
		import_put(out, &one, 1, ';');
		buf_free(&line);
	}
	arena_free(a);
	return fflush(out) == 0 && !ferror(out) ? true : err_set(e, ERR_IO, "%s", _("The example cannot be written."));
}
