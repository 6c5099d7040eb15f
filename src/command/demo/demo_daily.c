/* Presence and money of the demo: leave over the holidays, the month's allowances, savings, a donation, the closing of months. */
#include "src/command/demo/demo_inside.h"

#include <string.h>

#include "db/money/allowance.h"
#include "db/money/ledger.h"
#include "db/report/month.h"
#include "db/child/presence.h"
#include "db/money/savings.h"

static int first_with(unsigned flag)
{
	int i = 0;
	while (!(demo_children[i].flags & flag)) i++;
	return i;
}

/* --- presence ------------------------------------------------------------------------------------------------------------------- */

/* Half of the children go home for the holidays of the school year's end. */
static bool goes_home(int i)
{
	const struct demo_child *c = &demo_children[i];
	return c->came > 0 && i % 2 == 0 && !(c->flags & (LEFT | SEALED)) && strcmp(c->background, "yatim_piatu");
}

static int holidaymakers(const struct demo *d, row_id out[DEMO_CHILDREN_MOST], int *late)
{
	int n = 0;
	*late = -1;
	for (int i = 0; i < (int)demo_children_count; i++)
		if (goes_home(i)) {
			out[n++] = d->child[i].resident;
			*late = i;
		}
	return n;
}

static bool leave_home(struct demo *d, int arg)
{
	row_id who[DEMO_CHILDREN_MOST];
	int late, n = holidaymakers(d, who, &late);
	struct presence_leave in = { .kind = "izin", .on = d->day, .expected = d->start - 3, .note = "Libur kenaikan kelas", .fetched_by = "Keluarga, daftar jemput terlampir", .fetched_id = "" };
	(void)arg;
	return presence_leave(d->db, &d->who[TONO], who, n, &in, d->p, d->e) || demo_failed(d, "leave");
}

static bool come_back(struct demo *d, int late)
{
	row_id who[DEMO_CHILDREN_MOST];
	int last, n = holidaymakers(d, who, &last);
	return presence_return(d->db, &d->who[TONO], late ? who + n - 1 : who, late ? 1 : n - 1, d->day, d->p, d->e) || demo_failed(d, "return");
}

struct absence { unsigned flag; const char *kind, *note; int ago, expected; };
static const struct absence absences[] = {
	{ AWAY_LATE, "izin", "Menjenguk ibu yang sakit", 6, 2 },   /* days before today; expected back before today: overdue */
	{ AWAY_NOW, "izin", "Acara adat keluarga", 1, -2 },
	{ AT_WORK, "pkl", "Bengkel mitra SMK, menginap", 20, -40 },
};

static bool away(struct demo *d, int i)
{
	const struct absence *x = &absences[i];
	struct presence_leave in = { .kind = x->kind, .on = d->day, .expected = d->today - x->expected, .note = x->note, .fetched_by = "Wali", .fetched_id = "" };
	row_id who = d->child[first_with(x->flag)].resident;
	return presence_leave(d->db, &d->who[TONO], &who, 1, &in, d->p, d->e) || demo_failed(d, x->note);
}

static bool ill(struct demo *d, int child)
{
	struct presence_leave in = { .kind = "dirawat", .on = d->day, .expected = DATE_NONE, .note = "Demam berdarah, rumah sakit daerah", .fetched_by = "", .fetched_id = "" };
	return presence_leave(d->db, &d->who[TONO], &d->child[child].resident, 1, &in, d->p, d->e) || demo_failed(d, "ill");
}

static bool well(struct demo *d, int child)
{
	return presence_return(d->db, &d->who[TONO], &d->child[child].resident, 1, d->day, d->p, d->e) || demo_failed(d, "well");
}

/* The paper of the day before, typed in the morning: everybody present but those away. */
static bool day_count(struct demo *d, int arg)
{
	struct presence_row *rows;
	struct presence_except except[DEMO_CHILDREN_MOST];
	caldate on = d->today - arg;
	int n = presence_away(d->db, &d->who[TONO], on, d->a, &rows, d->e);
	if (n < 0) return demo_failed(d, "day");
	for (int i = 0; i < n; i++) except[i] = (struct presence_except){ rows[i].resident, rows[i].kind, "" };
	return presence_day(d->db, &d->who[TONO], on, except, n, NULL, NULL, d->p, d->e) || demo_failed(d, "day");
}

void demo_plan_presence(struct demo *d)
{
	demo_at(d, d->start - 20, 14, leave_home, 0);
	demo_at(d, d->start - 3, 16, come_back, 0);
	demo_at(d, d->start - 1, 16, come_back, 1);
	for (int i = 0; i < (int)COUNT(absences); i++) demo_at(d, d->today - absences[i].ago, 15, away, i);
	demo_at(d, demo_month(d, 3) + 5, 8, ill, 0);
	demo_at(d, demo_month(d, 3) + 10, 8, well, 0);
	for (int ago = 4; ago >= 2; ago--) demo_at(d, d->today - ago + 1, 7, day_count, ago);
}

/* --- rates, cash ------------------------------------------------------------------------------------------------------------------ */

static const struct { const char *level; rupiah before, now; } rates[] = {
	{ "belum", 30000, 30000 }, { "paud", 40000, 50000 }, { "sd", 75000, 90000 }, { "smp", 100000, 120000 }, { "sma", 150000, 175000 },
};

static bool set_rates(struct demo *d, int now)
{
	for (size_t i = 0; i < COUNT(rates); i++) {
		struct rate_new in = { now ? demo_month(d, 4) : month_add(d->first, -12), rates[i].level, 0, now ? rates[i].now : rates[i].before };
		row_id id;
		if (now && rates[i].now == rates[i].before) continue;
		if (!allowance_rate_add(d->db, &d->who[HASAN], &in, &id, d->p, d->e)) return demo_failed(d, "rate");
	}
	return true;
}

static bool cash_in(struct demo *d, int arg)
{
	struct ledger_receipt in = { .fund = "apbd", .amount = 27000000, .on = d->day, .memo = "Pencairan GU uang saku", .idem = NULL };
	(void)arg;
	return ledger_receive(d->db, &d->who[RINA], &in, NULL, d->p, d->e) || demo_failed(d, "cash");
}

static bool donation(struct demo *d, int arg)
{
	int there = 0;
	for (size_t i = 0; i < demo_children_count; i++) there += d->child[i].here;
	struct savings_share in = { .residents = NULL, .count = 0, .amount = 50000 * there, .on = d->day, .donor = "Hamba Allah", .idem = NULL };
	(void)arg;
	return savings_donation(d->db, &d->who[RINA], &in, NULL, NULL, d->p, d->e) || demo_failed(d, "donation");
}

static bool withdraw(struct demo *d, int child)
{
	struct savings_move in = { .resident = d->child[child].resident, .amount = 25000, .on = d->day, .note = "Membeli alat gambar", .consent = true, .idem = NULL };
	return savings_withdraw(d->db, &d->who[RINA], &in, d->p, d->e) || demo_failed(d, "withdraw");
}

/* --- the month's allowances ---------------------------------------------------------------------------------------------------------- */

static int index_of(const struct demo *d, row_id resident)
{
	int i = 0;
	while (i < (int)demo_children_count && d->child[i].resident != resident) i++;
	return i;
}

static bool run(struct demo *d, int ago)
{
	return allowance_run(d->db, &d->who[RINA], demo_month(d, ago), NULL, d->p, d->e) || demo_failed(d, "run");
}

/* Who is not there on pay day gets it with the next month's list. The child who ran away stays unpaid. */
static bool held(const struct demo *d, const struct allowance_row *row, int ago)
{
	int i = index_of(d, row->resident);
	return row->state == ALLOWANCE_DUE && ((ago == 3 && i == first_with(RAN_AWAY)) || (ago == 5 && i == 12) || (ago == 1 && i == first_with(AT_WORK)));
}

static bool pay(struct demo *d, int ago)
{
	struct allowance_row *rows;
	struct allowance_filter f = { .from = demo_month(d, ago + 2), .to = demo_month(d, ago), .state = -1 };
	int n = allowance_list(d->db, &d->who[RINA], &f, d->a, &rows, d->e), count = 0;
	if (n < 0) return demo_failed(d, "list");
	struct allowance_pick *picks = arena_array(d->a, struct allowance_pick, n + 1);
	for (int i = 0; i < n; i++) {
		int child = index_of(d, rows[i].resident);
		bool now = rows[i].month == demo_month(d, ago), hold = now && held(d, &rows[i], ago), runaway = child == first_with(RAN_AWAY) && ago < 3;
		if (hold && !allowance_hold(d->db, &d->who[RINA], rows[i].id, "Tidak ada di panti pada hari bayar", d->p, d->e)) return demo_failed(d, "hold");
		if (!now && rows[i].state == ALLOWANCE_HELD && !runaway && !allowance_release(d->db, &d->who[RINA], rows[i].id, d->p, d->e)) return demo_failed(d, "release");
		if (hold || runaway || rows[i].due <= 0 || (rows[i].state != ALLOWANCE_DUE && rows[i].state != ALLOWANCE_HELD)) continue;
		bool saves = now && child % 4 && d->child[child].here && rows[i].due >= 40000;
		picks[count++] = (struct allowance_pick){ .item = rows[i].id, .deposit = saves ? 10000 : 0, .note = NULL, .version = 0 };
	}
	struct allowance_payment_in in = { .picks = picks, .count = count, .on = d->day, .fund = "apbd", .consent = true, .idem = NULL };
	return allowance_pay(d->db, &d->who[RINA], &in, NULL, d->p, d->e) || demo_failed(d, "pay");
}

/* The wrong child of two with one name signed: taken back the same day and paid again. */
static bool reverse(struct demo *d, int child)
{
	struct allowance_row *rows;
	struct allowance_filter f = { .from = demo_month(d, 2), .to = demo_month(d, 2), .state = ALLOWANCE_PAID, .resident = d->child[child].resident };
	int n = allowance_list(d->db, &d->who[RINA], &f, d->a, &rows, d->e);
	if (n < 1) return demo_failed(d, "reverse");
	struct allowance_pick pick = { .item = rows[0].id, .deposit = 10000 };
	struct allowance_payment_in in = { .picks = &pick, .count = 1, .on = d->day, .fund = "apbd", .consent = true, .idem = NULL };
	return (allowance_reverse(d->db, &d->who[RINA], rows[0].id, d->day, "Ditandatangani anak lain yang senama", NULL, d->p, d->e)
		&& allowance_pay(d->db, &d->who[RINA], &in, NULL, d->p, d->e)) || demo_failed(d, "reverse");
}

/* --- closing ------------------------------------------------------------------------------------------------------------------------- */

static bool close_month(struct demo *d, int ago)
{
	return month_close(d->db, &d->who[HASAN], demo_month(d, ago), d->p, d->e) || demo_failed(d, "close");
}

static bool revise(struct demo *d, int ago)
{
	return month_revise(d->db, &d->who[HASAN], demo_month(d, ago), NULL, d->p, d->e) || demo_failed(d, "revise");
}

static caldate pay_day(caldate month)
{
	caldate day = date_month_end(month) - 1;
	while (date_weekday(day) > 5) day--;
	return day;
}

void demo_plan_money(struct demo *d)
{
	int months = month_count_between(d->first, d->today);
	demo_at(d, d->first, 11, set_rates, 0);
	demo_at(d, demo_month(d, 5) + 20, 11, set_rates, 1);
	for (int ago = months; ago >= 1; ago--) {
		caldate month = demo_month(d, ago);
		if ((months - ago) % 3 == 0) demo_at(d, month + 4, 10, cash_in, 0);
		demo_at(d, pay_day(month), 9, run, ago);
		demo_at(d, pay_day(month), 10, pay, ago);
		demo_at(d, month_add(month, 1) + 1, 16, close_month, ago);
	}
	demo_at(d, demo_month(d, 2) + 10, 10, donation, 0);
	demo_at(d, pay_day(demo_month(d, 2)), 14, reverse, 7);
	demo_at(d, demo_month(d, 1) + 12, 10, withdraw, 19);
	/* the next month's report, closed before, names the correction as well */
	demo_at(d, demo_month(d, 1) + 2, 9, revise, 3);
	if ((months % 3) == 0) demo_at(d, demo_month(d, 0), 9, cash_in, 0);
	demo_at(d, d->today, 7, run, 0);
}
