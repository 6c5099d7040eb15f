/* The 13 indicators of termination and the clusters they belong to (DOMAIN.md 7). Defaults: the database copies them as data. */
#ifndef RULES_INDICATOR_H
#define RULES_INDICATOR_H
#include "src/base/types.h"

struct indicator {
	const char *code;     /* stable */
	const char *clusters; /* "anak_terlantar|anak_jalanan": for children of any of these */
	const char *text;     /* N_(), one sentence */
};
extern const struct indicator indicators[];
extern const size_t indicators_count;

/* Does an indicator for `for_clusters` concern a child of `clusters` (both "a|b")? */
bool indicator_applies(const char *for_clusters, const char *clusters);
/* Scores, list score: tercapai sebagian belum. */
bool indicator_score_known(const char *score);

#endif
