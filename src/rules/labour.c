#include "src/rules/labour.h"
#include "src/base/i18n.h"
#include "src/base/date.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include <stdio.h>
#include <stdlib.h>

const struct field labour_fields[LABOUR_FIELDS] = {
#define LABOUR(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/labour.def"
#undef LABOUR
};

const struct labour_reason labour_reasons[LABOUR_GROUNDS] = {
#define GROUND(NAME, code, sentence, source) { code, sentence, source },
#include "src/rules/labour.def"
#undef GROUND
};

static const char *const answers[LABOUR_ANSWERS] = { "bukan", "ringan", "pekerja_anak", "pasb" };

const char *labour_answer_code(enum labour_answer a)
{
	return a < LABOUR_ANSWERS ? answers[a] : "";
}

enum labour_answer labour_answer_from_code(const char *code)
{
	unsigned a = 0;
	while (a < LABOUR_ANSWERS && !str_equal(answers[a], code)) a++;
	return (enum labour_answer)a;
}

const char *labour_answer_label(enum labour_answer a)
{
	return code_label("labour_answer", labour_answer_code(a));
}

bool labour_answer_works(enum labour_answer a)
{
	return a == LABOUR_CHILD || a == LABOUR_WORST;
}

const struct labour_reason *labour_reason_find(const char *code)
{
	for (size_t i = 0; i < LABOUR_GROUNDS; i++)
		if (str_equal(labour_reasons[i].code, code)) return &labour_reasons[i];
	return NULL;
}

static void add(struct labour_result *r, bool holds, enum labour_ground g)
{
	if (holds) r->grounds[r->count++] = g;
}

static void worst_forms(const struct labour_facts *f, struct labour_result *r)
{
	static const struct { const char *code; enum labour_ground ground; } kinds[] = {
		{ "perbudakan", LABOUR_G_PASB_SLAVERY }, { "seksual", LABOUR_G_PASB_SEXUAL }, { "narkoba", LABOUR_G_PASB_DRUGS }, { "membahayakan", LABOUR_G_PASB_HARM },
	};
	bool known = false, harm = str_equal(f->pasb, "membahayakan");
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_equal(f->pasb, kinds[i].code)) {
			known = true;
			add(r, true, kinds[i].ground);
		}
	add(r, f->pasb && *f->pasb && !known, LABOUR_G_PASB_OTHER);
	add(r, f->harms && !harm, LABOUR_G_PASB_HARM);
}

/* 13 and 14: light work, each condition of the law by itself; training from 14 on stands in its place. */
static enum labour_answer young(const struct labour_facts *f, bool indicator, struct labour_result *r)
{
	const int before = r->count;
	if (!indicator && f->training && f->age >= LABOUR_TRAINING_FROM) return add(r, true, LABOUR_G_TRAINING), LABOUR_NOT;
	add(r, f->minutes > LABOUR_LIGHT_MINUTES, LABOUR_G_OVER_3_HOURS);
	add(r, f->minutes < 0, LABOUR_G_HOURS_UNKNOWN);
	add(r, f->at_night, LABOUR_G_NIGHT);
	add(r, !f->permit && !f->with_parents, LABOUR_G_NO_PERMIT);
	if (indicator || r->count > before) return LABOUR_CHILD;
	add(r, true, LABOUR_G_LIGHT);
	add(r, f->permit, LABOUR_G_PERMIT);
	add(r, !f->permit, LABOUR_G_FAMILY);
	return LABOUR_LIGHT;
}

static enum labour_answer judge(const struct labour_facts *f, struct labour_result *r)
{
	if (f->age >= LABOUR_CHILD_UNTIL) return add(r, true, LABOUR_G_ADULT), LABOUR_NOT;
	worst_forms(f, r);
	const bool worst = r->count > 0, indicator = f->every_day || f->exploited || f->long_hours || f->school_disturbed;
	add(r, f->every_day, LABOUR_G_EVERY_DAY);
	add(r, f->exploited, LABOUR_G_EXPLOITED);
	add(r, f->long_hours, LABOUR_G_LONG_HOURS);
	add(r, f->school_disturbed, LABOUR_G_SCHOOL);
	if (f->minutes == 0 && !worst && !indicator && !f->at_night) return add(r, true, LABOUR_G_NO_WORK), LABOUR_NOT;
	if (f->age < LABOUR_LIGHT_FROM) return add(r, true, LABOUR_G_UNDER_13), worst ? LABOUR_WORST : LABOUR_CHILD;
	if (f->age < LABOUR_LIGHT_UNTIL) {
		if (!worst) return young(f, indicator, r);
		return LABOUR_WORST;
	}
	if (worst) return LABOUR_WORST;
	if (indicator) return LABOUR_CHILD;
	add(r, true, f->training ? LABOUR_G_TRAINING : LABOUR_G_FROM_15);
	add(r, f->at_night, LABOUR_G_NIGHT_15);
	return LABOUR_NOT;
}

void labour_judge(const struct labour_facts *f, struct labour_result *out)
{
	out->count = 0;
	out->answer = judge(f, out);
}

void labour_grounds_codes(const struct labour_result *r, char *out, size_t size)
{
	size_t n = 0;
	str_copy(out, size, "");
	for (int i = 0; i < r->count && n < size; i++) {
		int more = snprintf(out + n, size - n, "%s%s", i ? "|" : "", labour_reasons[r->grounds[i]].code);
		n += more > 0 ? (size_t)more : 0;
	}
}

static bool yes(const char *v)
{
	return str_equal(v, "1");
}

static bool given(const char *v)
{
	return v && *v;
}

bool labour_facts_of(const char *const v[LABOUR_FIELDS], struct labour_facts *out)
{
	*out = (struct labour_facts){ .age = given(v[LABOUR_F_AGE]) ? (int)strtol(v[LABOUR_F_AGE], NULL, 10) : -1, .minutes = given(v[LABOUR_F_MINUTES]) ? (int)strtol(v[LABOUR_F_MINUTES], NULL, 10) : -1,
		.every_day = yes(v[LABOUR_F_EVERY_DAY]), .exploited = yes(v[LABOUR_F_EXPLOITED]), .long_hours = yes(v[LABOUR_F_LONG_HOURS]), .school_disturbed = yes(v[LABOUR_F_SCHOOL]),
		.at_night = yes(v[LABOUR_F_NIGHT]), .permit = yes(v[LABOUR_F_PERMIT]), .with_parents = yes(v[LABOUR_F_WITH_PARENTS]), .training = yes(v[LABOUR_F_TRAINING]), .harms = yes(v[LABOUR_F_HARMS]),
		.pasb = v[LABOUR_F_PASB] ? v[LABOUR_F_PASB] : "" };
	return out->age >= 0;
}

bool labour_check(const char *const v[LABOUR_FIELDS], caldate today, struct problems *p)
{
	struct labour_facts f;
	caldate on = date_from_iso(v[LABOUR_F_ON] ? v[LABOUR_F_ON] : "");
	field_check_empty(labour_fields, LABOUR_FIELDS, v, p);
	if (given(v[LABOUR_F_ON]) && (on == DATE_NONE || on > today)) problem_hard(p, "on_date", _("Write the day the child was seen, today or before."));
	labour_facts_of(v, &f);
	if (f.age > 99) problem_hard(p, "age", _("Write the age in completed years."));
	else if (f.age >= LABOUR_CHILD_UNTIL) problem_soft(p, "age", _("18 years or older: no longer a child."));
	if (f.minutes > 1440) problem_hard(p, "minutes", _("A day has 1440 minutes."));
	if (f.minutes == 0 && (f.every_day || f.exploited || f.long_hours || f.school_disturbed || f.at_night || f.harms || *f.pasb))
		problem_hard(p, "minutes", _("0 minutes says that the child does not work, the answers below say it does. Empty the field when the time is not known."));
	if (f.minutes != 0 && !given(v[LABOUR_F_SECTOR])) problem_soft(p, "sector", _("Choose the sector; the yearly table counts by it."));
	field_check_stored(labour_fields, LABOUR_FIELDS, v, p);
	return !p->hard;
}

const char *labour_sector_risks(const char *sector)
{
	static const struct { const char *sector, *risks; } usual[] = {
		{ "pertanian", "pestisida|alat_tajam|beban_berat|panas" }, { "perkebunan", "pestisida|alat_tajam|beban_berat|panas" }, { "perikanan", "tenggelam|alat_tajam|jam_malam" },
		{ "konstruksi", "ketinggian|beban_berat|debu|mesin" }, { "pertambangan_batu", "debu|beban_berat|tertimbun|mesin" }, { "pemulung", "alat_tajam|penyakit|lalu_lintas|bahan_kimia" },
		{ "prt", "kekerasan|jam_panjang|terkurung|panas" }, { "jalanan", "lalu_lintas|kekerasan|jam_malam|panas" }, { "perdagangan", "beban_berat|jam_malam|lalu_lintas" },
		{ "industri", "mesin|bahan_kimia|debu|panas" }, { "hiburan", "jam_malam|kekerasan|minuman_keras" },
	};
	for (size_t i = 0; i < COUNT(usual); i++)
		if (str_equal(usual[i].sector, sector)) return usual[i].risks;
	return "";
}
