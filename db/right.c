#include "db/db.h"

bool db_may(const struct actor *who, enum right right, struct err *e)
{
	char refusal[200];
	return may(who, right) || err_set(e, ERR_NOPERM, "%s", right_refusal(right, refusal, sizeof refusal));
}
