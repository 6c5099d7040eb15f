#include "src/rules/rights.h"
#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include <stdio.h>
#include <string.h>

/* DOMAIN.md 9, DESIGN.md 4 (sistem), 7.14 (referrals), 7.15 (reports). "No confidential notes" is said of everybody but head and social worker. */
#define HEAD ROLE_KEPALA
#define ALL_OF_PANTI (ROLE_KEPALA | ROLE_PEKSOS | ROLE_TU)

static const struct { enum right right; const char *label; unsigned roles; } table[] = {
	{ RIGHT_NONE, N_("Log in"), 0 },
	{ RIGHT_RESIDENT_LIST, N_("See the list of children"), ALL_OF_PANTI | ROLE_BENDAHARA | ROLE_PENGASUH | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_RESIDENT_READ, N_("Read a child's card"), ALL_OF_PANTI | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_RESIDENT_EDIT, N_("Change a child's data"), ALL_OF_PANTI },
	{ RIGHT_SEALED_READ, N_("Open a sealed file"), HEAD | ROLE_PEKSOS },
	{ RIGHT_NOTE_READ, N_("Read confidential notes"), HEAD | ROLE_PEKSOS },
	{ RIGHT_ADMISSION_PROPOSE, N_("Enrol a child"), ALL_OF_PANTI },
	{ RIGHT_ADMISSION_APPROVE, N_("Approve an enrolment"), HEAD },
	{ RIGHT_REFERRAL_READ, N_("Read referrals"), ALL_OF_PANTI | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_REFERRAL_RECORD, N_("Record and assess a referral"), ALL_OF_PANTI },
	{ RIGHT_REFERRAL_SEND, N_("Send a referral"), ROLE_DINSOS },
	{ RIGHT_REFERRAL_DECIDE, N_("Decide on a referral"), HEAD },
	{ RIGHT_REFERRAL_MESSAGE, N_("Write about a referral"), ALL_OF_PANTI | ROLE_DINSOS },
	{ RIGHT_STAGE_EDIT, N_("Record the stage of care"), HEAD | ROLE_PEKSOS },
	{ RIGHT_PARTNER_READ, N_("See the partners"), ALL_OF_PANTI | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_PARTNER_EDIT, N_("Change the partners"), ALL_OF_PANTI },
	{ RIGHT_OUT_READ, N_("Read referrals out"), ALL_OF_PANTI | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_OUT_SEND, N_("Send a child to a service"), HEAD | ROLE_PEKSOS },
	{ RIGHT_OUT_RECORD, N_("Record a partner's answer"), ALL_OF_PANTI },
	{ RIGHT_COMMUNITY_READ, N_("Read reports of the public"), ALL_OF_PANTI | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_COMMUNITY_RECORD, N_("Record a report of the public"), ALL_OF_PANTI | ROLE_DINSOS },
	{ RIGHT_LABOUR_READ, N_("Read child labour screenings"), ALL_OF_PANTI | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_LABOUR_SCREEN, N_("Screen for child labour"), HEAD | ROLE_PEKSOS | ROLE_DINSOS },
	{ RIGHT_COMPANY_READ, N_("See the workplaces"), ALL_OF_PANTI | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_COMPANY_RECORD, N_("Record workplaces and their reports"), ALL_OF_PANTI | ROLE_DINSOS },
	{ RIGHT_REPORT_DISTRICT, N_("Make the district's reports"), ALL_OF_PANTI | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_MERGE, N_("Merge two records of one child"), HEAD | ROLE_TU },
	{ RIGHT_SCHOOL_EDIT, N_("Record school data"), HEAD | ROLE_TU },
	{ RIGHT_PRESENCE_EDIT, N_("Record presence"), HEAD | ROLE_TU | ROLE_PENGASUH },
	{ RIGHT_MONEY_READ, N_("Read money records"), HEAD | ROLE_BENDAHARA | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_MONEY_RATE, N_("Set allowance rates"), HEAD | ROLE_BENDAHARA },
	{ RIGHT_MONEY_RUN, N_("Make the allowance list"), HEAD | ROLE_BENDAHARA },
	{ RIGHT_MONEY_PAY, N_("Pay allowances"), HEAD | ROLE_BENDAHARA },
	{ RIGHT_MONEY_REVERSE, N_("Correct a payment"), HEAD | ROLE_BENDAHARA },
	{ RIGHT_SAVINGS, N_("Record savings"), HEAD | ROLE_BENDAHARA },
	{ RIGHT_TERMINATION_PROPOSE, N_("Propose a termination"), HEAD | ROLE_PEKSOS },
	{ RIGHT_TERMINATION_APPROVE, N_("Approve a termination"), HEAD },
	{ RIGHT_TERMINATION_REOPEN, N_("Reopen a termination"), HEAD },
	{ RIGHT_SELF_APPROVE, N_("Approve one's own proposal"), 0 },
	{ RIGHT_REPORT, N_("Make reports"), ALL_OF_PANTI | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_REPORT_MONEY, N_("Make money reports"), HEAD | ROLE_BENDAHARA | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_MONTH_CLOSE, N_("Close a month"), HEAD },
	{ RIGHT_EXPORT, N_("Export data"), ALL_OF_PANTI | ROLE_BENDAHARA | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_PRINT, N_("Print reports"), ALL_OF_PANTI | ROLE_BENDAHARA | ROLE_PENGASUH | ROLE_DINSOS | ROLE_PEMERIKSA | ROLE_SISTEM },
	{ RIGHT_IMPORT, N_("Import data"), HEAD | ROLE_TU | ROLE_SISTEM },
	{ RIGHT_USERS, N_("Manage users"), ROLE_ADMIN | HEAD | ROLE_SISTEM },
	{ RIGHT_SETTINGS, N_("Change settings"), ROLE_ADMIN | HEAD },
	{ RIGHT_CODES, N_("Change code lists"), ROLE_ADMIN | HEAD },
	{ RIGHT_BACKUP, N_("Back up and restore"), ROLE_ADMIN | HEAD | ROLE_SISTEM },
	{ RIGHT_AUDIT_READ, N_("Read the audit log"), HEAD | ROLE_PEMERIKSA | ROLE_SISTEM },
};
_Static_assert(COUNT(table) == RIGHT_COUNT, "one row per right");

static const struct { enum role role; const char *code, *label; } roles[] = {
	{ ROLE_ADMIN, "admin", N_("Administrator") },
	{ ROLE_KEPALA, "kepala", N_("Head of the home") },
	{ ROLE_PEKSOS, "peksos", N_("Social worker") },
	{ ROLE_TU, "tu", N_("Office") },
	{ ROLE_BENDAHARA, "bendahara", N_("Treasurer") },
	{ ROLE_PENGASUH, "pengasuh", N_("Caregiver") },
	{ ROLE_DINSOS, "dinsos", N_("District officer") },
	{ ROLE_PEMERIKSA, "pemeriksa", N_("Auditor") },
	{ ROLE_SISTEM, "sistem", N_("System") },
};

bool may(const struct actor *who, enum right right)
{
	MUST(right >= RIGHT_NONE && right < RIGHT_COUNT && table[right].right == right);
	if (right == RIGHT_NONE)
		return true;
	if (right == RIGHT_SELF_APPROVE)
		return who->self_approve;
	return (who->roles & table[right].roles) != 0;
}

const char *right_label(enum right right)
{
	MUST(right >= RIGHT_NONE && right < RIGHT_COUNT);
	return _(table[right].label);
}

/* The head may do nearly everything; a refusal names the colleague whose work it is, and the head only when nobody else does it. */
const char *right_refusal(enum right right, char *out, size_t size)
{
	MUST(right >= RIGHT_NONE && right < RIGHT_COUNT);
	unsigned who = table[right].roles & ~(unsigned)ROLE_SISTEM;
	if (who & ~(unsigned)ROLE_KEPALA && right != RIGHT_USERS && right != RIGHT_AUDIT_READ)
		who &= ~(unsigned)ROLE_KEPALA;
	struct buf list = BUF_EMPTY;
	for (size_t i = 0; i < COUNT(roles); i++)
		if (who & (unsigned)roles[i].role) {
			if (list.size)
				buf_puts(&list, (who & ~((2u << i) - 1)) ? ", " : _(" or "));
			buf_puts(&list, _(roles[i].label));
		}
	if (!list.size)
		buf_puts(&list, _("whoever was given this right by name"));
	snprintf(out, size, _("%s: this is done by %s."), _(table[right].label), buf_text(&list));
	buf_free(&list);
	return out;
}

const char *right_roles(enum right right, char *out, size_t size)
{
	MUST(right >= RIGHT_NONE && right < RIGHT_COUNT && size > 0);
	struct buf list = BUF_EMPTY;
	for (size_t i = 0; i < COUNT(roles); i++)
		if (table[right].roles & (unsigned)roles[i].role)
			buf_printf(&list, "%s%s", list.size ? ", " : "", roles[i].code);
	str_copy(out, size, buf_text(&list));
	buf_free(&list);
	return out;
}

const char *role_code(enum role one)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (roles[i].role == one)
			return roles[i].code;
	return "";
}

const char *role_label(enum role one)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (roles[i].role == one)
			return _(roles[i].label);
	return "";
}

enum role role_from_code(const char *code)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (str_equal(roles[i].code, code))
			return roles[i].role;
	return (enum role)0;
}
