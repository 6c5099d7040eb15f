/* Home's figures about children: one pass over the active ones and a few indexed looks. */
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

struct load {
	const struct actor *who; struct arena *a; struct home_counts *h; struct scope s; int limit, days;
	char old[DATE_ISO_SIZE], from[DATE_ISO_SIZE], until[DATE_ISO_SIZE]; /* see near() */
};

/* Most children are neither near the age limit nor have a birthday: their text tells, some days wide of the mark, without calendar sums. */
static void near_set(struct load *l)
{
	date_iso(date_add_months(l->h->today + l->days + 2, -12 * l->limit), l->old);
	date_iso(l->h->today - 2, l->from);
	date_iso(l->h->today + 9, l->until);
}

static bool near(const struct load *l, const char *birth)
{
	if (strlen(birth) < 10 || strcmp(birth, l->old) <= 0)
		return true;
	bool after = strcmp(birth + 5, l->from + 5) >= 0, before = strcmp(birth + 5, l->until + 5) <= 0;
	return strcmp(l->from + 5, l->until + 5) <= 0 ? after && before : after || before;
}

static int by_days(const void *a, const void *b)
{
	const struct home_child *x = a, *y = b;
	return x->days != y->days ? (x->days > y->days) - (x->days < y->days) : strcmp(x->name, y->name);
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

static void child(struct load *l, struct stmt *q, int sex)
{
	struct home_counts *h = l->h;
	if (!near(l, stmt_get_text(q, 6)))
		return;
	caldate birth = stmt_get_date(q, 6);
	bool hidden = stmt_get_int(q, 9) && !l->s.sealed;
	if (birth == DATE_NONE || birth > h->today || hidden || l->s.names_only)
		return;
	int age, to_birthday = until_birthday(birth, h->today, &age), to_limit = date_birthday(birth, l->limit) - h->today;
	bool old = to_limit <= l->days;
	(void)sex;
	if (!old && to_birthday > 7)
		return;
	struct home_child c = { stmt_get_int(q, 0), arena_dup(l->a, stmt_get_text(q, 7)), arena_dup(l->a, stmt_get_text(q, 8)), h->today + to_birthday, to_birthday, age };
	if (to_birthday <= 7)
		keep(h->birthdays, &h->birthday_count, &c);
	if (old) {
		c.on = date_birthday(birth, l->limit);
		c.days = to_limit;
		c.age = to_limit > 0 ? l->limit : date_age(birth, h->today); /* the age that day, or already */
		h->age_limit_total++;
		keep(h->age_limit, &h->age_limit_count, &c);
	}
}

#define ACTIVE_SQL "SELECT resident_id, sex, level, presence, missing, approved, birth_date, register_no, name, sealed, waiting_school FROM resident_now"

static bool active(struct db *db, struct load *l, struct err *e)
{
	struct home_counts *h = l->h;
	/* Where there is one panti, most of the table is asked for: read in its own order it takes a tenth of the time the index would. */
	struct stmt *homes = stmt(db, "SELECT count(*) FROM panti");
	bool alone = stmt_one_int(homes, 0, e) == 1;
	struct stmt *q = alone ? stmt(db, ACTIVE_SQL " WHERE +panti_id = ?1 AND +status = 'aktif'")
		: stmt(db, ACTIVE_SQL " WHERE panti_id = ?1 AND status = 'aktif'");
	stmt_int(q, 1, l->who->panti);
	while (stmt_row(q)) {
		int sex = sex_index(stmt_get_text(q, 1));
		if (sex < 0)
			continue;
		enum school_level level = school_level_from_code(stmt_get_text(q, 2));
		h->population[sex]++;
		if (level == LEVELS)
			h->level_unknown[sex]++;
		else
			h->level[level][sex]++;
		h->away += *stmt_get_text(q, 3) != '\0';
		h->incomplete += stmt_get_int(q, 4) > 0;
		h->unapproved += stmt_get_int(q, 5) == 0;
		h->waiting_school += stmt_get_int(q, 10) != 0;
		child(l, q, sex);
	}
	return stmt_done(q, e);
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
	near_set(l);
	if (!active(db, l, e) || (!l->s.names_only && !rooms(db, l, e)))
		return false;
	struct stmt *q = stmt(db, "SELECT count(*) FROM presence WHERE panti_id = ?1 AND back_on IS NULL AND void_at IS NULL AND expected_on < ?2 AND on_date <= ?2");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, h->today);
	h->overdue = (int)stmt_one_int(q, 0, e);
	q = stmt(db, "SELECT count(*) FROM stay WHERE panti_id = ?1 AND approved_at IS NULL AND void_at IS NULL AND returned_at IS NOT NULL");
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
