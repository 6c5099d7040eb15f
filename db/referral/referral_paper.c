/* The note of papers of a referral, and its way into the child's checklist. */
#include "db/referral/referral_paper.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/child/papers.h"
#include "db/office/code.h"
#include "db/office/panti.h"
#include "db/referral/referral_part.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include <stdio.h>
#include <string.h>

static const struct field note_field = { "note", N_("Note"), FIELD_TEXT, REFERRAL_PAPER_NOTE, NULL, 0, NULL, NULL };

static bool in_scope(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_facts_now *f, struct err *e)
{
	if (!referral_facts_load(db, who, id, a, f, e)) return false;
	return !f->sealed || !scope_rows_hide(who) || db_may(who, RIGHT_SEALED_READ, e);
}

static bool noted(struct db *db, row_id referral, struct arena *a, struct referral_paper *list, int n, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT kind, state, note FROM referral_paper WHERE referral_id = ?1");
	stmt_int(q, 1, referral);
	while (stmt_row(q))
		for (int i = 0; i < n; i++)
			if (str_equal(list[i].kind, stmt_get_text(q, 0))) {
				list[i].state = arena_dup(a, stmt_get_text(q, 1));
				list[i].note = arena_dup(a, stmt_get_text(q, 2));
			}
	return stmt_done(q, e);
}

static int kinds(struct db *db, const struct actor *who, struct arena *a, struct referral_paper **out)
{
	int n = 0;
	const struct choice *known = code_choices_load(db, who, "document_kind", DATE_NONE, a);
	while (known[n].code) n++;
	*out = arena_array(a, struct referral_paper, n + 1);
	for (int i = 0; i < n; i++) (*out)[i] = (struct referral_paper){ known[i].code, known[i].label, "", "" };
	return n;
}

int referral_papers(struct db *db, const struct actor *who, row_id referral, struct arena *a, struct referral_paper **out, struct err *e)
{
	struct referral_facts_now f;
	if (!db_may(who, RIGHT_REFERRAL_READ, e) || !in_scope(db, who, referral, a, &f, e)) return -1;
	int n = kinds(db, who, a, out);
	return noted(db, referral, a, *out, n, e) ? n : -1;
}

bool referral_papers_may(const struct actor *who, enum referral_state state)
{
	if (who->panti) return may(who, RIGHT_REFERRAL_RECORD) && state != REFERRAL_KONSEP && state < REFERRAL_STATES && !referral_states[state].final;
	return may(who, RIGHT_REFERRAL_SEND) && (state == REFERRAL_KONSEP || state == REFERRAL_DIKIRIM);
}

struct save { const struct actor *who; row_id referral; const struct referral_paper *was, *in; int n; struct problems *p; };

static bool put(struct db *db, row_id referral, const char *kind, const char *state, const char *note, struct err *e)
{
	struct stmt *q = *state ? stmt(db, "INSERT INTO referral_paper (referral_id, kind, state, note) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (referral_id, kind) DO UPDATE SET state = excluded.state, note = excluded.note")
	                        : stmt(db, "DELETE FROM referral_paper WHERE referral_id = ?1 AND kind = ?2");
	stmt_int(q, 1, referral);
	stmt_text(q, 2, kind);
	if (*state) {
		stmt_text(q, 3, state);
		stmt_text(q, 4, note);
	}
	return stmt_run(q, e);
}

struct change { const struct referral_paper *old; const char *state, *note; };

/* One kind: refused (false), unchanged (old NULL), or what is to be written. */
static bool look(const struct save *s, struct arena *a, const struct referral_paper *old, const struct referral_paper *was, const struct referral_paper *in, caldate today, struct change *out, struct err *e)
{
	char note[REFERRAL_PAPER_NOTE * 4 + 1];
	*out = (struct change){ NULL, NULL, NULL };
	if (*in->state && !code_find("document_state", in->state)) return problem_hard(s->p, "state", _("Choose the state of the paper from the list.")), case_refused(e);
	if (!field_canon(&note_field, in->note ? in->note : "", today, NULL, note, sizeof note, s->p)) return case_refused(e);
	if (!*in->state) *note = '\0';
	if (str_equal(old->state, in->state) && str_equal(old->note, note)) return true;
	if (!str_equal(old->state, was->state) || !str_equal(old->note, was->note ? was->note : "")) return err_set(e, ERR_CONFLICT, _("Somebody changed the paper %s meanwhile. Look at it again, then save."), old->label);
	*out = (struct change){ old, in->state, arena_dup(a, note) };
	return true;
}

static bool write(struct db *db, const struct save *s, row_id person, const struct change *c, struct err *e)
{
	int changed = 0;
	for (int i = 0; i < s->n; i++) changed += c[i].old != NULL;
	if (!changed) return true;
	audit_begin(db, s->who, "referral.papers", "referral", s->referral, person);
	bool ok = true;
	for (int i = 0; ok && i < s->n; i++) {
		if (!c[i].old) continue;
		ok = put(db, s->referral, c[i].old->kind, c[i].state, c[i].note, e);
		audit_value(db, c[i].old->kind, c[i].old->state, c[i].state);
		audit_value(db, "note", c[i].old->note, c[i].note);
	}
	db_news(db);
	return audit_end(db, e) && ok;
}

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	const struct save *s = ctx;
	struct referral_facts_now f;
	struct referral_paper *now;
	problems_clear(s->p);
	if (!db_may(s->who, s->who->panti ? RIGHT_REFERRAL_RECORD : RIGHT_REFERRAL_SEND, e)) return false;
	struct arena *a = arena_new();
	struct change *changes = arena_array(a, struct change, s->n + 1);
	bool ok = in_scope(db, s->who, s->referral, a, &f, e);
	if (ok && !referral_papers_may(s->who, f.state)) {
		problem_hard(s->p, "state", s->who->panti ? _("This referral is %s: its papers are on the child's card now.") : _("This referral is %s: the home notes its papers now."), referral_state_label(f.state));
		ok = case_refused(e);
	}
	int n = ok ? kinds(db, s->who, a, &now) : 0;
	ok = ok && noted(db, s->referral, a, now, n, e);
	caldate today = panti_today(db, s->who->panti);
	for (int i = 0; ok && i < s->n; i++) {
		const struct referral_paper *old = NULL;
		for (int k = 0; k < n; k++)
			if (str_equal(now[k].kind, s->in[i].kind)) old = &now[k];
		ok = old ? look(s, a, old, &s->was[i], &s->in[i], today, &changes[i], e) : (problem_hard(s->p, "kind", _("Choose the paper from the list.")), case_refused(e));
	}
	ok = ok && write(db, s, f.person, changes, e);
	arena_free(a);
	return ok;
}

bool referral_papers_save(struct db *db, const struct actor *who, row_id referral, const struct referral_paper *was, const struct referral_paper *in, int n, struct problems *p, struct err *e)
{
	struct problems mine;
	struct save s = { who, referral, was, in, n, p ? p : &mine };
	return db_tx(db, save_tx, &s, e);
}

bool referral_papers_take(struct db *db, const struct actor *who, row_id referral, row_id panti, row_id person, struct err *e)
{
	enum { MOST = 40 };
	struct { char kind[40], state[24], note[REFERRAL_PAPER_NOTE * 4 + 1]; } rows[MOST];
	int n = 0;
	MUST(db_in_tx(db));
	struct stmt *q = stmt(db, "SELECT p.kind, p.state, p.note FROM referral_paper p WHERE p.referral_id = ?1 AND NOT EXISTS (SELECT 1 FROM document d WHERE d.person_id = ?2 AND d.kind = p.kind)");
	stmt_int(q, 1, referral);
	stmt_int(q, 2, person);
	while (n < MOST && stmt_row(q)) {
		STR_SET(rows[n].kind, stmt_get_text(q, 0));
		STR_SET(rows[n].state, stmt_get_text(q, 1));
		STR_SET(rows[n].note, stmt_get_text(q, 2));
		n++;
	}
	if (!stmt_done(q, e)) return false;
	for (int i = 0; i < n; i++)
		if (!paper_put(db, who, panti, person, rows[i].kind, rows[i].state, "", rows[i].note, DATE_NONE, e)) return false;
	return true;
}
