/*
 * Drawing on PDF pages. Every measure is a whole number of hundredths of a point; y runs down from the top of the page, so a
 * renderer thinks as a typist does; only pdf_draw.c turns to PDF's own coordinates.
 */
#ifndef PRINT_MODULE_PDF_H
#define PRINT_MODULE_PDF_H
#include <hpdf.h>
#include "src/print/lines.h"

#define PT 100 /* one point */
#define LEADING(size) ((size) * 5 / 4)

struct pdf;
struct type { struct pdf *pdf; int size; bool bold; }; /* context of a measure */

struct pdf {
	HPDF_Doc doc;
	HPDF_Font font[2], wide;     /* Helvetica, Helvetica-Bold; the TTF for what CP1252 lacks, loaded when first needed */
	int advance[2][256];         /* thousandths of the size, by CP1252 byte */
	HPDF_STATUS status;          /* first error of libharu, 0 = none */
	struct err *e;
	bool bad;                    /* e is set */
	struct arena *arena;
	const struct document *d;
	const struct render_options *o;
	HPDF_Page page;
	HPDF_Page *pages;
	size_t count, room;
	int width, height, left, right, top, bottom; /* paper, and the edges of what may be written on */
	int y;                       /* upper edge of what comes next */
	bool empty;                  /* nothing on this page yet */
};

bool pdf_open(struct pdf *p);
void pdf_new_page(struct pdf *p);
bool pdf_need(struct pdf *p, int height); /* new page unless so much is free; true when one began */
struct measure pdf_measure(struct type *type);
int pdf_text_width(struct pdf *p, const char *s, int size, bool bold);
/* One line; y is the upper edge of its line box. */
void pdf_text(struct pdf *p, int x, int y, int width, const char *s, int size, bool bold, enum align align);
void pdf_line(struct pdf *p, int x1, int y1, int x2, int y2, int thickness);
void pdf_fill(struct pdf *p, int x, int y, int width, int height, double gray);
void pdf_table(struct pdf *p, const struct table *t);

#endif
