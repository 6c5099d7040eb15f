#include "tests/fault/saves.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "db/audit.h"
#include "db/check.h"
#include "db/inside.h"
#include "db/stmt.h"

struct room { const struct fixture *f; int who, n; };

static bool room_tx(struct db *db, void *ctx, struct err *e)
{
	const struct room *r = ctx;
	char name[64], key[IDEM_SIZE];
	row_id seen;
	snprintf(name, sizeof name, "%d/%d", r->who, r->n);
	snprintf(key, sizeof key, "%016d%016d", r->who, r->n);
	if (db_idem_seen(db, key, &seen)) return true;
	row_id id = db_new_id(db, "room");
	struct stmt *s = stmt(db, "INSERT INTO room(id, panti_id, name, caregiver, capacity) VALUES (?1, ?2, ?3, ?4, ?5)");
	stmt_id(s, 1, id);
	stmt_id(s, 2, r->f->panti);
	stmt_text(s, 3, name);
	stmt_text(s, 4, "pengasuh dengan nama yang cukup panjang");
	stmt_int(s, 5, r->who);
	if (!stmt_run(s, e)) return false;
	db_idem_keep(db, key, id);
	audit_begin(db, &r->f->tu, "room.add", "room", id, 0);
	audit_value(db, "name", NULL, name);
	return audit_end(db, e);
}

bool save_room(struct db *db, const struct fixture *f, int who, int n, struct err *e)
{
	struct room r = { f, who, n };
	return db_tx(db, room_tx, &r, e);
}

int64_t saved_rooms(struct db *db, int who)
{
	struct stmt *s = who < 0 ? stmt(db, "SELECT count(*) FROM room") : stmt(db, "SELECT count(*) FROM room WHERE capacity = ?1");
	if (who >= 0) stmt_int(s, 1, who);
	return stmt_one_int(s, -1, NULL);
}

bool saved_room(struct db *db, int who, int n)
{
	char key[IDEM_SIZE];
	snprintf(key, sizeof key, "%016d%016d", who, n);
	return db_idem_seen(db, key, NULL);
}

static void remember(void *ctx, const char *sentence) { snprintf(ctx, 480, "%s", sentence); }

const char *saves_hold(const struct fixture *f, const char *path, unsigned flags, int64_t at_least, int64_t *rooms)
{
	static char words[1200];
	struct db *db = NULL;
	struct err e = { ERR_NONE, "" };
	char first[480] = "";
	struct check c = { remember, first, 0 };
	words[0] = '\0';
	*rooms = -1;
	if (!db_open(&db, &(struct db_options) { .path = path, .flags = flags }, &e)) {
		snprintf(words, sizeof words, "does not open: %s", e.text);
		return words;
	}
	if (!db_check_core(db, &c, &e) || c.found) snprintf(words, sizeof words, "check: %.480s%.480s", e.text, first);
	*rooms = saved_rooms(db, -1);
	struct stmt *s = stmt(db, "SELECT count(*) FROM audit WHERE action = 'room.add' AND panti_id = ?1 AND EXISTS (SELECT 1 FROM room r WHERE r.id = record_id) AND value_count = 1");
	stmt_id(s, 1, f->panti);
	int64_t audited = stmt_one_int(s, -1, &e), keys = stmt_one_int(stmt(db, "SELECT count(*) FROM idempotency"), -1, &e);
	/* numbers of each writer run 0, 1, 2 ... */
	int64_t gaps = stmt_one_int(stmt(db, "SELECT count(*) FROM (SELECT capacity, count(*) AS n, max(CAST(substr(name, instr(name, '/') + 1) AS INTEGER)) AS most FROM room GROUP BY capacity) WHERE most <> n - 1"), -1, &e);
	if (!words[0] && (audited != *rooms || keys != *rooms || gaps != 0 || e.kind != ERR_NONE))
		snprintf(words, sizeof words, "%d rooms, %d audited, %d keys, %d gaps %s", (int)*rooms, (int)audited, (int)keys, (int)gaps, e.text);
	if (!words[0] && *rooms < at_least) snprintf(words, sizeof words, "LOST: %d rooms, %d were acknowledged", (int)*rooms, (int)at_least);
	db_close(db);
	return words;
}

void saves_mutate(struct db *db, const char *pragma)
{
	db->open_up = true;
	MUST(sqlite3_exec(db->conn, pragma, NULL, NULL, NULL) == SQLITE_OK);
	db->open_up = false;
}

void saves_folder(char *out, size_t size)
{
	snprintf(out, size, "%s/pantiXXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	MUST(mkdtemp(out));
}
