/* Surat rujukan keluar to a partner, and below it the return slip (lembar balikan) to be cut off, filled in and sent back. */
#ifndef PRINT_OUT_LETTER_H
#define PRINT_OUT_LETTER_H
#include "src/print/head.h"

struct out_letter {
	struct print_head head;         /* on = date of the letter */
	const char *number;             /* of the letter */
	const char *referral;           /* RK-2026-003 */
	const char *to, *address;       /* the partner; address "" = "tempat" */
	bool urgent;
	const char *name, *birth, *sex, *register_no; /* name: initials where the child is not to be named; birth "" left out */
	const char *service;            /* in words */
	const char *purpose;            /* "" for whoever may not read it: the social worker tells it by telephone */
	int answer_days;
	struct print_person chief; const char *chief_title;
	struct print_person worker; const char *worker_title;
	const char *phone;              /* of the home, "" unknown */
};
struct document *out_letter_document(const struct out_letter *o);

#endif
