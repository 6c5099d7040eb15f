/* Role x record x way out: who the actors are, which records stand in the database, and the comparison. */
#ifndef TESTS_DB_MATRIX_H
#define TESTS_DB_MATRIX_H
#include "src/base/buf.h"
#include "src/base/mem.h"
#include "src/base/field.h"
#include "tests/db/fixture.h"

enum matrix_who { MATRIX_ADMIN, MATRIX_KEPALA, MATRIX_PEKSOS, MATRIX_TU, MATRIX_BENDAHARA, MATRIX_PENGASUH, MATRIX_DINSOS_08, MATRIX_DINSOS_72, MATRIX_PEMERIKSA,
	MATRIX_SISTEM, MATRIX_STRANGER /* head of another panti */, MATRIX_WHO };
enum matrix_way { MATRIX_LIST = 1, MATRIX_SEARCH = 2, MATRIX_CARD = 4, MATRIX_REPORT = 8, MATRIX_EXPORT = 16 };

struct matrix;
/* One kind of record: what an actor gets of it. Every function appends to b whatever text came out, and nothing when it was refused. */
struct matrix_kind {
	const char *name;
	int64_t (*list)(struct matrix *m, const struct actor *who, struct buf *b);  /* also compares the count; -1 refused */
	void (*search)(struct matrix *m, const struct actor *who, const char *word, struct buf *b);
	void (*open)(struct matrix *m, const struct actor *who, row_id id, struct buf *b);
};
struct matrix_entry { const struct matrix_kind *kind; const char *name; row_id id; const unsigned *seen; };

struct matrix {
	struct fixture f;
	struct actor stranger, officer_72;
	struct arena *a;
	struct problems p;
	struct err e;
	struct matrix_entry record[40];
	int count;
};

void matrix_begin(struct matrix *m);
void matrix_end(struct matrix *m);
/* name: stands in no other record; seen[MATRIX_WHO]: ways out on which it must be seen, on the others it must not. */
void matrix_record(struct matrix *m, const struct matrix_kind *kind, const char *name, row_id id, const unsigned *seen);
/* Fails the test after naming every cell that differs. reports and exports collect all of an actor's. */
void matrix_run(struct matrix *m, void (*reports)(struct matrix *m, const struct actor *who, struct buf *b), void (*exports)(struct matrix *m, const struct actor *who, struct buf *b));

/* matrix_kinds.c: children and letters; matrix_district.c: the rest. */
extern const struct matrix_kind matrix_children, matrix_letters, matrix_messages, matrix_community, matrix_partners, matrix_out, matrix_screenings, matrix_companies;

#endif
