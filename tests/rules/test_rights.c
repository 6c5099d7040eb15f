#include "tests/rules/check.h"
#include "src/rules/rights.h"

/*
 * DOMAIN.md 9 written down a second time, by role: the table of the program goes by right. Read aloud it is the page:
 * admin "users, settings, backup; no case notes", and so on. sistem: DESIGN.md 4. Reports: DESIGN.md 7.15. Referrals: 7.14.
 */
struct row { enum role role; const char *code; enum right rights[RIGHT_COUNT]; };

#define END RIGHT_COUNT

static const struct row page[] = {
	{ ROLE_ADMIN, "admin", { RIGHT_USERS, RIGHT_SETTINGS, RIGHT_CODES, RIGHT_BACKUP, END } },
	{ ROLE_PEKSOS, "peksos", { RIGHT_RESIDENT_LIST, RIGHT_RESIDENT_READ, RIGHT_RESIDENT_EDIT, RIGHT_SEALED_READ, RIGHT_NOTE_READ, RIGHT_ADMISSION_PROPOSE,
		RIGHT_REFERRAL_READ, RIGHT_REFERRAL_RECORD, RIGHT_TERMINATION_PROPOSE, RIGHT_REPORT, RIGHT_EXPORT, RIGHT_PRINT,
		RIGHT_REFERRAL_MESSAGE, RIGHT_STAGE_EDIT, RIGHT_PARTNER_READ, RIGHT_PARTNER_EDIT, RIGHT_OUT_READ, RIGHT_OUT_RECORD, RIGHT_OUT_SEND,
		RIGHT_COMMUNITY_READ, RIGHT_COMMUNITY_RECORD, RIGHT_LABOUR_READ, RIGHT_COMPANY_READ, RIGHT_COMPANY_RECORD, RIGHT_REPORT_DISTRICT, RIGHT_LABOUR_SCREEN, END } },
	{ ROLE_TU, "tu", { RIGHT_RESIDENT_LIST, RIGHT_RESIDENT_READ, RIGHT_RESIDENT_EDIT, RIGHT_ADMISSION_PROPOSE, RIGHT_REFERRAL_READ, RIGHT_REFERRAL_RECORD,
		RIGHT_SCHOOL_EDIT, RIGHT_PRESENCE_EDIT, RIGHT_REPORT, RIGHT_EXPORT, RIGHT_PRINT, RIGHT_IMPORT,
		RIGHT_REFERRAL_MESSAGE, RIGHT_PARTNER_READ, RIGHT_PARTNER_EDIT, RIGHT_OUT_READ, RIGHT_OUT_RECORD, RIGHT_MERGE,
		RIGHT_COMMUNITY_READ, RIGHT_COMMUNITY_RECORD, RIGHT_LABOUR_READ, RIGHT_COMPANY_READ, RIGHT_COMPANY_RECORD, RIGHT_REPORT_DISTRICT, END } },
	{ ROLE_PENGASUH, "pengasuh", { RIGHT_RESIDENT_LIST, RIGHT_PRESENCE_EDIT, RIGHT_PRINT, END } },
	{ ROLE_BENDAHARA, "bendahara", { RIGHT_RESIDENT_LIST, RIGHT_MONEY_READ, RIGHT_MONEY_RATE, RIGHT_MONEY_RUN, RIGHT_MONEY_PAY, RIGHT_MONEY_REVERSE,
		RIGHT_SAVINGS, RIGHT_REPORT_MONEY, RIGHT_EXPORT, RIGHT_PRINT, END } },
	{ ROLE_DINSOS, "dinsos", { RIGHT_RESIDENT_LIST, RIGHT_REFERRAL_READ, RIGHT_REFERRAL_SEND, RIGHT_EXPORT, RIGHT_PRINT,
		RIGHT_REFERRAL_MESSAGE, RIGHT_COMMUNITY_READ, RIGHT_COMMUNITY_RECORD, RIGHT_LABOUR_READ, RIGHT_COMPANY_READ, RIGHT_COMPANY_RECORD, RIGHT_REPORT_DISTRICT, RIGHT_LABOUR_SCREEN, END } },
	{ ROLE_PEMERIKSA, "pemeriksa", { RIGHT_RESIDENT_LIST, RIGHT_RESIDENT_READ, RIGHT_REFERRAL_READ, RIGHT_MONEY_READ, RIGHT_REPORT, RIGHT_REPORT_MONEY,
		RIGHT_EXPORT, RIGHT_PRINT, RIGHT_AUDIT_READ, RIGHT_PARTNER_READ, RIGHT_OUT_READ, RIGHT_COMMUNITY_READ, RIGHT_LABOUR_READ, RIGHT_COMPANY_READ, RIGHT_REPORT_DISTRICT, END } },
	{ ROLE_SISTEM, "sistem", { RIGHT_RESIDENT_LIST, RIGHT_RESIDENT_READ, RIGHT_REFERRAL_READ, RIGHT_MONEY_READ, RIGHT_REPORT, RIGHT_REPORT_MONEY, RIGHT_EXPORT,
		RIGHT_PRINT, RIGHT_IMPORT, RIGHT_USERS, RIGHT_BACKUP, RIGHT_AUDIT_READ, RIGHT_PARTNER_READ, RIGHT_OUT_READ,
		RIGHT_COMMUNITY_READ, RIGHT_LABOUR_READ, RIGHT_COMPANY_READ, RIGHT_REPORT_DISTRICT, END } },
};

static bool listed(const struct row *r, enum right right)
{
	for (int i = 0; r->rights[i] != END; i++)
		if (r->rights[i] == right)
			return true;
	return false;
}

static void every_cell(void **state)
{
	(void)state;
	for (size_t r = 0; r < COUNT(page); r++)
		for (int right = RIGHT_NONE + 1; right < RIGHT_COUNT; right++) {
			struct actor who = { .roles = (unsigned)page[r].role };
			if (may(&who, (enum right)right) != listed(&page[r], (enum right)right))
				fail_msg("%s and '%s': program says %d", page[r].code, right_label((enum right)right), may(&who, (enum right)right));
		}
}

/* "everything of the panti": all but what is the officer's, and but approving one's own proposal. */
static void head_may_everything_of_the_panti(void **state)
{
	(void)state;
	struct actor head = { .roles = ROLE_KEPALA };
	for (int right = 0; right < RIGHT_COUNT; right++)
		assert_int_equal(may(&head, (enum right)right), right != RIGHT_REFERRAL_SEND && right != RIGHT_SELF_APPROVE);
}

static void self_approval_is_given_by_name(void **state)
{
	(void)state;
	struct actor all = { .roles = 511 };
	assert_false(may(&all, RIGHT_SELF_APPROVE));
	all.self_approve = true;
	assert_true(may(&all, RIGHT_SELF_APPROVE));
}

static void roles_add_up_and_none_is_for_anybody(void **state)
{
	(void)state;
	struct actor two = { .roles = ROLE_ADMIN | ROLE_BENDAHARA }, nobody = { .roles = 0 };
	assert_true(may(&two, RIGHT_BACKUP) && may(&two, RIGHT_MONEY_PAY));
	assert_false(may(&two, RIGHT_NOTE_READ));
	assert_true(may(&nobody, RIGHT_NONE));
	for (int right = 1; right < RIGHT_COUNT; right++)
		assert_false(may(&nobody, (enum right)right));
}

static void auditor_writes_nothing_and_sistem_decides_nothing(void **state)
{
	(void)state;
	static const enum right writes[] = { RIGHT_RESIDENT_EDIT, RIGHT_ADMISSION_PROPOSE, RIGHT_REFERRAL_RECORD, RIGHT_REFERRAL_SEND, RIGHT_SCHOOL_EDIT, RIGHT_PRESENCE_EDIT,
		RIGHT_MONEY_RATE, RIGHT_MONEY_RUN, RIGHT_SAVINGS, RIGHT_TERMINATION_PROPOSE, RIGHT_SETTINGS, RIGHT_CODES };
	static const enum right decides[] = { RIGHT_ADMISSION_APPROVE, RIGHT_REFERRAL_DECIDE, RIGHT_TERMINATION_APPROVE, RIGHT_TERMINATION_REOPEN, RIGHT_MONEY_PAY,
		RIGHT_MONEY_REVERSE, RIGHT_MONTH_CLOSE, RIGHT_SEALED_READ, RIGHT_NOTE_READ };
	struct actor auditor = { .roles = ROLE_PEMERIKSA }, system = { .roles = ROLE_SISTEM };
	for (size_t i = 0; i < COUNT(writes); i++)
		assert_false(may(&auditor, writes[i]));
	for (size_t i = 0; i < COUNT(decides); i++)
		assert_false(may(&auditor, decides[i]) || may(&system, decides[i]));
}

static void codes_go_round(void **state)
{
	(void)state;
	static const char *const codes[] = { "admin", "kepala", "peksos", "tu", "bendahara", "pengasuh", "dinsos", "pemeriksa", "sistem" };
	for (size_t i = 0; i < COUNT(codes); i++) {
		assert_int_equal(role_from_code(codes[i]), 1 << i);
		assert_string_equal(role_code((enum role)(1 << i)), codes[i]);
		assert_true(*role_label((enum role)(1 << i)));
	}
	assert_int_equal(role_from_code("Kepala"), 0);
	assert_int_equal(role_from_code(NULL), 0);
	assert_string_equal(role_code((enum role)0), "");
}

static void refusal_names_who_does_it(void **state)
{
	(void)state;
	char out[160];
	assert_string_equal(right_refusal(RIGHT_MONEY_PAY, out, sizeof out), "Pay allowances: this is done by Treasurer.");
	assert_string_equal(right_refusal(RIGHT_MONTH_CLOSE, out, sizeof out), "Close a month: this is done by Head of the home.");
	assert_string_equal(right_refusal(RIGHT_REFERRAL_RECORD, out, sizeof out), "Record and assess a referral: this is done by Social worker or Office.");
	assert_string_equal(right_roles(RIGHT_IMPORT, out, sizeof out), "kepala, tu, sistem");
	assert_string_equal(right_roles(RIGHT_SELF_APPROVE, out, sizeof out), "");
	for (int right = 0; right < RIGHT_COUNT; right++) {
		char tiny[8];
		assert_true(strlen(right_roles((enum right)right, tiny, sizeof tiny)) < sizeof tiny);
		assert_true(strlen(right_refusal((enum right)right, out, sizeof out)) > 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell),
		cmocka_unit_test(head_may_everything_of_the_panti),
		cmocka_unit_test(self_approval_is_given_by_name),
		cmocka_unit_test(roles_add_up_and_none_is_for_anybody),
		cmocka_unit_test(auditor_writes_nothing_and_sistem_decides_nothing),
		cmocka_unit_test(codes_go_round),
		cmocka_unit_test(refusal_names_who_does_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
