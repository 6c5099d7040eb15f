/* Laporan triwulan perusahaan (DOMAIN.md 8.13): statuses, workers by age, each workplace, who is late, differences, findings; and the reminder letter. */
#ifndef PRINT_COMPANY_H
#define PRINT_COMPANY_H
#include "src/print/head.h"

enum { COMPANY_BAND_LINES = 4, COMPANY_STATUS_LINES = 5 };
struct company_band_line { const char *band; int reported[2], found[2]; }; /* L, P; found of the checked ones only */
struct company_line { const char *name, *sector, *status, *contact; caldate received; int late_days, children, total, reminders; bool late, reported; };
struct company_difference { const char *name, *band; int reported, found; };
struct company_finding_line { const char *name, *what, *community; };
struct company_recap {
	struct print_head head;
	const char *quarter;                    /* "Triwulan III 2026" */
	caldate due;
	struct { const char *status; int count; } statuses[COMPANY_STATUS_LINES];
	struct company_band_line bands[COMPANY_BAND_LINES];
	int checked;                            /* workplaces whose found counts are in bands */
	struct company_line *lines; int line_count;
	struct company_difference *differences; int difference_count;
	struct company_finding_line *findings; int finding_count;
	struct print_person chief; const char *chief_title;
};
/* Owner: caller, document_free. */
struct document *company_recap_document(const struct company_recap *r);

struct company_reminder_letter {
	struct print_head head;
	const char *number, *name, *address, *quarter, *phone; /* number "" = dots */
	caldate due;
	int days, times;                        /* days late on the day of the letter; the how manieth reminder of this quarter */
	struct print_person chief; const char *chief_title;
};
struct document *company_reminder_document(const struct company_reminder_letter *l);

#endif
