/* The reply letter: which answer it gives, and its number. */
#include "db/case.h"
#include "db/office/panti.h"
#include "db/referral/referral_part.h"
#include "src/base/i18n.h"
#include <string.h>

/* The last event that answered the letter. */
static const struct referral_event *answer(const struct referral_card *c)
{
	const struct referral_event *found = NULL;
	for (size_t i = 0; i < c->event_count; i++) {
		enum referral_state s = c->events[i].state;
		if (s == REFERRAL_DISETUJUI || s == REFERRAL_DAFTAR_TUNGGU || s == REFERRAL_DITOLAK) found = &c->events[i];
	}
	return found;
}

/* The letter of this answer. The first one stands under the referral, one of a later answer under its event. */
static bool find(struct db *db, const struct actor *who, const struct referral_card *c, const struct referral_event *v, struct letter *out, const char **kind, row_id *record, struct err *e)
{
	struct actor home = *who; /* the letter is the panti's, whoever looks at it */
	home.panti = c->panti;
	*kind = "referral_event";
	*record = v->id;
	if (!letter_find(db, &home, LETTER_REPLY, *kind, *record, out, e) || out->id) return !e || !e->kind;
	if (!letter_find(db, &home, LETTER_REPLY, "referral", c->id, out, e)) return false;
	if (out->id && out->on < v->on) {
		*out = (struct letter){ 0, "", DATE_NONE, 0 }; /* that one gave an earlier answer */
		return true;
	}
	*kind = "referral";
	*record = c->id;
	return true;
}

static bool answered(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_reply *out, const struct referral_event **v, struct problems *p, struct err *e)
{
	memset(out, 0, sizeof *out);
	problems_clear(p);
	if (!referral_load(db, who, id, false, a, &out->card, e)) return false;
	*v = answer(&out->card);
	if (*v) return true;
	problem_hard(p, "state", _("There is no answer yet. The head first approves, refuses or puts the child on the waiting list."));
	return case_refused(e);
}

bool referral_reply_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct referral_reply *out, struct problems *p, struct err *e)
{
	const struct referral_event *v;
	const char *kind;
	row_id record;
	if (!answered(db, who, id, a, out, &v, p, e)) return false;
	out->answer = v->state;
	out->event = v->id;
	out->refusal = v->state == REFERRAL_DITOLAK ? v->reason : "";
	out->words = v->state == REFERRAL_DITOLAK ? v->note : v->state == REFERRAL_DAFTAR_TUNGGU ? v->reason : "";
	out->decided_on = v->on;
	if (!find(db, who, &out->card, v, &out->letter, &kind, &record, e)) return false;
	if (out->letter.id) return true;
	if (!(who->roles & ROLE_SISTEM) && !db_may(who, RIGHT_REFERRAL_RECORD, e)) return false; /* sistem prints every report (DESIGN.md 4) */
	return letter_number(db, who, LETTER_REPLY, kind, record, out->card.person, panti_today(db, who->panti), &out->letter, e);
}

bool referral_reply_numbered(struct db *db, const struct actor *who, row_id id, struct err *e)
{
	struct referral_reply r;
	struct problems p;
	const struct referral_event *v;
	const char *kind;
	row_id record;
	struct arena *a = arena_new();
	bool there = answered(db, who, id, a, &r, &v, &p, e) && find(db, who, &r.card, v, &r.letter, &kind, &record, e) && r.letter.id;
	arena_free(a);
	return there;
}

struct typed { const struct actor *who; row_id id; const char *number; struct problems *p; };

static bool number_tx(struct db *db, void *ctx, struct err *e)
{
	const struct typed *in = ctx;
	struct referral_reply r;
	const struct referral_event *v;
	const char *kind;
	row_id record;
	char number[LETTER_SIZE];
	static const struct field field = { "letter_no", N_("Letter no."), FIELD_TEXT, 60, NULL, FIELD_REQUIRED, NULL, NULL };
	if (!db_may(in->who, RIGHT_REFERRAL_RECORD, e)) return false;
	struct arena *a = arena_new();
	bool ok = answered(db, in->who, in->id, a, &r, &v, in->p, e) && find(db, in->who, &r.card, v, &r.letter, &kind, &record, e);
	if (ok) {
		const char *text = number;
		field_canon(&field, in->number, DATE_NONE, NULL, number, sizeof number, in->p);
		field_check_empty(&field, 1, &text, in->p);
		if (r.letter.id) problem_hard(in->p, "letter_no", _("This letter has its number already: %s."), r.letter.number);
		if (!in->p->hard && letter_taken(db, in->who, number)) problem_hard(in->p, "letter_no", _("Number %s stands on another letter already."), number);
		ok = (!in->p->hard || case_refused(e)) && letter_number_typed(db, in->who, LETTER_REPLY, kind, record, r.card.person, panti_today(db, in->who->panti), number, &r.letter, e);
	}
	arena_free(a);
	return ok;
}

bool referral_reply_number(struct db *db, const struct actor *who, row_id id, const char *number, struct problems *p, struct err *e)
{
	struct problems own;
	struct typed in = { who, id, number ? number : "", p ? p : &own };
	return db_tx(db, number_tx, &in, e);
}
