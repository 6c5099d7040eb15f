/*
 * Work on the database by root: the file belongs to the desk's own account and nobody else may open it, so a child of the program becomes that
 * account for good, does the work and hands back what went wrong. Anybody else works as themselves.
 */
#ifndef COMMAND_OWNER_H
#define COMMAND_OWNER_H
#include "src/command/command.h"

typedef bool (*owner_fn)(struct invocation *in, void *ctx, struct err *e);
/* Opens the database, decides who asks, runs fn, closes. What fn puts into ctx is lost where a child ran (its output is not). */
bool owner_do(struct invocation *in, owner_fn fn, void *ctx, struct err *e);
/* The account a database belongs to (of its file, or of the configuration that names a server); NULL with *e when it cannot be told. name: at
 * least 64 bytes. */
bool owner_account(const struct invocation *in, char *name, size_t size, struct err *e);

#endif
