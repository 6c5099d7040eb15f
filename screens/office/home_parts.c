#include "screens/office/home_parts.h"

#include <stdio.h>

#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

enum { GAP = 2 };

static const struct screen_class *const parts[] = {
#define SCREEN(letter, class) &class,
#include "screens/screens.def"
#undef SCREEN
};
static const char letters[] = {
#define SCREEN(letter, class) letter,
#include "screens/screens.def"
#undef SCREEN
};
_Static_assert(COUNT(parts) <= HOME_PARTS_MOST, "room for every part");

/* The children, as this person reads them: a district officer those of the own district. */
static const struct screen_class *part(struct screen *s, size_t i)
{
	return parts[i] == &screen_residents && !screen_actor(s)->panti && screen_open_to(screen_actor(s), &screen_progress, NULL) ? &screen_progress : parts[i];
}

/* Do they fit in this many columns as they are? */
static bool fits(const int *widths, int n, int cols, struct home_parts *p)
{
	int sum = -GAP;
	for (int c = 0; c < p->columns; c++) p->width[c] = 0;
	for (int i = 0; i < n; i++)
		if (widths[i] > p->width[i % p->columns]) p->width[i % p->columns] = widths[i];
	for (int c = 0; c < p->columns; c++) sum += p->width[c] + GAP;
	return sum <= cols;
}

struct home_parts home_parts_plan(const int *widths, int n, int cols, int most)
{
	struct home_parts p = { .columns = n < HOME_PARTS_COLUMNS ? n : HOME_PARTS_COLUMNS };
	if (n == 0) return p;
	while (p.columns > 1 && !fits(widths, n, cols, &p)) p.columns--;
	p.rows = (n + p.columns - 1) / p.columns;
	if (p.rows <= most && fits(widths, n, cols, &p)) {
		struct home_parts even = { .columns = (n + p.rows - 1) / p.rows, .rows = p.rows }; /* no last row of one beside full ones */
		return fits(widths, n, cols, &even) ? even : p;
	}
	p.columns = (n + most - 1) / most;
	if (p.columns > HOME_PARTS_COLUMNS) p.columns = HOME_PARTS_COLUMNS;
	p.rows = (n + p.columns - 1) / p.columns;
	for (int c = 0; c < p.columns; c++) p.width[c] = (cols + GAP) / p.columns - GAP;
	return p;
}

/* The entries this person may open, in the order of the table. Returns how many. */
static int shown(struct screen *s, int *which, int *widths)
{
	int n = 0;
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (!screen_open_to(screen_actor(s), part(s, i), NULL)) continue;
		which[n] = (int)i;
		widths[n++] = 2 + text_width(_(part(s, i)->title));
	}
	return n;
}

static int limit(struct area a) { return a.rows > 4 ? a.rows / 2 - 1 : 1; }

int home_parts_rows(struct screen *s, struct area a)
{
	int which[HOME_PARTS_MOST], widths[HOME_PARTS_MOST], n = shown(s, which, widths);
	return home_parts_plan(widths, n, a.cols - 2, limit(a)).rows;
}

void home_parts_draw(struct screen *s, struct area a, int row)
{
	struct ui *ui = screen_ui(s);
	int which[HOME_PARTS_MOST], widths[HOME_PARTS_MOST], n = shown(s, which, widths);
	const struct home_parts p = home_parts_plan(widths, n, a.cols - 2, limit(a));
	draw_hline(ui, row, a.col, a.cols);
	for (int i = 0; i < n; i++) {
		char text[120];
		int at = a.col + 1, r = row + 1 + i / p.columns;
		for (int c = 0; c < i % p.columns; c++) at += p.width[c] + GAP;
		if (r >= a.row + a.rows) break;
		snprintf(text, sizeof text, "%c %s", letters[which[i]], _(part(s, (size_t)which[i])->title));
		draw_name(ui, r, at, p.width[i % p.columns], PAINT_TEXT, text);
	}
}

bool home_parts_key(struct screen *s, int key)
{
	int upper = key >= 'a' && key <= 'z' ? key - 32 : key;
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (letters[i] != upper) continue;
		ui_push(screen_ui(s), part(s, i), NULL); /* says who may */
		return true;
	}
	return false;
}
