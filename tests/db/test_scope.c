/* Threat 18 for children: every role against every read, of an own child, a sealed one, one of another panti and one of another district. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/exchange/export.h"
#include "db/child/presence.h"
#include "db/child/search.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "tests/db/people.h"

static struct fixture f;
static struct arena *a;
static struct err e;
static struct problems p;
static struct actor stranger, officer_72;
static row_id open_child, sealed_child, foreign_child;

#define NIK_OPEN "6408040903130001"
#define NIK_SEALED "6408040903130002"

static row_id enrol(const struct actor *head, const char *name, const char *nik, const char *district)
{
	struct stay_admission in = people_admission(name, "P", FIXTURE_DAY - 10);
	in.v[PERSON_NIK] = nik;
	in.v[PERSON_MOTHER] = "Ibu Rahasia";
	in.v[PERSON_BIRTH_DATE] = "2013-03-09";
	in.v[PERSON_DISTRICT] = "64.08.04";
	in.clusters = "abh";
	in.letter_no = "460/1";
	in.district = district;
	return people_enrol(&f, head, &in).resident;
}

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	people_codes(&f);
	a = arena_new();
	err_clear(&e);
	fixture_panti(&f, "lain", &stranger);
	officer_72 = fixture_actor(&f, 0, "petugas.72", ROLE_DINSOS, "64.72");
	open_child = enrol(&f.kepala, "Siti Aminah", NIK_OPEN, "64.08");
	sealed_child = enrol(&f.kepala, "Dewi Tersegel", NIK_SEALED, "64.08");
	foreign_child = enrol(&stranger, "Orang Lain", "6408040903130003", "64.72");
	fixture_must(&e, resident_seal(f.db, &f.kepala, sealed_child, 1, true, "perkara", &p, &e));
	return 0;
}
static int teardown(void **state) { (void)state; arena_free(a); fixture_close(&f); return 0; }

struct expect {
	const struct actor *who;
	int listed;               /* children on the list */
	bool card, sealed, birth; /* the whole card; identity of the sealed; dates of birth */
	bool export, edit, seal;
};

static bool collect(void *ctx, const char *const *cells, int n)
{
	struct buf *b = ctx;
	for (int i = 0; i < n; i++)
		buf_printf(b, "%s;", cells[i]);
	return true;
}

/* No text that comes out of any read may hold what the role must not see. */
static void leaks(const struct expect *x, const char *text)
{
	if (!x->sealed && (strstr(text, "Tersegel") || strstr(text, NIK_SEALED)))
		fail_msg("%s sees the sealed child: %s", x->who->name, text);
	if (!x->card && (strstr(text, NIK_OPEN) || strstr(text, "Ibu Rahasia") || strstr(text, "abh")))
		fail_msg("%s sees %s", x->who->name, text);
	if (strstr(text, "Orang") && x->who->panti == f.panti)
		fail_msg("%s sees another panti's child", x->who->name);
}

static void row_text(struct buf *b, const struct resident_row *r)
{
	buf_printf(b, "%s;%s;%s;%s;", r->name, r->nik, r->clusters, r->origin);
}

static void card_text(struct buf *b, const struct resident_card *c)
{
	row_text(b, &c->row);
	for (int i = 0; i < PERSON_FIELDS; i++)
		buf_printf(b, "%s;", c->person.v[i]);
	for (int i = 0; i < c->cluster_count; i++)
		buf_printf(b, "%s;", c->clusters[i].value);
}

static void reads(const struct expect *x)
{
	struct buf b = BUF_EMPTY;
	struct resident_row rows[9];
	struct search_page page;
	struct resident_card c;
	struct resident_filter any = { 0 };
	err_clear(&e);
	int n = resident_list(f.db, x->who, &any, RESIDENT_BY_NAME, NULL, false, 9, a, rows, &e);
	assert_int_equal(n, x->listed);
	for (int i = 0; i < n; i++) {
		row_text(&b, &rows[i]);
		assert_int_equal(rows[i].birth != DATE_NONE, x->birth && !rows[i].hidden);
	}
	assert_int_equal(resident_count(f.db, x->who, &any, &e), x->listed);
	static const char *const words[] = { "dewi", "6408", "orang", "siti" };
	for (size_t i = 0; i < COUNT(words); i++)
		if (search_residents(f.db, x->who, &any, words[i], NULL, false, 9, a, rows, &page, &e))
			for (int k = 0; k < page.count; k++)
				row_text(&b, &rows[k]);
	const row_id ids[] = { open_child, sealed_child, foreign_child };
	for (int i = 0; i < 3; i++) {
		err_clear(&e);
		if (resident_card(f.db, x->who, ids[i], false, NULL, a, &c, &p, &e))
			card_text(&b, &c);
		struct history_row h[20];
		int got = resident_history(f.db, x->who, ids[i], 0, a, h, 20, &e);
		for (int k = 0; k < got; k++)
			buf_printf(&b, "%s;%s;", h[k].before, h[k].after);
		struct paper *papers;
		assert_true(paper_list(f.db, x->who, ids[i], a, &papers, &e) < 0 || (x->card && (ids[i] != sealed_child || x->sealed) && ids[i] != foreign_child));
	}
	int picked[9], count;
	int64_t written = 0;
	const struct export_column *columns = export_resident_columns(a, &count);
	n = export_pick("register_no,name,nik,mother,clusters", columns, count, picked, 9, &e);
	assert_int_equal(n, 5);
	err_clear(&e);
	assert_int_equal(export_residents(f.db, x->who, &(struct resident_filter){ .status = RESIDENT_SEMUA }, picked, n, collect, &b, &written, &e), x->export);
	leaks(x, buf_text(&b));
	buf_free(&b);
}

static void writes(const struct expect *x)
{
	struct resident_card c;
	const row_id ids[] = { open_child, sealed_child, foreign_child };
	for (int i = 0; i < 3; i++) {
		err_clear(&e);
		const struct actor *head = ids[i] == foreign_child ? &stranger : &f.kepala;
		fixture_must(&e, resident_card(f.db, head, ids[i], false, NULL, a, &c, &p, &e));
		struct resident_edit edit = { .resident = ids[i], .person_version = c.person.version };
		for (int k = 0; k < PERSON_FIELDS; k++)
			edit.v[k] = c.person.v[k];
		edit.v[PERSON_NICKNAME] = x->who->name;
		bool mine = ids[i] == open_child || (ids[i] == sealed_child && x->sealed);
		assert_int_equal(resident_edit(f.db, x->who, &edit, &p, &e), x->edit && mine);
		if (ids[i] == foreign_child && x->edit)
			assert_int_equal(e.kind, ERR_NOTFOUND); /* as an unknown number */
		err_clear(&e);
		fixture_must(&e, resident_card(f.db, head, ids[i], false, NULL, a, &c, &p, &e));
		bool sealed = ids[i] == sealed_child;
		assert_int_equal(resident_seal(f.db, x->who, ids[i], c.version, !sealed, "uji", &p, &e), x->seal && mine);
		if (x->seal && mine) {
			fixture_must(&e, resident_seal(f.db, x->who, ids[i], c.version + 1, sealed, "uji", &p, &e));
		}
		struct presence_leave leave = { .kind = "sakit", .on = FIXTURE_DAY, .expected = DATE_NONE };
		err_clear(&e);
		bool may_leave = may(x->who, RIGHT_PRESENCE_EDIT) && ids[i] != foreign_child;
		assert_int_equal(presence_leave(f.db, x->who, &ids[i], 1, &leave, &p, &e), may_leave);
		if (may_leave)
			assert_true(people_sql(&f, "UPDATE presence SET void_at = 1 WHERE void_at IS NULL"));
	}
}

static void matrix(void **state)
{
	(void)state;
	struct actor officer_08 = fixture_actor(&f, 0, "petugas.08", ROLE_DINSOS, "64.08");
	const struct expect table[] = {
		/*                 listed card   sealed birth  export edit   seal */
		{ &f.kepala,       2,     true,  true,  true,  true,  true,  true },
		{ &f.peksos,       2,     true,  true,  true,  true,  true,  true },
		{ &f.tu,           2,     true,  false, true,  true,  true,  false },
		{ &f.bendahara,    2,     false, false, false, true,  false, false },
		{ &f.pengasuh,     2,     false, false, true,  false, false, false },
		{ &f.pemeriksa,    2,     true,  false, true,  true,  false, false },
		{ &f.admin,        -1,    false, false, false, false, false, false },
		{ &officer_08,     2,     false, false, true,  true,  false, false },
		{ &officer_72,     1,     false, false, true,  true,  false, false },
		{ &f.sistem,       2,     true,  false, true,  true,  false, false },
	};
	for (size_t i = 0; i < COUNT(table); i++) {
		print_message("%s\n", table[i].who->name);
		reads(&table[i]);
		writes(&table[i]);
	}
}

/* A try outside the scope is answered like an unknown number, and logged with the one who tried. */
static void outside(void **state)
{
	(void)state;
	struct resident_card c;
	struct err unknown = { 0 };
	assert_false(resident_card(f.db, &f.tu, foreign_child, true, NULL, a, &c, &p, &e));
	assert_false(resident_card(f.db, &f.tu, 12345, true, NULL, a, &c, &p, &unknown));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_string_equal(e.text, unknown.text);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit WHERE action = 'resident.outside'"), 1);
	/* the same NIK in two panti is nobody's business */
	struct stay_admission in = people_admission("Baru Saja", "P", FIXTURE_DAY);
	in.v[PERSON_NIK] = "6408040903130003";
	people_enrol(&f, &f.kepala, &in);
	/* a sealed card asks why, and logs it */
	err_clear(&e);
	assert_false(resident_card(f.db, &f.peksos, sealed_child, true, "", a, &c, &p, &e));
	assert_non_null(problem_of(&p, "why"));
	err_clear(&e);
	fixture_must(&e, resident_card(f.db, &f.peksos, sealed_child, true, "sidang 5 Agustus", a, &c, &p, &e));
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit_value WHERE after_value = 'sidang 5 Agustus'"), 1);
	/* filters on what a role may not see are refused, not answered */
	err_clear(&e);
	assert_int_equal(resident_count(f.db, &f.bendahara, &(struct resident_filter){ .cluster = "abh" }, &e), -1);
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_int_equal(resident_count(f.db, &f.tu, &(struct resident_filter){ .cluster = "abh" }, &e), 1); /* the sealed one is not counted */
	/* one audit row names who was exported */
	int picked[1] = { 0 };
	int64_t rows;
	struct buf b = BUF_EMPTY;
	fixture_must(&e, export_residents(f.db, &f.tu, &(struct resident_filter){ 0 }, picked, 1, collect, &b, &rows, &e));
	buf_free(&b);
	assert_int_equal(rows, 3);
	assert_int_equal(people_int(&f, "SELECT count(*) FROM audit WHERE action = 'export.residents'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(matrix, setup, teardown), cmocka_unit_test_setup_teardown(outside, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
