/* Shared by the rules tests: cmocka's includes in their order, days, and what a problem list says. */
#ifndef TESTS_RULES_CHECK_H
#define TESTS_RULES_CHECK_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "src/base/date.h"
#include "src/base/err.h"
#include "src/base/mem.h"

static inline caldate day(const char *iso)
{
	caldate d = date_from_iso(iso);
	if (d == DATE_NONE)
		fail_msg("no such day: %s", iso);
	return d;
}

/* Is there a hard (soft) problem for the field? */
static inline bool hard_on(const struct problems *p, const char *field)
{
	for (int i = 0; i < p->count; i++)
		if (p->list[i].hard && str_equal(p->list[i].field, field))
			return true;
	return false;
}

static inline bool soft_on(const struct problems *p, const char *field)
{
	for (int i = 0; i < p->count; i++)
		if (!p->list[i].hard && str_equal(p->list[i].field, field))
			return true;
	return false;
}

static inline void print_problems(const struct problems *p)
{
	for (int i = 0; i < p->count; i++)
		print_message("  %s %s: %s\n", p->list[i].hard ? "hard" : "soft", p->list[i].field ? p->list[i].field : "-", p->list[i].text);
}

#endif
