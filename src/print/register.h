/* Buku Induk (DOMAIN.md 8.10): every entry of the master register, or of one year, in the order of the numbers. */
#ifndef PRINT_REGISTER_H
#define PRINT_REGISTER_H
#include "src/print/head.h"

struct register_stay { caldate admission, end; const char *from, *reason; }; /* from: who sent; reason: why the stay ended */
struct register_row {
	const char *register_no, *name, *sex, *nik, *birth, *religion, *parents, *address, *education, *note;
	struct register_stay *stays; int stay_count; /* oldest first */
};
struct register_book {
	struct print_head head;
	int year;                        /* 0 = all years */
	struct register_row *rows; int row_count;
	int in_care_l, in_care_p;        /* of these still in care on head.on */
	struct print_person chief;
	const char *chief_title;
};
struct document *register_document(const struct register_book *b);

#endif
