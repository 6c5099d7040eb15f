/* Tab 2: parents, guardian, where the family lives. */
#include "screens/child/card.h"
#include "src/base/i18n.h"

static void parent(struct screen *s, struct card_state *st, enum person_field name, enum person_field state, enum person_field died, enum person_field job, enum person_field income)
{
	const char *how = card_shown(s, st, state), *when = card_shown(s, st, died);
	card_field(s, st, name);
	card_add(st, CARD_PAIR, _(person_fields[state].label), *when ? arena_printf(screen_arena(s), "%s, %s", how, when) : *how ? how : "-");
	card_field(s, st, job);
	card_field(s, st, income);
}

bool card_family(struct screen *s, struct card_state *st, struct err *e)
{
	(void)e;
	card_head(st, _("PARENTS"));
	parent(s, st, PERSON_MOTHER, PERSON_MOTHER_STATE, PERSON_MOTHER_DIED, PERSON_MOTHER_JOB, PERSON_MOTHER_INCOME);
	parent(s, st, PERSON_FATHER, PERSON_FATHER_STATE, PERSON_FATHER_DIED, PERSON_FATHER_JOB, PERSON_FATHER_INCOME);
	card_head(st, _("GUARDIAN"));
	card_field(s, st, PERSON_GUARDIAN);
	card_field(s, st, PERSON_GUARDIAN_RELATION);
	card_field(s, st, PERSON_GUARDIAN_PHONE);
	card_head(st, _("ADDRESS"));
	card_field(s, st, PERSON_ADDRESS);
	const char *rt = st->card.person.v[PERSON_RT], *rw = st->card.person.v[PERSON_RW];
	card_add(st, CARD_PAIR, "RT / RW", *rt || *rw ? arena_printf(screen_arena(s), "%s / %s", *rt ? rt : "-", *rw ? rw : "-") : "-");
	card_field(s, st, PERSON_VILLAGE);
	card_field(s, st, PERSON_DISTRICT);
	card_head(st, _("VISITS"));
	card_text(st, PAINT_DIM, _("Family visits are not recorded in this version yet."));
	return true;
}
