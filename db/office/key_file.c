#include "db/office/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define SAFE "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/+@%=:-"
#define NAME "abcdefghijklmnopqrstuvwxyz0123456789._-"
#define FRONT "restrict,pty,command=\""

/* --- one line ---------------------------------------------------------------------------------------------------------------- */

static bool safe_path(const char *s)
{
	return s[0] == '/' && strspn(s, SAFE) == strlen(s);
}

/* The command of a line of ours, exactly as key_line_make() writes it; cuts `command` into words. */
static bool words_read(char *command, struct key_words *w)
{
	char *rest = command, *word;
	*w = (struct key_words){ .program = strsep(&rest, " ") };
	while (!w->as && (word = strsep(&rest, " "))) {
		char *value = strsep(&rest, " ");
		if (!value || !*value) return false;
		if (strcmp(word, "--conf") == 0 && !w->conf && !w->db) w->conf = value;
		else if (strcmp(word, "--db") == 0 && !w->db) w->db = value;
		else if (strcmp(word, "--as") == 0) w->as = value;
		else return false;
	}
	const char *base = strrchr(w->program, '/');
	return w->as && !rest && base && strncmp(base, "/pantidesk", 10) == 0 && safe_path(w->program) && (!w->conf || safe_path(w->conf)) && (!w->db || safe_path(w->db))
		&& w->as[0] != '-' && strlen(w->as) <= 32 && strspn(w->as, NAME) == strlen(w->as);
}

/* The options in front of a key end at the first blank outside quotes. Tells which ones matter here are there. */
static const char *options_end(const char *raw, struct key_line *out)
{
	bool quoted = false;
	const char *start = raw, *s = raw;
	for (;; s++) {
		bool ends = !*s || (!quoted && (*s == ' ' || *s == '\t'));
		if (!quoted && (ends || *s == ',')) {
			size_t n = (size_t)(s - start);
			out->restricted = out->restricted || (n == 8 && strncasecmp(start, "restrict", 8) == 0);
			out->commanded = out->commanded || (n > 8 && strncasecmp(start, "command=", 8) == 0);
			start = s + 1;
		}
		if (ends) return s;
		if (*s == '\\' && s[1] == '"') s++;
		else if (*s == '"') quoted = !quoted;
	}
}

void key_line_read(const char *raw, struct arena *a, struct key_line *out)
{
	struct err ignored = { ERR_NONE, "" };
	*out = (struct key_line){ .raw = raw, .kind = KEY_LINE_FOREIGN };
	const char *at = raw + strspn(raw, " \t");
	if (!*at || *at == '#') {
		out->kind = KEY_LINE_BLANK;
		return;
	}
	const char *key = at;
	if (!public_key_type(at, strcspn(at, " \t"))) {
		key = options_end(at, out);
		key += strspn(key, " \t");
	}
	bool readable = public_key_read(key, strlen(key), &out->key, &ignored);
	if (!readable) out->key = (struct public_key){ .bits = 0 };
	size_t front = strlen(FRONT);
	if (!readable || strncmp(raw, FRONT, front) != 0) return;
	const char *end = strchr(raw + front, '"');
	if (!end || end[1] != ' ' || end + 2 != key) return;
	char *command = arena_printf(a, "%.*s", (int)(end - raw - (ptrdiff_t)front), raw + front);
	struct key_words w;
	if (!words_read(command, &w)) return;
	out->kind = KEY_LINE_OURS;
	out->words = w;
}

static bool path_fits(const char *path, struct err *e)
{
	char shown[300];
	if (!path || (safe_path(path) && strlen(path) < 1000)) return true;
	text_out(path, shown, sizeof shown, false);
	return err_set(e, ERR_USAGE, _("The path %s cannot stand in a key line: whole paths of letters, digits and . _ / + @ %% = : - only."), shown);
}

bool key_line_make(const struct key_words *w, const struct public_key *key, struct buf *out, struct err *e)
{
	if (!path_fits(w->program, e) || !path_fits(w->conf, e) || !path_fits(w->db, e)) return false;
	buf_printf(out, FRONT "%s", w->program);
	if (w->conf) buf_printf(out, " --conf %s", w->conf);
	if (w->db) buf_printf(out, " --db %s", w->db);
	buf_printf(out, " --as %s\" %s %s%s%s\n", w->as, key->type, key->base64, key->comment[0] ? " " : "", key->comment);
	return true;
}

/* --- the file ------------------------------------------------------------------------------------------------------------------ */

bool key_file_read(const char *path, struct arena *a, struct key_file *out, struct err *e)
{
	struct stat st;
	*out = (struct key_file){ .n = 0 };
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 && errno == ENOENT) return true;
	if (fd < 0) return err_set(e, errno == EACCES ? ERR_NOPERM : ERR_CONFIG, _("The key file %s cannot be read: %s."), path, strerror(errno));
	bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= KEY_FILE_MOST;
	char *text = ok ? arena_alloc(a, (size_t)st.st_size + 1) : NULL;
	size_t n = 0;
	for (ssize_t got = 1; ok && got > 0 && n < (size_t)st.st_size;) {
		got = read(fd, text + n, (size_t)st.st_size - n);
		if (got < 0) ok = false;
		else n += (size_t)got;
	}
	close(fd);
	if (!ok || memchr(text, 0, n)) return err_set(e, ERR_CONFIG, _("The key file %s is no plain text file of at most 1 MB."), path);
	int room = 1;
	for (size_t i = 0; i < n; i++) room += text[i] == '\n';
	out->lines = arena_array(a, struct key_line, room);
	for (char *rest = text, *line; (line = strsep(&rest, "\n"));)
		if (rest || *line) key_line_read(line, a, &out->lines[out->n++]);
	return true;
}

static void folder_of(const char *path, char *out, size_t size)
{
	const char *slash = strrchr(path, '/');
	snprintf(out, size, "%.*s", slash && slash > path ? (int)(slash - path) : 1, slash ? path : ".");
}

int key_file_lock(const char *path, struct err *e)
{
	char folder[1024];
	folder_of(path, folder, sizeof folder);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && access(folder, W_OK) == 0 && flock(fd, LOCK_EX) == 0) return fd;
	int why = errno;
	if (fd >= 0) close(fd);
	if (why == ENOENT) err_set(e, ERR_CANTCREAT, _("The folder %s of the key file is not there. Make it with: sudo make install-ssh"), folder);
	else if (why == EACCES || why == EROFS) err_set(e, ERR_NOPERM, _("The key file %s is root's. Run this with sudo."), path);
	else err_set(e, ERR_CANTCREAT, _("The folder %s of the key file cannot be used: %s."), folder, strerror(why));
	return -1;
}

void key_file_unlock(int lock)
{
	close(lock);
}

bool key_file_prepare(struct key_file_new *f, const char *path, const struct buf *text, struct err *e)
{
	STR_SET(f->path, path);
	snprintf(f->beside, sizeof f->beside, "%s.new", path);
	unlink(f->beside); /* of a run that was cut off: the lock is ours */
	int fd = open(f->beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && file_put(fd, buf_text(text), text->size) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0 && close(fd) != 0 && ok) ok = false, why = errno;
	if (!ok && fd >= 0) unlink(f->beside);
	return ok || err_set(e, ERR_CANTCREAT, _("The key file %s cannot be written: %s."), path, strerror(why));
}

bool key_file_commit(const struct key_file_new *f, struct err *e)
{
	char folder[1024];
	if (rename(f->beside, f->path) != 0) {
		err_set(e, ERR_IO, _("The key file %s cannot be written: %s."), f->path, strerror(errno));
		unlink(f->beside);
		return false;
	}
	folder_of(f->path, folder, sizeof folder);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	return true;
}

void key_file_abandon(const struct key_file_new *f)
{
	unlink(f->beside);
}

/* --- the audit log -------------------------------------------------------------------------------------------------------------- */

struct note { const struct actor *who; const char *action, *name, *fingerprint; bool must_be_active; };

static bool note_tx(struct db *db, void *ctx, struct err *e)
{
	const struct note *n = ctx;
	row_id id = 0;
	struct stmt *q = stmt(db, "SELECT id FROM account_user WHERE name = ?1 AND (panti_id = ?2 OR panti_id IS NULL OR ?2 = 0) AND (disabled_at IS NULL OR ?3 = 0)");
	stmt_text(q, 1, n->name);
	stmt_int(q, 2, n->who->panti);
	stmt_int(q, 3, n->must_be_active);
	if (stmt_row(q)) id = stmt_get_int(q, 0);
	if (!stmt_done(q, e)) return false;
	if (!id && n->must_be_active) return err_set(e, ERR_NOTFOUND, _("There is no active user %s. `pantidesk user list` shows the names."), n->name);
	audit_begin(db, n->who, n->action, "account_user", id, 0);
	audit_value(db, "name", NULL, n->name);
	audit_value(db, "key", NULL, n->fingerprint);
	return audit_end(db, e);
}

bool key_note(struct db *db, const struct actor *who, const char *action, const char *name, const char *fingerprint, bool must_be_active, struct err *e)
{
	struct note n = { who, action, name, fingerprint, must_be_active };
	return db_may(who, RIGHT_USERS, e) && db_tx(db, note_tx, &n, e);
}
