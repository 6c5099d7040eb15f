/* Messages. Source text is English; po/id.po holds the Indonesian that users see (complete, checked by a test). */
#ifndef BASE_I18N_H
#define BASE_I18N_H
#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) (text) /* marks a text in a const table; the reader calls _() */

/* Sets the process's locale and the language of its messages, "id" or "en". exe_dir: folder of the running program (its
 * locale/ is used when it holds the catalogue, as in the build tree), or NULL. False when the Indonesian catalogue is missing:
 * messages then stay English. May be called again when the language changes. */
bool i18n_start(const char *lang, const char *exe_dir);

#endif
