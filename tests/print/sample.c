#include "tests/print/sample.h"
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "src/base/rupiah.h"

extern char **environ;

struct document *sample_every_block(void)
{
	struct document *d = document_new("LAPORAN BULANAN\nBulan Juli 2026");
	document_letterhead(d, "PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "PANTI SOSIAL HARAPAN", "Jalan Melati 12, Contoh");
	document_reference(d, "Nomor", "460/7/2026");
	document_reference(d, "Perihal", "Keadaan anak");
	document_heading(d, "A. Keadaan anak");
	document_paragraph(d, "Panti mengasuh 12 anak; José dan Zoë baru diterima pada bulan ini dari kabupaten tetangga.");
	struct column c[] = { { "No", 3, ALIGN_RIGHT, false }, { "Jenjang", 12, ALIGN_LEFT, false }, { "L", 4, ALIGN_RIGHT, true }, { "P", 4, ALIGN_RIGHT, true } };
	document_table(d, "Tabel 1", c, 4);
	document_row(d, (const char *[]){ "1", "SD", "5", "3" });
	document_row(d, (const char *[]){ "2", "SMP/MTs dan sederajat", "1", "3" });
	document_row_total(d, (const char *[]){ "", "Jumlah", "6", "6" });
	document_note(d, "Catatan: selisih 1 anak.");
	document_chart(d, "Rujukan", (const char *[]){ "Contoh Utara", "Kota" }, (const int64_t[]){ 10, 5 }, 2);
	document_pair(d, "Kapasitas", "20");
	document_pair(d, "Sumber dana", "APBD");
	document_space(d);
	struct signature s[] = { { "Mengetahui,", "Kepala Panti", "Ahmad Contoh", "Pembina", "19700101" }, { "Contoh, 3 Agustus 2026", "Bendahara", "Dewi Contoh", "", "" } };
	document_signatures(d, s, 2);
	document_footer(d, "Kepala audit 0123456789abcdef (12)");
	return d;
}

struct document *sample_receipts(int rows)
{
	struct document *d = document_new("DAFTAR PENERIMA UANG SAKU");
	struct column c[] = { { "No", 4, ALIGN_RIGHT, false }, { "Nama", 24, ALIGN_LEFT, false }, { "Jumlah (Rp)", 12, ALIGN_RIGHT, true }, { "Tanda tangan", 0, ALIGN_LEFT, false } };
	int64_t sum = 0;
	char money[RUPIAH_SIZE];
	document_table(d, "Uang saku", c, 4);
	document_table_carry(d, true);
	document_row_height(d, 2);
	for (int i = 1; i <= rows; i++) {
		char no[12], name[40];
		int64_t amount = 40000 + 5000 * (i % 3);
		sum += amount;
		snprintf(no, sizeof no, "%d", i);
		snprintf(name, sizeof name, "Anak-%03d", i);
		document_row(d, (const char *[]){ no, name, rupiah_group(amount, money), "........" });
	}
	document_row_total(d, (const char *[]){ "", "Seluruhnya", rupiah_group(sum, money), "" });
	return d;
}

struct document *sample_hostile(void)
{
	static const char evil[] = "=cmd|'/c calc'!A0\033]0;x\007\r\b\x9b\xe2\x80\xae\xe2\x80\x8b\xff;\"\tx";
	struct document *d = document_new(evil);
	document_letterhead(d, evil, evil, evil, evil);
	document_reference(d, evil, evil);
	document_footer(d, evil);
	document_heading(d, evil);
	document_paragraph(d, evil);
	document_pair(d, evil, evil);
	document_note(d, evil);
	struct column c[] = { { evil, 0, ALIGN_LEFT, false }, { evil, 10, ALIGN_RIGHT, true } };
	document_table(d, evil, c, 2);
	document_row(d, (const char *[]){ evil, evil });
	document_row_total(d, (const char *[]){ evil, evil });
	document_chart(d, evil, (const char *[]){ evil }, (const int64_t[]){ 1 }, 1);
	struct signature s = { evil, evil, evil, evil, evil };
	document_signatures(d, &s, 1);
	return d;
}

struct buf sample_render(renderer *r, const struct document *d, enum paper_size paper, const char *printed)
{
	struct render_options o = { paper, printed, true, NULL };
	struct buf out = BUF_EMPTY;
	struct err e;
	err_clear(&e);
	if (!r(d, &o, &out, &e))
		fail_msg("%s", e.text);
	return out;
}

struct buf sample_run(const struct buf *bytes, const char *const *argv)
{
	char folder[] = "/tmp/pantidesk-test-XXXXXX", path[64], *words[16];
	struct buf out = BUF_EMPTY;
	int ends[2], status, n = 0;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/file", folder);
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
	assert_true(fd >= 0 && write(fd, bytes->data, bytes->size) == (ssize_t)bytes->size);
	close(fd);
	for (; argv[n]; n++)
		words[n] = strdup(strcmp(argv[n], "%") == 0 ? path : argv[n]);
	words[n] = NULL;
	assert_int_equal(pipe(ends), 0);
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	pid_t pid;
	int failed = posix_spawnp(&pid, words[0], &actions, NULL, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (!failed) {
		char part[4096];
		for (ssize_t got; (got = read(ends[0], part, sizeof part)) > 0;)
			buf_add(&out, part, (size_t)got);
		failed = waitpid(pid, &status, 0) != pid || status != 0;
	}
	close(ends[0]);
	unlink(path);
	rmdir(folder);
	if (failed)
		fail_msg("%s did not run well", words[0]);
	while (n)
		free(words[--n]);
	return out;
}

int sample_count(const struct buf *b, const char *text)
{
	int n = 0;
	size_t size = strlen(text);
	const char *at = buf_text(b), *end = at + b->size; /* not strstr: a sanitizer measures the whole rest each time */
	while ((at = memchr(at, *text, (size_t)(end - at)))) {
		bool here = (size_t)(end - at) >= size && memcmp(at, text, size) == 0;
		n += here;
		at += here ? size : 1;
	}
	return n;
}
