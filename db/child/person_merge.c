/* Joining two records of one child and taking the link back. */
#include "db/child/merge_part.h"

#include "db/audit.h"
#include "db/case.h"
#include "db/child/derive.h"
#include "db/referral/referral_part.h"
#include "db/stmt.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

#define LINKS 256

/* Records whose rows show something else once the tree of `root` changes. */
struct touched { row_id person[MERGED_MOST * 2]; int n; };

static void touch(struct touched *t, row_id person)
{
	for (int i = 0; i < t->n; i++)
		if (t->person[i] == person)
			return;
	if (t->n < (int)COUNT(t->person))
		t->person[t->n++] = person;
}

static void touch_tree(struct db *db, struct touched *t, row_id person)
{
	row_id tree[MERGED_MOST];
	int n = person_tree(db, person, tree, MERGED_MOST);
	for (int i = 0; i < n; i++)
		touch(t, tree[i]);
}

static bool remake(struct db *db, const struct touched *t, struct err *e)
{
	if (!person_roots_remake(db, t->person, t->n, e))
		return false;
	for (int i = 0; i < t->n; i++) {
		row_id ids[LINKS];
		int n = 0;
		if (!derive_person(db, t->person[i], e))
			return false;
		struct stmt *q = stmt(db, "SELECT id FROM referral WHERE person_id = ?1");
		stmt_int(q, 1, t->person[i]);
		while (n < LINKS && stmt_row(q))
			ids[n++] = stmt_get_int(q, 0);
		if (!stmt_done(q, e))
			return false;
		for (int k = 0; k < n; k++)
			if (!follow_derive(db, &referral_follow, ids[k], e))
				return false;
	}
	return true;
}

/* --- what stands against it ---------------------------------------------------------------------------------------------------------- */

struct op {
	const struct actor *who;
	const struct person_merge_in *in;
	row_id *merge, undo, first, second;
	const char *why;
	enum merge_way *way;
	struct problems *p;
};

static const char *called(const struct merge_known *k)
{
	return *k->register_no ? k->register_no : k->name;
}

/* Both records, the kept one's end of chain, and the rule. */
static bool facts(struct db *db, const struct op *o, row_id kept, row_id gone, struct arena *a, struct merge_known *k, struct merge_known *g, enum merge_way *way, struct err *e)
{
	struct merge_side ks, gs;
	*way = MERGE_REFUSED;
	if (!db_may(o->who, RIGHT_MERGE, e) || !merge_known(db, o->who, person_root(db, kept), a, k, e) || !merge_known(db, o->who, gone, a, g, e))
		return false;
	if ((k->sealed || g->sealed) && !db_may(o->who, RIGHT_SEALED_READ, e))
		return false;
	row_id root = person_root(db, gone);
	if (root != gone)
		return problem_hard(o->p, "gone", _("%s was merged already."), called(g)) || true;
	if (k->person == gone)
		return problem_hard(o->p, "gone", _("The two are one record already.")) || true;
	if (g->elsewhere)
		return problem_hard(o->p, "gone", _("%s cannot be given up from here: the record is used by others."), called(g)) || true;
	if (!merge_side_load(db, o->who->panti, k->person, a, &ks, e) || !merge_side_load(db, o->who->panti, gone, a, &gs, e))
		return false;
	*way = merge_check(&ks, &gs, o->p);
	return true;
}

static bool check_read(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct merge_known k, g;
	problems_clear(o->p);
	struct arena *a = arena_new();
	bool ok = facts(db, o, o->first, o->second, a, &k, &g, o->way, e);
	arena_free(a);
	return ok;
}

bool person_merge_check(struct db *db, const struct actor *who, row_id kept, row_id gone, enum merge_way *way, struct problems *p, struct err *e)
{
	struct op o = { .who = who, .first = kept, .second = gone, .way = way, .p = p };
	return db_read(db, check_read, &o, e);
}

/* --- joining -------------------------------------------------------------------------------------------------------------------------- */

/* Stays of the record given up, and of those merged into it before, that repeat one of the kept record. */
static bool set_aside(struct db *db, const struct op *o, row_id merge, const struct merge_known *k, const struct merge_known *g, struct arena *a, utc_ms at, struct err *e)
{
	struct merge_side kept;
	row_id tree[MERGED_MOST];
	if (!merge_side_load(db, o->who->panti, k->person, a, &kept, e))
		return false;
	int n = person_tree(db, g->person, tree, MERGED_MOST);
	for (int i = 0; i < n; i++) {
		row_id stays[LINKS];
		int count = 0;
		struct stmt *q = stmt(db, "SELECT s.id, s.on_date, x.on_date FROM resident r JOIN stay s ON s.resident_id = r.id LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
			" WHERE r.person_id = ?1 AND r.panti_id = ?2 AND s.void_at IS NULL" STAY_COUNTS("s"));
		stmt_int(q, 1, tree[i]);
		stmt_int(q, 2, o->who->panti);
		while (count < LINKS && stmt_row(q))
			if (merge_aside(&kept, (struct stay_span){ stmt_get_date(q, 1), stmt_get_date(q, 2) }))
				stays[count++] = stmt_get_int(q, 0);
		if (!stmt_done(q, e))
			return false;
		for (int s = 0; s < count; s++) {
			q = stmt(db, "INSERT INTO stay_aside (stay_id, merge_id, panti_id, recorded_at) VALUES (?1, ?2, ?3, ?4)");
			stmt_int(q, 1, stays[s]);
			stmt_int(q, 2, merge);
			stmt_int(q, 3, o->who->panti);
			stmt_int(q, 4, at);
			if (!stmt_run(q, e))
				return false;
		}
	}
	return true;
}

/* One row in each child's own history. */
static bool note_both(struct db *db, const struct actor *who, const char *action, row_id merge, const struct merge_known *k, const struct merge_known *g, const char *why, struct err *e)
{
	for (int i = 0; i < 2; i++) {
		audit_begin(db, who, action, "person_merge", merge, i ? g->person : k->person);
		audit_value(db, "kept", "", called(k));
		audit_value(db, "gone", "", called(g));
		audit_value(db, "why", "", why);
		if (!audit_end(db, e))
			return false;
	}
	return true;
}

static bool join(struct db *db, struct op *o, const struct merge_known *k, const struct merge_known *g, struct arena *a, struct err *e)
{
	const utc_ms at = clock_now();
	row_id id = db_new_id(db, "person_merge");
	struct touched t = { .n = 0 };
	touch_tree(db, &t, k->person);
	touch_tree(db, &t, g->person);
	struct stmt *q = stmt(db, "INSERT INTO person_merge (id, panti_id, kept_id, gone_id, why, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, o->who->panti);
	stmt_int(q, 3, k->person);
	stmt_int(q, 4, g->person);
	stmt_text(q, 5, o->in->why ? o->in->why : "");
	stmt_int(q, 6, at);
	stmt_int(q, 7, o->who->user);
	if (!stmt_run(q, e) || !set_aside(db, o, id, k, g, a, at, e) || !remake(db, &t, e) || !note_both(db, o->who, "person.merge", id, k, g, o->in->why, e))
		return false;
	db_idem_keep(db, o->in->idem, id);
	*o->merge = id;
	db_news(db);
	return true;
}

static bool merge_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct merge_known k, g;
	enum merge_way way;
	problems_clear(o->p);
	if (db_idem_seen(db, o->in->idem, o->merge))
		return true;
	if (!write_why(o->in->why, o->p, e))
		return false;
	struct arena *a = arena_new();
	bool ok = facts(db, o, o->in->kept, o->in->gone, a, &k, &g, &way, e);
	/* a chain's end was not looked at: what was looked at is compared */
	if (ok && g.version != o->in->gone_version)
		ok = case_conflict(db, "person", g.person, e);
	if (ok && k.person == o->in->kept && k.version != o->in->kept_version)
		ok = case_conflict(db, "person", k.person, e);
	ok = ok && write_clean(o->p, e) && join(db, o, &k, &g, a, e);
	arena_free(a);
	return ok;
}

bool person_merge_do(struct db *db, const struct actor *who, const struct person_merge_in *in, row_id *merge, struct problems *p, struct err *e)
{
	struct problems own;
	row_id unused;
	struct op o = { .who = who, .in = in, .merge = merge ? merge : &unused, .p = p ? p : &own };
	return db_may(who, RIGHT_MERGE, e) && db_tx(db, merge_tx, &o, e);
}

/* --- taking it back ------------------------------------------------------------------------------------------------------------------- */

static bool void_rows(struct db *db, const struct op *o, struct err *e)
{
	const utc_ms at = clock_now();
	struct stmt *q = stmt(db, "UPDATE person_merge SET void_at = ?2, void_by = ?3, void_why = ?4 WHERE id = ?1 AND void_at IS NULL");
	stmt_int(q, 1, o->undo);
	stmt_int(q, 2, at);
	stmt_int(q, 3, o->who->user);
	stmt_text(q, 4, o->why);
	if (!stmt_run(q, e))
		return false;
	q = stmt(db, "UPDATE stay_aside SET void_at = ?2 WHERE merge_id = ?1 AND void_at IS NULL");
	stmt_int(q, 1, o->undo);
	stmt_int(q, 2, at);
	return stmt_run(q, e);
}

/* A later link of the same child rests on this one. */
static bool newest(struct db *db, const struct op *o, row_id kept, struct arena *a, struct err *e)
{
	struct merge_known other;
	struct stmt *q = stmt(db, "SELECT CASE WHEN kept_id = ?1 THEN gone_id ELSE kept_id END FROM person_merge WHERE void_at IS NULL AND id > ?2 AND (kept_id = ?1 OR gone_id = ?1) ORDER BY id DESC LIMIT 1");
	stmt_int(q, 1, kept);
	stmt_int(q, 2, o->undo);
	row_id later = stmt_one_int(q, 0, e);
	if (!later)
		return !(e && e->kind);
	if (!merge_known(db, o->who, later, a, &other, e))
		return false;
	problem_hard(o->p, "merge", _("The record was merged once more, with %s. Take that back first."), called(&other));
	return case_refused(e);
}

static bool undo_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct merge_known k, g;
	row_id kept = 0, gone = 0;
	bool standing = false;
	problems_clear(o->p);
	if (!write_why(o->why, o->p, e))
		return false;
	struct stmt *q = stmt(db, "SELECT kept_id, gone_id, void_at FROM person_merge WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, o->undo);
	stmt_int(q, 2, o->who->panti ? o->who->panti : -1);
	if (stmt_row(q)) {
		kept = stmt_get_int(q, 0);
		gone = stmt_get_int(q, 1);
		standing = stmt_is_null(q, 2);
	}
	if (!stmt_done(q, e))
		return false;
	if (!kept)
		return case_not_found(e);
	if (!standing)
		return write_refused(o->p, "merge", e, _("This merge was taken back already."));
	struct arena *a = arena_new();
	bool ok = merge_known(db, o->who, kept, a, &k, e) && merge_known(db, o->who, gone, a, &g, e) && ((!k.sealed && !g.sealed) || db_may(o->who, RIGHT_SEALED_READ, e))
		&& newest(db, o, kept, a, e);
	if (ok) {
		struct touched t = { .n = 0 };
		touch_tree(db, &t, kept);
		touch(&t, gone);
		ok = void_rows(db, o, e) && remake(db, &t, e) && note_both(db, o->who, "person.unmerge", o->undo, &k, &g, o->why, e);
		db_news(db);
	}
	arena_free(a);
	return ok;
}

bool person_merge_undo(struct db *db, const struct actor *who, row_id merge, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .undo = merge, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_MERGE, e) && db_tx(db, undo_tx, &o, e);
}

/* --- two children after all ------------------------------------------------------------------------------------------------------------- */

static bool apart_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct merge_known one, two;
	problems_clear(o->p);
	if (!write_why(o->why, o->p, e))
		return false;
	struct arena *a = arena_new();
	bool ok = o->first != o->second && merge_known(db, o->who, o->first, a, &one, e) && merge_known(db, o->who, o->second, a, &two, e)
		&& ((!one.sealed && !two.sealed) || db_may(o->who, RIGHT_SEALED_READ, e));
	if (ok) {
		struct stmt *q = stmt(db, "INSERT INTO person_apart (first_id, second_id, panti_id, at, user_id, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (first_id, second_id) DO NOTHING");
		stmt_int(q, 1, o->first);
		stmt_int(q, 2, o->second);
		stmt_int(q, 3, o->who->panti);
		stmt_int(q, 4, clock_now());
		stmt_int(q, 5, o->who->user);
		stmt_text(q, 6, o->why);
		ok = stmt_run(q, e);
	}
	const bool marked = ok && stmt_changes(db) == 1; /* else somebody marked the two before: the first reason stands */
	for (int i = 0; ok && marked && i < 2; i++) {
		audit_begin(db, o->who, "person.apart", "person", i ? o->second : o->first, i ? o->second : o->first);
		audit_value(db, "other", "", called(i ? &one : &two));
		audit_value(db, "why", "", o->why);
		ok = audit_end(db, e);
	}
	if (marked) db_news(db);
	arena_free(a);
	return ok || (e && e->kind ? false : case_not_found(e));
}

bool person_apart_mark(struct db *db, const struct actor *who, row_id first, row_id second, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .first = first < second ? first : second, .second = first < second ? second : first, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_MERGE, e) && db_tx(db, apart_tx, &o, e);
}
