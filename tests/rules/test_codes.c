#include "tests/rules/check.h"
#include "src/rules/codes.h"
#include "src/rules/indicator.h"
#include "src/rules/person.h"
#include "src/rules/referral.h"
#include "src/rules/allowance.h"
#include "src/rules/ledger.h"
#include "src/rules/month.h"
#include "src/rules/school.h"
#include "src/rules/stay.h"
#include "src/rules/termination.h"

static void rows_stand_under_their_list_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < code_rows_count; i++) {
		const struct code_row *r = &code_rows[i];
		assert_non_null(code_list_find(r->list));
		assert_true(*r->label && *r->code && strlen(r->code) < 40);
		assert_ptr_equal(code_find(r->list, r->code), r); /* the first of its name is itself: no double */
		if (i > 0) {
			assert_true(r->sort > code_rows[i - 1].sort);
		}
	}
	size_t total = 0, count;
	for (size_t i = 0; i < code_lists_count; i++) {
		const struct code_row *row = code_rows_of(code_lists[i].code, &count);
		assert_non_null(row);
		for (size_t k = 0; k < count; k++)
			assert_string_equal(row[k].list, code_lists[i].code); /* together */
		total += count;
	}
	assert_int_equal(total, code_rows_count);
}

/* DESIGN.md 4: scripts and files rely on these words. */
static void words_of_the_command_line(void **state)
{
	(void)state;
	static const struct { const char *list, *codes; } words[] = {
		{ "background", "yatim|yatim_piatu|piatu|perceraian|ekonomi|ditinggalkan|lain" },
		{ "cluster", "balita_terlantar|anak_terlantar|anak_jalanan|abh|disabilitas|ampk" },
		{ "school_level", "belum|paud|sd|smp|sma|pt|putus|lulus" },
		{ "termination_reason", "reunifikasi|pengasuhan_alternatif|mandiri|lulus|batas_usia|pindah|dirujuk|meninggalkan|meninggal|lain|pengangkatan" },
		{ "referral_state", "konsep|dikirim|surat_diterima|asesmen|disetujui|daftar_tunggu|ditempatkan|ditolak|ditarik" },
		{ "sex", "L|P" },
		{ "score", "tercapai|sebagian|belum" },
	};
	for (size_t i = 0; i < COUNT(words); i++) {
		const char *at = words[i].codes;
		char one[64];
		while (codes_next(&at, one, sizeof one))
			if (!code_find(words[i].list, one))
				fail_msg("%s has no %s", words[i].list, one);
	}
}

/* Every code a rule's table uses has a label, and every field points to a list that exists. */
static void tables_and_lists_agree(void **state)
{
	(void)state;
	size_t n;
	for (size_t i = 0; i < presence_kinds_count; i++)
		assert_non_null(code_find("presence_kind", presence_kinds[i].code));
	code_rows_of("presence_kind", &n);
	assert_int_equal(n, presence_kinds_count);
	for (int i = 0; i < LEVELS; i++)
		assert_non_null(code_find("school_level", school_levels[i].code));
	for (size_t i = 0; i < school_kinds_count; i++)
		assert_non_null(code_find("school_kind", school_kinds[i].code));
	for (int i = 0; i < MARKS; i++)
		assert_non_null(code_find("school_mark", school_mark_code((enum school_mark)i)));
	for (size_t i = 0; i < termination_reasons_count; i++)
		assert_non_null(code_find("termination_reason", termination_reasons[i].code));
	code_rows_of("termination_reason", &n);
	assert_int_equal(n, termination_reasons_count);
	for (int i = 0; i < REFERRAL_STATES; i++)
		assert_non_null(code_find("referral_state", referral_states[i].code));
	for (int i = 0; i < TERMINATION_STATES; i++)
		assert_non_null(code_find("termination_state", termination_state_code((enum termination_state)i)));
	for (int i = 0; i < ALLOWANCE_STATES; i++)
		assert_non_null(code_find("allowance_state", allowance_state_code((enum allowance_state)i)));
	for (int i = 0; i < ALLOWANCE_UNITS; i++)
		assert_non_null(code_find("allowance_unit", allowance_unit_code((enum allowance_unit)i)));
	for (int i = 0; i < ACCOUNT_KINDS; i++)
		assert_non_null(code_find("account_kind", account_kinds[i].code));
	for (int i = 0; i < POSTING_KINDS; i++)
		assert_non_null(code_find("posting_kind", posting_kinds[i].code));
	for (size_t i = 0; i < age_bands_count; i++)
		assert_non_null(code_find("age_band", age_bands[i].code));
	for (int b = CARE_DARURAT; b <= CARE_JANGKA_PANJANG; b++)
		assert_non_null(code_find("care_band", stay_band_code((enum care_band)b)));
	for (size_t i = 0; i < indicators_count; i++) {
		const char *at = indicators[i].clusters;
		char one[64];
		while (codes_next(&at, one, sizeof one))
			assert_non_null(code_find("cluster", one));
	}
	for (int f = 0; f < PERSON_FIELDS; f++)
		if (person_fields[f].list && strcmp(person_fields[f].list, "district"))
			assert_non_null(code_list_find(person_fields[f].list));
	for (int f = 0; f < REFERRAL_FIELDS; f++)
		if (referral_fields[f].list && strcmp(referral_fields[f].list, "district"))
			assert_non_null(code_list_find(referral_fields[f].list));
}

static void labels_and_choices(void **state)
{
	(void)state;
	struct choice c[10];
	assert_string_equal(code_label("religion", "katolik"), "Catholic");
	assert_string_equal(code_label("religion", "jedi"), "jedi");
	assert_string_equal(code_label("nonsense", NULL), "");
	assert_int_equal(code_choices("sex", c, COUNT(c)), 2);
	assert_string_equal(c[0].code, "L");
	assert_string_equal(c[1].label, "Female");
	assert_null(c[2].code);
	assert_int_equal(code_choices("blood_group", c, 4), 3); /* room for the end is kept */
	assert_null(c[3].code);
	assert_int_equal(code_choices("district", c, COUNT(c)), 0);
	assert_null(code_list_find("district"));
}

static void several_codes_in_one_value(void **state)
{
	(void)state;
	char one[16];
	assert_true(codes_have("abh|ampk", "ampk"));
	assert_false(codes_have("abh|ampk", "am"));
	assert_false(codes_have("", "abh"));
	assert_false(codes_have(NULL, "abh"));
	codes_first("disabilitas|abh", one, sizeof one);
	assert_string_equal(one, "disabilitas");
	codes_first("", one, sizeof one);
	assert_string_equal(one, "");
	char tiny[4];
	const char *at = "abcdef|g"; /* cut, but the walk goes on behind it */
	assert_true(codes_next(&at, tiny, sizeof tiny));
	assert_string_equal(tiny, "abc");
	assert_true(codes_next(&at, tiny, sizeof tiny));
	assert_string_equal(tiny, "g");
	assert_false(codes_next(&at, tiny, sizeof tiny));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stand_under_their_list_once),
		cmocka_unit_test(words_of_the_command_line),
		cmocka_unit_test(tables_and_lists_agree),
		cmocka_unit_test(labels_and_choices),
		cmocka_unit_test(several_codes_in_one_value),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
