#include "screens/ui/help.h"

#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/loop.h"
#include "screens/ui/pager.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

static void padded(struct buf *out, const char *text, int columns)
{
	buf_puts(out, text);
	for (int n = text_width(text); n < columns; n++)
		buf_putc(out, ' ');
}

/* Paragraphs wrapped to 76 columns, so that the pager can find and show them; the first line stands behind `indent` columns already written. */
static void wrapped(struct buf *out, const char *text, int indent)
{
	int at = 0;

	for (const char *s = text; *s;) {
		size_t n = strcspn(s, " \n");
		char word[256];
		size_t keep = n < sizeof word - 1 ? n : sizeof word - 1;
		memcpy(word, s, keep);
		word[keep] = '\0';
		int width = text_width(word);
		if (at > 0 && indent + at + 1 + width > 76) {
			buf_putc(out, '\n');
			padded(out, "", indent);
			at = 0;
		}
		if (at > 0)
			buf_putc(out, ' ');
		buf_puts(out, word);
		at += width + (at > 0);
		s += n;
		if (*s == '\n') {
			buf_putc(out, '\n');
			at = 0;
			s++;
		}
		while (*s == ' ')
			s++;
	}
	buf_putc(out, '\n');
}

static void line_of(struct buf *out, const char *keys, const char *label, const char *help)
{
	buf_puts(out, "  ");
	padded(out, keys, 10);
	padded(out, label, 10);
	wrapped(out, help, 22);
}

void help_text(struct ui *ui, const struct screen_class *c, struct buf *out)
{
	static const struct { const char *keys, *help; } common[] = {
		{ "Enter", N_("open; in a form: next field") }, { "Esc", N_("back one step: search text, box, then the screen") },
		{ "PgUp PgDn", N_("page or section") }, { "Home End", N_("beginning and end") }, { "^R", N_("read the data again") },
		{ "^L", N_("draw the screen again") }, { "^G 1..0", N_("every F-key, where the terminal eats them") },
		{ "^U ^Y", N_("in a field: undo, clear to the end") },
	};
	char name[16], keys[32];

	if (c->help) {
		wrapped(out, _(c->help), 0);
		buf_putc(out, '\n');
	}
	buf_puts(out, _("KEYS HERE"));
	buf_putc(out, '\n');
	for (int i = 0; i < c->action_count; i++) {
		const struct action *a = &c->actions[i];
		if (a->right != RIGHT_NONE && !ui_may(ui, a->right))
			continue;
		if (a->fkey) {
			const char *ctrl = key_ctrl_name(K_F(a->fkey));
			struct buf b = BUF_EMPTY;
			buf_printf(&b, "%s%s%s", key_shown(K_F(a->fkey), name), ctrl[0] ? " " : "", ctrl);
			str_copy(keys, sizeof keys, buf_text(&b));
			buf_free(&b);
		} else {
			keys[0] = 'F', keys[1] = '9', keys[2] = ' ', keys[3] = a->letter, keys[4] = '\0';
		}
		line_of(out, keys, _(a->label), a->help ? _(a->help) : "");
	}
	buf_putc(out, '\n');
	buf_puts(out, _("KEYS EVERYWHERE"));
	buf_putc(out, '\n');
	for (size_t i = 0; i < COUNT(common); i++)
		line_of(out, common[i].keys, "", _(common[i].help));
	line_of(out, "F1 ?", _("Help"), _("help for this screen"));
	line_of(out, "F9 ^G", _("Menu"), _("all actions of the screen"));
	line_of(out, "F10 Esc", _("Close"), _("close this screen"));
}

void help_open(struct ui *ui)
{
	struct buf text = BUF_EMPTY;
	const struct screen_class *c = ui_top(ui)->class;

	help_text(ui, c, &text);
	pager_show(ui, _("Help"), buf_text(&text), NULL, NULL);
	buf_free(&text);
}

void help_field(struct ui *ui, const struct field *f)
{
	static const char *const forms[] = {
		[FIELD_TEXT] = N_("Letters as they should be printed."),
		[FIELD_NOTE] = N_("Several lines: Enter begins a new line, Tab leaves."),
		[FIELD_DIGITS] = N_("Digits only; blanks and dots between them do no harm."),
		[FIELD_INT] = N_("A whole number."),
		[FIELD_DATE] = N_("Date: 3, 3-8, 3/8/26, 030826, 3 agt; h today, k yesterday, b tomorrow, +7, -1, aw and ak start and end of the month. + and - step one day, F4 opens the calendar."),
		[FIELD_PAST] = N_("Date, today or before: 3-8-14, 030814, 3 agt 2014; h today, k yesterday. Two-digit years are past. F4 opens the calendar."),
		[FIELD_RUPIAH] = N_("Whole rupiah: 50000, 50rb, 1,5jt."),
		[FIELD_CODE] = N_("Choose one: Space or the first letter; longer lists open with F4 or by typing."),
		[FIELD_CODES] = N_("Choose one or several with F4; the first is the main one."),
		[FIELD_BOOL] = N_("Space changes it."),
		[FIELD_SECRET] = N_("What is typed is not shown."),
	};
	struct buf text = BUF_EMPTY;

	if (f->hint) {
		buf_puts(&text, _(f->hint));
		buf_putc(&text, '\n');
	}
	buf_puts(&text, _(forms[f->kind]));
	buf_puts(&text, f->flags & FIELD_REQUIRED ? _("\nMust be filled in.") : f->flags & FIELD_WANTED ? _("\nMay follow later; until then the record is marked incomplete.") : "");
	dialog_message(ui, _(f->label), buf_text(&text));
	buf_free(&text);
}
