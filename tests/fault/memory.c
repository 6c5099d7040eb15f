#include "tests/fault/memory.h"
#include <sqlite3.h>
#include <stddef.h>

static sqlite3_mem_methods real;
static struct memory memory;

static bool refused(void)
{
	if (memory.hit && memory.for_ever) return true;
	if (memory.fail_in <= 0 || --memory.fail_in > 0) return false;
	memory.hit = true;
	return true;
}
static void *get(int n) { return refused() ? NULL : real.xMalloc(n); }
static void *regrow(void *p, int n) { return refused() ? NULL : real.xRealloc(p, n); }

struct memory *memory_install(void)
{
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
	sqlite3_mem_methods failing = real;
	failing.xMalloc = get;
	failing.xRealloc = regrow;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
	sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
	return &memory;
}
