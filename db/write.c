#include "db/write.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

bool write_clean(const struct problems *p, struct err *e)
{
	if (!p->hard)
		return true;
	const char *text = _("Some entries need mending.");
	for (int i = 0; i < p->count; i++)
		if (p->list[i].hard) {
			text = p->list[i].text;
			break;
		}
	return err_set(e, ERR_PROBLEMS, "%s", text);
}

bool write_refused(struct problems *p, const char *field, struct err *e, const char *text)
{
	problem_hard(p, field, "%s", text);
	return err_set(e, ERR_PROBLEMS, "%s", text);
}

void write_problems(struct problems *p, const struct problems *one, const char *name, bool several)
{
	for (int i = 0; i < one->count; i++) {
		const struct problem *q = &one->list[i];
		if (several && !q->hard && p->count >= PROBLEMS_MAX / 2)
			continue; /* the warnings of many leave room for what must be mended */
		bool (*add)(struct problems *, const char *, const char *, ...) = q->hard ? problem_hard : problem_soft;
		if (several)
			add(p, q->field, "%s: %s", name, q->text);
		else
			add(p, q->field, "%s", q->text);
	}
	int kept = 0;
	for (int i = 0; i < one->count; i++)
		kept += one->list[i].hard;
	p->hard += one->hard - kept; /* those beyond the limit still count */
}

bool write_why(const char *why, struct problems *p, struct err *e)
{
	if (!why || !*why)
		return write_refused(p, "why", e, _("Write the reason."));
	return field_check_words("why", 300, why, p) || write_clean(p, e);
}

bool write_void(struct db *db, const struct actor *who, const char *table, row_id id, const char *why, row_id person, struct problems *p, struct err *e)
{
	char sql[160];
	if (!write_why(why, p, e))
		return false;
	snprintf(sql, sizeof sql, "UPDATE %s SET void_at = ?2, void_by = ?3, void_why = ?4 WHERE id = ?1 AND void_at IS NULL", table);
	struct stmt *q = stmt_built(db, sql);
	stmt_int(q, 1, id);
	stmt_int(q, 2, clock_now());
	stmt_int(q, 3, who->user);
	stmt_text(q, 4, why);
	if (!stmt_run(q, e))
		return false;
	if (stmt_changes(db) != 1)
		return err_set(e, ERR_CONFLICT, _("Somebody took this entry back meanwhile."));
	char action[48];
	snprintf(action, sizeof action, "%s.void", table);
	audit_begin(db, who, action, table, id, person);
	audit_value(db, "why", NULL, why);
	return audit_end(db, e);
}
