/* A file without a name: 0600, gone when it is closed or the program dies, so no child's data stays behind in /tmp. */
#ifndef PRINT_TEMPORARY_H
#define PRINT_TEMPORARY_H
#include "src/base/err.h"

int temporary_file(struct err *e); /* descriptor, close-on-exec, read and write; -1 with an error */

#endif
