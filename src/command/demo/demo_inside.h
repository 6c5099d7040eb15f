/*
 * What the files of the demo share: the tables of invented people (demo_data.c, demo_children.c) and the simulated days on which
 * they live. Every write goes through the program's own typed functions, as one of the demo's users, on its own day.
 *
 * "Year" is the school year the demo stands in: its promotions of July are done. A child's grade in the table is that of this year;
 * what it was before is counted back, so that the demo shows 7 / 12 / 34 on whatever day it is made.
 */
#ifndef COMMAND_DEMO_INSIDE_H
#define COMMAND_DEMO_INSIDE_H
#include "db/child/stay.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/month.h"

/* --- tables --------------------------------------------------------------------------------------------------------------- */

struct demo_user { const char *name, *shown, *title, *nip, *district; unsigned roles; };
struct demo_official { const char *post, *title, *name, *grade, *nip, *from, *until; };
struct demo_room { const char *name, *sex, *caregiver; int capacity; };
struct demo_school { const char *npsn, *name, *kind, *level, *address; };
enum demo_room_index { ROOM_MELATI, ROOM_MAWAR, ROOM_ANGGREK, ROOM_MERPATI, ROOM_RAJAWALI, ROOM_GARUDA, DEMO_ROOMS };
enum demo_school_index { SDN, MI, SLB, SMPN, MTS, SMPB, SMAN, SMKN, SMKS, MAS, PKBM, DEMO_SCHOOLS };
enum demo_who { HASAN, SRI, RINA, TONO, WATI, ANDI, BUDI, DEMO_USERS };
extern const struct demo_user demo_users[DEMO_USERS]; /* HASAN: the head, made by init */
extern const struct demo_official demo_officials[];
extern const size_t demo_official_count;
extern const struct demo_room demo_rooms[DEMO_ROOMS];
extern const struct demo_school demo_schools[DEMO_SCHOOLS];

/* When a child came: months before the desk's first month, or one of these. */
enum { CAME_SEASON = -1 /* the selection round of July */, CAME_NIGHT = -2 /* emergency */, CAME_NOW = -3 /* awaits the head */, CAME_LETTER = -10 /* - n: by a referral, n months ago */ };

#define NO_NIK 1u
#define NO_AKTA 2u
#define NO_KK 4u
#define NO_CONSENT 8u
#define NO_FATHER 16u
#define ABOUT 32u       /* birth date known to the year only */
#define REPEATED 64u    /* stayed in the grade at the last promotion */
#define SEALED 128u
#define WAS_BALITA 256u /* was in the cluster of toddlers until five */
#define GRADUATE 512u   /* left in July's pelepasan */
#define REUNITED 1024u
#define RAN_AWAY 2048u
#define LEAVING 4096u   /* proposal awaits the head */
#define AWAY_LATE 8192u /* did not come back on the day */
#define AWAY_NOW 16384u
#define AT_WORK 32768u  /* PKL */
#define LEFT (GRADUATE | REUNITED | RAN_AWAY)

struct demo_child {
	const char *name, *nickname, *sex;
	int month, day, older;          /* birthday; years older than the grade's usual age */
	int grade;                      /* in the demo's year; 0 and less: years before school; 13: finished grade 12 in July */
	enum demo_school_index school;
	const char *origin;             /* sub-district; its regency is the one that sent */
	int came;
	const char *clusters, *background, *religion, *mother, *father;
	int family;                     /* siblings share one; 0 none here */
	unsigned flags;
};
extern const struct demo_child demo_children[];
extern const size_t demo_children_count;
#define DEMO_CHILDREN_MOST 64

/* A child as canonical values: NIK, family card, address and the rest made from the row and its index, always the same. */
void demo_person(const struct demo_child *c, int index, int year, struct arena *a, const char *v[PERSON_FIELDS]);
caldate demo_birth(const struct demo_child *c, int year);
int demo_number(int index, int salt, int below); /* 0 .. below-1, always the same for index and salt */

enum { DEMO_PARTNERS = 12, DEMO_OUTS = 8 };

/* --- the simulation ---------------------------------------------------------------------------------------------------------- */

struct demo {
	struct db *db;
	struct problems *p;
	struct err *e;
	struct arena *a;
	row_id panti;
	struct actor who[DEMO_USERS];
	row_id room[DEMO_ROOMS], school[DEMO_SCHOOLS];
	int year;                              /* first year of the demo's school year */
	caldate today, first, start;           /* the real day; the desk's first day; first day of the school year */
	struct { row_id resident, stay, referral; bool here; } child[DEMO_CHILDREN_MOST];
	row_id letter[32];                     /* referrals without an admission, by row of demo_letters */
	row_id partner[DEMO_PARTNERS], out[DEMO_OUTS]; /* by row of demo_partner.c */
	row_id report[16];                     /* of the public, by row of demo_community.c */
	row_id pelepasan;
	struct demo_event *events;
	int count, room_for, done, end;        /* of events; the group running now */
	caldate day;                           /* of the event running now */
};
typedef bool (*demo_fn)(struct demo *d, int arg);
struct demo_event { caldate day; int hour, order; utc_ms at; demo_fn fn; int arg; };

/* fn(d, arg) at that hour of that day; days after today become today. */
void demo_at(struct demo *d, caldate day, int hour, demo_fn fn, int arg);
caldate demo_month(const struct demo *d, int ago);             /* first day of the month so many months ago */
caldate demo_year_start(int year);                             /* first Monday from 12 July on */
int demo_grade(const struct demo *d, const struct demo_child *c, caldate on);
const char *demo_level(int grade);
bool demo_failed(struct demo *d, const char *what);            /* adds what the demo was doing to the error; returns false */

/* Each files its part of the schedule. */
void demo_plan_children(struct demo *d);
void demo_plan_school(struct demo *d);
void demo_plan_cases(struct demo *d);
void demo_plan_community(struct demo *d);
void demo_plan_ends(struct demo *d);
void demo_plan_partners(struct demo *d);
void demo_plan_presence(struct demo *d);
void demo_plan_money(struct demo *d);
void demo_plan_labour(struct demo *d);
void demo_plan_companies(struct demo *d);

/* The report of the public that a child's referral is made of; 0 none. */
row_id demo_report_of(const struct demo *d, const char *name);
/* A referral of child `index` as received by letter: recorded, assessed, advised, approved within a week; for demo_cases.c and the enrolment. */
bool demo_admit(struct demo *d, int index);

#endif
