/* Referrals of the demo, in every state there is: those that became admissions, and those that wait, were refused or withdrawn. */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>
#include <string.h>

#include "db/child/care.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_paper.h"

#define END { REFERRAL_MOVES, 0, NULL, NULL }
#define TODAY (-1)

struct step { enum referral_move move; int days; /* after the letter came */ const char *reason, *note; };
static const struct letter_row {
	const char *name, *sex; int age; const char *origin, *clusters, *background, *religion, *mother, *channel, *reason;
	int months, day;     /* received: day of the month so many months ago, or TODAY and days before today */
	bool officer, urgent;
	int letter;          /* number of the letter: siblings share one */
	struct step steps[5];
} letters[] = {
	{ "Salsabila Putri", "P", 9, "64.08.04", "anak_terlantar", "yatim", "islam", "Rosnawati", "kelurahan", "Ibu bekerja di luar kota, anak tinggal sendiri", TODAY, 1, true, false, 0, { END } },
	{ "Arjuna Saputra", "L", 11, "64.08.12", "anak_terlantar|anak_jalanan", "perceraian", "islam", "Ernawati", "masyarakat", "Mengemis di pasar bersama adik", TODAY, 2, true, false, 311,
		{ { REFERRAL_KIRIM, 0, "", "" }, END } },
	{ "Nanda Pratiwi", "P", 8, "64.02.06", "anak_terlantar", "piatu", "islam", "Suharti", "kelurahan", "Ayah sakit menahun, tidak ada pengasuh lain", TODAY, 3, false, false, 208, { END } },
	{ "Nando Pratama", "L", 10, "64.02.06", "anak_terlantar", "piatu", "islam", "Suharti", "kelurahan", "Ayah sakit menahun, tidak ada pengasuh lain", TODAY, 3, false, false, 208, { END } },
	{ "Gabriel Lung", "L", 13, "64.07.08", "anak_terlantar", "ekonomi", "katolik", "Marta Lung", "sekolah", "Putus sekolah karena biaya", TODAY, 17, false, false, 97,
		{ { REFERRAL_MULAI_ASESMEN, 5, "", "" }, { REFERRAL_USUL, 9, "terima", "Layak diterima, menunggu kamar" }, END } },
	{ "Intan Permata", "P", 12, "64.71.04", "ampk", "perceraian", "islam", "Rina Marlina", "polisi", "Korban kekerasan di rumah, perlu tempat aman", TODAY, 1, false, true, 552, { END } },
	/* the same child as Reza Mahendra of the register, who ran away in August: what "Data ganda" finds */
	{ "Resa Mahendra", "L", 15, "64.72.03", "anak_jalanan", "perceraian", "islam", "Janti", "penjangkauan", "Terjaring razia, keluarga belum ditemukan", TODAY, 45, false, false, 301,
		{ { REFERRAL_MULAI_ASESMEN, 3, "", "" }, { REFERRAL_USUL, 6, "daftar_tunggu", "Layak diterima, asrama putra SMA penuh" }, { REFERRAL_TUNGGU, 7, "Kamar putra SMA penuh", "" }, END } },
	{ "Yanti Lestari", "P", 14, "64.09.03", "anak_terlantar", "yatim", "islam", "Sumiati", "keluarga", "Nenek tidak mampu lagi mengasuh", TODAY, 28, false, false, 77,
		{ { REFERRAL_MULAI_ASESMEN, 2, "", "" }, { REFERRAL_TUNGGU, 6, "Menunggu kelulusan kelas 12", "" }, END } },
	{ "Ronald Sitorus", "L", 19, "64.71.02", "anak_terlantar", "ekonomi", "kristen", "Tiurma", "datang_sendiri", "Mencari tempat tinggal untuk bekerja", TODAY, 30, false, false, 540,
		{ { REFERRAL_MULAI_ASESMEN, 2, "", "" }, { REFERRAL_TOLAK, 5, "usia", "Berusia 19 tahun, disarankan ke balai latihan kerja" }, END } },
	{ "Melisa Anggi", "P", 6, "64.03.05", "disabilitas", "lengkap", "islam", "Anggun", "kelurahan", "Orang tua meminta terapi wicara", 4, 6, false, false, 61,
		{ { REFERRAL_MULAI_ASESMEN, 2, "", "" }, { REFERRAL_TOLAK, 6, "luar_klaster", "Dirujuk ke layanan terapi, tetap diasuh keluarga" }, END } },
	{ "Fajar Nugroho", "L", 12, "64.74.01", "anak_terlantar", "ekonomi", "islam", "Wagiyem", "masyarakat", "Keluarga kehilangan rumah karena kebakaran", 6, 10, false, false, 45,
		{ { REFERRAL_MULAI_ASESMEN, 1, "", "" }, { REFERRAL_TOLAK, 4, "keluarga_menolak", "Paman bersedia mengasuh" }, END } },
	{ "Cindy Natalia", "P", 13, "64.72.10", "anak_terlantar", "ditinggalkan", "kristen", "Natalia", "sekolah", "Ditinggalkan di rumah kontrakan", TODAY, 8, false, false, 333,
		{ { REFERRAL_MULAI_ASESMEN, 2, "", "" }, { REFERRAL_USUL, 4, "terima", "Layak diterima" }, { REFERRAL_SETUJU, 5, "", "" }, END } },
	{ "Dani Kurniawan", "L", 14, "64.02.13", "anak_terlantar", "yatim", "islam", "Kurniati", "keluarga", "Ibu pindah kerja ke kebun", TODAY, 20, false, false, 190,
		{ { REFERRAL_MULAI_ASESMEN, 2, "", "" }, { REFERRAL_TARIK, 6, "Surat Dinsos: anak dibawa ibunya", "" }, END } },
};
_Static_assert(COUNT(letters) <= 32, "room in struct demo");

static const char *dinas(const char *origin)
{
	static const struct { const char *code, *name; } rows[] = {
		{ "64.02", "Dinas Sosial Kab. Kutai Kartanegara" }, { "64.03", "Dinas Sosial Kab. Berau" }, { "64.07", "Dinas Sosial Kab. Kutai Barat" }, { "64.08", "Dinas Sosial Kab. Kutai Timur" },
		{ "64.09", "Dinas Sosial Kab. Penajam Paser Utara" }, { "64.71", "Dinas Sosial Kota Balikpapan" }, { "64.72", "Dinas Sosial Kota Samarinda" }, { "64.74", "Dinas Sosial Kota Bontang" },
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!strncmp(rows[i].code, origin, 5)) return rows[i].name;
	return "Dinas Sosial";
}

static const char *iso(struct demo *d, caldate day)
{
	char text[DATE_ISO_SIZE];
	return arena_dup(d->a, date_iso(day, text));
}

static void letter(struct demo *d, struct referral_input *in, const char *origin, int number, caldate received, bool officer)
{
	int year, month;
	date_split(received, &year, &month, NULL);
	in->v[REFERRAL_F_DISTRICT] = arena_printf(d->a, "%.5s", origin);
	in->v[REFERRAL_F_SENDER] = dinas(origin);
	in->v[REFERRAL_F_URGENT] = "0";
	if (number) {
		in->v[REFERRAL_F_LETTER_NO] = arena_printf(d->a, "460/%d/Dinsos/%02d/%d", number, month, year);
		in->v[REFERRAL_F_LETTER_DATE] = iso(d, officer ? received : received - 2);
	}
	if (!officer) in->v[REFERRAL_F_RECEIVED_ON] = iso(d, received);
	in->panti = d->panti;
}

static bool move(struct demo *d, enum demo_who who, row_id id, enum referral_move m, const char *reason, const char *note)
{
	struct referral_card card;
	return referral_load(d->db, &d->who[who], id, false, d->a, &card, d->e)
		&& referral_move(d->db, &d->who[who], id, card.version, m, d->day, reason, note, d->p, d->e);
}

static enum demo_who mover(enum referral_move m, bool officer)
{
	switch (m) {
	case REFERRAL_KIRIM: return ANDI;
	case REFERRAL_TARIK: return officer ? ANDI : WATI;
	case REFERRAL_TERIMA_SURAT: return WATI;
	case REFERRAL_SETUJU: case REFERRAL_TOLAK: case REFERRAL_TUNGGU: return HASAN;
	default: return SRI;
	}
}

/* --- those that were not admitted ------------------------------------------------------------------------------------------- */

static bool record(struct demo *d, int i)
{
	const struct letter_row *r = &letters[i];
	struct referral_input in = { .person = 0, .report = demo_report_of(d, r->name) };
	int year;
	date_split(d->day, &year, NULL, NULL);
	letter(d, &in, r->origin, r->letter, d->day, r->officer);
	in.v[REFERRAL_F_CHANNEL] = r->channel;
	in.v[REFERRAL_F_REASON] = r->reason;
	in.v[REFERRAL_F_CLUSTERS] = r->clusters;
	if (r->urgent) in.v[REFERRAL_F_URGENT] = "1";
	in.child[PERSON_NAME] = r->name;
	in.child[PERSON_SEX] = r->sex;
	in.child[PERSON_BIRTH_DATE] = iso(d, date_make(year - r->age, 1 + demo_number(i, 50, 12), 1 + demo_number(i, 51, 28)) - 330 * (demo_number(i, 50, 12) > 5));
	in.child[PERSON_BIRTH_PRECISION] = strcmp(r->channel, "penjangkauan") == 0 ? "y" : "d"; /* found on the street: the age is a guess */
	in.child[PERSON_RELIGION] = r->religion;
	in.child[PERSON_BACKGROUND] = r->background;
	in.child[PERSON_MOTHER] = r->mother;
	in.child[PERSON_DISTRICT] = r->origin;
	return referral_record(d->db, &d->who[r->officer ? ANDI : WATI], &in, NULL, &d->letter[i], d->p, d->e) || demo_failed(d, r->name);
}

static bool step(struct demo *d, int arg)
{
	const struct letter_row *r = &letters[arg / 8];
	const struct step *s = &r->steps[arg % 8];
	return move(d, mover(s->move, r->officer), d->letter[arg / 8], s->move, s->reason, s->note) || demo_failed(d, r->name);
}

/* --- those that became admissions ------------------------------------------------------------------------------------------------ */

static bool received(struct demo *d, int i)
{
	const struct demo_child *c = &demo_children[i];
	struct referral_input in = { .person = 0, .report = demo_report_of(d, c->name) };
	bool officer = !strncmp(c->origin, "64.08", 5);
	demo_person(c, i, d->year, d->a, in.child);
	letter(d, &in, c->origin, 120 + i, d->day, officer);
	in.v[REFERRAL_F_CHANNEL] = i % 2 ? "kelurahan" : "masyarakat";
	in.v[REFERRAL_F_REASON] = "Keluarga tidak mampu mengasuh dan menyekolahkan anak";
	in.v[REFERRAL_F_CLUSTERS] = c->clusters;
	row_id *id = &d->child[i].referral;
	return (referral_record(d->db, &d->who[officer ? ANDI : WATI], &in, NULL, id, d->p, d->e) && (!officer || move(d, ANDI, *id, REFERRAL_KIRIM, "", ""))
		&& (!officer || move(d, WATI, *id, REFERRAL_TERIMA_SURAT, "", ""))) || demo_failed(d, c->name);
}

static bool assessed(struct demo *d, int i)
{
	return (move(d, SRI, d->child[i].referral, REFERRAL_MULAI_ASESMEN, "", "") && move(d, SRI, d->child[i].referral, REFERRAL_USUL, "terima", "Layak diterima, kunjungan rumah dilakukan"))
		|| demo_failed(d, demo_children[i].name);
}

static bool approved(struct demo *d, int i)
{
	return move(d, HASAN, d->child[i].referral, REFERRAL_SETUJU, "", "") || demo_failed(d, demo_children[i].name);
}

/* --- what goes on between the two sides ---------------------------------------------------------------------------------------------- */

static int letter_of(const char *name)
{
	int i = 0;
	while (strcmp(letters[i].name, name) != 0) i++;
	return i;
}

/* The officer notes which papers exist before the letter goes out. */
static bool papers(struct demo *d, int i)
{
	const struct referral_paper was[] = { { "kk", "", "", "" }, { "akta", "", "", "" }, { "surat_rujukan", "", "", "" } };
	const struct referral_paper in[] = { { "kk", "", "fotokopi", "Kartu lama, alamat Sangatta" }, { "akta", "", "proses", "Diurus di Disdukcapil" }, { "surat_rujukan", "", "asli", "" } };
	return referral_papers_save(d->db, &d->who[ANDI], d->letter[i], was, in, COUNT(in), d->p, d->e) || demo_failed(d, letters[i].name);
}

static bool question(struct demo *d, int i)
{
	row_id made;
	return referral_message_send(d->db, &d->who[SRI], d->letter[i], "Adiknya ikut dirujuk? Di surat hanya disebut satu anak.", NULL, &made, d->p, d->e) || demo_failed(d, letters[i].name);
}

/* How far the care has come, so that an officer's children have a stage; arg: child * 8 + place in the list. */
static const char *const stages[] = { "asesmen", "rencana_disetujui", "tinjauan" };
static bool stage(struct demo *d, int arg)
{
	return care_stage_set(d->db, &d->who[SRI], d->child[arg / 8].resident, stages[arg % 8], d->day, d->p, d->e) || demo_failed(d, demo_children[arg / 8].name);
}

static void plan_talk(struct demo *d)
{
	const int asked = letter_of("Arjuna Saputra");
	const struct letter_row *r = &letters[asked];
	demo_at(d, d->today - r->day, 12, papers, asked);
	demo_at(d, d->today - r->day + 1, 15, question, asked);
	for (int i = 0; i < (int)demo_children_count; i++) {
		const struct demo_child *c = &demo_children[i];
		if (c->came > CAME_LETTER || c->flags & LEFT) continue;
		for (int s = 0; s < (int)COUNT(stages); s++) demo_at(d, demo_month(d, CAME_LETTER - c->came) + 20 + 30 * s, 16, stage, i * 8 + s);
	}
}

void demo_plan_cases(struct demo *d)
{
	plan_talk(d);
	for (int i = 0; i < (int)demo_children_count; i++) {
		const struct demo_child *c = &demo_children[i];
		if (c->came != CAME_NOW && c->came > CAME_LETTER) continue;
		caldate on = c->came == CAME_NOW ? d->today - 7 : demo_month(d, CAME_LETTER - c->came) + 5;
		demo_at(d, on, 9, received, i);
		demo_at(d, on + 3, 10, assessed, i);
		demo_at(d, on + 5, 14, approved, i);
	}
	for (int i = 0; i < (int)COUNT(letters); i++) {
		const struct letter_row *r = &letters[i];
		caldate on = r->months == TODAY ? d->today - r->day : demo_month(d, r->months) + r->day;
		demo_at(d, on, 11, record, i);
		for (int s = 0; r->steps[s].move != REFERRAL_MOVES; s++) demo_at(d, on + r->steps[s].days, 14, step, i * 8 + s);
	}
}
