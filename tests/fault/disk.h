/*
 * A disk that fails on command: a SQLite VFS over the real one. It can record every write, truncation and sync of the database,
 * its journal and its WAL, so that a power cut can be replayed at any of them; return I/O errors at the n-th operation; be full.
 */
#ifndef TESTS_FAULT_DISK_H
#define TESTS_FAULT_DISK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum disk_file { DISK_DB, DISK_JOURNAL, DISK_WAL, DISK_FILES };
enum disk_kind { DISK_WRITE, DISK_TRUNCATE, DISK_SYNC, DISK_DELETE };
struct disk_op {
	enum disk_file file;
	enum disk_kind kind;
	int64_t at;     /* offset, or new size */
	size_t size;
	unsigned char *bytes;
	int acknowledged; /* saves acknowledged before this operation */
};

struct disk {
	/* recording */
	bool record;
	struct disk_op *ops;
	size_t count, room;
	int acknowledged;              /* the test counts it up after each save that returned true */
	/* failing */
	long fail_in;                  /* > 0: operations until one fails; 0: never */
	bool for_ever;                 /* from then on all fail */
	bool hit;                      /* it has failed */
	/* full */
	bool full;                     /* writes that would make a file longer are refused */
	long counted;                  /* operations seen */
};

struct disk *disk_install(void);   /* makes it the default VFS of this process; one per process */
void disk_forget(struct disk *d);  /* drops the recording */

/* Files as they may lie there after a power cut before operation `upto`: all that was synced, of the rest what `variant` (0-7)
 * leaves: nothing, all, a part in order, a part shuffled, parts torn at sectors, all but the last, only the last, the last torn. */
struct disk_image { unsigned char *bytes[DISK_FILES]; size_t size[DISK_FILES]; bool there[DISK_FILES]; };
void disk_image_load(struct disk_image *m, const char *path);  /* the three files of a database, or what is there of them */
void disk_image_cut(const struct disk *d, const struct disk_image *before, size_t upto, int variant, unsigned seed, struct disk_image *out);
void disk_image_store(const struct disk_image *m, const char *path); /* written as they are, past SQLite */
void disk_image_free(struct disk_image *m);

#endif
