/*
 * Child labour of Kutai Timur as an old list that was typed in: 25, 19 and 15 children found working in 2018, 2019 and 2020 (DOMAIN.md 8.12).
 * The totals are the source's, the single children are invented and have no names.
 */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>
#include <string.h>

#include "db/community/labour.h"

static const struct { int year, children; } years[] = { { 2018, 25 }, { 2019, 19 }, { 2020, 15 } };

/* The kind of worst form some of a sector's children are in, and how many of ten. */
static const struct sector_row { const char *sector, *work, *pasb; int worst; } sectors[] = {
	{ "perkebunan", "Mengangkut buah sawit", "membahayakan", 2 }, { "perkebunan", "Menyemprot kebun", "membahayakan", 3 }, { "pertanian", "Membantu di ladang orang", "", 0 },
	{ "jalanan", "Mengamen di lampu merah", "", 0 }, { "jalanan", "Mengemis di pasar", "perbudakan", 2 }, { "pemulung", "Memilah sampah di TPA", "membahayakan", 2 }, { "perdagangan", "Menjaga kios sampai malam", "", 0 },
	{ "konstruksi", "Mengaduk semen", "membahayakan", 2 }, { "pertambangan_batu", "Memecah batu", "membahayakan", 4 }, { "prt", "Bekerja di rumah majikan", "perbudakan", 2 }, { "perikanan", "Ikut kapal malam", "membahayakan", 1 },
	{ "hiburan", "Melayani di warung malam", "seksual", 3 }, { "perdagangan", "Kurir barang titipan", "narkoba", 2 },
};

static bool screen(struct demo *d, caldate on, const char *const v[LABOUR_FIELDS], enum labour_answer expected)
{
	struct labour_input in = { .report = 0 };
	char iso[DATE_ISO_SIZE];
	row_id made;
	enum labour_answer answer;
	for (int i = 0; i < LABOUR_FIELDS; i++) in.v[i] = v[i];
	in.v[LABOUR_F_ON] = date_iso(on, iso);
	in.v[LABOUR_F_DISTRICT] = "64.08";
	if (!labour_screen(d->db, &d->who[SRI], &in, NULL, &made, &answer, d->p, d->e)) return demo_failed(d, "labour");
	MUST(labour_answer_works(answer) == labour_answer_works(expected));
	return true;
}

/* Works every day, or school suffers: each of them is a child worker whatever else is said. */
static bool one(struct demo *d, int year, int i)
{
	const struct sector_row *s = &sectors[demo_number(i, 41, COUNT(sectors))];
	const char *v[LABOUR_FIELDS] = { NULL };
	char age[12], minutes[12];
	bool worst = demo_number(i, 42, 10) < s->worst, school = demo_number(i, 43, 3) > 0;
	snprintf(age, sizeof age, "%d", 9 + demo_number(i, 44, 9));
	snprintf(minutes, sizeof minutes, "%d", 240 + 60 * demo_number(i, 45, 5));
	v[LABOUR_F_AGE] = age;
	v[LABOUR_F_SEX] = demo_number(i, 46, 5) < 3 ? "L" : "P";
	v[LABOUR_F_WORK] = s->work;
	v[LABOUR_F_SECTOR] = s->sector;
	v[LABOUR_F_MINUTES] = demo_number(i, 47, 6) ? minutes : "";
	v[LABOUR_F_EVERY_DAY] = school && demo_number(i, 48, 2) ? "" : "1";
	v[LABOUR_F_SCHOOL] = school ? "1" : "";
	v[LABOUR_F_EXPLOITED] = demo_number(i, 49, 5) == 0 ? "1" : "";
	v[LABOUR_F_LONG_HOURS] = demo_number(i, 50, 4) == 0 ? "1" : "";
	v[LABOUR_F_NIGHT] = strstr(s->work, "malam") ? "1" : "";
	v[LABOUR_F_WITH_PARENTS] = strcmp(s->sector, "pertanian") == 0 && demo_number(i, 51, 2) ? "1" : "";
	v[LABOUR_F_PASB] = worst ? s->pasb : "";
	v[LABOUR_F_HARMS] = worst && strcmp(s->pasb, "membahayakan") == 0 ? "1" : "";
	v[LABOUR_F_RISKS] = labour_sector_risks(s->sector);
	v[LABOUR_F_NOTE] = "Disalin dari daftar lama Dinas Sosial.";
	return screen(d, date_make(year, 1 + demo_number(i, 52, 12), 1 + demo_number(i, 53, 28)), v, LABOUR_CHILD);
}

static bool make_list(struct demo *d, int arg)
{
	int i = 0;
	(void)arg;
	for (size_t y = 0; y < COUNT(years); y++)
		for (int n = 0; n < years[y].children; n++)
			if (!one(d, years[y].year, i++)) return false;
	return true;
}

/* Two of this year who are no child workers: a helper at the family's stall, a pupil in a workshop for training. */
static bool make_new(struct demo *d, int arg)
{
	const char *v[LABOUR_FIELDS] = { NULL };
	(void)arg;
	v[LABOUR_F_NAME] = "Wahyu Pratama";
	v[LABOUR_F_SEX] = "L";
	v[LABOUR_F_AGE] = "13";
	v[LABOUR_F_WORK] = "Membantu kios orang tua sepulang sekolah";
	v[LABOUR_F_SECTOR] = "perdagangan";
	v[LABOUR_F_MINUTES] = "120";
	v[LABOUR_F_WITH_PARENTS] = "1";
	if (!screen(d, d->day, v, LABOUR_LIGHT)) return false;
	v[LABOUR_F_NAME] = "Reza Mahendra";
	v[LABOUR_F_AGE] = "16";
	v[LABOUR_F_WORK] = "PKL di bengkel motor";
	v[LABOUR_F_SECTOR] = "industri";
	v[LABOUR_F_MINUTES] = "300";
	v[LABOUR_F_WITH_PARENTS] = "";
	v[LABOUR_F_TRAINING] = "1";
	return screen(d, d->day, v, LABOUR_NOT);
}

void demo_plan_labour(struct demo *d)
{
	demo_at(d, d->first, 9, make_list, 0);
	demo_at(d, d->today - 12, 10, make_new, 0);
}
