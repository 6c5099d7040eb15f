/* Private to the admission wizard: its state and fields. */
#ifndef SCREENS_ADMISSION_H
#define SCREENS_ADMISSION_H
#include "db/child/stay.h"
#include "screens/child/person_form.h"
#include "screens/school/school_pick.h"
#include "screens/screens.h"
#include "screens/ui/wizard.h"

/* Values of the form: the referral, the person's fields in their order, the stay's. */
enum { ADMIT_REFERRAL, ADMIT_PERSON, ADMIT_ON = ADMIT_PERSON + PERSON_FIELDS, ADMIT_LETTER, ADMIT_DISTRICT, ADMIT_CLUSTERS, ADMIT_ROOM, ADMIT_WORKER, ADMIT_LEVEL, ADMIT_GRADE, ADMIT_KIND,
       ADMIT_SCHOOL, ADMIT_YEAR, ADMIT_MOVED, ADMIT_REGISTER, ADMIT_NOTE, ADMIT_FIELDS };
#define ADMIT_SECTION N_("School & room")

struct admission_state {
	struct person_form person;   /* first: the form's callbacks */
	struct wizard wizard;
	struct school_choices schools;
	struct field fields[ADMIT_FIELDS];
	struct form_class class;
	bool emergency, twins_seen, joining /* of the next child: keep the sitting's values */;
	row_id resident;             /* re-admission */
	row_id person_id;            /* known from a referral or as a twin */
	int64_t person_version;
	row_id referral;
	const struct choice *rooms; row_id rooms_for; /* with their free beds, as they were for that referral; in the keep arena */
	char referral_no[60], resident_name[200], resident_no[24];
	char twins_for[300];         /* the child the twins were shown for */
	char idem[IDEM_SIZE];
	const char *last[ADMIT_FIELDS]; /* of the child saved before: the ditto mark; in the keep arena */
	struct stay_admitted admitted;
	struct problems found;       /* of the review */
	const char *shown[ADMIT_FIELDS]; /* values as the review shows them; in `review` */
	struct arena *review;
	int top;                     /* first line of the review */
};

extern const struct wizard_step admission_steps[], admission_steps_emergency[], admission_steps_again[];

/* admission_data.c */
void admission_fields(struct admission_state *st);
bool admission_from_referral(struct screen *s, struct admission_state *st, row_id referral, struct arena *a, const char *values[ADMIT_FIELDS]);
bool admission_pick_referral(struct ui *ui, void *ctx, const struct field *f, char *value, size_t size);
bool admission_find_referral(struct ui *ui, struct admission_state *st, const char *number, struct problems *p);
void admission_input(const struct admission_state *st, const char *const *v, struct stay_admission *in);
bool admission_save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e);

/* admission_review.c: what will be saved, what is missing, twins. */
bool admission_prepare(struct ui *ui, void *ctx);
void admission_review(struct ui *ui, void *ctx, struct area a);
bool admission_review_key(struct ui *ui, void *ctx, int key);

#endif
