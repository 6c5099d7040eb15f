/* Six invented workplaces and the last two quarters: in time, late, checked on the spot, differing with children found, and one that never answers. */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>
#include <string.h>

#include "db/community/company.h"

enum { NEVER = -1, QUARTERS = 2 };

/* A quarter: days after its end on which the report came (NEVER), L and P of each band; then days until the check (0: none) and what was found. */
struct quarter_row { int came; int reported[WORK_BANDS][SEXES]; int check; int found[WORK_BANDS][SEXES]; int harmful; const char *note; };
static const struct workplace_row {
	const char *name, *sector, *district, *address, *contact, *phone;
	struct quarter_row quarter[QUARTERS]; /* the one before last, the last */
} workplaces[] = {
	{ "CV Rotan Harapan Contoh", "industri", "64.72", "Jl. Anyaman Contoh No. 4", "Bapak Surya", "0541-999101",
		{ { 6, { { 0, 0 }, { 0, 0 }, { 1, 2 }, { 18, 24 } }, 0, { { 0, 0 } }, 0, "" }, { 5, { { 0, 0 }, { 0, 0 }, { 1, 1 }, { 19, 25 } }, 0, { { 0, 0 } }, 0, "" } } },
	{ "Kebun Sawit Rimba Contoh", "perkebunan", "64.08", "Jalan poros km 17", "Ibu Ratna", "0549-999102",
		{ { 9, { { 0, 0 }, { 0, 0 }, { 4, 0 }, { 61, 12 } }, 34, { { 0, 0 }, { 2, 0 }, { 6, 1 }, { 58, 12 } }, 3, "Dua anak mengangkut buah bersama ayahnya; tiga remaja menyemprot tanpa alat pelindung." },
		  { 12, { { 0, 0 }, { 0, 0 }, { 3, 0 }, { 60, 14 } }, 0, { { 0, 0 } }, 0, "" } } },
	{ "Batu Bata Merah Contoh", "pertambangan_batu", "64.08", "Desa Contoh RT 5", "Bapak Ijul", "",
		{ { NEVER, { { 0, 0 } }, 0, { { 0, 0 } }, 0, "" }, { NEVER, { { 0, 0 } }, 0, { { 0, 0 } }, 0, "" } } },
	{ "Rumah Makan Sedap Contoh", "perdagangan", "64.72", "Jl. Pasar Contoh No. 21", "Ibu Yuli", "0541-999104",
		{ { 14, { { 0, 0 }, { 0, 0 }, { 0, 2 }, { 3, 9 } }, 25, { { 0, 0 }, { 0, 0 }, { 0, 2 }, { 3, 9 } }, 0, "Sesuai daftar hadir." }, { 7, { { 0, 0 }, { 0, 0 }, { 0, 2 }, { 4, 9 } }, 0, { { 0, 0 } }, 0, "" } } },
	{ "Penggergajian Kayu Meranti Contoh", "industri", "64.08", "Kampung Contoh Hulu", "Bapak Leo", "0549-999105",
		{ { 26, { { 0, 0 }, { 0, 0 }, { 2, 0 }, { 15, 1 } }, 0, { { 0, 0 } }, 0, "" }, { 10, { { 0, 0 }, { 0, 0 }, { 0, 0 }, { 16, 1 } }, 0, { { 0, 0 } }, 0, "" } } },
	{ "UD Ikan Asin Pesisir Contoh", "perikanan", "64.08", "Dermaga Contoh", "Ibu Halimah", "",
		{ { 4, { { 0, 0 }, { 0, 1 }, { 1, 3 }, { 7, 16 } }, 0, { { 0, 0 } }, 0, "" }, { 8, { { 0, 0 }, { 0, 0 }, { 1, 3 }, { 7, 15 } }, 0, { { 0, 0 } }, 0, "" } } },
};

static caldate quarter_of(const struct demo *d, int index)
{
	return month_add(quarter_last(d->today), index ? 0 : -3);
}

static row_id workplace(struct demo *d, int i)
{
	row_id id = 0;
	company_find(d->db, &d->who[WATI], workplaces[i].name, &id, d->e);
	return id;
}

static bool make_workplaces(struct demo *d, int arg)
{
	char iso[DATE_ISO_SIZE];
	(void)arg;
	for (size_t i = 0; i < COUNT(workplaces); i++) {
		const struct workplace_row *w = &workplaces[i];
		const char *v[COMPANY_FIELDS] = { [COMPANY_F_NAME] = w->name, [COMPANY_F_SECTOR] = w->sector, [COMPANY_F_DISTRICT] = w->district, [COMPANY_F_ADDRESS] = w->address, [COMPANY_F_CONTACT] = w->contact,
			[COMPANY_F_PHONE] = w->phone, [COMPANY_F_REGISTERED] = date_iso(d->day, iso), [COMPANY_F_NOTE] = "" };
		row_id id;
		if (!company_record(d->db, &d->who[WATI], v, NULL, &id, d->p, d->e)) return demo_failed(d, w->name);
	}
	return true;
}

static struct headcount count_of(const int n[WORK_BANDS][SEXES])
{
	struct headcount h;
	memcpy(h.n, n, sizeof h.n);
	return h;
}

/* arg: workplace and quarter. */
static bool receive(struct demo *d, int arg)
{
	const struct quarter_row *q = &workplaces[arg / QUARTERS].quarter[arg % QUARTERS];
	const struct company_receipt in = { quarter_of(d, arg % QUARTERS), d->day, "", "", "", count_of(q->reported) };
	row_id id;
	return company_receive(d->db, &d->who[WATI], workplace(d, arg / QUARTERS), &in, NULL, &id, d->p, d->e) || demo_failed(d, workplaces[arg / QUARTERS].name);
}

static bool check(struct demo *d, int arg)
{
	const struct quarter_row *q = &workplaces[arg / QUARTERS].quarter[arg % QUARTERS];
	const struct company_filter one = { .quarter = quarter_of(d, arg % QUARTERS), .status = COMPANY_RECEIVED, .owing = true, .text = workplaces[arg / QUARTERS].name };
	const struct company_check_in in = { d->day, q->note, q->harmful, count_of(q->found) };
	struct company_row row;
	if (company_list(d->db, &d->who[SRI], &one, (struct company_key){ NULL, 0 }, false, d->a, &row, 1, d->e) != 1) return demo_failed(d, "check");
	return company_checked(d->db, &d->who[SRI], row.report, 1, &in, d->p, d->e) || demo_failed(d, workplaces[arg / QUARTERS].name);
}

static bool remind(struct demo *d, int arg)
{
	row_id id;
	return company_remind(d->db, &d->who[WATI], workplace(d, arg), quarter_of(d, 0), NULL, NULL, &id, d->p, d->e) || demo_failed(d, workplaces[arg].name);
}

void demo_plan_companies(struct demo *d)
{
	caldate begin = quarter_of(d, 0) + 1; /* nothing is owed of the quarters before */
	demo_at(d, begin > d->first ? begin : d->first + 1, 10, make_workplaces, 0);
	for (int i = 0; i < (int)COUNT(workplaces); i++) {
		for (int n = 0; n < QUARTERS; n++) {
			const struct quarter_row *q = &workplaces[i].quarter[n];
			caldate end = quarter_end(quarter_of(d, n));
			if (q->came != NEVER) demo_at(d, end + q->came, 11, receive, i * QUARTERS + n);
			if (q->check) demo_at(d, end + q->check, 14, check, i * QUARTERS + n);
		}
		if (workplaces[i].quarter[0].came == NEVER) demo_at(d, company_due(quarter_of(d, 0), COMPANY_DUE_DAYS) + 6, 9, remind, i);
	}
}
