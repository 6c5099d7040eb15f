/* Tab 4: pocket money by month and the savings book. Read only: money is moved on the treasurer's screens. */
#include <stdio.h>

#include "db/money/allowance.h"
#include "db/money/savings.h"
#include "screens/child/card.h"
#include "src/base/i18n.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"
#include "src/rules/codes.h"

enum { MONTHS = 12, BOOK = 20 };

static const char *right(struct screen *s, rupiah amount, int width)
{
	char text[RUPIAH_SIZE];
	rupiah_group(amount, text);
	return arena_printf(screen_arena(s), "%*s", width, text);
}

static const char *head(struct screen *s, const char *words) { return arena_printf(screen_arena(s), "%12s", words); }

static bool months(struct screen *s, struct card_state *st, struct err *e)
{
	const int days_wide = card_narrow(s) ? 0 : 6; /* amounts are never cut */
	const int widths[] = { 14, 13, days_wide, 12, 12, 20 };
	struct allowance_row *rows;
	caldate to = date_month_start(ui_today(screen_ui(s))), from = date_add_months(to, 1 - MONTHS);
	struct allowance_filter f = { .from = from, .to = to, .state = -1, .resident = st->id };
	int n = allowance_list(screen_db(s), screen_actor(s), &f, screen_arena(s), &rows, e);
	if (n < 0) return false;
	card_head(st, card_columns(s, (const int[]){ 15, 13, days_wide, 12, 12, 20 }, (const char *const[]){ _("POCKET MONEY"), _("STATE"), _("DAYS"), head(s, _("AMOUNT")), head(s, _("SAVED")), _("NOTE") }, 6));
	for (int i = n - 1; i >= 0; i--) {
		char month[40], days[24];
		const char *state = allowance_state_code(rows[i].state);
		snprintf(days, sizeof days, "%d/%d", rows[i].days, rows[i].period_days);
		const char *const cells[] = { date_format(rows[i].month, DATE_MONTH, month, sizeof month), code_label("allowance_state", state), days, right(s, rows[i].due, 12), right(s, rows[i].deposit, 12), rows[i].note };
		card_row(st, PAINT_TEXT, card_columns(s, widths, cells, 6));
	}
	if (!n) card_text(st, PAINT_DIM, _("No pocket money in the last twelve months."));
	return true;
}

static bool savings(struct screen *s, struct card_state *st, struct err *e)
{
	const int widths[] = { 10, card_narrow(s) ? 0 : 17, 12, 12, 12, 20 };
	struct savings_row *rows;
	char sum[RUPIAH_SIZE];
	int n = savings_book(screen_db(s), screen_actor(s), st->id, screen_arena(s), &rows, e);
	if (n < 0) return false;
	struct card_line *l;
	card_head(st, _("SAVINGS"));
	l = card_add(st, CARD_WIDE, _("Balance"), arena_dup(screen_arena(s), rupiah_format(n ? rows[n - 1].balance : 0, sum)));
	l->what = CARD_SAVINGS;
	for (int i = n - 1; i >= 0 && i >= n - BOOK; i--) {
		const char *const cells[] = { card_day(s, rows[i].on), code_label("posting_kind", rows[i].kind), right(s, rows[i].in, 12), right(s, -rows[i].out, 12), right(s, rows[i].balance, 12), rows[i].memo };
		card_row(st, rows[i].reversed || rows[i].reversal ? PAINT_DIM : PAINT_TEXT, card_columns(s, widths, cells, 6));
	}
	if (n > BOOK) card_text(st, PAINT_DIM, _("Enter on the balance opens the whole book."));
	return true;
}

bool card_money(struct screen *s, struct card_state *st, struct err *e)
{
	char words[200];
	if (!may(screen_actor(s), RIGHT_MONEY_READ)) {
		card_text(st, PAINT_DIM, arena_dup(screen_arena(s), right_refusal(RIGHT_MONEY_READ, words, sizeof words)));
		return true;
	}
	return months(s, st, e) && savings(s, st, e);
}
