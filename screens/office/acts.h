/* The log's acts and fields in words (screens/office/acts.c). What has no words is given back as it stands in the log. */
#ifndef SCREENS_ACTS_H
#define SCREENS_ACTS_H
#include "screens/ui/ui.h"

const char *act_words(struct arena *a, const char *action); /* "stay.admit"; the words live as long as the arena */
const char *act_field(struct arena *a, const char *field);
const char *act_value(struct screen *s, const char *kind /* table of the record */, const char *field, const char *value); /* "-" for none; as long as the screen's load */

#endif
