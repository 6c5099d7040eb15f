/* Rules of a person that need the database: code lists, regions, uniqueness, likely twins. */
#include "db/child/person_rules.h"

#include <stdlib.h>
#include <string.h>

#include "db/office/code.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"
#include "src/rules/nik.h"

static bool region_known(struct db *db, const char *nik)
{
	struct nik parts;
	if (!nik || !*nik || !nik_split(nik, &parts))
		return true; /* nik_check speaks of the shape */
	struct stmt *q = stmt(db, "SELECT 1 FROM region WHERE code = ?1");
	stmt_text(q, 1, parts.region);
	if (stmt_one_int(q, 0, NULL))
		return true;
	return !stmt_one_int(stmt(db, "SELECT 1 FROM region LIMIT 1"), 0, NULL); /* regions were never loaded */
}

bool person_nik_free(struct db *db, row_id panti, const char *nik, row_id except, struct problems *p, struct err *e)
{
	if (!nik || !*nik || !panti)
		return true;
	char name[160] = "", number[32] = "";
	struct stmt *q = stmt(db, "SELECT p.name, coalesce(r.register_no, ''), coalesce(r.sealed, 0) FROM person p LEFT JOIN resident r ON r.person_id = p.id AND r.panti_id = p.panti_id"
		" WHERE p.panti_id = ?1 AND p.nik = ?2 AND p.nik <> '' AND p.id <> ?3");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, nik);
	stmt_int(q, 3, except);
	bool found = stmt_row(q);
	if (found) {
		STR_SET(name, stmt_get_int(q, 2) ? "" : stmt_get_text(q, 0));
		STR_SET(number, stmt_get_text(q, 1));
	}
	if (!stmt_done(q, e))
		return false;
	if (!found)
		return true;
	if (!*number)
		return problem_hard(p, "nik", _("This NIK is already used by %s."), *name ? name : _("another child"));
	return problem_hard(p, "nik", _("This NIK is already used by %s (%s)."), *name ? name : _("another child"), number);
}

bool person_region(struct db *db, const char *typed, char *out, size_t size)
{
	char key[256];
	out[0] = '\0';
	struct stmt *q = stmt(db, "SELECT code FROM region WHERE code = ?1");
	stmt_text(q, 1, typed);
	if (stmt_row(q))
		str_copy(out, size, stmt_get_text(q, 0));
	stmt_done(q, NULL);
	if (*out)
		return true;
	text_search_key(typed, key, sizeof key);
	const char *name = key;
	if (!strncmp(name, "kab ", 4))
		name += 4;
	/* regencies and cities carry their kind in the data ("Kabupaten Kutai Timur"); those outrank districts of the same name */
	char kab[288], kota[288], kind[64];
	text_search_key("Kabupaten", kind, sizeof kind);
	struct buf b = BUF_EMPTY;
	buf_printf(&b, "%s %s", kind, name);
	STR_SET(kab, buf_text(&b));
	buf_clear(&b);
	buf_printf(&b, "kota %s", name);
	STR_SET(kota, buf_text(&b));
	buf_free(&b);
	int found = 0, best = 99;
	q = stmt(db, "SELECT code, length(code) FROM region WHERE search_key IN (?1, ?2, ?3) ORDER BY length(code), code");
	stmt_text(q, 1, name);
	stmt_text(q, 2, kab);
	stmt_text(q, 3, kota);
	while (stmt_row(q)) {
		int length = (int)stmt_get_int(q, 1);
		if (length > best)
			continue;
		best = length;
		if (found++ == 0)
			str_copy(out, size, stmt_get_text(q, 0));
	}
	stmt_done(q, NULL);
	if (found == 1)
		return true;
	out[0] = '\0';
	return false;
}

bool person_code_known(struct db *db, const char *list, const char *code)
{
	const struct code_list *known = code_list_find(list);
	if (known && known->fixed)
		return code_find(list, code) != NULL;
	struct stmt *q = strcmp(list, "district") ? stmt(db, "SELECT 1 FROM code WHERE code = ?1 AND list = ?2") : stmt(db, "SELECT 1 FROM region WHERE code = ?1");
	stmt_text(q, 1, code);
	if (strcmp(list, "district"))
		stmt_text(q, 2, list);
	return stmt_one_int(q, 0, NULL) != 0;
}

bool person_codes_known(struct db *db, const char *list, const char *codes)
{
	char one[64];
	const char *at = codes;
	while (codes_next(&at, one, sizeof one))
		if (!person_code_known(db, list, one))
			return false;
	return true;
}

static void codes_valid(struct db *db, const char *const v[PERSON_FIELDS], const char *const *before, struct problems *p)
{
	for (int f = 0; f < PERSON_FIELDS; f++) {
		const struct field *d = &person_fields[f];
		const struct code_list *known = d->list ? code_list_find(d->list) : NULL;
		const char *text = v[f] ? v[f] : "";
		if (!d->list || (known && known->fixed) || !*text || (before && str_equal(before[f], text)))
			continue; /* person_check has judged the fixed lists */
		if (!(d->kind == FIELD_CODES ? person_codes_known(db, d->list, text) : person_code_known(db, d->list, text)))
			problem_hard(p, d->code, _("Choose %s from the list."), _(d->label));
	}
}

bool person_valid(struct db *db, const struct actor *who, row_id panti, const char *const v[PERSON_FIELDS], const char *const *before, row_id except, caldate today, struct problems *p, struct err *e)
{
	struct problems own;
	if (!p) {
		problems_clear(&own);
		p = &own;
	}
	int hard = p->hard;
	const char *nik = v[PERSON_NIK] ? v[PERSON_NIK] : "";
	bool same_nik = before && str_equal(before[PERSON_NIK], nik);
	(void)who;
	person_check(v, today, same_nik || region_known(db, nik), p);
	codes_valid(db, v, before, p);
	if (!same_nik)
		person_nik_free(db, panti, nik, except, p, e);
	return p->hard == hard && !(e && e->kind != ERR_NONE);
}
