#include "src/print/out_letter.h"

#include <string.h>

enum { SHORT = 140 }; /* letters of purpose and address: beyond them the slip stands on a page of its own, never cut in two */

static const char dots[] = "........................................";

static void slip(struct document *d, const struct out_letter *o, struct arena *a)
{
	if (strlen(o->purpose) + strlen(o->address) > SHORT) document_page_break(d);
	else document_paragraph(d, "- - - - - - - - - - - - - -  gunting di sini  - - - - - - - - - - - - - -");
	document_heading(d, "LEMBAR BALIKAN RUJUKAN");
	document_paragraph(d, arena_printf(a, "Diisi oleh mitra, dikembalikan kepada %s%s%s.", o->head.panti, *head_or(o->head.address, "") ? ", " : "", head_or(o->head.address, "")));
	document_pair(d, "Rujukan", arena_printf(a, "%s, surat nomor %s", o->referral, head_or(o->number, "..................")));
	document_pair(d, "Anak", arena_printf(a, "%s (nomor induk %s)", o->name, head_or(o->register_no, "-")));
	document_pair(d, "Layanan yang diminta", o->service);
	document_pair(d, "Jawaban", "[  ] DITERIMA   [  ] DITOLAK, karena ............");
	document_pair(d, "Layanan yang diberikan", dots);
	document_pair(d, "Tanggal jawaban/selesai", "................. / .................");
	document_pair(d, "Nama dan jabatan", dots);
	document_pair(d, "Tanda tangan dan cap", dots);
}

struct document *out_letter_document(const struct out_letter *o)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&o->head, "");
	document_reference(d, "Nomor", head_or(o->number, ".................."));
	document_reference(d, "Sifat", o->urgent ? "Rahasia, segera" : "Rahasia");
	document_reference(d, "Lampiran", "1 lembar balikan");
	document_reference(d, "Perihal", "Rujukan anak asuh");
	document_paragraph(d, arena_printf(a, "Kepada Yth.\nPimpinan %s\ndi %s", o->to, head_or(o->address, "tempat")));
	document_paragraph(d, "Dengan hormat,");
	document_paragraph(d, arena_printf(a, "Bersama ini kami merujuk anak asuh %s berikut untuk mendapat layanan dari lembaga Saudara:", o->head.panti));
	document_pair(d, "Nama anak", o->name);
	document_pair(d, "Nomor induk", head_or(o->register_no, "-"));
	document_pair(d, "Jenis kelamin, lahir", *head_or(o->birth, "") ? arena_printf(a, "%s, %s", o->sex, o->birth) : o->sex);
	document_pair(d, "Layanan yang diminta", o->service);
	document_pair(d, "Keperluan", head_or(o->purpose, "disampaikan langsung oleh pekerja sosial kami"));
	document_space(d);
	document_paragraph(d, arena_printf(a, "Kami mohon lembar balikan terlampir diisi dan dikembalikan paling lambat %d hari sejak tanggal surat ini. Keterangan: %s%s%s%s. "
		"Data anak ini rahasia, hanya untuk layanan tersebut. Terima kasih atas kerja sama Saudara.", o->answer_days, head_or(o->worker.name, "pekerja sosial kami"), *head_or(o->worker.name, "") ? " (pekerja sosial)" : "",
		*head_or(o->phone, "") ? ", telepon " : "", head_or(o->phone, "")));
	const struct signature s = head_signature(head_place_date(&o->head, a), &o->chief, o->chief_title, a);
	document_signatures(d, &s, 1);
	slip(d, o, a);
	document_footer(d, arena_printf(a, "%s %s", o->referral, head_or(o->number, "")));
	arena_free(a);
	return d;
}
