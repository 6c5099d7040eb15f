#include "db/community/area.h"

const char *area_where(const struct actor *who)
{
	return !who->panti && *who->district ? "s.district = ?1" : "s.panti_id = ?1";
}

void area_bind(struct stmt *q, const struct actor *who)
{
	if (!who->panti && *who->district) stmt_text(q, 1, who->district);
	else stmt_int(q, 1, who->panti ? who->panti : -1);
}

bool area_hides(const struct actor *who)
{
	return !may(who, RIGHT_SEALED_READ);
}
