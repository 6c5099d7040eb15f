/* Buku Pembantu Kas (one table for each cash account) and buku tabungan (one child): day, what for, in, out, balance (DOMAIN.md 6, 8.11). */
#ifndef PRINT_BOOK_H
#define PRINT_BOOK_H
#include "src/print/head.h"

struct book_row { caldate on; const char *words; rupiah in, out, balance; };
struct book_account { const char *caption; rupiah opening; struct book_row *rows; int row_count; };
struct book_pair { const char *label, *value; };
struct account_book {
	struct print_head head;
	const char *title;                         /* may have several lines */
	struct book_pair *pairs; int pair_count;   /* above the tables: name, register number */
	struct book_account *accounts; int account_count;
	bool opening_shown;                        /* a book of one month begins with what was there */
	struct print_person chief, treasurer;
	const char *chief_title, *treasurer_title;
};
struct document *book_document(const struct account_book *b);

#endif
