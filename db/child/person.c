/* Rows of person: load, add, change with a version. The column list stands in src/rules/person.def and nowhere else. */
#include "db/child/person.h"

#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/child/person_rules.h"
#include "db/child/person_merge.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define PERSON(NAME, code, ...) ", " code
static const char select_person[] = "SELECT id, panti_id, version"
#include "src/rules/person.def"
	" FROM person WHERE id = ?1";
static const char insert_columns[] = "INSERT INTO person (id, panti_id, search_key"
#include "src/rules/person.def"
	") VALUES (?, ?, ?"
#undef PERSON
#define PERSON(NAME, code, ...) ", ?"
#include "src/rules/person.def"
	")";
#undef PERSON
#define PERSON(NAME, code, ...) ", " code " = ?"
static const char update_person[] = "UPDATE person SET version = version + 1, search_key = ?"
#include "src/rules/person.def"
	" WHERE id = ?";
#undef PERSON

bool person_load(struct db *db, row_id id, struct arena *a, struct person *out, struct err *e)
{
	struct stmt *q = stmt(db, select_person);
	stmt_int(q, 1, id);
	memset(out, 0, sizeof *out);
	if (stmt_row(q)) {
		out->id = stmt_get_int(q, 0);
		out->panti = stmt_get_int(q, 1);
		out->version = stmt_get_int(q, 2);
		for (int f = 0; f < PERSON_FIELDS; f++)
			out->v[f] = arena_dup(a, stmt_get_text(q, f + 3));
	}
	if (!stmt_done(q, e))
		return false;
	if (!out->id)
		return err_set(e, ERR_NOTFOUND, _("This child does not exist."));
	return true;
}

static const char *const *const_values(const struct person *p)
{
	return (const char *const *)p->v;
}

static void bind_values(struct stmt *q, int first, const char *const v[PERSON_FIELDS])
{
	for (int f = 0; f < PERSON_FIELDS; f++)
		stmt_text(q, first + f, v[f] ? v[f] : "");
}

row_id person_put(struct db *db, row_id panti, const char *const v[PERSON_FIELDS], struct err *e)
{
	char key[512];
	text_search_key(v[PERSON_NAME], key, sizeof key);
	row_id id = db_new_id(db, "person");
	struct stmt *q = stmt(db, insert_columns);
	stmt_int(q, 1, id);
	stmt_id(q, 2, panti);
	stmt_text(q, 3, key);
	bind_values(q, 4, v);
	return stmt_run(q, e) ? id : 0;
}

row_id person_write_new(struct db *db, const struct actor *who, row_id panti, const char *const v[PERSON_FIELDS], struct err *e)
{
	row_id id = person_put(db, panti, v, e);
	if (!id)
		return 0;
	static const char *const nothing[PERSON_FIELDS];
	audit_begin(db, who, "person.new", "person", id, id);
	audit_diff(db, person_fields, PERSON_FIELDS, nothing, v);
	return audit_end(db, e) ? id : 0;
}

row_id person_insert(struct db *db, const struct actor *who, row_id panti, const char *const v[PERSON_FIELDS], caldate today, struct problems *p, struct err *e)
{
	if (!person_valid(db, who, panti, v, NULL, 0, today, p, e)) {
		err_set(e, ERR_PROBLEMS, _("Some entries need mending."));
		return 0;
	}
	return person_write_new(db, who, panti, v, e);
}

/* Who wrote the row last, for the sentence of a conflict. */
static bool conflict(struct db *db, row_id id, row_id panti, struct err *e)
{
	char by[96] = "", time[16] = "";
	struct stmt *q = stmt(db, "SELECT user_name, at FROM audit WHERE record_kind = 'person' AND record_id = ?1 ORDER BY id DESC LIMIT 1");
	stmt_int(q, 1, id);
	if (stmt_row(q)) {
		caldate day;
		int hour, minute;
		STR_SET(by, stmt_get_text(q, 0));
		struct stmt *o = stmt(db, "SELECT utc_offset FROM panti WHERE id = ?1");
		stmt_int(o, 1, panti);
		clock_local(stmt_get_int(q, 1), (int)stmt_one_int(o, 8, NULL), &day, &hour, &minute);
		struct arena *a = arena_new();
		STR_SET(time, arena_printf(a, "%02d.%02d", hour, minute));
		arena_free(a);
	}
	stmt_done(q, NULL);
	return err_set(e, ERR_CONFLICT, _("%s changed this child's data at %s. Compare both texts, then save again."), *by ? by : _("Somebody else"), *time ? time : "-");
}

/* The row as it is to be, its version, its audit row, what is derived from it. */
static bool rewrite(struct db *db, const struct actor *who, const struct person *old, const char *const now[PERSON_FIELDS], struct err *e)
{
	char key[512];
	text_search_key(now[PERSON_NAME], key, sizeof key);
	struct stmt *q = stmt(db, update_person);
	stmt_text(q, 1, key);
	bind_values(q, 2, now);
	stmt_int(q, 2 + PERSON_FIELDS, old->id);
	if (!stmt_run(q, e))
		return false;
	audit_begin(db, who, "person.edit", "person", old->id, old->id);
	audit_diff(db, person_fields, PERSON_FIELDS, const_values(old), now);
	return audit_end(db, e) && derive_person(db, old->id, e);
}

bool person_fill(struct db *db, const struct actor *who, row_id id, const char *const v[PERSON_FIELDS], struct err *e)
{
	struct arena *a = arena_new();
	struct person old;
	const char *now[PERSON_FIELDS];
	MUST(db_in_tx(db));
	bool ok = person_load(db, id, a, &old, e), changed = false;
	for (int f = 0; ok && f < PERSON_FIELDS; f++) {
		const bool fill = !*old.v[f] && v[f] && *v[f];
		now[f] = fill ? v[f] : old.v[f];
		changed = changed || fill;
	}
	ok = ok && (!changed || rewrite(db, who, &old, now, e));
	arena_free(a);
	return ok;
}

bool person_update(struct db *db, const struct actor *who, row_id id, int64_t version, const char *const v[PERSON_FIELDS], caldate today, struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct person old;
	const char *now[PERSON_FIELDS];
	bool ok = person_load(db, id, a, &old, e);
	if (ok && old.version != version)
		ok = conflict(db, id, old.panti, e);
	bool changed = false;
	for (int f = 0; ok && f < PERSON_FIELDS; f++) {
		now[f] = v[f] ? v[f] : "";
		changed = changed || strcmp(now[f], old.v[f]) != 0;
	}
	if (ok && changed) {
		ok = person_valid(db, who, old.panti, now, const_values(&old), id, today, p, e) || err_set(e, ERR_PROBLEMS, _("Some entries need mending."));
		ok = ok && rewrite(db, who, &old, now, e);
	}
	arena_free(a);
	return ok;
}

bool person_set_panti(struct db *db, const struct actor *who, row_id id, row_id panti, struct problems *p, struct err *e)
{
	struct arena *a = arena_new();
	struct person old;
	bool ok = person_load(db, id, a, &old, e);
	if (ok && person_root(db, id) != id) /* the child stands here already: the letter follows the record kept */
		ok = true;
	else if (ok && old.panti != panti) {
		ok = person_nik_free(db, panti, old.v[PERSON_NIK], id, p, e) || err_set(e, ERR_PROBLEMS, _("Some entries need mending."));
		if (ok) {
			struct stmt *q = stmt(db, "UPDATE person SET panti_id = ?2, version = version + 1 WHERE id = ?1");
			stmt_int(q, 1, id);
			stmt_id(q, 2, panti);
			ok = stmt_run(q, e) && audit_note(db, who, "person.panti", "person", id, id, NULL, e) && derive_person(db, id, e);
		}
	}
	arena_free(a);
	return ok;
}

/* Every change of the row is one audit row and one version, so the changes since a version are the newest (current - version) ones. */
int person_changes_since(struct db *db, row_id id, int64_t version, const char *const mine[PERSON_FIELDS], struct arena *a, struct person_change *out, int max, struct err *e)
{
	struct person now;
	int at_field[PERSON_FIELDS], n = 0;
	if (!person_load(db, id, a, &now, e))
		return -1;
	for (int f = 0; f < PERSON_FIELDS; f++)
		at_field[f] = -1;
	struct stmt *q = stmt(db, "SELECT coalesce((SELECT u.shown FROM account_user u WHERE u.name = r.user_name), r.user_name), r.at, v.field, coalesce(v.before_value, '') FROM audit r LEFT JOIN audit_value v ON v.audit_id = r.id"
		" WHERE r.id IN (SELECT id FROM audit WHERE record_kind = 'person' AND record_id = ?1 AND action IN ('person.edit', 'person.panti')"
		" ORDER BY id DESC LIMIT ?2) ORDER BY r.id DESC, v.n");
	stmt_int(q, 1, id);
	stmt_int(q, 2, now.version > version ? now.version - version : 0);
	while (stmt_row(q)) {
		int f = field_index(person_fields, PERSON_FIELDS, stmt_get_text(q, 2));
		if (f < 0)
			continue;
		if (at_field[f] < 0 && n < max) {
			at_field[f] = n;
			out[n++] = (struct person_change){ .field = (enum person_field)f, .theirs = now.v[f], .mine = mine && mine[f] ? mine[f] : "",
				.by = arena_dup(a, stmt_get_text(q, 0)), .at = stmt_get_int(q, 1) };
		}
		if (at_field[f] >= 0) /* the oldest of several changes holds what both started from */
			out[at_field[f]].base = arena_dup(a, stmt_get_text(q, 3));
	}
	return stmt_done(q, e) ? n : -1;
}
