/*
 * Drives that somebody put into this machine: USB sticks and the like, mounted where desktops and people mount them. The table of mounts
 * is a text given by the caller, so that every kind of line can be tried without a drive.
 */
#ifndef PRINT_DRIVE_H
#define PRINT_DRIVE_H
#include "src/base/err.h"
#include "src/base/mem.h"

#define DRIVE_MOUNTS "/proc/self/mounts"

struct drive {
	const char *folder; /* where it is mounted; owner: the arena */
	const char *name;   /* last part of it, safe for the screen */
	const char *device; /* "/dev/sdb1" */
	bool users;         /* mounted for a user by the desktop (udisks): may be taken out without root */
};

/* Writable FAT, exFAT and NTFS drives below /media, /run/media and /mnt. mounts: text as /proc/self/mounts has it. Count. */
int drives_find(const char *mounts, struct arena *a, struct drive **out);
/* The whole text of a mounts file, "" when there is none. */
const char *drive_mounts(const char *path, struct arena *a);
/* A new file on the drive, flushed to it with its folder and everything the drive still holds back. Name: spool_name(); the free one that was
 * taken goes to made (SPOOL_MADE_SIZE). */
bool drive_write(const char *folder, const char *name, const void *bytes, size_t size, char *made, struct err *e);

#endif
