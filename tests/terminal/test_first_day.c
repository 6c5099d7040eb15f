/* A clerk's first day through the real program at 80x24: from an empty machine to the month's report, several people at the desk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/base/types.h"
#include "tests/terminal/first_day.h"

static void first_start(struct clerk *c)
{
	struct vt *v = clerk_desk(c, NULL);

	vt_wait(v, tr("First start"));
	vt_wait(v, tr("Name of the panti"));
	clerk_show(v, "first start");
	typed(v, tr("Name of the panti"), "PSAA Tunas Bangsa");
	vt_send(v, "\t");
	typed(v, tr("Places for boys"), "30");
	vt_send(v, "\t");
	typed(v, tr("Places for girls"), "30");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Letterhead line 1"));
	typed(v, tr("Letterhead line 1"), "PEMERINTAH PROVINSI CONTOH");
	KEYS(v, "\t", "DINAS SOSIAL", "\t", "\t");
	typed(v, tr("Address"), "Jl. Percontohan 1, Sangatta");
	KEYS(v, "\t", "\t");
	typed(v, tr("Place on letters"), "Sangatta");
	clerk_show(v, "letterhead");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Name on screen"));
	typed(v, tr("User name"), "hasan");
	vt_send(v, "\t");
	typed(v, tr("Name on screen"), "Hasan B.");
	KEYS(v, "\t", "kapal layar biru", "\t", "kapal layar putih");
	vt_send(v, VT_F2);
	vt_wait(v, tr("The two passwords differ."));
	KEYS(v, "\025", "kapal layar biru", VT_F2);
	vt_wait(v, tr("F2 makes the database and opens the desk."));
	vt_wait_row(v, tr("Places for boys"), "30");
	assert_false(vt_has(v, "kapal"));
	clerk_show(v, "check");
	vt_send(v, VT_F2);
	vt_wait(v, "0 ");
	vt_wait(v, "Hasan B.");
	clerk_show(v, "home, empty");

	/* the children of today, from a file */
	vt_send(v, "I");
	vt_wait(v, "register_no");
	vt_send(v, VT_F2);
	vt_wait(v, tr("File"));
	KEYS(v, "tests/fixtures/anak53.csv", "\r");
	vt_wait(v, "[ ");
	vt_wait(v, "anak53.csv");
	vt_wait(v, " 53");
	KEYS(v, "53", "\r", "\r");
	said(v, "Imported %lld rows.", 53LL);
	vt_send(v, VT_F2); /* and once more: nothing comes twice */
	vt_wait(v, "/media/usb/anak.csv");
	KEYS(v, "tests/fixtures/anak53.csv", "\r");
	said(v, "This file was imported already on %s by %s: 0 rows.", "31-08-2026", "Hasan B.");
	clerk_show(v, "imported twice");
	vt_send(v, VT_F10);
	vt_wait_row(v, "SD/MI", " 7");
	vt_wait_row(v, "SMP/MTs", " 12");
	vt_wait_row(v, "SMA/SMK", " 34");
	clerk_show(v, "home, 53 children");
	clerk_quit(v);
}

/* One more account with its first password; the roles list is searched. */
static void add_user(struct vt *v, const char *name, const char *shown, const char *role, const char *password)
{
	vt_send(v, VT_F7);
	vt_wait(v, tr("Own proposals"));
	typed(v, tr("User name"), name);
	vt_send(v, "\t");
	typed(v, tr("Name on screen"), shown);
	KEYS(v, "\t", VT_F4);
	vt_wait(v, tr("Space: tick, Enter: done"));
	vt_send(v, role);
	vt_wait(v, role);
	KEYS(v, " ", "\r");
	vt_wait_row(v, tr("Roles"), role);
	KEYS(v, "\t\t\t\t", password);
	vt_wait_row(v, tr("Password"), "****");
	clerk_show(v, "user");
	vt_send(v, VT_F2);
	said(v, "Saved: %s", name);
}

static void users(struct clerk *c)
{
	struct vt *v = clerk_desk(c, NULL);

	/* the head logs in */
	vt_wait(v, tr("Case desk of the panti"));
	KEYS(v, "hasan", "\t", "kapal layar hitam", "\r");
	vt_wait(v, "! ");
	clerk_show(v, "wrong password");
	do { /* the second after a wrong one is waited for: tries before it are told so */
		vt_send(v, "kapal layar biru");
		vt_wait(v, "[****************");
		vt_send(v, "\r");
		vt_wait_gone(v, "****");
	} while (!vt_has(v, tr("WORK OF TODAY")) && vt_has(v, tr("Password")));
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "P");
	vt_wait(v, "hasan");
	add_user(v, "sri", "Sri W.", tr("Social worker"), "awal sandi sri");
	add_user(v, "rina", "Rina K.", tr("Treasurer"), "awal sandi rina");
	add_user(v, "wati", "Wati S.", tr("Office"), "awal sandi wati");
	clerk_show(v, "users");
	clerk_quit(v);
}

/* A new account's first log in: a password of one's own is asked for. */
static struct vt *first_login(struct clerk *c, const char *name, const char *given, const char *own)
{
	struct vt *v = clerk_desk(c, NULL);

	vt_wait(v, tr("Case desk of the panti"));
	KEYS(v, name, "\t", given, "\r");
	vt_wait(v, tr("New password"));
	KEYS(v, own, "\r");
	vt_wait(v, tr("The same once more"));
	KEYS(v, own, "\r");
	vt_wait(v, tr("WORK OF TODAY"));
	clerk_show(v, name);
	return v;
}

/* The social worker types a letter of the Dinas Sosial and takes it through its first steps. */
static void referral(struct clerk *c)
{
	struct vt *v = first_login(c, "sri", "awal sandi sri", "angin teluk pagi");

	vt_send(v, "R");
	vt_wait(v, "0 ");
	clerk_show(v, "referrals, none");
	vt_send(v, VT_F7);
	vt_wait(v, tr("Full name"));
	typed(v, tr("Full name"), "Putra Pratama");
	KEYS(v, "\t", " ", "\t");
	typed(v, tr("Place of birth"), "Sangatta");
	KEYS(v, "\t", "9-3-14", "\t");
	vt_wait_row(v, tr("Date of birth"), "09-03-2014");
	vt_send(v, "\t");
	typed(v, tr("Mother's name"), "Aminah");
	KEYS(v, "\t\t\t");
	vt_send(v, "yatim");
	vt_wait(v, "Yatim piatu");
	vt_send(v, "\r");
	vt_wait_row(v, tr("Parental status"), "[Yatim ");
	typed(v, tr("Letter no."), "460/112/DINSOS");
	vt_send(v, "\t");
	typed(v, tr("Letter date"), "25-8");
	vt_send(v, "\t\t");
	vt_send(v, "kutai t");
	vt_wait(v, "> ");
	clerk_show(v, "district");
	vt_send(v, "\r");
	vt_wait_row(v, tr("Sent by district"), "Kutai Timur");
	KEYS(v, "\t\t", "Ayah wafat, ibu sakit.", "\t", VT_F4);
	vt_wait(v, "[ ] Anak Terlantar");
	KEYS(v, VT_DOWN, " ", "\r");
	vt_wait_row(v, tr("Clusters"), "[Anak Terlantar");
	clerk_show(v, "referral typed");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Sibling on the same letter"));
	vt_send(v, "\r");
	vt_wait(v, "R-2026-001");
	clerk_show(v, "referral recorded");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Start the assessment"));
	vt_send(v, "\r");
	said(v, "%s: %s, now %s.", "R-2026-001", tr("Start the assessment"), tr("First assessment"));
	clerk_show(v, "referral step");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Give advice"));
	vt_send(v, "\r");
	vt_wait(v, tr("What the assessment advises"));
	vt_send(v, "\r");
	vt_wait(v, tr("Result"));
	vt_send(v, "Layak diterima");
	vt_wait(v, "Layak diterima");
	vt_send(v, "\r");
	said(v, "%s: %s, now %s.", "R-2026-001", tr("Give advice"), tr("First assessment"));
	clerk_show(v, "advice");
	clerk_quit(v);
}

/* The head agrees; the social worker admits the child with what the letter said; the head approves that too. */
static void acceptance(struct clerk *c)
{
	struct vt *v = clerk_desk(c, "hasan");

	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "R");
	vt_wait(v, "R-2026-001");
	clerk_show(v, "head: referrals");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Next step"));
	clerk_show(v, "head: next step");
	vt_send(v, tr("Approve"));
	vt_send(v, "\r");
	vt_wait(v, "[ ");
	clerk_show(v, "head: approve?");
	KEYS(v, VT_RIGHT, "\r");
	vt_wait(v, "R-2026-001: ");
	clerk_show(v, "head: approved");
	clerk_quit(v);

	v = clerk_desk(c, "sri");
	open_work(v, tr("Accepted, to be admitted"));
	vt_wait(v, "R-2026-001");
	vt_send(v, VT_F2);
	vt_wait(v, "Putra Pratama");
	vt_wait_row(v, tr("Full name"), "[Putra Pratama");
	clerk_show(v, "admission 1");
	vt_send(v, VT_F2);
	vt_wait_row(v, tr("Mother's name"), "[Aminah");
	clerk_show(v, "admission 2");
	vt_send(v, VT_F2);
	vt_wait(v, tr("School level"));
	KEYS(v, "\t\t\t", " ", "\t", "sd");
	vt_wait(v, "> SD");
	vt_send(v, "\r");
	vt_wait(v, tr("Grade"));
	typed(v, tr("Grade"), "6");
	clerk_show(v, "admission 3");
	vt_send(v, VT_F2);
	vt_wait(v, "Putra Pratama");
	clerk_show(v, "admission 4");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Next child"));
	vt_wait(v, "2026-00");
	clerk_show(v, "admitted");
	vt_send(v, "\r");
	vt_wait_gone(v, tr("Next child"));
	clerk_show(v, "after admission");
	clerk_quit(v);

	v = clerk_desk(c, "hasan");
	open_work(v, tr("Admissions waiting for the head"));
	vt_wait(v, "Putra Pratama");
	clerk_show(v, "approvals");
	vt_send(v, VT_F2);
	vt_wait(v, "[ ");
	clerk_show(v, "approval asked");
	KEYS(v, VT_RIGHT, "\r");
	vt_wait(v, tr("No admission is waiting for approval."));
	clerk_show(v, "approved");
	clerk_quit(v);
}

/* The treasurer: rates, money in the box, the month's list, everybody paid but one held back. */
static void money(struct clerk *c)
{
	struct vt *v = clerk_desk(c, "hasan");
	static const char *const levels[][3] = { { "SD", "40rb", "40.000" }, { "SMP", "50rb", "50.000" }, { "SMA", "75rb", "75.000" } };

	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "U");
	vt_wait(v, tr("Pocket money"));
	clerk_show(v, "allowances, none");
	KEYS(v, VT_F9);
	vt_wait(v, tr("Rates per level with their first day."));
	clerk_show(v, "allowance menu");
	vt_send(v, "d");
	vt_wait(v, tr("No rate yet. F7 adds one for a school level."));
	for (size_t i = 0; i < COUNT(levels); i++) {
		vt_send(v, VT_F7);
		vt_wait(v, tr("New rate"));
		vt_send(v, levels[i][0]);
		vt_wait_row(v, "> ", levels[i][0]);
		vt_send(v, "\r");
		vt_wait_row(v, tr("School level"), levels[i][0]);
		vt_send(v, "\t");
		typed(v, tr("Amount"), levels[i][1]);
		clerk_show(v, "rate typed");
		vt_send(v, VT_F2);
		vt_wait_gone(v, tr("New rate"));
		vt_wait_row(v, levels[i][0], levels[i][2]);
		clerk_show(v, "rate");
	}
	clerk_quit(v);

	v = first_login(c, "rina", "awal sandi rina", "pasar ikan ramai");
	vt_send(v, "U");
	vt_wait(v, tr("Pocket money"));
	KEYS(v, VT_F9, "c");
	vt_wait(v, tr("Fund source"));
	clerk_show(v, "cash");
	typed(v, tr("Amount"), "5jt");
	KEYS(v, "\t\t\t");
	typed(v, tr("From, for what"), "SP2D 0123 Agustus");
	vt_send(v, VT_F2);
	vt_wait_gone(v, tr("Fund source"));
	vt_send(v, VT_F7);
	vt_wait(v, "Adit Ramadan");
	clerk_show(v, "allowance list");
	KEYS(v, "5000", VT_DOWN);               /* another deposit */
	vt_wait_row(v, "Adit Ramadan", "35.000");
	KEYS(v, VT_UP, " ");                    /* ticked off and on again */
	vt_wait_row(v, "[ ]", "Adit Ramadan");
	KEYS(v, "+", VT_F2);
	vt_wait(v, tr("Pay pocket money"));
	clerk_show(v, "allowance pay?");
	vt_wait(v, "Rp526.300");
	vt_send(v, VT_RIGHT);
	for (int i = 0; i < 20; i++) vt_send(v, "\r"); /* held down */
	vt_wait_gone(v, "[v]");
	vt_wait(v, "Rp1.583.200"); /* once: 5.000.000 - 3.416.800 */
	clerk_show(v, "allowance paid");
	clerk_quit(v);
}

/* The office: a child goes to another school, which is not in the list yet. */
static void school(struct clerk *c)
{
	struct vt *v = first_login(c, "wati", "awal sandi wati", "jembatan kayu tua");

	vt_send(v, "A");
	vt_wait(v, "2025-002");
	vt_send(v, "eko m");
	vt_wait_gone(v, "Adit Ramadan");
	vt_send(v, "\r");
	vt_wait(v, tr("Identity"));
	clerk_show(v, "card");
	vt_send(v, "3");
	vt_wait(v, "SMP Negeri 92 Contoh");
	clerk_show(v, "card school");
	vt_send(v, VT_F4);
	vt_wait_row(v, tr("School"), "(o) SMP Negeri 92 Contoh");
	KEYS(v, "\t\t\t\t\t", VT_F4);
	vt_wait(v, tr("F7 adds one"));
	clerk_show(v, "schools");
	vt_send(v, VT_F7);
	vt_wait(v, tr("New school"));
	typed(v, tr("Name"), "MTs Al-Hidayah Contoh");
	vt_send(v, VT_F2);
	vt_wait(v, "(o) MTs Al-Hidayah Contoh");
	clerk_show(v, "schooling typed");
	vt_send(v, VT_F2);
	vt_wait_row(v, "31-08-2026", "MTs Al-Hidayah Contoh"); /* a line of the card's tab */
	clerk_show(v, "schooling saved");
	clerk_quit(v);
}

/* The social worker proposes the end of care of a graduate; the head approves it by typing the register number. */
static void termination(struct clerk *c)
{
	struct vt *v = clerk_desk(c, "sri");

	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "M");
	vt_wait(v, tr("Terminations"));
	vt_send(v, VT_F7);
	vt_wait(v, tr("Several (pelepasan)"));
	vt_send(v, "\r");
	vt_wait(v, tr("Who leaves the home?"));
	vt_wait(v, "Adit Ramadan");
	vt_send(v, "danu");
	clerk_show(v, "who");
	vt_wait_gone(v, "Adit Ramadan");
	vt_send(v, "\r");
	vt_wait(v, tr("First day away"));
	clerk_show(v, "end 1");
	vt_send(v, "lulus");
	vt_wait_row(v, "> ", "Lulus");
	vt_send(v, "\r");
	vt_wait_row(v, tr("Reason"), "[Lulus");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Evidence"));
	for (int i = 0; i < 3; i++) { /* every indicator of the child's cluster: reached, and what shows it */
		char evidence[40];
		snprintf(evidence, sizeof evidence, "Kunjungan rumah %d", i + 1);
		vt_send(v, " \r");
		vt_wait(v, tr("Continue"));
		KEYS(v, evidence, "\r");
		vt_wait_gone(v, tr("Continue"));
		vt_wait_row(v, tr("Evidence"), evidence); /* the next one is chosen by itself */
	}
	clerk_show(v, "end 2");
	vt_send(v, VT_F2);
	vt_wait(v, "Rp10.000");
	vt_send(v, VT_F2);
	vt_wait(v, "BERITA ACARA");
	clerk_show(v, "end 4");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Still open before approval (! must be settled):"));
	clerk_show(v, "end 5");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Submit to the head"));
	clerk_show(v, "submit");
	KEYS(v, VT_RIGHT, VT_RIGHT, "\r");
	said(v, "Submitted: %s waits for the head's approval.", "Danu Wijaya");
	clerk_show(v, "submitted");
	clerk_quit(v);

	/* the head cannot yet: money is owed */
	v = clerk_desk(c, "hasan");
	open_work(v, tr("Terminations for the head"));
	vt_wait(v, "Danu Wijaya");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Next step"));
	clerk_show(v, "head");
	vt_send(v, tr("Approve"));
	vt_wait_row(v, ">", tr("Approve"));
	vt_send(v, "\r");
	vt_wait(v, tr("Not ready for approval"));
	clerk_show(v, "not ready");
	vt_send(v, "\r");
	vt_wait_gone(v, tr("Not ready for approval"));
	clerk_quit(v);

	v = clerk_desk(c, "rina");
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "M");
	vt_wait(v, "Danu Wijaya");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Pay savings out"));
	clerk_show(v, "savings out");
	KEYS(v, VT_RIGHT, "\r");
	said(v, "Paid out: %s, %s. The savings are at zero.", "Danu Wijaya", "Rp10.000");
	clerk_quit(v);

	v = clerk_desk(c, "hasan");
	open_work(v, tr("Terminations for the head"));
	vt_wait(v, "Danu Wijaya");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Approve the termination"));
	clerk_show(v, "approve");
	KEYS(v, "2023-014", "\r", VT_RIGHT, "\r"); /* another child's number does not do */
	said(v, "Type %s exactly to go on.", "2023-041");
	KEYS(v, "\025", "2023-041", "\r", "\r");
	said(v, "%s %s has left the home. F5: handover record.", "2023-041", "Danu Wijaya");
	clerk_show(v, "ended");
	clerk_quit(v);
}

/* The next morning the head closes the month and saves its report from the desk, as text and as PDF. */
static void closing(struct clerk *c)
{
	c->day = FIRST_DAY_AFTER;
	struct vt *v = clerk_desk(c, "hasan");

	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "C");
	vt_wait(v, tr("Monthly report"));
	vt_send(v, VT_F6);
	vt_wait(v, tr("to be closed"));
	clerk_show(v, "months");
	vt_send(v, VT_DOWN);
	vt_wait_row(v, "> ", tr("to be closed"));
	vt_send(v, VT_F8);
	vt_wait(v, tr("Close the month"));
	KEYS(v, VT_RIGHT, "\r");
	said(v, "%s is closed. Its report is now fixed.", "Agustus 2026");
	clerk_show(v, "month closed");
	for (int i = 0; i < 2; i++) {
		vt_send(v, VT_F5);
		vt_wait(v, "PSAA Tunas Bangsa");
		clerk_show(v, "preview");
		vt_send(v, VT_F5);
		vt_wait(v, tr("Copies"));
		vt_send(v, i ? "pdf" : tr("text"));
		vt_wait(v, "> ");
		clerk_show(v, "print target");
		KEYS(v, "\r", VT_F2);
		vt_wait(v, "/outbox/hasan/");
		clerk_show(v, "saved");
		vt_send(v, VT_F10);
	}
	clerk_quit(v);
}

static void whole_day(void **state)
{
	struct clerk c;

	(void)state;
	clerk_begin(&c, FIRST_DAY);
	first_start(&c);
	users(&c);
	referral(&c);
	acceptance(&c);
	money(&c);
	school(&c);
	termination(&c);
	closing(&c);
	first_day_report(&c);
	first_day_database(&c);
	clerk_end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whole_day) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
