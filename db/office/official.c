/* Officials with dates of office, and the holidays that stop service clocks. */
#include <string.h>

#include "db/audit.h"
#include "db/office/panti.h"
#include "db/stmt.h"
#include "src/base/i18n.h"

#define OFFICIAL_COLUMNS "id, post, acting, title, name, grade, nip, from_on, until_on"

static void read_official(struct stmt *q, struct arena *a, struct official *out)
{
	*out = (struct official){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)), arena_dup(a, stmt_get_text(q, 3)),
		arena_dup(a, stmt_get_text(q, 4)), arena_dup(a, stmt_get_text(q, 5)), arena_dup(a, stmt_get_text(q, 6)), stmt_get_date(q, 7), stmt_get_date(q, 8) };
}

int official_list(struct db *db, const struct actor *who, struct arena *a, struct official **out, struct err *e)
{
	enum { MOST = 200 }; /* a panti has a handful; the newest are shown */
	int n = 0;
	*out = arena_array(a, struct official, MOST);
	struct stmt *q = stmt(db, "SELECT " OFFICIAL_COLUMNS " FROM official WHERE panti_id = ?1 ORDER BY post, from_on DESC LIMIT 200");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q) && n < MOST) read_official(q, a, &(*out)[n++]);
	return stmt_done(q, e) ? n : -1;
}

bool official_on(struct db *db, row_id panti, const char *post, caldate on, struct arena *a, struct official *out)
{
	bool found = false;
	*out = (struct official){ 0, post, "", "", "", "", "", DATE_NONE, DATE_NONE };
	struct stmt *q = stmt(db, "SELECT " OFFICIAL_COLUMNS " FROM official WHERE panti_id = ?1 AND post = ?2 AND from_on <= ?3"
	                          " AND (until_on IS NULL OR until_on >= ?3) ORDER BY from_on DESC, id DESC LIMIT 1");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, post);
	stmt_date(q, 3, on);
	if (stmt_row(q)) {
		read_official(q, a, out);
		found = true;
	}
	return stmt_done(q, NULL) && found;
}

struct save { const struct actor *who; const struct official *in; row_id id; };

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	struct save *s = ctx;
	const struct official *in = s->in;
	s->id = in->id ? in->id : db_new_id(db, "official");
	struct stmt *q = stmt(db, "INSERT INTO official (id, panti_id, post, acting, title, name, grade, nip, from_on, until_on)"
	                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET acting = excluded.acting, title = excluded.title,"
	                          " name = excluded.name, grade = excluded.grade, nip = excluded.nip, from_on = excluded.from_on, until_on = excluded.until_on");
	const char *texts[] = { in->post, in->acting, in->title, in->name, in->grade, in->nip };
	stmt_int(q, 1, s->id);
	stmt_int(q, 2, s->who->panti);
	for (int i = 0; i < 6; i++) stmt_text(q, 3 + i, texts[i] ? texts[i] : "");
	stmt_date(q, 9, in->from);
	stmt_date(q, 10, in->until);
	if (!stmt_run(q, e)) return false;
	char from[DATE_ISO_SIZE];
	audit_begin(db, s->who, in->id ? "official.edit" : "official.add", "official", s->id, 0);
	audit_value(db, in->post, "", in->name);
	audit_value(db, "from", "", date_iso(in->from, from));
	return audit_end(db, e);
}

row_id official_save(struct db *db, const struct actor *who, const struct official *in, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SETTINGS, e)) return 0;
	if (str_equal(in->name, "")) problem_hard(p, "name", "%s", _("Fill in the official's name."));
	if (in->from == DATE_NONE) problem_hard(p, "from", "%s", _("Fill in the first day in office."));
	if (in->from != DATE_NONE && in->until != DATE_NONE && in->until < in->from) problem_hard(p, "until", "%s", _("The last day in office lies before the first."));
	if (p->hard) {
		err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
		return 0;
	}
	struct save s = { who, in, 0 };
	return db_tx(db, save_tx, &s, e) ? s.id : 0;
}

size_t holiday_dates(struct db *db, caldate from, caldate to, struct arena *a, caldate **out)
{
	size_t n = 0, most = to > from ? (size_t)(to - from) + 1 : 1;
	*out = arena_array(a, caldate, most);
	struct stmt *q = stmt(db, "SELECT on_date FROM holiday WHERE on_date BETWEEN ?1 AND ?2 ORDER BY on_date");
	stmt_date(q, 1, from);
	stmt_date(q, 2, to);
	while (stmt_row(q) && n < most) (*out)[n++] = stmt_get_date(q, 0);
	stmt_done(q, NULL); /* without holidays the clock only runs faster */
	return n;
}

int holiday_list(struct db *db, const struct actor *who, caldate from, struct arena *a, struct holiday **out, struct err *e)
{
	if (!db_may(who, RIGHT_SETTINGS, e)) return -1;
	struct stmt *q = stmt(db, "SELECT count(*) FROM holiday WHERE on_date >= ?1");
	stmt_date(q, 1, from);
	int64_t all = stmt_one_int(q, -1, e);
	if (all < 0) return -1;
	int n = 0;
	*out = arena_array(a, struct holiday, all + 1);
	q = stmt(db, "SELECT on_date, name FROM holiday WHERE on_date >= ?1 ORDER BY on_date");
	stmt_date(q, 1, from);
	while (n < all && stmt_row(q)) {
		(*out)[n].on = stmt_get_date(q, 0);
		(*out)[n++].name = arena_dup(a, stmt_get_text(q, 1));
	}
	return stmt_done(q, e) ? n : -1;
}

struct change { const struct actor *who; caldate on; const char *name, *kind; };

static bool holiday_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *h = ctx;
	char iso[DATE_ISO_SIZE];
	struct stmt *q = h->name && *h->name
		? stmt(db, "INSERT INTO holiday (on_date, name, kind) VALUES (?1, ?2, ?3) ON CONFLICT (on_date) DO UPDATE SET name = excluded.name, kind = excluded.kind")
		: stmt(db, "DELETE FROM holiday WHERE on_date = ?1");
	stmt_date(q, 1, h->on);
	if (h->name && *h->name) {
		stmt_text(q, 2, h->name);
		stmt_text(q, 3, h->kind);
	}
	if (!stmt_run(q, e)) return false;
	audit_begin(db, h->who, "holiday.set", "holiday", 0, 0);
	audit_value(db, date_iso(h->on, iso), "", h->name);
	return audit_end(db, e);
}

bool holiday_set(struct db *db, const struct actor *who, caldate on, const char *name, const char *kind, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SETTINGS, e)) return false;
	if (on == DATE_NONE) {
		problem_hard(p, "on_date", "%s", _("Fill in the day."));
		return err_set(e, ERR_PROBLEMS, "%s", _("Fill in the day."));
	}
	struct change h = { who, on, name, kind };
	return db_tx(db, holiday_tx, &h, e);
}
