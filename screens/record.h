/*
 * The page of one record: its card, and the form behind F4 or F7 that changes it or types a new one. The screen's state begins with a
 * struct record, and load, draw, key, leave and close of its class are the functions here:
 *
 *	struct state { struct record record; struct x_card card; int64_t version; ... };
 *	open: return record_open(s, &page, id);    then record_type() for a new one (id 0)
 *	F4:   record_type(s, &form, id, NULL)
 *	form: .choices = record_choices, .theirs = record_theirs; its save ends a refused change with record_conflict()
 *	actions of the form (F2, F4, F6, F8): run NULL, .enabled = record_typing; those of the card: .enabled = record_reading
 */
#ifndef SCREENS_RECORD_H
#define SCREENS_RECORD_H
#include "screens/app.h"
#include "screens/ui/form.h"

struct record_class {
	bool (*read)(struct screen *s, bool first, struct arena *a, struct err *e); /* the card, into the arena; first: opened now, leaves the access row */
	bool (*lay)(struct screen *s, struct err *e); /* after a read that is shown: subtitle, words; may be NULL */
	void (*draw)(struct screen *s, struct area a); /* the card */
	bool (*key)(struct screen *s, int k);         /* of the card; may be NULL */
	const char *(*value)(const struct screen *s, int i); /* what the card says of field i of the form */
	void (*begun)(struct screen *s);              /* a change begins from this card: keep its versions; may be NULL, as value, where nothing is changed */
	struct area (*around)(struct screen *s, struct area a); /* paints what stands beside the form and leaves its place; NULL = all */
	void (*saved)(struct screen *s, bool made);   /* after the form saved (made: a new one); NULL = record_card and "Saved." */
};

struct record {
	const struct record_class *class;
	row_id id;             /* 0: a new one is being typed; the form's save sets it */
	bool typing;
	bool straight;         /* the form was asked for, not the card: leaving it leaves the screen */
	struct form form;
	const char **base;     /* the values a change began from: a reload does not move them */
	char who[200];         /* who saved first */
	char idem[IDEM_SIZE];  /* of the coming save */
	struct app_lists lists;
};

bool record_open(struct screen *s, const struct record_class *class, row_id id); /* reads where id is not 0; false: said why */
/* The form, with these values (NULL: of the card; of an empty card for a new one). draft: the record its draft is kept under. */
void record_type(struct screen *s, const struct form_class *form, row_id draft, const char *const *values);
void record_card(struct screen *s); /* closes the form, back to the card */
void record_conflict(struct record *r, const struct err *e); /* a save was refused: if somebody else was first, who */
bool record_typing(const struct screen *s);
bool record_reading(const struct screen *s);

const struct choice *record_choices(void *s, const struct field *f);       /* each list read once */
bool record_theirs(void *s, const char **values, char *who, size_t size);  /* what somebody else changed, beside what is typed here */

bool record_load(struct screen *s, struct err *e);
void record_draw(struct screen *s);
bool record_key(struct screen *s, int k);
bool record_leave(struct screen *s);
void record_close(struct screen *s);

/* A label of `width` columns and its value, wrapped within the area; nothing for an empty value. Returns the next row. */
int record_line(struct ui *ui, struct area a, int row, int width, const char *label, const char *value);

#endif
