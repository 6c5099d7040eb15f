#include "db/office/panti.h"

#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

#define LETTERHEAD N_("Letterhead")
#define HOUSE N_("House")

const struct field panti_fields[PANTI_FIELDS] = {
	[PANTI_NAME] = { "name", N_("Name of the panti"), FIELD_TEXT, 80, NULL, FIELD_REQUIRED, HOUSE, N_("As on the sign and on paper.") },
	[PANTI_DISTRICT] = { "district", N_("District"), FIELD_CODE, 0, "district", 0, HOUSE, N_("Regency or city where the house stands.") },
	[PANTI_CAPACITY_L] = { "capacity_l", N_("Places for boys"), FIELD_INT, 2000, NULL, FIELD_WANTED, HOUSE, NULL },
	[PANTI_CAPACITY_P] = { "capacity_p", N_("Places for girls"), FIELD_INT, 2000, NULL, FIELD_WANTED, HOUSE, NULL },
	[PANTI_UTC_OFFSET] = { "utc_offset", N_("Time zone"), FIELD_CODE, 0, "utc_offset", 0, HOUSE, N_("WIB, WITA or WIT.") },
	[PANTI_KOP1] = { "kop1", N_("Letterhead line 1"), FIELD_TEXT, 80, NULL, 0, LETTERHEAD, N_("For example PEMERINTAH PROVINSI KALIMANTAN TIMUR.") },
	[PANTI_KOP2] = { "kop2", N_("Letterhead line 2"), FIELD_TEXT, 80, NULL, 0, LETTERHEAD, N_("For example DINAS SOSIAL.") },
	[PANTI_KOP3] = { "kop3", N_("Letterhead line 3"), FIELD_TEXT, 80, NULL, 0, LETTERHEAD, N_("For example UPTD PANTI SOSIAL ASUHAN ANAK.") },
	[PANTI_ADDRESS] = { "address", N_("Address"), FIELD_TEXT, 120, NULL, 0, LETTERHEAD, NULL },
	[PANTI_PHONE] = { "phone", N_("Telephone"), FIELD_TEXT, 40, NULL, 0, LETTERHEAD, NULL },
	[PANTI_PLACE] = { "place", N_("Place on letters"), FIELD_TEXT, 40, NULL, 0, LETTERHEAD, N_("The town in front of the date of a letter.") },
	[PANTI_PAPER] = { "paper", N_("Usual paper"), FIELD_CODE, 0, "paper", 0, LETTERHEAD, N_("A4, F4 (folio) or dot matrix.") },
};
#define PANTI_COLUMNS "name, district, capacity_l, capacity_p, utc_offset, kop1, kop2, kop3, address, phone, place, paper" /* in the order of enum panti_field */

static bool is_number(int field)
{
	return field == PANTI_CAPACITY_L || field == PANTI_CAPACITY_P || field == PANTI_UTC_OFFSET;
}

static void read_panti(struct stmt *q, struct arena *a, struct panti *out)
{
	out->id = stmt_get_int(q, 0);
	out->version = stmt_get_int(q, 1);
	out->code = arena_dup(a, stmt_get_text(q, 2));
	for (int i = 0; i < PANTI_FIELDS; i++)
		out->v[i] = is_number(i) ? arena_printf(a, "%d", (int)stmt_get_int(q, 3 + i)) : arena_dup(a, stmt_get_text(q, 3 + i));
	out->capacity_l = (int)stmt_get_int(q, 3 + PANTI_CAPACITY_L);
	out->capacity_p = (int)stmt_get_int(q, 3 + PANTI_CAPACITY_P);
	out->utc_offset = (int)stmt_get_int(q, 3 + PANTI_UTC_OFFSET);
}

bool panti_load(struct db *db, row_id id, struct arena *a, struct panti *out, struct err *e)
{
	bool found = false;
	*out = (struct panti){ .code = "", .utc_offset = 8 };
	for (int i = 0; i < PANTI_FIELDS; i++) out->v[i] = "";
	struct stmt *q = stmt(db, "SELECT id, version, code, " PANTI_COLUMNS " FROM panti WHERE id = ?1");
	stmt_int(q, 1, id);
	if (stmt_row(q)) {
		read_panti(q, a, out);
		found = true;
	}
	if (!stmt_done(q, e)) return false;
	return found || err_set(e, ERR_NOTFOUND, "%s", _("There is no such panti."));
}

caldate panti_today(struct db *db, row_id panti)
{
	struct stmt *q = stmt(db, "SELECT utc_offset FROM panti WHERE id = ?1");
	stmt_int(q, 1, panti);
	return clock_today((int)stmt_one_int(q, 8, NULL));
}

row_id panti_find(struct db *db, const char *code, struct err *e)
{
	row_id id = 0;
	int count = 0;
	struct stmt *q = stmt(db, "SELECT id FROM panti WHERE ?1 = '' OR code = ?1");
	stmt_text(q, 1, code ? code : "");
	while (stmt_row(q)) {
		id = stmt_get_int(q, 0);
		count++;
	}
	if (!stmt_done(q, e)) return 0;
	if (count == 1) return id;
	if (count > 1) err_set(e, ERR_USAGE, "%s", _("This database holds several panti. Name one with --panti CODE."));
	else if (code) err_set(e, ERR_NOTFOUND, _("There is no panti %s."), code);
	else err_set(e, ERR_NOINPUT, "%s", _("No panti has been set up yet. Run: pantidesk init"));
	return 0;
}

row_id panti_create(struct db *db, const char *code, const char *name, int capacity_l, int capacity_p, int utc_offset, struct err *e)
{
	row_id id = db_new_id(db, "panti");
	struct stmt *q = stmt(db, "INSERT INTO panti (id, code, name, capacity_l, capacity_p, utc_offset) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int(q, 1, id);
	stmt_text(q, 2, code);
	stmt_text(q, 3, name);
	stmt_int(q, 4, capacity_l);
	stmt_int(q, 5, capacity_p);
	stmt_int(q, 6, utc_offset);
	return stmt_run(q, e) ? id : 0;
}

struct save { const struct actor *who; row_id version; const char *const *v; };

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	const struct save *in = ctx;
	struct arena *a = arena_new();
	struct panti before;
	bool ok = panti_load(db, in->who->panti, a, &before, e);
	if (ok && before.version != in->version)
		ok = err_set(e, ERR_CONFLICT, "%s", _("Somebody changed the panti's data meanwhile. Close this form and open it again."));
	if (ok) {
		struct stmt *q = stmt(db, "UPDATE panti SET name = ?2, district = ?3, capacity_l = ?4, capacity_p = ?5, utc_offset = ?6, kop1 = ?7, kop2 = ?8, kop3 = ?9,"
		                          " address = ?10, phone = ?11, place = ?12, paper = ?13, version = version + 1 WHERE id = ?1");
		stmt_int(q, 1, before.id);
		for (int i = 0; i < PANTI_FIELDS; i++) {
			if (is_number(i)) stmt_int(q, 2 + i, strtol(in->v[i] ? in->v[i] : "", NULL, 10));
			else stmt_text(q, 2 + i, in->v[i]);
		}
		ok = stmt_run(q, e);
	}
	if (ok) {
		audit_begin(db, in->who, "panti.edit", "panti", before.id, 0);
		audit_diff(db, panti_fields, PANTI_FIELDS, before.v, in->v);
		ok = audit_end(db, e);
	}
	arena_free(a);
	return ok;
}

bool panti_save(struct db *db, const struct actor *who, row_id version, const char *const v[PANTI_FIELDS], struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SETTINGS, e)) return false;
	if (!field_check_empty(panti_fields, PANTI_FIELDS, v, p)) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	struct save in = { who, version, v };
	return db_tx(db, save_tx, &in, e);
}
