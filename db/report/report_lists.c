/* Reports over many children: education on a day, the register, the month's pocket money list. */
#include <string.h>

#include "db/money/allowance.h"
#include "db/child/person_merge.h"
#include "db/report/report_part.h"
#include "db/school/school.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include "src/print/education.h"
#include "src/print/receipts.h"
#include "src/print/register.h"
#include "src/rules/codes.h"

/* --- education ---------------------------------------------------------------------------------------------------------------- */

/* In care on the day: the children the counted figures stand for. */
static bool children_on(struct report_work *w, caldate day, struct err *e)
{
	struct stmt *q = stmt(w->db, "SELECT DISTINCT s.resident_id FROM stay s WHERE s.panti_id = ?1 AND s.on_date <= ?2 AND s.void_at IS NULL"
	                             " AND NOT EXISTS (SELECT 1 FROM stay_end x WHERE x.stay_id = s.id AND x.on_date <= ?2 AND x.void_at IS NULL)" STAY_COUNTS("s") " ORDER BY s.resident_id");
	stmt_int(q, 1, w->who->panti);
	stmt_date(q, 2, day);
	while (stmt_row(q)) report_child(w, stmt_get_int(q, 0));
	return stmt_done(q, e);
}

bool report_make_education(struct report_work *w, struct err *e)
{
	struct education out = { .day = w->ask.date };
	struct school_count *counts;
	size_t n;
	char year[SCHOOL_YEAR_SIZE] = "";
	if (!report_head(w, w->who->panti, w->ask.date, &out.head, e) || !school_counts(w->db, w->who, w->ask.date, 0, w->arena, &counts, &n, e) || !children_on(w, w->ask.date, e)) return false;
	if (!school_year_running(w->db, w->who->panti, w->ask.date, year, e)) return false;
	out.year = year;
	out.rows = arena_array(w->arena, struct education_row, n + 1);
	out.row_count = (int)n;
	for (size_t i = 0; i < n; i++) {
		out.rows[i].district = *counts[i].district_name ? counts[i].district_name : *counts[i].district ? counts[i].district : "Tanpa rujukan";
		memcpy(out.rows[i].n, counts[i].n, sizeof out.rows[i].n);
		for (int s = 0; s < SEXES; s++) out.waiting[s] += counts[i].waiting[s];
	}
	for (int l = 0; l < LEVELS; l++) out.level_label[l] = school_level_label((enum school_level)l);
	out.chief = report_official(w, w->who->panti, "kepala", w->ask.date, &out.chief_title);
	w->document = education_document(&out);
	return true;
}

/* --- register ----------------------------------------------------------------------------------------------------------------- */

/* Every stay of the panti in the register's order: both queries go side by side. */
#define REGISTER_ORDER " ORDER BY r.register_no, r.id"

static const char *keep(struct stmt *q, int column, struct arena *a)
{
	return arena_dup(a, stmt_get_text(q, column));
}

struct register_fact { row_id resident; struct register_stay stay; };

static bool register_stays(struct report_work *w, struct register_fact **out, size_t *count, struct err *e)
{
	*count = 0;
	struct stmt *n = stmt(w->db, "SELECT count(*) FROM stay WHERE panti_id = ?1 AND void_at IS NULL");
	stmt_int(n, 1, w->who->panti);
	int64_t room = stmt_one_int(n, -1, e);
	if (room < 0) return false;
	*out = arena_array(w->arena, struct register_fact, room + 1);
	struct stmt *q = stmt(w->db, "SELECT s.resident_id, s.on_date, COALESCE(g.name, s.district), x.on_date, COALESCE(x.reason, '') FROM stay s JOIN resident r ON r.id = s.resident_id"
	                             " LEFT JOIN stay_end x ON x.stay_id = s.id AND x.void_at IS NULL LEFT JOIN region g ON g.code = s.district"
	                             " WHERE s.panti_id = ?1 AND s.void_at IS NULL" REGISTER_ORDER ", s.on_date, s.id");
	stmt_int(q, 1, w->who->panti);
	while ((int64_t)*count < room && stmt_row(q)) {
		const char *reason = stmt_get_text(q, 4);
		(*out)[(*count)++] = (struct register_fact){ stmt_get_int(q, 0), { stmt_get_date(q, 1), stmt_get_date(q, 3), keep(q, 2, w->arena),
			*reason ? arena_dup(w->arena, code_label("termination_reason", reason)) : "" } };
	}
	return stmt_done(q, e);
}

enum { COL_ID, COL_REGISTER, COL_NAME, COL_SEX, COL_NIK, COL_PLACE, COL_BIRTH, COL_PRECISION, COL_FATHER, COL_FATHER_STATE, COL_MOTHER, COL_MOTHER_STATE, COL_ADDRESS, COL_RT, COL_RW,
       COL_VILLAGE, COL_DISTRICT, COL_SEALED, COL_CLUSTERS, COL_STATUS, COL_MERGED, COLS };

static void register_read(struct report_work *w, struct stmt *q, const struct report_names *names, struct register_row *r)
{
	struct arena *a = w->arena;
	const char *v[COLS];
	for (int i = 0; i < COLS; i++) v[i] = i == COL_ID ? "" : keep(q, i, a);
	bool sealed = stmt_get_int(q, COL_SEALED) != 0;
	*r = (struct register_row){ .register_no = v[COL_REGISTER], .name = report_name(w, names, v[COL_NAME], v[COL_CLUSTERS], sealed), .sex = v[COL_SEX],
		.note = *v[COL_MERGED] ? arena_printf(a, "digabung ke %s", v[COL_MERGED]) : "" };
	if (report_hidden(names, v[COL_CLUSTERS], sealed)) { /* identity of the family would name the child (UU 11/2012 art. 19) */
		r->nik = r->birth = r->parents = r->address = "*";
		return;
	}
	r->nik = *v[COL_NIK] ? v[COL_NIK] : "belum punya";
	r->birth = report_birth(w, v[COL_PLACE], v[COL_BIRTH], v[COL_PRECISION], false);
	r->parents = report_parents(v[COL_FATHER], v[COL_FATHER_STATE], v[COL_MOTHER], v[COL_MOTHER_STATE], a);
	r->address = report_address(w, v[COL_ADDRESS], v[COL_RT], v[COL_RW], v[COL_VILLAGE], v[COL_DISTRICT]);
}

static bool register_rows(struct report_work *w, struct register_book *out, struct register_fact *stays, size_t stay_count, struct err *e)
{
	struct report_names names = report_names(w);
	struct stmt *n = stmt(w->db, "SELECT count(*) FROM resident WHERE panti_id = ?1");
	stmt_int(n, 1, w->who->panti);
	int64_t room = stmt_one_int(n, -1, e);
	if (room < 0) return false;
	out->rows = arena_array(w->arena, struct register_row, room + 1);
	struct register_stay *flat = arena_array(w->arena, struct register_stay, stay_count + 1);
	struct stmt *q = stmt(w->db, "SELECT r.id, r.register_no, p.name, p.sex, p.nik, p.birth_place, p.birth_date, p.birth_precision, p.father, p.father_state, p.mother, p.mother_state,"
	                             " p.address, p.rt, p.rw, p.village, p.district, r.sealed, COALESCE(k.clusters, ''), COALESCE(k.status, ''),"
	                             " CASE WHEN k.status = 'gabung' THEN COALESCE((SELECT o.register_no FROM person_root g JOIN resident o ON o.person_id = g.root_id AND o.panti_id = r.panti_id WHERE g.person_id = r.person_id), '') ELSE '' END FROM resident r JOIN person p ON p.id = r.person_id"
	                             " LEFT JOIN resident_now k ON k.resident_id = r.id WHERE r.panti_id = ?1" REGISTER_ORDER);
	stmt_int(q, 1, w->who->panti);
	size_t at = 0;
	while (out->row_count < room && stmt_row(q)) {
		row_id id = stmt_get_int(q, COL_ID);
		size_t first = at;
		int year = 0;
		for (; at < stay_count && stays[at].resident == id; at++) flat[at] = stays[at].stay;
		if (at > first) date_split(flat[first].admission, &year, NULL, NULL);
		if (w->ask.year && year != w->ask.year) continue;
		struct register_row *r = &out->rows[out->row_count++];
		bool in_care = strcmp(stmt_get_text(q, COL_STATUS), "aktif") == 0;
		register_read(w, q, &names, r);
		r->stays = flat + first;
		r->stay_count = (int)(at - first);
		if (in_care) (strcmp(r->sex, "P") == 0 ? &out->in_care_p : &out->in_care_l)[0]++;
		report_child(w, id);
	}
	return stmt_done(q, e);
}

static bool register_load(struct db *db, void *ctx, struct err *e)
{
	struct { struct report_work *w; struct register_book *book; } *c = ctx;
	struct register_fact *stays;
	size_t n;
	(void)db;
	return register_stays(c->w, &stays, &n, e) && register_rows(c->w, c->book, stays, n, e);
}

bool report_make_register(struct report_work *w, struct err *e)
{
	struct register_book out = { .year = w->ask.year };
	struct { struct report_work *w; struct register_book *book; } c = { w, &out };
	if (!report_head(w, w->who->panti, w->today, &out.head, e) || !db_read(w->db, register_load, &c, e)) return false;
	out.chief = report_official(w, w->who->panti, "kepala", w->today, &out.chief_title);
	w->document = register_document(&out);
	return true;
}

/* --- pocket money ---------------------------------------------------------------------------------------------------------------- */

struct secret { const char *clusters; bool sealed; };

static bool secret_of(struct report_work *w, row_id resident, struct secret *out, struct err *e)
{
	*out = (struct secret){ "", false };
	struct stmt *q = stmt(w->db, "SELECT clusters, sealed FROM resident_now WHERE resident_id = ?1");
	stmt_int(q, 1, resident);
	if (stmt_row(q)) *out = (struct secret){ keep(q, 0, w->arena), stmt_get_int(q, 1) != 0 };
	return stmt_done(q, e);
}

static bool receipt_row(struct report_work *w, const struct report_names *names, const struct allowance_row *in, struct receipt_row *out, struct err *e)
{
	struct secret s;
	if (!secret_of(w, in->resident, &s, e)) return false;
	*out = (struct receipt_row){ report_name(w, names, in->name, s.clusters, s.sealed), in->register_no, report_level(in->level, in->grade, w->arena), in->days, in->period_days, in->due, in->deposit, in->note };
	return true;
}

/* The paper's date: the last day on which somebody on it was paid; while nobody was, it is written in by hand. */
static caldate paid_on(const struct allowance_row *rows, int n)
{
	caldate last = DATE_NONE;
	for (int i = 0; i < n; i++)
		if (rows[i].state == ALLOWANCE_PAID && rows[i].paid_on != DATE_NONE && (last == DATE_NONE || rows[i].paid_on > last)) last = rows[i].paid_on;
	return last;
}

static bool receipt_rows(struct report_work *w, const struct allowance_row *rows, int n, struct receipts *out, struct err *e)
{
	struct report_names names = report_names(w);
	struct receipt_level sums[LEVELS + 1] = { { NULL, 0, 0 } };
	out->rows = arena_array(w->arena, struct receipt_row, n + 1);
	out->held = arena_array(w->arena, struct receipt_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct allowance_row *r = &rows[i];
		bool held = r->state == ALLOWANCE_HELD;
		if (r->state == ALLOWANCE_REVERSED || r->due <= 0) continue;
		if (!receipt_row(w, &names, r, held ? &out->held[out->held_count++] : &out->rows[out->row_count++], e)) return false;
		report_child(w, r->resident);
		if (held) continue;
		enum school_level l = school_level_from_code(r->level);
		sums[l].children++;
		sums[l].amount += r->due;
	}
	out->levels = arena_array(w->arena, struct receipt_level, LEVELS + 1);
	for (int l = 0; l <= LEVELS; l++)
		if (sums[l].children) out->levels[out->level_count++] = (struct receipt_level){ l < LEVELS ? school_level_label((enum school_level)l) : "-", sums[l].children, sums[l].amount };
	return true;
}

bool report_make_receipts(struct report_work *w, struct err *e)
{
	struct receipts out = { .month = w->ask.month };
	struct allowance_row *rows;
	char month[32];
	if (!allowance_month_run(w->db, w->who->panti, w->ask.month))
		return err_set(e, ERR_DATA, _("The pocket money list of %s has not been made yet. Make it on the screen Pocket money, or with: pantidesk allowance run"),
		               date_format(w->ask.month, DATE_MONTH, month, sizeof month));
	struct allowance_filter f = { .from = w->ask.month, .to = w->ask.month, .state = -1 };
	int n = allowance_list(w->db, w->who, &f, w->arena, &rows, e);
	if (n < 0 || !receipt_rows(w, rows, n, &out, e)) return false;
	caldate on = paid_on(rows, n), signed_on = on != DATE_NONE ? on : date_month_end(w->ask.month);
	if (!report_head(w, w->who->panti, on, &out.head, e)) return false;
	out.fund = code_label("fund", setting_text(w->db, w->who->panti, "allowance_fund", w->arena));
	out.chief = report_official(w, w->who->panti, "kepala", signed_on, &out.chief_title);
	out.treasurer = report_official(w, w->who->panti, "bendahara", signed_on, &out.treasurer_title);
	w->document = receipts_document(&out);
	return true;
}
