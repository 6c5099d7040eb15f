/* The fictional panti of DOMAIN.md 5, made by the program's own functions on simulated days: 53 children (7 SD, 12 SMP/MTs, 34
 * SMA/SMK, two of them from Kutai Timur), past months with movements, allowances and referrals, closed as they ended. */
#ifndef COMMAND_DEMO_H
#define COMMAND_DEMO_H
#include "db/init.h"

#define DEMO_PANTI_NAME "PSAA Tunas Harapan"
#define DEMO_HEAD_NAME "hasan"
#define DEMO_HEAD_SHOWN "Hasan Basri"
#define DEMO_PASSWORD "contoh-pantidesk" /* of every demo user; the log-in screen says so */

/* db was opened with DB_CREATE | DB_DEMO; head's name and shown come from the caller. Sets the clock while it works and puts it back. */
bool demo_init(struct db *db, const struct init *first, struct problems *p, struct err *e);

#endif
