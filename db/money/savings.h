/* Tabungan: money held for a child, owed to it and to nobody else; never below zero; paid out to zero at termination (DOMAIN.md 6). */
#ifndef DB_SAVINGS_H
#define DB_SAVINGS_H
#include "db/db.h"
#include "src/base/mem.h"

rupiah savings_balance(struct db *db, row_id resident);

struct savings_move { row_id resident; rupiah amount; caldate on; const char *note; bool consent; /* deposits */ const char *idem; };
/* RIGHT_SAVINGS. A deposit needs consent (it is never a deduction); a withdrawal cannot take more than there is. */
bool savings_deposit(struct db *db, const struct actor *who, const struct savings_move *in, struct problems *p, struct err *e);
bool savings_withdraw(struct db *db, const struct actor *who, const struct savings_move *in, struct problems *p, struct err *e);
/* All of it, for a termination. how: "tunai" or words on the transfer. Nothing there = true, nothing written. RIGHT_SAVINGS. */
bool savings_payout(struct db *db, const struct actor *who, row_id resident, caldate on, const char *how, struct problems *p, struct err *e);
/* A donation shared equally into the savings of the given children (0 residents = all in care on the day); the rupiah that do not
 * divide go one each to the first by name. RIGHT_SAVINGS. */
struct savings_share { const row_id *residents; int count; rupiah amount; caldate on; const char *donor; const char *idem; };
bool savings_donation(struct db *db, const struct actor *who, const struct savings_share *in, int *children, rupiah *each, struct problems *p, struct err *e);
/* Takes back one movement (not a deposit made with an allowance: reverse that payment). RIGHT_MONEY_REVERSE. */
bool savings_reverse(struct db *db, const struct actor *who, row_id entry, caldate on, const char *reason, const char *idem, struct problems *p, struct err *e);

struct savings_row { row_id entry; caldate on; const char *kind, *memo; rupiah in, out, balance; bool reversed, reversal; };
/* The savings book of one child, oldest first. RIGHT_MONEY_READ. Count or -1; *out in the arena. */
int savings_book(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct savings_row **out, struct err *e);
struct savings_child { row_id resident; const char *register_no, *name, *level; rupiah balance; caldate last_on; bool in_care; };
/* Every child with savings or in care, by name. Count or -1. */
int savings_list(struct db *db, const struct actor *who, struct arena *a, struct savings_child **out, rupiah *total, struct err *e);

#endif
