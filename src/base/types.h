/* The few scalar types every layer shares. */
#ifndef BASE_TYPES_H
#define BASE_TYPES_H
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t row_id;   /* a database row: site number << 39 | counter; 0 = none */
typedef int64_t rupiah;   /* whole rupiah, may be negative in differences */
typedef int32_t caldate;  /* civil day, days since 1970-01-01; DATE_NONE = not known */
typedef int64_t utc_ms;   /* milliseconds since 1970-01-01 UTC: when something was recorded */

#define DATE_NONE INT32_MIN
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
