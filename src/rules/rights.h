/*
 * Who may do what (DOMAIN.md 9): one table, asked by every write and every read, and by the screens for what to show.
 */
#ifndef RULES_RIGHTS_H
#define RULES_RIGHTS_H
#include "src/base/types.h"

enum role { /* bits of actor.roles */
	ROLE_ADMIN = 1, ROLE_KEPALA = 2, ROLE_PEKSOS = 4, ROLE_TU = 8,
	ROLE_BENDAHARA = 16, ROLE_PENGASUH = 32, ROLE_DINSOS = 64, ROLE_PEMERIKSA = 128,
	ROLE_SISTEM = 256, /* command line of the database's owner without --as */
};

enum right {
	RIGHT_NONE, /* anybody logged in */
	RIGHT_RESIDENT_LIST,   /* names, register numbers and levels */
	RIGHT_RESIDENT_READ,   /* the whole card */
	RIGHT_RESIDENT_EDIT,
	RIGHT_SEALED_READ,     /* sealed files (ABH, abuse): asks a reason */
	RIGHT_NOTE_READ,       /* confidential notes */
	RIGHT_ADMISSION_PROPOSE, RIGHT_ADMISSION_APPROVE,
	RIGHT_REFERRAL_READ, RIGHT_REFERRAL_RECORD, /* type in a letter, receive, assess, propose */
	RIGHT_REFERRAL_SEND,   /* the officer's draft, send, withdraw */
	RIGHT_REFERRAL_DECIDE, /* accept, refuse, waiting list */
	RIGHT_REFERRAL_MESSAGE, /* questions and answers between home and district */
	RIGHT_STAGE_EDIT,      /* how far the care has come */
	RIGHT_PARTNER_READ, RIGHT_PARTNER_EDIT,
	RIGHT_OUT_READ, RIGHT_OUT_SEND, RIGHT_OUT_RECORD /* what the partner answered and did */,
	RIGHT_COMMUNITY_READ, RIGHT_COMMUNITY_RECORD,
	RIGHT_LABOUR_READ, RIGHT_LABOUR_SCREEN,
	RIGHT_COMPANY_READ, RIGHT_COMPANY_RECORD,
	RIGHT_REPORT_DISTRICT, /* reports about referrals, reports of the public, child labour and workplaces, within the scope */
	RIGHT_MERGE,           /* two records of one child */
	RIGHT_SCHOOL_EDIT,
	RIGHT_PRESENCE_EDIT,
	RIGHT_MONEY_READ, RIGHT_MONEY_RATE, RIGHT_MONEY_RUN, RIGHT_MONEY_PAY, RIGHT_MONEY_REVERSE, RIGHT_SAVINGS,
	RIGHT_TERMINATION_PROPOSE, RIGHT_TERMINATION_APPROVE, RIGHT_TERMINATION_REOPEN,
	RIGHT_SELF_APPROVE,    /* approve one's own proposal: nobody by default, given per user */
	RIGHT_REPORT, RIGHT_REPORT_MONEY, RIGHT_MONTH_CLOSE,
	RIGHT_EXPORT, RIGHT_PRINT, RIGHT_IMPORT,
	RIGHT_USERS, RIGHT_SETTINGS, RIGHT_CODES, RIGHT_BACKUP, RIGHT_AUDIT_READ,
	RIGHT_COUNT
};

/* The person at the desk. Filled by db/office/user.c; every db function takes one. */
struct actor {
	row_id user;          /* 0 = sistem */
	row_id panti;         /* panti acted for; 0 for a district officer */
	unsigned roles;       /* of today, Plt./Plh. dates applied */
	char name[64];        /* login name */
	char shown[96];       /* name on screen and in messages: "Sri W." */
	char district[16];    /* dotted code of a district officer's district, else "" */
	bool self_approve;
};

/* Does any of the roles carry the right? */
bool may(const struct actor *who, enum right right);
/* "Membayar uang saku dilakukan Bendahara." style sentence naming who may, in the user's language. */
const char *right_refusal(enum right right, char *out, size_t size);
const char *role_code(enum role one);            /* "kepala" */
const char *role_label(enum role one);           /* shown: "Kepala Panti" */
enum role role_from_code(const char *code);      /* 0 when unknown */
/* Generated help: "admin, kepala" roles that carry a right. */
const char *right_roles(enum right right, char *out, size_t size);
const char *right_label(enum right right);       /* one verb phrase, N_() table */

#endif
