#include "db/money/allowance.h"

#include <stdlib.h>
#include <string.h>

#include "db/money/allowance_inside.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/money/ledger.h"
#include "db/scope.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

void allowance_options_load(struct db *db, row_id panti, struct allowance_options *out)
{
	struct arena *a = arena_new();
	out->rules = (struct allowance_settings)ALLOWANCE_DEFAULTS;
	enum allowance_unit unit = allowance_unit_from_code(setting_text(db, panti, "allowance_unit", a));
	if (unit != ALLOWANCE_UNITS) out->rules.unit = unit;
	out->rules.advance = str_equal(setting_text(db, panti, "allowance_basis", a), "advance");
	out->rules.step = setting_int(db, panti, "allowance_rounding");
	out->rules.off = setting_int(db, panti, "allowance_on") == 0;
	out->savings = setting_int(db, panti, "allowance_savings");
	out->limit = setting_int(db, panti, "pay_limit");
	const char *fund = setting_text(db, panti, "allowance_fund", a);
	STR_SET(out->fund, *fund ? fund : "apbd");
	arena_free(a);
}

/* --- rates ---------------------------------------------------------------------------------------------------------------- */

size_t allowance_rates(struct db *db, row_id panti, struct arena *a, struct allowance_rate **out, struct err *e)
{
	size_t n = 0, room = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT level, grade, on_date, amount FROM rate WHERE panti_id = ?1 AND void_at IS NULL ORDER BY level, grade, on_date");
	stmt_int(q, 1, panti);
	while (stmt_row(q)) {
		*out = allowance_grow(a, *out, n, &room, sizeof **out);
		(*out)[n++] = (struct allowance_rate){ arena_dup(a, stmt_get_text(q, 0)), (int)stmt_get_int(q, 1), stmt_get_date(q, 2), DATE_NONE, stmt_get_int(q, 3) };
	}
	stmt_done(q, e);
	return n;
}

void *allowance_grow(struct arena *a, void *rows, size_t n, size_t *room, size_t size)
{
	if (n < *room) return rows;
	*room = *room ? *room * 2 : 16;
	void *more = arena_alloc(a, *room * size);
	if (n) memcpy(more, rows, n * size);
	return more;
}

bool allowance_rate_at(struct db *db, row_id panti, const char *level, int grade, caldate day, rupiah *amount)
{
	struct arena *a = arena_new();
	struct allowance_rate *rates;
	size_t n = allowance_rates(db, panti, a, &rates, NULL);
	const struct allowance_rate *r = allowance_rate_on(rates, n, level, grade, day);
	if (r) *amount = r->amount;
	arena_free(a);
	return r != NULL;
}

struct rate_add { const struct actor *who; const struct rate_new *in; row_id id; struct problems *p; };

static bool rate_add_tx(struct db *db, void *ctx, struct err *e)
{
	struct rate_add *t = ctx;
	struct arena *a = arena_new();
	struct allowance_rate *others, r = { t->in->level, t->in->grade, t->in->on, DATE_NONE, t->in->amount };
	char day[DATE_ISO_SIZE], amount[RUPIAH_SIZE];
	size_t n = allowance_rates(db, t->who->panti, a, &others, e);
	bool ok = allowance_rate_check(&r, others, n, t->p) || case_refused(e);
	arena_free(a);
	if (!ok) return false;
	t->id = db_new_id(db, "rate");
	struct stmt *q = stmt(db, "INSERT INTO rate (id, panti_id, on_date, level, grade, amount, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, t->who->panti);
	stmt_date(q, 3, t->in->on);
	stmt_text(q, 4, t->in->level);
	stmt_int(q, 5, t->in->grade);
	stmt_int(q, 6, t->in->amount);
	stmt_int(q, 7, clock_now());
	stmt_int(q, 8, t->who->user);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, t->who, "rate.add", "rate", t->id, 0);
	audit_value(db, "level", "", t->in->level);
	audit_value(db, "on_date", "", date_iso(t->in->on, day));
	audit_value(db, "amount", "", rupiah_group(t->in->amount, amount));
	db_news(db);
	return audit_end(db, e);
}

bool allowance_rate_add(struct db *db, const struct actor *who, const struct rate_new *in, row_id *id, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_RATE, e)) return false;
	struct rate_add t = { who, in, 0, p };
	bool ok = db_tx(db, rate_add_tx, &t, e);
	if (ok && id) *id = t.id;
	return ok;
}

struct rate_void { const struct actor *who; row_id id; const char *why; };

static bool rate_void_tx(struct db *db, void *ctx, struct err *e)
{
	const struct rate_void *t = ctx;
	struct stmt *q = stmt(db, "UPDATE rate SET void_at = ?3, void_by = ?4, void_why = ?5 WHERE id = ?1 AND panti_id = ?2 AND void_at IS NULL");
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, t->who->panti);
	stmt_int(q, 3, clock_now());
	stmt_int(q, 4, t->who->user);
	stmt_text(q, 5, t->why);
	if (!stmt_run(q, e)) return false;
	if (!stmt_changes(db)) return case_not_found(e);
	db_news(db);
	return audit_note(db, t->who, "rate.void", "rate", t->id, 0, t->why, e);
}

bool allowance_rate_void(struct db *db, const struct actor *who, row_id rate, const char *why, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_RATE, e)) return false;
	if (!why || !*why) {
		problem_hard(p, "why", _("Write the reason for the correction."));
		return case_refused(e);
	}
	struct rate_void t = { who, rate, why };
	return db_tx(db, rate_void_tx, &t, e);
}

int allowance_rate_list(struct db *db, const struct actor *who, bool with_void, struct arena *a, struct rate_row **out, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e)) return -1;
	size_t n = 0, room = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT id, on_date, level, grade, amount, void_at IS NOT NULL, coalesce(void_why, '') FROM rate"
	                          " WHERE panti_id = ?1 AND (?2 = 1 OR void_at IS NULL) ORDER BY on_date DESC, level, grade, id");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, with_void);
	while (stmt_row(q)) {
		*out = allowance_grow(a, *out, n, &room, sizeof **out);
		(*out)[n++] = (struct rate_row){ stmt_get_int(q, 0), stmt_get_date(q, 1), arena_dup(a, stmt_get_text(q, 2)), (int)stmt_get_int(q, 3), stmt_get_int(q, 4),
			stmt_get_int(q, 5) != 0, arena_dup(a, stmt_get_text(q, 6)) };
	}
	return stmt_done(q, e) ? (int)n : -1;
}

/* --- lists ---------------------------------------------------------------------------------------------------------------- */

bool allowance_month_run(struct db *db, row_id panti, caldate month)
{
	char text[8];
	struct stmt *q = stmt(db, "SELECT 1 FROM allowance_run WHERE panti_id = ?1 AND month = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, date_month_iso(month, text));
	bool there = stmt_row(q);
	stmt_done(q, NULL);
	return there;
}

rupiah allowance_owed(struct db *db, row_id resident)
{
	struct stmt *q = stmt(db, "SELECT coalesce(sum(due), 0) FROM allowance_item WHERE resident_id = ?1 AND state IN ('terutang', 'ditahan')");
	stmt_int(q, 1, resident);
	return stmt_one_int(q, 0, NULL);
}

int allowance_list(struct db *db, const struct actor *who, const struct allowance_filter *f, struct arena *a, struct allowance_row **out, struct err *e)
{
	if (!db_may(who, RIGHT_MONEY_READ, e)) return -1;
	size_t n = 0, room = 0;
	char from[8], to[8];
	*out = NULL;
	struct allowance_options options;
	allowance_options_load(db, who->panti, &options);
#define LIST_COLUMNS "SELECT i.id, i.resident_id, n.person_id, i.version, n.register_no, n.name, i.level, i.note, i.grade, i.days, i.period_days, i.month, i.paid_on," \
	" i.rate, i.due, i.deposit, i.carried, i.correction, i.state, n.status = 'aktif', n.sealed FROM allowance_item i JOIN resident_now n ON n.resident_id = i.resident_id"
#define LIST_WHERE " AND i.month BETWEEN ?2 AND ?3 AND (?4 = '' OR i.level = ?4) AND (?5 = '' OR i.state = ?5) ORDER BY n.sort_key, n.resident_id, i.month"
	struct stmt *q = f->resident ? stmt(db, LIST_COLUMNS " WHERE i.resident_id = ?6 AND i.panti_id = ?1" LIST_WHERE) : stmt(db, LIST_COLUMNS " WHERE i.panti_id = ?1" LIST_WHERE);
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, date_month_iso(f->from, from));
	stmt_text(q, 3, date_month_iso(f->to, to));
	stmt_text(q, 4, f->level ? f->level : "");
	stmt_text(q, 5, f->state >= 0 ? allowance_state_code((enum allowance_state)f->state) : "");
	if (f->resident) stmt_int(q, 6, f->resident);
	while (stmt_row(q)) {
		*out = allowance_grow(a, *out, n, &room, sizeof **out);
		struct allowance_row *r = &(*out)[n++];
		*r = (struct allowance_row){ .id = stmt_get_int(q, 0), .resident = stmt_get_int(q, 1), .person = stmt_get_int(q, 2), .version = stmt_get_int(q, 3),
			.register_no = arena_dup(a, stmt_get_text(q, 4)), .name = scope_name(who, stmt_get_text(q, 5), stmt_get_int(q, 20), a), .level = arena_dup(a, stmt_get_text(q, 6)),
			.note = arena_dup(a, stmt_get_text(q, 7)), .grade = (int)stmt_get_int(q, 8), .days = (int)stmt_get_int(q, 9), .period_days = (int)stmt_get_int(q, 10),
			.month = date_from_month(stmt_get_text(q, 11)), .paid_on = stmt_get_date(q, 12), .rate = stmt_get_int(q, 13), .due = stmt_get_int(q, 14),
			.deposit = stmt_get_int(q, 15), .carried = stmt_get_int(q, 16), .correction = stmt_get_int(q, 17),
			.state = allowance_state_from_code(stmt_get_text(q, 18)), .in_care = stmt_get_int(q, 19) != 0 };
		if (r->state != ALLOWANCE_PAID) r->deposit = options.savings < r->due ? options.savings : r->due;
	}
	return stmt_done(q, e) ? (int)n : -1;
}

int allowance_totals(struct db *db, const struct actor *who, const struct allowance_filter *f, struct arena *a, struct allowance_total **out, struct err *e)
{
	struct allowance_row *rows;
	int n = allowance_list(db, who, f, a, &rows, e), groups = 0;
	if (n < 0) return -1;
	size_t room = 0;
	*out = allowance_grow(a, NULL, 0, &room, sizeof **out);
	struct allowance_total all = { .level = "" };
	for (int i = 0; i < n; i++) {
		int g = 0;
		while (g < groups && strcmp((*out)[g].level, rows[i].level) != 0) g++;
		if (g == groups) {
			*out = allowance_grow(a, *out, (size_t)groups + 1, &room, sizeof **out); /* room for the sum as well */
			(*out)[groups++] = (struct allowance_total){ .level = rows[i].level };
		}
		for (struct allowance_total *t = &(*out)[g]; t; t = t == &all ? NULL : &all) {
			t->children++;
			t->due += rows[i].due;
			if (rows[i].state == ALLOWANCE_PAID) {
				t->paid++;
				t->paid_amount += rows[i].due;
				t->deposits += rows[i].deposit;
			} else {
				t->unpaid += rows[i].due;
				t->held += rows[i].state == ALLOWANCE_HELD;
			}
		}
	}
	(*out)[groups++] = all;
	return groups;
}
