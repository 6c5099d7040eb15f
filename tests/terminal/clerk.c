#include "tests/terminal/clerk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/init.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "tests/db/fixture.h"

static const char *built(void)
{
	return getenv("B") ? getenv("B") : "build";
}

void clerk_lang(struct clerk *c, const char *lang)
{
	c->lang = lang;
	assert_true(i18n_start(lang, built()));
}

void clerk_begin(struct clerk *c, const char *day)
{
	*c = (struct clerk){ .day = day, .term = "xterm-256color" };
	snprintf(c->dir, sizeof c->dir, "/tmp/clerkXXXXXX");
	assert_non_null(mkdtemp(c->dir));
	snprintf(c->db, sizeof c->db, "%s/panti/desk.db", c->dir);
	clerk_lang(c, "id");
}

void clerk_end(struct clerk *c)
{
	fixture_remove(c->dir);
}

void clerk_house(struct clerk *c)
{
	static const struct { const char *name, *shown; unsigned roles; } users[] = { { "sri", "Sri W.", ROLE_PEKSOS }, { "wati", "Wati S.", ROLE_TU }, { "rina", "Rina K.", ROLE_BENDAHARA } };
	const struct init first = { "conf/region", "psc", "PSAA Tunas Bangsa", 30, 30, 8, { .name = "hasan", .shown = "Hasan B.", .password = CLERK_PASSWORD, .roles = ROLE_ADMIN | ROLE_KEPALA } };
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct actor head;
	struct db *db = NULL;
	caldate day = date_from_iso(c->day);

	snprintf(c->db, sizeof c->db, "%s/desk.db", c->dir);
	clock_set_today(day);
	bool ok = db_open(&db, &(struct db_options){ .path = c->db, .flags = DB_CREATE }, &e) && db_init(db, &first, NULL, &p, &e) && user_actor(db, "hasan", day, &head, &e) && panti_set_up(db, &head, &e);
	for (size_t i = 0; ok && i < COUNT(users); i++) {
		const struct user_new in = { .name = users[i].name, .shown = users[i].shown, .password = "sandi pertama", .roles = users[i].roles };
		struct actor who;
		ok = user_add(db, &head, &in, &p, &e) && user_actor(db, users[i].name, day, &who, &e) && user_password(db, &who, users[i].name, in.password, CLERK_PASSWORD, &p, &e);
	}
	if (!ok) fail_msg("%s %s", p.count ? p.list[0].text : "", e.text);
	db_close(db);
	clock_set_today(DATE_NONE);
	if (CLERK_COMMAND(c, "hasan", "import", "residents", "tests/fixtures/anak53.csv")) fail_msg("%s", c->said);
}

void open_card(struct vt *v, const char *search, const char *name)
{
	vt_wait(v, tr("WORK OF TODAY"));
	vt_send(v, "A");
	vt_wait(v, "Adit Ramadan");
	vt_send(v, search);
	vt_wait_gone(v, "Adit Ramadan");
	vt_wait(v, name);
	vt_send(v, "\r");
	vt_wait(v, tr("Identity"));
}

void open_work(struct vt *v, const char *line)
{
	char begins[26]; /* the column is narrow */

	snprintf(begins, sizeof begins, "%s", line);
	vt_wait(v, begins);
	const char *row = vt_row(v, vt_find(v, begins)), *at = strstr(row, begins);
	assert_true(at && at - row > 2);
	vt_send_bytes(v, at - 2, 1);
	vt_wait_gone(v, tr("WORK OF TODAY"));
}

const char *tr(const char *msgid)
{
	return *msgid ? gettext(msgid) : msgid;
}

struct vt *clerk_desk_env(const struct clerk *c, const char *as, const char *const *env)
{
	char exe[512];
	const char *argv[16] = { exe, "--db", c->db, "--today", c->day, "--lang", c->lang };
	int n = 7;

	snprintf(exe, sizeof exe, "%s/pantidesk-test", built());
	if (as) {
		argv[n++] = "--as";
		argv[n++] = as;
	}
	return vt_start(argv, env, c->term, 24, 80);
}

struct vt *clerk_desk(const struct clerk *c, const char *as)
{
	static const char *const env[] = { "LANG=C.UTF-8", NULL };

	return clerk_desk_env(c, as, env);
}

void clerk_quit(struct vt *v)
{
	const char *title = tr("Leave the desk");

	for (int i = 0; i < 8 && !vt_has(v, title); i++) {
		vt_send(v, VT_F10);
		(void)vt_quiet(v, 30); /* a frame, or the end */
	}
	vt_wait(v, title);
	KEYS(v, VT_RIGHT, "\r");
	assert_int_equal(vt_exit(v), 0);
	vt_close(v);
}

static int child(const struct clerk *c, const char *as, const char *const *words, const char *said)
{
	char exe[512];
	const char *argv[40] = { exe, "--db", c->db, "--today", c->day, "--lang", c->lang, "--no-input" };
	int n = 8, status = 0;

	snprintf(exe, sizeof exe, "%s/pantidesk-test", built());
	if (as) {
		argv[n++] = "--as";
		argv[n++] = as;
	}
	while (*words && n < 38) argv[n++] = *words++;
	pid_t pid = fork();
	if (pid == 0) {
		int out = open(c->out, O_WRONLY | O_CREAT | O_TRUNC, 0600), err = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0600), in = open("/dev/null", O_RDONLY);
		dup2(in, 0);
		dup2(out, 1);
		dup2(err, 2);
		execv(exe, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int clerk_command(struct clerk *c, const char *as, const char *const *words)
{
	char said[192];

	snprintf(c->out, sizeof c->out, "%s/out", c->dir);
	snprintf(said, sizeof said, "%s/said", c->dir);
	int code = child(c, as, words, said);
	char *text = clerk_file(said);
	snprintf(c->said, sizeof c->said, "%s", text);
	free(text);
	return code;
}

char *clerk_file(const char *path)
{
	enum { MOST = 4 << 20 };
	FILE *f = fopen(path, "r");

	if (!f) fail_msg("there is no file %s", path);
	char *text = malloc(MOST);
	assert_non_null(text);
	text[fread(text, 1, MOST - 1, f)] = '\0';
	fclose(f);
	return text;
}

void keys(struct vt *v, const char *one, ...)
{
	va_list more;

	va_start(more, one);
	for (const char *k = one; k; k = va_arg(more, const char *)) vt_send(v, k);
	va_end(more);
}

void said(struct vt *v, const char *msgid, ...)
{
	char text[600];
	va_list args;

	va_start(args, msgid);
	vsnprintf(text, sizeof text, tr(msgid), args);
	va_end(args);
	if (strlen(text) > 70) text[70] = '\0';
	vt_wait(v, text);
}

void typed(struct vt *v, const char *label, const char *value)
{
	vt_send(v, value);
	vt_wait_row(v, label, value);
}

void clerk_show(struct vt *v, const char *name)
{
	const char *wanted = getenv("CLERK_SHOW");

	if (!wanted || (strcmp(wanted, "1") != 0 && !strstr(name, wanted))) return;
	fprintf(stderr, "== %s\n", name);
	vt_dump(v);
}
