#include "tests/db/cases.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sqlite3.h>
#include <cmocka.h>
#include "db/check.h"
#include "db/office/code.h"
#include "db/inside.h"
#include "db/child/person_merge.h"
#include "db/child/stay.h"
#include "db/stmt.h"

void cases_fail(const struct problems *p, const struct err *e, const char *file, int line)
{
	for (int i = 0; i < p->count; i++)
		if (p->list[i].hard) fixture_fail(p->list[i].text, file, line);
	fixture_fail(e->text, file, line);
}

struct referral_input cases_letter(const char *name, const char *sex, const char *letter_no)
{
	struct referral_input in = { .panti = 0 };
	in.v[REFERRAL_F_LETTER_NO] = letter_no;
	in.v[REFERRAL_F_LETTER_DATE] = "2026-07-20";
	in.v[REFERRAL_F_RECEIVED_ON] = "2026-07-25";
	in.v[REFERRAL_F_DISTRICT] = "64.08";
	in.v[REFERRAL_F_SENDER] = "Dinsos Kab. Contoh";
	in.v[REFERRAL_F_CHANNEL] = "masyarakat";
	in.v[REFERRAL_F_REASON] = "Ayah wafat, ibu sakit.";
	in.v[REFERRAL_F_CLUSTERS] = "anak_terlantar";
	in.child[PERSON_NAME] = name;
	in.child[PERSON_SEX] = sex;
	in.child[PERSON_BIRTH_DATE] = "2014-02-05";
	return in;
}

row_id cases_record(struct fixture *f, const struct actor *who, const struct referral_input *in)
{
	struct err e = { ERR_NONE, "" };
	struct problems p;
	row_id id = 0;
	problems_clear(&p);
	if (!referral_record(f->db, who, in, NULL, &id, &p, &e))
		cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

void cases_move(struct fixture *f, const struct actor *who, row_id id, enum referral_move m, const char *reason)
{
	struct err e = { ERR_NONE, "" };
	struct problems p;
	problems_clear(&p);
	if (m == REFERRAL_SETUJU) { /* what the head decides on: the assessment's result */
		char sql[200];
		snprintf(sql, sizeof sql, "SELECT (SELECT state FROM referral_now WHERE referral_id = %" PRId64 ") = 'asesmen' AND NOT EXISTS (SELECT 1 FROM referral_event WHERE referral_id = %" PRId64 " AND move = 'usul')", id, id);
		if (cases_number(f, sql) && !referral_move(f->db, who, id, cases_version(f, "referral", id), REFERRAL_USUL, DATE_NONE, "terima", "Layak diterima", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	}
	if (!referral_move(f->db, who, id, cases_version(f, "referral", id), m, DATE_NONE, reason, "", &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

int64_t cases_number(struct fixture *f, const char *sql)
{
	struct err e = { ERR_NONE, "" };
	int64_t n = stmt_one_int(stmt_built(f->db, sql), -1, &e);
	if (e.kind) fixture_fail(e.text, __FILE__, __LINE__);
	return n;
}

int64_t cases_version(struct fixture *f, const char *table, row_id id)
{
	char sql[128];
	snprintf(sql, sizeof sql, "SELECT version FROM %s WHERE id = %" PRId64, table, id);
	return cases_number(f, sql);
}

struct cases_child cases_admit(struct fixture *f, const char *name, const char *sex, const char *birth, caldate on, const char *clusters, const char *level, int grade, row_id school)
{
	struct err e = { ERR_NONE, "" };
	struct problems p;
	struct stay_admitted made;
	struct stay_admission in = { .on = on, .clusters = clusters, .level = level, .grade = grade, .school = school, .letter_no = "1/DS/2026", .district = "64.08",
		.note = "", .register_no = "", .school_kind = "", .school_year = "", .twins_seen = true };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = sex;
	in.v[PERSON_BIRTH_DATE] = birth;
	problems_clear(&p);
	if (!stay_admit(f->db, &f->kepala, &in, 1, &made, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	struct cases_child c = { made.resident, made.stay, 0, "" };
	char sql[128];
	snprintf(sql, sizeof sql, "SELECT person_id FROM resident WHERE id = %" PRId64, made.resident);
	c.person = cases_number(f, sql);
	STR_SET(c.register_no, made.register_no);
	return c;
}

row_id cases_person_of(struct fixture *f, row_id referral)
{
	char sql[96];
	snprintf(sql, sizeof sql, "SELECT person_id FROM referral WHERE id = %" PRId64, referral);
	return cases_number(f, sql);
}

void cases_merge(struct fixture *f, row_id kept, row_id gone)
{
	struct err e = { ERR_NONE, "" };
	struct problems p;
	const struct person_merge_in in = { kept, gone, cases_version(f, "person", kept), cases_version(f, "person", gone), "satu anak, dicatat dua kali", NULL };
	row_id merge;
	problems_clear(&p);
	if (!person_merge_do(f->db, &f->kepala, &in, &merge, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
}

row_id cases_partner(struct fixture *f, const char *name, const char *kind, const char *clusters, const char *mou_until)
{
	struct err e = { ERR_NONE, "" };
	struct problems p;
	row_id id = 0;
	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = name, [PARTNER_KIND] = kind, [PARTNER_CLUSTERS] = clusters, [PARTNER_MOU_UNTIL] = mou_until, [PARTNER_MOU_NO] = *mou_until ? "9/MoU/2025" : "" };
	problems_clear(&p);
	if (!partner_save(f->db, &f->tu, 0, 0, v, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

row_id cases_out(struct fixture *f, row_id resident, row_id partner, const char *service, const char *purpose, caldate sent)
{
	struct err e = { ERR_NONE, "" };
	struct problems p;
	row_id id = 0;
	char to[24], day[DATE_ISO_SIZE];
	snprintf(to, sizeof to, "%" PRId64, partner);
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = to, [OUT_F_SERVICE] = service, [OUT_F_PURPOSE] = purpose, [OUT_F_SENT_ON] = date_iso(sent, day) };
	problems_clear(&p);
	if (!out_send(f->db, &f->peksos, resident, v, NULL, &id, &p, &e)) cases_fail(&p, &e, __FILE__, __LINE__);
	return id;
}

static void found(void *ctx, const char *sentence)
{
	(void)ctx;
	print_error("%s\n", sentence);
}

void cases_clean(struct fixture *f)
{
	struct err e = { ERR_NONE, "" };
	struct check check = { .say = found };
	fixture_must(&e, db_check(f->db, &check, &e));
	assert_int_equal(check.found, 0);
}

static bool codes_tx(struct db *db, void *ctx, struct err *e)
{
	(void)ctx;
	return code_init(db, e);
}

void cases_codes(struct fixture *f)
{
	struct err e = { ERR_NONE, "" };
	fixture_must(&e, db_tx(f->db, codes_tx, NULL, &e));
}

void cases_regions(struct fixture *f)
{
	fixture_tamper(f, "INSERT INTO region (code, name, parent, search_key) VALUES ('64.08', 'Kabupaten Kutai Timur', '64', 'kabupaten kutai timur'), ('64.71', 'Kota Balikpapan', '64', 'kota balikpapan')");
}

static void plan(sqlite3 *c, const char *sql)
{
	sqlite3_stmt *q;
	char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
	if (sqlite3_prepare_v2(c, explain, -1, &q, NULL) != SQLITE_OK) fixture_fail(sqlite3_errmsg(c), __FILE__, __LINE__);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(q, 3);
		if (strstr(line, "TEMP B-TREE") || strncmp(line, "SCAN", 4) == 0) {
			print_error("%s\n%s\n", sql, line);
			fixture_fail("a list query sorts or scans", __FILE__, __LINE__);
		}
	}
	sqlite3_finalize(q);
	sqlite3_free(explain);
}

int cases_plans(struct fixture *f, const char *part)
{
	int n = 0;
	sqlite3 *raw;
	assert_int_equal(sqlite3_open_v2(f->path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(f->db->conn, q));) {
		const char *sql = sqlite3_sql(q);
		if (strncmp(sql, "SELECT", 6) || !strstr(sql, part) || !strstr(sql, "LIMIT")) continue;
		if (strstr(sql, "OFFSET")) fixture_fail("a list query pages by OFFSET", __FILE__, __LINE__);
		plan(raw, sql);
		n++;
	}
	sqlite3_close(raw);
	return n;
}
