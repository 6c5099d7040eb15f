/* The children on Home: how many, by level; who nears the age limit, rooms and places that are full; birthdays. */
#include <stdio.h>
#include <string.h>

#include "screens/office/home.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/school.h"

void home_attention(struct screen *s)
{
	struct home *h = screen_state(s);
	const struct home_counts *c = &h->counts;
	char line[HOME_TEXT], name[40];
	h->alerts = h->count;
	if (!may(screen_actor(s), RIGHT_RESIDENT_READ)) return;
	int shown = c->age_limit_count > 3 ? 2 : c->age_limit_count;
	for (int k = 0; k < shown; k++) {
		const struct home_child *child = &c->age_limit[k];
		text_fit(child_shown(screen_ui(s), child->name, screen_arena(s)), 16, name, sizeof name);
		if (child->days > 0) snprintf(line, sizeof line, _("%s  %d years in %d days"), name, child->age, child->days);
		else snprintf(line, sizeof line, _("%s  %d years already"), name, child->age);
		struct home_item *i = home_add(h, 0, true, &screen_resident_card, line);
		home_opens(i, &child->resident, sizeof child->resident);
	}
	if (c->age_limit_total > shown) {
		snprintf(line, sizeof line, _("%d near or past the age limit"), c->age_limit_total);
		struct home_item *i = home_add(h, 0, true, &screen_residents, line);
		home_opens(i, &(struct resident_filter){ .age_limit = true }, sizeof(struct resident_filter));
	}
	for (int k = 0; k < c->room_count && k < 2; k++) {
		snprintf(line, sizeof line, _("%s full (%d/%d)"), c->rooms[k].name, c->rooms[k].occupied, c->rooms[k].capacity);
		home_add(h, 0, true, &screen_settings, line);
	}
	for (int sex = 0; sex < SEXES; sex++) {
		int kept = h->free.kept[sex];
		if (!c->capacity[sex] || c->population[sex] + kept < c->capacity[sex]) continue;
		snprintf(line, sizeof line, sex == SEX_L ? _("Places for boys full (%d/%d)") : _("Places for girls full (%d/%d)"), c->population[sex], c->capacity[sex]);
		struct home_item *i = home_add(h, 0, true, &screen_residents, line);
		if (kept) snprintf(i->more, sizeof i->more, _("kept for accepted: %d"), kept);
	}
}

void home_people_draw(struct ui *ui, const struct home *h, struct area a)
{
	const struct home_counts *c = &h->counts;
	static const struct { enum school_level first, last; const char *label; } bars[] = {
		{ LEVEL_BELUM, LEVEL_PAUD, N_("Pre-school") }, { LEVEL_SD, LEVEL_SD, "SD/MI" }, { LEVEL_SMP, LEVEL_SMP, "SMP/MTs" },
		{ LEVEL_SMA, LEVEL_SMA, "SMA/SMK" }, { LEVEL_PT, LEVEL_PT, N_("Tertiary") }, { LEVEL_PUTUS, LEVEL_LULUS, N_("Out of school") },
	};
	int all = c->population[SEX_L] + c->population[SEX_P], places = c->capacity[SEX_L] + c->capacity[SEX_P], most = 1, counts[COUNT(bars)] = { 0 };
	for (size_t b = 0; b < COUNT(bars); b++) {
		for (int l = (int)bars[b].first; l <= (int)bars[b].last; l++) counts[b] += c->level[l][SEX_L] + c->level[l][SEX_P];
		if (b == 0) counts[b] += c->level_unknown[SEX_L] + c->level_unknown[SEX_P];
		if (counts[b] > most) most = counts[b];
	}
	int col = a.col + 1;
	col += draw_printf(ui, a.row, col, a.cols - 2, PAINT_HEADING, places ? _("CHILDREN %d of %d places") : _("CHILDREN %d"), all, places);
	draw_printf(ui, a.row, col + 1, a.col + a.cols - col - 1, PAINT_TEXT, "L %d P %d", c->population[SEX_L], c->population[SEX_P]);
	for (int b = 0; b < (int)COUNT(bars); b++) {
		char number[12];
		draw_text(ui, a.row + 1 + b, a.col + 1, 13, PAINT_TEXT, _(bars[b].label));
		draw_bar(ui, a.row + 1 + b, a.col + 14, a.cols - 21, counts[b], most);
		snprintf(number, sizeof number, "%d", counts[b]);
		draw_right(ui, a.row + 1 + b, a.col + a.cols - 6, 4, PAINT_TEXT, number);
	}
}

void home_birthdays_draw(struct ui *ui, const struct home *h, struct area a, int row)
{
	const struct home_counts *c = &h->counts;
	if (!c->birthday_count || row + 1 >= a.row + a.rows) return;
	draw_text(ui, row++, a.col + 1, a.cols - 1, PAINT_HEADING, _("BIRTHDAYS IN 7 DAYS"));
	for (int i = 0; i < c->birthday_count && i < 4 && row < a.row + a.rows; i++, row++) {
		char day[24], name[40];
		date_format(c->birthdays[i].on, DATE_WEEKDAY, day, sizeof day);
		day[9 < strlen(day) ? 9 : strlen(day)] = 0; /* "Sel 04-08" */
		text_fit(c->birthdays[i].name, 18, name, sizeof name);
		draw_printf(ui, row, a.col + 2, a.cols - 2, PAINT_TEXT, _("%s %-18s %d yrs"), day, name, c->birthdays[i].age);
	}
}
