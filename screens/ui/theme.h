/* Themes: ten paints, three palettes, 8 or 256 colours (UX.md 7). Colour never carries meaning alone. */
#ifndef UI_THEME_H
#define UI_THEME_H
#include "src/base/types.h"

enum paint {
	PAINT_TEXT, PAINT_DIM, PAINT_TITLE, PAINT_BAR, PAINT_SELECT, PAINT_FOCUS,
	PAINT_ERROR, PAINT_WARN, PAINT_OK, PAINT_HEADING, PAINT_HIT /* search hit: bold */, PAINT_COUNT
};
enum theme_kind { THEME_AUTO, THEME_BLUE, THEME_MONO, THEME_CONTRAST, THEME_COUNT };

struct theme {
	enum theme_kind kind;            /* never THEME_AUTO once set */
	uint32_t attr[PAINT_COUNT];      /* curses attributes with colour pair */
};

/* Order of choice: asked (unless THEME_AUTO), NO_COLOR non-empty or a terminal without colours or dumb/vt100 = mono, else blue.
 * few: 8 colours also where there are 256 (hemat jaringan: their sequences are half as long). Curses must be running. no_color: value of NO_COLOR or NULL. */
void theme_set(struct theme *t, enum theme_kind asked, const char *term, const char *no_color, bool few);
enum theme_kind theme_next(enum theme_kind kind); /* blue -> mono -> contrast -> blue */
const char *theme_name(enum theme_kind kind);     /* "klasik-biru", "mono", "kontras": names of the option and the setting; also shown */
bool theme_from_name(const char *name, enum theme_kind *out); /* also "auto" */

#endif
