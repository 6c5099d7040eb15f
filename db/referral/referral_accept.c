/* The approval's facts, and what becomes of a referral whose admission was taken back. */
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/office/setting.h"
#include "db/referral/referral_part.h"
#include "db/referral/referral_place.h"
#include "src/base/clock.h"
#include <string.h>

struct referral_clocks referral_clocks_of(struct db *db, row_id panti)
{
	if (!panti) return REFERRAL_CLOCKS;
	return (struct referral_clocks){ (int)setting_int(db, panti, "clock_referral"), (int)setting_int(db, panti, "clock_assessment"), (int)setting_int(db, panti, "clock_admission") };
}

bool referral_decision_facts(struct db *db, const struct referral_facts_now *f, enum referral_move move, const char *reason, struct problems *p, struct err *e)
{
	struct referral_free places;
	char sex[4] = "";
	if (move != REFERRAL_SETUJU) return true;
	struct stmt *q = stmt(db, "SELECT p.sex, EXISTS (SELECT 1 FROM referral_event v WHERE v.referral_id = r.id AND v.move = 'usul' AND v.void_at IS NULL) FROM referral r JOIN person p ON p.id = r.person_id WHERE r.id = ?1");
	stmt_int(q, 1, f->id);
	struct referral_decision d = { .state = f->state, .move = move, .sex = sex, .reason = reason };
	if (stmt_row(q)) {
		STR_SET(sex, stmt_get_text(q, 0));
		d.advised = stmt_get_int(q, 1) != 0;
	}
	if (!stmt_done(q, e) || !referral_free(db, f->panti, &places, e)) return false;
	int s = sex_index(sex);
	if (s >= 0) {
		d.capacity = places.capacity[s];
		d.residents = places.residents[s];
		d.kept = places.kept[s];
	}
	return referral_decision_check(&d, p);
}

struct ask { const struct actor *who; row_id id; const char *reason; struct problems *p; };

static bool check_read(struct db *db, void *ctx, struct err *e)
{
	const struct ask *in = ctx;
	struct referral_facts_now f;
	problems_clear(in->p);
	struct arena *a = arena_new();
	bool ok = referral_facts_load(db, in->who, in->id, a, &f, e) && referral_decision_facts(db, &f, REFERRAL_SETUJU, in->reason, in->p, e);
	arena_free(a);
	return ok || (in->p->hard ? case_refused(e) : false);
}

bool referral_accept_check(struct db *db, const struct actor *who, row_id id, const char *reason, struct problems *p, struct err *e)
{
	struct ask in = { who, id, reason, p };
	return db_may(who, RIGHT_REFERRAL_READ, e) && db_read(db, check_read, &in, e);
}

bool referral_unplace(struct db *db, const struct actor *who, row_id referral, const char *why, struct err *e)
{
	struct referral_facts_now f;
	MUST(db_in_tx(db));
	struct arena *a = arena_new();
	bool ok = referral_facts_load(db, who, referral, a, &f, e);
	if (ok && f.state == REFERRAL_DITEMPATKAN) {
		struct stmt *q = stmt(db, "UPDATE referral_event SET void_at = ?2, void_by = ?3, void_why = ?4 WHERE referral_id = ?1 AND state = 'ditempatkan' AND void_at IS NULL");
		stmt_int(q, 1, referral);
		stmt_int(q, 2, clock_now());
		stmt_int(q, 3, who->user);
		stmt_text(q, 4, why);
		ok = stmt_run(q, e);
		q = stmt(db, "UPDATE referral SET version = version + 1 WHERE id = ?1");
		stmt_int(q, 1, referral);
		ok = ok && stmt_run(q, e) && follow_derive(db, &referral_follow, referral, e) && referral_place_put(db, who, &f, 0, referral_place_until(db, f.panti, panti_today(db, f.panti)), e);
		if (ok) {
			audit_begin(db, who, "referral.unplace", "referral", referral, f.person);
			audit_value(db, "state", "ditempatkan", "disetujui");
			audit_value(db, "why", "", why);
			ok = audit_end(db, e);
		}
	}
	arena_free(a);
	return ok;
}
