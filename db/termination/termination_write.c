/* Writes of terminations: proposal, batch, decision, coming into force. Each one transaction with right, rule, rows and audit. */
#include "db/audit.h"
#include "db/case.h"
#include "db/child/resident.h"
#include "db/stmt.h"
#include "db/termination/termination_part.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/indicator.h"
#include <stdio.h>
#include <string.h>

#define BATCH_MAX 500

static const char *given(const char *text) { return text ? text : ""; }

/* Scores and papers of the form, upon what stands: an empty score takes a score back. */
static bool scores_put(struct db *db, row_id id, const struct termination_input *in, struct problems *p, struct err *e)
{
	for (size_t i = 0; i < in->score_count; i++) {
		const struct termination_score *s = &in->scores[i];
		struct stmt *known = stmt(db, "SELECT 1 FROM indicator WHERE code = ?1");
		stmt_text(known, 1, s->indicator);
		if (!stmt_one_int(known, 0, e)) {
			problem_hard(p, "score", _("There is no indicator %s."), s->indicator);
			continue;
		}
		bool empty = !*given(s->score);
		if (!empty && !indicator_score_known(s->score)) {
			problem_hard(p, "score", _("Choose the score from the list: reached, partly, not yet."));
			continue;
		}
		struct stmt *q = empty ? stmt(db, "DELETE FROM termination_score WHERE termination_id = ?1 AND indicator = ?2")
		                       : stmt(db, "INSERT INTO termination_score (termination_id, indicator, score, evidence) VALUES (?1, ?2, ?3, ?4)"
		                                  " ON CONFLICT (termination_id, indicator) DO UPDATE SET score = excluded.score, evidence = excluded.evidence");
		stmt_int(q, 1, id);
		stmt_text(q, 2, s->indicator);
		if (!empty) stmt_text(q, 3, s->score);
		if (!empty) stmt_text(q, 4, given(s->evidence));
		if (!stmt_run(q, e)) return false;
	}
	return true;
}

static bool papers_put(struct db *db, row_id id, const struct termination_input *in, struct problems *p, struct err *e)
{
	for (size_t i = 0; i < in->paper_count; i++) {
		const struct termination_paper *paper = &in->papers[i];
		if (!case_code_known(db, "document_kind", paper->kind)) {
			problem_hard(p, "documents", _("There is no paper %s in the list."), paper->kind);
			continue;
		}
		struct stmt *q = stmt(db, "INSERT INTO termination_document (termination_id, kind, handed, reason) VALUES (?1, ?2, ?3, ?4)"
		                          " ON CONFLICT (termination_id, kind) DO UPDATE SET handed = excluded.handed, reason = excluded.reason");
		stmt_int(q, 1, id);
		stmt_text(q, 2, paper->kind);
		stmt_int(q, 3, paper->handed);
		stmt_text(q, 4, given(paper->why));
		if (!stmt_run(q, e)) return false;
	}
	return true;
}

static void lengths(const struct termination_input *in, struct problems *p)
{
	if (text_points(given(in->note)) > 1000) problem_hard(p, "note", _("The note is longer than 1000 letters. Shorten it."));
	if (text_points(given(in->receiver)) > 80) problem_hard(p, "receiver", _("The name is longer than 80 letters. Shorten it."));
	if (text_points(given(in->receiver_address)) > 200) problem_hard(p, "receiver_address", _("The address is longer than 200 letters. Shorten it."));
	if (text_points(given(in->receiver_id)) > 40) problem_hard(p, "receiver_id", _("The identity number is longer than 40 letters. Shorten it."));
}

static void columns_bind(struct stmt *q, const struct termination_input *in)
{
	stmt_text(q, 2, given(in->reason));
	stmt_date(q, 3, in->on);
	stmt_text(q, 4, given(in->note));
	stmt_text(q, 5, given(in->receiver));
	stmt_text(q, 6, given(in->receiver_relation));
	stmt_text(q, 7, given(in->receiver_id));
	stmt_text(q, 8, given(in->receiver_address));
	stmt_int(q, 9, in->family_assessed);
}

/* Rows below the termination, then the rule of the proposal over what stands now. */
static bool details(struct db *db, const struct actor *who, row_id id, const struct termination_input *in, struct problems *p, struct err *e)
{
	struct termination_card card;
	if (!scores_put(db, id, in, p, e) || !papers_put(db, id, in, p, e)) return false;
	if (p->hard) return case_refused(e);
	struct arena *a = arena_new();
	bool ok = termination_card_load(db, who, id, a, &card, e);
	if (ok && !termination_card_check(db, who, &card, TERMINATION_AT_PROPOSAL, 0, NULL, NULL, a, p)) ok = case_refused(e);
	arena_free(a);
	return ok;
}

/* before: the card as it stood; its needs and papers name what was given earlier. */
static void audit_input(struct db *db, const struct termination_card *before, const struct termination_input *in)
{
	char old[DATE_ISO_SIZE], day[DATE_ISO_SIZE], field[64];
	audit_value(db, "reason", given(before->reason), given(in->reason));
	audit_value(db, "on_date", date_iso(before->on, old), date_iso(in->on, day));
	audit_value(db, "note", given(before->note), given(in->note));
	audit_value(db, "receiver", given(before->receiver), given(in->receiver));
	audit_value(db, "receiver_id", given(before->receiver_id), given(in->receiver_id));
	audit_value(db, "family_assessed", before->family_assessed ? "1" : "0", in->family_assessed ? "1" : "0");
	for (size_t i = 0; i < in->score_count; i++) {
		const char *stood = "", *evidence = "";
		for (size_t k = 0; k < before->need_count; k++)
			if (str_equal(before->needs[k].indicator, in->scores[i].indicator)) {
				stood = before->needs[k].score;
				evidence = before->needs[k].evidence;
			}
		snprintf(field, sizeof field, "score:%.50s", in->scores[i].indicator);
		audit_value(db, field, stood, given(in->scores[i].score));
		snprintf(field, sizeof field, "evidence:%.50s", in->scores[i].indicator);
		audit_value(db, field, evidence, given(in->scores[i].evidence));
	}
	for (size_t i = 0; i < in->paper_count; i++) {
		const char *stood = "";
		for (size_t k = 0; k < before->paper_count; k++)
			if (str_equal(before->papers[k].kind, in->papers[i].kind)) stood = before->papers[k].handed ? "1" : before->papers[k].why;
		snprintf(field, sizeof field, "document:%.50s", in->papers[i].kind);
		audit_value(db, field, stood, in->papers[i].handed ? "1" : given(in->papers[i].why));
	}
}

static bool propose_one(struct db *db, const struct actor *who, row_id resident, row_id batch, const struct termination_input *in, row_id *out, struct arena *a, struct problems *p, struct err *e)
{
	struct resident_ref ref;
	if (!resident_ref(db, who, resident, a, &ref, e)) return false;
	if (ref.sealed && !db_may(who, RIGHT_SEALED_READ, e)) return false;
	if (!ref.stay || !str_equal(ref.status, "aktif")) problem_hard(p, "resident", _("%s is not in care now; there is no stay to end."), ref.register_no);
	struct stmt *open = stmt(db, "SELECT 1 FROM termination WHERE resident_id = ?1 AND state IN ('usul', 'menunggu', 'dikembalikan', 'disetujui')");
	stmt_int(open, 1, resident);
	if (stmt_one_int(open, 0, NULL)) problem_hard(p, "resident", _("A termination of %s is open already. Go on with that one."), ref.register_no);
	if (!termination_reason_find(given(in->reason))) problem_hard(p, "reason", _("Choose the reason for the termination from the list."));
	if (in->on == DATE_NONE) problem_hard(p, "on_date", _("Fill in the date of termination."));
	lengths(in, p);
	if (p->hard) return case_refused(e);
	*out = db_new_id(db, "termination");
	struct stmt *q = stmt(db, "INSERT INTO termination (id, reason, on_date, note, receiver, receiver_relation, receiver_id, receiver_address, family_assessed,"
	                          " panti_id, resident_id, stay_id, batch_id, state, proposed_at, proposed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'usul', ?14, ?15)");
	stmt_int(q, 1, *out);
	columns_bind(q, in);
	stmt_int(q, 10, who->panti);
	stmt_int(q, 11, resident);
	stmt_int(q, 12, ref.stay);
	stmt_id(q, 13, batch);
	stmt_int(q, 14, clock_now());
	stmt_int(q, 15, who->user);
	if (!stmt_run(q, e) || !details(db, who, *out, in, p, e)) return false;
	static const struct termination_card nothing = { .on = DATE_NONE };
	audit_begin(db, who, "termination.propose", "termination", *out, ref.person);
	audit_input(db, &nothing, in);
	return audit_end(db, e);
}

struct propose { const struct actor *who; const row_id *residents; size_t count; const struct termination_input *in; const char *idem; row_id *out; bool batch; struct problems *p; };

/* Problems of one child of several carry its number; the soft ones of a batch are too many to read and are seen on each. */
static void named(struct problems *all, const struct problems *one, const char *register_no)
{
	for (int i = 0; i < one->count; i++)
		if (one->list[i].hard) problem_hard(all, one->list[i].field, "%s: %s", register_no, one->list[i].text);
}

static bool batch_rows(struct db *db, const struct propose *r, struct arena *a, struct err *e)
{
	bool ok = true;
	*r->out = db_new_id(db, "batch");
	for (size_t i = 0; ok && i < r->count; i++) {
		struct problems one;
		struct err own = { ERR_NONE, "" };
		row_id id;
		problems_clear(&one);
		if (propose_one(db, r->who, r->residents[i], *r->out, r->in, &id, a, &one, &own)) continue;
		struct stmt *q = stmt(db, "SELECT register_no FROM resident WHERE id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, r->residents[i]);
		stmt_int(q, 2, r->who->panti);
		const char *number = stmt_row(q) ? arena_dup(a, stmt_get_text(q, 0)) : "";
		stmt_done(q, NULL);
		named(r->p, &one, number);
		if (own.kind != ERR_PROBLEMS) ok = err_set(e, own.kind, "%s", own.text);
	}
	return ok && (r->p->hard == 0 || case_refused(e));
}

static bool propose_tx(struct db *db, void *ctx, struct err *e)
{
	const struct propose *r = ctx;
	problems_clear(r->p);
	if (r->idem && db_idem_seen(db, r->idem, r->out)) return true;
	if (!db_may(r->who, RIGHT_TERMINATION_PROPOSE, e)) return false;
	if (r->batch && (!r->count || r->count > BATCH_MAX)) {
		problem_hard(r->p, "resident", _("Tick the children to propose, at most %d."), BATCH_MAX);
		return case_refused(e);
	}
	struct arena *a = arena_new();
	bool ok = r->batch ? batch_rows(db, r, a, e) : propose_one(db, r->who, r->residents[0], 0, r->in, r->out, a, r->p, e);
	arena_free(a);
	if (!ok) return false;
	db_idem_keep(db, r->idem, *r->out);
	db_news(db);
	return true;
}

bool termination_propose(struct db *db, const struct actor *who, row_id resident, const struct termination_input *in, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct propose r = { who, &resident, 1, in, idem, out, false, p };
	return db_tx(db, propose_tx, &r, e);
}

bool termination_propose_batch(struct db *db, const struct actor *who, const row_id *residents, size_t count, const struct termination_input *in, const char *idem, row_id *batch, struct problems *p, struct err *e)
{
	struct propose r = { who, residents, count, in, idem, batch, true, p };
	return db_tx(db, propose_tx, &r, e);
}

struct edit { const struct actor *who; row_id id; int64_t version; const struct termination_input *in; struct problems *p; };

static bool edit_row(struct db *db, const struct edit *r, struct arena *a, struct err *e)
{
	struct termination_card c;
	if (!termination_card_load(db, r->who, r->id, a, &c, e)) return false;
	if (c.sealed && !db_may(r->who, RIGHT_SEALED_READ, e)) return false;
	if (c.version != r->version) return case_conflict(db, "termination", r->id, e);
	if (c.state != TERMINATION_USUL && c.state != TERMINATION_DIKEMBALIKAN)
		problem_hard(r->p, "state", _("This termination is now: %s. Only a proposal or a returned one can be changed."), termination_state_label(c.state));
	if (!termination_reason_find(given(r->in->reason))) problem_hard(r->p, "reason", _("Choose the reason for the termination from the list."));
	if (r->in->on == DATE_NONE) problem_hard(r->p, "on_date", _("Fill in the date of termination."));
	lengths(r->in, r->p);
	if (r->p->hard) return case_refused(e);
	struct stmt *q = stmt(db, "UPDATE termination SET reason = ?2, on_date = ?3, note = ?4, receiver = ?5, receiver_relation = ?6, receiver_id = ?7, receiver_address = ?8,"
	                          " family_assessed = ?9, version = version + 1 WHERE id = ?1");
	stmt_int(q, 1, r->id);
	columns_bind(q, r->in);
	if (!stmt_run(q, e) || !details(db, r->who, r->id, r->in, r->p, e)) return false;
	audit_begin(db, r->who, "termination.edit", "termination", r->id, c.person);
	audit_input(db, &c, r->in);
	db_news(db);
	return audit_end(db, e);
}

static bool edit_tx(struct db *db, void *ctx, struct err *e)
{
	const struct edit *r = ctx;
	problems_clear(r->p);
	if (!db_may(r->who, RIGHT_TERMINATION_PROPOSE, e)) return false;
	struct arena *a = arena_new();
	bool ok = edit_row(db, r, a, e);
	arena_free(a);
	return ok;
}

bool termination_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const struct termination_input *in, struct problems *p, struct err *e)
{
	struct edit r = { who, id, version, in, p };
	return db_tx(db, edit_tx, &r, e);
}
