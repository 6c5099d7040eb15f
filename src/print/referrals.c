#include "src/print/referrals.h"

static const char *number(int n, struct arena *a)
{
	return arena_printf(a, "%d", n);
}

/* Average with one decimal and a comma, "-" when nothing was answered. */
static const char *average(int days, int n, struct arena *a)
{
	int tenths = n ? (days * 20 / n + 1) / 2 : 0;
	return n ? arena_printf(a, "%d,%d", tenths / 10, tenths % 10) : "-";
}

static void sum_row(struct document *d, const char *no, const struct referral_sum *s, bool total, struct arena *a)
{
	const char *cells[] = { no, head_region(s->district, a), number(s->opening, a), number(s->received, a), number(s->accepted, a), number(s->waiting_list, a), number(s->refused, a),
		number(s->withdrawn, a), number(s->open, a), average(s->waited_days, s->answered, a), number(s->longest, a) };
	(total ? document_row_total : document_row)(d, cells);
}

struct document *referrals_document(const struct referrals_recap *r)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Kabupaten/kota", 20, ALIGN_LEFT, false }, { "Sisa lalu", 5, ALIGN_RIGHT, false }, { "Masuk", 5, ALIGN_RIGHT, false }, { "Terima", 6, ALIGN_RIGHT, false },
		{ "Tunggu", 6, ALIGN_RIGHT, false }, { "Tolak", 5, ALIGN_RIGHT, false }, { "Tarik", 5, ALIGN_RIGHT, false }, { "Belum", 5, ALIGN_RIGHT, false }, { "Rata hari", 5, ALIGN_RIGHT, false }, { "Maks hari", 4, ALIGN_RIGHT, false },
	};
	const struct column names[] = { { "No", 3, ALIGN_RIGHT, false }, { "Nomor", 11, ALIGN_LEFT, false }, { "Nama", 18, ALIGN_LEFT, false }, { "L/P", 3, ALIGN_CENTER, false }, { "Kabupaten/kota", 16, ALIGN_LEFT, false },
		{ "Diterima", 10, ALIGN_LEFT, false }, { "Keadaan", 12, ALIGN_LEFT, false }, { "Hari", 4, ALIGN_RIGHT, false } };
	struct arena *a = arena_new();
	struct referral_sum all = { .district = "Jumlah" };
	struct document *d = head_document(&r->head, arena_printf(a, "REKAPITULASI RUJUKAN PER KABUPATEN/KOTA\nBulan %s", head_month(r->month, a)));
	document_table(d, "A. Jumlah rujukan", columns, (int)COUNT(columns));
	for (int i = 0; i < r->sum_count; i++) {
		const struct referral_sum *s = &r->sums[i];
		sum_row(d, number(i + 1, a), s, false, a);
		all.opening += s->opening, all.received += s->received, all.accepted += s->accepted, all.waiting_list += s->waiting_list, all.refused += s->refused, all.withdrawn += s->withdrawn;
		all.open += s->open, all.waited_days += s->waited_days, all.answered += s->answered;
		all.longest = s->longest > all.longest ? s->longest : all.longest;
	}
	sum_row(d, "", &all, true, a);
	document_note(d, "Sisa lalu + masuk = terima + tunggu + tolak + tarik + belum dijawab. Hari: hari kalender sejak surat diterima sampai dijawab, atau sampai akhir bulan.");
	if (r->line_count)
		document_table(d, "B. Rujukan pada bulan ini", names, (int)COUNT(names));
	for (int i = 0; i < r->line_count; i++) {
		const struct referral_line *l = &r->lines[i];
		document_row(d, (const char *[]){ number(i + 1, a), l->number, l->name, l->sex, head_region(l->district, a), head_short(l->since, a), l->state, number(l->waited, a) });
	}
	struct signature s = head_signature(head_place_date(&r->head, a), &r->chief, r->chief_title, a);
	document_signatures(d, &s, 1);
	document_footer(d, arena_printf(a, "Rekap rujukan %s - %s", head_month(r->month, a), r->head.panti));
	arena_free(a);
	return d;
}
