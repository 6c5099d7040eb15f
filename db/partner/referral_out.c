/* One referral out: reading it with its events and its partner, its letter, and which partners suit a child. */
#include "db/partner/referral_out.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/child/resident.h"
#include "db/office/panti.h"
#include "db/office/setting.h"
#include "db/partner/referral_out_part.h"
#include "db/scope.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include <stdlib.h>
#include <string.h>

struct out_clocks out_clocks(struct db *db, row_id panti)
{
	return (struct out_clocks){ panti_today(db, panti), (int)setting_int(db, panti, "clock_out"), (int)setting_int(db, panti, "clock_out_done") };
}

bool out_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct out_facts *out, struct err *e)
{
	memset(out, 0, sizeof *out);
	struct stmt *q = stmt(db, "SELECT r.resident_id, k.person_id, r.partner_id, r.version, n.state, k.sealed, r.number, r.service, r.purpose, r.urgent, n.since_on, r.note, COALESCE(k.admit_on, ''),"
	                          " (SELECT max(v.on_date) FROM referral_out_event v WHERE v.referral_out_id = r.id AND v.void_at IS NULL)"
	                          " FROM referral_out r JOIN referral_out_now n ON n.referral_out_id = r.id JOIN resident_now k ON k.resident_id = r.resident_id WHERE r.id = ?1 AND r.panti_id = ?2");
	stmt_int(q, 1, id);
	stmt_int(q, 2, who->panti);
	bool there = stmt_row(q);
	if (there) {
		*out = (struct out_facts){ .id = id, .resident = stmt_get_int(q, 0), .person = stmt_get_int(q, 1), .partner = stmt_get_int(q, 2), .version = stmt_get_int(q, 3),
			.state = out_state_from_code(stmt_get_text(q, 4)), .sealed = stmt_get_int(q, 5) != 0, .number = arena_dup(a, stmt_get_text(q, 6)), .admitted = date_from_iso(stmt_get_text(q, 12)), .last_on = stmt_get_date(q, 13) };
		out->v[OUT_F_PARTNER] = arena_printf(a, "%" PRId64, out->partner);
		out->v[OUT_F_SERVICE] = arena_dup(a, stmt_get_text(q, 7));
		out->v[OUT_F_PURPOSE] = arena_dup(a, stmt_get_text(q, 8));
		out->v[OUT_F_URGENT] = stmt_get_int(q, 9) ? "1" : "0";
		out->v[OUT_F_SENT_ON] = arena_dup(a, stmt_get_text(q, 10));
		out->v[OUT_F_NOTE] = arena_dup(a, stmt_get_text(q, 11));
	}
	if (!stmt_done(q, e)) return false;
	if (!there) return case_not_found(e);
	return !out->sealed || db_may(who, RIGHT_SEALED_READ, e);
}

static bool events(struct db *db, struct arena *a, struct out_card *out, struct err *e)
{
	struct stmt *count = stmt(db, "SELECT count(*) FROM referral_out_event WHERE referral_out_id = ?1 AND void_at IS NULL");
	stmt_int(count, 1, out->id);
	int64_t n = stmt_one_int(count, -1, e);
	if (n < 0) return false;
	out->events = arena_array(a, struct out_event, n + 1);
	struct stmt *q = stmt(db, "SELECT v.state, v.move, v.reason, v.note, v.by_whom, COALESCE(u.shown, ''), v.on_date FROM referral_out_event v"
	                          " LEFT JOIN account_user u ON u.id = v.recorded_by WHERE v.referral_out_id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, out->id);
	while ((int64_t)out->event_count < n && stmt_row(q))
		out->events[out->event_count++] = (struct out_event){ out_state_from_code(stmt_get_text(q, 0)), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)),
			out->confidential ? arena_dup(a, stmt_get_text(q, 3)) : "", arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), stmt_get_date(q, 6) };
	return stmt_done(q, e);
}

static bool heading(struct db *db, const struct actor *who, struct arena *a, struct out_card *out, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT k.register_no, k.name, k.sex, k.clusters, k.room, k.birth_date, k.birth_precision, n.since_on, n.state_on, COALESCE(u.shown, '')"
	                          " FROM referral_out r JOIN referral_out_now n ON n.referral_out_id = r.id JOIN resident_now k ON k.resident_id = r.resident_id"
	                          " LEFT JOIN account_user u ON u.id = r.recorded_by WHERE r.id = ?1");
	stmt_int(q, 1, out->id);
	if (stmt_row(q)) {
		out->register_no = arena_dup(a, stmt_get_text(q, 0));
		out->name = arena_dup(a, stmt_get_text(q, 1));
		out->sex = arena_dup(a, stmt_get_text(q, 2));
		out->clusters = arena_dup(a, stmt_get_text(q, 3));
		out->room = arena_dup(a, stmt_get_text(q, 4));
		out->birth = stmt_get_date(q, 5);
		out->precision = *stmt_get_text(q, 6) ? *stmt_get_text(q, 6) : 'd';
		out->sent = stmt_get_date(q, 7);
		out->state_on = stmt_get_date(q, 8);
		out->by = arena_dup(a, stmt_get_text(q, 9));
	}
	if (!stmt_done(q, e)) return false;
	const struct out_clocks c = out_clocks(db, who->panti);
	out->wait = out_waiting(out->state, out->state_on, c.today, c.answer, c.done);
	return true;
}

struct load { const struct actor *who; row_id id; struct arena *a; struct out_card *out; };

static bool load_tx(struct db *db, void *ctx, struct err *e)
{
	const struct load *in = ctx;
	struct out_facts f;
	if (!out_facts_load(db, in->who, in->id, in->a, &f, e)) return false;
	struct out_card *out = in->out;
	*out = (struct out_card){ .id = f.id, .resident = f.resident, .partner = f.partner, .person = f.person, .version = f.version, .number = f.number, .state = f.state, .sealed = f.sealed,
		.confidential = may(in->who, RIGHT_NOTE_READ) };
	memcpy(out->v, f.v, sizeof out->v);
	if (!out->confidential) out->v[OUT_F_PURPOSE] = out->v[OUT_F_NOTE] = "";
	return partner_load(db, in->who, f.partner, in->a, &out->to, e) && heading(db, in->who, in->a, out, e) && events(db, in->a, out, e);
}

struct opened { const struct actor *who; row_id id, person; };

static bool opened_tx(struct db *db, void *ctx, struct err *e)
{
	const struct opened *in = ctx;
	return audit_note(db, in->who, "referral_out.open", "referral_out", in->id, in->person, NULL, e);
}

bool out_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct out_card *out, struct err *e)
{
	struct load in = { who, id, a, out };
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_OUT_READ, e) || !db_read(db, load_tx, &in, e)) return false;
	struct opened row = { who, id, out->person };
	return !log || db_tx(db, opened_tx, &row, e);
}

bool out_find(struct db *db, const struct actor *who, const char *number, row_id *out, struct err *e)
{
	*out = 0;
	if (!db_may(who, RIGHT_OUT_READ, e)) return false;
	struct stmt *q = stmt(db, "SELECT id FROM referral_out WHERE panti_id = ?1 AND number = ?2");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, number);
	if (stmt_row(q)) *out = stmt_get_int(q, 0);
	return stmt_done(q, e);
}

bool out_letter(struct db *db, const struct actor *who, const struct out_card *card, struct letter *out, struct err *e)
{
	if (!letter_find(db, who, LETTER_OUT, "referral_out", card->id, out, e)) return false;
	if (out->id) return true;
	if (!(who->roles & ROLE_SISTEM) && !may(who, RIGHT_OUT_SEND) && !db_may(who, RIGHT_OUT_RECORD, e)) return false;
	return letter_number(db, who, LETTER_OUT, "referral_out", card->id, card->person, panti_today(db, who->panti), out, e);
}

/* --- which partner suits -------------------------------------------------------------------------------------------------------- */

struct child { char sex[4], clusters[400]; };

static bool child_of(struct db *db, const struct actor *who, row_id resident, struct child *out, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT sex, clusters FROM resident_now WHERE resident_id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, who->panti);
	bool there = stmt_row(q);
	STR_SET(out->sex, there ? stmt_get_text(q, 0) : "");
	STR_SET(out->clusters, there ? stmt_get_text(q, 1) : "");
	return stmt_done(q, e) && (there || case_not_found(e));
}

bool out_doubts(struct db *db, const struct actor *who, row_id resident, row_id partner, struct problems *p, struct err *e)
{
	struct partner to;
	struct child child;
	char day[24], told[24];
	if (!db_may(who, RIGHT_OUT_READ, e) || !child_of(db, who, resident, &child, e)) return false;
	struct arena *a = arena_new();
	bool ok = partner_load(db, who, partner, a, &to, e);
	if (ok) {
		const char *name = to.v[PARTNER_NAME], *free = to.v[*child.sex == 'P' ? PARTNER_FREE_P : PARTNER_FREE_L];
		if (to.mou == MOU_ENDED) problem_soft(p, "partner", _("The MoU with %s ended on %s."), name, date_format(date_from_iso(to.v[PARTNER_MOU_UNTIL]), DATE_SHORT, day, sizeof day));
		else if (to.mou == MOU_NONE) problem_soft(p, "partner", _("There is no MoU with %s."), name);
		else if (to.mou == MOU_AHEAD) problem_soft(p, "partner", _("The MoU with %s begins on %s."), name, date_format(date_from_iso(to.v[PARTNER_MOU_FROM]), DATE_SHORT, day, sizeof day));
		if (*free && strtol(free, NULL, 10) == 0)
			problem_soft(p, "partner", *child.sex == 'P' ? _("%s has no free place for girls (told on %s).") : _("%s has no free place for boys (told on %s)."), name,
			             date_format(date_from_iso(to.v[PARTNER_FREE_ON]), DATE_SHORT, told, sizeof told));
		if (partner_fit(to.v[PARTNER_CLUSTERS], child.clusters) == PARTNER_FITS_NOT) problem_soft(p, "partner", _("%s does not name this child's clusters among those it accepts."), name);
	}
	arena_free(a);
	return ok;
}

int out_partners(struct db *db, const struct actor *who, row_id resident, struct arena *a, struct out_partner *out, int max, struct err *e)
{
	enum { PAGE = 100 };
	struct child child;
	int n = 0, got = PAGE;
	if (!child_of(db, who, resident, &child, e)) return -1;
	struct out_partner *found[3];
	int counts[3] = { 0, 0, 0 };
	for (int i = 0; i < 3; i++) found[i] = arena_array(a, struct out_partner, max);
	struct partner_row *page = arena_array(a, struct partner_row, PAGE);
	struct partner_pos at;
	const struct partner_filter active = { .view = PARTNER_ACTIVE };
	for (bool first = true; got == PAGE && n < max; first = false) {
		if ((got = partner_list(db, who, &active, first ? NULL : &at, false, a, page, PAGE, e)) < 0) return -1;
		for (int i = 0; i < got && n < max; i++, n++) {
			const struct partner_row *r = &page[i];
			enum partner_fit fit = partner_fit(r->clusters, child.clusters);
			found[fit][counts[fit]++] = (struct out_partner){ r->id, r->name, r->kind, fit, r->mou, *child.sex == 'P' ? r->free_p : r->free_l };
		}
		if (got) {
			STR_SET(at.key, page[got - 1].key);
			at.id = page[got - 1].id;
		}
	}
	n = 0;
	for (int fit = 0; fit < 3; fit++)
		for (int i = 0; i < counts[fit]; i++) out[n++] = found[fit][i];
	return n;
}
