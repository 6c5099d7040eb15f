/* Laporan Bulanan: the layout of DOMAIN.md 8.1. Knows no format; everything it prints stands in struct monthly. */
#include "src/print/monthly.h"

#include <stdio.h>

#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"

#define CELL 24
#define CELLS 8

struct cells { char text[CELLS][CELL]; const char *at[CELLS]; };

static const char *const *numbers(struct cells *c, const char *first, const char *second, int n, const int64_t *values)
{
	int k = 0;
	c->at[k++] = first;
	if (second) c->at[k++] = second;
	for (int i = 0; i < n; i++) {
		char group[RUPIAH_SIZE];
		snprintf(c->text[k], CELL, "%s", rupiah_group(values[i], group));
		c->at[k] = c->text[k];
		k++;
	}
	return c->at;
}

static const char *day_text(caldate d, enum date_style style, char *out, size_t size) { return date_format(d, style, out, size); }

/* --- A. children ---------------------------------------------------------------------------------------------------------------------- */

static void total(struct document *d, const struct monthly *m)
{
	const struct column columns[] = { { _("All children"), 0, ALIGN_LEFT, false }, { "L", 8, ALIGN_RIGHT, false }, { "P", 8, ALIGN_RIGHT, false }, { _("Sum"), 8, ALIGN_RIGHT, false } };
	const struct { const char *label; const int *n; } rows[] = { { N_("At the beginning of the month"), m->total.opening }, { N_("Entered"), m->total.in }, { N_("Left care"), m->total.out } };
	struct cells c;
	document_table(d, NULL, columns, (int)COUNT(columns));
	for (size_t i = 0; i < COUNT(rows); i++)
		document_row(d, numbers(&c, _(rows[i].label), NULL, 3, (const int64_t[]){ rows[i].n[SEX_L], rows[i].n[SEX_P], rows[i].n[SEX_L] + rows[i].n[SEX_P] }));
	document_row_total(d, numbers(&c, _("At the end of the month"), NULL, 3, (const int64_t[]){ m->total.closing[SEX_L], m->total.closing[SEX_P], m->total.closing[SEX_L] + m->total.closing[SEX_P] }));
	if (m->capacity_l || m->capacity_p)
		document_row(d, numbers(&c, _("Places"), NULL, 3, (const int64_t[]){ m->capacity_l, m->capacity_p, m->capacity_l + m->capacity_p }));
}

static bool empty(const struct tally *t)
{
	for (int x = 0; x < SEXES; x++)
		if (t->opening[x] || t->in[x] || t->out[x] || t->moved_in[x] || t->moved_out[x] || t->closing[x]) return false;
	return true;
}

/* L, P and the sum, one row each. */
static void group_rows(struct document *d, const char *label, const struct tally *t, bool sum)
{
	struct cells c;
	for (int x = 0; x <= SEXES; x++) {
		int64_t v[6] = { 0 };
		for (int s = 0; s < SEXES; s++)
			if (x == SEXES || x == s) {
				const int one[6] = { t->opening[s], t->in[s], t->out[s], t->moved_in[s], t->moved_out[s], t->closing[s] };
				for (int k = 0; k < 6; k++) v[k] += one[k];
			}
		const char *const *cells = numbers(&c, x ? "" : label, x == SEX_L ? "L" : x == SEX_P ? "P" : _("Sum"), 6, v);
		if (sum && x == SEXES) document_row_total(d, cells);
		else document_row(d, cells);
	}
}

static void dimension(struct document *d, const struct monthly_dimension *by)
{
	const struct column columns[] = { { by->label, 0, ALIGN_LEFT, false }, { "L/P", 6, ALIGN_LEFT, false }, { _("At start"), 7, ALIGN_RIGHT, false }, { _("Entered"), 7, ALIGN_RIGHT, false },
		{ _("Left care"), 7, ALIGN_RIGHT, false }, { _("Moved in"), 7, ALIGN_RIGHT, false }, { _("Moved out"), 7, ALIGN_RIGHT, false }, { _("At end"), 7, ALIGN_RIGHT, false } };
	struct tally sum = { .opening = { 0 } };
	document_table(d, by->label, columns, (int)COUNT(columns));
	for (int g = 0; g < by->n; g++) {
		const struct tally *t = &by->groups[g].count;
		if (empty(t)) continue;
		group_rows(d, by->groups[g].label, t, false);
		for (int x = 0; x < SEXES; x++) {
			sum.opening[x] += t->opening[x];
			sum.in[x] += t->in[x];
			sum.out[x] += t->out[x];
			sum.moved_in[x] += t->moved_in[x];
			sum.moved_out[x] += t->moved_out[x];
			sum.closing[x] += t->closing[x];
		}
	}
	group_rows(d, _("Sum"), &sum, true);
}

static void counts(struct document *d, const char *caption, const char *head, const struct monthly_count *rows, int n)
{
	const struct column columns[] = { { head, 0, ALIGN_LEFT, false }, { "L", 8, ALIGN_RIGHT, false }, { "P", 8, ALIGN_RIGHT, false }, { _("Sum"), 8, ALIGN_RIGHT, false } };
	struct cells c;
	int l = 0, p = 0;
	document_table(d, caption, columns, (int)COUNT(columns));
	for (int i = 0; i < n; i++) {
		document_row(d, numbers(&c, rows[i].label, NULL, 3, (const int64_t[]){ rows[i].l, rows[i].p, rows[i].l + rows[i].p }));
		l += rows[i].l;
		p += rows[i].p;
	}
	document_row_total(d, numbers(&c, _("Sum"), NULL, 3, (const int64_t[]){ l, p, l + p }));
}

static void movements(struct document *d, const struct monthly *m)
{
	const struct column columns[] = { { _("Date"), 6, ALIGN_LEFT, false }, { _("Register no."), 8, ALIGN_LEFT, false }, { _("Name"), 0, ALIGN_LEFT, false }, { "L/P", 3, ALIGN_LEFT, false },
		{ _("School level"), 7, ALIGN_LEFT, false }, { _("Movement"), 17, ALIGN_LEFT, false } };
	char what[160];
	char day[40];
	document_heading(d, _("Children who entered and left"));
	if (!m->movement_count) {
		document_paragraph(d, _("None."));
		return;
	}
	document_table(d, NULL, columns, (int)COUNT(columns));
	for (int i = 0; i < m->movement_count; i++) {
		const struct monthly_movement *v = &m->movements[i];
		snprintf(what, sizeof what, "%s%s%s", v->in ? _("Entered") : _("Left care"), *v->detail ? ", " : "", v->detail);
		const char *cells[] = { day_text(v->on, DATE_DAY_MONTH, day, sizeof day), v->register_no, v->name, v->sex, v->level, what }; /* the month stands in the title */
		document_row(d, cells);
	}
}

/* --- B. referrals, presence, money ------------------------------------------------------------------------------------------------------ */

static void referrals(struct document *d, const struct monthly *m)
{
	const struct column columns[] = { { _("Regency or city"), 0, ALIGN_LEFT, false }, { _("Received"), 8, ALIGN_RIGHT, false }, { _("Agreed"), 8, ALIGN_RIGHT, false },
		{ _("Refused"), 7, ALIGN_RIGHT, false }, { _("Withdrawn"), 7, ALIGN_RIGHT, false }, { _("Not answered"), 8, ALIGN_RIGHT, false }, { _("Mean wait (days)"), 9, ALIGN_RIGHT, false },
		{ _("Longest open (days)"), 9, ALIGN_RIGHT, false } };
	struct cells c;
	document_heading(d, _("Referrals by regency or city"));
	if (!m->referral_count) {
		document_paragraph(d, _("None."));
		return;
	}
	document_table(d, NULL, columns, (int)COUNT(columns));
	int64_t sum[7] = { 0 };
	int decided = 0, waited = 0;
	for (int i = 0; i < m->referral_count; i++) {
		const struct monthly_referral *r = &m->referrals[i];
		const int64_t v[7] = { r->received, r->accepted, r->refused, r->withdrawn, r->open, r->decided ? (r->waited_days + r->decided / 2) / r->decided : 0, r->longest_open };
		for (int k = 0; k < 5; k++) sum[k] += v[k];
		if (v[6] > sum[6]) sum[6] = v[6];
		decided += r->decided;
		waited += r->waited_days;
		document_row(d, numbers(&c, r->label, NULL, 7, v));
	}
	sum[5] = decided ? (waited + decided / 2) / decided : 0;
	document_row_total(d, numbers(&c, _("Sum"), NULL, 7, sum));
}

static void presence(struct document *d, const struct monthly *m)
{
	const struct column columns[] = { { _("Absences"), 0, ALIGN_LEFT, false }, { _("Children"), 10, ALIGN_RIGHT, false }, { _("Days"), 10, ALIGN_RIGHT, false } };
	struct cells c;
	char care[RUPIAH_SIZE], present[RUPIAH_SIZE];
	document_heading(d, _("Presence"));
	document_pair(d, _("Days in care"), rupiah_group(m->care_days, care));
	document_pair(d, _("Days present"), rupiah_group(m->present_days, present));
	if (!m->presence_count) return;
	document_table(d, NULL, columns, (int)COUNT(columns));
	for (int i = 0; i < m->presence_count; i++)
		document_row(d, numbers(&c, m->presence[i].label, NULL, 2, (const int64_t[]){ m->presence[i].children, m->presence[i].days }));
}

static void money(struct document *d, const struct monthly *m)
{
	const struct column columns[] = { { _("Money"), 0, ALIGN_LEFT, false }, { _("Children"), 10, ALIGN_RIGHT, false }, { _("Amount (Rp)"), 16, ALIGN_RIGHT, false } };
	const struct column cash[] = { { _("Cash"), 0, ALIGN_LEFT, false }, { _("At start"), 14, ALIGN_RIGHT, false }, { _("Received"), 14, ALIGN_RIGHT, false }, { _("Paid out"), 14, ALIGN_RIGHT, false }, { _("At end"), 14, ALIGN_RIGHT, false } };
	struct cells c;
	document_heading(d, _("Pocket money and savings"));
	document_table(d, NULL, columns, (int)COUNT(columns));
	for (int i = 0; i < m->money_count; i++) {
		numbers(&c, m->money[i].label, NULL, 2, (const int64_t[]){ m->money[i].children, m->money[i].amount });
		if (!m->money[i].children) c.at[1] = "";
		document_row(d, c.at);
	}
	if (!m->cash_count) return;
	document_table(d, _("Cash by fund source"), cash, (int)COUNT(cash));
	for (int i = 0; i < m->cash_count; i++)
		document_row(d, numbers(&c, m->cash[i].label, NULL, 4, (const int64_t[]){ m->cash[i].opening, m->cash[i].in, m->cash[i].out, m->cash[i].closing }));
}

static void last_month(struct document *d, const struct monthly *m)
{
	const struct column columns[] = { { _("Compared"), 0, ALIGN_LEFT, false }, { _("Last month"), 14, ALIGN_RIGHT, false }, { _("This month"), 14, ALIGN_RIGHT, false }, { _("Difference"), 14, ALIGN_RIGHT, false } };
	struct cells c;
	if (!m->last_count) return;
	document_heading(d, _("Last month beside this month"));
	document_table(d, NULL, columns, (int)COUNT(columns));
	for (int i = 0; i < m->last_count; i++)
		document_row(d, numbers(&c, m->last[i].label, NULL, 3, (const int64_t[]){ m->last[i].before, m->last[i].now, m->last[i].now - m->last[i].before }));
}

/* --- what must be said in words ------------------------------------------------------------------------------------------------------------ */

static void said(struct document *d, const char *heading, const char *const *lines, int n)
{
	if (!n) return;
	document_heading(d, heading);
	for (int i = 0; i < n; i++) document_note(d, lines[i]);
}

static void proof(struct document *d, const struct monthly *m)
{
	if (m->gap_count) {
		said(d, _("Differences in the count"), m->gaps, m->gap_count);
		return;
	}
	document_note(d, _("Proven for every group of sex, school level, main cluster and age band: beginning + entered - left + moved in - moved out = end."));
}

static void foot(struct document *d, const struct monthly *m)
{
	char line[160], rows[RUPIAH_SIZE];
	if (m->audit_hash && *m->audit_hash) snprintf(line, sizeof line, _("Audit %s, %s rows"), m->audit_hash, rupiah_group(m->audit_rows, rows));
	else snprintf(line, sizeof line, "%s", _("Draft: the month is not closed"));
	document_footer(d, line);
	if (m->signature_count) {
		struct signature s[4];
		char place[160], day[40];
		for (int i = 0; i < m->signature_count; i++) s[i] = m->signatures[i];
		snprintf(place, sizeof place, "%s%s%s", m->place, *m->place ? ", " : "", day_text(m->signed_on, DATE_LONG, day, sizeof day));
		s[m->signature_count - 1].above = place;
		document_signatures(d, s, m->signature_count);
	}
}

struct document *monthly_document(const struct monthly *m)
{
	char month[40], title[200];
	day_text(m->month, DATE_MONTH, month, sizeof month);
	for (char *c = month; *c; c++)
		if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A'); /* titles stand in capitals; month names are plain letters */
	int used = m->revision ? snprintf(title, sizeof title, _("CORRECTED REPORT NO. %d"), m->revision) : 0;
	if (used) used += snprintf(title + used, sizeof title - (size_t)used, "\n");
	snprintf(title + used, sizeof title - (size_t)used, _("REPORT ON THE CHILDREN IN CARE, %s"), month);
	struct document *d = document_new(title);
	document_letterhead(d, m->kop1, m->kop2, m->kop3, m->address);
	document_demo(d, m->demo);
	document_date(d, m->signed_on);
	if (!m->closed) document_note(d, _("Draft: the month is not closed, figures may still change."));
	said(d, m->revision > 1 ? _("What differs from the report before") : _("What differs from the first report"), m->differences, m->difference_count);
	document_heading(d, _("Children in care"));
	total(d, m);
	for (int i = 0; i < MONTHLY_DIMENSIONS; i++) dimension(d, &m->by[i]);
	if (m->other_cluster_count) counts(d, _("Children who also belong to another cluster (not added to the sum)"), _("Further cluster"), m->other_clusters, m->other_cluster_count);
	proof(d, m);
	movements(d, m);
	if (m->reason_count) counts(d, _("Terminations by reason"), _("Reason"), m->reasons, m->reason_count);
	referrals(d, m);
	presence(d, m);
	money(d, m);
	last_month(d, m);
	said(d, _("Correction of last month"), m->corrections, m->correction_count);
	foot(d, m);
	return d;
}
