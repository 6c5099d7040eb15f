/* Partners of the demo in Kutai Timur, Balikpapan and Samarinda, all invented, with their MoU; and four referrals out, one of them overdue. */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>

#include "db/partner/referral_out.h"

enum { NONE = 9999 };
enum row { PUSKESMAS, PSIKOLOG, PPA, PESANTREN, PANTI, POLISI, KURSUS, CAPIL, LPA, PARTNERS };

static const struct {
	const char *kind, *name, *address, *district, *contact, *phone, *clusters;
	int capacity_l, capacity_p, free_l, free_p; /* -1 unknown */
	const char *mou;  /* "" none */
	int from, until;  /* days from today */
} partners[PARTNERS] = {
	[PUSKESMAS] = { "puskesmas", "Puskesmas Bukit Pelita", "Jl. Pelita Contoh No. 3", "64.72", "dr. Lestari Wulan", "(0541) 999301", "", -1, -1, -1, -1, "445/12/PKM-BP/2025", -400, 330 },
	[PSIKOLOG] = { "psikolog", "Biro Psikologi Cahaya Jiwa", "Jl. Samudra Contoh No. 21", "64.71", "Maya Kartini, Psikolog", "0812-9990-0321", "ampk|abh|anak_terlantar", -1, -1, -1, -1, "07/MoU-CJ/2025", -330, 35 },
	[PPA] = { "uptd_ppa", "UPTD PPA Kutai Timur", "Jl. Persada Contoh No. 8, Sangatta Utara", "64.08", "Nurul Huda", "(0549) 999118", "ampk|abh", 6, 10, 2, 4, "463/88/UPTD-PPA/2025", -500, 230 },
	[PESANTREN] = { "pesantren", "Pondok Pesantren Nurul Contoh", "Jl. Poros Contoh Km 4, Bengalon", "64.08", "Ust. Saifullah", "0813-9990-0417", "anak_terlantar", 80, 60, 5, 0, "19/PP-NC/2024", -720, 410 },
	[PANTI] = { "panti", "Panti Asuhan Kasih Contoh", "Jl. Rambutan Contoh No. 44", "64.71", "Maria Lolong", "(0542) 999455", "balita_terlantar|anak_terlantar", 25, 25, 0, 3, "33/PAKC/2023", -1130, -34 },
	[POLISI] = { "polisi", "Unit PPA Polres Contoh", "Jl. Bhayangkara Contoh No. 1", "64.08", "Aipda Rahayu", "(0549) 999110", "abh|ampk", -1, -1, -1, -1, "", NONE, NONE },
	[KURSUS] = { "sekolah", "LKP Karya Muda", "Jl. Industri Contoh No. 12", "64.71", "Hendra Lukito", "(0542) 999730", "anak_terlantar|anak_jalanan", 20, 20, 4, 6, "05/LKP-KM/2026", -150, 580 },
	[CAPIL] = { "lain", "Dinas Kependudukan Kota Contoh", "Jl. Kusuma Contoh No. 2", "64.72", "Loket rentan adminduk", "(0541) 999204", "", -1, -1, -1, -1, "470/311/PKS/2024", -640, 455 },
	[LPA] = { "lpa", "Lembaga Perlindungan Anak Contoh", "Jl. Damai Contoh No. 9", "64.72", "Siti Marwah", "0811-9990-0588", "abh|ampk|anak_jalanan", -1, -1, -1, -1, "", NONE, NONE },
};

static const struct out_plan {
	int child; /* of demo_children */
	enum row to;
	const char *service, *purpose;
	int sent; /* days before today */
	struct { enum out_move move; int days; /* before today */ const char *reason, *note, *by_whom; } steps[2];
} outs[] = {
	{ 5, PUSKESMAS, "kesehatan", "Pemeriksaan pendengaran dan surat keterangan disabilitas.", 60, { { OUT_MOVE_TERIMA, 57, "", "", "dr. Lestari Wulan" }, { OUT_MOVE_SELESAI, 50, "", "Pendengaran kiri berkurang sedang; dianjurkan alat bantu dengar. Surat keterangan diberikan.", "dr. Lestari Wulan" } } },
	{ 15, PSIKOLOG, "konseling", "Sulit tidur sejak ayah meninggal; mohon asesmen dan konseling.", 9, { { OUT_MOVE_TERIMA, 6, "", "", "Maya Kartini" }, { OUT_MOVES, 0, "", "", "" } } },
	{ 6, CAPIL, "dokumen", "Akta kelahiran dan NIK belum ada; ibu kandung bersedia menjadi saksi.", 24, { { OUT_MOVES, 0, "", "", "" }, { OUT_MOVES, 0, "", "", "" } } },
	{ 0, PESANTREN, "pengasuhan", "Permintaan nenek agar melanjutkan di pesantren dekat keluarga.", 30, { { OUT_MOVE_TOLAK, 22, "penuh", "", "Ust. Saifullah" }, { OUT_MOVES, 0, "", "", "" } } },
};

static const char *day_or_none(struct demo *d, int from_today)
{
	char iso[DATE_ISO_SIZE];
	return from_today == NONE ? "" : arena_dup(d->a, date_iso(d->today + from_today, iso));
}

static const char *number(struct demo *d, int n)
{
	return n < 0 ? "" : arena_printf(d->a, "%d", n);
}

static bool add_partner(struct demo *d, int at)
{
	const char *v[PARTNER_FIELDS] = { [PARTNER_KIND] = partners[at].kind, [PARTNER_NAME] = partners[at].name, [PARTNER_ADDRESS] = partners[at].address, [PARTNER_DISTRICT] = partners[at].district,
		[PARTNER_CONTACT] = partners[at].contact, [PARTNER_PHONE] = partners[at].phone, [PARTNER_CLUSTERS] = partners[at].clusters, [PARTNER_CAPACITY_L] = number(d, partners[at].capacity_l),
		[PARTNER_CAPACITY_P] = number(d, partners[at].capacity_p), [PARTNER_FREE_L] = number(d, partners[at].free_l), [PARTNER_FREE_P] = number(d, partners[at].free_p), [PARTNER_MOU_NO] = partners[at].mou,
		[PARTNER_MOU_FROM] = day_or_none(d, partners[at].from), [PARTNER_MOU_UNTIL] = day_or_none(d, partners[at].until) };
	return partner_save(d->db, &d->who[WATI], 0, 0, v, NULL, &d->partner[at], d->p, d->e) || demo_failed(d, partners[at].name);
}

static bool send(struct demo *d, int at)
{
	const struct out_plan *o = &outs[at];
	char to[24], iso[DATE_ISO_SIZE];
	snprintf(to, sizeof to, "%" PRId64, d->partner[o->to]);
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = to, [OUT_F_SERVICE] = o->service, [OUT_F_PURPOSE] = o->purpose, [OUT_F_SENT_ON] = date_iso(d->day, iso) };
	return out_send(d->db, &d->who[SRI], d->child[o->child].resident, v, NULL, &d->out[at], d->p, d->e) || demo_failed(d, o->service);
}

/* arg: the row and the step, two bits for the latter. */
static bool step(struct demo *d, int arg)
{
	const int at = arg >> 2, n = arg & 3;
	struct out_card c;
	if (!out_load(d->db, &d->who[SRI], d->out[at], false, d->a, &c, d->e)) return demo_failed(d, "referral_out");
	return out_move(d->db, &d->who[SRI], c.id, c.version, outs[at].steps[n].move, d->day, outs[at].steps[n].reason, outs[at].steps[n].note, outs[at].steps[n].by_whom, d->p, d->e) || demo_failed(d, out_move_code(outs[at].steps[n].move));
}

void demo_plan_partners(struct demo *d)
{
	_Static_assert((int)PARTNERS <= (int)DEMO_PARTNERS && COUNT(outs) <= DEMO_OUTS, "room in struct demo");
	for (int i = 0; i < PARTNERS; i++) demo_at(d, d->today - 70, 10, add_partner, i);
	for (int i = 0; i < (int)COUNT(outs); i++) {
		demo_at(d, d->today - outs[i].sent, 11, send, i);
		for (int n = 0; n < 2; n++)
			if (outs[i].steps[n].move != OUT_MOVES) demo_at(d, d->today - outs[i].steps[n].days, 12, step, i << 2 | n);
	}
}
