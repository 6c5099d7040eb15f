/* A command that the client of an SSH session sent along: cut into plain words; only what sends data to standard output is let through. */
#ifndef COMMAND_FORCED_H
#define COMMAND_FORCED_H
#include "src/base/words.h"
#include "src/command/command.h"

/* report ..., export ..., outbox list|get ... with `-o -` at most and no global option. False: ERR_NOPERM with what to do instead. */
bool forced_take(const char *asked, struct words *out, struct err *e);
/* Says why not, leaves a row in the audit log (ssh.refused, with what was asked, cut and made harmless); 77. */
int forced_refuse(struct invocation *in, const char *asked, const struct err *why);

#endif
