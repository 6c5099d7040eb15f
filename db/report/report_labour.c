/* Child labour by year: figures of the screenings, words of the lists. */
#include "db/community/labour.h"
#include "db/office/code.h"
#include "db/report/report_part.h"
#include "src/base/i18n.h"
#include "src/print/labour.h"

#include <stdlib.h>
#include <string.h>

static struct labour_year_line line_of(const struct labour_year *y)
{
	return (struct labour_year_line){ y->year, y->screened, y->answer[LABOUR_NOT], y->answer[LABOUR_LIGHT], y->answer[LABOUR_CHILD], y->answer[LABOUR_WORST], y->male, y->female, y->working - y->male - y->female,
		y->under_13, y->to_14, y->to_17 };
}

static int most_first(const void *x, const void *y)
{
	const struct labour_risk_line *a = x, *b = y;
	return a->count != b->count ? b->count - a->count : str_equal(a->risk, b->risk) ? 0 : strcmp(a->risk, b->risk);
}

static int sector_total(const struct labour_sector_line *s)
{
	return s->slavery + s->sexual + s->drugs + s->harm + s->other + s->child;
}

static int biggest_first(const void *x, const void *y)
{
	const struct labour_sector_line *a = x, *b = y;
	int diff = sector_total(b) - sector_total(a);
	return diff ? diff : strcmp(a->sector, b->sector);
}

bool report_make_labour(struct report_work *w, struct err *e)
{
	struct labour_figures f;
	struct labour_report r = { .area = "" };
	int this_year, last;
	date_split(w->today, &this_year, NULL, NULL);
	last = w->ask.year ? w->ask.year : this_year;
	if (last > this_year) return err_set(e, ERR_DATA, "%s", _("That year has not begun yet."));
	if (!labour_figures(w->db, w->who, last, w->ask.year != 0, w->arena, &f, e) || !report_head_area(w, w->today, &r.head, e)) return false;
	struct labour_year_line *years = arena_array(w->arena, struct labour_year_line, f.year_count + 1);
	int count = f.year_count;
	for (int i = 0; i < count; i++) years[i] = line_of(&f.years[i]);
	if (!count || (w->ask.year && years[count - 1].year != last)) years[count++].year = last; /* the year asked for stands there, with its zeros */
	struct labour_sector_line *sectors = arena_array(w->arena, struct labour_sector_line, f.sector_count + 1);
	for (int i = 0; i < f.sector_count; i++) {
		const int *n = f.sectors[i].count;
		sectors[i] = (struct labour_sector_line){ *f.sectors[i].code ? code_label_load(w->db, w->who, "labour_sector", f.sectors[i].code, w->arena) : "(belum dicatat)", n[0], n[1], n[2], n[3], n[4], n[5] };
	}
	struct labour_risk_line *risks = arena_array(w->arena, struct labour_risk_line, f.risk_count + 1);
	for (int i = 0; i < f.risk_count; i++) risks[i] = (struct labour_risk_line){ code_label_load(w->db, w->who, "labour_risk", f.risks[i].code, w->arena), f.risks[i].count };
	qsort(sectors, (size_t)f.sector_count, sizeof *sectors, biggest_first);
	qsort(risks, (size_t)f.risk_count, sizeof *risks, most_first);
	r.area = r.head.panti;
	r.detail = f.detail;
	r.years = years, r.year_count = count;
	r.sectors = sectors, r.sector_count = f.sector_count;
	r.risks = risks, r.risk_count = f.risk_count;
	r.chief = report_signer_area(w, w->today, &r.chief_title);
	w->document = labour_document(&r);
	return true;
}
