/* Functions of db/ against the same work in raw SQL, in this process. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include "db/office/panti.h"
#include "db/report/report.h"
#include "db/child/resident.h"
#include "src/base/clock.h"
#include "tests/bench/bench.h"
#include "tests/bench/generate.h"

enum { MOST = 2000 };

static sqlite3 *raw_open(const char *path)
{
	sqlite3 *c = NULL;
	if (sqlite3_open_v2(path, &c, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		fprintf(stderr, "bench: %s\n", sqlite3_errmsg(c));
	return c;
}

static sqlite3_stmt *raw(sqlite3 *c, const char *sql)
{
	sqlite3_stmt *s = NULL;
	if (sqlite3_prepare_v2(c, sql, -1, &s, NULL) != SQLITE_OK)
		fprintf(stderr, "bench: %s: %s\n", sql, sqlite3_errmsg(c));
	return s;
}

static void random_place(unsigned *seed, struct resident_pos *pos)
{
	*pos = (struct resident_pos){ .id = 0 };
	snprintf(pos->key, sizeof pos->key, "%c%c%c", 'a' + rand_r(seed) % 26, 'a' + rand_r(seed) % 26, 'a' + rand_r(seed) % 26);
}

static void jump(struct bench *b)
{
	struct db *db;
	struct actor who;
	double floor[MOST], ours[MOST];
	int n = b->quick ? 200 : MOST;
	unsigned seed = 7;
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct resident_row rows[22];
	const struct resident_filter f = { .status = RESIDENT_AKTIF };
	if (!bench_open(b->big, &db, &who))
		return;
	sqlite3 *c = raw_open(b->big);
	/* the columns a list row shows, and nothing more */
	sqlite3_stmt *s = raw(c, "SELECT resident_id, sort_key, register_no, name, sex, birth_date, level, grade, school, admit_on FROM resident_now WHERE panti_id = ?1 AND status = 'aktif'"
		" AND (sort_key, resident_id) > (?2, 0) ORDER BY sort_key, resident_id LIMIT 22");
	for (int i = 0; i < n; i++) {
		struct resident_pos pos;
		random_place(&seed, &pos);
		double t = now_ms();
		sqlite3_bind_int64(s, 1, who.panti);
		sqlite3_bind_text(s, 2, pos.key, -1, SQLITE_STATIC);
		while (sqlite3_step(s) == SQLITE_ROW)
			for (int k = 0; k < 10; k++)
				sqlite3_column_text(s, k);
		sqlite3_reset(s);
		floor[i] = now_ms() - t;
	}
	for (int i = 0; i < n; i++) { /* other places: the floor must not warm them up for us */
		struct resident_pos pos;
		random_place(&seed, &pos);
		double t = now_ms();
		arena_reset(a);
		if (resident_list(db, &who, &f, RESIDENT_BY_NAME, &pos, false, 22, a, rows, &e) < 0)
			fprintf(stderr, "bench: %s\n", e.text);
		ours[i] = now_ms() - t;
	}
	bench_add(b, "jump anywhere: 22 rows from a random key, p50", bench_quantile(floor, n, 0.5), bench_quantile(ours, n, 0.5), "ms", GOAL_RATIO, 2, "<= 2 x raw keyset");
	bench_add(b, "jump anywhere, p99", bench_quantile(floor, n, 0.99), bench_quantile(ours, n, 0.99), "ms", GOAL_RATIO, 2, "<= 2 x raw keyset");
	sqlite3_finalize(s);
	sqlite3_close(c);
	arena_free(a);
	db_close(db);
}

/* The program as a command; its wall time. */
static double command(const struct bench *b, const char *const *words)
{
	const char *argv[24] = { b->exe, "--db", b->big, "--as", BENCH_USER };
	for (int i = 5; *words && i < 23; i++)
		argv[i] = *words++;
	int status = 0;
	double t = now_ms();
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open("/dev/null", O_WRONLY);
		dup2(fd, 1);
		execv(b->exe, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	if (status)
		fprintf(stderr, "bench: %s ended with %d\n", argv[5], status);
	return status ? -1 : now_ms() - t;
}

static void monthly(struct bench *b)
{
	double floor[5], ours[5];
	int n = b->quick ? 2 : 5;
	sqlite3 *c = raw_open(b->big);
	sqlite3_stmt *s = raw(c, "SELECT n.level, n.main_cluster, n.sex, count(*) FROM stay s JOIN resident_now n ON n.resident_id = s.resident_id LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL"
		" WHERE s.panti_id = (SELECT id FROM panti) AND s.void_at IS NULL GROUP BY n.level, n.main_cluster, n.sex");
	for (int i = 0; i < n; i++) {
		double t = now_ms();
		while (sqlite3_step(s) == SQLITE_ROW)
			continue;
		sqlite3_reset(s);
		floor[i] = now_ms() - t;
		ours[i] = command(b, (const char *const[]){ "report", "monthly", "--format", "text", "-o", "-", NULL });
	}
	sqlite3_finalize(s);
	sqlite3_close(c);
	bench_add(b, "monthly report of the last month, whole command", bench_quantile(floor, n, 0.5), bench_quantile(ours, n, 0.5), "ms", GOAL_RATIO, 1, "<= 1 x one GROUP BY of stays");
}

/* One column of one row, in a journal mode with synchronous = FULL. */
double bench_raw_commits(const char *path, bool wal, int n)
{
	double t[MOST];
	unsigned seed = 11;
	sqlite3 *c = raw_open(path);
	sqlite3_exec(c, wal ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL" : "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL", NULL, NULL, NULL);
	sqlite3_stmt *first = raw(c, "SELECT min(id), max(id) FROM person"), *s = raw(c, "UPDATE person SET nickname = ?1, version = version + 1 WHERE id = ?2");
	int64_t least = sqlite3_step(first) == SQLITE_ROW ? sqlite3_column_int64(first, 0) : 0, span = sqlite3_column_int64(first, 1) - least;
	sqlite3_finalize(first);
	for (int i = 0; i < n; i++) {
		char nick[24];
		snprintf(nick, sizeof nick, "Raw %d", i);
		double since = now_ms();
		sqlite3_exec(c, "BEGIN IMMEDIATE", NULL, NULL, NULL);
		sqlite3_bind_text(s, 1, nick, -1, SQLITE_STATIC);
		sqlite3_bind_int64(s, 2, least + rand_r(&seed) % (span + 1));
		if (sqlite3_step(s) != SQLITE_DONE)
			fprintf(stderr, "bench: %s\n", sqlite3_errmsg(c));
		sqlite3_reset(s);
		sqlite3_exec(c, "COMMIT", NULL, NULL, NULL);
		t[i] = now_ms() - since;
	}
	sqlite3_finalize(s);
	if (wal)
		sqlite3_exec(c, "PRAGMA journal_mode = TRUNCATE", NULL, NULL, NULL);
	sqlite3_close(c);
	return bench_quantile(t, n, 0.5);
}

/* A nickname through resident_edit(): right, scope, rule, row, derived row, audit chain, idempotency key, news. */
static double real_saves(const char *path, unsigned flags, int n)
{
	struct db *db = NULL;
	struct actor who;
	struct err e = { ERR_NONE, "" };
	double t[MOST];
	unsigned seed = 13;
	const struct resident_filter f = { .status = RESIDENT_AKTIF };
	struct arena *a = arena_new();
	int done = 0;
	if (!bench_open(path, &db, &who))
		return -1;
	if (flags) {
		db_close(db);
		if (!db_open(&db, &(struct db_options){ .path = path, .flags = flags }, &e))
			return fprintf(stderr, "bench: %s\n", e.text), -1;
	}
	for (int i = 0; i < n; i++) {
		struct resident_row row;
		struct resident_card card;
		struct resident_pos pos;
		struct problems p = { .count = 0 };
		char nick[24], key[IDEM_SIZE];
		arena_reset(a);
		random_place(&seed, &pos);
		if (resident_list(db, &who, &f, RESIDENT_BY_NAME, &pos, false, 1, a, &row, &e) < 1 || !resident_card(db, &who, row.id, false, NULL, a, &card, &p, &e))
			continue;
		struct resident_edit in = { .resident = row.id, .person_version = card.person.version, .idem = key };
		for (int k = 0; k < PERSON_FIELDS; k++)
			in.v[k] = card.person.v[k];
		snprintf(nick, sizeof nick, "Kali %d", i);
		in.v[PERSON_NICKNAME] = nick;
		db_idem_make(key);
		double since = now_ms();
		if (resident_edit(db, &who, &in, &p, &e))
			t[done++] = now_ms() - since;
		else
			fprintf(stderr, "bench: save: %s %s\n", p.count ? p.list[0].text : "", e.text);
	}
	arena_free(a);
	db_close(db);
	return done ? bench_quantile(t, done, 0.5) : -1;
}

static void saves(struct bench *b)
{
	int n = b->quick ? 50 : 500;
	double floor = bench_raw_commits(b->big, false, n), ours = real_saves(b->big, 0, n);
	bench_add(b, "a save (nickname, audit and derived row), TRUNCATE+FULL", floor, ours, "ms", GOAL_RATIO, 1.5, "<= 1.5 x raw commit");
	floor = bench_raw_commits(b->big, true, n);
	ours = real_saves(b->big, DB_WAL_ANYWAY, n);
	bench_add(b, "the same in WAL+FULL (test build only)", floor, ours, "ms", GOAL_RATIO, 1.5, "<= 1.5 x raw commit");
	sqlite3 *c = raw_open(b->big);
	sqlite3_exec(c, "PRAGMA journal_mode = TRUNCATE", NULL, NULL, NULL);
	sqlite3_close(c);
}

void bench_data(struct bench *b)
{
	jump(b);
	monthly(b);
	saves(b);
}
