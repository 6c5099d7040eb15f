/* The card's menu: dated facts of one child, each asked in a small box and saved at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/school/school.h"
#include "db/child/care.h"
#include "db/child/stay.h"
#include "db/child/presence.h"
#include "screens/app.h"
#include "screens/child/card.h"
#include "screens/child/merge.h"
#include "screens/child/presence.h"
#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "src/base/i18n.h"

enum { SIZE = 256 };

struct asking { struct screen *s; struct arena *a; struct app_lists lists; const struct field *fields; const struct paper *paper; bool (*keep)(struct asking *q, const char *const *v, struct problems *p, struct err *e); };

static const struct choice *choices(void *ctx, const struct field *f)
{
	struct asking *q = ctx;
	return app_lists_of(&q->lists, screen_ui(q->s), q->a, f->list);
}

static bool save(struct ui *ui, void *ctx, const char *const *v, struct problems *p, struct err *e)
{
	struct asking *q = ctx;
	(void)ui;
	return q->keep(q, v, p, e);
}

/* A box over the fields; false = Esc. Reloads and says so when it was saved. */
static bool ask(struct screen *s, const char *title, const struct field *fields, size_t count, char room[][SIZE], struct asking *q)
{
	struct card_state *st = screen_state(s);
	char *values[8];
	q->s = s;
	q->a = arena_new();
	q->lists = (struct app_lists){ NULL };
	q->fields = fields;
	for (size_t i = 0; i < count; i++) values[i] = room[i];
	const struct form_class form = { .name = "card", .fields = fields, .count = count, .choices = choices, .save = save };
	bool saved = form_run(screen_ui(s), title, &form, q, values, SIZE);
	arena_free(q->a);
	if (saved) {
		ui_say(screen_ui(s), _("Saved: %s (%s)"), st->card.row.name, st->card.row.register_no);
		ui_reload(screen_ui(s));
	}
	return saved;
}

static void today(struct screen *s, char out[SIZE])
{
	char iso[DATE_ISO_SIZE];
	str_copy(out, SIZE, date_iso(ui_today(screen_ui(s)), iso));
}

static row_id id_of(const char *text) { return strtoll(text, NULL, 10); }

/* --- room, clusters, worker --------------------------------------------------------------------------------------------------- */

static bool keep_room(struct asking *q, const char *const *v, struct problems *p, struct err *e)
{
	struct card_state *st = screen_state(q->s);
	return stay_set_room(screen_db(q->s), screen_actor(q->s), &st->id, 1, id_of(v[0]), date_from_iso(v[1]), p, e);
}

bool card_act_room(struct screen *s)
{
	static const struct field fields[] = {
		{ "room", N_("Room"), FIELD_CODE, 0, "room", FIELD_REQUIRED, NULL, N_("Rooms and their places are set up in Settings.") },
		{ "on_date", N_("From"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, N_("The first day in the new room.") },
	};
	struct card_state *st = screen_state(s);
	char room[2][SIZE] = { "" };
	if (st->card.row.room_id) snprintf(room[0], SIZE, "%" PRId64, st->card.row.room_id);
	today(s, room[1]);
	return ask(s, _("Another room"), fields, COUNT(fields), room, &(struct asking){ .keep = keep_room });
}

static bool keep_clusters(struct asking *q, const char *const *v, struct problems *p, struct err *e)
{
	struct card_state *st = screen_state(q->s);
	return stay_set_clusters(screen_db(q->s), screen_actor(q->s), st->id, v[0], date_from_iso(v[1]), p, e);
}

bool card_act_clusters(struct screen *s)
{
	static const struct field fields[] = {
		{ "clusters", N_("Clusters"), FIELD_CODES, 0, "cluster", FIELD_REQUIRED, NULL, N_("Tick all that apply; the one ticked first is the main one.") },
		{ "on_date", N_("From"), FIELD_DATE, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	};
	struct card_state *st = screen_state(s);
	char room[2][SIZE] = { "" };
	if (st->card.limited) return ui_refuse(screen_ui(s), RIGHT_RESIDENT_READ), false;
	str_copy(room[0], SIZE, st->card.row.clusters);
	today(s, room[1]);
	return ask(s, _("Clusters"), fields, COUNT(fields), room, &(struct asking){ .keep = keep_clusters });
}

static bool keep_stage(struct asking *q, const char *const *v, struct problems *p, struct err *e)
{
	struct card_state *st = screen_state(q->s);
	return care_stage_set(screen_db(q->s), screen_actor(q->s), st->id, v[0], date_from_iso(v[1]), p, e);
}

bool card_act_stage(struct screen *s)
{
	static const struct field fields[] = {
		{ "stage", N_("Stage of care"), FIELD_CODE, 0, "care_stage", FIELD_REQUIRED, NULL, N_("The officer of the sending district sees the stage and its day.") },
		{ "on_date", N_("From"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, NULL },
	};
	struct card_state *st = screen_state(s);
	char room[2][SIZE] = { "" };
	if (st->card.limited) return ui_refuse(screen_ui(s), RIGHT_RESIDENT_READ), false;
	today(s, room[1]);
	return ask(s, _("Stage of care"), fields, COUNT(fields), room, &(struct asking){ .keep = keep_stage });
}

static bool keep_worker(struct asking *q, const char *const *v, struct problems *p, struct err *e)
{
	struct card_state *st = screen_state(q->s);
	return resident_set_worker(screen_db(q->s), screen_actor(q->s), st->id, st->card.version, id_of(v[0]), p, e);
}

bool card_act_worker(struct screen *s)
{
	static const struct field fields[] = { { "worker", N_("Social worker"), FIELD_CODE, 0, "worker", 0, NULL, N_("Users with the role of social worker; Backspace empties it.") } };
	struct card_state *st = screen_state(s);
	char room[1][SIZE] = { "" };
	if (st->card.worker) snprintf(room[0], SIZE, "%" PRId64, st->card.worker);
	return ask(s, _("Social worker"), fields, COUNT(fields), room, &(struct asking){ .keep = keep_worker });
}

/* --- weight and height, papers -------------------------------------------------------------------------------------------------- */

/* "42", "42,5" or "42.5" in tenths; -1 when it is no such number. */
static int tenths(const char *text)
{
	char *end;
	if (!*text) return 0;
	long whole = strtol(text, &end, 10), part = 0;
	if (end == text || whole < 0 || whole > 250) return -1;
	if (*end == ',' || *end == '.') {
		if (end[1] < '0' || end[1] > '9' || end[2]) return -1;
		part = end[1] - '0';
		end += 2;
	}
	return *end ? -1 : (int)(whole * 10 + part);
}

static bool keep_measure(struct asking *q, const char *const *v, struct problems *p, struct err *e)
{
	struct card_state *st = screen_state(q->s);
	int kg = tenths(v[1]), cm = tenths(v[2]);
	if (kg < 0) problem_hard(p, "weight", "%s", _("Write kilograms with at most one decimal, for example 42,5."));
	if (cm < 0) problem_hard(p, "height", "%s", _("Write centimetres with at most one decimal, for example 151."));
	if (!kg && !cm) problem_hard(p, "weight", "%s", _("Fill in weight or height."));
	if (p->hard) return err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
	const struct measure m = { .on = date_from_iso(v[0]), .weight_g = kg * 100, .height_mm = cm };
	return measure_add(screen_db(q->s), screen_actor(q->s), st->id, &m, p, e);
}

bool card_act_measure(struct screen *s)
{
	static const struct field fields[] = {
		{ "on_date", N_("Day"), FIELD_PAST, 0, NULL, FIELD_REQUIRED, NULL, NULL },
		{ "weight", N_("Weight (kg)"), FIELD_TEXT, 6, NULL, 0, NULL, N_("For example 42,5.") },
		{ "height", N_("Height (cm)"), FIELD_TEXT, 6, NULL, 0, NULL, N_("For example 151.") },
	};
	char room[3][SIZE] = { "" };
	today(s, room[0]);
	return ask(s, _("Weight and height"), fields, COUNT(fields), room, &(struct asking){ .keep = keep_measure });
}

static bool keep_paper(struct asking *q, const char *const *v, struct problems *p, struct err *e)
{
	struct card_state *st = screen_state(q->s);
	struct paper in = *q->paper;
	in.state = v[0];
	in.number = v[1];
	in.on = date_from_iso(v[2]);
	in.note = v[3];
	return paper_save(screen_db(q->s), screen_actor(q->s), st->id, &in, 1, p, e);
}

bool card_act_paper(struct screen *s, const struct paper *paper)
{
	static const struct field fields[] = {
		{ "state", N_("State"), FIELD_CODE, 0, "document_state", FIELD_REQUIRED, NULL, N_("Original, copy, applied for, or not there with the reason in the note.") },
		{ "number", N_("Number"), FIELD_TEXT, 60, NULL, 0, NULL, NULL },
		{ "on_date", N_("Date"), FIELD_DATE, 0, NULL, 0, NULL, N_("Date of the paper, or of the day somebody looked.") },
		{ "note", N_("Note"), FIELD_TEXT, 120, NULL, 0, NULL, NULL },
	};
	char room[4][SIZE] = { "" }, iso[DATE_ISO_SIZE];
	if (!ui_may(screen_ui(s), RIGHT_RESIDENT_EDIT)) return ui_refuse(screen_ui(s), RIGHT_RESIDENT_EDIT), false;
	const struct paper copy = *paper;
	str_copy(room[0], SIZE, copy.state);
	str_copy(room[1], SIZE, copy.number);
	str_copy(room[2], SIZE, date_iso(copy.on, iso));
	str_copy(room[3], SIZE, copy.note);
	return ask(s, copy.label, fields, COUNT(fields), room, &(struct asking){ .keep = keep_paper, .paper = &copy });
}

/* --- seal, absence, taking back ------------------------------------------------------------------------------------------------- */

static bool told(struct screen *s, bool ok, const struct problems *p, const struct err *e, const char *done)
{
	struct ui *ui = screen_ui(s);
	if (!ok && p->count) ui_problems(ui, p);
	else if (!ok) ui_error(ui, e);
	else {
		ui_say(ui, "%s", done);
		ui_reload(ui);
	}
	return ok;
}

bool card_act_seal(struct screen *s)
{
	struct card_state *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "";
	bool sealed = !st->card.row.sealed;
	if (!dialog_reason(screen_ui(s), sealed ? _("Seal the file") : _("Open the seal"), sealed ? _("Only the head and the social workers then open this file, each time with a reason.") : _("The file is then open to everybody whose role reads cards."),
	                   why, sizeof why, sealed ? _("Seal") : _("Unseal"))) return false;
	return told(s, resident_seal(screen_db(s), screen_actor(s), st->id, st->card.version, sealed, why, &p, &e), &p, &e, sealed ? _("The file is sealed.") : _("The seal is open."));
}

bool card_act_leave(struct screen *s)
{
	struct card_state *st = screen_state(s);
	return presence_ask_leave(screen_ui(s), st->card.row.name, &st->id, 1);
}

bool card_act_return(struct screen *s)
{
	struct card_state *st = screen_state(s);
	return presence_ask_return(screen_ui(s), st->card.row.name, &st->id, 1);
}

bool card_act_propose(struct screen *s)
{
	struct card_state *st = screen_state(s);
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct stay_row *stay = st->card.stay_count ? &st->card.stays[0] : NULL;
	if (!stay || !stay->returned || stay->approved) return ui_say(screen_ui(s), "%s", _("Only an admission the head returned is proposed again.")), false;
	return told(s, stay_propose(screen_db(s), screen_actor(s), stay->id, &p, &e), &p, &e, _("Proposed again; it waits for the head."));
}

bool card_act_void(struct screen *s, const struct card_line *line)
{
	const struct card_line l = *line;
	if (l.what == CARD_MERGED) {
		const struct card_state *st = screen_state(s);
		char kept[40], gone[160];
		STR_SET(kept, st->card.row.register_no);
		STR_SET(gone, *st->card.merged[l.index].gone_no ? st->card.merged[l.index].gone_no : st->card.merged[l.index].gone_name);
		return merge_take_back(screen_ui(s), l.id, kept, gone);
	}
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct ui *ui = screen_ui(s);
	struct db *db = screen_db(s);
	const struct actor *who = screen_actor(s);
	char why[300] = "", text[400];
	bool ok = false;
	enum right right = l.what == CARD_SCHOOLING ? RIGHT_SCHOOL_EDIT : l.what == CARD_PRESENCE ? RIGHT_PRESENCE_EDIT : l.what == CARD_STAY ? RIGHT_ADMISSION_PROPOSE : l.what == CARD_STAGE ? RIGHT_STAGE_EDIT : RIGHT_RESIDENT_EDIT;
	if (!ui_may(ui, right)) return ui_refuse(ui, right), false;
	snprintf(text, sizeof text, l.what == CARD_STAY ? _("%.200s  The admission never happened then; the register number is not given again.") : _("%.200s  The line leaves the card; the history keeps it with your reason."),
	         l.kind == CARD_TEXT ? l.label : l.value);
	if (!dialog_reason(ui, _("Take back"), text, why, sizeof why, _("Take back"))) return false;
	switch (l.what) {
	case CARD_SCHOOLING: ok = schooling_void(db, who, l.id, why, &p, &e); break;
	case CARD_ROOM: ok = stay_fact_void(db, who, STAY_FACT_ROOM, l.id, why, &p, &e); break;
	case CARD_CLUSTER: ok = stay_fact_void(db, who, STAY_FACT_CLUSTER, l.id, why, &p, &e); break;
	case CARD_PRESENCE: ok = presence_void(db, who, l.id, why, &p, &e); break;
	case CARD_MEASURE: ok = measure_void(db, who, l.id, why, &p, &e); break;
	case CARD_STAGE: ok = care_stage_void(db, who, l.id, why, &p, &e); break;
	case CARD_STAY: ok = stay_void(db, who, l.id, why, &p, &e); break;
	default: return false;
	}
	return told(s, ok, &p, &e, _("Taken back."));
}
