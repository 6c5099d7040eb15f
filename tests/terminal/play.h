/* A desk on a real terminal driven by a table of steps: keys, then the text waited for. */
#ifndef TESTS_TERMINAL_PLAY_H
#define TESTS_TERMINAL_PLAY_H
#include "tests/terminal/clerk.h"

/*
 * keys: as typed; {F2} {Enter} {Tab} {Up} {Down} {Left} {Right} {Home} {PgDn} {^U} {^Y} {Esc} (last of its step); {=msgid}: what the desk shows for it (or a
 * name) searched in an open pick-list, waited for and taken.
 * see, beside: msgids of the desk (or names), waited for in the language of the run; where a msgid has a %, what stands before it. With beside both
 * stand on one row. gone: what must have left the screen then.
 */
struct step { const char *keys, *see, *beside, *gone; };

void play(struct vt *v, const struct step *steps); /* until keys is NULL; a step that does not come fails with its number */
#define PLAY(v, ...) play(v, (const struct step[]){ __VA_ARGS__, { NULL, NULL, NULL, NULL } })

#endif
