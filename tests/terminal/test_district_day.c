/*
 * A district's work through the real program: the officer on a slow line over a real sshd, the panti's people at their own desks, and the papers that
 * go between them. From a telephone call about a child on the street and a letter of two children to what the head of the Dinas reads of the month.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/base/clock.h"
#include "src/rules/referral_out.h"
#include "tests/terminal/play.h"
#include "tests/terminal/sshd.h"

#define SOON_MS 2000 /* what another person saves stands on an open screen */

static struct sshd s;

static struct vt *officer(const char *name)
{
	struct vt *v = sshd_desk(&s, name, NULL);

	vt_wait(v, tr("WORK OF TODAY"));
	return v;
}

static struct vt *desk(const char *name)
{
	struct vt *v = clerk_desk(&s.house, name);

	vt_wait(v, tr("WORK OF TODAY"));
	return v;
}

static int number(const char *sql) { return sshd_number(&s, sql); }

/* The office writes down a call about a child at a crossing, the child is found and the family willing: the referral follows with what the call said. */
static void call_about_a_child(void)
{
	struct vt *v = desk("wati");
	PLAY(v, { "W", "Waits", NULL, NULL },
		{ "{F7}{F4}", "Police", NULL, NULL },
		{ "{=Report of the public}{Tab}{F4}", "Kabupaten Aceh Barat", NULL, NULL },
		{ "{=Kutai Timur}{Tab}Simpang Pasar{Tab}{Tab}1430{Tab}", "Hour", "14.30", NULL },
		{ "{PgDn}menjual tisu{Tab}{F4}", "> ", NULL, NULL },
		{ "{=On the street}{Tab}{Tab}{Tab}Rudi Hartono{Tab}l{Tab}11", "Looks like (years)", "[11", NULL },
		{ "{F2}", "Next child", NULL, NULL },
		{ "{Enter}", "Rudi Hartono", "Reported", "Next child" },
		{ "{F2}", "Next step", NULL, NULL },
		{ "{=Child found}", "Date", "31-08-2026", "Next step" },
		{ "{F2}", "Rudi Hartono", "Child found", NULL },
		{ "{F2}", "Next step", NULL, NULL },
		{ "{=Child and family are willing}", "Date", "31-08-2026", "Next step" },
		{ "{F2}", "Rudi Hartono", "Willing", NULL },
		{ "{F2}", "Next step", NULL, NULL },
		{ "{=Make a referral}", "Full name", "[Rudi Hartono", "Next step" },
		{ "{F2}", "Letter no.", NULL, NULL },
		{ "460/70/DS{Tab}h{Tab}", "460/70/DS", NULL, NULL },
		{ "{F2}", "Sibling on the same letter", NULL, NULL },
		{ "{Enter}", "Rudi Hartono", "Letter received", "Sibling on the same letter" });
	clerk_quit(v);
}

/* The social worker's screen, left on the list; nothing is pressed there until the end of letter_of_two(). */
static struct vt *inbox(void)
{
	struct vt *v = desk("sri");
	PLAY(v, { "R", "> R-2026-001", "Rudi Hartono", NULL });
	(void)vt_quiet(v, 300); /* the line of details */
	return v;
}

/* Two children on one letter, the papers of the second noted, both sent with one confirmation. */
static struct vt *letter_of_two(struct vt *inbox)
{
	struct vt *v = officer("andi");
	PLAY(v, { "R", "Free", NULL, NULL },
		{ "{F7}", "Full name", NULL, NULL },
		{ "Dewi Kirim{Tab}p{Tab}3/4/15{Tab}Aminah{Tab}{Tab}71/DS{Tab}h{Tab}{F4}", "[ ] Anak Terlantar", NULL, NULL },
		{ "{Down} {Enter}", "Clusters", "[Anak Terlantar", NULL },
		{ "{Tab}Ibu sakit.{F2}", "Sibling", NULL, NULL },
		{ "{Right}{Enter}", "71/DS", "Aminah", "Recorded" },
		{ "Doni Kirim{Tab}l{Tab}5/6/17{F2}", "Sibling", NULL, NULL },
		{ "{Enter}", "Doni Kirim", "Draft", NULL },
		{ "3", "[3 Dokumen", NULL, NULL },
		{ "{F4}", "( ) asli", NULL, NULL },
		{ "a{Tab}f{Tab}t{Tab}hilang saat banjir{F2}", "[3 Dokumen 3]", NULL, NULL },
		{ "{F2}", "Only this one", NULL, NULL },
		{ "{Right}{Right}", "Only this one", NULL, NULL });
	int row, col, row2, col2;
	vt_cursor(inbox, &row, &col);
	vt_send(v, "\r");
	int64_t began = clock_monotonic();
	vt_wait(inbox, "Doni Kirim");
	int64_t took = clock_monotonic() - began;
	print_message("an officer's letter on the panti's screen: %d ms\n", (int)took);
	assert_true(took < SOON_MS);
	vt_wait_row(inbox, "R-2026-002", "Dewi Kirim");
	vt_wait_row(inbox, "> R-2026-001", "Rudi Hartono");
	vt_cursor(inbox, &row2, &col2);
	assert_int_equal(row, row2);
	assert_int_equal(col, col2);
	said(v, "Sent: %d.", 2);
	clerk_show(inbox, "inbox");
	return v;
}

/* One step from the picker of F2; what is said afterwards. */
static void moved(struct vt *v, const char *number, const char *move, const char *now)
{
	vt_send(v, VT_F2);
	PLAY(v, { "", "Next step", NULL, NULL });
	vt_send(v, tr(move));
	vt_wait_row(v, "> ", tr(move));
	vt_send(v, "\r");
	said(v, "%s: %s, now %s.", number, tr(move), tr(now));
}

/* The social worker receives both, asks about one; question and answer stand on the other's open page at once; both are assessed. */
static void received_and_assessed(struct vt *sri, struct vt *andi)
{
	static const char *const numbers[] = { "R-2026-002", "R-2026-003" }, *const names[] = { "dewi", "doni" };
	for (int i = 0; i < 2; i++) {
		PLAY(sri, { names[i], "> R", numbers[i], i ? "Dewi" : "Doni" });
		moved(sri, numbers[i], "Receive the letter", "Letter received");
		if (i) {
			PLAY(sri, { "{F9}D", "Question", NULL, NULL }, { "KK asli di mana?{Enter}", "R-2026-003", "? ", "Question" });
			vt_wait(andi, "2 Pesan 1 *"); /* on the open page, no key pressed */
			PLAY(andi, { "2", "KK asli di mana?", NULL, NULL }, { "{F7}", "The other side wrote:", NULL, NULL }, { "Disimpan nenek.", "Disimpan nenek.", NULL, NULL });
			vt_send(andi, VT_F2);
			said(andi, "Message sent: %s.", "R-2026-003");
			vt_wait(sri, "* Surat diterima");
			PLAY(sri, { "{Enter}", "Doni Kirim", "Letter received", NULL }, { "2", "Disimpan nenek.", NULL, NULL }, { "{Esc}", "> R-2026-003", NULL, "[2 " });
		}
		moved(sri, numbers[i], "Start the assessment", "First assessment");
		PLAY(sri, { "{F2}", "Next step", NULL, NULL }, { "{=Give advice}", "What the assessment advises", NULL, NULL }, { "{Enter}", "Result", NULL, NULL }, { "Layak diterima", "Layak diterima", NULL, NULL });
		vt_send(sri, "\r");
		said(sri, "%s: %s, now %s.", numbers[i], tr("Give advice"), tr("First assessment"));
		PLAY(sri, { "{Esc}", "Rudi Hartono", NULL, NULL });
	}
}

/* The head keeps a place for one and puts the other on the waiting list; the reply to the first gets its number and its paper. */
static void decided(void)
{
	struct vt *v = desk("hasan");
	PLAY(v, { "R", "Rudi Hartono", NULL, NULL },
		{ "doni", "> R", "Doni Kirim", "Dewi" },
		{ "{F2}", "Next step", NULL, NULL },
		{ "{=Approve}", "Room and day", NULL, NULL },
		{ "{Right}{Right}{Enter}", "Kept until", NULL, NULL });
	vt_send(v, VT_F2);
	said(v, "%s: approved. It stays in this list until the admission: F2.", "R-2026-003");
	PLAY(v, { "{F5}", "460/", NULL, NULL },
		{ "{F5}", "Copies", NULL, NULL },
		{ "pdf", "> ", "PDF", NULL },
		{ "{Enter}{F2}", "/outbox/hasan/", NULL, NULL },
		{ "{F10}", "> R-2026-003", NULL, NULL },
		{ "{Esc}", "Rudi Hartono", NULL, NULL },
		{ "dewi", "> R", "Dewi Kirim", "Doni" },
		{ "{F2}", "Next step", NULL, NULL },
		{ "{=Put on the waiting list}", "Reason", NULL, NULL },
		{ "Kamar putri direnovasi", "Kamar putri direnovasi", NULL, NULL });
	vt_send(v, "\r");
	said(v, "%s: %s, now %s.", "R-2026-002", tr("Put on the waiting list"), tr("Waiting list"));
	PLAY(v, { "{F9}L", "Kamar putri direnovasi", NULL, NULL });
	clerk_quit(v);
}

/* What came over the line as a PDF, read back; the caller frees it. */
static char *fetched(const char *name, const char *command)
{
	char text[220];
	int status = 0;
	if (SSH_RUN(&s, name, command, NULL) != 0) fail_msg("%s: %s", command, s.said);
	snprintf(text, sizeof text, "%s.txt", s.out);
	const char *const argv[] = { "pdftotext", "-layout", s.out, text, NULL };
	pid_t pid = fork();
	if (pid == 0) {
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_true(waitpid(pid, &status, 0) == pid && status == 0);
	return clerk_file(text);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part)) fail_msg("not there: %s\n%.3000s", part, text);
}

/* The officer fetches the reply over the line, as a report and out of the outbox where the desk put it: the number the home gave it. */
static void letter_fetched(struct vt *andi)
{
	static const char *const commands[] = { "report referral-reply --referral R-2026-003 --format pdf -o -", "outbox get referral-reply.pdf" };
	PLAY(andi, { "{F5}", "Doni Kirim", "Nama anak", NULL }, { "{F5}", "Copies", NULL, NULL }, { "pdf", "> ", "PDF", NULL }, { "{Enter}{F2}", "outbox get referral-reply.pdf", NULL, NULL },
		{ "{Enter}", "Doni Kirim", "Nama anak", "outbox get" }, { "{F10}", "[2 Pesan 2]", NULL, NULL });
	assert_int_equal(number("SELECT count(*) FROM letter"), 1);
	for (size_t i = 0; i < COUNT(commands); i++) {
		char *text = fetched("andi", commands[i]);
		has(text, "460/001/");
		has(text, "Doni Kirim");
		has(text, "DITERIMA");
		has(text, "14 September 2026");
		free(text);
	}
	assert_int_not_equal(SSH_RUN(&s, "dian", "report referral-reply --referral R-2026-003 --format pdf -o -", NULL), 0);
}

/* The office admits the child: the place kept becomes its place, the note of papers its checklist; the social worker writes down the stage. */
static void admitted(struct vt *sri)
{
	struct vt *v = desk("wati");
	PLAY(v, { "R", "Rudi Hartono", NULL, NULL },
		{ "doni", "> R", "Doni Kirim", "Rudi" },
		{ "{F2}", "Full name", "[Doni Kirim", NULL },
		{ "{F2}", "Mother's name", "[Aminah", NULL },
		{ "{F2}", "School level", NULL, NULL },
		{ "{Tab}{Tab}{Tab} {Tab}{F4}", "> ", NULL, NULL },
		{ "{=SD}", "Grade", NULL, NULL },
		{ "3{Tab}{Tab} ", "School", "(o) SD Negeri 91 Contoh", NULL },
		{ "{F2}", "Doni Kirim", NULL, NULL },
		{ "{F2}", "Next child", NULL, NULL },
		{ "{Right}{Right}{Enter}", "2026-002", "Kartu", "Next child" },
		{ "6", "Birth certificate", "Original present", NULL },
		{ "", "KIA/KTP", "Tidak ada", NULL });
	clerk_quit(v);
	v = desk("hasan");
	open_work(v, tr("Admissions waiting for the head"));
	PLAY(v, { "", "Doni Kirim", NULL, NULL }, { "{F2}", "[ Kembali ]", NULL, NULL }, { "{Right}{Enter}", "No admission is waiting for approval.", NULL, NULL });
	clerk_quit(v);
	PLAY(sri, { "{F3}doni", "Doni Kirim", "2026-002", NULL },
		{ "{Enter}", "2026-002", "Kartu", NULL },
		{ "{F9}h", "Stage of care", "F4", NULL },
		{ "{F4}", "> ", NULL, NULL },
		{ "{=Services under way}{F2}", "2026-002", "Kartu", NULL }, { "", "Stage of care", "Services under way", NULL });
}

/* The officer follows the child: where it is, its school, the stage; nothing of what the home writes for itself. */
static void followed(struct vt *andi)
{
	PLAY(andi, { "{F10}", "R-2026-003", "Placed", NULL },
		{ "{F10}", "FREE PLACES", NULL, NULL },
		{ "A", "Doni Kirim", "SD", NULL },
		{ "{Enter}", "Stage of care", "Services under way", NULL },
		{ "", "School", "SD Negeri 91 Contoh", NULL }, { "", "Presence", "Di panti", NULL });
}

/* A screening of the child that was reported, by the officer, its answer and reasons shown before anything is saved. */
static void screened(struct vt *andi)
{
	PLAY(andi, { "{F10}", "Doni Kirim", "SD", NULL },
		{ "{F10}", "FREE PLACES", NULL, NULL },
		{ "W", "0 dari 1", NULL, NULL },
		{ "{F6}", "by sector ...", NULL, NULL },
		{ "{=all}", "> L-2026-001", "Rudi Hartono", NULL },
		{ "{Enter}", "R-2026-001", NULL, NULL },
		{ "{F9}E", "Sector", "Answer", NULL },
		{ "{F7}", "[Rudi Hartono", NULL, NULL });
	PLAY(andi, { "", "Answer: %s", "Child worker", NULL },
		{ "", "UU 13/2003", NULL, NULL });
	vt_send(andi, VT_F2);
	said(andi, "%s", tr("Saved."));
	PLAY(andi, { "{F10}", "Rudi Hartono", "Child worker", "Answer: %s" });
}

/* A referral out of the admitted child: sent, its slip printed, accepted, done. */
static void sent_out(struct vt *sri)
{
	struct vt *v = desk("wati");
	PLAY(v, { "K", "0 dari 0", NULL, NULL },
		{ "{F7}{F4}", "> ", NULL, "0 dari 0" },
		{ "{=Psychologist}Biro Jiwa Contoh{Tab}", "Biro Jiwa Contoh", NULL, NULL });
	vt_send(v, VT_F2);
	said(v, "Saved: %s", "Biro Jiwa Contoh");
	clerk_quit(v);
	PLAY(sri, { "{F9}x", "Partner", "( ) Biro Jiwa", NULL },
		{ " {Tab}{F4}", "> ", NULL, NULL },
		{ "{=Psychological counselling}Sering terbangun malam", "Sering terbangun malam", NULL, NULL },
		{ "{F2}", "RK-2026-001", NULL, NULL },
		{ "{F5}", "Pimpinan Biro Jiwa Contoh", NULL, NULL },
		{ "{PgDn}{PgDn}", "Tanda tangan dan cap", NULL, NULL },
		{ "{F10}", "Doni Kirim", "2026-002", "Tanda tangan" },
		{ "{F2}", "Partner declines", NULL, NULL },
		{ "{=Partner accepts}", "Answered by", NULL, NULL },
		{ "{F2}", "Accepted", "Doni Kirim", NULL },
		{ "{F2}", "Next step", NULL, NULL },
		{ "{=Service done}{Tab}{Tab}Tidur membaik", "Result", "Tidur membaik", NULL });
	vt_send(sri, VT_F2);
	said(sri, "%s: %s, now %s.", "RK-2026-001", tr("Service done"), out_state_label(OUT_SELESAI));
}

/* Another district's officer sees none of it, on no screen and by no command. */
static void another_district(void)
{
	static const char *const none[] = { "report referral-reply --referral R-2026-003 --format pdf", "report case-history --resident 2026-002 --format text" };
	struct vt *v = officer("dian");
	static const struct { const char *key, *count; } lists[] = { { "R", "0 dari 0" }, { "W", "0 dari 0" }, { "E", "0 penapisan" }, { "A", "0 anak" } };
	for (size_t i = 0; i < COUNT(lists); i++) {
		PLAY(v, { lists[i].key, lists[i].count, NULL, NULL });
		if (i == 0) PLAY(v, { "{F6}", "> ", NULL, NULL }, { "{=all}", "0 dari 0", NULL, NULL });
		PLAY(v, { "{F10}", "FREE PLACES", NULL, NULL });
	}
	PLAY(v, { "{F3}doni", "0 dari 0", NULL, NULL }, { "{F10}", "FREE PLACES", NULL, NULL });
	clerk_quit(v);
	for (size_t i = 0; i < COUNT(none); i++) assert_int_not_equal(SSH_RUN(&s, "dian", none[i], NULL), 0);
}

/* A company's counts of the quarter; on the spot a child under 15 is found besides: what differs becomes a report of the public, the officer's too. */
static void company_checked(void)
{
	struct vt *v = desk("wati");
	PLAY(v, { "N", "0 perusahaan", NULL, NULL },
		{ "{F7}CV Maju Contoh{Tab}{F4}", "> ", NULL, "0 perusahaan" },
		{ "{=Factory, workshop}{F4}", "> ", NULL, NULL },
		{ "{=Kutai Timur}Jalan 5{Tab}Bapak Contoh{Tab}{Tab}{Home}{^Y}1-4-26{Tab}", "01-04-2026", NULL, NULL },
		{ "{F2}", "Saved.", NULL, NULL },
		{ "{F2}", "Under 13", "0", NULL },
		{ "", "Triwulan II 2026", NULL, NULL },
		{ "{Down}{Down}2{Enter}", "2", "0", NULL },
		{ "{F2}", "Received on", "31-08-2026", NULL },
		{ "{F2}", "Found as reported.", NULL, NULL },
		{ "{Down}1{Enter}", "! Other numbers than reported.", NULL, NULL },
		{ "{F2}", "Checked on", "31-08-2026", NULL },
		{ "{F2}", "Differs", NULL, "Checked on" },
		{ "{F7}", "Make it a report of the public", NULL, NULL },
		{ "{Right}{Enter}", "L-2026-002", NULL, NULL });
	clerk_quit(v);
}

/* The child stands in an old list too: the pair is found, made one and taken apart again. */
static void merged_and_undone(void)
{
	char path[160];
	snprintf(path, sizeof path, "%s/lama.csv", s.house.dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs("name;sex;birth_date;mother;admission_date\nDonny Kirim;L;06-05-2017;Aminah;30-08-2026\n", f) > 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(CLERK_COMMAND(&s.house, "wati", "import", "residents", path), 0);
	struct vt *v = desk("wati");
	PLAY(v, { "D", "2026-002", "2026-003", NULL },
		{ "{Enter}", "KEPT", NULL, NULL },
		{ "{F4}", "> DIPERTAHANKAN", "DIGABUNGKAN", NULL },
		{ "{F2}", "Reason", "[  ", NULL },
		{ "ejaan lama{Enter}", "Ketik 2026-003:", "[  ", NULL },
		{ "2026-003{Enter}{Enter}", "0 dari 0", NULL, "DIPERTAHANKAN" });
	assert_int_equal(number("SELECT count(*) FROM resident_now WHERE status = 'aktif'"), 54);
	PLAY(v, { "{F6}", "2026-003", "2026-002", NULL }, { "{F8}", "Reason", NULL, NULL }, { "ternyata dua anak", "ternyata dua anak", NULL, NULL });
	vt_send(v, "\r");
	said(v, "The merge was taken back: %s stands by itself again.", "2026-003");
	assert_int_equal(number("SELECT count(*) FROM resident_now WHERE status = 'aktif'"), 55);
	clerk_quit(v);
}

/* The month's figures and the funnel, over the line: what the day left, each to its own district. */
static void figures(void)
{
	static const struct { const char *who, *command, *line; } table[] = {
		{ "andi", "report referrals-by-district --month 2026-08 --format csv", "1;Kab. Kutai Timur;0;3;1;1;0;0;1;" },
		{ "andi", "report referrals-by-district --month 2026-08 --format csv", "R-2026-002;Dewi Kirim;P;Kab. Kutai Timur;31-08-2026;Daftar tunggu" },
		{ "andi", "report funnel --year 2026 --format csv", "Kab. Kutai Timur;2;1;1;1;0;0" },
		{ "andi", "report child-labour --format csv", "2026;1;0;0;1;0;1;0;0;1" },
		{ "andi", "export referrals --format csv", "R-2026-003;Doni Kirim;L;2017-06-05;" },
		{ "dian", "report referrals-by-district --month 2026-08 --format csv", ";Jumlah;0;0;0;0;0;0;0;" },
		{ "dian", "report funnel --year 2026 --format csv", "Jumlah;0;0;0;0;0;0" },
		{ "dian", "report child-labour --format csv", "2026;0;0;0;0;0;0;0;0;0" },
	};
	for (size_t i = 0; i < COUNT(table); i++) {
		if (SSH_RUN(&s, table[i].who, table[i].command, NULL) != 0) fail_msg("%s: %s", table[i].command, s.said);
		char *text = clerk_file(s.out);
		has(text, table[i].line);
		if (*table[i].who == 'd') assert_null(strstr(text, "Kirim"));
		free(text);
	}
	char *pdf = fetched("andi", "report funnel --year 2026 --format pdf");
	has(pdf, "Kutai Timur");
	free(pdf);
}

/* The account is closed while its desk is open. */
static void closed(struct vt *andi)
{
	assert_int_equal(CLERK_COMMAND(&s.house, "hasan", "user", "disable", "andi"), 0);
	int64_t began = clock_monotonic();
	assert_int_equal(vt_exit(andi), 77);
	assert_true(clock_monotonic() - began < 5000);
	vt_close(andi);
	assert_int_equal(SSH_RUN(&s, "andi", "report list", NULL), 77);
}

static void whole_day(void **state)
{
	(void)state;
	if (!s.terminals) skip();
	call_about_a_child();
	struct vt *sri = inbox(), *andi = letter_of_two(sri);
	received_and_assessed(sri, andi);
	decided();
	letter_fetched(andi);
	admitted(sri);
	followed(andi);
	sent_out(sri);
	screened(andi);
	company_checked();
	merged_and_undone();
	figures();
	another_district();
	closed(andi);
	clerk_quit(sri);
	assert_int_equal(CLERK_COMMAND(&s.house, NULL, "check"), 0);
	assert_int_equal(CLERK_COMMAND(&s.house, NULL, "audit", "verify"), 0);
}

static int begin(void **state)
{
	static const char *const people[] = { "andi", "dian" };

	(void)state;
	sshd_begin(&s);
	assert_int_equal(CLERK_COMMAND(&s.house, "hasan", "user", "add", "dian", "--role", "dinsos", "--district", "64.72", "--key-only", "--shown", "Dian K."), 0);
	for (size_t i = 0; i < COUNT(people); i++) sshd_key(&s, people[i]);
	sshd_start(&s, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sshd_end(&s);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whole_day) };
	return cmocka_run_group_tests(tests, begin, end);
}
