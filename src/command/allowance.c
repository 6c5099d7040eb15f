/* pantidesk allowance run|pay|list --month YYYY-MM: the month's entitlements without the screen. */
#include <stdio.h>
#include <string.h>

#include "db/money/allowance.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/command/command.h"
#include "src/command/options.h"
#include "src/command/output.h"

static int run_month(struct invocation *in, caldate month)
{
	char sum[RUPIAH_SIZE];
	struct allowance_run_result result;
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	if (!allowance_run(in->db, &in->actor, month, &result, &p, &e)) return command_refused(&p, &e);
	if (!in->quiet)
		fprintf(stderr, _("%d children, %d new, %d changed, %d removed, %d without a rate; in all %s.\n"), result.children, result.added, result.changed,
		        result.removed, result.no_rate, rupiah_format(result.total, sum));
	return 0;
}

static int list(struct invocation *in, caldate month)
{
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	struct allowance_row *rows;
	struct allowance_filter f = { .from = month, .to = month, .state = -1 };
	struct output out;
	static const struct output_column columns[] = { { "register_no", 10, false }, { "name", 32, false }, { "level", 5, false }, { "grade", 2, true }, { "due", 12, true }, { "deposit", 12, true }, { "state", 0, false } };
	int n = allowance_list(in->db, &in->actor, &f, a, &rows, &e);
	output_begin(&out, in, columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		char due[RUPIAH_SIZE], deposit[RUPIAH_SIZE], grade[8];
		snprintf(grade, sizeof grade, "%d", rows[i].grade);
		rupiah_group(rows[i].due, due);
		rupiah_group(rows[i].deposit, deposit);
		if (in->json) { /* plain numbers for scripts */
			snprintf(due, sizeof due, "%" PRId64, rows[i].due);
			snprintf(deposit, sizeof deposit, "%" PRId64, rows[i].deposit);
		}
		const char *const cells[] = { rows[i].register_no, rows[i].name, rows[i].level, grade, due, deposit, allowance_state_label(rows[i].state) };
		output_row(&out, cells);
	}
	output_end(&out);
	arena_free(a);
	return n < 0 ? command_fail(&e) : 0;
}

/* All unpaid items of the month, or those of the register numbers named. */
static int pay(struct invocation *in, caldate month, int argc, char **argv, const char *fund)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct arena *a = arena_new();
	struct allowance_row *rows;
	struct allowance_paid paid;
	char key[IDEM_SIZE], sum[RUPIAH_SIZE];
	struct allowance_filter f = { .from = month, .to = month, .state = ALLOWANCE_DUE };
	int n = allowance_list(in->db, &in->actor, &f, a, &rows, &e), picked = 0;
	bool ok = n >= 0;
	struct allowance_pick *picks = arena_array(a, struct allowance_pick, n > 0 ? n : 1);
	for (int i = 0; i < n; i++) {
		bool named = argc == 0;
		for (int k = 0; k < argc && !named; k++) named = strcmp(argv[k], rows[i].register_no) == 0;
		if (named) picks[picked++] = (struct allowance_pick){ .item = rows[i].id };
	}
	for (int k = 0; k < argc && ok; k++) {
		bool there = false;
		for (int i = 0; i < n && !there; i++) there = strcmp(argv[k], rows[i].register_no) == 0;
		if (!there) ok = err_set(&e, ERR_DATA, _("%s has nothing unpaid in this month. Nothing was paid."), argv[k]);
	}
	if (ok && picked == 0) ok = err_set(&e, ERR_DATA, "%s", _("Nothing is unpaid in this month."));
	db_idem_make(key);
	struct allowance_payment_in payment = { .picks = picks, .count = picked, .on = command_today(in), .fund = fund, .idem = key };
	ok = ok && allowance_pay(in->db, &in->actor, &payment, &paid, &p, &e);
	if (ok && !in->quiet) fprintf(stderr, _("Paid %d children, %s.\n"), paid.children, rupiah_format(paid.total, sum));
	arena_free(a);
	return ok ? 0 : command_refused(&p, &e);
}

static int run(struct invocation *in, int argc, char **argv)
{
	const char *month = NULL, *fund = NULL;
	struct err e = { ERR_NONE, "" };
	const struct option_row rows[] = { { "--month", &month, NULL }, { "--fund", &fund, NULL } };
	if ((argc = options_take(rows, COUNT(rows), argc, argv, false, &e)) < 0) return command_fail(&e);
	const char *verb = argc > 1 ? argv[1] : "";
	caldate m = month ? date_from_month(month) : DATE_NONE;
	if (m == DATE_NONE) return command_usage("%s", _("Name the month: --month 2026-08"));
	if (strcmp(verb, "run") == 0 && argc == 2) return run_month(in, m);
	if (strcmp(verb, "list") == 0 && argc == 2) return list(in, m);
	if (strcmp(verb, "pay") == 0) return pay(in, m, argc - 2, argv + 2, fund);
	return command_usage(_("allowance knows run, pay and list, not %s."), verb);
}

const struct command command_allowance = {
	"allowance", "run|pay|list --month YYYY-MM [--fund CODE] [REGISTER_NO ...]",
	N_("Posts a month's pocket money, pays it (all, or by register number) and lists it. pay hands over the full amount: savings deposits need the child's consent and are made on the desk."),
	"pantidesk --as rina allowance run --month 2026-08\npantidesk --as rina allowance pay --month 2026-08 2026-014", NEEDS_DB | NEEDS_PANTI, run,
};
