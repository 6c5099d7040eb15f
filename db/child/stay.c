/* Approval, return, taking back and the end of a stay. */
#include "db/child/person_merge.h"
#include "db/child/stay.h"

#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/child/resident_query.h"
#include "db/child/stay_row.h"
#include "db/referral/referral.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

struct op { const struct actor *who; const row_id *stays; int n; row_id stay; const char *why; struct problems *p; };

struct stay_facts { row_id panti, resident, person, by, referral; caldate on, end; bool approved, returned, voided, mine; char name[160], number[24]; };

static bool facts(struct db *db, const struct actor *who, row_id stay, struct stay_facts *f, struct err *e)
{
	memset(f, 0, sizeof *f);
	struct stmt *q = stmt(db, "SELECT s.panti_id, s.resident_id, r.person_id, s.recorded_by, s.on_date, x.on_date, s.approved_at, s.returned_at, s.void_at, p.name, r.register_no, s.referral_id"
		" FROM stay s JOIN resident r ON r.id = s.resident_id JOIN person p ON p.id = r.person_id LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL WHERE s.id = ?1");
	stmt_int(q, 1, stay);
	if (stmt_row(q)) {
		f->panti = stmt_get_int(q, 0);
		f->resident = stmt_get_int(q, 1);
		f->person = stmt_get_int(q, 2);
		f->by = stmt_get_int(q, 3);
		f->on = stmt_get_date(q, 4);
		f->end = stmt_get_date(q, 5);
		f->approved = !stmt_is_null(q, 6);
		f->returned = !stmt_is_null(q, 7);
		f->voided = !stmt_is_null(q, 8);
		STR_SET(f->name, stmt_get_text(q, 9));
		STR_SET(f->number, stmt_get_text(q, 10));
		f->referral = stmt_get_int(q, 11);
	}
	if (!stmt_done(q, e))
		return false;
	if (!f->panti || f->panti != who->panti)
		return err_set(e, ERR_NOTFOUND, "%s", _("This admission does not exist."));
	return true;
}

static bool waiting(const struct stay_facts *f, struct problems *p)
{
	if (f->voided)
		return problem_hard(p, NULL, _("%s (%s): the admission was taken back."), f->name, f->number);
	if (f->approved)
		return problem_hard(p, NULL, _("%s (%s): the admission is approved already."), f->name, f->number);
	return true;
}

static bool approve_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct stay_facts f;
	problems_clear(o->p);
	for (int i = 0; i < o->n; i++) {
		if (!facts(db, o->who, o->stays[i], &f, e))
			return false;
		if (!waiting(&f, o->p))
			continue;
		if (f.returned)
			problem_hard(o->p, NULL, _("%s (%s): the admission was sent back and is not proposed again yet."), f.name, f.number);
		if (f.by == o->who->user && !may(o->who, RIGHT_SELF_APPROVE))
			problem_hard(o->p, NULL, _("%s (%s): you proposed this admission yourself; somebody else approves it."), f.name, f.number);
		struct stmt *q = stmt(db, "UPDATE stay SET approved_at = ?2, approved_by = ?3 WHERE id = ?1");
		stmt_int(q, 1, o->stays[i]);
		stmt_int(q, 2, clock_now());
		stmt_int(q, 3, o->who->user);
		if (!stmt_run(q, e) || !audit_note(db, o->who, "stay.approve", "stay", o->stays[i], f.person, NULL, e) || !derive_resident(db, f.resident, e))
			return false;
	}
	db_news(db);
	return write_clean(o->p, e);
}

bool stay_approve(struct db *db, const struct actor *who, const row_id *stays, int n, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .stays = stays, .n = n, .p = p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_APPROVE, e) && db_tx(db, approve_tx, &o, e);
}

static bool return_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct stay_facts f;
	problems_clear(o->p);
	bool back = o->why != NULL;
	if (back && !*o->why)
		return write_refused(o->p, "why", e, _("Write the reason."));
	if (!facts(db, o->who, o->stay, &f, e))
		return false;
	if (!waiting(&f, o->p))
		return write_clean(o->p, e);
	struct stmt *q = stmt(db, "UPDATE stay SET returned_at = ?2, returned_by = ?3, returned_why = ?4 WHERE id = ?1");
	stmt_int(q, 1, o->stay);
	if (back) {
		stmt_int(q, 2, clock_now());
		stmt_int(q, 3, o->who->user);
	} else {
		stmt_null(q, 2);
		stmt_null(q, 3);
	}
	stmt_text(q, 4, back ? o->why : "");
	db_news(db);
	return stmt_run(q, e) && audit_note(db, o->who, back ? "stay.return" : "stay.propose", "stay", o->stay, f.person, o->why, e);
}

bool stay_return(struct db *db, const struct actor *who, row_id stay, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .stay = stay, .why = why ? why : "", .p = p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_APPROVE, e) && db_tx(db, return_tx, &o, e);
}

bool stay_propose(struct db *db, const struct actor *who, row_id stay, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .stay = stay, .why = NULL, .p = p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_PROPOSE, e) && db_tx(db, return_tx, &o, e);
}

/* What would hang in the air when the stay had never been. */
static bool hangs(struct db *db, const struct stay_facts *f, row_id stay)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM termination WHERE stay_id = ?1 AND state <> 'dibatalkan' LIMIT 1");
	stmt_int(q, 1, stay);
	if (stmt_one_int(q, 0, NULL))
		return true;
	q = stmt(db, "SELECT 1 FROM allowance_item WHERE resident_id = ?1 AND state <> 'dibatalkan' AND month >= ?2 LIMIT 1");
	char month[8];
	stmt_int(q, 1, f->resident);
	stmt_text(q, 2, date_month_iso(f->on, month));
	return stmt_one_int(q, 0, NULL) != 0;
}

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct stay_facts f;
	problems_clear(o->p);
	if (!facts(db, o->who, o->stay, &f, e))
		return false;
	if (f.approved && !db_may(o->who, RIGHT_ADMISSION_APPROVE, e)) /* what the head approved, the head takes back */
		return false;
	if (hangs(db, &f, o->stay))
		return write_refused(o->p, NULL, e, _("Money or a termination hangs on this admission. End the stay instead."));
	struct stmt *q = stmt(db, "SELECT 1 FROM resident r JOIN person_merge m ON m.kept_id = r.person_id AND m.void_at IS NULL JOIN stay_aside z ON z.merge_id = m.id AND z.void_at IS NULL WHERE r.id = ?1 LIMIT 1");
	stmt_int(q, 1, f.resident);
	if (stmt_one_int(q, 0, e)) /* the other record's stay counts no more because this one does */
		return write_refused(o->p, NULL, e, _("Another record of this child was merged into this one. Take the merge back first."));
	if (resident_root(db, f.resident) != f.resident)
		return person_merged_refused(db, f.resident, e);
	db_news(db);
	return write_void(db, o->who, "stay", o->stay, o->why, f.person, o->p, e) && derive_resident(db, f.resident, e)
		&& (!f.referral || referral_unplace(db, o->who, f.referral, o->why, e));
}

bool stay_void(struct db *db, const struct actor *who, row_id stay, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .stay = stay, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_PROPOSE, e) && db_tx(db, void_tx, &o, e);
}

int stay_pending(struct db *db, const struct actor *who, struct arena *a, struct stay_pending **out, struct err *e)
{
	if (!db_may(who, RIGHT_ADMISSION_PROPOSE, e))
		return -1;
	int n = 0, room = 64;
	*out = arena_array(a, struct stay_pending, room);
	struct stmt *q = stmt(db, "SELECT s.id, s.resident_id, r.register_no, p.name, coalesce(u.shown, ''), s.returned_why, s.on_date, s.recorded_at, s.kind, s.returned_at, r.sealed"
		" FROM stay s JOIN resident r ON r.id = s.resident_id JOIN person p ON p.id = r.person_id LEFT JOIN account_user u ON u.id = s.recorded_by"
		" WHERE s.panti_id = ?1 AND s.approved_at IS NULL AND s.void_at IS NULL ORDER BY s.on_date, s.id");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q)) {
		if (n == room) {
			struct stay_pending *bigger = arena_array(a, struct stay_pending, room * 2);
			memcpy(bigger, *out, sizeof **out * (size_t)n);
			*out = bigger;
			room *= 2;
		}
		bool hide = stmt_get_int(q, 10) && !may(who, RIGHT_SEALED_READ);
		(*out)[n++] = (struct stay_pending){ .stay = stmt_get_int(q, 0), .resident = stmt_get_int(q, 1), .register_no = arena_dup(a, stmt_get_text(q, 2)),
			.name = hide ? scope_initials(stmt_get_text(q, 3), a) : arena_dup(a, stmt_get_text(q, 3)), .by = arena_dup(a, stmt_get_text(q, 4)),
			.returned_why = arena_dup(a, stmt_get_text(q, 5)), .on = stmt_get_date(q, 6), .at = stmt_get_int(q, 7), .emergency = !strcmp(stmt_get_text(q, 8), "darurat"),
			.returned = !stmt_is_null(q, 9) };
	}
	return stmt_done(q, e) ? n : -1;
}

row_id stay_end_record(struct db *db, const struct actor *who, row_id stay, caldate on, const char *reason, const char *note, row_id termination, struct err *e)
{
	struct stay_facts f;
	char day[DATE_ISO_SIZE];
	if (!facts(db, who, stay, &f, e))
		return 0;
	if (f.voided || f.end != DATE_NONE) {
		err_set(e, ERR_DATA, _("%s (%s): the stay has ended already."), f.name, f.number);
		return 0;
	}
	if (on == DATE_NONE || on < f.on) {
		err_set(e, ERR_DATA, _("%s (%s): the stay cannot end before it began."), f.name, f.number);
		return 0;
	}
	row_id id = stay_end_put(db, who, f.panti, stay, on, reason, note, termination, e);
	if (!id)
		return 0;
	audit_begin(db, who, "stay.end", "stay", stay, f.person);
	audit_value(db, "on_date", NULL, date_iso(on, day));
	audit_value(db, "reason", NULL, reason);
	return audit_end(db, e) && derive_resident(db, f.resident, e) ? id : 0;
}

bool stay_end_void(struct db *db, const struct actor *who, row_id stay_end, const char *why, struct err *e)
{
	struct stay_facts f;
	struct problems p;
	problems_clear(&p);
	struct stmt *q = stmt(db, "SELECT stay_id FROM stay_end WHERE id = ?1");
	stmt_int(q, 1, stay_end);
	row_id stay = stmt_one_int(q, 0, e);
	return facts(db, who, stay, &f, e) && write_void(db, who, "stay_end", stay_end, why, f.person, &p, e) && derive_resident(db, f.resident, e);
}
