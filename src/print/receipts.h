/*
 * Daftar penerima uang saku (DOMAIN.md 6, 8.2): each child signs for the FULL amount; deposits into savings are a list of their own, with
 * consent, never a deduction. Signed by head and treasurer.
 */
#ifndef PRINT_RECEIPTS_H
#define PRINT_RECEIPTS_H
#include "src/print/head.h"

struct receipt_row { const char *name, *register_no, *level; int days, period_days; rupiah amount, deposit; const char *note; };
struct receipt_level { const char *label; int children; rupiah amount; };
struct receipts {
	struct print_head head;
	caldate month;
	const char *fund;                       /* sumber dana, as shown */
	struct receipt_row *rows; int row_count; /* who is paid, in the order of the list */
	struct receipt_row *held; int held_count; /* held back with their reason: named, not summed */
	struct receipt_level *levels; int level_count;
	struct print_person chief, treasurer;
	const char *chief_title, *treasurer_title;
};
struct document *receipts_document(const struct receipts *r);

#endif
