#include "db/office/draft.h"
#include "db/stmt.h"
#include "src/base/clock.h"

#define DAY_MS INT64_C(86400000)

struct draft_save { const struct actor *who; const char *form, *idem, *body; row_id record; };

static bool draft_prune_old(struct db *db, struct err *e)
{
	struct stmt *s = stmt(db, "DELETE FROM draft WHERE updated_at < ?1");
	stmt_int(s, 1, clock_now() - DRAFT_DAYS * DAY_MS);
	return stmt_run(s, e);
}

static bool draft_save_tx(struct db *db, void *ctx, struct err *e)
{
	const struct draft_save *d = ctx;
	struct stmt *s = stmt(db, "UPDATE draft SET idem = ?4, body = ?5, updated_at = ?6, panti_id = ?7 WHERE user_id = ?1 AND form = ?2 AND record_id = ?3");
	stmt_int(s, 1, d->who->user), stmt_text(s, 2, d->form), stmt_int(s, 3, d->record);
	stmt_text(s, 4, d->idem ? d->idem : ""), stmt_text(s, 5, d->body), stmt_int(s, 6, clock_now()), stmt_int(s, 7, d->who->panti);
	if (!stmt_run(s, e)) return false;
	if (stmt_changes(db) > 0) return true;
	if (!draft_prune_old(db, e)) return false;
	s = stmt(db, "INSERT INTO draft(id, user_id, panti_id, form, record_id, idem, body, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	stmt_id(s, 1, db_new_id(db, "draft")), stmt_int(s, 2, d->who->user), stmt_int(s, 3, d->who->panti), stmt_text(s, 4, d->form);
	stmt_int(s, 5, d->record), stmt_text(s, 6, d->idem ? d->idem : ""), stmt_text(s, 7, d->body), stmt_int(s, 8, clock_now());
	return stmt_run(s, e);
}

bool draft_save(struct db *db, const struct actor *who, const char *form, row_id record, const char *idem, const char *body, struct err *e)
{
	struct draft_save d = { who, form, idem, body, record };
	return db_tx(db, draft_save_tx, &d, e);
}

static void draft_read(struct stmt *s, struct arena *a, struct draft *out)
{
	*out = (struct draft) {
		.id = stmt_get_int(s, 0), .form = arena_dup(a, stmt_get_text(s, 1)), .record = stmt_get_int(s, 2),
		.body = arena_dup(a, stmt_get_text(s, 4)), .at = stmt_get_int(s, 5),
	};
	STR_SET(out->idem, stmt_get_text(s, 3));
}

bool draft_load(struct db *db, const struct actor *who, const char *form, row_id record, struct arena *a, struct draft *out, struct err *e)
{
	struct stmt *s = stmt(db, "SELECT id, form, record_id, idem, body, updated_at FROM draft WHERE user_id = ?1 AND form = ?2 AND record_id = ?3 AND updated_at >= ?4");
	*out = (struct draft) { .form = form, .record = record, .body = "" };
	stmt_int(s, 1, who->user), stmt_text(s, 2, form), stmt_int(s, 3, record), stmt_int(s, 4, clock_now() - DRAFT_DAYS * DAY_MS);
	if (stmt_row(s)) draft_read(s, a, out);
	return stmt_done(s, e);
}

struct draft_drop { const struct actor *who; const char *form; row_id record; };

static bool draft_drop_tx(struct db *db, void *ctx, struct err *e)
{
	const struct draft_drop *d = ctx;
	struct stmt *s = stmt(db, "DELETE FROM draft WHERE user_id = ?1 AND form = ?2 AND record_id = ?3");
	stmt_int(s, 1, d->who->user), stmt_text(s, 2, d->form), stmt_int(s, 3, d->record);
	return stmt_run(s, e);
}

bool draft_drop(struct db *db, const struct actor *who, const char *form, row_id record, struct err *e)
{
	struct draft_drop d = { who, form, record };
	return db_tx(db, draft_drop_tx, &d, e);
}

int draft_list(struct db *db, const struct actor *who, struct arena *a, struct draft *out, int max, struct err *e)
{
	int n = 0;
	struct stmt *s = stmt(db, "SELECT id, form, record_id, idem, body, updated_at FROM draft WHERE user_id = ?1 AND updated_at >= ?2 ORDER BY updated_at DESC, id DESC LIMIT ?3");
	stmt_int(s, 1, who->user), stmt_int(s, 2, clock_now() - DRAFT_DAYS * DAY_MS), stmt_int(s, 3, max);
	while (n < max && stmt_row(s)) draft_read(s, a, &out[n++]);
	return stmt_done(s, e) ? n : 0;
}

static bool draft_prune_tx(struct db *db, void *ctx, struct err *e)
{
	(void)ctx;
	struct stmt *s = stmt(db, "DELETE FROM idempotency WHERE at < ?1");
	stmt_int(s, 1, clock_now() - IDEM_DAYS * DAY_MS);
	return stmt_run(s, e) && draft_prune_old(db, e);
}

bool draft_prune(struct db *db, struct err *e) { return db_tx(db, draft_prune_tx, NULL, e); }
