/* What the decisions on a referral ask: the assessment's advice, the waiting list's reason, the approval with its place. */
#ifndef SCREENS_REFERRAL_DECIDE_H
#define SCREENS_REFERRAL_DECIDE_H
#include "db/referral/referral.h"
#include "screens/ui/ui.h"
#include "src/base/field.h"

/* Code of referral_advice and the words of the assessment; false = left. */
bool referral_ask_advice(struct ui *ui, const struct referral_card *c, char *code, size_t size, char *note, size_t note_size);
/* The approval: the advice and the free places are shown; the standard place, or room and day; where it is full a reason or the waiting list. */
enum referral_choice { REFERRAL_CHOSE_NOTHING, REFERRAL_CHOSE_APPROVE, REFERRAL_CHOSE_LIST };
enum referral_choice referral_ask_approval(struct ui *ui, const struct referral_card *c, struct referral_accept *out, char *reason, size_t size);
/* Room and last day of a kept place; in and out. False = left. */
bool referral_ask_place(struct ui *ui, const struct referral_card *c, row_id *room, caldate *until);
/* Open rooms with their free beds, places kept for others than this referral's child not counted as free; fitting: only those for the sex with a free
 * bed. In the arena. */
const struct choice *referral_room_choices(struct ui *ui, row_id referral, bool fitting, const char *sex, struct arena *a);
/* "Sri W.: terima. Ayah wafat ..." or "" when no advice was given. */
const char *referral_advice_line(const struct referral_card *c, struct arena *a);

#endif
