#include "db/exchange/export_list.h"

#include <stdio.h>
#include <stdlib.h>

#include "db/audit.h"
#include "db/community/community.h"
#include "db/community/company.h"
#include "db/office/panti.h"
#include "db/office/code.h"
#include "db/partner/referral_out.h"
#include "db/referral/referral.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

#define ROW bool (*row)(void *ctx, const char *const *cells, int n), void *ctx
enum { PAGE = 200, CELLS_MOST = 24 };

/* --- referrals: through the aggregate, so the scope of its lists holds ------------------------------------------------------- */

static const struct export_column referral_columns[] = {
	{ "number", N_("Number"), true }, { "name", N_("Child"), true }, { "sex", N_("Sex"), false }, { "birth_date", N_("Date of birth"), false },
	{ "district", N_("Sent by district"), true }, { "sender", N_("Sent by"), true }, { "letter_no", N_("Letter no."), true }, { "since", N_("Received on"), false },
	{ "state", N_("State"), false }, { "state_on", N_("State since"), false }, { "days", N_("Days waiting"), false }, { "reason", N_("Reason for referral"), true }, { "home", N_("To the home"), true },
};

static bool referrals(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	struct referral_filter all = { .view = REFERRAL_VIEW_ALL };
	struct referral_key at = REFERRAL_FIRST;
	struct arena *a = arena_new();
	struct referral_row *page = mem_alloc(sizeof *page * PAGE);
	int n = PAGE;
	bool ok = true;
	while (ok && n == PAGE) {
		arena_reset(a);
		n = referral_list(db, who, &all, at, false, a, page, PAGE, e);
		ok = n >= 0;
		for (int i = 0; i < n && ok; i++) {
			const struct referral_row *r = &page[i];
			char born[DATE_ISO_SIZE], since[DATE_ISO_SIZE], state_on[DATE_ISO_SIZE], days[16];
			at = r->key;
			if ((from != DATE_NONE && r->since < from) || (to != DATE_NONE && r->since > to)) continue;
			snprintf(days, sizeof days, "%d", r->wait.days);
			const char *const cells[] = { r->number, r->name, r->sex, date_iso(r->birth, born), r->district_name, r->sender, r->letter_no, date_iso(r->since, since),
				referral_state_label(r->state), date_iso(r->state_on, state_on), days, r->reason, r->panti };
			_Static_assert(COUNT(cells) == COUNT(referral_columns), "a cell per column");
			ok = row(ctx, cells, COUNT(cells));
			++*rows;
		}
	}
	free(page);
	arena_free(a);
	return ok;
}

/* --- partners and referrals out: through their aggregate too ------------------------------------------------------------------ */

static const struct export_column partner_columns[] = {
	{ "name", N_("Name"), true }, { "kind", N_("Kind of partner"), false }, { "district", N_("District"), true }, { "contact", N_("Contact"), true }, { "phone", N_("Phone"), true },
	{ "clusters", N_("Clusters accepted"), false }, { "capacity_l", N_("Places for boys"), false }, { "capacity_p", N_("Places for girls"), false }, { "free_l", N_("Free for boys"), false },
	{ "free_p", N_("Free for girls"), false }, { "free_on", N_("Told on"), false }, { "mou_no", N_("MoU no."), true }, { "mou_from", N_("MoU from"), false }, { "mou_until", N_("MoU until"), false },
	{ "mou_state", N_("State of the MoU"), false }, { "closed_on", N_("Ended on"), false },
};

static const char *places(int n, struct arena *a)
{
	return n < 0 ? "" : arena_printf(a, "%d", n);
}

/* from, to: of the MoU's last day, as a partner has no day of its own. */
static bool partners(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	const struct partner_filter all = { .view = PARTNER_ALL };
	struct partner_pos at = { "", 0 };
	struct arena *a = arena_new();
	struct partner_row *page = mem_alloc(sizeof *page * PAGE);
	int n = PAGE;
	bool ok = true;
	while (ok && n == PAGE) {
		arena_reset(a);
		n = partner_list(db, who, &all, at.id ? &at : NULL, false, a, page, PAGE, e);
		ok = n >= 0;
		for (int i = 0; i < n && ok; i++) {
			const struct partner_row *r = &page[i];
			char told[DATE_ISO_SIZE], begins[DATE_ISO_SIZE], until[DATE_ISO_SIZE], closed[DATE_ISO_SIZE];
			STR_SET(at.key, r->key);
			at.id = r->id;
			if ((from != DATE_NONE && r->mou_until < from) || (to != DATE_NONE && r->mou_until > to)) continue;
			const char *const cells[] = { r->name, code_label_load(db, who, "partner_kind", r->kind, a), r->district_name, r->contact, r->phone,
				code_labels_load(db, who, "cluster", r->clusters, a), places(r->capacity_l, a), places(r->capacity_p, a), places(r->free_l, a), places(r->free_p, a), date_iso(r->free_on, told),
				r->mou_no, date_iso(r->mou_from, begins), date_iso(r->mou_until, until), mou_state_label(r->mou), date_iso(r->closed_on, closed) };
			ok = row(ctx, cells, COUNT(cells));
			++*rows;
		}
	}
	free(page);
	arena_free(a);
	return ok;
}

static const struct export_column out_columns[] = {
	{ "number", N_("Number"), true }, { "register_no", N_("Register no."), true }, { "name", N_("Child"), true }, { "sex", N_("Sex"), false }, { "partner", N_("Partner"), true },
	{ "partner_kind", N_("Kind of partner"), false }, { "service", N_("Service asked for"), false }, { "urgent", N_("Urgent"), false }, { "sent_on", N_("Sent on"), false }, { "state", N_("State"), false },
	{ "state_on", N_("State since"), false }, { "days", N_("Days waiting"), false }, { "overdue", N_("overdue"), false },
};

static bool outs(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	const struct out_filter all = { .view = OUT_VIEW_ALL };
	struct out_key at = OUT_FIRST;
	struct arena *a = arena_new();
	struct out_row *page = mem_alloc(sizeof *page * PAGE);
	int n = PAGE;
	bool ok = true;
	while (ok && n == PAGE) {
		arena_reset(a);
		n = out_list(db, who, &all, at, false, a, page, PAGE, e);
		ok = n >= 0;
		for (int i = 0; i < n && ok; i++) {
			const struct out_row *r = &page[i];
			char sent[DATE_ISO_SIZE], state_on[DATE_ISO_SIZE], days[16];
			at = r->key;
			if ((from != DATE_NONE && r->sent < from) || (to != DATE_NONE && r->sent > to)) continue;
			snprintf(days, sizeof days, "%d", r->wait.days);
			const char *const cells[] = { r->number, r->register_no, r->name, r->sex, r->partner_name, code_label_load(db, who, "partner_kind", r->partner_kind, a), code_label_load(db, who, "out_service", r->service, a),
				r->urgent ? "1" : "0", date_iso(r->sent, sent), out_state_label(r->state), date_iso(r->state_on, state_on), days, r->wait.over ? "1" : "0" };
			ok = row(ctx, cells, COUNT(cells));
			++*rows;
		}
	}
	free(page);
	arena_free(a);
	return ok;
}

/* --- reports of the public: the same way; who reported never leaves ---------------------------------------------------------- */

static const struct export_column community_columns[] = {
	{ "number", N_("Number"), true }, { "received_on", N_("Received on"), false }, { "channel", N_("Report channel"), true }, { "district", N_("Regency or city"), true }, { "village", N_("District, village"), true },
	{ "place", N_("Place"), true }, { "seen_on", N_("Seen on"), false }, { "seen_hour", N_("Hour"), true }, { "work", N_("Work seen"), true }, { "sector", N_("Sector"), true },
	{ "children", N_("Children seen"), false }, { "name", N_("Name"), true }, { "sex", N_("Sex"), false }, { "birth_date", N_("Date of birth"), false }, { "age_seen", N_("Looks like (years)"), false },
	{ "urgent", N_("Urgent"), false }, { "state", N_("State"), true }, { "state_on", N_("State since"), false }, { "days", N_("Days open"), false }, { "referral", N_("Referral"), true },
};

static bool community(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	const struct community_filter all = { .view = COMMUNITY_VIEW_ALL };
	struct community_key at = COMMUNITY_FIRST;
	struct arena *a = arena_new();
	struct community_row *page = mem_alloc(sizeof *page * PAGE);
	int n = PAGE;
	bool ok = true;
	while (ok && n == PAGE) {
		arena_reset(a);
		n = community_list(db, who, &all, at, false, a, page, PAGE, e);
		ok = n >= 0;
		for (int i = 0; i < n && ok; i++) {
			const struct community_row *r = &page[i];
			char received[DATE_ISO_SIZE], seen[DATE_ISO_SIZE], born[DATE_ISO_SIZE], state_on[DATE_ISO_SIZE];
			at = r->key;
			if ((from != DATE_NONE && r->received < from) || (to != DATE_NONE && r->received > to)) continue;
			const char *const cells[] = { r->number, date_iso(r->received, received), code_label_load(db, who, "channel", r->channel, a), r->district_name, r->village, r->place, date_iso(r->seen_on, seen), r->seen_hour,
				r->work, code_label_load(db, who, "labour_sector", r->sector, a), arena_printf(a, "%d", r->children), r->name, r->sex, date_iso(r->birth, born), r->age_seen < 0 ? "" : arena_printf(a, "%d", r->age_seen),
				r->urgent ? "1" : "0", community_state_label(r->state), date_iso(r->state_on, state_on), arena_printf(a, "%d", r->days), r->referral_no };
			_Static_assert(COUNT(cells) == COUNT(community_columns), "a cell per column");
			ok = row(ctx, cells, COUNT(cells));
			++*rows;
		}
	}
	free(page);
	arena_free(a);
	return ok;
}

/* --- what is one query: columns in the order of the table, numbers as numbers -------------------------------------------------- */

static void moment(utc_ms at, int offset, char *out, size_t size)
{
	char day[DATE_ISO_SIZE];
	int hour, minute;
	caldate on;
	clock_local(at, offset, &on, &hour, &minute);
	snprintf(out, size, "%s %02d:%02d", date_iso(on, day), hour, minute);
}

enum kind { TEXT, NUMBER, MOMENT /* milliseconds UTC, shown in the panti's time */ };

static bool each(struct stmt *q, int n, const enum kind *kinds, int offset, ROW, int64_t *rows, struct err *e)
{
	const char *cells[CELLS_MOST];
	char made[CELLS_MOST][32];
	bool ok = true;
	while (ok && stmt_row(q)) {
		for (int i = 0; i < n; i++) {
			int64_t value = kinds[i] == TEXT ? 0 : stmt_get_int(q, i);
			if (kinds[i] == NUMBER) snprintf(made[i], sizeof made[i], "%" PRId64, value);
			if (kinds[i] == MOMENT) moment(value, offset, made[i], sizeof made[i]);
			cells[i] = kinds[i] == TEXT ? stmt_get_text(q, i) : made[i];
		}
		ok = row(ctx, cells, n);
		++*rows;
	}
	return stmt_done(q, e) && ok;
}

static const struct export_column ledger_columns[] = {
	{ "seq", N_("Number"), false }, { "date", N_("Date"), false }, { "kind", N_("Kind"), false }, { "memo", N_("Memo"), true }, { "account", N_("Account"), true },
	{ "register_no", N_("Register no."), true }, { "debit", N_("Debit"), false }, { "credit", N_("Credit"), false }, { "by", N_("Recorded by"), true },
};

static bool ledger(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	static const enum kind kinds[] = { NUMBER, TEXT, TEXT, TEXT, TEXT, TEXT, NUMBER, NUMBER, TEXT };
	struct stmt *q = stmt(db, "SELECT n.seq, n.on_date, n.kind, n.memo, c.code, coalesce(r.register_no, ''),"
	                          " CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END, CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END, coalesce(u.shown, 'sistem')"
	                          " FROM entry n JOIN posting p ON p.entry_id = n.id JOIN account c ON c.id = p.account_id LEFT JOIN resident r ON r.id = n.resident_id"
	                          " LEFT JOIN account_user u ON u.id = n.recorded_by WHERE n.panti_id = ?1 AND n.on_date >= ?2 AND n.on_date <= ?3 ORDER BY n.seq, p.line");
	char day[DATE_ISO_SIZE];
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, from == DATE_NONE ? "" : date_iso(from, day));
	stmt_text(q, 3, to == DATE_NONE ? "9999" : date_iso(to, day));
	return each(q, COUNT(ledger_columns), kinds, 0, row, ctx, rows, e);
}

static const struct export_column audit_columns[] = {
	{ "seq", N_("Number"), false }, { "at", N_("When"), false }, { "user", N_("User"), true }, { "action", N_("Action"), true }, { "record_kind", N_("Record"), true },
	{ "record", N_("Record number"), true }, { "register_no", N_("Register no."), true }, { "field", N_("Field"), true }, { "before", N_("Before"), true }, { "after", N_("After"), true },
};

/* --- workplaces: one line each, with the quarter of `to` (else the last one that is over) --------------------------------------- */

static const struct export_column company_columns[] = {
	{ "name", N_("Name"), true }, { "sector", N_("Sector"), false }, { "district", N_("District"), true }, { "contact", N_("Contact"), true }, { "phone", N_("Phone"), true }, { "registered_on", N_("Registered on"), false },
	{ "closed_on", N_("Closed on"), false }, { "quarter", N_("Quarter"), false }, { "status", N_("Status"), false }, { "received_on", N_("Received on"), false }, { "late_days", N_("Days late"), false },
	{ "children", N_("Under 18, reported"), false }, { "everybody", N_("Everybody, reported"), false }, { "checked_on", N_("Checked on"), false }, { "children_found", N_("Under 18, found"), false }, { "reminders", N_("Reminders sent"), false },
};

static bool companies(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	const struct company_filter all = { .quarter = to == DATE_NONE ? quarter_last(panti_today(db, who->panti)) : to, .status = COMPANY_STATUSES };
	char quarter[QUARTER_SIZE];
	struct arena *a = arena_new(), *keys = arena_new();
	struct company_row *page = mem_alloc(sizeof *page * PAGE);
	struct company_key at = { NULL, 0 };
	int n = PAGE;
	bool ok = true;
	(void)from;
	quarter_code(all.quarter, quarter);
	while (ok && n == PAGE) {
		arena_reset(a);
		n = company_list(db, who, &all, at, false, a, page, PAGE, e);
		ok = n >= 0;
		for (int i = 0; i < n && ok; i++) {
			const struct company_row *r = &page[i];
			char registered[DATE_ISO_SIZE], closed[DATE_ISO_SIZE], received[DATE_ISO_SIZE], checked[DATE_ISO_SIZE];
			const bool in = r->report != 0;
			const char *const cells[] = { r->name, r->sector, r->district, r->contact, r->phone, date_iso(r->registered, registered), date_iso(r->closed, closed), quarter, r->owes ? company_status_code(r->status) : "",
				in ? date_iso(r->received, received) : "", arena_printf(a, "%d", r->late_days), in ? arena_printf(a, "%d", r->children) : "", in ? arena_printf(a, "%d", r->total) : "", in ? date_iso(r->checked, checked) : "",
				r->found_children >= 0 ? arena_printf(a, "%d", r->found_children) : "", arena_printf(a, "%d", r->reminders) };
			_Static_assert(COUNT(cells) == COUNT(company_columns), "a cell per column");
			ok = row(ctx, cells, COUNT(cells));
			++*rows;
		}
		if (n > 0) {
			arena_reset(keys);
			at = (struct company_key){ arena_dup(keys, page[n - 1].key), page[n - 1].id };
		}
	}
	free(page);
	arena_free(keys);
	arena_free(a);
	return ok;
}

static bool audit(struct db *db, const struct actor *who, caldate from, caldate to, ROW, int64_t *rows, struct err *e)
{
	static const enum kind kinds[] = { NUMBER, MOMENT, TEXT, TEXT, TEXT, NUMBER, TEXT, TEXT, TEXT, TEXT };
	const int64_t day_ms = INT64_C(86400000);
	struct arena *a = arena_new();
	struct panti home;
	int offset = panti_load(db, who->panti, a, &home, NULL) ? home.utc_offset : 8;
	int64_t shift = offset * INT64_C(3600000);
	arena_free(a);
	struct stmt *q = stmt(db, "SELECT a.seq, a.at, a.user_name, a.action, a.record_kind, a.record_id, coalesce(r.register_no, ''), coalesce(v.field, ''), coalesce(v.before_value, ''), coalesce(v.after_value, '')"
	                          " FROM audit a LEFT JOIN audit_value v ON v.audit_id = a.id LEFT JOIN resident r ON r.person_id = a.person_id AND r.panti_id = a.panti_id AND a.person_id <> 0"
	                          " WHERE a.panti_id = ?1 AND a.at >= ?2 AND a.at < ?3 ORDER BY a.seq, v.n");
	stmt_int(q, 1, who->panti);
	stmt_int(q, 2, from == DATE_NONE ? 0 : from * day_ms - shift);
	stmt_int(q, 3, to == DATE_NONE ? INT64_MAX : (to + 1) * day_ms - shift);
	return each(q, COUNT(audit_columns), kinds, offset, row, ctx, rows, e);
}

const struct export_list export_lists[] = {
	{ "referrals", N_("Referrals"), referral_columns, COUNT(referral_columns), RIGHT_REFERRAL_READ, referrals },
	{ "partners", N_("Partners"), partner_columns, COUNT(partner_columns), RIGHT_PARTNER_READ, partners },
	{ "referrals-out", N_("Referrals out"), out_columns, COUNT(out_columns), RIGHT_OUT_READ, outs },
	{ "community", N_("Reports of the public"), community_columns, COUNT(community_columns), RIGHT_COMMUNITY_READ, community },
	{ "companies", N_("Workplaces"), company_columns, COUNT(company_columns), RIGHT_COMPANY_READ, companies },
	{ "ledger", N_("Ledger"), ledger_columns, COUNT(ledger_columns), RIGHT_REPORT_MONEY, ledger },
	{ "audit", N_("Audit log"), audit_columns, COUNT(audit_columns), RIGHT_AUDIT_READ, audit },
};
const int export_lists_count = COUNT(export_lists);

struct note { const struct actor *who; const struct export_list *list; int64_t rows; caldate from, to; };

static bool note_tx(struct db *db, void *ctx, struct err *e)
{
	const struct note *n = ctx;
	char action[48], count[24], from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
	snprintf(action, sizeof action, "export.%s", n->list->name);
	snprintf(count, sizeof count, "%" PRId64, n->rows);
	audit_begin(db, n->who, action, n->list->name, 0, 0);
	audit_value(db, "count", NULL, count);
	audit_value(db, "from", "", date_iso(n->from, from));
	audit_value(db, "to", "", date_iso(n->to, to));
	return audit_end(db, e);
}

bool export_list_run(struct db *db, const struct actor *who, const struct export_list *list, caldate from, caldate to,
                     bool (*row)(void *ctx, const char *const *cells, int n), void *ctx, int64_t *rows, struct err *e)
{
	struct err own = { ERR_NONE, "" };
	struct note n = { who, list, 0, from, to };
	if (!e) e = &own;
	if (!db_may(who, RIGHT_EXPORT, e) || !db_may(who, list->right, e)) return false;
	bool ok = export_begin(db, who, list->name, e);
	if (!ok) return false;
	ok = list->run(db, who, from, to, row, ctx, &n.rows, e);
	if (!ok) err_set(e, ERR_IO, "%s", _("The export was stopped."));
	*rows = n.rows;
	struct err logging = { ERR_NONE, "" };
	if (n.rows && !db_tx(db, note_tx, &n, &logging)) return err_set(e, logging.kind, "%s", logging.text); /* what left is logged, also when it stopped half way */
	return ok;
}
