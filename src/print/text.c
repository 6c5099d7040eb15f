/* Plain text in UTF-8: the pages with a form feed between them. */
#include "src/print/pages.h"

bool render_text(const struct document *d, const struct render_options *o, struct buf *out, struct err *e)
{
	(void)e;
	struct pages p;
	pages_make(d, o, &p);
	for (size_t i = 0; i < p.count; i++) {
		if (i)
			buf_putc(out, '\f');
		for (size_t k = 0; k < p.page[i].count; k++) {
			buf_puts(out, p.page[i].lines[k].text);
			buf_putc(out, '\n');
		}
	}
	arena_free(p.arena);
	return true;
}
