/* What the program does to itself before it reads anything (RELIABILITY.md, Settings: process). */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

/* umask 077, descriptors 0-2 open, no core dumps, ignored SIGXFSZ and SIGPIPE, default SIGHUP/TERM/CHLD, environment cleared down to what is needed. */
void process_harden(void);
/* Folder of the running executable, "" when it cannot be known. Never from the environment. */
void process_folder(char *out, unsigned size);

#endif
