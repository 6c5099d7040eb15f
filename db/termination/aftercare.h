/* Bimbingan lanjut: dated follow-up after a termination (DOMAIN.md 7). The dates are made when the termination comes in force. */
#ifndef DB_AFTERCARE_H
#define DB_AFTERCARE_H
#include "db/db.h"
#include "src/base/date.h"
#include "src/base/mem.h"

struct aftercare_row { row_id id, resident, termination; const char *register_no, *name, *sex, *district, *note, *by; caldate due, done, ended; };
struct aftercare_key { char due[DATE_ISO_SIZE]; row_id id; };
#define AFTERCARE_FIRST ((struct aftercare_key){ "", 0 })
/* Not done yet, longest due first; until DATE_NONE = all. Returns rows, -1 on error. */
int aftercare_list(struct db *db, const struct actor *who, caldate until, struct aftercare_key after, struct arena *a, struct aftercare_row *out, int max, struct err *e);
/* All of a child's, done ones too, by date. */
bool aftercare_of(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct aftercare_row **out, size_t *count, struct err *e);
/* RIGHT_TERMINATION_PROPOSE. on: not before the termination, not ahead; note: what was found, must be there. */
bool aftercare_done(struct db *db, const struct actor *who, row_id id, caldate on, const char *note, struct problems *p, struct err *e);
/* A further date for a child whose stay has ended. */
bool aftercare_add(struct db *db, const struct actor *who, row_id termination, caldate due, row_id *out, struct problems *p, struct err *e);

/* Inside the termination's transaction: dates by the setting aftercare_months; and taking back the open ones when it is reopened. */
bool aftercare_make(struct db *db, row_id panti, row_id resident, row_id termination, caldate on, struct err *e);
bool aftercare_void(struct db *db, row_id termination, struct err *e);

struct aftercare_work { int due, longest /* days overdue */; };
bool aftercare_work(struct db *db, const struct actor *who, struct aftercare_work *out, struct err *e);

#endif
