/* Workbooks by libxlsxwriter in constant memory: rows go to temporary files as they come. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "src/base/i18n.h"
#include "src/print/model.h"
#include "src/print/module.h"
#include "src/print/temporary.h"

#define SHEET_NAME_MAX 31      /* characters, Excel's limit */
#define ROWS_MAX 1048576       /* rows of a sheet, Excel's limit */
#define EXACT INT64_C(999999999999999) /* a spreadsheet keeps 15 digits */
#define EPOCH 946684800        /* 2000-01-01: the date of a workbook that names none */

struct book {
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *head, *text[3][2], *number[2], *grouped[2]; /* [align][total] */
	enum align align[PRINT_COLUMNS_MAX];
	int n, sheets, fd;
	lxw_row_t row;
	bool full;
	lxw_error status;
};

static lxw_format *make_format(struct book *b, enum align align, bool bold, const char *number)
{
	static const uint8_t aligns[] = { [ALIGN_LEFT] = LXW_ALIGN_LEFT, [ALIGN_RIGHT] = LXW_ALIGN_RIGHT, [ALIGN_CENTER] = LXW_ALIGN_CENTER };
	lxw_format *f = workbook_add_format(b->workbook);
	format_set_align(f, aligns[align]);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (bold) {
		format_set_bold(f);
		format_set_top(f, LXW_BORDER_THIN);
	}
	if (number)
		format_set_num_format(f, number);
	else
		format_set_num_format(f, "@"); /* text stays text when somebody edits the cell */
	return f;
}

static void make_formats(struct book *b)
{
	b->head = workbook_add_format(b->workbook);
	format_set_bold(b->head);
	format_set_align(b->head, LXW_ALIGN_CENTER);
	format_set_align(b->head, LXW_ALIGN_VERTICAL_CENTER);
	format_set_text_wrap(b->head);
	format_set_border(b->head, LXW_BORDER_THIN);
	format_set_bg_color(b->head, 0xEDEDED);
	for (int total = 0; total < 2; total++) {
		for (int a = ALIGN_LEFT; a <= ALIGN_CENTER; a++)
			b->text[a][total] = make_format(b, (enum align)a, total, NULL);
		b->number[total] = make_format(b, ALIGN_RIGHT, total, "0");
		b->grouped[total] = make_format(b, ALIGN_RIGHT, total, "#,##0");
	}
}

static struct book *book_open(const char *title, caldate date, struct err *e)
{
	struct book *b = mem_alloc(sizeof *b);
	b->fd = temporary_file(e);
	if (b->fd < 0) {
		free(b);
		return NULL;
	}
	char path[40];
	snprintf(path, sizeof path, "/proc/self/fd/%d", b->fd); /* the library wants a name; the file has none */
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	b->workbook = workbook_new_opt(path, &options);
	if (!b->workbook) {
		close(b->fd);
		free(b);
		err_set(e, ERR_MEMORY, _("There is not enough memory for the workbook. Close other programs and try again, or choose CSV."));
		return NULL;
	}
	char *name = mem_dup(title);
	name[strcspn(name, "\n")] = '\0';
	lxw_doc_properties properties = { .title = name };
	properties.created = date == DATE_NONE || date <= 0 ? EPOCH : (time_t)date * 86400;
	workbook_set_properties(b->workbook, &properties);
	free(name);
	make_formats(b);
	return b;
}

/* The first characters of a caption that Excel takes for a sheet's name; room for a number behind. */
static void legal_name(const char *caption, size_t characters, char *out, size_t size)
{
	size_t n = 0, used = 0;
	for (const char *s = caption; *s && *s != '\n';) {
		size_t bytes = 1;
		while (((unsigned char)s[bytes] & 0xC0) == 0x80)
			bytes++;
		if (++used > characters || n + bytes >= size || bytes > 3) /* beyond the BMP counts double: left out */
			break;
		if (bytes == 1 && strchr("[]:*?/\\'", *s))
			out[n++] = '-';
		else {
			memcpy(out + n, s, bytes);
			n += bytes;
		}
		s += bytes;
	}
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
}

static void add_sheet(struct book *b, const char *caption)
{
	char name[128];
	legal_name(caption, SHEET_NAME_MAX, name, sizeof name);
	for (int i = 2; i < 1000 && (!*name || workbook_validate_sheet_name(b->workbook, name) != LXW_NO_ERROR); i++) {
		char base[100];
		legal_name(caption, SHEET_NAME_MAX - 6, base, sizeof base);
		snprintf(name, sizeof name, "%s (%d)", *base ? base : "Tabel", *base ? i : b->sheets);
		if (!*base)
			b->sheets += i > 2;
	}
	b->sheet = workbook_add_worksheet(b->workbook, name);
	if (!b->sheet)
		b->sheet = workbook_add_worksheet(b->workbook, NULL);
}

static void book_sheet(struct book *b, const char *name, const struct column *columns, int n)
{
	b->sheets++;
	add_sheet(b, name);
	if (!b->sheet) {
		b->status = LXW_ERROR_MEMORY_MALLOC_FAILED;
		return;
	}
	b->n = n;
	worksheet_set_paper(b->sheet, 9); /* A4 */
	worksheet_set_landscape(b->sheet);
	worksheet_fit_to_pages(b->sheet, 1, 0);
	worksheet_repeat_rows(b->sheet, 0, 0);
	worksheet_freeze_panes(b->sheet, 1, 0);
	for (int i = 0; i < n; i++) {
		size_t title = strlen(columns[i].title);
		double width = columns[i].width ? columns[i].width : 28;
		if (width < (double)title && title <= 16)
			width = (double)title;
		b->align[i] = columns[i].align;
		worksheet_set_column(b->sheet, (lxw_col_t)i, (lxw_col_t)i, width + 2, NULL);
	}
	for (int i = 0; i < n; i++)
		worksheet_write_string(b->sheet, 0, (lxw_col_t)i, columns[i].title, b->head);
	b->row = 1;
}

static void book_row(struct book *b, const char *const *cells, bool total)
{
	if (b->status || b->full)
		return;
	if (b->row >= ROWS_MAX) {
		b->full = true;
		return;
	}
	for (int i = 0; i < b->n; i++) {
		const char *cell = cells[i];
		int64_t value;
		bool number = b->align[i] == ALIGN_RIGHT && print_number(cell, false, &value) && value <= EXACT && value >= -EXACT;
		const char *digits = cell + (*cell == '-');
		lxw_error status = LXW_NO_ERROR;
		if (number && (*digits != '0' || !digits[1])) /* 007 is a name, not a number */
			status = worksheet_write_number(b->sheet, b->row, (lxw_col_t)i, (double)value, strchr(cell, '.') ? b->grouped[total] : b->number[total]);
		else if (*cell || total)
			status = worksheet_write_string(b->sheet, b->row, (lxw_col_t)i, cell, b->text[b->align[i]][total]);
		if (status && !b->status)
			b->status = status;
	}
	b->row++;
}

static bool copy_out(int from, int to, struct err *e)
{
	char bytes[65536];
	if (lseek(from, 0, SEEK_SET) < 0)
		return err_set(e, ERR_IO, _("The workbook could not be read back: %s."), strerror(errno));
	for (;;) {
		ssize_t got = read(from, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			return true;
		if (got < 0)
			return err_set(e, ERR_IO, _("The workbook could not be read back: %s."), strerror(errno));
		for (ssize_t done = 0; done < got;) {
			ssize_t put = write(to, bytes + done, (size_t)(got - done));
			if (put < 0 && errno == EINTR)
				continue;
			if (put <= 0)
				return err_set(e, ERR_IO, _("The file could not be written: %s."), strerror(errno));
			done += put;
		}
	}
}

static bool book_close(struct book *b, int fd, struct err *e)
{
	bool ok = false;
	if (fd < 0 || b->status || b->full) {
		lxw_workbook_free(b->workbook);
	} else {
		b->status = workbook_close(b->workbook);
		ok = !b->status && copy_out(b->fd, fd, e);
	}
	if (b->full)
		err_set(e, ERR_DATA, _("A sheet holds at most %d rows. Choose CSV, or a shorter period."), ROWS_MAX);
	else if (b->status)
		err_set(e, ERR_IO, _("The workbook could not be made: %s. Choose CSV, or free space in /tmp."), lxw_strerror(b->status));
	close(b->fd);
	free(b);
	return ok;
}

const struct print_module pantidesk_print_module_1 = { module_render_pdf, book_open, book_sheet, book_row, book_close };
