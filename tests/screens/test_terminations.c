/* The end of care as a social worker, a treasurer and a head type it: screens and database side by side. */
#include <stdio.h>
#include <string.h>

#include "db/termination/aftercare.h"
#include "db/child/resident.h"
#include "db/money/savings.h"
#include "db/termination/termination.h"
#include "screens/termination/release.h"
#include "src/base/clock.h"
#include "tests/screens/desk_play.h"

static struct desk_play d;
static struct arena *a;
static struct err e;
static struct problems p;

static int setup(void **state)
{
	(void)state;
	desk_begin(&d);
	a = arena_new();
	err_clear(&e);
	problems_clear(&p);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	desk_end(&d);
	return 0;
}

/* In care since January 2025, so that the first is 2025-001; the panti holds the original akta; 50.000 saved. */
static row_id child(const char *name, const char *level, int grade)
{
	struct stay_admitted made;
	struct stay_admission in = { .on = date_make(2025, 1, 10), .letter_no = "1/DS/2025", .district = "64.08", .clusters = "anak_terlantar", .level = level, .grade = grade, .school_kind = "", .school_year = "",
		.note = "", .register_no = "", .twins_seen = true };
	struct savings_move money = { .amount = 50000, .on = DESK_TODAY - 30, .note = "", .consent = true, .idem = "" };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = "L";
	in.v[PERSON_BIRTH_DATE] = "2008-05-05";
	in.v[PERSON_AKTA] = "asli";
	desk_must(stay_admit(d.db, &d.head, &in, 1, &made, &p, &e), &p, &e);
	money.resident = made.resident;
	desk_must(savings_deposit(d.db, &d.treasurer, &money, &p, &e), &p, &e);
	return made.resident;
}

static struct termination_card card_of(row_id resident)
{
	struct termination_card c;
	row_id id;
	desk_must(termination_of(d.db, &d.head, resident, &id, &e), NULL, &e);
	assert_int_not_equal(id, 0);
	desk_must(termination_load(d.db, &d.head, id, false, a, &c, &e), NULL, &e);
	return c;
}

static struct resident_row row_of(row_id resident)
{
	struct resident_row r;
	desk_must(resident_row(d.db, &d.head, resident, a, &r, &e), NULL, &e);
	return r;
}

static size_t aftercare_open(row_id resident, struct aftercare_row **rows)
{
	size_t n;
	desk_must(aftercare_of(d.db, &d.head, resident, a, rows, &n, &e), NULL, &e);
	return n;
}

#define PROPOSE_REUNIFICATION \
	{ "reu{Enter}", { "Reunification with the family", "Family assessed" }, NULL, NULL }, { "{Tab} {Tab}Aminah Contoh{Tab}grandm{Enter}", { "[v]", "Aminah Contoh", "Grandmother" }, NULL, NULL }, \
	{ "{F2}", { "[2 Conditions]", "( ) Reached" }, NULL, NULL }, \
	{ " {Enter}", { "(o) Reached", "! Evidence: -", "[ Back ]" }, NULL, NULL }, { "Kunjungan 12-07{Enter}", { "Evidence: Kunjungan 12-07" }, NULL, NULL }, \
	{ "\"\"", { "3 of 3" }, "( ) Reached", NULL }, \
	{ "{F2}", { "[3 Child's due]", "Rp50.000   ! paid by the treasurer", "! tick it, or Enter: why not" }, NULL, NULL }, \
	{ "{Down}{Down} ", { "[v] ", "handed back" }, "! tick it", NULL }, \
	{ "{F2}", { "[4 Handover]" }, NULL, NULL }, { "     ", { "Aminah Contoh" }, NULL, NULL }, \
	{ "{F2}", { "[5 Look over]", "! The savings still hold Rp50.000.", "Proposed by: sri (you). Somebody else approves." }, NULL, NULL }

static row_id rizal;
static void nothing_yet(struct desk_play *play, struct ui *ui) { (void)play, (void)ui; assert_int_equal(card_of(rizal).state, TERMINATION_MENUNGGU); assert_string_equal(row_of(rizal).status, "aktif"); }

static void test_the_whole_way(void **state)
{
	(void)state;
	rizal = child("Rizal Contoh", "sma", 12);
	assert_string_equal(row_of(rizal).register_no, "2025-001");
	const struct desk_step worker[] = {
		{ "{F7}", { "One child", "Several (pelepasan)" }, NULL, NULL }, { "{Enter}", { "Who leaves the home?" }, NULL, NULL }, { "riz", { "Rizal Contoh" }, NULL, NULL }, { "{Enter}", { "Step 1 of 5", "2025-001  Rizal Contoh" }, NULL, NULL },
		PROPOSE_REUNIFICATION,
		{ "{F2}", { "1 conditions are open", "[ Submit to the head ]" }, NULL, NULL }, { "{Tab}{Tab}{Enter}", { "Submitted: Rizal Contoh waits", "Waiting", "50.000", "1 !" }, NULL, NULL },
		{ NULL, { NULL }, NULL, NULL } };
	/* F7 Back is the first button; the focus stands on "One child" */
	desk_run_play(&d, &d.worker, &screen_terminations, NULL, worker);
	struct termination_card c = card_of(rizal);
	assert_int_equal(c.state, TERMINATION_MENUNGGU);
	assert_string_equal(c.reason, "reunifikasi");
	assert_string_equal(c.receiver, "Aminah Contoh");
	assert_string_equal(c.receiver_relation, "nenek");
	assert_true(c.family_assessed);
	assert_int_equal(c.need_count, 3);
	for (size_t i = 0; i < c.need_count; i++) {
		assert_string_equal(c.needs[i].score, "tercapai");
		assert_string_equal(c.needs[i].evidence, "Kunjungan 12-07");
	}
	assert_int_equal(c.paper_count, 1);
	assert_true(c.papers[0].handed);

	/* the treasurer sees no card, pays, and cannot approve */
	const struct desk_step treasurer[] = {
		{ "{F2}", { "Pay savings out", "(lima puluh ribu rupiah)" }, NULL, NULL }, { "{Tab}{Enter}", { "Paid out: Rizal Contoh, Rp50.000", "v" }, "1 !", NULL },
		{ "{F2}", { "Rizal Contoh waits for the head's approval." }, NULL, NULL }, { "{F7}", { "Social worker" }, "Several (pelepasan)", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.treasurer, &screen_terminations, NULL, treasurer);
	assert_int_equal(savings_balance(d.db, rizal), 0);

	const struct desk_step head[] = {
		{ "{Enter}", { "[5 Look over]", "v Nothing is open: the head can approve.", "Proposed by: sri" }, NULL, NULL },
		{ "{F2}", { "Type 2025-001 to end the stay." }, NULL, NULL }, { "2025-002{Enter}{Enter}", { "Nothing is open" }, NULL, nothing_yet }, /* the wrong number leads back */
		{ "{F2}2025-001{Enter}{Enter}", { "2025-001 Rizal Contoh has left the home.", "Decided by: Hasan" }, NULL, NULL },
		{ "{F5}", { "Handover record (BAST)", "BERITA ACARA SERAH TERIMA ANAK", "Nomor : 460/001/PSC/VIII/2026", "Aminah Contoh" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, head);
	c = card_of(rizal);
	assert_int_equal(c.state, TERMINATION_BERLAKU);
	assert_int_equal(c.decided_by, d.head.user);
	assert_int_not_equal(c.bast.id, 0);
	assert_string_equal(c.bast.number, "460/001/PSC/VIII/2026"); /* what stood on the preview */
	assert_string_equal(row_of(rizal).status, "keluar");
	assert_int_equal(row_of(rizal).end, DESK_TODAY);
	struct aftercare_row *rows;
	assert_int_equal(aftercare_open(rizal, &rows), 4);
	assert_int_equal(rows[0].due, date_make(2026, 9, 3));
	assert_int_equal(rows[3].due, date_make(2027, 8, 3));

	/* taken back by the head, with a reason */
	const struct desk_step reopen[] = {
		{ "{F6}{Down}{Down}{Down}{Down}{Down}{Enter}", { "Filter: In force", "Rizal Contoh" }, NULL, NULL }, { "{F9}b", { "Reopen" }, NULL, NULL }, { "Keliru tanggal.{Enter}", { "Cancelled" }, "Rizal Contoh  ", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, reopen);
	assert_string_equal(row_of(rizal).status, "aktif");
	assert_int_equal(aftercare_open(rizal, &rows), 0);
}

static void test_four_eyes(void **state)
{
	(void)state;
	const struct termination_arg arg = { .resident = child("Dua Mata", "sma", 11) };
	struct termination_card c;
	const struct desk_step propose[] = {
		{ "indep{Enter}", { "Independent or working" }, "Family assessed", NULL }, { "{Tab}Aminah Contoh{F2}", { "[2 Conditions]" }, NULL, NULL }, { " {Enter}Kunjungan{Enter}\"\"", { "3 of 3" }, NULL, NULL },
		{ "{F2}{Enter}", { "Pay savings out" }, NULL, NULL }, { "{Tab}{Enter}", { "v at zero" }, NULL, NULL }, /* the head may pay as well */
		{ "{Down}{Down}{Enter}", { "Why is it not handed back?" }, NULL, NULL }, { "Masih di sekolah{Enter}", { "Masih di sekolah" }, NULL, NULL },
		{ "{F2}{F2}", { "[5 Look over]", "Proposed by: Hasan (you)" }, NULL, NULL }, { "{F2}{Tab}{Tab}{Enter}", { NULL }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_termination, &arg, propose);
	c = card_of(arg.resident);
	assert_int_equal(c.state, TERMINATION_MENUNGGU);
	assert_string_equal(c.papers[0].why, "Masih di sekolah");
	const struct desk_step approve[] = { { "{F2}", { "Not ready for approval", "Somebody other than the proposer approves." }, NULL, NULL }, { "{Enter}", { "Waiting" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, approve);
	assert_int_equal(card_of(arg.resident).state, TERMINATION_MENUNGGU);
	assert_string_equal(row_of(arg.resident).status, "aktif");
}

static void test_returned_and_mended(void **state)
{
	(void)state;
	const struct termination_arg arg = { .resident = child("Kembali Contoh", "smp", 9) };
	const struct desk_step propose[] = { { "ind{Enter}{F2}{F2}{F2}{F2}", { "! 3 indicators are not scored yet." }, NULL, NULL }, { "{F2}{Tab}{Tab}{Enter}", { NULL }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_termination, &arg, propose);
	assert_int_equal(card_of(arg.resident).state, TERMINATION_MENUNGGU);
	const struct desk_step head[] = {
		{ "{F2}", { "> Approve", "Pay what the child is owed" }, NULL, NULL }, { "{Enter}", { "Not ready for approval", "! 3 indicators are not scored yet." }, NULL, NULL }, { "{Enter}{F8}", { "Return it to the proposer" }, NULL, NULL }, { "{Tab}{Enter}", { "Return" }, NULL, NULL },
		{ "Indikator belum dinilai.{Enter}", { "Returned" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, head);
	struct termination_card c = card_of(arg.resident);
	assert_int_equal(c.state, TERMINATION_DIKEMBALIKAN);
	assert_string_equal(c.decision_note, "Indikator belum dinilai.");
	/* the proposer goes on typing where it was; saved only, then submitted from the list */
	const struct desk_step mend[] = {
		{ "{Enter}", { "Step 1 of 5" }, NULL, NULL }, { "{F2}", { "( ) Reached" }, NULL, NULL }, { "p{Enter}Catatan kasus{Enter}", { "(o) Partly reached", "Catatan kasus" }, NULL, NULL },
		{ "{F2}{F2}{F2}", { "Note of the decision: Indikator belum dinilai.", "! 2 indicators are not scored yet." }, NULL, NULL }, { "{F2}{Tab}{Enter}", { "Saved as a proposal: Kembali Contoh" }, NULL, NULL },
		{ "{F2}", { "Waiting" }, NULL, NULL }, { "{Enter}", { "[5 Look over]" }, "Step 1 of 5", NULL }, { "{F4}", { "Only a proposal or a returned one can be changed" }, NULL, NULL },
		{ "{F9}c", { "Cancel the proposal" }, NULL, NULL }, { "Keluarga belum siap.{Enter}", { "No end of care is being prepared" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_terminations, NULL, mend);
	row_id open;
	desk_must(termination_of(d.db, &d.head, arg.resident, &open, &e), NULL, &e);
	assert_int_equal(open, 0);
	assert_string_equal(row_of(arg.resident).status, "aktif");
}

static void test_emergency(void **state)
{
	(void)state;
	const struct termination_arg arg = { .resident = child("Lari Contoh", "smp", 9) };
	const struct desk_step worker[] = {
		{ "left{Enter}", { "Left the home", "no indicators" }, "Received by", NULL }, { "+{F2}", { "today or before", "04-08-2026" }, "[2 Conditions]", NULL }, /* a day that has not come */
		{ "--{F2}", { "[2 Conditions]", "no indicators are scored" }, "( ) Reached", NULL },
		{ "{F2}{F2}{F2}", { "[5 Look over]", "Good to know before approval:", "- The savings still hold Rp50.000." }, NULL, NULL }, { "{F2}{Tab}{Tab}{Enter}", { NULL }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_termination, &arg, worker);
	assert_int_equal(card_of(arg.resident).on, DESK_TODAY - 1);
	const struct desk_step head[] = { { "{F2}{Enter}", { "Type 2025-001" }, NULL, NULL }, { "2025-001{Enter}{Enter}", { "has left the home", "In force", "50.000" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, head);
	assert_string_equal(row_of(arg.resident).status, "keluar");
	assert_int_equal(savings_balance(d.db, arg.resident), 50000); /* owed still, and in the list until it is paid */
	const struct desk_step pay[] = { { "{F2}{Tab}{Tab}{Enter}", { "Bank, account number" }, NULL, NULL }, { "BRI 0123 a.n. Aminah{Enter}", { "No end of care is being prepared" }, "Lari Contoh  ", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.treasurer, &screen_terminations, NULL, pay);
	assert_int_equal(savings_balance(d.db, arg.resident), 0);
}

static void test_pelepasan(void **state)
{
	(void)state;
	const row_id first = child("Ahmad Lulus", "sma", 12), second = child("Budi Lulus", "sma", 12), young = child("Cici Kecil", "sd", 3);
	const struct desk_step worker[] = {
		{ "{F7}{Tab}{Enter}", { "[ ]", "Ahmad Lulus", "Cici Kecil" }, NULL, NULL }, { "{F2}", { "Tick the children who leave: Space." }, NULL, NULL }, { "  {F2}", { "Pelepasan of 2 children", "Graduated" }, NULL, NULL },
		{ "{Tab}{Tab}rea{Enter}{F2}", { "Write what the scores rest on." }, NULL, NULL }, { "Rapor semester{Tab} {F2}", { "2 children proposed together", "Ahmad Lulus", "Budi Lulus" }, "Cici Kecil", NULL },
		{ "{F2}", { "This child belongs to a pelepasan.", "All 2 children" }, NULL, NULL }, { "{Tab}{Enter}", { "Pelepasan of 2 children" }, NULL, NULL }, { "{Tab}{Enter}", { "2 children: " }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_terminations, NULL, worker);
	struct termination_card c = card_of(first);
	assert_int_equal(c.state, TERMINATION_MENUNGGU);
	assert_int_equal(c.batch_size, 2);
	assert_int_equal(c.batch, card_of(second).batch);
	assert_string_equal(c.needs[2].score, "tercapai");
	assert_string_equal(c.needs[2].evidence, "Rapor semester");
	assert_true(c.papers[0].handed);
	const struct desk_step pay[] = { { "{F2}{Tab}{Enter}", { "Paid out", "2 !" }, NULL, NULL }, { "{Down}{F2}{Tab}{Enter}", { "Paid out", "1 !" }, "2 !", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.treasurer, &screen_terminations, NULL, pay);
	/* no guardian is on record: the head returns both at once, the receiver is added, both come again */
	const struct desk_step give_back[] = { { "{F8}{Tab}{Enter}", { "All 2 children" }, NULL, NULL }, { "{Tab}{Enter}", { "Pelepasan of 2 children" }, NULL, NULL }, { "Penerima?{Enter}", { "2 children: Returned" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, give_back);
	const struct desk_step again[] = {
		{ "{Enter}{Tab}{Tab}Wali Contoh{F2}", { "[2 Conditions]" }, NULL, NULL }, { "{F2}{F2}{F2}{F2}{Tab}{Enter}", { "Saved as a proposal" }, NULL, NULL }, { "{Down}{Enter}{Tab}{Tab}Paman Contoh{F2}{F2}{F2}{F2}", { "v Nothing is open" }, NULL, NULL }, { "{F2}{Tab}{Enter}", { "Saved as a proposal" }, "1 !", NULL },
		{ "{F2}{Tab}{Enter}{Tab}{Enter}", { "2 children: Pending approval" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_terminations, NULL, again);
	assert_string_equal(card_of(second).receiver, "Paman Contoh");
	const struct desk_step head[] = {
		{ "{F2}{Tab}{Enter}", { "Approve the pelepasan", "2 children leave the home" }, NULL, NULL }, { "3{Enter}{Enter}", { "Waiting" }, NULL, NULL }, { "{F2}{Tab}{Enter}2{Enter}{Enter}", { "2 children: ", "No end of care is being prepared" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.head, &screen_terminations, NULL, head);
	assert_string_equal(row_of(first).status, "keluar");
	assert_string_equal(row_of(second).status, "keluar");
	assert_string_equal(row_of(young).status, "aktif");
	assert_string_equal(row_of(first).end_reason, "lulus");
}

/* The line drops in the middle of the second step: everything typed is offered again. */
static void test_draft(void **state)
{
	(void)state;
	const struct termination_arg arg = { .resident = child("Putus Contoh", "smp", 9) };
	const struct desk_step before[] = { { "mov{Enter}", { "Moved to another home" }, NULL, NULL }, { "{Tab}Panti Lain{F2}", { "[2 Conditions]" }, NULL, NULL }, { " {Enter}Surat panti tujuan{Enter}", { "Surat panti tujuan" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_termination, &arg, before);
	row_id open;
	desk_must(termination_of(d.db, &d.head, arg.resident, &open, &e), NULL, &e);
	assert_int_equal(open, 0); /* nothing saved */
	const struct desk_step after[] = {
		{ "", { "There is a draft of" }, NULL, NULL }, { "{Enter}", { "Moved to another home", "Panti Lain" }, NULL, NULL }, { "{F2}", { "(o) Reached", "Evidence: Surat panti tujuan" }, NULL, NULL }, { "{Esc}", { "not saved" }, NULL, NULL },
		{ "{Left}{Left}{Enter}", { NULL }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_termination, &arg, after);
	struct termination_card c = card_of(arg.resident);
	assert_int_equal(c.state, TERMINATION_USUL);
	assert_string_equal(c.receiver, "Panti Lain");
	assert_string_equal(c.needs[0].evidence, "Surat panti tujuan");
}

/* The head mends the receiver while the worker writes evidence: both are kept, the worker chooses. */
static row_id shared;
static void head_edits(struct desk_play *play, struct ui *ui)
{
	(void)play, (void)ui;
	const struct termination_card c = card_of(shared);
	const struct termination_input in = { .reason = c.reason, .on = c.on, .note = c.note, .receiver = "Paman Contoh", .receiver_relation = "paman", .receiver_id = "", .receiver_address = "" };
	desk_must(termination_edit(d.db, &d.head, c.id, c.version, &in, &p, &e), &p, &e);
}

static void test_two_at_once(void **state)
{
	(void)state;
	shared = child("Berdua Contoh", "smp", 9);
	const struct termination_arg arg = { .resident = shared };
	const struct termination_input in = { .reason = "mandiri", .on = DESK_TODAY, .note = "" };
	row_id id;
	desk_must(termination_propose(d.db, &d.worker, shared, &in, NULL, &id, &p, &e), &p, &e);
	const struct desk_step worker[] = {
		{ "{F2} {Enter}Kunjungan 12-07{Enter}", { "Evidence: Kunjungan 12-07" }, NULL, head_edits }, { "{F2}{F2}{F2}{F2}{Tab}{Enter}", { "Changed by somebody else", "Paman Contoh" }, NULL, NULL },
		{ "{Enter}", { "Save again to keep what was chosen." }, NULL, NULL }, { "{F2}{Tab}{Enter}", { NULL }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_termination, &arg, worker);
	const struct termination_card c = card_of(shared);
	assert_string_equal(c.receiver, "Paman Contoh");
	assert_string_equal(c.needs[0].evidence, "Kunjungan 12-07");
}

static void test_aftercare(void **state)
{
	(void)state;
	const row_id resident = child("Lanjut Contoh", "smp", 9);
	const struct termination_input in = { .reason = "meninggalkan", .on = DESK_TODAY, .note = "" };
	row_id id;
	desk_must(termination_propose(d.db, &d.worker, resident, &in, NULL, &id, &p, &e), &p, &e);
	desk_must(termination_decide(d.db, &d.worker, id, card_of(resident).version, TERMINATION_AJUKAN, NULL, NULL, &p, &e), &p, &e);
	desk_must(termination_decide(d.db, &d.head, id, card_of(resident).version, TERMINATION_SETUJU, "2025-001", NULL, &p, &e), &p, &e);
	clock_set_ms(clock_now() + INT64_C(40) * 86400000); /* 12 September: the first was due on the 3rd */
	const struct desk_step worker[] = {
		{ "", { "1 overdue, 4 in all", "03-09-2026", "9 d !" }, NULL, NULL }, { "{F6}", { "1 overdue, 1 in all" }, "03-11-2026", NULL }, { "{F6}{F2}", { "Lanjut Contoh (2025-001)", "What was found" }, NULL, NULL },
		{ "{F2}", { "Fill in What was found" }, NULL, NULL }, { "Tinggal bersama nenek, sekolah lagi.{F2}", { "Aftercare done: Lanjut Contoh", "0 overdue, 3 in all" }, "9 d !", NULL },
		{ "{F7}+10{F2}", { "A further date", "22-09-2026", "4 in all" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_aftercare, NULL, worker);
	struct aftercare_row *rows;
	assert_int_equal(aftercare_open(resident, &rows), 5);
	assert_int_equal(rows[0].done, DESK_TODAY + 40);
	assert_string_equal(rows[0].note, "Tinggal bersama nenek, sekolah lagi.");
	assert_string_equal(rows[0].by, "sri");
	assert_int_equal(rows[1].due, DESK_TODAY + 50);
	const struct desk_step office[] = { { "{F2}", { "Social worker" }, "What was found", NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.office, &screen_aftercare, NULL, office);
}

/* Nothing falls apart on the smallest screen; a child not in care has no stay to end. */
static void test_small_and_refused(void **state)
{
	(void)state;
	const row_id resident = child("Kecil Contoh", "smp", 9);
	const struct termination_arg arg = { .resident = resident };
	const struct desk_step small[] = {
		{ "ind{Enter}", { "Step 1 of 5", "Independent or working" }, NULL, NULL }, { "{F2}", { "( ) Reached" }, NULL, NULL }, { "{Down}{Down}", { "> ", "alternative care" }, NULL, NULL }, { "{F2}", { "Savings" }, NULL, NULL }, { "{F2}{F2}", { "arrow down" }, NULL, NULL },
		{ "{Down}", { "! The savings still hold", "! Fill in who receives" }, "Proposed by", NULL }, { NULL, { NULL }, NULL, NULL } };
	d.rows = 16;
	d.cols = 60;
	desk_run_play(&d, &d.worker, &screen_termination, &arg, small);
	const struct termination_input in = { .reason = "meninggal", .on = DESK_TODAY, .note = "" };
	row_id id;
	desk_must(termination_propose(d.db, &d.worker, resident, &in, NULL, &id, &p, &e), &p, &e);
	desk_must(termination_decide(d.db, &d.worker, id, card_of(resident).version, TERMINATION_AJUKAN, NULL, NULL, &p, &e), &p, &e);
	desk_must(termination_decide(d.db, &d.head, id, card_of(resident).version, TERMINATION_SETUJU, "2025-001", NULL, &p, &e), &p, &e);
	const struct desk_step ended[] = { { "", { "In force", "Decided by: Hasan" }, NULL, NULL }, { NULL, { NULL }, NULL, NULL } };
	desk_run_play(&d, &d.worker, &screen_termination, &arg, ended); /* the end in force is what a new attempt opens */
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = { T(test_the_whole_way), T(test_four_eyes), T(test_returned_and_mended), T(test_emergency), T(test_pelepasan), T(test_draft), T(test_two_at_once), T(test_aftercare), T(test_small_and_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
