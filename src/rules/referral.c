#include "src/rules/referral.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include <stdio.h>
#include <string.h>

const struct referral_state_info referral_states[REFERRAL_STATES] = {
	[REFERRAL_KONSEP] = { "konsep", false, false, NULL },
	[REFERRAL_DIKIRIM] = { "dikirim", false, true, "clock_referral" },
	[REFERRAL_SURAT_DITERIMA] = { "surat_diterima", false, true, "clock_referral" },
	[REFERRAL_ASESMEN] = { "asesmen", false, true, "clock_assessment" },
	[REFERRAL_DISETUJUI] = { "disetujui", false, false, "clock_admission" },
	[REFERRAL_DAFTAR_TUNGGU] = { "daftar_tunggu", false, false, NULL },
	[REFERRAL_DITEMPATKAN] = { "ditempatkan", true, false, NULL },
	[REFERRAL_DITOLAK] = { "ditolak", true, false, NULL },
	[REFERRAL_DITARIK] = { "ditarik", true, false, NULL },
};

static const struct { const char *code, *label; } moves[REFERRAL_MOVES] = {
	[REFERRAL_KIRIM] = { "kirim", N_("Send the referral") },
	[REFERRAL_TARIK] = { "tarik", N_("Withdraw") },
	[REFERRAL_TERIMA_SURAT] = { "terima_surat", N_("Receive the letter") },
	[REFERRAL_MULAI_ASESMEN] = { "mulai_asesmen", N_("Start the assessment") },
	[REFERRAL_USUL] = { "usul", N_("Give advice") },
	[REFERRAL_SETUJU] = { "setuju", N_("Approve") },
	[REFERRAL_TUNGGU] = { "tunggu", N_("Put on the waiting list") },
	[REFERRAL_TOLAK] = { "tolak", N_("Refuse") },
	[REFERRAL_TEMPATKAN] = { "tempatkan", N_("Enrol the child") },
};

#define SEND RIGHT_REFERRAL_SEND
#define RECORD RIGHT_REFERRAL_RECORD
#define DECIDE RIGHT_REFERRAL_DECIDE
#define ENROL RIGHT_ADMISSION_PROPOSE

/* DOMAIN.md 2: the arrows of the lifecycle. A withdrawal also reaches the panti as a letter, so the panti may record it. */
const struct referral_step referral_steps[] = {
	{ REFERRAL_KONSEP, REFERRAL_KIRIM, REFERRAL_DIKIRIM, SEND, SEND, false },
	{ REFERRAL_KONSEP, REFERRAL_TARIK, REFERRAL_DITARIK, SEND, SEND, false },
	{ REFERRAL_DIKIRIM, REFERRAL_TERIMA_SURAT, REFERRAL_SURAT_DITERIMA, RECORD, RECORD, false },
	{ REFERRAL_DIKIRIM, REFERRAL_TOLAK, REFERRAL_DITOLAK, DECIDE, DECIDE, true },
	{ REFERRAL_DIKIRIM, REFERRAL_TARIK, REFERRAL_DITARIK, SEND, RECORD, true },
	{ REFERRAL_SURAT_DITERIMA, REFERRAL_MULAI_ASESMEN, REFERRAL_ASESMEN, RECORD, RECORD, false },
	{ REFERRAL_SURAT_DITERIMA, REFERRAL_TOLAK, REFERRAL_DITOLAK, DECIDE, DECIDE, true },
	{ REFERRAL_SURAT_DITERIMA, REFERRAL_TARIK, REFERRAL_DITARIK, SEND, RECORD, true },
	{ REFERRAL_ASESMEN, REFERRAL_USUL, REFERRAL_ASESMEN, RECORD, RECORD, true },
	{ REFERRAL_ASESMEN, REFERRAL_SETUJU, REFERRAL_DISETUJUI, DECIDE, DECIDE, false },
	{ REFERRAL_ASESMEN, REFERRAL_TUNGGU, REFERRAL_DAFTAR_TUNGGU, DECIDE, DECIDE, true },
	{ REFERRAL_ASESMEN, REFERRAL_TOLAK, REFERRAL_DITOLAK, DECIDE, DECIDE, true },
	{ REFERRAL_ASESMEN, REFERRAL_TARIK, REFERRAL_DITARIK, SEND, RECORD, true },
	{ REFERRAL_DAFTAR_TUNGGU, REFERRAL_SETUJU, REFERRAL_DISETUJUI, DECIDE, DECIDE, false },
	{ REFERRAL_DAFTAR_TUNGGU, REFERRAL_TOLAK, REFERRAL_DITOLAK, DECIDE, DECIDE, true },
	{ REFERRAL_DAFTAR_TUNGGU, REFERRAL_TARIK, REFERRAL_DITARIK, SEND, RECORD, true },
	{ REFERRAL_DISETUJUI, REFERRAL_TEMPATKAN, REFERRAL_DITEMPATKAN, ENROL, ENROL, false },
	{ REFERRAL_DISETUJUI, REFERRAL_TARIK, REFERRAL_DITARIK, SEND, RECORD, true },
};
const size_t referral_steps_count = COUNT(referral_steps);

const struct field referral_fields[REFERRAL_FIELDS] = {
#define REFERRAL(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/referral.def"
#undef REFERRAL
};

enum referral_state referral_state_from_code(const char *code)
{
	int s = 0;
	while (s < REFERRAL_STATES && !str_equal(referral_states[s].code, code))
		s++;
	return (enum referral_state)s;
}

const char *referral_state_label(enum referral_state s)
{
	return s < REFERRAL_STATES ? code_label("referral_state", referral_states[s].code) : "";
}

const char *referral_move_code(enum referral_move m)
{
	return m < REFERRAL_MOVES ? moves[m].code : "";
}

const char *referral_move_label(enum referral_move m)
{
	return m < REFERRAL_MOVES ? _(moves[m].label) : "";
}

enum referral_move referral_move_from_code(const char *code)
{
	int m = 0;
	while (m < REFERRAL_MOVES && !str_equal(moves[m].code, code))
		m++;
	return (enum referral_move)m;
}

static void refuse(enum referral_state state, struct problems *p)
{
	struct buf list = BUF_EMPTY;
	for (size_t i = 0; i < referral_steps_count; i++)
		if (referral_steps[i].from == state)
			buf_printf(&list, "%s%s", list.size ? ", " : "", referral_move_label(referral_steps[i].move));
	if (list.size)
		problem_hard(p, "state", _("This referral is now: %s. What can be done: %s."), referral_state_label(state), buf_text(&list));
	else
		problem_hard(p, "state", _("This referral is closed: %s. For the same child, record a new referral."), referral_state_label(state));
	buf_free(&list);
}

const struct referral_step *referral_can(enum referral_state state, enum referral_move move, struct problems *p)
{
	for (size_t i = 0; i < referral_steps_count; i++)
		if (referral_steps[i].from == state && referral_steps[i].move == move)
			return &referral_steps[i];
	refuse(state, p);
	return NULL;
}

const struct referral_step *referral_move_check(enum referral_state state, enum referral_move move, const char *reason, struct problems *p)
{
	const struct referral_step *step = referral_can(state, move, p);
	if (!step || !step->needs_reason || (reason && *reason))
		return step;
	problem_hard(p, "reason", _("Write the reason. It stays with the referral."));
	return NULL;
}

bool referral_step_may(const struct actor *who, const struct referral_step *step)
{
	return may(who, step->right) || may(who, step->also);
}

bool referral_decision_check(const struct referral_decision *d, struct problems *p)
{
	if (d->move != REFERRAL_SETUJU) return true;
	bool said = d->reason && *d->reason;
	if (d->state == REFERRAL_ASESMEN && !d->advised)
		return problem_hard(p, "state", _("The result of the assessment is not there yet. First: %s."), referral_move_label(REFERRAL_USUL));
	if (!d->capacity || d->residents + d->kept < d->capacity) return true;
	char text[200];
	snprintf(text, sizeof text, str_equal(d->sex, "P") ? _("Places for girls are full: %d of %d, %d kept.") : _("Places for boys are full: %d of %d, %d kept."), d->residents, d->capacity, d->kept);
	if (said) return problem_soft(p, "reason", "%s", text), true;
	if (d->state == REFERRAL_DISETUJUI) return problem_hard(p, "reason", _("%s Write why a place is kept all the same."), text);
	return problem_hard(p, "reason", _("%s Write why the child is accepted all the same, or put it on the waiting list."), text);
}

static caldate past(const char *const v[REFERRAL_FIELDS], enum referral_field f, caldate today, struct problems *p)
{
	const char *text = v[f] ? v[f] : "";
	caldate d = date_from_iso(text);
	if (*text && d == DATE_NONE)
		problem_hard(p, referral_fields[f].code, _("The date %s does not exist. Write day-month-year, for example 9-3-2013."), text);
	else if (d != DATE_NONE && d > today)
		problem_hard(p, referral_fields[f].code, _("%s must be today or before."), _(referral_fields[f].label));
	return d;
}

bool referral_check(const char *const v[REFERRAL_FIELDS], enum referral_state state, caldate today, struct problems *p)
{
	struct problems own;
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	int hard = q->hard;
	field_check_empty(referral_fields, REFERRAL_FIELDS, v, q);
	caldate written = past(v, REFERRAL_F_LETTER_DATE, today, q), received = past(v, REFERRAL_F_RECEIVED_ON, today, q);
	if (written != DATE_NONE && received != DATE_NONE && received < written)
		problem_hard(q, "received_on", _("The letter was received before it was written. Check both dates."));
	if (state > REFERRAL_DIKIRIM && state < REFERRAL_STATES && !referral_states[state].final) {
		if (str_equal(v[REFERRAL_F_LETTER_NO], ""))
			problem_hard(q, "letter_no", _("A referral counts only with its letter. Fill in the letter number."));
		if (str_equal(v[REFERRAL_F_LETTER_DATE], ""))
			problem_hard(q, "letter_date", _("A referral counts only with its letter. Fill in the letter date."));
	}
	return q->hard == hard;
}

int referral_clock_days(enum referral_state state, struct referral_clocks clocks)
{
	switch (state) {
	case REFERRAL_DIKIRIM: case REFERRAL_SURAT_DITERIMA: return clocks.answer;
	case REFERRAL_ASESMEN: return clocks.assessment;
	case REFERRAL_DISETUJUI: return clocks.admission;
	default: return 0;
	}
}

bool referral_clock_from_letter(enum referral_state state) { return state == REFERRAL_DIKIRIM || state == REFERRAL_SURAT_DITERIMA; }

struct referral_wait referral_waiting(enum referral_state state, caldate since, caldate state_on, caldate today, struct referral_clocks clocks, const caldate *holidays, size_t count)
{
	int limit = referral_clock_days(state, clocks);
	struct referral_wait w = { 0, 0, limit, false };
	if (!limit && state != REFERRAL_DAFTAR_TUNGGU) return w;
	caldate shown = state < REFERRAL_STATES && referral_states[state].clock ? since : state_on, begun = referral_clock_from_letter(state) ? since : state_on;
	if (shown != DATE_NONE && today > shown) w.days = today - shown;
	if (!limit || begun == DATE_NONE || today <= begun) return w;
	w.working = date_working_days(begun, today, holidays, count);
	w.left = limit - w.working;
	w.over = w.left < 0;
	return w;
}

static int rank(enum referral_state s)
{
	return s >= REFERRAL_STATES || referral_states[s].final ? 3 : s == REFERRAL_DAFTAR_TUNGGU ? 2 : s == REFERRAL_KONSEP ? 1 : 0;
}

int referral_compare(const struct referral_rank *a, const struct referral_rank *b)
{
	int ra = rank(a->state), rb = rank(b->state);
	if (ra != rb)
		return ra < rb ? -1 : 1;
	bool over = ra == 3; /* what is over: newest first, urgent no more */
	if (!over && a->urgent != b->urgent)
		return a->urgent ? -1 : 1;
	if (over && a->since != b->since && a->since != DATE_NONE && b->since != DATE_NONE)
		return a->since > b->since ? -1 : 1;
	if (a->since != b->since) /* an unknown day comes last */
		return a->since == DATE_NONE ? 1 : b->since == DATE_NONE ? -1 : a->since < b->since ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}
