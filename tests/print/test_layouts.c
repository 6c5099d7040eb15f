/* Layouts from plain data: what stands on the pages. `test_layouts --show FOLDER` writes each as text and PDF, to be looked at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/print/sample.h"
#include "src/base/date.h"
#include "src/base/file.h"
#include "src/print/education.h"
#include "src/print/handover.h"
#include "src/print/receipts.h"
#include "src/print/register.h"
#include "src/print/reply.h"

static struct print_head head(caldate on)
{
	return (struct print_head){ "PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "UPTD PSAA TUNAS HARAPAN", "Jalan Melati Nomor 12, Sangatta Utara - Telepon 0549 000000", "PSAA Tunas Harapan", "Sangatta", false, on };
}
static const struct print_person chief = { "Plt.", "Kepala UPTD PSAA Tunas Harapan", "Hasan Basri, S.Sos.", "Pembina (IV/a)", "197001011995031002" };
static const struct print_person treasurer = { "", "Bendahara Pengeluaran Pembantu", "Rina Wulandari", "Penata Muda (III/a)", "198505052010012003" };
static const struct print_person worker = { "", "Pekerja Sosial", "Sri Wahyuni, S.ST.", "Penata (III/c)", "198002022005012004" };

static struct document *education(void)
{
	struct education_row rows[] = {
		{ "Kabupaten Kutai Timur", { [LEVEL_SMP] = { 1, 0 }, [LEVEL_SMA] = { 0, 1 } } },
		{ "Kota Samarinda", { [LEVEL_BELUM] = { 1, 0 }, [LEVEL_SD] = { 4, 3 }, [LEVEL_SMP] = { 5, 6 }, [LEVEL_SMA] = { 16, 17 }, [LEVEL_PT] = { 0, 2 } } },
	};
	struct education e = { .head = head(date_make(2026, 8, 3)), .day = date_make(2026, 8, 3), .year = "2026/2027", .rows = rows, .row_count = 2, .waiting = { 1, 0 }, .chief = chief, .chief_title = "Kepala" };
	for (int l = 0; l < LEVELS; l++)
		e.level_label[l] = school_level_label((enum school_level)l);
	return education_document(&e);
}

static struct document *book(int n)
{
	struct arena *a = arena_new();
	struct register_row *rows = arena_array(a, struct register_row, n);
	for (int i = 0; i < n; i++) {
		struct register_stay *s = arena_array(a, struct register_stay, 2);
		s[0] = (struct register_stay){ date_make(2019, 7, 12), i == 1 ? date_make(2020, 2, 1) : DATE_NONE, "Kota Samarinda", "reunifikasi" };
		s[1] = (struct register_stay){ date_make(2022, 1, 5), DATE_NONE, "Kabupaten Kutai Timur", "" };
		rows[i] = (struct register_row){ arena_printf(a, "2019-%03d", i + 1), i % 2 ? "Budi Santoso Wijaya" : "Siti Aminah", i % 2 ? "L" : "P", i == 2 ? "belum punya" : "6472014903130002",
			"Samarinda, 09-03-2013", "Islam", "Ahmad (alm.) / Aminah", "Jl. Merdeka 5 RT 3 RW 1, Sempaja, Kota Samarinda", "SMP 8", "", s, i == 1 ? 2 : 1 };
	}
	struct register_book b = { head(date_make(2026, 8, 3)), 0, rows, n, n / 2, n - n / 2, chief, "Kepala" };
	struct document *d = register_document(&b);
	arena_free(a);
	return d;
}

static struct document *receipts(int n, bool deposits)
{
	struct arena *a = arena_new();
	struct receipt_row *rows = arena_array(a, struct receipt_row, n);
	for (int i = 0; i < n; i++)
		rows[i] = (struct receipt_row){ arena_printf(a, "Anak Contoh %02d", i + 1), arena_printf(a, "2019-%03d", i + 1), i % 2 ? "SMP 8" : "SMA 11", 31, 31, 40000 + 10000 * (i % 2), deposits && i % 3 == 0 ? 10000 : 0, "" };
	struct receipt_row held = { "Dewi Lestari", "2022-011", "SMP 7", 31, 31, 50000, 0, "sedang pulang, dibayarkan saat kembali" };
	struct receipt_level levels[] = { { "SMP/MTs", n / 2, 50000 * (n / 2) }, { "SMA/SMK", n - n / 2, 40000 * (n - n / 2) } };
	struct receipts r = { head(date_make(2026, 7, 31)), date_make(2026, 7, 1), "APBD", rows, n, &held, 1, levels, 2, chief, treasurer, "Kepala", "Bendahara" };
	struct document *d = receipts_document(&r);
	arena_free(a);
	return d;
}

static struct document *handover(bool admission)
{
	struct handover_paper papers[] = { { "Akta kelahiran", true, "asli" }, { "Kartu keluarga", true, "fotokopi" }, { "Ijazah", false, "masih di sekolah, diambil wali" } };
	struct handover_score scores[] = { { "Keluarga merawat dan melindungi anak.", "tercapai", "kunjungan rumah 12-05-2026" }, { "Anak tidak dipakai untuk mengemis.", "sebagian", "keterangan RT" } };
	struct handover_party official = { "Hasan Basri, S.Sos.", "197001011995031002", "Plt. Kepala UPTD PSAA Tunas Harapan", "Jalan Melati Nomor 12, Sangatta Utara", true };
	struct handover_party family = { "Aminah", "6472015506700001", "Nenek", "Jl. Merdeka 5, Samarinda", false }, unknown = { "", "", "", "", false };
	struct handover h = { .head = head(date_make(2026, 8, 3)), .admission = admission, .number = "460/012/TUNAS/VIII/2026", .giver = admission ? unknown : official, .taker = admission ? official : family,
		.name = "Siti Aminah", .register_no = "2019-014", .nik = "6472014903130002", .birth = "Samarinda, 9 Maret 2013", .sex = "Perempuan", .religion = "Islam", .education = "SMP/MTs kelas 8, SMPN 3",
		.parents = "Ahmad (alm.) / Aminah", .address = "Jl. Merdeka 5, Samarinda", .admitted = date_make(2019, 7, 12), .from = "Dinas Sosial Kota Samarinda, surat 460/55/2019", .reason = "Reunifikasi dengan keluarga",
		.note = "", .papers = papers, .paper_count = 3, .scores = scores, .score_count = admission ? 0 : 2, .savings_shown = true, .savings = 325000, .chief = chief, .chief_title = "Kepala", .worker = worker, .worker_title = "Pekerja Sosial" };
	return handover_document(&h);
}

/* The same child ran away: nobody takes it over. */
static struct document *ran_away(void)
{
	struct handover_paper papers[] = { { "Akta kelahiran", false, "disimpan panti" } };
	struct handover_party official = { "Hasan Basri, S.Sos.", "197001011995031002", "Plt. Kepala UPTD PSAA Tunas Harapan", "Jalan Melati Nomor 12, Sangatta Utara", true }, nobody = { "", "", "", "", false };
	struct handover h = { .head = head(date_make(2026, 8, 3)), .unhanded = true, .number = "460/013/TUNAS/VIII/2026", .giver = official, .taker = nobody, .name = "Siti Aminah", .register_no = "2019-014",
		.nik = "", .birth = "", .sex = "Perempuan", .religion = "", .education = "", .parents = "", .address = "", .admitted = date_make(2019, 7, 12), .from = "", .reason = "Meninggalkan panti",
		.note = "Tidak kembali dari sekolah", .papers = papers, .paper_count = 1, .owed = 111000, .chief = chief, .chief_title = "Kepala", .worker = worker, .worker_title = "Pekerja Sosial" };
	return handover_document(&h);
}

static struct document *reply(enum reply_answer answer)
{
	struct reply r = { head(date_make(2026, 8, 3)), "460/007/TUNAS/VIII/2026", "Kepala Dinas Sosial Kabupaten Kutai Timur", "Sangatta", "460/88/DINSOS/2026", date_make(2026, 7, 20), date_make(2026, 7, 22), answer,
		date_make(2026, 7, 30), answer == REPLY_WAITING ? "kamar putra penuh" : "tidak ada tempat", 3, 5, date_make(2026, 8, 13), "Budi Santoso", "Bengalon, 4 Mei 2015", "Laki-laki", "", "2026-003", date_make(2026, 8, 1), chief, "Kepala", "Arsip" };
	return reply_document(&r);
}

/* Text of a document at 80 columns; white space as it stands. Caller: buf_free. */
static struct buf text_of(struct document *d, enum paper_size paper)
{
	struct buf b = sample_render(render_text, d, paper, "Dicetak Rina 03-08-2026 10.31");
	document_free(d);
	for (const char *p = buf_text(&b); *p;) { /* no line wider than the paper */
		size_t n = strcspn(p, "\n");
		assert_true(n - (*p == 0x0c) <= (paper == PAPER_136 ? 136u : 80u));
		p += n + (p[n] != '\0');
	}
	return b;
}
static void has(const struct buf *b, const char *text)
{
	if (!strstr(buf_text(b), text))
		fail_msg("not on the page: %s\n%s", text, buf_text(b));
}

static void test_education(void **state)
{
	(void)state;
	struct buf b = text_of(education(), PAPER_80);
	has(&b, "Keadaan tanggal 3 Agustus 2026 - Tahun Ajaran 2026/2027");
	has(&b, "| SD                                     |       4 |       3 |         7 |");
	has(&b, "| SMP/MTs                                |       6 |       6 |        12 |");
	has(&b, "| SMA/SMK                                |      16 |      18 |        34 |");
	has(&b, "| Jumlah SD, SMP/MTs, SMA/SMK            |      26 |      27 |        53 |");
	has(&b, "| Jumlah seluruh anak                    |      27 |      29 |        56 |");
	has(&b, "|  1|Kab. Kutai Timur         |");
	has(&b, "Plt. Kepala UPTD PSAA Tunas Harapan");
	has(&b, "NIP. 19700101 199503 1 002");
	has(&b, "Termasuk 1 anak (L 1, P 0)");
	assert_null(strstr(buf_text(&b), school_level_label(LEVEL_PUTUS))); /* rows of nobody are left out */
	buf_free(&b);
}

static void test_register(void **state)
{
	(void)state;
	struct buf b = text_of(book(3), PAPER_136);
	has(&b, "BUKU INDUK ANAK ASUH");
	has(&b, "2019-001");
	has(&b, "6472014903130002"); /* a NIK is never cut */
	has(&b, "05-01-2022");       /* the second stay of 2019-002 */
	has(&b, "01-02-2020");
	has(&b, "belum punya");
	has(&b, "3 anak (L 1, P 2)");
	buf_free(&b);
	b = text_of(book(0), PAPER_80);
	has(&b, "Tidak ada anak yang tercatat.");
	buf_free(&b);
}

static void test_receipts(void **state)
{
	(void)state;
	struct buf b = text_of(receipts(53, true), PAPER_80);
	has(&b, "DAFTAR PENERIMA UANG SAKU ANAK ASUH");
	has(&b, "Bulan Juli 2026");
	has(&b, "2.380.000");
	has(&b, "Rp2.380.000 (dua juta tiga ratus delapan puluh ribu rupiah)");
	has(&b, "Jumlah halaman ini");
	has(&b, "Pindahan");
	has(&b, "sedang pulang");
	has(&b, "Daftar Setoran Tabungan Anak");
	has(&b, "Rp180.000 (seratus delapan puluh ribu rupiah)");
	has(&b, "Bendahara Pengeluaran Pembantu");
	assert_int_equal(sample_count(&b, " 53 ......"), 1);
	const char *odd = strstr(buf_text(&b), "1 ......"), *even = strstr(buf_text(&b), "2 ......");
	assert_true(odd && even);
	int odd_column = 0, even_column = 0; /* odd rows sign on the left, even ones on the right */
	while (odd[-1 - odd_column] != '\n') odd_column++;
	while (even[-1 - even_column] != '\n') even_column++;
	assert_true(even_column > odd_column + 5);
	buf_free(&b);
	b = text_of(receipts(3, false), PAPER_80);
	assert_null(strstr(buf_text(&b), "Setoran"));
	buf_free(&b);
}

static void test_handover(void **state)
{
	(void)state;
	struct buf b = text_of(handover(false), PAPER_80);
	has(&b, "Senin tanggal tiga bulan Agustus tahun dua ribu dua puluh");
	has(&b, "460/012/TUNAS/VIII/2026");
	has(&b, "Rp325.000 (tiga ratus dua");
	has(&b, "masih di sekolah");
	has(&b, "tercapai");
	has(&b, "12 Juli 2019 sampai dengan 3 Agustus 2026");
	has(&b, "Saksi 2,");
	assert_true(strstr(buf_text(&b), "Hasan Basri") < strstr(buf_text(&b), "PIHAK PERTAMA."));
	buf_free(&b);
	b = text_of(handover(true), PAPER_80);
	has(&b, "(Penerimaan)");
	has(&b, "Dinas Sosial Kota Samarinda");
	assert_null(strstr(buf_text(&b), "Alasan berakhir"));
	assert_null(strstr(buf_text(&b), "Tabungan anak"));
	buf_free(&b);
	b = text_of(ran_away(), PAPER_80);
	has(&b, "BERITA ACARA PENGAKHIRAN MASA ASUH");
	has(&b, "Tabungan anak sebesar Rp111.000 (seratus sebelas ribu rupiah) masih disimpan");
	has(&b, "Meninggalkan panti");
	assert_null(strstr(buf_text(&b), "PIHAK KEDUA"));
	assert_null(strstr(buf_text(&b), "menyerahkan"));
	buf_free(&b);
}

static void test_reply(void **state)
{
	(void)state;
	static const char *const words[] = { "DITERIMA di", "DAFTAR TUNGGU", "BELUM DAPAT", "nomor induk 2026-003" };
	for (int i = REPLY_ACCEPTED; i <= REPLY_PLACED; i++) {
		struct buf b = text_of(reply((enum reply_answer)i), PAPER_80);
		has(&b, words[i]);
		has(&b, "Kepala Dinas Sosial Kabupaten Kutai Timur");
		has(&b, "460/88/DINSOS/2026 tanggal 20 Juli 2026");
		assert_int_equal(strstr(buf_text(&b), "tidak ada tempat") != NULL, i == REPLY_REFUSED);
		assert_int_equal(strstr(buf_text(&b), "13 Agustus 2026") != NULL, i == REPLY_ACCEPTED); /* how long the place is kept */
		assert_int_equal(strstr(buf_text(&b), "nomor urut 3 dari 5") != NULL && strstr(buf_text(&b), "kamar putra penuh") != NULL, i == REPLY_WAITING);
		assert_null(strstr(buf_text(&b), "\f")); /* one page */
		buf_free(&b);
	}
}

static int show(const char *folder)
{
	struct { const char *name; struct document *d; bool wide; } all[] = {
		{ "education", education(), false }, { "register", book(40), true }, { "receipts", receipts(53, true), false }, { "handover", handover(false), false }, { "admission", handover(true), false }, { "reply", reply(REPLY_REFUSED), false },
	};
	for (size_t i = 0; i < COUNT(all); i++) {
		char path[300];
		struct err e = { ERR_NONE, "" };
		struct buf b = sample_render(render_text, all[i].d, all[i].wide ? PAPER_136 : PAPER_80, "Dicetak Rina 03-08-2026 10.31");
		snprintf(path, sizeof path, "%s/%s.txt", folder, all[i].name);
		if (!file_write(path, b.data, b.size, &e)) return fprintf(stderr, "%s\n", e.text), 1;
		buf_free(&b);
		b = sample_render(render_pdf, all[i].d, PAPER_F4, "Dicetak Rina 03-08-2026 10.31");
		snprintf(path, sizeof path, "%s/%s.pdf", folder, all[i].name);
		if (!file_write(path, b.data, b.size, &e)) return fprintf(stderr, "%s\n", e.text), 1;
		buf_free(&b);
		document_free(all[i].d);
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "--show") == 0) return show(argv[2]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_education), cmocka_unit_test(test_register), cmocka_unit_test(test_receipts), cmocka_unit_test(test_handover), cmocka_unit_test(test_reply),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
