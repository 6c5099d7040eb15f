/* Roles with their dates, changes of an account with old and new value, the last admin of each panti, what a running session is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/fixture.h"

static struct fixture f;
static struct problems p;
static struct err e;
static struct arena *a;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	fixture_tamper(&f, "INSERT INTO region (code, name, parent, search_key) VALUES ('64', 'Kalimantan Timur', '', ''), ('64.02', 'Kutai Kartanegara', '64', ''), ('64.08', 'Kutai Timur', '64', '')");
	a = arena_new();
	problems_clear(&p);
	err_clear(&e);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	clock_set_ms(FIXTURE_NOW);
	arena_free(a);
	fixture_close(&f);
	return 0;
}

static struct user_row row_of(const char *name)
{
	struct user_row *rows;
	int n = user_list(f.db, &f.sistem, a, &rows, &e);
	if (n < 0) fixture_fail(e.text, __FILE__, __LINE__);
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].name, name) == 0) return rows[i];
	fail_msg("no user %s", name);
	return rows[0];
}

static struct user_new as_is(const struct user_row *u)
{
	return (struct user_new){ .name = u->name, .shown = u->shown, .title = u->title, .nip = u->nip, .district = u->district, .roles = u->roles, .self_approve = u->self_approve };
}

static row_id add(const char *name, unsigned roles)
{
	const struct user_new in = { .name = name, .shown = name, .password = "tiga kata aneh", .roles = roles };
	problems_clear(&p);
	err_clear(&e);
	row_id id = user_add(f.db, &f.admin, &in, &p, &e);
	if (!id) fixture_fail(e.text, __FILE__, __LINE__);
	return id;
}

/* Edits and expects `field` to be refused (NULL: saved; "": refused with *e alone). */
static void edits(const struct actor *who, const struct user_row *u, const struct user_new *in, const char *field)
{
	problems_clear(&p);
	err_clear(&e);
	bool ok = user_edit(f.db, who, u->id, u->version, in, &p, &e);
	if (!field && !ok) fail_msg("%s", e.text);
	if (field && ok) fail_msg("saved, though %s is refused", field);
	if (field && *field) assert_non_null(problem_of(&p, field));
}

static unsigned roles_on(const char *name, caldate day)
{
	struct actor who;
	fixture_must(&e, user_actor(f.db, name, day, &who, &e));
	return who.roles;
}

static bool logged(const char *action, const char *field, const char *before, const char *after)
{
	struct audit_row *rows = arena_array(a, struct audit_row, 60);
	int n = audit_list(f.db, &f.kepala, 0, 0, a, rows, 60, &e);
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].action, action) == 0 && strcmp(rows[i].field, field) == 0 && strcmp(rows[i].before, before) == 0 && strcmp(rows[i].after, after) == 0) return true;
	return false;
}

static void edit_leaves_old_and_new(void **state)
{
	(void)state;
	add("yati", ROLE_TU);
	struct user_row u = row_of("yati");
	struct user_new in = as_is(&u);
	in.roles = ROLE_TU | ROLE_PEKSOS;
	in.self_approve = true;
	edits(&f.admin, &u, &in, NULL);
	assert_true(logged("user.edit", "role", "tu", "peksos|tu"));
	assert_true(logged("user.edit", "self_approve", "0", "1"));
	assert_false(logged("user.edit", "shown", "", "yati")); /* what did not change is no value */
	u = row_of("yati");
	assert_true(u.self_approve);
	in.self_approve = false;
	edits(&f.admin, &u, &in, NULL);
	assert_true(logged("user.edit", "self_approve", "1", "0"));
	edits(&f.admin, &u, &in, ""); /* an old version */
	assert_int_equal(e.kind, ERR_CONFLICT);
	u = row_of("yati");
	edits(&f.peksos, &u, &in, "");
	assert_int_equal(e.kind, ERR_NOPERM);
}

static void what_an_edit_refuses(void **state)
{
	(void)state;
	add("yati", ROLE_TU);
	const struct user_row u = row_of("yati");
	struct user_new in = as_is(&u);
	in.name = "yati.baru"; /* keys and files hang on the name */
	edits(&f.admin, &u, &in, "name");
	in = as_is(&u);
	in.roles = 0;
	edits(&f.admin, &u, &in, "role");
	in.roles = ROLE_DINSOS;
	edits(&f.admin, &u, &in, "district");
	in.district = "64"; /* a province is no district */
	edits(&f.admin, &u, &in, "district");
	in.district = "99.99";
	edits(&f.admin, &u, &in, "district");
	in = as_is(&u);
	in.district = "64.08";
	edits(&f.admin, &u, &in, "district");
	in = as_is(&u);
	in.nip = "123";
	edits(&f.admin, &u, &in, "nip");
	in = as_is(&u);
	in.shown = "Yati\033[2J";
	edits(&f.admin, &u, &in, "shown");
	struct actor other;
	(void)fixture_panti(&f, "psd", &other);
	in = as_is(&u);
	edits(&other, &u, &in, ""); /* another panti's user is not there */
	assert_int_equal(e.kind, ERR_NOTFOUND);
	assert_int_equal(row_of("yati").version, u.version);
}

/* From the office to the district and back: the panti goes and comes with it. */
static void officer_and_back(void **state)
{
	(void)state;
	row_id id = add("tono", ROLE_TU);
	struct user_row u = row_of("tono");
	const struct user_acting acting = { 0, ROLE_KEPALA, "plh", FIXTURE_DAY, FIXTURE_DAY + 5 };
	fixture_must(&e, user_act(f.db, &f.admin, id, &acting, &p, &e));
	struct user_new in = as_is(&u);
	in.roles = ROLE_DINSOS;
	in.district = "64.08";
	edits(&f.admin, &u, &in, NULL);
	struct actor who;
	fixture_must(&e, user_actor(f.db, "tono", FIXTURE_DAY, &who, &e));
	assert_int_equal(who.panti, 0);
	assert_string_equal(who.district, "64.08");
	assert_int_equal(who.roles, ROLE_DINSOS); /* and acts for nobody */
	u = row_of("tono");
	in.roles = ROLE_TU;
	in.district = "";
	edits(&f.admin, &u, &in, NULL);
	fixture_must(&e, user_actor(f.db, "tono", FIXTURE_DAY, &who, &e));
	assert_int_equal(who.panti, f.panti);
	assert_int_equal(who.roles, ROLE_TU);
}

static void acting_holds_between_its_dates(void **state)
{
	(void)state;
	row_id id = add("sri.w", ROLE_PEKSOS);
	const struct user_acting in = { 0, ROLE_KEPALA, "plh", FIXTURE_DAY + 2, FIXTURE_DAY + 4 };
	fixture_must(&e, user_act(f.db, &f.admin, id, &in, &p, &e));
	const bool head[] = { false, false, true, true, true, false };
	for (int i = 0; i < (int)COUNT(head); i++) assert_int_equal(roles_on("sri.w", FIXTURE_DAY + i), ROLE_PEKSOS | (head[i] ? ROLE_KEPALA : 0));
	assert_int_equal(user_next_change(f.db, id, FIXTURE_DAY), FIXTURE_DAY + 2);
	assert_int_equal(user_next_change(f.db, id, FIXTURE_DAY + 2), FIXTURE_DAY + 5);
	assert_int_equal(user_next_change(f.db, id, FIXTURE_DAY + 5), DATE_NONE);
	struct user_row u = row_of("sri.w");
	assert_int_equal(u.roles, ROLE_PEKSOS);
	assert_int_equal(u.acting_count, 1);
	assert_true(logged("user.acting", "role", "", "kepala"));
	/* a change of the account meanwhile does not make the role one for good */
	clock_set_ms(FIXTURE_NOW + INT64_C(3) * 86400000);
	u = row_of("sri.w");
	assert_int_equal(u.roles, ROLE_PEKSOS);
	assert_int_equal(u.in_force, ROLE_PEKSOS | ROLE_KEPALA);
	struct user_new same = as_is(&u);
	same.title = "Peksos Muda";
	edits(&f.admin, &u, &same, NULL);
	assert_int_equal(roles_on("sri.w", FIXTURE_DAY + 5), ROLE_PEKSOS);
	assert_int_equal(roles_on("sri.w", FIXTURE_DAY + 3), ROLE_PEKSOS | ROLE_KEPALA);
	fixture_must(&e, user_act_end(f.db, &f.admin, u.acting[0].id, &e));
	assert_int_equal(roles_on("sri.w", FIXTURE_DAY + 3), ROLE_PEKSOS);
	assert_true(logged("user.acting.end", "role", "kepala", ""));
	assert_false(user_act_end(f.db, &f.admin, u.acting[0].id, &e)); /* once */
	assert_int_equal(e.kind, ERR_NOTFOUND);
}

static void what_acting_refuses(void **state)
{
	(void)state;
	row_id id = add("sri.w", ROLE_PEKSOS);
	const struct user_acting good = { 0, ROLE_KEPALA, "plt", FIXTURE_DAY, FIXTURE_DAY + 30 };
	struct { const struct actor *who; row_id user; struct user_acting in; const char *field; } bad[] = {
		{ &f.admin, id, good, "until" }, { &f.admin, id, good, "until" }, { &f.admin, id, good, "until" }, { &f.admin, id, good, "until" }, { &f.admin, id, good, "from" },
		{ &f.admin, id, good, "role" }, { &f.admin, id, good, "role" }, { &f.admin, id, good, "role" }, { &f.admin, id, good, "kind" },
		{ &f.admin, f.admin.user, good, "role" }, { &f.admin, f.dinsos.user, good, "role" }, { &f.kepala, f.kepala.user, good, "role" },
	};
	bad[0].in.until = DATE_NONE;
	bad[1].in.until = FIXTURE_DAY - 1;
	bad[2].in.from = FIXTURE_DAY - 9, bad[2].in.until = FIXTURE_DAY - 1; /* over already */
	bad[3].in.until = FIXTURE_DAY + USER_ACTING_DAYS;
	bad[4].in.from = DATE_NONE;
	bad[5].in.role = ROLE_PEKSOS; /* held */
	bad[6].in.role = ROLE_DINSOS;
	bad[7].in.role = (enum role)0;
	bad[8].in.kind = "pjs";
	bad[11].in.role = ROLE_BENDAHARA;
	for (size_t i = 0; i < COUNT(bad); i++) {
		problems_clear(&p);
		err_clear(&e);
		if (user_act(f.db, bad[i].who, bad[i].user, &bad[i].in, &p, &e)) fail_msg("case %zu was taken", i);
		if (!problem_of(&p, bad[i].field)) fail_msg("case %zu: %s", i, e.text);
	}
	problems_clear(&p);
	err_clear(&e);
	assert_false(user_act(f.db, &f.peksos, id, &good, &p, &e));
	assert_int_equal(e.kind, ERR_NOPERM);
	struct actor other;
	(void)fixture_panti(&f, "psd", &other);
	err_clear(&e);
	assert_false(user_act(f.db, &other, id, &good, &p, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	fixture_must(&e, user_act(f.db, &f.admin, id, &good, &p, &e));
	assert_false(user_act(f.db, &f.admin, id, &(struct user_acting){ 0, ROLE_KEPALA, "plh", FIXTURE_DAY + 30, FIXTURE_DAY + 40 }, &p, &e)); /* one day of both */
	assert_non_null(problem_of(&p, "from"));
	problems_clear(&p);
	const struct user_row u = row_of("sri.w");
	err_clear(&e);
	assert_false(user_act_end(f.db, &other, u.acting[0].id, &e)); /* nor ends another panti's */
	assert_int_equal(e.kind, ERR_NOTFOUND);
	fixture_must(&e, user_disable(f.db, &f.admin, "sri.w", "pindah", &e));
	assert_false(user_act(f.db, &f.admin, id, &(struct user_acting){ 0, ROLE_TU, "plh", FIXTURE_DAY, FIXTURE_DAY }, &p, &e));
}

/* Who heads the panti for a week could otherwise stay head. */
static void acting_head_gives_nothing_to_oneself(void **state)
{
	(void)state;
	row_id id = add("sri.w", ROLE_PEKSOS);
	const struct user_acting in = { 0, ROLE_KEPALA, "plh", FIXTURE_DAY, FIXTURE_DAY + 4 };
	fixture_must(&e, user_act(f.db, &f.admin, id, &in, &p, &e));
	struct actor sri;
	fixture_must(&e, user_actor(f.db, "sri.w", FIXTURE_DAY, &sri, &e));
	assert_true(may(&sri, RIGHT_USERS));
	const struct user_row u = row_of("sri.w");
	struct user_new mine = as_is(&u);
	mine.roles |= ROLE_KEPALA;
	edits(&sri, &u, &mine, "role");
	mine = as_is(&u);
	mine.self_approve = true;
	edits(&sri, &u, &mine, "role");
	mine = as_is(&u);
	mine.title = "Peksos";
	edits(&sri, &u, &mine, NULL); /* a title is no right */
	row_id other = add("tini", ROLE_TU);
	fixture_must(&e, user_act(f.db, &sri, other, &(struct user_acting){ 0, ROLE_BENDAHARA, "plh", FIXTURE_DAY, FIXTURE_DAY }, &p, &e)); /* the head's work goes on */
}

static void last_admin_of_each_panti(void **state)
{
	(void)state;
	const struct user_row u = row_of(f.admin.name);
	struct user_new in = as_is(&u);
	in.roles = ROLE_TU;
	edits(&f.admin, &u, &in, "");
	assert_int_equal(e.kind, ERR_NOPERM);
	in.roles = ROLE_DINSOS;
	in.district = "64.08";
	edits(&f.sistem, &u, &in, ""); /* nor by way of the district, nor by the owner's command line */
	struct actor other;
	row_id psd = fixture_panti(&f, "psd", &other);
	(void)fixture_actor(&f, psd, "admin.psd", ROLE_ADMIN, "");
	err_clear(&e);
	assert_false(user_disable(f.db, &f.sistem, f.admin.name, "coba", &e)); /* another panti's admin is none here */
	row_id id = add("sri.w", ROLE_PEKSOS);
	fixture_must(&e, user_act(f.db, &f.admin, id, &(struct user_acting){ 0, ROLE_ADMIN, "plh", FIXTURE_DAY, FIXTURE_DAY + 4 }, &p, &e));
	err_clear(&e);
	assert_false(user_disable(f.db, &f.admin, f.admin.name, "coba", &e)); /* who acts for a week is no admin to be left with */
	(void)add("dua", ROLE_ADMIN);
	fixture_must(&e, user_disable(f.db, &f.admin, "dua", "coba", &e));
	err_clear(&e);
	assert_false(user_disable(f.db, &f.admin, f.admin.name, "coba", &e)); /* nor a closed one */
	fixture_must(&e, user_enable(f.db, &f.admin, "dua", &e));
	in = as_is(&u);
	in.roles = ROLE_TU;
	edits(&f.admin, &u, &in, NULL);
}

static enum user_change told(struct actor *now, caldate day)
{
	struct actor fresh;
	err_clear(&e);
	enum user_change change = user_refresh(f.db, now, day, &fresh, &e);
	if (e.kind) fail_msg("%s", e.text);
	if (change == USER_GAINED) *now = fresh;
	return change;
}

static void sessions_are_told(void **state)
{
	(void)state;
	row_id id = add("sri.w", ROLE_PEKSOS);
	struct actor now;
	fixture_must(&e, user_actor(f.db, "sri.w", FIXTURE_DAY, &now, &e));
	assert_int_equal(told(&now, FIXTURE_DAY), USER_SAME);
	struct user_row u = row_of("sri.w");
	struct user_new in = as_is(&u);
	in.roles |= ROLE_TU;
	edits(&f.admin, &u, &in, NULL);
	assert_int_equal(told(&now, FIXTURE_DAY), USER_GAINED);
	assert_int_equal(now.roles, ROLE_PEKSOS | ROLE_TU);
	assert_int_equal(told(&now, FIXTURE_DAY), USER_SAME);
	u = row_of("sri.w");
	in.self_approve = true;
	edits(&f.admin, &u, &in, NULL);
	assert_int_equal(told(&now, FIXTURE_DAY), USER_GAINED);
	assert_true(now.self_approve);
	u = row_of("sri.w");
	in.self_approve = false;
	edits(&f.admin, &u, &in, NULL);
	assert_int_equal(told(&now, FIXTURE_DAY), USER_LOST);
	now.self_approve = false;
	u = row_of("sri.w");
	in.roles = ROLE_TU | ROLE_BENDAHARA; /* one more and one less */
	edits(&f.admin, &u, &in, NULL);
	assert_int_equal(told(&now, FIXTURE_DAY), USER_LOST);
	now.roles = in.roles;
	fixture_must(&e, user_act(f.db, &f.admin, id, &(struct user_acting){ 0, ROLE_KEPALA, "plh", FIXTURE_DAY + 1, FIXTURE_DAY + 1 }, &p, &e));
	assert_int_equal(told(&now, FIXTURE_DAY), USER_SAME);
	assert_int_equal(told(&now, FIXTURE_DAY + 1), USER_GAINED); /* the day begins */
	assert_int_equal(told(&now, FIXTURE_DAY + 2), USER_LOST);   /* and is over */
	fixture_must(&e, user_disable(f.db, &f.admin, "sri.w", "pindah", &e));
	assert_int_equal(told(&now, FIXTURE_DAY), USER_CLOSED);
	struct actor officer = f.dinsos;
	assert_int_equal(told(&officer, FIXTURE_DAY), USER_SAME);
	u = row_of(f.dinsos.name);
	in = as_is(&u);
	in.district = "64.02";
	edits(&f.admin, &u, &in, NULL);
	assert_int_equal(told(&officer, FIXTURE_DAY), USER_LOST); /* another district's children */
}

static void new_password_forgets_the_tries(void **state)
{
	(void)state;
	struct login in;
	add("yati", ROLE_PENGASUH);
	for (int i = 0; i < 3; i++) {
		clock_set_ms(FIXTURE_NOW + i * 60000);
		err_clear(&e);
		assert_false(user_login(f.db, "yati", "bukan itu", "tty", FIXTURE_DAY, &in, &e));
	}
	assert_int_equal(row_of("yati").failures, 3);
	fixture_must(&e, user_password(f.db, &f.admin, "yati", NULL, "empat kata yang baru", &p, &e));
	assert_int_equal(row_of("yati").failures, 0);
	fixture_must(&e, user_login(f.db, "yati", "empat kata yang baru", "tty", FIXTURE_DAY, &in, &e)); /* and waits for nothing */
	assert_true(row_of("yati").last_login > 0);
	assert_false(user_password(f.db, &f.admin, f.admin.name, NULL, "empat kata yang baru", &p, &e)); /* whoever sits at the admin's open desk */
	assert_int_equal(e.kind, ERR_NOPERM);
	assert_true(user_has_password(f.db, in.actor.user));
	fixture_must(&e, user_key_only(f.db, &f.admin, "yati", &e));
	assert_false(user_has_password(f.db, in.actor.user));
	clock_set_ms(clock_now() + 600000);
	assert_false(user_login(f.db, "yati", "", "tty", FIXTURE_DAY, &in, &e));
	err_clear(&e);
	assert_false(user_key_only(f.db, &f.admin, f.admin.name, &e)); /* one's own */
	err_clear(&e);
	assert_false(user_key_only(f.db, &f.sistem, f.admin.name, &e)); /* the last admin's: nobody would come in at the desk */
	err_clear(&e);
	assert_false(user_key_only(f.db, &f.peksos, "yati", &e));
	err_clear(&e);
	const struct user_new key = { .name = "andi", .shown = "Andi", .district = "64.08", .roles = ROLE_DINSOS };
	row_id andi = user_add(f.db, &f.admin, &key, &p, &e);
	assert_int_not_equal(andi, 0);
	assert_false(user_has_password(f.db, andi));
	assert_true(row_of("andi").key_only);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { T(edit_leaves_old_and_new), T(what_an_edit_refuses), T(officer_and_back), T(acting_holds_between_its_dates), T(what_acting_refuses),
		T(acting_head_gives_nothing_to_oneself), T(last_admin_of_each_panti), T(sessions_are_told), T(new_password_forgets_the_tries) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
