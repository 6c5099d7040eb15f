/*
 * Every save of the district's part, one after another, as a table: what it leaves in the audit log, whether a key or a version guards it. The tests of
 * saves walk it, each fault test walks it, so a new save function is one line here (and a step of a few lines above the table).
 */
#ifndef TESTS_DB_STORY_H
#define TESTS_DB_STORY_H
#include "tests/db/fixture.h"

struct story {
	struct fixture *f;
	struct db *db;
	int64_t late;            /* taken from every version given: 1 = somebody was faster */
	char key[IDEM_SIZE];     /* of the step: the same however often it is saved */
	void (*calm)(bool on);   /* faults are held back while it is on; may be NULL */
	struct problems p;
};
#define STORY_KEY 1u         /* said twice it is saved once: it takes an idempotency key, or is a mark that stands or not */
#define STORY_VERSION 2u     /* takes a version: a stale one is refused with ERR_CONFLICT */
#define STORY_QUIET 4u       /* no fact about anybody: leaves no audit row */
struct story_step {
	const char *name;
	bool (*save)(struct story *s, struct err *e);
	unsigned flags;
	const char *action, *field, *before, *after; /* a value its audit row holds; after NULL: any but empty */
};
extern const struct story_step story_steps[];
extern const int story_count;

/* A panti with children, rooms, users, letters and code lists; the database stays open in f->db. */
void story_begin(struct fixture *f, unsigned flags);
bool story_save(struct story *s, int step, struct err *e);
/* A number made of every value of every row but salts and hashes; the same contents give the same number. log false: without the audit log. */
uint64_t story_print(const char *path, bool log);
/* Does the newest audit row beyond `since` say what the step promises? "" or what is missing. */
const char *story_told(struct db *db, int step, row_id since);
row_id story_newest(struct db *db, const char *table); /* greatest id, 0 none */

#endif
