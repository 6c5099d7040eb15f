#include "src/print/register.h"
#include "src/base/buf.h"
#include <string.h>

/* One line per stay: "12-07-2019 Kota Samarinda". */
static const char *stays(const struct register_row *r, bool admission, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	for (int i = 0; i < r->stay_count; i++) {
		const struct register_stay *s = &r->stays[i];
		const char *words = admission ? s->from : s->reason;
		caldate on = admission ? s->admission : s->end;
		const char *day = on == DATE_NONE && r->stay_count == 1 ? "" : head_short(on, a);
		buf_printf(&b, "%s%s%s%s", i ? "\n" : "", day, on != DATE_NONE && words && *words ? " " : "", on != DATE_NONE ? head_region(head_or(words, ""), a) : "");
	}
	if (!admission && r->note && *r->note) buf_printf(&b, "%s%s", b.size ? "\n" : "", r->note);
	const char *out = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return out;
}

struct document *register_document(const struct register_book *b)
{
	const struct column columns[] = {
		{ "No", 4, ALIGN_RIGHT, false }, { "No. Induk", 9, ALIGN_LEFT, false }, { "Nama", 18, ALIGN_LEFT, false }, { "L/P", 3, ALIGN_CENTER, false },
		{ "Tempat, tanggal lahir", 14, ALIGN_LEFT, false }, { "NIK", 16, ALIGN_LEFT, false }, { "Orang tua (ayah/ibu)", 14, ALIGN_LEFT, false },
		{ "Alamat asal", 16, ALIGN_LEFT, false }, { "Masuk, dari", 12, ALIGN_LEFT, false }, { "Keluar, alasan", 12, ALIGN_LEFT, false },
	};
	struct arena *a = arena_new();
	struct document *d = head_document(&b->head, b->year ? arena_printf(a, "BUKU INDUK ANAK ASUH\nPenerimaan tahun %d", b->year) : "BUKU INDUK ANAK ASUH");
	int l = 0;
	document_landscape(d, true);
	document_table(d, "", columns, (int)COUNT(columns));
	for (int i = 0; i < b->row_count; i++) {
		const struct register_row *r = &b->rows[i];
		l += strcmp(r->sex, "L") == 0;
		document_row(d, (const char *[]){ arena_printf(a, "%d", i + 1), r->register_no, r->name, r->sex, r->birth, r->nik, r->parents, head_region(r->address, a), stays(r, true, a), stays(r, false, a) });
	}
	if (!b->row_count)
		document_paragraph(d, "Tidak ada anak yang tercatat.");
	document_pair(d, "Jumlah tercatat", arena_printf(a, "%d anak (L %d, P %d)", b->row_count, l, b->row_count - l));
	document_pair(d, arena_printf(a, "Masih diasuh %s", head_short(b->head.on, a)), arena_printf(a, "%d anak (L %d, P %d)", b->in_care_l + b->in_care_p, b->in_care_l, b->in_care_p));
	struct signature s = head_signature(head_place_date(&b->head, a), &b->chief, b->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Buku Induk - %s", b->head.panti));
	arena_free(a);
	return d;
}
