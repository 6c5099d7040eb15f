/* One import: checked whole, then written whole. */
#include "db/exchange/import.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/audit.h"
#include "db/exchange/import_run.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

const struct import_kind *const import_kinds[] = { &import_residents, &import_referrals, &import_schools };
const int import_kinds_count = (int)COUNT(import_kinds);

const struct import_kind *import_find(const char *name)
{
	for (int i = 0; i < import_kinds_count; i++)
		if (!strcmp(import_kinds[i]->name, name))
			return import_kinds[i];
	return NULL;
}

struct db *import_db(struct import_run *r) { return r->db; }
const struct actor *import_who(struct import_run *r) { return r->who; }
caldate import_today(struct import_run *r) { return r->today; }

static void say(struct import_run *r, int64_t nth, int line, const char *column, const char *text)
{
	char shown[600];
	if (!r->o->messages || r->writing || nth > IMPORT_SHOWN)
		return;
	text_out(text, shown, sizeof shown, false);
	if (column)
		buf_printf(&r->said, "%s:%d: %s: %s\n", r->base, line, column, shown);
	else
		buf_printf(&r->said, "%s:%d: %s\n", r->base, line, shown);
}

bool import_bad(struct import_run *r, const char *column, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	r->row_bad = true;
	if (!r->writing)
		say(r, ++r->out->errors, r->row_line, column, text);
	if (r->skipped)
		buf_printf(&r->why, "%s%s%s%s", r->why.size ? " / " : "", column ? column : "", column ? ": " : "", text);
	return false;
}

void import_note(struct import_run *r, const char *column, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (!r->writing)
		say(r, ++r->out->notes, r->row_line, column, text);
}

bool import_problems(struct import_run *r, const struct problems *p)
{
	for (int i = 0; i < p->count; i++)
		if (p->list[i].hard)
			import_bad(r, p->list[i].field, "%s", p->list[i].text);
	return p->hard == 0;
}

/* Sixty-four bits of each value instead of its text: 100,000 children with two numbers each cost 4 MB. */
static uint64_t mix(const char *column, const char *value)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (const char *c = column; *c; c++)
		h = (h ^ (unsigned char)*c) * UINT64_C(1099511628211);
	for (const char *c = value; *c; c++)
		h = (h ^ (unsigned char)*c) * UINT64_C(1099511628211);
	return h ^ h >> 29 ? h ^ h >> 29 : 1;
}

static struct seen *slot(struct seen *table, size_t room, uint64_t hash)
{
	size_t i = (size_t)hash & (room - 1);
	while (table[i].hash && table[i].hash != hash)
		i = (i + 1) & (room - 1);
	return &table[i];
}

bool import_once(struct import_run *r, const char *column, const char *value)
{
	if (!*value)
		return true;
	if (r->seen_count * 4 >= r->seen_room * 3) {
		size_t room = r->seen_room ? r->seen_room * 2 : 1024;
		struct seen *table = mem_alloc(room * sizeof *table);
		for (size_t i = 0; i < r->seen_room; i++)
			if (r->seen[i].hash)
				*slot(table, room, r->seen[i].hash) = r->seen[i];
		free(r->seen);
		r->seen = table;
		r->seen_room = room;
	}
	struct seen *s = slot(r->seen, r->seen_room, mix(column, value));
	if (s->hash)
		return import_bad(r, column, _("%s stands already in line %d."), value, s->line);
	*s = (struct seen){ mix(column, value), r->row_line };
	r->seen_count++;
	return true;
}

static bool remember_bad(struct import_run *r)
{
	if (r->bad_count == r->bad_room) {
		r->bad_room = r->bad_room ? r->bad_room * 2 : 64;
		r->bad = mem_grow(r->bad, (size_t)r->bad_room * sizeof *r->bad);
	}
	r->bad[r->bad_count++] = r->row_line;
	r->out->bad++;
	if (r->skipped) {
		const char *cells[IMPORT_COLUMNS_MAX + 1];
		int n = r->cells < IMPORT_COLUMNS_MAX ? r->cells : IMPORT_COLUMNS_MAX;
		for (int i = 0; i < n; i++)
			cells[i] = import_cell(r, i);
		cells[n] = buf_text(&r->why);
		import_put(r->skipped, cells, n + 1, r->delimiter);
	}
	return true;
}

static bool progress(struct import_run *r)
{
	int64_t done = r->writing ? r->out->written : r->out->rows;
	int64_t all = r->writing ? r->out->rows - r->out->bad : r->bytes ? r->out->rows * (r->size / r->bytes + 1) : 0;
	return !r->o->progress || done % 500 || r->o->progress(r->o->progress_ctx, done, all)
		|| err_set(r->e, ERR_UNAVAILABLE, "%s", _("The import was stopped; nothing was written."));
}

static bool check_row(struct import_run *r)
{
	r->out->rows++;
	if (r->out->rows == 1 && r->skipped) { /* the header of the bad rows, now that the delimiter is known */
		const char *cells[IMPORT_COLUMNS_MAX + 1];
		for (int i = 0; i < r->columns; i++)
			cells[i] = r->kind->columns[r->column[i]].code;
		cells[r->columns] = "why";
		import_put(r->skipped, cells, r->columns + 1, r->delimiter);
	}
	bool ok = import_canon(r);
	if (ok && !r->kind->check(r, r->state, &r->row, r->e))
		return false;
	return (!r->row_bad || remember_bad(r)) && progress(r);
}

static bool write_row(struct import_run *r)
{
	if (r->bad_next < r->bad_count && r->bad[r->bad_next] == r->row_line) {
		r->bad_next++;
		return true;
	}
	if (!import_canon(r))
		return err_set(r->e, ERR_DATA, _("%s changed while it was read. Nothing was written."), r->base);
	if (!r->kind->write(r, r->state, &r->row, r->e))
		return false;
	r->out->written++;
	return progress(r);
}

static bool pass(struct import_run *r, bool (*row)(struct import_run *), struct err *e)
{
	r->state = mem_alloc(r->kind->state_size ? r->kind->state_size : 1);
	bool ok = import_read(r, row, e);
	if (r->kind->end)
		r->kind->end(r->state);
	free(r->state);
	r->state = NULL;
	return ok;
}

static void digest_text(const struct import_run *r, char out[65])
{
	sodium_bin2hex(out, 65, r->digest, sizeof r->digest);
}

static bool write_tx(struct db *db, void *ctx, struct err *e)
{
	struct import_run *r = ctx;
	char digest[65];
	digest_text(r, digest);
	r->writing = true;
	r->bad_next = 0;
	r->out->written = 0;
	if (!pass(r, write_row, e))
		return false;
	row_id id = db_new_id(db, "import_run");
	struct stmt *q = stmt(db, "INSERT INTO import_run (id, panti_id, kind, digest, file, row_count, at, user_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, r->who->panti);
	stmt_text(q, 3, r->kind->name);
	stmt_text(q, 4, digest);
	stmt_text(q, 5, r->base);
	stmt_int(q, 6, r->out->written);
	stmt_int(q, 7, clock_now());
	stmt_text(q, 8, r->who->user ? r->who->shown : "sistem");
	if (!stmt_run(q, e))
		return false;
	audit_begin(db, r->who, "import", "import_run", id, 0);
	audit_value(db, "kind", NULL, r->kind->name);
	audit_value(db, "file", NULL, r->base);
	audit_value(db, "digest", NULL, digest);
	db_news(db);
	return audit_end(db, e);
}

static bool already(struct import_run *r)
{
	char digest[65];
	digest_text(r, digest);
	struct stmt *q = stmt(r->db, "SELECT user_name, at FROM import_run WHERE panti_id = ?1 AND kind = ?2 AND digest = ?3");
	stmt_int(q, 1, r->who->panti);
	stmt_text(q, 2, r->kind->name);
	stmt_text(q, 3, digest);
	if (stmt_row(q)) {
		r->out->already = true;
		STR_SET(r->out->already_by, stmt_get_text(q, 0));
		r->out->already_at = stmt_get_int(q, 1);
	}
	stmt_done(q, NULL);
	return r->out->already;
}

static bool open_file(struct import_run *r, struct err *e)
{
	struct stat st;
	const char *slash = strrchr(r->path, '/');
	r->base = slash && slash[1] ? slash + 1 : r->path;
	r->fd = -1;
	if (stat(r->path, &st) != 0)
		return err_set(e, ERR_NOINPUT, _("%s cannot be read: %s."), r->path, strerror(errno));
	if (!S_ISREG(st.st_mode)) /* refused unopened: a pipe or a device would wait for ever */
		return err_set(e, ERR_NOINPUT, _("%s is no plain file."), r->path);
	if (st.st_size > IMPORT_BYTES)
		return err_set(e, ERR_DATA, _("%s is larger than %d MB. Split it."), r->base, (int)(IMPORT_BYTES >> 20));
	r->fd = open(r->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (r->fd < 0)
		return err_set(e, ERR_NOINPUT, _("%s cannot be read: %s."), r->path, strerror(errno));
	r->size = st.st_size;
	return (fstat(r->fd, &st) == 0 && S_ISREG(st.st_mode)) || err_set(e, ERR_NOINPUT, _("%s is no plain file."), r->path);
}

static bool open_skipped(struct import_run *r, struct err *e)
{
	if (!r->o->skip_bad || r->o->dry_run)
		return true;
	int fd = open(r->o->skip_bad, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	r->skipped = fd < 0 ? NULL : fdopen(fd, "w");
	return r->skipped || err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), r->o->skip_bad, strerror(errno));
}

static bool run(struct import_run *r, struct err *e)
{
	if (!open_file(r, e) || !open_skipped(r, e) || !pass(r, check_row, e))
		return false;
	if (already(r)) { /* its NIKs are there because it was imported: no fault of the file */
		buf_clear(&r->said);
		return true;
	}
	if (r->o->messages && r->out->errors > IMPORT_SHOWN)
		buf_printf(&r->said, _("%s: %lld more errors are not shown.\n"), r->base, (long long)(r->out->errors - IMPORT_SHOWN));
	if (!r->out->rows)
		return err_set(e, ERR_DATA, _("%s has a header and no rows."), r->base);
	if (r->out->bad && !r->skipped)
		return err_set(e, ERR_DATA, _("%s: %lld of %lld rows need mending. Nothing was written."), r->base, (long long)r->out->bad, (long long)r->out->rows);
	return r->o->dry_run || db_tx(r->db, write_tx, r, e);
}

bool import_file(struct db *db, const struct actor *who, const struct import_kind *kind, const char *path, const struct import_options *o, struct import_result *out, struct err *e)
{
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_IMPORT, e))
		return false;
	if (!who->panti)
		return err_set(e, ERR_USAGE, "%s", _("Choose the panti first."));
	struct import_run r = { .db = db, .who = who, .kind = kind, .o = o, .out = out, .path = path, .today = panti_today(db, who->panti), .fd = -1 };
	struct err own = { .kind = ERR_NONE };
	r.lists = arena_new();
	r.row.a = arena_new();
	bool ok = run(&r, e ? e : &own);
	if (o->messages && r.said.size)
		fputs(buf_text(&r.said), o->messages);
	if (r.skipped && (fflush(r.skipped) != 0 || ferror(r.skipped)))
		ok = ok && err_set(e, ERR_IO, _("%s cannot be written: %s."), o->skip_bad, strerror(errno));
	if (r.skipped)
		fclose(r.skipped);
	if (r.skipped && (!ok || !out->bad || out->already))
		unlink(o->skip_bad);
	if (r.fd >= 0)
		close(r.fd);
	free(r.bad);
	free(r.seen);
	buf_free(&r.text);
	buf_free(&r.why);
	buf_free(&r.said);
	arena_free(r.lists);
	arena_free(r.row.a);
	return ok;
}
