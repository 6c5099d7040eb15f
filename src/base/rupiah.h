/* Whole rupiah in 64 bits; never floating point. */
#ifndef BASE_RUPIAH_H
#define BASE_RUPIAH_H
#include "src/base/err.h"
#include "src/base/types.h"

#define RUPIAH_SIZE 32
#define RUPIAH_MAX INT64_C(999999999999) /* above this an amount is a typing error */

char *rupiah_group(rupiah amount, char out[RUPIAH_SIZE]);  /* 1.000.000, -5.000; returns out */
char *rupiah_format(rupiah amount, char out[RUPIAH_SIZE]); /* Rp1.000.000 */
/* 50000, 50.000, Rp50.000, 50rb, 1,5jt. Refuses decimals, signs, exponents, over RUPIAH_MAX, with a reason for the field. */
bool rupiah_parse(const char *typed, rupiah *out, const char *field, struct problems *p);
/* Sum in words for receipts: "seratus lima puluh ribu rupiah" (always Indonesian: it is a legal text on paper). */
void rupiah_terbilang(rupiah amount, char *out, size_t size);
/* amount * numerator / denominator, rounded half up to a multiple of step (1, 100, 1000). numerator >= 0, denominator > 0. */
rupiah rupiah_share(rupiah amount, int64_t numerator, int64_t denominator, rupiah step);

#endif
