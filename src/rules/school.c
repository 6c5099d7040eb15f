#include "src/rules/school.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/rules/codes.h"
#include "src/rules/nik.h"
#include <stdio.h>
#include <string.h>

const struct school_level_info school_levels[LEVELS] = {
	/*                code     column       grades  last ages    enrolled */
	[LEVEL_BELUM] = { "belum", COLUMN_NONE, 0, 0,   0,   0, 8,   false },
	[LEVEL_PAUD] =  { "paud",  COLUMN_NONE, 0, 0,   0,   2, 7,   true },
	[LEVEL_SD] =    { "sd",    COLUMN_SD,   1, 6,   6,   5, 15,  true },
	[LEVEL_SMP] =   { "smp",   COLUMN_SMP,  7, 9,   9,   10, 18, true },
	[LEVEL_SMA] =   { "sma",   COLUMN_SMA,  10, 13, 12,  13, 22, true },
	[LEVEL_PT] =    { "pt",    COLUMN_NONE, 0, 0,   0,   16, 30, true },
	[LEVEL_PUTUS] = { "putus", COLUMN_NONE, 0, 0,   0,   6, 30,  false },
	[LEVEL_LULUS] = { "lulus", COLUMN_NONE, 0, 0,   0,   15, 30, false },
};

const struct school_kind school_kinds[] = {
	{ "paud", LEVEL_PAUD, 0 }, { "tk", LEVEL_PAUD, 0 }, { "ra", LEVEL_PAUD, 0 },
	{ "sd", LEVEL_SD, 6 }, { "mi", LEVEL_SD, 6 }, { "sdlb", LEVEL_SD, 6 }, { "paket_a", LEVEL_SD, 6 },
	{ "smp", LEVEL_SMP, 9 }, { "mts", LEVEL_SMP, 9 }, { "smplb", LEVEL_SMP, 9 }, { "paket_b", LEVEL_SMP, 9 },
	{ "sma", LEVEL_SMA, 12 }, { "ma", LEVEL_SMA, 12 }, { "smk", LEVEL_SMA, 13 }, { "mak", LEVEL_SMA, 13 },
	{ "smalb", LEVEL_SMA, 12 }, { "paket_c", LEVEL_SMA, 12 },
	{ "pt", LEVEL_PT, 0 }, { "kursus", LEVEL_PT, 0 },
};
const size_t school_kinds_count = COUNT(school_kinds);

static const char *const mark_codes[MARKS] = { "naik", "tinggal", "lulus", "pindah", "putus" };

enum school_level school_level_from_code(const char *code)
{
	int l = 0;
	while (l < LEVELS && !str_equal(school_levels[l].code, code))
		l++;
	return (enum school_level)l;
}

const char *school_level_label(enum school_level l)
{
	return l < LEVELS ? code_label("school_level", school_levels[l].code) : "";
}

const char *school_column_label(enum school_column c)
{
	return c == COLUMN_SD ? "SD" : c == COLUMN_SMP ? "SMP/MTs" : c == COLUMN_SMA ? "SMA/SMK" : "";
}

const struct school_kind *school_kind_find(const char *code)
{
	for (size_t i = 0; i < school_kinds_count; i++)
		if (str_equal(school_kinds[i].code, code))
			return &school_kinds[i];
	return NULL;
}

enum school_mark school_mark_from_code(const char *code)
{
	int m = 0;
	while (m < MARKS && !str_equal(mark_codes[m], code))
		m++;
	return (enum school_mark)m;
}

const char *school_mark_code(enum school_mark m)
{
	return m < MARKS ? mark_codes[m] : "";
}

static bool check_grade(const struct schooling *s, const struct school_kind *kind, struct problems *p)
{
	const struct school_level_info *l = &school_levels[s->level];
	int most = kind && kind->grade_max ? kind->grade_max : l->grade_max;
	if (!l->grade_max && s->grade)
		return problem_hard(p, "grade", _("%s has no grades. Leave the grade empty."), school_level_label(s->level));
	if (!l->grade_max)
		return true;
	if (!s->grade) {
		problem_soft(p, "grade", _("Fill in the grade, %d to %d."), l->grade_min, most);
		return true;
	}
	if (s->grade < l->grade_min || s->grade > most)
		return problem_hard(p, "grade", _("Grade %d is not a grade of %s (%d to %d)."), s->grade, kind ? code_label("school_kind", kind->code) : school_level_label(s->level), l->grade_min, most);
	return true;
}

static void check_age(const struct schooling *s, caldate birth, caldate on, struct problems *p)
{
	const struct school_level_info *l = &school_levels[s->level];
	int age = birth == DATE_NONE ? -1 : date_age(birth, on), least = l->age_min, most = l->age_max;
	if (age < 0)
		return;
	if (l->grade_max && s->grade) { /* grade 1 at 5 to 10, a year more per grade; Paket A to C are for those who come late */
		least = s->grade + 4;
		most = s->grade + 9;
		if (s->kind && !strncmp(s->kind, "paket_", 6))
			most = 60;
	}
	if (age < least || age > most)
		problem_soft(p, "level", _("Age %d is unusual for %s. Check level, grade and date of birth."), age, school_level_label(s->level));
}

bool school_check(const struct schooling *s, caldate birth, caldate on, struct problems *p)
{
	if (s->level >= LEVELS)
		return problem_hard(p, "level", _("Choose the school level from the list."));
	const struct school_kind *kind = s->kind && *s->kind ? school_kind_find(s->kind) : NULL;
	bool good = true;
	if (s->kind && *s->kind && !kind)
		good = problem_hard(p, "kind", _("Choose the kind of school from the list."));
	else if (kind && kind->level != s->level) {
		good = problem_hard(p, "kind", _("%s is not a school of level %s."), code_label("school_kind", kind->code), school_level_label(s->level));
		kind = NULL;
	}
	good = check_grade(s, kind, p) && good;
	good = npsn_check(s->npsn, "npsn", p) && good;
	if (s->year && *s->year && !school_year_parse(s->year))
		good = problem_hard(p, "school_year", _("Write the school year as two years in a row, for example 2025/2026."));
	if (school_levels[s->level].enrolled && (!s->school || !*s->school))
		problem_soft(p, "school", _("Fill in the name of the school."));
	check_age(s, birth, on, p);
	return good;
}

int school_grade_last(enum school_level level, const char *kind, enum school_mark mark)
{
	const struct school_kind *k = kind && *kind ? school_kind_find(kind) : NULL;
	return level < LEVELS && mark == MARK_NAIK && k && k->grade_max > school_levels[level].grade_last ? k->grade_max : 0;
}

bool school_promote(enum school_level level, int grade, int grade_last, enum school_mark mark, struct promotion *out, struct problems *p)
{
	*out = (struct promotion){ level, grade, false, false, school_mark_code(mark) };
	if (level >= LEVELS || !school_levels[level].enrolled)
		return problem_hard(p, "mark", _("Only a child at school can be promoted."));
	const struct school_level_info *l = &school_levels[level];
	int last = grade_last > 0 && grade_last <= l->grade_max ? grade_last : l->grade_last;
	bool graded = l->grade_max > 0;
	if (graded && (grade < l->grade_min || grade > l->grade_max))
		return problem_hard(p, "grade", _("Fill in the grade first; without it nobody knows what comes next."));
	switch (mark) {
	case MARK_NAIK:
		out->keeps_school = true;
		if (!graded)
			return true;
		if (grade < last) {
			out->grade = grade + 1;
			return true;
		}
		/* the last grade: finished, and the next school is for people to find */
		out->keeps_school = false;
		out->waiting = true;
		out->result = mark_codes[MARK_LULUS];
		return true;
	case MARK_LULUS:
		if (graded && grade < l->grade_last)
			return problem_hard(p, "mark", _("Grade %d is not the last grade of %s."), grade, school_level_label(level));
		if (level == LEVEL_PT) /* nothing to wait for */
			*out = (struct promotion){ LEVEL_LULUS, 0, false, false, mark_codes[MARK_LULUS] };
		else
			out->waiting = true;
		return true;
	case MARK_TINGGAL:
		out->keeps_school = true;
		return true;
	case MARK_PINDAH: /* moved up, at a school still to be named */
		if (graded && grade < last)
			out->grade = grade + 1;
		else if (graded) {
			out->waiting = true;
			out->result = mark_codes[MARK_LULUS];
		}
		return true;
	case MARK_PUTUS:
		out->level = LEVEL_PUTUS;
		out->grade = 0;
		return true;
	case MARKS:
		break;
	}
	return problem_hard(p, "mark", _("Choose the promotion mark from the list."));
}

int school_year_parse(const char *text)
{
	if (!text || strlen(text) != 9 || text[4] != '/')
		return 0;
	int years[2] = { 0, 0 };
	for (int i = 0; i < 9; i++) {
		if (i == 4)
			continue;
		if (text[i] < '0' || text[i] > '9')
			return 0;
		years[i > 4] = years[i > 4] * 10 + text[i] - '0';
	}
	return years[1] == years[0] + 1 && years[0] >= 1950 && years[0] <= 2150 ? years[0] : 0;
}

char *school_year_text(int first, char out[SCHOOL_YEAR_SIZE])
{
	MUST(first >= 1950 && first <= 2150);
	unsigned year = (unsigned)first % 10000u;
	snprintf(out, SCHOOL_YEAR_SIZE, "%04u/%04u", year, (year + 1u) % 10000u);
	return out;
}

int school_year_of(caldate day)
{
	int year, month;
	date_split(day, &year, &month, NULL);
	return month >= 7 ? year : year - 1;
}

bool school_year_check(const struct school_year *y, const struct school_year *others, size_t count, struct problems *p)
{
	bool good = true;
	if (!school_year_parse(y->code))
		good = problem_hard(p, "code", _("Write the school year as two years in a row, for example 2025/2026."));
	if (y->from == DATE_NONE || y->to == DATE_NONE || y->to <= y->from)
		return problem_hard(p, "end_on", _("The school year must end after it begins."));
	if (y->second == DATE_NONE || y->second <= y->from || y->second > y->to)
		good = problem_hard(p, "semester2_on", _("The second semester must begin inside the school year."));
	for (size_t i = 0; i < count; i++)
		if (strcmp(others[i].code, y->code) && others[i].from <= y->to && y->from <= others[i].to)
			good = problem_hard(p, "start_on", _("The school year overlaps %s."), others[i].code);
	if (y->to > date_add_months(y->from, 13))
		problem_soft(p, "end_on", _("The school year is longer than 13 months. Check both dates."));
	return good;
}
