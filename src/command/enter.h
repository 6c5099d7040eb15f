/*
 * What comes in over SSH. Two locks, each enough by itself: a key's line names the program and the person and takes the rest away (restrict,
 * command="pantidesk --as NAME"), and sshd runs `pantidesk key enter` whatever the line says, which goes on only for a key whose line the program
 * could have written. What the client asked for besides (SSH_ORIGINAL_COMMAND) is looked at in forced.c.
 */
#ifndef COMMAND_ENTER_H
#define COMMAND_ENTER_H
#include "src/command/command.h"

/* The forced command of the account: finds the line of the key that was used (sshd's ExposeAuthInfo) and becomes its command; 77 when there is none. */
int key_enter(struct invocation *in);

#endif
