#include "screens/referral/referral_decide.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/panti.h"
#include "db/referral/referral_place.h"
#include "screens/app.h"
#include "screens/rows.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

enum { ADVICES = 8, VALUE = 320 };

bool referral_ask_advice(struct ui *ui, const struct referral_card *c, char *code, size_t size, char *note, size_t note_size)
{
	struct choice choices[ADVICES];
	char text[200];
	code_choices("referral_advice", choices, COUNT(choices));
	int picked = picker_choose(ui, _("What the assessment advises"), choices, 0, NULL);
	if (picked < 0) return false;
	str_copy(code, size, choices[picked].code);
	struct arena *a = arena_new();
	snprintf(text, sizeof text, _("%s, %s. What was found: family, health, school, what the child wants."), child_shown(ui, c->child[PERSON_NAME], a), c->number);
	arena_free(a);
	return dialog_ask(ui, referral_move_label(REFERRAL_USUL), text, _("Result"), note, note_size, 300) && (*note || (ui_say(ui, "%s", _("Write what the assessment found.")), false));
}

const char *referral_advice_line(const struct referral_card *c, struct arena *a)
{
	if (!*c->advice) return "";
	return arena_printf(a, _("Advice of %s: %s. %s"), c->advice_by, code_label("referral_advice", c->advice), c->advice_note);
}

const struct choice *referral_room_choices(struct ui *ui, row_id referral, bool fitting, const char *sex, struct arena *a)
{
	struct err e = { ERR_NONE, "" };
	struct room *list;
	int n = room_list(ui_db(ui), ui_who(ui), a, &list, &e), used = 0;
	struct choice *out = arena_array(a, struct choice, (n > 0 ? n : 0) + 1);
	for (int i = 0; i < n; i++) {
		int left = list[i].capacity - list[i].occupied - referral_kept_in_room(ui_db(ui), list[i].id, referral);
		if (fitting && ((list[i].sex[0] && strcmp(list[i].sex, sex) != 0) || (list[i].capacity && left < 1))) continue;
		if (left < 0) left = 0;
		out[used++] = (struct choice){ arena_printf(a, "%" PRId64, list[i].id), list[i].capacity ? arena_printf(a, _("%s: %d of %d free"), list[i].name, left, list[i].capacity) : list[i].name };
	}
	out[used] = (struct choice){ NULL, NULL };
	return out;
}

struct place { const struct choice *rooms; };

static const struct choice *place_choices(void *ctx, const struct field *f)
{
	(void)f;
	return ((struct place *)ctx)->rooms;
}

bool referral_ask_place(struct ui *ui, const struct referral_card *c, row_id *room, caldate *until)
{
	static const struct field fields[] = {
		{ "room", N_("Room"), FIELD_CODE, 0, "free_room", 0, NULL, N_("Rooms with a free bed; may stay empty until the admission.") },
		{ "until", N_("Kept until"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("The last day the place is kept; afterwards it is free again.") },
	};
	static const struct form_class class = { .name = "referral-place", .fields = fields, .count = COUNT(fields), .choices = place_choices, .button = N_("Keep") };
	char values[COUNT(fields)][VALUE], *const at[] = { values[0], values[1] };
	struct arena *a = arena_new();
	struct place ctx = { referral_room_choices(ui, c->id, true, c->child[PERSON_SEX], a) };
	values[0][0] = 0;
	if (*room) snprintf(values[0], VALUE, "%" PRId64, *room);
	date_iso(*until, values[1]);
	bool ok = form_run(ui, _("The place"), &class, &ctx, at, VALUE);
	if (ok) {
		*room = strtoll(values[0], NULL, 10);
		*until = date_from_iso(values[1]);
	}
	arena_free(a);
	return ok;
}

enum referral_choice referral_ask_approval(struct ui *ui, const struct referral_card *c, struct referral_accept *out, char *reason, size_t size)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_free places;
	char day[24], text[900];
	enum referral_choice chose = REFERRAL_CHOSE_NOTHING;
	row_id home = c->panti;
	int sex = sex_index(c->child[PERSON_SEX]);
	caldate today = ui_today(ui);
	out->until = referral_place_until(ui_db(ui), home, today);
	if (!referral_free(ui_db(ui), home, &places, &e)) return ui_error(ui, &e), chose;
	bool full = !referral_accept_check(ui_db(ui), ui_who(ui), c->id, "", &p, &e);
	if (full && !p.hard) return ui_error(ui, &e), chose;
	if (full && !problem_of(&p, "reason")) return ui_problems(ui, &p), chose; /* the assessment is not done: nothing to decide yet */
	struct arena *a = arena_new();
	const char *line = referral_advice_line(c, a), *counts = sex < 0 || !places.capacity[sex] ? _("How many places there are is not set.")
		: arena_printf(a, sex == SEX_L ? _("Places for boys: %d of %d taken, %d kept, %d free.") : _("Places for girls: %d of %d taken, %d kept, %d free."),
		               places.residents[sex], places.capacity[sex], places.kept[sex], referral_free_left(&places, (enum sex_index)sex));
	snprintf(text, sizeof text, full ? _("%s (%s). The next step is the admission.\n%s\n! %s\nA place would be kept until %s.") : _("%s (%s). The next step is the admission.\n%s\n%s\nA place is kept until %s."),
	         child_shown(ui, c->child[PERSON_NAME], a), c->number, line, counts, date_format(out->until, DATE_SHORT, day, sizeof day));
	arena_free(a);
	const char *const free_[] = { _("Back"), referral_move_label(REFERRAL_SETUJU), _("Room and day"), NULL };
	const char *const full_[] = { _("Back"), _("Waiting list"), _("Over the limit"), NULL };
	const char *const listed[] = { _("Back"), _("Over the limit"), NULL }; /* on the waiting list already */
	const bool waits = full && c->state == REFERRAL_DAFTAR_TUNGGU;
	int picked = dialog_choose(ui, referral_move_label(REFERRAL_SETUJU), text, waits ? listed : full ? full_ : free_, 0);
	if (waits && picked == 1) picked = 2;
	if (picked == 1) chose = full ? REFERRAL_CHOSE_LIST : REFERRAL_CHOSE_APPROVE;
	if (picked == 2 && full && dialog_reason(ui, _("Over the limit"), _("Why the child is accepted although no place is free; it stays with the referral."), reason, size, referral_move_label(REFERRAL_SETUJU)))
		chose = REFERRAL_CHOSE_APPROVE;
	if (picked == 2 && !full && referral_ask_place(ui, c, &out->room, &out->until)) chose = REFERRAL_CHOSE_APPROVE;
	return chose;
}
