/* The fictional panti: people, posts, rooms, schools. All invented; NPSN and NIP are built right and belong to nobody. */
#include "src/command/demo/demo_inside.h"

const struct demo_user demo_users[DEMO_USERS] = {
	[HASAN] = { "hasan", "Hasan Basri", "Kepala UPTD", "197105121998031904", "", ROLE_ADMIN | ROLE_KEPALA },
	[SRI] = { "sri", "Sri Wahyuni", "Pekerja Sosial Ahli Muda", "198403172009022905", "", ROLE_PEKSOS },
	[RINA] = { "rina", "Rina Kartika", "Bendahara Pengeluaran Pembantu", "198809262014022901", "", ROLE_BENDAHARA },
	[TONO] = { "tono", "Tono Sugiarto", "Pengasuh Asrama Putra", "", "", ROLE_PENGASUH },
	[WATI] = { "wati", "Wati Suryani", "Tata Usaha", "199211042019032902", "", ROLE_TU },
	[ANDI] = { "andi", "Andi Pratama", "Petugas Dinas Sosial Kutai Timur", "199007152015031903", "64.08", ROLE_DINSOS },
	[BUDI] = { "budi", "Budi Hartono", "Pemeriksa Inspektorat", "197912302006041906", "", ROLE_PEMERIKSA },
};

const struct demo_official demo_officials[] = {
	{ "kepala", "Kepala UPTD PSAA Tunas Harapan", "Dra. Siti Aminah, M.Si.", "Pembina Tk. I, IV/b", "196402081989032903", "2019-03-01", "2024-01-31" },
	{ "kepala", "Kepala UPTD PSAA Tunas Harapan", "Hasan Basri, S.Sos., M.Si.", "Pembina, IV/a", "197105121998031904", "2024-02-01", "" },
	{ "bendahara", "Bendahara Pengeluaran Pembantu", "Rina Kartika, S.E.", "Penata Muda Tk. I, III/b", "198809262014022901", "2022-01-03", "" },
	{ "peksos", "Pekerja Sosial Ahli Muda", "Sri Wahyuni, S.Tr.Sos.", "Penata, III/c", "198403172009022905", "2020-02-03", "" },
	{ "tu", "Kepala Subbagian Tata Usaha", "Wati Suryani, S.AP.", "Penata Muda, III/a", "199211042019032902", "2021-06-01", "" },
};
const size_t demo_official_count = COUNT(demo_officials);

const struct demo_room demo_rooms[DEMO_ROOMS] = {
	[ROOM_MELATI] = { "Melati", "P", "Ibu Lestari", 6 },
	[ROOM_MAWAR] = { "Mawar", "P", "Ibu Lestari", 10 },
	[ROOM_ANGGREK] = { "Anggrek", "P", "Ibu Norhayati", 18 },
	[ROOM_MERPATI] = { "Merpati", "L", "Tono Sugiarto", 6 },
	[ROOM_RAJAWALI] = { "Rajawali", "L", "Tono Sugiarto", 10 },
	[ROOM_GARUDA] = { "Garuda", "L", "Pak Darmawan", 18 },
};

const struct demo_school demo_schools[DEMO_SCHOOLS] = {
	[SDN] = { "99900101", "SD Negeri 098 Samarinda", "sd", "sd", "Jl. Pahlawan Contoh 12" },
	[MI] = { "99900102", "MI Nurul Iman Contoh", "mi", "sd", "Jl. Masjid 3" },
	[SLB] = { "99900103", "SLB Bina Kasih", "sdlb", "sd", "Jl. Kenanga 21" },
	[SMPN] = { "99900201", "SMP Negeri 96 Samarinda", "smp", "smp", "Jl. Pelita Contoh 5" },
	[MTS] = { "99900202", "MTs Al-Hidayah Contoh", "mts", "smp", "Jl. Masjid 5" },
	[SMPB] = { "99900203", "SMP Budi Luhur Contoh", "smp", "smp", "Jl. Gereja 8" },
	[SMAN] = { "99900301", "SMA Negeri 95 Samarinda", "sma", "sma", "Jl. Pemuda Contoh 40" },
	[SMKN] = { "99900302", "SMK Negeri 97 Samarinda", "smk", "sma", "Jl. Teknik 2" },
	[SMKS] = { "99900303", "SMK Karya Harapan", "smk", "sma", "Jl. Industri Contoh 17" },
	[MAS] = { "99900304", "MA Darul Ulum Contoh", "ma", "sma", "Jl. Masjid 7" },
	[PKBM] = { "P9990305", "PKBM Cahaya Ilmu", "paket_c", "sma", "Jl. Merdeka Contoh 9" },
};
