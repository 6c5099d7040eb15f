/* Writes of referrals out: each one transaction with right, rule, row, event, derived row and audit. */
#include "db/audit.h"
#include "db/case.h"
#include "db/child/resident.h"
#include "db/partner/referral_out_part.h"
#include "db/office/panti.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include <stdlib.h>
#include <string.h>

/* Confidential words stay out of the log's values: that they changed is said, what they say is not. */
static void audit_facts(struct db *db, const char *const before[OUT_FIELDS], const char *const after[OUT_FIELDS])
{
	for (int i = OUT_F_PARTNER + 1; i < OUT_FIELDS; i++) { /* the partner is named, not numbered: by send_row() */
		const char *was = before[i] ? before[i] : "", *is = after[i] ? after[i] : "";
		bool secret = i == OUT_F_PURPOSE || i == OUT_F_NOTE;
		if (!secret) audit_value(db, out_fields[i].code, was, is);
		else if (!str_equal(was, is)) audit_value(db, out_fields[i].code, "", "(...)");
	}
}

struct send { const struct actor *who; row_id resident; const char *const *v; const char *idem; row_id *out; struct problems *p; };
struct whom { row_id id; const char *name; };

static bool open_already(struct db *db, const struct send *s, row_id partner, const char *service, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT r.number FROM referral_out r JOIN referral_out_now n ON n.referral_out_id = r.id WHERE r.resident_id = ?1 AND r.partner_id = ?2 AND r.service = ?3 AND n.open = 1 LIMIT 1");
	stmt_int(q, 1, s->resident);
	stmt_int(q, 2, partner);
	stmt_text(q, 3, service);
	if (stmt_row(q)) problem_hard(s->p, "partner", _("Referral out %s asks this partner for the same service and is still open."), stmt_get_text(q, 0));
	return stmt_done(q, e);
}

static bool partner_stands(struct db *db, const struct send *s, struct whom *w, struct arena *a, struct err *e)
{
	struct partner to;
	const row_id partner = w->id;
	struct err own = { ERR_NONE, "" };
	if (!partner || !partner_load(db, s->who, partner, a, &to, &own)) {
		if (own.kind && own.kind != ERR_NOTFOUND) return err_set(e, own.kind, "%s", own.text);
		return problem_hard(s->p, "partner", _("Choose the partner from the list.")), true;
	}
	w->name = to.v[PARTNER_NAME];
	if (to.closed_on != DATE_NONE) problem_hard(s->p, "partner", _("The partnership with %s has ended. Choose another partner."), to.v[PARTNER_NAME]);
	return true;
}

static bool send_row(struct db *db, const struct send *s, const struct resident_ref *child, const struct whom *w, const char *const v[OUT_FIELDS], struct err *e)
{
	static const char *const nothing[OUT_FIELDS] = { NULL };
	char number[32];
	if (!case_number(db, "referral_out", s->who->panti, "RK", panti_today(db, s->who->panti), number, sizeof number, e)) return false;
	*s->out = db_new_id(db, "referral_out");
	struct stmt *q = stmt(db, "INSERT INTO referral_out (id, panti_id, number, resident_id, partner_id, service, purpose, urgent, note, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
	stmt_int(q, 1, *s->out);
	stmt_int(q, 2, s->who->panti);
	stmt_text(q, 3, number);
	stmt_int(q, 4, s->resident);
	stmt_int(q, 5, w->id);
	stmt_text(q, 6, v[OUT_F_SERVICE]);
	stmt_text(q, 7, v[OUT_F_PURPOSE]);
	stmt_int(q, 8, str_equal(v[OUT_F_URGENT], "1"));
	stmt_text(q, 9, v[OUT_F_NOTE]);
	stmt_int(q, 10, clock_now());
	stmt_int(q, 11, s->who->user);
	const struct follow_event sent = { .move = out_move_code(OUT_MOVE_KIRIM), .state = out_states[OUT_DIKIRIM].code, .on = date_from_iso(v[OUT_F_SENT_ON]) };
	if (!stmt_run(q, e) || !follow_event(db, s->who, &out_follow, *s->out, s->who->panti, &sent, e)) return false;
	audit_begin(db, s->who, "referral_out.send", "referral_out", *s->out, child->person);
	audit_value(db, "number", "", number);
	audit_value(db, "partner", "", w->name);
	audit_facts(db, nothing, v);
	db_idem_keep(db, s->idem, *s->out);
	db_news(db);
	return audit_end(db, e);
}

static bool send_in(struct db *db, const struct send *s, struct arena *a, struct err *e)
{
	struct resident_ref child;
	const char *v[OUT_FIELDS];
	for (int i = 0; i < OUT_FIELDS; i++) v[i] = s->v[i] ? s->v[i] : "";
	if (!resident_ref(db, s->who, s->resident, a, &child, e)) return false;
	if (child.sealed && !db_may(s->who, RIGHT_SEALED_READ, e)) return false;
	struct whom w = { strtoll(v[OUT_F_PARTNER], NULL, 10), "" };
	if (!str_equal(child.status, "aktif")) problem_hard(s->p, NULL, _("Only a child in care is sent to a service."));
	out_check(v, child.admit, panti_today(db, s->who->panti), s->p);
	if (*v[OUT_F_SERVICE] && !case_code_known(db, "out_service", v[OUT_F_SERVICE])) problem_hard(s->p, "service", _("Choose the service from the list."));
	if (!partner_stands(db, s, &w, a, e) || !open_already(db, s, w.id, v[OUT_F_SERVICE], e)) return false;
	if (s->p->hard) return case_refused(e);
	return out_doubts(db, s->who, s->resident, w.id, s->p, e) && send_row(db, s, &child, &w, v, e);
}

static bool send_tx(struct db *db, void *ctx, struct err *e)
{
	const struct send *s = ctx;
	problems_clear(s->p);
	if (s->idem && db_idem_seen(db, s->idem, s->out)) return true;
	if (!db_may(s->who, RIGHT_OUT_SEND, e)) return false;
	struct arena *a = arena_new();
	bool ok = send_in(db, s, a, e);
	arena_free(a);
	return ok;
}

bool out_send(struct db *db, const struct actor *who, row_id resident, const char *const v[OUT_FIELDS], const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct send s = { who, resident, v, idem, out, p };
	return db_tx(db, send_tx, &s, e);
}

/* --- changes -------------------------------------------------------------------------------------------------------------------- */

struct change {
	const struct actor *who;
	row_id id;
	int64_t version;
	const char *const *v;
	enum out_move move;
	caldate on;
	const char *reason, *note, *by_whom;
	struct problems *p;
	bool (*fn)(struct db *db, const struct change *c, const struct out_facts *f, struct err *e);
};

static bool change_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	struct out_facts f;
	problems_clear(c->p);
	if (!db_may(c->who, RIGHT_OUT_READ, e)) return false;
	struct arena *a = arena_new();
	bool ok = out_facts_load(db, c->who, c->id, a, &f, e);
	if (ok && f.version != c->version) ok = case_conflict(db, "referral_out", c->id, e);
	ok = ok && c->fn(db, c, &f, e);
	arena_free(a);
	return ok;
}

static bool edit(struct db *db, const struct change *c, const struct out_facts *f, struct err *e)
{
	const char *v[OUT_FIELDS];
	if (!db_may(c->who, RIGHT_OUT_SEND, e)) return false;
	if (f->state != OUT_DIKIRIM) problem_hard(c->p, "state", _("The partner has answered (now: %s); what was asked stays as it is."), out_state_label(f->state));
	for (int i = 0; i < OUT_FIELDS; i++) v[i] = c->v[i] ? c->v[i] : f->v[i];
	v[OUT_F_PARTNER] = f->v[OUT_F_PARTNER];
	v[OUT_F_SENT_ON] = f->v[OUT_F_SENT_ON];
	if (!case_code_known(db, "out_service", v[OUT_F_SERVICE])) problem_hard(c->p, "service", _("Choose the service from the list."));
	field_check_stored(out_fields, OUT_FIELDS, v, c->p);
	if (c->p->hard) return case_refused(e);
	struct stmt *q = stmt(db, "UPDATE referral_out SET version = version + 1, service = ?3, purpose = ?4, urgent = ?5, note = ?6 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, f->id);
	stmt_int(q, 2, f->version);
	stmt_text(q, 3, v[OUT_F_SERVICE]);
	stmt_text(q, 4, v[OUT_F_PURPOSE]);
	stmt_int(q, 5, str_equal(v[OUT_F_URGENT], "1"));
	stmt_text(q, 6, v[OUT_F_NOTE]);
	if (!stmt_run(q, e) || !follow_derive(db, &out_follow, f->id, e)) return false;
	audit_begin(db, c->who, "referral_out.edit", "referral_out", f->id, f->person);
	audit_facts(db, f->v, v);
	db_news(db);
	return audit_end(db, e);
}

bool out_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[OUT_FIELDS], struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .v = v, .p = p, .fn = edit };
	return db_tx(db, change_tx, &c, e);
}

/* The right some row of the table asks for this move, so a role that never may is told so whatever the state. */
static bool move_may(const struct actor *who, enum out_move move, struct err *e)
{
	for (size_t i = 0; i < out_steps_count; i++)
		if (out_steps[i].move == move) return db_may(who, out_steps[i].right, e);
	return db_may(who, RIGHT_OUT_SEND, e);
}

static bool move(struct db *db, const struct change *c, const struct out_facts *f, struct err *e)
{
	caldate today = panti_today(db, c->who->panti), on = c->on == DATE_NONE ? today : c->on;
	if (!move_may(c->who, c->move, e)) return false;
	const struct out_step *step = out_move_check(f->state, c->move, on, f->last_on, today, c->reason, c->note, c->p);
	field_check_words("reason", 300, c->reason, c->p);
	field_check_words("note", 1000, c->note, c->p);
	field_check_words("by_whom", 80, c->by_whom, c->p);
	if (!step || c->p->hard) return case_refused(e);
	struct stmt *q = stmt(db, "UPDATE referral_out SET version = version + 1 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, f->id);
	stmt_int(q, 2, f->version);
	const struct follow_event event = { out_move_code(c->move), out_states[step->to].code, on, c->reason, c->note, c->by_whom };
	if (!stmt_run(q, e) || !follow_event(db, c->who, &out_follow, f->id, c->who->panti, &event, e)) return false;
	case_audit_move(db, c->who, &(struct case_move){ "referral_out", "referral_out", event.move, out_states[f->state].code, event.state, f->id, f->person, on, c->reason });
	audit_value(db, "by_whom", "", c->by_whom ? c->by_whom : "");
	if (c->note && *c->note) audit_value(db, "note", "", "(...)");
	db_news(db);
	return audit_end(db, e);
}

bool out_move(struct db *db, const struct actor *who, row_id id, int64_t version, enum out_move m, caldate on, const char *reason, const char *note, const char *by_whom, struct problems *p, struct err *e)
{
	MUST(m < OUT_MOVES);
	struct change c = { .who = who, .id = id, .version = version, .move = m, .on = on, .reason = reason, .note = note, .by_whom = by_whom, .p = p, .fn = move };
	return db_tx(db, change_tx, &c, e);
}
