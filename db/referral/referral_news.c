/* News of referrals: the events and messages behind a mark. Ids of this database rise, so a range of the key finds them. */
#include "db/referral/referral_news.h"
#include "db/inside.h"
#include "db/referral/referral_part.h"
#include <stdio.h>
#include <string.h>

/* The greatest id this database can give; others come from databases merged into it. */
static row_id last_id(const struct db *db) { return db->site << 39 | ((INT64_C(1) << 39) - 1); }

static row_id newest(struct db *db, bool message, struct err *e)
{
	struct stmt *q = message ? stmt(db, "SELECT COALESCE(max(id), ?1) FROM referral_message WHERE id >= ?1 AND id <= ?2") : stmt(db, "SELECT COALESCE(max(id), ?1) FROM referral_event WHERE id >= ?1 AND id <= ?2");
	stmt_int(q, 1, db->site << 39);
	stmt_int(q, 2, last_id(db));
	return stmt_one_int(q, db->site << 39, e);
}

bool referral_news_begin(struct db *db, struct referral_mark *mark, struct err *e)
{
	struct err own = { ERR_NONE, "" };
	mark->event = newest(db, false, &own);
	mark->message = newest(db, true, &own);
	return !own.kind || err_set(e, own.kind, "%s", own.text);
}

static void range(struct stmt *q, const struct db *db, row_id after, row_id user)
{
	stmt_int(q, 2, after);
	stmt_int(q, 3, last_id(db));
	stmt_int(q, 4, user);
}

/* One event: a letter that came, or a step of the other side. */
static void event(struct stmt *q, bool panti, struct referral_news *out)
{
	enum referral_move move = referral_move_from_code(stmt_get_text(q, 0));
	const char *state = stmt_get_text(q, 1);
	bool recorded = strcmp(stmt_get_text(q, 0), "catat") == 0;
	bool arrived = panti && (move == REFERRAL_KIRIM || (recorded && strcmp(state, "konsep") != 0)), step = panti ? move == REFERRAL_TARIK : !recorded && move != REFERRAL_KIRIM && move != REFERRAL_USUL;
	if (!arrived && !step) return;
	out->arrived += arrived;
	out->answered += step;
	if (!arrived && out->arrived) return; /* the letter is named, not the step */
	STR_SET(out->number, stmt_get_text(q, 2));
	if (arrived) STR_SET(out->from, *stmt_get_text(q, 3) ? stmt_get_text(q, 3) : stmt_get_text(q, 4));
	else STR_SET(out->from, referral_state_label(referral_state_from_code(state)));
}

static bool events(struct db *db, const struct actor *who, row_id after, struct referral_news *out, struct err *e)
{
	struct stmt *q = scope_stmt(db, who, "SELECT v.move, v.state, r.number, r.sender, COALESCE(g.name, '') FROM referral_event v CROSS JOIN referral_now n JOIN referral r ON r.id = n.referral_id LEFT JOIN region g ON g.code = r.district"
	                 " WHERE v.id > ?2 AND v.id <= ?3 AND v.recorded_by <> ?4 AND v.void_at IS NULL AND n.referral_id = v.referral_id AND %s ORDER BY v.id LIMIT 200", scope_rows(who));
	range(q, db, after, who->user);
	while (stmt_row(q)) event(q, who->panti != 0, out);
	return stmt_done(q, e);
}

static bool messages(struct db *db, const struct actor *who, row_id after, struct referral_news *out, struct err *e)
{
	struct stmt *q = scope_stmt(db, who, "SELECT r.number, m.user_shown FROM referral_message m CROSS JOIN referral_now n JOIN referral r ON r.id = n.referral_id WHERE m.id > ?2 AND m.id <= ?3 AND m.user_id <> ?4"
	                 " AND m.from_home = ?5 AND n.referral_id = m.referral_id AND %s%s ORDER BY m.id LIMIT 200", scope_rows(who), referral_messages_own(who));
	range(q, db, after, who->user);
	stmt_int(q, 5, who->panti == 0);
	while (stmt_row(q)) {
		out->messages++;
		if (out->arrived || out->answered) continue;
		STR_SET(out->number, stmt_get_text(q, 0));
		STR_SET(out->from, stmt_get_text(q, 1));
	}
	return stmt_done(q, e);
}

struct since { const struct actor *who; struct referral_mark *mark; struct referral_news *out; };

static bool since_read(struct db *db, void *ctx, struct err *e)
{
	const struct since *in = ctx;
	struct referral_mark now;
	memset(in->out, 0, sizeof *in->out);
	if (!referral_news_begin(db, &now, e)) return false;
	bool ok = (now.event <= in->mark->event || events(db, in->who, in->mark->event, in->out, e)) && (now.message <= in->mark->message || messages(db, in->who, in->mark->message, in->out, e));
	if (ok) *in->mark = now;
	return ok;
}

bool referral_news_since(struct db *db, const struct actor *who, struct referral_mark *mark, struct referral_news *out, struct err *e)
{
	struct since in = { who, mark, out };
	memset(out, 0, sizeof *out);
	return !may(who, RIGHT_REFERRAL_READ) || db_read(db, since_read, &in, e);
}
