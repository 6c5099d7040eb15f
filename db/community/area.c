#include "db/community/area.h"
#include "db/scope.h"

const char *area_where(const struct actor *who)
{
	return !who->panti && *who->district ? "s.district = ?1" : "s.panti_id = ?1";
}

bool area_hides(const struct actor *who)
{
	return !may(who, RIGHT_SEALED_READ);
}
