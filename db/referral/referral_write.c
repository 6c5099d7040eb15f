/* Writes of referrals: each one transaction with right, rule, row, derived row and audit. */
#include "db/audit.h"
#include "db/case.h"
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/community/community.h"
#include "db/referral/referral_part.h"
#include "db/referral/referral_place.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include <string.h>

static void codes_check(struct db *db, const char *const v[REFERRAL_FIELDS], struct problems *p)
{
	char one[40];
	const char *at = v[REFERRAL_F_CLUSTERS];
	while (codes_next(&at, one, sizeof one))
		if (!case_code_known(db, "cluster", one)) problem_hard(p, "clusters", _("There is no cluster %s. Choose from the list."), one);
	if (*v[REFERRAL_F_CHANNEL] && !case_code_known(db, "channel", v[REFERRAL_F_CHANNEL]))
		problem_hard(p, "channel", _("There is no report channel %s. Choose from the list."), v[REFERRAL_F_CHANNEL]);
}

static void columns_bind(struct stmt *q, int first, const char *const v[REFERRAL_FIELDS])
{
	stmt_text(q, first, v[REFERRAL_F_LETTER_NO]);
	stmt_text_or_null(q, first + 1, v[REFERRAL_F_LETTER_DATE]);
	stmt_text_or_null(q, first + 2, v[REFERRAL_F_RECEIVED_ON]);
	stmt_text(q, first + 3, v[REFERRAL_F_DISTRICT]);
	stmt_text(q, first + 4, v[REFERRAL_F_SENDER]);
	stmt_text(q, first + 5, v[REFERRAL_F_CHANNEL]);
	stmt_text(q, first + 6, v[REFERRAL_F_REASON]);
	stmt_text(q, first + 7, v[REFERRAL_F_CLUSTERS]);
	stmt_int(q, first + 8, str_equal(v[REFERRAL_F_URGENT], "1"));
	stmt_text(q, first + 9, v[REFERRAL_F_NOTE]);
}

/* Every value of `in` that is given, else the one that stands (NULL: ""). */
static void merge(const char *const in[REFERRAL_FIELDS], const char *const stands[REFERRAL_FIELDS], const char *out[REFERRAL_FIELDS])
{
	for (int i = 0; i < REFERRAL_FIELDS; i++)
		out[i] = in[i] ? in[i] : stands && stands[i] ? stands[i] : "";
	out[REFERRAL_F_URGENT] = str_equal(out[REFERRAL_F_URGENT], "1") ? "1" : "0";
}

static bool panti_exists(struct db *db, row_id panti, struct problems *p)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM panti WHERE id = ?1");
	stmt_int(q, 1, panti);
	return stmt_one_int(q, 0, NULL) || problem_hard(p, "panti", _("Choose the home from the list."));
}

bool referral_other_open(struct db *db, row_id person, row_id but, struct problems *p)
{
	struct stmt *q = stmt(db, "SELECT r.number FROM referral r JOIN referral_now n ON n.referral_id = r.id WHERE r.person_id IN (SELECT ?1 UNION ALL SELECT g.person_id FROM person_root g WHERE g.root_id = ?1)"
		" AND n.open = 1 AND r.id <> ?2"); /* letters of records merged into the child's as well */
	stmt_int(q, 1, person_root(db, person));
	stmt_int(q, 2, but);
	if (stmt_row(q)) problem_hard(p, "person", _("Referral %s of this child is still open. Finish or withdraw it first."), stmt_get_text(q, 0));
	stmt_done(q, NULL);
	return p->hard == 0;
}

struct record { const struct actor *who; const struct referral_input *in; const char *idem; row_id *out; struct problems *p; bool import; };

static bool child_of(struct db *db, const struct record *r, struct arena *a, caldate today, row_id *person, struct err *e)
{
	struct person known;
	*person = r->in->person;
	if (!*person) {
		*person = person_insert(db, r->who, r->who->panti, r->in->child, today, r->p, e);
		return *person != 0;
	}
	if (!person_load(db, *person, a, &known, e)) return false;
	if (!r->who->panti || known.panti != r->who->panti) return case_not_found(e);
	return referral_other_open(db, *person, 0, r->p) || case_refused(e);
}

static bool record_row(struct db *db, const struct record *r, const char *const v[REFERRAL_FIELDS], struct arena *a, caldate today, struct err *e)
{
	static const char *const before[REFERRAL_FIELDS] = { NULL };
	enum referral_state state = r->who->panti ? REFERRAL_FROM_LETTER : REFERRAL_KONSEP;
	row_id panti = r->who->panti ? r->who->panti : r->in->panti, person;
	char number[32];
	if (!child_of(db, r, a, today, &person, e)) return r->p->hard ? case_refused(e) : false;
	if (r->p->hard) return case_refused(e);
	if (!case_number(db, "referral", 0, "R", today, number, sizeof number, e)) return false;
	*r->out = db_new_id(db, "referral");
	struct stmt *q = stmt(db, "INSERT INTO referral (id, panti_id, number, person_id, recorded_at, recorded_by, letter_no, letter_date, received_on, district, sender, channel, reason, clusters, urgent, note)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)");
	stmt_int(q, 1, *r->out);
	stmt_id(q, 2, panti);
	stmt_text(q, 3, number);
	stmt_int(q, 4, person);
	stmt_int(q, 5, clock_now());
	stmt_int(q, 6, r->who->user);
	columns_bind(q, 7, v);
	caldate received = date_from_iso(v[REFERRAL_F_RECEIVED_ON]);
	const struct follow_event written = { .move = "catat", .state = referral_states[state].code, .on = state == REFERRAL_KONSEP || received == DATE_NONE ? today : received };
	if (!stmt_run(q, e) || !follow_event(db, r->who, &referral_follow, *r->out, panti, &written, e)) return false;
	audit_begin(db, r->who, "referral.record", "referral", *r->out, person);
	audit_value(db, "number", "", number);
	audit_diff(db, referral_fields, REFERRAL_FIELDS, before, v);
	db_idem_keep(db, r->idem, *r->out);
	db_news(db);
	return audit_end(db, e) && (!r->in->report || community_mark_referred(db, r->who, r->in->report, *r->out, person, today, r->p, e));
}

static bool record_tx(struct db *db, void *ctx, struct err *e)
{
	const struct record *r = ctx;
	const char *v[REFERRAL_FIELDS];
	problems_clear(r->p);
	if (r->idem && db_idem_seen(db, r->idem, r->out)) return true;
	if (!db_may(r->who, r->import ? RIGHT_IMPORT : r->who->panti ? RIGHT_REFERRAL_RECORD : RIGHT_REFERRAL_SEND, e)) return false;
	if (!r->who->panti && !*r->who->district) return case_not_found(e);
	caldate today = panti_today(db, r->who->panti);
	merge(r->in->v, NULL, v);
	if (!r->who->panti) v[REFERRAL_F_DISTRICT] = r->who->district;
	referral_check(v, r->who->panti ? REFERRAL_FROM_LETTER : REFERRAL_KONSEP, today, r->p);
	codes_check(db, v, r->p);
	if (!r->who->panti && r->in->panti) panti_exists(db, r->in->panti, r->p);
	struct arena *a = arena_new();
	bool ok = record_row(db, r, v, a, today, e);
	arena_free(a);
	return ok;
}

bool referral_record(struct db *db, const struct actor *who, const struct referral_input *in, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct record r = { who, in, idem, out, p, false };
	return db_tx(db, record_tx, &r, e);
}

bool referral_import(struct db *db, const struct actor *who, const struct referral_input *in, row_id *out, struct problems *p, struct err *e)
{
	struct record r = { who, in, NULL, out, p, true };
	return db_tx(db, record_tx, &r, e);
}

struct change {
	const struct actor *who;
	row_id id;
	int64_t version;
	const struct referral_input *in;
	enum referral_move move;
	caldate on;
	const char *reason, *note;
	row_id person;
	const struct referral_accept *keep; /* of an approval; NULL: the standards */
	struct problems *p;
	bool (*fn)(struct db *db, const struct change *c, struct referral_facts_now *f, struct arena *a, struct err *e);
};

/* What every change starts with: scope, version. */
static bool change_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	struct referral_facts_now f;
	problems_clear(c->p);
	if (!db_may(c->who, RIGHT_REFERRAL_READ, e)) return false;
	struct arena *a = arena_new();
	bool ok = referral_facts_load(db, c->who, c->id, a, &f, e);
	if (ok && f.sealed && scope_rows_hide(c->who)) ok = db_may(c->who, RIGHT_SEALED_READ, e);
	if (ok && f.version != c->version) ok = case_conflict(db, "referral", c->id, e);
	ok = ok && c->fn(db, c, &f, a, e);
	arena_free(a);
	return ok;
}

/* version + 1 with the columns as they are to stand. */
static bool update(struct db *db, const struct referral_facts_now *f, row_id panti, row_id person, const char *const v[REFERRAL_FIELDS], struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE referral SET version = version + 1, panti_id = ?2, person_id = ?3, letter_no = ?5, letter_date = ?6, received_on = ?7, district = ?8,"
	                          " sender = ?9, channel = ?10, reason = ?11, clusters = ?12, urgent = ?13, note = ?14 WHERE id = ?1 AND version = ?4");
	stmt_int(q, 1, f->id);
	stmt_id(q, 2, panti);
	stmt_int(q, 3, person);
	stmt_int(q, 4, f->version);
	columns_bind(q, 5, v);
	if (!stmt_run(q, e)) return false;
	return stmt_changes(db) == 1 || case_conflict(db, "referral", f->id, e);
}

static bool edit(struct db *db, const struct change *c, struct referral_facts_now *f, struct arena *a, struct err *e)
{
	const char *v[REFERRAL_FIELDS], *child[PERSON_FIELDS];
	struct person known;
	bool officer = !c->who->panti, early = f->state == REFERRAL_KONSEP || f->state == REFERRAL_DIKIRIM;
	if (!db_may(c->who, officer ? RIGHT_REFERRAL_SEND : RIGHT_REFERRAL_RECORD, e)) return false;
	if (referral_states[f->state].final || (officer && !early)) {
		problem_hard(c->p, "state", officer ? _("The home has received this referral (now: %s); changes go to the home in writing.") : _("This referral is closed: %s. For the same child, record a new referral."), referral_state_label(f->state));
		return case_refused(e);
	}
	caldate today = panti_today(db, c->who->panti);
	merge(c->in->v, f->v, v);
	if (officer) v[REFERRAL_F_DISTRICT] = c->who->district;
	referral_check(v, f->state, today, c->p);
	codes_check(db, v, c->p);
	row_id panti = officer && c->in->panti ? c->in->panti : f->panti;
	if (panti && panti != f->panti) panti_exists(db, panti, c->p);
	if (c->in->person_version) {
		if (!person_load(db, f->person, a, &known, e)) return false;
		if (officer && known.panti) { /* the home joined the letter to a child it knows: whose other data are not the district's to change, or to ask for */
			problem_hard(c->p, "name", _("The home has received this referral (now: %s); changes go to the home in writing."), referral_state_label(f->state));
			return case_refused(e);
		}
		struct stmt *q = stmt(db, "SELECT register_no FROM resident WHERE person_id = ?1");
		stmt_int(q, 1, f->person);
		if (stmt_row(q)) problem_hard(c->p, "name", _("This child stands in the register as %s; change the child's own data on the card."), stmt_get_text(q, 0));
		if (!stmt_done(q, e)) return false;
		for (int i = 0; i < PERSON_FIELDS; i++) child[i] = c->in->child[i] ? c->in->child[i] : known.v[i];
		if (c->p->hard) return case_refused(e);
		if (!person_update(db, c->who, f->person, c->in->person_version, child, today, c->p, e)) return c->p->hard ? case_refused(e) : false;
	}
	if (c->p->hard) return case_refused(e);
	if (!update(db, f, panti, f->person, v, e) || !follow_derive(db, &referral_follow, f->id, e)) return false;
	audit_begin(db, c->who, "referral.edit", "referral", f->id, f->person);
	audit_diff(db, referral_fields, REFERRAL_FIELDS, f->v, v);
	db_news(db);
	return audit_end(db, e);
}

bool referral_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const struct referral_input *in, struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .in = in, .p = p, .fn = edit };
	return db_tx(db, change_tx, &c, e);
}

/* Any right some row of the table asks for this move; so a role that never may is told so whatever the state. */
static bool move_may(const struct actor *who, enum referral_move move, struct err *e)
{
	enum right asked = RIGHT_REFERRAL_DECIDE;
	for (size_t i = 0; i < referral_steps_count; i++)
		if (referral_steps[i].move == move) {
			if (referral_step_may(who, &referral_steps[i])) return true;
			asked = referral_steps[i].right;
		}
	return db_may(who, asked, e);
}

/* version + 1 with the day the letter came: a move changes nothing else, and the indexes over the other columns are left alone. */
static bool received(struct db *db, const struct referral_facts_now *f, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE referral SET version = version + 1, received_on = ?3 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, f->id);
	stmt_int(q, 2, f->version);
	stmt_text_or_null(q, 3, f->v[REFERRAL_F_RECEIVED_ON]);
	return stmt_run(q, e) && (stmt_changes(db) == 1 || case_conflict(db, "referral", f->id, e));
}

static bool move(struct db *db, const struct change *c, struct referral_facts_now *f, struct arena *a, struct err *e)
{
	char iso[DATE_ISO_SIZE], day[24];
	struct referral_place place;
	const char *came = f->v[REFERRAL_F_RECEIVED_ON];
	caldate today = panti_today(db, c->who->panti), on = c->on == DATE_NONE ? today : c->on;
	if (!move_may(c->who, c->move, e)) return false;
	const struct referral_step *step = referral_move_check(f->state, c->move, c->reason, c->p);
	if (!step) return case_refused(e);
	if (!referral_step_may(c->who, step)) return db_may(c->who, step->right, e);
	field_check_words("reason", 300, c->reason, c->p);
	field_check_words("note", 1000, c->note, c->p);
	if (c->move == REFERRAL_TEMPATKAN) problem_hard(c->p, "state", _("Enrol the child: the enrolment sets this by itself."));
	if (c->move == REFERRAL_TOLAK && !case_code_known(db, "refusal_reason", c->reason)) problem_hard(c->p, "reason", _("Choose the reason for the refusal from the list."));
	if (c->move == REFERRAL_USUL && !code_find("referral_advice", c->reason)) problem_hard(c->p, "reason", _("Choose the advice from the list."));
	if (c->move == REFERRAL_USUL && (!c->note || !*c->note)) problem_hard(c->p, "note", _("Write what the assessment found."));
	if (!referral_decision_facts(db, f, c->move, c->reason, c->p, e) && !c->p->hard) return false;
	if (on > today) problem_hard(c->p, "on", _("This day is still to come. Write today's date or an earlier one."));
	if (f->last_on != DATE_NONE && on < f->last_on)
		problem_hard(c->p, "on", _("The step before was on %s. Write that day or a later one."), date_format(f->last_on, DATE_SHORT, day, sizeof day));
	if (c->move == REFERRAL_KIRIM && !f->panti) problem_hard(c->p, "panti", _("Choose the home the letter goes to."));
	if (c->move == REFERRAL_TERIMA_SURAT && !*f->v[REFERRAL_F_RECEIVED_ON]) f->v[REFERRAL_F_RECEIVED_ON] = date_iso(on, iso);
	if (c->move == REFERRAL_TERIMA_SURAT || c->move == REFERRAL_KIRIM) referral_check(f->v, step->to, today, c->p);
	caldate until = c->keep && c->keep->until != DATE_NONE ? c->keep->until : c->move == REFERRAL_SETUJU ? referral_place_until(db, f->panti, today) : today;
	if (c->move == REFERRAL_SETUJU) referral_place_check(db, f->panti, c->keep ? c->keep->room : 0, until, today, c->p);
	if (c->p->hard) return case_refused(e);
	if (c->move == REFERRAL_TERIMA_SURAT && !person_set_panti(db, c->who, f->person, c->who->panti, c->p, e)) return c->p->hard ? case_refused(e) : false;
	if (!received(db, f, e)) return false;
	const struct follow_event event = { .move = referral_move_code(c->move), .state = referral_states[step->to].code, .on = on, .reason = c->reason, .note = c->note };
	if (!follow_event(db, c->who, &referral_follow, f->id, f->panti, &event, e)) return false;
	if (!referral_queue_follow(db, c->who, f, step->to, c->reason, e)) return false;
	if (step->to == REFERRAL_DISETUJUI ? !referral_place_put(db, c->who, f, c->keep ? c->keep->room : 0, until, e) : !referral_place_end(db, c->who, f->id, referral_states[step->to].code, e)) return false;
	if (!referral_place_of(db, f->id, a, &place, e)) return false;
	case_audit_move(db, c->who, &(struct case_move){ "referral", "referral", event.move, referral_states[f->state].code, event.state, f->id, f->person, on, c->reason });
	audit_value(db, "note", "", c->note ? c->note : "");
	audit_value(db, "received_on", came, f->v[REFERRAL_F_RECEIVED_ON]);
	if (c->move == REFERRAL_SETUJU) audit_value(db, "until_on", "", date_iso(until, iso));
	audit_value(db, "room", "", place.room_name);
	db_news(db);
	return audit_end(db, e);
}

bool referral_move(struct db *db, const struct actor *who, row_id id, int64_t version, enum referral_move m, caldate on, const char *reason, const char *note, struct problems *p, struct err *e)
{
	MUST(m < REFERRAL_MOVES);
	struct change c = { .who = who, .id = id, .version = version, .move = m, .on = on, .reason = reason ? reason : "", .note = note, .p = p, .fn = move };
	return db_tx(db, change_tx, &c, e);
}

bool referral_accept(struct db *db, const struct actor *who, row_id id, int64_t version, const struct referral_accept *in, struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .move = REFERRAL_SETUJU, .on = in->on, .reason = in->reason ? in->reason : "", .note = in->note, .keep = in, .p = p, .fn = move };
	return db_tx(db, change_tx, &c, e);
}

static bool link_person(struct db *db, const struct change *c, struct referral_facts_now *f, struct arena *a, struct err *e)
{
	struct person known;
	if (!db_may(c->who, RIGHT_REFERRAL_RECORD, e)) return false;
	if (!person_load(db, c->person, a, &known, e)) return false;
	if (!c->who->panti || known.panti != c->who->panti) return case_not_found(e);
	if (referral_states[f->state].final) problem_hard(c->p, "state", _("This referral is closed: %s. For the same child, record a new referral."), referral_state_label(f->state));
	referral_other_open(db, c->person, f->id, c->p);
	if (c->p->hard) return case_refused(e);
	if (!update(db, f, f->panti, c->person, f->v, e) || !follow_derive(db, &referral_follow, f->id, e)) return false;
	audit_begin(db, c->who, "referral.link", "referral", f->id, c->person);
	audit_value(db, "name", "", known.v[PERSON_NAME]);
	db_news(db);
	return audit_end(db, e);
}

bool referral_link(struct db *db, const struct actor *who, row_id id, int64_t version, row_id person, struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .person = person, .p = p, .fn = link_person };
	return db_tx(db, change_tx, &c, e);
}

bool referral_mark_placed(struct db *db, const struct actor *who, row_id referral, row_id resident, caldate on, struct err *e)
{
	struct referral_facts_now f;
	struct problems p;
	MUST(db_in_tx(db));
	problems_clear(&p);
	if (!db_may(who, RIGHT_ADMISSION_PROPOSE, e)) return false;
	struct arena *a = arena_new();
	bool ok = referral_facts_load(db, who, referral, a, &f, e);
	if (ok && !referral_can(f.state, REFERRAL_TEMPATKAN, &p)) ok = err_set(e, ERR_DATA, "%s", p.list[0].text);
	if (ok) { /* a known child enrolled again: the referral is about that child from now on */
		struct stmt *q = stmt(db, "SELECT person_id FROM resident WHERE id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, resident);
		stmt_int(q, 2, f.panti);
		row_id person = stmt_one_int(q, 0, e);
		ok = person != 0 || case_not_found(e);
		f.person = person;
	}
	const struct follow_event event = { .move = referral_move_code(REFERRAL_TEMPATKAN), .state = referral_states[REFERRAL_DITEMPATKAN].code, .on = on };
	ok = ok && update(db, &f, f.panti, f.person, f.v, e) && follow_event(db, who, &referral_follow, referral, f.panti, &event, e)
		&& referral_queue_follow(db, who, &f, REFERRAL_DITEMPATKAN, "", e) && referral_place_end(db, who, referral, "dipakai", e);
	if (ok) {
		audit_begin(db, who, "referral.tempatkan", "referral", referral, f.person);
		audit_value(db, "state", referral_states[f.state].code, "ditempatkan");
		db_news(db);
		ok = audit_end(db, e);
	}
	arena_free(a);
	return ok;
}
