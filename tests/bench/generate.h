/* Many invented children, made fast by a connection without the program's guards: for measurements only. */
#ifndef TESTS_BENCH_GENERATE_H
#define TESTS_BENCH_GENERATE_H
#include <stdint.h>
#include <stdbool.h>

/* Adds count children to a panti of a closed database: person, resident, stay, cluster, schooling, derived row and search words, as the program
 * itself would have made them (derive_check agrees). active_in_ten of ten are in care, the others left. The same seed gives the same
 * children. today: ISO, the day the derived rows are for. Returns false with a sentence on stderr. */
bool generate_residents(const char *path, int64_t panti, int64_t count, int active_in_ten, const char *today, unsigned seed);
/* An invented full name, two or three words. */
void generate_name(unsigned *seed, char sex, char *out, unsigned size);

#endif
