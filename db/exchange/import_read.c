/* The file as rows: libcsv in strict mode, fed line by line so that every message has its line. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/exchange/import_run.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define BLOCK 65536
#define ROW_BYTES 262144 /* more in one row is a quotation mark that was never closed */

struct reader { struct import_run *r; bool (*row)(struct import_run *r); };

const char *import_cell(const struct import_run *r, int i)
{
	return i < r->cells ? r->text.data + r->at[i] : "";
}

static void on_cell(void *bytes, size_t size, void *ctx)
{
	struct import_run *r = ((struct reader *)ctx)->r;
	if (r->cells < IMPORT_COLUMNS_MAX) {
		r->at[r->cells] = r->text.size;
		buf_add(&r->text, bytes ? bytes : "", size);
		buf_putc(&r->text, '\0');
	}
	r->cells++;
}

static bool blank(const struct import_run *r)
{
	for (int i = 0; i < r->cells && i < IMPORT_COLUMNS_MAX; i++)
		if (*import_cell(r, i))
			return false;
	return true;
}

static void on_row(int end, void *ctx)
{
	struct reader *in = ctx;
	struct import_run *r = in->r;
	(void)end;
	bool skip = r->cells == 0 || blank(r) || import_cell(r, 0)[0] == '#'; /* empty lines of a spreadsheet; comments of the template */
	if (!r->stop && !skip)
		r->stop = !(r->columns ? in->row(r) : import_header(r));
	r->cells = 0;
	r->row_bytes = 0;
	buf_clear(&r->text);
}

static bool bad_file(struct import_run *r, const char *why)
{
	return err_set(r->e, ERR_DATA, "%s:%d: %s", r->base, r->line, why);
}

/* One piece that ends with a newline or with the block. */
static bool feed(struct import_run *r, struct csv_parser *p, const char *bytes, size_t size, struct reader *in)
{
	if (memchr(bytes, '\0', size))
		return bad_file(r, _("There is a NUL byte: this is no text file. Save it again as \"CSV UTF-8\"."));
	if (!r->row_bytes)
		r->row_line = r->line;
	r->row_bytes += (int64_t)size;
	if (csv_parse(p, bytes, size, on_cell, on_row, in) != size)
		return r->stop || bad_file(r, _("A quotation mark stands where none may stand. Inside a text write it twice."));
	if (r->row_bytes > ROW_BYTES) {
		r->line = r->row_line;
		return bad_file(r, _("A quotation mark opened here is never closed."));
	}
	return !r->stop;
}

static size_t skip_mark(struct import_run *r, const unsigned char *b, size_t size)
{
	if (size >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF))) {
		bad_file(r, _("The file is UTF-16. Save it again as \"CSV UTF-8\"."));
		return SIZE_MAX;
	}
	return size >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF ? 3 : 0;
}

/* The header decides: more semicolons than commas outside quotes. */
static char delimiter_of(const char *b, size_t size)
{
	int commas = 0, semicolons = 0;
	bool quoted = false;
	for (size_t i = 0; i < size && (quoted || b[i] != '\n'); i++) {
		quoted = b[i] == '"' ? !quoted : quoted;
		commas += !quoted && b[i] == ',';
		semicolons += !quoted && b[i] == ';';
	}
	return semicolons > commas ? ';' : ',';
}

static bool blocks(struct import_run *r, struct csv_parser *p, struct reader *in, crypto_generichash_state *digest)
{
	char *block = mem_alloc(BLOCK);
	bool ok = true, first = true;
	for (ssize_t got; ok && (got = read(r->fd, block, BLOCK)) != 0; first = false) {
		if (got < 0) {
			if (errno == EINTR)
				continue;
			ok = err_set(r->e, ERR_IO, _("%s cannot be read: %s."), r->base, strerror(errno));
			break;
		}
		size_t size = (size_t)got, at = 0;
		crypto_generichash_update(digest, (unsigned char *)block, size);
		if (first) {
			r->line = 1;
			at = skip_mark(r, (unsigned char *)block, size);
			ok = at != SIZE_MAX;
			r->delimiter = ok ? delimiter_of(block + at, size - at) : ',';
			csv_set_delim(p, (unsigned char)r->delimiter);
		}
		while (ok && at < size) {
			const char *nl = memchr(block + at, '\n', size - at);
			size_t piece = nl ? (size_t)(nl - (block + at)) + 1 : size - at;
			ok = feed(r, p, block + at, piece, in);
			at += piece;
			if (nl && ++r->line > IMPORT_LINES + 2)
				ok = ok && err_set(r->e, ERR_DATA, _("%s has more than %d lines. Split it."), r->base, IMPORT_LINES);
		}
		r->bytes += got;
		if (r->bytes > IMPORT_BYTES)
			ok = ok && err_set(r->e, ERR_DATA, _("%s is larger than %d MB. Split it."), r->base, (int)(IMPORT_BYTES >> 20));
	}
	if (ok && csv_fini(p, on_cell, on_row, in) != 0) {
		r->line = r->row_line;
		ok = bad_file(r, _("A quotation mark opened here is never closed."));
	}
	free(block);
	return ok && !r->stop;
}

bool import_read(struct import_run *r, bool (*row)(struct import_run *r), struct err *e)
{
	struct reader in = { r, row };
	struct csv_parser parser;
	crypto_generichash_state digest;
	r->e = e;
	r->columns = r->cells = r->line = 0;
	r->bytes = r->row_bytes = 0;
	r->stop = false;
	buf_clear(&r->text);
	if (lseek(r->fd, 0, SEEK_SET) != 0)
		return err_set(e, ERR_IO, _("%s cannot be read: %s."), r->base, strerror(errno));
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		return err_set(e, ERR_BUG, "csv_init");
	crypto_generichash_init(&digest, NULL, 0, sizeof r->digest);
	bool ok = blocks(r, &parser, &in, &digest);
	csv_free(&parser);
	if (!ok)
		return err_set(e, ERR_DATA, _("%s cannot be imported."), r->base); /* unless a sentence stands there already */
	unsigned char now[sizeof r->digest];
	crypto_generichash_final(&digest, now, sizeof now);
	if (r->writing && memcmp(now, r->digest, sizeof now))
		return err_set(e, ERR_DATA, _("%s changed while it was read. Nothing was written."), r->base);
	memcpy(r->digest, now, sizeof now);
	if (!r->columns)
		return err_set(e, ERR_DATA, _("%s is empty. The first line names the columns; \"import template %s\" writes an example."), r->base, r->kind->name);
	return true;
}
