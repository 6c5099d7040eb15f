/* Everything one card shows, in one snapshot; opening it leaves one access row. */
#include "db/child/resident.h"

#include <string.h>

#include "db/audit.h"
#include "db/office/panti.h"
#include "db/child/person_merge.h"
#include "db/child/resident_query.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/stay.h"

struct outside { const struct actor *who; row_id resident; const char *action, *why; row_id person; bool many; };

static bool note_tx(struct db *db, void *ctx, struct err *e)
{
	struct outside *o = ctx;
	return audit_note(db, o->who, o->action, "resident", o->resident, o->person, o->why, e) && (!o->many || resident_many_note(db, o->who, o->why, e));
}

bool resident_log_outside(struct db *db, const struct actor *who, row_id resident, struct err *e)
{
	struct outside o = { who, resident, "resident.outside", NULL, 0, false };
	return db_in_tx(db) || db_tx(db, note_tx, &o, e); /* inside a write the refusal rolls everything back: its caller logs */
}

bool resident_ref(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct resident_ref *out, struct err *e)
{
	struct scope s = scope_of(who);
	memset(out, 0, sizeof *out);
	struct stmt *q = stmt(db, "SELECT n.resident_id, n.person_id, n.panti_id, n.register_no, n.name, n.status, n.sealed, n.stay_id, n.admit_on, n.end_on, n.district"
		" FROM resident_now n WHERE n.resident_id = ?1");
	stmt_int(q, 1, resident);
	bool mine = false;
	if (stmt_row(q)) {
		mine = s.kind == SCOPE_PANTI ? stmt_get_int(q, 2) == s.panti : s.kind == SCOPE_DISTRICT && *s.district && str_equal(stmt_get_text(q, 10), s.district);
		if (mine)
			*out = (struct resident_ref){ resident, stmt_get_int(q, 1), stmt_get_int(q, 2), arena_dup(a, stmt_get_text(q, 3)), arena_dup(a, stmt_get_text(q, 4)),
				arena_dup(a, stmt_get_text(q, 5)), stmt_get_int(q, 6) != 0, stmt_get_int(q, 7), stmt_get_date(q, 8), stmt_get_date(q, 9) };
	}
	if (!stmt_done(q, e))
		return false;
	if (mine && strcmp(out->status, "gabung") == 0)
		return person_merged_refused(db, resident, e);
	return mine || err_set(e, ERR_NOTFOUND, _("This child does not exist."));
}

/* A list that grows in the arena while rows are read. */
static void *more(struct arena *a, void *list, int count, size_t size)
{
	if (count & (count - 1))
		return list; /* room for the next power of two is there */
	void *bigger = arena_alloc(a, size * (size_t)(count ? count * 2 : 1));
	if (count)
		memcpy(bigger, list, size * (size_t)count);
	return bigger;
}

static bool card_stays(struct db *db, row_id resident, const char *of, struct arena *a, struct resident_card *c, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT s.id, s.on_date, e.on_date, s.kind, coalesce(e.reason, ''), s.note, coalesce(r.district, s.district), coalesce(r.number, s.letter_no),"
		" s.referral_id, s.approved_at, s.returned_at, s.void_at, coalesce(u.shown, ''), coalesce(h.shown, ''), s.returned_why,"
		" EXISTS (SELECT 1 FROM stay_aside z WHERE z.stay_id = s.id AND z.void_at IS NULL)"
		" FROM stay s LEFT JOIN stay_end e ON e.stay_id = s.id AND e.void_at IS NULL LEFT JOIN referral r ON r.id = s.referral_id"
		" LEFT JOIN account_user u ON u.id = s.recorded_by LEFT JOIN account_user h ON h.id = s.approved_by WHERE s.resident_id = ?1 ORDER BY s.on_date DESC, s.id DESC");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		c->stays = more(a, c->stays, c->stay_count, sizeof *c->stays);
		struct stay_row *s = &c->stays[c->stay_count++];
		*s = (struct stay_row){ .id = stmt_get_int(q, 0), .of = of, .on = stmt_get_date(q, 1), .end = stmt_get_date(q, 2), .kind = arena_dup(a, stmt_get_text(q, 3)),
			.end_reason = arena_dup(a, stmt_get_text(q, 4)), .note = arena_dup(a, stmt_get_text(q, 5)), .district = arena_dup(a, stmt_get_text(q, 6)),
			.referral = arena_dup(a, stmt_get_text(q, 7)), .referral_id = stmt_get_int(q, 8), .approved = !stmt_is_null(q, 9),
			.returned = !stmt_is_null(q, 10), .void_ = !stmt_is_null(q, 11), .recorded_by = arena_dup(a, stmt_get_text(q, 12)),
			.approved_by = arena_dup(a, stmt_get_text(q, 13)), .returned_why = arena_dup(a, stmt_get_text(q, 14)), .aside = stmt_get_int(q, 15) != 0 };
	}
	return stmt_done(q, e);
}

static bool card_school(struct db *db, row_id resident, const char *of, struct arena *a, struct resident_card *c, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT f.id, f.on_date, f.year, f.level, f.kind, coalesce(s.name, ''), f.event, f.note, f.grade, f.waiting FROM schooling f"
		" LEFT JOIN school s ON s.id = f.school_id WHERE f.resident_id = ?1 AND f.void_at IS NULL ORDER BY f.on_date DESC, f.id DESC");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		c->schooling = more(a, c->schooling, c->schooling_count, sizeof *c->schooling);
		c->schooling[c->schooling_count++] = (struct resident_school){ stmt_get_int(q, 0), of, stmt_get_date(q, 1), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
			arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), arena_dup(a, stmt_get_text(q, 6)), arena_dup(a, stmt_get_text(q, 7)),
			(int)stmt_get_int(q, 8), stmt_get_int(q, 9) != 0 };
	}
	return stmt_done(q, e);
}

static bool card_presence(struct db *db, row_id resident, caldate today, struct arena *a, struct resident_card *c, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT id, kind, note, fetched_by, on_date, expected_on, back_on FROM presence WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date DESC, id DESC LIMIT 50");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		c->presence = more(a, c->presence, c->presence_count, sizeof *c->presence);
		struct presence_row *p = &c->presence[c->presence_count++];
		*p = (struct presence_row){ .id = stmt_get_int(q, 0), .resident = resident, .register_no = c->row.register_no, .name = c->row.name, .kind = arena_dup(a, stmt_get_text(q, 1)),
			.note = arena_dup(a, stmt_get_text(q, 2)), .fetched_by = arena_dup(a, stmt_get_text(q, 3)), .on = stmt_get_date(q, 4), .expected = stmt_get_date(q, 5), .back = stmt_get_date(q, 6) };
		p->overdue = p->back == DATE_NONE && p->expected != DATE_NONE && p->expected < today;
	}
	return stmt_done(q, e);
}

static bool card_facts(struct db *db, row_id resident, bool rooms, struct arena *a, struct resident_fact **out, int *count, struct err *e)
{
	struct stmt *q = rooms ? stmt(db, "SELECT f.id, f.on_date, coalesce(r.name, '') FROM room_fact f LEFT JOIN room r ON r.id = f.room_id WHERE f.resident_id = ?1 AND f.void_at IS NULL ORDER BY f.on_date DESC, f.id DESC")
		: stmt(db, "SELECT id, on_date, clusters FROM cluster_fact WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date DESC, id DESC");
	stmt_int(q, 1, resident);
	while (stmt_row(q)) {
		*out = more(a, *out, *count, sizeof **out);
		(*out)[(*count)++] = (struct resident_fact){ stmt_get_int(q, 0), stmt_get_date(q, 1), arena_dup(a, stmt_get_text(q, 2)) };
	}
	return stmt_done(q, e);
}

/* A role without RIGHT_RESIDENT_READ keeps name, sex and what its work needs; everything else is "". */
static void limit_person(const struct actor *who, const struct scope *s, struct resident_card *c)
{
	for (int f = 0; f < PERSON_FIELDS; f++) {
		bool keep = f == PERSON_NAME || f == PERSON_SEX || f == PERSON_NICKNAME;
		keep = keep || (!s->names_only && (f == PERSON_BIRTH_DATE || f == PERSON_BIRTH_PRECISION));
		keep = keep || ((who->roles & ROLE_PENGASUH) && (f == PERSON_ALLERGIES || f == PERSON_BLOOD_GROUP || f == PERSON_SHIRT_SIZE || f == PERSON_SHOE_SIZE || f == PERSON_RELIGION));
		if (!keep || c->row.hidden)
			c->person.v[f] = c->person.v[f] + strlen(c->person.v[f]);
	}
}

struct load { const struct actor *who; row_id resident; struct arena *a; struct resident_card *c; };

/* Records merged into this one: their stays and schools stand below the card's own, marked with their number. */
static bool card_merged(struct db *db, const struct load *l, struct resident_card *c, struct err *e)
{
	row_id tree[MERGED_MOST];
	int n = person_tree(db, c->row.person, tree, MERGED_MOST);
	c->merged = arena_array(l->a, struct person_merged, MERGED_MOST);
	for (int i = 0; i < n; i++) { /* links into the card's own record, and into those that came with it */
		int got = n > 1 ? person_merge_list(db, l->who, true, tree[i], l->a, c->merged + c->merged_count, MERGED_MOST - c->merged_count, e) : 0;
		if (got < 0)
			return false;
		c->merged_count += got;
	}
	for (int i = 0; i < c->merged_count; i++) {
		struct person_merged *m = &c->merged[i];
		struct stmt *q = stmt(db, "SELECT number FROM referral WHERE person_id = ?1 ORDER BY id");
		stmt_int(q, 1, m->gone);
		while (stmt_row(q))
			m->letters = arena_printf(l->a, "%s%s%s", m->letters, *m->letters ? ", " : "", stmt_get_text(q, 0));
		if (!stmt_done(q, e))
			return false;
		q = stmt(db, "SELECT kind FROM document WHERE person_id = ?1 AND state IN ('asli', 'fotokopi') ORDER BY kind");
		stmt_int(q, 1, m->gone);
		while (stmt_row(q))
			m->papers = arena_printf(l->a, "%s%s%s", m->papers, *m->papers ? "|" : "", stmt_get_text(q, 0));
		if (!stmt_done(q, e))
			return false;
		if (m->gone_resident && (!card_stays(db, m->gone_resident, m->gone_no, l->a, c, e) || !card_school(db, m->gone_resident, m->gone_no, l->a, c, e)))
			return false;
	}
	return true;
}

static bool card_read(struct db *db, void *ctx, struct err *e)
{
	struct load *l = ctx;
	struct resident_card *c = l->c;
	struct scope s = scope_of(l->who);
	memset(c, 0, sizeof *c);
	if (!resident_row(db, l->who, l->resident, l->a, &c->row, e) || !person_load(db, c->row.person, l->a, &c->person, e))
		return false;
	c->limited = !s.card || c->row.hidden;
	struct stmt *q = stmt(db, "SELECT r.version, r.worker_id, coalesce(u.shown, ''), r.sealed_why, coalesce(m.caregiver, '') FROM resident r LEFT JOIN account_user u ON u.id = r.worker_id"
		" JOIN resident_now n ON n.resident_id = r.id LEFT JOIN room m ON m.id = n.room_id WHERE r.id = ?1");
	stmt_int(q, 1, l->resident);
	if (stmt_row(q)) {
		c->version = stmt_get_int(q, 0);
		c->worker = stmt_get_int(q, 1);
		c->worker_name = arena_dup(l->a, stmt_get_text(q, 2));
		c->sealed_why = s.sealed ? arena_dup(l->a, stmt_get_text(q, 3)) : "";
		c->caregiver = arena_dup(l->a, stmt_get_text(q, 4));
		if (s.kind == SCOPE_DISTRICT)
			c->worker_name = c->caregiver = ""; /* who of the home cares for the child is the home's */
	}
	if (!stmt_done(q, e))
		return false;
	if (!s.names_only && !card_school(db, l->resident, "", l->a, c, e))
		return false;
	bool house = s.kind == SCOPE_PANTI && !s.names_only && !c->row.hidden;
	if (house && (!card_presence(db, l->resident, panti_today(db, s.panti), l->a, c, e) || !card_facts(db, l->resident, true, l->a, &c->rooms, &c->room_count, e)))
		return false;
	for (int i = 0; s.kind == SCOPE_DISTRICT && i < c->schooling_count; i++)
		c->schooling[i].note = "";
	if (c->limited) {
		limit_person(l->who, &s, c);
		return true;
	}
	c->paper_count = paper_list(db, l->who, l->resident, l->a, &c->papers, e);
	c->measure_count = c->paper_count < 0 ? -1 : measure_list(db, l->who, l->resident, l->a, &c->measures, e);
	return c->measure_count >= 0 && card_stays(db, l->resident, "", l->a, c, e) && card_facts(db, l->resident, false, l->a, &c->clusters, &c->cluster_count, e)
		&& card_merged(db, l, c, e);
}

bool resident_card(struct db *db, const struct actor *who, row_id resident, bool opening, const char *why, struct arena *a, struct resident_card *out, struct problems *p, struct err *e)
{
	struct load l = { who, resident, a, out };
	struct resident_row row;
	if (!resident_row(db, who, resident, a, &row, e))
		return false;
	if (opening) {
		if (row.hidden)
			return db_may(who, RIGHT_SEALED_READ, e);
		bool reason = why && *why;
		if (row.sealed && !reason) {
			problem_hard(p, "why", _("This file is sealed. Write why you open it."));
			return err_set(e, ERR_PROBLEMS, "%s", _("This file is sealed. Write why you open it."));
		}
		bool many = resident_many(db, who, resident, e);
		if (many && !reason) {
			problem_hard(p, "many", _("More than %d children opened within an hour. Write why; the head is told."), CARDS_AN_HOUR);
			return err_set(e, ERR_PROBLEMS, _("More than %d children opened within an hour. Write why; the head is told."), CARDS_AN_HOUR);
		}
		struct outside note = { who, resident, "resident.open", reason ? why : NULL, row.person, many };
		if (!db_tx(db, note_tx, &note, e))
			return false;
	}
	return db_read(db, card_read, &l, e);
}

#define HISTORY "SELECT r.id, r.at, coalesce(u.shown, r.user_name), r.action, r.record_kind, coalesce(v.field, ''), coalesce(v.before_value, ''), coalesce(v.after_value, ''), r.record_id," \
	" CASE WHEN r.person_id = ?1 THEN '' ELSE coalesce((SELECT o.register_no FROM resident o WHERE o.person_id = r.person_id AND o.panti_id = ?2), '*') END" \
	" FROM audit r LEFT JOIN audit_value v ON v.audit_id = r.id LEFT JOIN account_user u ON u.id = r.user_id WHERE "
#define HISTORY_REST " AND r.panti_id = ?2 AND r.id < ?3 AND r.action NOT IN ('resident.open', 'resident.print', 'resident.outside', 'resident.compare') ORDER BY r.id DESC, v.n"

int resident_history(struct db *db, const struct actor *who, row_id resident, int64_t before_seq, struct arena *a, struct history_row *out, int max, struct err *e)
{
	struct resident_row row;
	if (!db_may(who, RIGHT_RESIDENT_READ, e) || !resident_row(db, who, resident, a, &row, e))
		return -1;
	if (row.hidden)
		return db_may(who, RIGHT_SEALED_READ, e) ? 0 : -1;
	int n = 0;
	row_id tree[MERGED_MOST];
	bool several = person_tree(db, row.person, tree, MERGED_MOST) > 1;
	struct stmt *q = several ? stmt(db, HISTORY "r.person_id IN (SELECT ?1 UNION ALL SELECT person_id FROM person_root WHERE root_id = ?1)" HISTORY_REST)
		: stmt(db, HISTORY "r.person_id = ?1 AND r.person_id <> 0" HISTORY_REST);
	stmt_int(q, 1, row.person);
	stmt_int(q, 2, who->panti);
	stmt_int(q, 3, before_seq ? before_seq : INT64_MAX);
	while (n < max && stmt_row(q))
		out[n++] = (struct history_row){ stmt_get_int(q, 0), stmt_get_int(q, 1), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)), arena_dup(a, stmt_get_text(q, 4)),
			arena_dup(a, stmt_get_text(q, 5)), arena_dup(a, stmt_get_text(q, 6)), arena_dup(a, stmt_get_text(q, 7)), stmt_get_int(q, 8), arena_dup(a, stmt_get_text(q, 9)) };
	if (!stmt_done(q, e))
		return -1;
	/* a page never ends inside an act: what was cut is read again with the next page */
	if (n == max && n > 1 && out[n - 1].seq != out[0].seq)
		for (int64_t cut = out[n - 1].seq; n > 0 && out[n - 1].seq == cut;)
			n--;
	return n;
}
