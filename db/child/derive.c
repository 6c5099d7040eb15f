/* What lists show of a child, computed from the dated facts as of today, and kept in the same transaction. */
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/termination/termination.h"

#include <stdio.h>
#include <string.h>

#include "db/child/derive_row.h"
#include "db/child/person_merge.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"

#define PERSON(NAME, code, ...) ", p." code
static const char identity_sql[] = "SELECT r.panti_id, r.person_id, r.register_no, r.sealed, p.search_key"
#include "src/rules/person.def"
	" FROM resident r JOIN person p ON p.id = r.person_id WHERE r.id = ?1";
#undef PERSON

static bool identity(struct db *db, struct now *n, bool *found, struct err *e)
{
	const char *v[PERSON_FIELDS];
	char key[512];
	struct stmt *q = stmt(db, identity_sql);
	stmt_int(q, 1, n->resident);
	*found = stmt_row(q);
	if (*found) {
		n->i[NOW_PANTI] = stmt_get_int(q, 0);
		n->i[NOW_PERSON] = stmt_get_int(q, 1);
		now_set(n, NOW_REGISTER, stmt_get_text(q, 2));
		n->i[NOW_SEALED] = stmt_get_int(q, 3);
		now_set(n, NOW_SEARCH, stmt_get_text(q, 4));
		for (int f = 0; f < PERSON_FIELDS; f++)
			v[f] = stmt_get_text(q, f + 5);
		text_sort_key(v[PERSON_NAME], key, sizeof key);
		now_set(n, NOW_NAME, v[PERSON_NAME]);
		now_set(n, NOW_SORT, key);
		now_set(n, NOW_SEX, v[PERSON_SEX]);
		now_set(n, NOW_BIRTH, v[PERSON_BIRTH_DATE]);
		now_set(n, NOW_PRECISION, v[PERSON_BIRTH_PRECISION]);
		now_set(n, NOW_NIK, v[PERSON_NIK]);
		now_set(n, NOW_ORIGIN, v[PERSON_DISTRICT]);
		n->i[NOW_MISSING] = person_incomplete(v);
	}
	return stmt_done(q, e);
}

static void earliest(caldate *next, caldate day, caldate today)
{
	if (day != DATE_NONE && day > today && (*next == DATE_NONE || day < *next))
		*next = day;
}

static void iso(struct now *n, enum now_column c, caldate day)
{
	char text[DATE_ISO_SIZE];
	now_set(n, c, date_iso(day, text));
}

/* Was the entry merged into another? Then it has a status of its own, which every list leaves out. Else what was merged into it: names, register numbers
 * and NIK the child is found by too. */
static bool merged(struct db *db, struct now *n, bool *gone, struct err *e)
{
	char words[1024] = "";
	size_t used = 0;
	struct stmt *q = stmt(db, "SELECT 1 FROM person_root WHERE person_id = ?1");
	stmt_int(q, 1, n->i[NOW_PERSON]);
	*gone = stmt_one_int(q, 0, e) != 0;
	q = stmt(db, "SELECT p.search_key, coalesce(r.register_no, ''), p.nik FROM person_root g JOIN person p ON p.id = g.person_id LEFT JOIN resident r ON r.person_id = p.id AND r.panti_id = ?2"
		" WHERE g.root_id = ?1 ORDER BY g.person_id");
	stmt_int(q, 1, n->i[NOW_PERSON]);
	stmt_int(q, 2, n->i[NOW_PANTI]);
	while (stmt_row(q)) {
		for (int c = 0; c < 3; c++) {
			const char *word = stmt_get_text(q, c);
			size_t size = strlen(word);
			if (!size || used + size + 2 >= sizeof words)
				continue;
			if (used)
				words[used++] = ' ';
			memcpy(words + used, word, size + 1);
			used += size;
		}
	}
	now_set(n, NOW_MERGED, words);
	return stmt_done(q, e);
}

/* A record merged into this one may be what the district sent: its officer follows the child all the same. */
static bool merged_district(struct db *db, struct now *n, struct err *e)
{
	if (*n->t[NOW_DISTRICT] || !*n->t[NOW_MERGED])
		return true;
	struct stmt *q = stmt(db, "SELECT coalesce(nullif(f.district, ''), s.district) FROM person_root g JOIN resident r ON r.person_id = g.person_id AND r.panti_id = ?2 JOIN stay s ON s.resident_id = r.id"
		" LEFT JOIN referral f ON f.id = s.referral_id WHERE g.root_id = ?1 AND s.void_at IS NULL ORDER BY s.on_date, s.id");
	stmt_int(q, 1, n->i[NOW_PERSON]);
	stmt_int(q, 2, n->i[NOW_PANTI]);
	while (stmt_row(q))
		if (*stmt_get_text(q, 0)) {
			char code[6];
			str_copy(code, sizeof code, stmt_get_text(q, 0));
			now_set(n, NOW_DISTRICT, code);
		}
	return stmt_done(q, e);
}

/* The stay the row speaks of: the one that covers today; else one ahead; else the last ended; else a voided one. *asof: the day facts are read for. */
static bool stays(struct db *db, struct now *n, caldate today, caldate *asof, caldate *next, struct err *e)
{
	int best = -1;
	caldate admit = DATE_NONE, end = DATE_NONE;
	struct stmt *q = stmt(db, "SELECT s.id, s.on_date, s.void_at, s.approved_at, s.district, coalesce(r.district, ''), e.on_date, coalesce(e.reason, '')"
		" FROM stay s LEFT JOIN stay_end e ON e.stay_id = s.id AND e.void_at IS NULL LEFT JOIN referral r ON r.id = s.referral_id"
		" WHERE s.resident_id = ?1 ORDER BY s.on_date, s.id");
	stmt_int(q, 1, n->resident);
	while (stmt_row(q)) {
		bool voided = !stmt_is_null(q, 2);
		caldate from = stmt_get_date(q, 1), until = stmt_get_date(q, 6);
		int rank = voided ? 0 : until != DATE_NONE && until <= today ? 1 : from > today ? 2 : 3;
		if (!voided) {
			earliest(next, from, today);
			earliest(next, until, today);
			const char *sent = stmt_get_text(q, 5);
			if (!*sent)
				sent = stmt_get_text(q, 4);
			if (*sent) { /* the officer's scope is a regency or city: 64.08 of 64.08.04 */
				char code[6];
				str_copy(code, sizeof code, sent);
				now_set(n, NOW_DISTRICT, code);
			}
		}
		if (rank < best || (rank == 2 && best == 2))
			continue;
		best = rank;
		admit = from;
		end = until;
		n->i[NOW_STAY] = stmt_get_int(q, 0);
		n->i[NOW_APPROVED] = !stmt_is_null(q, 3);
		now_set(n, NOW_REASON, voided ? "" : stmt_get_text(q, 7));
	}
	if (!stmt_done(q, e))
		return false;
	static const char *const words[] = { "batal", "keluar", "akan", "aktif" };
	now_set(n, NOW_STATUS, words[best < 0 ? 0 : best]);
	iso(n, NOW_ADMIT, admit);
	iso(n, NOW_END, best == 0 ? DATE_NONE : end);
	*asof = best == 1 ? (end > admit ? end - 1 : admit) : best == 2 || best == 0 ? admit : today;
	return true;
}

static bool school(struct db *db, struct now *n, caldate asof, caldate today, caldate *next, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT f.on_date, f.level, f.grade, coalesce(s.name, ''), f.waiting FROM schooling f LEFT JOIN school s ON s.id = f.school_id"
		" WHERE f.resident_id = ?1 AND f.void_at IS NULL ORDER BY f.on_date, f.id");
	stmt_int(q, 1, n->resident);
	while (stmt_row(q)) {
		caldate on = stmt_get_date(q, 0);
		if (on > asof) {
			earliest(next, on, today);
			break;
		}
		now_set(n, NOW_LEVEL, stmt_get_text(q, 1));
		n->i[NOW_GRADE] = stmt_get_int(q, 2);
		now_set(n, NOW_SCHOOL, stmt_get_text(q, 3));
		n->i[NOW_WAITING] = stmt_get_int(q, 4);
	}
	return stmt_done(q, e);
}

static bool clusters(struct db *db, struct now *n, caldate asof, caldate today, caldate *next, struct err *e)
{
	char first[64];
	struct stmt *q = stmt(db, "SELECT on_date, clusters FROM cluster_fact WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date, id");
	stmt_int(q, 1, n->resident);
	while (stmt_row(q)) {
		caldate on = stmt_get_date(q, 0);
		if (on > asof) {
			earliest(next, on, today);
			break;
		}
		now_set(n, NOW_CLUSTERS, stmt_get_text(q, 1));
		codes_first(stmt_get_text(q, 1), first, sizeof first);
		now_set(n, NOW_MAIN, first);
	}
	return stmt_done(q, e);
}

static bool rooms(struct db *db, struct now *n, caldate asof, caldate today, caldate *next, struct err *e)
{
	bool active = strcmp(n->t[NOW_STATUS], "aktif") == 0 || strcmp(n->t[NOW_STATUS], "akan") == 0;
	struct stmt *q = stmt(db, "SELECT f.on_date, f.room_id, coalesce(r.name, '') FROM room_fact f LEFT JOIN room r ON r.id = f.room_id"
		" WHERE f.resident_id = ?1 AND f.void_at IS NULL AND f.on_date >= ?2 ORDER BY f.on_date, f.id");
	stmt_int(q, 1, n->resident);
	stmt_text(q, 2, n->t[NOW_ADMIT]); /* the bed of an earlier stay is not kept */
	while (active && stmt_row(q)) {
		caldate on = stmt_get_date(q, 0);
		if (on > asof) {
			earliest(next, on, today);
			break;
		}
		n->i[NOW_ROOM_ID] = stmt_get_int(q, 1);
		now_set(n, NOW_ROOM, stmt_get_text(q, 2));
	}
	return stmt_done(q, e);
}

static bool presence(struct db *db, struct now *n, caldate today, caldate *next, struct err *e)
{
	bool active = strcmp(n->t[NOW_STATUS], "aktif") == 0;
	struct stmt *q = stmt(db, "SELECT on_date, back_on, kind FROM presence WHERE resident_id = ?1 AND void_at IS NULL ORDER BY on_date, id");
	stmt_int(q, 1, n->resident);
	while (active && stmt_row(q)) {
		caldate on = stmt_get_date(q, 0), back = stmt_get_date(q, 1);
		earliest(next, on, today);
		earliest(next, back, today);
		if (on <= today && (back == DATE_NONE || back > today))
			now_set(n, NOW_PRESENCE, stmt_get_text(q, 2));
	}
	return stmt_done(q, e);
}

static int64_t savings(struct db *db, row_id panti, row_id resident, struct err *e)
{
	char code[48];
	snprintf(code, sizeof code, "tabungan:%" PRId64, resident);
	struct stmt *q = stmt(db, "SELECT b.amount FROM account a JOIN balance b ON b.account_id = a.id WHERE a.panti_id = ?1 AND a.code = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, code);
	return -stmt_one_int(q, 0, e); /* owed to the child: a credit balance */
}

bool now_compute(struct db *db, row_id resident, struct now *n, bool *found, struct err *e)
{
	now_clear(n, resident);
	if (!identity(db, n, found, e) || !*found)
		return !(e && e->kind);
	caldate today = panti_today(db, n->i[NOW_PANTI]), asof = today, next = DATE_NONE;
	bool gone;
	if (!merged(db, n, &gone, e) || !stays(db, n, today, &asof, &next, e) || !merged_district(db, n, e))
		return false;
	if (gone)
		now_set(n, NOW_STATUS, "gabung");
	if (!school(db, n, asof, today, &next, e) || !clusters(db, n, asof, today, &next, e)
	    || !rooms(db, n, asof, today, &next, e) || !presence(db, n, today, &next, e))
		return false;
	n->i[NOW_SAVINGS] = savings(db, n->i[NOW_PANTI], resident, e);
	n->i[NOW_MISSING] += !*n->t[NOW_CLUSTERS] + !*n->t[NOW_LEVEL];
	iso(n, NOW_NEXT, next);
	return !(e && e->kind);
}

bool derive_resident(struct db *db, row_id resident, struct err *e)
{
	MUST(db_in_tx(db));
	struct now fresh, old;
	bool found, stored;
	if (!now_compute(db, resident, &fresh, &found, e) || !now_read(db, resident, &old, &stored, e))
		return false;
	if (!found || (stored && now_differs(&fresh, &old) < 0))
		return true;
	return now_write(db, &fresh, stored ? &old : NULL, e);
}

bool derive_person(struct db *db, row_id person, struct err *e)
{
	row_id ids[64]; /* one per panti the child was ever in */
	int n = 0;
	struct stmt *q = stmt(db, "SELECT id FROM resident WHERE person_id = ?1 OR person_id = (SELECT root_id FROM person_root WHERE person_id = ?1)");
	stmt_int(q, 1, person);
	while (n < (int)COUNT(ids) && stmt_row(q))
		ids[n++] = stmt_get_int(q, 0);
	if (!stmt_done(q, e))
		return false;
	for (int i = 0; i < n; i++)
		if (!derive_resident(db, ids[i], e))
			return false;
	return true;
}

bool derive_savings(struct db *db, row_id resident, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT panti_id FROM resident WHERE id = ?1");
	stmt_int(q, 1, resident);
	row_id panti = stmt_one_int(q, 0, e);
	int64_t amount = savings(db, panti, resident, e);
	q = stmt(db, "UPDATE resident_now SET savings = ?2 WHERE resident_id = ?1");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, amount);
	return stmt_run(q, e);
}

struct due { row_id panti; caldate today; };

static bool roll_over(struct db *db, void *ctx, struct err *e)
{
	struct due *due = ctx;
	for (;;) {
		row_id ids[256];
		int n = 0;
		struct stmt *q = stmt(db, "SELECT resident_id FROM resident_now WHERE panti_id = ?1 AND next_on IS NOT NULL AND next_on <= ?2 LIMIT 256");
		stmt_int(q, 1, due->panti);
		stmt_date(q, 2, due->today);
		while (stmt_row(q))
			ids[n++] = stmt_get_int(q, 0);
		if (!stmt_done(q, e))
			return false;
		if (!n)
			return true;
		for (int i = 0; i < n; i++)
			if (!derive_resident(db, ids[i], e))
				return false;
	}
}

bool derive_today(struct db *db, row_id panti, struct err *e)
{
	struct due due = { panti, panti_today(db, panti) };
	struct err late = { ERR_NONE, "" };
	if (!termination_due(db, NULL, &late) && late.kind != ERR_DATA) return err_set(e, late.kind, "%s", late.text); /* one that cannot end stays on the list of coming ends */
	struct stmt *q = stmt(db, "SELECT 1 FROM resident_now WHERE panti_id = ?1 AND next_on IS NOT NULL AND next_on <= ?2 LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_date(q, 2, due.today);
	if (!stmt_one_int(q, 0, e))
		return !(e && e->kind);
	return db_tx(db, roll_over, &due, e);
}
