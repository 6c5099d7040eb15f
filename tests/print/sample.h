/* Documents and small tools that the tests of printing share. All names and numbers are invented. */
#ifndef TESTS_PRINT_SAMPLE_H
#define TESTS_PRINT_SAMPLE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "src/print/document.h"

struct document *sample_every_block(void);        /* one of each thing a document can hold */
struct document *sample_receipts(int rows);       /* money carried over pages, total at the end */
struct document *sample_hostile(void);            /* hostile text in every place that takes text */

typedef bool renderer(const struct document *, const struct render_options *, struct buf *, struct err *);
/* Renders or fails the test with the error's text. The caller frees the buf. */
struct buf sample_render(renderer *r, const struct document *d, enum paper_size paper, const char *printed);

/* A folder of the test's own, and what a program (found in PATH) prints when it is given a file made there from bytes:
 * argument "%" becomes the file's name. Fails the test unless the program exits with 0. */
struct buf sample_run(const struct buf *bytes, const char *const *argv);

int sample_count(const struct buf *b, const char *text); /* how often it occurs */

#endif
