/* The register of workplaces: recording, editing, closing, one workplace with its history. */
#include "db/community/company.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/community/company_part.h"
#include "db/office/panti.h"
#include "db/office/setting.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include <string.h>

int company_due_days(struct db *db, const struct actor *who)
{
	return who->panti ? (int)setting_int(db, who->panti, "company_due_days") : COMPANY_DUE_DAYS;
}

#define COLUMNS "s.id, s.panti_id, s.version, s.name, s.sector, s.district, s.address, s.contact, s.phone, s.registered_on, s.note, s.closed_on, s.closed_why"

static void read_facts(struct stmt *q, struct arena *a, struct company_facts *f)
{
	static const enum company_field order[] = { COMPANY_F_NAME, COMPANY_F_SECTOR, COMPANY_F_DISTRICT, COMPANY_F_ADDRESS, COMPANY_F_CONTACT, COMPANY_F_PHONE, COMPANY_F_REGISTERED, COMPANY_F_NOTE };
	_Static_assert(COUNT(order) == COMPANY_FIELDS, "a column per field");
	*f = (struct company_facts){ .id = stmt_get_int(q, 0), .panti = stmt_get_int(q, 1), .version = stmt_get_int(q, 2) };
	for (size_t i = 0; i < COUNT(order); i++) f->v[order[i]] = arena_dup(a, stmt_get_text(q, 3 + (int)i));
	f->registered = date_from_iso(f->v[COMPANY_F_REGISTERED]);
	f->closed = stmt_get_date(q, 11);
	f->closed_why = arena_dup(a, stmt_get_text(q, 12));
}

bool company_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct company_facts *out, struct err *e)
{
	struct stmt *q = scope_stmt(db, who, "SELECT " COLUMNS " FROM company s WHERE %s AND s.id = ?2", area_where(who));
	stmt_int(q, 2, id);
	bool there = stmt_row(q);
	if (there) read_facts(q, a, out);
	return stmt_done(q, e) && (there || case_not_found(e));
}

/* --- writes ------------------------------------------------------------------------------------------------------------------- */

struct change {
	const struct actor *who;
	row_id id;
	int64_t version;
	const char *const *v;
	const char *idem, *why;
	caldate on;
	row_id *out;
	struct problems *p;
	bool (*fn)(struct db *db, const struct change *c, const struct company_facts *f, struct err *e);
};

/* Values as they are to stand, checked. */
static void complete(struct db *db, const struct change *c, const char *v[COMPANY_FIELDS])
{
	for (int i = 0; i < COMPANY_FIELDS; i++) v[i] = c->v[i] ? c->v[i] : "";
	if (!c->who->panti) v[COMPANY_F_DISTRICT] = c->who->district;
	company_check(v, panti_today(db, c->who->panti), c->p);
	if (*v[COMPANY_F_SECTOR] && !case_code_known(db, "labour_sector", v[COMPANY_F_SECTOR])) problem_hard(c->p, "sector", _("Choose from the list."));
	struct stmt *q = stmt(db, "SELECT 1 FROM region WHERE code = ?1 AND length(code) = 5");
	stmt_text(q, 1, v[COMPANY_F_DISTRICT]);
	if (*v[COMPANY_F_DISTRICT] && !stmt_one_int(q, 0, NULL)) problem_hard(c->p, "district", _("Choose the regency or city from the list."));
}

/* Parameters first ... first + 8. */
static void bind(struct stmt *q, int first, const char *const v[COMPANY_FIELDS])
{
	static const enum company_field order[] = { COMPANY_F_NAME, COMPANY_F_SECTOR, COMPANY_F_DISTRICT, COMPANY_F_ADDRESS, COMPANY_F_CONTACT, COMPANY_F_PHONE, COMPANY_F_REGISTERED, COMPANY_F_NOTE };
	char key[400];
	for (size_t i = 0; i < COUNT(order); i++) stmt_text(q, first + (int)i, v[order[i]]);
	text_search_key(v[COMPANY_F_NAME], key, sizeof key);
	stmt_text(q, first + COMPANY_FIELDS, key);
}

/* One workplace is not registered twice: the same name in the same district. */
static void twice(struct db *db, const struct change *c, const char *const v[COMPANY_FIELDS])
{
	char key[400];
	struct buf sql = BUF_EMPTY;
	text_search_key(v[COMPANY_F_NAME], key, sizeof key);
	buf_printf(&sql, "SELECT 1 FROM company s WHERE %s AND s.search_key = ?2 AND +s.district = ?3 AND s.closed_on IS NULL AND s.id <> ?4", area_where(c->who));
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	scope_rows_bind(q, c->who);
	stmt_text(q, 2, key);
	stmt_text(q, 3, v[COMPANY_F_DISTRICT]);
	stmt_int(q, 4, c->id);
	if (*key && stmt_one_int(q, 0, NULL)) problem_hard(c->p, "name", _("A workplace of this name is registered in this district already."));
}

static bool record_tx(struct db *db, void *ctx, struct err *e)
{
	static const char *const before[COMPANY_FIELDS] = { NULL };
	const struct change *c = ctx;
	const char *v[COMPANY_FIELDS];
	problems_clear(c->p);
	if (c->idem && db_idem_seen(db, c->idem, c->out)) return true;
	if (!db_may(c->who, RIGHT_COMPANY_RECORD, e)) return false;
	if (!c->who->panti && !*c->who->district) return case_not_found(e);
	complete(db, c, v);
	twice(db, c, v);
	if (c->p->hard) return case_refused(e);
	*c->out = db_new_id(db, "company");
	struct stmt *q = stmt(db, "INSERT INTO company (id, panti_id, recorded_at, recorded_by, name, sector, district, address, contact, phone, registered_on, note, search_key)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
	stmt_int(q, 1, *c->out);
	stmt_id(q, 2, c->who->panti);
	stmt_int(q, 3, clock_now());
	stmt_int(q, 4, c->who->user);
	bind(q, 5, v);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, c->who, "company.record", "company", *c->out, 0);
	audit_diff(db, company_fields, COMPANY_FIELDS, before, v);
	db_idem_keep(db, c->idem, *c->out);
	db_news(db);
	return audit_end(db, e);
}

bool company_record(struct db *db, const struct actor *who, const char *const v[COMPANY_FIELDS], const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct change c = { .who = who, .v = v, .idem = idem, .out = out, .p = p };
	return db_tx(db, record_tx, &c, e);
}

static bool change_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	struct company_facts f;
	problems_clear(c->p);
	if (!db_may(c->who, RIGHT_COMPANY_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = company_facts_load(db, c->who, c->id, a, &f, e);
	if (ok && f.version != c->version) ok = case_conflict(db, "company", c->id, e);
	ok = ok && c->fn(db, c, &f, e);
	arena_free(a);
	return ok;
}

static bool edit(struct db *db, const struct change *c, const struct company_facts *f, struct err *e)
{
	const char *v[COMPANY_FIELDS];
	if (f->closed != DATE_NONE) problem_hard(c->p, NULL, _("This workplace is closed; its data stay as they are."));
	complete(db, c, v);
	twice(db, c, v);
	if (c->p->hard) return case_refused(e);
	struct stmt *q = stmt(db, "UPDATE company SET version = version + 1, name = ?3, sector = ?4, district = ?5, address = ?6, contact = ?7, phone = ?8, registered_on = ?9, note = ?10, search_key = ?11"
	                          " WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, c->id);
	stmt_int(q, 2, c->version);
	bind(q, 3, v);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, c->who, "company.edit", "company", c->id, 0);
	audit_diff(db, company_fields, COMPANY_FIELDS, f->v, v);
	db_news(db);
	return audit_end(db, e);
}

bool company_edit(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[COMPANY_FIELDS], struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .v = v, .p = p, .fn = edit };
	return db_tx(db, change_tx, &c, e);
}

static bool close_down(struct db *db, const struct change *c, const struct company_facts *f, struct err *e)
{
	char day[DATE_ISO_SIZE];
	if (f->closed != DATE_NONE) problem_hard(c->p, NULL, _("This workplace is closed already."));
	if (c->on == DATE_NONE || c->on > panti_today(db, c->who->panti)) problem_hard(c->p, "on", _("Write the last day of work, today or before."));
	else if (c->on < f->registered) problem_hard(c->p, "on", _("The workplace was registered after this day."));
	if (!c->why || !*c->why) problem_hard(c->p, "reason", _("Write the reason."));
	else field_check_words("reason", 200, c->why, c->p);
	if (c->p->hard) return case_refused(e);
	struct stmt *q = stmt(db, "UPDATE company SET version = version + 1, closed_on = ?3, closed_why = ?4 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, c->id);
	stmt_int(q, 2, c->version);
	stmt_date(q, 3, c->on);
	stmt_text(q, 4, c->why);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, c->who, "company.close", "company", c->id, 0);
	audit_value(db, "closed_on", "", date_iso(c->on, day));
	audit_value(db, "reason", "", c->why);
	db_news(db);
	return audit_end(db, e);
}

bool company_close(struct db *db, const struct actor *who, row_id id, int64_t version, caldate on, const char *why, struct problems *p, struct err *e)
{
	struct change c = { .who = who, .id = id, .version = version, .on = on, .why = why, .p = p, .fn = close_down };
	return db_tx(db, change_tx, &c, e);
}

/* --- one workplace ------------------------------------------------------------------------------------------------------------ */

static bool reports_of(struct db *db, const struct actor *who, struct arena *a, struct company_card *out, struct err *e)
{
	enum { MOST = 200 };
	row_id ids[MOST];
	size_t n = 0;
	struct stmt *q = stmt(db, "SELECT id FROM company_report WHERE company_id = ?1 ORDER BY quarter DESC, void_at IS NOT NULL, id DESC LIMIT 200");
	stmt_int(q, 1, out->id);
	while (n < MOST && stmt_row(q)) ids[n++] = stmt_get_int(q, 0);
	if (!stmt_done(q, e)) return false;
	out->reports = arena_array(a, struct company_report, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!company_report_load(db, who, ids[i], a, &out->reports[out->report_count++], e)) return false;
	return true;
}

static bool reminders_of(struct db *db, struct arena *a, struct company_card *out, struct err *e)
{
	enum { MOST = 100 };
	out->reminders = arena_array(a, struct company_reminder, MOST);
	struct stmt *q = stmt(db, "SELECT m.id, m.quarter, m.on_date, m.number, COALESCE(u.shown, '') FROM company_reminder m LEFT JOIN account_user u ON u.id = m.recorded_by WHERE m.company_id = ?1 ORDER BY m.id DESC LIMIT 100");
	stmt_int(q, 1, out->id);
	while (out->reminder_count < MOST && stmt_row(q))
		out->reminders[out->reminder_count++] = (struct company_reminder){ stmt_get_int(q, 0), quarter_from_code(stmt_get_text(q, 1)), stmt_get_date(q, 2), arena_dup(a, stmt_get_text(q, 3)), arena_dup(a, stmt_get_text(q, 4)) };
	return stmt_done(q, e);
}

static bool links_of(struct db *db, const struct actor *who, struct arena *a, struct company_card *out, struct err *e)
{
	enum { MOST = 100 };
	if (!may(who, RIGHT_COMMUNITY_READ)) return true;
	out->links = arena_array(a, struct company_link, MOST);
	struct stmt *q = scope_stmt(db, who, "SELECT s.id, s.number, n.state, s.received_on FROM community_report s JOIN community_now n ON n.report_id = s.id WHERE %s AND s.company_id = ?2 ORDER BY s.id DESC LIMIT 100", area_where(who));
	stmt_int(q, 2, out->id);
	while (out->link_count < MOST && stmt_row(q))
		out->links[out->link_count++] = (struct company_link){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), stmt_get_date(q, 3) };
	return stmt_done(q, e);
}

struct load { const struct actor *who; row_id id; struct arena *a; struct company_card *out; };

static bool load(struct db *db, void *ctx, struct err *e)
{
	const struct load *l = ctx;
	struct company_facts f;
	struct company_card *c = l->out;
	if (!db_may(l->who, RIGHT_COMPANY_READ, e) || !company_facts_load(db, l->who, l->id, l->a, &f, e)) return false;
	*c = (struct company_card){ .id = f.id, .panti = f.panti, .version = f.version, .registered = f.registered, .closed = f.closed, .closed_why = f.closed_why, .district_name = "", .by = "" };
	memcpy(c->v, f.v, sizeof c->v);
	struct stmt *q = stmt(db, "SELECT COALESCE(g.name, ''), COALESCE(u.shown, '') FROM company s LEFT JOIN region g ON g.code = s.district LEFT JOIN account_user u ON u.id = s.recorded_by WHERE s.id = ?1");
	stmt_int(q, 1, l->id);
	if (stmt_row(q)) {
		c->district_name = arena_dup(l->a, stmt_get_text(q, 0));
		c->by = arena_dup(l->a, stmt_get_text(q, 1));
	}
	return stmt_done(q, e) && reports_of(db, l->who, l->a, c, e) && reminders_of(db, l->a, c, e) && links_of(db, l->who, l->a, c, e);
}

bool company_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct company_card *out, struct err *e)
{
	struct load l = { who, id, a, out };
	*out = (struct company_card){ .id = 0 };
	return db_read(db, load, &l, e);
}
