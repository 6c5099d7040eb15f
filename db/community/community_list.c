/* The inbox of reports: rows by keyset, counts, work for Home. Every query starts from community_now and its scope. */
#include "db/community/community_part.h"
#include "db/office/panti.h"
#include "db/scope.h"
#include "src/base/buf.h"
#include "src/base/text.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define WORDS 4

/* What was typed, cut into folded words and, for the number, into its own letters and digits. */
struct typed { int count; char words[WORDS][64]; char number[32]; };

static void split(const char *text, struct typed *out)
{
	char key[256];
	size_t n = 0;
	memset(out, 0, sizeof *out);
	if (!text) return;
	text_search_prefix(text, key, sizeof key);
	for (char *at = key; *at && out->count < WORDS; out->count++) {
		size_t length = strcspn(at, " ");
		snprintf(out->words[out->count], sizeof out->words[0], "%.*s", (int)length, at);
		at += length + (at[length] == ' ');
	}
	for (; *text && n + 1 < sizeof out->number; text++)
		if (isalnum((unsigned char)*text) || *text == '-') out->number[n++] = (char)toupper((unsigned char)*text);
}

static bool given(const char *text) { return text && *text; }

/* Conditions of a filter; parameters 2 (state), 3 (channel), 4 (sector), 5 (number), 6 ... (words). */
static void where(struct buf *sql, const struct actor *who, const struct community_filter *f, const struct typed *typed)
{
	buf_puts(sql, community_scope(who));
	if (f->view == COMMUNITY_VIEW_OPEN) buf_puts(sql, " AND n.rank < 6");
	if (f->view == COMMUNITY_VIEW_STATE) buf_puts(sql, " AND n.state = ?2");
	if (given(f->channel)) buf_puts(sql, " AND r.channel = ?3");
	if (given(f->sector)) buf_puts(sql, " AND r.sector = ?4");
	if (!typed->count && !*typed->number) return;
	buf_puts(sql, " AND (r.number LIKE ?5");
	for (int i = 0; i < typed->count; i++)
		buf_printf(sql, "%s' ' || r.search_key LIKE ?%d", i ? " AND " : " OR (", 6 + i);
	if (typed->count && community_hides(who)) buf_puts(sql, " AND NOT " COMMUNITY_SEALED); /* a hidden child is never found by name */
	buf_puts(sql, typed->count ? "))" : ")");
}

static void bind(struct stmt *q, const struct actor *who, const struct community_filter *f, const struct typed *typed)
{
	char pattern[80];
	community_scope_bind(q, who);
	if (f->view == COMMUNITY_VIEW_STATE) stmt_text(q, 2, community_state_code(f->state));
	if (given(f->channel)) stmt_text(q, 3, f->channel);
	if (given(f->sector)) stmt_text(q, 4, f->sector);
	if (!typed->count && !*typed->number) return;
	snprintf(pattern, sizeof pattern, "%s%%", *typed->number ? typed->number : "-");
	stmt_text(q, 5, pattern);
	for (int i = 0; i < typed->count; i++) {
		snprintf(pattern, sizeof pattern, "%% %s%%", typed->words[i]);
		stmt_text(q, 6 + i, pattern);
	}
}

#define ROW_COLUMNS "n.report_id, n.rank, n.sort, r.number, r.name, r.sex, r.place, r.village, n.district, COALESCE((SELECT g.name FROM region g WHERE g.code = n.district), '')," \
	" r.work, r.sector, r.channel, r.age_seen, r.children, r.birth_date, r.received_on, r.seen_on, n.state_on, r.seen_hour, n.state, r.urgent, r.referral_id, r.company_id," \
	" COALESCE((SELECT f.number FROM referral f WHERE f.id = r.referral_id), ''), " COMMUNITY_SEALED
#define FROM " FROM community_now n CROSS JOIN community_report r WHERE r.id = n.report_id AND "

static void read_row(struct stmt *q, const struct actor *who, caldate today, struct arena *a, struct community_row *r)
{
	const char *name = arena_dup(a, stmt_get_text(q, 4));
	bool hidden = stmt_get_int(q, 25) && community_hides(who);
	*r = (struct community_row){ .id = stmt_get_int(q, 0), .number = arena_dup(a, stmt_get_text(q, 3)), .name = hidden ? scope_initials(name, a) : name, .sex = arena_dup(a, stmt_get_text(q, 5)),
		.place = arena_dup(a, stmt_get_text(q, 6)), .village = arena_dup(a, stmt_get_text(q, 7)), .district = arena_dup(a, stmt_get_text(q, 8)), .district_name = arena_dup(a, stmt_get_text(q, 9)),
		.work = arena_dup(a, stmt_get_text(q, 10)), .sector = arena_dup(a, stmt_get_text(q, 11)), .channel = arena_dup(a, stmt_get_text(q, 12)),
		.age_seen = stmt_is_null(q, 13) ? -1 : (int)stmt_get_int(q, 13), .children = (int)stmt_get_int(q, 14), .birth = stmt_get_date(q, 15), .received = stmt_get_date(q, 16),
		.seen_on = stmt_get_date(q, 17), .state_on = stmt_get_date(q, 18), .seen_hour = arena_dup(a, stmt_get_text(q, 19)), .state = community_state_from_code(stmt_get_text(q, 20)),
		.urgent = stmt_get_int(q, 21) != 0, .referral = stmt_get_int(q, 22), .company = stmt_get_int(q, 23), .referral_no = arena_dup(a, stmt_get_text(q, 24)) };
	r->key = (struct community_key){ stmt_get_int(q, 1), stmt_get_int(q, 2), r->id };
	if (hidden) r->birth = DATE_NONE;
	if (!community_state_final(r->state) && r->received != DATE_NONE && r->received < today) r->days = today - r->received;
}

int community_list(struct db *db, const struct actor *who, const struct community_filter *f, struct community_key from, bool backward, struct arena *a, struct community_row *out, int max, struct err *e)
{
	struct typed typed;
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return -1;
	split(f->text, &typed);
	caldate today = panti_today(db, who->panti);
	buf_puts(&sql, "SELECT " ROW_COLUMNS FROM);
	where(&sql, who, f, &typed);
	buf_puts(&sql, backward ? " AND (n.rank, n.sort, n.report_id) < (?12, ?13, ?14) ORDER BY n.rank DESC, n.sort DESC, n.report_id DESC LIMIT ?15"
	                        : " AND (n.rank, n.sort, n.report_id) > (?12, ?13, ?14) ORDER BY n.rank, n.sort, n.report_id LIMIT ?15");
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	stmt_int(q, 12, from.rank);
	stmt_int(q, 13, from.sort);
	stmt_int(q, 14, from.id);
	stmt_int(q, 15, max);
	int n = 0;
	while (n < max && stmt_row(q)) read_row(q, who, today, a, &out[n++]);
	return stmt_done(q, e) ? n : -1;
}

int64_t community_count(struct db *db, const struct actor *who, const struct community_filter *f, struct err *e)
{
	struct typed typed;
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return -1;
	split(f->text, &typed);
	bool joined = typed.count || *typed.number || given(f->channel) || given(f->sector);
	buf_puts(&sql, joined ? "SELECT count(*)" FROM : "SELECT count(*) FROM community_now n WHERE ");
	where(&sql, who, f, &typed);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	bind(q, who, f, &typed);
	return stmt_one_int(q, -1, e);
}

bool community_work(struct db *db, const struct actor *who, struct community_work *out, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	*out = (struct community_work){ 0, 0, 0 };
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return false;
	caldate today = panti_today(db, who->panti);
	buf_printf(&sql, "SELECT count(*), COALESCE(sum(CASE WHEN n.rank = 0 THEN 1 ELSE 0 END), 0), min(n.received_on) FROM community_now n WHERE %s AND n.rank < 6", community_scope(who));
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	community_scope_bind(q, who);
	if (stmt_row(q)) {
		caldate oldest = stmt_get_date(q, 2);
		out->open = (int)stmt_get_int(q, 0);
		out->urgent = (int)stmt_get_int(q, 1);
		out->longest = oldest == DATE_NONE || oldest > today ? 0 : today - oldest;
	}
	return stmt_done(q, e);
}
