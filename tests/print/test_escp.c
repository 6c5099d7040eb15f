/* Bytes for a dot-matrix printer. */
#include "tests/print/sample.h"
#include <string.h>
#include "src/base/types.h"

static void test_80_columns(void **state)
{
	(void)state;
	struct document *d = sample_every_block();
	struct buf b = sample_render(render_escp, d, PAPER_80, "Dicetak");
	static const char start[] = "\033@\033t\001\0336\033P\022\033C\102"; /* 66 lines */
	assert_memory_equal(b.data, start, sizeof start - 1);
	assert_int_equal(sample_count(&b, "\f"), 1);
	assert_int_equal(sample_count(&b, "\r\n"), 60);
	assert_string_equal(b.data + b.size - 3, "\f\033@");
	assert_int_equal(sample_count(&b, "Jos\x82 dan Zo\x89"), 1); /* é and ë of code page 437 */
	assert_int_equal(sample_count(&b, "\033G"), sample_count(&b, "\033H"));
	assert_true(sample_count(&b, "\033G") > 4);
	buf_free(&b);
	document_free(d);
}

static void test_136_columns_are_condensed(void **state)
{
	(void)state;
	struct document *d = sample_receipts(40);
	struct buf b = sample_render(render_escp, d, PAPER_136, "Dicetak");
	assert_non_null(memmem(b.data, 16, "\017\033C", 3));
	assert_int_equal(sample_count(&b, "\f"), sample_count(&b, "hal "));
	assert_true(sample_count(&b, "\f") > 1);
	buf_free(&b);
	document_landscape(d, true);
	b = sample_render(render_escp, d, PAPER_F4, "Dicetak");
	assert_non_null(memmem(b.data, 16, "\017\033C\116", 4)); /* 78 lines: 13 inches */
	buf_free(&b);
	document_free(d);
}

static void test_letters_outside_the_code_page(void **state)
{
	(void)state;
	struct document *d = document_new("");
	document_paragraph(d, "Sāfīyah “kutip” 字 selesai");
	struct buf b = sample_render(render_escp, d, PAPER_80, "");
	assert_int_equal(sample_count(&b, "Safiyah \"kutip\" ? selesai"), 1);
	buf_free(&b);
	document_free(d);
}

static void test_no_text_becomes_a_command(void **state)
{
	(void)state;
	struct document *d = sample_hostile();
	struct buf b = sample_render(render_escp, d, PAPER_80, "\033@");
	static const char *const own[] = { "\033@", "\033t\001", "\0336", "\033P", "\033C\102", "\033G", "\033H", "\r\n", "\f", "\022" };
	for (size_t i = 0; i < b.size;) {
		unsigned char c = (unsigned char)b.data[i];
		size_t step = c >= 0x20 && c != 0x7F;
		for (size_t k = 0; !step && k < COUNT(own); k++)
			if (strncmp(b.data + i, own[k], strlen(own[k])) == 0)
				step = strlen(own[k]);
		assert_true(step > 0);
		i += step;
	}
	assert_int_equal(sample_count(&b, "\033@"), 2);
	buf_free(&b);
	document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_80_columns),
		cmocka_unit_test(test_136_columns_are_condensed),
		cmocka_unit_test(test_letters_outside_the_code_page),
		cmocka_unit_test(test_no_text_becomes_a_command),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
