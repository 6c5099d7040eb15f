/* The grid's rows and keys. Painting: grid_draw.c. */
#include "screens/ui/grid.h"

#include <stdio.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/grid_state.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"

void grid_open(struct grid *g, const struct grid_source *source, void *ctx, struct grid_row *rows, int count)
{
	memset(g, 0, sizeof *g);
	g->source = source;
	g->ctx = ctx;
	g->rows = rows;
	g->count = count;
	g->height = 15;
	for (int i = 0; source->columns[i].head; i++)
		if (source->columns[i].flags & GRID_EDIT)
			return;
	g->column = -1; /* nothing to type here */
}

struct grid_row *grid_selected(struct grid *g)
{
	return g->count > 0 ? &g->rows[g->at] : NULL;
}

int grid_ticked(const struct grid *g)
{
	int n = 0;

	for (int i = 0; i < g->count; i++)
		n += g->rows[i].tick;
	return n;
}

rupiah grid_total(const struct grid *g, int amount, bool ticked_only)
{
	rupiah sum = 0;

	for (int i = 0; i < g->count; i++)
		if (g->rows[i].tick || !ticked_only)
			sum += g->rows[i].amount[amount];
	return sum;
}

int grid_edit_columns(const struct grid *g)
{
	int n = 0;

	for (int i = 0; g->source->columns[i].head; i++)
		n += (g->source->columns[i].flags & GRID_EDIT) != 0;
	return n < GRID_AMOUNTS ? n : GRID_AMOUNTS;
}

/* A changed row stands only when the owner agrees. */
static bool row_set(struct grid *g, struct ui *ui, int i, const struct grid_row *want)
{
	struct grid_row next = *want;

	if (g->rows[i].locked)
		return false;
	if (g->source->change && !g->source->change(ui, g->ctx, &next))
		return false;
	g->rows[i] = next;
	g->changed = true;
	return true;
}

static void move_to(struct grid *g, int at)
{
	g->at = at < 0 ? 0 : at >= g->count ? g->count - 1 : at;
	if (g->at < 0)
		g->at = 0;
}

bool grid_settle(struct grid *g, struct ui *ui)
{
	struct problems p = { 0 };
	rupiah amount = 0;

	if (!g->editing)
		return true;
	if (g->typed[0] && !rupiah_parse(g->typed, &amount, NULL, &p)) {
		ui_problems(ui, &p); /* what was typed stays */
		return false;
	}
	struct grid_row next = g->rows[g->at];
	next.amount[g->column] = amount;
	g->editing = false;
	g->typed[0] = '\0';
	return row_set(g, ui, g->at, &next);
}

static void tick(struct grid *g, struct ui *ui)
{
	struct grid_row next = g->rows[g->at];

	if (next.locked) {
		ui_say(ui, _("This row is settled already and does not change."));
		return;
	}
	next.tick = !next.tick;
	row_set(g, ui, g->at, &next);
	move_to(g, g->at + 1);
}

static void tick_all(struct grid *g, struct ui *ui, bool on)
{
	int n = 0;

	for (int i = 0; i < g->count; i++) {
		struct grid_row next = g->rows[i];
		if (next.locked || next.tick == on)
			continue;
		next.tick = on;
		n += row_set(g, ui, i, &next);
	}
	ui_say(ui, on ? _("%d rows ticked.") : _("%d ticks taken away."), n);
}

static void same_for_all(struct grid *g, struct ui *ui)
{
	char group[RUPIAH_SIZE], text[200], label[80], typed[40];
	int n = 0, column = 0, edit = 0;
	rupiah amount;
	struct problems p = { 0 };

	for (; g->source->columns[column].head; column++)
		if ((g->source->columns[column].flags & GRID_EDIT) && edit++ == g->column)
			break;
	str_copy(label, sizeof label, _(g->source->columns[column].head));
	str_copy(typed, sizeof typed, rupiah_group(g->rows[g->at].amount[g->column], group));
	snprintf(text, sizeof text, _("The same amount for every row that is ticked (%d)."), grid_ticked(g));
	if (!dialog_ask(ui, _("Same value"), text, label, typed, sizeof typed, 20))
		return;
	if (!rupiah_parse(typed, &amount, NULL, &p)) {
		ui_problems(ui, &p);
		return;
	}
	for (int i = 0; i < g->count; i++) {
		struct grid_row next = g->rows[i];
		if (next.locked || (g->source->tick_head && !next.tick))
			continue;
		next.amount[g->column] = amount;
		n += row_set(g, ui, i, &next);
	}
	ui_say(ui, _("%d rows changed."), n);
}

static bool note_edit(struct grid *g, struct ui *ui)
{
	const struct list_column *c = g->source->columns;
	char text[GRID_NOTE_SIZE];

	while (c->head && !(c->flags & GRID_NOTE))
		c++;
	if (!c->head || g->count == 0 || g->rows[g->at].locked)
		return false;
	STR_SET(text, g->rows[g->at].note);
	if (dialog_ask(ui, _(c->head), g->rows[g->at].cell[0] ? g->rows[g->at].cell[0] : "", _(c->head), text, sizeof text, 38)) {
		struct grid_row next = g->rows[g->at];
		STR_SET(next.note, text);
		row_set(g, ui, g->at, &next);
	}
	return true;
}

static void find_typed(struct grid *g, struct ui *ui, int from)
{
	char typed[160], key[400], all[320];

	text_search_prefix(g->search, typed, sizeof typed);
	for (int step = 0; step < g->count; step++) {
		int i = (from + step) % g->count;
		size_t n = 0;
		for (int c = 0; c < LIST_COLUMNS && n < sizeof all; c++)
			if (g->rows[i].cell[c])
				n += (size_t)snprintf(all + n, sizeof all - n, "%s ", g->rows[i].cell[c]);
		text_search_key(n ? all : "", key, sizeof key);
		if (strstr(key, typed)) {
			move_to(g, i);
			return;
		}
	}
	ui_warn(ui, _("No row contains '%s'."), g->search);
}

static bool key_search(struct grid *g, struct ui *ui, int key)
{
	size_t n = strlen(g->search);

	if (key == K_ESC || key == K_ENTER) {
		if (key == K_ENTER && n > 0)
			find_typed(g, ui, g->at + 1);
		if (key == K_ESC)
			g->searching = false;
		return true;
	}
	if (key == K_BACKSPACE) {
		while (n > 0 && ((unsigned char)g->search[--n] & 0xC0) == 0x80)
			;
		g->search[n] = '\0';
	} else if (key_is_text(key)) {
		char point[5];
		int size = text_encode(key, point);
		if (n + (size_t)size < sizeof g->search)
			memcpy(g->search + n, point, (size_t)size + 1);
	} else {
		g->searching = false;
		return false;
	}
	if (g->search[0])
		find_typed(g, ui, g->at);
	return true;
}

static bool key_typing(struct grid *g, int key)
{
	size_t n = strlen(g->typed);

	if (key == K_BACKSPACE && g->editing) {
		if (n > 0)
			g->typed[n - 1] = '\0';
		return true;
	}
	bool unit = g->editing && (key == ',' || key == '.' || key == 'r' || key == 'b' || key == 'j' || key == 't'); /* 50rb, 1,5jt */
	if (!(key >= '0' && key <= '9') && !unit)
		return false;
	if (!g->editing) {
		g->editing = true;
		g->typed[0] = '\0';
		n = 0;
	}
	if (n + 2 < 18) {
		g->typed[n] = (char)key;
		g->typed[n + 1] = '\0';
	}
	return true;
}

bool grid_key(struct grid *g, struct ui *ui, int key)
{
	if (g->searching && key_search(g, ui, key))
		return true;
	if (g->count == 0)
		return false;
	if (g->column >= 0 && !g->rows[g->at].locked && key_typing(g, key))
		return true;
	if (g->editing && key == K_ESC) {
		g->editing = false;
		g->typed[0] = '\0';
		return true;
	}
	bool entered = g->editing && key == K_ENTER;
	if (g->editing && !grid_settle(g, ui))
		return true;
	switch (key) {
	case K_UP: move_to(g, g->at - 1); return true;
	case K_DOWN: move_to(g, g->at + 1); return true;
	case K_PGUP: move_to(g, g->at - g->height); return true;
	case K_PGDN: move_to(g, g->at + g->height); return true;
	case K_HOME: move_to(g, 0); return true;
	case K_END: move_to(g, g->count - 1); return true;
	case K_TAB: case K_RIGHT:
		if (g->column >= 0)
			g->column = g->column < grid_edit_columns(g) - 1 ? g->column + 1 : 0;
		return true;
	case K_BACKTAB: case K_LEFT:
		if (g->column >= 0)
			g->column = g->column > 0 ? g->column - 1 : grid_edit_columns(g) - 1;
		return true;
	case ' ':
		if (!g->source->tick_head)
			return false;
		tick(g, ui);
		return true;
	case '+': case '-':
		if (!g->source->tick_head)
			return false;
		tick_all(g, ui, key == '+');
		return true;
	case K_F(4):
		if (g->column < 0)
			return false;
		same_for_all(g, ui);
		return true;
	case K_F(3): case '/':
		g->searching = true;
		g->search[0] = '\0';
		return true;
	case K_ENTER:
		if (entered) {
			move_to(g, g->at + 1);
			return true;
		}
		return note_edit(g, ui);
	default:
		return false;
	}
}
