#include "db/money/allowance.h"

#include <string.h>

#include "db/money/allowance_inside.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/money/ledger.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/child/person_merge.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/month.h"

#define LOOK_BACK 12 /* months whose paid items are compared again with what is known now */

struct run {
	const struct actor *who;
	struct allowance_options options;
	caldate month, today, on;     /* on: day of the entries, the month's last or today */
	char text[8];
	row_id id;
	struct allowance_rate *rates; size_t rate_count;
	caldate *holidays; size_t holiday_count;
	struct arena *list, *child;   /* list: whole run; child: emptied for each */
	struct allowance_run_result *out;
	struct problems *p;
};

struct level_fact { caldate on; const char *level; int grade; };
struct facts { /* of one child, as known now */
	struct stay_span *stays; size_t stay_count;
	struct presence_span *absences; size_t absence_count;
	struct level_fact *levels; size_t level_count; /* oldest first */
};
struct entitled { const char *level; int grade; rupiah rate, base; struct allowance_days days; bool no_rate; };

static bool load_facts(struct db *db, row_id resident, struct arena *a, struct facts *f, struct err *e)
{
	size_t room = 0;
	*f = (struct facts){ .stays = NULL };
	struct stmt *q = stmt(db, "SELECT s.on_date, x.on_date FROM stay s LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
	                          " WHERE s.resident_id = ?1 AND s.void_at IS NULL" STAY_COUNTS("s") " ORDER BY s.on_date");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		f->stays = allowance_grow(a, f->stays, f->stay_count, &room, sizeof *f->stays);
		f->stays[f->stay_count++] = (struct stay_span){ stmt_get_date(q, 0), stmt_get_date(q, 1) };
	}
	if (!stmt_done(q, e)) return false;
	room = 0;
	q = stmt(db, "SELECT on_date, back_on, expected_on, kind FROM presence WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		const struct presence_kind *kind = presence_kind_find(stmt_get_text(q, 3));
		if (!kind) continue;
		f->absences = allowance_grow(a, f->absences, f->absence_count, &room, sizeof *f->absences);
		f->absences[f->absence_count++] = (struct presence_span){ stmt_get_date(q, 0), stmt_get_date(q, 1), stmt_get_date(q, 2), kind->counts, kind->code };
	}
	if (!stmt_done(q, e)) return false;
	room = 0;
	q = stmt(db, "SELECT on_date, level, grade FROM schooling WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date, id");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		f->levels = allowance_grow(a, f->levels, f->level_count, &room, sizeof *f->levels);
		f->levels[f->level_count++] = (struct level_fact){ stmt_get_date(q, 0), arena_dup(a, stmt_get_text(q, 1)), (int)stmt_get_int(q, 2) };
	}
	return stmt_done(q, e);
}

static struct entitled entitle(const struct run *t, const struct facts *f, caldate month)
{
	struct allowance_settings rules = t->options.rules;
	if (t->today > date_month_end(month)) rules.advance = false; /* the month is over: absences are known */
	struct entitled x = { .level = "belum" };
	x.days = allowance_count(&rules, month, f->stays, f->stay_count, f->absences, f->absence_count, t->holidays, t->holiday_count);
	if (x.days.last == DATE_NONE) return x;
	for (size_t i = 0; i < f->level_count && f->levels[i].on <= x.days.last; i++) {
		x.level = f->levels[i].level;
		x.grade = f->levels[i].grade;
	}
	const struct allowance_rate *r = allowance_rate_on(t->rates, t->rate_count, x.level, x.grade, x.days.last);
	x.no_rate = !r;
	x.rate = r ? r->amount : 0;
	x.base = allowance_due(&rules, x.rate, x.days);
	return x;
}

struct item { row_id id, due_entry; caldate month; rupiah due, carried, correction, rate; int days, period, grade; const char *level; enum allowance_state state; };

/* The child's items from LOOK_BACK months before up to the month itself. */
static bool load_items(struct db *db, const struct run *t, row_id resident, struct item **out, size_t *count, struct err *e)
{
	size_t room = 0;
	*out = NULL;
	*count = 0;
	struct stmt *q = stmt(db, "SELECT id, coalesce(due_entry_id, 0), month, due, carried, correction, rate, days, period_days, grade, level, state FROM allowance_item"
	                          " WHERE resident_id = ?1 AND panti_id = ?2 AND month <= ?3 ORDER BY month");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, t->who->panti);
	stmt_text(q, 3, t->text);
	while (stmt_row(q)) {
		*out = allowance_grow(t->child, *out, *count, &room, sizeof **out);
		(*out)[(*count)++] = (struct item){ stmt_get_int(q, 0), stmt_get_int(q, 1), date_from_month(stmt_get_text(q, 2)), stmt_get_int(q, 3), stmt_get_int(q, 4), stmt_get_int(q, 5),
			stmt_get_int(q, 6), (int)stmt_get_int(q, 7), (int)stmt_get_int(q, 8), (int)stmt_get_int(q, 9), arena_dup(t->child, stmt_get_text(q, 10)),
			allowance_state_from_code(stmt_get_text(q, 11)) };
	}
	return stmt_done(q, e);
}

static bool set_correction(struct db *db, struct item *it, rupiah correction, struct err *e)
{
	if (it->correction == correction) return true;
	it->correction = correction;
	struct stmt *q = stmt(db, "UPDATE allowance_item SET correction = ?2, version = version + 1 WHERE id = ?1");
	stmt_int(q, 1, it->id);
	stmt_int(q, 2, correction);
	return stmt_run(q, e);
}

/* Takes back the entitlement an unpaid item was posted with and posts the new one. */
static bool repost(struct db *db, const struct run *t, row_id item, row_id resident, row_id old, rupiah due, row_id *entry, struct err *e)
{
	*entry = 0;
	if (old && !ledger_mirror_entry(db, t->who, old, t->on, _("Recalculated"), t->p, e)) return false;
	if (due <= 0) return true;
	struct ledger_new n = { .kind = POSTING_ENTITLEMENT, .on = t->on, .resident = resident, .item = item, .amount = due, .memo = "" };
	*entry = ledger_post(db, t->who, &n, t->p, e);
	return *entry != 0;
}

static bool write_item(struct db *db, const struct run *t, row_id resident, const struct item *old, const struct entitled *x, rupiah carried, rupiah due, struct err *e)
{
	row_id id = old ? old->id : db_new_id(db, "allowance_item"), entry = old ? old->due_entry : 0;
	struct stmt *q;
	if (!old) {
		q = stmt(db, "INSERT INTO allowance_item (id, panti_id, run_id, resident_id, month, level, grade, rate, days, period_days, carried, due, state)"
		             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'terutang')");
		stmt_int(q, 1, id);
		stmt_int(q, 2, t->who->panti);
		stmt_int(q, 3, t->id);
		stmt_int(q, 4, resident);
		stmt_text(q, 5, t->text);
		stmt_text(q, 6, x->level);
		stmt_int(q, 7, x->grade);
		stmt_int(q, 8, x->rate);
		stmt_int(q, 9, x->days.counted);
		stmt_int(q, 10, x->days.period);
		stmt_int(q, 11, carried);
		stmt_int(q, 12, due);
		if (!stmt_run(q, e)) return false;
	}
	if ((!old || due != old->due) && !repost(db, t, id, resident, entry, due, &entry, e)) return false;
	q = stmt(db, "UPDATE allowance_item SET level = ?2, grade = ?3, rate = ?4, days = ?5, period_days = ?6, carried = ?7, due = ?8, due_entry_id = ?9, version = version + 1"
	             " WHERE id = ?1 AND state <> 'dibayar'");
	stmt_int(q, 1, id);
	stmt_text(q, 2, x->level);
	stmt_int(q, 3, x->grade);
	stmt_int(q, 4, x->rate);
	stmt_int(q, 5, x->days.counted);
	stmt_int(q, 6, x->days.period);
	stmt_int(q, 7, carried);
	stmt_int(q, 8, due);
	stmt_id(q, 9, entry);
	return stmt_run(q, e);
}

static bool run_child(struct db *db, struct run *t, row_id resident, struct err *e)
{
	struct facts f;
	struct item *items, *mine = NULL;
	size_t count;
	if (!load_facts(db, resident, t->child, &f, e) || !load_items(db, t, resident, &items, &count, e)) return false;
	/* what earlier months were paid short or over and no later month has taken up yet */
	rupiah open = 0;
	caldate oldest = month_add(t->month, -LOOK_BACK);
	for (size_t i = 0; i < count; i++) {
		struct item *it = &items[i];
		if (it->month == t->month) {
			mine = it;
			continue;
		}
		if (it->state == ALLOWANCE_PAID && it->month >= oldest) {
			rupiah correction = entitle(t, &f, it->month).base + it->carried - it->due;
			if (correction != it->correction) t->out->corrected++;
			if (!set_correction(db, it, correction, e)) return false;
		}
		if (it->state == ALLOWANCE_PAID) open += it->correction;
		open -= it->carried;
	}
	struct entitled x = entitle(t, &f, t->month);
	rupiah carried = x.days.last == DATE_NONE ? 0 : open < -x.base ? -x.base : open;
	rupiah due = x.base + carried;
	if (x.no_rate) t->out->no_rate++;
	if (!mine) {
		if (x.days.last == DATE_NONE) return true;
		t->out->added++;
		t->out->children++;
		t->out->total += due;
		return write_item(db, t, resident, NULL, &x, carried, due, e);
	}
	t->out->children++;
	if (mine->state == ALLOWANCE_PAID) {
		rupiah correction = x.base + mine->carried - mine->due;
		t->out->total += mine->due;
		if (correction) t->out->corrected++;
		return set_correction(db, mine, correction, e);
	}
	t->out->total += due;
	bool same = mine->due == due && mine->carried == carried && mine->rate == x.rate && mine->days == x.days.counted && mine->period == x.days.period
		&& mine->grade == x.grade && str_equal(mine->level, x.level);
	if (same) return true;
	if (x.days.last == DATE_NONE) t->out->removed++;
	else t->out->changed++;
	return write_item(db, t, resident, mine, &x, carried, due, e);
}

/* Children in care on a day of the month, and those the list has already. */
static size_t load_children(struct db *db, struct run *t, row_id **out, struct err *e)
{
	size_t n = 0, room = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT s.resident_id FROM stay s LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
	                          " WHERE s.panti_id = ?1 AND s.void_at IS NULL AND s.on_date <= ?3 AND (x.on_date IS NULL OR x.on_date > ?2)" STAY_COUNTS("s")
	                          " UNION SELECT resident_id FROM allowance_item WHERE panti_id = ?1 AND month = ?4 ORDER BY 1");
	stmt_int(q, 1, t->who->panti);
	stmt_date(q, 2, t->month);
	stmt_date(q, 3, date_month_end(t->month));
	stmt_text(q, 4, t->text);
	while (stmt_row(q)) {
		*out = allowance_grow(t->list, *out, n, &room, sizeof **out);
		(*out)[n++] = stmt_get_int(q, 0);
	}
	stmt_done(q, e);
	return n;
}

static bool run_row(struct db *db, struct run *t, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT id FROM allowance_run WHERE panti_id = ?1 AND month = ?2");
	stmt_int(q, 1, t->who->panti);
	stmt_text(q, 2, t->text);
	t->id = stmt_one_int(q, 0, e);
	const char *settings = arena_printf(t->list, "unit=%s basis=%s rounding=%" PRId64, allowance_unit_code(t->options.rules.unit), t->options.rules.advance ? "advance" : "arrears",
		t->options.rules.step);
	if (t->id) {
		q = stmt(db, "UPDATE allowance_run SET settings = ?2 WHERE id = ?1");
		stmt_int(q, 1, t->id);
		stmt_text(q, 2, settings);
		return stmt_run(q, e);
	}
	t->id = db_new_id(db, "allowance_run");
	q = stmt(db, "INSERT INTO allowance_run (id, panti_id, month, settings, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, t->who->panti);
	stmt_text(q, 3, t->text);
	stmt_text(q, 4, settings);
	stmt_int(q, 5, clock_now());
	stmt_int(q, 6, t->who->user);
	return stmt_run(q, e);
}

static bool run_checked(struct db *db, struct run *t, struct err *e)
{
	char name[32], total[RUPIAH_SIZE];
	row_id panti = t->who->panti;
	date_format(t->month, DATE_MONTH, name, sizeof name);
	t->today = panti_today(db, panti);
	allowance_options_load(db, panti, &t->options);
	if (t->options.rules.off) problem_hard(t->p, NULL, _("Pocket money is switched off in the settings."));
	else if (t->today < t->month) problem_hard(t->p, "month", _("%s has not begun yet."), name);
	else if (ledger_closed_until(db, panti) >= t->month) problem_hard(t->p, "month", _("%s is closed. Later knowledge goes into the next month."), name);
	else goto open;
	return case_refused(e);
open:
	t->on = t->today < date_month_end(t->month) ? t->today : date_month_end(t->month);
	t->rate_count = allowance_rates(db, panti, t->list, &t->rates, e);
	t->holiday_count = holiday_dates(db, month_add(t->month, -LOOK_BACK), date_month_end(t->month), t->list, &t->holidays);
	row_id *children;
	size_t count = load_children(db, t, &children, e);
	if (!run_row(db, t, e)) return false;
	for (size_t i = 0; i < count; i++) {
		arena_reset(t->child);
		if (!run_child(db, t, children[i], e)) return false;
	}
	audit_begin(db, t->who, "allowance.run", "allowance_run", t->id, 0);
	audit_value(db, "month", "", t->text);
	audit_value(db, "children", "", arena_printf(t->list, "%d", t->out->children));
	audit_value(db, "total", "", rupiah_group(t->out->total, total));
	db_news(db);
	return audit_end(db, e) && (!e || e->kind == ERR_NONE);
}

static bool run_tx(struct db *db, void *ctx, struct err *e)
{
	struct run *t = ctx;
	*t->out = (struct allowance_run_result){ 0 };
	t->list = arena_new();
	t->child = arena_new();
	bool ok = run_checked(db, t, e);
	arena_free(t->child);
	arena_free(t->list);
	return ok;
}

bool allowance_run(struct db *db, const struct actor *who, caldate month, struct allowance_run_result *out, struct problems *p, struct err *e)
{
	struct allowance_run_result unused;
	if (!db_may(who, RIGHT_MONEY_RUN, e)) return false;
	struct run t = { .who = who, .month = month_of(month), .out = out ? out : &unused, .p = p };
	date_month_iso(t.month, t.text);
	return db_tx(db, run_tx, &t, e);
}
