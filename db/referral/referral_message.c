/* Messages of a referral: reading, writing, what is still unread. Every query joins referral_now for the scope. */
#include "db/referral/referral_message.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/panti.h"
#include "db/referral/referral_part.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include <string.h>

const struct field referral_message_field = { "body", N_("Message"), FIELD_NOTE, REFERRAL_MESSAGE_MAX, NULL, FIELD_REQUIRED, NULL, N_("The other side sees it at once.") };

const char *referral_messages_own(const struct actor *who)
{
	if (!who->panti) return "";
	return scope_rows_hide(who) ? " AND m.panti_id = ?1 AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.id = m.referral_id AND " PERSON_SEALED("r.panti_id", "r.person_id") ")"
	                           : " AND m.panti_id = ?1";
}

struct talk_of { const struct actor *who; row_id id; struct arena *a; struct referral_message **out; int count; };

static bool in_scope(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_facts_now *f, struct err *e)
{
	if (!referral_facts_load(db, who, id, a, f, e)) return false;
	return !f->sealed || !scope_rows_hide(who) || db_may(who, RIGHT_SEALED_READ, e);
}

static row_id seen_up_to(struct db *db, const struct actor *who, row_id referral)
{
	struct stmt *q = stmt(db, "SELECT message_id FROM referral_seen WHERE user_id = ?1 AND referral_id = ?2");
	stmt_int(q, 1, who->user);
	stmt_int(q, 2, referral);
	return stmt_one_int(q, 0, NULL);
}

static bool read_tx(struct db *db, void *ctx, struct err *e)
{
	struct talk_of *in = ctx;
	struct referral_facts_now f;
	if (!in_scope(db, in->who, in->id, in->a, &f, e)) return false;
	row_id seen = seen_up_to(db, in->who, in->id);
	struct stmt *n = stmt(db, "SELECT count(*) FROM referral_message WHERE referral_id = ?1");
	stmt_int(n, 1, in->id);
	int64_t most = stmt_one_int(n, -1, e);
	if (most < 0) return false;
	*in->out = arena_array(in->a, struct referral_message, most + 1);
	struct stmt *q = scope_stmt(db, in->who, "SELECT m.id, m.from_home, m.body, m.user_shown, m.at FROM referral_now n JOIN referral_message m ON m.referral_id = n.referral_id WHERE %s AND n.referral_id = ?2%s ORDER BY m.id",
	           scope_rows(in->who), referral_messages_own(in->who));
	stmt_int(q, 2, in->id);
	while (in->count < most && stmt_row(q)) {
		struct referral_message m = { .id = stmt_get_int(q, 0), .from_home = stmt_get_int(q, 1) != 0, .body = arena_dup(in->a, stmt_get_text(q, 2)), .by = arena_dup(in->a, stmt_get_text(q, 3)), .at = stmt_get_int(q, 4) };
		m.unread = in->who->user && m.from_home != (in->who->panti != 0) && m.id > seen;
		(*in->out)[in->count++] = m;
	}
	return stmt_done(q, e);
}

int referral_messages(struct db *db, const struct actor *who, row_id referral, struct arena *a, struct referral_message **out, struct err *e)
{
	struct talk_of in = { .who = who, .id = referral, .a = a, .out = out };
	*out = NULL;
	return db_may(who, RIGHT_REFERRAL_READ, e) && db_read(db, read_tx, &in, e) ? in.count : -1;
}

struct send { const struct actor *who; row_id referral; const char *body, *idem; row_id *out; struct problems *p; };

static bool put(struct db *db, const struct send *s, const struct referral_facts_now *f, const char *body, struct err *e)
{
	*s->out = db_new_id(db, "referral_message");
	struct stmt *q = stmt(db, "INSERT INTO referral_message (id, panti_id, referral_id, from_home, body, at, user_id, user_shown) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	stmt_int(q, 1, *s->out);
	stmt_int(q, 2, f->panti);
	stmt_int(q, 3, s->referral);
	stmt_int(q, 4, s->who->panti != 0);
	stmt_text(q, 5, body);
	stmt_int(q, 6, clock_now());
	stmt_int(q, 7, s->who->user);
	stmt_text(q, 8, s->who->shown);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, s->who, "referral.message", "referral", s->referral, f->person);
	audit_value(db, "message", "", body);
	db_idem_keep(db, s->idem, *s->out);
	db_news(db);
	return audit_end(db, e);
}

/* A letter that never left the desk, or was withdrawn from it, has no home that could read a message. */
static bool has_home(struct db *db, row_id referral)
{
	struct stmt *q = stmt(db, "SELECT panti_id FROM referral_now WHERE referral_id = ?1");
	stmt_int(q, 1, referral);
	return stmt_one_int(q, 0, NULL) != 0;
}

static bool send_tx(struct db *db, void *ctx, struct err *e)
{
	const struct send *s = ctx;
	struct referral_facts_now f;
	char body[REFERRAL_MESSAGE_MAX * 4 + 1];
	problems_clear(s->p);
	if (s->idem && db_idem_seen(db, s->idem, s->out)) return true;
	if (!db_may(s->who, RIGHT_REFERRAL_MESSAGE, e)) return false;
	struct arena *a = arena_new();
	bool ok = in_scope(db, s->who, s->referral, a, &f, e);
	if (ok) {
		if (!has_home(db, s->referral)) problem_hard(s->p, "body", _("Send the referral first: a message goes to the home that received it."));
		field_canon(&referral_message_field, s->body, panti_today(db, s->who->panti), NULL, body, sizeof body, s->p);
		const char *text = body;
		field_check_empty(&referral_message_field, 1, &text, s->p);
		ok = s->p->hard ? case_refused(e) : put(db, s, &f, body, e);
	}
	arena_free(a);
	return ok;
}

bool referral_message_send(struct db *db, const struct actor *who, row_id referral, const char *body, const char *idem, row_id *out, struct problems *p, struct err *e)
{
	struct problems mine;
	row_id id;
	struct send s = { who, referral, body ? body : "", idem, out ? out : &id, p ? p : &mine };
	return db_tx(db, send_tx, &s, e);
}

static bool seen_tx(struct db *db, void *ctx, struct err *e)
{
	const struct talk_of *in = ctx;
	struct referral_facts_now f;
	if (!in_scope(db, in->who, in->id, in->a, &f, e)) return false;
	struct stmt *last = stmt(db, "SELECT COALESCE(max(id), 0) FROM referral_message WHERE referral_id = ?1");
	stmt_int(last, 1, in->id);
	row_id newest = stmt_one_int(last, 0, e);
	if (!newest) return true;
	struct stmt *q = stmt(db, "INSERT INTO referral_seen (user_id, referral_id, message_id) VALUES (?1, ?2, ?3)"
	                          " ON CONFLICT (user_id, referral_id) DO UPDATE SET message_id = excluded.message_id WHERE referral_seen.message_id < excluded.message_id");
	stmt_int(q, 1, in->who->user);
	stmt_int(q, 2, in->id);
	stmt_int(q, 3, newest);
	return stmt_run(q, e);
}

bool referral_message_seen(struct db *db, const struct actor *who, row_id referral, struct err *e)
{
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	if (!who->user) return true;
	struct talk_of in = { .who = who, .id = referral, .a = arena_new() };
	bool ok = referral_message_unread(db, who, referral, e) == 0 || db_tx(db, seen_tx, &in, e); /* nothing new: no write for looking */
	arena_free(in.a);
	return ok;
}

int64_t referral_message_unread(struct db *db, const struct actor *who, row_id referral, struct err *e)
{
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	if (!who->user) return 0;
	struct stmt *q = scope_stmt(db, who, "SELECT count(*) FROM referral_message m CROSS JOIN referral_now n WHERE n.referral_id = m.referral_id AND %s AND m.from_home = ?2%s%s"
	                 " AND NOT EXISTS (SELECT 1 FROM referral_seen s WHERE s.user_id = ?3 AND s.referral_id = m.referral_id AND s.message_id >= m.id)",
	           scope_rows(who), referral_messages_own(who), referral ? " AND m.referral_id = ?4" : "");
	stmt_int(q, 2, who->panti == 0);
	stmt_int(q, 3, who->user);
	if (referral) stmt_int(q, 4, referral);
	return stmt_one_int(q, -1, e);
}

int64_t referral_message_waiting(struct db *db, const struct actor *who, struct err *e)
{
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	struct stmt *q = scope_stmt(db, who, "SELECT count(*) FROM referral_now n WHERE %s AND n.rank < 6 AND (SELECT m.from_home FROM referral_message m WHERE m.referral_id = n.referral_id%s ORDER BY m.id DESC LIMIT 1) = ?2",
	           scope_rows(who), referral_messages_own(who));
	stmt_int(q, 2, who->panti == 0);
	return stmt_one_int(q, -1, e);
}

static bool talk(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_talk *out, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	*out = (struct referral_talk){ 0, 0, false, "" };
	buf_printf(&sql, "SELECT count(*), COALESCE(sum(CASE WHEN m.from_home = ?3 AND m.id > ?4 THEN 1 ELSE 0 END), 0), COALESCE(max(m.id), 0)"
	                 " FROM referral_now n JOIN referral_message m ON m.referral_id = n.referral_id WHERE %s AND n.referral_id = ?2%s", scope_rows(who), referral_messages_own(who));
	row_id seen = who->user ? seen_up_to(db, who, id) : INT64_MAX, last = 0;
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	scope_rows_bind(q, who);
	stmt_int(q, 2, id);
	stmt_int(q, 3, who->panti == 0);
	stmt_int(q, 4, seen);
	if (stmt_row(q)) {
		out->count = (int)stmt_get_int(q, 0);
		out->unread = (int)stmt_get_int(q, 1);
		last = stmt_get_int(q, 2);
	}
	if (!stmt_done(q, e)) return false;
	if (!last) return true;
	q = stmt(db, "SELECT from_home, body FROM referral_message WHERE id = ?1");
	stmt_int(q, 1, last);
	if (stmt_row(q)) {
		out->theirs = (stmt_get_int(q, 0) != 0) != (who->panti != 0);
		out->last = arena_dup(a, stmt_get_text(q, 1));
	}
	return stmt_done(q, e);
}

bool referral_talks(struct db *db, const struct actor *who, const row_id *ids, int n, struct arena *a, struct referral_talk *out, struct err *e)
{
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	for (int i = 0; i < n; i++)
		if (!talk(db, who, ids[i], a, &out[i], e)) return false;
	return true;
}
