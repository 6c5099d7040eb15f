#include "src/print/receipts.h"
#include "src/base/rupiah.h"

static const char *money(rupiah amount, struct arena *a)
{
	char text[RUPIAH_SIZE];
	return arena_dup(a, rupiah_group(amount, text));
}

/* Odd rows sign on the left, even ones on the right, so that hands have room. */
static const char *sign(int row, bool left, struct arena *a)
{
	return (row % 2 == 0) == left ? arena_printf(a, "%d ......", row + 1) : "";
}

static const char *who(const struct receipt_row *r, struct arena *a)
{
	return arena_printf(a, "%s\n%s", r->name, r->register_no);
}

static rupiah list(struct document *d, const struct receipts *r, struct arena *a)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Nama / No. Induk", 20, ALIGN_LEFT, false }, { "Kelas", 8, ALIGN_LEFT, false }, { "Hari", 5, ALIGN_RIGHT, false },
		{ "Jumlah (Rp)", 11, ALIGN_RIGHT, true }, { "Tanda", 9, ALIGN_LEFT, false }, { "tangan", 9, ALIGN_LEFT, false },
	};
	rupiah sum = 0;
	document_table(d, "", columns, (int)COUNT(columns));
	document_table_carry(d, true);
	document_row_height(d, 2);
	for (int i = 0; i < r->row_count; i++) {
		const struct receipt_row *w = &r->rows[i];
		sum += w->amount;
		document_row(d, (const char *[]){ arena_printf(a, "%d", i + 1), who(w, a), w->level, arena_printf(a, "%d/%d", w->days, w->period_days), money(w->amount, a), sign(i, true, a), sign(i, false, a) });
	}
	document_row_total(d, (const char *[]){ "", "Jumlah seluruhnya", "", "", money(sum, a), "", "" });
	return sum;
}

static void levels(struct document *d, const struct receipts *r, rupiah sum, struct arena *a)
{
	const struct column columns[] = { { "Jenjang", 24, ALIGN_LEFT, false }, { "Anak", 6, ALIGN_RIGHT, false }, { "Jumlah (Rp)", 14, ALIGN_RIGHT, false } };
	int children = 0;
	document_table(d, "Rekapitulasi per jenjang", columns, 3);
	for (int i = 0; i < r->level_count; i++) {
		children += r->levels[i].children;
		document_row(d, (const char *[]){ r->levels[i].label, arena_printf(a, "%d", r->levels[i].children), money(r->levels[i].amount, a) });
	}
	document_row_total(d, (const char *[]){ "Jumlah", arena_printf(a, "%d", children), money(sum, a) });
}

static void held(struct document *d, const struct receipts *r, struct arena *a)
{
	const struct column columns[] = { { "Nama / No. Induk", 28, ALIGN_LEFT, false }, { "Jumlah (Rp)", 12, ALIGN_RIGHT, false }, { "Alasan", 30, ALIGN_LEFT, false } };
	document_table(d, "Ditahan (tidak termasuk jumlah di atas)", columns, 3);
	for (int i = 0; i < r->held_count; i++)
		document_row(d, (const char *[]){ who(&r->held[i], a), money(r->held[i].amount, a), r->held[i].note });
}

static void signatures(struct document *d, const struct receipts *r, struct arena *a)
{
	struct signature s[] = {
		head_signature("Mengetahui,", &r->chief, r->chief_title, a),
		head_signature(arena_printf(a, "%s\nYang membayarkan,", head_place_date(&r->head, a)), &r->treasurer, r->treasurer_title, a),
	};
	document_signatures(d, s, 2);
}

static void deposits(struct document *d, const struct receipts *r, struct arena *a)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Nama / No. Induk", 28, ALIGN_LEFT, false }, { "Setoran (Rp)", 12, ALIGN_RIGHT, true }, { "Tanda", 12, ALIGN_LEFT, false }, { "tangan", 12, ALIGN_LEFT, false },
	};
	rupiah sum = 0;
	int n = 0;
	document_page_break(d);
	document_heading(d, arena_printf(a, "Daftar Setoran Tabungan Anak Bulan %s", head_month(r->month, a)));
	document_paragraph(d, "Setelah menerima uang saku secara penuh, anak di bawah ini dengan persetujuannya sendiri atau persetujuan wali menyetor sebagian ke tabungan atas namanya. "
		"Tabungan adalah milik anak dan dibayarkan seluruhnya pada akhir masa asuh.");
	document_table(d, "", columns, (int)COUNT(columns));
	document_table_carry(d, true);
	document_row_height(d, 2);
	for (int i = 0; i < r->row_count; i++) {
		if (r->rows[i].deposit <= 0)
			continue;
		sum += r->rows[i].deposit;
		document_row(d, (const char *[]){ arena_printf(a, "%d", n + 1), who(&r->rows[i], a), money(r->rows[i].deposit, a), sign(n, true, a), sign(n, false, a) });
		n++;
	}
	document_row_total(d, (const char *[]){ "", "Jumlah seluruhnya", money(sum, a), "", "" });
	document_pair(d, "Terbilang", head_money(sum, a));
	signatures(d, r, a);
}

struct document *receipts_document(const struct receipts *r)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&r->head, arena_printf(a, "DAFTAR PENERIMA UANG SAKU ANAK ASUH\nBulan %s", head_month(r->month, a)));
	bool saving = false;
	for (int i = 0; i < r->row_count; i++)
		saving = saving || r->rows[i].deposit > 0;
	document_reference(d, "Sumber dana", head_or(r->fund, "-"));
	rupiah sum = list(d, r, a);
	document_pair(d, "Terbilang", head_money(sum, a));
	document_pair(d, "Banyaknya", arena_printf(a, "%d anak", r->row_count));
	if (r->level_count)
		levels(d, r, sum, a);
	if (r->held_count)
		held(d, r, a);
	document_note(d, "Anak menerima jumlah penuh. Yang belum dapat menandatangani membubuhkan cap jempol, atau diwakili pengasuhnya.");
	signatures(d, r, a);
	if (saving)
		deposits(d, r, a);
	document_footer(d, arena_printf(a, "Uang saku %s - %s", head_month(r->month, a), r->head.panti));
	arena_free(a);
	return d;
}
