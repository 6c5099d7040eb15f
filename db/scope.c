#include "db/scope.h"

#include <stdarg.h>
#include <string.h>

#include "db/office/setting.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct scope scope_of(const struct actor *who)
{
	struct scope s = { .kind = SCOPE_NOTHING };
	if (!may(who, RIGHT_RESIDENT_LIST))
		return s;
	if (who->panti) {
		s.kind = SCOPE_PANTI;
		s.panti = who->panti;
	} else if (*who->district) {
		s.kind = SCOPE_DISTRICT;
		str_copy(s.district, sizeof s.district, who->district);
	}
	s.card = may(who, RIGHT_RESIDENT_READ);
	s.sealed = s.kind == SCOPE_PANTI && may(who, RIGHT_SEALED_READ);
	s.names_only = !s.card && !(who->roles & (ROLE_PENGASUH | ROLE_DINSOS));
	s.money = s.kind == SCOPE_PANTI && may(who, RIGHT_MONEY_READ);
	return s;
}

const char *scope_rows(const struct actor *who)
{
	return !who->panti && *who->district ? "n.district = ?1" : "n.panti_id = ?1";
}

void scope_rows_bind(struct stmt *q, const struct actor *who)
{
	if (!who->panti && *who->district) stmt_text(q, 1, who->district);
	else stmt_int(q, 1, who->panti ? who->panti : -1);
}

struct stmt *scope_stmt(struct db *db, const struct actor *who, const char *format, ...)
{
	struct buf sql = BUF_EMPTY;
	va_list args;
	va_start(args, format);
	buf_vprintf(&sql, format, args);
	va_end(args);
	struct stmt *q = stmt_built(db, buf_text(&sql));
	buf_free(&sql);
	scope_rows_bind(q, who);
	return q;
}

bool scope_rows_hide(const struct actor *who)
{
	return who->panti && !may(who, RIGHT_SEALED_READ);
}

const char scope_row_columns[] = "n.resident_id, n.person_id, n.register_no, n.name, n.sex, n.birth_date, n.birth_precision, n.level, n.grade, n.school,"
	" n.waiting_school, n.status, n.admit_on, n.end_on, n.end_reason, n.room_id, n.room, n.clusters, n.presence, n.origin, n.nik, n.savings, n.missing,"
	" n.sealed, n.approved, n.sort_key,"
	" EXISTS (SELECT 1 FROM allowance_item i WHERE i.resident_id = n.resident_id AND i.month = ?1 AND i.state = 'terutang')";

caldate scope_age_warning(struct db *db, row_id panti, caldate today)
{
	int limit = panti ? (int)setting_int(db, panti, "age_limit") : 18;
	int days = panti ? (int)setting_int(db, panti, "age_warning_days") : 60;
	return date_add_months(today + days, -12 * limit);
}

const char *scope_initials(const char *name, struct arena *a)
{
	char out[64], one[5];
	size_t used = 0;
	bool start = true;
	for (int bytes; *name; name += bytes) {
		int32_t point = text_next(name, &bytes);
		if (point == ' ')
			start = true;
		else if (start && used + 8 < sizeof out) {
			int n = text_encode(point, one);
			if (used)
				out[used++] = ' ';
			memcpy(out + used, one, (size_t)n);
			used += (size_t)n;
			out[used++] = '.';
			start = false;
		}
	}
	out[used] = '\0';
	return arena_dup(a, out);
}

const char *scope_name(const struct actor *who, const char *name, bool sealed, struct arena *a)
{
	return sealed && !may(who, RIGHT_SEALED_READ) ? scope_initials(name, a) : arena_dup(a, name);
}

static const char *text(struct stmt *q, int column, struct arena *a)
{
	const char *t = stmt_get_text(q, column);
	return *t ? arena_dup(a, t) : "";
}

void scope_row(struct stmt *q, const struct scope *s, caldate warn, struct arena *a, struct resident_row *r)
{
	memset(r, 0, sizeof *r);
	r->id = stmt_get_int(q, 0);
	r->person = stmt_get_int(q, 1);
	r->register_no = text(q, 2, a);
	r->sealed = stmt_get_int(q, 23) != 0;
	r->hidden = r->sealed && !s->sealed;
	r->name = r->hidden ? scope_initials(stmt_get_text(q, 3), a) : text(q, 3, a);
	r->sex = text(q, 4, a);
	bool plain = s->card && !r->hidden, some = !s->names_only && !r->hidden;
	caldate birth = stmt_get_date(q, 5);
	r->age_key = text(q, 5, a);
	const char *precision = stmt_get_text(q, 6);
	r->birth = some ? birth : DATE_NONE;
	r->precision = *precision ? *precision : 'd';
	r->level = text(q, 7, a);
	r->grade = (int)stmt_get_int(q, 8);
	r->school = some ? text(q, 9, a) : "";
	r->waiting_school = stmt_get_int(q, 10) != 0;
	r->status = text(q, 11, a);
	r->admit = stmt_get_date(q, 12);
	r->end = stmt_get_date(q, 13);
	r->end_reason = plain ? text(q, 14, a) : "";
	bool house = some && s->kind == SCOPE_PANTI;
	r->room_id = house ? stmt_get_int(q, 15) : 0;
	r->room = house ? text(q, 16, a) : "";
	r->clusters = plain ? text(q, 17, a) : "";
	r->presence = s->names_only ? "" : text(q, 18, a);
	r->origin = plain ? text(q, 19, a) : "";
	r->nik = plain ? text(q, 20, a) : "";
	r->savings = s->money ? stmt_get_int(q, 21) : 0;
	r->missing = plain ? (int)stmt_get_int(q, 22) : 0;
	r->approved = stmt_get_int(q, 24) != 0;
	r->sort_key = text(q, 25, a);
	bool active = !strcmp(r->status, "aktif");
	r->marks = (active && some && birth != DATE_NONE && birth <= warn ? MARK_AGE : 0) | (r->missing ? MARK_MISSING : 0) | (s->money && stmt_get_int(q, 26) ? MARK_ALLOWANCE : 0)
		| (*r->presence ? MARK_AWAY : 0) | (active && !r->approved ? MARK_APPROVAL : 0) | (r->sealed ? MARK_SEALED : 0);
}
