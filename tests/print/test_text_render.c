/* Pages of text, exactly. */
#include "tests/print/sample.h"
#include <stdlib.h>
#include <string.h>
#include "src/base/text.h"

static const char *const narrow[] = {
	"                          PEMERINTAH KABUPATEN CONTOH",
	"                                  DINAS SOSIAL",
	"                              PANTI SOSIAL HARAPAN",
	"                            Jalan Melati 12, Contoh",
	"================================================================================",
	"",
	"                                LAPORAN BULANAN",
	"                                Bulan Juli 2026",
	"",
	"Nomor   : 460/7/2026",
	"Perihal : Keadaan anak",
	"",
	"A. Keadaan anak",
	"Panti mengasuh 12 anak; José dan Zoë baru diterima pada bulan ini dari kabupaten",
	"tetangga.",
	"",
	"Tabel 1",
	"+-----+--------------+------+------+",
	"| No  |   Jenjang    |  L   |  P   |",
	"+-----+--------------+------+------+",
	"|   1 | SD           |    5 |    3 |",
	"|   2 | SMP/MTs dan  |    1 |    3 |",
	"|     | sederajat    |      |      |",
	"+-----+--------------+------+------+",
	"|     | Jumlah       |    6 |    6 |",
	"+-----+--------------+------+------+",
	"",
	"  Catatan: selisih 1 anak.",
	"",
	"Rujukan",
	"Contoh Utara |############################################################ 10",
	"Kota         |############################## 5",
	"",
	"Kapasitas   : 20",
	"Sumber dana : APBD",
	"",
	"              Mengetahui,                        Contoh, 3 Agustus 2026",
	"              Kepala Panti                             Bendahara",
	"", "", "", "",
	"              Ahmad Contoh                            Dewi Contoh",
	"                Pembina",
	"             NIP. 19700101",
	"", "", "", "", "", "", "", "", "", "", "", "", "", "",
	"Dicetak Rina 03-08-2026 10.31  Kepala audit 0123456789abcdef (12)        hal 1/1",
};

static const char *const wide[] = {
	"                                                      PEMERINTAH KABUPATEN CONTOH",
	"                                                              DINAS SOSIAL",
	"                                                          PANTI SOSIAL HARAPAN",
	"                                                        Jalan Melati 12, Contoh",
	"========================================================================================================================================",
	"",
	"                                                            LAPORAN BULANAN",
	"                                                            Bulan Juli 2026",
	"",
	"Nomor   : 460/7/2026",
	"Perihal : Keadaan anak",
	"",
	"A. Keadaan anak",
	"Panti mengasuh 12 anak; José dan Zoë baru diterima pada bulan ini dari kabupaten tetangga.",
	"",
	"Tabel 1",
	"+-----+--------------+------+------+",
	"| No  |   Jenjang    |  L   |  P   |",
	"+-----+--------------+------+------+",
	"|   1 | SD           |    5 |    3 |",
	"|   2 | SMP/MTs dan  |    1 |    3 |",
	"|     | sederajat    |      |      |",
	"+-----+--------------+------+------+",
	"|     | Jumlah       |    6 |    6 |",
	"+-----+--------------+------+------+",
	"",
	"  Catatan: selisih 1 anak.",
	"",
	"Rujukan",
	"Contoh Utara |############################################################ 10",
	"Kota         |############################## 5",
	"",
	"Kapasitas   : 20",
	"Sumber dana : APBD",
	"",
	"                            Mengetahui,                                                    Contoh, 3 Agustus 2026",
	"                            Kepala Panti                                                         Bendahara",
	"", "", "", "",
	"                            Ahmad Contoh                                                        Dewi Contoh",
	"                              Pembina",
	"                           NIP. 19700101",
	"", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
	"Dicetak Rina 03-08-2026 10.31  Kepala audit 0123456789abcdef (12)                                                                hal 1/1",
};

static void same_page(enum paper_size paper, const char *const *lines, size_t count)
{
	struct document *d = sample_every_block();
	struct buf page = sample_render(render_text, d, paper, "Dicetak Rina 03-08-2026 10.31");
	char *at = page.data;
	for (size_t i = 0; i < count; i++) {
		char *end = strchr(at, '\n');
		assert_non_null(end);
		*end = '\0';
		assert_string_equal(at, lines[i]);
		at = end + 1;
	}
	assert_string_equal(at, "");
	buf_free(&page);
	document_free(d);
}

static void test_a_page_of_80_columns(void **state)
{
	(void)state;
	same_page(PAPER_80, narrow, COUNT(narrow));
}

static void test_a_page_of_136_columns(void **state)
{
	(void)state;
	same_page(PAPER_136, wide, COUNT(wide));
}

/* Calls f for each page with its lines cut apart. */
static int each_page(struct buf *b, void (*f)(char **line, int lines, int page, void *ctx), void *ctx)
{
	int pages = 0;
	for (char *page = b->data; page;) {
		char *next = strchr(page, '\f'), *line[200];
		int n = 0;
		if (next)
			*next++ = '\0';
		for (char *end; *page && (end = strchr(page, '\n')) && n < 200; page = end + 1) {
			*end = '\0';
			line[n++] = page;
		}
		f(line, n, pages++, ctx);
		page = next;
	}
	return pages;
}

struct seen { int lines, width, rows, pages; int64_t sum, page_sum; };

static int64_t amount(const char *line)
{
	int64_t n = 0;
	for (const char *p = line; *p; p++)
		if (*p >= '0' && *p <= '9')
			n = n * 10 + (*p - '0');
	return n;
}

static void check_receipt_page(char **line, int lines, int page, void *ctx)
{
	struct seen *s = ctx;
	assert_int_equal(lines, s->lines);
	assert_non_null(strstr(line[lines - 1], "hal "));
	assert_int_equal(text_width(line[lines - 1]), s->width);
	s->page_sum = 0;
	bool head = false, rest = false;
	for (int i = 0; i < lines; i++) {
		assert_true(text_width(line[i]) <= s->width);
		head |= strstr(line[i], "Jumlah (Rp)") != NULL;
		char *name = strstr(line[i], "Anak-");
		if (name) { /* a row of two lines stands whole, then a rule */
			assert_true(i + 2 < lines && line[i + 1][0] == '|' && line[i + 2][0] == '+');
			s->rows++;
			s->page_sum += amount(name + 8);
			s->sum += amount(name + 8);
		}
		if (strstr(line[i], "Pindahan")) {
			assert_int_equal(amount(line[i]), s->sum);
			rest = true;
		}
		if (strstr(line[i], "Jumlah halaman ini"))
			assert_int_equal(amount(line[i]), s->page_sum);
		if (strstr(line[i], "Jumlah s.d. halaman ini"))
			assert_int_equal(amount(line[i]), s->sum);
		if (strstr(line[i], "Seluruhnya"))
			assert_int_equal(amount(line[i]), s->sum);
	}
	assert_true(head || !rest);
	assert_int_equal(rest, page > 0);
}

static void test_rows_stay_whole_and_sums_are_carried(void **state)
{
	(void)state;
	static const struct { enum paper_size paper; int lines, width; } papers[] = { { PAPER_80, 60, 80 }, { PAPER_136, 60, 136 }, { PAPER_A4, 64, 80 }, { PAPER_F4, 66, 80 } };
	for (size_t i = 0; i < COUNT(papers); i++)
		for (int rows = 1; rows < 70; rows++) {
			struct seen s = { papers[i].lines, papers[i].width, 0, 0, 0, 0 };
			struct document *d = sample_receipts(rows);
			struct buf b = sample_render(render_text, d, papers[i].paper, "Dicetak");
			int sums = sample_count(&b, "Jumlah halaman ini"), carried = sample_count(&b, "Pindahan");
			int pages = each_page(&b, check_receipt_page, &s);
			assert_int_equal(s.rows, rows);
			assert_int_equal(carried, pages - 1);
			assert_int_equal(sums, pages > 1 ? pages : 0);
			buf_free(&b);
			document_free(d);
		}
}

/* Sums between the rows are not carried twice. */
static void test_subtotals_are_not_carried(void **state)
{
	(void)state;
	struct document *d = document_new("");
	struct column c[] = { { "Nama", 24, ALIGN_LEFT, false }, { "Jumlah", 12, ALIGN_RIGHT, true } };
	document_table(d, "", c, 2);
	document_table_carry(d, true);
	for (int i = 1; i <= 90; i++) {
		document_row(d, (const char *[]){ "Anak", "1.000" });
		if (i % 10 == 0)
			document_row_total(d, (const char *[]){ "Kamar", "10.000" });
	}
	struct buf b = sample_render(render_text, d, PAPER_80, "");
	int rows = 0, carried = 0;
	for (char *at = b.data, *end; (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		rows += strstr(at, "Anak") != NULL;
		if (strstr(at, "Pindahan") && ++carried)
			assert_int_equal(amount(at), 1000 * rows);
	}
	assert_int_equal(rows, 90);
	assert_true(carried > 0);
	buf_free(&b);
	document_free(d);
}

static void test_long_cells_are_wrapped_and_numbers_stay_whole(void **state)
{
	(void)state;
	struct document *d = document_new("");
	struct column c[] = { { "Nama", 60, ALIGN_LEFT, false }, { "Alamat", 60, ALIGN_LEFT, false }, { "Saldo", 4, ALIGN_RIGHT, false } };
	document_table(d, "", c, 3);
	document_row(d, (const char *[]){ "Maximiliana Contoh dari Kampung Seberang Sungai Besar", "Jalan Yang Panjang Sekali Nomor Seratus Dua Puluh Tiga, RT 04 RW 05, Kelurahan Contoh", "999.999.999.999" });
	document_row(d, (const char *[]){ "Takterputussekalinamanyasehinggalebihpanjangdarikolomyangtersediauntuknya", "x", "1" });
	struct buf b = sample_render(render_text, d, PAPER_80, "");
	assert_int_equal(sample_count(&b, "999.999.999.999 |"), 1);
	assert_int_equal(sample_count(&b, "Seberang"), 1);
	char letters[200] = "";
	for (const char *p = strstr(buf_text(&b), "Takter"); p && *p != '-'; p = strchr(p, '\n'), p = p ? p + 3 : NULL)
		strncat(letters, p, strcspn(p, " |\n")); /* the first column, line by line, down to the rule */
	assert_string_equal(letters, "Takterputussekalinamanyasehinggalebihpanjangdarikolomyangtersediauntuknya");
	buf_free(&b);
	document_free(d);
}

static void test_signatures_stand_on_one_page(void **state)
{
	(void)state;
	struct signature s[] = { { "Mengetahui,", "Kepala", "Nama-A", "", "1" }, { "Contoh,", "Bendahara", "Nama-B", "", "2" }, { "", "PPTK", "Nama-C", "", "3" }, { "", "Penerima", "Nama-D", "", "4" } };
	for (int filler = 20; filler < 60; filler++) {
		struct document *d = document_new("");
		for (int i = 0; i < filler; i++)
			document_note(d, "baris");
		document_paragraph(d, "Demikian dibuat dengan sebenarnya.");
		document_signatures(d, s, 4);
		struct buf b = sample_render(render_text, d, PAPER_80, "");
		char *first = strstr(b.data, "Demikian"), *last = strstr(b.data, "NIP. 4"); /* the last words come with the hands */
		assert_true(first && last && first < last);
		assert_null(memchr(first, '\f', (size_t)(last - first)));
		buf_free(&b);
		document_free(d);
	}
}

static void test_a_table_without_rows_says_so(void **state)
{
	(void)state;
	struct document *d = document_new("");
	struct column c[] = { { "No", 3, ALIGN_RIGHT, false }, { "Nama", 10, ALIGN_LEFT, false } };
	document_table(d, "Anak keluar", c, 2);
	struct buf b = sample_render(render_text, d, PAPER_80, "");
	static const char expected[] = "Anak keluar\n+-----+------------+\n| No  |    Nama    |\n+-----+------------+\n|     | Nihil      |\n+-----+------------+\n\n";
	assert_memory_equal(b.data, expected, sizeof expected - 1);
	buf_free(&b);
	document_free(d);
}

static void test_demo_is_marked_on_every_page(void **state)
{
	(void)state;
	struct document *d = sample_receipts(60);
	document_demo(d, true);
	struct buf b = sample_render(render_text, d, PAPER_80, "Dicetak");
	int pages = sample_count(&b, "\f") + 1;
	assert_true(pages > 2);
	assert_int_equal(sample_count(&b, "*** CONTOH"), pages);
	assert_int_equal(sample_count(&b, "\nCONTOH  Dicetak"), pages);
	buf_free(&b);
	document_free(d);
}

static void test_preprinted_paper_keeps_the_room_of_the_letterhead(void **state)
{
	(void)state;
	struct document *d = sample_every_block();
	struct render_options o = { PAPER_80, "", false, NULL };
	struct buf with = sample_render(render_text, d, PAPER_80, ""), without = BUF_EMPTY;
	assert_true(render_text(d, &o, &without, NULL));
	assert_null(strstr(without.data, "DINAS SOSIAL"));
	const char *title = strstr(without.data, "LAPORAN BULANAN");
	assert_non_null(title);
	int above = 0, above_with = 0;
	for (const char *p = without.data; p < title; p++)
		above += *p == '\n';
	for (const char *p = with.data; p < strstr(with.data, "LAPORAN BULANAN"); p++)
		above_with += *p == '\n';
	assert_int_equal(above, above_with);
	buf_free(&with);
	buf_free(&without);
	document_free(d);
}

static void test_hostile_text_is_inert(void **state)
{
	(void)state;
	struct document *d = sample_hostile();
	struct buf b = sample_render(render_text, d, PAPER_80, "\033[2J\r\x9b");
	for (size_t i = 0; i < b.size; i++) {
		unsigned char c = (unsigned char)b.data[i];
		assert_true((c >= 0x20 && c != 0x7F) || c == '\n' || c == '\f');
	}
	assert_null(strstr(b.data, "\xe2\x80\xae"));
	assert_null(strstr(b.data, "\xc2\x9b"));
	buf_free(&b);
	document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_page_of_80_columns),
		cmocka_unit_test(test_a_page_of_136_columns),
		cmocka_unit_test(test_rows_stay_whole_and_sums_are_carried),
		cmocka_unit_test(test_subtotals_are_not_carried),
		cmocka_unit_test(test_long_cells_are_wrapped_and_numbers_stay_whole),
		cmocka_unit_test(test_signatures_stand_on_one_page),
		cmocka_unit_test(test_a_table_without_rows_says_so),
		cmocka_unit_test(test_demo_is_marked_on_every_page),
		cmocka_unit_test(test_preprinted_paper_keeps_the_room_of_the_letterhead),
		cmocka_unit_test(test_hostile_text_is_inert),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
