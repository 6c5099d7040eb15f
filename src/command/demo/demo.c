/*
 * The demo's frame: the panti itself, then a schedule of events (who does what on which day), run in the order of time with the
 * clock set to each. Events of one month share a transaction, so that a slow disk is asked a dozen times, not two thousand.
 */
#include "src/command/demo/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/panti.h"
#include "db/school/school.h"
#include "db/office/setting.h"
#include "src/command/demo/demo_inside.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
#define UTC_OFFSET 8 /* WITA */

caldate demo_month(const struct demo *d, int ago)
{
	return month_add(d->today, -ago);
}

caldate demo_year_start(int year)
{
	caldate day = date_make(year, 7, 12);
	return day + (8 - date_weekday(day)) % 7;
}

/* The first days of a new year are still the old one's: promotions are written two days after it begins, new schools a week after. */
static int year_on(caldate day)
{
	int year;
	date_split(day, &year, NULL, NULL);
	return day >= demo_year_start(year) ? year : year - 1;
}

int demo_grade(const struct demo *d, const struct demo_child *c, caldate on)
{
	int year = year_on(on);
	if (year > d->year) year = d->year;
	return c->grade - (d->year - year) + (c->flags & REPEATED && year < d->year ? 1 : 0);
}

const char *demo_level(int grade)
{
	return grade > 12 ? "lulus" : grade >= 10 ? "sma" : grade >= 7 ? "smp" : grade >= 1 ? "sd" : grade >= -1 ? "paud" : "belum";
}

void demo_at(struct demo *d, caldate day, int hour, demo_fn fn, int arg)
{
	if (d->count == d->room_for) d->events = mem_grow(d->events, (size_t)(d->room_for = d->room_for ? d->room_for * 2 : 256) * sizeof *d->events);
	if (day > d->today) day = d->today;
	d->events[d->count] = (struct demo_event){ day, hour, d->count, 0, fn, arg };
	d->count++;
}

bool demo_failed(struct demo *d, const char *what)
{
	struct err was = *d->e;
	char day[DATE_ISO_SIZE];
	const char *why = was.text[0] ? was.text : d->p->count ? d->p->list[0].text : "?";
	for (int i = 0; i < d->p->count && !was.text[0]; i++)
		if (d->p->list[i].hard) {
			why = d->p->list[i].text;
			break;
		}
	char text[480];
	str_copy(text, sizeof text, why);
	err_clear(d->e);
	return err_set(d->e, was.kind ? was.kind : ERR_BUG, "%s %s: %s", date_iso(d->day, day), what, text);
}

static int by_time(const void *a, const void *b)
{
	const struct demo_event *x = a, *y = b;
	if (x->day != y->day) return x->day < y->day ? -1 : 1;
	return x->hour != y->hour ? x->hour - y->hour : x->order - y->order;
}

static bool run_group(struct db *db, void *ctx, struct err *e)
{
	struct demo *d = ctx;
	(void)db, (void)e;
	for (int i = d->done; i < d->end; i++) {
		const struct demo_event *v = &d->events[i];
		d->day = v->day;
		clock_set_ms(v->at);
		problems_clear(d->p);
		if (!v->fn(d, v->arg)) return false;
	}
	return true;
}

/* One transaction a month; now: no event lies after it. */
static bool run_all(struct demo *d, utc_ms now)
{
	qsort(d->events, (size_t)d->count, sizeof *d->events, by_time);
	utc_ms last = 0;
	for (int i = 0; i < d->count; i++) {
		struct demo_event *v = &d->events[i];
		v->at = v->day * DAY_MS + (v->hour - UTC_OFFSET) * HOUR_MS;
		if (v->at <= last) v->at = last + 1000; /* nothing happens in the same moment: what was known when is told apart */
		if (v->at > now) v->at = now > last ? now : last + 1;
		last = v->at;
	}
	while (d->done < d->count) {
		for (d->end = d->done; d->end < d->count && month_of(d->events[d->end].day) == month_of(d->events[d->done].day); d->end++) continue;
		if (!db_tx(d->db, run_group, d, d->e)) return false;
		d->done = d->end;
	}
	return true;
}

/* --- the panti ---------------------------------------------------------------------------------------------------------------- */

static bool make_panti(struct demo *d, int arg)
{
	struct panti now;
	(void)arg;
	if (!panti_load(d->db, d->panti, d->a, &now, d->e)) return demo_failed(d, "panti");
	const char *v[PANTI_FIELDS];
	for (int i = 0; i < PANTI_FIELDS; i++) v[i] = now.v[i];
	v[PANTI_KOP1] = "PEMERINTAH PROVINSI KALIMANTAN TIMUR";
	v[PANTI_KOP2] = "DINAS SOSIAL";
	v[PANTI_KOP3] = "UPTD PANTI SOSIAL ASUHAN ANAK TUNAS HARAPAN";
	v[PANTI_ADDRESS] = "Jl. Pelita Contoh No. 17, Samarinda 75999";
	v[PANTI_PHONE] = "(0541) 999017";
	v[PANTI_PLACE] = "Samarinda";
	v[PANTI_DISTRICT] = "64.72";
	v[PANTI_CAPACITY_L] = "34";
	v[PANTI_CAPACITY_P] = "34";
	v[PANTI_PAPER] = "f4";
	v[PANTI_UTC_OFFSET] = "8";
	return (panti_save(d->db, &d->who[HASAN], now.version, v, d->p, d->e) && setting_set(d->db, &d->who[HASAN], "letter_code", "400.9", d->p, d->e)
		&& setting_set(d->db, &d->who[HASAN], "letter_format", "{code}/{seq}/PSAA-TH/{roman}/{year}", d->p, d->e)
		&& panti_set_up(d->db, &d->who[HASAN], d->e)) || demo_failed(d, "panti");
}

static bool make_officials(struct demo *d, int arg)
{
	(void)arg;
	for (size_t i = 0; i < demo_official_count; i++) {
		const struct demo_official *o = &demo_officials[i];
		struct official in = { 0, o->post, "", o->title, o->name, o->grade, o->nip, date_from_iso(o->from), *o->until ? date_from_iso(o->until) : DATE_NONE };
		if (!official_save(d->db, &d->who[HASAN], &in, d->p, d->e)) return demo_failed(d, o->name);
	}
	return true;
}

static bool make_rooms(struct demo *d, int arg)
{
	(void)arg;
	for (int i = 0; i < DEMO_ROOMS; i++) {
		const struct demo_room *r = &demo_rooms[i];
		struct room in = { .name = r->name, .sex = r->sex, .caregiver = r->caregiver, .capacity = r->capacity };
		if (!(d->room[i] = room_save(d->db, &d->who[HASAN], &in, d->p, d->e))) return demo_failed(d, r->name);
	}
	return true;
}

/* init knows the school years around its own release; a demo made later needs later ones. */
static bool make_years(struct demo *d, int arg)
{
	struct school_year_row *rows;
	size_t count;
	(void)arg;
	if (!school_year_list(d->db, &d->who[WATI], d->a, &rows, &count, d->e)) return demo_failed(d, "school_year");
	for (int y = d->year - 1; y <= d->year + 1; y++) {
		char code[SCHOOL_YEAR_SIZE];
		size_t i = 0;
		school_year_text(y, code);
		while (i < count && strcmp(rows[i].code, code)) i++;
		if (i < count) continue;
		caldate half = date_make(y + 1, 1, 3), end = date_make(y + 1, 6, 16);
		struct school_year_row in = { code, demo_year_start(y), half + (8 - date_weekday(half)) % 7, end + (12 - date_weekday(end)) % 7 };
		if (!school_year_save(d->db, &d->who[WATI], &in, d->p, d->e)) return demo_failed(d, code);
	}
	return true;
}

static bool make_schools(struct demo *d, int arg)
{
	(void)arg;
	for (int i = 0; i < DEMO_SCHOOLS; i++) {
		const struct demo_school *s = &demo_schools[i];
		struct school_row in = { 0, s->npsn, s->name, s->kind, s->level, s->address, 0, 0 };
		if (!school_save(d->db, &d->who[WATI], &in, NULL, &d->school[i], d->p, d->e)) return demo_failed(d, s->name);
	}
	return true;
}

/* Outside a transaction: each password is hashed (0.1 s). */
static bool make_users(struct demo *d)
{
	for (int i = 0; i < DEMO_USERS; i++) {
		const struct demo_user *u = &demo_users[i];
		struct user_new in = { .name = u->name, .shown = u->shown, .title = u->title, .nip = u->nip, .district = u->district, .password = DEMO_PASSWORD, .roles = u->roles };
		if (i != HASAN && !user_add(d->db, &d->who[HASAN], &in, d->p, d->e)) return demo_failed(d, u->name);
		if (i != HASAN && !user_actor(d->db, u->name, d->first, &d->who[i], d->e)) return demo_failed(d, u->name);
	}
	return true;
}

static bool make_all(struct demo *d, const struct init *first, utc_ms now)
{
	d->day = d->first;
	clock_set_ms(d->first * DAY_MS + (7 - UTC_OFFSET) * HOUR_MS);
	struct init in = *first;
	if (!in.head.title) in.head.title = demo_users[HASAN].title;
	if (!in.head.nip) in.head.nip = demo_users[HASAN].nip;
	if (!db_init(d->db, &in, &d->panti, d->p, d->e)) return demo_failed(d, "init");
	if (!user_actor(d->db, first->head.name, d->first, &d->who[HASAN], d->e) || !make_users(d)) return false;
	demo_at(d, d->first, 8, make_panti, 0);
	demo_at(d, d->first, 8, make_officials, 0);
	demo_at(d, d->first, 8, make_rooms, 0);
	demo_at(d, d->first, 8, make_years, 0);
	demo_at(d, d->first, 8, make_schools, 0);
	demo_plan_money(d); /* closings of months come first of what falls on one moment */
	demo_plan_children(d);
	demo_plan_school(d);
	demo_plan_community(d); /* before the referrals made of them */
	demo_plan_cases(d);
	demo_plan_ends(d);
	demo_plan_partners(d);
	demo_plan_presence(d);
	demo_plan_labour(d);
	demo_plan_companies(d);
	return run_all(d, now);
}

bool demo_init(struct db *db, const struct init *first, struct problems *p, struct err *e)
{
	struct demo *d = mem_alloc(sizeof *d);
	struct clock_state clock = clock_keep();
	d->db = db;
	d->p = p;
	d->e = e;
	d->a = arena_new();
	d->today = clock_today(UTC_OFFSET);
	d->year = year_on(d->today - 8); /* a school year that has just begun is still to be promoted into: work for the desk */
	d->start = demo_year_start(d->year);
	caldate june = date_make(d->year, 6, 1), ago = demo_month(d, 8);
	d->first = june < ago ? june : ago;
	bool ok = make_all(d, first, clock_now());
	clock_put_back(clock);
	free(d->events);
	arena_free(d->a);
	free(d);
	return ok;
}
