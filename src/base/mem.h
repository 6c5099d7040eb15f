/* Memory: an arena per list, screen load or report; everything in it goes at once. */
#ifndef BASE_MEM_H
#define BASE_MEM_H
#include <stdarg.h>
#include "src/base/types.h"

struct arena; /* grows in chunks; not shared between threads (there are none) */

struct arena *arena_new(void);            /* owner: caller, ends with arena_free */
void arena_free(struct arena *a);         /* NULL is fine */
void arena_reset(struct arena *a);        /* keeps the first chunk */
size_t arena_bytes(const struct arena *a); /* bytes held from the system */
/* Zeroed, aligned for any type; never NULL (out of memory is fatal, exit 71). */
void *arena_alloc(struct arena *a, size_t bytes);
char *arena_dup(struct arena *a, const char *text); /* NULL gives "" */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define arena_new_of(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

/* malloc family that ends the program with a message instead of returning NULL. */
void *mem_alloc(size_t bytes); /* zeroed */
void *mem_grow(void *old, size_t bytes);
char *mem_dup(const char *text);

/* Bounded copy for fixed arrays: always terminates, cuts at a UTF-8 boundary; returns false when cut. */
bool str_copy(char *out, size_t size, const char *in);
bool str_equal(const char *a, const char *b); /* NULL counts as "" */
#define STR_SET(array, in) str_copy((array), sizeof(array), (in))

#endif
