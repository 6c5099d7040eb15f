/* The inbox: rows by keyset in the order of the inbox, counts, work for Home. Every query starts from referral_now and its scope. */
#include "db/case.h"
#include "db/office/panti.h"
#include "db/child/person.h"
#include "db/referral/referral_part.h"
#include "db/child/person_merge.h"
#include "db/typed.h"
#include "src/base/buf.h"
#include "src/base/clock.h"

#define SEALED PERSON_SEALED("r.panti_id", "r.person_id")

/* Conditions of a filter; parameters 2 (state), 3 (district), 4 ... (what was typed). */
static void where(struct buf *sql, const struct actor *who, const struct referral_filter *f, const struct typed *typed)
{
	buf_puts(sql, scope_rows(who));
	if (f->view == REFERRAL_VIEW_WAITING) {
		buf_puts(sql, " AND n.rank < 2 AND n.state IN (");
		referral_clock_states(sql);
		buf_puts(sql, ", 'disetujui')");
	}
	if (f->view == REFERRAL_VIEW_OPEN) buf_puts(sql, " AND n.rank < 6");
	if (f->view == REFERRAL_VIEW_STATE) buf_puts(sql, " AND n.state = ?2");
	if (f->view == REFERRAL_VIEW_ASKED)
		buf_printf(sql, " AND n.rank < 6 AND (SELECT m.from_home FROM referral_message m WHERE m.referral_id = n.referral_id%s ORDER BY m.id DESC LIMIT 1) = %d", who->panti ? " AND m.panti_id = n.panti_id" : "", who->panti == 0);
	if (f->district && *f->district) buf_puts(sql, who->panti ? " AND n.district = ?3" : " AND +n.district = ?3");
	typed_where(sql, typed, "r.number", "p.search_key", scope_rows_hide(who) ? "NOT " SEALED : NULL); /* a hidden child is never found by name */
}

static void bind(struct stmt *q, const struct actor *who, const struct referral_filter *f, const struct typed *typed)
{
	scope_rows_bind(q, who);
	if (f->view == REFERRAL_VIEW_STATE) stmt_text(q, 2, f->state < REFERRAL_STATES ? referral_states[f->state].code : "");
	if (f->district && *f->district) stmt_text(q, 3, f->district);
	typed_bind(q, typed);
}

#define ROW_COLUMNS "n.referral_id, n.rank, n.sort, r.number, p.name, p.sex, p.birth_date, n.district, r.sender, r.reason, r.letter_no, n.since_on, n.state_on," \
	" n.state, n.urgent, n.resident_id, COALESCE((SELECT g.name FROM region g WHERE g.code = n.district), ''), COALESCE((SELECT h.name FROM panti h WHERE h.id = r.panti_id), '')," \
	" CASE WHEN r.letter_no = '' THEN 0 ELSE (SELECT count(*) FROM referral m JOIN referral_now k ON k.referral_id = m.id WHERE m.letter_no <> '' AND m.district = r.district" \
	" AND m.letter_no = r.letter_no AND COALESCE(m.letter_date, '') = COALESCE(r.letter_date, '') AND m.id <> r.id AND (k.panti_id = n.panti_id OR "
#define ROW_FROM " = 0)) END, " SEALED ", r.panti_id FROM referral_now n CROSS JOIN referral r CROSS JOIN person p WHERE r.id = n.referral_id AND p.id = r.person_id AND "

/* The words about a sealed child stay closed as its name does. */
static void read_row(struct stmt *q, const struct actor *who, struct arena *a, struct referral_row *r)
{
	const bool hidden = stmt_get_int(q, 19) && scope_rows_hide(who);
	const char *name = arena_dup(a, stmt_get_text(q, 4));
	*r = (struct referral_row){ .id = stmt_get_int(q, 0), .number = arena_dup(a, stmt_get_text(q, 3)), .name = hidden ? scope_initials(name, a) : name,
		.sex = arena_dup(a, stmt_get_text(q, 5)), .birth = hidden ? DATE_NONE : stmt_get_date(q, 6), .district = arena_dup(a, stmt_get_text(q, 7)),
		.sender = arena_dup(a, stmt_get_text(q, 8)), .reason = hidden ? "" : arena_dup(a, stmt_get_text(q, 9)), .letter_no = arena_dup(a, stmt_get_text(q, 10)),
		.since = stmt_get_date(q, 11), .state_on = stmt_get_date(q, 12), .state = referral_state_from_code(stmt_get_text(q, 13)),
		.urgent = stmt_get_int(q, 14) != 0, .resident = stmt_get_int(q, 15), .district_name = arena_dup(a, stmt_get_text(q, 16)),
		.panti = arena_dup(a, stmt_get_text(q, 17)), .mates = (int)stmt_get_int(q, 18), .home = stmt_get_int(q, 20) };
	r->key = (struct referral_key){ stmt_get_int(q, 1), stmt_get_int(q, 2), r->id };
}

/* Waiting days of the rows of one page: one look at the holidays, one at the clocks of each panti. */
static void waits(struct db *db, const struct actor *who, struct arena *a, struct referral_row *rows, int n)
{
	caldate today = panti_today(db, who->panti), from = today, *holidays = NULL;
	struct referral_clocks clocks = REFERRAL_CLOCKS;
	row_id of = 0;
	for (int i = 0; i < n; i++)
		if (referral_states[rows[i].state].setting && rows[i].since != DATE_NONE && rows[i].since < from) from = rows[i].since;
	size_t count = from < today ? holiday_dates(db, from, today, a, &holidays) : 0;
	for (int i = 0; i < n; i++) {
		if (rows[i].home != of) clocks = referral_clocks_of(db, of = rows[i].home);
		rows[i].wait = referral_waiting(rows[i].state, rows[i].since, rows[i].state_on, today, clocks, holidays, count);
	}
}

int referral_list(struct db *db, const struct actor *who, const struct referral_filter *f, struct referral_key from, bool backward, struct arena *a, struct referral_row *out, int max, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 4, true);
	buf_puts(&sql, "SELECT " ROW_COLUMNS);
	buf_puts(&sql, who->panti ? "1" : "0");
	buf_puts(&sql, ROW_FROM);
	where(&sql, who, f, &typed);
	buf_puts(&sql, backward ? " AND (n.rank, n.sort, n.referral_id) < (?10, ?11, ?12) ORDER BY n.rank DESC, n.sort DESC, n.referral_id DESC LIMIT ?13"
	                        : " AND (n.rank, n.sort, n.referral_id) > (?10, ?11, ?12) ORDER BY n.rank, n.sort, n.referral_id LIMIT ?13");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	stmt_int(q, 10, from.rank);
	stmt_int(q, 11, from.sort);
	stmt_int(q, 12, from.id);
	stmt_int(q, 13, max);
	int n = 0;
	while (n < max && stmt_row(q)) read_row(q, who, a, &out[n++]);
	if (!stmt_done(q, e)) return -1;
	waits(db, who, a, out, n);
	return n;
}

bool referral_row_in(struct db *db, const struct actor *who, const struct referral_filter *f, row_id id, struct arena *a, struct referral_row *out, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	const struct typed typed = typed_split(f->text, 4, true);
	buf_puts(&sql, "SELECT " ROW_COLUMNS);
	buf_puts(&sql, who->panti ? "1" : "0");
	buf_puts(&sql, ROW_FROM);
	where(&sql, who, f, &typed);
	buf_puts(&sql, " AND n.referral_id = ?10");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	stmt_int(q, 10, id);
	bool there = stmt_row(q);
	if (there) read_row(q, who, a, out);
	if (!stmt_done(q, e) || !there) return false;
	waits(db, who, a, out, 1);
	return true;
}

int64_t referral_count(struct db *db, const struct actor *who, const struct referral_filter *f, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	const struct typed typed = typed_split(f->text, 4, true);
	buf_puts(&sql, "SELECT count(*) FROM referral_now n ");
	if (typed.any) buf_puts(&sql, "CROSS JOIN referral r CROSS JOIN person p WHERE r.id = n.referral_id AND p.id = r.person_id AND ");
	else buf_puts(&sql, "WHERE ");
	where(&sql, who, f, &typed);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	return stmt_one_int(q, -1, e);
}

/* First day whose clock has not run out today: the answer is due at the end of working day number `days`. */
static caldate clock_edge(struct db *db, int days, caldate today)
{
	struct arena *a = arena_new();
	caldate *holidays, day = today;
	size_t count = holiday_dates(db, today - 400, today, a, &holidays);
	while (day > today - 400 && date_working_days(day, today, holidays, count) <= days) day--;
	arena_free(a);
	return day + 1;
}

/* Counts one state of what waits in a panti: how many, the oldest letter, how many began before the edge of their clock. */
static bool work_state(struct db *db, const struct actor *who, row_id panti, enum referral_state state, caldate edge, int *count, caldate *oldest, int *over, struct err *e)
{
	const bool letter = referral_clock_from_letter(state);
	struct stmt *q = scope_stmt(db, who, "SELECT count(*), min(n.since_on), COALESCE(sum(CASE WHEN n.%s < ?2 THEN 1 ELSE 0 END), 0) FROM referral_now n WHERE %s AND n.state = ?3 AND %sn.panti_id = ?4",
	           letter ? "since_on" : "state_on", scope_rows(who), who->panti ? "" : "+");
	stmt_date(q, 2, edge);
	stmt_text(q, 3, referral_states[state].code);
	stmt_int(q, 4, panti);
	if (stmt_row(q)) {
		*count = (int)stmt_get_int(q, 0);
		*oldest = stmt_get_date(q, 1);
		*over = (int)stmt_get_int(q, 2);
	}
	return stmt_done(q, e);
}

/* The panti's own people: one; a district officer: every panti, each with its own clocks. */
static int pantis(struct db *db, const struct actor *who, row_id *out, int max, struct err *e)
{
	int n = 0;
	if (who->panti) return out[0] = who->panti, 1;
	struct stmt *q = stmt(db, "SELECT id FROM panti ORDER BY id LIMIT ?1");
	stmt_int(q, 1, max);
	while (n < max && stmt_row(q)) out[n++] = stmt_get_int(q, 0);
	return stmt_done(q, e) ? n : -1;
}

bool referral_work(struct db *db, const struct actor *who, struct referral_work *out, struct err *e)
{
	row_id homes[64];
	*out = (struct referral_work){ .waiting = 0 };
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	int n = pantis(db, who, homes, COUNT(homes), e);
	for (int h = 0; h < n; h++) {
		caldate today = panti_today(db, homes[h]);
		struct referral_clocks clocks = referral_clocks_of(db, homes[h]);
		for (int s = 0; s < REFERRAL_STATES; s++) {
			int count = 0, over = 0, days = referral_clock_days((enum referral_state)s, clocks);
			caldate oldest = DATE_NONE;
			if (!days) continue;
			if (!work_state(db, who, homes[h], (enum referral_state)s, clock_edge(db, days, today), &count, &oldest, &over, e)) return false;
			if (!referral_states[s].clock) { /* answered: the admission is owed */
				out->approved += count;
				out->late += over;
				continue;
			}
			out->waiting += count;
			out->over += over;
			if (oldest != DATE_NONE && oldest < today && today - oldest > out->longest) out->longest = today - oldest;
		}
	}
	return n >= 0;
}
