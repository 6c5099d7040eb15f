/* Global options, the command's name, the database and who asks; then the command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/process.h"
#include "src/base/text.h"
#include "src/command/command.h"
#include "src/command/forced.h"
#include "src/command/options.h"
#include "src/conf/conf.h"

#define COMMAND(variable) extern const struct command variable;
#include "src/command/commands.def"
#undef COMMAND
const struct command *const commands[] = {
#define COMMAND(variable) &variable,
#include "src/command/commands.def"
#undef COMMAND
	NULL
};

const struct command *command_find(const char *name)
{
	for (int i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0) return commands[i];
	return NULL;
}

caldate command_today(const struct invocation *in)
{
	struct arena *a = arena_new();
	struct panti p;
	int offset = in->db && in->actor.panti && panti_load(in->db, in->actor.panti, a, &p, NULL) ? p.utc_offset : 8;
	arena_free(a);
	return clock_today(offset);
}

bool command_waiting(void *ctx, int milliseconds)
{
	const struct invocation *in = ctx;
	if (!in->quiet && milliseconds < 1000) fprintf(stderr, "pantidesk: %s\n", _("Somebody else is saving. Waiting for our turn..."));
	return true;
}

bool command_open(struct invocation *in, unsigned db_flags, struct err *e)
{
	struct db_options o = { .path = in->db_path, .flags = db_flags, .waiting = command_waiting, .waiting_ctx = in };
	if (!(db_flags & DB_CREATE) && strncmp(in->db_path, "postgresql://", 13) != 0 && access(in->db_path, F_OK) != 0)
		return err_set(e, ERR_NOINPUT, _("There is no database %s. Make one with: pantidesk init"), in->db_path);
	return db_open(&in->db, &o, e);
}

/* --as is honoured only when the caller owns the database: never taken from the environment. */
static bool owner(const char *path)
{
	struct stat st;
	return strncmp(path, "postgresql://", 13) == 0 || (stat(path, &st) == 0 && st.st_uid == getuid());
}

bool command_identify(struct invocation *in, bool panti_needed, struct err *e)
{
	if (in->as) {
		if (!owner(in->db_path)) return err_set(e, ERR_NOPERM, "%s", _("--as is for the owner of the database only."));
		if (!user_actor(in->db, in->as, clock_today(8), &in->actor, e)) return false;
	} else {
		actor_sistem(0, &in->actor);
	}
	if (in->actor.panti || in->actor.district[0]) return true;
	struct err why = { ERR_NONE, "" };
	in->actor.panti = panti_find(in->db, in->panti, &why);
	if (in->actor.panti || (!panti_needed && !in->panti)) return true;
	return err_set(e, why.kind, "%s", why.text);
}

static void help_all(FILE *out)
{
	fprintf(out, "%s\n  pantidesk\n  pantidesk report monthly --month 2026-07 --format pdf -o juli.pdf\n\n", _("For example:"));
	fprintf(out, "pantidesk [--conf FILE] [--db FILE] [--as USER] [--panti CODE] [--lang id|en] [--theme blue|mono|contrast]\n"
	             "          [--ascii-lines] [--accessible] [--no-input] [--quiet] [--json] [COMMAND]\n\n");
	fprintf(out, "  %-10s %s\n", "", _("(no command) opens the desk on a terminal"));
	for (int i = 0; commands[i]; i++) fprintf(out, "  %-10s %s\n", commands[i]->name, _(commands[i]->help));
	fprintf(out, "\n%s\n", _("pantidesk COMMAND --help explains one command; man pantidesk explains all."));
}

static int help_one(const struct command *c)
{
	char *copy = mem_dup(c->example), *rest = copy, *line;
	printf("%s\n", _("For example:"));
	while ((line = strsep(&rest, "\n"))) printf("  %s\n", line);
	free(copy);
	printf("\npantidesk %s %s\n\n%s\n", c->name, c->usage, _(c->help));
	return 0;
}

/* The first use of a day brings what was dated ahead into force, from the desk or from here. */
static bool day_begun(struct invocation *in, struct err *e)
{
	return !in->actor.panti || derive_today(in->db, in->actor.panti, e);
}

/* Flags that mean the same for every command are as good behind it (`user list --json`). Returns the new argc. */
static int flags_take(struct invocation *in, int argc, char **argv)
{
	const struct { const char *name; bool *flag; } flags[] = { { "--json", &in->json }, { "--quiet", &in->quiet }, { "--no-input", &in->no_input } };
	int kept = 0;
	bool words = false; /* behind "--" */
	for (int i = 0; i < argc; i++) {
		bool taken = false;
		words = words || strcmp(argv[i], "--") == 0;
		for (size_t k = 0; k < COUNT(flags) && !words && !taken; k++)
			if (strcmp(argv[i], flags[k].name) == 0) taken = *flags[k].flag = true;
		if (!taken) argv[kept++] = argv[i];
	}
	argv[kept] = NULL;
	return kept;
}

static int run(struct invocation *in, const struct command *c, int argc, char **argv)
{
	struct err e = { ERR_NONE, "" };
	argc = flags_take(in, argc, argv);
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return help_one(c);
	if (c->flags & NEEDS_DB)
		if (!command_open(in, 0, &e) || !command_identify(in, c->flags & NEEDS_PANTI, &e) || !day_begun(in, &e)) return command_fail(&e);
	return c->run(in, argc, argv);
}

static int unknown_command(const char *word)
{
	const char *names[COUNT(commands)] = { NULL };
	for (int i = 0; commands[i]; i++) names[i] = commands[i]->name;
	const char *near = text_nearest(word, names);
	if (near) return command_usage(_("There is no command %s. Did you mean %s?"), word, near);
	return command_usage(_("There is no command %s. pantidesk --help lists them."), word);
}

/* "--today" moves the clock on demo databases and in the test build only (DESIGN.md 7.17). */
static bool today_allowed(struct invocation *in, const char *today, struct err *e)
{
	if (!today || in->test_build) return true;
	bool opened = in->db != NULL;
	if (!opened && !command_open(in, DB_READ_ONLY, e)) return false;
	bool demo = db_is_demo(in->db);
	if (!opened) {
		db_close(in->db);
		in->db = NULL;
	}
	return demo || err_set(e, ERR_USAGE, "%s", _("--today works on the demo database only."));
}

/* Read once, and gone for everything that follows; kept for as long as the program runs. */
static const char *asked(void)
{
	const char *command = getenv("SSH_ORIGINAL_COMMAND");
	char *copy = command && *command ? mem_dup(command) : NULL;
	unsetenv("SSH_ORIGINAL_COMMAND");
	return copy;
}

int command_main(int argc, char **argv, bool test_build, int (*desk)(struct invocation *in))
{
	const char *conf_path = NULL, *db_path = NULL, *lang = NULL, *today = NULL, *theme = NULL;
	bool help = false, version = false, ascii = false, accessible = false;
	char folder[4096];
	struct invocation in = { .test_build = test_build };
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = {
		{ "--conf", &conf_path, NULL }, { "--db", &db_path, NULL }, { "--as", &in.as, NULL }, { "--panti", &in.panti, NULL },
		{ "--lang", &lang, NULL }, { "--today", &today, NULL }, { "--theme", &theme, NULL }, { "--ascii-lines", NULL, &ascii },
		{ "--accessible", NULL, &accessible }, { "--no-input", NULL, &in.no_input }, { "--quiet", NULL, &in.quiet }, { "--json", NULL, &in.json }, { "--ask", NULL, &in.ask },
		{ "--help", NULL, &help }, { "-h", NULL, &help }, { "--version", NULL, &version },
	};
	process_folder(folder, sizeof folder);
	in.folder = folder;
	in.asked = asked();
	i18n_start("id", folder); /* until the configuration says otherwise */
	for (int i = 1; i + 1 < argc; i++) /* also for the words about a fault of the options themselves */
		if (strcmp(argv[i], "--lang") == 0 && strcmp(argv[i + 1], "en") == 0) i18n_start("en", folder);
	argc = options_take(rows, COUNT(rows), argc, argv, true, &e);
	if (argc < 0) return command_fail(&e);
	if (lang && strcmp(lang, "id") != 0 && strcmp(lang, "en") != 0) return command_usage(_("There is no language %s here: id or en."), lang);
	if (lang) i18n_start(lang, folder);
	struct conf conf;
	if (!conf_load(&conf, conf_path, &e)) return command_fail(&e);
	if (conf_path && !conf.read) fprintf(stderr, "pantidesk: %s\n", _("There is no such configuration file; the defaults are used."));
	i18n_start(lang ? lang : conf_lang_code(&conf), folder);
	in.conf = &conf;
	in.conf_path = conf_path;
	in.db_path = db_path ? db_path : conf.database;
	in.theme = theme;
	in.today = today;
	conf.ascii_lines |= ascii;
	conf.accessible |= accessible;
	if (help) return help_all(stdout), 0;
	if (version) return printf("pantidesk %s\n", VERSION), 0;
	if (today) {
		caldate day = date_from_iso(today);
		if (day == DATE_NONE) return command_usage(_("--today takes a date like 2026-08-03, not %s."), today);
		clock_set_today(day);
		if (!today_allowed(&in, today, &e)) return command_fail(&e);
	}
	int code;
	struct words words;
	bool forced = in.as && argc <= 1 && in.asked; /* a line of the key file: what the client asks for stands in place of a command */
	if (forced && !forced_take(in.asked, &words, &e)) {
		code = forced_refuse(&in, in.asked, &e);
	} else if (forced) {
		const struct command *c = command_find(words.word[0]);
		code = c ? run(&in, c, words.n, words.word) : unknown_command(words.word[0]);
	} else if (argc > 1) {
		const struct command *c = command_find(argv[1]);
		code = c ? run(&in, c, argc - 1, argv + 1) : unknown_command(argv[1]);
	} else if (desk && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		code = desk(&in);
	} else if (in.as && getenv("SSH_CONNECTION")) {
		fprintf(stderr, "pantidesk: %s\n", _("The desk needs a terminal: use ssh -t (PuTTY: without a command)."));
		code = 64;
	} else {
		fprintf(stderr, "pantidesk: %s\n", _("The desk needs a terminal (over SSH: ssh -t). Without one, name a command:"));
		help_all(stderr);
		code = 64;
	}
	db_close(in.db);
	if (fflush(stdout) != 0 && code == 0) code = 74;
	return code;
}
