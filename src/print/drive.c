#include "src/print/drive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/print/spool.h"

enum { DRIVES_MOST = 16, MOUNTS_MOST = 1 << 20 };

/* "\\040" is a blank: the kernel writes blanks, tabs, newlines and backslashes of names in octal. */
static char *unescape(struct arena *a, const char *from, size_t n)
{
	char *out = arena_array(a, char, n + 1), *at = out;
	for (size_t i = 0; i < n; i++) {
		const char *c = from + i;
		if (*c == '\\' && i + 3 < n && c[1] >= '0' && c[1] <= '3' && c[2] >= '0' && c[2] <= '7' && c[3] >= '0' && c[3] <= '7') {
			*at++ = (char)((c[1] - '0') * 64 + (c[2] - '0') * 8 + (c[3] - '0'));
			i += 3;
		} else {
			*at++ = *c;
		}
	}
	*at = 0;
	return out;
}

static bool under(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	return strncmp(path, folder, n) == 0 && path[n];
}

static bool of_drive(const char *type, size_t n)
{
	static const char *const types[] = { "vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk" };
	for (size_t i = 0; i < COUNT(types); i++)
		if (strlen(types[i]) == n && memcmp(type, types[i], n) == 0)
			return true;
	return false;
}

/* Is the word among the options between commas? */
static bool option(const char *options, size_t n, const char *word)
{
	size_t w = strlen(word);
	for (size_t i = 0; i + w <= n; i++)
		if ((i == 0 || options[i - 1] == ',') && memcmp(options + i, word, w) == 0 && (i + w == n || options[i + w] == ','))
			return true;
	return false;
}

int drives_find(const char *mounts, struct arena *a, struct drive **out)
{
	enum { DEVICE, FOLDER, TYPE, OPTIONS, WORDS };
	int n = 0;
	*out = arena_array(a, struct drive, DRIVES_MOST);
	for (const char *line = mounts, *end; *line && n < DRIVES_MOST; line = *end ? end + 1 : end) {
		const char *word[WORDS], *at = line;
		size_t size[WORDS];
		int words = 0;
		end = strchrnul(line, '\n');
		while (words < WORDS && at < end) {
			size_t k = 0;
			while (at + k < end && at[k] != ' ')
				k++;
			word[words] = at;
			size[words++] = k;
			at += k + (at + k < end);
		}
		if (words < WORDS || !of_drive(word[TYPE], size[TYPE]) || option(word[OPTIONS], size[OPTIONS], "ro"))
			continue;
		const char *folder = unescape(a, word[FOLDER], size[FOLDER]), *device = unescape(a, word[DEVICE], size[DEVICE]);
		if (!under(device, "/dev/") || !(under(folder, "/media/") || under(folder, "/run/media/") || under(folder, "/mnt/")))
			continue;
		const char *last = strrchr(folder, '/') + 1;
		size_t room = strlen(last) * 3 + 1;
		char *name = arena_array(a, char, room);
		text_out(last, name, room, false);
		(*out)[n++] = (struct drive){ folder, name, device, option(word[OPTIONS], size[OPTIONS], "uhelper=udisks2") || under(folder, "/media/") || under(folder, "/run/media/") };
	}
	return n;
}

const char *drive_mounts(const char *path, struct arena *a)
{
	char part[4096];
	struct buf text = BUF_EMPTY;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return "";
	for (ssize_t n; text.size < MOUNTS_MOST && (n = read(fd, part, sizeof part)) > 0;)
		buf_add(&text, part, (size_t)n);
	close(fd);
	const char *out = arena_dup(a, buf_text(&text));
	buf_free(&text);
	return out;
}

bool drive_write(const char *folder, const char *name, const void *bytes, size_t size, char *made, struct err *e)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, ERR_CANTCREAT, _("The drive %s is no longer there: put it in again."), folder);
	bool ok = spool_at(fd, folder, name, bytes, size, made, e);
	if (ok && syncfs(fd) != 0) /* sticks write late; a fault shows here at the latest */
		ok = err_set(e, ERR_IO, _("Cannot save in %s: %s."), folder, strerror(errno));
	close(fd);
	return ok;
}
