/* Rekap pendidikan (DOMAIN.md 5, 8.5): SD, SMP/MTs, SMA/SMK by sex and by sending district on a day; the other levels in rows of their own. */
#ifndef PRINT_EDUCATION_H
#define PRINT_EDUCATION_H
#include "src/print/head.h"
#include "src/rules/month.h"
#include "src/rules/school.h"

struct education_row { const char *district; int n[LEVELS][SEXES]; };
struct education {
	struct print_head head;
	caldate day;
	const char *year;              /* school year of the day, "" unknown */
	struct education_row *rows; int row_count; /* by district; those who came without a letter under a name of their own */
	const char *level_label[LEVELS];
	int waiting[SEXES];            /* of them: graduated, waiting for a school */
	struct print_person chief;
	const char *chief_title;       /* when no official is on record */
};
struct document *education_document(const struct education *e);

#endif
