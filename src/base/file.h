/* Whole files: written beside, flushed, then renamed, so a reader sees the old or the new one. */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "src/base/err.h"
#include "src/base/types.h"

/* path "-" = standard output; a character device (printer) or FIFO is written to as it is. A new file is 0600 and appears whole or not at all.
 * ERR_CANTCREAT or ERR_IO with a sentence. */
bool file_write(const char *path, const void *bytes, size_t size, struct err *e);
/* The same in steps, for what is written piece by piece: file_begin gives the descriptor, file_end keeps or drops it. */
struct file_out { int fd; char path[4096], beside[4160]; };
bool file_begin(struct file_out *f, const char *path, struct err *e);
bool file_end(struct file_out *f, bool keep, struct err *e);
/* All bytes to a descriptor, however often write() stops short. */
bool file_put(int fd, const void *bytes, size_t size);
/* Makes a folder and its parents, 0700. */
bool folder_make(const char *path, struct err *e);

#endif
