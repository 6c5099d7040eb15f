/* One's own password: the present one is asked for, the new one twice. From Settings, and from the list of users on one's own row. */
#ifndef SCREENS_OWN_PASSWORD_H
#define SCREENS_OWN_PASSWORD_H
#include "screens/ui/ui.h"

bool own_password(struct screen *s);

#endif
