/* What the rule of a merge asks of one record, and the record as it stands beside the other. */
#include "db/child/merge_part.h"

#include <string.h>

#include "db/audit.h"
#include "db/case.h"
#include "db/money/allowance.h"
#include "db/money/savings.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

bool merge_known(struct db *db, const struct actor *who, row_id person, struct arena *a, struct merge_known *out, struct err *e)
{
	memset(out, 0, sizeof *out);
	struct stmt *q = stmt(db, "SELECT p.version, coalesce(p.panti_id, 0), p.name, coalesce(r.id, 0), coalesce(r.register_no, ''), coalesce(r.sealed, 0),"
		" EXISTS (SELECT 1 FROM resident o WHERE o.person_id = p.id AND o.panti_id <> ?2) FROM person p LEFT JOIN resident r ON r.person_id = p.id AND r.panti_id = ?2"
		" WHERE p.id = ?1 AND (p.panti_id = ?2 OR (p.panti_id IS NULL AND EXISTS (SELECT 1 FROM referral f JOIN referral_now n ON n.referral_id = f.id WHERE f.person_id = p.id AND n.panti_id = ?2)))");
	stmt_int(q, 1, person);
	stmt_int(q, 2, who->panti ? who->panti : -1);
	if (stmt_row(q)) {
		*out = (struct merge_known){ .person = person, .version = stmt_get_int(q, 0), .panti = stmt_get_int(q, 1), .resident = stmt_get_int(q, 3), .sealed = stmt_get_int(q, 5) != 0, .elsewhere = stmt_get_int(q, 6) != 0 };
		out->name = arena_dup(a, stmt_get_text(q, 2));
		out->register_no = arena_dup(a, stmt_get_text(q, 4));
	}
	return stmt_done(q, e) && (out->person || case_not_found(e));
}

/* Stays of everybody in the tree that count, oldest first. */
static bool stays(struct db *db, row_id panti, const row_id *tree, int n, struct arena *a, struct stay_span **out, size_t *count, struct err *e)
{
	size_t room = 16;
	*count = 0;
	*out = arena_array(a, struct stay_span, room);
	for (int i = 0; i < n; i++) {
		struct stmt *q = stmt(db, "SELECT s.on_date, x.on_date FROM resident r JOIN stay s ON s.resident_id = r.id LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
			" WHERE r.person_id = ?1 AND r.panti_id = ?2 AND s.void_at IS NULL" STAY_COUNTS("s") " ORDER BY s.on_date");
		stmt_int(q, 1, tree[i]);
		stmt_int(q, 2, panti);
		while (stmt_row(q)) {
			if (*count == room) {
				struct stay_span *bigger = arena_array(a, struct stay_span, room * 2);
				memcpy(bigger, *out, sizeof **out * room);
				*out = bigger;
				room *= 2;
			}
			size_t at = (*count)++;
			struct stay_span s = { stmt_get_date(q, 0), stmt_get_date(q, 1) };
			for (; at > 0 && (*out)[at - 1].admission > s.admission; at--)
				(*out)[at] = (*out)[at - 1];
			(*out)[at] = s;
		}
		if (!stmt_done(q, e))
			return false;
	}
	return true;
}

bool merge_side_load(struct db *db, row_id panti, row_id person, struct arena *a, struct merge_side *out, struct err *e)
{
	row_id tree[MERGED_MOST];
	struct stay_span *spans;
	memset(out, 0, sizeof *out);
	int n = person_tree(db, person, tree, MERGED_MOST);
	if (!stays(db, panti, tree, n, a, &spans, &out->stay_count, e))
		return false;
	out->stays = spans;
	struct stmt *q = stmt(db, "SELECT p.name, coalesce(p.panti_id, 0), r.id, coalesce(r.register_no, ''), '',"
		" EXISTS (SELECT 1 FROM stay s WHERE s.resident_id = r.id AND s.approved_at IS NULL AND s.void_at IS NULL" STAY_COUNTS("s") "),"
		" EXISTS (SELECT 1 FROM termination t WHERE t.resident_id = r.id AND t.state IN ('usul', 'menunggu', 'dikembalikan', 'disetujui')),"
		" (SELECT count(*) FROM aftercare f WHERE f.resident_id = r.id AND f.done_on IS NULL AND f.void_at IS NULL),"
		" EXISTS (SELECT 1 FROM presence z WHERE z.resident_id = r.id AND z.back_on IS NULL AND z.void_at IS NULL), coalesce(r.sealed, 0)"
		" FROM person p LEFT JOIN resident r ON r.person_id = p.id AND r.panti_id = ?2 WHERE p.id = ?1");
	stmt_int(q, 1, person);
	stmt_int(q, 2, panti);
	row_id resident = 0;
	if (stmt_row(q)) {
		resident = stmt_get_int(q, 2);
		out->called = arena_dup(a, stmt_get_text(q, resident ? 3 : 0));
		out->known = stmt_get_int(q, 1) == panti;
		out->resident = resident != 0;
		out->waiting = stmt_get_int(q, 5) != 0;
		out->termination = stmt_get_int(q, 6) != 0;
		out->aftercare = (int)stmt_get_int(q, 7);
		out->away = stmt_get_int(q, 8) != 0;
		out->sealed = stmt_get_int(q, 9) != 0;
	}
	if (!stmt_done(q, e))
		return false;
	if (resident) {
		out->savings = savings_balance(db, resident);
		out->owed = allowance_owed(db, resident);
	}
	return true;
}

/* --- side by side ------------------------------------------------------------------------------------------------------------------- */

static bool record_stays(struct db *db, row_id resident, struct arena *a, struct merge_record *r, struct err *e)
{
	enum { MOST = 20 };
	r->stays = arena_array(a, struct merge_stay, MOST);
	struct stmt *q = stmt(db, "SELECT s.on_date, x.on_date, coalesce(x.reason, ''), coalesce(g.name, s.district) FROM stay s LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
		" LEFT JOIN region g ON g.code = s.district WHERE s.resident_id = ?1 AND s.void_at IS NULL" STAY_COUNTS("s") " ORDER BY s.on_date DESC, s.id DESC");
	stmt_int(q, 1, resident);
	while (r->stay_count < MOST && stmt_row(q))
		r->stays[r->stay_count++] = (struct merge_stay){ r->register_no, arena_dup(a, stmt_get_text(q, 3)), arena_dup(a, stmt_get_text(q, 2)), stmt_get_date(q, 0), stmt_get_date(q, 1) };
	return stmt_done(q, e);
}

static bool record_referrals(struct db *db, row_id person, struct arena *a, struct merge_record *r, struct err *e)
{
	enum { MOST = 20 };
	char day[24];
	r->referrals = arena_array(a, const char *, MOST);
	struct stmt *q = stmt(db, "SELECT f.number, coalesce(f.received_on, n.since_on), coalesce(g.name, f.district), n.state FROM referral f JOIN referral_now n ON n.referral_id = f.id"
		" LEFT JOIN region g ON g.code = f.district WHERE f.person_id = ?1 ORDER BY f.id DESC");
	stmt_int(q, 1, person);
	while (r->referral_count < MOST && stmt_row(q)) {
		caldate on = stmt_get_date(q, 1);
		if (on != DATE_NONE && (r->known_since == DATE_NONE || on < r->known_since))
			r->known_since = on;
		r->referrals[r->referral_count++] = arena_printf(a, "%s %s %s", stmt_get_text(q, 0), date_format(on, DATE_SHORT, day, sizeof day), stmt_get_text(q, 2));
	}
	return stmt_done(q, e);
}

static bool record(struct db *db, const struct actor *who, row_id person, struct arena *a, struct merge_record *r, struct err *e)
{
	struct merge_known known;
	struct person p;
	memset(r, 0, sizeof *r);
	r->known_since = DATE_NONE;
	r->register_no = r->status = r->level = r->school = r->merged_into = "";
	if (!merge_known(db, who, person, a, &known, e) || !person_load(db, person, a, &p, e))
		return false;
	r->person = person;
	r->resident = known.resident;
	r->register_no = known.register_no;
	r->version = known.version;
	r->sealed = known.sealed;
	r->hidden = known.sealed && !may(who, RIGHT_SEALED_READ);
	for (int f = 0; f < PERSON_FIELDS; f++)
		r->v[f] = r->hidden ? "" : p.v[f];
	if (r->hidden) {
		r->v[PERSON_NAME] = scope_initials(p.v[PERSON_NAME], a);
		return true;
	}
	struct stmt *q = stmt(db, "SELECT k.status, k.level, k.grade, k.school, k.savings, (SELECT min(s.on_date) FROM stay s WHERE s.resident_id = k.resident_id AND s.void_at IS NULL),"
		" coalesce((SELECT o.register_no FROM person_root g JOIN resident o ON o.person_id = g.root_id AND o.panti_id = k.panti_id WHERE g.person_id = k.person_id), '')"
		" FROM resident_now k WHERE k.resident_id = ?1");
	stmt_int(q, 1, r->resident);
	if (stmt_row(q)) {
		r->status = arena_dup(a, stmt_get_text(q, 0));
		r->level = arena_dup(a, stmt_get_text(q, 1));
		r->grade = (int)stmt_get_int(q, 2);
		r->school = arena_dup(a, stmt_get_text(q, 3));
		r->savings = may(who, RIGHT_MONEY_READ) ? stmt_get_int(q, 4) : 0;
		r->known_since = stmt_get_date(q, 5);
		r->merged_into = arena_dup(a, stmt_get_text(q, 6));
	}
	if (!stmt_done(q, e))
		return false;
	q = stmt(db, "SELECT count(*) FROM document WHERE person_id = ?1 AND state IN ('asli', 'fotokopi')");
	stmt_int(q, 1, person);
	r->papers = (int)stmt_one_int(q, 0, e);
	return record_stays(db, r->resident, a, r, e) && record_referrals(db, person, a, r, e);
}

struct compare { const struct actor *who; row_id person[2]; bool opening; struct arena *a; struct merge_record *out; };

static bool compare_tx(struct db *db, void *ctx, struct err *e)
{
	struct compare *c = ctx;
	for (int i = 0; i < 2; i++)
		if (!record(db, c->who, c->person[i], c->a, &c->out[i], e))
			return false;
	for (int i = 0; c->opening && i < 2; i++)
		if (!c->out[i].hidden && !audit_note(db, c->who, "resident.compare", "person", c->person[i], c->person[i], NULL, e))
			return false;
	return true;
}

bool person_merge_compare(struct db *db, const struct actor *who, row_id first, row_id second, bool opening, struct arena *a, struct merge_record out[2], struct err *e)
{
	struct compare c = { who, { first, second }, opening, a, out };
	return db_may(who, RIGHT_MERGE, e) && (opening ? db_tx(db, compare_tx, &c, e) : db_read(db, compare_tx, &c, e));
}
