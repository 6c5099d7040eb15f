/* A command that came over SSH, cut into words. Nothing is expanded, quoted or continued: what is no plain word is refused. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H
#include "src/base/types.h"

#define WORDS_BYTES 1024 /* of the whole line */
#define WORDS_MOST 32

enum words_fault { WORDS_OK, WORDS_EMPTY, WORDS_LONG /* bytes or words */, WORDS_LETTER /* a character that is none of those below */ };
struct words { char room[WORDS_BYTES + 1]; char *word[WORDS_MOST + 1]; int n; }; /* word[n] is NULL; the words stand in room */

/* ASCII letters, digits and - . _ / = : , make words; spaces part them (LIBRARIES.md, SSH). On a fault out holds no words. */
enum words_fault words_split(const char *line, struct words *out);

#endif
