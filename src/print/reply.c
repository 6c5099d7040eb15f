#include "src/print/reply.h"

static const char *decision(const struct reply *r, struct arena *a)
{
	const char *on = head_date(r->decided_on, a);
	switch (r->answer) {
	case REPLY_ACCEPTED:
		return arena_printf(a, "Berdasarkan asesmen awal, anak tersebut DITERIMA di %s (keputusan tanggal %s). Kami mohon anak diantar oleh petugas Dinas Sosial atau keluarga dengan membawa dokumen asli: "
			"akta kelahiran, kartu keluarga, rapor dan surat pindah sekolah, kartu jaminan kesehatan serta surat keterangan sehat. Waktu penyerahan disepakati lebih dahulu dengan pekerja sosial kami.%s", r->head.panti, on,
			r->place_until != DATE_NONE ? arena_printf(a, " Tempat bagi anak kami simpan sampai dengan %s.", head_date(r->place_until, a)) : "");
	case REPLY_PLACED:
		return arena_printf(a, "Anak tersebut DITERIMA di %s (keputusan tanggal %s) dan sejak %s diasuh dengan nomor induk %s. Perkembangan anak kami laporkan secara berkala.", r->head.panti, on,
			head_date(r->placed_on, a), head_or(r->register_no, "-"));
	case REPLY_WAITING:
		return arena_printf(a, "Berdasarkan asesmen awal, anak tersebut memenuhi syarat, tetapi belum ada tempat di %s%s. Anak masuk DAFTAR TUNGGU kami%s (keputusan tanggal %s). "
			"Kami memberi kabar segera setelah ada tempat; bila keadaan anak mendesak, kami sarankan rujukan ke lembaga lain sementara waktu.", r->head.panti, *head_or(r->reason, "") ? arena_printf(a, " karena: %s", r->reason) : "",
			r->queue_place ? arena_printf(a, " pada nomor urut %d dari %d", r->queue_place, r->queue_of) : "", on);
	case REPLY_REFUSED:
		return arena_printf(a, "Dengan menyesal kami sampaikan bahwa anak tersebut BELUM DAPAT DITERIMA di %s (keputusan tanggal %s) karena: %s. "
			"Kami bersedia membantu mencari lembaga lain yang sesuai dengan kebutuhan anak.", r->head.panti, on, head_or(r->reason, "-"));
	}
	BUG("an answer without words");
}

static const char *answered(const struct reply *r, struct arena *a)
{
	const char *number = *head_or(r->letter_no, "") ? arena_printf(a, " nomor %s", r->letter_no) : "";
	const char *date = r->letter_date != DATE_NONE ? arena_printf(a, " tanggal %s", head_date(r->letter_date, a)) : "";
	const char *received = r->received_on != DATE_NONE ? arena_printf(a, " yang kami terima tanggal %s", head_date(r->received_on, a)) : "";
	return arena_printf(a, "Menjawab surat Saudara%s%s%s perihal rujukan anak:", number, date, received);
}

struct document *reply_document(const struct reply *r)
{
	struct arena *a = arena_new();
	struct document *d = head_document(&r->head, "");
	document_reference(d, "Nomor", head_or(r->number, ".................."));
	document_reference(d, "Sifat", "Rahasia");
	document_reference(d, "Lampiran", "-");
	document_reference(d, "Perihal", "Jawaban atas rujukan anak");
	document_space(d);
	document_paragraph(d, arena_printf(a, "Kepada Yth.\n%s\ndi %s", r->to, head_or(r->at, "tempat")));
	document_paragraph(d, "Dengan hormat,");
	document_paragraph(d, answered(r, a));
	document_pair(d, "Nama anak", r->name);
	document_pair(d, "NIK", head_or(r->nik, "belum punya"));
	document_pair(d, "Tempat, tanggal lahir", head_or(r->birth, "-"));
	document_pair(d, "Jenis kelamin", r->sex);
	document_space(d);
	document_paragraph(d, decision(r, a));
	document_paragraph(d, "Demikian kami sampaikan. Atas kerja sama Saudara kami ucapkan terima kasih.");
	struct signature s = head_signature(head_place_date(&r->head, a), &r->chief, r->chief_title, a);
	document_signatures(d, &s, 1);
	if (*head_or(r->copy_to, ""))
		document_paragraph(d, arena_printf(a, "Tembusan:\n%s", r->copy_to));
	document_footer(d, head_or(r->number, ""));
	arena_free(a);
	return d;
}
