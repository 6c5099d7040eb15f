#include "db/report/month_inside.h"

#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include "src/rules/stay.h"
#include "src/rules/termination.h"

void *month_grow(struct arena *a, void *rows, int n, int *room, size_t size)
{
	if (n < *room) return rows;
	*room = *room ? *room * 2 : 16;
	void *more = arena_alloc(a, (size_t)*room * size);
	if (n) memcpy(more, rows, (size_t)n * size);
	return more;
}

/* Initials when sealed or abh. */
static const char *name_of(struct db *db, row_id resident, struct arena *a, const char **register_no)
{
	const char *name = "";
	struct stmt *q = stmt(db, "SELECT register_no, name, sealed, clusters FROM resident_now WHERE resident_id = ?1");
	stmt_int(q, 1, resident);
	if (stmt_row(q)) {
		*register_no = arena_dup(a, stmt_get_text(q, 0));
		name = arena_dup(a, stmt_get_text(q, 1));
		/* paper travels: sealed files and children in criminal cases stand there with initials (UU 11/2012 art. 19) */
		if (stmt_get_int(q, 2) || codes_have(stmt_get_text(q, 3), "abh")) name = scope_initials(name, a);
	}
	stmt_done(q, NULL);
	return name;
}

static const char *label_of(struct month_scan *s, const char *list, const char *code)
{
	const char *label = code_label_load(s->db, s->who, list, code, s->a);
	return strcmp(label, code) == 0 ? arena_dup(s->a, code_label(list, code)) : label;
}

static void add_gap(struct month_scan *s, struct monthly *out, int *room, const char *text)
{
	out->gaps = month_grow(s->a, out->gaps, out->gap_count, room, sizeof *out->gaps);
	out->gaps[out->gap_count++] = arena_dup(s->a, text);
}

/* --- the population ---------------------------------------------------------------------------------------------------------- */

static void make_dimensions(struct month_scan *s, struct monthly *out)
{
	int bands = (int)age_bands_count, sizes[MONTHLY_DIMENSIONS] = { [MONTHLY_LEVEL] = LEVELS + 1, [MONTHLY_AGE] = bands + 1, [MONTHLY_CLUSTER] = s->clusters };
	static const char *const codes[] = { [MONTHLY_LEVEL] = "level", [MONTHLY_AGE] = "age", [MONTHLY_CLUSTER] = "cluster" };
	static const char *const labels[] = { [MONTHLY_LEVEL] = N_("School level"), [MONTHLY_AGE] = N_("Age band"), [MONTHLY_CLUSTER] = N_("Main cluster") };
	for (int d = 0; d < MONTHLY_DIMENSIONS; d++) {
		out->by[d] = (struct monthly_dimension){ codes[d], _(labels[d]), arena_array(s->a, struct monthly_group, sizes[d]), sizes[d] };
		for (int g = 0; g < sizes[d]; g++) {
			/* the group of what is not recorded stands last everywhere: clusters keep theirs at 0 while scanning */
			bool none = g == sizes[d] - 1;
			const char *list = d == MONTHLY_LEVEL ? "school_level" : d == MONTHLY_AGE ? "age_band" : "cluster";
			const char *code = none ? "-" : d == MONTHLY_LEVEL ? school_levels[g].code : d == MONTHLY_AGE ? age_bands[g].code : s->cluster[g + 1];
			out->by[d].groups[g].code = arena_dup(s->a, code);
			out->by[d].groups[g].label = none ? _("Not recorded") : label_of(s, list, code);
		}
	}
}

static int band_of(const struct month_row *r, int day)
{
	int band = r->birth == DATE_NONE ? -1 : age_band_of(age_bands, age_bands_count, date_age(r->birth, r->day[day]));
	return band < 0 ? (int)age_bands_count : band;
}

static int cluster_of(const struct month_scan *s, const struct month_row *r, int day)
{
	return r->cluster[day] ? r->cluster[day] - 1 : s->clusters - 1;
}

/* Every group of sex x level x main cluster x age band, counted by stays; then children in care on the last day, counted by child. */
static void count_population(struct month_scan *s, struct monthly *out)
{
	int bands = (int)age_bands_count + 1, cross_groups = (LEVELS + 1) * s->clusters * bands, room = 0, no_sex = 0;
	struct tally *cross = mem_alloc((size_t)cross_groups * sizeof *cross), *rows[MONTHLY_DIMENSIONS];
	int heads[SEXES] = { 0 }, doubled = 0;
	for (int d = 0; d < MONTHLY_DIMENSIONS; d++) rows[d] = mem_alloc((size_t)out->by[d].n * sizeof *rows[d]);
	for (int i = 0; i < s->n; i++) {
		const struct month_row *r = &s->rows[i];
		struct month_stay m = r->in_month;
		if (!m.opening && !m.entered) continue;
		if (r->sex < 0) {
			no_sex++;
			continue;
		}
		int group[2][MONTHLY_DIMENSIONS], cell[2];
		for (int day = FIRST; day <= LAST; day++) {
			group[day][MONTHLY_LEVEL] = r->level[day];
			group[day][MONTHLY_AGE] = band_of(r, day);
			group[day][MONTHLY_CLUSTER] = cluster_of(s, r, day);
			cell[day] = (group[day][MONTHLY_LEVEL] * s->clusters + group[day][MONTHLY_CLUSTER]) * bands + group[day][MONTHLY_AGE];
		}
		for (int d = 0; d < MONTHLY_DIMENSIONS; d++) tally_add(rows[d], out->by[d].n, r->sex, m, group[FIRST][d], group[LAST][d]);
		tally_add(cross, cross_groups, r->sex, m, cell[FIRST], cell[LAST]);
	}
	for (int i = 0; i < s->n; i++) {
		int here = 0;
		for (int k = s->rows[i].head ? i : -1; k >= 0; k = s->rows[k].next) here += s->rows[k].in_month.closing;
		if (here && s->rows[i].sex >= 0) heads[s->rows[i].sex]++;
		doubled += here > 1;
	}
	tally_sum(&out->total, rows[MONTHLY_LEVEL], out->by[MONTHLY_LEVEL].n);
	for (int d = 0; d < MONTHLY_DIMENSIONS; d++) {
		for (int g = 0; g < out->by[d].n; g++) out->by[d].groups[g].count = rows[d][g];
		free(rows[d]);
	}
	/* the total knows nobody moving: a child who changes groups is the same child */
	for (int x = 0; x < SEXES; x++) {
		out->total.moved_in[x] = out->total.moved_out[x] = 0;
		int gap = out->total.closing[x] - heads[x];
		if (gap)
			add_gap(s, out, &room, arena_printf(s->a, _("%s: %d counted by stays, %d children in care on the last day; difference %d."), x == SEX_L ? "L" : "P", out->total.closing[x], heads[x], gap));
		if (tally_gap(&out->total, x)) add_gap(s, out, &room, arena_printf(s->a, _("%s: opening, entered and left do not give the closing; difference %d."), x == SEX_L ? "L" : "P", tally_gap(&out->total, x)));
	}
	for (int c = 0; c < cross_groups; c++)
		for (int x = 0; x < SEXES; x++)
			if (tally_gap(&cross[c], x))
				add_gap(s, out, &room, arena_printf(s->a, _("%s, %s, %s, %s: difference %d."), x == SEX_L ? "L" : "P", out->by[MONTHLY_LEVEL].groups[c / bands / s->clusters].label,
					out->by[MONTHLY_CLUSTER].groups[c / bands % s->clusters].label, out->by[MONTHLY_AGE].groups[c % bands].label, tally_gap(&cross[c], x)));
	if (doubled) add_gap(s, out, &room, arena_printf(s->a, _("%d children stand in two stays at once."), doubled));
	if (no_sex) add_gap(s, out, &room, arena_printf(s->a, _("%d children have no derived row and are not counted; run: pantidesk rebuild."), no_sex));
	free(cross);
}

/* --- what goes beside it --------------------------------------------------------------------------------------------------------- */

static struct monthly_count *count_of(struct month_scan *s, struct monthly_count **rows, int *n, int *room, const char *list, const char *code)
{
	for (int i = 0; i < *n; i++)
		if (strcmp((*rows)[i].code, code) == 0) return &(*rows)[i];
	*rows = month_grow(s->a, *rows, *n, room, sizeof **rows);
	(*rows)[*n] = (struct monthly_count){ arena_dup(s->a, code), *code ? label_of(s, list, code) : _("Not recorded"), 0, 0 };
	return &(*rows)[(*n)++];
}

static int by_code(const void *a, const void *b) { return strcmp(((const struct monthly_count *)a)->code, ((const struct monthly_count *)b)->code); }

static void count_others(struct month_scan *s, struct monthly *out)
{
	int others = 0, reasons = 0;
	char code[40];
	for (int i = 0; i < s->n; i++) {
		const struct month_row *r = &s->rows[i];
		struct month_stay m = r->in_month;
		const char *at = r->others;
		while (m.closing && at && codes_next(&at, code, sizeof code)) {
			struct monthly_count *c = count_of(s, &out->other_clusters, &out->other_cluster_count, &others, "cluster", code);
			if (r->sex == SEX_L) c->l++;
			else c->p++;
		}
		if (m.left) {
			struct monthly_count *c = count_of(s, &out->reasons, &out->reason_count, &reasons, "termination_reason", r->reason);
			if (r->sex == SEX_L) c->l++;
			else c->p++;
		}
	}
	/* in the order of codes: the same facts give the same report whatever the table's order */
	if (out->other_cluster_count) qsort(out->other_clusters, (size_t)out->other_cluster_count, sizeof *out->other_clusters, by_code);
	if (out->reason_count) qsort(out->reasons, (size_t)out->reason_count, sizeof *out->reasons, by_code);
}

static int by_day(const void *one, const void *two)
{
	const struct monthly_movement *a = one, *b = two;
	if (a->on != b->on) return a->on < b->on ? -1 : 1;
	int c = strcmp(a->register_no, b->register_no);
	return c ? c : (int)b->in - (int)a->in;
}

static void list_movements(struct month_scan *s, struct monthly *out)
{
	int room = 0;
	for (int i = 0; i < s->n; i++) {
		const struct month_row *r = &s->rows[i];
		struct month_stay m = r->in_month;
		for (int in = 1; in >= 0; in--) {
			if (in ? !m.entered : !m.left) continue;
			struct monthly_movement v = { .on = in ? r->admit : r->end, .register_no = "", .sex = r->sex == SEX_L ? "L" : "P", .in = in };
			v.name = name_of(s->db, r->resident, s->a, &v.register_no);
			v.level = r->level[LAST] == LEVELS ? _("Not recorded") : label_of(s, "school_level", school_levels[r->level[LAST]].code);
			if (!in) v.detail = *r->reason ? label_of(s, "termination_reason", r->reason) : "";
			else if (*r->district) v.detail = label_of(s, "district", r->district);
			else v.detail = r->moved_in ? _("from another home") : "";
			out->movements = month_grow(s->a, out->movements, out->movement_count, &room, sizeof *out->movements);
			out->movements[out->movement_count++] = v;
		}
	}
	if (out->movement_count) qsort(out->movements, (size_t)out->movement_count, sizeof *out->movements, by_day);
}

static void sum_presence(struct month_scan *s, struct monthly *out)
{
	for (int i = 0; i < s->n; i++) {
		caldate from = s->rows[i].admit > s->first ? s->rows[i].admit : s->first, until = s->rows[i].end != DATE_NONE && s->rows[i].end <= s->last ? s->rows[i].end : s->last + 1;
		if (until > from) out->care_days += until - from;
	}
	out->present_days = out->care_days - s->away_days;
	out->presence = arena_array(s->a, struct monthly_presence, presence_kinds_count);
	for (size_t k = 0; k < presence_kinds_count; k++)
		if (s->kind_days[k])
			out->presence[out->presence_count++] = (struct monthly_presence){ presence_kinds[k].code, label_of(s, "presence_kind", presence_kinds[k].code), (int)s->kind_children[k], (int)s->kind_days[k] };
}

struct figures { const struct actor *who; caldate month; utc_ms known; struct arena *a; struct monthly *out; struct month_before *before; bool *big; };

static bool figures_read(struct db *db, void *ctx, struct err *e)
{
	const struct figures *t = ctx;
	struct month_scan s = { .db = db, .who = t->who, .first = month_of(t->month), .last = date_month_end(t->month), .known = t->known == MONTH_NOW ? INT64_MAX : t->known, .a = t->a };
	*t->out = (struct monthly){ .month = s.first };
	bool ok = month_scan(&s, e);
	if (ok) {
		make_dimensions(&s, t->out);
		count_population(&s, t->out);
		count_others(&s, t->out);
		list_movements(&s, t->out);
		sum_presence(&s, t->out);
		ok = month_referrals(&s, t->out, e) && month_money(&s, t->out, e);
	}
	if (t->before) *t->before = s.before;
	if (t->big) *t->big = s.big;
	month_scan_free(&s);
	return ok;
}

bool month_figures_beside(struct db *db, const struct actor *who, caldate month, utc_ms known_at, struct arena *a, struct monthly *out, struct month_before *before, bool *big, struct err *e)
{
	struct figures t = { who, month, known_at, a, out, before, big };
	return db_read(db, figures_read, &t, e);
}

bool month_figures(struct db *db, const struct actor *who, caldate month, utc_ms known_at, struct arena *a, struct monthly *out, struct err *e)
{
	return month_figures_beside(db, who, month, known_at, a, out, NULL, NULL, e);
}
