#include "src/print/funnel.h"

static const char *const stages[FUNNEL_STAGES] = { "Dilaporkan", "Ditemukan", "Bersedia", "Dirujuk", "Ditempatkan", "Masih diasuh" };

static const char *number(int n, struct arena *a)
{
	return arena_printf(a, "%d", n);
}

/* Whole per cent, half up; "-" of nothing. */
static const char *share(int part, int whole, struct arena *a)
{
	return whole ? arena_printf(a, "%d%%", (part * 200 / whole + 1) / 2) : "-";
}

static void figures(const struct funnel_line *l, const char **cells, struct arena *a)
{
	cells[0] = head_region(l->label, a);
	for (int i = 0; i < FUNNEL_STAGES; i++) cells[1 + i] = number(l->count[i], a);
}

static void group(struct document *d, const struct funnel_group *g, const struct funnel_line *all, struct arena *a)
{
	const struct column columns[] = { { g->column, 24, ALIGN_LEFT, false }, { "Lapor", 6, ALIGN_RIGHT, false }, { "Temu", 6, ALIGN_RIGHT, false }, { "Sedia", 6, ALIGN_RIGHT, false },
		{ "Rujuk", 6, ALIGN_RIGHT, false }, { "Tempat", 6, ALIGN_RIGHT, false }, { "Asuh", 6, ALIGN_RIGHT, false } };
	const char *cells[1 + FUNNEL_STAGES];
	_Static_assert(COUNT(columns) == 1 + FUNNEL_STAGES, "a column per stage");
	document_table(d, g->caption, columns, (int)COUNT(columns));
	for (int i = 0; i < g->n; i++) {
		figures(&g->lines[i], cells, a);
		document_row(d, cells);
	}
	figures(all, cells, a);
	document_row_total(d, cells);
}

struct document *funnel_document(const struct funnel_paper *f)
{
	const struct column columns[] = { { "Tahap", 16, ALIGN_LEFT, false }, { "Laporan", 8, ALIGN_RIGHT, false }, { "Dari tahap sebelum", 10, ALIGN_RIGHT, false }, { "Dari semua", 8, ALIGN_RIGHT, false },
		{ "Median hari", 8, ALIGN_RIGHT, false } };
	struct arena *a = arena_new();
	int64_t values[FUNNEL_STAGES];
	struct document *d = head_document(&f->head, arena_printf(a, "LAPORAN MASYARAKAT: DARI LAPORAN SAMPAI PENGASUHAN\n%s", f->period));
	document_table(d, "A. Tahap", columns, (int)COUNT(columns));
	for (int i = 0; i < FUNNEL_STAGES; i++) {
		const int n = f->all.count[i];
		values[i] = n;
		document_row(d, (const char *[]){ stages[i], number(n, a), i ? share(n, f->all.count[i - 1], a) : "", share(n, f->all.count[0], a), f->median[i] < 0 ? "-" : number(f->median[i], a) });
	}
	document_chart(d, "Laporan yang sampai ke tiap tahap", stages, values, FUNNEL_STAGES);
	for (int i = 0; i < f->group_count; i++) group(d, &f->groups[i], &f->all, a);
	document_note(d, arena_printf(a, "Dihitung: laporan yang diterima pada masa laporan, satu laporan satu anak, dan tahap yang dicapai sampai %s menurut catatan saat dicetak. "
		"Ditemukan: anak pernah ditemui. Bersedia: kesediaan terakhir anak dan keluarga. Dirujuk: rujukannya dibuat dan tidak ditarik. Ditempatkan: diterima panti. "
		"Masih diasuh: pada tanggal itu. Median hari: dari tahap sebelumnya, nilai tengah.", head_date(f->as_of, a)));
	struct signature s = head_signature(head_place_date(&f->head, a), &f->chief, f->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Laporan masyarakat %s - %s", f->period, f->head.panti));
	arena_free(a);
	return d;
}
