#include "src/print/book.h"
#include "src/base/rupiah.h"

static const char *money(rupiah amount, struct arena *a)
{
	char text[RUPIAH_SIZE];
	return arena_dup(a, rupiah_group(amount, text));
}

static const char *side(rupiah amount, struct arena *a)
{
	return amount ? money(amount, a) : "";
}

static void account(struct document *d, const struct account_book *b, const struct book_account *c, struct arena *a)
{
	const struct column columns[] = {
		{ "No", 3, ALIGN_RIGHT, false }, { "Tanggal", 10, ALIGN_LEFT, false }, { "Uraian", 0, ALIGN_LEFT, false },
		{ "Masuk (Rp)", 10, ALIGN_RIGHT, true }, { "Keluar (Rp)", 11, ALIGN_RIGHT, true }, { "Saldo (Rp)", 10, ALIGN_RIGHT, false },
	};
	rupiah in = 0, out = 0, balance = c->opening;
	document_table(d, c->caption, columns, (int)COUNT(columns));
	document_table_carry(d, true);
	if (b->opening_shown)
		document_row(d, (const char *[]){ "", "", "Saldo awal", "", "", money(c->opening, a) });
	for (int i = 0; i < c->row_count; i++) {
		const struct book_row *r = &c->rows[i];
		in += r->in;
		out += r->out;
		balance = r->balance;
		document_row(d, (const char *[]){ arena_printf(a, "%d", i + 1), head_short(r->on, a), r->words, side(r->in, a), side(r->out, a), money(r->balance, a) });
	}
	document_row_total(d, (const char *[]){ "", "", "Jumlah dan saldo akhir", money(in, a), money(out, a), money(balance, a) });
}

struct document *book_document(const struct account_book *b)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&b->head, b->title);
	for (int i = 0; i < b->pair_count; i++)
		document_pair(d, b->pairs[i].label, b->pairs[i].value);
	for (int i = 0; i < b->account_count; i++)
		account(d, b, &b->accounts[i], a);
	if (!b->account_count)
		document_paragraph(d, "Tidak ada kas yang tercatat.");
	struct signature s[] = {
		head_signature("Mengetahui,", &b->chief, b->chief_title, a),
		head_signature(head_place_date(&b->head, a), &b->treasurer, b->treasurer_title, a),
	};
	document_signatures(d, s, 2);
	document_footer(d, b->head.panti);
	arena_free(a);
	return d;
}
