/* Public keys to the last byte, the lines of the key file, and that what the program writes is what it takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/audit.h"
#include "db/office/key_file.h"
#include "db/office/user.h"
#include "tests/db/fixture.h"

/* Made with ssh-keygen for this test; nobody's. Fingerprints as ssh-keygen -lf printed them. */
#define ED "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkHt3pIFlFTzxn/MZdvBd7mEsy99WJ0Kxs1lkwUEGEY"
#define ED_PRINT "SHA256:8qwgDA6v9RFiSYL0rSy6TMSSp0GC1TVpAmYk4QPPJCw"
#define EC "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAFjnqFLyDYAVgCBqzyUd3BxWCEKwSJGONOcFXjX5V+v4+93vXlc2t54c8hAfkKhVt/8S5YVKnbmi6Rk3bXAr2etAgHQFJRFeY4WVeRSNZX4/WiXIwuoHLnHAWFxDR5u4m7R529v2C6jsmp2WTADj0rxk2JSE4weANmiXpHB/P+cWyFikw=="
#define EC_PRINT "SHA256:YMoCmuk07FEXBpm67VzqpAAE+Mr/MhuKzDaClcL/GC4"

static bool takes(const char *text, struct public_key *k, struct err *e)
{
	*e = (struct err){ ERR_NONE, "" };
	return public_key_read(text, strlen(text), k, e);
}

static void good_keys(void **state)
{
	struct public_key k;
	struct err e;

	(void)state;
	assert_true(takes(ED " andi@kantor\n", &k, &e));
	assert_string_equal(k.type, "ssh-ed25519");
	assert_string_equal(k.fingerprint, ED_PRINT);
	assert_string_equal(k.comment, "andi@kantor");
	assert_true(takes("\xEF\xBB\xBF" EC "\r\n", &k, &e));
	assert_string_equal(k.fingerprint, EC_PRINT);
	assert_string_equal(k.comment, "");
	assert_int_equal(k.bits, 521);
	assert_true(takes(ED " Andi, Dinas  Sosial", &k, &e));
	assert_string_equal(k.comment, "Andi, Dinas  Sosial");
	assert_true(takes(ED " a\033]0;x\007b", &k, &e)); /* a comment that cannot be shown goes, the key stays */
	assert_string_equal(k.comment, "");
}

static void bad_keys(void **state)
{
	static const struct { const char *text, *says; } table[] = {
		{ "", "no key here" }, { "\n \n", "no key here" },
		{ "restrict " ED, "without options in front" }, { "command=\"x\" " ED, "without options" }, { "no-pty," ED, "without options" },
		{ "# " ED, "without options" }, { "*@!", "without options" },
		{ ED "\n" ED, "More than one line" }, { ED "\rrestrict", "More than one line" },
		{ "ssh-ed25519", "damaged" }, { "ssh-ed25519 ", "damaged" }, { "ssh-ed25519 AAAA", "damaged" },
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkHt3pIFlFTzxn/MZdvBd7mEsy99WJ0Kxs1lkwUEGE", "damaged" },
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkHt3pIFlFTzxn/MZdvBd7mEsy99WJ0Kxs1lkwUEGEYAAAA", "damaged" }, /* bytes behind the key */
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkHt3pIFlFTzxn!MZdvBd7mEsy99WJ0Kxs1lkwUEGEY", "damaged" },
		{ "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBkHt3pIFlFTzxn/MZdvBd7mEsy99WJ0Kxs1lkwUEGEY", "damaged" }, /* another type inside */
		{ "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAFjnqFL", "damaged" },
		{ "ssh-dss AAAAB3NzaC1kc3M=", "ssh-keygen -t ed25519" }, { "ssh-ed25519-cert-v01@openssh.com AAAA", "ssh-keygen -t ed25519" },
		{ "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDRGt9YzPT1rKWRctAG/Q6iQPg/gN8cbxABSz/7DeNnYx+CKMhVi+uvTeiaTmP5ORFyNNOhUxRZYEC9xgzlhKDU/WYGsMoQKDnKbSt7GW4K7Fqnwg1s8uybusFQSJ4CHHqyi6T+d4QOKZ//JL1I3Uz/cNMy7SkMjelp4Uybp7OPvQ==", "of 1024 bits is too weak" },
		{ "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n", "private key" }, { "PuTTY-User-Key-File-3: ssh-ed25519\n", "private key" },
		{ "---- BEGIN SSH2 PUBLIC KEY ----\nComment: x\n", "PuTTYgen" },
	};
	struct public_key k;
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		if (takes(table[i].text, &k, &e) || !strstr(e.text, table[i].says)) fail_msg("%s: %s", table[i].text, e.text);
	/* any single byte of a good key changed: refused, or another key */
	for (size_t i = 0; i < strlen(ED); i++) {
		char text[] = ED;
		text[i] ^= 1;
		assert_false(takes(text, &k, &e) && strcmp(k.fingerprint, ED_PRINT) == 0);
	}
}

static struct key_line line(struct arena *a, const char *raw)
{
	struct key_line l;

	key_line_read(raw, a, &l);
	return l;
}

static void lines(void **state)
{
	static const char *const foreign[] = {
		ED, "restrict " ED, "restrict,pty " ED, "command=\"/usr/bin/pantidesk --as sri\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk\" " ED,
		"restrict,pty,command=\"/bin/sh\" " ED, "restrict,pty,command=\"pantidesk --as sri\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk --as\" " ED,
		"restrict,pty,command=\"/usr/bin/pantidesk --as sri; sh\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk --as sri --db /x\" " ED,
		"restrict,pty,command=\"/usr/bin/pantidesk --db x --as sri\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk --as $USER\" " ED,
		"restrict,pty,command=\"/usr/bin/pantidesk --as -x\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk  --as sri\" " ED,
		"restrict,pty,port-forwarding,command=\"/usr/bin/pantidesk --as sri\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk --as sri\",agent-forwarding " ED,
		"restrict,pty,command=\"/usr/bin/pantidesk --as sri\" ssh-ed25519 AAAA", "restrict,pty,command=\"/usr/bin/pantidesk --as sri\"" ED,
		" restrict,pty,command=\"/usr/bin/pantidesk --as sri\" " ED, "restrict,pty,command=\"/usr/bin/pantidesk --as sri\\\"\" " ED, "garbage",
	};
	struct arena *a = arena_new();
	struct buf text = BUF_EMPTY;
	struct public_key k;
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(foreign); i++)
		if (line(a, foreign[i]).kind != KEY_LINE_FOREIGN) fail_msg("taken: %s", foreign[i]);
	assert_int_equal(line(a, "").kind, KEY_LINE_BLANK);
	assert_int_equal(line(a, "  # kunci lama").kind, KEY_LINE_BLANK);
	assert_true(line(a, foreign[1]).restricted && !line(a, foreign[1]).commanded && line(a, foreign[3]).commanded && !line(a, foreign[3]).restricted && !line(a, foreign[0]).restricted);
	assert_false(line(a, "environment=\"X=restrict,command=\" " ED).restricted);
	assert_true(takes(ED " andi", &k, &e));
	assert_true(key_line_make(&(struct key_words){ "/usr/local/bin/pantidesk", "/etc/p/c.conf", "/var/d.db", "sri.w" }, &k, &text, &e));
	assert_string_equal(buf_text(&text), "restrict,pty,command=\"/usr/local/bin/pantidesk --conf /etc/p/c.conf --db /var/d.db --as sri.w\" " ED " andi\n");
	text.data[text.size - 1] = '\0';
	struct key_line l = line(a, buf_text(&text));
	assert_int_equal(l.kind, KEY_LINE_OURS);
	assert_string_equal(l.words.conf, "/etc/p/c.conf");
	assert_string_equal(l.words.db, "/var/d.db");
	assert_string_equal(l.words.as, "sri.w");
	assert_string_equal(l.key.fingerprint, ED_PRINT);
	assert_true(l.restricted && l.commanded);
	static const char *const paths[] = { "/a b", "/a\"b", "/a$b", "a/b", "/a;b", "/a\nb", "/a`b`" };
	for (size_t i = 0; i < COUNT(paths); i++) assert_false(key_line_make(&(struct key_words){ "/usr/bin/pantidesk", paths[i], NULL, "sri" }, &k, &text, &e));
	buf_free(&text);
	arena_free(a);
}

static void file(void **state)
{
	struct fixture f;
	struct key_file_new new;
	struct key_file read;
	struct buf text = BUF_EMPTY;
	struct arena *a = arena_new();
	struct err e = { ERR_NONE, "" };
	struct stat st;
	char path[200];

	(void)state;
	fixture_open(&f);
	snprintf(path, sizeof path, "%s/keys", f.dir);
	assert_true(key_file_read(path, a, &read, &e) && read.n == 0);
	int lock = key_file_lock(path, &e);
	assert_true(lock >= 0);
	buf_printf(&text, "# hand\n\nrestrict,pty,command=\"/usr/bin/pantidesk --as sri\" %s\n%s x\n", ED, EC);
	assert_true(key_file_prepare(&new, path, &text, &e));
	assert_int_not_equal(access(path, F_OK), 0); /* nothing holds before the commit */
	assert_true(key_file_commit(&new, &e));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_true(key_file_read(path, a, &read, &e));
	assert_int_equal(read.n, 4);
	assert_int_equal(read.lines[2].kind, KEY_LINE_OURS);
	assert_int_equal(read.lines[3].kind, KEY_LINE_FOREIGN);
	assert_string_equal(read.lines[3].key.fingerprint, EC_PRINT);
	buf_puts(&text, "more\n");
	assert_true(key_file_prepare(&new, path, &text, &e));
	key_file_abandon(&new);
	assert_true(key_file_read(path, a, &read, &e) && read.n == 4);
	key_file_unlock(lock);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_false(key_file_read(path, a, &read, &e));
	buf_free(&text);
	arena_free(a);
	fixture_close(&f);
}

static void noted(void **state)
{
	struct fixture f;
	struct err e = { ERR_NONE, "" };
	struct audit_row rows[4];
	struct arena *a = arena_new();

	(void)state;
	fixture_open(&f);
	assert_false(key_note(f.db, &f.peksos, "key.add", f.peksos.name, ED_PRINT, true, &e)); /* no right over users */
	assert_int_equal(e.kind, ERR_NOPERM);
	fixture_must(&e, key_note(f.db, &f.admin, "key.add", f.peksos.name, ED_PRINT, true, &e));
	assert_true(audit_list(f.db, &f.pemeriksa, 0, 0, a, rows, 4, &e) > 1);
	assert_string_equal(rows[0].action, "key.add");
	bool found = false;
	for (int i = 0; i < 2; i++) found = found || str_equal(rows[i].after, ED_PRINT);
	assert_true(found);
	fixture_must(&e, user_disable(f.db, &f.admin, f.peksos.name, "", &e));
	assert_false(key_note(f.db, &f.admin, "key.add", f.peksos.name, ED_PRINT, true, &e));
	assert_int_equal(e.kind, ERR_NOTFOUND);
	err_clear(&e);
	assert_false(key_note(f.db, &f.admin, "key.add", "siapa", ED_PRINT, true, &e));
	fixture_must(&e, key_note(f.db, &f.admin, "key.remove", "siapa", ED_PRINT, false, &e)); /* a key outlives its user */
	arena_free(a);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(good_keys), cmocka_unit_test(bad_keys), cmocka_unit_test(lines), cmocka_unit_test(file), cmocka_unit_test(noted) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
