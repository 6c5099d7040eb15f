/* Decisions on terminations: submitted, approved, returned, in force, reopened; alone or as a pelepasan. */
#include "db/termination/aftercare.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/child/stay.h"
#include "db/child/person_merge.h"
#include "db/stmt.h"
#include "db/termination/termination_part.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <stdlib.h>

#define BATCH_MAX 500

static const char *const actions[TERMINATION_MOVES] = {
	[TERMINATION_AJUKAN] = "termination.ajukan", [TERMINATION_SETUJU] = "termination.setuju", [TERMINATION_KEMBALIKAN] = "termination.kembalikan",
	[TERMINATION_PERBAIKI] = "termination.perbaiki", [TERMINATION_BERLAKUKAN] = "termination.berlaku", [TERMINATION_BATALKAN] = "termination.batalkan",
	[TERMINATION_BUKA_KEMBALI] = "termination.buka_kembali",
};

static bool set_state(struct db *db, const struct actor *who, const struct termination_card *c, enum termination_state to, const char *note, enum termination_move move, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE termination SET state = ?2, decision_note = CASE WHEN ?3 = '' THEN decision_note ELSE ?3 END, version = version + 1,"
	                          " decided_at = CASE WHEN ?4 = 0 THEN decided_at ELSE ?4 END, decided_by = CASE WHEN ?4 = 0 THEN decided_by ELSE ?5 END WHERE id = ?1");
	bool decision = move == TERMINATION_SETUJU || move == TERMINATION_KEMBALIKAN;
	stmt_int(q, 1, c->id);
	stmt_text(q, 2, termination_state_code(to));
	stmt_text(q, 3, note ? note : "");
	stmt_int(q, 4, decision ? clock_now() : 0);
	stmt_int(q, 5, who->user);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, who, actions[move], "termination", c->id, c->person);
	audit_value(db, "state", termination_state_code(c->state), termination_state_code(to));
	audit_value(db, "note", "", note ? note : "");
	return audit_end(db, e);
}

bool termination_enforce(struct db *db, const struct actor *who, const struct termination_card *c, struct err *e)
{
	const struct termination_reason *reason = termination_reason_find(c->reason);
	struct termination_card approved = *c;
	approved.state = TERMINATION_DISETUJUI;
	if (!stay_end_record(db, who, c->stay, c->on, c->reason, c->note, c->id, e)) return false;
	if (reason && reason->aftercare && !aftercare_make(db, c->panti, c->resident, c->id, c->on, e)) return false;
	return set_state(db, who, &approved, TERMINATION_BERLAKU, NULL, TERMINATION_BERLAKUKAN, e);
}

/* The stay's end is taken back; a child admitted again since keeps the end. */
static bool reopen(struct db *db, const struct actor *who, const struct termination_card *c, const char *note, struct problems *p, struct err *e)
{
	if (resident_root(db, c->resident) != c->resident) return person_merged_refused(db, c->resident, e);
	struct stmt *later = stmt(db, "SELECT 1 FROM stay WHERE resident_id = ?1 AND void_at IS NULL AND id <> ?2 AND on_date >= ?3");
	stmt_int(later, 1, c->resident);
	stmt_int(later, 2, c->stay);
	stmt_date(later, 3, c->on);
	if (stmt_one_int(later, 0, e)) {
		problem_hard(p, "state", _("%s was admitted again since; the earlier stay stays ended."), c->register_no);
		return case_refused(e);
	}
	struct stmt *q = stmt(db, "SELECT id FROM stay_end WHERE termination_id = ?1 AND void_at IS NULL");
	stmt_int(q, 1, c->id);
	row_id end = stmt_one_int(q, 0, e);
	return end && stay_end_void(db, who, end, note, e) && aftercare_void(db, c->id, e);
}

struct decide { const struct actor *who; enum termination_move move; const char *typed, *wanted, *note; struct problems *p; };

static bool still_in_care(struct db *db, const struct termination_card *c, struct problems *p)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM stay s WHERE s.id = ?1 AND s.void_at IS NULL AND NOT EXISTS (SELECT 1 FROM stay_end x WHERE x.stay_id = s.id AND x.void_at IS NULL)");
	stmt_int(q, 1, c->stay);
	return stmt_one_int(q, 0, NULL) || problem_hard(p, "resident", _("The stay of %s has ended already. Cancel this termination."), c->register_no);
}

static bool decide_one(struct db *db, const struct decide *d, const struct termination_card *c, struct arena *a, struct problems *p, struct err *e)
{
	const struct termination_step *step = termination_can(c->state, d->move, d->note, p);
	caldate today = panti_today(db, d->who->panti);
	if (!step) return case_refused(e);
	if (!db_may(d->who, step->right, e)) return false;
	if (c->sealed && !db_may(d->who, RIGHT_SEALED_READ, e)) return false;
	if (d->move == TERMINATION_AJUKAN || d->move == TERMINATION_SETUJU) {
		bool good = still_in_care(db, c, p);
		if (d->move == TERMINATION_AJUKAN) good = termination_card_check(db, d->who, c, TERMINATION_AT_PROPOSAL, 0, NULL, NULL, a, p) && good;
		else good = termination_card_check(db, d->who, c, TERMINATION_AT_APPROVAL, d->who->user, d->wanted, d->typed, a, p) && good;
		if (!good) return case_refused(e);
	}
	if (d->move == TERMINATION_BERLAKUKAN && c->on > today) {
		problem_hard(p, "on_date", _("Its day is still to come; it comes into force by itself."));
		return case_refused(e);
	}
	if (d->move == TERMINATION_BERLAKUKAN) return termination_enforce(db, d->who, c, e);
	if (d->move == TERMINATION_BUKA_KEMBALI && !reopen(db, d->who, c, d->note, p, e)) return false;
	if (!set_state(db, d->who, c, step->to, d->note, d->move, e)) return false;
	return d->move != TERMINATION_SETUJU || c->on > today || termination_enforce(db, d->who, c, e);
}

/* A role that never may make this move is told so whatever the state. */
static bool move_may(const struct actor *who, enum termination_move move, struct err *e)
{
	enum right asked = RIGHT_TERMINATION_APPROVE;
	for (size_t i = 0; i < termination_steps_count; i++)
		if (termination_steps[i].move == move) {
			if (may(who, termination_steps[i].right)) return true;
			asked = termination_steps[i].right;
		}
	return db_may(who, asked, e);
}

struct one { struct decide d; row_id id; int64_t version; };

static bool one_tx(struct db *db, void *ctx, struct err *e)
{
	const struct one *r = ctx;
	struct termination_card c;
	problems_clear(r->d.p);
	if (!move_may(r->d.who, r->d.move, e)) return false;
	struct arena *a = arena_new();
	bool ok = termination_card_load(db, r->d.who, r->id, a, &c, e);
	if (ok && c.version != r->version) ok = case_conflict(db, "termination", r->id, e);
	ok = ok && decide_one(db, &r->d, &c, a, r->d.p, e);
	arena_free(a);
	db_news(db);
	return ok;
}

bool termination_decide(struct db *db, const struct actor *who, row_id id, int64_t version, enum termination_move move, const char *typed, const char *note, struct problems *p, struct err *e)
{
	MUST(move < TERMINATION_MOVES);
	struct one r = { { who, move, typed, NULL, note ? note : "", p }, id, version };
	return db_tx(db, one_tx, &r, e);
}

struct several { struct decide d; row_id batch; };

/* Children of the batch from which the move starts: those returned or cancelled one by one are left out. */
static int children(struct db *db, const struct several *r, row_id *ids, struct err *e)
{
	int n = 0;
	struct problems ignored;
	problems_clear(&ignored);
	struct stmt *q = stmt(db, "SELECT id, state FROM termination WHERE batch_id = ?1 AND panti_id = ?2 ORDER BY id");
	stmt_int(q, 1, r->batch);
	stmt_int(q, 2, r->d.who->panti);
	while (n < BATCH_MAX && stmt_row(q))
		if (termination_can(termination_state_from_code(stmt_get_text(q, 1)), r->d.move, "-", &ignored)) ids[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

static bool each(struct db *db, const struct several *r, const row_id *ids, int n, struct err *e)
{
	char count[16];
	struct decide d = r->d;
	snprintf(count, sizeof count, "%d", n);
	if (d.move == TERMINATION_SETUJU) d.wanted = count; /* one approval, typed with the number of children */
	for (int i = 0; i < n; i++) {
		struct termination_card c;
		struct problems own;
		struct err failed = { ERR_NONE, "" };
		problems_clear(&own);
		struct arena *a = arena_new();
		bool ok = termination_card_load(db, d.who, ids[i], a, &c, &failed) && decide_one(db, &d, &c, a, &own, &failed);
		for (int k = 0; k < own.count; k++)
			if (own.list[k].hard) problem_hard(r->d.p, own.list[k].field, "%s: %s", c.register_no, own.list[k].text);
		arena_free(a);
		if (!ok && failed.kind != ERR_PROBLEMS) return err_set(e, failed.kind, "%s", failed.text);
	}
	return r->d.p->hard == 0 || case_refused(e);
}

static bool several_tx(struct db *db, void *ctx, struct err *e)
{
	const struct several *r = ctx;
	problems_clear(r->d.p);
	if (!move_may(r->d.who, r->d.move, e)) return false;
	row_id *ids = mem_alloc(sizeof *ids * BATCH_MAX);
	int n = children(db, r, ids, e);
	bool ok = n > 0;
	if (n == 0) ok = case_not_found(e);
	ok = ok && each(db, r, ids, n, e);
	free(ids);
	db_news(db);
	return ok;
}

bool termination_decide_batch(struct db *db, const struct actor *who, row_id batch, enum termination_move move, const char *typed, const char *note, struct problems *p, struct err *e)
{
	MUST(move < TERMINATION_MOVES);
	struct several r = { { who, move, typed, NULL, note ? note : "", p }, batch };
	return db_tx(db, several_tx, &r, e);
}

struct due { row_id panti, id; bool done; };

static bool due_tx(struct db *db, void *ctx, struct err *e)
{
	struct due *d = ctx;
	struct actor sistem;
	struct termination_card c;
	actor_sistem(d->panti, &sistem);
	d->done = false;
	struct arena *a = arena_new();
	bool ok = termination_card_load(db, &sistem, d->id, a, &c, e);
	if (ok && c.state == TERMINATION_DISETUJUI && c.on <= panti_today(db, d->panti)) { /* another desk may have been first */
		ok = termination_enforce(db, &sistem, &c, e);
		d->done = ok;
		db_news(db);
	}
	arena_free(a);
	return ok;
}

/* Approved ones whose day may have come in some panti: it comes first in the east (+9); due_tx asks each panti's own day. */
static int coming(struct db *db, row_id after, struct due *out, int max, struct err *e)
{
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id, panti_id FROM termination WHERE state = 'disetujui' AND on_date <= ?1 AND id > ?2 ORDER BY id LIMIT ?3");
	stmt_date(q, 1, clock_today(9));
	stmt_int(q, 2, after);
	stmt_int(q, 3, max);
	while (n < max && stmt_row(q)) out[n++] = (struct due){ stmt_get_int(q, 1), stmt_get_int(q, 0), false };
	return stmt_done(q, e) ? n : -1;
}

bool termination_due(struct db *db, int *count, struct err *e)
{
	struct due list[64];
	struct err own = { ERR_NONE, "" };
	int done = 0, n;
	for (row_id after = 0; (n = coming(db, after, list, 64, &own)) > 0; after = list[n - 1].id)
		for (int i = 0; i < n; i++) {
			struct err one = { ERR_NONE, "" };
			if (db_tx(db, due_tx, &list[i], &one)) done += list[i].done;
			else err_set(&own, one.kind, "%s", one.text); /* the others are not held up */
		}
	if (count) *count = done;
	return own.kind == ERR_NONE || err_set(e, own.kind, "%s", own.text);
}
