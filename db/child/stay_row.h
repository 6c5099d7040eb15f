/* Rows of a stay and its facts, shared by admission, import and the changes during a stay; private to db/. No rights, no scope, no derive. */
#ifndef DB_STAY_ROW_H
#define DB_STAY_ROW_H
#include "db/child/stay.h"
#include "src/rules/stay.h"

struct stay_new { row_id panti, resident; caldate on; bool emergency, moved_in, approved; row_id referral; const char *district, *letter_no, *note; };
row_id stay_put(struct db *db, const struct actor *who, const struct stay_new *in, struct err *e);
/* Hard problem when a wanted number is taken; "" or NULL is always free. */
bool stay_register_free(struct db *db, row_id panti, const char *wanted, struct problems *p, struct err *e);
/* The register entry; number: the wanted one or the next of the year of `on`, written back. */
row_id stay_register(struct db *db, const struct actor *who, row_id panti, row_id person, const char *wanted, caldate on, row_id worker, char number[24], struct err *e);
bool stay_cluster_put(struct db *db, const struct actor *who, row_id panti, row_id resident, const char *clusters, caldate on, struct err *e);
bool stay_room_put(struct db *db, const struct actor *who, row_id panti, row_id resident, row_id room /* 0 = none */, caldate on, struct err *e);
row_id stay_end_put(struct db *db, const struct actor *who, row_id panti, row_id stay, caldate on, const char *reason, const char *note, row_id termination, struct err *e);
/* The child's stays that stand and count, also of records merged into it, oldest first, except one. */
size_t stay_spans(struct db *db, row_id resident, row_id except, struct stay_span *out, size_t max);
/* Hard: no such room, closed. Soft: of the other sex, full (moving: the child is there already). */
void stay_room_check(struct db *db, row_id panti, row_id room, const char *sex, row_id moving, row_id referral, struct problems *p);

#endif
