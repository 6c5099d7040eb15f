/* What writes of dated facts about children share; private to db/. */
#ifndef DB_WRITE_H
#define DB_WRITE_H
#include "db/child/resident.h"

/* One hard problem and ERR_PROBLEMS; false. */
bool write_refused(struct problems *p, const char *field, struct err *e, const char *text);
/* False with ERR_PROBLEMS when something hard stands in p. */
bool write_clean(const struct problems *p, struct err *e);
/* "Budi (2019-014): ": problems of the one child are copied into p with its name in front when several are written at once. */
void write_problems(struct problems *p, const struct problems *of_one, const char *name, bool several);
/* The reason of an act: there, through the text gate, at most 300 letters. False with ERR_PROBLEMS. */
bool write_why(const char *why, struct problems *p, struct err *e);
/* Takes a fact back: void_at, void_by, void_why of a row of `table` (a literal: person_measure, stay, stay_end, presence, room_fact, cluster_fact), audited.
 * The reason is required. Rights and scope were asked before. */
bool write_void(struct db *db, const struct actor *who, const char *table, row_id id, const char *why, row_id person, struct problems *p, struct err *e);

#endif
