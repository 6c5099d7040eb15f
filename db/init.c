#include "db/init.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/audit.h"
#include "db/office/code.h"
#include "db/office/panti.h"
#include "db/school/school.h"
#include "db/stmt.h"
#include "src/base/i18n.h"

const char *init_region_folder(const char *program_folder, char *out, size_t size)
{
	char probe[4200];
	const char *const beside[] = { "/../conf/region", "/../../conf/region" }; /* build/ and build/asan/ of the source tree */
	for (size_t i = 0; i < COUNT(beside); i++) {
		snprintf(out, size, "%s%s", program_folder, beside[i]);
		snprintf(probe, sizeof probe, "%s/regencies.csv", out);
		if (access(probe, R_OK) == 0) return out;
	}
	snprintf(out, size, "%s/pantidesk/region", PREFIX_DATADIR);
	return out;
}

struct run { const struct init *in; row_id panti; };

/* Fixed holidays every year; the moving ones are entered by the admin from the yearly joint decree. */
static bool holidays(struct db *db, struct err *e)
{
	static const struct { const char *day, *name; } fixed[] = {
		{ "01-01", "Tahun Baru Masehi" }, { "05-01", "Hari Buruh" }, { "06-01", "Hari Lahir Pancasila" }, { "08-17", "Hari Kemerdekaan" }, { "12-25", "Hari Natal" },
	};
	bool ok = true;
	for (int year = 2023; year <= 2030 && ok; year++)
		for (size_t i = 0; i < COUNT(fixed) && ok; i++) {
			char iso[16];
			snprintf(iso, sizeof iso, "%04d-%s", year, fixed[i].day);
			struct stmt *q = stmt(db, "INSERT INTO holiday (on_date, name, kind) VALUES (?1, ?2, 'libur')");
			stmt_text(q, 1, iso);
			stmt_text(q, 2, fixed[i].name);
			ok = stmt_run(q, e);
		}
	return ok;
}

static bool init_tx(struct db *db, void *ctx, struct err *e)
{
	struct run *r = ctx;
	const struct init *in = r->in;
	struct actor sistem;
	if (!code_init(db, e) || !region_load(db, in->region_folder, e) || !holidays(db, e)) return false;
	r->panti = panti_create(db, in->panti_code, in->panti_name, in->capacity_l, in->capacity_p, in->utc_offset, e);
	if (!r->panti || !school_year_defaults(db, r->panti, e)) return false;
	actor_sistem(r->panti, &sistem);
	if (!audit_note(db, &sistem, "init", "panti", r->panti, 0, in->panti_name, e)) return false;
	return user_first(db, r->panti, &in->head, e) != 0;
}

bool db_init(struct db *db, const struct init *in, row_id *panti, struct problems *p, struct err *e)
{
	struct run r = { in, 0 };
	if (in->head.password && *in->head.password && !password_check(in->head.password, in->head.name, p)) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	if (!db_tx(db, init_tx, &r, e)) return false;
	if (panti) *panti = r.panti;
	return true;
}

bool panti_is_set_up(struct db *db, row_id panti)
{
	struct stmt *q = stmt(db, "SELECT count(*) FROM setting WHERE panti_id = ?1 AND key = 'set_up'");
	stmt_int(q, 1, panti);
	return stmt_one_int(q, 0, NULL) > 0;
}

static bool set_up_tx(struct db *db, void *ctx, struct err *e)
{
	const struct actor *who = ctx;
	struct stmt *q = stmt(db, "INSERT INTO setting (panti_id, key, value) VALUES (?1, 'set_up', '1') ON CONFLICT (panti_id, key) DO NOTHING");
	stmt_int(q, 1, who->panti);
	return stmt_run(q, e) && audit_note(db, who, "panti.set_up", "panti", who->panti, 0, "", e);
}

bool panti_set_up(struct db *db, const struct actor *who, struct err *e)
{
	struct actor copy = *who;
	return db_may(who, RIGHT_SETTINGS, e) && db_tx(db, set_up_tx, &copy, e);
}
