/* Tab 1: who the child is, where it lives in the home, how it came. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/child/care.h"
#include "db/child/person_merge.h"
#include "db/office/panti.h"
#include "screens/app.h"
#include "screens/child/card.h"
#include "screens/rows.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

static void pair(struct card_state *st, const char *label, const char *value)
{
	struct card_line *l = card_add(st, CARD_PAIR, label, *value ? value : "-");
	if (!*value) l->paint = PAINT_DIM;
}

static void born(struct screen *s, struct card_state *st)
{
	const char *place = card_shown(s, st, PERSON_BIRTH_PLACE), *day = card_shown(s, st, PERSON_BIRTH_DATE);
	if (*day || *place) pair(st, _("Born"), arena_printf(screen_arena(s), "%s%s%s", place, *place && *day ? ", " : "", day));
	else card_field(s, st, PERSON_BIRTH_DATE);
}

static void origin(struct screen *s, struct card_state *st)
{
	const struct stay_row *stay = st->card.stay_count ? &st->card.stays[0] : NULL;
	pair(st, _("Region of origin"), card_label(s, "district", st->card.person.v[PERSON_DISTRICT]));
	if (!stay) return;
	pair(st, _("Sent by"), card_label(s, "district", stay->district));
	pair(st, _("Referral"), stay->referral);
}

static void health(struct screen *s, struct card_state *st)
{
	const struct measure *m = st->card.measure_count > 0 ? &st->card.measures[0] : NULL;
	const char *allergies = card_shown(s, st, PERSON_ALLERGIES);
	struct card_line *l = card_add(st, CARD_PAIR, _("Allergies"), *allergies ? arena_printf(screen_arena(s), "! %s", allergies) : "-");
	l->paint = *allergies ? PAINT_WARN : PAINT_DIM;
	pair(st, _("Blood group"), card_shown(s, st, PERSON_BLOOD_GROUP));
	pair(st, _("Disability"), card_shown(s, st, PERSON_DISABILITY));
	if (m) {
		char kg[24] = "-", cm[24] = "-";
		if (m->weight_g) snprintf(kg, sizeof kg, "%d,%d kg", m->weight_g / 1000, m->weight_g % 1000 / 100);
		if (m->height_mm) snprintf(cm, sizeof cm, "%d,%d cm", m->height_mm / 10, m->height_mm % 10);
		pair(st, _("Weight, height"), arena_printf(screen_arena(s), "%s  %s  (%s)", kg, cm, card_day(s, m->on)));
	}
	pair(st, _("Shirt, shoe"), arena_printf(screen_arena(s), "%s  %s", st->card.person.v[PERSON_SHIRT_SIZE], st->card.person.v[PERSON_SHOE_SIZE]));
}

static void facts(struct screen *s, struct card_state *st, const char *head, enum card_what what, const struct resident_fact *f, int n)
{
	if (n) card_head(st, head);
	for (int i = 0; i < n; i++) {
		struct card_line *l = card_add(st, CARD_WIDE, card_day(s, f[i].on), what == CARD_CLUSTER ? card_label(s, "cluster", f[i].value) : *f[i].value ? f[i].value : _("no room"));
		l->what = what;
		l->id = f[i].id;
		l->index = i;
	}
}

static void stays(struct screen *s, struct card_state *st)
{
	if (st->card.stay_count) card_head(st, _("STAYS"));
	for (int i = 0; i < st->card.stay_count; i++) {
		const struct stay_row *y = &st->card.stays[i];
		const char *until = y->end == DATE_NONE ? _("until now") : arena_printf(screen_arena(s), "%s %s", card_day(s, y->end), card_label(s, "termination_reason", y->end_reason));
		const char *state = y->void_ ? _("taken back") : y->returned && !y->approved ? _("returned by the head") : y->approved ? *y->approved_by ? arena_printf(screen_arena(s), _("approved by %s"), y->approved_by) : _("approved") : _("waiting for the head");
		struct card_line *l = card_add(st, CARD_WIDE, card_day(s, y->on), arena_printf(screen_arena(s), "%s; %s; %s; %s", until, card_label(s, "stay_kind", y->kind), state, y->recorded_by));
		if (*y->of) l->value = arena_printf(screen_arena(s), y->aside ? _("[%s] not counted; %s") : "[%s] %s", y->of, l->value); /* stands under the number merged into this one */
		else if (!y->void_) l->what = CARD_STAY;
		l->id = y->id;
		l->index = i;
		l->paint = y->void_ || y->aside ? PAINT_DIM : PAINT_TEXT;
	}
}

/* Records merged into this one: F8 on the line takes the merge back. */
static void merges(struct screen *s, struct card_state *st)
{
	const struct resident_card *c = &st->card;
	if (c->merged_count) card_head(st, _("MERGED INTO THIS RECORD"));
	for (int i = 0; i < c->merged_count; i++) {
		const struct person_merged *m = &c->merged[i];
		caldate on;
		clock_local(m->at, app_of(screen_ui(s))->panti.utc_offset, &on, NULL, NULL);
		struct card_line *l = card_add(st, CARD_WIDE, *m->gone_no ? m->gone_no : _("from a referral"), arena_printf(screen_arena(s), "%s%s%s; %s, %s: %s", child_shown(screen_ui(s), m->gone_name, screen_arena(s)), *m->letters ? ", " : "", m->letters, card_day(s, on), m->by, m->why));
		l->what = CARD_MERGED;
		l->id = m->id;
		l->index = i;
	}
}

bool card_identity(struct screen *s, struct card_state *st, struct err *e)
{
	const struct resident_card *c = &st->card;
	(void)e;
	if (c->limited) {
		card_field(s, st, PERSON_SEX);
		if (*c->person.v[PERSON_BIRTH_DATE]) born(s, st);
		char grade[48];
		pair(st, _("Grade"), arena_dup(screen_arena(s), child_grade(&c->row, grade, sizeof grade)));
		if (*c->row.room) pair(st, _("Room"), c->row.room);
		if (*c->row.school) pair(st, _("School"), c->row.school);
		if (*c->person.v[PERSON_ALLERGIES] || may(screen_actor(s), RIGHT_PRESENCE_EDIT)) health(s, st);
		card_text(st, PAINT_DIM, _("Your role sees this much of the card."));
		return true;
	}
	card_field(s, st, PERSON_NIK);
	born(s, st);
	card_field(s, st, PERSON_KK);
	card_field(s, st, PERSON_RELIGION);
	card_field(s, st, PERSON_NISN);
	card_field(s, st, PERSON_BACKGROUND);
	pair(st, _("Clusters"), card_label(s, "cluster", c->row.clusters));
	pair(st, _("Child no., siblings"), arena_printf(screen_arena(s), "%s / %s", *c->person.v[PERSON_CHILD_NO] ? c->person.v[PERSON_CHILD_NO] : "-", *c->person.v[PERSON_SIBLINGS] ? c->person.v[PERSON_SIBLINGS] : "-"));
	origin(s, st);
	pair(st, _("Room, caregiver"), *c->row.room ? arena_printf(screen_arena(s), "%s%s%s", c->row.room, *c->caregiver ? " / " : "", c->caregiver) : "");
	pair(st, _("Social worker"), c->worker_name);
	pair(st, _("Stage of care"), card_label(s, "care_stage", care_stage_on(screen_db(s), st->id, c->row.admit, ui_today(screen_ui(s)), NULL, screen_arena(s))));
	card_field(s, st, PERSON_AKTA);
	card_field(s, st, PERSON_KIS);
	health(s, st);
	if (*c->person.v[PERSON_PHOTO]) card_field(s, st, PERSON_PHOTO);
	if (*c->sealed_why) pair(st, _("Sealed because"), c->sealed_why);
	merges(s, st);
	stays(s, st);
	facts(s, st, _("ROOMS"), CARD_ROOM, c->rooms, c->room_count);
	facts(s, st, _("CLUSTERS"), CARD_CLUSTER, c->clusters, c->cluster_count);
	return true;
}
