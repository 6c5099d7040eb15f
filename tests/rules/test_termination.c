#include "tests/rules/check.h"
#include "src/rules/termination.h"

static struct problems p;
static const struct termination_score scored[] = { { "abh_kembali", "tercapai", "surat sekolah" }, { "abh_perilaku", "belum", "catatan peksos" } };
static const struct termination_paper papers[] = { { "akta", true, "" }, { "rapor", false, "masih di sekolah" } };

static struct termination ready(enum termination_stage stage)
{
	return (struct termination){ .stage = stage, .reason = "reunifikasi", .on = day("2026-08-15"), .today = day("2026-08-03"), .admission = day("2019-07-12"),
		.birth = day("2012-01-01"), .scores = scored, .score_count = COUNT(scored), .papers = papers, .paper_count = COUNT(papers), .family_assessed = true,
		.receiver = "Aminah", .proposer = 5, .approver = stage == TERMINATION_AT_APPROVAL ? 6 : 0, .register_no = "2014-006", .typed = "2014-006" };
}

static bool check(const struct termination *t)
{
	problems_clear(&p);
	return termination_check(t, &p);
}

static void a_complete_one_passes(void **state)
{
	(void)state;
	struct termination t = ready(TERMINATION_AT_PROPOSAL);
	assert_true(check(&t) && p.count == 0);
	t = ready(TERMINATION_AT_APPROVAL);
	assert_true(check(&t) && p.count == 0);
	t.typed = NULL; /* command line: nothing is typed */
	assert_true(check(&t) && p.count == 0);
}

/* What may be missing in a proposal stops the approval, and only that. */
static void open_points(void **state)
{
	(void)state;
	static const struct termination_score unscored[] = { { "abh_kembali", "", "" } }, bare[] = { { "abh_kembali", "tercapai", "" } };
	static const struct termination_paper kept[] = { { "ijazah", false, "" } };
	static const char *const fields[] = { "score", "evidence", "clusters", "savings", "documents", "receiver" };
	for (size_t i = 0; i < COUNT(fields); i++)
		for (int stage = TERMINATION_AT_PROPOSAL; stage <= TERMINATION_AT_APPROVAL; stage++) {
			struct termination t = ready((enum termination_stage)stage);
			switch (i) {
			case 0: t.scores = unscored; t.score_count = 1; break;
			case 1: t.scores = bare; t.score_count = 1; break;
			case 2: t.scores = NULL; t.score_count = 0; t.no_cluster = true; break;
			case 3: t.savings = 1; break;
			case 4: t.papers = kept; t.paper_count = 1; break;
			default: t.receiver = ""; break;
			}
			bool approval = stage == TERMINATION_AT_APPROVAL;
			assert_int_equal(check(&t), !approval);
			assert_int_equal(hard_on(&p, fields[i]), approval);
			assert_int_equal(soft_on(&p, fields[i]), !approval);
			t.reason = "meninggal"; /* emergency exits need the reason and the approval only */
			t.on = t.today;
			assert_true(check(&t));
			assert_int_equal(p.hard, 0);
		}
}

static void reason_and_date(void **state)
{
	(void)state;
	struct termination t = ready(TERMINATION_AT_PROPOSAL);
	t.reason = "bosan";
	assert_false(check(&t));
	t.reason = NULL;
	assert_false(check(&t) || !hard_on(&p, "reason"));
	t = ready(TERMINATION_AT_PROPOSAL);
	t.on = t.today + 31;
	assert_true(check(&t));
	t.on = t.today + 32;
	assert_false(check(&t));
	t.on = day("2019-07-12"); /* the day of admission */
	assert_true(check(&t));
	t.on = day("2019-07-11");
	assert_false(check(&t));
	t.on = DATE_NONE;
	assert_false(check(&t));
	t = ready(TERMINATION_AT_APPROVAL);
	t.reason = "meninggalkan";
	t.on = t.today + 1; /* nobody runs away tomorrow */
	assert_false(check(&t));
	t.on = day("2026-07-28"); /* learnt of later */
	assert_true(check(&t));
}

static void four_eyes(void **state)
{
	(void)state;
	struct termination t = ready(TERMINATION_AT_APPROVAL);
	t.approver = t.proposer;
	assert_false(check(&t) || !hard_on(&p, "approver"));
	t.self_approve = true;
	assert_true(check(&t));
	t.self_approve = false;
	t.approver = 0;
	assert_false(check(&t));
	t.reason = "meninggal"; /* emergency or not */
	t.on = t.today;
	assert_false(check(&t));
	t.approver = t.proposer;
	assert_false(check(&t));
}

static void the_typed_number(void **state)
{
	(void)state;
	assert_true(termination_typed_ok("2014-006", " 2014-006  "));
	assert_true(termination_typed_ok("24", "24")); /* a pelepasan: the number of children */
	assert_false(termination_typed_ok("2014-006", "2014-06"));
	assert_false(termination_typed_ok("2014-006", "2014-0066"));
	assert_false(termination_typed_ok("2014-006", ""));
	assert_false(termination_typed_ok("", ""));
	assert_false(termination_typed_ok("2014-006", NULL));
	assert_false(termination_typed_ok("24", "2 4"));
	struct termination t = ready(TERMINATION_AT_APPROVAL);
	t.typed = "2014-007";
	assert_false(check(&t) || !hard_on(&p, "typed"));
}

static void warnings_by_reason(void **state)
{
	(void)state;
	struct termination t = ready(TERMINATION_AT_APPROVAL);
	t.family_assessed = false;
	assert_true(check(&t) && soft_on(&p, "family_assessed"));
	t.reason = "lulus";
	assert_true(check(&t) && !soft_on(&p, "family_assessed"));
	t.reason = "batas_usia";
	assert_true(check(&t) && soft_on(&p, "reason")); /* 14 years */
	t.birth = day("2008-08-15"); /* 18 on the day */
	assert_true(check(&t) && !soft_on(&p, "reason"));
	t.at_school = true;
	assert_true(check(&t) && soft_on(&p, "reason"));
	t.allowance_owed = 75000;
	assert_true(check(&t) && soft_on(&p, "allowance"));
}

static void reasons_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < termination_reasons_count; i++) {
		const struct termination_reason *r = &termination_reasons[i];
		assert_ptr_equal(termination_reason_find(r->code), r);
		assert_int_equal(r->emergency, !strcmp(r->code, "meninggal") || !strcmp(r->code, "meninggalkan"));
		assert_int_equal(r->aftercare, strcmp(r->code, "meninggal") != 0);
	}
	assert_int_equal(termination_reasons_count, 11);
}

static void states_and_moves(void **state)
{
	(void)state;
	static const char *const moves[TERMINATION_STATES] = { /* ajukan setuju kembalikan perbaiki berlakukan batalkan buka */
		[TERMINATION_USUL] = "M----X-", [TERMINATION_MENUNGGU] = "-SK--X-", [TERMINATION_DISETUJUI] = "----BX-", [TERMINATION_DIKEMBALIKAN] = "M--U-X-",
		[TERMINATION_BERLAKU] = "------X", [TERMINATION_DIBATALKAN] = "-------",
	};
	static const char letters[TERMINATION_STATES + 1] = "UMSKBX";
	struct actor head = { .roles = ROLE_KEPALA }, worker = { .roles = ROLE_PEKSOS };
	for (int s = 0; s < TERMINATION_STATES; s++) {
		assert_int_equal(termination_state_from_code(termination_state_code((enum termination_state)s)), s);
		assert_true(*termination_state_label((enum termination_state)s));
		for (int m = 0; m < TERMINATION_MOVES; m++) {
			problems_clear(&p);
			const struct termination_step *step = termination_can((enum termination_state)s, (enum termination_move)m, "alasan", &p);
			assert_int_equal(step ? letters[step->to] : '-', moves[s][m]);
			assert_int_equal(p.hard, step == NULL);
			if (!step)
				continue;
			assert_int_equal(termination_can((enum termination_state)s, (enum termination_move)m, "", NULL) == NULL, step->needs_reason);
			assert_true(may(&head, step->right));
			assert_int_equal(may(&worker, step->right), step->right == RIGHT_TERMINATION_PROPOSE);
			if (step->to == TERMINATION_DISETUJUI || step->to == TERMINATION_BERLAKU || step->to == TERMINATION_DIKEMBALIKAN)
				assert_int_equal(step->right, RIGHT_TERMINATION_APPROVE);
		}
	}
	assert_int_equal(termination_state_from_code("selesai"), TERMINATION_STATES);
}

static void aftercare(void **state)
{
	(void)state;
	const int months[AFTERCARE_COUNT] = AFTERCARE_DEFAULT;
	caldate due[AFTERCARE_COUNT];
	aftercare_dates(day("2026-08-31"), months, AFTERCARE_COUNT, due);
	assert_int_equal(due[0], day("2026-09-30"));
	assert_int_equal(due[1], day("2026-11-30"));
	assert_int_equal(due[2], day("2027-02-28"));
	assert_int_equal(due[3], day("2027-08-31")); /* from the day itself, not from the date before it */
	aftercare_dates(day("2023-08-31"), months, AFTERCARE_COUNT, due);
	assert_int_equal(due[2], day("2024-02-29"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_complete_one_passes), cmocka_unit_test(open_points), cmocka_unit_test(reason_and_date), cmocka_unit_test(four_eyes),
		cmocka_unit_test(the_typed_number), cmocka_unit_test(warnings_by_reason), cmocka_unit_test(reasons_table), cmocka_unit_test(states_and_moves), cmocka_unit_test(aftercare),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
