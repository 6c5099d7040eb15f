#include "db/follow.h"
#include "db/stmt.h"
#include "src/base/buf.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <stdio.h>
#include <string.h>

union row { max_align_t align; char bytes[FOLLOW_SIZE]; };

static int64_t number(const struct follow_column *c, const union row *row)
{
	int64_t value;
	memcpy(&value, row->bytes + c->at, sizeof value);
	return value;
}

static bool compute(struct db *db, const struct follow *f, row_id record, union row *row, bool *any, struct err *e)
{
	memset(row, 0, sizeof *row);
	*any = false;
	return f->compute(db, record, row, any, e);
}

/* The statement of a text made for this record, with the record's id as parameter 1. */
static struct stmt *of_record(struct db *db, struct buf *sql, row_id record)
{
	struct stmt *q = stmt_built(db, buf_text(sql));
	buf_free(sql);
	stmt_int(q, 1, record);
	return q;
}

static void bind(struct stmt *q, int n, const struct follow_column *c, const union row *row)
{
	if (c->kind == FOLLOW_TEXT) stmt_text(q, n, row->bytes + c->at);
	else if (c->kind == FOLLOW_ID) stmt_id(q, n, number(c, row));
	else stmt_int(q, n, number(c, row));
}

static bool insert(struct db *db, const struct follow *f, row_id record, const union row *row, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	buf_printf(&sql, "INSERT INTO %s (%s", f->now, f->id);
	for (size_t i = 0; i < f->count; i++) buf_printf(&sql, ", %s", f->columns[i].name);
	buf_puts(&sql, ") VALUES (?1");
	for (size_t i = 0; i < f->count; i++) buf_printf(&sql, ", ?%zu", i + 2);
	buf_puts(&sql, ")");
	struct stmt *q = of_record(db, &sql, record);
	for (size_t i = 0; i < f->count; i++) bind(q, (int)i + 2, &f->columns[i], row);
	return stmt_run(q, e);
}

static bool same(const struct follow_column *c, const union row *row, struct stmt *q, int column)
{
	if (c->kind == FOLLOW_TEXT) return strcmp(stmt_get_text(q, column), row->bytes + c->at) == 0;
	return stmt_get_int(q, column) == number(c, row);
}

/* Is there a row, and which of its columns differ from this one: a bit each. */
static bool differing(struct db *db, const struct follow *f, row_id record, const union row *row, bool *there, uint64_t *bits, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	MUST(f->count < 64);
	*bits = 0;
	buf_puts(&sql, "SELECT 1");
	for (size_t i = 0; i < f->count; i++) buf_printf(&sql, ", %s", f->columns[i].name);
	buf_printf(&sql, " FROM %s WHERE %s = ?1", f->now, f->id);
	struct stmt *q = of_record(db, &sql, record);
	*there = stmt_row(q);
	for (size_t i = 0; *there && i < f->count; i++) *bits |= (uint64_t)!same(&f->columns[i], row, q, (int)i + 1) << i;
	return stmt_done(q, e);
}

/* Only the columns that differ: an index over the others is not written again. */
static bool update(struct db *db, const struct follow *f, row_id record, const union row *row, uint64_t bits, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	const char *between = " SET ";
	buf_printf(&sql, "UPDATE %s", f->now);
	for (size_t i = 0; i < f->count; i++) {
		if (!(bits >> i & 1)) continue;
		buf_printf(&sql, "%s%s = ?%zu", between, f->columns[i].name, i + 2);
		between = ", ";
	}
	buf_printf(&sql, " WHERE %s = ?1", f->id);
	struct stmt *q = of_record(db, &sql, record);
	for (size_t i = 0; i < f->count; i++)
		if (bits >> i & 1) bind(q, (int)i + 2, &f->columns[i], row);
	return stmt_run(q, e);
}

bool follow_derive(struct db *db, const struct follow *f, row_id record, struct err *e)
{
	union row row;
	struct buf sql = BUF_EMPTY;
	bool any, there;
	uint64_t bits;
	if (!compute(db, f, record, &row, &any, e) || !differing(db, f, record, &row, &there, &bits, e)) return false;
	if (any && !there) return insert(db, f, record, &row, e);
	if (any) return !bits || update(db, f, record, &row, bits, e);
	buf_printf(&sql, "DELETE FROM %s WHERE %s = ?1", f->now, f->id);
	return stmt_run(of_record(db, &sql, record), e);
}

bool follow_event(struct db *db, const struct actor *who, const struct follow *f, row_id record, row_id panti, const struct follow_event *in, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	buf_printf(&sql, "INSERT INTO %s (%s, id, panti_id, move, state, on_date, reason, note, recorded_at, recorded_by%s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10%s)",
	           f->event, f->id, in->by_whom ? ", by_whom" : "", in->by_whom ? ", ?11" : "");
	struct stmt *q = of_record(db, &sql, record);
	stmt_int(q, 2, db_new_id(db, f->event));
	stmt_id(q, 3, panti);
	stmt_text(q, 4, in->move);
	stmt_text(q, 5, in->state);
	stmt_date(q, 6, in->on);
	stmt_text(q, 7, in->reason ? in->reason : "");
	stmt_text(q, 8, in->note ? in->note : "");
	stmt_int(q, 9, clock_now());
	stmt_int(q, 10, who->user);
	if (in->by_whom) stmt_text(q, 11, in->by_whom);
	return stmt_run(q, e) && follow_derive(db, f, record, e);
}

/* --- all rows ------------------------------------------------------------------------------------------------------------------- */

/* Every record's id, in chunks, so that no statement stays open while another writes. */
static bool each(struct db *db, const struct follow *f, bool (*fn)(struct db *db, const struct follow *f, row_id record, void *ctx, struct err *e), void *ctx, struct err *e)
{
	row_id ids[256], after = 0;
	for (int n = 256; n == 256;) {
		struct buf sql = BUF_EMPTY;
		buf_printf(&sql, "SELECT id FROM %s WHERE id > ?1 ORDER BY id LIMIT 256", f->record);
		struct stmt *q = of_record(db, &sql, after);
		for (n = 0; n < 256 && stmt_row(q);) ids[n++] = after = stmt_get_int(q, 0);
		if (!stmt_done(q, e)) return false;
		for (int i = 0; i < n; i++)
			if (!fn(db, f, ids[i], ctx, e)) return false;
	}
	return true;
}

static bool derive_one(struct db *db, const struct follow *f, row_id record, void *ctx, struct err *e)
{
	(void)ctx;
	return follow_derive(db, f, record, e);
}

bool follow_rebuild(struct db *db, const struct follow *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	buf_printf(&sql, "DELETE FROM %s", f->now);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	return stmt_run(q, e) && each(db, f, derive_one, NULL, e);
}

struct told { void (*tell)(void *ctx, const char *line); void *ctx; int bad; };

static void say(struct told *t, const char *sentence, row_id record)
{
	char line[200];
	t->bad++;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* one of the aggregate's two sentences, in the user's language */
	snprintf(line, sizeof line, _(sentence), record);
#pragma GCC diagnostic pop
	if (t->tell) t->tell(t->ctx, line);
}

static bool compare_one(struct db *db, const struct follow *f, row_id record, void *ctx, struct err *e)
{
	union row row;
	bool any, there;
	uint64_t bits;
	if (!compute(db, f, record, &row, &any, e) || !differing(db, f, record, &row, &there, &bits, e)) return false;
	if (there != any || bits) say(ctx, f->differs, record);
	return true;
}

bool follow_check(struct db *db, const struct follow *f, void (*tell)(void *ctx, const char *line), void *ctx, int *bad, struct err *e)
{
	struct told told = { tell, ctx, 0 };
	struct buf sql = BUF_EMPTY;
	bool ok = each(db, f, compare_one, &told, e);
	buf_printf(&sql, "SELECT %s FROM %s WHERE NOT EXISTS (SELECT 1 FROM %s r WHERE r.id = %s)", f->id, f->now, f->record, f->id);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	while (ok && stmt_row(q)) say(&told, f->lost, stmt_get_int(q, 0));
	ok = stmt_done(q, e) && ok;
	*bad = told.bad;
	return ok;
}
