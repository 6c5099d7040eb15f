/*
 * The line somebody types on their own PC to fetch a file from their outbox: `ssh panti@desk outbox get juli.pdf > juli.pdf`, and the same
 * for PuTTY's plink on Windows. LIBRARIES.md, SSH.
 */
#ifndef PRINT_FETCH_H
#define PRINT_FETCH_H
#include "src/base/types.h"

#define FETCH_LINE_SIZE 640

struct fetch { char user[64], host[256]; int port; };
enum fetch_with { FETCH_SSH, FETCH_PLINK };

/* How this machine is reached from outside. address: of the configuration, [USER@]HOST[:PORT], "" = none; connection: SSH_CONNECTION of the
 * session (client's address and port, ours and ours) or NULL; login: account the desk runs under. What address leaves out is taken from the others; port 22
 * when nobody says. False when no host is known or a part holds what no address holds. */
bool fetch_from(const char *address, const char *connection, const char *login, struct fetch *out);
/* One line. The file's name on the PC is the same, shortened where the line would not fit 76 columns. */
void fetch_line(const struct fetch *f, enum fetch_with with, const char *name, char out[FETCH_LINE_SIZE]);

#endif
