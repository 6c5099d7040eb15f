/* What of the children an actor may see: one answer, asked by every query of db/. Private to db/. */
#ifndef DB_SCOPE_H
#define DB_SCOPE_H
#include "db/child/resident.h"
#include "db/stmt.h"

struct scope {
	enum { SCOPE_NOTHING, SCOPE_PANTI, SCOPE_DISTRICT } kind;
	row_id panti;
	char district[6];  /* regency or city */
	bool card;         /* the whole card: RIGHT_RESIDENT_READ */
	bool sealed;       /* identity of sealed children */
	bool names_only;   /* treasurer: names and levels */
	bool money;
};
struct scope scope_of(const struct actor *who);

/* Rows with panti_id and district (referrals, reports of the public): the condition of alias n, and its parameter 1. A panti's people see their
 * panti's, a district officer those of the own regency (who->district, 5 letters), who belongs nowhere none. */
const char *scope_rows(const struct actor *who);
void scope_rows_bind(struct stmt *q, const struct actor *who);
/* A statement of the text made by the format, with parameter 1 bound: scope_stmt(db, who, "SELECT ... WHERE %s", scope_rows(who)). */
struct stmt *scope_stmt(struct db *db, const struct actor *who, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Initials instead of the name of a child whose file is sealed: for panti people without RIGHT_SEALED_READ; the district that sent the child knows the name. */
bool scope_rows_hide(const struct actor *who);

/* resident_now as n: columns of a list row, in the order scope_row() reads; ?1 is the month "YYYY-MM". */
extern const char scope_row_columns[];
/* Fills a row from the columns, hiding what the scope hides. warn: born on or before = near the age limit. */
void scope_row(struct stmt *q, const struct scope *s, caldate warn, struct arena *a, struct resident_row *out);
/* Born on or before this day = at the age limit within the warning days. */
caldate scope_age_warning(struct db *db, row_id panti, caldate today);
/* "Dewi S." -> "D. S." */
const char *scope_initials(const char *name, struct arena *a);
/* A child's name in the arena as this person may see it: initials when the file is sealed and may not be read. */
const char *scope_name(const struct actor *who, const char *name, bool sealed, struct arena *a);

#endif
