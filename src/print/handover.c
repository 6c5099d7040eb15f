#include "src/print/handover.h"

#define LINE "........................................"

static void party(struct document *d, const struct handover_party *p, const char *called, struct arena *a)
{
	document_pair(d, "Nama", head_or(p->name, LINE));
	document_pair(d, p->official ? "NIP" : "NIK/No. KTP", p->official ? head_or(head_nip(p->number, a), "-") : head_or(p->number, LINE));
	document_pair(d, p->official ? "Jabatan" : "Hubungan dengan anak", head_or(p->role, LINE));
	document_pair(d, "Alamat", head_or(p->address, LINE));
	document_paragraph(d, arena_printf(a, "selanjutnya disebut PIHAK %s.", called));
}

static void child(struct document *d, const struct handover *h, struct arena *a)
{
	document_pair(d, "Nama anak", h->name);
	document_pair(d, "Nomor induk", head_or(h->register_no, "-"));
	document_pair(d, "NIK", head_or(h->nik, "belum punya"));
	document_pair(d, "Tempat, tanggal lahir", head_or(h->birth, "-"));
	document_pair(d, "Jenis kelamin", h->sex);
	document_pair(d, "Agama", head_or(h->religion, "-"));
	document_pair(d, "Pendidikan", head_or(h->education, "-"));
	document_pair(d, "Orang tua (ayah/ibu)", head_or(h->parents, "-"));
	document_pair(d, "Alamat asal", head_or(h->address, "-"));
	if (*head_or(h->from, ""))
		document_pair(d, "Dirujuk oleh", h->from);
	if (h->admission)
		return;
	document_pair(d, "Masa asuh", arena_printf(a, "%s sampai dengan %s", head_date(h->admitted, a), head_date(h->head.on, a)));
	document_pair(d, "Alasan berakhir", head_or(h->reason, "-"));
	if (*head_or(h->note, ""))
		document_pair(d, "Keterangan", h->note);
}

static void papers(struct document *d, const struct handover *h, const char *caption, struct arena *a)
{
	const struct column columns[] = { { "No", 3, ALIGN_RIGHT, false }, { "Dokumen", 28, ALIGN_LEFT, false }, { "Diserahkan", 10, ALIGN_CENTER, false }, { "Keterangan", 26, ALIGN_LEFT, false } };
	if (!h->paper_count) {
		document_paragraph(d, "Tidak ada dokumen yang diserahkan.");
		return;
	}
	document_table(d, caption, columns, 4);
	for (int i = 0; i < h->paper_count; i++)
		document_row(d, (const char *[]){ arena_printf(a, "%d", i + 1), h->papers[i].label, h->papers[i].handed ? "ya" : "tidak", head_or(h->papers[i].note, h->papers[i].handed ? "" : "-") });
}

static void scores(struct document *d, const struct handover *h, struct arena *a)
{
	const struct column columns[] = { { "No", 3, ALIGN_RIGHT, false }, { "Indikator", 32, ALIGN_LEFT, false }, { "Hasil", 10, ALIGN_LEFT, false }, { "Bukti", 24, ALIGN_LEFT, false } };
	document_table(d, "Ringkasan indikator terminasi", columns, 4);
	for (int i = 0; i < h->score_count; i++)
		document_row(d, (const char *[]){ arena_printf(a, "%d", i + 1), h->scores[i].text, head_or(h->scores[i].score, "-"), head_or(h->scores[i].evidence, "-") });
}

static void admission_terms(struct document *d, const struct handover *h)
{
	document_heading(d, "Pasal 1");
	document_paragraph(d, "PIHAK PERTAMA menyerahkan anak tersebut kepada PIHAK KEDUA, dan PIHAK KEDUA menerimanya untuk diasuh, dilindungi, disekolahkan dan dipenuhi kebutuhan dasarnya selama masa asuh.");
	document_heading(d, "Pasal 2");
	document_paragraph(d, "Hubungan anak dengan orang tua dan keluarganya tetap terjaga. Kunjungan dan kepulangan sementara dilakukan dengan sepengetahuan PIHAK KEDUA.");
	document_heading(d, "Pasal 3");
	(void)h;
}

static void savings(struct document *d, const struct handover *h, struct arena *a)
{
	if (h->owed > 0)
		document_paragraph(d, arena_printf(a, "Tabungan anak sebesar %s masih disimpan panti dan tetap menjadi hak anak atau ahli warisnya.", head_money(h->owed, a)));
	else if (h->savings_shown)
		document_paragraph(d, h->savings > 0 ? arena_printf(a, "Tabungan anak telah dibayarkan seluruhnya sebesar %s dan diterima.", head_money(h->savings, a))
			: "Tidak ada tabungan anak yang masih harus dibayarkan.");
}

static void termination_terms(struct document *d, const struct handover *h, struct arena *a)
{
	document_heading(d, "Pasal 1");
	document_paragraph(d, "PIHAK PERTAMA mengakhiri masa asuh dan menyerahkan anak tersebut dalam keadaan baik kepada PIHAK KEDUA, dan PIHAK KEDUA menerimanya serta bertanggung jawab atas pengasuhan, "
		"perlindungan dan pendidikannya.");
	document_heading(d, "Pasal 2");
	document_paragraph(d, "PIHAK PERTAMA tetap melakukan bimbingan lanjut (pascalayanan) sesuai jadwal yang disepakati; PIHAK KEDUA memberi keterangan tentang keadaan anak.");
	document_heading(d, "Pasal 3");
	savings(d, h, a);
}

static void signatures(struct document *d, const struct handover *h, struct arena *a)
{
	struct print_person family = { "", head_or(h->admission ? h->giver.role : h->taker.role, ""), h->admission ? h->giver.name : h->taker.name, "", "" }, nobody = { "", "", "", "", "" };
	const struct print_person *first = h->admission ? &family : &h->chief, *second = h->admission ? &h->chief : &family;
	const char *first_title = h->admission ? "" : h->chief_title, *second_title = h->admission ? h->chief_title : "";
	struct signature s[] = {
		head_signature("PIHAK PERTAMA,", first, first_title, a),
		head_signature(arena_printf(a, "%s\nPIHAK KEDUA,", head_place_date(&h->head, a)), second, second_title, a),
		head_signature("Saksi 1,", &h->worker, h->worker_title, a),
		head_signature("Saksi 2,", &nobody, "", a),
	};
	document_signatures(d, s, 4);
}

/* Nobody receives the child: the record says how the stay ended, what the panti still keeps, and is signed by the panti alone. */
static struct document *unhanded_document(const struct handover *h, struct arena *a)
{
	struct document *d = head_document(&h->head, "BERITA ACARA PENGAKHIRAN MASA ASUH");
	document_reference(d, "Nomor", head_or(h->number, ".................."));
	document_paragraph(d, arena_printf(a, "Pada hari ini %s, bertempat di %s, yang bertanda tangan di bawah ini:", head_day_in_words(h->head.on, a), head_or(h->head.panti, h->head.place)));
	document_pair(d, "Nama", head_or(h->giver.name, LINE));
	document_pair(d, "NIP", head_or(head_nip(h->giver.number, a), "-"));
	document_pair(d, "Jabatan", head_or(h->giver.role, LINE));
	document_paragraph(d, "menerangkan bahwa masa asuh anak dengan data berikut telah berakhir:");
	child(d, h, a);
	document_paragraph(d, "Dengan berakhirnya masa asuh karena sebab tersebut, tidak dilakukan serah terima pengasuhan kepada pihak lain.");
	savings(d, h, a);
	papers(d, h, "Dokumen anak:", a);
	document_paragraph(d, "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.");
	struct signature s[] = {
		head_signature("Saksi,", &h->worker, h->worker_title, a),
		head_signature(head_place_date(&h->head, a), &h->chief, h->chief_title, a),
	};
	document_signatures(d, s, 2);
	return d;
}

static struct document *handed_document(const struct handover *h, struct arena *a)
{
	struct document *d = head_document(&h->head, arena_printf(a, "BERITA ACARA SERAH TERIMA ANAK\n%s", h->admission ? "(Penerimaan)" : "(Pengakhiran Masa Asuh)"));
	document_reference(d, "Nomor", head_or(h->number, ".................."));
	document_paragraph(d, arena_printf(a, "Pada hari ini %s, bertempat di %s, kami yang bertanda tangan di bawah ini:", head_day_in_words(h->head.on, a), head_or(h->head.panti, h->head.place)));
	party(d, &h->giver, "PERTAMA", a);
	party(d, &h->taker, "KEDUA", a);
	document_paragraph(d, "Kedua pihak melakukan serah terima seorang anak dengan data sebagai berikut:");
	child(d, h, a);
	if (h->admission)
		admission_terms(d, h);
	else
		termination_terms(d, h, a);
	papers(d, h, h->admission ? "Bersama anak diserahkan dokumen:" : "Bersama anak diserahkan kembali dokumen:", a);
	if (h->score_count)
		scores(d, h, a);
	document_paragraph(d, "Demikian berita acara ini dibuat dengan sebenarnya dalam rangkap secukupnya untuk dipergunakan sebagaimana mestinya.");
	signatures(d, h, a);
	return d;
}

struct document *handover_document(const struct handover *h)
{
	struct arena *a = arena_new();
	struct document *d = h->unhanded ? unhanded_document(h, a) : handed_document(h, a);
	document_footer(d, arena_printf(a, "BAST %s - %s", head_or(h->register_no, ""), h->head.panti));
	arena_free(a);
	return d;
}
