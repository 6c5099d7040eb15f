#include "src/base/buf.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "src/base/err.h"
#include "src/base/mem.h"

/* Room for `more` bytes and the NUL after them. */
static void buf_room(struct buf *b, size_t more)
{
	MUST(more < SIZE_MAX / 4 && b->size < SIZE_MAX / 4);
	if (b->room - b->size > more && b->data)
		return;
	size_t room = b->room ? b->room * 2 : 64;
	if (room <= b->size + more)
		room = b->size + more + 1;
	b->data = mem_grow(b->data, room);
	b->room = room;
}

void buf_add(struct buf *b, const void *bytes, size_t size)
{
	buf_room(b, size);
	if (size)
		memcpy(b->data + b->size, bytes, size);
	b->size += size;
	b->data[b->size] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buf_vprintf(b, format, args);
	va_end(args);
}

void buf_vprintf(struct buf *b, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	MUST(n >= 0);
	buf_room(b, (size_t)n);
	vsnprintf(b->data + b->size, (size_t)n + 1, format, again);
	va_end(again);
	b->size += (size_t)n;
}

const char *buf_text(const struct buf *b)
{
	return b->data ? b->data : "";
}

void buf_clear(struct buf *b)
{
	b->size = 0;
	if (b->data)
		b->data[0] = '\0';
}

void buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf)BUF_EMPTY;
}
