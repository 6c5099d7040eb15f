/*
 * ESC/P for 9-pin printers of the LX and LQ kind: the pages of text.c in code page 437, 10 characters an inch for 80 columns
 * and condensed (17) for 136. Codes: Epson ESC/P Reference Manual.
 */
#include "src/print/pages.h"
#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include "src/base/i18n.h"

#define ESC "\033"

/* One line in code page 437; what it lacks is written as iconv finds nearest ("e" for "ē"), else '?'. */
static void add_line(iconv_t to, const char *text, struct buf *out)
{
	char *copy = mem_dup(text), *in = copy;
	size_t left = strlen(text);
	while (left) {
		char bytes[256], *at = bytes;
		size_t room = sizeof bytes;
		size_t done = iconv(to, &in, &left, &at, &room);
		int why = errno;
		for (const char *p = bytes; p < at; p++) /* nothing a printer obeys comes from a text */
			buf_putc(out, (unsigned char)*p < 0x20 || *p == 0x7F ? '?' : *p);
		if (done == (size_t)-1 && why != E2BIG) { /* no nearest sign: one '?' for the whole character */
			buf_putc(out, '?');
			do {
				in++;
				left--;
			} while (left && ((unsigned char)*in & 0xC0) == 0x80);
		}
	}
	memset(copy, 0, strlen(text));
	free(copy);
}

bool render_escp(const struct document *d, const struct render_options *o, struct buf *out, struct err *e)
{
	/* TRANSLIT knows letters only in a UTF-8 locale, whatever the caller's is */
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
	iconv_t to = iconv_open("CP437//TRANSLIT", "UTF-8");
	bool ok = to != (iconv_t)-1;
	if (ok) {
		struct pages p;
		pages_make(d, o, &p);
		/* reset; character table PC437; 0x80-0x9F are letters; pitch; lines to the sheet */
		buf_puts(out, ESC "@" ESC "t\001" ESC "6" ESC "P");
		buf_puts(out, p.width > 80 ? "\017" : "\022");
		buf_printf(out, ESC "C%c", p.form_lines);
		for (size_t i = 0; i < p.count; i++) {
			for (size_t k = 0; k < p.page[i].count; k++) {
				const struct page_line *l = &p.page[i].lines[k];
				bool bold = l->bold && *l->text;
				if (bold)
					buf_puts(out, ESC "G"); /* double strike: unlike ESC E it goes with condensed */
				add_line(to, l->text, out);
				buf_puts(out, bold ? ESC "H\r\n" : "\r\n");
			}
			buf_putc(out, '\f');
		}
		buf_puts(out, ESC "@");
		arena_free(p.arena);
		iconv_close(to);
	} else {
		err_set(e, ERR_UNAVAILABLE, _("The character table of the printer (CP437) is not installed. Install the package libc-bin and libc6 again, or print as PDF."));
	}
	if (utf8) {
		uselocale(before);
		freelocale(utf8);
	}
	return ok;
}
