/* The header, and a row's cells made canonical; Excel's habits are named here. */
#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "db/exchange/import_run.h"
#include "db/child/person_rules.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

static void trimmed(const char *in, char *out, size_t size, bool lower)
{
	while (*in == ' ' || *in == '\t')
		in++;
	str_copy(out, size, in);
	size_t n = strlen(out);
	while (n && (out[n - 1] == ' ' || out[n - 1] == '\t'))
		out[--n] = '\0';
	for (char *c = out; lower && *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
}

static bool unknown_column(struct import_run *r, const char *name)
{
	const char *names[IMPORT_COLUMNS_MAX + 1];
	char shown[128];
	for (int c = 0; c < r->kind->count; c++)
		names[c] = r->kind->columns[c].code;
	names[r->kind->count] = NULL;
	text_out(name, shown, sizeof shown, false);
	const char *near = text_nearest(name, names);
	if (near)
		return err_set(r->e, ERR_DATA, _("%s:%d: There is no column \"%s\". Did you mean \"%s\"?"), r->base, r->row_line, shown, near);
	return err_set(r->e, ERR_DATA, _("%s:%d: There is no column \"%s\". \"import template %s\" writes an example with every column."), r->base, r->row_line, shown, r->kind->name);
}

bool import_header(struct import_run *r)
{
	char name[128];
	bool there[IMPORT_COLUMNS_MAX] = { false };
	MUST(r->kind->count <= IMPORT_COLUMNS_MAX);
	if (r->cells > IMPORT_COLUMNS_MAX)
		return err_set(r->e, ERR_DATA, _("%s:%d: The header has more than %d columns."), r->base, r->row_line, IMPORT_COLUMNS_MAX);
	for (int i = 0; i < r->cells; i++) {
		const char *cell = import_cell(r, i);
		if (text_in(cell, strlen(cell), 0, 0, name, sizeof name) != TEXT_OK)
			return err_set(r->e, ERR_DATA, _("%s:%d: The header is no plain UTF-8 text. Save the file again as \"CSV UTF-8\"."), r->base, r->row_line);
		trimmed(name, name, sizeof name, true);
		int c = field_index(r->kind->columns, (size_t)r->kind->count, name);
		if (c < 0)
			return unknown_column(r, name);
		if (there[c])
			return err_set(r->e, ERR_DATA, _("%s:%d: The column \"%s\" stands twice in the header."), r->base, r->row_line, name);
		there[c] = true;
		r->column[i] = c;
	}
	for (int c = 0; c < r->kind->count; c++)
		if ((r->kind->columns[c].flags & FIELD_REQUIRED) && !there[c])
			return err_set(r->e, ERR_DATA, _("%s:%d: The column \"%s\" is missing. \"import template %s\" writes an example with every column."), r->base, r->row_line, r->kind->columns[c].code, r->kind->name);
	r->columns = r->cells;
	return true;
}

static const struct choice *choices_of(struct import_run *r, int c)
{
	const char *list = r->kind->columns[c].list;
	if (!r->choices[c])
		r->choices[c] = code_choices_load(r->db, r->who, list, DATE_NONE, r->lists);
	return r->choices[c];
}

static int number(const char **at, int most)
{
	int n = 0, digits = 0;
	for (; **at >= '0' && **at <= '9' && digits < most; (*at)++, digits++)
		n = n * 10 + (**at - '0');
	return digits ? n : -1;
}

/* YYYY-MM-DD, DD-MM-YYYY, DD.MM.YYYY; 9/3/2013 is read as day/month/year and said so. Nothing else: a file is no keyboard. */
static bool date_cell(struct import_run *r, const struct field *f, const char *text, char *out)
{
	const char *at = text;
	int a = number(&at, 4), b = -1, c = -1;
	char mark = *at;
	if (a >= 0 && (mark == '-' || mark == '/' || mark == '.')) {
		at++;
		b = number(&at, 2);
		if (*at == mark) {
			at++;
			c = number(&at, 4);
		}
	}
	bool iso = a > 31, slash = mark == '/';
	if (b < 0 || c < 0 || *at || (iso ? c > 31 || slash : c < 1000))
		return import_bad(r, f->code, _("\"%s\" is no date. Write YYYY-MM-DD or DD-MM-YYYY."), text);
	int year = iso ? a : c, day = iso ? c : a;
	caldate d = date_make(year, b, day);
	if (d == DATE_NONE && slash && b > 12 && date_make(year, a, b) != DATE_NONE)
		return import_bad(r, f->code, _("\"%s\" has the month first. Write YYYY-MM-DD or DD-MM-YYYY."), text);
	if (d == DATE_NONE)
		return import_bad(r, f->code, _("The date %s does not exist or lies outside 1900 to 2199."), text);
	if (f->kind == FIELD_PAST && d > r->today)
		return import_bad(r, f->code, _("%s must be today or before."), _(f->label));
	date_iso(d, out);
	if (slash) {
		char shown[40];
		import_note(r, f->code, _("%s is read as %s (day/month/year)."), text, date_format(d, DATE_LONG, shown, sizeof shown));
	}
	return true;
}

static bool cell(struct import_run *r, int c, const char *raw)
{
	const struct field *f = &r->kind->columns[c];
	char text[8192], canon[8192], region[32];
	enum text_fault fault = text_in(raw, strlen(raw), f->kind == FIELD_NOTE ? TEXT_LINES : 0, 0, text, sizeof text);
	if (fault == TEXT_NOT_UTF8)
		return import_bad(r, f->code, _("This text is not UTF-8. Save the file again as \"CSV UTF-8\"."));
	if (fault != TEXT_OK)
		return import_bad(r, f->code, "%s", text_fault_message(fault));
	trimmed(text, text, sizeof text, false);
	const char *t = text;
	if (*t == '\'' && t[1] && (strchr("=+-@", t[1]) || f->kind == FIELD_DIGITS)) /* a spreadsheet's mark for "this is text" */
		t++;
	if (!*t)
		return true;
	if ((f->kind == FIELD_DATE || f->kind == FIELD_PAST) && !strchr(t, '?')) {
		if (!date_cell(r, f, t, canon))
			return false;
	} else if (f->list && !strcmp(f->list, "district")) {
		if (!person_region(r->db, t, region, sizeof region))
			return import_bad(r, f->code, _("The region \"%s\" is not known, or not the only one of that name. Write its code, for example 64.08."), t);
		str_copy(canon, sizeof canon, region);
	} else if (f->kind == FIELD_PAST) {
		struct problems p;
		char precision = 'd', iso[DATE_ISO_SIZE];
		problems_clear(&p);
		caldate d = date_parse_partial(t, r->today, &precision, f->code, &p);
		if (d == DATE_NONE)
			return import_problems(r, &p) && false;
		str_copy(canon, sizeof canon, date_iso(d, iso));
		int known = field_index(r->kind->columns, (size_t)r->kind->count, "birth_precision");
		if (known >= 0 && !strcmp(f->code, "birth_date") && !*r->row.v[known])
			r->row.v[known] = arena_printf(r->row.a, "%c", precision);
	} else {
		struct problems p;
		problems_clear(&p);
		if (!field_canon(f, t, r->today, f->list ? choices_of(r, c) : NULL, canon, sizeof canon, &p))
			return import_problems(r, &p) && false;
	}
	r->row.v[c] = arena_dup(r->row.a, canon);
	return true;
}

bool import_canon(struct import_run *r)
{
	bool ok = true;
	arena_reset(r->row.a);
	r->row.line = r->row_line;
	r->row_bad = false;
	buf_clear(&r->why);
	for (int c = 0; c < r->kind->count; c++)
		r->row.v[c] = "";
	if (r->cells != r->columns)
		return import_bad(r, NULL, _("This row has %d fields, the header has %d. A text with %c in it needs quotation marks around it."), r->cells, r->columns, r->delimiter);
	for (int i = 0; i < r->cells; i++)
		ok = cell(r, r->column[i], import_cell(r, i)) && ok;
	for (int c = 0; c < r->kind->count; c++)
		if ((r->kind->columns[c].flags & FIELD_REQUIRED) && !*r->row.v[c] && ok)
			ok = import_bad(r, r->kind->columns[c].code, _("Fill in %s."), _(r->kind->columns[c].label));
	return ok;
}
