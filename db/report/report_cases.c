/* Papers about one child: the handover record and the reply to a referral. */
#include <string.h>

#include "db/office/code.h"
#include "db/money/ledger.h"
#include "db/report/letter.h"
#include "db/office/panti.h"
#include "db/referral/referral.h"
#include "db/report/report_part.h"
#include "db/child/resident.h"
#include "db/stmt.h"
#include "db/termination/termination.h"
#include "src/base/i18n.h"
#include "src/print/handover.h"
#include "src/print/reply.h"
#include "src/rules/codes.h"
#include "src/rules/school.h"

static bool refused(const struct problems *p, struct err *e)
{
	if (p->count) { /* the problem says more than "nothing was written" */
		err_clear(e);
		return err_set(e, ERR_DATA, "%s", p->list[0].text);
	}
	return false;
}

/* --- handover ------------------------------------------------------------------------------------------------------------------- */

static void child_of(struct report_work *w, const char *const v[PERSON_FIELDS], struct handover *h)
{
	h->name = v[PERSON_NAME];
	h->nik = v[PERSON_NIK];
	h->birth = report_birth(w, v[PERSON_BIRTH_PLACE], v[PERSON_BIRTH_DATE], v[PERSON_BIRTH_PRECISION], true);
	h->sex = report_sex(v[PERSON_SEX]);
	h->religion = *v[PERSON_RELIGION] ? code_label_load(w->db, w->who, "religion", v[PERSON_RELIGION], w->arena) : "";
	h->parents = report_parents(v[PERSON_FATHER], v[PERSON_FATHER_STATE], v[PERSON_MOTHER], v[PERSON_MOTHER_STATE], w->arena);
	h->address = report_address(w, v[PERSON_ADDRESS], v[PERSON_RT], v[PERSON_RW], v[PERSON_VILLAGE], v[PERSON_DISTRICT]);
}

static const char *schooling(struct report_work *w, const char *level, int grade, const char *school)
{
	enum school_level l = school_level_from_code(level);
	if (l == LEVELS) return "";
	const char *words = grade ? arena_printf(w->arena, "%s kelas %d", school_level_label(l), grade) : school_level_label(l);
	return *school ? arena_printf(w->arena, "%s, %s", words, school) : words;
}

/* Head, officials and the panti as one of the two parties. */
static bool frame(struct report_work *w, row_id panti, caldate on, struct handover *h, struct handover_party *home, struct err *e)
{
	struct panti p;
	if (!report_head(w, panti, on, &h->head, e) || !panti_load(w->db, panti, w->arena, &p, e)) return false;
	h->chief = report_official(w, panti, "kepala", on, &h->chief_title);
	h->worker = report_official(w, panti, "peksos", on, &h->worker_title);
	const char *title = *h->chief.title ? h->chief.title : h->chief_title;
	*home = (struct handover_party){ h->chief.name, h->chief.nip, *h->chief.acting ? arena_printf(w->arena, "%s %s", h->chief.acting, title) : title, p.v[PANTI_ADDRESS], true };
	return true;
}

/* Savings paid out to the child for this end: payouts that stand, of the stay's time. */
static bool paid_out(struct report_work *w, row_id resident, caldate admitted, rupiah *out, struct err *e)
{
	struct stmt *q = stmt(w->db, "SELECT COALESCE(sum(g.amount), 0) FROM entry n JOIN posting g ON g.entry_id = n.id JOIN account c ON c.id = g.account_id"
	                             " WHERE n.resident_id = ?1 AND c.resident_id = ?1 AND n.kind = 'payout' AND n.on_date >= ?2"
	                             " AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses_id = n.id)");
	stmt_int(q, 1, resident);
	stmt_date(q, 2, admitted);
	*out = stmt_one_int(q, -1, e);
	return *out >= 0;
}

static bool end_document(struct report_work *w, const struct termination_card *card, struct err *e)
{
	struct handover h = { .admission = false };
	const struct termination_card c = *card;
	if (!frame(w, c.panti, c.on, &h, &h.giver, e) || !paid_out(w, c.resident, c.admit_on, &h.savings, e)) return false;
	child_of(w, c.child, &h);
	h.number = c.bast.number;
	h.register_no = c.register_no;
	h.education = schooling(w, c.level, c.grade, c.school);
	h.admitted = c.admit_on;
	h.reason = code_label_load(w->db, w->who, "termination_reason", c.reason, w->arena);
	h.note = c.note;
	const struct termination_reason *reason = termination_reason_find(c.reason);
	h.unhanded = reason && reason->emergency;
	h.savings_shown = c.savings == 0; /* an emergency exit leaves it owed: then nothing is said to be paid */
	h.owed = c.savings;
	h.taker = (struct handover_party){ c.receiver, c.receiver_id, *c.receiver_relation ? code_label_load(w->db, w->who, "tie", c.receiver_relation, w->arena) : "", c.receiver_address, false };
	h.papers = arena_array(w->arena, struct handover_paper, c.paper_count + 1);
	for (size_t i = 0; i < c.paper_count; i++)
		h.papers[h.paper_count++] = (struct handover_paper){ code_label_load(w->db, w->who, "document_kind", c.papers[i].kind, w->arena), c.papers[i].handed, c.papers[i].why };
	h.scores = arena_array(w->arena, struct handover_score, c.need_count + 1);
	for (size_t i = 0; i < c.need_count; i++)
		h.scores[h.score_count++] = (struct handover_score){ c.needs[i].text, *c.needs[i].score ? code_label("score", c.needs[i].score) : "", c.needs[i].evidence };
	w->document = handover_document(&h);
	return true;
}

static bool handover_end(struct report_work *w, row_id termination, struct err *e)
{
	struct termination_card c;
	struct problems p = { .count = 0 };
	if (!termination_bast(w->db, w->who, termination, w->arena, &c, &p, e)) return refused(&p, e);
	w->person = c.person;
	report_child(w, c.resident);
	return end_document(w, &c, e);
}

bool report_handover_preview(struct db *db, const struct actor *who, const struct termination_card *card, struct document **out, struct err *e)
{
	struct termination_card c = *card;
	*out = NULL;
	if (!db_may(who, RIGHT_RESIDENT_READ, e)) return false;
	struct report_work w = { .db = db, .who = who, .ask = REPORT_ASK, .arena = arena_new(), .today = panti_today(db, who->panti) };
	if (!c.bast.id) STR_SET(c.bast.number, "..........");
	if (c.on == DATE_NONE) c.on = w.today;
	bool ok = end_document(&w, &c, e);
	*out = w.document;
	arena_free(w.arena);
	return ok;
}

static const struct stay_row *last_stay(const struct resident_card *c)
{
	for (int i = 0; i < c->stay_count; i++)
		if (!c->stays[i].void_) return &c->stays[i];
	return NULL;
}

static bool handover_admission(struct report_work *w, const struct resident_card *c, const struct stay_row *s, struct err *e)
{
	struct handover h = { .admission = true };
	struct letter letter;
	if (!s->approved) return err_set(e, ERR_DATA, "%s", _("The admission waits for the head's approval; the handover record is printed after that."));
	if (!frame(w, w->who->panti, s->on, &h, &h.taker, e)) return false;
	if (!letter_find(w->db, w->who, LETTER_BAST_IN, "stay", s->id, &letter, e)) return false;
	if (!letter.id && !(w->who->roles & ROLE_SISTEM) && !db_may(w->who, RIGHT_RESIDENT_EDIT, e)) return false; /* the first print gives the number */
	if (!letter.id && !letter_number(w->db, w->who, LETTER_BAST_IN, "stay", s->id, c->row.person, s->on, &letter, e)) return false;
	const char *const *v = (const char *const *)c->person.v;
	child_of(w, v, &h);
	h.number = letter.number;
	h.register_no = c->row.register_no;
	h.education = schooling(w, c->row.level, c->row.grade, c->row.school);
	h.admitted = s->on;
	const char *from = report_region(w, s->district);
	h.from = *from ? arena_printf(w->arena, "Dinas Sosial %s%s%s", from, *s->referral ? ", " : "", s->referral) : s->referral;
	h.giver = (struct handover_party){ v[PERSON_GUARDIAN], "", *v[PERSON_GUARDIAN_RELATION] ? code_label_load(w->db, w->who, "tie", v[PERSON_GUARDIAN_RELATION], w->arena) : "", *v[PERSON_GUARDIAN] ? h.address : "", false };
	h.papers = arena_array(w->arena, struct handover_paper, c->paper_count + 1);
	for (int i = 0; i < c->paper_count; i++) {
		const struct paper *p = &c->papers[i];
		if (strcmp(p->state, "asli") == 0 || strcmp(p->state, "fotokopi") == 0)
			h.papers[h.paper_count++] = (struct handover_paper){ p->label, true, arena_printf(w->arena, "%s%s%s", p->state, *p->number ? ", no. " : "", p->number) };
	}
	w->person = c->row.person;
	report_child(w, c->row.id);
	w->document = handover_document(&h);
	return true;
}

/* The newest decided end of a child's newest stay; 0 none. */
static row_id decided_end(struct report_work *w, row_id stay)
{
	struct stmt *q = stmt(w->db, "SELECT t.id FROM termination t WHERE t.stay_id = ?1 AND t.state IN ('disetujui', 'berlaku') ORDER BY t.on_date DESC, t.id DESC LIMIT 1");
	stmt_int(q, 1, stay);
	return stmt_one_int(q, 0, NULL);
}

bool report_make_handover(struct report_work *w, struct err *e)
{
	struct resident_card c;
	struct problems p = { .count = 0 };
	row_id end = 0;
	if (!resident_card(w->db, w->who, w->ask.resident, false, NULL, w->arena, &c, &p, e)) return refused(&p, e);
	const struct stay_row *s = last_stay(&c);
	if (!s) return err_set(e, ERR_DATA, "%s", _("There is no admission of this child on record."));
	if (w->ask.handover != HANDOVER_ADMISSION) end = decided_end(w, s->id);
	if (!end && w->ask.handover == HANDOVER_TERMINATION)
		return err_set(e, ERR_DATA, "%s", _("The end of this stay is not approved yet; the handover record is printed after that."));
	return end ? handover_end(w, end, e) : handover_admission(w, &c, s, e);
}

/* --- reply ------------------------------------------------------------------------------------------------------------------------ */

static enum reply_answer answer_of(const struct referral_reply *r)
{
	switch (r->answer) {
	case REFERRAL_DITOLAK: return REPLY_REFUSED;
	case REFERRAL_DAFTAR_TUNGGU: return REPLY_WAITING;
	case REFERRAL_DITEMPATKAN: return REPLY_PLACED;
	default: return r->card.state == REFERRAL_DITEMPATKAN ? REPLY_PLACED : REPLY_ACCEPTED;
	}
}

static const char *addressee(struct report_work *w, const struct referral_card *c)
{
	const char *sender = c->v[REFERRAL_F_SENDER];
	if (!*sender) return arena_printf(w->arena, "Kepala Dinas Sosial %s", c->district_name);
	return strncmp(sender, "Dinas", 5) == 0 ? arena_printf(w->arena, "Kepala %s", sender) : sender;
}

bool report_make_reply(struct report_work *w, struct err *e)
{
	struct referral_reply r;
	struct problems p = { .count = 0 };
	struct reply out = { .answer = REPLY_ACCEPTED, .placed_on = DATE_NONE, .place_until = DATE_NONE };
	if (!referral_reply_load(w->db, w->who, w->ask.referral, w->arena, &r, &p, e)) return refused(&p, e);
	const struct referral_card *c = &r.card;
	if (!report_head(w, c->panti, r.letter.on, &out.head, e)) return false;
	out.number = r.letter.number;
	out.to = addressee(w, c);
	out.at = "";
	out.letter_no = c->v[REFERRAL_F_LETTER_NO];
	out.letter_date = date_from_iso(c->v[REFERRAL_F_LETTER_DATE]);
	out.received_on = date_from_iso(c->v[REFERRAL_F_RECEIVED_ON]);
	out.answer = answer_of(&r);
	out.decided_on = r.decided_on;
	out.reason = *r.refusal ? code_label_load(w->db, w->who, "refusal_reason", r.refusal, w->arena) : r.words;
	if (*r.refusal && *r.words) out.reason = arena_printf(w->arena, "%s, yaitu %s", out.reason, r.words);
	size_t end = strlen(out.reason);
	if (end && out.reason[end - 1] == '.') out.reason = arena_printf(w->arena, "%.*s", (int)end - 1, out.reason); /* the sentence goes on */
	out.queue_place = c->queue_place;
	out.queue_of = c->queue_of;
	out.place_until = c->place_until;
	out.name = c->child[PERSON_NAME];
	out.birth = report_birth(w, c->child[PERSON_BIRTH_PLACE], c->child[PERSON_BIRTH_DATE], c->child[PERSON_BIRTH_PRECISION], true);
	out.sex = report_sex(c->child[PERSON_SEX]);
	out.nik = c->child[PERSON_NIK];
	out.register_no = c->register_no;
	if (out.answer == REPLY_PLACED) out.placed_on = c->state_on;
	out.chief = report_official(w, c->panti, "kepala", r.letter.on, &out.chief_title);
	out.copy_to = "Arsip";
	w->person = c->person;
	if (c->resident) report_child(w, c->resident);
	w->document = reply_document(&out);
	return true;
}
