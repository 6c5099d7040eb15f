/* Changes of a resident: the person's data, the social worker, the seal. */
#include "db/child/resident.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/child/person_merge.h"
#include "db/office/panti.h"
#include "db/child/resident_query.h"
#include "db/write.h"
#include "src/base/i18n.h"

struct op {
	const struct actor *who;
	row_id resident, worker;
	int64_t version;
	const struct resident_edit *edit;
	bool sealed;
	const char *why;
	struct problems *p;
};

/* The child in scope, and not sealed away from who. */
static bool open_for(struct db *db, const struct op *o, struct arena *a, struct resident_ref *ref, struct err *e)
{
	return resident_ref(db, o->who, o->resident, a, ref, e) && (!ref->sealed || db_may(o->who, RIGHT_SEALED_READ, e));
}

static bool done(struct db *db, const struct actor *who, row_id resident, bool ok, struct err *e)
{
	struct err quiet = { .kind = ERR_NONE };
	if (!ok && e && e->kind == ERR_NOTFOUND)
		resident_log_outside(db, who, resident, &quiet);
	return ok;
}

static bool edit_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	row_id before;
	struct resident_ref ref;
	problems_clear(o->p);
	if (db_idem_seen(db, o->edit->idem, &before))
		return true;
	struct arena *a = arena_new();
	bool ok = open_for(db, o, a, &ref, e) && person_update(db, o->who, ref.person, o->edit->person_version, o->edit->v, panti_today(db, ref.panti), o->p, e);
	arena_free(a);
	if (ok) {
		db_idem_keep(db, o->edit->idem, o->resident);
		db_news(db);
	}
	return ok;
}

bool resident_edit(struct db *db, const struct actor *who, const struct resident_edit *in, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .resident = in->resident, .edit = in, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && done(db, who, in->resident, db_tx(db, edit_tx, &o, e), e);
}

/* Bumps the version of the resident row, refusing an older one. */
static bool bump(struct db *db, row_id resident, int64_t version, struct err *e)
{
	struct stmt *q = stmt(db, "UPDATE resident SET version = version + 1 WHERE id = ?1 AND version = ?2");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, version);
	if (!stmt_run(q, e))
		return false;
	return stmt_changes(db) == 1 || err_set(e, ERR_CONFLICT, _("Somebody changed this child's data meanwhile. Look at it again, then save."));
}

static bool worker_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct resident_ref ref;
	char before[24], after[24];
	problems_clear(o->p);
	struct arena *a = arena_new();
	bool ok = open_for(db, o, a, &ref, e);
	if (ok && o->worker) {
		struct stmt *q = stmt(db, "SELECT 1 FROM account_user WHERE id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, o->worker);
		stmt_int(q, 2, ref.panti);
		if (!stmt_one_int(q, 0, e))
			ok = write_refused(o->p, "worker", e, _("Choose the social worker from the list."));
	}
	if (ok) {
		struct stmt *q = stmt(db, "SELECT worker_id FROM resident WHERE id = ?1");
		stmt_int(q, 1, o->resident);
		snprintf(before, sizeof before, "%" PRId64, stmt_one_int(q, 0, e));
		snprintf(after, sizeof after, "%" PRId64, o->worker);
		ok = bump(db, o->resident, o->version, e);
	}
	if (ok) {
		struct stmt *q = stmt(db, "UPDATE resident SET worker_id = ?2 WHERE id = ?1");
		stmt_int(q, 1, o->resident);
		stmt_id(q, 2, o->worker);
		ok = stmt_run(q, e);
	}
	if (ok) {
		audit_begin(db, o->who, "resident.worker", "resident", o->resident, ref.person);
		audit_value(db, "worker", before, after);
		ok = audit_end(db, e);
		db_news(db);
	}
	arena_free(a);
	return ok;
}

bool resident_set_worker(struct db *db, const struct actor *who, row_id resident, int64_t version, row_id worker, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .resident = resident, .version = version, .worker = worker, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && done(db, who, resident, db_tx(db, worker_tx, &o, e), e);
}

static bool seal_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct resident_ref ref;
	problems_clear(o->p);
	if (!o->why || !*o->why)
		return write_refused(o->p, "why", e, _("Write the reason."));
	struct arena *a = arena_new();
	bool ok = open_for(db, o, a, &ref, e) && bump(db, o->resident, o->version, e);
	row_id tree[MERGED_MOST];
	int n = ok ? person_tree(db, ref.person, tree, MERGED_MOST) : 0; /* what stands under a record merged into this one is of the same child */
	for (int i = 0; ok && i < n; i++) {
		struct stmt *q = stmt(db, "UPDATE resident SET sealed = ?3, sealed_why = ?4 WHERE person_id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, tree[i]);
		stmt_int(q, 2, o->who->panti);
		stmt_int(q, 3, o->sealed);
		stmt_text(q, 4, o->sealed ? o->why : "");
		ok = stmt_run(q, e) && derive_person(db, tree[i], e);
	}
	if (ok) {
		audit_begin(db, o->who, o->sealed ? "resident.seal" : "resident.unseal", "resident", o->resident, ref.person);
		audit_value(db, "why", NULL, o->why);
		ok = audit_end(db, e);
		db_news(db);
	}
	arena_free(a);
	return ok;
}

bool resident_seal(struct db *db, const struct actor *who, row_id resident, int64_t version, bool sealed, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .resident = resident, .version = version, .sealed = sealed, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_SEALED_READ, e) && done(db, who, resident, db_tx(db, seal_tx, &o, e), e);
}
