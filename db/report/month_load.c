#include "db/report/month_inside.h"

#include <string.h>

#include "db/report/month_stored.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/nik.h"

#define LINES 40 /* named differences printed; the rest is counted */

/* A movement's figure is its day in the month, 0 = there was none. */
static const char *value(const char *name, int64_t n, struct arena *a)
{
	char text[RUPIAH_SIZE];
	if (strncmp(name, "movement.", 9) != 0) return arena_dup(a, rupiah_group(n, text));
	return n ? arena_printf(a, _("day %d"), (int)n) : "-";
}

const char **month_difference_lines(const struct monthly_difference *d, int n, struct arena *a, int *count)
{
	const char **lines = arena_array(a, const char *, LINES + 1);
	*count = 0;
	for (int i = 0; i < n && i < LINES; i++)
		lines[(*count)++] = arena_printf(a, _("%s: reported %s, now known %s"), d[i].label, value(d[i].name, d[i].before, a), value(d[i].name, d[i].after, a));
	if (n > LINES) lines[(*count)++] = arena_printf(a, _("and %d more differences"), n - LINES);
	return lines;
}

static const char *figures_of(const struct monthly *m, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	monthly_figures(m, &b);
	const char *text = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

static int64_t both(const char *text, const char *l, const char *p) { return monthly_figure(text, l, 0) + monthly_figure(text, p, 0); }

/* Has anything dated up to the month's end been recorded or voided since its report was made? Asked only where counting again is dear. */
static bool learnt_since(struct db *db, row_id panti, caldate month, utc_ms known_at, bool *learnt, struct err *e)
{
#define SINCE(table) " EXISTS (SELECT 1 FROM " table " WHERE +panti_id = ?1 AND on_date <= ?2 AND (recorded_at > ?3 OR void_at > ?3))"
	struct stmt *q = stmt(db, "SELECT CASE WHEN" SINCE("stay") " OR" SINCE("stay_end") " OR" SINCE("schooling") " OR" SINCE("cluster_fact") " OR" SINCE("presence") " OR" SINCE("referral_event")
	                          " OR EXISTS (SELECT 1 FROM stay_aside WHERE panti_id = ?1 AND (recorded_at > ?3 OR void_at > ?3))"
	                          " OR EXISTS (SELECT 1 FROM presence WHERE +panti_id = ?1 AND on_date <= ?2 AND back_at > ?3) THEN 1 ELSE 0 END");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, date_month_end(month));
	stmt_int(q, 3, known_at);
	struct err mine = { ERR_NONE, "" };
	*learnt = stmt_one_int(q, 1, &mine) != 0;
	return mine.kind == ERR_NONE || err_set(e, mine.kind, "%s", mine.text);
}

/* Last month beside this one, and what last month's report would say differently now. */
static bool beside(struct db *db, const struct actor *who, utc_ms known_at, const struct month_before *b, bool big, struct arena *a, struct monthly *out, struct err *e)
{
	caldate month = month_add(out->month, -1);
	struct month_stored stored;
	if (!month_stored_load(db, who->panti, month, -1, a, &stored, e)) return false;
	const char *said = stored.figures, *now = figures_of(out, a);
	bool again = said && (!big || stored.revision > 0), moved = false;
	if (said && !again && !learnt_since(db, who->panti, month, stored.known_at, &again, e)) return false;
	if (again) {
		struct monthly before;
		struct monthly_difference *d;
		if (!month_figures(db, who, month, known_at, a, &before, e)) return false;
		const char *known = figures_of(&before, a), *first = said;
		moved = monthly_compare(said, known, a, &d) > 0;
		if (stored.revision > 0) { /* a correction printed meanwhile does not take the line away: against what was signed first */
			struct month_stored signed_first;
			if (!month_stored_load(db, who->panti, month, 0, a, &signed_first, e)) return false;
			first = signed_first.figures;
		}
		int n = monthly_compare(first, known, a, &d);
		if (n) out->corrections = month_difference_lines(d, n, a, &out->correction_count);
	}
	const struct { const char *label, *l, *p; int64_t before; } rows[] = {
		{ N_("Children at the beginning"), "total.all.L.opening", "total.all.P.opening", b->opening }, { N_("Entered"), "total.all.L.in", "total.all.P.in", b->in },
		{ N_("Left care"), "total.all.L.out", "total.all.P.out", b->out }, { N_("Children at the end"), "total.all.L.closing", "total.all.P.closing", b->closing },
		{ N_("Days present"), "presence.all.present_days", "", b->care_days - b->away_days }, { N_("Pocket money due for the month"), "money.allowance_due.amount", "", b->due },
		{ N_("Pocket money paid in the month"), "money.allowance_paid.amount", "", b->paid }, { N_("Savings of the children at the end"), "money.savings_balance.amount", "", b->savings },
	};
	out->last = arena_array(a, struct monthly_last, COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++) /* what was reported, where it was */
		out->last[out->last_count++] = (struct monthly_last){ rows[i].l, _(rows[i].label), said ? both(said, rows[i].l, rows[i].p) : rows[i].before, both(now, rows[i].l, rows[i].p) };
	/* where nothing was moved back, this month opens with what last month's report closed with; otherwise the gap has a name */
	for (int x = 0; said && !moved && x < SEXES; x++) {
		int64_t closed = monthly_figure(said, x == SEX_L ? "total.all.L.closing" : "total.all.P.closing", 0);
		if (closed == out->total.opening[x]) continue;
		const char **more = arena_array(a, const char *, out->gap_count + 1);
		if (out->gap_count) memcpy(more, out->gaps, (size_t)out->gap_count * sizeof *more);
		more[out->gap_count++] = arena_printf(a, _("%s, %s: this month opens with %d, last month closed with %d."), _("All children"), x == SEX_L ? "L" : "P", out->total.opening[x], (int)closed);
		out->gaps = more;
	}
	return true;
}

static void sign(struct db *db, const struct actor *who, const char *above, const char *post, struct arena *a, struct monthly *out)
{
	struct official o;
	if (!official_on(db, who->panti, post, out->signed_on, a, &o)) return;
	const char *title = *o.acting ? arena_printf(a, "%s %s", o.acting, o.title) : o.title;
	char nip[32];
	nip_print(o.nip, nip, sizeof nip); /* 8 6 1 3, as on every other paper */
	out->signatures[out->signature_count++] = (struct signature){ above, title, o.name, o.grade, arena_dup(a, nip) };
}

static bool head(struct db *db, const struct actor *who, struct arena *a, struct monthly *out, struct err *e)
{
	struct panti p;
	if (!panti_load(db, who->panti, a, &p, e)) return false;
	out->kop1 = p.v[PANTI_KOP1];
	out->kop2 = p.v[PANTI_KOP2];
	out->kop3 = *p.v[PANTI_KOP3] ? p.v[PANTI_KOP3] : p.v[PANTI_NAME];
	out->address = *p.v[PANTI_PHONE] ? arena_printf(a, "%s%sTelepon %s", p.v[PANTI_ADDRESS], *p.v[PANTI_ADDRESS] ? " - " : "", p.v[PANTI_PHONE]) : p.v[PANTI_ADDRESS];
	out->panti = p.v[PANTI_NAME];
	out->place = p.v[PANTI_PLACE];
	out->paper = p.v[PANTI_PAPER];
	out->capacity_l = p.capacity_l;
	out->capacity_p = p.capacity_p;
	out->demo = db_is_demo(db);
	out->audit_hash = "";
	out->signed_on = panti_today(db, who->panti);
	/* money is signed by the treasurer as well (DOMAIN.md 8); the head stands right, under place and date */
	sign(db, who, "", "bendahara", a, out);
	sign(db, who, "", "kepala", a, out);
	return true;
}

struct load { const struct actor *who; caldate month; utc_ms known; struct arena *a; struct monthly *out; };

static bool load_read(struct db *db, void *ctx, struct err *e)
{
	const struct load *t = ctx;
	struct month_before before;
	bool big;
	return month_figures_beside(db, t->who, t->month, t->known, t->a, t->out, &before, &big, e) && head(db, t->who, t->a, t->out, e)
		&& beside(db, t->who, t->known, &before, big, t->a, t->out, e);
}

bool month_load(struct db *db, const struct actor *who, caldate month, utc_ms known_at, struct arena *a, struct monthly *out, struct err *e)
{
	if (!db_may(who, RIGHT_REPORT, e)) return false;
	struct load t = { who, month, known_at, a, out };
	return db_read(db, load_read, &t, e);
}
