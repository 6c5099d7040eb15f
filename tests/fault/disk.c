#include "tests/fault/disk.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "src/base/err.h"
#include "src/base/mem.h"

/* The VFS finds its disk through pAppData, each file through its own struct. */
struct file { sqlite3_file base; struct disk *disk; int which; sqlite3_file *real; };
struct vfs { sqlite3_vfs base; sqlite3_vfs *real; struct disk disk; };

static const char *const suffix[DISK_FILES] = { "", "-journal", "-wal" };

static bool fails(struct disk *d)
{
	d->counted++;
	if (d->hit && d->for_ever) return true;
	if (d->fail_in <= 0 || --d->fail_in > 0) return false;
	d->hit = true;
	return true;
}

static void note(struct file *f, enum disk_kind kind, int64_t at, const void *bytes, size_t size)
{
	struct disk *d = f->disk;
	if (!d->record || f->which < 0) return;
	if (d->count == d->room) d->ops = mem_grow(d->ops, (d->room = d->room ? d->room * 2 : 256) * sizeof *d->ops);
	struct disk_op *op = &d->ops[d->count++];
	*op = (struct disk_op) { (enum disk_file)f->which, kind, at, size, NULL, d->acknowledged };
	if (size) memcpy(op->bytes = mem_alloc(size), bytes, size);
}

#define REAL(p) (((struct file *)(void *)(p))->real)
#define SELF(p) ((struct file *)(void *)(p))

static int f_close(sqlite3_file *p) { int rc = REAL(p)->pMethods->xClose(REAL(p)); sqlite3_free(REAL(p)); return rc; }
static int f_read(sqlite3_file *p, void *out, int n, sqlite3_int64 at)
{
	if (fails(SELF(p)->disk)) return SQLITE_IOERR_READ;
	return REAL(p)->pMethods->xRead(REAL(p), out, n, at);
}
static int f_write(sqlite3_file *p, const void *in, int n, sqlite3_int64 at)
{
	sqlite3_int64 size = 0;
	if (fails(SELF(p)->disk)) return SQLITE_IOERR_WRITE;
	if (SELF(p)->disk->full && (REAL(p)->pMethods->xFileSize(REAL(p), &size) != SQLITE_OK || at + n > size)) return SQLITE_FULL;
	int rc = REAL(p)->pMethods->xWrite(REAL(p), in, n, at);
	if (rc == SQLITE_OK) note(SELF(p), DISK_WRITE, at, in, (size_t)n);
	return rc;
}
static int f_truncate(sqlite3_file *p, sqlite3_int64 size)
{
	if (fails(SELF(p)->disk)) return SQLITE_IOERR_TRUNCATE;
	int rc = REAL(p)->pMethods->xTruncate(REAL(p), size);
	if (rc == SQLITE_OK) note(SELF(p), DISK_TRUNCATE, size, NULL, 0);
	return rc;
}
static int f_sync(sqlite3_file *p, int flags)
{
	if (fails(SELF(p)->disk)) return SQLITE_IOERR_FSYNC;
	int rc = REAL(p)->pMethods->xSync(REAL(p), flags);
	if (rc == SQLITE_OK) note(SELF(p), DISK_SYNC, 0, NULL, 0);
	return rc;
}
static int f_size(sqlite3_file *p, sqlite3_int64 *size)
{
	if (fails(SELF(p)->disk)) return SQLITE_IOERR_FSTAT;
	return REAL(p)->pMethods->xFileSize(REAL(p), size);
}
static int f_lock(sqlite3_file *p, int level) { return REAL(p)->pMethods->xLock(REAL(p), level); }
static int f_unlock(sqlite3_file *p, int level) { return REAL(p)->pMethods->xUnlock(REAL(p), level); }
static int f_reserved(sqlite3_file *p, int *out) { return REAL(p)->pMethods->xCheckReservedLock(REAL(p), out); }
static int f_control(sqlite3_file *p, int op, void *arg) { return REAL(p)->pMethods->xFileControl(REAL(p), op, arg); }
static int f_sector(sqlite3_file *p) { (void)p; return 512; }
static int f_traits(sqlite3_file *p) { (void)p; return 0; } /* promises nothing: no atomic writes, no order */
static int f_shm_map(sqlite3_file *p, int page, int size, int extend, void volatile **out) { return REAL(p)->pMethods->xShmMap(REAL(p), page, size, extend, out); }
static int f_shm_lock(sqlite3_file *p, int at, int n, int flags) { return REAL(p)->pMethods->xShmLock(REAL(p), at, n, flags); }
static void f_shm_barrier(sqlite3_file *p) { REAL(p)->pMethods->xShmBarrier(REAL(p)); }
static int f_shm_unmap(sqlite3_file *p, int drop) { return REAL(p)->pMethods->xShmUnmap(REAL(p), drop); }

static const sqlite3_io_methods methods = {
	2, f_close, f_read, f_write, f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved, f_control, f_sector, f_traits,
	f_shm_map, f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL,
};

static struct vfs *self(sqlite3_vfs *v) { return v->pAppData; }

static int which(const char *name, int flags)
{
	(void)name;
	if (flags & SQLITE_OPEN_MAIN_DB) return DISK_DB;
	if (flags & SQLITE_OPEN_MAIN_JOURNAL) return DISK_JOURNAL;
	return flags & SQLITE_OPEN_WAL ? DISK_WAL : -1;
}

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *p, int flags, int *out)
{
	struct file *f = SELF(p);
	sqlite3_vfs *real = self(v)->real;
	f->base.pMethods = NULL;
	if (fails(&self(v)->disk)) return SQLITE_CANTOPEN;
	f->disk = &self(v)->disk;
	f->which = which(name, flags);
	f->real = sqlite3_malloc(real->szOsFile);
	if (!f->real) return SQLITE_NOMEM;
	memset(f->real, 0, (size_t)real->szOsFile);
	int rc = real->xOpen(real, name, f->real, flags, out);
	if (rc == SQLITE_OK) f->base.pMethods = &methods;
	else sqlite3_free(f->real);
	return rc;
}
static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
	if (fails(&self(v)->disk)) return SQLITE_IOERR_DELETE;
	int rc = self(v)->real->xDelete(self(v)->real, name, sync);
	for (int i = DISK_JOURNAL; i < DISK_FILES && rc == SQLITE_OK; i++) {
		struct file f = { .disk = &self(v)->disk, .which = i };
		size_t n = strlen(name), s = strlen(suffix[i]);
		if (n > s && strcmp(name + n - s, suffix[i]) == 0) {
			note(&f, DISK_DELETE, 0, NULL, 0);
			if (sync) note(&f, DISK_SYNC, 0, NULL, 0);
		}
	}
	return rc;
}
static int v_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
	if (fails(&self(v)->disk)) return SQLITE_IOERR_ACCESS;
	return self(v)->real->xAccess(self(v)->real, name, flags, out);
}
static int v_full(sqlite3_vfs *v, const char *name, int n, char *out) { return self(v)->real->xFullPathname(self(v)->real, name, n, out); }
static int v_random(sqlite3_vfs *v, int n, char *out) { return self(v)->real->xRandomness(self(v)->real, n, out); }
static int v_sleep(sqlite3_vfs *v, int us) { return self(v)->real->xSleep(self(v)->real, us); }
static int v_time(sqlite3_vfs *v, double *t) { return self(v)->real->xCurrentTime(self(v)->real, t); }
static int v_error(sqlite3_vfs *v, int n, char *out) { return self(v)->real->xGetLastError(self(v)->real, n, out); }
static int v_time64(sqlite3_vfs *v, sqlite3_int64 *t) { return self(v)->real->xCurrentTimeInt64(self(v)->real, t); }

struct disk *disk_install(void)
{
	struct vfs *v = mem_alloc(sizeof *v); /* lives as long as the process */
	v->real = sqlite3_vfs_find(NULL);
	v->base = (sqlite3_vfs) {
		.iVersion = 2, .szOsFile = (int)sizeof(struct file), .mxPathname = v->real->mxPathname, .zName = "faulty", .pAppData = v,
		.xOpen = v_open, .xDelete = v_delete, .xAccess = v_access, .xFullPathname = v_full, .xRandomness = v_random, .xSleep = v_sleep,
		.xCurrentTime = v_time, .xGetLastError = v_error, .xCurrentTimeInt64 = v_time64,
	};
	MUST(sqlite3_vfs_register(&v->base, 1) == SQLITE_OK);
	return &v->disk;
}

void disk_forget(struct disk *d)
{
	for (size_t i = 0; i < d->count; i++) free(d->ops[i].bytes);
	free(d->ops);
	d->ops = NULL;
	d->count = d->room = 0;
	d->acknowledged = 0;
}

/* --- images -------------------------------------------------------------------------------------------------------------- */

void disk_image_load(struct disk_image *m, const char *path)
{
	memset(m, 0, sizeof *m);
	for (int i = 0; i < DISK_FILES; i++) {
		char name[300];
		struct stat st;
		snprintf(name, sizeof name, "%s%s", path, suffix[i]);
		FILE *in = fopen(name, "r");
		if (!in) continue;
		MUST(fstat(fileno(in), &st) == 0);
		m->there[i] = true;
		m->size[i] = (size_t)st.st_size;
		m->bytes[i] = mem_alloc(m->size[i]);
		MUST(fread(m->bytes[i], 1, m->size[i], in) == m->size[i]);
		fclose(in);
	}
}

static void apply(struct disk_image *m, const struct disk_op *op, size_t from, size_t size)
{
	int i = (int)op->file;
	size_t at = (size_t)op->at, end = at + from + size;
	switch (op->kind) {
	case DISK_WRITE:
		m->there[i] = true;
		if (end > m->size[i]) {
			m->bytes[i] = mem_grow(m->bytes[i], end);
			memset(m->bytes[i] + m->size[i], 0, end - m->size[i]);
			m->size[i] = end;
		}
		memcpy(m->bytes[i] + at + from, op->bytes + from, size);
		break;
	case DISK_TRUNCATE:
		if (at < m->size[i]) m->size[i] = at;
		break;
	case DISK_DELETE:
		m->there[i] = false;
		m->size[i] = 0;
		break;
	case DISK_SYNC: break;
	}
}

/* A part of a write: whole sectors of it got to the plate. */
static void tear(struct disk_image *m, const struct disk_op *op, unsigned *seed)
{
	for (size_t from = 0; from < op->size; from += 512)
		if (rand_r(seed) & 1) apply(m, op, from, op->size - from < 512 ? op->size - from : 512);
}

static void cut_file(const struct disk *d, struct disk_image *m, enum disk_file file, size_t upto, int variant, unsigned *seed)
{
	size_t synced = 0, n = 0, *left = mem_alloc((upto + 1) * sizeof *left);
	for (size_t i = 0; i < upto; i++)
		if (d->ops[i].file == file && d->ops[i].kind == DISK_SYNC) synced = i + 1;
	for (size_t i = 0; i < upto; i++) {
		const struct disk_op *op = &d->ops[i];
		if (op->file != file || op->kind == DISK_SYNC) continue;
		if (i < synced) apply(m, op, 0, op->size);
		else left[n++] = i;
	}
	if (variant == 3)
		for (size_t i = n; i > 1; i--) {
			size_t j = (size_t)rand_r(seed) % i, t = left[i - 1];
			left[i - 1] = left[j];
			left[j] = t;
		}
	for (size_t i = 0; i < n; i++) {
		const struct disk_op *op = &d->ops[left[i]];
		bool last = i + 1 == n, whole = false, torn = false;
		switch (variant) {
		case 0: break;
		case 1: whole = true; break;
		case 2: case 3: whole = rand_r(seed) & 1; break;
		case 4: torn = op->kind == DISK_WRITE; whole = !torn && (rand_r(seed) & 1); break;
		case 5: whole = !last; break;
		case 6: whole = last; break;
		default: torn = last && op->kind == DISK_WRITE; whole = !torn; break;
		}
		if (whole) apply(m, op, 0, op->size);
		if (torn) tear(m, op, seed);
	}
	free(left);
}

void disk_image_cut(const struct disk *d, const struct disk_image *before, size_t upto, int variant, unsigned seed, struct disk_image *out)
{
	for (int i = 0; i < DISK_FILES; i++) {
		out->there[i] = before->there[i];
		out->size[i] = before->size[i];
		out->bytes[i] = mem_alloc(before->size[i] + 1);
		if (before->size[i]) memcpy(out->bytes[i], before->bytes[i], before->size[i]);
		cut_file(d, out, (enum disk_file)i, upto, variant, &seed);
	}
}

void disk_image_store(const struct disk_image *m, const char *path)
{
	char name[300];
	for (int i = 0; i < DISK_FILES; i++) {
		snprintf(name, sizeof name, "%s%s", path, suffix[i]);
		unlink(name);
		if (!m->there[i]) continue;
		FILE *out = fopen(name, "w");
		MUST(out && fchmod(fileno(out), 0600) == 0 && fwrite(m->bytes[i], 1, m->size[i], out) == m->size[i]);
		MUST(fclose(out) == 0);
	}
	snprintf(name, sizeof name, "%s-shm", path);
	unlink(name);
}

void disk_image_free(struct disk_image *m)
{
	for (int i = 0; i < DISK_FILES; i++) free(m->bytes[i]);
	memset(m, 0, sizeof *m);
}
