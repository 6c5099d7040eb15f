/*
 * Numbers of outgoing letters and records (BAST, reply to a referral, surat izin ...). A number is counted per panti, kind and
 * year, stored with the record it belongs to, and never given twice: printing again keeps the number (DOMAIN.md 8).
 */
#ifndef DB_LETTER_H
#define DB_LETTER_H
#include "db/db.h"
#include "src/base/date.h"

#define LETTER_SIZE 128

/* Kinds in use; the counter, {kind} of the format and the stored row carry them. */
#define LETTER_REPLY "balasan"      /* answer to a referral */
#define LETTER_BAST "bast"          /* handover at the end of a stay */
#define LETTER_BAST_IN "bast_masuk" /* handover on admission */
#define LETTER_OUT "rujukan_keluar" /* covering letter of a referral out */
#define LETTER_REMINDER "pengingat"  /* reminder of a workplace's quarterly report */

struct letter { row_id id; char number[LETTER_SIZE]; caldate on; int64_t seq; };

/*
 * The number of a record's letter: the one it has, or the next one of its kind and year, kept and audited ("letter.number").
 * Joins a running transaction or opens its own. on: date of the letter when it is new. The setting letter_dots leaves the running
 * number as dots, to be written by hand from the agenda; the row is kept all the same. The caller has checked right and scope of the record.
 */
bool letter_number(struct db *db, const struct actor *who, const char *kind, const char *record_kind, row_id record, row_id person, caldate on, struct letter *out, struct err *e);
/* The same with the whole number as typed from the office's agenda; it is kept as it is and takes its place in the count. */
bool letter_number_typed(struct db *db, const struct actor *who, const char *kind, const char *record_kind, row_id record, row_id person, caldate on, const char *number, struct letter *out, struct err *e);
bool letter_taken(struct db *db, const struct actor *who, const char *number); /* stands on a letter of the panti, any year */
/* The number a record already has; id 0 when none was given yet. */
bool letter_find(struct db *db, const struct actor *who, const char *kind, const char *record_kind, row_id record, struct letter *out, struct err *e);
/* "{code}/{seq}/{place}/{roman}/{year}" filled in; also {kind}, {month} and {city}. place: the panti's code in capitals. Unknown words in braces stay as they are. seq 0 = dots. Pure. */
void letter_format(const char *format, const char *code, const char *place, const char *city, const char *kind, int64_t seq, caldate on, char *out, size_t size);

#endif
