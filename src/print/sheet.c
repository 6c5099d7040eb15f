/* Streaming rows to CSV or, by the module, to XLSX. */
#include "src/print/sheet.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/print/model.h"
#include "src/print/module.h"

#define FLUSH_AT ((size_t)64 << 10)

struct sheet {
	int fd, n;
	const struct column *columns;
	struct buf out;              /* CSV not yet written */
	struct arena *arena;         /* of one row */
	const struct print_module *module; /* XLSX, NULL for CSV */
	struct book *book;
	void *handle;
	struct err fault;
};

/* Whole numbers in groups of three or none, perhaps with decimals after a comma: nothing a spreadsheet computes. */
static bool plain_number(const char *cell)
{
	char whole[32];
	size_t size = strcspn(cell, ",");
	int64_t n;
	if (size >= sizeof whole)
		return false;
	memcpy(whole, cell, size);
	whole[size] = '\0';
	if (!print_number(whole, false, &n))
		return false;
	return !cell[size] || (cell[size + 1] && !cell[size + 1 + strspn(cell + size + 1, "0123456789")]);
}

static void csv_cell(struct buf *out, const char *cell)
{
	bool formula = *cell && strchr("=+-@\t\r", *cell) && !plain_number(cell) && strcmp(cell, "-") != 0; /* a lone dash (no value) computes nothing */
	size_t size = strlen(cell);
	if (!cell[strcspn(cell, ";,\"\n\r\t")] && cell[0] != ' ' && !(size && cell[size - 1] == ' ')) {
		if (formula)
			buf_putc(out, '\'');
		buf_add(out, cell, size);
		return;
	}
	buf_puts(out, formula ? "\"'" : "\"");
	for (;;) {
		size_t part = strcspn(cell, "\"");
		buf_add(out, cell, part);
		if (!cell[part])
			break;
		buf_add(out, "\"\"", 2);
		cell += part + 1;
	}
	buf_putc(out, '"');
}

void csv_row(struct buf *out, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++) {
		if (i)
			buf_putc(out, ';');
		csv_cell(out, cells[i]);
	}
	buf_add(out, "\r\n", 2);
}

static bool flush(struct sheet *s)
{
	const char *at = buf_text(&s->out);
	size_t left = s->out.size;
	while (left) {
		ssize_t done = write(s->fd, at, left);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return err_set(&s->fault, ERR_IO, _("The file could not be written: %s."), strerror(errno));
		at += done;
		left -= (size_t)done;
	}
	buf_clear(&s->out);
	return true;
}

struct sheet *sheet_open(enum sheet_format format, int fd, const char *name, const struct column *columns, int n, struct err *e)
{
	MUST(n >= 1 && n <= PRINT_COLUMNS_MAX);
	struct sheet *s = mem_alloc(sizeof *s);
	s->fd = fd;
	s->n = n;
	s->columns = columns;
	s->arena = arena_new();
	const char *clean = print_gate(s->arena, name);
	if (format == SHEET_XLSX) {
		s->module = module_open(&s->handle, e);
		s->book = s->module ? s->module->book_open(clean, DATE_NONE, e) : NULL;
		if (!s->book) {
			sheet_abandon(s);
			return NULL;
		}
		s->module->book_sheet(s->book, clean, columns, n);
		return s;
	}
	const char *titles[PRINT_COLUMNS_MAX];
	for (int i = 0; i < n; i++)
		titles[i] = columns[i].title;
	buf_puts(&s->out, CSV_BOM);
	sheet_row(s, titles);
	return s;
}

/* Printable ASCII needs no gate: most cells of an export. */
static bool plain_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || (unsigned char)*text > 0x7E)
			return false;
	return true;
}

bool sheet_row(struct sheet *s, const char *const *cells)
{
	const char *clean[PRINT_COLUMNS_MAX];
	if (s->fault.kind)
		return false;
	bool used = false;
	for (int i = 0; i < s->n; i++) {
		clean[i] = cells[i] ? cells[i] : "";
		if (!plain_ascii(clean[i])) {
			clean[i] = print_gate(s->arena, clean[i]);
			used = true;
		}
	}
	bool ok = true;
	if (s->book)
		s->module->book_row(s->book, clean, false);
	else
		csv_row(&s->out, clean, s->n);
	if (s->out.size >= FLUSH_AT)
		ok = flush(s);
	if (used)
		arena_reset(s->arena);
	return ok;
}

static void forget(struct sheet *s)
{
	module_close(s->handle);
	arena_free(s->arena);
	buf_free(&s->out);
	free(s);
}

bool sheet_close(struct sheet *s, struct err *e)
{
	if (!s)
		return true;
	bool ok = !s->fault.kind;
	if (s->book)
		ok = s->module->book_close(s->book, s->fd, e);
	else if (ok)
		ok = flush(s);
	if (s->fault.kind)
		err_set(e, s->fault.kind, "%s", s->fault.text);
	forget(s);
	return ok;
}

void sheet_abandon(struct sheet *s)
{
	if (!s)
		return;
	if (s->book)
		s->module->book_close(s->book, -1, NULL);
	forget(s);
}
