#include "src/print/partner_table.h"

struct document *partner_table_document(const struct partner_table *t)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Mitra", 21, ALIGN_LEFT, false }, { "Jenis", 15, ALIGN_LEFT, false }, { "Kontak", 18, ALIGN_LEFT, false },
		{ "Klaster yang diterima", 22, ALIGN_LEFT, false }, { "Tempat kosong", 12, ALIGN_LEFT, false }, { "Nomor MoU", 17, ALIGN_LEFT, false }, { "Berlaku sampai", 10, ALIGN_LEFT, false }, { "Keadaan MoU", 9, ALIGN_LEFT, false },
	};
	struct arena *a = arena_new();
	struct document *d = head_document(&t->head, arena_printf(a, "DAFTAR MITRA\nKeadaan tanggal %s", head_date(t->head.on, a)));
	document_landscape(d, true);
	document_table(d, "", columns, (int)COUNT(columns));
	for (int i = 0; i < t->count; i++) {
		const struct partner_line *l = &t->lines[i];
		document_row(d, (const char *[]){ arena_printf(a, "%d", i + 1), l->name, l->kind, arena_printf(a, "%s%s%s", l->contact, *l->contact && *l->phone ? ", " : "", l->phone), l->clusters, l->free, l->mou_no, l->mou_until, l->mou_state });
	}
	document_note(d, arena_printf(a, "%d mitra; MoU segera berakhir %d, sudah berakhir %d, tanpa MoU %d. Tempat kosong menurut keterangan mitra pada tanggalnya.", t->count, t->ending, t->ended, t->without));
	const struct signature s = head_signature(head_place_date(&t->head, a), &t->chief, t->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Daftar mitra - %s", t->head.panti));
	arena_free(a);
	return d;
}
