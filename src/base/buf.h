/* A growing byte string: built once, read many times. Always NUL-terminated. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include <stdarg.h>
#include "src/base/types.h"

struct buf {
	char *data; /* never NULL after the first add; "" through buf_text() before */
	size_t size, room;
};
#define BUF_EMPTY { NULL, 0, 0 }

void buf_add(struct buf *b, const void *bytes, size_t size);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
const char *buf_text(const struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
void buf_free(struct buf *b);

#endif
