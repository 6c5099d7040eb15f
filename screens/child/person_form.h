/* What every form over a child's identity shares (edit, admission): choices, checks, partly known birth dates, words beside fields. */
#ifndef SCREENS_PERSON_FORM_H
#define SCREENS_PERSON_FORM_H
#include "screens/app.h"
#include "screens/ui/form.h"
#include "src/rules/person.h"

/* The form's ctx must begin with a struct person_form. */
struct person_form {
	struct screen *s;
	struct form *form;
	struct arena *a;                       /* choices, as long as the form */
	struct app_lists lists;
};

void person_form_begin(struct person_form *p, struct screen *s, struct form *form);
void person_form_end(struct person_form *p);
const struct choice *person_form_list(struct person_form *p, const char *list);

/* Callbacks of form_class. */
const struct choice *person_form_choices(void *ctx, const struct field *f);
void person_form_check(void *ctx, const char *const *values, struct problems *p); /* values by enum person_field */
bool person_form_shown(void *ctx, const struct field *f, const char *const *values);
void person_form_beside(void *ctx, const struct field *f, const char *value, char *out, size_t size);
int person_form_read(struct ui *ui, void *ctx, const struct field *f, const char *typed, char *canon, size_t size, struct problems *p);

#endif
