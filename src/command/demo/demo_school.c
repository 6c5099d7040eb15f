/* Children of the demo: how they came, their schooling counted back from the year the demo stands in, July's promotions. */
#include "src/command/demo/demo_inside.h"

#include <stdio.h>
#include <string.h>

#include "db/child/presence.h"
#include "db/school/school.h"
#include "db/referral/referral.h"

/* The school a child went to at a grade: the table's for its level now, before that one of the neighbourhood. */
static enum demo_school_index school_at(const struct demo_child *c, int index, int grade)
{
	const char *level = demo_level(grade);
	if (!strcmp(demo_schools[c->school].level, level)) return c->school;
	return grade >= 7 ? (strcmp(c->religion, "islam") ? SMPB : index % 2 ? SMPN : MTS) : index % 3 ? SDN : MI;
}

static caldate came_on(const struct demo *d, int index)
{
	const struct demo_child *c = &demo_children[index];
	if (c->came == CAME_SEASON) return d->start + 3;
	if (c->came == CAME_NIGHT) return demo_month(d, 4) + 18;
	if (c->came == CAME_NOW) return d->today - 1;
	if (c->came <= CAME_LETTER) return demo_month(d, CAME_LETTER - c->came) + 13;
	return month_add(d->first, -c->came) + demo_number(index, 30, 27);
}

static enum demo_room_index room_of(const struct demo_child *c)
{
	bool girl = *c->sex == 'P';
	if (c->grade < 7) return girl ? ROOM_MELATI : ROOM_MERPATI;
	if (c->grade < 10) return girl ? ROOM_MAWAR : ROOM_RAJAWALI;
	return girl ? ROOM_ANGGREK : ROOM_GARUDA;
}

static int papers(const struct demo_child *c, int index, struct paper out[8])
{
	int n = 0;
	if (!(c->flags & NO_AKTA)) out[n++] = (struct paper){ .kind = "akta", .state = demo_number(index, 24, 4) ? "asli" : "fotokopi", .number = "", .note = "", .on = DATE_NONE };
	else out[n++] = (struct paper){ .kind = "akta", .state = index % 2 ? "proses" : "tidak_ada", .number = "", .note = index % 2 ? "" : "Belum pernah dibuatkan akta", .on = DATE_NONE };
	out[n++] = (struct paper){ .kind = "kk", .state = c->flags & NO_KK ? "tidak_ada" : "fotokopi", .number = "", .note = c->flags & NO_KK ? "Belum masuk kartu keluarga" : "", .on = DATE_NONE };
	if (c->came != CAME_NIGHT) out[n++] = (struct paper){ .kind = "surat_rujukan", .state = "asli", .number = "", .note = "", .on = DATE_NONE };
	if (!(c->flags & NO_CONSENT)) out[n++] = (struct paper){ .kind = "kesepakatan", .state = "asli", .number = "", .note = "", .on = DATE_NONE };
	if (c->grade > 1) out[n++] = (struct paper){ .kind = "rapor", .state = "fotokopi", .number = "", .note = "", .on = DATE_NONE };
	if (index % 5) out[n++] = (struct paper){ .kind = "surat_sehat", .state = "asli", .number = "", .note = "", .on = DATE_NONE };
	return n;
}

static void fill(struct demo *d, int index, struct stay_admission *in, struct paper paper[8])
{
	const struct demo_child *c = &demo_children[index];
	char number[24];
	int year, month;
	*in = (struct stay_admission){ .on = came_on(d, index), .worker = d->who[SRI].user, .room = d->room[room_of(c)], .twins_seen = true };
	int grade = demo_grade(d, c, in->on);
	demo_person(c, index, d->year, d->a, in->v);
	if (in->v[PERSON_CONSENT_BY][0]) {
		char iso[DATE_ISO_SIZE];
		in->v[PERSON_CONSENT_ON] = arena_dup(d->a, date_iso(in->on, iso));
	}
	in->clusters = c->flags & WAS_BALITA ? "balita_terlantar" : c->clusters;
	in->level = demo_level(grade);
	in->grade = grade >= 1 ? grade : 0;
	if (grade >= 1) {
		enum demo_school_index s = school_at(c, index, grade);
		in->school = d->school[s];
		in->school_kind = demo_schools[s].kind;
	}
	date_split(in->on, &year, &month, NULL);
	snprintf(number, sizeof number, "%d", 20 + index);
	in->district = arena_printf(d->a, "%.5s", c->origin);
	in->letter_no = c->came == CAME_NIGHT ? "" : c->came == CAME_SEASON ? arena_printf(d->a, "400.9/417/SK-Penetapan/%d", year)
		: arena_printf(d->a, "400.9/%s/Dinsos/%02d/%d", number, month, year);
	in->emergency = c->came == CAME_NIGHT;
	in->note = c->came == CAME_NIGHT ? "Diantar warga pukul 23.40, ditemukan tidur di terminal" : "";
	in->papers = paper;
	in->paper_count = papers(c, index, paper);
}

/* The years between admission and the desk's first day, as the school's records tell them. */
static bool earlier_years(struct demo *d, int index, caldate admitted)
{
	const struct demo_child *c = &demo_children[index];
	int year;
	date_split(admitted, &year, NULL, NULL);
	for (; demo_year_start(year) < d->first; year++) {
		caldate on = demo_year_start(year);
		int grade = demo_grade(d, c, on);
		if (on <= admitted || (grade < 1 && !strcmp(demo_level(grade), demo_level(grade - 1)))) continue;
		enum demo_school_index s = school_at(c, index, grade);
		struct schooling_input in = { .resident = d->child[index].resident, .on = on, .level = demo_level(grade), .grade = grade >= 1 ? grade : 0,
			.kind = grade >= 1 ? demo_schools[s].kind : "", .school = grade >= 1 ? d->school[s] : 0, .note = "" };
		row_id id;
		if (!schooling_record(d->db, &d->who[WATI], &in, NULL, &id, d->p, d->e)) return demo_failed(d, c->name);
	}
	return true;
}

static bool admitted(struct demo *d, int index, const struct stay_admitted *out)
{
	d->child[index].resident = out->resident;
	d->child[index].stay = out->stay;
	d->child[index].here = true;
	return true;
}

bool demo_admit(struct demo *d, int index)
{
	struct stay_admission in;
	struct stay_admitted out;
	struct paper paper[8];
	const struct demo_child *c = &demo_children[index];
	fill(d, index, &in, paper);
	/* children of before are the head's first entry; others are enrolled by the social worker and approved the same day */
	bool before = c->came > 0;
	if (d->child[index].referral) {
		in.referral = d->child[index].referral;
		memset(in.v, 0, sizeof in.v);
	}
	if (!stay_admit(d->db, &d->who[before ? HASAN : SRI], &in, 1, &out, d->p, d->e)) return demo_failed(d, c->name);
	if (!before && c->came != CAME_NOW && !stay_approve(d->db, &d->who[HASAN], &out.stay, 1, d->p, d->e)) return demo_failed(d, c->name);
	admitted(d, index, &out);
	return !before || earlier_years(d, index, in.on);
}

static bool admit_one(struct demo *d, int index)
{
	return demo_admit(d, index);
}

/* July's selection round: one sitting, one decree. */
static bool admit_season(struct demo *d, int arg)
{
	struct stay_admission in[16] = { { .resident = 0 } };
	struct stay_admitted out[16];
	struct paper paper[16][8];
	row_id stays[16];
	int index[16], n = 0;
	(void)arg;
	for (size_t i = 0; i < demo_children_count && n < 16; i++)
		if (demo_children[i].came == CAME_SEASON) {
			fill(d, (int)i, &in[n], paper[n]);
			index[n++] = (int)i;
		}
	if (!stay_admit(d->db, &d->who[WATI], in, n, out, d->p, d->e)) return demo_failed(d, "season");
	for (int i = 0; i < n; i++) {
		stays[i] = out[i].stay;
		admitted(d, index[i], &out[i]);
	}
	return stay_approve(d->db, &d->who[HASAN], stays, n, d->p, d->e) || demo_failed(d, "season");
}

static bool no_toddler_any_more(struct demo *d, int index)
{
	const struct demo_child *c = &demo_children[index];
	return stay_set_clusters(d->db, &d->who[SRI], d->child[index].resident, c->clusters, d->first - 200, d->p, d->e) || demo_failed(d, c->name);
}

static bool seal(struct demo *d, int index)
{
	struct resident_card card;
	return (resident_card(d->db, &d->who[HASAN], d->child[index].resident, true, "Memeriksa berkas ABH", d->a, &card, d->p, d->e)
		&& resident_seal(d->db, &d->who[HASAN], d->child[index].resident, card.version, true, "Anak berhadapan dengan hukum: identitas dirahasiakan", d->p, d->e))
		|| demo_failed(d, "seal");
}

/* A missing family card arrived: what was and what is stand in the history. */
static bool papers_came(struct demo *d, int index)
{
	struct resident_card card;
	struct resident_edit in = { .resident = d->child[index].resident };
	if (!resident_card(d->db, &d->who[WATI], in.resident, true, NULL, d->a, &card, d->p, d->e)) return demo_failed(d, "card");
	in.person_version = card.person.version;
	for (int i = 0; i < PERSON_FIELDS; i++) in.v[i] = card.person.v[i];
	in.v[PERSON_VILLAGE] = "Sungai Dama";
	in.v[PERSON_GUARDIAN_PHONE] = "081299054321";
	return resident_edit(d->db, &d->who[WATI], &in, d->p, d->e) || demo_failed(d, "edit");
}

static bool weigh(struct demo *d, int arg)
{
	(void)arg;
	for (int i = 0; i < (int)demo_children_count; i++) {
		const struct demo_child *c = &demo_children[i];
		if (!d->child[i].here || c->flags & SEALED) continue;
		int age = date_age(demo_birth(c, d->year), d->day), tall = age < 5 ? 950 : 1080 + (age > 16 ? 10 : age - 6) * 52 + demo_number(i, 40, 60);
		struct measure in = { .on = d->day, .height_mm = tall, .weight_g = (int)((int64_t)tall * tall / 58) /* a body mass index of about 17 */ / 100 * 100 + 1000 * demo_number(i, 41, 4) };
		if (in.weight_g > 90000) in.weight_g = 52000;
		if (!measure_add(d->db, &d->who[SRI], d->child[i].resident, &in, d->p, d->e)) return demo_failed(d, c->name);
	}
	return true;
}

void demo_plan_children(struct demo *d)
{
	/* the old book is typed in from its first page: register numbers follow the admissions */
	for (caldate on = month_add(d->first, -60); on < d->first; on++)
		for (int i = 0; i < (int)demo_children_count; i++)
			if (demo_children[i].came > 0 && came_on(d, i) == on) demo_at(d, d->first, 9, admit_one, i);
	for (int i = 0; i < (int)demo_children_count; i++) {
		const struct demo_child *c = &demo_children[i];
		if (c->came < 0 && c->came != CAME_SEASON) demo_at(d, came_on(d, i), c->came == CAME_NIGHT ? 23 : 13, admit_one, i);
		if (c->flags & WAS_BALITA) demo_at(d, d->first + 2, 10, no_toddler_any_more, i);
		if (c->flags & SEALED) demo_at(d, d->first + 2, 11, seal, i);
	}
	demo_at(d, d->start + 3, 10, admit_season, 0);
	demo_at(d, demo_month(d, 5) + 8, 9, papers_came, 2);
	demo_at(d, demo_month(d, 2) + 8, 9, weigh, 0);
}

/* --- kenaikan kelas ------------------------------------------------------------------------------------------------------------ */

static bool promote(struct demo *d, int arg)
{
	struct promotion_row *rows;
	struct promotion_result out;
	struct promotion_mark marks[DEMO_CHILDREN_MOST];
	char year[SCHOOL_YEAR_SIZE];
	size_t count, n = 0;
	(void)arg;
	if (!promotion_load(d->db, &d->who[WATI], school_year_text(d->year, year), d->a, &rows, &count, d->e)) return demo_failed(d, "promotion");
	for (size_t i = 0; i < count && n < COUNT(marks); i++) {
		int k = 0;
		while (d->child[k].resident != rows[i].resident) k++;
		const struct demo_child *c = &demo_children[k];
		if (rows[i].level == LEVEL_PAUD) continue;
		marks[n++] = (struct promotion_mark){ rows[i].resident, c->flags & REPEATED ? MARK_TINGGAL : rows[i].mark, c->flags & REPEATED ? "Kehadiran kurang dari separuh" : "", 0 };
	}
	return promotion_save(d->db, &d->who[WATI], year, marks, n, NULL, &out, d->p, d->e) || demo_failed(d, "promotion");
}

/* A week later the graduates of primary and junior secondary school have found their next one. */
static bool next_school(struct demo *d, int arg)
{
	(void)arg;
	for (int i = 0; i < (int)demo_children_count; i++) {
		const struct demo_child *c = &demo_children[i];
		bool first = c->grade == 1 || c->grade == 7 || c->grade == 10;
		if (!first || !d->child[i].here || came_on(d, i) >= d->start) continue;
		struct schooling_input in = { .resident = d->child[i].resident, .on = d->start + 4, .level = demo_level(c->grade), .grade = c->grade,
			.kind = demo_schools[c->school].kind, .school = d->school[c->school], .note = "" };
		row_id id;
		if (!schooling_record(d->db, &d->who[WATI], &in, NULL, &id, d->p, d->e)) return demo_failed(d, c->name);
	}
	return true;
}

void demo_plan_school(struct demo *d)
{
	demo_at(d, d->start + 1, 9, promote, 0);
	demo_at(d, d->start + 5, 9, next_school, 0);
}
