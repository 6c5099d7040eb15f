/* The parts of `make bench` (DESIGN.md 6): every figure is a ratio to a small program or loop measured in the same run. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H
#include "db/db.h"
#include "tests/bench/pty.h"

struct result { char work[72], floor[40], ours[56], ratio[24], goal[40]; int over; /* -1: no goal to compare with */ };

struct bench {
	char dir[200], big[240], small[240], exe[512], minsql[512], minlist[512];
	int count, small_count; /* residents of the two databases */
	bool quick, strace, valgrind;
	struct result rows[80];
	int n;
};

#define BENCH_USER "kepala"

/* The two databases, made once and kept: a head, a panti that is set up, generated residents. Returns false with a sentence on stderr. */
bool bench_prepare(struct bench *b);
/* Opens one as BENCH_USER. */
bool bench_open(const char *path, struct db **db, struct actor *who);

/* One line of the table. limit: largest ours (absolute) or ratio that is ok; 0: only shown. unit: "ms", "bytes" ... floor < 0: none. */
enum bench_goal { GOAL_NONE, GOAL_RATIO, GOAL_VALUE };
void bench_add(struct bench *b, const char *work, double floor, double ours, const char *unit, enum bench_goal kind, double limit, const char *goal);
void bench_print(const struct bench *b);

double bench_quantile(double *v, int n, double q); /* sorts v; 0 for none */

void bench_terminal(struct bench *b); /* start, memory, keys, idle, search, cold disk: on a pseudo terminal */
void bench_data(struct bench *b);     /* jump, monthly report, save: functions against raw SQL */
void bench_follow(struct bench *b);   /* the inbox of referrals; saves of records that follow events */
double bench_raw_commits(const char *path, bool wal, int n); /* the floor of a save: p50 of one column of one row, in ms */

#endif
