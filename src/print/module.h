/*
 * PDF and XLSX are made by libharu and libxlsxwriter, which a desk that shows lists should not pay for at start. So what needs
 * them stands in a shared object, pantidesk-print.so (src/print/module/), that is loaded when the first such page is made, from
 * beside the program or from LIBDIR/pantidesk, and let go afterwards.
 */
#ifndef PRINT_MODULE_H
#define PRINT_MODULE_H
#include "src/print/document.h"

struct book;

struct print_module {
	bool (*pdf)(const struct document *, const struct render_options *, struct buf *, struct err *);
	/* A workbook written row by row to a file of its own and copied to fd at the end. title and date become its properties. */
	struct book *(*book_open)(const char *title, caldate date, struct err *);
	/* Starts a sheet: bold head, frozen; the name is made legal and unique. */
	void (*book_sheet)(struct book *, const char *name, const struct column *, int n);
	void (*book_row)(struct book *, const char *const *cells, bool total); /* gated texts */
	/* Writes everything to fd and frees the book; fd -1 throws it away. False with the first fault met. */
	bool (*book_close)(struct book *, int fd, struct err *);
};
#define PRINT_MODULE_SYMBOL "pantidesk_print_module_1" /* const struct print_module; the number grows with this struct */
extern const struct print_module pantidesk_print_module_1;

bool module_render_pdf(const struct document *d, const struct render_options *o, struct buf *out, struct err *e);

/* Loads the module; *handle goes to module_close. NULL with a clear error when it is missing or of another build. */
const struct print_module *module_open(void **handle, struct err *e);
void module_close(void *handle);

#endif
