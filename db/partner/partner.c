/* The register of partners: one of them read and written. Lists stand in partner_list.c. */
#include "db/partner/partner.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"
#include <stdlib.h>
#include <string.h>

#define COLUMNS "p.kind, p.name, p.address, p.district, p.contact, p.phone, p.email, p.clusters, p.capacity_l, p.capacity_p, p.free_l, p.free_p, p.free_on, p.mou_no, p.mou_from, p.mou_until, p.note"
_Static_assert(PARTNER_FIELDS == 17, "a column per field, in the order of partner.def");

int partner_mou_days(struct db *db, row_id panti) { return (int)setting_int(db, panti, "mou_warning_days"); }

static bool is_number(int field) { return field >= PARTNER_CAPACITY_L && field <= PARTNER_FREE_P; }

static bool load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct partner *out, struct err *e)
{
	*out = (struct partner){ .id = id, .closed_on = DATE_NONE };
	struct stmt *q = stmt(db, "SELECT " COLUMNS ", p.version, p.closed_on, p.closed_why, COALESCE(u.shown, ''),"
	                          " (SELECT count(*) FROM referral_out r JOIN referral_out_now n ON n.referral_out_id = r.id WHERE r.partner_id = p.id AND n.open = 1)"
	                          " FROM partner p LEFT JOIN account_user u ON u.id = p.recorded_by WHERE p.id = ?1 AND p.panti_id = ?2");
	stmt_int(q, 1, id);
	stmt_int(q, 2, who->panti);
	bool there = stmt_row(q);
	if (there) {
		for (int i = 0; i < PARTNER_FIELDS; i++)
			out->v[i] = !is_number(i) ? arena_dup(a, stmt_get_text(q, i)) : stmt_is_null(q, i) ? "" : arena_printf(a, "%" PRId64, stmt_get_int(q, i));
		out->version = stmt_get_int(q, PARTNER_FIELDS);
		out->closed_on = stmt_get_date(q, PARTNER_FIELDS + 1);
		out->closed_why = arena_dup(a, stmt_get_text(q, PARTNER_FIELDS + 2));
		out->by = arena_dup(a, stmt_get_text(q, PARTNER_FIELDS + 3));
		out->open = (int)stmt_get_int(q, PARTNER_FIELDS + 4);
	}
	if (!stmt_done(q, e)) return false;
	if (!there) return case_not_found(e);
	out->mou = mou_state(out->v[PARTNER_MOU_NO], date_from_iso(out->v[PARTNER_MOU_FROM]), date_from_iso(out->v[PARTNER_MOU_UNTIL]), panti_today(db, who->panti), partner_mou_days(db, who->panti), &out->mou_left);
	return true;
}

bool partner_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct partner *out, struct err *e)
{
	return db_may(who, RIGHT_PARTNER_READ, e) && load(db, who, id, a, out, e);
}

const char *partner_same_name(struct db *db, const struct actor *who, const char *name, row_id but, struct arena *a)
{
	char key[PARTNER_KEY_SIZE];
	const char *kind = NULL;
	text_search_key(name ? name : "", key, sizeof key);
	if (!*key || !may(who, RIGHT_PARTNER_READ)) return NULL;
	struct stmt *q = stmt(db, "SELECT kind FROM partner WHERE panti_id = ?1 AND search_key = ?2 AND id <> ?3 ORDER BY id LIMIT 1");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, key);
	stmt_int(q, 3, but);
	if (stmt_row(q)) kind = arena_dup(a, stmt_get_text(q, 0));
	return stmt_done(q, NULL) ? kind : NULL;
}

static void codes_check(struct db *db, const char *const v[PARTNER_FIELDS], struct problems *p)
{
	char one[40];
	const char *at = v[PARTNER_CLUSTERS];
	while (codes_next(&at, one, sizeof one))
		if (!case_code_known(db, "cluster", one)) problem_hard(p, "clusters", _("There is no cluster %s. Choose from the list."), one);
	if (*v[PARTNER_KIND] && !case_code_known(db, "partner_kind", v[PARTNER_KIND])) problem_hard(p, "kind", _("Choose the kind of partner from the list."));
}

static void number_or_null(struct stmt *q, int n, const char *value)
{
	if (*value) stmt_int(q, n, strtol(value, NULL, 10));
	else stmt_null(q, n);
}

/* Parameters first .. first + 17: the search key and the fields. */
static void bind(struct stmt *q, int first, const char *const v[PARTNER_FIELDS])
{
	char key[PARTNER_KEY_SIZE];
	text_search_key(v[PARTNER_NAME], key, sizeof key);
	stmt_text(q, first, key);
	for (int i = 0; i < PARTNER_FIELDS; i++) {
		if (is_number(i)) number_or_null(q, first + 1 + i, v[i]);
		else if (i == PARTNER_FREE_ON || i == PARTNER_MOU_FROM || i == PARTNER_MOU_UNTIL) stmt_text_or_null(q, first + 1 + i, v[i]);
		else stmt_text(q, first + 1 + i, v[i]);
	}
}

struct save { const struct actor *who; row_id id; int64_t version; const char *const *v; const char *idem; row_id *out; struct problems *p; };

static bool put(struct db *db, const struct save *s, const char *const v[PARTNER_FIELDS], struct err *e)
{
	if (!s->id) {
		*s->out = db_new_id(db, "partner");
		struct stmt *q = stmt(db, "INSERT INTO partner (id, panti_id, recorded_at, recorded_by, search_key, kind, name, address, district, contact, phone, email, clusters, capacity_l, capacity_p,"
		                          " free_l, free_p, free_on, mou_no, mou_from, mou_until, note)"
		                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)");
		stmt_int(q, 1, *s->out);
		stmt_int(q, 2, s->who->panti);
		stmt_int(q, 3, clock_now());
		stmt_int(q, 4, s->who->user);
		bind(q, 5, v);
		return stmt_run(q, e);
	}
	*s->out = s->id;
	struct stmt *q = stmt(db, "UPDATE partner SET version = version + 1, search_key = ?3, kind = ?4, name = ?5, address = ?6, district = ?7, contact = ?8, phone = ?9, email = ?10, clusters = ?11,"
	                          " capacity_l = ?12, capacity_p = ?13, free_l = ?14, free_p = ?15, free_on = ?16, mou_no = ?17, mou_from = ?18, mou_until = ?19, note = ?20 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, s->id);
	stmt_int(q, 2, s->version);
	bind(q, 3, v);
	return stmt_run(q, e) && (stmt_changes(db) == 1 || case_conflict(db, "partner", s->id, e));
}

static bool save_in(struct db *db, const struct save *s, struct arena *a, struct err *e)
{
	static const char *const nothing[PARTNER_FIELDS] = { NULL };
	struct partner before = { .id = 0 };
	const char *v[PARTNER_FIELDS];
	char iso[DATE_ISO_SIZE];
	caldate today = panti_today(db, s->who->panti);
	if (s->id && !load(db, s->who, s->id, a, &before, e)) return false;
	if (s->id && before.version != s->version) return case_conflict(db, "partner", s->id, e);
	for (int i = 0; i < PARTNER_FIELDS; i++) v[i] = s->v[i] ? s->v[i] : "";
	if ((*v[PARTNER_FREE_L] || *v[PARTNER_FREE_P]) && !*v[PARTNER_FREE_ON]) v[PARTNER_FREE_ON] = date_iso(today, iso);
	partner_check(v, today, s->p);
	codes_check(db, v, s->p);
	if (s->p->hard) return case_refused(e);
	if (partner_same_name(db, s->who, v[PARTNER_NAME], s->id, a)) problem_soft(s->p, "name", _("Another partner has this name already. Both stay in the list."));
	if (!put(db, s, v, e)) return false;
	audit_begin(db, s->who, s->id ? "partner.edit" : "partner.add", "partner", *s->out, 0);
	audit_diff(db, partner_fields, PARTNER_FIELDS, s->id ? before.v : nothing, v);
	db_idem_keep(db, s->idem, *s->out);
	db_news(db);
	return audit_end(db, e);
}

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	const struct save *s = ctx;
	problems_clear(s->p);
	if (s->idem && db_idem_seen(db, s->idem, s->out)) return true;
	if (!db_may(s->who, RIGHT_PARTNER_EDIT, e)) return false;
	if (!s->who->panti) return case_not_found(e);
	struct arena *a = arena_new();
	bool ok = save_in(db, s, a, e);
	arena_free(a);
	return ok;
}

bool partner_save(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[PARTNER_FIELDS], const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct save s = { who, id, version, v, idem, out, p };
	return db_tx(db, save_tx, &s, e);
}

struct end { const struct actor *who; row_id id; int64_t version; caldate on; const char *why; struct problems *p; };

static bool end_tx(struct db *db, void *ctx, struct err *e)
{
	const struct end *c = ctx;
	struct partner now;
	char before[DATE_ISO_SIZE], after[DATE_ISO_SIZE];
	problems_clear(c->p);
	if (!db_may(c->who, RIGHT_PARTNER_EDIT, e)) return false;
	struct arena *a = arena_new();
	bool ok = load(db, c->who, c->id, a, &now, e);
	arena_free(a);
	if (!ok) return false;
	if (now.version != c->version) return case_conflict(db, "partner", c->id, e);
	if (c->on != DATE_NONE && now.closed_on != DATE_NONE) problem_hard(c->p, NULL, _("This partnership has ended already."));
	if (c->on == DATE_NONE && now.closed_on == DATE_NONE) problem_hard(c->p, NULL, _("This partnership stands; there is nothing to take up again."));
	if (c->on != DATE_NONE && c->on > panti_today(db, c->who->panti)) problem_hard(c->p, "on", _("This day is still to come. Write today's date or an earlier one."));
	if (str_equal(c->why, "")) problem_hard(c->p, "why", _("Write the reason. It stays with the partner."));
	field_check_words("why", 300, c->why, c->p);
	if (c->p->hard) return case_refused(e);
	if (c->on != DATE_NONE && now.open) problem_soft(c->p, NULL, _("%d referrals out to this partner are still open."), now.open);
	struct stmt *q = stmt(db, "UPDATE partner SET version = version + 1, closed_on = ?2, closed_why = ?3 WHERE id = ?1");
	stmt_int(q, 1, c->id);
	stmt_date(q, 2, c->on);
	stmt_text(q, 3, c->on == DATE_NONE ? "" : c->why);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, c->who, c->on == DATE_NONE ? "partner.reopen" : "partner.end", "partner", c->id, 0);
	audit_value(db, "closed_on", date_iso(now.closed_on, before), date_iso(c->on, after));
	audit_value(db, "reason", "", c->why);
	db_news(db);
	return audit_end(db, e);
}

bool partner_end(struct db *db, const struct actor *who, row_id id, int64_t version, caldate on, const char *why, struct problems *p, struct err *e)
{
	struct end c = { who, id, version, on, why, p };
	return db_tx(db, end_tx, &c, e);
}
