/* One referral: loading it with its events, finding it by number, the reply letter, where an officer may send to. */
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/community/community.h"
#include "db/referral/referral_part.h"
#include "db/referral/referral_place.h"
#include "db/referral/referral_queue.h"
#include "db/child/person_merge.h"
#include "db/scope.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <string.h>

bool referral_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_facts_now *out, struct err *e)
{
	memset(out, 0, sizeof *out);
	struct stmt *q = scope_stmt(db, who, "SELECT r.panti_id, r.person_id, r.number, r.version, p.version, n.state, n.resident_id,"
	                 " (SELECT max(v.on_date) FROM referral_event v WHERE v.referral_id = r.id AND v.void_at IS NULL), " REFERRAL_COLUMNS ", " PERSON_SEALED("r.panti_id", "r.person_id") ""
	                 " FROM referral r JOIN referral_now n ON n.referral_id = r.id JOIN person p ON p.id = r.person_id WHERE %s AND r.id = ?2", scope_rows(who));
	stmt_int(q, 2, id);
	bool there = stmt_row(q);
	if (there) {
		*out = (struct referral_facts_now){ .id = id, .panti = stmt_get_int(q, 0), .person = stmt_get_int(q, 1), .number = arena_dup(a, stmt_get_text(q, 2)),
			.version = stmt_get_int(q, 3), .person_version = stmt_get_int(q, 4), .state = referral_state_from_code(stmt_get_text(q, 5)),
			.resident = stmt_get_int(q, 6), .last_on = stmt_get_date(q, 7) };
		referral_columns_read(q, 8, a, out->v);
		out->sealed = stmt_get_int(q, 8 + REFERRAL_FIELDS) != 0;
	}
	return stmt_done(q, e) && (there || case_not_found(e));
}

/* The try to open what is outside the scope is logged; the answer is the same as for an unknown number. */
struct opened { const struct actor *who; row_id id, person; };

static bool denied_tx(struct db *db, void *ctx, struct err *e)
{
	const struct opened *in = ctx;
	struct stmt *q = stmt(db, "SELECT person_id FROM referral WHERE id = ?1");
	stmt_int(q, 1, in->id);
	row_id person = stmt_one_int(q, 0, e);
	return !person || audit_note(db, in->who, "referral.denied", "referral", in->id, person, NULL, e);
}

/* The newest advice of the assessment, for whoever decides. */
static void advice(struct referral_card *out)
{
	out->advice = out->advice_note = out->advice_by = "";
	for (size_t i = 0; i < out->event_count; i++)
		if (strcmp(out->events[i].move, "usul") == 0) {
			out->advice = out->events[i].reason;
			out->advice_note = out->events[i].note;
			out->advice_by = out->events[i].by;
		}
}

static bool events(struct db *db, row_id id, struct arena *a, struct referral_card *out, struct err *e)
{
	struct stmt *count = stmt(db, "SELECT count(*) FROM referral_event WHERE referral_id = ?1 AND void_at IS NULL");
	stmt_int(count, 1, id);
	int64_t n = stmt_one_int(count, -1, e);
	if (n < 0) return false;
	out->events = arena_array(a, struct referral_event, n + 1);
	struct stmt *q = stmt(db, "SELECT v.id, v.state, v.move, v.reason, v.note, COALESCE(u.shown, ''), v.on_date, v.recorded_at FROM referral_event v"
	                          " LEFT JOIN account_user u ON u.id = v.recorded_by WHERE v.referral_id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, id);
	while ((int64_t)out->event_count < n && stmt_row(q))
		out->events[out->event_count++] = (struct referral_event){ stmt_get_int(q, 0), referral_state_from_code(stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)),
			arena_dup(a, stmt_get_text(q, 3)), arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), stmt_get_date(q, 6), stmt_get_int(q, 7) };
	advice(out);
	return stmt_done(q, e);
}

static bool heading(struct db *db, const struct actor *who, struct arena *a, struct referral_card *out, struct err *e)
{
	caldate today = panti_today(db, who->panti), *holidays = NULL;
	struct stmt *q = stmt(db, "SELECT n.state_on, n.since_on, COALESCE(h.name, ''), COALESCE(g.name, ''), COALESCE(u.shown, ''), COALESCE(s.register_no, ''), COALESCE(s.id, 0)"
	                          " FROM referral_now n JOIN referral r ON r.id = n.referral_id LEFT JOIN panti h ON h.id = r.panti_id LEFT JOIN region g ON g.code = r.district"
	                          " LEFT JOIN account_user u ON u.id = r.recorded_by LEFT JOIN resident s ON s.panti_id = r.panti_id AND s.person_id = " PERSON_ROOT("r.person_id") " WHERE n.referral_id = ?1");
	stmt_int(q, 1, out->id);
	if (stmt_row(q)) {
		out->state_on = stmt_get_date(q, 0);
		out->since = stmt_get_date(q, 1);
		out->panti_name = arena_dup(a, stmt_get_text(q, 2));
		out->district_name = arena_dup(a, stmt_get_text(q, 3));
		out->by = arena_dup(a, stmt_get_text(q, 4));
		out->register_no = arena_dup(a, stmt_get_text(q, 5));
		out->resident = stmt_get_int(q, 6);
	}
	if (!stmt_done(q, e)) return false;
	out->report_no = community_number_of(db, out->id, a);
	size_t count = out->since == DATE_NONE || out->since >= today || !referral_states[out->state].setting ? 0 : holiday_dates(db, out->since, today, a, &holidays);
	out->wait = referral_waiting(out->state, out->since, out->state_on, today, referral_clocks_of(db, out->panti), holidays, count);
	return true;
}

/* The place kept, the place on the waiting list. */
static bool standing(struct db *db, struct arena *a, struct referral_card *out, struct err *e)
{
	struct referral_place place;
	struct referral_waiting_row row;
	if (!referral_place_of(db, out->id, a, &place, e) || !referral_queue_of(db, out->id, a, &row, e)) return false;
	out->place_until = place.until;
	out->place_room = place.room_name;
	out->queue_place = row.place;
	out->queue_of = row.of;
	out->queue_why = row.why;
	return true;
}

/* The others on the same letter, in scope. */
static bool mates(struct db *db, const struct actor *who, struct arena *a, struct referral_card *out, struct err *e)
{
	if (!*out->v[REFERRAL_F_LETTER_NO]) return true;
	struct stmt *q = scope_stmt(db, who, "SELECT r.id, r.number, p.name, p.sex, p.birth_date, n.state, n.resident_id, " PERSON_SEALED("r.panti_id", "r.person_id") " FROM referral r JOIN referral_now n ON n.referral_id = r.id"
	                 " JOIN person p ON p.id = r.person_id WHERE %s AND r.letter_no <> '' AND r.district = ?2 AND r.letter_no = ?3"
	                 " AND COALESCE(r.letter_date, '') = ?4 AND r.id <> ?5 ORDER BY r.number LIMIT 30", scope_rows(who));
	stmt_text(q, 2, out->v[REFERRAL_F_DISTRICT]);
	stmt_text(q, 3, out->v[REFERRAL_F_LETTER_NO]);
	stmt_text(q, 4, out->v[REFERRAL_F_LETTER_DATE]);
	stmt_int(q, 5, out->id);
	out->mates = arena_array(a, struct referral_row, 30);
	while (out->mate_count < 30 && stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 2));
		out->mates[out->mate_count++] = (struct referral_row){ .id = stmt_get_int(q, 0), .number = arena_dup(a, stmt_get_text(q, 1)),
			.name = stmt_get_int(q, 7) && scope_rows_hide(who) ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 3)), .birth = stmt_get_date(q, 4), .state = referral_state_from_code(stmt_get_text(q, 5)), .resident = stmt_get_int(q, 6) };
	}
	return stmt_done(q, e);
}

/* What the home says to itself stays with it: the advice before the decision, why a child stands where on the waiting list, the room kept. The
 * officer reads the decision and its reason, as in the reply letter. */
static void keep_from_officer(struct referral_card *c)
{
	for (size_t i = 0; i < c->event_count; i++)
		if (strcmp(c->events[i].move, "usul") == 0) c->events[i].reason = c->events[i].note = "";
	c->advice = c->advice_note = c->advice_by = c->queue_why = c->place_room = "";
}

struct load { const struct actor *who; row_id id; struct arena *a; struct referral_card *out; };

static bool load_tx(struct db *db, void *ctx, struct err *e)
{
	struct load *in = ctx;
	struct referral_facts_now f;
	struct person child;
	if (!referral_facts_load(db, in->who, in->id, in->a, &f, e)) return false;
	if (f.sealed && scope_rows_hide(in->who)) return db_may(in->who, RIGHT_SEALED_READ, e);
	struct referral_card *out = in->out;
	*out = (struct referral_card){ .id = f.id, .panti = f.panti, .person = f.person, .number = f.number, .version = f.version, .state = f.state };
	memcpy(out->v, f.v, sizeof out->v);
	if (!person_load(db, f.person, in->a, &child, e)) return false;
	out->person_version = child.version;
	for (int i = 0; i < PERSON_FIELDS; i++) out->child[i] = child.v[i];
	if (!(heading(db, in->who, in->a, out, e) && standing(db, in->a, out, e) && events(db, f.id, in->a, out, e) && mates(db, in->who, in->a, out, e))) return false;
	if (!in->who->panti) keep_from_officer(out);
	return true;
}

static bool opened_tx(struct db *db, void *ctx, struct err *e)
{
	const struct opened *in = ctx;
	return audit_note(db, in->who, "referral.open", "referral", in->id, in->person, NULL, e);
}

bool referral_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct referral_card *out, struct err *e)
{
	struct load in = { who, id, a, out };
	struct err own = { ERR_NONE, "" };
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	if (!db_read(db, load_tx, &in, &own)) {
		if (own.kind == ERR_NOTFOUND) {
			struct opened try_ = { who, id, 0 };
			db_tx(db, denied_tx, &try_, NULL);
		}
		return err_set(e, own.kind, "%s", own.text);
	}
	struct opened row = { who, id, out->person };
	return !log || db_tx(db, opened_tx, &row, e);
}

bool referral_find(struct db *db, const struct actor *who, const char *number, row_id *out, struct err *e)
{
	*out = 0;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	struct stmt *q = scope_stmt(db, who, "SELECT r.id FROM referral r JOIN referral_now n ON n.referral_id = r.id WHERE %s AND r.number = ?2", scope_rows(who));
	stmt_text(q, 2, number);
	if (stmt_row(q)) *out = stmt_get_int(q, 0);
	return stmt_done(q, e);
}

int referral_homes(struct db *db, const struct actor *who, struct arena *a, struct referral_home *out, int max, struct err *e)
{
	int n = 0;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	struct stmt *q = stmt(db, "SELECT h.id, h.code, h.name, h.place FROM panti h WHERE ?1 = 0 OR h.id = ?1 ORDER BY h.name LIMIT ?2");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, max);
	while (n < max && stmt_row(q))
		out[n++] = (struct referral_home){ .id = stmt_get_int(q, 0), .code = arena_dup(a, stmt_get_text(q, 1)), .name = arena_dup(a, stmt_get_text(q, 2)), .place = arena_dup(a, stmt_get_text(q, 3)) };
	if (!stmt_done(q, e)) return -1;
	for (int i = 0; i < n; i++) {
		struct referral_free places;
		if (!referral_free(db, out[i].id, &places, e)) return -1;
		out[i].capacity_l = places.capacity[SEX_L];
		out[i].capacity_p = places.capacity[SEX_P];
		out[i].free_l = referral_free_left(&places, SEX_L);
		out[i].free_p = referral_free_left(&places, SEX_P);
	}
	return n;
}
