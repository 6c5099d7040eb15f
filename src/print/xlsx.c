/* The tables of a document as a workbook, one sheet each, read back from the module's unnamed file. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/print/model.h"
#include "src/print/module.h"
#include "src/print/temporary.h"

static bool read_back(int fd, struct buf *out, struct err *e)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_set(e, ERR_IO, _("The workbook could not be read back: %s."), strerror(errno));
	for (;;) {
		char bytes[16384];
		ssize_t got = read(fd, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(e, ERR_IO, _("The workbook could not be read back: %s."), strerror(errno));
		if (got == 0)
			return true;
		buf_add(out, bytes, (size_t)got);
	}
}

bool render_xlsx(const struct document *d, const struct render_options *o, struct buf *out, struct err *e)
{
	(void)o;
	void *handle;
	const struct print_module *m = module_open(&handle, e);
	struct book *book = m ? m->book_open(d->title, d->date, e) : NULL;
	if (!book) {
		module_close(handle);
		return false;
	}
	for (size_t i = 0; i < d->nblocks; i++) {
		const struct table *t = d->blocks[i].table;
		if (d->blocks[i].kind != BLOCK_TABLE)
			continue;
		m->book_sheet(book, t->caption, t->columns, t->n);
		for (size_t r = 0; r < t->count; r++)
			m->book_row(book, t->rows[r].cells, t->rows[r].total);
	}
	struct arena *a = arena_new();
	const struct table *letter = print_letter_table(d, a); /* a workbook has at least one sheet */
	if (letter)
		m->book_sheet(book, d->title, letter->columns, letter->n);
	for (size_t r = 0; letter && r < letter->count; r++)
		m->book_row(book, letter->rows[r].cells, false);
	arena_free(a);
	size_t before = out->size;
	int fd = temporary_file(e);
	bool ok = m->book_close(book, fd, e) && fd >= 0 && read_back(fd, out, e);
	if (fd >= 0)
		close(fd);
	if (!ok)
		out->size = before;
	module_close(handle);
	return ok;
}
