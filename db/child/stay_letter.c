/* A child came at night, the letter followed: the approved referral is joined to the admission there is already. */
#include "db/child/stay.h"

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/child/person_merge.h"
#include "db/office/panti.h"
#include "db/referral/referral.h"
#include "db/stmt.h"
#include "db/write.h"
#include "src/base/i18n.h"

row_id stay_without_letter(struct db *db, const struct actor *who, row_id referral, caldate *on, struct err *e)
{
	row_id stay = 0;
	struct stmt *q = stmt(db, "SELECT s.id, s.on_date FROM referral r JOIN resident k ON k.person_id = " PERSON_ROOT("r.person_id") " AND k.panti_id = r.panti_id JOIN stay s ON s.resident_id = k.id"
		" WHERE r.id = ?1 AND r.panti_id = ?2 AND s.void_at IS NULL AND s.referral_id IS NULL AND NOT EXISTS (SELECT 1 FROM stay_end x WHERE x.stay_id = s.id AND x.void_at IS NULL)");
	stmt_int(q, 1, referral);
	stmt_int(q, 2, who->panti);
	if (stmt_row(q)) {
		stay = stmt_get_int(q, 0);
		*on = stmt_get_date(q, 1);
	}
	return stmt_done(q, e) ? stay : 0;
}

struct join { const struct actor *who; row_id referral; struct problems *p; };

static bool join_tx(struct db *db, void *ctx, struct err *e)
{
	const struct join *j = ctx;
	caldate on = DATE_NONE;
	char number[60] = "";
	problems_clear(j->p);
	row_id stay = stay_without_letter(db, j->who, j->referral, &on, e), resident = 0, person = 0;
	if (!stay)
		return e && e->kind ? false : write_refused(j->p, "referral", e, _("This child has no admission that waits for its letter."));
	struct stmt *q = stmt(db, "SELECT s.resident_id, r.person_id FROM stay s JOIN resident r ON r.id = s.resident_id WHERE s.id = ?1");
	stmt_int(q, 1, stay);
	if (stmt_row(q)) {
		resident = stmt_get_int(q, 0);
		person = stmt_get_int(q, 1);
	}
	if (!stmt_done(q, e))
		return false;
	q = stmt(db, "UPDATE stay SET referral_id = ?2, district = (SELECT f.district FROM referral f WHERE f.id = ?2), letter_no = (SELECT f.letter_no FROM referral f WHERE f.id = ?2) WHERE id = ?1");
	stmt_int(q, 1, stay);
	stmt_int(q, 2, j->referral);
	if (!stmt_run(q, e) || !referral_mark_placed(db, j->who, j->referral, resident, panti_today(db, j->who->panti), e))
		return false;
	q = stmt(db, "SELECT number FROM referral WHERE id = ?1");
	stmt_int(q, 1, j->referral);
	if (stmt_row(q))
		STR_SET(number, stmt_get_text(q, 0));
	if (!stmt_done(q, e))
		return false;
	audit_begin(db, j->who, "stay.letter", "stay", stay, person);
	audit_value(db, "referral_no", "", number);
	db_news(db);
	return audit_end(db, e) && derive_resident(db, resident, e);
}

bool stay_take_letter(struct db *db, const struct actor *who, row_id referral, struct problems *p, struct err *e)
{
	struct problems own;
	struct join j = { who, referral, p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_PROPOSE, e) && db_tx(db, join_tx, &j, e);
}
