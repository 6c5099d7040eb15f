/* Pages of plain text, laid out once and written by text.c as UTF-8 and by escp.c as bytes for a dot-matrix printer. */
#ifndef PRINT_PAGES_H
#define PRINT_PAGES_H
#include "src/print/lines.h"

struct page_line { const char *text; bool bold; };
struct page { struct page_line *lines; size_t count, room; };
struct pages {
	struct arena *arena; /* owner of everything here; the caller frees it */
	struct page *page;
	size_t count, room;
	int width;       /* 80 or 136 columns */
	int lines;       /* printed on a page, footer included; every page has exactly so many */
	int form_lines;  /* lines from one sheet or fold to the next at 6 to the inch */
};
void pages_make(const struct document *d, const struct render_options *o, struct pages *out);

/* While pages are made. */
struct flow {
	struct pages *p;
	const struct document *d;
	struct measure measure;
	int body; /* lines of a page that are not footer */
};
void flow_line(struct flow *f, const char *text, bool bold); /* begins a new page when this one is full */
int flow_left(const struct flow *f);                         /* lines still free on the page */
bool flow_empty(const struct flow *f);                       /* nothing but the page's head stands on it */
void flow_need(struct flow *f, int lines);                   /* new page unless so many lines are free (or the page is empty) */
void flow_new_page(struct flow *f);
void flow_gap(struct flow *f);                               /* one empty line, never at the top of a page nor twice */
/* text in a field of `width` columns */
void pad_to(struct buf *b, const char *text, int width, enum align align);
void flow_table(struct flow *f, const struct table *t);
void flow_signatures(struct flow *f, const struct signature *s, int n);
/* Before block `at` is written: when signatures follow it, both go to one page. indent: columns the block is moved in. */
void flow_keep_with_signatures(struct flow *f, size_t at, int indent);

#endif
