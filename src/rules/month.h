/* Months and the population proof: opening + in - out + moved in - moved out = closing, for every group (DOMAIN.md 8.1, DESIGN.md 7.10). */
#ifndef RULES_MONTH_H
#define RULES_MONTH_H
#include "src/base/err.h"
#include "src/base/types.h"

caldate month_of(caldate day);                  /* first day of its month */
caldate month_add(caldate month, int months);   /* first day; negative goes back */
int month_days(caldate month);
int month_count_between(caldate a, caldate b);  /* whole months from a's to b's month: 2026-01 to 2026-03 = 2 */
caldate month_quarter_start(caldate day);

enum sex_index { SEX_L, SEX_P, SEXES };
int sex_index(const char *sex); /* "L" 0, "P" 1, else -1 */

struct age_band { const char *code; int from, to; /* completed years, to included */ };
extern const struct age_band age_bands[];       /* default data: 0-5, 6-12, 13-15, 16-17, 18+ ; label by code_label("age_band", code) */
extern const size_t age_bands_count;
/* Index of the band, or -1 (age below 0: birth unknown). */
int age_band_of(const struct age_band *bands, size_t count, int age);

struct tally { int opening[SEXES], in[SEXES], out[SEXES], moved_in[SEXES], moved_out[SEXES], closing[SEXES]; };

/* One stay in one month. Opening is the population at the end of the day before the month, closing at the end of its last day. */
struct month_stay { bool opening, entered, left, closing; };
/* All false: the stay does not touch the month. A stay that begins and ends on one day enters and leaves. */
struct month_stay month_stay_of(caldate month, caldate admission, caldate termination);
/* Counts one stay into rows[0..groups): `first` is its group on the opening or entry day, `last` on the closing day or the day before leaving
 * (or entry, for a stay of one day). A child whose group is unknown belongs to a group of its own. */
void tally_add(struct tally *rows, int groups, int sex, struct month_stay m, int first, int last);
void tally_sum(struct tally *total, const struct tally *rows, int groups);
/* opening + in - out + moved in - moved out - closing; 0 = proven. */
int tally_gap(const struct tally *t, int sex);
/* One soft problem per gap, naming the group ("SD, L: 23 + 1 - 0 = 24, tercatat 25"). True when proven. */
bool tally_prove(const struct tally *rows, const char *const *labels, int groups, struct problems *p);
/* Every opening equals last month's closing; the same kind of named problem otherwise. */
bool tally_follows(const struct tally *rows, const struct tally *before, const char *const *labels, int groups, struct problems *p);

#endif
