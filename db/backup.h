/*
 * Backup of a live database and the way back (RELIABILITY.md, Settings). A backup is one file, 0600; sealed when a public key is
 * configured. It counts as made only after it was checked and restored on trial.
 */
#ifndef DB_BACKUP_H
#define DB_BACKUP_H
#include "db/db.h"
#include "db/seal.h"

struct backup_made {
	char path[1024];
	int64_t bytes;
	bool sealed;
};

/* dest: a folder (the file gets a dated name) or a new file. public_hex NULL or "": plain. Leaves an audit row and prunes old drafts. */
bool backup_make(struct db *db, const struct actor *who, const char *dest, const char *public_hex, struct backup_made *made, struct err *e);

/* Copies `from` beside path, opens, migrates and checks the copy, and only then puts it in place, alone. What was there is kept
 * under a dated name (*kept; "" when there was nothing). Refused while anybody uses path. secret_hex only for sealed files. */
bool backup_restore(const char *path, const char *from, const char *secret_hex, const struct actor *who, char kept[1024], struct err *e);

#endif
