/* Corong laporan masyarakat: how many of the reports of a period got how far (DOMAIN.md 2). Figures only: never a name. */
#ifndef PRINT_FUNNEL_H
#define PRINT_FUNNEL_H
#include "src/print/head.h"
#include "src/rules/community.h"

struct funnel_line { const char *label; int count[FUNNEL_STAGES]; };
struct funnel_group { const char *caption, *column; struct funnel_line *lines; int n; }; /* "per sektor" */
struct funnel_paper {
	struct print_head head;
	const char *period;               /* "Tahun 2026" */
	caldate as_of;                    /* how far they had got by this day */
	struct funnel_line all;
	int median[FUNNEL_STAGES];        /* days from the stage before, -1 unknown */
	const struct funnel_group *groups; int group_count;
	struct print_person chief; const char *chief_title;
};
struct document *funnel_document(const struct funnel_paper *f);

#endif
