#include "src/command/forced.h"

#include <string.h>

#include "db/audit.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/command/options.h"

#define NOTED 200 /* bytes of what was asked */

/* The commands, and the word behind one that has several faces. */
static const struct { const char *command, *verb; } open_to_all[] = { { "report", NULL }, { "export", NULL }, { "outbox", "list" }, { "outbox", "get" } };

/* Not a command's own; who, where and which day is not the client's to say. */
static const char *const closed[] = { "--conf", "--db", "--as", "--panti", "--lang", "--today", "--theme", "--ask", "--password-fd", "--" };

static bool option_fits(const char *word, const char *next, struct err *e)
{
	for (size_t i = 0; i < COUNT(closed); i++) {
		size_t n = strlen(closed[i]);
		if (strncmp(word, closed[i], n) == 0 && (word[n] == 0 || (word[n] == '=' && n > 2))) return err_set(e, ERR_NOPERM, _("%s cannot be given over SSH."), word);
	}
	bool out = strncmp(word, "-o", 2) == 0 || strncmp(word, "--out", 5) == 0;
	if (!out || (strcmp(word, "-o") == 0 && next && strcmp(next, "-") == 0)) return true;
	return err_set(e, ERR_NOPERM, "%s", _("Over SSH a file cannot be written on the server: leave -o away and put > NAME behind the whole command on your own computer."));
}

bool forced_take(const char *asked, struct words *out, struct err *e)
{
	switch (words_split(asked, out)) {
	case WORDS_OK: break;
	case WORDS_LONG: return err_set(e, ERR_NOPERM, "%s", _("This command is too long for SSH."));
	case WORDS_LETTER: return err_set(e, ERR_NOPERM, "%s", _("A command over SSH holds letters, digits, blanks and - . _ / = : , only."));
	case WORDS_EMPTY: return err_set(e, ERR_NOPERM, "%s", _("An empty command came over SSH. Without one the desk opens: ssh -t."));
	}
	bool known = false;
	for (size_t i = 0; i < COUNT(open_to_all); i++)
		known = known || (strcmp(out->word[0], open_to_all[i].command) == 0 && (!open_to_all[i].verb || (out->n > 1 && strcmp(out->word[1], open_to_all[i].verb) == 0)));
	if (!known) return err_set(e, ERR_NOPERM, "%s", _("Over SSH there are report, export, outbox list and outbox get. Without a command the desk opens: ssh -t."));
	for (int i = 1; i < out->n; i++)
		if (out->word[i][0] == '-' && out->word[i][1] && !option_fits(out->word[i], out->word[i + 1], e)) return false;
	return true;
}

struct refusal { const struct actor *who; const char *asked; };

static bool note(struct db *db, void *ctx, struct err *e)
{
	const struct refusal *r = ctx;
	return audit_note(db, r->who, "ssh.refused", "account_user", r->who->user, 0, r->asked, e);
}

int forced_refuse(struct invocation *in, const char *asked, const struct err *why)
{
	struct err e = { ERR_NONE, "" };
	char shown[NOTED];
	text_out(asked, shown, sizeof shown, true);
	struct refusal r = { &in->actor, shown };
	if (!command_open(in, 0, &e) || !command_identify(in, false, &e) || !db_tx(in->db, note, &r, &e)) return command_fail(&e);
	return command_fail(why);
}
