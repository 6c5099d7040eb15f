/* Lists on standard output: aligned columns for people, an array of objects with --json for scripts. */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H
#include "src/command/command.h"

struct output_column { const char *name; int width; bool right; /* a number: bare in JSON */ }; /* name: key in JSON; width in columns, the last one is not padded */
struct output { const struct output_column *columns; int n; bool json, first; };

void output_begin(struct output *o, const struct invocation *in, const struct output_column *columns, int n);
void output_row(struct output *o, const char *const *cells);
void output_end(struct output *o);

#endif
