#include "db/office/outbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

/* Folder of the database file; the one of an installed machine where the database is elsewhere. */
static bool beside(struct db *db, char *out, size_t size)
{
	char whole[PATH_MAX];
	const char *path = db_path(db);
	if (strncmp(path, "postgresql://", 13) == 0) path = "/var/lib/pantidesk/x";
	else if (realpath(path, whole)) path = whole;
	const char *slash = strrchr(path, '/');
	return *path == '/' && slash && (size_t)snprintf(out, size, "%.*s", slash == path ? 1 : (int)(slash - path), path) < size;
}

/* The login name is made of small letters, digits, dot, dash (db/office/user.c); asked again here, since it becomes a folder's name. */
static bool named(const struct actor *who)
{
	return who->user && spool_name(who->name);
}

bool outbox_folder(struct db *db, const struct actor *who, char *out, size_t size)
{
	char folder[PATH_MAX];
	return named(who) && beside(db, folder, sizeof folder) && (size_t)snprintf(out, size, "%s/outbox/%s", folder, who->name) < size;
}

static bool closed(const char *what, struct err *e)
{
	return err_set(e, ERR_CANTCREAT, _("The outbox cannot be opened: %s: %s."), what, strerror(errno));
}

/* One folder below another, made 0700; never a link, never somebody else's. The descriptor, or -1. */
static int below(int parent, const char *name, struct err *e)
{
	struct stat st;
	if (mkdirat(parent, name, 0700) != 0 && errno != EEXIST) return closed(name, e), -1;
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) return closed(name, e), -1;
	if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && ((st.st_mode & 077) == 0 || fchmod(fd, 0700) == 0)) return fd;
	close(fd);
	err_set(e, ERR_CANTCREAT, _("The outbox cannot be opened: the folder %s belongs to somebody else."), name);
	return -1;
}

struct box { int fd, count; int64_t bytes; struct outbox_file *file; };

/* Of two made in one tick of the clock the shorter name came first: monthly.pdf, then monthly-2.pdf. */
static int older_first(const void *a, const void *b)
{
	const struct outbox_file *x = a, *y = b;
	size_t n = strlen(x->name), m = strlen(y->name);
	return x->at != y->at ? (x->at < y->at ? -1 : 1) : n != m ? (n < m ? -1 : 1) : strcmp(x->name, y->name);
}

/* When a role was last taken from the user, a time as Plt. or Plh. ended, or the district changed: what was made before was made with other rights. */
static bool rights_lost(struct db *db, row_id user, utc_ms *at, struct err *e)
{
	const caldate today = clock_today(8);
	*at = 0;
	struct stmt *q = stmt(db, "SELECT COALESCE(void_at, 0), until_on FROM user_role WHERE user_id = ?1 AND (void_at IS NOT NULL OR until_on < ?2)");
	stmt_int(q, 1, user);
	stmt_date(q, 2, today);
	while (stmt_row(q)) {
		utc_ms ended = stmt_get_int(q, 0);
		if (!ended) ended = ((utc_ms)stmt_get_date(q, 1) * 24 + 24 - 8) * 3600000;
		if (ended > *at) *at = ended;
	}
	if (!stmt_done(q, e)) return false;
	q = stmt(db, "SELECT COALESCE(max(a.at), 0) FROM audit a JOIN audit_value v ON v.audit_id = a.id WHERE a.record_kind = 'account_user' AND a.record_id = ?1 AND a.action = 'user.edit'"
	             " AND v.field = 'district' AND COALESCE(v.before_value, '') <> ''");
	stmt_int(q, 1, user);
	const utc_ms moved = stmt_one_int(q, -1, e);
	if (moved > *at) *at = moved;
	return moved >= 0;
}

/* What lies in it, the too old removed. The age is the disk's and the real clock's, not the desk's day. */
static bool read_box(struct box *box, int days, utc_ms lost, struct arena *a, struct err *e)
{
	struct stat st;
	int room = 0, copy = openat(box->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* closedir closes it */
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	if (!dir) {
		if (copy >= 0) close(copy);
		return closed("outbox", e);
	}
	const time_t oldest = time(NULL) - (time_t)days * 86400;
	for (struct dirent *d; (d = readdir(dir));) {
		if (!spool_name(d->d_name) || fstatat(box->fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode)) continue;
		const utc_ms made = (utc_ms)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000;
		if ((st.st_mtime < oldest || made < lost) && (unlinkat(box->fd, d->d_name, 0) == 0 || made < lost)) continue;
		if (box->count == room) {
			struct outbox_file *more = arena_array(a, struct outbox_file, room = room ? room * 2 : 16);
			if (box->count) memcpy(more, box->file, (size_t)box->count * sizeof *more);
			box->file = more;
		}
		box->file[box->count++] = (struct outbox_file){ arena_dup(a, d->d_name), st.st_size, made };
		box->bytes += st.st_size;
	}
	closedir(dir);
	if (box->count) qsort(box->file, (size_t)box->count, sizeof *box->file, older_first);
	return true;
}

static bool open_box(struct db *db, const struct actor *who, int days, struct box *box, struct arena *a, struct err *e)
{
	char folder[PATH_MAX];
	*box = (struct box){ .fd = -1 };
	if (!named(who)) return err_set(e, ERR_NOPERM, "%s", _("An outbox belongs to a person: say whose with --as NAME."));
	if (!may(who, RIGHT_EXPORT) && !db_may(who, RIGHT_PRINT, e)) return false;
	if (!beside(db, folder, sizeof folder)) return err_set(e, ERR_CANTCREAT, "%s", _("There is no folder for your files. Ask the admin to set export_folder."));
	utc_ms lost;
	if (!rights_lost(db, who->user, &lost, e)) return false;
	int top = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (top < 0) return closed(folder, e);
	int all = below(top, "outbox", e);
	if (all >= 0) box->fd = below(all, who->name, e);
	if (all >= 0) close(all);
	close(top);
	if (box->fd < 0) return false;
	if (read_box(box, days, lost, a, e)) return true;
	close(box->fd);
	return false;
}

static bool fits(const struct box *box, size_t size)
{
	return box->count < OUTBOX_FILES && box->bytes + (int64_t)size <= OUTBOX_BYTES;
}

bool outbox_put(struct db *db, const struct actor *who, int days, const char *name, const void *bytes, size_t size, char *made, bool *full, struct err *e)
{
	struct arena *a = arena_new();
	struct box box;
	bool ok = open_box(db, who, days, &box, a, e), room = ok && fits(&box, size);
	if (full) *full = ok && !room && (int64_t)size <= OUTBOX_BYTES;
	if (ok && (int64_t)size > OUTBOX_BYTES) err_set(e, ERR_CANTCREAT, _("This file is larger than an outbox may hold (%d MB). Choose a shorter time or fewer columns."), (int)(OUTBOX_BYTES >> 20));
	else if (ok && !room) err_set(e, ERR_CANTCREAT, _("Your outbox is full (%d files or %d MB). Remove what was fetched already."), OUTBOX_FILES, (int)(OUTBOX_BYTES >> 20));
	bool done = room && spool_at(box.fd, "outbox", name, bytes, size, made, e);
	if (ok) close(box.fd);
	arena_free(a);
	return done;
}

int outbox_list(struct db *db, const struct actor *who, int days, struct arena *a, struct outbox_file **out, struct err *e)
{
	struct box box;
	if (!open_box(db, who, days, &box, a, e)) return -1;
	close(box.fd);
	*out = box.file;
	return box.count;
}

struct noted { const struct actor *who; const char *action; const struct outbox_file *file; int count; };

static bool noted_tx(struct db *db, void *ctx, struct err *e)
{
	const struct noted *n = ctx;
	for (int i = 0; i < n->count; i++) {
		char bytes[24];
		snprintf(bytes, sizeof bytes, "%lld", (long long)n->file[i].bytes);
		audit_begin(db, n->who, n->action, "outbox", 0, 0);
		audit_value(db, "file", "", n->file[i].name);
		audit_value(db, "bytes", "", bytes);
		if (!audit_end(db, e)) return false;
	}
	return true;
}

static const struct outbox_file *find(const struct box *box, const char *name, struct err *e)
{
	for (int i = 0; i < box->count; i++)
		if (strcmp(box->file[i].name, name) == 0) return &box->file[i];
	err_set(e, ERR_NOINPUT, "%s", spool_name(name) ? _("There is no such file in your outbox. pantidesk outbox list shows the names.")
	                                               : _("A file of the outbox is called by its plain name, as pantidesk outbox list shows it."));
	return NULL;
}

int outbox_open(struct db *db, const struct actor *who, int days, const char *name, struct err *e)
{
	struct arena *a = arena_new();
	struct box box;
	struct stat st;
	int fd = -1;
	if (open_box(db, who, days, &box, a, e)) {
		struct noted n = { who, "outbox.get", find(&box, name, e), 1 };
		if (n.file) {
			fd = openat(box.fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
			if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) err_set(e, ERR_NOINPUT, "%s", _("There is no such file in your outbox. pantidesk outbox list shows the names."));
			else if (db_tx(db, noted_tx, &n, e)) goto open; /* told before a byte leaves */
			if (fd >= 0) close(fd);
			fd = -1;
		}
	open:
		close(box.fd);
	}
	arena_free(a);
	return fd;
}

bool outbox_remove(struct db *db, const struct actor *who, int days, const char *name, struct err *e)
{
	struct arena *a = arena_new();
	struct box box;
	bool ok = open_box(db, who, days, &box, a, e);
	if (ok) {
		struct noted n = { who, "outbox.remove", find(&box, name, e), 1 };
		ok = n.file && db_tx(db, noted_tx, &n, e) && (unlinkat(box.fd, name, 0) == 0 || err_set(e, ERR_IO, _("The file could not be removed: %s."), strerror(errno)));
		close(box.fd);
	}
	arena_free(a);
	return ok;
}

int outbox_clear(struct db *db, const struct actor *who, int days, size_t size, struct err *e)
{
	struct arena *a = arena_new();
	struct box box;
	int gone = -1;
	if (open_box(db, who, days, &box, a, e)) {
		struct noted n = { who, "outbox.remove", box.file, 0 };
		struct box left = box;
		for (; n.count < box.count && !fits(&left, size); n.count++) {
			left.count--;
			left.bytes -= box.file[n.count].bytes;
		}
		if (db_tx(db, noted_tx, &n, e)) {
			gone = n.count;
			for (int i = 0; i < n.count; i++) (void)unlinkat(box.fd, box.file[i].name, 0);
		}
		close(box.fd);
	}
	arena_free(a);
	return gone;
}
