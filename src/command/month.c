/* pantidesk month close|revise|list */
#include <stdio.h>
#include <string.h>

#include "db/report/month.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/command/output.h"

static int list(struct invocation *in)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct month_state *months;
	struct output out;
	static const struct output_column columns[] = { { "month", 8, false }, { "state", 16, false }, { "revisions", 3, false }, { "audit_head", 22, false }, { "closed_by", 0, false } };
	int n = month_list(in->db, &in->actor, a, &months, &e);
	output_begin(&out, in, columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct month_state *m = &months[i];
		char month[8], revisions[12] = "", head[48] = "";
		if (m->closed) {
			snprintf(revisions, sizeof revisions, "%d", m->revisions);
			snprintf(head, sizeof head, "%s/%" PRId64, m->audit_hash, m->audit_rows);
		}
		const char *const cells[] = { date_month_iso(m->month, month), m->closed ? _("closed") : m->can_close ? _("can close") : m->before ? _("before the books") : _("open"), revisions, head, m->closed_by };
		output_row(&out, cells);
	}
	output_end(&out);
	arena_free(a);
	return n < 0 ? command_fail(&e) : 0;
}

static int run(struct invocation *in, int argc, char **argv)
{
	const char *month = NULL;
	int revision = 0;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--month", &month, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	const char *verb = argc > 1 ? argv[1] : "";
	if (strcmp(verb, "list") == 0) return list(in);
	caldate m = month ? date_from_month(month) : DATE_NONE;
	if (m == DATE_NONE) return command_usage("%s", _("Name the month: --month 2026-08"));
	if (strcmp(verb, "close") == 0) {
		if (!month_close(in->db, &in->actor, m, &p, &e)) return command_refused(&p, &e);
		if (!in->quiet) fprintf(stderr, _("Closed %s. Its report is now fixed.\n"), month);
	} else if (strcmp(verb, "revise") == 0) {
		if (!month_revise(in->db, &in->actor, m, &revision, &p, &e)) return command_refused(&p, &e);
		if (!in->quiet) fprintf(stderr, _("Stored correction %d of %s.\n"), revision, month);
	} else {
		return command_usage(_("month knows close, revise and list, not %s."), verb);
	}
	return 0;
}

const struct command command_month = {
	"month", "close|revise|list [--month YYYY-MM]",
	N_("Closes a month (its report is then fixed), stores a numbered correction, lists the months."),
	"pantidesk --as hasan month close --month 2026-07\npantidesk month list", NEEDS_DB | NEEDS_PANTI, run,
};
