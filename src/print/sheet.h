/*
 * Rows for a spreadsheet, one after another and never held: an export of 500,000 residents takes the memory of one row. Used by
 * `export`; csv.c and xlsx.c write a document's tables by the same functions, so a cell is quoted in one way only.
 */
#ifndef PRINT_SHEET_H
#define PRINT_SHEET_H
#include "src/print/document.h"

enum sheet_format { SHEET_CSV, SHEET_XLSX };
struct sheet;

/* Writes to fd from where it stands (a file, a pipe); the caller opens and closes it. name: of the sheet and the file's title.
 * n columns, 1 .. 64, which must live as long as the sheet. NULL with an error when XLSX cannot be made here. */
struct sheet *sheet_open(enum sheet_format format, int fd, const char *name, const struct column *columns, int n, struct err *e);
/* n cells in any text; passes the gate on the way out. False after the first fault: no use to go on, sheet_close names it. */
bool sheet_row(struct sheet *s, const char *const *cells);
/* Writes what is left (XLSX: everything) and frees. False with the first fault: what fd holds is then not whole. NULL is fine. */
bool sheet_close(struct sheet *s, struct err *e);
/* Frees and writes nothing more. */
void sheet_abandon(struct sheet *s);

/*
 * One line of CSV as Indonesian spreadsheets read it: `;` between cells, CRLF at the end, quotes doubled. A cell that a spreadsheet
 * would take for a formula (it starts with = + - @ TAB or CR) gets a ' before it, unless it is a plain number such as -5.000 or a lone - for "no value".
 */
void csv_row(struct buf *out, const char *const *cells, int n);
#define CSV_BOM "\xEF\xBB\xBF"

#endif
