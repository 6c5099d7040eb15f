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
/* May this user log in at the desk with a password? */
bool user_has_password(struct db *db, row_id user);

/* Asked by running desks when news arrive and when a day begins: has `now` still the rights it came in with? */
enum user_change {
	USER_SAME,
	USER_GAINED, /* *fresh holds all of *now and more, or another name: it may take its place at once */
	USER_LOST,   /* a role, the right to approve own proposals, the district or the panti was taken: what stands on the screen may no longer be seen */
	USER_CLOSED, /* disabled, or no role today */
};
/* On an error (*e): USER_SAME; ask again soon. */
enum user_change user_refresh(struct db *db, const struct actor *now, caldate today, struct actor *fresh, struct err *e);
/* The next day after today on which the roles change by themselves (Plt. and Plh. begin and end); DATE_NONE = none. */
caldate user_next_change(struct db *db, row_id user, caldate today);

/* Plt. or Plh.: a role held between two dates, both days included, beside the own ones. */
struct user_acting { row_id id; enum role role; const char *kind; /* "plt", "plh" */ caldate from, until; };
struct user_row {
	row_id id, version;
	const char *name, *shown, *title, *nip, *district;
	unsigned roles;    /* held for good */
	unsigned in_force; /* the same and those acted in today */
	const struct user_acting *acting; /* not yet over, earliest first */
	int acting_count;
	bool disabled, key_only, self_approve;
	const char *disabled_why;
	utc_ms disabled_at, last_login;
	int failures;
};
int user_list(struct db *db, const struct actor *who, struct arena *a, struct user_row **out, struct err *e);

struct user_new { const char *name, *shown, *title, *nip, *district, *password; unsigned roles; bool self_approve; };
/* Adds a user of who's panti (or of a district). password NULL or "" = key only; one given must be changed at the first login (not in a demo). Returns the id, 0 on refusal. RIGHT_USERS. */
row_id user_add(struct db *db, const struct actor *who, const struct user_new *in, struct problems *p, struct err *e);
/* Takes every value of *in (password apart). Refused: another login name (keys and files hang on it); the last admin's role; a right given to oneself while one manages users only as Plt. or Plh. */
bool user_edit(struct db *db, const struct actor *who, row_id user, row_id version, const struct user_new *in, struct problems *p, struct err *e);

#define USER_ACTING_DAYS 366 /* the longest; what lasts longer is a role of one's own */
/* Gives a role between two dates; not to oneself, not a role already held, not to or as a district officer. */
bool user_act(struct db *db, const struct actor *who, row_id user, const struct user_acting *in, struct problems *p, struct err *e);
bool user_act_end(struct db *db, const struct actor *who, row_id acting, struct err *e); /* at once */

/* One's own password (old must fit) or, with RIGHT_USERS, somebody else's (old NULL; must be changed at the next login; failed tries are forgotten). */
bool user_password(struct db *db, const struct actor *who, const char *name, const char *old, const char *password, struct problems *p, struct err *e);
/* Takes the password away: from now on this person comes in by SSH key only. Not one's own, not the last admin's. */
bool user_key_only(struct db *db, const struct actor *who, const char *name, struct err *e);
/* Nobody can take the last admin away: of each panti one stays, enabled and admin for good. */
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
