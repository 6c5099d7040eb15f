/* The checklist of papers, and weight and height by date. */
#include "db/child/papers.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/office/code.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/child/resident_query.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

static bool readable(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct resident_ref *ref, struct err *e)
{
	return db_may(who, RIGHT_RESIDENT_READ, e) && resident_ref(db, who, resident, a, ref, e)
		&& (!ref->sealed || db_may(who, RIGHT_SEALED_READ, e));
}

int paper_list(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct paper **out, struct err *e)
{
	struct resident_ref ref;
	if (!readable(db, who, resident, a, &ref, e))
		return -1;
	const struct choice *kinds = code_choices_load(db, who, "document_kind", DATE_NONE, a);
	int n = 0;
	for (; kinds[n].code; n++)
		continue;
	*out = arena_array(a, struct paper, n + 1);
	for (int i = 0; i < n; i++)
		(*out)[i] = (struct paper){ .kind = kinds[i].code, .label = kinds[i].label, .state = "", .number = "", .note = "", .on = DATE_NONE };
	struct stmt *q = stmt(db, "SELECT kind, state, number, note, on_date, version FROM document WHERE person_id = ?1");
	stmt_int(q, 1, ref.person);
	while (stmt_row(q))
		for (int i = 0; i < n; i++)
			if (!strcmp((*out)[i].kind, stmt_get_text(q, 0))) {
				(*out)[i].state = arena_dup(a, stmt_get_text(q, 1));
				(*out)[i].number = arena_dup(a, stmt_get_text(q, 2));
				(*out)[i].note = arena_dup(a, stmt_get_text(q, 3));
				(*out)[i].on = stmt_get_date(q, 4);
				(*out)[i].version = stmt_get_int(q, 5);
			}
	return stmt_done(q, e) ? n : -1;
}

bool paper_put(struct db *db, const struct actor *who, row_id panti, row_id person, const char *kind, const char *state, const char *number, const char *note, caldate on, struct err *e)
{
	struct stmt *q = stmt(db, "INSERT INTO document (id, panti_id, person_id, kind, state, number, note, on_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
		" ON CONFLICT (person_id, kind) DO UPDATE SET state = excluded.state, number = excluded.number, note = excluded.note, on_date = excluded.on_date, version = version + 1");
	stmt_int(q, 1, db_new_id(db, "document"));
	stmt_int(q, 2, panti);
	stmt_int(q, 3, person);
	stmt_text(q, 4, kind);
	stmt_text(q, 5, state);
	stmt_text(q, 6, number ? number : "");
	stmt_text(q, 7, note ? note : "");
	stmt_date(q, 8, on);
	if (!stmt_run(q, e))
		return false;
	const char *known[PERSON_FIELDS] = { NULL };
	if (strcmp(kind, person_fields[PERSON_AKTA].code) == 0) {
		known[PERSON_AKTA] = state;
		if (number && strlen(number) <= (size_t)person_fields[PERSON_AKTA_NO].max)
			known[PERSON_AKTA_NO] = number;
	} else if (strcmp(kind, person_fields[PERSON_KIA].code) == 0) {
		known[PERSON_KIA] = state;
	} else {
		return true;
	}
	return person_fill(db, who, person, known, e);
}

struct paper_op { const struct actor *who; row_id resident; const struct paper *in; int n; struct problems *p; };

static bool paper_tx(struct db *db, void *ctx, struct err *e)
{
	struct paper_op *o = ctx;
	struct arena *a = arena_new();
	struct resident_ref ref;
	problems_clear(o->p);
	bool ok = readable(db, o->who, o->resident, a, &ref, e);
	struct paper *now = NULL;
	int n = ok ? paper_list(db, o->who, o->resident, a, &now, e) : -1;
	ok = n >= 0;
	for (int i = 0; ok && i < o->n; i++) {
		const struct paper *in = &o->in[i], *old = NULL;
		for (int k = 0; k < n; k++)
			if (!strcmp(now[k].kind, in->kind))
				old = &now[k];
		if (!old || !code_find("document_state", in->state)) {
			ok = write_refused(o->p, "state", e, _("Choose the state of the paper from the list."));
			break;
		}
		if (old->version != in->version) {
			ok = err_set(e, ERR_CONFLICT, _("Somebody changed the paper %s meanwhile. Look at it again, then save."), old->label);
			break;
		}
		if (!strcmp(in->state, "tidak_ada") && !(in->note && *in->note))
			problem_soft(o->p, "note", _("Write why %s is not there."), old->label);
		if (str_equal(old->state, in->state) && str_equal(old->number, in->number) && str_equal(old->note, in->note) && old->on == in->on)
			continue;
		ok = paper_put(db, o->who, ref.panti, ref.person, in->kind, in->state, in->number, in->note, in->on, e);
		if (ok) {
			char before[DATE_ISO_SIZE], after[DATE_ISO_SIZE];
			audit_begin(db, o->who, "paper.edit", "document", o->resident, ref.person);
			audit_value(db, in->kind, old->state, in->state);
			audit_value(db, "number", old->number, in->number);
			audit_value(db, "note", old->note, in->note);
			audit_value(db, "on_date", date_iso(old->on, before), date_iso(in->on, after));
			ok = audit_end(db, e);
		}
	}
	arena_free(a);
	return ok;
}

bool paper_save(struct db *db, const struct actor *who, row_id resident, const struct paper *in, int n, struct problems *p, struct err *e)
{
	struct problems own;
	struct paper_op o = { who, resident, in, n, p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && db_tx(db, paper_tx, &o, e);
}

int measure_list(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct measure **out, struct err *e)
{
	struct resident_ref ref;
	if (!readable(db, who, resident, a, &ref, e))
		return -1;
	*out = arena_array(a, struct measure, 200);
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id, on_date, weight_g, height_mm FROM person_measure WHERE person_id = ?1 AND void_at IS NULL ORDER BY on_date DESC, id DESC LIMIT 200");
	stmt_int(q, 1, ref.person);
	while (n < 200 && stmt_row(q))
		(*out)[n++] = (struct measure){ stmt_get_int(q, 0), stmt_get_date(q, 1), (int)stmt_get_int(q, 2), (int)stmt_get_int(q, 3) };
	return stmt_done(q, e) ? n : -1;
}

struct measure_op { const struct actor *who; row_id resident; const struct measure *in; row_id id; const char *why; struct problems *p; };

static bool measure_tx(struct db *db, void *ctx, struct err *e)
{
	struct measure_op *o = ctx;
	struct arena *a = arena_new();
	struct resident_ref ref;
	problems_clear(o->p);
	bool ok = readable(db, o->who, o->resident, a, &ref, e);
	if (ok) {
		caldate today = panti_today(db, ref.panti);
		if (o->in->on == DATE_NONE || o->in->on > today)
			problem_hard(o->p, "on_date", _("The day must be today or before."));
		if (!o->in->weight_g && !o->in->height_mm)
			problem_hard(o->p, "weight", _("Fill in weight or height."));
		if (o->in->weight_g && (o->in->weight_g < 1000 || o->in->weight_g > 200000))
			problem_hard(o->p, "weight", _("A weight lies between 1 and 200 kg."));
		if (o->in->height_mm && (o->in->height_mm < 300 || o->in->height_mm > 2300))
			problem_hard(o->p, "height", _("A height lies between 30 and 230 cm."));
		ok = write_clean(o->p, e);
	}
	if (ok) {
		char day[DATE_ISO_SIZE], text[48];
		row_id id = db_new_id(db, "person_measure");
		struct stmt *q = stmt(db, "INSERT INTO person_measure (id, panti_id, person_id, on_date, weight_g, height_mm, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
		stmt_int(q, 1, id);
		stmt_int(q, 2, ref.panti);
		stmt_int(q, 3, ref.person);
		stmt_date(q, 4, o->in->on);
		stmt_id(q, 5, o->in->weight_g);
		stmt_id(q, 6, o->in->height_mm);
		stmt_int(q, 7, clock_now());
		stmt_int(q, 8, o->who->user);
		ok = stmt_run(q, e);
		snprintf(text, sizeof text, "%d g, %d mm", o->in->weight_g, o->in->height_mm);
		if (ok) {
			audit_begin(db, o->who, "measure.add", "person_measure", id, ref.person);
			audit_value(db, "on_date", NULL, date_iso(o->in->on, day));
			audit_value(db, "measure", NULL, text);
			ok = audit_end(db, e);
		}
	}
	arena_free(a);
	return ok;
}

bool measure_add(struct db *db, const struct actor *who, row_id resident, const struct measure *in, struct problems *p, struct err *e)
{
	struct problems own;
	struct measure_op o = { .who = who, .resident = resident, .in = in, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && db_tx(db, measure_tx, &o, e);
}

static bool measure_void_tx(struct db *db, void *ctx, struct err *e)
{
	struct measure_op *o = ctx;
	struct stmt *q = stmt(db, "SELECT person_id FROM person_measure WHERE id = ?1 AND panti_id = ?2 AND void_at IS NULL");
	stmt_int(q, 1, o->id);
	stmt_int(q, 2, o->who->panti);
	row_id person = stmt_one_int(q, 0, e);
	if (!person)
		return err_set(e, ERR_NOTFOUND, _("This measurement does not exist."));
	return write_void(db, o->who, "person_measure", o->id, o->why, person, o->p, e);
}

bool measure_void(struct db *db, const struct actor *who, row_id id, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct measure_op o = { .who = who, .id = id, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && db_tx(db, measure_void_tx, &o, e);
}
