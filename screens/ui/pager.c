#include "screens/ui/pager.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/loop.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

void pager_open(struct pager *p, const char *text)
{
	int room = 0, page = 1;

	memset(p, 0, sizeof *p);
	p->text = text;
	p->hit = -1;
	for (const char *s = text; *s;) {
		if (p->lines == room) {
			room = room ? 2 * room : 256;
			p->start = mem_grow(p->start, (size_t)room * sizeof *p->start);
			p->page = mem_grow(p->page, (size_t)room * sizeof *p->page);
		}
		if (*s == '\f') {
			if (s[1])
				page++;
			s++;
			continue;
		}
		p->start[p->lines] = (size_t)(s - text);
		p->page[p->lines++] = page;
		s += strcspn(s, "\n\f");
		if (*s == '\n')
			s++;
	}
	p->pages = p->lines > 0 ? p->page[p->lines - 1] : 1;
}

void pager_close(struct pager *p)
{
	free(p->start);
	free(p->page);
	p->start = NULL;
	p->page = NULL;
	p->lines = 0;
}

int pager_page(const struct pager *p)
{
	return p->lines > 0 ? p->page[p->top < p->lines ? p->top : p->lines - 1] : 1;
}

static const char *line_at(const struct pager *p, int i, char *out, size_t size)
{
	const char *s = p->text + p->start[i];
	size_t n = strcspn(s, "\n\f\r");

	n = n < size - 1 ? n : size - 1;
	memcpy(out, s, n);
	out[n] = '\0';
	return out;
}

void pager_draw(struct pager *p, struct ui *ui, struct area a)
{
	char line[1024];
	int margin = p->flush ? 0 : 1;

	p->height = a.rows;
	p->width = a.cols;
	for (int i = 0; i < a.rows && p->top + i < p->lines; i++) {
		const char *s = line_at(p, p->top + i, line, sizeof line);
		int bytes;
		for (int skip = p->left; skip > 0 && *s; skip -= text_point_width(text_next(s, &bytes)), s += bytes)
			bytes = 1;
		bool new_page = p->top + i > 0 && p->page[p->top + i] != p->page[p->top + i - 1];
		draw_put(ui, a.row + i, a.col + margin, a.cols - margin, p->top + i == p->hit ? PAINT_HIT : PAINT_TEXT, s);
		if (new_page && i > 0)
			draw_printf(ui, a.row + i, a.col + a.cols - 12, 12, PAINT_DIM, _("-- page %d"), p->page[p->top + i]);
		if (p->top + i == p->hit)
			draw_put(ui, a.row + i, a.col, 1, PAINT_HEADING, ">");
	}
	if (p->finding || p->find[0])
		ui_hint(ui, _("Find: %s_   Enter: next, Esc: clear"), p->find);
	else
		ui_hint(ui, p->type_to_find ? _("Type a word to find it. PgUp, PgDn: pages. Esc: close.") : _("Page %d of %d. PgUp, PgDn: pages, Left, Right: shift, F3: find."), pager_page(p), p->pages);
	draw_cursor(ui, a.row + (p->hit >= p->top && p->hit < p->top + a.rows ? p->hit - p->top : 0), a.col);
}

static bool find_from(struct pager *p, int from)
{
	char line[1024], key[1100], typed[160];

	text_search_key(p->find, typed, sizeof typed);
	for (int i = 0; i < p->lines; i++) {
		int at = (from + i) % p->lines;
		line_at(p, at, line, sizeof line);
		text_search_key(line, key, sizeof key);
		if ((typed[0] && strstr(key, typed)) || strcasestr(line, p->find)) {
			p->hit = at;
			if (at < p->top || at >= p->top + p->height)
				p->top = at > p->height / 3 ? at - p->height / 3 : 0;
			return true;
		}
	}
	p->hit = -1;
	return false;
}

static bool key_find(struct pager *p, struct ui *ui, int key)
{
	size_t n = strlen(p->find);

	if (key == K_ESC) {
		bool had = p->finding || n > 0;
		p->finding = false;
		p->find[0] = '\0';
		p->hit = -1;
		return had;
	}
	if (key == K_BACKSPACE) {
		while (n > 0 && ((unsigned char)p->find[--n] & 0xC0) == 0x80)
			;
		p->find[n] = '\0';
	} else if (key_is_text(key)) {
		char point[5];
		int size = text_encode(key, point);
		if (n + (size_t)size < sizeof p->find)
			memcpy(p->find + n, point, (size_t)size + 1);
	} else if (key != K_ENTER) {
		return false;
	}
	int from = p->hit < 0 ? p->top : key == K_ENTER ? p->hit + 1 : p->hit;
	if (p->find[0] && p->lines > 0 && !find_from(p, from))
		ui_warn(ui, _("'%s' is not in this text."), p->find);
	return true;
}

static void page_step(struct pager *p, int by)
{
	p->top += by * (p->height > 1 ? p->height - 1 : 1);
}

bool pager_key(struct pager *p, struct ui *ui, int key)
{
	int most = p->lines - p->height > 0 ? p->lines - p->height : 0;

	switch (key) {
	case K_UP: p->top--; break;
	case K_DOWN: p->top++; break;
	case K_PGUP: page_step(p, -1); break;
	case K_PGDN: case ' ':
		if (key == ' ' && (p->finding || p->find[0]))
			return key_find(p, ui, key);
		page_step(p, 1);
		break;
	case K_HOME: p->top = p->left = 0; break;
	case K_END: p->top = most; break;
	case K_LEFT: p->left = p->left > 8 ? p->left - 8 : 0; break;
	case K_RIGHT: p->left = p->left < 400 ? p->left + 8 : p->left; break;
	case K_F(3): case '/': p->finding = true; return true;
	default:
		return (p->finding || p->find[0] || p->type_to_find) && key_find(p, ui, key);
	}
	p->top = p->top > most ? most : p->top < 0 ? 0 : p->top;
	return true;
}

/* --- as a screen ---------------------------------------------------------------------------------------------------------- */

struct show { const char *title, *text; bool (*print)(struct ui *, void *); void *ctx; };
struct show_state { struct pager pager; struct show show; };

static bool show_open(struct screen *s, const void *arg)
{
	struct show_state *st = screen_state(s);

	st->show = *(const struct show *)arg;
	pager_open(&st->pager, st->show.text);
	st->pager.type_to_find = st->show.print == NULL;
	screen_subtitle(s, st->show.title);
	return true;
}

static void show_draw(struct screen *s)
{
	struct show_state *st = screen_state(s);

	pager_draw(&st->pager, screen_ui(s), screen_area(s));
}

static bool show_key(struct screen *s, int key)
{
	struct show_state *st = screen_state(s);

	return pager_key(&st->pager, screen_ui(s), key);
}

static bool show_print(struct screen *s)
{
	struct show_state *st = screen_state(s);

	return st->show.print(screen_ui(s), st->show.ctx);
}

static bool show_prints(const struct screen *s)
{
	const struct show_state *st = screen_state(s);

	return st->show.print != NULL;
}

static void show_close(struct screen *s)
{
	struct show_state *st = screen_state(s);

	pager_close(&st->pager);
}

static const struct action show_actions[] = {
	{ .fkey = 3, .label = N_("Find"), .help = N_("find a word in this text") },
	{ .fkey = 5, .label = N_("Print"), .help = N_("print what is shown"), .run = show_print, .enabled = show_prints },
};

static const struct screen_class show_class = {
	.name = "pager", .state_size = sizeof(struct show_state), .actions = show_actions, .action_count = COUNT(show_actions),
	.open = show_open, .draw = show_draw, .key = show_key, .close = show_close,
};

void pager_show(struct ui *ui, const char *title, const char *text, bool (*print)(struct ui *, void *), void *ctx)
{
	struct show show = { title, text, print, ctx };

	(void)ui_modal(ui, &show_class, &show);
}
