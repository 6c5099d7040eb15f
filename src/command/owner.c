#include "src/command/owner.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/conf/conf.h"

static bool owner_id(const struct invocation *in, uid_t *uid, gid_t *gid, struct err *e)
{
	struct stat st;
	bool server = strncmp(in->db_path, "postgresql://", 13) == 0;
	const char *path = server ? in->conf->file : in->db_path;
	if (lstat(path, &st) != 0) return err_set(e, ERR_NOINPUT, _("There is no database %s. Make one with: pantidesk init"), in->db_path);
	if (!S_ISREG(st.st_mode)) return err_set(e, ERR_CONFIG, _("%s is no plain file."), path);
	*uid = st.st_uid;
	*gid = st.st_gid;
	return true;
}

bool owner_account(const struct invocation *in, char *name, size_t size, struct err *e)
{
	uid_t uid;
	gid_t gid;
	if (!owner_id(in, &uid, &gid, e)) return false;
	const struct passwd *who = getpwuid(uid);
	if (!who) return err_set(e, ERR_CONFIG, _("The database belongs to uid %ld, which has no name on this machine."), (long)uid);
	return str_copy(name, size, who->pw_name) || err_set(e, ERR_CONFIG, "%s", _("The name of the database's owner is too long."));
}

static bool work(struct invocation *in, owner_fn fn, void *ctx, struct err *e)
{
	bool ok = command_open(in, 0, e) && command_identify(in, false, e) && fn(in, ctx, e);
	db_close(in->db);
	in->db = NULL;
	return ok;
}

/* No way back: groups first, then all three ids, then looked at. */
static bool become(uid_t uid, gid_t gid, struct err *e)
{
	const struct passwd *who = getpwuid(uid);
	bool grouped = who ? initgroups(who->pw_name, who->pw_gid) == 0 : setgroups(0, NULL) == 0;
	if (who) gid = who->pw_gid;
	uid_t r, eff, saved;
	if (!grouped || setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0 || getresuid(&r, &eff, &saved) != 0 || r != uid || eff != uid || saved != uid || setuid(0) == 0)
		return err_set(e, ERR_NOPERM, _("The rights of root could not be laid down: %s."), strerror(errno));
	return true;
}

static bool by_child(struct invocation *in, uid_t uid, gid_t gid, owner_fn fn, void *ctx, struct err *e)
{
	int way[2];
	fflush(NULL);
	if (pipe(way) != 0) return err_set(e, ERR_UNAVAILABLE, "%s", strerror(errno));
	pid_t pid = fork();
	if (pid == 0) {
		struct err mine = { ERR_NONE, "" };
		close(way[0]);
		bool ok = become(uid, gid, &mine) && work(in, fn, ctx, &mine);
		if (ok) err_clear(&mine);
		else if (mine.kind == ERR_NONE) mine.kind = ERR_BUG;
		if (fflush(stdout) != 0 && ok) err_set(&mine, ERR_IO, "%s", _("The device took only a part. See that it is ready and try again."));
		_exit(file_put(way[1], &mine, sizeof mine) ? 0 : 1);
	}
	close(way[1]);
	struct err got = { ERR_BUG, "" };
	size_t n = 0;
	for (ssize_t one = 1; pid > 0 && one > 0 && n < sizeof got;) {
		one = read(way[0], (char *)&got + n, sizeof got - n);
		if (one < 0 && errno == EINTR) one = 1;
		else if (one > 0) n += (size_t)one;
	}
	close(way[0]);
	int status = 1;
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
	if (pid < 0 || n != sizeof got || status != 0) return err_set(e, ERR_UNAVAILABLE, "%s", _("The part of this command that works on the database ended early. Look at what holds before you try again: pantidesk key list, and the audit log."));
	got.text[sizeof got.text - 1] = 0;
	return got.kind == ERR_NONE || err_set(e, got.kind, "%s", got.text);
}

bool owner_do(struct invocation *in, owner_fn fn, void *ctx, struct err *e)
{
	uid_t uid;
	gid_t gid;
	if (!owner_id(in, &uid, &gid, e)) return false;
	return geteuid() == 0 && uid != 0 ? by_child(in, uid, gid, fn, ctx, e) : work(in, fn, ctx, e);
}
