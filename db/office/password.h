/* Password hashes: libsodium argon2id, 32 MiB, t = 3, one at a time on this machine (five logins must not take 160 MB). */
#ifndef DB_PASSWORD_H
#define DB_PASSWORD_H
#include "db/db.h"

#define PASSWORD_HASH_SIZE 128

bool password_hash(struct db *db, const char *password, char out[PASSWORD_HASH_SIZE], struct err *e);
/* hash "" (no such user, or key only): as slow as a real one, and false. */
bool password_fits(struct db *db, const char *hash, const char *password);

#endif
