#include "src/print/company.h"

static const char *number(int n, struct arena *a)
{
	return arena_printf(a, "%d", n);
}

static void statuses_table(struct document *d, const struct company_recap *r, struct arena *a)
{
	const struct column columns[] = { { "Keadaan laporan", 40, ALIGN_LEFT, false }, { "Tempat kerja", 14, ALIGN_RIGHT, false } };
	int all = 0;
	document_table(d, "A. Keadaan laporan", columns, (int)COUNT(columns));
	for (int i = 0; i < COMPANY_STATUS_LINES; i++) {
		document_row(d, (const char *[]){ r->statuses[i].status, number(r->statuses[i].count, a) });
		all += r->statuses[i].count;
	}
	document_row_total(d, (const char *[]){ "Jumlah", number(all, a) });
}

static void bands_table(struct document *d, const struct company_recap *r, struct arena *a)
{
	const struct column columns[] = {
		{ "Kelompok usia", 22, ALIGN_LEFT, false }, { "Lapor L", 8, ALIGN_RIGHT, false }, { "Lapor P", 8, ALIGN_RIGHT, false }, { "Lapor jumlah", 8, ALIGN_RIGHT, false },
		{ "Temu L", 8, ALIGN_RIGHT, false }, { "Temu P", 8, ALIGN_RIGHT, false }, { "Temu jumlah", 8, ALIGN_RIGHT, false },
	};
	struct company_band_line all = { .band = "Jumlah" };
	document_table(d, "B. Tenaga kerja menurut usia", columns, (int)COUNT(columns));
	for (int i = 0; i <= COMPANY_BAND_LINES; i++) {
		const struct company_band_line *b = i < COMPANY_BAND_LINES ? &r->bands[i] : &all;
		const char *cells[] = { b->band, number(b->reported[0], a), number(b->reported[1], a), number(b->reported[0] + b->reported[1], a), number(b->found[0], a), number(b->found[1], a), number(b->found[0] + b->found[1], a) };
		(i < COMPANY_BAND_LINES ? document_row : document_row_total)(d, cells);
		for (int s = 0; s < 2 && i < COMPANY_BAND_LINES; s++) {
			all.reported[s] += b->reported[s];
			all.found[s] += b->found[s];
		}
	}
	document_note(d, arena_printf(a, "Lapor: angka dari semua laporan yang masuk. Temu: angka hasil kroscek di tempat, dari %d tempat kerja yang sudah dikroscek.", r->checked));
}

static void lines_table(struct document *d, const struct company_recap *r, struct arena *a)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Tempat kerja", 24, ALIGN_LEFT, false }, { "Sektor", 13, ALIGN_LEFT, false }, { "Diterima", 10, ALIGN_LEFT, false }, { "Anak <18", 5, ALIGN_RIGHT, false }, { "Semua", 6, ALIGN_RIGHT, false }, { "Keadaan", 11, ALIGN_LEFT, false },
	};
	document_table(d, "C. Setiap tempat kerja", columns, (int)COUNT(columns));
	for (int i = 0; i < r->line_count; i++) {
		const struct company_line *l = &r->lines[i];
		document_row(d, (const char *[]){ number(i + 1, a), l->name, l->sector, l->reported ? head_short(l->received, a) : "", l->reported ? number(l->children, a) : "", l->reported ? number(l->total, a) : "", l->status });
	}
}

static void late_table(struct document *d, const struct company_recap *r, struct arena *a)
{
	const struct column columns[] = { { "No", 3, ALIGN_RIGHT, false }, { "Tempat kerja", 26, ALIGN_LEFT, false }, { "Kontak", 24, ALIGN_LEFT, false }, { "Hari terlambat", 9, ALIGN_RIGHT, false }, { "Surat pengingat", 9, ALIGN_RIGHT, false } };
	int n = 0;
	for (int i = 0; i < r->line_count; i++) {
		const struct company_line *l = &r->lines[i];
		if (!l->late) continue;
		if (!n++) document_table(d, "D. Yang terlambat", columns, (int)COUNT(columns));
		document_row(d, (const char *[]){ number(n, a), l->name, l->contact, number(l->late_days, a), number(l->reminders, a) });
	}
}

static void differences_table(struct document *d, const struct company_recap *r, struct arena *a)
{
	const struct column columns[] = { { "No", 3, ALIGN_RIGHT, false }, { "Tempat kerja", 28, ALIGN_LEFT, false }, { "Kelompok usia", 18, ALIGN_LEFT, false }, { "Lapor", 7, ALIGN_RIGHT, false }, { "Temu", 7, ALIGN_RIGHT, false }, { "Temu - lapor", 8, ALIGN_RIGHT, false } };
	if (!r->difference_count) return;
	document_table(d, "E. Selisih antara laporan dan temuan", columns, (int)COUNT(columns));
	for (int i = 0; i < r->difference_count; i++) {
		const struct company_difference *x = &r->differences[i];
		document_row(d, (const char *[]){ number(i + 1, a), x->name, x->band, number(x->reported, a), number(x->found, a), number(x->found - x->reported, a) });
	}
}

static void findings_table(struct document *d, const struct company_recap *r, struct arena *a)
{
	const struct column columns[] = { { "No", 3, ALIGN_RIGHT, false }, { "Tempat kerja", 26, ALIGN_LEFT, false }, { "Temuan", 32, ALIGN_LEFT, false }, { "Laporan masyarakat", 12, ALIGN_LEFT, false } };
	if (!r->finding_count) return;
	document_table(d, "F. Temuan yang ditindaklanjuti", columns, (int)COUNT(columns));
	for (int i = 0; i < r->finding_count; i++) document_row(d, (const char *[]){ number(i + 1, a), r->findings[i].name, r->findings[i].what, head_or(r->findings[i].community, "belum dibuat") });
}

struct document *company_recap_document(const struct company_recap *r)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&r->head, arena_printf(a, "LAPORAN TRIWULAN PERUSAHAAN\n%s", r->quarter));
	document_paragraph(d, arena_printf(a, "Jatuh tempo laporan: %s.", head_date(r->due, a)));
	statuses_table(d, r, a);
	bands_table(d, r, a);
	if (r->line_count) lines_table(d, r, a);
	late_table(d, r, a);
	differences_table(d, r, a);
	findings_table(d, r, a);
	struct signature s = head_signature(head_place_date(&r->head, a), &r->chief, r->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Laporan triwulan perusahaan - %s - %s", r->quarter, r->head.panti));
	arena_free(a);
	return d;
}

struct document *company_reminder_document(const struct company_reminder_letter *l)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&l->head, "");
	document_reference(d, "Nomor", head_or(l->number, ".................."));
	document_reference(d, "Sifat", "Segera");
	document_reference(d, "Lampiran", "-");
	document_reference(d, "Perihal", arena_printf(a, "Pengingat%s laporan triwulan tenaga kerja", l->times > 1 ? arena_printf(a, " ke-%d", l->times) : ""));
	document_space(d);
	document_paragraph(d, arena_printf(a, "Kepada Yth.\nPimpinan %s\n%s", l->name, *head_or(l->address, "") ? l->address : "di tempat"));
	document_paragraph(d, "Dengan hormat,");
	document_paragraph(d, arena_printf(a, "Laporan jumlah tenaga kerja menurut usia untuk %s sampai hari ini belum kami terima. Laporan itu jatuh tempo pada %s dan kini terlambat %d hari.", l->quarter, head_date(l->due, a), l->days));
	document_paragraph(d, "Kami mohon laporan segera dikirim, memuat jumlah tenaga kerja laki-laki dan perempuan pada kelompok usia:");
	document_paragraph(d, "1. di bawah 13 tahun;\n2. 13-14 tahun;\n3. 15-17 tahun;\n4. 18 tahun ke atas.");
	document_paragraph(d, "Bila tidak ada tenaga kerja di bawah 18 tahun, tulis nihil (0). Angka yang dilaporkan dapat dikroscek di tempat kerja.");
	document_paragraph(d, arena_printf(a, "Demikian kami sampaikan%s%s. Atas perhatian Saudara kami ucapkan terima kasih.", *head_or(l->phone, "") ? "; keterangan lebih lanjut melalui telepon " : "", head_or(l->phone, "")));
	struct signature s = head_signature(head_place_date(&l->head, a), &l->chief, l->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, head_or(l->number, ""));
	arena_free(a);
	return d;
}
