/*
 * A panti's own settings: one const table of names, kinds, defaults and help; the settings screen, `doctor` and the code that
 * asks read the same table. Machine-level configuration stands in src/conf.
 */
#ifndef DB_SETTING_H
#define DB_SETTING_H
#include "db/db.h"
#include "src/base/field.h"
#include "src/base/mem.h"

struct setting {
	struct field field;     /* code, label, kind, max, list, section, hint */
	const char *fallback;   /* canonical value when the panti has set nothing */
	int min;                /* for integers */
};
extern const struct setting settings[];
extern const size_t settings_count;

/* Value in canonical text; an unknown key is a BUG. Never NULL. */
const char *setting_text(struct db *db, row_id panti, const char *key, struct arena *a);
int64_t setting_int(struct db *db, row_id panti, const char *key);
/* Checks and stores one value; audited. RIGHT_SETTINGS. */
bool setting_set(struct db *db, const struct actor *who, const char *key, const char *value, struct problems *p, struct err *e);
#define SETTING_CHOICES 8
/* Choices of a setting's own list ("setting:..."), translated, ended by code NULL; returns how many (0: it is a code list's name). */
size_t setting_choices(const char *list, struct choice *out, size_t max);

#endif
