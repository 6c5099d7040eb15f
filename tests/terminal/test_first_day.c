/* A clerk's first day through the real program at 80x24: from an empty machine to the month's report, several people at the desk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/allowance.h"
#include "db/month.h"
#include "db/referral.h"
#include "db/school.h"
#include "db/stay.h"
#include "db/user.h"
#include "src/base/clock.h"
#include "src/base/mem.h"
#include "tests/terminal/clerk.h"

#define DAY "2026-08-31"   /* the last of a month: what is run and paid that day is the whole month's */
#define MORNING "2026-09-01"

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
	KEYS(v, "\t\t\t\t\t", password);
	vt_wait_row(v, tr("Password"), "****");
	clerk_show(v, "a user");
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
	KEYS(v, "\t\t", "Ayah wafat, ibu sakit.", "\t", "anak terl");
	vt_wait(v, "Anak Terlantar");
	KEYS(v, " ", "\r");
	clerk_show(v, "referral typed");
	vt_send(v, VT_F2);
	vt_wait(v, tr("Sibling on the same letter"));
	vt_send(v, "\r");
	vt_wait(v, "R-2026-001");
	clerk_show(v, "referral recorded");
	vt_send(v, VT_F2);
	vt_wait(v, tr("assessment"));
	clerk_show(v, "referral step");
	clerk_quit(v);
}

static void whole_day(void **state)
{
	struct clerk c;

	(void)state;
	clerk_begin(&c, DAY);
	first_start(&c);
	users(&c);
	referral(&c);
	clerk_end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whole_day) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
