/* SQLite's memory that runs out on command: the n-th allocation fails, once or for ever. */
#ifndef TESTS_FAULT_MEMORY_H
#define TESTS_FAULT_MEMORY_H
#include <stdbool.h>

struct memory { long fail_in /* > 0: allocations until one fails; 0: never */; bool for_ever, hit; };
struct memory *memory_install(void); /* before SQLite is first used; one per process */

#endif
