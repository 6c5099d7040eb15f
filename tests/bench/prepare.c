/* The databases of the bench: made through the program's own init, then filled by the generator. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/init.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/bench/bench.h"
#include "tests/bench/generate.h"

static bool make(const char *path, int count, struct err *e)
{
	struct db *db = NULL;
	struct actor head;
	row_id panti = 0;
	char today[DATE_ISO_SIZE];
	struct problems p = { .count = 0 };
	const struct init in = { .region_folder = "conf/region", .panti_code = "bench", .panti_name = "Panti Ukur", .utc_offset = 8,
		.head = { .name = BENCH_USER, .shown = "Kepala", .password = "sandi-ukur-panjang", .roles = ROLE_ADMIN | ROLE_KEPALA | ROLE_PEKSOS } };
	bool ok = db_open(&db, &(struct db_options){ .path = path, .flags = DB_CREATE }, e) && db_init(db, &in, &panti, &p, e)
		&& user_actor(db, BENCH_USER, clock_today(8), &head, e) && panti_set_up(db, &head, e);
	db_close(db);
	date_iso(clock_today(8), today);
	return ok && generate_residents(path, panti, count, 10, today, 1);
}

static void unlink_sides(const char *path)
{
	static const char *const ends[] = { "-lock", "-news", "-journal" };
	for (size_t i = 0; i < COUNT(ends); i++) {
		char side[280];
		snprintf(side, sizeof side, "%s%s", path, ends[i]);
		unlink(side);
	}
}

static bool there(const struct bench *b, const char *path, int count)
{
	struct err e = { ERR_NONE, "" };
	char part[260];
	snprintf(part, sizeof part, "%s.part", path);
	if (access(path, R_OK) == 0)
		return true;
	fprintf(stderr, "  making %s with %d residents\n", path, count);
	unlink(part);
	unlink_sides(part);
	double since = now_ms();
	if (!make(part, count, &e) || rename(part, path) != 0)
		return fprintf(stderr, "bench: %s: %s\n", b->dir, e.text), false;
	unlink_sides(part);
	fprintf(stderr, "  made in %.1f s\n", (now_ms() - since) / 1e3);
	return true;
}

bool bench_prepare(struct bench *b)
{
	if (mkdir(b->dir, 0700) != 0 && access(b->dir, W_OK) != 0)
		return perror(b->dir), false;
	snprintf(b->big, sizeof b->big, "%s/%d.db", b->dir, b->count);
	snprintf(b->small, sizeof b->small, "%s/%d.db", b->dir, b->small_count);
	return there(b, b->small, b->small_count) && there(b, b->big, b->count);
}

bool bench_open(const char *path, struct db **db, struct actor *who)
{
	struct err e = { ERR_NONE, "" };
	if (db_open(db, &(struct db_options){ .path = path }, &e) && user_actor(*db, BENCH_USER, clock_today(8), who, &e))
		return true;
	return fprintf(stderr, "bench: %s: %s\n", path, e.text), false;
}
