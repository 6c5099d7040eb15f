#include "screens/child/child_pane.h"

#include <stdio.h>
#include <string.h>

#include "db/office/code.h"
#include "screens/rows.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

void child_pane_load(struct child_pane *p, struct ui *ui, row_id child)
{
	struct err e = { ERR_NONE, "" };
	if (!p->a) p->a = arena_new();
	arena_reset(p->a);
	p->filled = child && resident_row(ui_db(ui), ui_who(ui), child, p->a, &p->row, &e);
	if (!p->filled) return;
	p->clusters = code_labels_load(ui_db(ui), ui_who(ui), "cluster", p->row.clusters, p->a);
	p->origin = *p->row.origin ? code_label_load(ui_db(ui), ui_who(ui), "district", p->row.origin, p->a) : "";
	p->presence = *p->row.presence ? code_label_load(ui_db(ui), ui_who(ui), "presence_kind", p->row.presence, p->a) : "";
}

void child_pane_free(struct child_pane *p)
{
	arena_free(p->a);
	p->a = NULL;
	p->filled = false;
}

static int line(struct ui *ui, struct area a, int y, enum paint paint, const char *label, const char *value)
{
	if (!*value || y >= a.rows) return y;
	if (*label) draw_name(ui, a.row + y, a.col, 11, PAINT_DIM, label);
	int left = *label ? 12 : 0;
	struct area rest = { a.row + y, a.col + left, a.rows - y, a.cols - left };
	return y + draw_wrap(ui, rest, paint, value, 0);
}

static int marks(struct ui *ui, const struct resident_row *r, const char *presence, struct area a, int y)
{
	char missing[80], away[80];
	snprintf(missing, sizeof missing, _("d  data incomplete: %d to fill in"), r->missing);
	snprintf(away, sizeof away, _("i  not in the home: %s"), presence);
	const struct { unsigned mark; const char *words; } all[] = {
		{ MARK_AGE, _("!  18 already or soon") }, { MARK_APPROVAL, _("m  admission waits for the head") }, { MARK_MISSING, missing }, { MARK_ALLOWANCE, _("u  pocket money not paid yet") },
		{ MARK_AWAY, away }, { MARK_SEALED, _("s  sealed file") },
	};
	for (size_t i = 0; i < COUNT(all); i++)
		if (r->marks & all[i].mark) y = line(ui, a, y, PAINT_WARN, "", all[i].words);
	return y;
}

void child_pane_draw(const struct child_pane *p, struct ui *ui, struct area a)
{
	const struct resident_row *r = &p->row;
	char text[200], day[24], grade[48], sum[RUPIAH_SIZE];
	struct area in = { a.row, a.col + 2, a.rows, a.cols - 3 };
	draw_clear(ui, a);
	draw_vline(ui, a.row, a.col, a.rows);
	if (!p->filled) return;
	int months = date_age_months(r->birth, ui_today(ui)), y = 0;
	y = line(ui, in, y, PAINT_HEADING, "", ui_privacy(ui) ? r->register_no : r->name);
	if (months >= 0) snprintf(text, sizeof text, _("%s  %s  %d yrs %d mths"), r->register_no, r->sex, months / 12, months % 12);
	else snprintf(text, sizeof text, "%s  %s", r->register_no, r->sex);
	y = line(ui, in, y, PAINT_TEXT, "", text) + 1;
	y = line(ui, in, y, PAINT_TEXT, _("Since"), date_format(r->admit, DATE_SHORT, day, sizeof day));
	y = line(ui, in, y, PAINT_TEXT, _("Left"), date_format(r->end, DATE_SHORT, day, sizeof day));
	y = line(ui, in, y, PAINT_TEXT, _("Room"), r->room);
	y = line(ui, in, y, PAINT_TEXT, _("Grade"), child_grade(r, grade, sizeof grade));
	y = line(ui, in, y, PAINT_TEXT, _("School"), r->school);
	y = line(ui, in, y, PAINT_TEXT, _("Cluster"), p->clusters);
	y = line(ui, in, y, PAINT_TEXT, _("Region of origin"), p->origin);
	y = line(ui, in, y, PAINT_TEXT, _("Savings"), r->savings ? rupiah_format(r->savings, sum) : "");
	marks(ui, r, p->presence, in, y + 1);
}
