/* Places kept for accepted children, and how many are free. */
#include "db/referral/referral_place.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/child/person.h"
#include "db/office/panti.h"
#include "db/office/setting.h"
#include "db/referral/referral_part.h"
#include "db/scope.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <string.h>

/* Children a place is kept for: of one child once, whatever it is called on its letters; one that is in care already holds a place there. ?1 panti, ?2
 * today, ?3 a referral left out. */
#define KEPT "FROM (SELECT DISTINCT " PERSON_ROOT("r.person_id") " AS child FROM referral_place k JOIN referral r ON r.id = k.referral_id" \
	" WHERE k.panti_id = ?1 AND k.until_on >= ?2 AND k.void_at IS NULL AND k.referral_id <> ?3"
#define KEPT_END ") x JOIN person p ON p.id = x.child WHERE NOT EXISTS (SELECT 1 FROM resident_now n WHERE n.person_id = x.child AND n.panti_id = ?1 AND n.status = 'aktif')"

bool referral_kept(struct db *db, row_id panti, row_id but, int out[SEXES], struct err *e)
{
	for (int s = 0; s < SEXES; s++) out[s] = 0;
	struct stmt *q = stmt(db, "SELECT p.sex, count(*) " KEPT KEPT_END " GROUP BY p.sex"); /* the sex as it is known now */
	stmt_int(q, 1, panti);
	stmt_date(q, 2, panti_today(db, panti));
	stmt_int(q, 3, but);
	while (stmt_row(q)) {
		int s = sex_index(stmt_get_text(q, 0));
		if (s >= 0) out[s] = (int)stmt_get_int(q, 1);
	}
	return stmt_done(q, e);
}

bool referral_free(struct db *db, row_id panti, struct referral_free *out, struct err *e)
{
	*out = (struct referral_free){ { 0 }, { 0 }, { 0 } };
	struct stmt *q = stmt(db, "SELECT capacity_l, capacity_p, (SELECT coalesce(sum(k.n), 0) FROM resident_total k WHERE k.panti_id = h.id AND k.status = 'aktif' AND k.sex = 'L'),"
	                          " (SELECT coalesce(sum(k.n), 0) FROM resident_total k WHERE k.panti_id = h.id AND k.status = 'aktif' AND k.sex = 'P') FROM panti h WHERE h.id = ?1");
	stmt_int(q, 1, panti);
	if (stmt_row(q))
		for (int s = 0; s < SEXES; s++) {
			out->capacity[s] = (int)stmt_get_int(q, s);
			out->residents[s] = (int)stmt_get_int(q, 2 + s);
		}
	if (!stmt_done(q, e)) return false;
	return referral_kept(db, panti, 0, out->kept, e);
}

int referral_free_left(const struct referral_free *f, enum sex_index sex) { return f->capacity[sex] - f->residents[sex] - f->kept[sex]; }

int referral_kept_in_room(struct db *db, row_id room, row_id but)
{
	struct stmt *q = stmt(db, "SELECT panti_id FROM room WHERE id = ?1");
	stmt_int(q, 1, room);
	row_id panti = stmt_one_int(q, 0, NULL);
	q = stmt(db, "SELECT count(*) " KEPT " AND k.room_id = ?4" KEPT_END);
	stmt_int(q, 1, panti);
	stmt_date(q, 2, panti_today(db, panti));
	stmt_int(q, 3, but);
	stmt_int(q, 4, room);
	return (int)stmt_one_int(q, 0, NULL);
}

#define PLACE "SELECT k.id, k.referral_id, COALESCE(k.room_id, 0), r.number, p.name, k.sex, COALESCE(m.name, ''), k.until_on, " PERSON_SEALED("r.panti_id", "r.person_id") "" \
	" FROM referral_place k JOIN referral r ON r.id = k.referral_id JOIN person p ON p.id = r.person_id LEFT JOIN room m ON m.id = k.room_id"

static struct referral_place read_place(struct stmt *q, bool hide, struct arena *a)
{
	const char *name = arena_dup(a, stmt_get_text(q, 4));
	return (struct referral_place){ .id = stmt_get_int(q, 0), .referral = stmt_get_int(q, 1), .room = stmt_get_int(q, 2), .number = arena_dup(a, stmt_get_text(q, 3)),
		.name = hide && stmt_get_int(q, 8) ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 5)), .room_name = arena_dup(a, stmt_get_text(q, 6)), .until = stmt_get_date(q, 7) };
}

int referral_place_list(struct db *db, const struct actor *who, struct arena *a, struct referral_place *out, int max, struct err *e)
{
	int n = 0;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	struct stmt *q = stmt(db, PLACE " WHERE k.panti_id = ?1 AND k.void_at IS NULL ORDER BY k.until_on LIMIT ?2");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q)) out[n++] = read_place(q, scope_rows_hide(who), a);
	return stmt_done(q, e) ? n : -1;
}

bool referral_place_of(struct db *db, row_id referral, struct arena *a, struct referral_place *out, struct err *e)
{
	*out = (struct referral_place){ .number = "", .name = "", .sex = "", .room_name = "", .until = DATE_NONE };
	struct stmt *q = stmt(db, PLACE " WHERE k.referral_id = ?1 AND k.void_at IS NULL");
	stmt_int(q, 1, referral);
	if (stmt_row(q)) *out = read_place(q, false, a);
	return stmt_done(q, e);
}

caldate referral_place_until(struct db *db, row_id panti, caldate on) { return on + (caldate)setting_int(db, panti, "reserve_days"); }

/* Inside a transaction. Nothing kept: nothing happens. */
bool referral_place_end(struct db *db, const struct actor *who, row_id referral, const char *why, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE referral_place SET void_at = ?2, void_by = ?3, void_why = ?4 WHERE referral_id = ?1 AND void_at IS NULL");
	stmt_int(q, 1, referral);
	stmt_int(q, 2, clock_now());
	stmt_int(q, 3, who->user);
	stmt_text(q, 4, why);
	return stmt_run(q, e);
}

bool referral_place_put(struct db *db, const struct actor *who, const struct referral_facts_now *f, row_id room, caldate until, struct err *e)
{
	char sex[4] = "";
	if (!referral_place_end(db, who, f->id, "diganti", e)) return false;
	struct stmt *q = stmt(db, "SELECT sex FROM person WHERE id = ?1");
	stmt_int(q, 1, f->person);
	if (stmt_row(q)) STR_SET(sex, stmt_get_text(q, 0));
	if (!stmt_done(q, e)) return false;
	q = stmt(db, "INSERT INTO referral_place (id, panti_id, referral_id, room_id, sex, until_on, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	stmt_int(q, 1, db_new_id(db, "referral_place"));
	stmt_int(q, 2, f->panti);
	stmt_int(q, 3, f->id);
	stmt_id(q, 4, room);
	stmt_text(q, 5, sex);
	stmt_date(q, 6, until);
	stmt_int(q, 7, clock_now());
	stmt_int(q, 8, who->user);
	return stmt_run(q, e);
}

bool referral_place_check(struct db *db, row_id panti, row_id room, caldate until, caldate today, struct problems *p)
{
	if (until < today || until > today + 366) problem_hard(p, "until", _("The place is kept until today or a later day, within a year."));
	if (!room) return !p->hard;
	struct stmt *q = stmt(db, "SELECT 1 FROM room WHERE id = ?1 AND panti_id = ?2 AND closed_on IS NULL");
	stmt_int(q, 1, room);
	stmt_int(q, 2, panti);
	if (!stmt_one_int(q, 0, NULL)) problem_hard(p, "room", _("Choose the room from the list."));
	return !p->hard;
}

struct keep { const struct actor *who; row_id referral, room; caldate until; const char *reason; struct problems *p; };

static bool keep_tx(struct db *db, void *ctx, struct err *e)
{
	const struct keep *k = ctx;
	struct referral_facts_now f;
	struct referral_place before, after;
	char was[DATE_ISO_SIZE] = "", now[DATE_ISO_SIZE];
	problems_clear(k->p);
	if (!db_may(k->who, RIGHT_REFERRAL_DECIDE, e)) return false;
	struct arena *a = arena_new();
	bool ok = referral_facts_load(db, k->who, k->referral, a, &f, e) && referral_place_of(db, k->referral, a, &before, e);
	if (ok) {
		caldate today = panti_today(db, f.panti), until = k->until == DATE_NONE ? referral_place_until(db, f.panti, today) : k->until;
		if (f.state != REFERRAL_DISETUJUI) problem_hard(k->p, "state", _("A place is kept for an accepted child; this referral is now: %s."), referral_state_label(f.state));
		referral_place_check(db, f.panti, k->room, until, today, k->p);
		const bool held = before.id && before.until >= today;
		ok = !k->p->hard && (held || referral_decision_facts(db, &f, REFERRAL_SETUJU, k->reason, k->p, e));
		if (k->p->hard) case_refused(e);
		ok = ok && referral_place_put(db, k->who, &f, k->room, until, e) && referral_place_of(db, f.id, a, &after, e);
		if (ok) {
			audit_begin(db, k->who, "referral.place", "referral", f.id, f.person);
			audit_value(db, "until_on", before.id ? date_iso(before.until, was) : "", date_iso(until, now));
			audit_value(db, "room", before.room_name, after.room_name);
			if (!held && k->reason && *k->reason) audit_value(db, "why", "", k->reason);
			db_news(db);
			ok = audit_end(db, e);
		}
	}
	arena_free(a);
	return ok;
}

bool referral_place_keep(struct db *db, const struct actor *who, row_id referral, row_id room, caldate until, const char *reason, struct problems *p, struct err *e)
{
	struct problems own;
	struct keep k = { who, referral, room, until, reason, p ? p : &own };
	return db_tx(db, keep_tx, &k, e);
}
