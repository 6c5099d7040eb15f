/* Lock: blank screen, "Terkunci: Sri W. Kata sandi:"; the right password continues exactly there. By F9 K or idle time; 30
 * minutes locked end the session. "Ganti pengguna" (F10) writes drafts and ends. */
#ifndef UI_LOCK_H
#define UI_LOCK_H
#include "screens/ui/ui.h"

void lock_now(struct ui *ui);

#endif
