#include "src/print/temporary.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "src/base/i18n.h"

int temporary_file(struct err *e)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	if (fd < 0) { /* a file system without O_TMPFILE */
		char path[] = "/tmp/pantidesk-XXXXXX";
		fd = mkostemp(path, O_CLOEXEC);
		if (fd >= 0)
			unlink(path);
	}
	if (fd < 0)
		err_set(e, ERR_CANTCREAT, _("No temporary file could be made in /tmp: %s."), strerror(errno));
	return fd;
}
