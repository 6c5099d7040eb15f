#include "src/base/clock.h"
#include <time.h>
#include "src/base/date.h"
#include "src/base/err.h"

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)

/* The one clock of the process; only --today and tests move it. */
static struct clock_state set;

static utc_ms read_ms(clockid_t which)
{
	struct timespec t;
	MUST(clock_gettime(which, &t) == 0);
	return (utc_ms)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

utc_ms clock_now(void)
{
	if (set.frozen)
		return set.frozen;
	return read_ms(CLOCK_REALTIME) + (set.shifted ? set.shift : 0);
}

void clock_local(utc_ms at, int offset_hours, caldate *day, int *hour, int *minute)
{
	utc_ms local = at + offset_hours * HOUR_MS;
	utc_ms days = local / DAY_MS - (local % DAY_MS < 0);
	int minutes = (int)((local - days * DAY_MS) / 60000);
	if (day)
		*day = (caldate)days;
	if (hour)
		*hour = minutes / 60;
	if (minute)
		*minute = minutes % 60;
}

caldate clock_today(int offset_hours)
{
	caldate day;
	clock_local(clock_now(), offset_hours, &day, NULL, NULL);
	return day;
}

void clock_set_today(caldate day)
{
	set.frozen = 0;
	set.shifted = day != DATE_NONE;
	if (set.shifted)
		set.shift = day * DAY_MS + (9 - 8) * HOUR_MS - read_ms(CLOCK_REALTIME);
}

bool clock_is_set(void)
{
	return set.shifted || set.frozen != 0;
}

void clock_set_ms(utc_ms at)
{
	set.frozen = at;
	if (!at)
		set.shifted = false;
}

struct clock_state clock_keep(void)
{
	return set;
}

void clock_put_back(struct clock_state state)
{
	set = state;
}

utc_ms clock_monotonic(void)
{
	return read_ms(CLOCK_MONOTONIC);
}
