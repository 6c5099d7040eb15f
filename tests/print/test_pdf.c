/* PDF pages, read back by poppler's tools. */
#include "tests/print/sample.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "src/base/types.h"

static struct buf words(const struct buf *pdf)
{
	return sample_run(pdf, (const char *[]){ "pdftotext", "-layout", "%", "-", NULL });
}

static struct buf facts(const struct buf *pdf)
{
	return sample_run(pdf, (const char *[]){ "pdfinfo", "%", NULL });
}

static void expect(const struct buf *b, const char *text, int times)
{
	if (sample_count(b, text) != times)
		fail_msg("\"%s\" occurs %d times instead of %d in:\n%s", text, sample_count(b, text), times, buf_text(b));
}

static void test_every_word_is_on_the_page(void **state)
{
	(void)state;
	static const char *const once[] = { "PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "PANTI SOSIAL HARAPAN", "Jalan Melati 12", "LAPORAN BULANAN", "Bulan Juli 2026",
		"460/7/2026", "A. Keadaan anak", "José dan Zoë", "Tabel 1", "Jenjang", "SMP/MTs dan", "sederajat", "Jumlah", "Catatan: selisih 1 anak.", "Contoh Utara", "Kapasitas", "APBD",
		"Mengetahui,", "Ahmad Contoh", "Pembina", "NIP. 19700101", "3 Agustus 2026", "Dewi Contoh", "Kepala audit 0123456789abcdef (12)", "Dicetak Rina", "hal 1/1" };
	struct document *d = sample_every_block();
	struct buf pdf = sample_render(render_pdf, d, PAPER_A4, "Dicetak Rina"), text = words(&pdf);
	for (size_t i = 0; i < COUNT(once); i++)
		expect(&text, once[i], 1);
	buf_free(&text);
	buf_free(&pdf);
	document_free(d);
}

static void test_page_sizes(void **state)
{
	(void)state;
	static const struct { enum paper_size paper; bool turned; const char *size; } sizes[] = {
		{ PAPER_A4, false, "595.28 x 841.89 pts (A4)" }, { PAPER_A4, true, "841.89 x 595.28 pts (A4)" }, { PAPER_F4, false, "609.45 x 935.43 pts" },
		{ PAPER_F4, true, "935.43 x 609.45 pts" }, { PAPER_80, false, "595.28 x 841.89 pts (A4)" }, { PAPER_136, false, "841.89 x 595.28 pts (A4)" } };
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct document *d = sample_every_block();
		document_landscape(d, sizes[i].turned);
		document_date(d, 20665);
		struct buf pdf = sample_render(render_pdf, d, sizes[i].paper, ""), info = facts(&pdf);
		expect(&info, sizes[i].size, 1);
		expect(&info, "LAPORAN BULANAN", 1);
		expect(&info, "Jul 31 00:00:00 2026", 1);
		buf_free(&info);
		buf_free(&pdf);
		document_free(d);
	}
}

static void test_the_same_document_gives_the_same_bytes(void **state)
{
	(void)state;
	struct document *d = sample_receipts(60), *same = sample_receipts(60);
	document_paragraph(d, "Sāfīyah");
	document_paragraph(same, "Sāfīyah");
	struct buf a = sample_render(render_pdf, d, PAPER_F4, "Dicetak"), b = sample_render(render_pdf, same, PAPER_F4, "Dicetak");
	assert_int_equal(a.size, b.size);
	assert_memory_equal(a.data, b.data, a.size);
	buf_free(&a);
	buf_free(&b);
	document_free(d);
	document_free(same);
}

static void test_rows_stay_whole_and_sums_are_carried(void **state)
{
	(void)state;
	for (int rows = 1; rows < 90; rows += 4) {
		struct document *d = sample_receipts(rows);
		struct buf pdf = sample_render(render_pdf, d, PAPER_A4, "Dicetak"), text = words(&pdf);
		int pages = sample_count(&text, "\f");
		char last[24];
		expect(&text, "Jumlah (Rp)", pages);
		expect(&text, "Pindahan", pages - 1);
		expect(&text, "Jumlah s.d. halaman ini", pages - 1);
		expect(&text, "Jumlah halaman ini", pages > 1 ? pages : 0);
		expect(&text, "Seluruhnya", 1);
		expect(&text, "Anak-", rows);
		snprintf(last, sizeof last, "hal %d/%d", pages, pages);
		expect(&text, last, 1);
		buf_free(&text);
		buf_free(&pdf);
		document_free(d);
	}
}

static void test_letters_outside_cp1252(void **state)
{
	(void)state;
	struct document *d = document_new("Ḥafṣah Sāfīyah – “kutip” €5");
	document_paragraph(d, "Nama Ǆ di tengah kalimat Helvetica");
	struct buf pdf = sample_render(render_pdf, d, PAPER_A4, ""), text = words(&pdf);
	expect(&text, "Ḥafṣah Sāfīyah – “kutip” €5", 1);
	expect(&text, "Nama Ǆ di tengah kalimat", 1);
	struct buf fonts = sample_run(&pdf, (const char *[]){ "pdffonts", "%", NULL });
	expect(&fonts, "DejaVuSans", 1);
	assert_true(sample_count(&fonts, "Helvetica") >= 2);
	buf_free(&fonts);
	buf_free(&text);
	buf_free(&pdf);
	struct render_options o = { PAPER_A4, "", true, "/nonexistent/font.ttf" };
	struct err e;
	err_clear(&e);
	assert_false(render_pdf(d, &o, &pdf, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_non_null(strstr(e.text, "/nonexistent/font.ttf"));
	o.font_path = "/etc/passwd"; /* no font: libharu's own error, not a crash */
	err_clear(&e);
	assert_false(render_pdf(d, &o, &pdf, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_int_equal(pdf.size, 0);
	buf_free(&pdf);
	document_free(d);
}

static void test_demo_is_marked_on_every_page(void **state)
{
	(void)state;
	struct document *d = sample_receipts(60);
	document_demo(d, true);
	struct buf pdf = sample_render(render_pdf, d, PAPER_A4, "Dicetak Rina"), text = sample_run(&pdf, (const char *[]){ "pdftotext", "-raw", "%", "-", NULL });
	int pages = sample_count(&text, "\f");
	assert_true(pages > 1);
	expect(&text, "CONTOH Dicetak Rina", pages);
	expect(&text, "C\nO\nN\nT\nO\nH\n", pages); /* the letters of the watermark climb one by one */
	buf_free(&text);
	buf_free(&pdf);
	document_free(d);
}

static void test_a_row_higher_than_a_page_loses_nothing(void **state)
{
	(void)state;
	struct document *d = document_new("");
	struct column c[] = { { "No", 4, ALIGN_RIGHT, false }, { "Riwayat", 0, ALIGN_LEFT, false } };
	struct buf story = BUF_EMPTY;
	for (int i = 0; i < 300; i++)
		buf_printf(&story, "kata-%03d ini baris panjang tentang kunjungan rumah pada suatu hari di bulan Juli\n", i);
	document_table(d, "Riwayat", c, 2);
	document_row(d, (const char *[]){ "1", "pendek" });
	document_row(d, (const char *[]){ "2", story.data });
	document_row(d, (const char *[]){ "3", "akhir" });
	document_table(d, "Tanpa baris", c, 2);
	struct buf pdf = sample_render(render_pdf, d, PAPER_A4, ""), text = words(&pdf);
	expect(&text, "kata-", 300);
	expect(&text, "akhir", 1);
	expect(&text, "Nihil", 1);
	struct buf plain = sample_render(render_text, d, PAPER_80, "");
	expect(&plain, "kata-", 300);
	buf_free(&plain);
	buf_free(&text);
	buf_free(&pdf);
	buf_free(&story);
	document_free(d);
}

static void test_hostile_text_is_inert(void **state)
{
	(void)state;
	struct document *d = sample_hostile();
	struct buf pdf = sample_render(render_pdf, d, PAPER_A4, "\033[2J"), text = words(&pdf);
	assert_true(sample_count(&text, "calc") > 8);
	assert_null(strchr(text.data, '\033'));
	buf_free(&text);
	buf_free(&pdf);
	document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_word_is_on_the_page),
		cmocka_unit_test(test_page_sizes),
		cmocka_unit_test(test_the_same_document_gives_the_same_bytes),
		cmocka_unit_test(test_rows_stay_whole_and_sums_are_carried),
		cmocka_unit_test(test_letters_outside_cp1252),
		cmocka_unit_test(test_demo_is_marked_on_every_page),
		cmocka_unit_test(test_a_row_higher_than_a_page_loses_nothing),
		cmocka_unit_test(test_hostile_text_is_inert),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
