/* Lines of a card: laying, painting, moving among those that can be chosen. */
#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/app.h"
#include "screens/child/card.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

enum { LABEL = 16, TWO_COLUMNS = 76 };

struct card_line *card_add(struct card_state *st, enum card_kind kind, const char *label, const char *value)
{
	struct card_line *l = &st->lines[st->count < CARD_LINES ? st->count++ : CARD_LINES - 1];
	*l = (struct card_line){ .kind = kind, .paint = PAINT_TEXT, .label = label, .value = value };
	return l;
}

void card_head(struct card_state *st, const char *text)
{
	if (st->count) card_add(st, CARD_BLANK, "", "");
	card_add(st, CARD_HEAD, text, "")->paint = PAINT_HEADING;
}

void card_text(struct card_state *st, enum paint paint, const char *text)
{
	card_add(st, CARD_TEXT, text, "")->paint = paint;
}

void card_row(struct card_state *st, enum paint paint, const char *text)
{
	card_add(st, CARD_ROW, text, "")->paint = paint;
}

bool card_narrow(struct screen *s)
{
	int rows, cols;
	ui_size(screen_ui(s), &rows, &cols);
	return cols < TWO_COLUMNS;
}

const char *card_label(struct screen *s, const char *list, const char *code)
{
	return *code ? code_labels_load(screen_db(s), screen_actor(s), list, code, screen_arena(s)) : "";
}

const char *card_day(struct screen *s, caldate day)
{
	char text[24];
	return day == DATE_NONE ? "-" : arena_dup(screen_arena(s), date_format(day, DATE_SHORT, text, sizeof text));
}

const char *card_shown(struct screen *s, const struct card_state *st, enum person_field f)
{
	const struct field *field = &person_fields[f];
	const char *v = st->card.person.v[f];
	char out[600];
	if (!*v) return "";
	if (field->list) return card_label(s, field->list, v);
	if (f == PERSON_NIK && ui_privacy(screen_ui(s))) return "****";
	if (f == PERSON_BIRTH_DATE) {
		const char *precision = st->card.person.v[PERSON_BIRTH_PRECISION];
		char day[24];
		caldate birth = date_from_iso(v);
		if (*precision == 'y') return arena_printf(screen_arena(s), _("about %.4s"), v);
		if (*precision == 'm') return arena_printf(screen_arena(s), _("about %s"), date_format(birth, DATE_MONTH, day, sizeof day));
	}
	field_show(field, v, NULL, out, sizeof out);
	return arena_dup(screen_arena(s), out);
}

void card_field(struct screen *s, struct card_state *st, enum person_field f)
{
	const char *shown = card_shown(s, st, f);
	struct card_line *l = card_add(st, CARD_PAIR, _(person_fields[f].label), *shown ? shown : "-");
	if (!*shown) l->paint = person_fields[f].flags & FIELD_WANTED ? PAINT_WARN : PAINT_DIM;
	if (!*shown && person_fields[f].flags & FIELD_WANTED) l->value = _("! not yet");
}

const char *card_columns(struct screen *s, const int *widths, const char *const *cells, int n)
{
	char out[400] = "", cell[200];
	size_t used = 0;
	for (int i = 0; i < n; i++) {
		text_fit(cells[i] ? cells[i] : "", widths[i], cell, sizeof cell);
		if (!widths[i]) continue; /* left out here */
		int pad = i + 1 < n ? widths[i] - text_width(cell) + 1 : 0;
		int got = snprintf(out + used, sizeof out - used, "%s%*s", cell, pad, "");
		if (got < 0 || used + (size_t)got >= sizeof out) break;
		used += (size_t)got;
	}
	return arena_dup(screen_arena(s), out);
}

/* Numbers of 16 digits fit on the left, a birth place and day on the right. */
static int half_of(int cols) { return cols / 2 - 1; }

/* Does line i share its row with the pair before it? Pairs stand two and two where both fit. */
static bool second(const struct card_state *st, int i, int cols, bool before_second)
{
	if (cols < TWO_COLUMNS || i == 0 || before_second || st->lines[i].kind != CARD_PAIR || st->lines[i - 1].kind != CARD_PAIR) return false;
	int half = half_of(cols);
	return text_width(st->lines[i].value) <= cols - half - LABEL - 4 && text_width(st->lines[i - 1].value) <= half - LABEL - 4;
}

static int rows_of(const struct card_line *l, int cols)
{
	if (l->kind != CARD_TEXT && l->kind != CARD_WIDE) return 1;
	int indent = l->kind == CARD_WIDE ? LABEL + 4 : 3;
	int rows = (text_width(l->kind == CARD_WIDE ? l->value : l->label) + cols - indent - 2) / (cols - indent > 1 ? cols - indent - 1 : 1);
	return l->what != CARD_NOTHING || rows < 1 ? 1 : rows;
}

static void draw_line(const struct card_state *st, struct ui *ui, int i, int row, struct area a, int col, int cols)
{
	const struct card_line *l = &st->lines[i];
	bool here = i == st->at;
	enum paint paint = here ? PAINT_SELECT : l->paint;
	if (row < a.row || row >= a.row + a.rows) return;
	if (l->what != CARD_NOTHING) {
		if (here) draw_fill(ui, row, a.col, a.cols, PAINT_SELECT);
		draw_put(ui, row, col, 2, paint, here ? "> " : "  ");
		if (here) draw_cursor(ui, row, col);
	}
	if (l->kind == CARD_HEAD) draw_text(ui, row, col + 1, cols - 1, PAINT_HEADING, l->label);
	else if (l->kind == CARD_PAIR || l->kind == CARD_WIDE) {
		draw_name(ui, row, col + 2, LABEL, l->what != CARD_NOTHING ? paint : PAINT_DIM, l->label);
		if (l->kind == CARD_WIDE && l->what == CARD_NOTHING) draw_wrap(ui, (struct area){ row, col + LABEL + 3, a.row + a.rows - row, cols - LABEL - 4 }, paint, l->value, 0);
		else draw_name(ui, row, col + LABEL + 3, cols - LABEL - 4, paint, l->value);
	} else if (l->kind == CARD_TEXT || l->kind == CARD_ROW) {
		if (l->kind == CARD_ROW || l->what != CARD_NOTHING) draw_name(ui, row, col + 2, cols - 3, paint, l->label);
		else draw_wrap(ui, (struct area){ row, col + 2, a.row + a.rows - row, cols - 3 }, paint, l->label, 0);
	}
}

void card_draw_lines(struct card_state *st, struct ui *ui, struct area a)
{
	int row = 0, rows[CARD_LINES], last = 0;
	bool right = false;
	for (int i = 0; i < st->count; i++) {
		right = !ui_opts(ui)->accessible && second(st, i, a.cols, right); /* one column for readers of lines */
		rows[i] = right ? rows[i - 1] : row;
		if (!right) row += rows_of(&st->lines[i], a.cols);
	}
	last = row;
	st->height = a.rows;
	if (st->at >= 0 && st->follow && rows[st->at] < st->top) st->top = rows[st->at];
	if (st->at >= 0 && st->follow && rows[st->at] >= st->top + a.rows) st->top = rows[st->at] - a.rows + 1;
	if (st->top > last - a.rows) st->top = last - a.rows;
	if (st->top < 0) st->top = 0;
	for (int i = 0; st->paged && i < st->count; i++)
		if (st->lines[i].what != CARD_NOTHING && rows[i] >= st->top && rows[i] < st->top + a.rows) {
			st->at = i;
			break;
		}
	st->follow = st->paged = false;
	st->at_row = st->at >= 0 ? rows[st->at] : 0;
	draw_clear(ui, a);
	if (st->at < 0 || st->at_row < st->top || st->at_row >= st->top + a.rows) draw_cursor(ui, a.row, a.col);
	for (int i = 0; i < st->count; i++) {
		bool beside = i > 0 && rows[i] == rows[i - 1];
		bool pair = a.cols >= TWO_COLUMNS && st->lines[i].kind == CARD_PAIR && (beside || (i + 1 < st->count && st->lines[i + 1].kind == CARD_PAIR && rows[i + 1 < st->count ? i + 1 : i] == rows[i]));
		draw_line(st, ui, i, a.row + rows[i] - st->top, a, a.col + (beside ? half_of(a.cols) : 0), !pair ? a.cols : beside ? a.cols - half_of(a.cols) : half_of(a.cols));
	}
	if (st->top + a.rows < last) draw_right(ui, a.row + a.rows - 1, a.col + a.cols - 12, 11, PAINT_DIM, _("PgDn more"));
}

static int step(const struct card_state *st, int from, int by)
{
	for (int i = from + by; i >= 0 && i < st->count; i += by)
		if (st->lines[i].what != CARD_NOTHING) return i;
	return -1;
}

bool card_move(struct card_state *st, int key)
{
	int by = key == K_UP || key == K_PGUP ? -1 : 1, to;
	switch (key) {
	case K_UP: case K_DOWN:
		to = step(st, st->at, by);
		if (st->at < 0 || to < 0 || (by > 0 ? st->at_row >= st->top + st->height : st->at_row < st->top)) st->top += by; /* read on until the chosen line is in sight */
		else {
			st->at = to;
			st->follow = true;
		}
		return true;
	case K_PGUP: case K_PGDN:
		st->top += by * (st->height > 2 ? st->height - 1 : 1);
		st->paged = true;
		return true;
	case K_HOME: case K_END:
		st->top = key == K_HOME ? 0 : CARD_LINES * 4;
		st->paged = true;
		return true;
	default: return false;
	}
}
