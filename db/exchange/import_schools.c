/* Schools of a panti: npsn, name, kind, level, address. */
#include "db/exchange/import.h"

#include <string.h>

#include "db/school/school.h"
#include "src/base/i18n.h"
#include "src/rules/nik.h"

enum { NPSN, NAME, KIND, LEVEL, ADDRESS, COLUMNS_HERE };
static const struct field columns[COLUMNS_HERE] = {
	{ "npsn", N_("NPSN"), FIELD_TEXT, 8, NULL, 0, NULL, NULL },
	{ "name", N_("School"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "kind", N_("Kind of school"), FIELD_CODE, 0, "school_kind", 0, NULL, NULL },
	{ "level", N_("Level"), FIELD_CODE, 0, "school_level", 0, NULL, NULL },
	{ "address", N_("Address"), FIELD_TEXT, 120, NULL, 0, NULL, NULL },
};
static const char *const example[COLUMNS_HERE] = { "30400001", "SMP Negeri 3 Sangatta", "smp", "smp", "Jalan Pendidikan 5" };

/* The level may be left out where the kind says it. */
static const char *level_of(const struct import_row *row)
{
	const struct school_kind *k = *row->v[KIND] ? school_kind_find(row->v[KIND]) : NULL;
	return *row->v[LEVEL] || !k ? row->v[LEVEL] : school_levels[k->level].code;
}

static bool check(struct import_run *run, void *state, const struct import_row *row, struct err *e)
{
	struct problems p;
	row_id known = 0;
	(void)state;
	problems_clear(&p);
	npsn_check(row->v[NPSN], "npsn", &p);
	const struct school_kind *k = *row->v[KIND] ? school_kind_find(row->v[KIND]) : NULL;
	if (!*level_of(row))
		problem_hard(&p, "level", _("Fill in the level or the kind of school."));
	else if (k && strcmp(school_levels[k->level].code, level_of(row)))
		problem_hard(&p, "kind", _("This kind of school belongs to another level."));
	import_problems(run, &p);
	import_once(run, "npsn", row->v[NPSN]);
	import_once(run, "name", row->v[NAME]);
	if (!school_find(import_db(run), import_who(run)->panti, row->v[NPSN], row->v[NAME], &known, e))
		return false;
	if (known)
		import_bad(run, "name", _("%s is already in the list of schools."), row->v[NAME]);
	return true;
}

static bool write(struct import_run *run, void *state, const struct import_row *row, struct err *e)
{
	struct problems p;
	row_id id;
	struct school_row s = { .npsn = row->v[NPSN], .name = row->v[NAME], .kind = row->v[KIND], .level = level_of(row), .address = row->v[ADDRESS] };
	(void)state;
	problems_clear(&p);
	if (may(import_who(run), RIGHT_SCHOOL_EDIT))
		return school_save(import_db(run), import_who(run), &s, NULL, &id, &p, e);
	return school_need(import_db(run), import_who(run), s.npsn, s.name, s.kind, s.level, &id, e);
}

const struct import_kind import_schools = { "schools", columns, COLUMNS_HERE, example, 0, check, write, NULL };
