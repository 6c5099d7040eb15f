/* What the files about users share, private to db/office. */
#ifndef DB_USER_INSIDE_H
#define DB_USER_INSIDE_H
#include "db/office/user.h"

/* A panti's admin sees the panti's users and the district officers; the owner's command line sees all. ?1: the panti. */
#define USER_SCOPE "(u.panti_id = ?1 OR (u.panti_id IS NULL AND u.district <> '') OR ?1 = 0)"

caldate user_today(void);
/* Roles held for good (acting false), or in force on a day (Plt. and Plh. too). */
unsigned user_roles(struct db *db, row_id user, caldate today, bool acting, struct err *e);
bool user_roles_set(struct db *db, row_id user, unsigned roles, struct err *e); /* rows that stay are left alone */
const char *user_roles_text(unsigned roles, char *out, size_t size);            /* "kepala|tu" */
/* Would the user's panti still have an enabled admin without this one? ERR_NOPERM otherwise. */
bool user_admin_left(struct db *db, row_id user, struct err *e);
/* One's own rights are given by somebody else while one manages users only as Plt. or Plh. */
bool user_self_given(struct db *db, const struct actor *who, row_id user, struct problems *p, struct err *e);
/* Fills in acting, acting_count and in_force. */
bool user_acting_load(struct db *db, struct user_row *u, struct arena *a, struct err *e);

#endif
