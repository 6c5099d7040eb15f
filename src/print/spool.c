/* Devices, the terminal's printer and folders. Queues: spool_queue.c. */
#include "src/print/spool.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

/* --- device -------------------------------------------------------------------------------------------------------------------- */

static bool not_ready(const char *path, struct err *e)
{
	const char *name = strrchr(path, '/');
	return err_set(e, ERR_UNAVAILABLE, _("Printer %s is not ready. Switch it on and put paper in, then press F5 again, or save to a file."), name ? name + 1 : path);
}

static bool put(int fd, const char *bytes, size_t size, int wait_ms)
{
	while (size) {
		ssize_t n = write(fd, bytes, size);
		if (n > 0) {
			bytes += n;
			size -= (size_t)n;
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			return false;
		struct pollfd p = { fd, POLLOUT, 0 };
		int ready = poll(&p, 1, wait_ms);
		if (ready == 0 || (ready > 0 && !(p.revents & POLLOUT)))
			return false;
	}
	return true;
}

bool spool_device(const char *path, const struct spool_job *job, struct err *e)
{
	struct stat st;
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 && (errno == EACCES || errno == EPERM))
		return err_set(e, ERR_NOPERM, _("This user may not write to %s. The IT officer adds the user to the group lp."), path);
	if (fd < 0)
		return not_ready(path, e);
	if (fstat(fd, &st) != 0 || !(S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode))) {
		close(fd);
		return err_set(e, ERR_CONFIG, _("%s is no printer device: correct printer_device in the settings of this machine."), path);
	}
	bool ok = true;
	for (int i = 0; ok && i < job->copies; i++)
		ok = put(fd, job->bytes, job->size, SPOOL_WAIT_MS);
	close(fd);
	return ok || not_ready(path, e);
}

/* --- the terminal's own printer ------------------------------------------------------------------------------------------------- */

void spool_terminal(const char *text, struct buf *out)
{
	buf_puts(out, "\033[5i");
	for (int bytes; *text; text += bytes) {
		int32_t point = text_next(text, &bytes);
		if (point == '\n')
			buf_puts(out, "\r\n");
		else if (point == '\f')
			buf_putc(out, '\f');
		else
			buf_putc(out, point >= ' ' && point < 0x7F ? (char)point : '?');
	}
	if (!out->size || out->data[out->size - 1] != '\f')
		buf_putc(out, '\f'); /* the sheet comes out */
	buf_puts(out, "\033[4i");
}

/* --- folders ---------------------------------------------------------------------------------------------------------------------- */

bool spool_name(const char *name)
{
	return *name && *name != '.' && strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == strlen(name) && strlen(name) < SPOOL_NAME_SIZE;
}

bool spool_at(int folder, const char *shown, const char *name, const void *bytes, size_t size, char made[SPOOL_MADE_SIZE], struct err *e)
{
	MUST(spool_name(name));
	const char *dot = strrchr(name, '.');
	int stem = dot ? (int)(dot - name) : (int)strlen(name), fd = -1;
	for (int i = 1; fd < 0 && i < 1000; i++) {
		char number[16] = "";
		if (i > 1)
			snprintf(number, sizeof number, "-%d", i);
		snprintf(made, SPOOL_MADE_SIZE, "%.*s%s%s", stem, name, number, name + stem);
		fd = openat(folder, made, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600); /* a drive without modes ignores the last word */
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		return err_set(e, ERR_CANTCREAT, _("Cannot save in %s: %s."), shown, strerror(errno));
	bool ok = file_put(fd, bytes, size) && fsync(fd) == 0;
	int why = errno;
	ok = close(fd) == 0 && ok;
	if (ok) {
		fsync(folder); /* the name itself survives a power cut */
		return true;
	}
	unlinkat(folder, made, 0);
	return err_set(e, ERR_IO, _("Cannot save in %s: %s."), shown, strerror(why));
}

bool spool_folder(const char *folder, const char *name, const void *bytes, size_t size, char *made, size_t room, struct err *e)
{
	char file[SPOOL_MADE_SIZE];
	MUST(*folder == '/');
	if (strlen(folder) + SPOOL_MADE_SIZE + 1 > room)
		return err_set(e, ERR_CANTCREAT, _("The path %s is too long."), folder);
	if (!folder_make(folder, e))
		return false;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, ERR_CANTCREAT, _("Cannot save in %s: %s."), folder, strerror(errno));
	bool ok = spool_at(fd, folder, name, bytes, size, file, e);
	close(fd);
	if (ok)
		snprintf(made, room, "%s/%s", folder, file);
	return ok;
}
