#include "db/audit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "db/audit_row.h"
#include "db/inside.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

#define DAY_MS INT64_C(86400000)

/* --- hashing ------------------------------------------------------------------------------------------------------------ */

static void hash_number(crypto_generichash_state *h, int64_t n)
{
	unsigned char b[8];
	for (int i = 0; i < 8; i++) b[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
	crypto_generichash_update(h, b, sizeof b);
}

/* Length first: "ab"+"c" and "a"+"bc" differ; NULL differs from "". */
static void hash_text(crypto_generichash_state *h, const char *text)
{
	size_t size = text ? strlen(text) : 0;
	hash_number(h, text ? (int64_t)size : -1);
	crypto_generichash_update(h, (const unsigned char *)(text ? text : ""), size);
}

void audit_row_hash(const unsigned char before[AUDIT_HASH], const struct audit_fact *f, const unsigned char *digests, unsigned char out[AUDIT_HASH])
{
	crypto_generichash_state h;
	crypto_generichash_init(&h, NULL, 0, AUDIT_HASH);
	crypto_generichash_update(&h, before, AUDIT_HASH);
	hash_number(&h, f->id), hash_number(&h, f->panti), hash_number(&h, f->seq), hash_number(&h, f->at), hash_number(&h, f->user);
	hash_number(&h, f->record), hash_number(&h, f->person), hash_number(&h, f->values);
	hash_text(&h, f->user_name), hash_text(&h, f->action), hash_text(&h, f->record_kind);
	if (f->values > 0) crypto_generichash_update(&h, digests, (size_t)f->values * AUDIT_DIGEST);
	crypto_generichash_final(&h, out, AUDIT_HASH);
}

void audit_value_digest(const unsigned char salt[AUDIT_SALT], const char *field, const char *before, const char *after, unsigned char out[AUDIT_DIGEST])
{
	crypto_generichash_state h;
	crypto_generichash_init(&h, NULL, 0, AUDIT_DIGEST);
	crypto_generichash_update(&h, salt, AUDIT_SALT);
	hash_text(&h, field), hash_text(&h, before), hash_text(&h, after);
	crypto_generichash_final(&h, out, AUDIT_DIGEST);
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

struct audit_open {
	struct audit_fact fact;
	struct arena *arena; /* texts of the fact */
	unsigned char *digests;
	size_t room;
};

void audit_drop(struct db *db)
{
	if (!db->audit) return;
	arena_free(db->audit->arena);
	free(db->audit->digests);
	free(db->audit);
	db->audit = NULL;
}

void audit_begin(struct db *db, const struct actor *who, const char *action, const char *record_kind, row_id record, row_id person)
{
	MUST(db->writing && !db->audit);
	struct audit_open *o = mem_alloc(sizeof *o);
	o->arena = arena_new();
	o->fact = (struct audit_fact) {
		.panti = who->panti, .user = who->user, .record = record, .person = person,
		.user_name = arena_dup(o->arena, who->user ? who->name : "sistem"), .action = arena_dup(o->arena, action), .record_kind = arena_dup(o->arena, record_kind),
	};
	db->audit = o;
	o->fact.id = db_new_id(db, "audit"); /* values refer to it before the row is written */
}

void audit_value(struct db *db, const char *field, const char *before, const char *after)
{
	struct audit_open *o = db->audit;
	MUST(o);
	if (str_equal(before, after)) return;
	size_t n = (size_t)o->fact.values;
	if (n >= o->room) {
		o->room = o->room ? o->room * 2 : 16;
		o->digests = mem_grow(o->digests, o->room * AUDIT_DIGEST);
	}
	unsigned char salt[AUDIT_SALT], *digest = o->digests + n * AUDIT_DIGEST;
	randombytes_buf(salt, sizeof salt);
	audit_value_digest(salt, field, before, after, digest);
	struct stmt *s = stmt(db, "INSERT INTO audit_value(audit_id, n, field, before_value, after_value, salt, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(s, 1, o->fact.id);
	stmt_int(s, 2, (int64_t)n);
	stmt_text(s, 3, field);
	stmt_text(s, 4, before);
	stmt_text(s, 5, after);
	stmt_blob(s, 6, salt, sizeof salt);
	stmt_blob(s, 7, digest, AUDIT_DIGEST);
	stmt_run(s, NULL); /* a failure stays with the transaction */
	o->fact.values++;
}

void audit_diff(struct db *db, const struct field *f, size_t n, const char *const *before, const char *const *after)
{
	for (size_t i = 0; i < n; i++)
		if (f[i].kind != FIELD_SECRET) audit_value(db, f[i].code, before ? before[i] : NULL, after ? after[i] : NULL);
}

/* Newest row of a chain: number, hash, time. No row: 0, zeroes, 0. */
static bool audit_last(struct db *db, row_id panti, int64_t *seq, unsigned char hash[AUDIT_HASH], utc_ms *at, struct err *e)
{
	*seq = 0;
	*at = 0;
	memset(hash, 0, AUDIT_HASH);
	struct stmt *s = stmt(db, "SELECT seq, hash, at FROM audit WHERE panti_id = ?1 ORDER BY seq DESC LIMIT 1");
	stmt_int(s, 1, panti);
	if (stmt_row(s)) {
		size_t size;
		const void *bytes = stmt_get_blob(s, 1, &size);
		*seq = stmt_get_int(s, 0);
		*at = stmt_get_int(s, 2);
		if (size == AUDIT_HASH) memcpy(hash, bytes, AUDIT_HASH);
	}
	return stmt_done(s, e);
}

bool audit_end(struct db *db, struct err *e)
{
	struct audit_open *o = db->audit;
	unsigned char before[AUDIT_HASH], hash[AUDIT_HASH];
	utc_ms last;
	MUST(o);
	struct audit_fact *f = &o->fact;
	bool good = audit_last(db, f->panti, &f->seq, before, &last, e);
	f->at = clock_now();
	if (good && f->at < last - DAY_MS) {
		caldate day;
		char shown[32];
		clock_local(last, 8, &day, NULL, NULL);
		good = err_set(e, ERR_UNAVAILABLE, _("The clock of this machine is behind: the last change was recorded on %s. Set date and time, then save again."),
			date_format(day, DATE_SHORT, shown, sizeof shown));
		db->doomed = true;
	}
	if (good) {
		f->seq++;
		audit_row_hash(before, f, o->digests, hash);
		struct stmt *s = stmt(db, "INSERT INTO audit(id, panti_id, seq, at, user_id, user_name, action, record_kind, record_id, person_id, value_count, hash)"
			" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
		stmt_int(s, 1, f->id), stmt_int(s, 2, f->panti), stmt_int(s, 3, f->seq), stmt_int(s, 4, f->at), stmt_int(s, 5, f->user);
		stmt_text(s, 6, f->user_name), stmt_text(s, 7, f->action), stmt_text(s, 8, f->record_kind);
		stmt_int(s, 9, f->record), stmt_int(s, 10, f->person), stmt_int(s, 11, f->values);
		stmt_blob(s, 12, hash, sizeof hash);
		good = stmt_run(s, e);
	}
	audit_drop(db);
	return good;
}

bool audit_note(struct db *db, const struct actor *who, const char *action, const char *record_kind, row_id record, row_id person, const char *note, struct err *e)
{
	audit_begin(db, who, action, record_kind, record, person);
	if (note && *note) audit_value(db, "note", NULL, note);
	return audit_end(db, e);
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

bool audit_head(struct db *db, row_id panti, struct audit_head *out, struct err *e)
{
	unsigned char hash[AUDIT_HASH];
	utc_ms at;
	if (!audit_last(db, panti, &out->rows, hash, &at, e)) return false;
	sodium_bin2hex(out->hash, sizeof out->hash, hash, 8);
	return true;
}

int audit_list(struct db *db, const struct actor *who, row_id person, int64_t before_seq, struct arena *a, struct audit_row *out, int max, struct err *e)
{
	int n = 0;
	if (!may(who, RIGHT_AUDIT_READ)) {
		char text[240];
		err_set(e, ERR_NOPERM, "%s", right_refusal(RIGHT_AUDIT_READ, text, sizeof text));
		return 0;
	}
	/* records merged into the child's: what was done and seen there belongs to the same child */
	struct stmt *m = stmt(db, "SELECT 1 FROM person_root WHERE root_id = ?1 LIMIT 1");
	stmt_int(m, 1, person);
	bool several = person && stmt_one_int(m, 0, e) != 0;
	/* +a.panti_id: the person's index is the short way even though the chain's would also serve */
	struct stmt *s = several ? stmt(db,
		"SELECT a.seq, a.at, a.user_id, a.user_name, a.action, a.record_kind, a.record_id, a.person_id, v.field, v.before_value, v.after_value"
		" FROM audit a LEFT JOIN audit_value v ON v.audit_id = a.id WHERE a.person_id IN (SELECT ?3 UNION ALL SELECT person_id FROM person_root WHERE root_id = ?3)"
		" AND +a.panti_id = ?1 AND a.seq < ?2 ORDER BY a.id DESC, v.n LIMIT ?4")
		: person ? stmt(db,
		"SELECT a.seq, a.at, a.user_id, a.user_name, a.action, a.record_kind, a.record_id, a.person_id, v.field, v.before_value, v.after_value"
		" FROM audit a LEFT JOIN audit_value v ON v.audit_id = a.id WHERE a.person_id = ?3 AND +a.panti_id = ?1 AND a.seq < ?2 ORDER BY a.id DESC, v.n LIMIT ?4")
		: stmt(db,
		"SELECT a.seq, a.at, a.user_id, a.user_name, a.action, a.record_kind, a.record_id, a.person_id, v.field, v.before_value, v.after_value"
		" FROM audit a LEFT JOIN audit_value v ON v.audit_id = a.id WHERE a.panti_id = ?1 AND a.seq < ?2 ORDER BY a.seq DESC, v.n LIMIT ?4");
	stmt_int(s, 1, who->panti);
	stmt_int(s, 2, before_seq > 0 ? before_seq : INT64_MAX);
	if (person) stmt_int(s, 3, person);
	stmt_int(s, 4, (int64_t)max + 1);
	while (n < max && stmt_row(s)) {
		out[n++] = (struct audit_row) {
			.seq = stmt_get_int(s, 0), .at = stmt_get_int(s, 1), .user = stmt_get_int(s, 2), .user_name = arena_dup(a, stmt_get_text(s, 3)),
			.action = arena_dup(a, stmt_get_text(s, 4)), .record_kind = arena_dup(a, stmt_get_text(s, 5)),
			.record = stmt_get_int(s, 6), .person = stmt_get_int(s, 7), .field = arena_dup(a, stmt_get_text(s, 8)),
			.before = arena_dup(a, stmt_get_text(s, 9)), .after = arena_dup(a, stmt_get_text(s, 10)),
		};
	}
	bool more = n == max && stmt_row(s);
	if (more && stmt_get_int(s, 0) == out[n - 1].seq) /* a row split between two pages: it comes whole with the next, unless it fills this one */
		for (int64_t split = out[n - 1].seq; n > 1 && out[0].seq != split && out[n - 1].seq == split;) n--;
	return stmt_done(s, e) ? n : 0;
}

bool audit_erase(struct db *db, row_id person, int64_t *values, struct err *e)
{
	MUST(db->writing);
	struct stmt *s = stmt(db, "UPDATE audit_value SET before_value = NULL, after_value = NULL, salt = NULL WHERE audit_id IN"
		" (SELECT id FROM audit WHERE person_id = ?1) AND salt IS NOT NULL");
	stmt_int(s, 1, person);
	if (!stmt_run(s, e)) return false;
	if (values) *values = stmt_changes(db);
	return true;
}
