#include "db/office/code.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/codes.h"
#include "src/rules/indicator.h"

struct list { struct arena *a; struct choice *rows; size_t count, room; };

static void list_add(struct list *l, const char *code, const char *label)
{
	if (l->count == l->room) {
		size_t room = l->room ? l->room * 2 : 32;
		struct choice *rows = arena_array(l->a, struct choice, room);
		if (l->count) memcpy(rows, l->rows, l->count * sizeof *rows);
		l->rows = rows;
		l->room = room;
	}
	l->rows[l->count++] = (struct choice){ code ? arena_dup(l->a, code) : NULL, label ? arena_dup(l->a, label) : NULL };
}

/* Lists that are tables: one query each, ?1 = panti; of the districts the own regency (the officer's, else where the house stands). Columns: code, label. */
static const struct { const char *list, *sql; } table_lists[] = {
	/* a country of 514, most of them far away: the own one, the own province, the rest */
	{ "district", "SELECT code, name FROM region WHERE length(code) = 5 ORDER BY code <> ?1, substr(code, 1, 2) <> substr(?1, 1, 2), name, code" },
	{ "room", "SELECT CAST(id AS TEXT), name FROM room WHERE panti_id = ?1 AND closed_on IS NULL ORDER BY name" },
	{ "school", "SELECT CAST(id AS TEXT), name FROM school WHERE panti_id = ?1 ORDER BY name" },
	{ "school_year", "SELECT code, code FROM school_year WHERE panti_id = ?1 ORDER BY code DESC" },
	{ "worker", "SELECT CAST(u.id AS TEXT), u.shown FROM account_user u WHERE u.panti_id = ?1 AND u.disabled_at IS NULL"
	            " AND EXISTS (SELECT 1 FROM user_role r WHERE r.user_id = u.id AND r.role = 'peksos' AND r.void_at IS NULL) ORDER BY u.shown" },
};

/* An untouched label is the program's own text, translated; an edited one stands in label_id. */
static const char *label_of(const char *label_id, const char *label_en)
{
	return label_id[0] ? label_id : label_en[0] ? _(label_en) : "";
}

/* "64.08" of "64.08.05.2001"; "" where nothing is known. */
static void own_regency(struct db *db, const struct actor *who, char out[6])
{
	const char *code = who->district;
	struct stmt *q = NULL;
	if (who->panti) {
		q = stmt(db, "SELECT district FROM panti WHERE id = ?1");
		stmt_int(q, 1, who->panti);
		code = stmt_row(q) ? stmt_get_text(q, 0) : "";
	}
	snprintf(out, 6, "%.5s", code);
	if (q) stmt_done(q, NULL);
}

const struct choice *code_choices_load(struct db *db, const struct actor *who, const char *list, caldate on, struct arena *a)
{
	struct list l = { a, NULL, 0, 0 };
	struct choice set[SETTING_CHOICES];
	char own[6] = "";
	const struct code_list *known = code_list_find(list);
	if (strncmp(list, "setting:", 8) == 0) {
		size_t n = setting_choices(list, set, COUNT(set));
		for (size_t i = 0; i < n; i++) list_add(&l, set[i].code, set[i].label);
	} else if (known && known->fixed) {
		size_t n = 0;
		const struct code_row *rows = code_rows_of(list, &n);
		for (size_t i = 0; i < n; i++) list_add(&l, rows[i].code, _(rows[i].label));
	} else {
		struct stmt *q = NULL;
		if (strcmp(list, "district") == 0) own_regency(db, who, own);
		for (size_t i = 0; i < COUNT(table_lists) && !q; i++)
			if (strcmp(table_lists[i].list, list) == 0) {
				q = stmt(db, table_lists[i].sql);
				if (strcmp(list, "district") == 0) stmt_text(q, 1, own);
				else if (strstr(table_lists[i].sql, "?1")) stmt_int(q, 1, who->panti);
				while (stmt_row(q)) list_add(&l, stmt_get_text(q, 0), stmt_get_text(q, 1));
			}
		if (!q) {
			q = stmt(db, "SELECT code, label_id, label_en FROM code WHERE list = ?1 AND (until_on IS NULL OR until_on > ?2) ORDER BY sort, code");
			char iso[DATE_ISO_SIZE];
			stmt_text(q, 1, list);
			stmt_text(q, 2, on == DATE_NONE ? "" : date_iso(on, iso));
			while (stmt_row(q)) list_add(&l, stmt_get_text(q, 0), label_of(stmt_get_text(q, 1), stmt_get_text(q, 2)));
		}
		stmt_done(q, NULL); /* an unreadable list is an empty one; the record's own query reports the damage */
	}
	list_add(&l, NULL, NULL);
	return l.rows;
}

const char *code_label_load(struct db *db, const struct actor *who, const char *list, const char *code, struct arena *a)
{
	if (!code || !*code) return "";
	const struct code_list *known = code_list_find(list);
	if (known && known->fixed) return arena_dup(a, code_label(list, code));
	if (strcmp(list, "district") == 0) {
		const char *name = code;
		struct stmt *q = stmt(db, "SELECT name FROM region WHERE code = ?1");
		stmt_text(q, 1, code);
		if (stmt_row(q)) name = stmt_get_text(q, 0);
		name = arena_dup(a, name);
		stmt_done(q, NULL);
		return name;
	}
	for (const struct choice *c = code_choices_load(db, who, list, DATE_NONE, a); c->code; c++)
		if (strcmp(c->code, code) == 0) return c->label;
	return arena_dup(a, code);
}

const char *code_labels_load(struct db *db, const struct actor *who, const char *list, const char *codes, struct arena *a)
{
	char code[64];
	const char *at = codes ? codes : "", *out = "";
	while (codes_next(&at, code, sizeof code)) {
		const char *label = code_label_load(db, who, list, code, a);
		out = *out ? arena_printf(a, "%s, %s", out, label) : label;
	}
	return out;
}

bool code_editable(const char *list)
{
	const struct code_list *known = code_list_find(list);
	return known && !known->fixed && !str_equal(list, "age_band"); /* an age band is its code's two numbers */
}

int code_entries(struct db *db, const struct actor *who, const char *list, struct arena *a, struct code_entry **out, struct err *e)
{
	if (!db_may(who, RIGHT_CODES, e)) return -1;
	struct stmt *q = stmt(db, "SELECT count(*) FROM code WHERE list = ?1");
	stmt_text(q, 1, list);
	int64_t all = stmt_one_int(q, -1, e);
	if (all < 0) return -1;
	int n = 0;
	*out = arena_array(a, struct code_entry, all + 1);
	q = stmt(db, "SELECT code, label_id, label_en, until_on FROM code WHERE list = ?1 ORDER BY sort, code");
	stmt_text(q, 1, list);
	while (n < all && stmt_row(q)) {
		struct code_entry *c = &(*out)[n++];
		c->code = arena_dup(a, stmt_get_text(q, 0));
		c->label = arena_dup(a, label_of(stmt_get_text(q, 1), stmt_get_text(q, 2)));
		c->until = stmt_get_date(q, 3);
	}
	return stmt_done(q, e) ? n : -1;
}

struct change { const struct actor *who; const char *list, *code, *label; caldate until; };

static bool set_tx(struct db *db, void *ctx, struct err *e)
{
	const struct change *in = ctx;
	struct arena *a = arena_new();
	const char *before = code_label_load(db, in->who, in->list, in->code, a);
	struct stmt *q = stmt(db, "INSERT INTO code (list, code, label_id, label_en, sort, until_on)"
	                          " VALUES (?1, ?2, ?3, ?3, (SELECT coalesce(max(sort), 0) + 1 FROM code WHERE list = ?1), ?4)"
	                          " ON CONFLICT (list, code) DO UPDATE SET label_id = excluded.label_id, until_on = excluded.until_on");
	stmt_text(q, 1, in->list);
	stmt_text(q, 2, in->code);
	stmt_text(q, 3, in->label);
	stmt_date(q, 4, in->until);
	bool ok = stmt_run(q, e);
	if (ok) {
		audit_begin(db, in->who, "code.set", "code", 0, 0);
		audit_value(db, in->list, before, in->label);
		ok = audit_end(db, e);
	}
	arena_free(a);
	return ok;
}

bool code_set(struct db *db, const struct actor *who, const char *list, const char *code, const char *label, caldate until, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_CODES, e)) return false;
	if (!code_editable(list)) problem_hard(p, "list", _("This list is part of the program and stays as it is."));
	if (!label || !*label) problem_hard(p, "label", _("Fill in the label."));
	if (!code || !*code || strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(code))
		problem_hard(p, "code", _("A code is made of small letters, digits and _, for example piatu."));
	if (p->hard) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	struct change in = { who, list, code, label, until };
	return db_tx(db, set_tx, &in, e);
}

bool code_init(struct db *db, struct err *e)
{
	bool ok = true;
	for (size_t i = 0; i < code_rows_count && ok; i++) {
		const struct code_list *list = code_list_find(code_rows[i].list);
		if (!list || list->fixed) continue;
		struct stmt *q = stmt(db, "INSERT INTO code (list, code, label_id, label_en, sort) VALUES (?1, ?2, '', ?3, ?4) ON CONFLICT (list, code) DO NOTHING");
		stmt_text(q, 1, code_rows[i].list);
		stmt_text(q, 2, code_rows[i].code);
		stmt_text(q, 3, code_rows[i].label);
		stmt_int(q, 4, code_rows[i].sort);
		ok = stmt_run(q, e);
	}
	for (size_t i = 0; i < indicators_count && ok; i++) {
		struct stmt *q = stmt(db, "INSERT INTO indicator (code, label_id, label_en, clusters, sort) VALUES (?1, '', ?2, ?3, ?4) ON CONFLICT (code) DO NOTHING");
		stmt_text(q, 1, indicators[i].code);
		stmt_text(q, 2, indicators[i].text);
		stmt_text(q, 3, indicators[i].clusters);
		stmt_int(q, 4, (int64_t)i);
		ok = stmt_run(q, e);
	}
	return ok;
}

bool code_upgrade(struct db *db, struct err *e)
{
	int64_t known = stmt_one_int(stmt(db, "SELECT count(*) FROM code"), -1, e);
	return known == 0 || (known > 0 && code_init(db, e));
}
