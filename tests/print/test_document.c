/* The stored form: exact, and never trusted. */
#include "tests/print/sample.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "src/base/text.h"
#include "src/print/model.h"

static void same_bytes(const struct document *a, const struct document *b, renderer *r)
{
	struct buf x = sample_render(r, a, PAPER_A4, "Dicetak"), y = sample_render(r, b, PAPER_A4, "Dicetak");
	assert_int_equal(x.size, y.size);
	assert_memory_equal(x.data, y.data, x.size);
	buf_free(&x);
	buf_free(&y);
}

static void round_trip(struct document *d)
{
	struct buf first = BUF_EMPTY, again = BUF_EMPTY;
	struct err e;
	err_clear(&e);
	document_demo(d, true);
	document_landscape(d, true);
	document_date(d, 20000);
	document_store(d, &first);
	struct document *copy = document_load(first.data, first.size, &e);
	assert_non_null(copy);
	document_store(copy, &again);
	assert_int_equal(first.size, again.size);
	assert_memory_equal(first.data, again.data, first.size);
	same_bytes(d, copy, render_text);
	same_bytes(d, copy, render_csv);
	same_bytes(d, copy, render_pdf);
	document_free(copy);
	document_free(d);
	buf_free(&first);
	buf_free(&again);
}

static void test_store_and_load_give_the_same_document(void **state)
{
	(void)state;
	round_trip(sample_every_block());
	round_trip(sample_receipts(60));
	round_trip(sample_hostile());
	round_trip(document_new(NULL));
}

static void test_every_cut_is_refused(void **state)
{
	(void)state;
	struct document *d = sample_every_block();
	struct buf b = BUF_EMPTY;
	document_store(d, &b);
	for (size_t size = 0; size < b.size; size++) {
		struct err e;
		err_clear(&e);
		char *exact = malloc(size + 1); /* so that the sanitizer sees a byte too far */
		memcpy(exact, b.data, size);
		assert_null(document_load(exact, size, &e));
		assert_int_equal(e.kind, ERR_DATA);
		free(exact);
	}
	buf_putc(&b, 'x');
	assert_null(document_load(b.data, b.size, NULL));
	document_free(d);
	buf_free(&b);
}

static void test_other_versions_and_texts_are_refused(void **state)
{
	(void)state;
	struct document *d = document_new("Judul");
	struct buf b = BUF_EMPTY;
	struct err e;
	document_store(d, &b);
	b.data[4] = 2;
	err_clear(&e);
	assert_null(document_load(b.data, b.size, &e));
	assert_non_null(strstr(e.text, "2"));
	b.data[4] = 1;
	char *title = memmem(b.data, b.size, "Judul", 5);
	static const char *const bad[] = { "Ju\033ul", "Ju\xff" "ul", "J\xe2\x80\xae" "l", "Jud\rl" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		memcpy(title, bad[i], 5);
		assert_null(document_load(b.data, b.size, NULL));
	}
	memcpy(title, "Ju\0ul", 5);
	assert_null(document_load(b.data, b.size, NULL));
	memcpy(title, "Ju\nul", 5);
	struct document *again = document_load(b.data, b.size, NULL);
	assert_non_null(again);
	document_free(again);
	document_free(d);
	buf_free(&b);
}

/* Whatever the bytes: refused, or a document that every renderer can draw and that stores itself again exactly. */
static void test_changed_bytes_never_harm(void **state)
{
	(void)state;
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	printf("seed %u\n", seed);
	srandom(seed);
	struct document *d = sample_every_block();
	struct buf b = BUF_EMPTY;
	int loaded = 0;
	document_store(d, &b);
	for (int round = 0; round < 4000; round++) {
		char *bytes = malloc(b.size);
		memcpy(bytes, b.data, b.size);
		for (long n = 1 + random() % 3; n > 0; n--) {
			size_t at = (size_t)random() % b.size;
			bytes[at] = (char)(random() % 3 ? random() : bytes[at] ^ 1 << random() % 8);
		}
		struct document *m = document_load(bytes, b.size, NULL);
		if (m) {
			struct buf again = BUF_EMPTY;
			document_store(m, &again);
			assert_int_equal(again.size, b.size);
			assert_memory_equal(again.data, bytes, b.size);
			struct buf text = sample_render(render_text, m, PAPER_80, "");
			buf_free(&text);
			text = sample_render(render_csv, m, PAPER_80, "");
			buf_free(&text);
			if (loaded++ % 50 == 0) {
				struct render_options o = { PAPER_A4, "", true, NULL };
				struct buf pdf = BUF_EMPTY;
				render_pdf(m, &o, &pdf, NULL);
				buf_free(&pdf);
			}
			buf_free(&again);
			document_free(m);
		}
		free(bytes);
	}
	assert_true(loaded > 0); /* some changes hit only letters */
	document_free(d);
	buf_free(&b);
}

static void test_a_document_holds_no_hostile_character(void **state)
{
	(void)state;
	struct document *d = sample_hostile();
	struct buf b = BUF_EMPTY;
	document_store(d, &b);
	for (size_t i = 0; i < b.size; i++)
		assert_int_not_equal(b.data[i], 033);
	assert_null(memmem(b.data, b.size, "\xe2\x80\xae", 3));
	assert_null(memmem(b.data, b.size, "\xff;", 2));
	assert_non_null(memmem(b.data, b.size, "calc", 4));
	document_free(d);
	buf_free(&b);
}

static void test_numbers_of_cells(void **state)
{
	(void)state;
	int64_t n = 0;
	assert_true(print_number("1.250.000", false, &n) && n == 1250000);
	assert_true(print_number("-5", false, &n) && n == -5);
	assert_true(print_number("Rp50.000", true, &n) && n == 50000);
	static const char *const no[] = { "", "-", "1.2", "1.2345", ".5", "1..000", "1,5", "+5", "Rp50.000", "5a", "1234.000", "9999999999999999999" };
	for (size_t i = 0; i < COUNT(no); i++)
		assert_false(print_number(no[i], false, &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_store_and_load_give_the_same_document),
		cmocka_unit_test(test_every_cut_is_refused),
		cmocka_unit_test(test_other_versions_and_texts_are_refused),
		cmocka_unit_test(test_changed_bytes_never_harm),
		cmocka_unit_test(test_a_document_holds_no_hostile_character),
		cmocka_unit_test(test_numbers_of_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
