/* The children of the demo: invented names in the spellings that occur, of the peoples of East Kalimantan. Nobody real is meant. */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>
#include <string.h>

#define LETTER(n) (CAME_LETTER - (n))
#define AT "anak_terlantar"
#define AJ "anak_jalanan"

const struct demo_child demo_children[] = {
	/* SD: 7 */
	{ "Aisyah Humaira", "Ais", "P", 9, 14, 0, 1, SDN, "64.72.05", 30, AT, "yatim_piatu", "islam", "Salmah", "Burhanuddin", 0, WAS_BALITA },
	{ "Yohanes Lejau", "Hanes", "L", 3, 2, 0, 2, SDN, "64.02.12", 14, AT, "ekonomi", "katolik", "Martina Hibau", "Petrus Lejau", 0, NO_AKTA },
	{ "Nur Halisa", "Lisa", "P", 11, 21, 0, 3, MI, "64.72.02", 22, AT, "yatim", "islam", "Rohani", "Jumadi", 0, 0 },
	{ "Muh. Rizky Ramadhan", "Riski", "L", 5, 30, 0, 4, MI, "64.72.08", 19, AT, "piatu", "islam", "Hj. Masitah", "Suparman", 1, 0 },
	{ "Djumiati", "Jum", "P", 2, 8, 1, 5, SDN, "64.08.09", 26, AT "|" AJ, "perceraian", "islam", "Sumiyem", "Wagimin", 0, NO_KK },
	{ "Bayu Saputra", "Bayu", "L", 8, 17, 1, 6, SLB, "64.71.04", 33, "disabilitas|" AT, "ekonomi", "islam", "Endang Lestari", "Sutrisno", 0, 0 },
	{ "Marselina Ding", "Lina", "P", 10, 5, 0, 6, SDN, "64.07.07", 28, AT, "ditinggalkan", "kristen", "Yosefa Ding", "", 0, NO_NIK | NO_AKTA | NO_FATHER },
	/* SMP: 12 */
	{ "Moch. Fadli Akbar", "Fadli", "L", 1, 25, 0, 7, MTS, "64.72.03", 31, AT, "yatim", "islam", "Siti Khadijah", "Moch. Thamrin", 0, 0 },
	{ "Rukmini", "Mini", "P", 6, 11, 0, 7, SMPN, "64.02.06", CAME_SEASON, AT, "ekonomi", "islam", "Paijem", "Soepardi", 0, 0 },
	{ "Sjahrul Gunawan", "Arul", "L", 4, 19, 0, 7, MTS, "64.02.16", CAME_SEASON, AT, "piatu", "islam", "Djamilah", "Gunawan", 0, 0 },
	{ "Kristina Bulan", "Tina", "P", 12, 24, 0, 7, SMPB, "64.03.05", LETTER(4), "ampk|" AT, "perceraian", "kristen", "Selvi Bulan", "Markus Jalung", 0, NO_AKTA },
	{ "Siti Rachmah", "Rahmah", "P", 7, 7, 0, 8, MTS, "64.72.08", 19, AT, "piatu", "islam", "Hj. Masitah", "Suparman", 1, 0 },
	{ "Ahmad Jailani", "Jai", "L", 2, 28, 0, 8, SMPN, "64.09.01", 20, AT, "ekonomi", "islam", "Norsehan", "H. Jailani", 0, 0 },
	{ "Abd. Karim", "Karim", "L", 9, 9, 1, 8, SMPN, "64.74.02", 16, AJ, "ditinggalkan", "islam", "Hasnah", "", 0, NO_NIK | NO_AKTA | NO_FATHER | ABOUT | REPEATED },
	{ "Yuliana Ping", "Yuli", "P", 3, 16, 0, 8, SMPB, "64.02.10", 27, AT, "yatim", "katolik", "Theresia Ping", "Lukas Ngau", 0, AWAY_NOW },
	{ "Muhammad Ilham", "Ilham", "L", 5, 3, 0, 9, MTS, "64.71.06", 29, AT, "yatim_piatu", "islam", "Sitti Aminah", "Andi Mappa", 0, 0 },
	{ "Fatimah Az-Zahra", "Fatim", "P", 8, 30, 0, 9, MTS, "64.72.06", 34, AT, "yatim", "islam", "Nurhayati", "Abdul Gani", 3, 0 },
	{ "Hendra Wijaya", "Hendra", "L", 11, 13, 0, 9, SMPN, "64.71.05", 12, AT, "ekonomi", "buddha", "Mei Lan", "Wijaya Kusuma", 0, LEAVING },
	{ "Nurul Aini", "Nunung", "P", 1, 19, 0, 9, SMPN, "64.02.03", LETTER(6), "ampk", "perceraian", "islam", "Sulastri", "Tukijan", 0, 0 },
	/* SMA, grade 10: 12 */
	{ "Muhammad Yusuf", "Ucup", "L", 4, 4, 0, 10, SMKN, "64.72.01", 35, AT, "yatim", "islam", "Kamariah", "Yusran", 0, 0 },
	{ "Jusuf Effendi", "Pendi", "L", 10, 27, 0, 10, SMKN, "64.08.04", LETTER(7), AT, "piatu", "islam", "Sarinah", "Tjipto Effendi", 0, 0 },
	{ "Paulus Lawai", "Paul", "L", 6, 29, 0, 10, SMAN, "64.02.12", CAME_SEASON, AT, "ekonomi", "katolik", "Agnes Lawing", "Yakobus Lawai", 0, 0 },
	{ "Rahmat Hidayat", "Mamat", "L", 7, 20, 0, 10, MAS, "64.09.03", CAME_SEASON, AT, "yatim", "islam", "Siti Maimunah", "Hidayatullah", 0, 0 },
	{ "Dimas Prayoga", "Dimas", "L", 12, 1, 0, 10, SMKS, "64.71.03", CAME_NOW, AJ "|" AT, "perceraian", "islam", "Wiwik Handayani", "Agus Prayogo", 0, NO_CONSENT },
	{ "Andi Baso Tenri", "Baso", "L", 3, 23, 0, 10, SMKN, "64.74.01", 21, AT, "yatim_piatu", "islam", "Hj. Bau Intan", "Andi Tenri", 0, 0 },
	{ "Khairunnisa", "Nisa", "P", 9, 2, 0, 10, MAS, "64.72.06", 34, AT, "yatim", "islam", "Nurhayati", "Abdul Gani", 3, 0 },
	{ "Maria Goreti Hubung", "Ria", "P", 5, 15, 0, 10, SMAN, "64.02.10", CAME_SEASON, AT, "ekonomi", "katolik", "Elisabet Hubung", "Stefanus Bit", 0, 0 },
	{ "Nyai Ratna Dewi", "Ratna", "P", 2, 17, 0, 10, SMKS, "64.02.07", CAME_SEASON, AT, "piatu", "islam", "Supiah", "Ridwan", 0, 0 },
	{ "Soelastri", "Lastri", "P", 8, 6, 0, 10, SMKN, "64.02.13", 23, AT, "ditinggalkan", "islam", "Mbok Ginah", "Karto", 0, 0 },
	{ "Desi Ratnasari", "Desi", "P", 12, 12, 0, 10, SMAN, "64.72.07", 17, "ampk|" AT, "perceraian", "islam", "Yuyun Yuningsih", "Dedi Mulyana", 0, 0 },
	{ "Elisabeth Urai", "Elis", "P", 1, 8, 0, 10, SMAN, "64.03.01", 25, AT, "yatim", "kristen", "Ester Urai", "Yusak Lencau", 0, 0 },
	/* SMA, grade 11: 12 */
	{ "Mohamad Arifin", "Ipin", "L", 5, 5, 0, 11, SMKN, "64.72.04", 24, AT, "yatim", "islam", "Rumiyati", "Zainal Arifin", 0, AT_WORK },
	{ "Rizal Fahmi", "Rizal", "L", 9, 29, 0, 11, SMAN, "64.71.02", 18, "abh", "perceraian", "islam", "Nining", "Fahmi Idris", 0, SEALED },
	{ "Soeparman Djaja", "Parman", "L", 11, 10, 1, 11, SMKS, "64.02.14", 32, AJ, "ditinggalkan", "islam", "Tjitjih", "", 0, NO_NIK | NO_KK | NO_FATHER },
	{ "Yosef Batoq", "Yosef", "L", 7, 1, 0, 11, SMKN, "64.02.12", 36, AT, "ekonomi", "katolik", "Monika Song", "Kornelius Batoq", 0, 0 },
	{ "Ilyas", "Iyas", "L", 4, 26, 0, 11, MAS, "64.09.04", 15, AT, "yatim_piatu", "islam", "Maryam", "Usman", 0, 0 },
	{ "Agus Salim", "Agus", "L", 8, 17, 0, 11, SMKS, "64.72.10", CAME_NIGHT, "ampk", "lain", "islam", "Tumini", "Salim", 0, NO_NIK | NO_KK | NO_CONSENT },
	{ "Rusmini", "Rusmi", "P", 6, 6, 0, 11, SMKN, "64.72.03", 33, AT, "yatim", "islam", "Galuh Hasanah", "Syahrani", 0, 0 },
	{ "Siti Nurjanah", "Jannah", "P", 10, 18, 0, 11, MAS, "64.02.16", 20, AT, "piatu", "islam", "Rabiatul", "Mat Nor", 0, 0 },
	{ "Veronika Lirung", "Vero", "P", 3, 11, 0, 11, SMAN, "64.02.12", 22, AT, "ekonomi", "katolik", "Klara Lirung", "Anton Bayau", 0, 0 },
	{ "Wahyuni", "Yuni", "P", 1, 30, 0, 11, SMKS, "64.71.01", LETTER(2), AT, "yatim", "islam", "Ponirah", "Sakimin", 0, 0 },
	{ "Tjut Meutia Sari", "Tia", "P", 11, 23, 0, 11, SMAN, "64.71.05", 28, AT, "perceraian", "islam", "Cut Nilawati", "Teuku Rusli", 0, AWAY_LATE },
	{ "Dewi Anggraini", "Dewi", "P", 7, 14, 1, 11, PKBM, "64.74.01", 13, "disabilitas|" AT, "ekonomi", "islam", "Sri Rejeki", "Bambang", 0, 0 },
	/* SMA, grade 12: 10 */
	{ "Muhammad Noor", "Inoor", "L", 2, 3, 0, 12, SMKN, "64.72.09", 38, AT, "yatim", "islam", "Hj. Rusinah", "Muhammad Ali", 0, 0 },
	{ "Oetomo Slamet", "Tomo", "L", 12, 19, 0, 12, SMAN, "64.02.08", 30, AT, "yatim_piatu", "islam", "Ngatinah", "Slamet", 0, 0 },
	{ "Ferdinandus Jau", "Ferdi", "L", 5, 22, 0, 12, SMAN, "64.02.12", 37, AT, "ekonomi", "katolik", "Lusia Jau", "Blasius Jau", 0, 0 },
	{ "Syaifullah", "Ipul", "L", 8, 8, 0, 12, MAS, "64.72.02", 40, AT, "yatim", "islam", "Barlian", "Syamsuddin", 0, 0 },
	{ "Gerson Laing", "Gerson", "L", 10, 31, 1, 12, SMKS, "64.03.08", 26, AJ, "ditinggalkan", "kristen", "Rosalina", "", 0, NO_FATHER },
	{ "M. Arsyad", "Acad", "L", 6, 2, 0, 12, SMKN, "64.71.04", LETTER(1), AT, "piatu", "islam", "Aminah", "Arsyad", 0, 0 },
	{ "Nuraini", "Aini", "P", 4, 9, 0, 12, MAS, "64.72.05", 39, AT, "yatim", "islam", "Saniah", "Kaspul Anwar", 0, 0 },
	{ "Theresia Dew", "Tere", "P", 9, 25, 0, 12, SMKN, "64.07.06", 33, AT, "ekonomi", "katolik", "Yustina Dew", "Paulinus", 0, NO_AKTA },
	{ "Sri Mulyani", "Mul", "P", 1, 12, 0, 12, SMKS, "64.09.01", 27, AT, "perceraian", "islam", "Kasinem", "Mulyono", 0, 0 },
	{ "Rachmawati", "Wati", "P", 11, 4, 0, 12, SMAN, "64.71.06", 35, AT, "yatim_piatu", "islam", "Fatmawati", "Sjafruddin", 0, 0 },
	/* those who left */
	{ "Bambang Irawan", "Bambang", "L", 3, 19, 0, 13, SMKN, "64.72.01", 36, AT, "yatim", "islam", "Sumarni", "Irawan", 0, GRADUATE },
	{ "Yohana Hipui", "Hana", "P", 6, 24, 0, 13, SMAN, "64.02.12", 41, AT, "ekonomi", "katolik", "Bernadeta Hipui", "Thomas Hipui", 0, GRADUATE },
	{ "Nor Hidayah", "Dayah", "P", 10, 1, 0, 13, MAS, "64.09.01", 33, AT, "yatim_piatu", "islam", "Masliani", "Hamdan", 0, GRADUATE },
	{ "Iskandar Zulkarnain", "Is", "L", 8, 13, 0, 13, SMKS, "64.71.03", 38, AT, "piatu", "islam", "Erna", "Zulkarnain", 0, GRADUATE },
	{ "Putri Amelia", "Putri", "P", 5, 9, 0, -3, SDN, "64.72.07", 6, "balita_terlantar", "ekonomi", "islam", "Ita Purnamasari", "Deni Setiawan", 0, REUNITED },
	{ "Reza Mahendra", "Reza", "L", 2, 14, 1, 8, SMPN, "64.71.02", 11, AJ, "perceraian", "islam", "Yanti", "Mahendra", 0, RAN_AWAY },
};
const size_t demo_children_count = COUNT(demo_children);
_Static_assert(COUNT(demo_children) <= DEMO_CHILDREN_MOST, "room in struct demo");

int demo_number(int index, int salt, int below)
{
	uint64_t x = (uint64_t)index * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)salt * UINT64_C(0xBF58476D1CE4E5B9) + 640864; /* splitmix64 with a fixed seed */
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (int)((x ^ (x >> 31)) % (uint64_t)below);
}

caldate demo_birth(const struct demo_child *c, int year)
{
	return date_make(year - 6 - c->grade - c->older, c->flags & ABOUT ? 1 : c->month, c->flags & ABOUT ? 1 : c->day);
}

static const char *iso(struct arena *a, caldate d)
{
	char text[DATE_ISO_SIZE];
	return arena_dup(a, date_iso(d, text));
}

/* Region of registration, birth date (girls: day + 40), a serial of the nine thousands: built right, belongs to nobody. */
static void numbers(const struct demo_child *c, int index, caldate birth, struct arena *a, const char *v[PERSON_FIELDS])
{
	int year, month, day, k = c->family ? 100 + c->family : index;
	const char *o = c->origin;
	date_split(birth, &year, &month, &day);
	if (!(c->flags & NO_NIK))
		v[PERSON_NIK] = arena_printf(a, "%.2s%.2s%.2s%02d%02d%02d%04d", o, o + 3, o + 6, *c->sex == 'P' ? day + 40 : day, month, year % 100, 9001 + index);
	if (!(c->flags & NO_KK))
		v[PERSON_KK] = arena_printf(a, "%.2s%.2s%.2s%02d%02d%02d%04d", o, o + 3, o + 6, 1 + demo_number(k, 1, 28), 1 + demo_number(k, 2, 12), 10 + demo_number(k, 3, 12), 9101 + k);
	if (c->grade >= 1) v[PERSON_NISN] = arena_printf(a, "%03d%07d", year % 1000, 9900000 + index * 37);
	if (demo_number(index, 4, 4)) {
		v[PERSON_KIS] = arena_printf(a, "00099%08d", 1000 + index * 71);
		v[PERSON_KIS_ACTIVE] = demo_number(index, 5, 5) ? "1" : "0";
	}
	if (c->grade >= 1 && demo_number(index, 6, 3)) v[PERSON_KIP] = arena_printf(a, "9%05d", 100 + index * 13);
}

static void parents(const struct demo_child *c, int index, caldate birth, struct arena *a, const char *v[PERSON_FIELDS])
{
	static const char *const work[] = { "Buruh harian", "Petani", "Nelayan", "Pedagang sayur", "Buruh kebun sawit", "Penjahit", "Sopir" };
	static const char *const ties[] = { "nenek", "paman", "bibi", "kakek", "kakak" };
	int k = c->family ? 100 + c->family : index;
	bool no_father = !strcmp(c->background, "yatim") || !strcmp(c->background, "yatim_piatu"), no_mother = !strcmp(c->background, "piatu") || !strcmp(c->background, "yatim_piatu");
	v[PERSON_MOTHER] = c->mother;
	v[PERSON_MOTHER_STATE] = no_mother ? "wafat" : "hidup";
	if (no_mother) v[PERSON_MOTHER_DIED] = iso(a, date_add_months(birth, 30 + demo_number(k, 7, 20)));
	else {
		v[PERSON_MOTHER_JOB] = demo_number(k, 8, 3) ? work[demo_number(k, 9, 6)] : "Mengurus rumah tangga";
		v[PERSON_MOTHER_INCOME] = arena_printf(a, "%d", 500000 + 100000 * demo_number(k, 10, 12));
	}
	v[PERSON_FATHER] = c->father;
	v[PERSON_FATHER_STATE] = c->flags & NO_FATHER ? "tidak_diketahui" : no_father ? "wafat" : "hidup";
	if (no_father) v[PERSON_FATHER_DIED] = iso(a, date_add_months(birth, 25 + demo_number(k, 11, 20)));
	else if (*c->father) {
		v[PERSON_FATHER_JOB] = work[demo_number(k, 12, 7)];
		v[PERSON_FATHER_INCOME] = arena_printf(a, "%d", 800000 + 100000 * demo_number(k, 13, 14));
	}
	bool orphan = no_father && no_mother;
	static const char *const guardians[] = { "Sumarsih", "Baharuddin", "Norlaila", "Kasmin", "Rahmawati" };
	v[PERSON_GUARDIAN] = orphan ? guardians[demo_number(k, 14, 5)] : no_mother && *c->father ? c->father : c->mother;
	v[PERSON_GUARDIAN_RELATION] = orphan ? ties[demo_number(k, 14, 5)] : no_mother && *c->father ? "ayah" : "ibu";
	v[PERSON_GUARDIAN_PHONE] = arena_printf(a, "0812990%05d", 10000 + k * 97);
	if (!(c->flags & NO_CONSENT)) v[PERSON_CONSENT_BY] = v[PERSON_GUARDIAN];
}

static const char *regency_name(const char *origin)
{
	static const struct { const char *code, *name; } rows[] = {
		{ "64.02", "Tenggarong" }, { "64.03", "Tanjung Redeb" }, { "64.07", "Sendawar" }, { "64.08", "Sangatta" }, { "64.09", "Penajam" },
		{ "64.71", "Balikpapan" }, { "64.72", "Samarinda" }, { "64.74", "Bontang" },
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!strncmp(rows[i].code, origin, 5)) return rows[i].name;
	return "Samarinda";
}

void demo_person(const struct demo_child *c, int index, int year, struct arena *a, const char *v[PERSON_FIELDS])
{
	static const char *const streets[] = { "Jl. Mangga", "Jl. Pelabuhan Lama", "Gang Damai", "Jl. Poros Contoh", "Gang Keluarga", "Jl. Sungai Dalam", "Jl. Ulin" };
	static const char *const bloods[] = { "O", "A", "B", "O", "AB", "B", "" };
	static const char *const shirts[] = { "S", "M", "M", "L", "XL" };
	int k = c->family ? 100 + c->family : index, brothers = 1 + demo_number(k, 15, 4);
	caldate birth = demo_birth(c, year);
	for (int i = 0; i < PERSON_FIELDS; i++) v[i] = "";
	v[PERSON_NAME] = c->name;
	v[PERSON_NICKNAME] = c->nickname;
	v[PERSON_SEX] = c->sex;
	v[PERSON_BIRTH_PLACE] = regency_name(c->origin);
	v[PERSON_BIRTH_DATE] = iso(a, birth);
	v[PERSON_BIRTH_PRECISION] = c->flags & ABOUT ? "y" : "d";
	v[PERSON_RELIGION] = c->religion;
	v[PERSON_SIBLINGS] = arena_printf(a, "%d", brothers);
	v[PERSON_CHILD_NO] = arena_printf(a, "%d", c->family ? 1 + index % (brothers + 1) : 1 + demo_number(index, 16, brothers + 1));
	v[PERSON_BACKGROUND] = c->background;
	v[PERSON_DISABILITY] = strstr(c->clusters, "disabilitas") ? (index % 2 ? "rungu" : "fisik") : "tidak_ada";
	v[PERSON_BLOOD_GROUP] = bloods[demo_number(index, 17, 7)];
	if (demo_number(index, 18, 12) == 0) v[PERSON_ALLERGIES] = "Udang dan kepiting";
	v[PERSON_SHIRT_SIZE] = shirts[c->grade < 7 ? 0 : 1 + demo_number(index, 19, 3)];
	v[PERSON_SHOE_SIZE] = arena_printf(a, "%d", c->grade < 1 ? 25 : c->grade < 7 ? 28 + c->grade : 36 + demo_number(index, 20, 6));
	numbers(c, index, birth, a, v);
	parents(c, index, birth, a, v);
	v[PERSON_ADDRESS] = arena_printf(a, "%s No. %d", streets[demo_number(k, 21, 7)], 1 + demo_number(k, 22, 88));
	v[PERSON_RT] = arena_printf(a, "%03d", 1 + demo_number(k, 23, 30));
	v[PERSON_DISTRICT] = c->origin;
	v[PERSON_AKTA] = c->flags & NO_AKTA ? "" : demo_number(index, 24, 4) ? "asli" : "fotokopi";
	if (!(c->flags & NO_AKTA)) v[PERSON_AKTA_NO] = arena_printf(a, "64%.2s-LT-9%07d", c->origin + 3, 1000 + index * 113);
	if (c->flags & NO_AKTA && index % 2) v[PERSON_AKTA] = "proses";
	v[PERSON_KIA] = c->flags & NO_NIK ? "tidak_ada" : "fotokopi";
	v[PERSON_DTSEN] = demo_number(index, 25, 5) ? "terdaftar" : "diusulkan";
}
