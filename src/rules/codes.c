#include "src/rules/codes.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include <string.h>

const struct code_list code_lists[] = {
#define LIST(list, label, fixed) { list, label, fixed },
#define CODE(list, code, label)
#include "src/rules/codes.def"
#undef LIST
#undef CODE
};
const size_t code_lists_count = COUNT(code_lists);

/* A LIST row starts the numbering of its codes anew; it is no row itself. */
enum code_line {
#define LIST(list, label, fixed)
#define CODE(list, code, label) CODE_LINE(__LINE__),
#define CODE_LINE(n) CODE_LINE_(n)
#define CODE_LINE_(n) CODE_AT_##n
#include "src/rules/codes.def"
#undef LIST
#undef CODE
	CODE_LINES
};

const struct code_row code_rows[] = {
#define LIST(list, label, fixed)
#define CODE(list, code, label) { list, code, label, (int)CODE_LINE(__LINE__) + 1 },
#include "src/rules/codes.def"
#undef LIST
#undef CODE
};
const size_t code_rows_count = COUNT(code_rows);

const struct code_list *code_list_find(const char *list)
{
	for (size_t i = 0; i < code_lists_count; i++)
		if (str_equal(code_lists[i].code, list))
			return &code_lists[i];
	return NULL;
}

const struct code_row *code_rows_of(const char *list, size_t *count)
{
	const struct code_row *first = NULL;
	*count = 0;
	for (size_t i = 0; i < code_rows_count; i++)
		if (str_equal(code_rows[i].list, list)) {
			if (!first)
				first = &code_rows[i];
			++*count;
		}
	return first;
}

const struct code_row *code_find(const char *list, const char *code)
{
	size_t count;
	const struct code_row *row = code_rows_of(list, &count);
	for (; count; row++, count--)
		if (str_equal(row->code, code))
			return row;
	return NULL;
}

const char *code_label(const char *list, const char *code)
{
	const struct code_row *row = code_find(list, code);
	return row ? _(row->label) : code ? code : "";
}

size_t code_choices(const char *list, struct choice *out, size_t max)
{
	size_t count, n = 0;
	const struct code_row *row = code_rows_of(list, &count);
	for (; n < count && n + 1 < max; n++)
		out[n] = (struct choice){ row[n].code, _(row[n].label) };
	if (max)
		out[n] = (struct choice){ NULL, NULL };
	return n;
}

bool codes_next(const char **at, char *out, size_t size)
{
	const char *from = *at ? *at : "";
	while (*from == '|')
		from++;
	size_t length = strcspn(from, "|");
	if (!length) {
		*at = from;
		str_copy(out, size, "");
		return false;
	}
	size_t kept = length < size ? length : size - 1;
	memcpy(out, from, kept);
	out[kept] = '\0';
	*at = from + length;
	return true;
}

bool codes_have(const char *codes, const char *code)
{
	char one[64];
	while (codes_next(&codes, one, sizeof one))
		if (!strcmp(one, code))
			return true;
	return false;
}

void codes_first(const char *codes, char *out, size_t size)
{
	codes_next(&codes, out, size);
}
