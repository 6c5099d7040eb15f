/* Surat jawaban rujukan (DOMAIN.md 8.9): accepted, waiting list or refused with the reason, to the Dinas that sent the child. */
#ifndef PRINT_REPLY_H
#define PRINT_REPLY_H
#include "src/print/head.h"

enum reply_answer { REPLY_ACCEPTED, REPLY_WAITING, REPLY_REFUSED, REPLY_PLACED };
struct reply {
	struct print_head head;           /* on = date of the letter */
	const char *number;
	const char *to, *at;              /* "Kepala Dinas Sosial Kabupaten Kutai Timur", city; at "" = "tempat" */
	const char *letter_no; caldate letter_date, received_on; /* the letter that is answered; "" and DATE_NONE unknown */
	enum reply_answer answer;
	caldate decided_on;
	const char *reason;               /* of a refusal or of the waiting list, in words; "" none */
	int queue_place, queue_of;        /* on the waiting list; 0 unknown */
	caldate place_until;              /* the place kept for an accepted child; DATE_NONE */
	const char *name, *birth, *sex, *nik, *register_no /* placed */;
	caldate placed_on;                /* DATE_NONE */
	struct print_person chief; const char *chief_title;
	const char *copy_to;              /* tembusan, "" none */
};
struct document *reply_document(const struct reply *r);

#endif
