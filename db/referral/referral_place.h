/*
 * Places kept for accepted children. An acceptance keeps a place until a day (setting reserve_days); the admission uses it, a
 * withdrawal gives it back, the day passing lets it go by itself. Free places, wherever they are shown, are counted here.
 */
#ifndef DB_REFERRAL_PLACE_H
#define DB_REFERRAL_PLACE_H
#include "db/referral/referral.h"
#include "src/rules/month.h"

struct referral_free { int capacity[SEXES], residents[SEXES], kept[SEXES]; }; /* capacity 0: not set */
/* Of one panti today; children in care, whether their admission is approved or not. No right: an officer asks too. */
bool referral_free(struct db *db, row_id panti, struct referral_free *out, struct err *e);
int referral_free_left(const struct referral_free *f, enum sex_index sex); /* negative when overcrowded */
/* Places kept today for others than this referral's child (0 = for anybody), by sex. */
bool referral_kept(struct db *db, row_id panti, row_id but, int out[SEXES], struct err *e);
/* Places kept in a room for others than this referral's child (0 = for anybody). */
int referral_kept_in_room(struct db *db, row_id room, row_id but);

struct referral_place { row_id id, referral, room; const char *number, *name, *sex, *room_name; caldate until; };
/* Places of accepted children not admitted yet, also those whose day is over, soonest first; -1 on error. RIGHT_REFERRAL_READ, own panti. */
int referral_place_list(struct db *db, const struct actor *who, struct arena *a, struct referral_place *out, int max, struct err *e);
/* The place of one referral; id 0 when there is none. In the arena. */
bool referral_place_of(struct db *db, row_id referral, struct arena *a, struct referral_place *out, struct err *e);
/* Keeps a place anew or longer, with or without a room: an accepted referral only. RIGHT_REFERRAL_DECIDE. until DATE_NONE: reserve_days from today.
 * A place whose day is over was free for others: keeping it again is asked like an acceptance (hard "reason" when full and none is given; soft with one). */
bool referral_place_keep(struct db *db, const struct actor *who, row_id referral, row_id room, caldate until, const char *reason, struct problems *p, struct err *e);
caldate referral_place_until(struct db *db, row_id panti, caldate on); /* the setting, counted from `on` */

#endif
