/*
 * kill -9 in the middle of the desk's own saves: edits, admissions, payments, referrals by several processes. None that was acknowledged is
 * lost, none stands twice, `check` finds nothing. KILL_SAVES=n: so many saves instead of 200; SEED=n repeats a run.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/money/allowance.h"
#include "db/money/ledger.h"
#include "db/referral/referral.h"
#include "db/child/resident.h"
#include "db/child/stay.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "tests/terminal/clerk.h"

enum { WRITERS = 4, CHILDREN = 53, MOST = 20000 };
#define DAY "2026-08-31"
#define must(call) do { if (!(call)) fail_msg("%s %s", p.count ? p.list[0].text : "", e.text); } while (0)

/* Shared with the writers: outlives them. An attempt is counted before the save, an acknowledgement after it. */
struct tally {
	int edits_tried[CHILDREN], edits[CHILDREN]; /* the nickname's number */
	int paid[CHILDREN];
	int admits_tried[WRITERS], referrals_tried[WRITERS], moves_tried[WRITERS], moves[WRITERS], referrals[WRITERS];
	bool admitted[WRITERS][MOST];
	int saves[WRITERS];
};

struct work { struct clerk c; struct actor head; row_id child[CHILDREN], item[CHILDREN]; struct tally *t; };

static unsigned seed;

static void edit(struct db *db, struct work *w, int i, struct problems *p, struct err *e)
{
	char nickname[32];
	struct resident_card card;
	struct arena *a = arena_new();
	int n = ++w->t->edits_tried[i];

	snprintf(nickname, sizeof nickname, "nama %d", n);
	if (resident_card(db, &w->head, w->child[i], false, NULL, a, &card, p, e)) {
		struct resident_edit in = { .resident = w->child[i], .person_version = card.person.version };
		for (int f = 0; f < PERSON_FIELDS; f++) in.v[f] = card.person.v[f];
		in.v[PERSON_NICKNAME] = nickname;
		if (resident_edit(db, &w->head, &in, p, e)) w->t->edits[i] = n;
	}
	arena_free(a);
}

static void admit(struct db *db, struct work *w, int who, struct problems *p, struct err *e)
{
	char name[48];
	int n = w->t->admits_tried[who]++;
	struct stay_admitted out;
	struct stay_admission in = { .on = date_from_iso(DAY), .letter_no = "", .twins_seen = true, .level = "sd", .grade = 3, .clusters = "anak_terlantar" };

	if (n >= MOST) return;
	snprintf(name, sizeof name, "Uji %d %d", who, n);
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = n % 2 ? "L" : "P";
	if (stay_admit(db, &w->head, &in, 1, &out, p, e)) w->t->admitted[who][n] = true;
}

static void pay(struct db *db, struct work *w, int i, struct problems *p, struct err *e)
{
	const struct allowance_pick pick = { .item = w->item[i], .deposit = 5000 };
	struct allowance_payment_in in = { .picks = &pick, .count = 1, .on = date_from_iso(DAY), .consent = true };
	struct allowance_paid paid;
	char key[IDEM_SIZE];

	db_idem_make(key);
	in.idem = key;
	if (w->t->paid[i]) return;
	if (allowance_pay(db, &w->head, &in, &paid, p, e)) w->t->paid[i] = 1;
	else if (p->count) problems_clear(p), err_clear(e); /* paid by the process that was killed before it could say so: refused, as it must be */
}

static void refer(struct db *db, struct work *w, int who, struct problems *p, struct err *e)
{
	char name[48], letter[48];
	row_id id = 0;
	int n = w->t->referrals_tried[who]++;
	struct referral_input in = { .panti = 0 };

	snprintf(name, sizeof name, "Rujuk %d %d", who, n);
	snprintf(letter, sizeof letter, "460/%d/%d", who, n);
	in.v[REFERRAL_F_LETTER_NO] = letter;
	in.v[REFERRAL_F_LETTER_DATE] = "2026-08-20";
	in.v[REFERRAL_F_RECEIVED_ON] = "2026-08-25";
	in.v[REFERRAL_F_DISTRICT] = "64.08";
	in.child[PERSON_NAME] = name;
	in.child[PERSON_SEX] = "P";
	if (!referral_record(db, &w->head, &in, NULL, &id, p, e)) return;
	w->t->referrals[who]++;
	w->t->moves_tried[who]++;
	if (referral_move(db, &w->head, id, 1, REFERRAL_MULAI_ASESMEN, DATE_NONE, "", "", p, e)) w->t->moves[who]++;
}

static void writer(struct work *w, int who, unsigned mine)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct db *db = NULL;

	if (!db_open(&db, &(struct db_options){ .path = w->c.db }, &e)) goto failed;
	for (;;) {
		int i = (int)(rand_r(&mine) % (CHILDREN / WRITERS)) * WRITERS + who;
		switch (rand_r(&mine) % 5) {
		case 0: admit(db, w, who, &p, &e); break;
		case 1: pay(db, w, i, &p, &e); break;
		case 2: refer(db, w, who, &p, &e); break;
		default: edit(db, w, i, &p, &e);
		}
		if (e.kind) goto failed;
		problems_clear(&p);
		w->t->saves[who]++;
	}
failed:
	fprintf(stderr, "writer %d: %s %s\n", who, e.text, p.count ? p.list[0].text : "");
	_exit(1);
}

struct seen { int times[WRITERS][MOST]; };

static bool count_name(void *ctx, const struct resident_row *row)
{
	struct seen *s = ctx;
	int who, n;

	if (sscanf(row->name, "Uji %d %d", &who, &n) == 2 && who >= 0 && who < WRITERS && n >= 0 && n < MOST) s->times[who][n]++;
	return true;
}

/* Everything acknowledged is there, once; nothing is there that nobody tried. */
static void look(struct work *w)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct db *db = NULL;
	struct arena *a = arena_new();
	struct seen *s = mem_alloc(sizeof *s);
	struct allowance_row *items;
	caldate month = date_from_iso("2026-08-01");
	int tried = 0, recorded = 0, moved = 0, moves_tried = 0;

	memset(s, 0, sizeof *s);
	must(db_open(&db, &(struct db_options){ .path = w->c.db }, &e));
	for (int i = 0; i < CHILDREN; i++) {
		struct resident_card card;
		int n = 0;
		must(resident_card(db, &w->head, w->child[i], false, NULL, a, &card, &p, &e));
		(void)sscanf(card.person.v[PERSON_NICKNAME], "nama %d", &n);
		if (n < w->t->edits[i] || n > w->t->edits_tried[i]) fail_msg("LOST: edit %d of %s was acknowledged, %d stands", w->t->edits[i], card.row.name, n);
	}
	must(resident_each(db, &w->head, &(struct resident_filter){ .status = RESIDENT_SEMUA }, RESIDENT_BY_NAME, count_name, s, &e));
	for (int who = 0; who < WRITERS; who++)
		for (int n = 0; n < MOST; n++) {
			if (s->times[who][n] > 1) fail_msg("admission %d of writer %d stands %d times", n, who, s->times[who][n]);
			if (w->t->admitted[who][n] && !s->times[who][n]) fail_msg("LOST: admission %d of writer %d", n, who);
			if (s->times[who][n] && n >= w->t->admits_tried[who]) fail_msg("admission %d of writer %d: nobody made it", n, who);
		}
	int rows = allowance_list(db, &w->head, &(struct allowance_filter){ .from = month, .to = month, .state = -1 }, a, &items, &e);
	must(rows >= CHILDREN);
	for (int i = 0; i < CHILDREN; i++)
		for (int k = 0; k < rows; k++)
			if (items[k].id == w->item[i] && w->t->paid[i] && items[k].state != ALLOWANCE_PAID) fail_msg("LOST: payment of %s", items[k].name);
	for (int who = 0; who < WRITERS; who++) {
		tried += w->t->referrals_tried[who];
		recorded += w->t->referrals[who];
		moved += w->t->moves[who];
		moves_tried += w->t->moves_tried[who];
	}
	struct referral_filter all = { .view = REFERRAL_VIEW_ALL }, assessed = { .view = REFERRAL_VIEW_STATE, .state = REFERRAL_ASESMEN };
	int64_t there = referral_count(db, &w->head, &all, &e), started = referral_count(db, &w->head, &assessed, &e);
	assert_in_range(there, recorded, tried);
	assert_in_range(started, moved, moves_tried);
	db_close(db);
	free(s);
	arena_free(a);
}

static bool take_child(void *ctx, const struct resident_row *row)
{
	struct work *w = ctx;
	int i = 0;

	while (i < CHILDREN && w->child[i]) i++;
	if (i < CHILDREN) w->child[i] = row->id;
	return i < CHILDREN;
}

static void prepare(struct work *w)
{
	static const struct { const char *level; rupiah amount; } rates[] = { { "sd", 40000 }, { "smp", 50000 }, { "sma", 75000 } };
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct ledger_receipt cash = { .amount = 5000000, .fund = "apbd", .on = date_from_iso(DAY), .memo = "SP2D", .idem = "0123456789abcdef0123456789abcdef" };
	struct allowance_run_result run;
	struct allowance_row *items;
	struct db *db = NULL;
	struct arena *a = arena_new();
	caldate month = date_from_iso("2026-08-01");

	clerk_begin(&w->c, DAY);
	clerk_house(&w->c);
	clock_set_today(date_from_iso(DAY));
	must(db_open(&db, &(struct db_options){ .path = w->c.db }, &e));
	must(user_actor(db, "hasan", date_from_iso(DAY), &w->head, &e));
	must(resident_each(db, &w->head, &(struct resident_filter){ .status = RESIDENT_AKTIF }, RESIDENT_BY_NAME, take_child, w, &e));
	for (size_t i = 0; i < COUNT(rates); i++) must(allowance_rate_add(db, &w->head, &(struct rate_new){ .on = month, .level = rates[i].level, .amount = rates[i].amount }, NULL, &p, &e));
	must(ledger_receive(db, &w->head, &cash, NULL, &p, &e));
	must(allowance_run(db, &w->head, month, &run, &p, &e));
	must(allowance_list(db, &w->head, &(struct allowance_filter){ .from = month, .to = month, .state = -1 }, a, &items, &e) == CHILDREN);
	for (int i = 0; i < CHILDREN; i++) w->item[i] = items[i].id;
	db_close(db);
	arena_free(a);
}

static int saves(const struct work *w)
{
	int n = 0;

	for (int i = 0; i < WRITERS; i++) n += w->t->saves[i];
	return n;
}

static void kill_saves(void **state)
{
	const char *much = getenv("KILL_SAVES");
	int wanted = much ? (int)strtol(much, NULL, 10) : 200, rounds = 0;
	struct work w = { .t = mmap(NULL, sizeof(struct tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) };

	(void)state;
	assert_true((void *)w.t != MAP_FAILED);
	prepare(&w);
	for (; saves(&w) < wanted || rounds < 8; rounds++) {
		pid_t child[WRITERS];
		int before = saves(&w);
		utc_ms until = clock_monotonic() + 10000;
		for (int i = 0; i < WRITERS; i++)
			if ((child[i] = fork()) == 0) writer(&w, i, seed + (unsigned)(rounds * WRITERS + i));
		while (saves(&w) < before + 10 && clock_monotonic() < until) usleep(500); /* well under way, then at a random moment */
		usleep((useconds_t)(rand_r(&seed) % 8000));
		for (int i = 0; i < WRITERS; i++) kill(child[i], SIGKILL);
		for (int i = 0; i < WRITERS; i++) {
			int status;
			assert_int_equal(waitpid(child[i], &status, 0), child[i]);
			if (!WIFSIGNALED(status)) fail_msg("writer %d ended by itself", i);
		}
		look(&w);
	}
	clock_set_today(DATE_NONE);
	print_message("%d rounds, %d saves, 0 lost\n", rounds, saves(&w));
	if (CLERK_COMMAND(&w.c, NULL, "check")) fail_msg("check: %s", w.c.said);
	assert_int_equal(CLERK_COMMAND(&w.c, NULL, "audit", "verify"), 0);
	clerk_end(&w.c);
	munmap(w.t, sizeof *w.t);
}

int main(void)
{
	const char *given = getenv("SEED");

	seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	print_message("seed %u\n", seed);
	const struct CMUnitTest tests[] = { cmocka_unit_test(kill_saves) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
