/* How a file reaches one's own PC: the line to type, drives that are in, and the batch file for Windows. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "src/print/drive.h"
#include "src/print/fetch.h"
#include "src/print/spool.h"
#include "tests/print/sample.h"

#define FROM "203.0.113.7 51812 192.168.1.10 22"

static void test_address(void **state)
{
	static const struct { const char *address, *connection, *login, *line; } good[] = {
		{ "", FROM, "panti", "ssh panti@192.168.1.10 outbox get juli.pdf > juli.pdf" },
		{ "", "203.0.113.7 51812 192.168.1.10 2222", "panti", "ssh -p 2222 panti@192.168.1.10 outbox get juli.pdf > juli.pdf" },
		{ "", "2001:db8::7 51812 2001:db8::1 22", "panti", "ssh panti@2001:db8::1 outbox get juli.pdf > juli.pdf" },
		{ "desk.example.id", FROM, "panti", "ssh panti@desk.example.id outbox get juli.pdf > juli.pdf" },
		{ "desk.example.id", "203.0.113.7 51812 10.0.0.2 2222", "panti", "ssh panti@desk.example.id outbox get juli.pdf > juli.pdf" }, /* another way in: its own port */
		{ "meja@desk.example.id:2200", NULL, "panti", "ssh -p 2200 meja@desk.example.id outbox get juli.pdf > juli.pdf" },
		{ "meja@[2001:db8::1]:2200", NULL, "panti", "ssh -p 2200 meja@2001:db8::1 outbox get juli.pdf > juli.pdf" },
		{ "2001:db8::1", NULL, "panti", "ssh panti@2001:db8::1 outbox get juli.pdf > juli.pdf" },
	};
	static const struct { const char *address, *connection, *login; } bad[] = {
		{ "", NULL, "panti" }, { "", "", "panti" }, { "", "nonsense", "panti" }, { "", FROM, "" }, { "", FROM, "-oProxyCommand=x" },
		{ "a b", FROM, "panti" }, { "$(reboot)", FROM, "panti" }, { "-oProxyCommand=x", FROM, "panti" }, { "a;b@desk", FROM, "panti" }, { "@desk", FROM, "panti" }, { "desk:", FROM, "panti" },
		{ "desk:99999", FROM, "panti" }, { "desk:2x", FROM, "panti" }, { "[2001:db8::1", FROM, "panti" }, { "", "203.0.113.7 1 fe80::1%eth0 22", "panti" }, { "", "203.0.113.7 1 10.0.0.1 0", "panti" },
	};
	struct fetch f;
	char line[FETCH_LINE_SIZE];
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		if (!fetch_from(good[i].address, good[i].connection, good[i].login, &f)) fail_msg("refused: %s", good[i].line);
		fetch_line(&f, FETCH_SSH, "juli.pdf", line);
		assert_string_equal(line, good[i].line);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		if (fetch_from(bad[i].address, bad[i].connection, bad[i].login, &f)) fail_msg("taken: %zu %s", i, bad[i].address);
	assert_true(fetch_from("", "203.0.113.7 1 192.168.1.10 2222", "panti", &f));
	fetch_line(&f, FETCH_PLINK, "juli.pdf", line);
	assert_string_equal(line, "plink -P 2222 panti@192.168.1.10 outbox get juli.pdf > juli.pdf");
	fetch_line(&f, FETCH_SSH, "referrals-by-district-2026.pdf", line);
	assert_string_equal(line, "ssh -p 2222 panti@192.168.1.10 outbox get referrals-by-district-2026.pdf > referrals.pdf"); /* shorter, not cut */
	assert_true(fetch_from("", FROM, "panti", &f));
	fetch_line(&f, FETCH_SSH, "allowance-receipts-2026-07.pdf", line);
	assert_string_equal(line, "ssh panti@192.168.1.10 outbox get allowance-receipts-2026-07.pdf > allow.pdf");
	assert_int_equal(strlen(line), 76);
}

static const char *const mounts =
	"/dev/sda2 / ext4 rw,relatime 0 0\n"
	"/dev/sda1 /boot/efi vfat rw,relatime 0 0\n"
	"tmpfs /run/user/1000 tmpfs rw 0 0\n"
	"/dev/sdb1 /media/sri/KINGSTON\\040USB vfat rw,nosuid,nodev,uhelper=udisks2 0 0\n"
	"/dev/sdc1 /media/sri/TERKUNCI vfat ro,nosuid,uhelper=udisks2 0 0\n"
	"/dev/sdd1 /mnt/usb ntfs3 rw,rorange 0 0\n"
	"/dev/sde1 /run/media/sri/KAMERA exfat rw,uhelper=udisks2 0 0\n"
	"/dev/sdf1 /mnt/cadangan ext4 rw 0 0\n"
	"gvfsd-fuse /media/sri/fuse fuseblk rw 0 0\n"
	"/dev/sdg1 /media vfat rw 0 0\n"
	"/dev/sdh1 /mediasi/x vfat rw 0 0\n"
	"/dev/sdi1 /media/\\033[2J fuseblk rw 0 0\n"
	"/dev/sdj1 /media/half";

static void test_drives(void **state)
{
	struct arena *a = arena_new();
	struct drive *d;
	(void)state;
	assert_int_equal(drives_find("", a, &d), 0);
	assert_int_equal(drives_find("\n\n   \nx y\n", a, &d), 0);
	assert_int_equal(drives_find(mounts, a, &d), 4);
	assert_string_equal(d[0].folder, "/media/sri/KINGSTON USB");
	assert_string_equal(d[0].name, "KINGSTON USB");
	assert_string_equal(d[0].device, "/dev/sdb1");
	assert_true(d[0].users);
	assert_string_equal(d[1].folder, "/mnt/usb");
	assert_false(d[1].users); /* whoever mounted it by hand was root */
	assert_string_equal(d[2].name, "KAMERA");
	assert_string_equal(d[3].folder, "/media/\033[2J"); /* found by its true name, shown by a harmless one */
	assert_null(strchr(d[3].name, '\033'));
	struct buf many = BUF_EMPTY;
	for (int i = 0; i < 100; i++) buf_printf(&many, "/dev/sd%d /mnt/usb%d vfat rw 0 0\n", i, i);
	assert_int_equal(drives_find(buf_text(&many), a, &d), 16);
	buf_free(&many);
	assert_string_equal(drive_mounts("/nonexistent/mounts", a), "");
	arena_free(a);
}

static void test_drive_write(void **state)
{
	char folder[] = "/tmp/pantidesk-drive-XXXXXX", made[SPOOL_MADE_SIZE], path[300], link_path[300];
	struct err e = { ERR_NONE, "" };
	struct stat st;
	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_true(drive_write(folder, "monthly-2026-07.pdf", "abc", 3, made, &e));
	assert_string_equal(made, "monthly-2026-07.pdf");
	assert_true(drive_write(folder, "monthly-2026-07.pdf", "de", 2, made, &e));
	assert_string_equal(made, "monthly-2026-07-2.pdf"); /* what is there stays */
	snprintf(path, sizeof path, "%s/monthly-2026-07.pdf", folder);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 3);
	unlink(path);
	snprintf(path, sizeof path, "%s/monthly-2026-07-2.pdf", folder);
	unlink(path);
	snprintf(link_path, sizeof link_path, "%s-link", folder);
	assert_int_equal(symlink(folder, link_path), 0);
	assert_false(drive_write(link_path, "x.pdf", "a", 1, made, &e)); /* a link in place of the drive */
	assert_int_equal(e.kind, ERR_CANTCREAT);
	unlink(link_path);
	rmdir(folder);
	err_clear(&e);
	assert_false(drive_write(folder, "x.pdf", "a", 1, made, &e)); /* pulled out: nothing is made in its place */
	assert_int_equal(e.kind, ERR_CANTCREAT);
	assert_int_not_equal(stat(folder, &st), 0);
}

/* --- conf/windows/ambil.bat ---------------------------------------------------------------------------------------------------- */

static char *batch(void)
{
	static char text[16384];
	FILE *f = fopen("conf/windows/ambil.bat", "rb");
	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	fclose(f);
	return text;
}

static void test_batch_bytes(void **state)
{
	const char *text = batch();
	(void)state;
	assert_true(strlen(text) > 1000);
	for (const char *c = text; *c; c++) {
		if (*c == '\n') assert_true(c > text && c[-1] == '\r'); /* cmd loses labels in files with bare line ends */
		if (*c == '\r') assert_int_equal(c[1], '\n');
		if (*c != '\r' && *c != '\n' && *c != '\t' && (*c < 32 || *c > 126)) fail_msg("byte %d", *c);
	}
}

/* %1 is put into a line before it is read, so that `a&del` would run: only in a quoted set. Everything else uses !NAME!. */
static void test_batch_expansion(void **state)
{
	char *rest = batch(), *line;
	int sets = 0;
	(void)state;
	while ((line = strsep(&rest, "\r\n"))) {
		char quoted[40], loop[] = "%%T";
		char *percent = strchr(line, '%');
		if (!percent) continue;
		bool fine = false;
		for (int i = 1; i <= 4; i++) {
			snprintf(quoted, sizeof quoted, "set \"ARG%d=%%~%d\"", i, i);
			if (strcmp(line, quoted) == 0) fine = true, sets++;
		}
		char *variable = strstr(line, loop);
		if (variable == percent && strncmp(line, "for /f \"delims=", 15) == 0 && strstr(line, "in (\"x!ISI!\") do exit /b 1")) fine = true;
		if (!fine) fail_msg("%s", line);
	}
	assert_int_equal(sets, 4);
}

/* What goes over the line is made of the words the machine lets through, with every blank filled by a checked value. */
static void test_batch_commands(void **state)
{
	char *rest = batch(), *line;
	int commands = 0;
	(void)state;
	while ((line = strsep(&rest, "\r\n"))) {
		line += strspn(line, "\t ");
		if (strncmp(line, "\"!PLINK!\" ", 10) != 0) continue;
		commands++;
		char *command = strstr(line, "!ALAMAT! "), *redirect = strstr(line, " > \"!KE!\"");
		assert_non_null(command);
		command += 9;
		if (redirect) *redirect = 0;
		char filled[300] = "", *at = filled;
		for (const char *c = command; *c && at < filled + sizeof filled - 2; c++) {
			if (*c != '!') *at++ = *c;
			else c = strchr(c + 1, '!'), *at++ = 'x';
			assert_non_null(c);
		}
		*at = 0;
		assert_int_equal(strspn(filled, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/=: "), strlen(filled));
		if (strncmp(filled, "report ", 7) != 0 && strncmp(filled, "outbox get ", 11) != 0 && strcmp(filled, "outbox list") != 0) fail_msg("%s", filled);
		assert_true(redirect || strcmp(filled, "outbox list") == 0);
	}
	assert_int_equal(commands, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address), cmocka_unit_test(test_drives), cmocka_unit_test(test_drive_write),
		cmocka_unit_test(test_batch_bytes), cmocka_unit_test(test_batch_expansion), cmocka_unit_test(test_batch_commands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
