/* Reports of the public in the demo, in Balikpapan and Kutai Timur, at every stage; three of them became referrals of demo_cases.c. Nobody real is meant. */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>
#include <string.h>

#include "db/community/community.h"

#define TODAY (-1)
#define END { COMMUNITY_MOVES, 0, NULL, NULL }

static const struct report_row {
	const char *name, *sex; int age; /* name "" and age 0: not known */
	const char *district, *village, *channel, *place, *hour, *work, *sector, *adults, *origin, *reporter; /* reporter "": anonymous */
	int children, months, day;       /* received: days after the first of the month so many months ago, or TODAY and days before today */
	bool officer, urgent;
	struct { enum community_move move; int days; /* after the report */ const char *reason, *note; } steps[5];
} rows[] = {
	{ "Jusuf Effendi", "L", 15, "64.08", "Sangatta Utara", "kelurahan", "Pasar induk, bongkar muat", "05.30", "menurunkan muatan sayur", "perdagangan", "pedagang, bukan keluarga", "", "Ketua RT", 1, 7, -6, true, false,
		{ { COMMUNITY_TEMUKAN, 2, "", "Tinggal dengan paman" }, { COMMUNITY_SEDIA, 4, "", "Ingin sekolah lagi, ayah setuju" }, END } },
	{ "Wahyuni", "P", 16, "64.71", "Balikpapan Timur", "masyarakat", "Rumah di perumahan contoh blok C", "20.00", "menjaga anak dan mencuci", "prt", "majikan", "Desa di pesisir timur", "", 1, 2, -8, false, false,
		{ { COMMUNITY_TEMUKAN, 3, "", "Putus sekolah sejak kelas 10" }, { COMMUNITY_SEDIA, 5, "", "Ibu mengizinkan" }, END } },
	{ "Arjuna Saputra", "L", 11, "64.08", "Sangatta Selatan", "masyarakat", "Depan pasar sore", "17.00", "mengemis bersama adiknya", "jalanan", "seorang perempuan mengawasi", "Sangatta", "Pemilik toko", 2, TODAY, 9, true, false,
		{ { COMMUNITY_TEMUKAN, 3, "", "" }, { COMMUNITY_SEDIA, 6, "", "Ibu bersedia setelah kunjungan kedua" }, END } },
	{ "", "", 0, "64.71", "Balikpapan Utara", "penjangkauan", "Simpang lampu merah jalan raya", "14.30", "menjual tisu dan mengelap kaca", "jalanan", "dua orang dewasa di trotoar", "", "Tim penjangkauan", 3, TODAY, 1, false, true, { END } },
	{ "Doni", "L", 12, "64.71", "Balikpapan Kota", "masyarakat", "Lampu merah dekat pelabuhan", "21.00", "mengamen", "jalanan", "", "Katanya dari seberang", "", 1, TODAY, 12, false, false,
		{ { COMMUNITY_TAK_DITEMUKAN, 2, "Sudah pindah tempat", "Dicari dua malam" }, { COMMUNITY_TELEPON, 5, "", "Warung di dekatnya akan memberi kabar" }, END } },
	{ "", "L", 10, "64.71", "Balikpapan Barat", "sekolah", "Pasar ikan pagi", "04.30", "mengangkut es dan ikan", "perdagangan", "ayah", "Balikpapan Barat", "Wali kelas", 1, TODAY, 20, false, false,
		{ { COMMUNITY_TEMUKAN, 2, "", "" }, { COMMUNITY_TOLAK, 4, "Ayah menolak, anak membantu biaya rumah", "Akan dikunjungi lagi" }, END } },
	{ "Rika", "P", 14, "64.71", "Balikpapan Selatan", "keluarga", "Rumah makan di jalan contoh", "10.00", "mencuci piring setiap hari", "prt", "pemilik warung", "Kabupaten tetangga", "Bibi anak", 1, TODAY, 15, false, false,
		{ { COMMUNITY_TEMUKAN, 3, "", "" }, { COMMUNITY_SEDIA, 6, "", "Menunggu surat Dinas Sosial" }, END } },
	{ "", "", 0, "64.71", "Balikpapan Tengah", "penjangkauan", "Tempat pembuangan sampah", "09.00", "memilah plastik", "pemulung", "nenek", "", "Tim penjangkauan", 2, 3, 8, false, false,
		{ { COMMUNITY_TEMUKAN, 1, "", "" }, { COMMUNITY_TUTUP, 9, "keluarga", "Orang tua memasukkan anak ke sekolah" }, END } },
	{ "Agus", "L", 9, "64.71", "Balikpapan Tengah", "masyarakat", "Tempat pembuangan sampah", "", "memulung", "pemulung", "", "", "", 1, 3, 12, false, false,
		{ { COMMUNITY_TUTUP, 1, "ganda", "Anak yang sama dengan laporan empat hari sebelumnya" }, END } },
	{ "", "", 0, "64.71", "Balikpapan Selatan", "masyarakat", "Bengkel di jalan raya", "", "menambal ban", "lain", "", "", "", 1, 4, 3, false, false,
		{ { COMMUNITY_TAK_DITEMUKAN, 3, "Pekerja di bengkel semuanya dewasa", "" }, { COMMUNITY_TUTUP, 20, "tidak_benar", "" }, END } },
	{ "Samsul", "L", 13, "64.08", "Bengalon", "serikat_pekerja", "Tambang batu kecil di tepi jalan", "13.00", "memecah batu tanpa pelindung", "pertambangan_batu", "kakak, pengawas", "Bengalon", "Pengurus serikat", 1, TODAY, 6, true, true,
		{ { COMMUNITY_TEMUKAN, 2, "", "Tangan luka, dibawa ke puskesmas" }, END } },
	{ "", "", 0, "64.08", "Kaliorang", "perusahaan", "Kebun sawit blok 7", "07.00", "memungut brondolan", "pertanian", "orang tua", "Pekerja musiman", "Bagian personalia", 2, TODAY, 25, true, false,
		{ { COMMUNITY_TAK_DITEMUKAN, 6, "Keluarga pulang kampung", "Kembali bulan depan menurut mandor" }, END } },
	{ "Nadia", "P", 15, "64.08", "Sangatta Utara", "polisi", "Rumah kos di kota", "", "bekerja di rumah tangga, upah tidak dibayar", "prt", "", "Luar pulau", "Unit perlindungan", 1, 2, 10, true, false,
		{ { COMMUNITY_TEMUKAN, 1, "", "" }, { COMMUNITY_SEDIA, 2, "", "" }, { COMMUNITY_TUTUP, 15, "layanan_lain", "Dipulangkan lewat UPTD PPA" }, END } },
	{ "Yoga", "L", 10, "64.08", "Teluk Pandan", "masyarakat", "Bangunan ruko yang belum selesai", "15.00", "mengaduk semen", "konstruksi", "paman", "Teluk Pandan", "Guru mengaji", 1, 1, 14, false, false,
		{ { COMMUNITY_TEMUKAN, 4, "", "" }, { COMMUNITY_TOLAK, 6, "Paman khawatir dilaporkan", "" }, { COMMUNITY_SEDIA, 16, "", "Ibu datang sendiri ke panti" }, END } },
};
_Static_assert(COUNT(rows) <= COUNT(((struct demo *)0)->report), "room in struct demo");

row_id demo_report_of(const struct demo *d, const char *name)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (*rows[i].name && strcmp(rows[i].name, name) == 0) return d->report[i];
	return 0;
}

static bool record(struct demo *d, int i)
{
	const struct report_row *r = &rows[i];
	struct community_input in = { .company = 0 };
	char day[DATE_ISO_SIZE], number[2][12];
	const struct { enum community_field f; const char *value; } given[] = {
		{ COMMUNITY_F_CHANNEL, r->channel }, { COMMUNITY_F_RECEIVED_ON, date_iso(d->day, day) }, { COMMUNITY_F_DISTRICT, r->district }, { COMMUNITY_F_VILLAGE, r->village }, { COMMUNITY_F_PLACE, r->place },
		{ COMMUNITY_F_SEEN_ON, day }, { COMMUNITY_F_SEEN_HOUR, r->hour }, { COMMUNITY_F_URGENT, r->urgent ? "1" : "0" }, { COMMUNITY_F_WORK, r->work }, { COMMUNITY_F_SECTOR, r->sector }, { COMMUNITY_F_ADULTS, r->adults },
		{ COMMUNITY_F_ORIGIN, r->origin }, { COMMUNITY_F_NAME, r->name }, { COMMUNITY_F_SEX, r->sex }, { COMMUNITY_F_REPORTER, r->reporter }, { COMMUNITY_F_ANONYMOUS, *r->reporter ? "0" : "1" },
	};
	for (size_t k = 0; k < COUNT(given); k++) in.v[given[k].f] = given[k].value;
	snprintf(number[0], sizeof number[0], "%d", r->children);
	snprintf(number[1], sizeof number[1], "%d", r->age);
	in.v[COMMUNITY_F_CHILDREN] = number[0];
	if (r->age) in.v[COMMUNITY_F_AGE_SEEN] = number[1];
	return community_record(d->db, &d->who[r->officer ? ANDI : WATI], &in, NULL, &d->report[i], d->p, d->e) || demo_failed(d, r->place);
}

static bool step(struct demo *d, int arg)
{
	const struct report_row *r = &rows[arg / 8];
	struct community_card c;
	const struct actor *who = &d->who[r->officer ? ANDI : SRI];
	return (community_load(d->db, who, d->report[arg / 8], false, d->a, &c, d->e)
		&& community_move(d->db, who, c.id, c.version, r->steps[arg % 8].move, d->day, r->steps[arg % 8].reason, r->steps[arg % 8].note, d->p, d->e)) || demo_failed(d, r->place);
}

void demo_plan_community(struct demo *d)
{
	for (int i = 0; i < (int)COUNT(rows); i++) {
		const struct report_row *r = &rows[i];
		caldate on = r->months == TODAY ? d->today - r->day : demo_month(d, r->months) + r->day;
		demo_at(d, on, 8, record, i);
		for (int s = 0; r->steps[s].move != COMMUNITY_MOVES; s++) demo_at(d, on + r->steps[s].days, 8, step, i * 8 + s);
	}
}
