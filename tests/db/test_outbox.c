/* Files that wait for their owner: written, listed, fetched and removed by nobody else, with no way round through names or links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "db/audit.h"
#include "db/office/outbox.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/db/desk.h"

enum { DAYS = 30 };

static const char *path(const struct actor *who, const char *name)
{
	char folder[400];
	assert_true(outbox_folder(f.db, who, folder, sizeof folder));
	return arena_printf(a, "%s/%s", folder, name);
}

static int count(const struct actor *who)
{
	struct outbox_file *files;
	int n = outbox_list(f.db, who, DAYS, a, &files, &e);
	if (n < 0) fail_msg("%s", e.text);
	return n;
}

static bool put(const struct actor *who, const char *name, const char *text, char *made)
{
	return outbox_put(f.db, who, DAYS, name, text, strlen(text), made, NULL, &e);
}

static int64_t rows(void)
{
	struct audit_head head;
	fixture_must(&e, audit_head(f.db, f.panti, &head, &e));
	return head.rows;
}

static void whole_way(void **state)
{
	char made[SPOOL_MADE_SIZE], got[16] = "";
	struct outbox_file *files;
	struct stat st;
	(void)state;
	assert_int_equal(count(&f.peksos), 0);
	fixture_must(&e, put(&f.peksos, "monthly-2026-07.pdf", "abc", made));
	fixture_must(&e, put(&f.peksos, "monthly-2026-07.pdf", "defgh", made));
	assert_string_equal(made, "monthly-2026-07-2.pdf");
	assert_int_equal(outbox_list(f.db, &f.peksos, DAYS, a, &files, &e), 2);
	assert_string_equal(files[1].name, "monthly-2026-07-2.pdf");
	assert_int_equal(files[1].bytes, 5);
	assert_int_equal(stat(path(&f.peksos, made), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(path(&f.peksos, "."), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	int64_t before = rows();
	int fd = outbox_open(f.db, &f.peksos, DAYS, made, &e);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, got, sizeof got), 5);
	assert_memory_equal(got, "defgh", 5);
	close(fd);
	assert_int_equal(rows(), before + 1);
	struct audit_row row;
	assert_int_equal(audit_list(f.db, &f.kepala, 0, 0, a, &row, 1, &e), 1);
	assert_string_equal(row.action, "outbox.get");
	fixture_must(&e, outbox_remove(f.db, &f.peksos, DAYS, made, &e));
	assert_int_equal(rows(), before + 2);
	assert_int_equal(count(&f.peksos), 1);
}

/* Each sees the own folder; names that lead elsewhere are refused and told like a name that is not there. */
static void nobody_elses(void **state)
{
	static const char *const names[] = { "../kepala/rahasia.pdf", "..", ".", "", "/etc/passwd", "a/b.pdf", "link.pdf", "folder.d", "monthly 2026.pdf", "a;b", "pipe.pdf", "hidden\n.pdf" };
	char made[SPOOL_MADE_SIZE];
	(void)state;
	fixture_must(&e, put(&f.kepala, "rahasia.pdf", "x", made));
	fixture_must(&e, put(&f.peksos, "own.pdf", "x", made));
	assert_int_equal(symlink(path(&f.kepala, "rahasia.pdf"), path(&f.peksos, "link.pdf")), 0);
	assert_int_equal(mkdir(path(&f.peksos, "folder.d"), 0700), 0);
	assert_int_equal(mkfifo(path(&f.peksos, "pipe.pdf"), 0600), 0);
	assert_int_equal(count(&f.peksos), 1);
	int64_t before = rows();
	for (size_t i = 0; i < COUNT(names); i++) {
		err_clear(&e);
		assert_int_equal(outbox_open(f.db, &f.peksos, DAYS, names[i], &e), -1);
		assert_int_equal(e.kind, ERR_NOINPUT);
		err_clear(&e);
		assert_false(outbox_remove(f.db, &f.peksos, DAYS, names[i], &e));
	}
	err_clear(&e);
	assert_int_equal(outbox_open(f.db, &f.peksos, DAYS, "rahasia.pdf", &e), -1);
	assert_int_equal(rows(), before);
	assert_int_equal(count(&f.kepala), 1);
}

static void who_has_none(void **state)
{
	char made[SPOOL_MADE_SIZE], folder[400];
	struct actor evil = f.peksos, none = f.peksos;
	struct outbox_file *files;
	(void)state;
	assert_false(outbox_folder(f.db, &f.sistem, folder, sizeof folder));
	assert_false(put(&f.sistem, "a.pdf", "x", made));
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	assert_int_equal(outbox_list(f.db, &f.sistem, DAYS, a, &files, &e), -1);
	STR_SET(evil.name, "../kepala");
	err_clear(&e);
	assert_int_equal(outbox_list(f.db, &evil, DAYS, a, &files, &e), -1);
	none.roles = ROLE_ADMIN; /* manages users, prints nothing */
	err_clear(&e);
	assert_int_equal(outbox_list(f.db, &none, DAYS, a, &files, &e), -1);
	assert_int_equal(e.kind, ERR_NOPERM);
	err_clear(&e);
	fixture_must(&e, put(&f.dinsos, "a.pdf", "x", made)); /* the officer, of no panti */
	assert_int_equal(count(&f.dinsos), 1);
}

/* A link in place of the folder, a folder open to others. */
static void folders(void **state)
{
	char made[SPOOL_MADE_SIZE], other[200];
	struct stat st;
	(void)state;
	fixture_must(&e, put(&f.kepala, "a.pdf", "x", made));
	snprintf(other, sizeof other, "%s/outbox/%s", f.dir, f.peksos.name);
	assert_int_equal(symlink(path(&f.kepala, "."), other), 0);
	assert_false(put(&f.peksos, "b.pdf", "x", made));
	assert_int_equal(e.kind, ERR_CANTCREAT);
	unlink(other);
	err_clear(&e);
	assert_int_equal(mkdir(other, 0700), 0);
	assert_int_equal(chmod(other, 0755), 0);
	fixture_must(&e, put(&f.peksos, "b.pdf", "x", made)); /* shut again before a file lies there */
	assert_int_equal(stat(other, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	if (geteuid() == 0) {
		assert_int_equal(chown(other, 65534, 65534), 0);
		assert_false(put(&f.peksos, "c.pdf", "x", made));
		assert_int_equal(e.kind, ERR_CANTCREAT);
		assert_int_equal(chown(other, 0, 0), 0);
	}
}

static void old_ones_go(void **state)
{
	char made[SPOOL_MADE_SIZE];
	(void)state;
	fixture_must(&e, put(&f.peksos, "old.pdf", "x", made));
	fixture_must(&e, put(&f.peksos, "new.pdf", "x", made));
	const struct timespec old[2] = { { time(NULL) - (DAYS + 1) * 86400, 0 }, { time(NULL) - (DAYS + 1) * 86400, 0 } };
	const struct timespec young[2] = { { time(NULL) - (DAYS - 1) * 86400, 0 }, { time(NULL) - (DAYS - 1) * 86400, 0 } };
	assert_int_equal(utimensat(AT_FDCWD, path(&f.peksos, "new.pdf"), young, 0), 0);
	assert_int_equal(utimensat(AT_FDCWD, path(&f.peksos, "old.pdf"), old, 0), 0);
	assert_int_equal(count(&f.peksos), 1);
	assert_int_not_equal(access(path(&f.peksos, "old.pdf"), F_OK), 0);
	assert_int_equal(access(path(&f.peksos, "new.pdf"), F_OK), 0);
}

static bool change(const char *name, unsigned roles, const char *district)
{
	struct user_row *users;
	problems_clear(&p);
	for (int i = 0, n = user_list(f.db, &f.admin, a, &users, &e); i < n; i++) {
		if (strcmp(users[i].name, name) != 0) continue;
		const struct user_new in = { .name = name, .shown = users[i].shown, .roles = roles, .district = district };
		return user_edit(f.db, &f.admin, users[i].id, users[i].version, &in, &p, &e);
	}
	return false;
}

static void aged(const struct actor *who, const char *name, int64_t seconds)
{
	const struct timespec at[2] = { { seconds, 0 }, { seconds, 0 } };
	assert_int_equal(utimensat(AT_FDCWD, path(who, name), at, 0), 0);
}

/* What was made with rights that are gone goes with them; a right given takes nothing. */
static void rights_taken(void **state)
{
	char made[SPOOL_MADE_SIZE];
	const int64_t now = time(NULL);
	(void)state;
	fixture_tamper(&f, "INSERT INTO region (code, name, parent, search_key) SELECT '64.71', 'Kota Balikpapan', '64', 'balikpapan' WHERE NOT EXISTS (SELECT 1 FROM region WHERE code = '64.71')");
	fixture_tamper(&f, "INSERT INTO region (code, name, parent, search_key) SELECT '64.08', 'Kutai Timur', '64', 'kutai timur' WHERE NOT EXISTS (SELECT 1 FROM region WHERE code = '64.08')");
	clock_set_ms(now * 1000);
	fixture_must(&e, put(&f.peksos, "sealed.pdf", "x", made));
	aged(&f.peksos, "sealed.pdf", now - 100);
	fixture_must(&e, change(f.peksos.name, ROLE_PEKSOS | ROLE_TU, ""));
	assert_int_equal(count(&f.peksos), 1);
	fixture_must(&e, change(f.peksos.name, ROLE_TU, ""));
	assert_int_equal(outbox_open(f.db, &f.peksos, DAYS, "sealed.pdf", &e), -1);
	assert_int_equal(e.kind, ERR_NOINPUT);
	err_clear(&e);
	assert_int_equal(count(&f.peksos), 0);
	assert_int_not_equal(access(path(&f.peksos, "sealed.pdf"), F_OK), 0);
	clock_set_ms((now - 1) * 1000);
	fixture_must(&e, put(&f.peksos, "new.pdf", "x", made));
	aged(&f.peksos, "new.pdf", now + 1);
	assert_int_equal(count(&f.peksos), 1); /* made after it */

	fixture_must(&e, put(&f.dinsos, "district.pdf", "x", made));
	aged(&f.dinsos, "district.pdf", now - 100);
	assert_int_equal(count(&f.dinsos), 1);
	fixture_must(&e, change(f.dinsos.name, ROLE_DINSOS, "64.71"));
	assert_int_equal(count(&f.dinsos), 0);

	fixture_must(&e, put(&f.tu, "plh.pdf", "x", made)); /* acted as head until the day before yesterday */
	aged(&f.tu, "plh.pdf", now - 4 * 86400);
	assert_int_equal(count(&f.tu), 1);
	fixture_tamper(&f, arena_printf(a, "INSERT INTO user_role (id, user_id, role, acting, from_on, until_on) VALUES (77, %" PRId64 ", 'kepala', 'plh', '2026-01-01', date('now', '-2 days'))", f.tu.user));
	assert_int_equal(count(&f.tu), 0);
	clock_set_ms(FIXTURE_NOW);
}

static void quota(void **state)
{
	char made[SPOOL_MADE_SIZE];
	bool full = false;
	(void)state;
	for (int i = 0; i < OUTBOX_FILES; i++) fixture_must(&e, put(&f.peksos, arena_printf(a, "f%d.txt", i), "x", made));
	assert_false(outbox_put(f.db, &f.peksos, DAYS, "more.txt", "x", 1, made, &full, &e));
	assert_true(full);
	assert_int_equal(e.kind, ERR_CANTCREAT);
	err_clear(&e);
	fixture_must(&e, put(&f.kepala, "other.txt", "x", made)); /* somebody else's has room */
	assert_int_equal(outbox_clear(f.db, &f.peksos, DAYS, 1, &e), 1); /* one is enough */
	fixture_must(&e, put(&f.peksos, "more.txt", "x", made));
	assert_int_equal(count(&f.peksos), OUTBOX_FILES);

	char *big = mem_alloc((size_t)OUTBOX_BYTES + 1);
	memset(big, 'x', (size_t)OUTBOX_BYTES + 1);
	assert_false(outbox_put(f.db, &f.kepala, DAYS, "big.txt", big, (size_t)OUTBOX_BYTES + 1, made, &full, &e));
	assert_false(full); /* removing would not help */
	err_clear(&e);
	assert_false(outbox_put(f.db, &f.kepala, DAYS, "big.txt", big, (size_t)OUTBOX_BYTES, made, &full, &e));
	assert_true(full);
	err_clear(&e);
	assert_int_equal(outbox_clear(f.db, &f.kepala, DAYS, (size_t)OUTBOX_BYTES, &e), 1);
	assert_int_equal(count(&f.kepala), 0);
	free(big);
}

#define T(name) cmocka_unit_test_setup_teardown(name, desk_setup_bare, desk_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { T(whole_way), T(nobody_elses), T(who_has_none), T(folders), T(old_ones_go), T(rights_taken), T(quota) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
