#include "src/print/education.h"
#include <string.h>

struct count { int n[LEVELS][SEXES]; };

static const char *number(int n, struct arena *a)
{
	return arena_printf(a, "%d", n);
}

static void add(struct count *sum, const struct education_row *r)
{
	for (int l = 0; l < LEVELS; l++)
		for (int s = 0; s < SEXES; s++)
			sum->n[l][s] += r->n[l][s];
}

/* Children of one printed column (SD, SMP/MTs, SMA/SMK); COLUMN_NONE: of all three. */
static int of_column(const int n[LEVELS][SEXES], enum school_column column, int sex)
{
	int sum = 0;
	for (int l = 0; l < LEVELS; l++)
		if (column == COLUMN_NONE ? school_levels[l].column != COLUMN_NONE : school_levels[l].column == column)
			sum += n[l][sex];
	return sum;
}

static void level_row(struct document *d, const char *label, int l, int p, bool total, struct arena *a)
{
	const char *cells[] = { label, number(l, a), number(p, a), number(l + p, a) };
	(total ? document_row_total : document_row)(d, cells);
}

static void levels_table(struct document *d, const struct education *e, const struct count *sum, struct arena *a)
{
	const struct column columns[] = { { "Jenjang", 38, ALIGN_LEFT, false }, { "L", 7, ALIGN_RIGHT, false }, { "P", 7, ALIGN_RIGHT, false }, { "Jumlah", 9, ALIGN_RIGHT, false } };
	int all[SEXES] = { 0, 0 };
	document_table(d, "A. Menurut jenjang pendidikan", columns, 4);
	for (int c = 0; c < COLUMNS; c++)
		level_row(d, school_column_label((enum school_column)c), of_column(sum->n, (enum school_column)c, SEX_L), of_column(sum->n, (enum school_column)c, SEX_P), false, a);
	level_row(d, "Jumlah SD, SMP/MTs, SMA/SMK", of_column(sum->n, COLUMN_NONE, SEX_L), of_column(sum->n, COLUMN_NONE, SEX_P), true, a);
	for (int l = 0; l < LEVELS; l++) {
		for (int s = 0; s < SEXES; s++)
			all[s] += sum->n[l][s];
		if (school_levels[l].column == COLUMN_NONE && sum->n[l][SEX_L] + sum->n[l][SEX_P] > 0)
			level_row(d, e->level_label[l], sum->n[l][SEX_L], sum->n[l][SEX_P], false, a);
	}
	level_row(d, "Jumlah seluruh anak", all[SEX_L], all[SEX_P], true, a);
	if (e->waiting[SEX_L] + e->waiting[SEX_P] > 0)
		document_note(d, arena_printf(a, "Termasuk %d anak (L %d, P %d) yang sudah lulus dan menunggu masuk sekolah berikutnya; dihitung pada jenjang terakhirnya.",
			e->waiting[SEX_L] + e->waiting[SEX_P], e->waiting[SEX_L], e->waiting[SEX_P]));
}

static void district_row(struct document *d, const char *no, const char *label, const int n[LEVELS][SEXES], bool total, struct arena *a)
{
	const char *cells[2 + 2 * COLUMNS + 4] = { no, label };
	int k = 2, other = 0, all[SEXES] = { 0, 0 };
	for (int c = 0; c < COLUMNS; c++)
		for (int s = 0; s < SEXES; s++)
			cells[k++] = number(of_column(n, (enum school_column)c, s), a);
	for (int l = 0; l < LEVELS; l++)
		for (int s = 0; s < SEXES; s++) {
			all[s] += n[l][s];
			other += school_levels[l].column == COLUMN_NONE ? n[l][s] : 0;
		}
	cells[k++] = number(other, a);
	for (int s = 0; s < SEXES; s++)
		cells[k++] = number(all[s], a);
	cells[k] = number(all[SEX_L] + all[SEX_P], a);
	(total ? document_row_total : document_row)(d, cells);
}

static void districts_table(struct document *d, const struct education *e, const struct count *sum, struct arena *a)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Kabupaten/kota pengirim", 25, ALIGN_LEFT, false },
		{ "SD L", 3, ALIGN_RIGHT, false }, { "SD P", 3, ALIGN_RIGHT, false }, { "SMP L", 4, ALIGN_RIGHT, false }, { "SMP P", 4, ALIGN_RIGHT, false },
		{ "SMA L", 4, ALIGN_RIGHT, false }, { "SMA P", 4, ALIGN_RIGHT, false }, { "Lain", 4, ALIGN_RIGHT, false },
		{ "Jml L", 4, ALIGN_RIGHT, false }, { "Jml P", 4, ALIGN_RIGHT, false }, { "Jml", 5, ALIGN_RIGHT, false },
	};
	document_table(d, "B. Menurut kabupaten/kota pengirim", columns, (int)COUNT(columns));
	for (int i = 0; i < e->row_count; i++)
		district_row(d, number(i + 1, a), head_region(e->rows[i].district, a), e->rows[i].n, false, a);
	district_row(d, "", "Jumlah", sum->n, true, a);
	document_note(d, "SMP termasuk MTs; SMA termasuk MA dan SMK. Lain: belum sekolah, PAUD, perguruan tinggi, putus sekolah, tamat.");
}

struct document *education_document(const struct education *e)
{
	struct arena *a = arena_new();
	struct count sum = { { { 0 } } };
	const char *year = *head_or(e->year, "") ? arena_printf(a, " - Tahun Ajaran %s", e->year) : "";
	struct document *d = head_document(&e->head, arena_printf(a, "REKAPITULASI PENDIDIKAN ANAK ASUH\nKeadaan tanggal %s%s", head_date(e->day, a), year));
	for (int i = 0; i < e->row_count; i++)
		add(&sum, &e->rows[i]);
	levels_table(d, e, &sum, a);
	districts_table(d, e, &sum, a);
	struct signature s = head_signature(head_place_date(&e->head, a), &e->chief, e->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Rekapitulasi pendidikan %s - %s", head_short(e->day, a), e->head.panti));
	arena_free(a);
	return d;
}
