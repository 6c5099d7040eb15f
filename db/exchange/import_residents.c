/*
 * Children with their history: identity, admission, first room, clusters, schooling, and an end of the stay that needs no
 * indicators. The facts come in as they are: approved, dated, one audit row per child.
 */
#include "db/exchange/import.h"

#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/child/derive_row.h"
#include "db/child/person_rules.h"
#include "db/referral/referral.h"
#include "db/school/school.h"
#include "db/child/stay_row.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"

enum {
	REGISTER_NO,
#define PERSON(NAME, ...) P_##NAME,
#include "src/rules/person.def"
#undef PERSON
	CLUSTERS, ADMISSION_DATE, REFERRAL_NO, ROOM, LEVEL, GRADE, SCHOOL, NPSN, SCHOOL_YEAR, TERMINATION_DATE, TERMINATION_REASON, COLUMNS_HERE
};

static const struct field columns[COLUMNS_HERE] = {
	{ "register_no", N_("Register no."), FIELD_TEXT, 20, NULL, 0, NULL, NULL },
#define PERSON(NAME, code, label, kind, max, list, flags, section, hint) { code, label, kind, max, list, flags, section, hint },
#include "src/rules/person.def"
#undef PERSON
	{ "clusters", N_("Clusters"), FIELD_CODES, 0, "cluster", 0, NULL, NULL },
	{ "admission_date", N_("Admitted on"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "referral_no", N_("Referral no."), FIELD_TEXT, 60, NULL, 0, NULL, NULL },
	{ "room", N_("Room"), FIELD_TEXT, 40, NULL, 0, NULL, NULL },
	{ "level", N_("School level"), FIELD_CODE, 0, "school_level", 0, NULL, NULL },
	{ "grade", N_("Grade"), FIELD_INT, 13, NULL, 0, NULL, NULL },
	{ "school", N_("School"), FIELD_TEXT, 80, NULL, 0, NULL, NULL },
	{ "npsn", N_("NPSN"), FIELD_TEXT, 8, NULL, 0, NULL, NULL },
	{ "school_year", N_("School year"), FIELD_TEXT, 9, NULL, 0, NULL, NULL },
	{ "termination_date", N_("Left on"), FIELD_DATE, 0, NULL, 0, NULL, NULL },
	{ "termination_reason", N_("Reason of leaving"), FIELD_CODE, 0, "termination_reason", 0, NULL, NULL },
};

static const char *const example[COLUMNS_HERE] = { /* an invented child */
	[REGISTER_NO] = "2024-001", [P_NAME] = "Contoh Anak", [P_NICKNAME] = "Contoh", [P_SEX] = "P", [P_NIK] = "6408044903130001", [P_NISN] = "0134567890",
	[P_BIRTH_PLACE] = "Sangatta", [P_BIRTH_DATE] = "09-03-2013", [P_RELIGION] = "islam", [P_BACKGROUND] = "yatim", [P_MOTHER] = "Contoh Ibu", [P_DISTRICT] = "64.08",
	[CLUSTERS] = "anak_terlantar", [ADMISSION_DATE] = "15-07-2024", [ROOM] = "Melati 2", [LEVEL] = "sd", [GRADE] = "6", [SCHOOL] = "SD Negeri 1 Sangatta",
};

struct import_state { char room[44]; row_id room_id; char school[84], npsn[12], school_name[324]; row_id school_id; };

static int grade_of(const char *digits) /* canonical: 0 to 13 */
{
	return (int)strtol(digits, NULL, 10);
}

static caldate date(const struct import_row *row, int c)
{
	return date_from_iso(row->v[c]);
}

/* A referral of that number which waits for a place is met; otherwise the number is that of the letter. */
static row_id referral_of(struct import_run *run, const char *number, struct err *e)
{
	if (!*number)
		return 0;
	struct stmt *q = stmt(import_db(run), "SELECT r.id FROM referral r JOIN referral_now n ON n.referral_id = r.id WHERE r.number = ?1 AND r.panti_id = ?2 AND n.state IN ('disetujui', 'daftar_tunggu')");
	stmt_text(q, 1, number);
	stmt_int(q, 2, import_who(run)->panti);
	return stmt_one_int(q, 0, e);
}

/* The child of that referral, unless it stands in the register already: the row is its admission, not a second person. */
static row_id child_of(struct import_run *run, row_id referral, struct err *e)
{
	if (!referral) return 0;
	struct stmt *q = stmt(import_db(run), "SELECT f.person_id FROM referral f WHERE f.id = ?1 AND NOT EXISTS (SELECT 1 FROM resident r WHERE r.person_id = f.person_id)"
		" AND NOT EXISTS (SELECT 1 FROM person_root g WHERE g.person_id = f.person_id)"); /* merged: stands in the register as somebody known */
	stmt_int(q, 1, referral);
	return stmt_one_int(q, 0, e);
}

/* What the file says goes over what the letter said; what it leaves empty stays. */
static bool referred_child(struct import_run *run, const struct import_row *row, row_id person, struct err *e)
{
	struct db *db = import_db(run);
	struct person known;
	const char *v[PERSON_FIELDS];
	struct arena *a = arena_new();
	bool ok = person_load(db, person, a, &known, e);
	for (int i = 0; ok && i < PERSON_FIELDS; i++) v[i] = *row->v[P_NAME + i] ? row->v[P_NAME + i] : known.v[i];
	ok = ok && person_set_panti(db, import_who(run), person, import_who(run)->panti, NULL, e);
	ok = ok && person_load(db, person, a, &known, e) && person_update(db, import_who(run), person, known.version, v, import_today(run), NULL, e);
	arena_free(a);
	return ok;
}

static bool check_identity(struct import_run *run, const struct import_row *row, struct err *e)
{
	struct problems p;
	struct db *db = import_db(run);
	const char *nik = row->v[P_NIK];
	problems_clear(&p);
	person_check(&row->v[P_NAME], import_today(run), true, &p);
	if (import_once(run, "nik", nik) && *nik)
		person_nik_free(db, import_who(run)->panti, nik, child_of(run, referral_of(run, row->v[REFERRAL_NO], e), e), &p, e);
	if (import_once(run, "register_no", row->v[REGISTER_NO]))
		stay_register_free(db, import_who(run)->panti, row->v[REGISTER_NO], &p, e);
	import_problems(run, &p);
	return !e->kind;
}

static void check_stay(struct import_run *run, const struct import_row *row)
{
	struct problems p;
	caldate on = date(row, ADMISSION_DATE), end = date(row, TERMINATION_DATE), today = import_today(run);
	problems_clear(&p);
	struct admission ad = { .on = on, .today = today, .until = end, .birth = person_birth(&row->v[P_NAME], NULL), .sex = row->v[P_SEX], .letter_no = row->v[REFERRAL_NO], .approved_referral = true, .age_max = 60 };
	admission_check(&ad, &p);
	for (int i = 0; i < p.count; i++)
		if (p.list[i].hard)
			import_bad(run, "admission_date", "%s", p.list[i].text);
	if (end != DATE_NONE && end > today)
		import_bad(run, "termination_date", _("%s must be today or before."), _(columns[TERMINATION_DATE].label));
	if ((end != DATE_NONE) != (*row->v[TERMINATION_REASON] != '\0'))
		import_bad(run, end != DATE_NONE ? "termination_reason" : "termination_date", _("An end of the stay needs both its date and its reason."));
	if (*row->v[LEVEL]) {
		char year[SCHOOL_YEAR_SIZE];
		struct schooling s = { school_level_from_code(row->v[LEVEL]), grade_of(row->v[GRADE]), "", row->v[SCHOOL], row->v[NPSN],
			*row->v[SCHOOL_YEAR] ? row->v[SCHOOL_YEAR] : school_year_text(school_year_of(on), year) };
		problems_clear(&p);
		school_check(&s, DATE_NONE, on, &p);
		import_problems(run, &p);
	} else if (*row->v[GRADE] || *row->v[SCHOOL] || *row->v[NPSN])
		import_bad(run, "level", _("A grade or a school needs its level."));
}

static bool check(struct import_run *run, void *state, const struct import_row *row, struct err *e)
{
	(void)state;
	check_stay(run, row);
	return check_identity(run, row, e);
}

/* A room not known yet is added: the file is the panti's own list. */
static row_id room_of(struct import_run *run, struct import_state *s, const char *name, struct err *e)
{
	struct db *db = import_db(run);
	if (!*name || !strcmp(s->room, name))
		return *name ? s->room_id : 0;
	STR_SET(s->room, name);
	struct stmt *q = stmt(db, "SELECT id FROM room WHERE panti_id = ?1 AND name = ?2");
	stmt_int(q, 1, import_who(run)->panti);
	stmt_text(q, 2, name);
	s->room_id = stmt_one_int(q, 0, e);
	if (s->room_id)
		return s->room_id;
	s->room_id = db_new_id(db, "room");
	q = stmt(db, "INSERT INTO room (id, panti_id, name) VALUES (?1, ?2, ?3)");
	stmt_int(q, 1, s->room_id);
	stmt_int(q, 2, import_who(run)->panti);
	stmt_text(q, 3, name);
	if (!stmt_run(q, e))
		return 0;
	audit_begin(db, import_who(run), "room.new", "room", s->room_id, 0);
	audit_value(db, "name", NULL, name);
	return audit_end(db, e) ? s->room_id : 0;
}

/* The file knows the level of one school year: it holds from that year's first day, or from the admission when that is later (or the year is
 * not known, not begun, or the child had left by then). */
static caldate schooling_day(struct import_run *run, const struct import_row *row, caldate admission)
{
	caldate start = DATE_NONE, left = date_from_iso(row->v[TERMINATION_DATE]);
	struct stmt *q = stmt(import_db(run), "SELECT start_on FROM school_year WHERE panti_id = ?1 AND code = ?2");
	stmt_int(q, 1, import_who(run)->panti);
	stmt_text(q, 2, row->v[SCHOOL_YEAR]);
	if (stmt_row(q)) start = stmt_get_date(q, 0);
	stmt_done(q, NULL); /* unknown: the admission */
	bool holds = start != DATE_NONE && start > admission && start <= import_today(run) && (left == DATE_NONE || start < left);
	return holds ? start : admission;
}


static bool write_school(struct import_run *run, struct import_state *s, const struct import_row *row, row_id resident, caldate on, struct err *e)
{
	if (!*row->v[LEVEL])
		return true;
	bool named = *row->v[SCHOOL] || *row->v[NPSN];
	if (named && (strcmp(s->school, row->v[SCHOOL]) || strcmp(s->npsn, row->v[NPSN]))) {
		STR_SET(s->school, row->v[SCHOOL]);
		STR_SET(s->npsn, row->v[NPSN]);
		if (!school_need(import_db(run), import_who(run), row->v[NPSN], *row->v[SCHOOL] ? row->v[SCHOOL] : row->v[NPSN], "", row->v[LEVEL], &s->school_id, e))
			return false;
		struct stmt *q = stmt(import_db(run), "SELECT name FROM school WHERE id = ?1"); /* a known NPSN may have another name */
		stmt_int(q, 1, s->school_id);
		STR_SET(s->school_name, stmt_row(q) ? stmt_get_text(q, 0) : "");
		if (!stmt_done(q, e))
			return false;
	}
	struct schooling_input in = { .resident = resident, .on = schooling_day(run, row, on), .year = row->v[SCHOOL_YEAR], .level = row->v[LEVEL], .grade = grade_of(row->v[GRADE]),
		.kind = "", .school = named ? s->school_id : 0, .event = "masuk", .note = "" };
	return schooling_put(import_db(run), import_who(run), &in, NULL, e);
}

/* The derived row of a child whose facts were all written just now: what derive_resident() would read back (a test compares). */
static bool derive_new(struct import_run *run, const struct import_state *s, const struct import_row *row, const struct stay_new *stay, row_id stay_id, row_id person, const char *number, struct err *e)
{
	struct now n;
	char key[512], main_cluster[64];
	bool gone = *row->v[TERMINATION_DATE] != '\0';
	if (stay->on > import_today(run) || stay->referral)
		return derive_resident(import_db(run), stay->resident, e);
	now_clear(&n, stay->resident);
	n.i[NOW_PANTI] = stay->panti;
	n.i[NOW_PERSON] = person;
	n.i[NOW_STAY] = stay_id;
	n.i[NOW_APPROVED] = 1;
	n.i[NOW_GRADE] = grade_of(row->v[GRADE]);
	n.i[NOW_MISSING] = person_incomplete(&row->v[P_NAME]) + !*row->v[CLUSTERS] + !*row->v[LEVEL];
	n.i[NOW_ROOM_ID] = !gone && *row->v[ROOM] ? s->room_id : 0;
	text_sort_key(row->v[P_NAME], key, sizeof key);
	now_set(&n, NOW_SORT, key);
	text_search_key(row->v[P_NAME], key, sizeof key);
	now_set(&n, NOW_SEARCH, key);
	codes_first(row->v[CLUSTERS], main_cluster, sizeof main_cluster);
	const struct { enum now_column column; const char *text; } texts[] = {
		{ NOW_REGISTER, number }, { NOW_NAME, row->v[P_NAME] }, { NOW_SEX, row->v[P_SEX] }, { NOW_BIRTH, row->v[P_BIRTH_DATE] }, { NOW_PRECISION, row->v[P_BIRTH_PRECISION] },
		{ NOW_NIK, row->v[P_NIK] }, { NOW_ORIGIN, row->v[P_DISTRICT] }, { NOW_DISTRICT, stay->district }, { NOW_STATUS, gone ? "keluar" : "aktif" },
		{ NOW_ADMIT, row->v[ADMISSION_DATE] }, { NOW_END, row->v[TERMINATION_DATE] }, { NOW_REASON, row->v[TERMINATION_REASON] }, { NOW_LEVEL, row->v[LEVEL] },
		{ NOW_SCHOOL, *row->v[LEVEL] && (*row->v[SCHOOL] || *row->v[NPSN]) ? s->school_name : "" }, { NOW_ROOM, !gone ? row->v[ROOM] : "" },
		{ NOW_CLUSTERS, row->v[CLUSTERS] }, { NOW_MAIN, main_cluster },
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		now_set(&n, texts[i].column, texts[i].text);
	return now_write(import_db(run), &n, NULL, e);
}

static bool write(struct import_run *run, void *state, const struct import_row *row, struct err *e)
{
	struct db *db = import_db(run);
	const struct actor *who = import_who(run);
	struct import_state *s = state;
	char number[24], district[6], letter[260];
	caldate on = date(row, ADMISSION_DATE), end = date(row, TERMINATION_DATE);
	row_id referral = referral_of(run, row->v[REFERRAL_NO], e);
	row_id person = child_of(run, referral, e);
	if (person ? !referred_child(run, row, person, e) : !(person = person_put(db, who->panti, &row->v[P_NAME], e))) return false;
	row_id resident = person ? stay_register(db, who, who->panti, person, row->v[REGISTER_NO], on, 0, number, e) : 0;
	if (!resident)
		return false;
	str_copy(district, sizeof district, *row->v[REFERRAL_NO] ? row->v[P_DISTRICT] : "");
	str_copy(letter, sizeof letter, row->v[REFERRAL_NO]);
	if (referral) { /* the stay is that of the letter and of the district that sent it */
		struct stmt *q = stmt(db, "SELECT district, letter_no FROM referral WHERE id = ?1");
		stmt_int(q, 1, referral);
		if (stmt_row(q)) {
			str_copy(district, sizeof district, stmt_get_text(q, 0));
			str_copy(letter, sizeof letter, stmt_get_text(q, 1));
		}
		if (!stmt_done(q, e)) return false;
	}
	struct stay_new stay = { .panti = who->panti, .resident = resident, .on = on, .approved = true, .referral = referral, .district = district, .letter_no = letter, .note = "" };
	row_id stay_id = stay_put(db, who, &stay, e);
	if (!stay_id || (*row->v[CLUSTERS] && !stay_cluster_put(db, who, who->panti, resident, row->v[CLUSTERS], on, e)))
		return false;
	row_id room = room_of(run, s, row->v[ROOM], e);
	if ((room && !stay_room_put(db, who, who->panti, resident, room, on, e)) || !write_school(run, s, row, resident, on, e))
		return false;
	if (end != DATE_NONE && !stay_end_put(db, who, who->panti, stay_id, end, row->v[TERMINATION_REASON], "", 0, e))
		return false;
	if (referral && !referral_mark_placed(db, who, referral, resident, on, e))
		return false;
	audit_begin(db, who, "resident.import", "resident", resident, person);
	audit_value(db, "register_no", NULL, number);
	return audit_end(db, e) && derive_new(run, s, row, &stay, stay_id, person, number, e);
}

const struct import_kind import_residents = { "residents", columns, COLUMNS_HERE, example, sizeof(struct import_state), check, write, NULL };
