/*
 * A child's identity as one field table (DOMAIN.md 4 and 10). What belongs to the stay or changes by date (clusters, room,
 * school level, social worker, weight and height) is not here. Enum, table and SQL column list all come from person.def:
 *
 *	#define PERSON(NAME, code, label, kind, max, list, flags, section, hint) ...
 *	#include "src/rules/person.def"
 *
 * The table's column in the database has the field's code as its name.
 */
#ifndef RULES_PERSON_H
#define RULES_PERSON_H
#include "src/base/field.h"

enum person_field {
#define PERSON(NAME, code, label, kind, max, list, flags, section, hint) PERSON_##NAME,
#include "src/rules/person.def"
#undef PERSON
	PERSON_FIELDS
};

extern const struct field person_fields[PERSON_FIELDS];

/* One person's values: canonical text (base/field.h) by enum person_field, NULL counts as "". */
struct person_values { const char *v[PERSON_FIELDS]; };

/*
 * Hard: name and sex missing, impossible NIK/KK/NISN, a sex, precision or parent's state outside its list, a date that does not exist or lies in the
 * future. Soft: wanted fields empty, NIK against birth date and sex, age above 21, a parent's state against the date of death,
 * child number above the number of siblings + 1, phone and KIS shapes. region_known: is the NIK's region in the region table
 * (true when it was not looked up). Returns true when nothing hard.
 */
bool person_check(const char *const v[PERSON_FIELDS], caldate today, bool region_known, struct problems *p);
/* How many wanted fields are empty: 0 = complete, else "belum lengkap" (DOMAIN.md 10). */
int person_incomplete(const char *const v[PERSON_FIELDS]);
/* Birth date and precision of the values: DATE_NONE and 'd' when unknown. */
caldate person_birth(const char *const v[PERSON_FIELDS], char *precision);
/* Father died, mother alive -> "yatim"; mother died -> "piatu"; both -> "yatim_piatu"; else "" (no suggestion). */
const char *person_background(const char *mother_state, const char *father_state);

#endif
