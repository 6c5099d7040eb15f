#include "db/referral/referral_sent.h"
#include "db/case.h"
#include "db/child/person.h"
#include "db/referral/referral_part.h"
#include "db/write.h"
#include "src/base/date.h"
#include "src/base/text.h"
#include "src/rules/duplicate.h"
#include <string.h>

#define TWINS_LOOKED_AT 5000 /* of a district: those still open and the newest closed ones */

struct sending { const struct actor *who; const row_id *ids; int n; row_id home; struct problems *p; };

static bool send_tx(struct db *db, void *ctx, struct err *e)
{
	const struct sending *s = ctx;
	struct arena *a = arena_new();
	bool ok = true;
	problems_clear(s->p);
	for (int i = 0; ok && i < s->n; i++) {
		struct referral_facts_now f;
		struct person child;
		struct problems one;
		struct err own = { ERR_NONE, "" };
		problems_clear(&one);
		ok = referral_facts_load(db, s->who, s->ids[i], a, &f, e) && person_load(db, f.person, a, &child, e);
		if (!ok) break;
		const bool chosen = !f.panti && s->home;
		const struct referral_input to = { .panti = s->home };
		bool sent = (!chosen || referral_edit(db, s->who, f.id, f.version, &to, &one, &own)) && referral_move(db, s->who, f.id, f.version + chosen, REFERRAL_KIRIM, DATE_NONE, "", "", &one, &own);
		write_problems(s->p, &one, child.v[PERSON_NAME], s->n > 1);
		if (!sent && !one.hard) ok = err_set(e, own.kind, "%s", own.text);
	}
	arena_free(a);
	return ok && (!s->p->hard || case_refused(e));
}

bool referral_send_all(struct db *db, const struct actor *who, const row_id *ids, int n, row_id home, struct problems *p, struct err *e)
{
	struct problems own;
	struct sending s = { who, ids, n, home, p ? p : &own };
	return db_may(who, RIGHT_REFERRAL_SEND, e) && db_tx(db, send_tx, &s, e);
}

bool referral_dispatches(struct db *db, const struct actor *who, const row_id *ids, int n, struct referral_dispatch *out, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	buf_printf(&sql, "SELECT r.panti_id, (SELECT min(v.on_date) FROM referral_event v WHERE v.referral_id = r.id AND v.state = 'dikirim' AND v.void_at IS NULL)"
	                 " FROM referral r JOIN referral_now n ON n.referral_id = r.id WHERE %s AND r.id = ?2", scope_rows(who));
	for (int i = 0; i < n; i++) {
		out[i] = (struct referral_dispatch){ 0, DATE_NONE };
		struct stmt *q = stmt_built(db, buf_text(&sql));
		scope_rows_bind(q, who);
		stmt_int(q, 2, ids[i]);
		if (stmt_row(q)) out[i] = (struct referral_dispatch){ stmt_get_int(q, 0), stmt_get_date(q, 1) };
		if (!stmt_done(q, e)) return buf_free(&sql), false;
	}
	buf_free(&sql);
	return true;
}

bool referral_previous(struct db *db, const struct actor *who, struct arena *a, struct referral_input *out, struct err *e)
{
	struct referral_facts_now f;
	struct person child;
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return false;
	struct stmt *q = scope_stmt(db, who, "SELECT r.id FROM referral r CROSS JOIN referral_now n WHERE r.recorded_by = ?2 AND n.referral_id = r.id AND %s ORDER BY r.id DESC LIMIT 1", scope_rows(who));
	stmt_int(q, 2, who->user);
	row_id id = stmt_one_int(q, 0, e);
	if (!id || !referral_facts_load(db, who, id, a, &f, e) || (f.sealed && scope_rows_hide(who)) || !person_load(db, f.person, a, &child, e)) return false;
	memcpy(out->v, f.v, sizeof out->v);
	for (int i = 0; i < PERSON_FIELDS; i++) out->child[i] = child.v[i];
	out->panti = f.panti;
	return true;
}

/* Keeps the best `max`, best first. */
static int offer(struct referral_twin *out, int n, int max, const struct referral_twin *t)
{
	int at = n;
	while (at > 0 && out[at - 1].score < t->score) at--;
	if (at >= max) return n;
	int last = n < max ? n++ : max - 1;
	for (int i = last; i > at; i--) out[i] = out[i - 1];
	out[at] = *t;
	return n;
}

int referral_twins(struct db *db, const struct actor *who, const char *const v[PERSON_FIELDS], row_id except, struct arena *a, struct referral_twin *out, int max, struct err *e)
{
	char key[512], mother[512], other_mother[512], other_key[512], precision;
	int n = 0;
	if (!db_may(who, RIGHT_REFERRAL_READ, e)) return -1;
	if (who->panti || !*who->district || max < 1) return 0;
	text_search_key(v[PERSON_NAME] ? v[PERSON_NAME] : "", key, sizeof key);
	text_search_key(v[PERSON_MOTHER] ? v[PERSON_MOTHER] : "", mother, sizeof mother);
	caldate birth = person_birth(v, &precision);
	struct duplicate_facts facts = { key, mother, v[PERSON_NIK] ? v[PERSON_NIK] : "", v[PERSON_SEX] ? v[PERSON_SEX] : "", birth, precision };
	struct stmt *q = stmt(db, "SELECT n.referral_id, r.number, p.name, p.mother, p.nik, p.sex, p.birth_date, p.birth_precision, p.search_key, n.state, p.id FROM referral_now n CROSS JOIN referral r CROSS JOIN person p"
	                          " WHERE n.district = ?1 AND r.id = n.referral_id AND p.id = r.person_id ORDER BY n.rank, n.sort, n.referral_id LIMIT ?2");
	stmt_text(q, 1, who->district);
	stmt_int(q, 2, TWINS_LOOKED_AT);
	while (stmt_row(q)) {
		if (except && stmt_get_int(q, 10) == except) continue;
		char nik[24], sex[4];
		int score = 0;
		text_search_key(stmt_get_text(q, 3), other_mother, sizeof other_mother);
		STR_SET(other_key, stmt_get_text(q, 8));
		STR_SET(nik, stmt_get_text(q, 4));
		STR_SET(sex, stmt_get_text(q, 5));
		const char *p = stmt_get_text(q, 7);
		struct duplicate_facts other = { other_key, other_mother, nik, sex, stmt_get_date(q, 6), *p ? *p : 'd' };
		enum duplicate d = duplicate_judge(&facts, &other, &score);
		if (d == DUPLICATE_NO) continue;
		struct referral_twin t = { stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)), other.birth,
			referral_state_from_code(stmt_get_text(q, 9)), score, d == DUPLICATE_SAME };
		n = offer(out, n, max, &t);
	}
	return stmt_done(q, e) ? n : -1;
}
