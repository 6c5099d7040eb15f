/*
 * Laporan Bulanan (DOMAIN.md 8.1): plain data in, a document out. Filled by db/report/month.h; everything stands in the caller's arena.
 * Opening + in - out +/- moves = closing is proven for every group; a gap is a named difference, never smoothed.
 */
#ifndef PRINT_MONTHLY_H
#define PRINT_MONTHLY_H
#include "src/base/buf.h"
#include "src/print/document.h"
#include "src/rules/month.h"

struct monthly_group { const char *code, *label; struct tally count; };
struct monthly_dimension { const char *code, *label; struct monthly_group *groups; int n; }; /* level, age_band, cluster */
enum { MONTHLY_LEVEL, MONTHLY_AGE, MONTHLY_CLUSTER, MONTHLY_DIMENSIONS };

struct monthly_movement { caldate on; const char *register_no, *name, *sex, *level; const char *detail; /* origin, or reason and where to */ bool in; };
struct monthly_referral { const char *district, *label; int received, accepted, refused, withdrawn, open; int waited_days /* sum over the decided */, decided, longest_open; };
struct monthly_count { const char *code, *label; int l, p; };       /* terminations by reason, other clusters */
struct monthly_presence { const char *code, *label; int children, days; };
struct monthly_money { const char *code, *label; int64_t children; rupiah amount; };
struct monthly_cash { const char *fund, *label; rupiah opening, in, out, closing; };
struct monthly_last { const char *code, *label; int64_t before, now; }; /* last month beside this month */

struct monthly {
	/* head and foot */
	const char *kop1, *kop2, *kop3, *address, *panti, *place, *paper;
	bool demo;
	caldate month;
	int revision;                    /* 0 = first; N: Laporan Perbaikan ke-N */
	bool closed;                     /* false: a draft of an open month */
	caldate signed_on;
	struct signature signatures[4]; int signature_count;
	const char *audit_hash; int64_t audit_rows;
	int capacity_l, capacity_p;
	/* counted */
	struct tally total;
	struct monthly_dimension by[MONTHLY_DIMENSIONS];
	struct monthly_count *other_clusters; int other_cluster_count;
	struct monthly_count *reasons; int reason_count;
	struct monthly_movement *movements; int movement_count;
	struct monthly_referral *referrals; int referral_count;
	struct monthly_presence *presence; int presence_count; int64_t care_days, present_days;
	struct monthly_money *money; int money_count;
	struct monthly_cash *cash; int cash_count;
	struct monthly_last *last; int last_count;
	/* what does not fit, in words: gaps, corrections of last month, revision differences */
	const char **gaps; int gap_count;
	const char **corrections; int correction_count;
	const char **differences; int difference_count;
};

/* Owner of the document: caller. */
struct document *monthly_document(const struct monthly *m);

/* The counted figures, one "name value" per line in a fixed order: what revisions compare. */
void monthly_figures(const struct monthly *m, struct buf *out);
struct monthly_difference { const char *name, *label; int64_t before, after; };
/* Lines that differ between two such texts (one missing counts as 0). Count; *out in the arena. */
int monthly_compare(const char *before, const char *after, struct arena *a, struct monthly_difference **out);
/* "Jenjang SD, L, akhir": the name of a figure in words. */
const char *monthly_figure_label(const char *name, struct arena *a);
/* One figure of such a text; otherwise when it is not there. */
int64_t monthly_figure(const char *text, const char *name, int64_t otherwise);

#endif
