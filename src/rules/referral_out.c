#include "src/rules/referral_out.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"

const struct out_state_info out_states[OUT_STATES] = {
	[OUT_DIKIRIM] = { "dikirim", false }, [OUT_DITERIMA] = { "diterima", false }, [OUT_SELESAI] = { "selesai", true },
	[OUT_DITOLAK] = { "ditolak", true }, [OUT_DITARIK] = { "ditarik", true },
};

static const struct { const char *code, *label; } moves[OUT_MOVES] = {
	[OUT_MOVE_KIRIM] = { "kirim", N_("Send to the partner") },
	[OUT_MOVE_TERIMA] = { "terima", N_("Partner accepts") },
	[OUT_MOVE_TOLAK] = { "tolak", N_("Partner declines") },
	[OUT_MOVE_SELESAI] = { "selesai", N_("Service done") },
	[OUT_MOVE_TARIK] = { "tarik", N_("Withdraw") },
};

#define SEND RIGHT_OUT_SEND
#define RECORD RIGHT_OUT_RECORD
const struct out_step out_steps[] = {
	{ OUT_DIKIRIM, OUT_MOVE_TERIMA, OUT_DITERIMA, RECORD, false, false },
	{ OUT_DIKIRIM, OUT_MOVE_TOLAK, OUT_DITOLAK, RECORD, true, false },
	{ OUT_DIKIRIM, OUT_MOVE_TARIK, OUT_DITARIK, SEND, true, false },
	{ OUT_DITERIMA, OUT_MOVE_SELESAI, OUT_SELESAI, RECORD, false, true },
	{ OUT_DITERIMA, OUT_MOVE_TARIK, OUT_DITARIK, SEND, true, false },
};
const size_t out_steps_count = COUNT(out_steps);

const struct field out_fields[OUT_FIELDS] = {
	[OUT_F_PARTNER] = { "partner", N_("Partner"), FIELD_CODE, 0, "partner", FIELD_REQUIRED, NULL, N_("Those that accept the child's clusters come first.") },
	[OUT_F_SERVICE] = { "service", N_("Service asked for"), FIELD_CODE, 0, "out_service", FIELD_REQUIRED, NULL, N_("Care in another home does not end the stay: propose the termination besides.") },
	[OUT_F_PURPOSE] = { "purpose", N_("Purpose"), FIELD_NOTE, 1000, NULL, 0, NULL, N_("What is to be found out or done. Only the head and social workers read it here.") },
	[OUT_F_URGENT] = { "urgent", N_("Urgent"), FIELD_BOOL, 0, NULL, 0, NULL, N_("Leads the list until it is answered.") },
	[OUT_F_SENT_ON] = { "sent_on", N_("Sent on"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, N_("The days of waiting count from here.") },
	[OUT_F_NOTE] = { "note", N_("Note"), FIELD_NOTE, 1000, NULL, 0, NULL, N_("For the home only; not printed.") },
};

enum out_state out_state_from_code(const char *code)
{
	int s = 0;
	while (s < OUT_STATES && !str_equal(out_states[s].code, code))
		s++;
	return (enum out_state)s;
}

const char *out_state_label(enum out_state s)
{
	return s < OUT_STATES ? code_label("referral_out_state", out_states[s].code) : "";
}

const char *out_move_code(enum out_move m)
{
	return m < OUT_MOVES ? moves[m].code : "";
}

const char *out_move_label(enum out_move m)
{
	return m < OUT_MOVES ? _(moves[m].label) : "";
}

static void refuse(enum out_state state, struct problems *p)
{
	struct buf list = BUF_EMPTY;
	for (size_t i = 0; i < out_steps_count; i++)
		if (out_steps[i].from == state)
			buf_printf(&list, "%s%s", list.size ? ", " : "", out_move_label(out_steps[i].move));
	if (list.size)
		problem_hard(p, "state", _("This referral is now: %s. What can be done: %s."), out_state_label(state), buf_text(&list));
	else
		problem_hard(p, "state", _("This referral out is closed: %s. For another try, send a new one."), out_state_label(state));
	buf_free(&list);
}

const struct out_step *out_can(enum out_state state, enum out_move move, struct problems *p)
{
	for (size_t i = 0; i < out_steps_count; i++)
		if (out_steps[i].from == state && out_steps[i].move == move)
			return &out_steps[i];
	refuse(state, p);
	return NULL;
}

const struct out_step *out_move_check(enum out_state state, enum out_move move, caldate on, caldate before, caldate today, const char *reason, const char *note, struct problems *p)
{
	struct problems own;
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	char day[24];
	int hard = q->hard;
	const struct out_step *step = out_can(state, move, q);
	if (!step)
		return NULL;
	if (on == DATE_NONE || on > today)
		problem_hard(q, "on", _("This day is still to come. Write today's date or an earlier one."));
	else if (before != DATE_NONE && on < before)
		problem_hard(q, "on", _("The step before was on %s. Write that day or a later one."), date_format(before, DATE_SHORT, day, sizeof day));
	if (step->needs_reason && str_equal(reason, ""))
		problem_hard(q, "reason", _("Write the reason. It stays with the referral."));
	if (step->needs_note && str_equal(note, ""))
		problem_hard(q, "note", _("Write what the partner did for the child."));
	return q->hard == hard ? step : NULL;
}

bool out_check(const char *const v[OUT_FIELDS], caldate admitted, caldate today, struct problems *p)
{
	struct problems own;
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	int hard = q->hard;
	char day[24];
	field_check_empty(out_fields, OUT_FIELDS, v, q);
	caldate on = date_from_iso(v[OUT_F_SENT_ON] ? v[OUT_F_SENT_ON] : "");
	if (on != DATE_NONE && on > today)
		problem_hard(q, "sent_on", _("This day is still to come. Write today's date or an earlier one."));
	if (on != DATE_NONE && admitted != DATE_NONE && on < admitted)
		problem_hard(q, "sent_on", _("The child is in care since %s. Write that day or a later one."), date_format(admitted, DATE_SHORT, day, sizeof day));
	field_check_stored(out_fields, OUT_FIELDS, v, q);
	return q->hard == hard;
}

struct out_wait out_waiting(enum out_state state, caldate on, caldate today, int answer_days, int done_days)
{
	struct out_wait w = { 0, 0, false };
	if (state >= OUT_STATES || out_states[state].final || on == DATE_NONE)
		return w;
	w.days = today > on ? today - on : 0;
	w.left = (state == OUT_DIKIRIM ? answer_days : done_days) - w.days;
	w.over = w.left < 0;
	return w;
}
