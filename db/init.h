/* A new database: code lists, regions, the panti, school years, the head's account; in one transaction. */
#ifndef DB_INIT_H
#define DB_INIT_H
#include "db/office/user.h"

struct init {
	const char *region_folder;  /* conf/region of the build tree or the installation */
	const char *panti_code, *panti_name;
	int capacity_l, capacity_p, utc_offset;
	struct user_new head;       /* admin + kepala; password checked before */
};
/* db was opened with DB_CREATE. *panti may be NULL. */
bool db_init(struct db *db, const struct init *in, row_id *panti, struct problems *p, struct err *e);
/* conf/region beside the program (build tree) or PREFIX_DATADIR/pantidesk/region. Returns out. */
const char *init_region_folder(const char *program_folder, char *out, size_t size);
/* Has the first-start wizard been gone through? */
bool panti_is_set_up(struct db *db, row_id panti);
bool panti_set_up(struct db *db, const struct actor *who, struct err *e);

#endif
