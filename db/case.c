#include "db/case.h"
#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include <stdio.h>

bool case_not_found(struct err *e)
{
	return err_set(e, ERR_NOTFOUND, _("There is no such record. Check the number, or look for it in the list."));
}

bool case_refused(struct err *e)
{
	return err_set(e, ERR_PROBLEMS, "%s", _("Not saved yet: mend what is marked, then save again."));
}

bool case_conflict(struct db *db, const char *record_kind, row_id record, struct err *e)
{
	char name[96] = "";
	utc_ms at = 0;
	int offset = 8;
	struct stmt *q = stmt(db, "SELECT a.user_name, a.at, COALESCE(h.utc_offset, 8) FROM audit a LEFT JOIN panti h ON h.id = a.panti_id WHERE a.record_kind = ?1 AND a.record_id = ?2 ORDER BY a.id DESC LIMIT 1");
	stmt_text(q, 1, record_kind);
	stmt_int(q, 2, record);
	if (stmt_row(q)) {
		snprintf(name, sizeof name, "%s", stmt_get_text(q, 0));
		at = stmt_get_int(q, 1);
		offset = (int)stmt_get_int(q, 2);
	}
	if (!stmt_done(q, e)) return false;
	if (!at) return err_set(e, ERR_CONFLICT, _("Somebody changed this meanwhile. Open it again and compare before saving."));
	caldate day;
	int hour, minute;
	char text[DATE_ISO_SIZE + 8];
	clock_local(at, offset, &day, &hour, &minute);
	return err_set(e, ERR_CONFLICT, _("%s changed this on %s at %02d.%02d. Open it again and compare before saving."), name, date_format(day, DATE_SHORT, text, sizeof text), hour, minute);
}

bool case_number(struct db *db, const char *kind, row_id panti, const char *prefix, caldate on, char *out, size_t size, struct err *e)
{
	char name[64];
	int year;
	date_split(on, &year, NULL, NULL);
	if (panti) snprintf(name, sizeof name, "%s:%" PRId64 ":%d", kind, panti, year);
	else snprintf(name, sizeof name, "%s:%d", kind, year);
	struct stmt *q = stmt(db, "INSERT INTO counter (name, last) VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 RETURNING last");
	stmt_text(q, 1, name);
	int64_t n = stmt_one_int(q, -1, e);
	snprintf(out, size, "%s-%d-%03" PRId64, prefix, year, n);
	return n > 0;
}

void case_audit_move(struct db *db, const struct actor *who, const struct case_move *m)
{
	char action[48], iso[DATE_ISO_SIZE];
	snprintf(action, sizeof action, "%s.%s", m->action, m->move);
	audit_begin(db, who, action, m->table, m->record, m->person);
	audit_value(db, "state", m->from, m->to);
	audit_value(db, "on_date", "", date_iso(m->on, iso));
	audit_value(db, "reason", "", m->reason ? m->reason : "");
}

bool case_code_known(struct db *db, const char *list, const char *code)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM code WHERE list = ?1 AND code = ?2");
	stmt_text(q, 1, list);
	stmt_text(q, 2, code);
	bool known = stmt_row(q);
	stmt_done(q, NULL);
	return known || code_find(list, code);
}
