#include "src/rules/termination.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/rupiah.h"
#include "src/rules/codes.h"
#include "src/rules/indicator.h"
#include <stdio.h>
#include <string.h>

const struct termination_reason termination_reasons[] = {
	/* code                    emergency assessed aftercare */
	{ "reunifikasi",           false, true,  true },
	{ "pengasuhan_alternatif", false, true,  true },
	{ "pengangkatan",          false, true,  true },
	{ "mandiri",               false, false, true },
	{ "lulus",                 false, false, true },
	{ "batas_usia",            false, false, true },
	{ "pindah",                false, false, true },
	{ "dirujuk",               false, false, true },
	{ "meninggalkan",          true,  false, true },
	{ "meninggal",             true,  false, false },
	{ "lain",                  false, false, true },
};
const size_t termination_reasons_count = COUNT(termination_reasons);

static const char *const state_codes[TERMINATION_STATES] = { "usul", "menunggu", "disetujui", "dikembalikan", "berlaku", "dibatalkan" };

#define PROPOSE RIGHT_TERMINATION_PROPOSE
#define APPROVE RIGHT_TERMINATION_APPROVE

/* DESIGN.md 7.13. An approved one comes into force on its date by itself (BERLAKUKAN); a revoked one is reopened by the head. */
const struct termination_step termination_steps[] = {
	{ TERMINATION_USUL, TERMINATION_AJUKAN, TERMINATION_MENUNGGU, PROPOSE, false },
	{ TERMINATION_USUL, TERMINATION_BATALKAN, TERMINATION_DIBATALKAN, PROPOSE, false },
	{ TERMINATION_MENUNGGU, TERMINATION_SETUJU, TERMINATION_DISETUJUI, APPROVE, false },
	{ TERMINATION_MENUNGGU, TERMINATION_KEMBALIKAN, TERMINATION_DIKEMBALIKAN, APPROVE, true },
	{ TERMINATION_MENUNGGU, TERMINATION_BATALKAN, TERMINATION_DIBATALKAN, PROPOSE, true },
	{ TERMINATION_DIKEMBALIKAN, TERMINATION_PERBAIKI, TERMINATION_USUL, PROPOSE, false },
	{ TERMINATION_DIKEMBALIKAN, TERMINATION_AJUKAN, TERMINATION_MENUNGGU, PROPOSE, false },
	{ TERMINATION_DIKEMBALIKAN, TERMINATION_BATALKAN, TERMINATION_DIBATALKAN, PROPOSE, true },
	{ TERMINATION_DISETUJUI, TERMINATION_BERLAKUKAN, TERMINATION_BERLAKU, APPROVE, false },
	{ TERMINATION_DISETUJUI, TERMINATION_BATALKAN, TERMINATION_DIBATALKAN, APPROVE, true },
	{ TERMINATION_BERLAKU, TERMINATION_BUKA_KEMBALI, TERMINATION_DIBATALKAN, RIGHT_TERMINATION_REOPEN, true },
};
const size_t termination_steps_count = COUNT(termination_steps);

const struct termination_reason *termination_reason_find(const char *code)
{
	for (size_t i = 0; i < termination_reasons_count; i++)
		if (str_equal(termination_reasons[i].code, code))
			return &termination_reasons[i];
	return NULL;
}

const char *termination_state_code(enum termination_state s)
{
	return s < TERMINATION_STATES ? state_codes[s] : "";
}

enum termination_state termination_state_from_code(const char *code)
{
	int s = 0;
	while (s < TERMINATION_STATES && !str_equal(state_codes[s], code))
		s++;
	return (enum termination_state)s;
}

const char *termination_state_label(enum termination_state s)
{
	return s < TERMINATION_STATES ? code_label("termination_state", state_codes[s]) : "";
}

const struct termination_step *termination_can(enum termination_state state, enum termination_move move, const char *reason, struct problems *p)
{
	for (size_t i = 0; i < termination_steps_count; i++) {
		const struct termination_step *step = &termination_steps[i];
		if (step->from != state || step->move != move)
			continue;
		if (!step->needs_reason || (reason && *reason))
			return step;
		problem_hard(p, "decision_note", _("Write the reason. It stays with the termination."));
		return NULL;
	}
	problem_hard(p, "state", _("This termination is now: %s."), termination_state_label(state));
	return NULL;
}

/* Hard or soft, by stage and kind of exit; returns good unless it was hard. */
static bool open_point(struct problems *p, bool hard, const char *field, const char *text)
{
	if (hard)
		return problem_hard(p, field, "%s", text);
	problem_soft(p, field, "%s", text);
	return true;
}

static bool check_scores(const struct termination *t, bool hard, struct problems *p)
{
	int unscored = 0, bare = 0;
	char text[200];
	for (size_t i = 0; i < t->score_count; i++) {
		if (!indicator_score_known(t->scores[i].score))
			unscored++;
		else if (str_equal(t->scores[i].evidence, ""))
			bare++;
	}
	bool good = true;
	if (t->no_cluster)
		good = open_point(p, hard, "clusters", _("Record the child's cluster first; its indicators are scored before the end.")) && good;
	if (unscored) {
		snprintf(text, sizeof text, _("%d indicators are not scored yet."), unscored);
		good = open_point(p, hard, "score", text) && good;
	}
	if (bare) {
		snprintf(text, sizeof text, _("%d indicators have a score without evidence."), bare);
		good = open_point(p, hard, "evidence", text) && good;
	}
	return good;
}

static bool check_rights_of_child(const struct termination *t, bool hard, struct problems *p)
{
	char text[200], sum[RUPIAH_SIZE];
	bool good = true;
	if (t->savings != 0) {
		snprintf(text, sizeof text, _("The savings still hold %s. The treasurer pays them out first."), rupiah_format(t->savings, sum));
		good = open_point(p, hard, "savings", text) && good;
	}
	if (t->allowance_owed > 0)
		problem_soft(p, "allowance", _("Allowance of %s is not paid yet."), rupiah_format(t->allowance_owed, sum));
	for (size_t i = 0; i < t->paper_count; i++) {
		const struct termination_paper *paper = &t->papers[i];
		if (paper->handed || !str_equal(paper->why, ""))
			continue;
		snprintf(text, sizeof text, _("%s: tick it as handed back or write why not."), code_label("document_kind", paper->kind));
		good = open_point(p, hard, "documents", text) && good;
	}
	return good;
}

static bool check_approval(const struct termination *t, struct problems *p)
{
	bool good = true;
	if (!t->approver)
		good = problem_hard(p, "approver", _("A termination is approved by the head of the home."));
	else if (t->approver == t->proposer && !t->self_approve)
		good = problem_hard(p, "approver", _("Somebody other than the proposer approves."));
	if (t->typed && !termination_typed_ok(t->register_no, t->typed))
		good = problem_hard(p, "typed", _("Type %s to go on."), t->register_no);
	return good;
}

static bool check_date(const struct termination *t, struct problems *p)
{
	if (t->on == DATE_NONE)
		return problem_hard(p, "on_date", _("Fill in the date of termination."));
	if (t->admission != DATE_NONE && t->on < t->admission)
		return problem_hard(p, "on_date", _("The date of termination lies before the admission."));
	if (t->on > t->today + TERMINATION_AHEAD_DAYS)
		return problem_hard(p, "on_date", _("The date of termination may lie at most %d days ahead."), TERMINATION_AHEAD_DAYS);
	return true;
}

bool termination_check(const struct termination *t, struct problems *p)
{
	const struct termination_reason *reason = termination_reason_find(t->reason);
	bool good = true, approving = t->stage == TERMINATION_AT_APPROVAL;
	if (!reason)
		good = problem_hard(p, "reason", _("Choose the reason for the termination from the list."));
	good = check_date(t, p) && good;
	bool emergency = reason && reason->emergency, hard = approving && !emergency;
	if (emergency && t->on != DATE_NONE && t->on > t->today)
		good = problem_hard(p, "on_date", _("This is recorded on the day it happened, today or before."));
	if (!emergency)
		good = check_scores(t, hard, p) && good;
	good = check_rights_of_child(t, hard, p) && good;
	if (!emergency && str_equal(t->receiver, ""))
		good = open_point(p, hard, "receiver", _("Fill in who receives the child (second party of the handover record).")) && good;
	if (reason && reason->family_assessed && !t->family_assessed)
		problem_soft(p, "family_assessed", _("The Dinas Sosial of origin assesses the family first. Note its letter."));
	if (reason && !strcmp(reason->code, "batas_usia") && t->at_school)
		problem_soft(p, "reason", _("The child is still at school; care may be extended until graduation."));
	if (reason && !strcmp(reason->code, "batas_usia") && t->birth != DATE_NONE && t->on != DATE_NONE && date_age(t->birth, t->on) < 18)
		problem_soft(p, "reason", _("The child is not 18 on that day."));
	if (approving)
		good = check_approval(t, p) && good;
	return good;
}

bool termination_typed_ok(const char *wanted, const char *typed)
{
	if (!wanted || !typed)
		return false;
	typed += strspn(typed, " ");
	size_t length = strlen(wanted);
	return length > 0 && !strncmp(typed, wanted, length) && typed[length + strspn(typed + length, " ")] == '\0';
}

void aftercare_dates(caldate on, const int *months, size_t count, caldate *out)
{
	for (size_t i = 0; i < count; i++)
		out[i] = date_add_months(on, months[i]);
}
