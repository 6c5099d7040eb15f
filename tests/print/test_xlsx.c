/* Workbooks, looked at through unzip. */
#include "tests/print/sample.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include "src/print/sheet.h"

static struct buf part(const struct buf *book, const char *name)
{
	return sample_run(book, (const char *[]){ "unzip", "-p", "%", name, NULL });
}

static void expect(const struct buf *b, const char *text, int times)
{
	if (sample_count(b, text) != times)
		fail_msg("\"%s\" occurs %d times instead of %d in:\n%s", text, sample_count(b, text), times, buf_text(b));
}

static void test_cells_and_sheets(void **state)
{
	(void)state;
	struct document *d = sample_every_block();
	struct column c[] = { { "Nama", 10, ALIGN_LEFT, false }, { "NIK", 16, ALIGN_LEFT, false }, { "Jumlah", 10, ALIGN_RIGHT, true }, { "NIK kanan", 10, ALIGN_RIGHT, true } };
	document_table(d, "Tabel 1", c, 4);
	document_row(d, (const char *[]){ "José <&>", "3273013102140005", "1.250.000", "3273013102140005" });
	document_row(d, (const char *[]){ "=1+1", "12", "-7", "007" });
	struct buf book = sample_render(render_xlsx, d, PAPER_A4, "Dicetak");
	struct buf names = part(&book, "xl/workbook.xml"), first = part(&book, "xl/worksheets/sheet1.xml"), second = part(&book, "xl/worksheets/sheet2.xml");
	expect(&names, "name=\"Tabel 1\"", 1);
	expect(&names, "name=\"Tabel 1 (2)\"", 1);
	expect(&first, "<v>5</v>", 1);
	expect(&first, "<t>SMP/MTs dan sederajat</t>", 1);
	expect(&first, "state=\"frozen\"", 1);
	expect(&first, "<t>Jenjang</t>", 1);
	expect(&second, "<t>José &lt;&amp;&gt;</t>", 1);
	expect(&second, "<t>3273013102140005</t>", 2); /* 16 digits would lose the last */
	expect(&second, "<t>12</t>", 1);                /* digits of a text column */
	expect(&second, "<t>007</t>", 1);
	expect(&second, "<v>1250000</v>", 1);
	expect(&second, "<v>-7</v>", 1);
	expect(&second, "<t>=1+1</t>", 1);
	expect(&second, "<f>", 0);
	buf_free(&names);
	buf_free(&first);
	buf_free(&second);
	buf_free(&book);
	document_free(d);
}

static void test_names_of_sheets_are_legal(void **state)
{
	(void)state;
	struct document *d = document_new("");
	struct column c[] = { { "A", 10, ALIGN_LEFT, false } };
	static const char *const captions[] = { "", "a[b]:c*d?e/f\\g'", "Tabel yang namanya jauh lebih panjang dari tiga puluh satu", "Tabel yang namanya jauh lebih panjang dari yang lain", "tabel", "TABEL", "", "History" };
	for (size_t i = 0; i < COUNT(captions); i++) {
		document_table(d, captions[i], c, 1);
		document_row(d, (const char *[]){ "x" });
	}
	struct buf book = sample_render(render_xlsx, d, PAPER_A4, ""), names = part(&book, "xl/workbook.xml");
	expect(&names, "<sheet name=\"", COUNT(captions));
	expect(&names, "name=\"a-b--c-d-e-f-g-\"", 1);
	expect(&names, "name=\"Tabel yang namanya jauh lebih p\"", 1);
	expect(&names, "name=\"Tabel yang namanya jauh l (2)\"", 1);
	expect(&names, "name=\"TABEL (2)\"", 1);
	expect(&names, "name=\"Tabel (1)\"", 1);
	expect(&names, "name=\"Tabel (7)\"", 1);
	buf_free(&names);
	buf_free(&book);
	document_free(d);
}

static void test_the_same_document_gives_the_same_bytes(void **state)
{
	(void)state;
	struct document *d = sample_receipts(30);
	document_date(d, 20665);
	struct buf a = sample_render(render_xlsx, d, PAPER_A4, "satu"), b = sample_render(render_xlsx, d, PAPER_A4, "dua");
	assert_int_equal(a.size, b.size);
	assert_memory_equal(a.data, b.data, a.size);
	struct buf core = part(&a, "docProps/core.xml");
	expect(&core, "2026-07-31T00:00:00Z", 2);
	buf_free(&core);
	buf_free(&a);
	buf_free(&b);
	document_free(d);
}

static void test_a_document_without_tables(void **state)
{
	(void)state;
	struct document *d = document_new("Surat");
	struct buf book = sample_render(render_xlsx, d, PAPER_A4, ""), names = part(&book, "xl/workbook.xml");
	expect(&names, "name=\"Surat\"", 1);
	buf_free(&names);
	buf_free(&book);
	document_free(d);
}

static void test_hostile_cells(void **state)
{
	(void)state;
	struct document *d = sample_hostile();
	struct buf book = sample_render(render_xlsx, d, PAPER_A4, ""), cells = part(&book, "xl/worksheets/sheet1.xml");
	expect(&cells, "<t>=cmd|", 6);
	expect(&cells, "<f>", 0);
	assert_null(strchr(cells.data, '\033'));
	expect(&cells, "_x001B_", 0);
	buf_free(&cells);
	buf_free(&book);
	document_free(d);
}

static void test_a_stream_does_not_hold_its_rows(void **state)
{
	(void)state;
	struct column c[] = { { "No", 6, ALIGN_RIGHT, false }, { "Nama", 20, ALIGN_LEFT, false }, { "NIK", 16, ALIGN_LEFT, false } };
	struct buf book = BUF_EMPTY;
	char path[] = "/tmp/pantidesk-test-XXXXXX", bytes[8192], no[12], name[40];
	int fd = mkstemp(path);
	unlink(path);
	struct sheet *s = sheet_open(SHEET_XLSX, fd, "Anak asuh", c, 3, NULL);
	assert_non_null(s);
	struct rusage before, after;
	for (int i = 1; i <= 40000; i++) {
		if (i == 2000)
			getrusage(RUSAGE_SELF, &before);
		snprintf(no, sizeof no, "%d", i);
		snprintf(name, sizeof name, "Anak Contoh %d", i);
		assert_true(sheet_row(s, (const char *[]){ no, name, "0012345678901234" }));
	}
	getrusage(RUSAGE_SELF, &after);
#if !defined(__SANITIZE_ADDRESS__)
	assert_true(after.ru_maxrss - before.ru_maxrss < 2048); /* KB: 38,000 rows held would be over 5 MB */
#endif
	assert_true(sheet_close(s, NULL));
	lseek(fd, 0, SEEK_SET);
	for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;)
		buf_add(&book, bytes, (size_t)got);
	close(fd);
	struct buf cells = part(&book, "xl/worksheets/sheet1.xml"), names = part(&book, "xl/workbook.xml");
	expect(&names, "name=\"Anak asuh\"", 1);
	assert_int_equal(sample_count(&cells, "<row "), 40001);
	assert_int_equal(sample_count(&cells, "<v>40000</v>"), 1);
	assert_int_equal(sample_count(&cells, "<t>0012345678901234</t>"), 40000);
	buf_free(&cells);
	buf_free(&names);
	buf_free(&book);
}

static void test_faults_of_a_stream(void **state)
{
	(void)state;
	struct column c[] = { { "Nama", 20, ALIGN_LEFT, false } };
	struct err e;
	err_clear(&e);
	int fd = open("/dev/full", O_WRONLY);
	struct sheet *s = sheet_open(SHEET_XLSX, fd, "Anak", c, 1, &e);
	assert_non_null(s);
	sheet_row(s, (const char *[]){ "Budi" });
	assert_false(sheet_close(s, &e));
	assert_int_equal(e.kind, ERR_IO);
	s = sheet_open(SHEET_XLSX, fd, "Anak", c, 1, &e);
	sheet_row(s, (const char *[]){ "Budi" });
	sheet_abandon(s); /* nothing leaks, nothing is written: the sanitizer build sees it */
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells_and_sheets),
		cmocka_unit_test(test_names_of_sheets_are_legal),
		cmocka_unit_test(test_the_same_document_gives_the_same_bytes),
		cmocka_unit_test(test_a_document_without_tables),
		cmocka_unit_test(test_hostile_cells),
		cmocka_unit_test(test_a_stream_does_not_hold_its_rows),
		cmocka_unit_test(test_faults_of_a_stream),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
