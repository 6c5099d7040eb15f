/*
 * Is a child that works a child worker? The four indicators, the conditions of the law and the worst forms (PASB) give one answer,
 * each with its grounds and their source (DOMAIN.md 3; UU 13/2003, UU 1/2000, UU 20/1999). Facts in, answer out.
 */
#ifndef RULES_LABOUR_H
#define RULES_LABOUR_H
#include "src/base/field.h"

enum labour_field {
#define LABOUR(NAME, code, label, kind, max, list, flags, section, hint) LABOUR_F_##NAME,
#include "src/rules/labour.def"
#undef LABOUR
	LABOUR_FIELDS
};
extern const struct field labour_fields[LABOUR_FIELDS];

enum labour_answer { LABOUR_NOT /* bukan pekerja anak */, LABOUR_LIGHT /* pekerjaan ringan */, LABOUR_CHILD /* pekerja anak */, LABOUR_WORST /* PASB */, LABOUR_ANSWERS };
const char *labour_answer_code(enum labour_answer a);              /* list labour_answer, by rising gravity */
enum labour_answer labour_answer_from_code(const char *code);      /* LABOUR_ANSWERS when unknown */
const char *labour_answer_label(enum labour_answer a);
bool labour_answer_works(enum labour_answer a);                    /* counted as a child found working: pekerja anak and PASB */

enum labour_ground {
#define GROUND(NAME, code, sentence, source) LABOUR_G_##NAME,
#include "src/rules/labour.def"
#undef GROUND
	LABOUR_GROUNDS
};
struct labour_reason { const char *code, *text /* N_() */, *source /* N_() */; };
extern const struct labour_reason labour_reasons[LABOUR_GROUNDS];
const struct labour_reason *labour_reason_find(const char *code); /* NULL when unknown */

#define LABOUR_CHILD_UNTIL 18   /* years: from here on an adult */
#define LABOUR_LIGHT_FROM 13
#define LABOUR_LIGHT_UNTIL 15   /* under it light work only */
#define LABOUR_TRAINING_FROM 14
#define LABOUR_LIGHT_MINUTES 180

struct labour_facts {
	int age;           /* completed years on the day */
	int minutes;       /* a day; 0 does not work, -1 not known */
	bool every_day, exploited, long_hours, school_disturbed; /* the four indicators */
	bool at_night, permit, with_parents, training, harms;
	const char *pasb;  /* list pasb_kind, "" none */
};
struct labour_result { enum labour_answer answer; int count; enum labour_ground grounds[LABOUR_GROUNDS]; }; /* what decides stands first */

void labour_judge(const struct labour_facts *f, struct labour_result *out);
/* "di_bawah_13|sekolah" for the record. */
void labour_grounds_codes(const struct labour_result *r, char *out, size_t size);

/* The facts in canonical values of labour_fields (NULL = ""). False when age is missing: nothing can be said yet. */
bool labour_facts_of(const char *const v[LABOUR_FIELDS], struct labour_facts *out);
/* Required fields, date not ahead, facts that cannot stand together. True when nothing hard. */
bool labour_check(const char *const v[LABOUR_FIELDS], caldate today, struct problems *p);
/* Risks usual in a sector, "pestisida|alat_tajam" of list labour_risk; "" for a sector the program does not know. */
const char *labour_sector_risks(const char *sector);

#endif
