/* The home itself: letterhead, places, rooms, the officials who sign, holidays. Everything is audited; RIGHT_SETTINGS writes. */
#ifndef DB_PANTI_H
#define DB_PANTI_H
#include "db/db.h"
#include "src/base/date.h"
#include "src/base/field.h"
#include "src/base/mem.h"

enum panti_field { PANTI_NAME, PANTI_DISTRICT, PANTI_CAPACITY_L, PANTI_CAPACITY_P, PANTI_UTC_OFFSET, /* the house */
                   PANTI_KOP1, PANTI_KOP2, PANTI_KOP3, PANTI_ADDRESS, PANTI_PHONE, PANTI_PLACE, PANTI_PAPER, /* the letterhead */
                   PANTI_FIELDS };
extern const struct field panti_fields[PANTI_FIELDS]; /* the form and the audit read this table; codes are the columns */

struct panti {
	row_id id, version;
	const char *code;
	const char *v[PANTI_FIELDS]; /* canonical text */
	int capacity_l, capacity_p, utc_offset;
};

bool panti_load(struct db *db, row_id id, struct arena *a, struct panti *out, struct err *e);
/* "today" by a panti's fixed offset; 0 = +8. */
caldate panti_today(struct db *db, row_id panti);
/* --panti CODE, or the only one when code is NULL; 0 and a sentence when it is unclear. */
row_id panti_find(struct db *db, const char *code, struct err *e);
bool panti_save(struct db *db, const struct actor *who, row_id version, const char *const v[PANTI_FIELDS], struct problems *p, struct err *e);
/* Inside init's transaction: a new panti; returns its id, 0 on error. */
row_id panti_create(struct db *db, const char *code, const char *name, int capacity_l, int capacity_p, int utc_offset, struct err *e);

struct room { row_id id; const char *name, *sex, *caregiver; int capacity, occupied; };
int room_list(struct db *db, const struct actor *who, struct arena *a, struct room **out, struct err *e);
/* id 0 = new. Name unique, sex '', 'L' or 'P'. Returns the id, 0 on refusal. */
row_id room_save(struct db *db, const struct actor *who, const struct room *in, struct problems *p, struct err *e);

struct official { row_id id; const char *post, *acting, *title, *name, *grade, *nip; caldate from, until; };
int official_list(struct db *db, const struct actor *who, struct arena *a, struct official **out, struct err *e);
/* Who held a post (kepala, bendahara, tu, peksos, dinas) on a day: a 2024 reprint carries the 2024 head. False: nobody (out empty). */
bool official_on(struct db *db, row_id panti, const char *post, caldate on, struct arena *a, struct official *out);
row_id official_save(struct db *db, const struct actor *who, const struct official *in, struct problems *p, struct err *e);

/* Sorted ascending, for date_working_days. */
size_t holiday_dates(struct db *db, caldate from, caldate to, struct arena *a, caldate **out);
struct holiday { caldate on; const char *name; };
/* From that day on, in order; -1 on error. */
int holiday_list(struct db *db, const struct actor *who, caldate from, struct arena *a, struct holiday **out, struct err *e);
/* name "" takes the day out. RIGHT_SETTINGS. */
bool holiday_set(struct db *db, const struct actor *who, caldate on, const char *name, const char *kind, struct problems *p, struct err *e);

#endif
