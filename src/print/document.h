/*
 * A printed report before it has a format. A layout (monthly.c, receipts.c ...) builds a document and knows no format; a
 * renderer (text.c, escp.c, pdf.c, xlsx.c, csv.c) draws any document and knows no report. A closed month stores the document
 * itself (document_store), so a reprint draws the same bytes years later.
 */
#ifndef PRINT_DOCUMENT_H
#define PRINT_DOCUMENT_H
#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/base/mem.h"

enum paper_size { PAPER_A4, PAPER_F4, PAPER_80, PAPER_136 };
enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };

struct document;

/* Everything added passes the text gate and is copied into the document's own arena; a title may have several lines ('\n'), the first is
 * the largest. NULL is "". Owner: caller, document_free. */
struct document *document_new(const char *title);
void document_free(struct document *d);

/* Kop: up to three levels plus an address line; printed on the first page. Empty ones are left out. */
void document_letterhead(struct document *d, const char *level1, const char *level2, const char *level3, const char *address);
void document_demo(struct document *d, bool demo);        /* CONTOH on every page */
void document_date(struct document *d, caldate date);     /* the day the files name as their making (PDF, XLSX properties); never today's on a reprint */
void document_landscape(struct document *d, bool on);     /* wide tables: the PDF page turns, text prefers 136 */
void document_footer(struct document *d, const char *text); /* left of "hal x/y" on every page: "Dicetak Rina 03-08-2026 10.31", audit head */
void document_reference(struct document *d, const char *label, const char *value); /* Nomor, Lampiran, Perihal ... under the kop */

void document_heading(struct document *d, const char *text);
void document_paragraph(struct document *d, const char *text);             /* wraps; '\n' breaks */
void document_pair(struct document *d, const char *label, const char *value); /* label : value, aligned with its neighbours */
void document_note(struct document *d, const char *text);                  /* small print, named differences */
void document_page_break(struct document *d);
void document_space(struct document *d);

/* A table: columns first, then rows of exactly that many cells. Rows never split over pages; heads repeat. */
struct column {
	const char *title;
	int width;          /* columns of text at 80; PDF scales by it; 0 = takes what is left */
	enum align align;
	bool carry;         /* numeric: totals per page carried over where document_table_carry is on */
};
void document_table(struct document *d, const char *caption, const struct column *columns, int n);
void document_table_carry(struct document *d, bool on); /* for the treasurer: page totals and "pindahan" */
void document_row(struct document *d, const char *const *cells);     /* of the last table */
void document_row_total(struct document *d, const char *const *cells); /* bold / ruled above */
void document_row_height(struct document *d, int lines); /* rows of the last table get at least this many lines (signatures) */

/* Horizontal bars: label, value, drawn with '#' in text. */
void document_chart(struct document *d, const char *caption, const char *const *labels, const int64_t *values, int n);

/* Up to four signature blocks side by side (two per line at 80 columns); kept together on one page. */
struct signature { const char *above /* "Mengetahui," or place and date */, *title, *name, *rank, *nip; };
void document_signatures(struct document *d, const struct signature *s, int n);

/* The stored form of a closed month: versioned, exact; load checks everything and never trusts the bytes. */
void document_store(const struct document *d, struct buf *out);
struct document *document_load(const void *bytes, size_t size, struct err *e);

struct render_options {
	enum paper_size paper;
	const char *printed; /* "Dicetak Rina 03-08-2026 10.31": the one part that may differ between reprints */
	bool letterhead;     /* kop on the page (off for pre-printed paper: its room stays empty) */
	const char *font_path; /* a TTF for characters outside CP1252; NULL = configured default */
};
/* Every renderer: complete bytes into out, or false with a clear error. */
bool render_text(const struct document *d, const struct render_options *o, struct buf *out, struct err *e);
bool render_escp(const struct document *d, const struct render_options *o, struct buf *out, struct err *e); /* CP437 + ESC/P for LX-type printers */
bool render_pdf(const struct document *d, const struct render_options *o, struct buf *out, struct err *e);  /* fixed dates and ID: same document, same bytes */
bool render_csv(const struct document *d, const struct render_options *o, struct buf *out, struct err *e);  /* tables only */
bool render_xlsx(const struct document *d, const struct render_options *o, struct buf *out, struct err *e); /* one sheet per table; digits stay text */

#endif
