#include "src/print/labour.h"

static const char *number(int n, struct arena *a)
{
	return arena_printf(a, "%d", n);
}

static void years_table(struct document *d, const struct labour_report *r, struct arena *a)
{
	const struct column columns[] = {
		{ "Tahun", 6, ALIGN_LEFT, false }, { "Anak ditapis", 7, ALIGN_RIGHT, false }, { "Bukan", 6, ALIGN_RIGHT, false }, { "Ringan", 6, ALIGN_RIGHT, false }, { "Pekerja anak", 8, ALIGN_RIGHT, false },
		{ "PASB", 5, ALIGN_RIGHT, false }, { "L", 4, ALIGN_RIGHT, false }, { "P", 4, ALIGN_RIGHT, false }, { "L/P tak dicatat", 8, ALIGN_RIGHT, false }, { "Anak bekerja", 8, ALIGN_RIGHT, false },
	};
	struct labour_year_line all = { 0 };
	document_table(d, "A. Anak yang ditemukan bekerja menurut tahun", columns, (int)COUNT(columns));
	for (int i = 0; i < r->year_count; i++) {
		const struct labour_year_line *y = &r->years[i];
		document_row(d, (const char *[]){ number(y->year, a), number(y->screened, a), number(y->not_worker, a), number(y->light, a), number(y->child, a), number(y->worst, a), number(y->male, a), number(y->female, a),
			number(y->unknown, a), number(y->child + y->worst, a) });
		all.screened += y->screened, all.not_worker += y->not_worker, all.light += y->light, all.child += y->child, all.worst += y->worst, all.male += y->male, all.female += y->female, all.unknown += y->unknown;
	}
	document_row_total(d, (const char *[]){ "Jumlah", number(all.screened, a), number(all.not_worker, a), number(all.light, a), number(all.child, a), number(all.worst, a), number(all.male, a), number(all.female, a),
		number(all.unknown, a), number(all.child + all.worst, a) });
	document_note(d, "Anak bekerja = pekerja anak + bentuk terburuk (PASB); L dan P adalah anak bekerja. Seorang anak yang ditapis beberapa kali dalam setahun (anak asuh atau laporan yang sama) dihitung sekali,"
	                 " dengan hasil terberat tahun itu; yang ditapis di beberapa tahun dihitung di setiap tahun. Penapisan yang dibatalkan tidak dihitung.");
}

static void ages_table(struct document *d, const struct labour_report *r, struct arena *a)
{
	const struct column columns[] = { { "Tahun", 8, ALIGN_LEFT, false }, { "Di bawah 13", 12, ALIGN_RIGHT, false }, { "13-14 tahun", 12, ALIGN_RIGHT, false }, { "15-17 tahun", 12, ALIGN_RIGHT, false }, { "Jumlah", 12, ALIGN_RIGHT, false } };
	document_table(d, "B. Anak bekerja menurut usia saat ditapis", columns, (int)COUNT(columns));
	for (int i = 0; i < r->year_count; i++) {
		const struct labour_year_line *y = &r->years[i];
		document_row(d, (const char *[]){ number(y->year, a), number(y->under_13, a), number(y->to_14, a), number(y->to_17, a), number(y->child + y->worst, a) });
	}
}

static void sectors_table(struct document *d, const struct labour_report *r, struct arena *a)
{
	const struct column columns[] = {
		{ "Sektor", 22, ALIGN_LEFT, false }, { "Perbu- dakan", 7, ALIGN_RIGHT, false }, { "Seksual", 7, ALIGN_RIGHT, false }, { "Narkoba", 7, ALIGN_RIGHT, false }, { "Memba- hayakan", 8, ALIGN_RIGHT, false },
		{ "PASB lain", 5, ALIGN_RIGHT, false }, { "Bukan PASB", 6, ALIGN_RIGHT, false }, { "Jumlah", 6, ALIGN_RIGHT, false },
	};
	struct labour_sector_line all = { .sector = "Jumlah" };
	document_table(d, arena_printf(a, "C. Jenis bentuk terburuk (PASB) menurut sektor, tahun %d", r->detail), columns, (int)COUNT(columns));
	for (int i = 0; i <= r->sector_count; i++) {
		const struct labour_sector_line *s = i < r->sector_count ? &r->sectors[i] : &all;
		const char *cells[] = { s->sector, number(s->slavery, a), number(s->sexual, a), number(s->drugs, a), number(s->harm, a), number(s->other, a), number(s->child, a),
			number(s->slavery + s->sexual + s->drugs + s->harm + s->other + s->child, a) };
		(i < r->sector_count ? document_row : document_row_total)(d, cells);
		if (i < r->sector_count) all.slavery += s->slavery, all.sexual += s->sexual, all.drugs += s->drugs, all.harm += s->harm, all.other += s->other, all.child += s->child;
	}
}

static void risks_table(struct document *d, const struct labour_report *r, struct arena *a)
{
	const struct column columns[] = { { "No", 4, ALIGN_RIGHT, false }, { "Risiko di tempat kerja", 40, ALIGN_LEFT, false }, { "Anak", 8, ALIGN_RIGHT, false } };
	document_table(d, arena_printf(a, "D. Risiko yang dihadapi anak bekerja, tahun %d", r->detail), columns, (int)COUNT(columns));
	for (int i = 0; i < r->risk_count; i++) document_row(d, (const char *[]){ number(i + 1, a), r->risks[i].risk, number(r->risks[i].count, a) });
	document_note(d, "Seorang anak dapat menghadapi beberapa risiko.");
}

struct document *labour_document(const struct labour_report *r)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&r->head, arena_printf(a, "PEKERJA ANAK PER TAHUN\n%s", r->area));
	const char **labels = arena_array(a, const char *, r->year_count + 1);
	int64_t *values = arena_array(a, int64_t, r->year_count + 1);
	for (int i = 0; i < r->year_count; i++) {
		labels[i] = number(r->years[i].year, a);
		values[i] = r->years[i].child + r->years[i].worst;
	}
	years_table(d, r, a);
	document_chart(d, "Anak bekerja", labels, values, r->year_count);
	ages_table(d, r, a);
	if (r->sector_count) sectors_table(d, r, a);
	if (r->risk_count) risks_table(d, r, a);
	if (r->detail && !r->sector_count) document_paragraph(d, arena_printf(a, "Tahun %d: tidak ada anak yang ditemukan bekerja.", r->detail));
	document_note(d, "Dasar: empat indikator pekerja anak (bekerja setiap hari, dieksploitasi, jam kerja panjang, sekolah terganggu); UU 13/2003 Pasal 68-70 dan 74; UU 20/1999 (ILO C138); UU 1/2000 (ILO C182).");
	struct signature s = head_signature(head_place_date(&r->head, a), &r->chief, r->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Pekerja anak per tahun - %s", r->head.panti));
	arena_free(a);
	return d;
}
