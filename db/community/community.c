/* One report: its facts, loading it with its events, finding it by number, what a referral made of it begins with. */
#include "db/community/community_part.h"
#include "db/audit.h"
#include "db/case.h"
#include "db/office/code.h"
#include "db/office/panti.h"
#include "db/referral/referral.h"
#include "src/rules/codes.h"
#include "src/base/i18n.h"
#include <string.h>

#define COLUMNS "r.channel, r.received_on, r.district, r.village, r.place, COALESCE(r.seen_on, ''), r.seen_hour, CAST(r.urgent AS TEXT), r.work, r.sector, r.adults, r.origin, CAST(r.children AS TEXT)," \
	" r.name, r.sex, COALESCE(CAST(r.age_seen AS TEXT), ''), COALESCE(r.birth_date, ''), r.mother, r.father, r.address, CAST(r.anonymous AS TEXT), r.reporter, r.reporter_phone, r.note"

static void columns_read(struct stmt *q, int first, struct arena *a, const char *v[COMMUNITY_FIELDS])
{
	static const enum community_field order[] = { COMMUNITY_F_CHANNEL, COMMUNITY_F_RECEIVED_ON, COMMUNITY_F_DISTRICT, COMMUNITY_F_VILLAGE, COMMUNITY_F_PLACE, COMMUNITY_F_SEEN_ON,
		COMMUNITY_F_SEEN_HOUR, COMMUNITY_F_URGENT, COMMUNITY_F_WORK, COMMUNITY_F_SECTOR, COMMUNITY_F_ADULTS, COMMUNITY_F_ORIGIN, COMMUNITY_F_CHILDREN, COMMUNITY_F_NAME, COMMUNITY_F_SEX,
		COMMUNITY_F_AGE_SEEN, COMMUNITY_F_BIRTH_DATE, COMMUNITY_F_MOTHER, COMMUNITY_F_FATHER, COMMUNITY_F_ADDRESS, COMMUNITY_F_ANONYMOUS, COMMUNITY_F_REPORTER, COMMUNITY_F_REPORTER_PHONE, COMMUNITY_F_NOTE };
	_Static_assert(COUNT(order) == COMMUNITY_FIELDS, "a column per field: extend COLUMNS too");
	for (size_t i = 0; i < COUNT(order); i++)
		v[order[i]] = arena_dup(a, stmt_get_text(q, first + (int)i));
}

bool community_facts_load(struct db *db, const struct actor *who, row_id id, struct arena *a, struct community_facts *out, struct err *e)
{
	memset(out, 0, sizeof *out);
	struct stmt *q = scope_stmt(db, who, "SELECT r.panti_id, r.number, r.version, n.state, r.company_id, r.referral_id, COALESCE(f.person_id, 0), COALESCE(g.name, ''),"
	                 " (SELECT max(" COMMUNITY_EVENT_DAY ") FROM community_event v WHERE v.report_id = r.id AND v.void_at IS NULL), " COMMUNITY_SEALED ", " COLUMNS
	                 " FROM community_report r JOIN community_now n ON n.report_id = r.id LEFT JOIN referral f ON f.id = r.referral_id LEFT JOIN region g ON g.code = r.district"
	                 " WHERE %s AND r.id = ?2", scope_rows(who));
	stmt_int(q, 2, id);
	bool there = stmt_row(q);
	if (there) {
		*out = (struct community_facts){ .id = id, .panti = stmt_get_int(q, 0), .number = arena_dup(a, stmt_get_text(q, 1)), .version = stmt_get_int(q, 2),
			.state = community_state_from_code(stmt_get_text(q, 3)), .company = stmt_get_int(q, 4), .referral = stmt_get_int(q, 5), .person = stmt_get_int(q, 6),
			.district_name = arena_dup(a, stmt_get_text(q, 7)), .last_on = stmt_get_date(q, 8), .sealed = stmt_get_int(q, 9) != 0 };
		columns_read(q, 10, a, out->v);
	}
	return stmt_done(q, e) && (there || case_not_found(e));
}

/* --- the card ------------------------------------------------------------------------------------------------------------------- */

static bool events(struct db *db, row_id id, struct arena *a, struct community_card *out, struct err *e)
{
	struct stmt *count = stmt(db, "SELECT count(*) FROM community_event WHERE report_id = ?1 AND void_at IS NULL");
	stmt_int(count, 1, id);
	int64_t n = stmt_one_int(count, -1, e);
	if (n < 0) return false;
	out->events = arena_array(a, struct community_event, n + 1);
	struct stmt *q = stmt(db, "SELECT v.id, v.state, v.move, v.reason, v.note, COALESCE(u.shown, ''), " COMMUNITY_EVENT_DAY ", v.recorded_at FROM community_event v"
	                          " JOIN community_report r ON r.id = v.report_id LEFT JOIN account_user u ON u.id = v.recorded_by WHERE v.report_id = ?1 AND v.void_at IS NULL ORDER BY v.id");
	stmt_int(q, 1, id);
	while ((int64_t)out->event_count < n && stmt_row(q))
		out->events[out->event_count++] = (struct community_event){ stmt_get_int(q, 0), community_state_from_code(stmt_get_text(q, 1)), community_move_from_code(stmt_get_text(q, 2)),
			arena_dup(a, stmt_get_text(q, 3)), arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), stmt_get_date(q, 6), stmt_get_int(q, 7) };
	return stmt_done(q, e);
}

static bool heading(struct db *db, const struct actor *who, struct arena *a, struct community_card *out, struct err *e)
{
	struct stmt *q = stmt(db, "SELECT n.state_on, COALESCE(h.name, ''), COALESCE(u.shown, ''), COALESCE(f.number, ''), COALESCE(k.state, '') FROM community_now n JOIN community_report r ON r.id = n.report_id"
	                          " LEFT JOIN panti h ON h.id = r.panti_id LEFT JOIN account_user u ON u.id = r.recorded_by LEFT JOIN referral f ON f.id = r.referral_id"
	                          " LEFT JOIN referral_now k ON k.referral_id = r.referral_id WHERE n.report_id = ?1");
	stmt_int(q, 1, out->id);
	if (stmt_row(q)) {
		out->state_on = stmt_get_date(q, 0);
		out->panti_name = arena_dup(a, stmt_get_text(q, 1));
		out->by = arena_dup(a, stmt_get_text(q, 2));
		out->referral_no = arena_dup(a, stmt_get_text(q, 3));
		out->referral_state = referral_state_from_code(stmt_get_text(q, 4));
	}
	caldate received = date_from_iso(out->v[COMMUNITY_F_RECEIVED_ON]), today = panti_today(db, who->panti);
	out->days = community_state_final(out->state) || received == DATE_NONE || received > today ? 0 : today - received;
	return stmt_done(q, e);
}

struct load { const struct actor *who; row_id id; struct arena *a; struct community_card *out; };

static bool load_tx(struct db *db, void *ctx, struct err *e)
{
	struct load *in = ctx;
	struct community_facts f;
	if (!community_facts_load(db, in->who, in->id, in->a, &f, e)) return false;
	if (f.sealed && scope_rows_hide(in->who)) return db_may(in->who, RIGHT_SEALED_READ, e);
	struct community_card *out = in->out;
	*out = (struct community_card){ .id = f.id, .panti = f.panti, .referral = f.referral, .company = f.company, .person = f.person, .number = f.number, .district_name = f.district_name,
		.version = f.version, .state = f.state, .last_on = f.last_on, .referral_state = REFERRAL_STATES };
	memcpy(out->v, f.v, sizeof out->v);
	out->reporter_hidden = !may(in->who, RIGHT_COMMUNITY_RECORD);
	for (unsigned i = 0; i < COMMUNITY_FIELDS && out->reporter_hidden; i++)
		if (community_field_private((enum community_field)i)) out->v[i] = "";
	return heading(db, in->who, in->a, out, e) && events(db, f.id, in->a, out, e);
}

struct opened { const struct actor *who; row_id id, person; bool denied; };

/* The try to open what is outside the scope is logged too; the answer is the same as for an unknown number. */
static bool opened_tx(struct db *db, void *ctx, struct err *e)
{
	const struct opened *in = ctx;
	if (!in->denied) return audit_note(db, in->who, "community.open", "community_report", in->id, in->person, NULL, e);
	struct stmt *q = stmt(db, "SELECT 1 FROM community_report WHERE id = ?1");
	stmt_int(q, 1, in->id);
	return !stmt_one_int(q, 0, e) || audit_note(db, in->who, "community.denied", "community_report", in->id, 0, NULL, e);
}

bool community_load(struct db *db, const struct actor *who, row_id id, bool log, struct arena *a, struct community_card *out, struct err *e)
{
	struct load in = { who, id, a, out };
	struct err own = { ERR_NONE, "" };
	memset(out, 0, sizeof *out);
	if (!db_may(who, RIGHT_COMMUNITY_READ, e)) return false;
	if (!db_read(db, load_tx, &in, &own)) {
		struct opened no = { who, id, 0, true };
		if (own.kind == ERR_NOTFOUND) db_tx(db, opened_tx, &no, NULL);
		return err_set(e, own.kind, "%s", own.text);
	}
	struct opened row = { who, id, out->person, false };
	return !log || !*out->v[COMMUNITY_F_NAME] || db_tx(db, opened_tx, &row, e);
}

const char *community_number_of(struct db *db, row_id referral, struct arena *a)
{
	struct stmt *q = stmt(db, "SELECT number FROM community_report WHERE referral_id = ?1");
	stmt_int(q, 1, referral);
	const char *number = stmt_row(q) ? arena_dup(a, stmt_get_text(q, 0)) : "";
	stmt_done(q, NULL);
	return number;
}

const struct choice *community_villages(struct db *db, const char *district, struct arena *a)
{
	struct stmt *n = stmt(db, "SELECT count(*) FROM region WHERE parent = ?1");
	stmt_text(n, 1, district);
	int64_t count = stmt_one_int(n, 0, NULL), i = 0;
	struct choice *rows = arena_array(a, struct choice, count + 1);
	struct stmt *q = stmt(db, "SELECT name FROM region WHERE parent = ?1 ORDER BY name, code");
	stmt_text(q, 1, district);
	for (; i < count && stmt_row(q); i++) {
		const char *name = arena_dup(a, stmt_get_text(q, 0));
		rows[i] = (struct choice){ name, name };
	}
	stmt_done(q, NULL); /* an unreadable list is an empty one: the village can be typed */
	rows[i] = (struct choice){ NULL, NULL };
	return rows;
}

/* --- into a referral ---------------------------------------------------------------------------------------------------------- */

/* "Bekerja: menjual tisu (Di jalanan). Terlihat 03-08-2026 di Simpang Rapak." */
static const char *reason_of(const struct community_card *c, struct arena *a)
{
	const char *const *v = c->v, *sector = *v[COMMUNITY_F_SECTOR] ? code_label("labour_sector", v[COMMUNITY_F_SECTOR]) : "", *work = v[COMMUNITY_F_WORK];
	const char *said[6] = { NULL };
	char day[24];
	int n = 0;
	if (*work && *sector) work = arena_printf(a, "%s (%s)", work, sector);
	if (*work || *sector) said[n++] = arena_printf(a, _("Works: %s."), *work ? work : sector);
	caldate seen = date_from_iso(v[COMMUNITY_F_SEEN_ON]);
	if (seen == DATE_NONE) said[n++] = arena_printf(a, _("Seen at %s."), v[COMMUNITY_F_PLACE]);
	else said[n++] = arena_printf(a, _("Seen on %s at %s."), date_format(seen, DATE_SHORT, day, sizeof day), v[COMMUNITY_F_PLACE]);
	if (*v[COMMUNITY_F_ADULTS]) said[n++] = arena_printf(a, _("Adults nearby: %s."), v[COMMUNITY_F_ADULTS]);
	if (*v[COMMUNITY_F_ORIGIN]) said[n++] = arena_printf(a, _("Comes from %s."), v[COMMUNITY_F_ORIGIN]);
	if (*v[COMMUNITY_F_AGE_SEEN] && !*v[COMMUNITY_F_BIRTH_DATE]) said[n++] = arena_printf(a, _("Looks %s years old."), v[COMMUNITY_F_AGE_SEEN]);
	const char *text = said[0];
	for (int i = 1; i < n; i++) text = arena_printf(a, "%s %s", text, said[i]);
	return text;
}

void community_referral_input(const struct community_card *c, const struct actor *who, caldate today, struct arena *a, struct referral_input *out)
{
	char iso[DATE_ISO_SIZE];
	*out = (struct referral_input){ .report = c->id };
	out->child[PERSON_NAME] = c->v[COMMUNITY_F_NAME];
	out->child[PERSON_SEX] = c->v[COMMUNITY_F_SEX];
	out->child[PERSON_BIRTH_DATE] = c->v[COMMUNITY_F_BIRTH_DATE];
	out->child[PERSON_MOTHER] = c->v[COMMUNITY_F_MOTHER];
	out->child[PERSON_FATHER] = c->v[COMMUNITY_F_FATHER];
	out->child[PERSON_ADDRESS] = c->v[COMMUNITY_F_ADDRESS];
	out->v[REFERRAL_F_CHANNEL] = c->v[COMMUNITY_F_CHANNEL];
	out->v[REFERRAL_F_DISTRICT] = c->v[COMMUNITY_F_DISTRICT];
	out->v[REFERRAL_F_URGENT] = c->v[COMMUNITY_F_URGENT];
	out->v[REFERRAL_F_REASON] = reason_of(c, a);
	out->v[REFERRAL_F_NOTE] = c->v[COMMUNITY_F_NOTE];
	if (strcmp(c->v[COMMUNITY_F_SECTOR], "jalanan") == 0) out->v[REFERRAL_F_CLUSTERS] = "anak_jalanan";
	if (who->panti) out->v[REFERRAL_F_RECEIVED_ON] = arena_dup(a, date_iso(today, iso)); /* of the letter, which is asked for now */
}
