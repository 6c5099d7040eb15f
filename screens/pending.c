/* Screens named in screens.h whose file has not landed yet; each leaves this list with its file, and the list goes with the last. */
#include "screens/screens.h"
#include "src/base/i18n.h"

#define PENDING(class, words) const struct screen_class class = { .name = #class, .title = words };
PENDING(screen_terminations, "Terminations")
PENDING(screen_termination, "Termination")
PENDING(screen_aftercare, "Aftercare")
