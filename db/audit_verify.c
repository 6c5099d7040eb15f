/* Recomputes a chain row by row and names the first that does not fit. */
#include <stdlib.h>
#include <string.h>
#include "db/audit_row.h"
#include "db/stmt.h"
#include "src/base/i18n.h"

struct verify {
	row_id panti;
	const char *expected; /* printed head, "" = none */
	bool met;
	int64_t rows;
	unsigned char *digests;
	size_t room;
};

/* Digests of a row's values into v->digests; false when their number or one of them does not fit. */
static bool verify_values(struct db *db, struct verify *v, const struct audit_fact *f, bool *fits, struct err *e)
{
	struct stmt *s = stmt(db, "SELECT n, field, before_value, after_value, salt, digest FROM audit_value WHERE audit_id = ?1 ORDER BY n");
	int64_t n = 0;
	stmt_int(s, 1, f->id);
	*fits = true;
	while (stmt_row(s)) {
		size_t salt_size, size;
		const unsigned char *salt = stmt_get_blob(s, 4, &salt_size), *digest = stmt_get_blob(s, 5, &size);
		if (stmt_get_int(s, 0) != n || size != AUDIT_DIGEST) *fits = false;
		if ((size_t)n >= v->room) {
			v->room = v->room ? v->room * 2 : 64;
			v->digests = mem_grow(v->digests, v->room * AUDIT_DIGEST);
		}
		if (size == AUDIT_DIGEST) memcpy(v->digests + (size_t)n * AUDIT_DIGEST, digest, AUDIT_DIGEST);
		if (salt_size == AUDIT_SALT) {
			unsigned char again[AUDIT_DIGEST];
			const char *before = stmt_is_null(s, 2) ? NULL : stmt_get_text(s, 2), *after = stmt_is_null(s, 3) ? NULL : stmt_get_text(s, 3);
			audit_value_digest(salt, stmt_get_text(s, 1), before, after, again);
			if (size == AUDIT_DIGEST && memcmp(again, digest, AUDIT_DIGEST) != 0) *fits = false;
		} else if (salt_size != 0 || !stmt_is_null(s, 2) || !stmt_is_null(s, 3)) {
			*fits = false; /* erased values leave nothing but the digest */
		}
		n++;
	}
	if (n != f->values) *fits = false;
	return stmt_done(s, e);
}

static bool verify_chain(struct db *db, void *ctx, struct err *e)
{
	struct verify *v = ctx;
	unsigned char before[AUDIT_HASH] = { 0 }, hash[AUDIT_HASH];
	bool good = true, fits = true;
	int64_t bad = 0;
	v->rows = 0;
	struct stmt *s = stmt(db, "SELECT id, seq, at, user_id, user_name, action, record_kind, record_id, person_id, value_count, hash FROM audit"
		" WHERE panti_id = ?1 ORDER BY seq");
	stmt_int(s, 1, v->panti);
	while (good && !bad && stmt_row(s)) {
		size_t size;
		struct audit_fact f = {
			.id = stmt_get_int(s, 0), .panti = v->panti, .seq = stmt_get_int(s, 1), .at = stmt_get_int(s, 2), .user = stmt_get_int(s, 3),
			.user_name = stmt_get_text(s, 4), .action = stmt_get_text(s, 5), .record_kind = stmt_get_text(s, 6),
			.record = stmt_get_int(s, 7), .person = stmt_get_int(s, 8), .values = stmt_get_int(s, 9),
		};
		const void *kept = stmt_get_blob(s, 10, &size);
		good = verify_values(db, v, &f, &fits, e);
		if (!good) break;
		if (f.seq != v->rows + 1) bad = v->rows + 1; /* removed */
		if (!bad && fits) {
			audit_row_hash(before, &f, v->digests, hash);
			fits = size == AUDIT_HASH && memcmp(hash, kept, AUDIT_HASH) == 0;
		}
		if (!bad && !fits) bad = f.seq;
		memcpy(before, hash, sizeof before);
		v->rows++;
		char head[17];
		sodium_bin2hex(head, sizeof head, hash, 8);
		if (strcmp(head, v->expected) == 0) v->met = true;
	}
	if (!stmt_done(s, e) || !good) return false;
	if (bad) return err_set(e, ERR_DATA, _("The audit log does not fit from row %" PRId64 " on: that row was changed, removed or moved outside the program."), bad);
	int64_t loose = stmt_one_int(stmt(db, "SELECT count(*) FROM audit_value v WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = v.audit_id)"), 0, e);
	if (loose) return err_set(e, ERR_DATA, _("The audit log has %" PRId64 " values without their row: rows were removed outside the program."), loose);
	if (*v->expected && !v->met)
		return err_set(e, ERR_DATA, _("The head %s is not on this audit log (%" PRId64 " rows): its end was cut off, or the log was made anew."), v->expected, v->rows);
	return true;
}

bool audit_verify(struct db *db, row_id panti, const char *expected, int64_t *rows, struct err *e)
{
	struct verify v = { .panti = panti, .expected = expected ? expected : "" };
	bool good = db_read(db, verify_chain, &v, e);
	if (rows) *rows = v.rows;
	free(v.digests);
	return good;
}
