#include "src/base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "src/base/err.h"
#include "src/base/i18n.h"

#define CHUNK_FIRST ((size_t)4096)   /* a short list fits in one page */
#define CHUNK_LARGEST ((size_t)65536)

struct chunk {
	struct chunk *next; /* older */
	size_t size, used;  /* bytes after this head */
	max_align_t data[];
};

struct arena {
	struct chunk *newest;
	size_t next_size, held;
};

static _Noreturn void out_of_memory(void)
{
	fatal(ERR_MEMORY, "%s", _("Not enough memory. Close other programs and try again; what was saved is safe."));
}

void *mem_alloc(size_t bytes)
{
	void *p = calloc(1, bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *mem_grow(void *old, size_t bytes)
{
	void *p = realloc(old, bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

char *mem_dup(const char *text)
{
	size_t size = strlen(text ? text : "") + 1;
	return memcpy(mem_alloc(size), text ? text : "", size);
}

static void chunk_add(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - sizeof(struct chunk))
		out_of_memory();
	struct chunk *c = malloc(sizeof *c + size); /* not zeroed: arena_alloc does that for what is used */
	if (!c)
		out_of_memory();
	c->next = a->newest;
	c->size = size;
	c->used = 0;
	a->newest = c;
	a->held += sizeof *c + size;
}

struct arena *arena_new(void)
{
	struct arena *a = mem_alloc(sizeof *a);
	a->held = sizeof *a;
	a->next_size = CHUNK_FIRST;
	chunk_add(a, CHUNK_FIRST - sizeof(struct chunk));
	return a;
}

static void chunks_free(struct arena *a, bool keep_first)
{
	while (a->newest && (!keep_first || a->newest->next)) {
		struct chunk *c = a->newest;
		a->newest = c->next;
		a->held -= sizeof *c + c->size;
		free(c);
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	chunks_free(a, false);
	free(a);
}

void arena_reset(struct arena *a)
{
	chunks_free(a, true);
	MUST(a->newest); /* the first chunk always stays */
	a->newest->used = 0;
	a->next_size = CHUNK_FIRST;
}

size_t arena_bytes(const struct arena *a)
{
	return a->held;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	const size_t align = _Alignof(max_align_t);
	if (bytes > SIZE_MAX - align)
		out_of_memory();
	bytes = (bytes + align - 1) / align * align;
	if (bytes > a->newest->size - a->newest->used) {
		if (a->next_size < CHUNK_LARGEST)
			a->next_size *= 2;
		size_t size = a->next_size - sizeof(struct chunk);
		chunk_add(a, bytes > size ? bytes : size);
	}
	char *p = (char *)a->newest->data + a->newest->used;
	a->newest->used += bytes;
	return memset(p, 0, bytes);
}

char *arena_dup(struct arena *a, const char *text)
{
	size_t size = strlen(text ? text : "") + 1;
	return memcpy(arena_alloc(a, size), text ? text : "", size);
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	MUST(n >= 0);
	char *out = arena_alloc(a, (size_t)n + 1);
	vsnprintf(out, (size_t)n + 1, format, again);
	va_end(again);
	return out;
}

bool str_copy(char *out, size_t size, const char *in)
{
	MUST(size > 0);
	if (!in)
		in = "";
	size_t n = strnlen(in, size);
	bool whole = n < size;
	if (!whole) {
		n = size - 1;
		while (n > 0 && ((unsigned char)in[n] & 0xC0) == 0x80)
			n--;
	}
	memmove(out, in, n);
	out[n] = '\0';
	return whole;
}

bool str_equal(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}
