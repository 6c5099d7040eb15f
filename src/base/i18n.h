/* Messages. Source text is English; po/id.po holds the Indonesian that users see (complete, checked by a test). */
#ifndef BASE_I18N_H
#define BASE_I18N_H
#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) (text) /* marks a text in a const table; the reader calls _() */

#endif
