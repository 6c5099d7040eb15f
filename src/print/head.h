/*
 * What every paper of the panti begins and ends with: letterhead, place and date, signatures. Paper is Indonesian whatever
 * language the desk speaks: it goes to the Dinas, the family and the archive.
 */
#ifndef PRINT_HEAD_H
#define PRINT_HEAD_H
#include "src/print/document.h"

struct print_head {
	const char *kop1, *kop2, *kop3, *address; /* "" left out */
	const char *panti, *place;                /* name of the home; city of "Sangatta, 31 Juli 2026" */
	bool demo;
	caldate on;                               /* the day the paper is dated; DATE_NONE: dots to fill in */
};

/* Who signs: as entered with dates of office. An empty name leaves dotted room for the hand. */
struct print_person { const char *acting /* Plt., Plh., a.n. or "" */, *title, *name, *grade, *nip; };

/* A document with letterhead, date and demo mark. Owner: caller. */
struct document *head_document(const struct print_head *h, const char *title);

/* "29 Mei 2023"; dots for DATE_NONE. All of these are held by the arena. */
const char *head_date(caldate on, struct arena *a);
const char *head_short(caldate on, struct arena *a);  /* 29-05-2023, "-" when unknown */
const char *head_month(caldate month, struct arena *a); /* "Mei 2023" */
/* "Senin tanggal tiga bulan Agustus tahun dua ribu dua puluh enam (03-08-2026)", as a berita acara says it. */
const char *head_day_in_words(caldate on, struct arena *a);
const char *head_words(int64_t number, struct arena *a); /* "dua puluh enam" */
/* "Rp40.000 (empat puluh ribu rupiah)" */
const char *head_money(rupiah amount, struct arena *a);
const char *head_place_date(const struct print_head *h, struct arena *a); /* "Sangatta, 3 Agustus 2026" */
const char *head_nip(const char *nip, struct arena *a); /* 18 digits as 8 6 1 3; anything else as it is */
const char *head_region(const char *name, struct arena *a); /* for narrow columns: "Kab. Kutai Timur" */
const char *head_or(const char *text, const char *otherwise); /* text, or otherwise when it is empty */

/* One block: the official's title with Plt./Plh. in front; standard: the title when there is no official on record. */
struct signature head_signature(const char *above, const struct print_person *p, const char *standard, struct arena *a);

#endif
