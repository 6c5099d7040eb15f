/* One child's leave and return inside a transaction, shared by presence.c and presence_day.c. */
#ifndef DB_PRESENCE_ROW_H
#define DB_PRESENCE_ROW_H
#include "db/child/presence.h"

/* Problems go into p (with the name in front when several); false only on error. */
bool presence_leave_one(struct db *db, const struct actor *who, row_id resident, const struct presence_leave *in, row_id batch, bool several, struct problems *p, struct err *e);
bool presence_return_one(struct db *db, const struct actor *who, row_id resident, caldate on, bool several, struct problems *p, struct err *e);
/* The open absence of a child; 0 none. */
row_id presence_open(struct db *db, row_id resident, caldate *since, char kind[32]);

#endif
