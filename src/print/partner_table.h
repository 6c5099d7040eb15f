/* Daftar mitra: the partners that stand on a day, with places and MoU. */
#ifndef PRINT_PARTNER_TABLE_H
#define PRINT_PARTNER_TABLE_H
#include "src/print/head.h"

struct partner_line { const char *name, *kind, *contact, *phone, *clusters, *free, *mou_no, *mou_until /* "31-12-2026" */, *mou_state; };
struct partner_table {
	struct print_head head; /* on = the day */
	struct partner_line *lines; int count;
	int ending, ended, without;
	struct print_person chief; const char *chief_title;
};
struct document *partner_table_document(const struct partner_table *t);

#endif
