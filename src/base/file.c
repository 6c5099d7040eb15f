#include "src/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/i18n.h"
#include "src/base/mem.h"

bool file_put(int fd, const void *bytes, size_t size)
{
	const char *at = bytes;
	while (size) {
		ssize_t n = write(fd, at, size);
		if (n < 0 && errno == EINTR) continue;
		if (n <= 0) return false;
		at += n;
		size -= (size_t)n;
	}
	return true;
}

bool file_begin(struct file_out *f, const char *path, struct err *e)
{
	struct stat st;
	f->fd = STDOUT_FILENO;
	f->beside[0] = 0;
	if (strcmp(path, "-") == 0) return true;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) { /* a printer or a pipe is written to; a name must not take its place */
		bool device = S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode);
		f->fd = device ? open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC) : -1;
		if (f->fd >= 0) return true;
		return err_set(e, ERR_CANTCREAT, _("%s is no plain file: %s. Name a file or a printer device."), path, strerror(device ? errno : S_ISDIR(st.st_mode) ? EISDIR : EINVAL));
	}
	if (!str_copy(f->path, sizeof f->path, path)) return err_set(e, ERR_CANTCREAT, "%s", _("The file name is too long."));
	snprintf(f->beside, sizeof f->beside, "%s.part-%ld", path, (long)getpid());
	f->fd = open(f->beside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	return f->fd >= 0 || err_set(e, ERR_CANTCREAT, _("The file %s cannot be made: %s. Choose another folder."), path, strerror(errno));
}

bool file_end(struct file_out *f, bool keep, struct err *e)
{
	char folder[4096];
	if (!f->beside[0]) {
		bool put = f->fd == STDOUT_FILENO || close(f->fd) == 0;
		return keep && (put || err_set(e, ERR_IO, "%s", _("The device took only a part. See that it is ready and try again.")));
	}
	bool ok = keep && fsync(f->fd) == 0;
	int why = errno;
	ok = close(f->fd) == 0 && ok;
	if (ok && rename(f->beside, f->path) != 0) {
		why = errno;
		ok = false;
	}
	if (!ok) {
		unlink(f->beside);
		return keep ? err_set(e, ERR_IO, _("The file %s could not be written: %s. Free some space and try again."), f->path, strerror(why)) : false;
	}
	const char *slash = strrchr(f->path, '/');
	snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - f->path + 1) : 1, slash ? f->path : ".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd); /* the name itself survives a power cut */
		close(fd);
	}
	return true;
}

bool file_write(const char *path, const void *bytes, size_t size, struct err *e)
{
	struct file_out f;
	if (!file_begin(&f, path, e)) return false;
	bool put = file_put(f.fd, bytes, size);
	if (!put) err_set(e, ERR_IO, _("The file %s could not be written: %s. Free some space and try again."), path, strerror(errno));
	return file_end(&f, put, e);
}

bool folder_make(const char *path, struct err *e)
{
	char part[4096];
	size_t n = strlen(path);
	if (n >= sizeof part) return err_set(e, ERR_CANTCREAT, "%s", _("The folder name is too long."));
	for (size_t i = 1; i <= n; i++) {
		if (path[i] != '/' && path[i] != 0) continue;
		memcpy(part, path, i);
		part[i] = 0;
		if (mkdir(part, 0700) != 0 && errno != EEXIST) return err_set(e, ERR_CANTCREAT, _("The folder %s cannot be made: %s."), part, strerror(errno));
	}
	return true;
}
