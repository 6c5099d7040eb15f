/* Corong laporan masyarakat: from report to care, for a month, a year or all years. */
#include <stdlib.h>
#include <string.h>

#include "db/community/community.h"
#include "db/office/code.h"
#include "db/report/report_part.h"
#include "src/print/funnel.h"

#define UNKNOWN "Belum diketahui"

/* First and last day asked for, and its words. All years: from the first report on. */
static const char *period(struct report_work *w, caldate *from, caldate *to)
{
	if (w->ask.month != DATE_NONE) {
		*from = w->ask.month;
		*to = date_month_end(*from);
		return arena_printf(w->arena, "Bulan %s", head_month(*from, w->arena));
	}
	*from = date_make(w->ask.year ? w->ask.year : 1900, 1, 1);
	*to = w->ask.year ? date_make(w->ask.year, 12, 31) : w->today;
	return w->ask.year ? arena_printf(w->arena, "Tahun %d", w->ask.year) : arena_printf(w->arena, "Semua tahun sampai %s", head_date(w->today, w->arena));
}

static void count(struct funnel_line *l, const struct funnel_one *one)
{
	for (int i = 0, n = funnel_reached(one); i < n; i++) l->count[i]++;
}

/* The line with this label, made when it is new. */
static struct funnel_line *line_of(struct funnel_group *g, const char *label)
{
	for (int i = 0; i < g->n; i++)
		if (strcmp(g->lines[i].label, label) == 0) return &g->lines[i];
	g->lines[g->n] = (struct funnel_line){ .label = label };
	return &g->lines[g->n++];
}

/* Most reports first. */
static int by_count(const void *a, const void *b)
{
	const struct funnel_line *x = a, *y = b;
	return x->count[0] != y->count[0] ? (x->count[0] < y->count[0]) - (x->count[0] > y->count[0]) : strcmp(x->label, y->label);
}

static int median_of(const struct funnel_fact *facts, size_t n, int stage, int *room)
{
	int known = 0;
	for (size_t i = 0; i < n; i++)
		if (funnel_reached(&facts[i].one) > stage) room[known++] = facts[i].one.on[stage] - facts[i].one.on[stage - 1];
	return funnel_median(room, known);
}

bool report_make_funnel(struct report_work *w, struct err *e)
{
	struct funnel_paper out = { .all = { .label = "Jumlah" } };
	struct funnel_fact *facts;
	size_t n;
	caldate from, to;
	out.period = period(w, &from, &to);
	out.as_of = to < w->today ? to : w->today;
	out.chief = report_signer_area(w, w->today, &out.chief_title);
	if (!report_head_area(w, w->today, &out.head, e) || !community_funnel(w->db, w->who, from, to, out.as_of, w->arena, &facts, &n, e)) return false;
	struct funnel_group groups[] = { { "B. Per kabupaten/kota", "Kabupaten/kota", NULL, 0 }, { "C. Per sektor", "Sektor", NULL, 0 }, { "D. Per sumber laporan", "Sumber laporan", NULL, 0 } };
	for (size_t g = 0; g < COUNT(groups); g++) groups[g].lines = arena_array(w->arena, struct funnel_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct funnel_fact *f = &facts[i];
		count(&out.all, &f->one);
		count(line_of(&groups[0], *f->district_name ? f->district_name : f->district), &f->one);
		count(line_of(&groups[1], *f->sector ? code_label_load(w->db, w->who, "labour_sector", f->sector, w->arena) : UNKNOWN), &f->one);
		count(line_of(&groups[2], code_label_load(w->db, w->who, "channel", f->channel, w->arena)), &f->one);
	}
	for (size_t g = 0; g < COUNT(groups); g++) qsort(groups[g].lines, (size_t)groups[g].n, sizeof *groups[g].lines, by_count);
	int *room = arena_array(w->arena, int, n + 1);
	out.median[FUNNEL_REPORTED] = out.median[FUNNEL_STAYING] = -1;
	for (int s = FUNNEL_FOUND; s < FUNNEL_STAYING; s++) out.median[s] = median_of(facts, n, s, room);
	out.groups = groups;
	out.group_count = (int)COUNT(groups);
	w->document = funnel_document(&out);
	return true;
}
