#include "db/check.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "db/audit.h"
#include "db/money/ledger.h"
#include "db/sqlite.h"
#include "db/stmt.h"
#include "db/child/derive.h"
#include "db/community/community_part.h"
#include "db/referral/referral_part.h"
#include "db/referral/referral_queue.h"
#include "db/partner/referral_out_part.h"
#include "db/child/person_merge.h"
#include "src/base/i18n.h"

static void told(void *ctx, const char *sentence) { check_say(ctx, "%s", sentence); }

static bool residents_check(struct db *db, struct check *c, struct err *e) { return derive_check(db, told, c, e) >= 0; }

static bool referrals_check(struct db *db, struct check *c, struct err *e)
{
	int bad;
	return follow_check(db, &referral_follow, told, c, &bad, e) && referral_queue_check(db, told, c, e);
}

static bool outs_check(struct db *db, struct check *c, struct err *e)
{
	int bad;
	return follow_check(db, &out_follow, told, c, &bad, e);
}

static bool reports_check(struct db *db, struct check *c, struct err *e)
{
	int bad;
	return follow_check(db, &community_follow, told, c, &bad, e);
}

static bool referrals_rebuild(struct db *db, struct err *e) { return follow_rebuild(db, &referral_follow, e) && referral_queue_rebuild(db, e); }
static bool outs_rebuild(struct db *db, struct err *e) { return follow_rebuild(db, &out_follow, e); }
static bool reports_rebuild(struct db *db, struct err *e) { return follow_rebuild(db, &community_follow, e); }
static bool merges_check(struct db *db, struct check *c, struct err *e) { return person_root_check(db, told, c, e); }

/* One line per aggregate with derived tables: { N_("name"), x_check, x_rebuild }. */
const struct check_part check_parts[] = {
	{ N_("merged records"), merges_check, person_root_rebuild }, /* first: lists of children and referrals join it */
	{ N_("lists of children"), residents_check, derive_rebuild },
	{ N_("lists of referrals"), referrals_check, referrals_rebuild },
	{ N_("lists of reports of the public"), reports_check, reports_rebuild },
	{ N_("lists of referrals out"), outs_check, outs_rebuild },
	{ N_("money"), ledger_check_all, ledger_rebuild_all },
	{ NULL, NULL, NULL },
};

void check_say(struct check *c, const char *format, ...)
{
	char text[600];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	c->found++;
	if (c->say) c->say(c->ctx, text);
}

/* A broken chain is a finding, not a failure of the check. */
static bool check_audit(struct db *db, struct check *c, struct err *e)
{
	row_id panti[256];
	int n = 0;
	struct stmt *s = stmt(db, "SELECT DISTINCT panti_id FROM audit ORDER BY panti_id LIMIT 256");
	while (n < (int)COUNT(panti) && stmt_row(s)) panti[n++] = stmt_get_int(s, 0);
	if (!stmt_done(s, e)) return false;
	for (int i = 0; i < n; i++) {
		struct err found = { ERR_NONE, "" };
		if (audit_verify(db, panti[i], NULL, NULL, &found)) continue;
		if (found.kind != ERR_DATA) return err_set(e, found.kind, "%s", found.text);
		check_say(c, "%s", found.text);
	}
	return true;
}

bool db_check_core(struct db *db, struct check *c, struct err *e)
{
	struct err found = { ERR_NONE, "" };
	if (db->engine == &engine_sqlite) {
		if (!sqlite_check(db, c, &found)) {
			if (found.kind != ERR_DATA) return err_set(e, found.kind, "%s", found.text);
			check_say(c, "%s", found.text);
			return true; /* a damaged file: no use asking it further */
		}
	}
	return check_audit(db, c, e);
}

bool db_check(struct db *db, struct check *c, struct err *e)
{
	if (!db_check_core(db, c, e)) return false;
	for (const struct check_part *p = check_parts; p->name; p++)
		if (!p->check(db, c, e)) return false;
	return true;
}

static bool rebuild_tx(struct db *db, void *ctx, struct err *e)
{
	for (const struct check_part *p = check_parts; p->name; p++)
		if (p->rebuild && !p->rebuild(db, e)) return false;
	db_news(db);
	return audit_note(db, ctx, "database.rebuild", "meta", 0, 0, NULL, e);
}

bool db_rebuild(struct db *db, const struct actor *who, struct err *e)
{
	struct actor me = *who;
	return db_tx(db, rebuild_tx, &me, e);
}
