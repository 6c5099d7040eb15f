/*
 * Berita Acara Serah Terima Anak (DOMAIN.md 1, 7, 8.8, 8.19) on admission and at the end of a stay. The child's full name stands on it
 * whatever the setting for initials says: it is the proof for two parties, not a list.
 */
#ifndef PRINT_HANDOVER_H
#define PRINT_HANDOVER_H
#include "src/print/head.h"

struct handover_party { const char *name, *number /* NIP or KTP */, *role /* office, or tie to the child */, *address; bool official; }; /* "" = dots to fill in */
struct handover_paper { const char *label; bool handed; const char *note; };
struct handover_score { const char *text, *score, *evidence; };
struct handover {
	struct print_head head;          /* on = day of the handover */
	bool admission;                  /* else the end of a stay */
	bool unhanded;                   /* an emergency exit: the child ran away or died, nobody takes it over (then no taker, no scores) */
	const char *number;              /* of letter.h */
	struct handover_party giver, taker; /* pihak pertama, pihak kedua */
	const char *name, *register_no, *nik, *birth, *sex, *religion, *education, *parents, *address;
	caldate admitted;
	const char *from;                /* who sent: district and letter, "" none */
	const char *reason, *note;       /* end of a stay: reason in words */
	struct handover_paper *papers; int paper_count;
	struct handover_score *scores; int score_count;
	bool savings_shown; rupiah savings; /* end of a stay: paid out */
	rupiah owed;                     /* savings the panti still keeps (emergency exits only) */
	struct print_person chief; const char *chief_title;   /* of the panti */
	struct print_person worker; const char *worker_title; /* social worker, first witness */
};
struct document *handover_document(const struct handover *h);

#endif
