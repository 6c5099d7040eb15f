/* A list source over rows in memory: filtered by what is typed, words that begin with it first, then those that contain it. */
#include <string.h>

#include "screens/ui/list.h"
#include "src/base/text.h"

/* 0: no hit, 1: some word begins with every typed word, 2: contained. */
static int row_rank(const struct list_array *array, const struct list_row *row)
{
	char all[512] = " ", key[600], typed[LIST_SEARCH_MAX * 2];
	size_t n = 1;
	int rank = 1;

	if (!array->typed[0])
		return 1;
	for (int i = 0; i < LIST_COLUMNS; i++)
		if (row->cell[i] && n + strlen(row->cell[i]) + 2 < sizeof all) {
			memcpy(all + n, row->cell[i], strlen(row->cell[i]));
			n += strlen(row->cell[i]);
			all[n++] = ' ';
			all[n] = '\0';
		}
	key[0] = ' ';
	text_search_key(all, key + 1, sizeof key - 1);
	text_search_prefix(array->typed, typed, sizeof typed);
	for (const char *s = typed; *s;) {
		char word[LIST_SEARCH_MAX * 2 + 1] = " ";
		size_t size = strcspn(s, " ");
		memcpy(word + 1, s, size);
		word[1 + size] = '\0';
		if (!strstr(key, word + 1))
			return 0;
		if (!strstr(key, word))
			rank = 2;
		s += size;
		s += strspn(s, " ");
	}
	return rank;
}

static int order_make(const struct list_array *array, int *order)
{
	int n = 0;

	for (int rank = 1; rank <= 2; rank++)
		for (int i = 0; i < array->count; i++)
			if (row_rank(array, &array->rows[i]) == rank)
				order[n++] = i;
	return n;
}

static int array_page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	const struct list_array *array = ctx;
	int *order = arena_array(a, int, array->count + 1);
	int count = order_make(array, order), at = from == LIST_BEFORE ? count : -1, got = 0;

	if (edge) {
		for (at = 0; at < count && array->rows[order[at]].id != edge->id; at++)
			;
		if (at == count && from != LIST_BEFORE)
			at = -1; /* gone: begin again */
	}
	if (from == LIST_BEFORE) {
		for (int i = at - 1; i >= 0 && got < n; i--)
			rows[got++] = array->rows[order[i]];
	} else {
		for (int i = from == LIST_AT && at >= 0 ? at : at + 1; i < count && got < n; i++)
			rows[got++] = array->rows[order[i]];
	}
	for (int i = 0; i < got; i++)
		rows[i].key = "";
	return got;
}

static bool array_locate(void *ctx, row_id id, struct list_row *row, struct arena *a)
{
	const struct list_array *array = ctx;

	(void)a;
	for (int i = 0; i < array->count; i++)
		if (array->rows[i].id == id && row_rank(array, &array->rows[i]) > 0) {
			*row = array->rows[i];
			return true;
		}
	return false;
}

static void array_search(void *ctx, const char *typed)
{
	struct list_array *array = ctx;

	STR_SET(array->typed, typed);
}

static void array_detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	const struct list_array *array = ctx;
	const char *text = array->detail ? array->detail(array->owner, row) : "";

	str_copy(out, size, text ? text : "");
}

static void array_enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	const struct list_array *array = ctx;

	if (array->enter)
		array->enter(ui, array->owner, row);
}

void list_array_source(struct list_source *s, const struct list_column *columns)
{
	memset(s, 0, sizeof *s);
	s->columns = columns;
	s->page = array_page;
	s->locate = array_locate;
	s->search = array_search;
	s->detail = array_detail;
	s->enter = array_enter;
}
