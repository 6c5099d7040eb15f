/* Pekerja anak per tahun (DOMAIN.md 8.12): children found working by year, and for one year kinds of PASB by sector and risks. */
#ifndef PRINT_LABOUR_H
#define PRINT_LABOUR_H
#include "src/print/head.h"

struct labour_year_line { int year, screened, not_worker, light, child, worst, male, female, unknown, under_13, to_14, to_17; }; /* sexes and ages of child + worst */
struct labour_sector_line { const char *sector; int slavery, sexual, drugs, harm, other, child; }; /* child: no worst form */
struct labour_risk_line { const char *risk; int count; };
struct labour_report {
	struct print_head head;
	const char *area;                       /* whose children: the panti or the district */
	int detail;                             /* year of sectors and risks; 0 none */
	const struct labour_year_line *years; int year_count;
	const struct labour_sector_line *sectors; int sector_count;
	const struct labour_risk_line *risks; int risk_count;
	struct print_person chief; const char *chief_title;
};
/* Owner: caller, document_free. */
struct document *labour_document(const struct labour_report *r);

#endif
