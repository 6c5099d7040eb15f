/* The list: selecting, searching, keys. The window over the source: list_window.c; painting: list_draw.c. */
#include "screens/ui/list.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/list_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define DETAIL_MS 150 /* after the last key */
#define PENDING_MS 2  /* the page is painted first, and a key that waits is taken first */
#define SEARCH_MS 150 /* hemat jaringan: pause before the search runs */

void list_open(struct list *l, struct ui *ui, const struct list_source *source, void *ctx)
{
	(void)ui;
	memset(l, 0, sizeof *l);
	l->source = source;
	l->ctx = ctx;
	l->height = 18;
}

void list_close(struct list *l, struct ui *ui)
{
	ui_after_cancel(ui, l);
	arena_free(l->arena);
	l->arena = NULL;
	l->rows = NULL;
	l->count = 0;
}

const struct list_row *list_selected(const struct list *l)
{
	return l->count > 0 ? &l->rows[l->at] : NULL;
}

/* For readers of one line at a time: the chosen row as "head: value" of every column, those the width left out too. */
static void detail_pairs(const struct list *l, const struct list_row *row, char *out, size_t size)
{
	size_t n = 0;

	for (int i = 0; i < LIST_COLUMNS && l->source->columns[i].head && n < size; i++)
		if (row->cell[i] && row->cell[i][0])
			n += (size_t)snprintf(out + n, size - n, l->source->columns[i].head[0] ? "%s%s: %s" : "%s%s%s", n ? "; " : "", l->source->columns[i].head[0] ? _(l->source->columns[i].head) : "", row->cell[i]);
}

static bool has_detail(const struct list *l, const struct ui *ui)
{
	return (l->source->detail || ui->o.accessible) && !l->no_detail;
}

static void detail_now(struct list *l, struct ui *ui)
{
	const struct list_row *row = list_selected(l);

	l->detail[0] = '\0';
	l->detail_of = row ? row->id : 0;
	if (row && l->source->detail && !l->no_detail)
		l->source->detail(l->ctx, row, l->detail, sizeof l->detail);
	if (row && ui->o.accessible && !l->no_detail)
		detail_pairs(l, row, l->detail, sizeof l->detail);
	if (has_detail(l, ui))
		STR_SET(ui->hint, l->detail);
}

static void go_on(struct list *l, struct ui *ui);

static void detail_due(struct ui *ui, void *owner)
{
	detail_now(owner, ui);
}

static void pending_due(struct ui *ui, void *owner)
{
	struct list *l = owner;
	int before = l->count;

	if (!l->pending)
		return;
	list_extend(l, true);
	list_settle(l);
	if (before == 0 && l->count > 0)
		detail_now(l, ui);
	go_on(l, ui);
	if (l->count > before || !l->pending)
		ui_repaint(ui);
}

/* A page that is not full and not finished is filled piece by piece. */
static void go_on(struct list *l, struct ui *ui)
{
	if (l->pending && l->count - l->top >= l->height)
		l->pending = false; /* asked on when it is scrolled */
	if (l->pending)
		ui_after(ui, l, pending_due, PENDING_MS, 0);
}

static void moved(struct list *l, struct ui *ui)
{
	list_settle(l);
	go_on(l, ui);
	if (has_detail(l, ui))
		ui_after(ui, l, detail_due, DETAIL_MS, 0);
	ui_moved(ui);
}

static bool find_id(struct list *l, row_id id)
{
	for (int i = 0; i < l->count; i++)
		if (l->rows[i].id == id) {
			l->at = i;
			return true;
		}
	return false;
}

void list_select(struct list *l, struct ui *ui, row_id id)
{
	if (!find_id(l, id) && l->source->locate) {
		struct arena *a = arena_new();
		struct list_row row = { .id = id };
		if (l->source->locate(l->ctx, id, &row, a)) {
			if (!row.key)
				row.key = "";
			row.id = id;
			list_load_at(l, &row);
			l->top = l->at = 0;
			find_id(l, id);
			for (int back = l->height / 2; back > 0 && l->top == 0 && !l->first_known; back -= l->height) {
				list_extend(l, false); /* some rows before it, so that it does not cling to the upper edge */
				l->top = l->at - l->height / 2 > 0 ? l->at - l->height / 2 : 0;
			}
		}
		arena_free(a);
	}
	list_settle(l);
	go_on(l, ui);
	detail_now(l, ui);
	ui_repaint(ui);
}

void list_reload(struct list *l, struct ui *ui)
{
	row_id id = l->count > 0 ? l->rows[l->at].id : 0;
	int at = l->at - l->top, count = l->count;

	if (count == 0 || (l->first_known && l->top == 0))
		list_load_at(l, NULL);
	else
		list_load_at(l, &l->rows[l->top]);
	l->top = 0;
	l->at = at;
	if (id && !find_id(l, id) && l->source->locate) {
		list_select(l, ui, id);
		return;
	}
	list_settle(l);
	go_on(l, ui);
	detail_now(l, ui);
	ui_repaint(ui);
}

void list_top(struct list *l, struct ui *ui)
{
	list_load_at(l, NULL);
	l->top = l->at = 0;
	list_settle(l);
	go_on(l, ui);
	detail_now(l, ui);
	ui_repaint(ui);
}

static void list_bottom(struct list *l, struct ui *ui)
{
	int n = l->height > 0 ? l->height : 1;
	struct arena *a = arena_new();
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	int got = list_fetch(l, LIST_BEFORE, NULL, n + 1, rows, a);

	list_reverse(rows, got);
	list_window_set(l, a, rows, got);
	l->last_known = true;
	l->first_known = got < n + 1;
	l->at = got - 1;
	l->top = 0;
	moved(l, ui);
}

static void search_run(struct list *l, struct ui *ui)
{
	row_id id = l->search[0] == '\0' && l->count > 0 ? l->rows[l->at].id : 0;

	l->searching = false;
	l->source->search(l->ctx, l->search);
	list_top(l, ui); /* the rows held are of another text */
	if (id && l->source->locate)
		list_select(l, ui, id); /* the text is gone: stay with the same child */
}

static void search_due(struct ui *ui, void *owner)
{
	search_run(owner, ui);
}

void list_search(struct list *l, struct ui *ui, const char *text)
{
	if (!l->source->search)
		return;
	STR_SET(l->search, text);
	ui_repaint(ui);
	if (ui->o.frugal && !ui->o.headless) {
		l->searching = true;
		ui_after(ui, l, search_due, SEARCH_MS, 0);
	} else {
		search_run(l, ui);
	}
}

static bool key_search(struct list *l, struct ui *ui, int key)
{
	char text[LIST_SEARCH_MAX + 8];
	size_t n = strlen(l->search);

	STR_SET(text, l->search);
	if (key == K_BACKSPACE) {
		if (n == 0)
			return false;
		while (n > 0 && ((unsigned char)text[--n] & 0xC0) == 0x80)
			;
		text[n] = '\0';
	} else if (key == K_PASTE) {
		str_copy(text + n, LIST_SEARCH_MAX - n, ui_pasted(ui));
	} else {
		char point[5];
		int size = text_encode(key, point);
		if (n + (size_t)size >= LIST_SEARCH_MAX || (key == ' ' && n == 0))
			return true;
		memcpy(text + n, point, (size_t)size + 1);
	}
	list_search(l, ui, text);
	return true;
}

static bool key_mouse(struct list *l, struct ui *ui)
{
	int row, col, button;

	if (!ui_mouse(ui, &row, &col, &button))
		return false;
	if (button == 64 || button == 65) {
		l->at += button == 64 ? -3 : 3;
		moved(l, ui);
		return true;
	}
	int i = row - l->painted.row;
	if (button != 0 || i < 0 || i >= l->painted.rows || l->top + i >= l->count)
		return false;
	if (l->at == l->top + i && l->source->enter) {
		l->source->enter(ui, l->ctx, list_selected(l));
		return true;
	}
	l->at = l->top + i;
	moved(l, ui);
	return true;
}

static void page_down(struct list *l)
{
	int n = l->height > 0 ? l->height : 1;

	while (l->count - l->top < 2 * n && !l->last_known)
		list_extend(l, true);
	l->at += n;
	if (l->top + n < l->count)
		l->top += n;
}

static void page_up(struct list *l)
{
	int n = l->height > 0 ? l->height : 1;

	while (l->top < n && !l->first_known)
		list_extend(l, false);
	l->at -= n;
	l->top = l->top > n ? l->top - n : 0;
}

bool list_key(struct list *l, struct ui *ui, int key)
{
	if (l->searching && (key == K_ENTER || key == K_RIGHT || key == K_UP || key == K_DOWN)) {
		ui_after_cancel(ui, l);
		search_run(l, ui); /* what the key acts on must be what was asked for */
	}
	switch (key) {
	case K_UP:
		if (l->at == 0 && !l->first_known && l->count > 0)
			list_extend(l, false);
		l->at--;
		moved(l, ui);
		return true;
	case K_DOWN:
		if (l->at == l->count - 1 && !l->last_known)
			list_extend(l, true);
		l->at++;
		moved(l, ui);
		return true;
	case K_PGDN:
		page_down(l);
		moved(l, ui);
		return true;
	case K_PGUP:
		page_up(l);
		moved(l, ui);
		return true;
	case K_HOME:
		if (l->first_known) {
			l->at = l->top = 0;
		} else {
			list_load_at(l, NULL);
			l->at = l->top = 0;
		}
		moved(l, ui);
		return true;
	case K_END:
		if (l->last_known) {
			l->at = l->count - 1;
			moved(l, ui);
		} else {
			list_bottom(l, ui);
		}
		return true;
	case K_ENTER: case K_RIGHT:
		if (!l->source->enter || !list_selected(l))
			return false;
		l->source->enter(ui, l->ctx, list_selected(l));
		return true;
	case K_ESC:
		if (!l->search[0] || !l->source->search)
			return false;
		list_search(l, ui, "");
		return true;
	case K_MOUSE:
		return key_mouse(l, ui);
	case K_BACKSPACE: case K_PASTE:
		return l->source->search && key_search(l, ui, key);
	default:
		return l->source->search && key_is_text(key) && key_search(l, ui, key);
	}
}
