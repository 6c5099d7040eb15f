/* CSV that Indonesian spreadsheets open without being told anything, and that computes nothing. */
#include "tests/print/sample.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "src/base/types.h"
#include "src/print/sheet.h"

static void one_cell(const char *cell, const char *line)
{
	struct buf b = BUF_EMPTY;
	csv_row(&b, &cell, 1);
	assert_true(b.size > 2 && strcmp(b.data + b.size - 2, "\r\n") == 0);
	b.data[b.size - 2] = '\0';
	assert_string_equal(b.data, line);
	buf_free(&b);
}

static void test_cells(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "Siti", "Siti" }, { "a;b", "\"a;b\"" }, { "O'Neil", "O'Neil" }, { "kata \"kutip\"", "\"kata \"\"kutip\"\"\"" },
		{ "dua\nbaris", "\"dua\nbaris\"" }, { " awal", "\" awal\"" }, { "akhir ", "\"akhir \"" },
		{ "=1+1", "'=1+1" }, { "+62812", "'+62812" }, { "@SUM(A1)", "'@SUM(A1)" }, { "-2+3", "'-2+3" }, { "=A1;\"x\"", "\"'=A1;\"\"x\"\"\"" },
		{ "\tx", "\"'\tx\"" }, { "\rx", "\"'\rx\"" }, { "-", "-" }, { "-5", "-5" }, { "-5.000", "-5.000" }, { "-1,25", "\"-1,25\"" }, { "-1,2,3", "\"'-1,2,3\"" },
		{ "-5e3", "'-5e3" }, { "--5", "'--5" }, { "3273013102140005", "3273013102140005" },
	};
	for (size_t i = 0; i < COUNT(pairs); i++)
		one_cell(pairs[i][0], pairs[i][1]);
}

static void test_tables_of_a_document(void **state)
{
	(void)state;
	struct document *d = sample_every_block();
	struct column c[] = { { "Nama", 10, ALIGN_LEFT, false }, { "NIK", 16, ALIGN_LEFT, false } };
	document_table(d, "Tabel 2; daftar", c, 2);
	document_row(d, (const char *[]){ "José", "0012345678901234" });
	struct buf b = sample_render(render_csv, d, PAPER_A4, "Dicetak");
	assert_string_equal(b.data,
		"\xEF\xBB\xBFTabel 1\r\nNo;Jenjang;L;P\r\n1;SD;5;3\r\n2;SMP/MTs dan sederajat;1;3\r\n;Jumlah;6;6\r\n"
		"\r\n\"Tabel 2; daftar\"\r\nNama;NIK\r\nJosé;0012345678901234\r\n");
	buf_free(&b);
	document_free(d);
}

static void test_letter(void **state)
{
	(void)state;
	struct document *d = document_new("");
	document_reference(d, "Nomor", "460/1/2026");
	document_paragraph(d, "Dengan hormat,");
	document_pair(d, "Nama anak", "=Siti");
	document_space(d);
	struct buf b = sample_render(render_csv, d, PAPER_A4, "Dicetak");
	assert_string_equal(b.data, "\xEF\xBB\xBFUraian;Isi\r\nNomor;460/1/2026\r\n;\"Dengan hormat,\"\r\nNama anak;'=Siti\r\n");
	buf_free(&b);
	document_free(d);
}

static void test_hostile_cells(void **state)
{
	(void)state;
	struct document *d = sample_hostile();
	struct buf b = sample_render(render_csv, d, PAPER_A4, "");
	assert_int_equal(sample_count(&b, "=cmd"), 7);
	assert_int_equal(sample_count(&b, "\"'=cmd"), 7); /* caption, two heads, four cells: each starts as a text */
	assert_null(strchr(b.data, '\033'));
	assert_null(strchr(b.data, '\a'));
	buf_free(&b);
	document_free(d);
}

static void test_a_stream_is_the_same_csv(void **state)
{
	(void)state;
	struct column c[] = { { "No", 5, ALIGN_RIGHT, false }, { "Nama", 20, ALIGN_LEFT, false } };
	char path[] = "/tmp/pantidesk-test-XXXXXX";
	int fd = mkstemp(path);
	unlink(path);
	struct sheet *s = sheet_open(SHEET_CSV, fd, "Anak", c, 2, NULL);
	assert_non_null(s);
	for (int i = 0; i < 20000; i++) {
		char no[12];
		snprintf(no, sizeof no, "%d", i);
		assert_true(sheet_row(s, (const char *[]){ no, i % 2 ? "=Zoë\033" : NULL }));
	}
	assert_true(sheet_close(s, NULL));
	static const char start[] = "\xEF\xBB\xBFNo;Nama\r\n0;\r\n1;'=Zoë\xEF\xBF\xBD\r\n2;\r\n";
	static const char end[] = "19998;\r\n19999;'=Zoë\xEF\xBF\xBD\r\n";
	char bytes[sizeof start] = "", last[sizeof end] = "";
	assert_int_equal(pread(fd, bytes, sizeof start - 1, 0), sizeof start - 1);
	assert_string_equal(bytes, start);
	assert_int_equal(pread(fd, last, sizeof end - 1, lseek(fd, 0, SEEK_END) - (off_t)sizeof end + 1), sizeof end - 1);
	assert_string_equal(last, end);
	close(fd);
}

static void test_a_full_disk_is_reported_once(void **state)
{
	(void)state;
	struct column c[] = { { "Nama", 20, ALIGN_LEFT, false } };
	struct err e;
	err_clear(&e);
	int fd = open("/dev/full", O_WRONLY);
	assert_true(fd >= 0);
	struct sheet *s = sheet_open(SHEET_CSV, fd, "Anak", c, 1, &e);
	int rows = 0;
	while (rows < 100000 && sheet_row(s, (const char *[]){ "Budi Contoh" }))
		rows++;
	assert_true(rows < 100000);
	assert_false(sheet_row(s, (const char *[]){ "Budi Contoh" }));
	assert_false(sheet_close(s, &e));
	assert_int_equal(e.kind, ERR_IO);
	err_clear(&e);
	s = sheet_open(SHEET_CSV, fd, "Anak", c, 1, &e); /* too little to be flushed before the end */
	sheet_row(s, (const char *[]){ "Budi Contoh" });
	assert_false(sheet_close(s, &e));
	assert_int_equal(e.kind, ERR_IO);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_tables_of_a_document), cmocka_unit_test(test_letter),
		cmocka_unit_test(test_hostile_cells),
		cmocka_unit_test(test_a_stream_is_the_same_csv),
		cmocka_unit_test(test_a_full_disk_is_reported_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
