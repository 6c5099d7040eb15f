/*
 * Where a file made at the desk goes, one way for every screen: the user's outbox (fetched to the own PC by the line that is shown), the export
 * folder, a drive that was put in. Never a typed path (DESIGN.md 7.12).
 */
#ifndef SCREENS_DELIVER_H
#define SCREENS_DELIVER_H
#include "screens/ui/ui.h"

#define DELIVER_MOST 16
/* Codes "outbox", "folder", "drive:/media/...": only what can be reached from where the user sits; over SSH the outbox alone. */
struct deliver { struct choice place[DELIVER_MOST]; int count; };
void deliver_places(struct ui *ui, struct arena *a, struct deliver *out);
/* The place to save to: the only one unasked, else a pick-list; NULL = Esc or none (said). */
const char *deliver_choose(struct ui *ui, const struct deliver *places);
/* Saves; says where it lies or shows how to fetch it, in a box that stays until a key. name: spool_name(). what:
 * "12 children saved" in place of "Saved", or NULL. */
bool deliver(struct ui *ui, const char *place, const char *name, const void *bytes, size_t size, const char *what, struct err *e);

#endif
