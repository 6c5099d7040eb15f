/* Home's figures about children: stored totals and a few indexed looks. */
#include "db/office/home.h"

#include <stdlib.h>
#include <string.h>

#include "db/child/derive.h"
#include "db/child/person_merge.h"
#include "db/office/panti.h"
#include "db/child/presence.h"
#include "db/child/resident_query.h"
#include "db/office/setting.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

#define SHOWN 20

struct load { const struct actor *who; struct arena *a; struct home_counts *h; struct scope s; int limit, days; };

static int by_days(const void *a, const void *b)
{
	const struct home_child *x = a, *y = b;
	return x->days != y->days ? (x->days > y->days) - (x->days < y->days) : (x->resident > y->resident) - (x->resident < y->resident);
}

static int by_days_and_name(const void *a, const void *b)
{
	const struct home_child *x = a, *y = b;
	return x->days != y->days ? by_days(x, y) : strcmp(x->name, y->name);
}

/* Names are looked up of those that are shown only. */
static bool named(struct db *db, struct load *l, struct home_child *list, int n, struct err *e)
{
	bool ok = true;
	for (int i = 0; ok && i < n; i++) {
		struct stmt *q = stmt(db, "SELECT register_no, name FROM resident_now WHERE resident_id = ?1");
		stmt_int(q, 1, list[i].resident);
		list[i].register_no = list[i].name = "";
		if (stmt_row(q)) {
			list[i].register_no = arena_dup(l->a, stmt_get_text(q, 0));
			list[i].name = arena_dup(l->a, stmt_get_text(q, 1));
		}
		ok = stmt_done(q, e);
	}
	if (n > 1)
		qsort(list, (size_t)n, sizeof *list, by_days_and_name);
	return ok;
}

/* Keeps the SHOWN soonest; n counts those held. */
static void keep(struct home_child *list, int *n, const struct home_child *c)
{
	if (*n < SHOWN)
		list[(*n)++] = *c;
	else if (by_days(c, &list[SHOWN - 1]) < 0)
		list[SHOWN - 1] = *c;
	else
		return;
	qsort(list, (size_t)*n, sizeof *list, by_days);
}

/* Days until the next birthday, 0 today. */
static int until_birthday(caldate birth, caldate today, int *age)
{
	*age = date_age(birth, today);
	caldate next = date_birthday(birth, *age);
	if (next != today)
		next = date_birthday(birth, ++*age);
	return next - today;
}

static bool population(struct db *db, struct load *l, struct err *e)
{
	struct home_counts *h = l->h;
	struct stmt *q = stmt(db, "SELECT sex, level, away, incomplete, approved, waiting_school, n FROM resident_total WHERE panti_id = ?1 AND status = 'aktif'");
	stmt_int(q, 1, l->who->panti);
	while (stmt_row(q)) {
		int sex = sex_index(stmt_get_text(q, 0)), n = (int)stmt_get_int(q, 6);
		if (sex < 0)
			continue;
		enum school_level level = school_level_from_code(stmt_get_text(q, 1));
		h->population[sex] += n;
		*(level == LEVELS ? &h->level_unknown[sex] : &h->level[level][sex]) += n;
		h->away += stmt_get_int(q, 2) ? n : 0;
		h->incomplete += stmt_get_int(q, 3) ? n : 0;
		h->unapproved += stmt_get_int(q, 4) ? 0 : n;
		h->waiting_school += stmt_get_int(q, 5) ? n : 0;
	}
	return stmt_done(q, e);
}

/* Active children born from..until whose identity this person may see, eldest first. */
#define BORN_SQL " FROM resident_now WHERE panti_id = ?1 AND status = 'aktif' AND birth_date >= ?2 AND birth_date <= ?3 AND (sealed = 0 OR ?4 = 1)"
#define BORN_ROWS_SQL "SELECT resident_id, birth_date" BORN_SQL " ORDER BY birth_date, resident_id"

static struct stmt *born(struct stmt *q, const struct load *l, caldate from, caldate until)
{
	stmt_int(q, 1, l->who->panti);
	stmt_date(q, 2, from);
	stmt_date(q, 3, until);
	stmt_int(q, 4, l->s.sealed);
	return q;
}

static struct home_child child(const struct load *l, struct stmt *q, caldate on, int age)
{
	return (struct home_child){ stmt_get_int(q, 0), NULL, NULL, on, on - l->h->today, age };
}

static bool age_limit(struct db *db, struct load *l, struct err *e)
{
	struct home_counts *h = l->h;
	const caldate eldest = date_make(1900, 1, 1), warned = h->today + l->days;
	caldate youngest = date_add_months(warned, -12 * l->limit) + 2;
	while (date_birthday(youngest, l->limit) > warned)
		youngest--; /* 29 February */
	h->age_limit_total = (int)stmt_one_int(born(stmt(db, "SELECT count(*)" BORN_SQL), l, eldest, youngest), 0, e);
	struct stmt *q = born(stmt(db, BORN_ROWS_SQL " LIMIT ?5"), l, eldest, youngest);
	stmt_int(q, 5, SHOWN);
	while (stmt_row(q)) {
		caldate birth = stmt_get_date(q, 1), on = date_birthday(birth, l->limit);
		struct home_child c = child(l, q, on, on > h->today ? l->limit : date_age(birth, h->today)); /* the age that day, or already */
		keep(h->age_limit, &h->age_limit_count, &c);
	}
	return stmt_done(q, e) && named(db, l, h->age_limit, h->age_limit_count, e);
}

/* Birthdays of the next seven days of children born in one span of days, soonest first. */
static bool birthdays_of(struct db *db, struct load *l, caldate from, caldate until, struct err *e)
{
	struct home_counts *h = l->h;
	struct stmt *q = born(stmt(db, BORN_ROWS_SQL), l, from, until);
	bool full = false; /* whoever follows comes later than all that are kept */
	while (!full && stmt_row(q)) {
		int age, days = until_birthday(stmt_get_date(q, 1), h->today, &age);
		full = days <= 7 && h->birthday_count == SHOWN && days > h->birthdays[SHOWN - 1].days;
		if (days > 7 || full)
			continue;
		struct home_child c = child(l, q, h->today + days, age);
		keep(h->birthdays, &h->birthday_count, &c);
	}
	return stmt_done(q, e);
}

/* The week's days in each year somebody was born in, two days wider on both sides for 29 February: the age index has them together. */
static bool birthdays(struct db *db, struct load *l, struct err *e)
{
	struct home_counts *h = l->h;
	struct stmt *q = stmt(db, "SELECT min(birth_date) FROM resident_now WHERE panti_id = ?1 AND status = 'aktif' AND birth_date > '1900'");
	stmt_int(q, 1, l->who->panti);
	caldate eldest = stmt_row(q) ? stmt_get_date(q, 0) : DATE_NONE;
	if (!stmt_done(q, e) || eldest == DATE_NONE)
		return !(e && e->kind);
	for (int years = 0; date_add_months(l->h->today + 9, -12 * years) >= eldest; years++)
		if (!birthdays_of(db, l, date_add_months(l->h->today - 2, -12 * years), years ? date_add_months(l->h->today + 9, -12 * years) : l->h->today, e))
			return false;
	return named(db, l, h->birthdays, h->birthday_count, e);
}

static int count_between(struct db *db, row_id panti, bool in, caldate from, caldate until, struct err *e)
{
	struct stmt *q = in ? stmt(db, "SELECT count(*) FROM stay WHERE panti_id = ?1 AND on_date >= ?2 AND on_date < ?3 AND void_at IS NULL" STAY_COUNTS("stay"))
		: stmt(db, "SELECT count(*) FROM stay_end WHERE panti_id = ?1 AND on_date >= ?2 AND on_date < ?3 AND void_at IS NULL"
			" AND NOT EXISTS (SELECT 1 FROM stay_aside z WHERE z.stay_id = stay_end.stay_id AND z.void_at IS NULL)");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, from);
	stmt_date(q, 3, until);
	return (int)stmt_one_int(q, 0, e);
}

static bool rooms(struct db *db, struct load *l, struct err *e)
{
	struct home_counts *h = l->h;
	h->rooms = arena_array(l->a, struct home_room, SHOWN);
	struct stmt *q = stmt(db, "SELECT m.name, m.capacity, (SELECT count(*) FROM resident_now n WHERE n.room_id = m.id AND n.status = 'aktif') AS there FROM room m"
		" WHERE m.panti_id = ?1 AND m.capacity > 0 AND m.closed_on IS NULL ORDER BY m.name");
	stmt_int(q, 1, l->who->panti);
	while (stmt_row(q))
		if (h->room_count < SHOWN && stmt_get_int(q, 2) >= stmt_get_int(q, 1))
			h->rooms[h->room_count++] = (struct home_room){ arena_dup(l->a, stmt_get_text(q, 0)), (int)stmt_get_int(q, 1), (int)stmt_get_int(q, 2) };
	return stmt_done(q, e);
}

static bool read_all(struct db *db, void *ctx, struct err *e)
{
	struct load *l = ctx;
	struct home_counts *h = l->h;
	struct panti home;
	row_id panti = l->who->panti;
	memset(h, 0, sizeof *h);
	if (!panti_load(db, panti, l->a, &home, e))
		return false;
	h->today = panti_today(db, panti);
	h->capacity[SEX_L] = home.capacity_l;
	h->capacity[SEX_P] = home.capacity_p;
	h->age_limit = arena_array(l->a, struct home_child, SHOWN);
	h->birthdays = arena_array(l->a, struct home_child, SHOWN);
	l->limit = (int)setting_int(db, panti, "age_limit");
	l->days = (int)setting_int(db, panti, "age_warning_days");
	if (!population(db, l, e) || (!l->s.names_only && (!age_limit(db, l, e) || !birthdays(db, l, e) || !rooms(db, l, e))))
		return false;
	struct stmt *q = stmt(db, "SELECT count(*) FROM presence WHERE panti_id = ?1 AND back_on IS NULL AND void_at IS NULL AND expected_on < ?2 AND on_date <= ?2");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, h->today);
	h->overdue = (int)stmt_one_int(q, 0, e);
	q = stmt(db, "SELECT count(*) FROM stay WHERE panti_id = ?1 AND on_date > '' AND approved_at IS NULL AND void_at IS NULL AND returned_at IS NOT NULL"); /* the day points the planner to the few that wait */
	stmt_int(q, 1, panti);
	h->returned = (int)stmt_one_int(q, 0, e);
	q = stmt(db, "SELECT count(*) FROM resident_now WHERE panti_id = ?1 AND status = 'akan'");
	stmt_int(q, 1, panti);
	h->ahead = (int)stmt_one_int(q, 0, e);
	caldate month = month_of(h->today), last = month_add(month, -1), next = month_add(month, 1);
	h->in_month = count_between(db, panti, true, month, next, e);
	h->out_month = count_between(db, panti, false, month, next, e);
	h->in_last = count_between(db, panti, true, last, month, e);
	h->out_last = count_between(db, panti, false, last, month, e);
	if (may(l->who, RIGHT_AUDIT_READ)) h->many_cards = resident_many_told(db, panti, clock_now() - INT64_C(3) * 86400000, e);
	h->day_confirmed = presence_day_confirmed(db, l->who, h->today - 1, e);
	return !(e && e->kind);
}

bool home_counts(struct db *db, const struct actor *who, struct arena *a, struct home_counts *out, struct err *e)
{
	struct load l = { .who = who, .a = a, .h = out, .s = scope_of(who) };
	if (!db_may(who, RIGHT_RESIDENT_LIST, e))
		return false;
	if (l.s.kind != SCOPE_PANTI)
		return err_set(e, ERR_NOPERM, "%s", _("The figures of a panti are shown to its own staff."));
	return derive_today(db, who->panti, e) && db_read(db, read_all, &l, e);
}
