/* Several processes at the same records of the district's part, each with a connection of its own; each test states what must hold whoever is first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/check.h"
#include "db/child/person_merge.h"
#include "db/child/resident.h"
#include "db/community/community.h"
#include "db/office/outbox.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_queue.h"
#include "tests/db/cases.h"

enum { RACERS = 4, MANY = 12 };

static struct fixture f;
static struct err e;
static struct problems p;
static row_id ids[MANY];
static int64_t versions[MANY];

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	cases_codes(&f);
	err_clear(&e);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	struct check c = { NULL, NULL, 0 };
	fixture_must(&e, db_check(f.db, &c, &e)); /* lists, order of waiting, audit chain: after every race */
	assert_int_equal(c.found, 0);
	fixture_close(&f);
	return 0;
}

/* What a racer returns: how often it was acknowledged; FAULT when something failed otherwise than by being late. */
enum { FAULT = 200 };
static int race(int (*racer)(struct db *db, int who), int won[RACERS])
{
	pid_t pid[RACERS];
	int sum = 0;
	db_close(f.db);
	fflush(NULL);
	for (int k = 0; k < RACERS; k++)
		if ((pid[k] = fork()) == 0) {
			struct db *db = NULL;
			if (!db_open(&db, &(struct db_options){ .path = f.path }, &e)) _exit(FAULT);
			int n = racer(db, k);
			if (n == FAULT) print_message("racer %d: %s\n", k, e.text);
			db_close(db);
			_exit(n);
		}
	for (int k = 0; k < RACERS; k++) {
		int status;
		assert_int_equal(waitpid(pid[k], &status, 0), pid[k]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) != FAULT);
		sum += WEXITSTATUS(status);
		if (won) won[k] = WEXITSTATUS(status);
	}
	f.db = fixture_again(&f, 0);
	return sum;
}

/* Late is not wrong: a problem, a conflict. */
static bool late(bool good) { return !good && e.kind != ERR_PROBLEMS && e.kind != ERR_CONFLICT; }
static void again(void) { err_clear(&e), problems_clear(&p); }

static void letters(const struct actor *who, const char *sex, bool assessed)
{
	for (int i = 0; i < MANY; i++) {
		char name[32], no[32];
		snprintf(name, sizeof name, "Anak Surat %02d", i);
		snprintf(no, sizeof no, "460/%d", i);
		struct referral_input in = cases_letter(name, sex, no);
		in.panti = f.panti;
		ids[i] = cases_record(&f, who, &in);
		if (assessed) {
			cases_move(&f, &f.peksos, ids[i], REFERRAL_MULAI_ASESMEN, "");
			fixture_must(&e, referral_move(f.db, &f.peksos, ids[i], cases_version(&f, "referral", ids[i]), REFERRAL_USUL, DATE_NONE, "terima", "Layak", &p, &e));
		}
		versions[i] = cases_version(&f, "referral", ids[i]);
	}
}

/* --- the last places --------------------------------------------------------------------------------------------------------------------- */

static int accept_all(struct db *db, int who)
{
	int won = 0;
	for (int i = 0; i < MANY; i++) {
		int at = who % 2 ? MANY - 1 - i : i;
		const struct referral_accept in = { .on = DATE_NONE, .until = DATE_NONE, .reason = "", .note = "" };
		again();
		bool good = referral_accept(db, &f.kepala, ids[at], versions[at], &in, &p, &e);
		if (late(good)) return FAULT;
		won += good;
	}
	return won;
}

/* Five places, twelve children, four heads: five are accepted, and no sixth place is kept. */
static void last_place(void **state)
{
	(void)state;
	fixture_tamper(&f, "UPDATE panti SET capacity_p = 5");
	letters(&f.tu, "P", true);
	assert_int_equal(race(accept_all, NULL), 5);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_place WHERE void_at IS NULL"), 5);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_now WHERE state = 'disetujui'"), 5);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.setuju'"), 5);
}

/* --- two sides move one letter ------------------------------------------------------------------------------------------------------------ */

static int move_all(struct db *db, int who)
{
	int won = 0;
	for (int i = 0; i < MANY; i++) {
		bool officer = who % 2;
		again();
		bool good = referral_move(db, officer ? &f.dinsos : &f.tu, ids[i], versions[i], officer ? REFERRAL_TARIK : REFERRAL_TERIMA_SURAT, DATE_NONE, officer ? "keliru" : "", "", &p, &e);
		if (late(good)) return FAULT;
		won += good;
	}
	return won;
}

/* Officers withdraw what the office receives: one of them is first, the others are told; no letter is both. */
static void two_sides(void **state)
{
	(void)state;
	letters(&f.dinsos, "L", false);
	for (int i = 0; i < MANY; i++) {
		cases_move(&f, &f.dinsos, ids[i], REFERRAL_KIRIM, "");
		versions[i] = cases_version(&f, "referral", ids[i]);
	}
	assert_int_equal(race(move_all, NULL), MANY);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_event WHERE move IN ('tarik', 'terima_surat')"), MANY);
	assert_int_equal(cases_number(&f, "SELECT count(DISTINCT referral_id) FROM referral_event WHERE move IN ('tarik', 'terima_surat')"), MANY);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action IN ('referral.tarik', 'referral.terima_surat')"), MANY);
}

/* --- merging a record that is being edited -------------------------------------------------------------------------------------------------- */

static row_id kept[MANY], gone[MANY], gone_resident[MANY];

static int merge_or_edit(struct db *db, int who)
{
	int won = 0;
	for (int n = 0; n < MANY; n++) {
		int i = who % 2 ? MANY - 1 - n : n;
		bool good;
		again();
		if (who % 2) {
			const struct person_merge_in in = { kept[i], gone[i], versions[i] /* both new: the same */, versions[i], "satu anak", NULL };
			good = person_merge_do(db, &f.kepala, &in, NULL, &p, &e);
		} else {
			char name[40];
			snprintf(name, sizeof name, "Anak Gandah %c", 'A' + i);
			const struct resident_edit in = { .resident = gone_resident[i], .person_version = versions[i],
				.v = { [PERSON_NAME] = name, [PERSON_SEX] = "L", [PERSON_BIRTH_DATE] = "2012-05-08", [PERSON_BIRTH_PRECISION] = "d", [PERSON_NICKNAME] = "Baru" } };
			good = resident_edit(db, &f.tu, &in, &p, &e);
			if (!good && e.kind == ERR_DATA) e.kind = ERR_CONFLICT; /* "was merged into ...": late */
		}
		if (late(good)) return FAULT;
		won += good;
	}
	return won;
}

/* Of each pair either the edit was first, and the merge is shown that the record changed, or the merge, and the edit is sent to the other card. */
static void merge_and_edit(void **state)
{
	(void)state;
	for (int i = 0; i < MANY; i++) {
		char one[40], two[40];
		snprintf(one, sizeof one, "Anak Ganda %c", 'A' + i);
		snprintf(two, sizeof two, "Anak Gandah %c", 'A' + i);
		struct cases_child k = cases_admit(&f, one, "L", "2012-05-07", FIXTURE_DAY - 60, "", "", 0, 0), g = cases_admit(&f, two, "L", "2012-05-08", FIXTURE_DAY - 30, "", "", 0, 0);
		kept[i] = k.person, gone[i] = g.person, gone_resident[i] = g.resident;
		versions[i] = cases_version(&f, "person", g.person);
		assert_int_equal(versions[i], cases_version(&f, "person", k.person));
	}
	assert_int_equal(race(merge_or_edit, NULL), MANY);
	int64_t merges = cases_number(&f, "SELECT count(*) FROM person_merge"), edits = cases_number(&f, "SELECT count(*) FROM person WHERE nickname = 'Baru'");
	print_message("%d merged, %d edited\n", (int)merges, (int)edits);
	assert_int_equal(merges + edits, MANY);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM person p JOIN person_merge m ON m.gone_id = p.id WHERE p.nickname = 'Baru'"), 0);
}

/* --- messages while a letter is withdrawn ---------------------------------------------------------------------------------------------------- */

static int talk(struct db *db, int who)
{
	int won = 0;
	for (int i = 0; i < MANY; i++) {
		row_id id;
		again();
		if (who == 0) {
			if (late(referral_move(db, &f.dinsos, ids[i], versions[i], REFERRAL_TARIK, DATE_NONE, "keliru", "", &p, &e))) return FAULT;
			continue;
		}
		bool good = referral_message_send(db, who == 1 ? &f.dinsos : &f.peksos, ids[i], "Apakah KK ada?", NULL, &id, &p, &e);
		if (late(good)) return FAULT;
		won += good;
	}
	return won;
}

/* Every message that was acknowledged is there once with its audit row, and each letter is withdrawn. */
static void talk_and_withdraw(void **state)
{
	(void)state;
	letters(&f.dinsos, "L", false);
	for (int i = 0; i < MANY; i++) {
		cases_move(&f, &f.dinsos, ids[i], REFERRAL_KIRIM, "");
		versions[i] = cases_version(&f, "referral", ids[i]);
	}
	int said = race(talk, NULL);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_message"), said);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'referral.message'"), said);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_now WHERE state = 'ditarik'"), MANY);
}

/* --- the waiting list, numbers, keys ------------------------------------------------------------------------------------------------------------ */

static int shuffle(struct db *db, int who)
{
	unsigned seed = (unsigned)who + 1;
	for (int i = 0; i < 20; i++) {
		again();
		bool good = who == 3 && i % 5 == 0 ? referral_move(db, &f.kepala, ids[i / 5], versions[i / 5], REFERRAL_TOLAK, DATE_NONE, "jarak", "", &p, &e)
		                                   : referral_queue_move(db, &f.kepala, ids[rand_r(&seed) % MANY], 1 + rand_r(&seed) % MANY, "lebih mendesak", &p, &e);
		if (late(good)) return FAULT;
	}
	return 0;
}

/* Heads move children to and fro while some leave the list: 1, 2, 3 ... without a gap, each child once (teardown's check asks it too). */
static void waiting_list(void **state)
{
	(void)state;
	letters(&f.tu, "L", true);
	for (int i = 0; i < MANY; i++) {
		cases_move(&f, &f.kepala, ids[i], REFERRAL_TUNGGU, "penuh");
		versions[i] = cases_version(&f, "referral", ids[i]);
	}
	race(shuffle, NULL);
	int64_t n = cases_number(&f, "SELECT count(*) FROM referral_queue");
	assert_int_equal(n, MANY - 4);
	assert_int_equal(cases_number(&f, "SELECT count(DISTINCT place) FROM referral_queue"), n);
	assert_int_equal(cases_number(&f, "SELECT max(place) FROM referral_queue"), n);
}

static int intake(struct db *db, int who)
{
	int won = 0;
	for (int i = 0; i < 2 * MANY; i++) {
		char key[IDEM_SIZE];
		row_id id = 0;
		const struct community_input in = { .v = { [COMMUNITY_F_CHANNEL] = "masyarakat", [COMMUNITY_F_RECEIVED_ON] = "2026-08-01", [COMMUNITY_F_DISTRICT] = "64.08", [COMMUNITY_F_PLACE] = "Pasar" } };
		snprintf(key, sizeof key, "%032d", i < MANY ? 1000 * (who + 1) + i : i); /* the second half: one form on four terminals */
		again();
		if (!community_record(db, who % 2 ? &f.dinsos : &f.tu, &in, key, &id, &p, &e) || !id) return FAULT;
		won++;
	}
	return won;
}

/* Everybody is told that it is saved; what came from one form is one report; numbers run without a gap. */
static void numbers_and_keys(void **state)
{
	(void)state;
	assert_int_equal(race(intake, NULL), RACERS * 2 * MANY);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM community_report"), RACERS * MANY + MANY);
	assert_int_equal(cases_number(&f, "SELECT CAST(substr(max(number), 8) AS INTEGER) FROM community_report"), RACERS * MANY + MANY);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'community.record'"), RACERS * MANY + MANY);
}

static row_id resident, to;

static int send_out(struct db *db, int who)
{
	row_id id;
	char partner[24];
	(void)who;
	snprintf(partner, sizeof partner, "%" PRId64, to);
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = partner, [OUT_F_SERVICE] = "kesehatan", [OUT_F_PURPOSE] = "imunisasi", [OUT_F_SENT_ON] = "2026-08-03" };
	again();
	bool good = out_send(db, &f.peksos, resident, v, NULL, &id, &p, &e);
	return late(good) ? FAULT : good;
}

/* One child is sent to one partner for one service once. */
static void sent_once(void **state)
{
	(void)state;
	resident = cases_admit(&f, "Anak Contoh", "L", "2012-05-07", FIXTURE_DAY - 60, "", "", 0, 0).resident;
	to = cases_partner(&f, "Puskesmas Contoh", "puskesmas", "", "");
	assert_int_equal(race(send_out, NULL), 1);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM referral_out"), 1);
}

/* --- the outbox ------------------------------------------------------------------------------------------------------------------------------------ */

static char file[SPOOL_MADE_SIZE];
static const char content[] = "isi berkas";

static int fetch(struct db *db, int who)
{
	int won = 0;
	if (who == 3) usleep(2000); /* no wait for anything: the one who removes begins among the readers, not before them */
	for (int i = 0; i < MANY; i++) {
		char bytes[64] = "";
		again();
		if (who == 3) {
			outbox_remove(db, &f.tu, 30, file, &e);
			continue;
		}
		int fd = outbox_open(db, &f.tu, 30, file, &e);
		if (fd < 0 && e.kind != ERR_NOINPUT) return FAULT;
		if (fd < 0) continue;
		ssize_t n = read(fd, bytes, sizeof bytes);
		close(fd);
		if (n != (ssize_t)sizeof content - 1 || memcmp(bytes, content, (size_t)n)) return FAULT;
		won++;
	}
	return won;
}

/* Fetched by several at once and removed meanwhile: each gets the whole file or is told that there is none; each fetching stands in the log. */
static void fetched_twice(void **state)
{
	(void)state;
	fixture_must(&e, outbox_put(f.db, &f.tu, 30, "laporan.txt", content, sizeof content - 1, file, NULL, &e));
	int got = race(fetch, NULL);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'outbox.get'"), got);
	assert_int_equal(cases_number(&f, "SELECT count(*) FROM audit WHERE action = 'outbox.remove'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(last_place, setup, teardown), cmocka_unit_test_setup_teardown(two_sides, setup, teardown), cmocka_unit_test_setup_teardown(merge_and_edit, setup, teardown),
		cmocka_unit_test_setup_teardown(talk_and_withdraw, setup, teardown), cmocka_unit_test_setup_teardown(waiting_list, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_and_keys, setup, teardown), cmocka_unit_test_setup_teardown(sent_once, setup, teardown), cmocka_unit_test_setup_teardown(fetched_twice, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
