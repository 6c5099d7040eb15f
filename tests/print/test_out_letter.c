/* The covering letter of a referral out with its return slip: read back from text and PDF, on one page where it fits, never cut in two. */
#include <stdio.h>
#include <string.h>
#include "tests/print/sample.h"
#include "src/base/date.h"
#include "src/print/out_letter.h"
#include "src/print/partner_table.h"

static struct out_letter letter(const char *purpose)
{
	return (struct out_letter){ .head = { "PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "UPTD PSAA TUNAS HARAPAN", "Jalan Melati Nomor 12, Sangatta Utara - Telepon 0549 000000", "PSAA Tunas Harapan", "Sangatta", false, date_make(2026, 8, 3) },
		.number = "460/009/TUNAS/VIII/2026", .referral = "RK-2026-003", .to = "Biro Psikologi Cahaya Contoh", .address = "Jl. Samudra Contoh No. 21, Kota Balikpapan", .name = "Siti Aminah", .birth = "9 Maret 2013",
		.sex = "Perempuan", .register_no = "2019-014", .service = "Konseling psikologis", .purpose = purpose, .answer_days = 14,
		.chief = { "Plt.", "Kepala UPTD PSAA Tunas Harapan", "Hasan Basri, S.Sos.", "Pembina (IV/a)", "197001011995031002" }, .chief_title = "Kepala",
		.worker = { "", "Pekerja Sosial", "Sri Wahyuni, S.ST.", "Penata (III/c)", "198002022005012004" }, .worker_title = "Pekerja Sosial", .phone = "0549 000000" };
}

static void has(const struct buf *b, const char *text)
{
	if (!strstr(buf_text(b), text)) fail_msg("not on the page: %s\n%s", text, buf_text(b));
}

static int pages(const struct buf *b) { return sample_count(b, "hal 1/3") ? 3 : sample_count(b, "hal 1/2") ? 2 : sample_count(b, "hal 1/1") ? 1 : -1; }

static void test_words(void **state)
{
	(void)state;
	static const char *const once[] = { "Nomor    : 460/009/TUNAS/VIII/2026", "Pimpinan Biro Psikologi Cahaya Contoh", "di Jl. Samudra Contoh No. 21", "Sulit tidur sejak Juni.", "paling lambat 14 hari",
		"LEMBAR BALIKAN RUJUKAN", "gunting di sini", "[  ] DITERIMA   [  ] DITOLAK, karena", "Layanan yang diberikan", "Tanda tangan dan cap", "Plt. Kepala UPTD PSAA Tunas Harapan", "dikembalikan kepada PSAA Tunas Harapan, Jalan Melati" };
	const struct out_letter o = letter("Sulit tidur sejak Juni.");
	struct document *d = out_letter_document(&o);
	struct buf text = sample_render(render_text, d, PAPER_80, ""), pdf = sample_render(render_pdf, d, PAPER_A4, ""), words = sample_run(&pdf, (const char *[]){ "pdftotext", "-layout", "%", "-", NULL });
	for (size_t i = 0; i < COUNT(once); i++) has(&text, once[i]);
	has(&words, "LEMBAR BALIKAN RUJUKAN");
	has(&words, "RK-2026-003, surat nomor 460/009/TUNAS/VIII/2026");
	has(&words, "Siti Aminah (nomor induk 2019-014)");
	has(&words, "DITOLAK");
	assert_int_equal(sample_count(&text, "Siti Aminah"), 2);
	const char *slip = strstr(buf_text(&text), "LEMBAR BALIKAN");
	assert_null(strstr(slip, "Sulit tidur")); /* the slip passes other hands: the service only */
	assert_null(strstr(slip, "9 Maret"));
	buf_free(&words);
	buf_free(&pdf);
	buf_free(&text);
	document_free(d);
}

static void test_hidden(void **state)
{
	(void)state;
	struct out_letter o = letter("");
	o.name = "S. A.";
	o.birth = "";
	o.urgent = true;
	struct document *d = out_letter_document(&o);
	struct buf text = sample_render(render_text, d, PAPER_80, "");
	has(&text, "Sifat    : Rahasia, segera");
	has(&text, "disampaikan langsung oleh pekerja sosial kami");
	assert_null(strstr(buf_text(&text), "lahir : Perempuan,"));
	assert_null(strstr(buf_text(&text), "Aminah"));
	buf_free(&text);
	document_free(d);
}

/* Whatever the purpose's length, the slip stands on one page. */
static void test_never_cut(void **state)
{
	(void)state;
	char purpose[1001];
	static const enum paper_size papers[] = { PAPER_80, PAPER_A4, PAPER_F4 };
	for (size_t length = 20; length <= 1000; length += 20) {
		for (size_t i = 0; i < length; i++) purpose[i] = i % 6 == 5 ? ' ' : 'a';
		purpose[length] = 0;
		const struct out_letter o = letter(purpose);
		struct document *d = out_letter_document(&o);
		for (size_t k = 0; k < COUNT(papers); k++) {
			struct buf bytes, pdf = BUF_EMPTY;
			if (papers[k] == PAPER_80) bytes = sample_render(render_text, d, papers[k], "");
			else {
				if (length % 200) continue; /* a program is started for each */
				pdf = sample_render(render_pdf, d, papers[k], "");
				bytes = sample_run(&pdf, (const char *[]){ "pdftotext", "-layout", "%", "-", NULL });
			}
			const char *from = strstr(buf_text(&bytes), "LEMBAR BALIKAN"), *to = strstr(buf_text(&bytes), "Tanda tangan dan cap");
			assert_non_null(from);
			assert_non_null(to);
			if (memchr(from, '\f', (size_t)(to - from))) fail_msg("the slip is cut in two at %zu letters, paper %zu\n%s", length, k, buf_text(&bytes));
			if (pages(&bytes) != (length <= 80 ? 1 : length < 900 ? 2 : pages(&bytes) == 3 ? 3 : 2)) fail_msg("%d pages at %zu letters, paper %zu\n%s", pages(&bytes), length, k, buf_text(&bytes));
			buf_free(&bytes);
			buf_free(&pdf);
		}
		document_free(d);
	}
}

static void test_partners(void **state)
{
	(void)state;
	struct partner_line lines[] = { { "Biro Psikologi Contoh", "Psikolog", "Maya", "0812", "AMPK", "", "7/MoU", "31-08-2026", "segera berakhir" }, { "Puskesmas Contoh", "Puskesmas", "", "", "", "L 2 P 0 (01-08-2026)", "", "", "tanpa MoU" } };
	const struct out_letter o = letter("");
	const struct partner_table t = { o.head, lines, 2, 1, 0, 1, o.chief, "Kepala" };
	struct document *d = partner_table_document(&t);
	struct buf text = sample_render(render_text, d, PAPER_136, ""), csv = sample_render(render_csv, d, PAPER_A4, "");
	has(&text, "DAFTAR MITRA");
	has(&text, "Maya, 0812");
	has(&text, "2 mitra; MoU segera berakhir 1, sudah berakhir 0, tanpa MoU 1.");
	has(&csv, "Biro Psikologi Contoh");
	buf_free(&csv);
	buf_free(&text);
	document_free(d);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_hidden), cmocka_unit_test(test_never_cut), cmocka_unit_test(test_partners) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
