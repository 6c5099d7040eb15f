/* Palettes as tables: foreground, background and attributes of each paint (UX.md 7). */
#include "screens/ui/theme.h"

#include <ncurses.h>
#include <string.h>

struct paint_def { short fg, bg, fg256, bg256; attr_t attr; };

/* Klasik biru. PAINT_HIT is text in bold; dim is plain white: bright black cannot be read on blue. */
static const struct paint_def blue[PAINT_COUNT] = {
	[PAINT_TEXT] = { COLOR_WHITE, COLOR_BLUE, 252, 17, A_NORMAL },
	[PAINT_DIM] = { COLOR_WHITE, COLOR_BLUE, 248, 17, A_NORMAL },
	[PAINT_TITLE] = { COLOR_BLACK, COLOR_CYAN, 16, 73, A_NORMAL },
	[PAINT_BAR] = { COLOR_BLACK, COLOR_CYAN, 16, 73, A_NORMAL },
	[PAINT_SELECT] = { COLOR_BLACK, COLOR_CYAN, COLOR_BLACK, 80, A_NORMAL },
	[PAINT_FOCUS] = { COLOR_BLACK, COLOR_WHITE, 226, 17, A_NORMAL },
	[PAINT_ERROR] = { COLOR_WHITE, COLOR_RED, 231, 124, A_BOLD },
	[PAINT_WARN] = { COLOR_YELLOW, COLOR_BLUE, 227, 17, A_BOLD },
	[PAINT_OK] = { COLOR_CYAN, COLOR_BLUE, 87, 17, A_BOLD },
	[PAINT_HEADING] = { COLOR_WHITE, COLOR_BLUE, 231, 17, A_BOLD },
	[PAINT_HIT] = { COLOR_WHITE, COLOR_BLUE, 231, 17, A_BOLD },
};

static const attr_t mono[PAINT_COUNT] = {
	[PAINT_TITLE] = A_REVERSE, [PAINT_BAR] = A_REVERSE, [PAINT_SELECT] = A_REVERSE, [PAINT_FOCUS] = A_REVERSE,
	[PAINT_ERROR] = A_BOLD, [PAINT_HEADING] = A_BOLD, [PAINT_HIT] = A_BOLD,
};

static const struct paint_def contrast[PAINT_COUNT] = {
	[PAINT_TEXT] = { COLOR_WHITE, COLOR_BLACK, 231, 16, A_BOLD },
	[PAINT_DIM] = { COLOR_WHITE, COLOR_BLACK, 252, 16, A_NORMAL },
	[PAINT_TITLE] = { COLOR_BLACK, COLOR_WHITE, 16, 231, A_NORMAL },
	[PAINT_BAR] = { COLOR_BLACK, COLOR_WHITE, 16, 231, A_NORMAL },
	[PAINT_SELECT] = { COLOR_WHITE, COLOR_BLACK, 16, 226, A_BOLD }, /* 8 colours: reverse bold, set below */
	[PAINT_FOCUS] = { COLOR_BLACK, COLOR_WHITE, 16, 231, A_NORMAL },
	[PAINT_ERROR] = { COLOR_WHITE, COLOR_BLACK, 231, 16, A_BOLD | A_UNDERLINE },
	[PAINT_WARN] = { COLOR_WHITE, COLOR_BLACK, 231, 16, A_BOLD },
	[PAINT_OK] = { COLOR_WHITE, COLOR_BLACK, 231, 16, A_BOLD },
	[PAINT_HEADING] = { COLOR_WHITE, COLOR_BLACK, 231, 16, A_BOLD | A_UNDERLINE },
	[PAINT_HIT] = { COLOR_WHITE, COLOR_BLACK, 231, 16, A_BOLD | A_UNDERLINE },
};

/* Paints of the same two colours share a pair: going from one to the other then costs no colour sequence on the wire. */
static void theme_colours(struct theme *t, const struct paint_def *def, bool few)
{
	bool many = !few && COLORS >= 256 && COLOR_PAIRS > PAINT_COUNT;

	use_default_colors(); /* pair 0 is never painted with; its reset is then shorter */
	for (int i = 0; i < PAINT_COUNT; i++) {
		short fg = many ? def[i].fg256 : def[i].fg, bg = many ? def[i].bg256 : def[i].bg, pair = (short)(i + 1);
		attr_t attr = def[i].attr;
		for (int j = 0; j < i; j++) {
			short other_fg, other_bg, other = (short)PAIR_NUMBER((attr_t)t->attr[j]);
			pair_content(other, &other_fg, &other_bg);
			if (other_fg == fg && other_bg == bg)
				pair = other;
		}
		if (pair == i + 1)
			init_pair(pair, fg, bg);
		if (many && i != PAINT_HIT && i != PAINT_HEADING && i != PAINT_ERROR)
			attr &= ~A_BOLD;
		if (!many && def == contrast && i == PAINT_SELECT)
			attr = A_REVERSE | A_BOLD; /* no bright background in 8 colours */
		t->attr[i] = (uint32_t)(attr | (attr_t)COLOR_PAIR(pair));
	}
}

void theme_set(struct theme *t, enum theme_kind asked, const char *term, const char *no_color, bool few)
{
	bool plain = term && (strcmp(term, "dumb") == 0 || strncmp(term, "vt100", 5) == 0 || strncmp(term, "vt220", 5) == 0);

	t->kind = asked;
	if (asked == THEME_AUTO)
		t->kind = (no_color && no_color[0]) || plain ? THEME_MONO : THEME_BLUE;
	if (t->kind != THEME_MONO && (!has_colors() || start_color() != OK || COLOR_PAIRS <= PAINT_COUNT))
		t->kind = THEME_MONO;
	if (t->kind == THEME_MONO) {
		for (int i = 0; i < PAINT_COUNT; i++)
			t->attr[i] = (uint32_t)mono[i];
	} else {
		theme_colours(t, t->kind == THEME_CONTRAST ? contrast : blue, few);
	}
	wbkgdset(stdscr, (chtype)' ' | (chtype)t->attr[PAINT_TEXT]);
}

enum theme_kind theme_next(enum theme_kind kind)
{
	return kind == THEME_BLUE ? THEME_MONO : kind == THEME_MONO ? THEME_CONTRAST : THEME_BLUE;
}

static const char *const names[THEME_COUNT] = { "auto", "klasik-biru", "mono", "kontras" };

const char *theme_name(enum theme_kind kind)
{
	return names[kind];
}

bool theme_from_name(const char *name, enum theme_kind *out)
{
	for (int i = 0; i < THEME_COUNT; i++)
		if (strcmp(names[i], name) == 0) {
			*out = (enum theme_kind)i;
			return true;
		}
	return false;
}
