/* Private to db/allowance*.c. */
#ifndef DB_ALLOWANCE_INSIDE_H
#define DB_ALLOWANCE_INSIDE_H
#include "db/money/allowance.h"

/* Every rate in force (not voided) of the panti; count. */
size_t allowance_rates(struct db *db, row_id panti, struct arena *a, struct allowance_rate **out, struct err *e);
/* rows with room for one more: doubled in the arena when full. */
void *allowance_grow(struct arena *a, void *rows, size_t n, size_t *room, size_t size);

#endif
