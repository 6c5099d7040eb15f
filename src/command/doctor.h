/* What the parts of `pantidesk doctor` share. */
#ifndef COMMAND_DOCTOR_H
#define COMMAND_DOCTOR_H
#include "src/command/command.h"

struct findings { int bad; };
/* "v what  value", or "! ..." and counted. */
void doctor_line(struct findings *f, bool good, const char *what, const char *value);
/* How people come in over SSH: sshd's settings for the desk's account, the key file and the folders above it. config: sshd's file, NULL = its own. */
void doctor_ssh(struct invocation *in, const char *config, struct findings *f);

#endif
