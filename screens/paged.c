#include "screens/paged.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/table.h"
#include "src/base/i18n.h"

const char *paged_key(struct arena *a, int64_t rank, int64_t sort) { return arena_printf(a, "%lld:%lld", (long long)rank, (long long)sort); }

static struct paged_from place_of(const struct list_row *edge, bool back)
{
	struct paged_from p = { .back = back, .edge = edge != NULL, .rank = back ? 1000 : -1, .key = "" };
	char *end;
	if (!edge) return p;
	p.id = edge->id;
	p.key = edge->key;
	p.rank = strtoll(edge->key, &end, 10);
	p.sort = *end == ':' ? strtoll(end + 1, NULL, 10) : 0;
	return p;
}

static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	struct screen *s = ctx;
	const struct paged *p = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct paged_from at = place_of(edge, from == LIST_BEFORE);
	if (from == LIST_AT && edge) at.id += p->class->newest ? 1 : -1; /* the id is the last part of every order: just before the edge itself */
	int got = p->class->fetch(s, &at, n, rows, a, &e);
	return got < 0 ? ui_error(screen_ui(s), &e), 0 : got;
}

static bool locate(void *ctx, row_id id, struct list_row *row, struct arena *a)
{
	return ((const struct paged *)screen_state(ctx))->class->locate(ctx, id, row, a);
}

static void search(void *ctx, const char *typed)
{
	struct paged *p = screen_state(ctx);
	STR_SET(p->text, typed);
	p->count = -1;
}

static void status(void *ctx, char *out, size_t size)
{
	struct paged *p = screen_state(ctx);
	struct err e = { ERR_NONE, "" };
	const char *second = strchr(strchr(p->class->said, '%') + 1, '%');
	if (p->count < 0) p->count = p->class->count(ctx, false, &e);
	if (p->all < 0) p->all = second ? p->class->count(ctx, true, &e) : 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(out, size, _(p->class->said), (long long)p->count, (long long)p->all); /* of the class: one or two %lld, checked by msgfmt */
#pragma GCC diagnostic pop
}

static const char *filter(void *ctx) { return ((const struct paged *)screen_state(ctx))->filter; }

static void detail(void *ctx, const struct list_row *row, char *out, size_t size)
{
	struct arena *a = arena_new();
	str_copy(out, size, ((const struct paged *)screen_state(ctx))->class->detail(ctx, row->id, a));
	arena_free(a);
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row) { (void)((const struct paged *)screen_state(ctx))->class->enter(ui, row->id); }

void paged_open(struct screen *s, const struct paged_class *class)
{
	struct paged *p = screen_state(s);
	p->class = class;
	p->count = p->all = -1;
	p->source = (struct list_source){ .columns = class->columns, .page = page, .locate = class->locate ? locate : NULL, .search = search, .status = status, .filter = filter,
		.detail = detail, .enter = enter, .empty = class->empty, .nothing = class->nothing };
	list_open(&p->list, screen_ui(s), &p->source, s);
}

static void anew(struct screen *s)
{
	struct paged *p = screen_state(s);
	struct arena *a = arena_new();
	p->count = -1;
	if (p->class->bare) STR_SET(p->filter, p->class->words(s, a));
	else snprintf(p->filter, sizeof p->filter, _("Filter: %s (F6)"), p->class->words(s, a));
	arena_free(a);
}

bool paged_load(struct screen *s, struct err *e)
{
	struct paged *p = screen_state(s);
	anew(s);
	p->all = -1;
	list_reload(&p->list, screen_ui(s));
	(void)e;
	return true;
}

void paged_filtered(struct screen *s)
{
	struct paged *p = screen_state(s);
	anew(s);
	list_top(&p->list, screen_ui(s));
}

bool paged_act(struct screen *s, bool (*act)(struct ui *ui, row_id id))
{
	const struct list_row *row = table_chosen(s);
	return row && act(screen_ui(s), row->id);
}
