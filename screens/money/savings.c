/* Tabungan: what every child has saved, and one child's book; deposit, withdraw, take back, share a donation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/money/savings.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/rules/codes.h"

struct state {
	struct table table;      /* first: draw, key and close are the table's */
	row_id child;            /* 0: all children */
	struct savings_child *children;
	struct savings_row *moves;
	rupiah total;
	char line[160];
};

static const struct list_column child_columns[] = { { N_("Reg. no."), 9, 0, 1 }, { N_("Name"), 24, LIST_GROW, 0 }, { N_("Level"), 10, 0, 2 }, { N_("Balance"), 14, LIST_RIGHT, 0 }, { N_("Last"), 10, 0, 3 }, { N_("State"), 8, 0, 4 }, { NULL, 0, 0, 0 } };
static const struct list_column move_columns[] = { { N_("Date"), 10, 0, 0 }, { N_("What"), 20, LIST_GROW, 0 }, { N_("In"), 11, LIST_RIGHT, 0 }, { N_("Drawn"), 11, LIST_RIGHT, 0 }, { N_("Balance"), 12, LIST_RIGHT, 0 }, { NULL, 0, 0, 0 } };

static const char *filter(void *ctx)
{
	struct list_array *array = ctx;
	return ((struct state *)array->owner)->line;
}

static const char *sum(struct arena *a, rupiah amount)
{
	char text[RUPIAH_SIZE];
	return amount ? arena_dup(a, rupiah_group(amount, text)) : "";
}

static int load_children(struct screen *s, struct list_row **out, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	char total[RUPIAH_SIZE], day[24];
	int n = savings_list(screen_db(s), screen_actor(s), a, &st->children, &st->total, e);
	if (n < 0) return n;
	*out = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct savings_child *c = &st->children[i];
		(*out)[i] = (struct list_row){ .id = c->resident, .key = "", .data = i, .paint = c->in_care ? PAINT_TEXT : c->balance ? PAINT_WARN : PAINT_DIM,
			.cell = { c->register_no, child_shown(screen_ui(s), c->name, a), code_label("school_level", c->level), sum(a, c->balance), arena_dup(a, date_format(c->last_on, DATE_SHORT, day, sizeof day)), c->in_care ? "" : _("left") } };
	}
	snprintf(st->line, sizeof st->line, _("Savings held for the children: %s"), rupiah_format(st->total, total));
	return n;
}

static int load_book(struct screen *s, struct list_row **out, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	char balance[RUPIAH_SIZE], day[24];
	struct resident_row child;
	if (!resident_row(screen_db(s), screen_actor(s), st->child, a, &child, e)) return -1;
	screen_subtitle(s, child.register_no);
	int n = savings_book(screen_db(s), screen_actor(s), st->child, a, &st->moves, e);
	if (n < 0) return n;
	*out = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) { /* newest on top */
		const struct savings_row *m = &st->moves[n - 1 - i];
		(*out)[i] = (struct list_row){ .id = m->entry, .key = "", .data = n - 1 - i, .paint = m->reversed || m->reversal ? PAINT_DIM : PAINT_TEXT,
			.cell = { arena_dup(a, date_format(m->on, DATE_SHORT, day, sizeof day)), m->memo[0] ? arena_printf(a, "%s: %s", code_label("posting_kind", m->kind), m->memo) : code_label("posting_kind", m->kind), sum(a, m->in), sum(a, m->out), sum(a, m->balance) } };
	}
	snprintf(st->line, sizeof st->line, _("%s: balance %s"), child_shown(screen_ui(s), child.name, screen_arena(s)), rupiah_format(savings_balance(screen_db(s), st->child), balance));
	return n;
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct list_row *rows = NULL;
	int n = st->child ? load_book(s, &rows, e) : load_children(s, &rows, e);
	if (n < 0) return false;
	table_rows(s, rows, n);
	return true;
}

static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	struct state *st = ctx;
	if (!st->child) ui_push(ui, &screen_savings, &row->id);
}

/* A long memo in full. */
static const char *detail(void *ctx, const struct list_row *row)
{
	const struct state *st = ctx;
	return st->child ? row->cell[1] : "";
}

static bool open_savings(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	if (arg) st->child = *(const row_id *)arg;
	table_open(s, st->child ? move_columns : child_columns,
	           st->child ? N_("Nothing saved yet. F7: record a deposit.") : N_("No child has savings yet. Deposits come with pocket money (U) or from a child's book: Enter, then F7."), enter, detail);
	st->table.source.filter = filter;
	return true;
}

/* --- deposit, withdrawal, donation: one form each ------------------------------------------------------------------------------ */

enum { AMOUNT, ON, NOTE, CONSENT, FIELDS, SIZE = 400 };
static const struct field fields[FIELDS] = {
	{ "amount", N_("Amount"), FIELD_RUPIAH, 0, NULL, FIELD_REQUIRED, NULL, N_("For example 25.000 or 25rb.") },
	{ "on", N_("Date"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	{ "note", N_("Note"), FIELD_TEXT, 100, NULL, 0, NULL, N_("From whom, for what.") },
	{ "consent", N_("Agreed"), FIELD_BOOL, 1, NULL, 0, NULL, N_("The child or its guardian agreed to the deposit.") },
};
enum act { DEPOSIT, WITHDRAW, SHARE };
struct asking { struct screen *s; enum act act; row_id child; char idem[IDEM_SIZE]; };

static bool shown(void *ctx, const struct field *f, const char *const *values)
{
	const struct asking *q = ctx;
	(void)values;
	return f != &fields[CONSENT] || q->act == DEPOSIT;
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	const struct asking *q = ctx;
	struct savings_move m = { .resident = q->child, .amount = strtoll(v[AMOUNT], NULL, 10), .on = date_from_iso(v[ON]), .note = v[NOTE], .consent = strcmp(v[CONSENT], "1") == 0, .idem = q->idem };
	struct savings_share all = { .amount = m.amount, .on = m.on, .donor = v[NOTE], .idem = q->idem };
	if (q->act == DEPOSIT) return savings_deposit(ui_db(ui), ui_who(ui), &m, p, e);
	if (q->act == WITHDRAW) return savings_withdraw(ui_db(ui), ui_who(ui), &m, p, e);
	return savings_donation(ui_db(ui), ui_who(ui), &all, NULL, NULL, p, e);
}

static const struct form_class form = { .name = "savings", .fields = fields, .count = FIELDS, .save = save, .shown = shown };

static bool ask(struct screen *s, enum act act, const char *title)
{
	struct state *st = screen_state(s);
	const struct list_row *row = table_selected(s);
	struct asking q = { .s = s, .act = act, .child = st->child ? st->child : row ? row->id : 0 };
	char room[FIELDS][SIZE] = { "" }, *values[FIELDS], today[DATE_ISO_SIZE];
	if (act != SHARE && !q.child) return false;
	for (int i = 0; i < FIELDS; i++) values[i] = room[i];
	STR_SET(room[ON], date_iso(ui_today(screen_ui(s)), today));
	db_idem_make(q.idem);
	if (!form_run(screen_ui(s), title, &form, &q, values, SIZE)) return false;
	ui_reload(screen_ui(s));
	ui_say(screen_ui(s), "%s", _("Saved."));
	return true;
}

static bool deposit(struct screen *s) { return ask(s, DEPOSIT, _("Deposit")); }
static bool withdraw(struct screen *s) { return ask(s, WITHDRAW, _("Withdrawal")); }
static bool donate(struct screen *s) { return ask(s, SHARE, _("Donation shared equally among the children in care")); }

static bool take_back(struct screen *s)
{
	struct state *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "", idem[IDEM_SIZE];
	const struct list_row *row = table_selected(s);
	if (!st->child) return ui_say(screen_ui(s), "%s", _("Open a child's book first (Enter).")), false;
	if (!row || !dialog_reason(screen_ui(s), _("Take a movement back"), _("Both entries stay in the book."), why, sizeof why, _("Take back"))) return false;
	db_idem_make(idem);
	return screen_told(screen_ui(s), savings_reverse(screen_db(s), screen_actor(s), row->id, ui_today(screen_ui(s)), why, idem, &p, &e), &p, &e);
}

static const struct action actions[] = {
	{ .fkey = 7, .label = N_("Put in"), .help = N_("Records a deposit of the selected child."), .run = deposit, .right = RIGHT_SAVINGS },
	{ .fkey = 4, .label = N_("Draw"), .help = N_("Records a withdrawal; never more than there is."), .run = withdraw, .right = RIGHT_SAVINGS },
	{ .fkey = 8, .label = N_("Revoke"), .help = N_("Takes one movement of a child's book back with a reason."), .run = take_back, .right = RIGHT_MONEY_REVERSE },
	{ .letter = 'D', .label = N_("Donate"), .help = N_("Shares a donation equally into the savings of all children in care."), .run = donate, .right = RIGHT_SAVINGS },
};

const struct screen_class screen_savings = {
	.name = "savings", .title = N_("Savings"),
	.help = N_("Money held for the children, owed to each of them and to nobody else, kept apart from government cash. The balance is counted from the entries. Enter opens a child's book."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_MONEY_READ,
	.open = open_savings, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
