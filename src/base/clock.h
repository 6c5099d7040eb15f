/* The only source of "now". Tests and --today set it. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
#include "src/base/types.h"

utc_ms clock_now(void);
caldate clock_today(int offset_hours);             /* of the panti's fixed offset: +7, +8, +9 */
void clock_local(utc_ms at, int offset_hours, caldate *day, int *hour, int *minute);
void clock_set_today(caldate day);                 /* now = that day at 09:00 local (+8), advancing with real time; DATE_NONE = real time */
bool clock_is_set(void);
void clock_set_ms(utc_ms at);                      /* tests: freeze; 0 = real time again */
/* For whoever moves the clock for a while (the demo's simulated days): what stood before, and back to it. */
struct clock_state { utc_ms frozen, shift; bool shifted; };
struct clock_state clock_keep(void);
void clock_put_back(struct clock_state state);
utc_ms clock_monotonic(void);                      /* for time-outs only */

#endif
