/* Books of money and the recap of referrals. */
#include <string.h>

#include "db/money/ledger.h"
#include "db/referral/referral.h"
#include "db/report/report_part.h"
#include "db/child/resident.h"
#include "db/money/savings.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include "src/print/book.h"
#include "src/print/referrals.h"
#include "src/rules/codes.h"
#include "src/rules/ledger.h"

enum { PAGE = 500 };

static void signers(struct report_work *w, struct account_book *b, caldate on)
{
	b->chief = report_official(w, w->who->panti, "kepala", on, &b->chief_title);
	b->treasurer = report_official(w, w->who->panti, "bendahara", on, &b->treasurer_title);
}

/* --- cash book ------------------------------------------------------------------------------------------------------------------ */

/* Whose money moved: "Ani Contoh (2026-001)", "" for nobody. */
static const char *child_of(struct report_work *w, const struct report_names *names, row_id entry)
{
	const char *out = "";
	struct stmt *q = stmt(w->db, "SELECT k.resident_id, k.register_no, k.name, k.clusters, k.sealed FROM entry n JOIN resident_now k ON k.resident_id = n.resident_id WHERE n.id = ?1");
	stmt_int(q, 1, entry);
	if (stmt_row(q)) {
		const char *no = arena_dup(w->arena, stmt_get_text(q, 1)), *clusters = arena_dup(w->arena, stmt_get_text(q, 3));
		report_child(w, stmt_get_int(q, 0));
		out = arena_printf(w->arena, "%s (%s)", report_name(w, names, arena_dup(w->arena, stmt_get_text(q, 2)), clusters, stmt_get_int(q, 4) != 0), no);
	}
	return stmt_done(q, NULL) ? out : "";
}

static bool cash_rows(struct report_work *w, const struct ledger_account *account, struct book_account *out, struct err *e)
{
	struct report_names names = report_names(w);
	struct ledger_row *page = arena_array(w->arena, struct ledger_row, PAGE), last;
	int room = 0, n = PAGE;
	out->caption = account->name;
	if (!ledger_book_opening(w->db, w->who, account->id, w->ask.month, &out->opening, e)) return false;
	while (n == PAGE) {
		n = ledger_book(w->db, w->who, account->id, w->ask.month, w->ask.month, out->opening, out->row_count ? &last : NULL, NULL, w->arena, page, PAGE, e);
		if (n < 0) return false;
		if (out->row_count + n > room) {
			struct book_row *more = arena_array(w->arena, struct book_row, room = out->row_count + n + PAGE);
			if (out->row_count) memcpy(more, out->rows, (size_t)out->row_count * sizeof *more);
			out->rows = more;
		}
		for (int i = 0; i < n; i++) {
			const char *child = child_of(w, &names, page[i].entry), *memo = page[i].memo;
			const char *words = arena_printf(w->arena, "%s%s%s%s%s", child, *child ? ": " : "", code_label("posting_kind", page[i].kind), *memo ? ", " : "", memo);
			out->rows[out->row_count++] = (struct book_row){ page[i].on, words, page[i].in, page[i].out, page[i].balance };
		}
		if (n) last = page[n - 1];
	}
	return true;
}

bool report_make_cash(struct report_work *w, struct err *e)
{
	struct account_book out = { .opening_shown = true };
	struct ledger_account *accounts;
	caldate end = date_month_end(w->ask.month) < w->today ? date_month_end(w->ask.month) : w->today;
	int n = ledger_accounts(w->db, w->who, w->arena, &accounts, e);
	if (n < 0 || !report_head(w, w->who->panti, end, &out.head, e)) return false;
	out.title = arena_printf(w->arena, "BUKU PEMBANTU KAS\nBulan %s", head_month(w->ask.month, w->arena));
	out.accounts = arena_array(w->arena, struct book_account, n + 1);
	for (int i = 0; i < n; i++)
		if ((accounts[i].kind == ACCOUNT_CASH || accounts[i].kind == ACCOUNT_SAVINGS_CASH) && !cash_rows(w, &accounts[i], &out.accounts[out.account_count++], e)) return false;
	signers(w, &out, end);
	w->document = book_document(&out);
	return true;
}

/* --- savings book ----------------------------------------------------------------------------------------------------------------- */

bool report_make_savings(struct report_work *w, struct err *e)
{
	struct account_book out = { .account_count = 1 };
	struct book_account account = { .caption = "" };
	struct book_pair pairs[3];
	struct resident_row child;
	struct savings_row *rows;
	if (!resident_row(w->db, w->who, w->ask.resident, w->arena, &child, e)) return false;
	int n = savings_book(w->db, w->who, w->ask.resident, w->arena, &rows, e);
	if (n < 0 || !report_head(w, w->who->panti, w->today, &out.head, e)) return false;
	account.rows = arena_array(w->arena, struct book_row, n + 1);
	for (int i = 0; i < n; i++) {
		const char *words = arena_printf(w->arena, "%s%s%s", code_label("posting_kind", rows[i].kind), *rows[i].memo ? ": " : "", rows[i].memo);
		account.rows[account.row_count++] = (struct book_row){ rows[i].on, words, rows[i].in, rows[i].out, rows[i].balance };
	}
	pairs[0] = (struct book_pair){ "Nama anak", child.name };
	pairs[1] = (struct book_pair){ "Nomor induk", child.register_no };
	pairs[2] = (struct book_pair){ "Saldo", head_money(n ? rows[n - 1].balance : 0, w->arena) };
	out.pairs = pairs;
	out.pair_count = 3;
	out.accounts = &account;
	out.title = "BUKU TABUNGAN ANAK";
	signers(w, &out, w->today);
	w->person = child.person;
	report_child(w, child.id);
	w->document = book_document(&out);
	return true;
}

/* --- referrals by district ----------------------------------------------------------------------------------------------------------- */

/* An answer once given is not owed again: accepted, waiting list and final states before the month are no part of it. */
static bool owed(enum referral_state s)
{
	return s < REFERRAL_STATES && referral_states[s].clock;
}

static void count(struct referral_sum *s, const struct referral_fact *f)
{
	s->opening += owed(f->opening);
	s->received += f->opening == REFERRAL_STATES;
	s->accepted += f->closing == REFERRAL_DISETUJUI || f->closing == REFERRAL_DITEMPATKAN;
	s->waiting_list += f->closing == REFERRAL_DAFTAR_TUNGGU;
	s->refused += f->closing == REFERRAL_DITOLAK;
	s->withdrawn += f->closing == REFERRAL_DITARIK;
	s->open += owed(f->closing);
	if (!owed(f->closing) && f->closing != REFERRAL_DITARIK) {
		s->answered++;
		s->waited_days += f->waited;
	}
	if (f->waited > s->longest) s->longest = f->waited;
}

/* Sealed children and the setting for initials hold here as on every list; a referral whose child is not in the register has no clusters yet. */
static const char *line_name(struct report_work *w, const struct report_names *names, const struct referral_fact *f)
{
	const char *clusters = "";
	bool sealed = false;
	struct stmt *q = stmt(w->db, "SELECT r.clusters, COALESCE(k.sealed, 0), n.resident_id FROM referral r JOIN referral_now n ON n.referral_id = r.id"
	                             " LEFT JOIN resident_now k ON k.resident_id = n.resident_id WHERE r.id = ?1");
	stmt_int(q, 1, f->id);
	if (stmt_row(q)) {
		clusters = arena_dup(w->arena, stmt_get_text(q, 0));
		sealed = stmt_get_int(q, 1) != 0;
		if (!stmt_is_null(q, 2)) report_child(w, stmt_get_int(q, 2));
	}
	sealed = !stmt_done(q, NULL) || sealed; /* unread is hidden */
	return report_name(w, names, f->name, clusters, sealed);
}

bool report_make_referrals(struct report_work *w, struct err *e)
{
	struct referrals_recap out = { .month = w->ask.month };
	struct report_names names = report_names(w);
	struct referral_fact *facts;
	size_t n;
	caldate end = date_month_end(w->ask.month) < w->today ? date_month_end(w->ask.month) : w->today;
	if (!report_head_area(w, end, &out.head, e) || !referral_facts(w->db, w->who, w->ask.month, date_month_end(w->ask.month), 0, w->arena, &facts, &n, e)) return false;
	out.sums = arena_array(w->arena, struct referral_sum, n + 1);
	out.lines = arena_array(w->arena, struct referral_line, n + 1);
	const char *district = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct referral_fact *f = &facts[i];
		if (f->opening != REFERRAL_STATES && !owed(f->opening)) continue; /* answered before this month */
		if (!district || strcmp(district, f->district) != 0) out.sums[out.sum_count++] = (struct referral_sum){ .district = *f->district_name ? f->district_name : f->district };
		district = f->district;
		count(&out.sums[out.sum_count - 1], f);
		out.lines[out.line_count++] = (struct referral_line){ f->number, line_name(w, &names, f), f->sex, *f->district_name ? f->district_name : f->district, referral_state_label(f->closing), f->since, f->waited };
	}
	out.chief = report_signer_area(w, end, &out.chief_title);
	w->document = referrals_document(&out);
	return true;
}
