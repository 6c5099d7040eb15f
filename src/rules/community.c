#include "src/rules/community.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const states[COMMUNITY_STATES] = {
	[COMMUNITY_DILAPORKAN] = "dilaporkan", [COMMUNITY_DITEMUKAN] = "ditemukan", [COMMUNITY_TIDAK_DITEMUKAN] = "tidak_ditemukan", [COMMUNITY_BERSEDIA] = "bersedia",
	[COMMUNITY_MENOLAK] = "menolak", [COMMUNITY_DIRUJUK] = "dirujuk", [COMMUNITY_DITUTUP] = "ditutup",
};

static const struct { const char *code, *label; enum community_asks asks; } moves[COMMUNITY_MOVES] = {
	[COMMUNITY_TEMUKAN] = { "temukan", N_("Child found"), COMMUNITY_ASKS_NOTHING },
	[COMMUNITY_TAK_DITEMUKAN] = { "tak_ditemukan", N_("Looked for, not found"), COMMUNITY_ASKS_WORDS },
	[COMMUNITY_SEDIA] = { "sedia", N_("Child and family are willing"), COMMUNITY_ASKS_NOTHING },
	[COMMUNITY_TOLAK] = { "tolak", N_("Child or family is not willing"), COMMUNITY_ASKS_WORDS },
	[COMMUNITY_RUJUK] = { "rujuk", N_("Make a referral"), COMMUNITY_ASKS_NOTHING },
	[COMMUNITY_TUTUP] = { "tutup", N_("Close the report"), COMMUNITY_ASKS_CODE },
	[COMMUNITY_KUNJUNGAN] = { "kunjungan", N_("Visit"), COMMUNITY_ASKS_NOTE },
	[COMMUNITY_TELEPON] = { "telepon", N_("Telephone call"), COMMUNITY_ASKS_NOTE },
};

#define OPEN(STATE) { STATE, COMMUNITY_TUTUP, COMMUNITY_DITUTUP }, { STATE, COMMUNITY_KUNJUNGAN, STATE }, { STATE, COMMUNITY_TELEPON, STATE }

/* A search that found nobody may be made again; a refusal may change, and so may consent, until there is a referral. */
const struct community_step community_steps[] = {
	{ COMMUNITY_DILAPORKAN, COMMUNITY_TEMUKAN, COMMUNITY_DITEMUKAN },
	{ COMMUNITY_DILAPORKAN, COMMUNITY_TAK_DITEMUKAN, COMMUNITY_TIDAK_DITEMUKAN },
	OPEN(COMMUNITY_DILAPORKAN),
	{ COMMUNITY_TIDAK_DITEMUKAN, COMMUNITY_TEMUKAN, COMMUNITY_DITEMUKAN },
	{ COMMUNITY_TIDAK_DITEMUKAN, COMMUNITY_TAK_DITEMUKAN, COMMUNITY_TIDAK_DITEMUKAN },
	OPEN(COMMUNITY_TIDAK_DITEMUKAN),
	{ COMMUNITY_DITEMUKAN, COMMUNITY_SEDIA, COMMUNITY_BERSEDIA },
	{ COMMUNITY_DITEMUKAN, COMMUNITY_TOLAK, COMMUNITY_MENOLAK },
	OPEN(COMMUNITY_DITEMUKAN),
	{ COMMUNITY_MENOLAK, COMMUNITY_SEDIA, COMMUNITY_BERSEDIA },
	OPEN(COMMUNITY_MENOLAK),
	{ COMMUNITY_BERSEDIA, COMMUNITY_RUJUK, COMMUNITY_DIRUJUK },
	{ COMMUNITY_BERSEDIA, COMMUNITY_TOLAK, COMMUNITY_MENOLAK },
	OPEN(COMMUNITY_BERSEDIA),
};
const size_t community_steps_count = COUNT(community_steps);

const struct field community_fields[COMMUNITY_FIELDS] = {
#define COMMUNITY(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/community.def"
#undef COMMUNITY
};

const char *community_state_code(enum community_state s)
{
	return s < COMMUNITY_STATES ? states[s] : "";
}

enum community_state community_state_from_code(const char *code)
{
	int s = 0;
	while (s < COMMUNITY_STATES && !str_equal(states[s], code))
		s++;
	return (enum community_state)s;
}

const char *community_state_label(enum community_state s)
{
	return s < COMMUNITY_STATES ? code_label("community_state", states[s]) : "";
}

bool community_state_final(enum community_state s)
{
	return s == COMMUNITY_DIRUJUK || s == COMMUNITY_DITUTUP || s >= COMMUNITY_STATES;
}

const char *community_move_code(enum community_move m)
{
	return m < COMMUNITY_MOVES ? moves[m].code : "";
}

const char *community_move_label(enum community_move m)
{
	return m < COMMUNITY_MOVES ? _(moves[m].label) : "";
}

enum community_move community_move_from_code(const char *code)
{
	int m = 0;
	while (m < COMMUNITY_MOVES && !str_equal(moves[m].code, code))
		m++;
	return (enum community_move)m;
}

enum community_asks community_move_asks(enum community_move m)
{
	return m < COMMUNITY_MOVES ? moves[m].asks : COMMUNITY_ASKS_NOTHING;
}

static void refuse(enum community_state state, struct problems *p)
{
	struct buf list = BUF_EMPTY;
	for (size_t i = 0; i < community_steps_count; i++)
		if (community_steps[i].from == state)
			buf_printf(&list, "%s%s", list.size ? ", " : "", community_move_label(community_steps[i].move));
	if (list.size)
		problem_hard(p, "state", _("This report is now: %s. What can be done: %s."), community_state_label(state), buf_text(&list));
	else
		problem_hard(p, "state", _("This report is finished: %s. For what is seen later, record a new report."), community_state_label(state));
	buf_free(&list);
}

const struct community_step *community_can(enum community_state state, enum community_move move, struct problems *p)
{
	for (size_t i = 0; i < community_steps_count; i++)
		if (community_steps[i].from == state && community_steps[i].move == move)
			return &community_steps[i];
	refuse(state, p);
	return NULL;
}

const struct community_step *community_move_check(enum community_state state, enum community_move move, caldate on, caldate last, caldate today,
                                                  const char *reason, const char *note, struct problems *p)
{
	struct problems own;
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	char day[24];
	const int hard = q->hard;
	const struct community_step *step = community_can(state, move, q);
	if (!step)
		return NULL;
	if (on == DATE_NONE)
		problem_hard(q, "on", "%s", _("Write the day on which it happened."));
	else if (on > today)
		problem_hard(q, "on", "%s", _("This day is still to come. Write today's date or an earlier one."));
	else if (last != DATE_NONE && on < last)
		problem_hard(q, "on", _("The step before was on %s. Write that day or a later one."), date_format(last, DATE_SHORT, day, sizeof day));
	enum community_asks asks = community_move_asks(move);
	if (asks == COMMUNITY_ASKS_WORDS && str_equal(reason, ""))
		problem_hard(q, "reason", "%s", _("Write the reason. It stays with the report."));
	if (asks == COMMUNITY_ASKS_CODE && str_equal(reason, ""))
		problem_hard(q, "reason", "%s", _("Choose from the list why the report is closed."));
	if (asks == COMMUNITY_ASKS_NOTE && str_equal(note, ""))
		problem_hard(q, "note", "%s", _("Write what was found out."));
	return q->hard == hard ? step : NULL;
}

bool community_hour(const char *typed, char out[6])
{
	int digits[4], n = 0, mark = -1;
	out[0] = '\0';
	if (!typed || !*typed)
		return true;
	for (; *typed; typed++) {
		if (*typed >= '0' && *typed <= '9' && n < 4)
			digits[n++] = *typed - '0';
		else if ((*typed == '.' || *typed == ':') && mark < 0 && n)
			mark = n;
		else
			return false;
	}
	if (n == 0 || (mark >= 0 && (n - mark != 2 || mark > 2)) || (mark < 0 && n == 3 && digits[0] > 9))
		return false;
	int minutes = mark >= 0 || n > 2 ? digits[n - 2] * 10 + digits[n - 1] : 0, of_hour = mark >= 0 || n > 2 ? n - 2 : n;
	int hour = of_hour == 2 ? digits[0] * 10 + digits[1] : digits[0];
	if (hour > 23 || minutes > 59)
		return false;
	snprintf(out, 6, "%02u.%02u", (unsigned)hour % 100u, (unsigned)minutes % 100u);
	return true;
}

bool community_field_private(enum community_field f)
{
	return f == COMMUNITY_F_REPORTER || f == COMMUNITY_F_REPORTER_PHONE;
}

static caldate past(const char *const v[COMMUNITY_FIELDS], enum community_field f, caldate today, struct problems *p)
{
	const char *text = v[f] ? v[f] : "";
	caldate d = date_from_iso(text);
	if (*text && d == DATE_NONE)
		problem_hard(p, community_fields[f].code, _("The date %s does not exist. Write day-month-year, for example 9-3-2013."), text);
	else if (d != DATE_NONE && d > today)
		problem_hard(p, community_fields[f].code, _("%s must be today or before."), _(community_fields[f].label));
	return d;
}

bool community_check(const char *const v[COMMUNITY_FIELDS], caldate today, struct problems *p)
{
	struct problems own;
	char hour[6];
	problems_clear(&own);
	struct problems *q = p ? p : &own;
	const int hard = q->hard;
	field_check_empty(community_fields, COMMUNITY_FIELDS, v, q);
	caldate received = past(v, COMMUNITY_F_RECEIVED_ON, today, q), seen = past(v, COMMUNITY_F_SEEN_ON, today, q);
	past(v, COMMUNITY_F_BIRTH_DATE, today, q);
	if (received != DATE_NONE && seen != DATE_NONE && seen > received)
		problem_hard(q, "seen_on", "%s", _("The child was seen after the report came. Check both days."));
	if (!community_hour(v[COMMUNITY_F_SEEN_HOUR], hour))
		problem_hard(q, "seen_hour", "%s", _("Write the hour with hours and minutes, for example 14.30."));
	if (str_equal(v[COMMUNITY_F_ANONYMOUS], "1") && (!str_equal(v[COMMUNITY_F_REPORTER], "") || !str_equal(v[COMMUNITY_F_REPORTER_PHONE], "")))
		problem_hard(q, "reporter", "%s", _("The reporter stays anonymous: leave name and telephone empty."));
	if (v[COMMUNITY_F_CHILDREN] && *v[COMMUNITY_F_CHILDREN] && strtol(v[COMMUNITY_F_CHILDREN], NULL, 10) < 1)
		problem_hard(q, "children", "%s", _("At least one child was seen. Write how many, or leave it empty."));
	field_check_stored(community_fields, COMMUNITY_FIELDS, v, q);
	return q->hard == hard;
}

int community_rank(enum community_state s, bool urgent)
{
	return community_state_final(s) ? 6 : urgent ? 0 : 1;
}

int64_t community_sort(enum community_state s, caldate received)
{
	return received == DATE_NONE ? 1000000 : community_state_final(s) ? -(int64_t)received : received;
}

/* --- funnel ----------------------------------------------------------------------------------------------------------------------- */

int funnel_reached(const struct funnel_one *one)
{
	int n = 0;
	while (n < FUNNEL_STAGES && one->on[n] != DATE_NONE)
		n++;
	return n;
}

void funnel_event(struct funnel_one *one, enum community_state state, caldate on)
{
	switch (state) {
	case COMMUNITY_DITEMUKAN:
		if (one->on[FUNNEL_FOUND] == DATE_NONE) one->on[FUNNEL_FOUND] = on;
		break;
	case COMMUNITY_BERSEDIA:
		if (one->on[FUNNEL_WILLING] == DATE_NONE) one->on[FUNNEL_WILLING] = on;
		break;
	case COMMUNITY_MENOLAK:
		one->on[FUNNEL_WILLING] = DATE_NONE;
		break;
	case COMMUNITY_DIRUJUK:
		one->on[FUNNEL_REFERRED] = on;
		break;
	default:
		break;
	}
}

static int by_number(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

int funnel_median(int *days, int n)
{
	if (n <= 0)
		return -1;
	qsort(days, (size_t)n, sizeof *days, by_number);
	return days[(n - 1) / 2];
}
