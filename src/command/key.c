/* pantidesk key add|list|remove: who comes in over SSH with which key. `key enter` is what sshd runs (enter.c). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/office/key_file.h"
#include "db/office/user.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/command.h"
#include "src/command/enter.h"
#include "src/command/options.h"
#include "src/command/output.h"
#include "src/command/owner.h"
#include "src/conf/conf.h"

extern const struct command command_key;

#define KEY_BYTES 16384

/* What one run of the command changes, and what is noted of it. */
struct change {
	const char *name, *action;
	bool must_be_active;
	const char **fingerprints;
	int n;
};

static bool note(struct invocation *in, void *ctx, struct err *e)
{
	const struct change *c = ctx;
	bool ok = true;
	for (int i = 0; i < c->n && ok; i++) ok = key_note(in->db, &in->actor, c->action, c->name, c->fingerprints[i], c->must_be_active, e);
	return ok;
}

/* The new file is written beside the old one, then the audit log says what is about to hold, then the file takes its place. What fails before leaves
 * everything as it was; should the last step fail, the log gets a second row that takes the first one back. */
static bool put_whole(struct invocation *in, struct change *c, const struct buf *text, struct err *e)
{
	struct key_file_new new;
	if (!key_file_prepare(&new, in->conf->key_file, text, e)) return false;
	if (!owner_do(in, note, c, e)) {
		key_file_abandon(&new);
		return false;
	}
	if (key_file_commit(&new, e)) return true;
	struct err second = { ERR_NONE, "" };
	c->action = "key.undone";
	c->must_be_active = false;
	if (!owner_do(in, note, c, &second)) command_fail(&second);
	return false;
}

/* Ctrl-C or a lost line between the row and the file would leave a log that says what does not hold: they wait (for the child of owner_do() as well), and
 * end the command afterwards. */
static bool put(struct invocation *in, struct change *c, const struct buf *text, struct err *e)
{
	sigset_t ends, before;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before);
	bool ok = put_whole(in, c, text, e);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ok;
}

static void say_owner(const struct invocation *in)
{
	if (geteuid() != 0 && !in->quiet)
		fprintf(stderr, "pantidesk: %s\n", _("The key file is not root's. Good for trying out; sshd takes it only from root or the account itself, and the account should not be able to change it."));
}

static void say_foreign(const struct invocation *in, const struct key_file *file)
{
	char shown[100];
	for (int i = 0; i < file->n && !in->quiet; i++) {
		if (file->lines[i].kind != KEY_LINE_FOREIGN) continue;
		text_out(file->lines[i].raw, shown, sizeof shown, true);
		fprintf(stderr, _("! %s:%d was not written by pantidesk and is kept as it is; with the settings of conf/sshd/pantidesk.conf it lets nobody in: %.60s\n"), in->conf->key_file, i + 1, shown);
	}
}

/* --- add ------------------------------------------------------------------------------------------------------------------------ */

static bool key_text(const char *path, char *out, size_t *size, struct err *e)
{
	int fd = path ? open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
	if (fd < 0) return err_set(e, ERR_NOINPUT, _("The file %s cannot be read: %s."), path, strerror(errno));
	if (!path && isatty(fd)) fprintf(stderr, "%s\n", _("Paste the line of the .pub file, then Enter and Ctrl-D."));
	ssize_t one = 1;
	*size = 0;
	while (one > 0 && *size < KEY_BYTES) {
		one = read(fd, out + *size, KEY_BYTES - *size);
		if (one < 0 && errno == EINTR) one = 1;
		else if (one > 0) *size += (size_t)one;
	}
	int why = errno;
	if (path) close(fd);
	if (one < 0) return err_set(e, ERR_NOINPUT, _("The file %s cannot be read: %s."), path ? path : "-", strerror(why));
	return *size < KEY_BYTES || err_set(e, ERR_DATA, "%s", _("This key is too long. Make one with: ssh-keygen -t ed25519"));
}

/* Of a path given on the command line, as seen from anywhere. */
static const char *whole_path(const char *given, struct arena *a, struct err *e)
{
	char *path = realpath(given, NULL);
	if (!path) {
		err_set(e, ERR_NOINPUT, _("The file %s cannot be read: %s."), given, strerror(errno));
		return NULL;
	}
	const char *kept = arena_dup(a, path);
	free(path);
	return kept;
}

static bool words_make(const struct invocation *in, const char *name, struct arena *a, struct key_words *w, struct err *e)
{
	*w = (struct key_words){ .as = name };
	if (!(w->program = whole_path("/proc/self/exe", a, e))) return false;
	if (in->conf_path && !(w->conf = whole_path(in->conf_path, a, e))) return false;
	if (in->db_path == in->conf->database) return true;
	if (strncmp(in->db_path, "postgresql://", 13) == 0) return err_set(e, ERR_USAGE, "%s", _("Name the server in the configuration file: an address in a key line could be read by everybody."));
	return (w->db = whole_path(in->db_path, a, e)) != NULL;
}

static bool not_there(const struct key_file *file, const struct public_key *key, const char *path, struct err *e)
{
	for (int i = 0; i < file->n; i++) {
		const struct key_line *l = &file->lines[i];
		if (strcmp(l->key.fingerprint, key->fingerprint) != 0) continue;
		if (l->kind == KEY_LINE_OURS) return err_set(e, ERR_DATA, _("This key belongs to %s already. One key is one person: another person needs a key of their own."), l->words.as);
		return err_set(e, ERR_DATA, _("This key stands in %s:%d in a line that pantidesk did not write. Remove that line first."), path, i + 1);
	}
	return true;
}

static bool add_line(struct invocation *in, const char *name, const struct public_key *key, struct arena *a, struct err *e)
{
	struct key_file file;
	struct key_words w;
	struct buf text = BUF_EMPTY;
	struct change c = { name, "key.add", true, (const char *[]){ key->fingerprint }, 1 };
	bool ok = key_file_read(in->conf->key_file, a, &file, e) && not_there(&file, key, in->conf->key_file, e) && words_make(in, name, a, &w, e);
	for (int i = 0; ok && i < file.n; i++) buf_printf(&text, "%s\n", file.lines[i].raw);
	ok = ok && key_line_make(&w, key, &text, e) && put(in, &c, &text, e);
	buf_free(&text);
	if (ok) say_foreign(in, &file);
	return ok;
}

static bool user_name(const char *name, struct err *e)
{
	bool good = *name && *name != '-' && strlen(name) <= 32 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(name);
	return good || err_set(e, ERR_NOTFOUND, _("There is no active user %s. `pantidesk user list` shows the names."), name);
}

static int add(struct invocation *in, const char *name, const char *path, struct arena *a)
{
	struct err e = { ERR_NONE, "" };
	struct public_key key;
	char *text = arena_alloc(a, KEY_BYTES);
	size_t size = 0;
	if (!user_name(name, &e) || !key_text(path, text, &size, &e) || !public_key_read(text, size, &key, &e)) return command_fail(&e);
	int lock = key_file_lock(in->conf->key_file, &e);
	bool ok = lock >= 0 && add_line(in, name, &key, a, &e);
	if (lock >= 0) key_file_unlock(lock);
	if (!ok) return command_fail(&e);
	if (!in->quiet) fprintf(stderr, _("%s may come in over SSH with the key %s (%s).\n"), name, key.fingerprint, key.type);
	say_owner(in);
	return 0;
}

/* --- remove ----------------------------------------------------------------------------------------------------------------------- */

static bool remove_lines(struct invocation *in, const char *name, const char *fingerprint, struct arena *a, struct change *c, struct err *e)
{
	struct key_file file;
	struct buf text = BUF_EMPTY;
	if (!key_file_read(in->conf->key_file, a, &file, e)) return false;
	c->fingerprints = arena_array(a, const char *, file.n + 1);
	for (int i = 0; i < file.n; i++) {
		const struct key_line *l = &file.lines[i];
		bool goes = l->kind == KEY_LINE_OURS && strcmp(l->words.as, name) == 0 && (!fingerprint || strcmp(l->key.fingerprint, fingerprint) == 0);
		if (goes) c->fingerprints[c->n++] = l->key.fingerprint;
		else buf_printf(&text, "%s\n", l->raw);
	}
	bool ok = c->n > 0 || (fingerprint ? err_set(e, ERR_NOTFOUND, _("%s has no key %s. `pantidesk key list` shows them."), name, fingerprint)
	                                   : err_set(e, ERR_NOTFOUND, _("%s has no key."), name));
	ok = ok && put(in, c, &text, e);
	buf_free(&text);
	if (ok) say_foreign(in, &file);
	return ok;
}

static int take_away(struct invocation *in, const char *name, const char *fingerprint, struct arena *a)
{
	struct err e = { ERR_NONE, "" };
	struct change c = { .name = name, .action = "key.remove" };
	int lock = key_file_lock(in->conf->key_file, &e);
	bool ok = lock >= 0 && remove_lines(in, name, fingerprint, a, &c, &e);
	if (lock >= 0) key_file_unlock(lock);
	if (!ok) return command_fail(&e);
	for (int i = 0; i < c.n && !in->quiet; i++) fprintf(stderr, _("Removed the key %s of %s. A session that runs goes on: user disable ends it.\n"), c.fingerprints[i], name);
	say_owner(in);
	return 0;
}

/* --- list ------------------------------------------------------------------------------------------------------------------------- */

struct listing { const char *name; int bad; };

static const char *state_of(const struct key_line *l, const struct user_row *users, int n)
{
	if (l->kind == KEY_LINE_FOREIGN) return _("not written by pantidesk");
	for (int i = 0; i < n; i++)
		if (strcmp(users[i].name, l->words.as) == 0) return users[i].disabled ? _("account closed") : NULL;
	return _("no such user");
}

static bool list_rows(struct invocation *in, void *ctx, struct err *e)
{
	static const struct output_column columns[] = { { "state", 1, false }, { "name", 14, false }, { "type", 20, false }, { "fingerprint", 50, false }, { "guard", 16, false }, { "comment", 20, false }, { "note", 24, false } };
	const struct listing *listing = ctx;
	struct arena *a = arena_new();
	struct key_file file;
	struct user_row *users;
	struct output out;
	int n = user_list(in->db, &in->actor, a, &users, e);
	bool ok = n >= 0 && key_file_read(in->conf->key_file, a, &file, e);
	if (ok) output_begin(&out, in, columns, COUNT(columns));
	for (int i = 0; ok && i < file.n; i++) {
		const struct key_line *l = &file.lines[i];
		bool ours = l->kind == KEY_LINE_OURS;
		if (l->kind == KEY_LINE_BLANK || (listing->name && (!ours || strcmp(l->words.as, listing->name) != 0))) continue;
		const char *fault = state_of(l, users, n);
		const char *const cells[] = { fault ? "!" : "v", ours ? l->words.as : "-", l->key.type[0] ? l->key.type : "-", l->key.fingerprint[0] ? l->key.fingerprint : "-",
			l->restricted ? l->commanded ? "restrict+command" : "restrict" : l->commanded ? "command" : "-", l->key.comment[0] ? l->key.comment : "-", fault ? fault : "" };
		output_row(&out, cells);
	}
	if (ok) output_end(&out);
	arena_free(a);
	return ok;
}

static int list(struct invocation *in, const char *name)
{
	struct err e = { ERR_NONE, "" };
	struct listing listing = { name, 0 };
	return owner_do(in, list_rows, &listing, &e) ? 0 : command_fail(&e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	const char *path = NULL, *fingerprint = NULL;
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--file", &path, NULL }, { "--fingerprint", &fingerprint, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	const char *verb = argc > 1 ? argv[1] : "", *name = argc > 2 ? argv[2] : NULL;
	if (argc > 3) return command_usage(_("One user at a time: %s is too much."), argv[3]);
	if (strcmp(verb, "enter") == 0 && !name && !path && !fingerprint) return key_enter(in);
	if (strcmp(verb, "list") == 0) return list(in, name);
	if (!name) return command_usage(_("Say what to do with whose key: key %s"), command_key.usage);
	struct arena *a = arena_new();
	int code;
	if (strcmp(verb, "add") == 0 && !fingerprint) code = add(in, name, path, a);
	else if (strcmp(verb, "remove") == 0 && !path) code = take_away(in, name, fingerprint, a);
	else code = command_usage(_("key knows add, list and remove, not %s."), verb);
	arena_free(a);
	return code;
}

const struct command command_key = {
	"key", "add NAME [--file F] | list [NAME] | remove NAME [--fingerprint SHA256:...]",
	N_("Says who comes in over SSH with which key: one key is one person, and its line in the key file lets it into nothing but the desk. Run it with sudo."),
	"sudo pantidesk key add andi < andi.pub\npantidesk key list\nsudo pantidesk key remove andi", 0, run,
};
