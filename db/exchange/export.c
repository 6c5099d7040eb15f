/* Children as rows of text with chosen columns. */
#include "db/exchange/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/office/panti.h"
#include "db/child/care.h"
#include "db/child/progress.h"
#include "db/child/resident_query.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

/* Columns that are not of the person: what the derived row knows. */
enum own { REGISTER_NO, STATUS, AGE, LEVEL, GRADE, SCHOOL, ROOM, CLUSTERS, PRESENCE, ADMISSION_DATE, TERMINATION_DATE, TERMINATION_REASON, DISTRICT_NAME, SAVINGS, MISSING, HOME, STAGE, OWN };
static const struct export_column own_columns[OWN] = {
	{ "register_no", N_("Register no."), true }, { "status", N_("Status"), false }, { "age", N_("Age"), false }, { "level", N_("School level"), false },
	{ "grade", N_("Grade"), false }, { "school", N_("School"), false }, { "room", N_("Room"), false }, { "clusters", N_("Clusters"), false },
	{ "presence", N_("Presence"), false }, { "admission_date", N_("Admitted on"), false }, { "termination_date", N_("Left on"), false },
	{ "termination_reason", N_("Reason of leaving"), false }, { "district_name", N_("Region of origin (name)"), false }, { "savings", N_("Savings"), false },
	{ "missing", N_("Missing entries"), false }, { "home", N_("Care home"), true }, { "stage", N_("Stage of care"), false },
};

const struct export_column *export_resident_columns(struct arena *a, int *count)
{
	struct export_column *c = arena_array(a, struct export_column, OWN + PERSON_FIELDS + 1);
	int n = 0;
	c[n++] = own_columns[REGISTER_NO];
	for (int f = 0; f < PERSON_FIELDS; f++)
		c[n++] = (struct export_column){ person_fields[f].code, person_fields[f].label, person_fields[f].kind == FIELD_DIGITS || person_fields[f].kind == FIELD_TEXT };
	for (int i = REGISTER_NO + 1; i < OWN; i++)
		c[n++] = own_columns[i];
	*count = n;
	return c;
}

static const char default_columns[] = "register_no,name,sex,nik,birth_place,birth_date,level,grade,school,admission_date,status";

/* What a district officer may see, and no column that would stay empty. */
static const char officer_columns[] = "name,sex,age,home,level,grade,school,presence,stage,status,admission_date,termination_date,termination_reason";

const char *export_default(const struct actor *who)
{
	return who->panti || !*who->district ? default_columns : officer_columns;
}

int export_pick(const char *list, const struct export_column *columns, int count, int *out, int max, struct err *e)
{
	const char *names[OWN + PERSON_FIELDS + 1];
	char one[64];
	int n = 0;
	for (int i = 0; i < count && i < OWN + PERSON_FIELDS; i++)
		names[i] = columns[i].code;
	names[count] = NULL;
	for (const char *at = list && *list ? list : default_columns; *at;) {
		size_t size = strcspn(at, ",");
		while (size && *at == ' ')
			at++, size--;
		snprintf(one, sizeof one, "%.*s", (int)(size < sizeof one ? size : sizeof one - 1), at);
		at += size + (at[size] == ',');
		int found = -1;
		for (int i = 0; i < count; i++)
			if (!strcmp(columns[i].code, one))
				found = i;
		if (found < 0) {
			const char *near = text_nearest(one, names);
			if (near)
				err_set(e, ERR_USAGE, _("There is no column \"%s\". Did you mean \"%s\"?"), one, near);
			else
				err_set(e, ERR_USAGE, _("There is no column \"%s\"."), one);
			return -1;
		}
		if (n == max) {
			err_set(e, ERR_USAGE, _("At most %d columns can be exported at once."), max);
			return -1;
		}
		out[n++] = found;
	}
	return n;
}

struct work {
	struct db *db;
	const struct actor *who;
	const struct resident_filter *f;
	const int *picked;
	int n;
	bool (*row)(void *ctx, const char *const *cells, int n);
	void *ctx;
	caldate today;
	bool officer, stages;      /* a district officer; may the stage be told: to the same and to who reads the card */
	char home[160];
	struct buf sql;            /* the picked columns of a person; empty when none is picked */
	struct arena *a;
	struct progress_row progress; /* an officer's: of the row at hand */
	const char *cells[OWN + PERSON_FIELDS];
	int64_t rows;
	struct buf ids;
	struct err *e;
	bool stopped;
};

static const char *count_text(struct work *w, int64_t n)
{
	return n ? arena_printf(w->a, "%" PRId64, n) : "";
}

static const char *own_cell(struct work *w, const struct resident_row *r, int column)
{
	char day[DATE_ISO_SIZE];
	switch ((enum own)column) {
	case REGISTER_NO: return r->register_no;
	case STATUS: return r->status;
	case AGE: return r->birth == DATE_NONE ? "" : arena_printf(w->a, "%d", date_age(r->birth, w->today));
	case LEVEL: return r->level;
	case GRADE: return count_text(w, r->grade);
	case SCHOOL: return r->school;
	case ROOM: return r->room;
	case CLUSTERS: return r->clusters;
	case PRESENCE: return r->presence;
	case ADMISSION_DATE: return arena_dup(w->a, date_iso(r->admit, day));
	case TERMINATION_DATE: return arena_dup(w->a, date_iso(r->end, day));
	case TERMINATION_REASON: return w->officer ? w->progress.end_reason : r->end_reason;
	case HOME: return w->officer ? w->progress.home : w->home;
	case STAGE: return r->hidden || !w->stages ? "" : care_stage_on(w->db, r->id, r->admit, r->end == DATE_NONE ? w->today : r->end, NULL, w->a);
	case DISTRICT_NAME: {
		struct stmt *q = stmt(w->db, "SELECT name FROM region WHERE code = ?1");
		stmt_text(q, 1, r->origin);
		const char *name = stmt_row(q) ? arena_dup(w->a, stmt_get_text(q, 0)) : "";
		stmt_done(q, NULL);
		return name;
	}
	case SAVINGS: return may(w->who, RIGHT_MONEY_READ) ? arena_printf(w->a, "%" PRId64, r->savings) : "";
	case MISSING: return count_text(w, r->missing);
	default: return "";
	}
}

/* The picked columns of one person, in their places. */
static bool person_cells(struct work *w, row_id person)
{
	struct stmt *q = stmt_built(w->db, buf_text(&w->sql));
	stmt_int(q, 1, person);
	if (stmt_row(q))
		for (int i = 0, column = 0; i < w->n; i++)
			if (w->picked[i] > 0 && w->picked[i] <= PERSON_FIELDS)
				w->cells[i] = arena_dup(w->a, stmt_get_text(q, column++));
	return stmt_done(q, w->e);
}

static bool each(void *ctx, const struct resident_row *r)
{
	struct work *w = ctx;
	bool whole = may(w->who, RIGHT_RESIDENT_READ) && !r->hidden;
	arena_reset(w->a);
	if (w->officer && !progress_of(w->db, w->who, r, 1, w->a, &w->progress, w->e)) return !(w->stopped = true);
	for (int i = 0; i < w->n; i++) {
		int c = w->picked[i];
		if (c == 0 || c > PERSON_FIELDS)
			w->cells[i] = own_cell(w, r, c == 0 ? REGISTER_NO : c - PERSON_FIELDS);
		else
			w->cells[i] = c - 1 == PERSON_NAME ? r->name : c - 1 == PERSON_SEX ? r->sex : "";
	}
	bool ok = !w->sql.size || !whole || person_cells(w, r->person);
	if (ok) {
		w->rows++;
		buf_printf(&w->ids, "%s%" PRId64, w->ids.size ? " " : "", r->id);
		ok = w->row(w->ctx, w->cells, w->n);
	}
	w->stopped = !ok;
	return ok;
}

struct begin { const struct actor *who; const char *of; };

static bool begin_tx(struct db *db, void *ctx, struct err *e)
{
	const struct begin *b = ctx;
	audit_begin(db, b->who, "export.begin", b->of, 0, 0);
	audit_value(db, "kind", NULL, b->of);
	return audit_end(db, e);
}

bool export_begin(struct db *db, const struct actor *who, const char *of, struct err *e)
{
	return db_tx(db, begin_tx, &(struct begin){ who, of }, e);
}

static bool note_tx(struct db *db, void *ctx, struct err *e)
{
	struct work *w = ctx;
	struct buf columns = BUF_EMPTY;
	int count;
	const struct export_column *all = export_resident_columns(w->a, &count);
	for (int i = 0; i < w->n; i++)
		buf_printf(&columns, "%s%s", i ? "," : "", all[w->picked[i]].code);
	char rows[24];
	snprintf(rows, sizeof rows, "%" PRId64, w->rows);
	audit_begin(db, w->who, "export.residents", "resident", 0, 0);
	audit_value(db, "columns", NULL, buf_text(&columns));
	audit_value(db, "count", NULL, rows);
	audit_value(db, "residents", NULL, buf_text(&w->ids));
	buf_free(&columns);
	return audit_end(db, e);
}

bool export_residents(struct db *db, const struct actor *who, const struct resident_filter *f, const int *picked, int n, bool (*row)(void *ctx, const char *const *cells, int n), void *ctx, int64_t *rows, struct err *e)
{
	if (!db_may(who, RIGHT_EXPORT, e))
		return false;
	struct err own = { .kind = ERR_NONE };
	struct work w = { .db = db, .who = who, .f = f, .picked = picked, .n = n, .row = row, .ctx = ctx, .today = panti_today(db, who->panti), .e = e ? e : &own };
	for (int i = 0; i < n; i++) {
		MUST(picked[i] >= 0 && picked[i] < OWN + PERSON_FIELDS);
		if (picked[i] > 0 && picked[i] <= PERSON_FIELDS)
			buf_printf(&w.sql, "%s%s", w.sql.size ? ", " : "SELECT ", person_fields[picked[i] - 1].code);
	}
	if (w.sql.size)
		buf_puts(&w.sql, " FROM person WHERE id = ?1");
	w.a = arena_new();
	struct panti home;
	w.officer = !who->panti && *who->district;
	w.stages = w.officer || may(who, RIGHT_RESIDENT_READ);
	if (who->panti && panti_load(db, who->panti, w.a, &home, NULL)) STR_SET(w.home, home.v[PANTI_NAME]);
	bool ok = export_begin(db, who, "residents", w.e) && resident_each(db, who, f, RESIDENT_BY_REGISTER, each, &w, w.e);
	if (ok && w.stopped)
		ok = err_set(w.e, ERR_IO, "%s", _("The export was stopped."));
	if (w.rows) { /* what left is logged, also when the writing stopped half way */
		struct err logging = { .kind = ERR_NONE };
		if (!db_tx(db, note_tx, &w, &logging))
			ok = err_set(w.e, logging.kind, "%s", logging.text);
	}
	*rows = w.rows;
	buf_free(&w.ids);
	buf_free(&w.sql);
	arena_free(w.a);
	return ok;
}
