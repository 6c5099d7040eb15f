/* Rekap rujukan per kabupaten/kota (DOMAIN.md 8.4): what came in, how it was answered, how long it took; then the referrals by name. */
#ifndef PRINT_REFERRALS_H
#define PRINT_REFERRALS_H
#include "src/print/head.h"

struct referral_sum { const char *district; int opening, received, accepted, waiting_list, refused, withdrawn, open, waited_days, answered, longest; };
struct referral_line { const char *number, *name, *sex, *district, *state; caldate since; int waited; };
struct referrals_recap {
	struct print_head head;
	caldate month;
	struct referral_sum *sums; int sum_count;
	struct referral_line *lines; int line_count;
	struct print_person chief; const char *chief_title;
};
struct document *referrals_document(const struct referrals_recap *r);

#endif
