/* Writing and opening a screening. */
#include "db/community/labour.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/child/resident.h"
#include "db/community/area.h"
#include "db/office/panti.h"
#include "db/scope.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"
#include <stdlib.h>
#include <string.h>

/* --- whom it is about --------------------------------------------------------------------------------------------------------- */

/* What the register or the report says of the child; the form's own values stand where these are NULL. */
struct subject { row_id person; const char *label, *name, *sex, *district, *work, *sector; caldate birth; int age; };

static bool of_resident(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct subject *out, struct err *e)
{
	struct resident_ref ref;
	if (!resident_ref(db, who, resident, a, &ref, e)) return false;
	if (resident_root(db, resident) != resident) return person_merged_refused(db, resident, e);
	struct stmt *q = stmt(db, "SELECT n.name, n.sex, n.birth_date, substr(n.district, 1, 5), n.sealed FROM resident_now n WHERE n.resident_id = ?1");
	stmt_int(q, 1, resident);
	out->person = ref.person;
	if (stmt_row(q)) {
		const char *name = arena_dup(a, stmt_get_text(q, 0));
		out->name = stmt_get_int(q, 4) && area_hides(who) ? scope_initials(name, a) : name;
		out->sex = arena_dup(a, stmt_get_text(q, 1));
		out->birth = stmt_get_date(q, 2);
		out->district = arena_dup(a, stmt_get_text(q, 3));
	}
	if (!stmt_done(q, e)) return false;
	out->label = arena_printf(a, "%s %s", ref.register_no, out->name);
	return true;
}

static bool of_report(struct db *db, const struct actor *who, row_id report, struct arena *a, struct subject *out, struct err *e)
{
	bool there;
	struct stmt *q = scope_stmt(db, who, "SELECT s.number, s.district, s.name, s.sex, COALESCE(s.birth_date, ''), COALESCE(s.age_seen, -1), s.work, s.sector, EXISTS (SELECT 1 FROM referral r WHERE r.id = s.referral_id AND " PERSON_SEALED("r.panti_id", "r.person_id") ") FROM community_report s WHERE %s AND s.id = ?2", area_where(who));
	stmt_int(q, 2, report);
	if ((there = stmt_row(q)))
		*out = (struct subject){ .label = arena_dup(a, stmt_get_text(q, 0)), .district = arena_dup(a, stmt_get_text(q, 1)), .name = arena_dup(a, stmt_get_text(q, 2)), .sex = arena_dup(a, stmt_get_text(q, 3)),
			.birth = stmt_get_date(q, 4), .age = (int)stmt_get_int(q, 5), .work = arena_dup(a, stmt_get_text(q, 6)), .sector = arena_dup(a, stmt_get_text(q, 7)) };
	if (there && stmt_get_int(q, 8) && area_hides(who)) out->name = scope_initials(out->name, a);
	return stmt_done(q, e) && (there || case_not_found(e));
}

static bool subject_of(struct db *db, const struct actor *who, row_id report, row_id resident, struct arena *a, struct subject *out, struct err *e)
{
	*out = (struct subject){ .label = "", .name = "", .sex = "", .district = "", .work = "", .sector = "", .birth = DATE_NONE, .age = -1 };
	if (resident) return of_resident(db, who, resident, a, out, e);
	return !report || of_report(db, who, report, a, out, e);
}

bool labour_begin(struct db *db, const struct actor *who, row_id report, row_id resident, struct arena *a, const char *v[LABOUR_FIELDS], const char **label, struct err *e)
{
	struct subject s;
	struct panti panti;
	char day[DATE_ISO_SIZE];
	for (int i = 0; i < LABOUR_FIELDS; i++) v[i] = "";
	if (!db_may(who, RIGHT_LABOUR_SCREEN, e) || !subject_of(db, who, report, resident, a, &s, e)) return false;
	caldate today = panti_today(db, who->panti);
	int age = s.birth == DATE_NONE ? s.age : date_age(s.birth, today);
	v[LABOUR_F_ON] = arena_dup(a, date_iso(today, day));
	v[LABOUR_F_NAME] = s.name;
	v[LABOUR_F_SEX] = s.sex;
	if (age >= 0) v[LABOUR_F_AGE] = arena_printf(a, "%d", age);
	v[LABOUR_F_WORK] = s.work;
	v[LABOUR_F_SECTOR] = s.sector;
	v[LABOUR_F_DISTRICT] = who->panti ? s.district : arena_dup(a, who->district);
	if (!*v[LABOUR_F_DISTRICT] && who->panti && panti_load(db, who->panti, a, &panti, NULL)) v[LABOUR_F_DISTRICT] = panti.v[PANTI_DISTRICT];
	*label = s.label;
	return true;
}

/* --- recording ---------------------------------------------------------------------------------------------------------------- */

struct screen { const struct actor *who; const struct labour_input *in; const char *idem; row_id *out; enum labour_answer *answer; struct problems *p; };

static void codes_check(struct db *db, const char *const v[LABOUR_FIELDS], struct problems *p)
{
	static const enum labour_field lists[] = { LABOUR_F_SEX, LABOUR_F_SECTOR, LABOUR_F_PASB };
	char one[40];
	const char *at = v[LABOUR_F_RISKS];
	for (size_t i = 0; i < COUNT(lists); i++) {
		const struct field *f = &labour_fields[lists[i]];
		if (*v[lists[i]] && !case_code_known(db, f->list, v[lists[i]])) problem_hard(p, f->code, _("Choose from the list."));
	}
	while (codes_next(&at, one, sizeof one))
		if (!case_code_known(db, "labour_risk", one)) problem_hard(p, "risks", _("Choose from the list."));
	struct stmt *q = stmt(db, "SELECT 1 FROM region WHERE code = ?1 AND length(code) = 5");
	stmt_text(q, 1, v[LABOUR_F_DISTRICT]);
	if (*v[LABOUR_F_DISTRICT] && !stmt_one_int(q, 0, NULL)) problem_hard(p, "district", _("Choose the regency or city from the list."));
}

static bool insert(struct db *db, const struct screen *c, const char *const v[LABOUR_FIELDS], const struct labour_facts *f, const struct labour_result *r, const char *grounds, struct err *e)
{
	char key[256] = "";
	if (!c->in->resident) text_search_key(v[LABOUR_F_NAME], key, sizeof key);
	*c->out = db_new_id(db, "labour_screening");
	struct stmt *q = stmt(db, "INSERT INTO labour_screening (id, panti_id, district, report_id, resident_id, on_date, name, search_key, sex, age, every_day, exploited, long_hours, school_disturbed, minutes,"
	                          " at_night, permit, with_parents, training, harms, sector, pasb, risks, work, note, answer, grounds, recorded_at, recorded_by)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)");
	stmt_int(q, 1, *c->out);
	stmt_id(q, 2, c->who->panti);
	stmt_text(q, 3, v[LABOUR_F_DISTRICT]);
	stmt_id(q, 4, c->in->report);
	stmt_id(q, 5, c->in->resident);
	stmt_text(q, 6, v[LABOUR_F_ON]);
	stmt_text(q, 7, c->in->resident ? "" : v[LABOUR_F_NAME]);
	stmt_text(q, 8, key);
	stmt_text(q, 9, v[LABOUR_F_SEX]);
	stmt_int(q, 10, f->age);
	const bool flags[] = { f->every_day, f->exploited, f->long_hours, f->school_disturbed };
	for (size_t i = 0; i < COUNT(flags); i++) stmt_int(q, 11 + (int)i, flags[i]);
	if (f->minutes < 0) stmt_null(q, 15);
	else stmt_int(q, 15, f->minutes);
	const bool conditions[] = { f->at_night, f->permit, f->with_parents, f->training, f->harms };
	for (size_t i = 0; i < COUNT(conditions); i++) stmt_int(q, 16 + (int)i, conditions[i]);
	const enum labour_field texts[] = { LABOUR_F_SECTOR, LABOUR_F_PASB, LABOUR_F_RISKS, LABOUR_F_WORK, LABOUR_F_NOTE };
	for (size_t i = 0; i < COUNT(texts); i++) stmt_text(q, 21 + (int)i, v[texts[i]]);
	stmt_text(q, 26, labour_answer_code(r->answer));
	stmt_text(q, 27, grounds);
	stmt_int(q, 28, clock_now());
	stmt_int(q, 29, c->who->user);
	return stmt_run(q, e);
}

static bool screen_row(struct db *db, const struct screen *c, struct arena *a, struct err *e)
{
	static const char *const before[LABOUR_FIELDS] = { NULL };
	const char *v[LABOUR_FIELDS];
	struct subject s;
	struct labour_facts f;
	struct labour_result r;
	char grounds[400];
	if (!subject_of(db, c->who, c->in->report, c->in->resident, a, &s, e)) return false;
	for (int i = 0; i < LABOUR_FIELDS; i++) v[i] = c->in->v[i] ? c->in->v[i] : "";
	if (c->in->resident) { /* the register knows better; and a sealed name is never copied */
		v[LABOUR_F_NAME] = "";
		v[LABOUR_F_SEX] = s.sex;
	}
	if (*s.district) v[LABOUR_F_DISTRICT] = s.district; /* the officer who may see the child sees the screening, nobody else's */
	if (!c->who->panti && !*s.district) v[LABOUR_F_DISTRICT] = c->who->district;
	labour_check(v, panti_today(db, c->who->panti), c->p);
	codes_check(db, v, c->p);
	if (c->p->hard) return case_refused(e);
	labour_facts_of(v, &f);
	labour_judge(&f, &r);
	labour_grounds_codes(&r, grounds, sizeof grounds);
	if (!insert(db, c, v, &f, &r, grounds, e)) return false;
	if (c->answer) *c->answer = r.answer;
	audit_begin(db, c->who, "labour.screen", "labour_screening", *c->out, s.person);
	audit_diff(db, labour_fields, LABOUR_FIELDS, before, v);
	audit_value(db, "answer", "", labour_answer_code(r.answer));
	audit_value(db, "grounds", "", grounds);
	db_idem_keep(db, c->idem, *c->out);
	db_news(db);
	return audit_end(db, e);
}

static bool screen_tx(struct db *db, void *ctx, struct err *e)
{
	const struct screen *c = ctx;
	problems_clear(c->p);
	if (c->idem && db_idem_seen(db, c->idem, c->out)) {
		struct stmt *q = stmt(db, "SELECT answer FROM labour_screening WHERE id = ?1");
		stmt_int(q, 1, *c->out);
		if (stmt_row(q) && c->answer) *c->answer = labour_answer_from_code(stmt_get_text(q, 0));
		return stmt_done(q, e);
	}
	if (!db_may(c->who, RIGHT_LABOUR_SCREEN, e)) return false;
	if (!c->who->panti && !*c->who->district) return case_not_found(e);
	if (c->in->report && c->in->resident) return problem_hard(c->p, NULL, _("A screening is about a report's child or about a child in care, not about both.")), case_refused(e);
	struct arena *a = arena_new();
	bool ok = screen_row(db, c, a, e);
	arena_free(a);
	return ok;
}

bool labour_screen(struct db *db, const struct actor *who, const struct labour_input *in, const char *idem, row_id *out, enum labour_answer *answer, struct problems *p, struct err *e)
{
	struct screen c = { who, in, idem, out, answer, p };
	return db_tx(db, screen_tx, &c, e);
}

/* --- opening ------------------------------------------------------------------------------------------------------------------ */

static void read_card(struct stmt *q, const struct actor *who, struct arena *a, struct labour_card *c, row_id *person)
{
	static const enum labour_field order[] = { LABOUR_F_ON, LABOUR_F_NAME, LABOUR_F_SEX, LABOUR_F_AGE, LABOUR_F_DISTRICT, LABOUR_F_WORK, LABOUR_F_SECTOR, LABOUR_F_MINUTES, LABOUR_F_EVERY_DAY, LABOUR_F_EXPLOITED,
		LABOUR_F_LONG_HOURS, LABOUR_F_SCHOOL, LABOUR_F_NIGHT, LABOUR_F_PERMIT, LABOUR_F_WITH_PARENTS, LABOUR_F_TRAINING, LABOUR_F_HARMS, LABOUR_F_PASB, LABOUR_F_RISKS, LABOUR_F_NOTE };
	_Static_assert(COUNT(order) == LABOUR_FIELDS, "a column per field");
	for (size_t i = 0; i < COUNT(order); i++) c->v[order[i]] = arena_dup(a, stmt_get_text(q, (int)i));
	int n = LABOUR_FIELDS;
	c->id = stmt_get_int(q, n);
	c->version = stmt_get_int(q, n + 1);
	c->report = stmt_get_int(q, n + 2);
	c->resident = stmt_get_int(q, n + 3);
	c->answer = labour_answer_from_code(stmt_get_text(q, n + 4));
	c->grounds = arena_dup(a, stmt_get_text(q, n + 5));
	c->at = stmt_get_int(q, n + 6);
	c->voided = stmt_get_int(q, n + 7) != 0;
	c->void_why = arena_dup(a, stmt_get_text(q, n + 8));
	c->by = arena_dup(a, stmt_get_text(q, n + 9));
	c->void_by = arena_dup(a, stmt_get_text(q, n + 10));
	c->report_no = arena_dup(a, stmt_get_text(q, n + 11));
	c->register_no = arena_dup(a, stmt_get_text(q, n + 12));
	if (stmt_get_int(q, n + 13) && area_hides(who)) { /* free words may say the name */
		c->v[LABOUR_F_NAME] = scope_initials(c->v[LABOUR_F_NAME], a);
		c->v[LABOUR_F_WORK] = c->v[LABOUR_F_NOTE] = c->void_why = "";
	}
	*person = stmt_get_int(q, n + 14);
	c->panti = arena_dup(a, stmt_get_text(q, n + 15));
}

#define AS_TEXT(column) "CAST(s." #column " AS TEXT)"

static bool card(struct db *db, const struct actor *who, row_id id, struct arena *a, struct labour_card *out, row_id *person, struct err *e)
{
	struct stmt *q = scope_stmt(db, who, "SELECT s.on_date, COALESCE(p.name, s.name), s.sex, " AS_TEXT(age) ", s.district, s.work, s.sector, COALESCE(" AS_TEXT(minutes) ", ''), " AS_TEXT(every_day) ", " AS_TEXT(exploited) ", " AS_TEXT(long_hours) ", " AS_TEXT(school_disturbed) ","
	                 " " AS_TEXT(at_night) ", " AS_TEXT(permit) ", " AS_TEXT(with_parents) ", " AS_TEXT(training) ", " AS_TEXT(harms) ", s.pasb, s.risks, s.note, s.id, s.version, s.report_id, s.resident_id, s.answer, s.grounds, s.recorded_at, s.void_at IS NOT NULL, COALESCE(s.void_why, ''),"
	                 " COALESCE(u.shown, ''), COALESCE(w.shown, ''), COALESCE(c.number, ''), COALESCE(k.register_no, ''), " AREA_SEALED ", COALESCE(k.person_id, 0), COALESCE(h.name, '') FROM labour_screening s"
	                 " LEFT JOIN resident k ON k.id = s.resident_id LEFT JOIN person p ON p.id = k.person_id LEFT JOIN community_report c ON c.id = s.report_id"
	                 " LEFT JOIN account_user u ON u.id = s.recorded_by LEFT JOIN account_user w ON w.id = s.void_by LEFT JOIN panti h ON h.id = s.panti_id WHERE %s AND s.id = ?2", area_where(who));
	stmt_int(q, 2, id);
	bool there = stmt_row(q);
	if (there) read_card(q, who, a, out, person);
	return stmt_done(q, e) && (there || case_not_found(e));
}

struct opened { const struct actor *who; row_id id, person; };

static bool opened_tx(struct db *db, void *ctx, struct err *e)
{
	const struct opened *o = ctx;
	return audit_note(db, o->who, "labour.open", "labour_screening", o->id, o->person, NULL, e);
}

bool labour_load(struct db *db, const struct actor *who, row_id id, bool opened, struct arena *a, struct labour_card *out, struct err *e)
{
	struct opened o = { who, id, 0 };
	*out = (struct labour_card){ .id = 0 };
	if (!db_may(who, RIGHT_LABOUR_READ, e) || !card(db, who, id, a, out, &o.person, e)) return false;
	return !opened || db_tx(db, opened_tx, &o, e);
}

/* --- taking back -------------------------------------------------------------------------------------------------------------- */

struct take_back { const struct actor *who; row_id id; int64_t version; const char *why; struct problems *p; };

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	const struct take_back *t = ctx;
	struct labour_card c;
	row_id person = 0;
	problems_clear(t->p);
	if (!db_may(t->who, RIGHT_LABOUR_SCREEN, e)) return false;
	struct arena *a = arena_new();
	bool ok = card(db, t->who, t->id, a, &c, &person, e);
	arena_free(a);
	if (!ok) return false;
	if (c.voided) problem_hard(t->p, NULL, _("This screening was taken back before."));
	if (!t->why || !*t->why) problem_hard(t->p, "reason", _("Write the reason."));
	else field_check_words("reason", 200, t->why, t->p);
	if (t->p->hard) return case_refused(e);
	struct stmt *q = stmt(db, "UPDATE labour_screening SET void_at = ?2, void_by = ?3, void_why = ?4, version = version + 1 WHERE id = ?1 AND version = ?5");
	stmt_int(q, 1, t->id);
	stmt_int(q, 2, clock_now());
	stmt_int(q, 3, t->who->user);
	stmt_text(q, 4, t->why);
	stmt_int(q, 5, t->version);
	if (!stmt_run(q, e)) return false;
	if (stmt_changes(db) != 1) return case_conflict(db, "labour_screening", t->id, e);
	audit_begin(db, t->who, "labour.void", "labour_screening", t->id, person);
	audit_value(db, "reason", "", t->why);
	db_news(db);
	return audit_end(db, e);
}

bool labour_void(struct db *db, const struct actor *who, row_id id, int64_t version, const char *why, struct problems *p, struct err *e)
{
	struct take_back t = { who, id, version, why, p };
	return db_tx(db, void_tx, &t, e);
}
