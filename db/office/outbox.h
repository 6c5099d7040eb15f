/*
 * The outbox: files a user made at the desk and fetches to the own PC, beside the database in outbox/NAME (0700, files 0600). Generated names
 * only, written with O_EXCL, read without following links; everybody sees the own folder only. Each fetching and removing leaves an audit row. Files
 * older than `days` go when the outbox is next used, and those made with rights that were taken since (a role, a time as Plt., a district). DESIGN.md 7.12, LIBRARIES.md (SSH).
 */
#ifndef DB_OUTBOX_H
#define DB_OUTBOX_H
#include "db/db.h"
#include "src/base/mem.h"
#include "src/print/spool.h"

#define OUTBOX_FILES 200
#define OUTBOX_BYTES (INT64_C(64) << 20)

/* Folder of this user's files; false (no message) where there can be none: whoever has no name of an own (sistem). */
bool outbox_folder(struct db *db, const struct actor *who, char *out, size_t size);
/* A new file; *full (may be NULL) tells that only the room was missing. made (SPOOL_MADE_SIZE): the name it got. RIGHT_PRINT or RIGHT_EXPORT. */
bool outbox_put(struct db *db, const struct actor *who, int days, const char *name, const void *bytes, size_t size, char *made, bool *full, struct err *e);

struct outbox_file { const char *name; int64_t bytes; utc_ms at; };
/* Oldest first; -1 on refusal. */
int outbox_list(struct db *db, const struct actor *who, int days, struct arena *a, struct outbox_file **out, struct err *e);
/* The open file to read, after its audit row is kept; -1 with a sentence. */
int outbox_open(struct db *db, const struct actor *who, int days, const char *name, struct err *e);
bool outbox_remove(struct db *db, const struct actor *who, int days, const char *name, struct err *e);
/* Removes the oldest until another file of `size` bytes fits. Returns how many went, -1 with a sentence. */
int outbox_clear(struct db *db, const struct actor *who, int days, size_t size, struct err *e);

#endif
