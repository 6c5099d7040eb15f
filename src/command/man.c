/* pantidesk man: the manual page in mdoc, made from the tables of commands, reports, exports, rights, configuration and exit codes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/exchange/export_list.h"
#include "db/report/report.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/conf/conf.h"
#include "src/rules/rights.h"

/* Text of a table into a page: a line must not begin with a dot, and a backslash is \e. */
static void text(const char *s)
{
	if (*s == '.' || *s == '\'') fputs("\\&", stdout);
	for (; *s; s++) {
		if (*s == '\\') fputs("\\e", stdout);
		else if (*s == '-') fputs("\\-", stdout);
		else putchar(*s);
	}
	putchar('\n');
}

static const struct { const char *option, *help; } global_options[] = {
	{ "--conf FILE", N_("Reads this configuration instead of ~/.config/pantidesk/pantidesk.conf or /etc/pantidesk/pantidesk.conf.") },
	{ "--db FILE", N_("Opens this database.") },
	{ "--as USER", N_("Acts as this user; only for the owner of the database.") },
	{ "--panti CODE", N_("Names the panti where a database holds several.") },
	{ "--lang id|en", N_("Language of the messages; default Indonesian.") },
	{ "--theme blue|mono|contrast", N_("Colours of the desk; NO_COLOR is obeyed.") },
	{ "--ascii-lines", N_("Draws lines with + - |.") },
	{ "--accessible", N_("No boxes, one column, a visible cursor: for screen readers and braille.") },
	{ "--ask", N_("Asks for name and password also on a demo database.") },
	{ "--today YYYY-MM-DD", N_("Sets the day; on demo databases only.") },
	{ "--no-input", N_("Never asks; what is missing is an error.") },
	{ "--quiet", N_("Says nothing when all went well.") },
	{ "--json", N_("Lists as an array of objects, for scripts; like --quiet and --no-input it may stand behind the command too.") },
};

static const struct { int code; const char *meaning; } exits[] = {
	{ 0, N_("done") }, { 64, N_("the command line cannot be understood") }, { 65, N_("the data have to be mended") }, { 66, N_("a file to read is not there") },
	{ 69, N_("a service or device is not available") }, { 70, N_("a fault of the program") }, { 71, N_("out of memory") }, { 73, N_("a file cannot be made") },
	{ 74, N_("reading or writing stopped short") }, { 75, N_("busy: try again later") }, { 77, N_("no right to do this") }, { 78, N_("the configuration has to be mended") },
};

static void section(const char *title) { printf(".Sh %s\n", title); }

static void commands_section(void)
{
	section(_("COMMANDS"));
	puts(".Bl -tag -width Ds");
	for (int i = 0; commands[i]; i++) {
		fputs(".It ", stdout);
		printf("Cm %s ", commands[i]->name);
		text(commands[i]->usage);
		text(_(commands[i]->help));
		char *copy = mem_dup(commands[i]->example), *rest = copy, *line;
		puts(".Bd -literal -offset indent");
		while ((line = strsep(&rest, "\n"))) text(line);
		puts(".Ed");
		free(copy);
	}
	puts(".El");
}

static void reports_section(void)
{
	section(_("REPORTS"));
	puts(".Bl -tag -width allowance-receipts");
	for (size_t i = 0; i < reports_count; i++) {
		printf(".It Cm %s\n", reports[i].name);
		printf("%s. ", _(reports[i].title));
		text(_(reports[i].help));
	}
	puts(".El");
}

static void exports_section(void)
{
	section(_("EXPORTS"));
	puts(".Bl -tag -width referrals-out\n.It Cm residents");
	fputs(_("Children, with the columns named by --columns:"), stdout);
	struct arena *a = arena_new();
	int n = 0;
	const struct export_column *columns = export_resident_columns(a, &n);
	for (int i = 0; i < n; i++) printf(" %s%s", columns[i].code, i + 1 < n ? "," : ".\n");
	arena_free(a);
	for (int i = 0; i < export_lists_count; i++) {
		printf(".It Cm %s\n", export_lists[i].name);
		text(_(export_lists[i].title));
	}
	puts(".El\n.Pp");
	text(_("Each holds what its user may see: of one panti, or of one district for an officer of the Dinas Sosial. An export leaves a row in the audit log before it begins and one when it has ended."));
}

/* Who may do what, as the program itself decides it. */
static void rights_section(void)
{
	section(_("ROLES AND RIGHTS"));
	puts(".Bl -tag -width pemeriksa -compact");
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1) {
		printf(".It Cm %s\n", role_code((enum role)r));
		text(role_label((enum role)r));
	}
	puts(".El\n.Pp");
	text(_("One person may have several roles. sistem is the command line of the database's owner without --as: it imports, reports, exports, backs up and manages users, but approves and pays nothing."));
	puts(".Pp\n.Bl -tag -width Ds -compact");
	for (int i = RIGHT_NONE + 1; i < RIGHT_COUNT; i++) {
		char who[200];
		right_roles((enum right)i, who, sizeof who);
		fputs(".It ", stdout);
		text(right_label((enum right)i));
		text(*who ? who : _("whoever was given this right by name"));
	}
	puts(".El\n.Pp");
	text(_("A right says what; the scope says whose: people of a panti see their panti, a district officer sees what concerns the own district, whoever typed it in. What is outside is not there: not in a list, a count, a search, a report or an export."));
}

static void files_section(void)
{
	static const struct { const char *path, *help; } files[] = {
		{ "/var/lib/pantidesk/desk.db", N_("The database of a machine that several people use, if it exists.") },
		{ "~/.local/state/pantidesk/desk.db", N_("The database of one Unix user. Beside it stand a lock file and the folder outbox.") },
		{ "~/.config/pantidesk/pantidesk.conf", N_("Configuration; when it is not there, /etc/pantidesk/pantidesk.conf.") },
		{ "/etc/pantidesk/keys", N_("Keys that come in over SSH: root's, written by key add and key remove.") },
		{ "/etc/ssh/sshd_config.d/pantidesk.conf", N_("sshd's settings for the account, put there by make install-ssh.") },
		{ "/usr/local/share/doc/pantidesk", N_("Sample configuration, user guide in Indonesian (panduan.md), and ambil.bat for Windows computers with PuTTY.") },
	};
	section(_("FILES"));
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < COUNT(files); i++) {
		printf(".It Pa %s\n", files[i].path);
		text(_(files[i].help));
	}
	puts(".El\n.Pp");
	text(_("A database of an older version is brought up to date when it is opened, step by step, each step whole or not at all; nobody else may have it open meanwhile. A database of a newer version is refused and left as it is. Make a backup before an upgrade."));
}

static void outbox_section(void)
{
	section(_("OUTBOX"));
	text(_("In the desk, F5 and \"Fetch to my computer\" put a printout or an export into the user's own outbox and show the line to type on one's own computer. Files go by themselves after outbox_days; nobody reads another's."));
	puts(".Bd -literal -offset indent");
	text("ssh panti@host outbox list");
	text("ssh panti@host outbox get monthly-2026-07.pdf > juli.pdf");
	text("plink panti@host outbox get monthly-2026-07.pdf > juli.pdf");
	puts(".Ed");
}

static void configuration_section(void)
{
	size_t n = 0;
	const struct conf_key *keys = conf_keys(&n);
	section(_("CONFIGURATION"));
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < n; i++) {
		printf(".It Va %s No = ", keys[i].name);
		text(keys[i].standard);
		text(_(keys[i].help));
	}
	puts(".El");
}

static int run(struct invocation *in, int argc, char **argv)
{
	(void)in;
	if (argc > 1) return command_usage(_("man takes no word like %s."), argv[1]);
	puts(".Dd November 22, 2026\n.Dt PANTIDESK 1\n.Os\n.Sh NAME\n.Nm pantidesk");
	printf(".Nd ");
	text(_("case desk of a children's home (Panti Sosial)"));
	puts(".Sh SYNOPSIS\n.Nm\n.Op Ar options\n.Op Ar command Op Ar words");
	section(_("DESCRIPTION"));
	text(_("Without a command, on a terminal, pantidesk opens the full-screen desk: enrolment, school level, allowances, referrals from the Dinas Sosial, terminations and the monthly report of the children in care."));
	text(_("In the desk F1 explains the screen, F9 (or Ctrl-G) lists everything it can do, Esc goes one step back."));
	section(_("OPTIONS"));
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < COUNT(global_options); i++) {
		fputs(".It ", stdout);
		text(global_options[i].option);
		text(_(global_options[i].help));
	}
	puts(".El");
	commands_section();
	reports_section();
	exports_section();
	rights_section();
	configuration_section();
	section("SSH");
	text(_("People come in over SSH as one account, each with a key of their own (key add). Without a command the desk opens. Of what a client sends along only report, export, outbox list and outbox get are let through: plain words of letters, digits and - . _ / = : , with the result on standard output; anything else ends with 77 and is noted in the audit log."));
	text(_("sshd runs `pantidesk key enter` for the account, which goes on only for a key whose line in the key file pantidesk could have written; doctor asks sshd whether its settings hold. Over SSH the environment is cut down to the language, TERM and SSH_CONNECTION, and the configuration is the account's own."));
	puts(".Bd -literal -offset indent");
	text("ssh panti@host");
	text("ssh panti@host report monthly --month 2026-07 --format pdf > juli.pdf");
	puts(".Ed");
	outbox_section();
	files_section();
	section(_("EXIT STATUS"));
	puts(".Bl -tag -width 99");
	for (size_t i = 0; i < COUNT(exits); i++) {
		printf(".It %d\n", exits[i].code);
		text(_(exits[i].meaning));
	}
	puts(".El");
	return 0;
}

const struct command command_man = {
	"man", "", N_("Prints this manual page (mdoc)."), "pantidesk man | man -l -", 0, run,
};
