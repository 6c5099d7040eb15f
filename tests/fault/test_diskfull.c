/* The disk is full while saving and before opening: a sentence, nothing half, reading goes on, and the same save works after. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/backup.h"
#include "tests/fault/disk.h"
#include "tests/fault/saves.h"

static struct disk *disk;

static void full_while_saving(unsigned flags)
{
	struct fixture f;
	struct err e = { 0 };
	int64_t rooms;
	int refused = 0, n = 0;
	fixture_open_flags(&f, flags);
	for (; n < 5; n++) fixture_must(&e, save_room(f.db, &f, 0, n, &e));
	struct db *other = fixture_again(&f, flags);
	disk->full = true;
	for (int i = 0; i < 200 && refused < 5; i++) { /* free pages in the file may still take some */
		err_clear(&e);
		if (save_room(f.db, &f, 0, n, &e)) {
			n++;
			continue;
		}
		refused++;
		assert_int_equal(e.kind, ERR_IO);
		assert_non_null(strstr(e.text, "full"));
		assert_false(db_in_tx(f.db));
		assert_int_equal(saved_rooms(f.db, -1), n);
		assert_int_equal(saved_rooms(other, -1), n); /* others read on */
	}
	assert_int_equal(refused, 5);
	disk->full = false;
	err_clear(&e);
	fixture_must(&e, save_room(f.db, &f, 0, n, &e)); /* the form was kept; the same save goes through */
	db_close(other);
	db_close(f.db);
	f.db = NULL;
	assert_string_equal(saves_hold(&f, f.path, flags, n + 1, &rooms), "");
	assert_int_equal(rooms, n + 1);

	disk->full = true; /* before opening */
	f.db = fixture_again(&f, flags);
	assert_int_equal(saved_rooms(f.db, -1), n + 1);
	struct backup_made made;
	char dest[96];
	snprintf(dest, sizeof dest, "%s/cadangan", f.dir);
	err_clear(&e);
	assert_false(backup_make(f.db, &f.admin, dest, NULL, &made, &e)); /* and no half backup */
	assert_non_null(strstr(e.text, "full"));
	assert_int_not_equal(remove(dest), 0);
	disk->full = false;
	fixture_close(&f);
}

static void truncate_mode(void **state) { (void)state; full_while_saving(0); }
static void wal_mode(void **state) { (void)state; full_while_saving(DB_WAL_ANYWAY); }

int main(void)
{
	disk = disk_install();
	const struct CMUnitTest tests[] = { cmocka_unit_test(truncate_mode), cmocka_unit_test(wal_mode) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
