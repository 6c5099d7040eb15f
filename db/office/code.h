/*
 * Pick-lists: every list a struct field names, whatever it is made of: the editable code table, the program's own fixed lists
 * (src/rules/codes.h), regions ("district"), schools, rooms, users, settings' choices.
 */
#ifndef DB_CODE_H
#define DB_CODE_H
#include "db/db.h"
#include "src/base/field.h"
#include "src/base/date.h"
#include "src/base/mem.h"

/* Choices of a list in the user's language and in the list's order, ended by code NULL, in the arena; an unknown list is empty.
 * "room", "school", "worker" and the like are those of who's panti. Codes ended before `on` are left out (DATE_NONE: all). */
const struct choice *code_choices_load(struct db *db, const struct actor *who, const char *list, caldate on, struct arena *a);
/* Label of one code of a list; an unknown code as it is. */
const char *code_label_load(struct db *db, const struct actor *who, const char *list, const char *code, struct arena *a);
/* Labels of "a|b|c", separated by ", ". */
const char *code_labels_load(struct db *db, const struct actor *who, const char *list, const char *codes, struct arena *a);

/* May the admin change this list? (fixed lists and those a report counts by stay as they are) */
bool code_editable(const char *list);
struct code_entry { const char *code, *label; caldate until; };
/* Every code of an editable list, ended ones too, in order. RIGHT_CODES. Returns how many, -1 on error. */
int code_entries(struct db *db, const struct actor *who, const char *list, struct arena *a, struct code_entry **out, struct err *e);
/* Admin: rename, add or end a code. RIGHT_CODES, audited. until DATE_NONE = stays. */
bool code_set(struct db *db, const struct actor *who, const char *list, const char *code, const char *label, caldate until, struct problems *p, struct err *e);
/* Copies the default lists and indicators into a new database (inside its transaction). What is there already stays as the admin has it. */
bool code_init(struct db *db, struct err *e);
/* Inside the newest migration: lists and codes that came with the program since go into a database that has its lists already. Codes are ended, never
 * deleted, so one that is missing is a new one. */
bool code_upgrade(struct db *db, struct err *e);
/* Loads provinces.csv and regencies.csv and districts.csv of a folder into the region table (inside a transaction). */
bool region_load(struct db *db, const char *folder, struct err *e);

#endif
