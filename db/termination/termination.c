/* A termination with everything its approval looks at: scores, papers, money, the child. */
#include "db/money/allowance.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/child/resident.h"
#include "db/money/savings.h"
#include "db/stmt.h"
#include "db/termination/termination_part.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/indicator.h"
#include "src/rules/school.h"
#include <string.h>

#define NEEDS_MAX 60
#define PAPERS_MAX 40

static const char *text(struct stmt *q, int column, struct arena *a)
{
	return arena_dup(a, stmt_get_text(q, column));
}

/* The child's side: identity, stay, level, money. c->resident and c->stay are set. */
static bool child(struct db *db, const struct actor *who, struct arena *a, struct termination_card *c, struct err *e)
{
	struct person person;
	struct stmt *q = stmt(db, "SELECT r.person_id, r.register_no, k.sex, k.clusters, k.level, k.school, k.grade, s.on_date, r.sealed, r.panti_id"
	                          " FROM resident r JOIN resident_now k ON k.resident_id = r.id LEFT JOIN stay s ON s.id = ?2 WHERE r.id = ?1 AND r.panti_id = ?3");
	stmt_int(q, 1, c->resident);
	stmt_int(q, 2, c->stay);
	stmt_int(q, 3, who->panti);
	bool there = stmt_row(q);
	if (there) {
		c->person = stmt_get_int(q, 0);
		c->register_no = text(q, 1, a);
		c->sex = text(q, 2, a);
		c->clusters = text(q, 3, a);
		c->level = text(q, 4, a);
		c->school = text(q, 5, a);
		c->grade = (int)stmt_get_int(q, 6);
		c->admit_on = stmt_get_date(q, 7);
		c->sealed = stmt_get_int(q, 8) != 0;
		c->panti = stmt_get_int(q, 9);
	}
	if (!stmt_done(q, e)) return false;
	if (!there) return case_not_found(e);
	if (!person_load(db, c->person, a, &person, e)) return false;
	for (int i = 0; i < PERSON_FIELDS; i++) c->child[i] = person.v[i];
	c->savings = savings_balance(db, c->resident);
	c->allowance_owed = allowance_owed(db, c->resident);
	return true;
}

/* Every indicator (data) that applies to the child's clusters, with the score given. */
static bool needs(struct db *db, struct arena *a, struct termination_card *c, struct err *e)
{
	c->needs = arena_array(a, struct termination_need, NEEDS_MAX);
	struct stmt *q = stmt(db, "SELECT i.code, i.label_id, i.label_en, i.clusters, COALESCE(s.score, ''), COALESCE(s.evidence, '') FROM indicator i"
	                          " LEFT JOIN termination_score s ON s.indicator = i.code AND s.termination_id = ?1 ORDER BY i.sort, i.code");
	stmt_int(q, 1, c->id);
	while (c->need_count < NEEDS_MAX && stmt_row(q))
		if (indicator_applies(stmt_get_text(q, 3), c->clusters)) {
			const char *own = stmt_get_text(q, 1), *given = stmt_get_text(q, 2);
			c->needs[c->need_count++] = (struct termination_need){ text(q, 0, a), arena_dup(a, *own ? own : *given ? _(given) : ""), text(q, 4, a), text(q, 5, a) };
		}
	return stmt_done(q, e);
}

static struct termination_held *paper(struct termination_card *c, struct arena *a, const char *kind)
{
	for (size_t i = 0; i < c->paper_count; i++)
		if (strcmp(c->papers[i].kind, kind) == 0) return &c->papers[i];
	if (c->paper_count == PAPERS_MAX) return NULL;
	c->papers[c->paper_count] = (struct termination_held){ arena_dup(a, kind), false, false, "" };
	return &c->papers[c->paper_count++];
}

/* The child's own papers the panti holds in original; referral letter and care agreement are the panti's file. */
static bool papers(struct db *db, struct arena *a, struct termination_card *c, struct err *e)
{
	c->papers = arena_array(a, struct termination_held, PAPERS_MAX);
	if (str_equal(c->child[PERSON_AKTA], "asli")) paper(c, a, "akta");
	if (str_equal(c->child[PERSON_KIA], "asli")) paper(c, a, "kia");
	struct stmt *q = stmt(db, "SELECT kind FROM document WHERE person_id = ?1 AND state = 'asli' AND kind NOT IN ('surat_rujukan', 'kesepakatan') ORDER BY kind");
	stmt_int(q, 1, c->person);
	while (stmt_row(q)) paper(c, a, stmt_get_text(q, 0));
	if (!stmt_done(q, e)) return false;
	struct stmt *given = stmt(db, "SELECT kind, handed, reason FROM termination_document WHERE termination_id = ?1 ORDER BY kind");
	stmt_int(given, 1, c->id);
	while (stmt_row(given)) {
		struct termination_held *h = paper(c, a, stmt_get_text(given, 0));
		if (!h) continue;
		h->handed = stmt_get_int(given, 1) != 0;
		h->why = text(given, 2, a);
		h->given = h->handed || *h->why;
	}
	return stmt_done(given, e);
}

bool termination_card_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct termination_card *out, struct err *e)
{
	memset(out, 0, sizeof *out);
	struct stmt *q = stmt(db, "SELECT t.resident_id, t.stay_id, t.batch_id, t.version, t.reason, t.on_date, t.note, t.state, t.receiver, t.receiver_relation, t.receiver_id, t.receiver_address,"
	                          " t.family_assessed, t.proposed_at, t.proposed_by, t.decided_at, t.decided_by, t.decision_note, COALESCE(u.shown, ''), COALESCE(w.shown, ''),"
	                          " CASE WHEN t.batch_id IS NULL THEN 1 ELSE (SELECT count(*) FROM termination b WHERE b.batch_id = t.batch_id AND b.state <> 'dibatalkan') END"
	                          " FROM termination t LEFT JOIN account_user u ON u.id = t.proposed_by LEFT JOIN account_user w ON w.id = t.decided_by WHERE t.id = ?1 AND t.panti_id = ?2");
	stmt_int(q, 1, id);
	stmt_int(q, 2, who->panti);
	bool there = stmt_row(q);
	if (there)
		*out = (struct termination_card){ .id = id, .resident = stmt_get_int(q, 0), .stay = stmt_get_int(q, 1), .batch = stmt_get_int(q, 2), .version = stmt_get_int(q, 3),
			.reason = text(q, 4, a), .on = stmt_get_date(q, 5), .note = text(q, 6, a), .state = termination_state_from_code(stmt_get_text(q, 7)),
			.receiver = text(q, 8, a), .receiver_relation = text(q, 9, a), .receiver_id = text(q, 10, a), .receiver_address = text(q, 11, a),
			.family_assessed = stmt_get_int(q, 12) != 0, .proposed_at = stmt_get_int(q, 13), .proposed_by = stmt_get_int(q, 14), .decided_at = stmt_get_int(q, 15),
			.decided_by = stmt_get_int(q, 16), .decision_note = text(q, 17, a), .proposer = text(q, 18, a), .decider = text(q, 19, a), .batch_size = (int)stmt_get_int(q, 20) };
	if (!stmt_done(q, e)) return false;
	if (!there) return case_not_found(e);
	return child(db, who, a, out, e) && needs(db, a, out, e) && papers(db, a, out, e) && letter_find(db, who, LETTER_BAST, "termination", id, &out->bast, e);
}

struct load { const struct actor *who; row_id id; struct arena *a; struct termination_card *out; };

static bool load_tx(struct db *db, void *ctx, struct err *e)
{
	const struct load *in = ctx;
	return termination_card_load(db, in->who, in->id, in->a, in->out, e);
}

static bool opened_tx(struct db *db, void *ctx, struct err *e)
{
	const struct load *in = ctx;
	return audit_note(db, in->who, "termination.open", "termination", in->id, in->out->person, NULL, e);
}

static bool denied_tx(struct db *db, void *ctx, struct err *e)
{
	const struct load *in = ctx;
	struct stmt *q = stmt(db, "SELECT r.person_id FROM termination t JOIN resident r ON r.id = t.resident_id WHERE t.id = ?1");
	stmt_int(q, 1, in->id);
	row_id person = stmt_one_int(q, 0, e);
	return !person || audit_note(db, in->who, "termination.denied", "termination", in->id, person, NULL, e);
}

bool termination_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct termination_card *out, struct err *e)
{
	struct load in = { who, id, a, out };
	struct err own = { ERR_NONE, "" };
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_RESIDENT_READ, e)) return false;
	if (!db_read(db, load_tx, &in, &own)) {
		if (own.kind == ERR_NOTFOUND) db_tx(db, denied_tx, &in, NULL);
		return err_set(e, own.kind, "%s", own.text);
	}
	if (out->sealed && !db_may(who, RIGHT_SEALED_READ, e)) return false;
	return !log || db_tx(db, opened_tx, &in, e);
}

bool termination_preview(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct termination_card *out, struct err *e)
{
	struct resident_ref ref;
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_RESIDENT_READ, e) || !resident_ref(db, who, resident, a, &ref, e)) return false;
	if (ref.sealed && !db_may(who, RIGHT_SEALED_READ, e)) return false;
	*out = (struct termination_card){ .resident = resident, .stay = ref.stay, .batch_size = 1, .reason = "", .note = "", .receiver = "", .receiver_relation = "",
		.receiver_id = "", .receiver_address = "", .decision_note = "", .proposer = "", .decider = "", .on = DATE_NONE };
	if (!child(db, who, a, out, e) || !needs(db, a, out, e) || !papers(db, a, out, e)) return false;
	/* what the file already says of the guardian fills the form */
	out->receiver = out->child[PERSON_GUARDIAN];
	out->receiver_relation = out->child[PERSON_GUARDIAN_RELATION];
	return true;
}

bool termination_card_check(struct db *db, const struct actor *who, const struct termination_card *c, enum termination_stage stage, row_id approver, const char *wanted, const char *typed, struct arena *a, struct problems *p)
{
	struct termination_score *scores = arena_array(a, struct termination_score, c->need_count + 1);
	struct termination_paper *held = arena_array(a, struct termination_paper, c->paper_count + 1);
	for (size_t i = 0; i < c->need_count; i++)
		scores[i] = (struct termination_score){ c->needs[i].indicator, c->needs[i].score, c->needs[i].evidence };
	for (size_t i = 0; i < c->paper_count; i++)
		held[i] = (struct termination_paper){ c->papers[i].kind, c->papers[i].handed, c->papers[i].why };
	enum school_level level = school_level_from_code(c->level);
	char precision;
	struct termination t = { .stage = stage, .reason = c->reason, .on = c->on, .today = panti_today(db, who->panti), .admission = c->admit_on,
		.birth = person_birth(c->child, &precision), .at_school = level < LEVELS && school_levels[level].enrolled, .scores = scores, .score_count = c->need_count,
		.no_cluster = !*c->clusters, .savings = c->savings, .allowance_owed = c->allowance_owed, .papers = held, .paper_count = c->paper_count,
		.family_assessed = c->family_assessed, .receiver = c->receiver, .proposer = c->proposed_by, .approver = approver, .self_approve = may(who, RIGHT_SELF_APPROVE),
		.register_no = wanted ? wanted : c->register_no, .typed = typed };
	return termination_check(&t, p);
}

bool termination_review(struct db *db, const struct actor *who, const struct termination_card *c, struct problems *p, struct err *e)
{
	(void)e;
	struct arena *a = arena_new();
	problems_clear(p);
	/* whoever cannot approve is shown what the papers still need, not that somebody else signs */
	row_id approver = may(who, RIGHT_TERMINATION_APPROVE) && who->user ? who->user : -1;
	bool ok = termination_card_check(db, who, c, TERMINATION_AT_APPROVAL, approver, NULL, NULL, a, p);
	arena_free(a);
	return ok;
}

bool termination_bast(struct db *db, const struct actor *who, row_id id, struct arena *a, struct termination_card *out, struct problems *p, struct err *e)
{
	problems_clear(p);
	if (!db_may(who, RIGHT_PRINT, e) || !termination_load(db, who, id, false, a, out, e)) return false;
	if (out->bast.id) return true;
	if (out->state != TERMINATION_DISETUJUI && out->state != TERMINATION_BERLAKU) {
		problem_hard(p, "state", _("The handover record is printed once the head has approved (now: %s)."), termination_state_label(out->state));
		return case_refused(e);
	}
	return ((who->roles & ROLE_SISTEM) || db_may(who, RIGHT_RESIDENT_EDIT, e)) && letter_number(db, who, LETTER_BAST, "termination", id, out->person, out->on, &out->bast, e);
}
