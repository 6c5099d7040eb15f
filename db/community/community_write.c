/* Writes of reports: each one transaction with right, rule, row, event, derived row and audit. */
#include "db/community/community_part.h"
#include "db/community/company_part.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include <stdlib.h>
#include <string.h>

/* Every value of `in` that is given, else the one that stands (NULL: ""); hour and numbers in their one form. */
static void merge(const char *const in[COMMUNITY_FIELDS], const char *const stands[COMMUNITY_FIELDS], const char *out[COMMUNITY_FIELDS], char hour[6])
{
	for (int i = 0; i < COMMUNITY_FIELDS; i++)
		out[i] = in[i] ? in[i] : stands && stands[i] ? stands[i] : "";
	out[COMMUNITY_F_URGENT] = str_equal(out[COMMUNITY_F_URGENT], "1") ? "1" : "0";
	out[COMMUNITY_F_ANONYMOUS] = str_equal(out[COMMUNITY_F_ANONYMOUS], "1") ? "1" : "0";
	if (!*out[COMMUNITY_F_CHILDREN]) out[COMMUNITY_F_CHILDREN] = "1";
	if (community_hour(out[COMMUNITY_F_SEEN_HOUR], hour)) out[COMMUNITY_F_SEEN_HOUR] = hour;
}

static void code_check(struct db *db, const char *const v[COMMUNITY_FIELDS], enum community_field f, struct problems *p)
{
	if (*v[f] && !case_code_known(db, community_fields[f].list, v[f])) problem_hard(p, community_fields[f].code, _("There is no %s in the list. Choose from the list."), v[f]);
}

static void codes_check(struct db *db, const char *const v[COMMUNITY_FIELDS], struct problems *p)
{
	code_check(db, v, COMMUNITY_F_CHANNEL, p);
	code_check(db, v, COMMUNITY_F_SECTOR, p);
	code_check(db, v, COMMUNITY_F_SEX, p);
	if (*v[COMMUNITY_F_DISTRICT] && strlen(v[COMMUNITY_F_DISTRICT]) != 5) problem_hard(p, "district", "%s", _("Choose the regency or city from the list."));
}

static void search_key(const char *const v[COMMUNITY_FIELDS], char *out, size_t size)
{
	struct buf all = BUF_EMPTY;
	buf_printf(&all, "%s %s %s", v[COMMUNITY_F_NAME], v[COMMUNITY_F_VILLAGE], v[COMMUNITY_F_PLACE]);
	text_search_key(buf_text(&all), out, size);
	buf_free(&all);
}

static int64_t number_of(const char *text) { return strtoll(text, NULL, 10); }

/* Parameters first ... first + 24. */
static void columns_bind(struct stmt *q, int first, const char *const v[COMMUNITY_FIELDS])
{
	static const enum community_field texts[] = { COMMUNITY_F_CHANNEL, COMMUNITY_F_RECEIVED_ON, COMMUNITY_F_DISTRICT, COMMUNITY_F_VILLAGE, COMMUNITY_F_PLACE, COMMUNITY_F_SEEN_HOUR, COMMUNITY_F_WORK,
		COMMUNITY_F_SECTOR, COMMUNITY_F_ADULTS, COMMUNITY_F_ORIGIN, COMMUNITY_F_NAME, COMMUNITY_F_SEX, COMMUNITY_F_MOTHER, COMMUNITY_F_FATHER, COMMUNITY_F_ADDRESS, COMMUNITY_F_REPORTER,
		COMMUNITY_F_REPORTER_PHONE, COMMUNITY_F_NOTE };
	char key[700];
	int at = first;
	for (size_t i = 0; i < COUNT(texts); i++) stmt_text(q, at++, v[texts[i]]);
	stmt_text_or_null(q, at++, v[COMMUNITY_F_SEEN_ON]);
	stmt_text_or_null(q, at++, v[COMMUNITY_F_BIRTH_DATE]);
	stmt_int(q, at++, str_equal(v[COMMUNITY_F_URGENT], "1"));
	stmt_int(q, at++, str_equal(v[COMMUNITY_F_ANONYMOUS], "1"));
	stmt_int(q, at++, number_of(v[COMMUNITY_F_CHILDREN]));
	if (*v[COMMUNITY_F_AGE_SEEN]) stmt_int(q, at++, number_of(v[COMMUNITY_F_AGE_SEEN]));
	else stmt_null(q, at++);
	search_key(v, key, sizeof key);
	stmt_text(q, at, key);
}

/* Old and new values; of the reporter only that there is one, for the auditor reads the log and is not to learn who it was. */
static void audit_fields(struct db *db, const char *const before[COMMUNITY_FIELDS], const char *const after[COMMUNITY_FIELDS])
{
	for (int i = 0; i < COMMUNITY_FIELDS; i++) {
		const char *was = before[i] ? before[i] : "", *is = after[i];
		if (community_field_private((enum community_field)i)) {
			if (strcmp(was, is) == 0) continue;
			was = *was ? "***" : "";
			is = *is ? "****" : "";
		}
		audit_value(db, community_fields[i].code, was, is);
	}
}

/* A workplace named with the report is one of the own scope. */
static bool company_fits(struct db *db, const struct actor *who, row_id company, struct err *e)
{
	struct company_facts f;
	struct arena *a = arena_new();
	bool ok = !company || company_facts_load(db, who, company, a, &f, e);
	arena_free(a);
	return ok;
}

/* --- intake --------------------------------------------------------------------------------------------------------------------- */

struct record { const struct actor *who; const struct community_input *in; const char *idem; row_id *out; struct problems *p; };

static bool record_row(struct db *db, const struct record *r, const char *const v[COMMUNITY_FIELDS], caldate today, struct err *e)
{
	static const char *const before[COMMUNITY_FIELDS] = { NULL };
	char number[32];
	if (!case_number(db, "community", 0, "L", today, number, sizeof number, e)) return false;
	*r->out = db_new_id(db, "community_report");
	struct stmt *q = stmt(db, "INSERT INTO community_report (id, panti_id, number, company_id, recorded_at, recorded_by, channel, received_on, district, village, place, seen_hour, work, sector, adults, origin, name, sex,"
	                          " mother, father, address, reporter, reporter_phone, note, seen_on, birth_date, urgent, anonymous, children, age_seen, search_key)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31)");
	stmt_int(q, 1, *r->out);
	stmt_id(q, 2, r->who->panti);
	stmt_text(q, 3, number);
	stmt_id(q, 4, r->in->company);
	stmt_int(q, 5, clock_now());
	stmt_int(q, 6, r->who->user);
	columns_bind(q, 7, v);
	if (!stmt_run(q, e)) return false;
	const struct follow_event taken = { .move = "catat", .state = community_state_code(COMMUNITY_DILAPORKAN), .on = date_from_iso(v[COMMUNITY_F_RECEIVED_ON]) };
	if (!follow_event(db, r->who, &community_follow, *r->out, r->who->panti, &taken, e)) return false;
	audit_begin(db, r->who, "community.record", "community_report", *r->out, 0);
	audit_value(db, "number", "", number);
	audit_fields(db, before, v);
	db_idem_keep(db, r->idem, *r->out);
	db_news(db);
	return audit_end(db, e);
}

static bool record_tx(struct db *db, void *ctx, struct err *e)
{
	const struct record *r = ctx;
	const char *v[COMMUNITY_FIELDS];
	char hour[6];
	problems_clear(r->p);
	if (r->idem && db_idem_seen(db, r->idem, r->out)) return true;
	if (!db_may(r->who, RIGHT_COMMUNITY_RECORD, e)) return false;
	if (!r->who->panti && !*r->who->district) return case_not_found(e);
	caldate today = panti_today(db, r->who->panti);
	merge(r->in->v, NULL, v, hour);
	char regency[6];
	STR_SET(regency, r->who->district);
	if (!r->who->panti) v[COMMUNITY_F_DISTRICT] = regency;
	community_check(v, today, r->p);
	codes_check(db, v, r->p);
	if (r->p->hard) return case_refused(e);
	return company_fits(db, r->who, r->in->company, e) && record_row(db, r, v, today, e);
}

bool community_record(struct db *db, const struct actor *who, const struct community_input *in, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct record r = { who, in, idem, out, p };
	return db_tx(db, record_tx, &r, e);
}

/* --- changes -------------------------------------------------------------------------------------------------------------------- */

struct change {
	const struct actor *who;
	row_id id;
	int64_t version;
	const struct community_input *in;
	enum community_move move;
	caldate on;
	const char *reason, *note;
	struct problems *p;
	bool (*fn)(struct db *db, const struct change *c, const struct community_facts *f, struct err *e);
};

/* What every change starts with: right, scope, version. */
static bool change_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	struct community_facts f;
	problems_clear(c->p);
	if (!db_may(c->who, RIGHT_COMMUNITY_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = community_facts_load(db, c->who, c->id, a, &f, e);
	if (ok && f.sealed && scope_rows_hide(c->who)) ok = db_may(c->who, RIGHT_SEALED_READ, e);
	if (ok && f.version != c->version) ok = case_conflict(db, "community_report", c->id, e);
	ok = ok && c->fn(db, c, &f, e);
	arena_free(a);
	return ok;
}

static caldate second_event(struct db *db, row_id report)
{
	struct stmt *q = stmt(db, "SELECT min(v.on_date) FROM community_event v WHERE v.report_id = ?1 AND v.void_at IS NULL AND v.move <> 'catat'");
	stmt_int(q, 1, report);
	caldate on = stmt_row(q) ? stmt_get_date(q, 0) : DATE_NONE;
	stmt_done(q, NULL);
	return on;
}

static bool edit(struct db *db, const struct change *c, const struct community_facts *f, struct err *e)
{
	const char *v[COMMUNITY_FIELDS];
	char hour[6], day[24];
	if (community_state_final(f->state)) {
		problem_hard(c->p, "state", _("This report is finished: %s. For what is seen later, record a new report."), community_state_label(f->state));
		return case_refused(e);
	}
	merge(c->in->v, f->v, v, hour);
	if (!c->who->panti) v[COMMUNITY_F_DISTRICT] = f->v[COMMUNITY_F_DISTRICT]; /* of the own district, which cannot change here */
	community_check(v, panti_today(db, c->who->panti), c->p);
	codes_check(db, v, c->p);
	caldate next = second_event(db, f->id), received = date_from_iso(v[COMMUNITY_F_RECEIVED_ON]);
	if (next != DATE_NONE && received != DATE_NONE && received > next)
		problem_hard(c->p, "received_on", _("The follow-up began on %s. Write that day or an earlier one."), date_format(next, DATE_SHORT, day, sizeof day));
	if (c->p->hard) return case_refused(e);
	if (!company_fits(db, c->who, c->in->company, e)) return false;
	struct stmt *q = stmt(db, "UPDATE community_report SET version = version + 1, company_id = ?3, channel = ?4, received_on = ?5, district = ?6, village = ?7, place = ?8, seen_hour = ?9, work = ?10,"
	                          " sector = ?11, adults = ?12, origin = ?13, name = ?14, sex = ?15, mother = ?16, father = ?17, address = ?18, reporter = ?19, reporter_phone = ?20, note = ?21, seen_on = ?22,"
	                          " birth_date = ?23, urgent = ?24, anonymous = ?25, children = ?26, age_seen = ?27, search_key = ?28 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, f->id);
	stmt_int(q, 2, f->version);
	stmt_id(q, 3, c->in->company ? c->in->company : f->company);
	columns_bind(q, 4, v);
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) != 1) return case_conflict(db, "community_report", f->id, e);
	if (!follow_derive(db, &community_follow, f->id, e)) return false;
	audit_begin(db, c->who, "community.edit", "community_report", f->id, f->person);
	audit_fields(db, f->v, v);
	db_news(db);
	return audit_end(db, e);
}

bool community_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const struct community_input *in, struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .in = in, .p = p, .fn = edit };
	return db_tx(db, change_tx, &c, e);
}

/* The event with version, derived row and audit; referral 0 but for the move that makes one. */
static bool step(struct db *db, const struct change *c, const struct community_facts *f, const struct community_step *s, row_id referral, row_id person, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE community_report SET version = version + 1, referral_id = COALESCE(?3, referral_id) WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, f->id);
	stmt_int(q, 2, f->version);
	stmt_id(q, 3, referral);
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) != 1) return case_conflict(db, "community_report", f->id, e);
	const struct follow_event event = { .move = community_move_code(s->move), .state = community_state_code(s->to), .on = c->on, .reason = c->reason, .note = c->note };
	if (!follow_event(db, c->who, &community_follow, f->id, f->panti, &event, e)) return false;
	case_audit_move(db, c->who, &(struct case_move){ "community", "community_report", event.move, community_state_code(f->state), event.state, f->id, person ? person : f->person, c->on, c->reason });
	audit_value(db, "note", "", c->note ? c->note : "");
	db_news(db);
	return audit_end(db, e);
}

static bool move(struct db *db, const struct change *c, const struct community_facts *f, struct err *e)
{
	struct change now = *c;
	caldate today = panti_today(db, c->who->panti);
	if (now.on == DATE_NONE) now.on = today;
	const struct community_step *s = community_move_check(f->state, c->move, now.on, f->last_on, today, c->reason, c->note, c->p);
	if (s && c->move == COMMUNITY_RUJUK) problem_hard(c->p, "state", "%s", _("Make the referral: it sets this by itself."));
	if (s && c->move == COMMUNITY_TUTUP && !case_code_known(db, "community_closed", c->reason)) problem_hard(c->p, "reason", "%s", _("Choose from the list why the report is closed."));
	field_check_words("reason", 300, c->reason, c->p);
	field_check_words("note", 1000, c->note, c->p);
	if (!s || c->p->hard) return case_refused(e);
	return step(db, &now, f, s, 0, 0, e);
}

bool community_move(struct db *db, const struct actor *who, row_id id, int64_t version, enum community_move m, caldate on, const char *reason, const char *note, struct problems *p, struct err *e)
{
	MUST(m < COMMUNITY_MOVES);
	struct change c = { .who = who, .id = id, .version = version, .move = m, .on = on, .reason = reason ? reason : "", .note = note ? note : "", .p = p, .fn = move };
	return db_tx(db, change_tx, &c, e);
}

bool community_mark_referred(struct db *db, const struct actor *who, row_id id, row_id referral, row_id person, caldate on, struct problems *p, struct err *e)
{
	struct community_facts f;
	MUST(db_in_tx(db) && referral);
	if (!db_may(who, RIGHT_COMMUNITY_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = community_facts_load(db, who, id, a, &f, e);
	struct change c = { .who = who, .id = id, .move = COMMUNITY_RUJUK, .on = on, .reason = "", .note = "", .p = p };
	const struct community_step *s = ok ? community_move_check(f.state, COMMUNITY_RUJUK, on, f.last_on, on, "", "", p) : NULL;
	ok = ok && (s ? step(db, &c, &f, s, referral, person, e) : case_refused(e));
	arena_free(a);
	return ok;
}
