/* Every screen another one may open, and what it takes as `arg` of ui_push (valid during open only). */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H
#include "db/community/community.h"
#include "db/partner/referral_out.h"
#include "db/community/company.h"
#include "db/community/labour.h"
#include "db/referral/referral.h"
#include "db/child/resident.h"
#include "screens/ui/ui.h"

extern const struct screen_class
	screen_login,          /* NULL */
	screen_first_start,    /* NULL: makes the database, or sets the panti up */
	screen_home,           /* NULL */
	screen_residents,      /* const struct resident_filter *, NULL = active children */
	screen_resident_card,  /* const row_id *: resident */
	screen_resident_edit,  /* const row_id *: resident */
	screen_admission,      /* const struct admission_arg *, NULL = new child without referral */
	screen_approvals,      /* NULL: admissions waiting for the head */
	screen_presence,       /* NULL */
	screen_referrals,      /* const struct referral_filter *, NULL = waiting for an answer */
	screen_referral,       /* const row_id *: referral; 0 = new from a letter */
	screen_referral_of_report, /* const row_id *: report of the public that becomes a new referral */
	screen_community,      /* const struct community_filter *, NULL = not finished */
	screen_community_report, /* const row_id *: report of the public; 0 = new */
	screen_partners,       /* const struct partner_filter *: its view; NULL = current ones */
	screen_partner,        /* const row_id *: partner; 0 = new; negative = straight into its form */
	screen_outs,           /* const struct out_filter *, NULL = not finished */
	screen_out,            /* const struct out_arg * */
	screen_waiting_list,   /* NULL: the waiting list in the head's order */
	screen_referral_message, /* const row_id *: referral; writes a message */
	screen_referral_paper, /* const row_id *: referral; its note of papers */
	screen_progress,       /* NULL: how the children of the own district fare; a district officer */
	screen_progress_child, /* const row_id *: resident; the same */
	screen_school,         /* NULL: pupils by year; leads to promotion, schools, school years */
	screen_schooling,      /* const row_id *: resident, to change level, grade or school */
	screen_promotion,      /* NULL */
	screen_allowances,     /* const caldate *: any day of the month, NULL = this month */
	screen_rates,          /* NULL */
	screen_savings,        /* const row_id *: a resident's savings book, NULL = all children */
	screen_terminations,   /* NULL */
	screen_termination,    /* const struct termination_arg * */
	screen_aftercare,      /* NULL */
	screen_companies,      /* const struct company_filter *, NULL = those that report the last quarter */
	screen_company,        /* const row_id *: workplace; 0 = new */
	screen_company_quarter, /* const struct company_arg * */
	screen_labour,         /* const struct labour_filter *, NULL = all; with a report or resident F7 screens that child */
	screen_labour_card,    /* const struct labour_arg *: a screening, or a new one */
	screen_duplicates,     /* NULL: records that may be one child */
	screen_merge,          /* const row_id[2]: two persons, side by side */
	screen_reports,        /* NULL */
	screen_months,         /* NULL: closing of months */
	screen_users, screen_audit, screen_import, screen_settings, /* NULL */
	screen_drafts;         /* NULL: own unfinished forms */

struct admission_arg { row_id referral, resident; bool emergency; }; /* resident: re-admission */
struct company_arg { row_id company, report; caldate quarter; };         /* report 0: none stands, its counts are typed in */
struct labour_arg { row_id screening, report, resident; };            /* screening 0 = new, about the report's child, the resident or neither */
struct termination_arg { row_id termination, resident; };            /* one of them; resident = new proposal */
struct out_arg { row_id out, resident, partner; };                    /* out, or a new one for the child (partner may be chosen already) */

#endif
