/*
 * People who log in: passwords (argon2id, one hash at a time), delays after wrong ones, roles with dates, and the actor every
 * other function takes. DOMAIN.md 9, DESIGN.md 7.15-7.16, RELIABILITY.md "Access".
 */
#ifndef DB_USER_H
#define DB_USER_H
#include "db/db.h"
#include "src/base/mem.h"

#define PASSWORD_LEAST 8
#define PASSWORD_MOST 128

/* The owner's own command line without --as: may import, report, export, back up and manage users, not approve or pay. */
void actor_sistem(row_id panti, struct actor *out);
/* The actor of a login name as of today (roles in force, Plt./Plh. dates applied), for --as and demo. No password is asked. */
bool user_actor(struct db *db, const char *name, caldate today, struct actor *out, struct err *e);

struct login { struct actor actor; utc_ms last_login; bool must_change; int wait_seconds; };
/* Wrong name and wrong password give the same answer in the same time. After a failure the next try waits 1, 2, 4 ... 60 s
 * (per name and source): then ERR_UNAVAILABLE and out->wait_seconds, without hashing. Success and failure are audited. */
bool user_login(struct db *db, const char *name, const char *password, const char *source, caldate today, struct login *out, struct err *e);
/* A desk opened with a key: the same session without a password. Audited with the client's address; *last_login is the one before. */
bool user_enter(struct db *db, const struct actor *who, const char *source, utc_ms *last_login, struct err *e);
/* For the lock screen: the same delays, no new session. */
bool user_unlock(struct db *db, const struct actor *who, const char *password, const char *source, caldate today, struct err *e);
/* Is the account still in force? Asked by running desks when news arrive. */
bool user_enabled(struct db *db, row_id user);

struct user_row {
	row_id id, version;
	const char *name, *shown, *title, *nip, *district;
	unsigned roles;
	bool disabled, key_only, self_approve;
	utc_ms last_login;
	int failures;
};
int user_list(struct db *db, const struct actor *who, struct arena *a, struct user_row **out, struct err *e);

struct user_new { const char *name, *shown, *title, *nip, *district, *password; unsigned roles; bool self_approve; };
/* Adds a user of who's panti (or of a district). password NULL or "" = key only; one given must be changed at the first login (not in a demo). Returns the id, 0 on refusal. RIGHT_USERS. */
row_id user_add(struct db *db, const struct actor *who, const struct user_new *in, struct problems *p, struct err *e);
bool user_edit(struct db *db, const struct actor *who, row_id user, row_id version, const struct user_new *in, struct problems *p, struct err *e);
/* One's own password (old must fit) or, with RIGHT_USERS, anybody's (old NULL; must be changed at the next login). */
bool user_password(struct db *db, const struct actor *who, const char *name, const char *old, const char *password, struct problems *p, struct err *e);
/* Nobody can take the last admin away. */
bool user_disable(struct db *db, const struct actor *who, const char *name, const char *why, struct err *e);
bool user_enable(struct db *db, const struct actor *who, const char *name, struct err *e);
int user_count(struct db *db); /* 0 = the first start */
/* Preferences: small "key=value" lines, of oneself. */
const char *user_preference(struct db *db, const struct actor *who, const char *key, struct arena *a);
bool user_preference_set(struct db *db, const struct actor *who, const char *key, const char *value, struct err *e);

/* Inside init's transaction, before anybody may anything: the first account. */
row_id user_first(struct db *db, row_id panti, const struct user_new *in, struct err *e);
bool password_check(const char *password, const char *name, struct problems *p); /* length, common ones; field "password" */

#endif
