#include "db/backup.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "db/audit.h"
#include "db/office/draft.h"
#include "db/sqlite.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

#define NAME 1200

static const char *const backup_beside[] = { "-journal", "-wal", "-shm" };

static void backup_name(char out[NAME], const char *path, const char *suffix) { snprintf(out, NAME, "%s%s", path, suffix); }

/* 2026-08-03-090000 in the panti's usual time (+8): sorts by age. */
static void backup_stamp(char out[32])
{
	caldate day;
	char iso[DATE_ISO_SIZE];
	int hour, minute;
	utc_ms now = clock_now();
	clock_local(now, 8, &day, &hour, &minute);
	snprintf(out, 32, "%s-%02d%02d%02d", date_iso(day, iso), hour, minute, (int)(now / 1000 % 60));
}

/* Removes a temporary database and what lies beside it. */
static void backup_sweep(const char *path)
{
	char name[NAME];
	for (size_t i = 0; i < COUNT(backup_beside); i++) {
		backup_name(name, path, backup_beside[i]);
		unlink(name);
	}
	backup_name(name, path, "-lock");
	unlink(name);
	backup_name(name, path, "-news");
	unlink(name);
	unlink(path);
}

static bool backup_sync_folder(const char *path, struct err *e)
{
	char folder[NAME];
	const char *slash = strrchr(path, '/');
	snprintf(folder, sizeof folder, "%.*s", slash ? (slash == path ? 1 : (int)(slash - path)) : 1, slash ? path : ".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* some FAT drivers know no folder sync */
	if (fd >= 0) close(fd);
	return good || err_set(e, ERR_IO, _("%s cannot be written: %s."), folder, strerror(errno));
}

struct found { char first[480]; };
static void backup_found(void *ctx, const char *sentence)
{
	struct found *f = ctx;
	if (!f->first[0]) snprintf(f->first, sizeof f->first, "%s", sentence);
}

/* Opens a copy as the program would, alone, migrating it if it is older, and checks it (whole: every page, reference and chain). who given: leaves a row in it. */
static bool note_restore(struct db *db, void *ctx, struct err *e)
{
	return audit_note(db, ctx, "database.restore", "meta", 0, 0, NULL, e);
}

static bool backup_check_copy(const char *copy, bool whole, const struct actor *who, struct err *e)
{
	struct db *db;
	struct found f = { "" };
	struct check c = { backup_found, &f, 0 };
	if (!db_open(&db, &(struct db_options) { .path = copy, .flags = DB_ALONE }, e)) return false;
	bool good = !whole || db_check_core(db, &c, e);
	if (good && c.found) good = err_set(e, ERR_DATA, "%s", f.first);
	if (good && who) {
		struct actor me = *who;
		good = db_tx(db, note_restore, &me, e);
	}
	db_close(db);
	return good;
}

static bool backup_pages(struct db *db, void *ctx, struct err *e) { return sqlite_copy(db, ctx, e); }

static bool backup_target(const char *dest, char out[1024], struct err *e)
{
	struct stat st;
	char stamp[32];
	int n;
	backup_stamp(stamp);
	if (stat(dest, &st) == 0 && S_ISDIR(st.st_mode)) n = snprintf(out, 1024, "%s/pantidesk-%s.db", dest, stamp);
	else n = snprintf(out, 1024, "%s", dest);
	if (n < 0 || n >= 1000) return err_set(e, ERR_USAGE, "%s", _("The name of the backup is too long."));
	if (lstat(out, &st) == 0) return err_set(e, ERR_CANTCREAT, _("%s exists already and is left as it is."), out);
	return true;
}

struct backup_note { const struct actor *who; const char *path; };
static bool note_backup(struct db *db, void *ctx, struct err *e)
{
	const struct backup_note *n = ctx;
	return audit_note(db, n->who, "database.backup", "meta", 0, 0, n->path, e);
}

/* Back from the finished file to the bytes that were checked, through the same code a restore takes. */
static bool backup_trial(const char *made, const char *checked, const char *trial, const unsigned char *key, bool sealed, struct err *e)
{
	unsigned char one[32], two[32];
	struct seal_source how = { NULL, sealed ? key : NULL };
	bool good = seal_read(made, trial, &how, e) && seal_digest(checked, one, e) && seal_digest(trial, two, e);
	if (good && memcmp(one, two, sizeof one) != 0) good = err_set(e, ERR_IO, _("The backup %s does not read back as it was written. Use another disk."), made);
	return good && backup_check_copy(trial, false, NULL, e); /* the same bytes were checked whole before */
}

bool backup_make(struct db *db, const struct actor *who, const char *dest, const char *public_hex, struct backup_made *made, struct err *e)
{
	char copy[NAME], part[NAME], trial[NAME], text[240];
	unsigned char key[SEAL_KEY] = { 0 };
	struct stat st;
	bool sealed = public_hex && *public_hex;
	memset(made, 0, sizeof *made);
	if (!may(who, RIGHT_BACKUP)) return err_set(e, ERR_NOPERM, "%s", right_refusal(RIGHT_BACKUP, text, sizeof text));
	if (!backup_target(dest, made->path, e)) return false;
	snprintf(copy, sizeof copy, "%.1000s-backup-%d", db->path, (int)getpid());
	snprintf(trial, sizeof trial, "%.1000s-trial-%d", db->path, (int)getpid());
	snprintf(part, sizeof part, "%s.part-%d", made->path, (int)getpid());
	struct backup_note note = { who, made->path };

	bool good = draft_prune(db, e) && db_read(db, backup_pages, copy, e) && backup_check_copy(copy, true, NULL, e)
		&& seal_write(copy, part, sealed ? public_hex : NULL, key, e);
	if (good && rename(part, made->path) != 0) good = err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), made->path, strerror(errno));
	if (!good) unlink(part);
	if (good) {
		good = backup_sync_folder(made->path, e) && backup_trial(made->path, copy, trial, key, sealed, e);
		if (!good) unlink(made->path); /* a backup that does not restore is none */
	}
	good = good && db_tx(db, note_backup, &note, e);
	if (good && stat(made->path, &st) == 0) made->bytes = st.st_size;
	made->sealed = sealed;
	backup_sweep(copy);
	backup_sweep(trial);
	sodium_memzero(key, sizeof key);
	return good;
}

/* The old file under a dated name, with its journal: together they are what they were. */
static bool backup_set_aside(const char *path, char kept[1024], struct err *e)
{
	struct stat st;
	char stamp[32], from[NAME], to[NAME], name[1024];
	kept[0] = '\0';
	backup_stamp(stamp);
	for (int i = 0; i < 100; i++) { /* two within a second */
		snprintf(name, sizeof name, i ? "%.900s.before-%s-%d" : "%.900s.before-%s", path, stamp, i);
		if (lstat(name, &st) != 0) break;
	}
	if (lstat(path, &st) == 0) {
		if (rename(path, name) != 0) return err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), name, strerror(errno));
		snprintf(kept, 1024, "%s", name);
	}
	for (size_t i = 0; i < COUNT(backup_beside); i++) { /* also those left by a restore that was interrupted here */
		backup_name(from, path, backup_beside[i]);
		backup_name(to, name, backup_beside[i]);
		rename(from, to);
	}
	return backup_sync_folder(path, e);
}

bool backup_restore(const char *path, const char *from, const char *secret_hex, const struct actor *who, char kept[1024], struct err *e)
{
	char copy[NAME], name[NAME], text[240];
	struct lock lock = { -1 };
	struct seal_source how = { secret_hex && *secret_hex ? secret_hex : NULL, NULL };
	kept[0] = '\0';
	if (!may(who, RIGHT_BACKUP)) return err_set(e, ERR_NOPERM, "%s", right_refusal(RIGHT_BACKUP, text, sizeof text));
	if (strlen(path) > 900) return err_set(e, ERR_USAGE, "%s", _("The name of the database is too long."));
	backup_name(name, path, "-lock");
	if (!lock_open(&lock, name, e)) return false;
	bool alone = lock_try(&lock, LOCK_PRESENCE, false), good = alone;
	if (!good) err_set(e, ERR_BUSY, _("Others are using %s. Ask them to leave pantidesk, then try again."), path);
	snprintf(copy, sizeof copy, "%s-restore", path);
	if (good) {
		backup_sweep(copy); /* of an interrupted restore; nobody else is here */
		good = seal_read(from, copy, &how, e) && backup_check_copy(copy, true, who, e);
	}
	if (good) {
		for (size_t i = 0; i < COUNT(backup_beside); i++) { /* closed in TRUNCATE mode: an empty journal stays */
			backup_name(name, copy, backup_beside[i]);
			unlink(name);
		}
		good = backup_set_aside(path, kept, e);
	}
	if (good && rename(copy, path) != 0) good = err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), path, strerror(errno));
	good = good && backup_sync_folder(path, e);
	if (alone) backup_sweep(copy);
	lock_close(&lock);
	return good;
}
