/* Letters that came before the desk: one row per child, recorded as if typed in from the letter (surat diterima). */
#include "db/exchange/import.h"

#include <string.h>

#include "db/child/person.h"
#include "db/referral/referral_part.h"
#include "src/base/i18n.h"

/* Columns: the referral's own fields by their codes, then these of the child. */
static const enum person_field of_child[] = { PERSON_NAME, PERSON_SEX, PERSON_BIRTH_DATE, PERSON_NIK, PERSON_MOTHER, PERSON_FATHER };
enum {
#define REFERRAL(NAME, ...) R_##NAME,
#include "src/rules/referral.def"
#undef REFERRAL
	NAME, SEX, BIRTH_DATE, NIK, MOTHER, FATHER, COLUMNS_HERE
};

static const struct field columns[COLUMNS_HERE] = {
#define REFERRAL(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/referral.def"
#undef REFERRAL
	{ "name", N_("Full name"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "sex", N_("Sex"), FIELD_CODE, 1, "sex", FIELD_REQUIRED, NULL, NULL },
	{ "birth_date", N_("Date of birth"), FIELD_PAST, 0, NULL, 0, NULL, NULL },
	{ "nik", N_("NIK"), FIELD_DIGITS, 16, NULL, 0, NULL, NULL },
	{ "mother", N_("Mother's name"), FIELD_TEXT, 80, NULL, 0, NULL, NULL },
	{ "father", N_("Father's name"), FIELD_TEXT, 80, NULL, 0, NULL, NULL },
};

static const char *const example[COLUMNS_HERE] = { /* an invented child */
	[R_LETTER_NO] = "460/123/Dinsos", [R_LETTER_DATE] = "20-07-2026", [R_RECEIVED_ON] = "25-07-2026", [R_DISTRICT] = "64.08", [R_SENDER] = "Dinsos Kab. Contoh",
	[R_CHANNEL] = "masyarakat", [R_REASON] = "Ayah wafat, ibu sakit.", [R_CLUSTERS] = "anak_terlantar", [R_URGENT] = "0",
	[NAME] = "Contoh Anak", [SEX] = "P", [BIRTH_DATE] = "09-03-2013", [NIK] = "6408044903130001", [MOTHER] = "Contoh Ibu",
};

static void input(const struct import_row *row, struct referral_input *in)
{
	memset(in, 0, sizeof *in);
	for (int i = 0; i < REFERRAL_FIELDS; i++) in->v[i] = row->v[i];
	for (size_t i = 0; i < COUNT(of_child); i++) in->child[of_child[i]] = row->v[NAME + (int)i];
}

/* A NIK the panti knows already is that child's. */
static row_id known(struct db *db, row_id panti, const char *nik, struct err *e)
{
	if (!*nik) return 0;
	struct stmt *q = stmt(db, "SELECT id FROM person WHERE panti_id = ?1 AND nik = ?2 AND nik <> ''");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, nik);
	return stmt_one_int(q, 0, e);
}

static bool check(struct import_run *run, void *state, const struct import_row *row, struct err *e)
{
	struct problems p;
	struct referral_input in;
	const char *child[PERSON_FIELDS];
	(void)state;
	problems_clear(&p);
	input(row, &in);
	for (int i = 0; i < PERSON_FIELDS; i++) child[i] = in.child[i] ? in.child[i] : "";
	referral_check(in.v, REFERRAL_FROM_LETTER, import_today(run), &p);
	import_once(run, "nik", row->v[NIK]);
	row_id person = known(import_db(run), import_who(run)->panti, row->v[NIK], e);
	if (person) referral_other_open(import_db(run), person, 0, &p);
	else person_check(child, import_today(run), true, &p);
	import_problems(run, &p);
	return !e->kind;
}

static bool write(struct import_run *run, void *state, const struct import_row *row, struct err *e)
{
	struct problems p;
	struct referral_input in;
	row_id id;
	(void)state;
	problems_clear(&p);
	input(row, &in);
	in.person = known(import_db(run), import_who(run)->panti, row->v[NIK], e);
	return !e->kind && referral_import(import_db(run), import_who(run), &in, &id, &p, e);
}

const struct import_kind import_referrals = { "referrals", columns, COLUMNS_HERE, example, 0, check, write, NULL };
