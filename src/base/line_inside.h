/* Shared by line.c and line_view.c only. */
#ifndef BASE_LINE_INSIDE_H
#define BASE_LINE_INSIDE_H
#include "src/base/line.h"

/* Byte offsets of the neighbouring characters; the end and 0 stay where they are. */
size_t line_next(const struct line *l, size_t at);
size_t line_previous(const struct line *l, size_t at);

#endif
