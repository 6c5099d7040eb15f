/* One child: a heading that stays, seven tabs, and everything that can be done for the child. */
#include <stdio.h>
#include <string.h>

#include "db/child/person_merge.h"
#include "screens/app.h"
#include "screens/child/card.h"
#include "screens/report/print_dialog.h"
#include "screens/screens.h"
#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

static const char *const tab_names[] = { N_("Identity"), N_("Family"), N_("School"), N_("Money"), N_("Services"), N_("Papers"), N_("History"), NULL };

static bool (*const tab_lines[TABS])(struct screen *, struct card_state *, struct err *) = { card_identity, card_family, card_school, card_money, card_services, card_papers, card_history };

/* --- opening ------------------------------------------------------------------------------------------------------------------- */

bool card_open(struct ui *ui, row_id resident, struct arena *a, struct resident_card *out)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	char why[300] = "";
	if (resident_card(ui_db(ui), ui_who(ui), resident, true, NULL, a, out, &p, &e)) return true;
	const struct problem *many = problem_of(&p, "many");
	if (many || problem_of(&p, "why")) {
		if (!dialog_reason(ui, many ? _("Many cards") : _("Sealed file"), many ? many->text : _("This file is sealed. Your reason is kept with your name and the time."), why, sizeof why, _("Open"))) return false;
		err_clear(&e);
		if (resident_card(ui_db(ui), ui_who(ui), resident, true, why, a, out, &p, &e)) return true;
	}
	ui_error(ui, &e);
	return false;
}

static bool open_card(struct screen *s, const void *arg)
{
	struct card_state *st = screen_state(s);
	const row_id asked = *(const row_id *)arg;
	st->id = resident_root(screen_db(s), asked);
	st->tabs.names = tab_names;
	struct resident_card opened;
	if (!card_open(screen_ui(s), st->id, screen_keep(s), &opened)) return false;
	screen_subtitle(s, opened.row.register_no);
	for (int i = 0; st->id != asked && i < opened.merged_count; i++)
		if (opened.merged[i].gone_resident == asked) ui_say(screen_ui(s), _("%s was merged into %s."), opened.merged[i].gone_no, opened.row.register_no);
	return true;
}

static bool lay(struct screen *s, struct err *e)
{
	struct card_state *st = screen_state(s);
	int at = st->at;
	st->count = 0;
	st->lines = arena_array(screen_arena(s), struct card_line, CARD_LINES);
	if (st->card.limited && st->tabs.at != TAB_IDENTITY && st->tabs.at != TAB_SCHOOL && st->tabs.at != TAB_MONEY) {
		char words[200];
		card_text(st, PAINT_DIM, right_refusal(st->card.row.hidden ? RIGHT_SEALED_READ : RIGHT_RESIDENT_READ, words, sizeof words));
		st->lines[0].label = arena_dup(screen_arena(s), st->lines[0].label);
	} else if (!tab_lines[st->tabs.at](s, st, e)) {
		return false;
	}
	st->at = -1;
	for (int i = 0; i < st->count && st->at < 0; i++)
		if (st->lines[i].what != CARD_NOTHING) st->at = i;
	if (at > 0 && at < st->count && st->lines[at].what != CARD_NOTHING) st->at = at;
	return true;
}

static bool load(struct screen *s, struct err *e)
{
	struct card_state *st = screen_state(s);
	struct problems p = { .count = 0 };
	return resident_card(screen_db(s), screen_actor(s), st->id, false, NULL, screen_arena(s), &st->card, &p, e) && lay(s, e);
}

/* --- painting ------------------------------------------------------------------------------------------------------------------- */

static void draw_heading(struct screen *s, struct area a)
{
	struct card_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct resident_row *r = &st->card.row;
	char name[200], age[48] = "", since[24], state[120];
	int months = date_age_months(r->birth, ui_today(ui));
	const char *nick = st->card.person.v[PERSON_NICKNAME];
	text_fit(ui_privacy(ui) ? r->register_no : r->name, 36, name, sizeof name);
	if (months >= 0) snprintf(age, sizeof age, _("%d yrs %d mths"), months / 12, months % 12);
	if (strcmp(r->status, "keluar") == 0) snprintf(state, sizeof state, _("LEFT on %s"), date_format(r->end, DATE_SHORT, since, sizeof since));
	else if (strcmp(r->status, "akan") == 0) snprintf(state, sizeof state, _("COMES on %s"), date_format(r->admit, DATE_SHORT, since, sizeof since));
	else if (strcmp(r->status, "aktif") == 0) snprintf(state, sizeof state, _("IN CARE since %s"), date_format(r->admit, DATE_SHORT, since, sizeof since));
	else snprintf(state, sizeof state, "%s", _("ADMISSION TAKEN BACK"));
	int at = a.col + 1;
	at += draw_put(ui, a.row, at, a.cols - 2, PAINT_HEADING, name);
	if (*nick && !ui_privacy(ui) && a.cols >= 76) at += draw_printf(ui, a.row, at, a.col + a.cols - at - 1, PAINT_HEADING, " (%s)", nick);
	at += draw_printf(ui, a.row, at + 2, a.col + a.cols - at - 3, PAINT_TEXT, "%s  %s", r->sex, age) + 2;
	draw_right(ui, a.row, at + 2, a.col + a.cols - at - 3, strcmp(r->status, "aktif") == 0 ? PAINT_OK : PAINT_WARN, state);
}

/* What the head of the home or the next officer must not overlook: one line over the tabs' text. */
static bool notice(struct screen *s, char *out, size_t size)
{
	struct card_state *st = screen_state(s);
	const struct resident_row *r = &st->card.row;
	const struct stay_row *stay = st->card.stay_count ? &st->card.stays[0] : NULL;
	char day[24];
	*out = '\0';
	if (stay && stay->returned && !stay->approved) snprintf(out, size, _("! Admission returned by the head: %s  F9 O proposes it again."), stay->returned_why);
	else if (!r->approved && strcmp(r->status, "batal") != 0) snprintf(out, size, "%s", _("! Waiting for the head's approval of the admission."));
	else if (r->presence[0]) {
		const struct presence_row *away = st->card.presence_count ? &st->card.presence[0] : NULL;
		if (away && away->back == DATE_NONE && away->overdue) snprintf(out, size, _("! %s, expected back %s."), card_label(s, "presence_kind", r->presence), date_format(away->expected, DATE_SHORT, day, sizeof day));
		else snprintf(out, size, "! %s.", card_label(s, "presence_kind", r->presence));
	} else if (r->sealed) snprintf(out, size, "%s", _("! Sealed file: every opening is kept with its reason."));
	else if (r->missing > 0 && !st->card.limited) snprintf(out, size, _("! Incomplete: %d still to fill in (F4)."), r->missing);
	return *out != '\0';
}

static void draw(struct screen *s)
{
	struct card_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct area a = screen_area(s);
	char words[400];
	draw_heading(s, a);
	tabs_draw(&st->tabs, ui, a.row + 1, a.col + 1, a.cols - 2);
	int used = 2;
	if (notice(s, words, sizeof words)) draw_text(ui, a.row + used++, a.col + 1, a.cols - 2, PAINT_WARN, words);
	card_draw_lines(st, ui, (struct area){ a.row + used, a.col, a.rows - used, a.cols });
}

/* --- keys ----------------------------------------------------------------------------------------------------------------------- */

static bool edit(struct screen *s);

static void enter(struct screen *s)
{
	struct card_state *st = screen_state(s);
	const struct card_line *l = st->at >= 0 ? &st->lines[st->at] : NULL;
	if (!l) return;
	switch (l->what) {
	case CARD_PAPER: card_act_paper(s, &st->card.papers[l->index]); break;
	case CARD_OLDER: case CARD_NEWEST:
		st->before = l->what == CARD_OLDER ? st->oldest : 0;
		st->top = st->at = 0;
		ui_reload(screen_ui(s));
		break;
	case CARD_OUT: ui_push(screen_ui(s), &screen_out, &(struct out_arg){ .out = l->id }); break;
	case CARD_SAVINGS: ui_push(screen_ui(s), &screen_savings, &st->id); break;
	default: ui_say(screen_ui(s), "%s", _("F8 takes this line back, with a reason.")); break;
	}
}

static bool key(struct screen *s, int k)
{
	struct card_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	struct err e = { ERR_NONE, "" };
	if (tabs_key(&st->tabs, ui, k)) {
		st->top = st->at = 0;
		st->before = 0;
		if (!lay(s, &e)) ui_error(ui, &e);
		return true;
	}
	if (k == K_ENTER) return enter(s), true;
	return card_move(st, k);
}

/* --- actions -------------------------------------------------------------------------------------------------------------------- */

static bool edit(struct screen *s)
{
	struct card_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	switch (st->tabs.at) {
	case TAB_FAMILY: return resident_edit_open(ui, st->id, PERSON_MOTHER);
	case TAB_SCHOOL: return ui_push(ui, &screen_schooling, &st->id);
	case TAB_MONEY: return ui_push(ui, &screen_savings, &st->id);
	case TAB_PAPERS:
		if (st->at >= 0 && st->lines[st->at].what == CARD_PAPER) return card_act_paper(s, &st->card.papers[st->lines[st->at].index]);
		return resident_edit_open(ui, st->id, PERSON_AKTA);
	default: return resident_edit_open(ui, st->id, PERSON_NAME);
	}
}

static bool edit_papers(struct screen *s)
{
	struct card_state *st = screen_state(s);
	return resident_edit_open(screen_ui(s), st->id, PERSON_AKTA);
}

/* F8: on a dated line it takes the line back; else it begins the end of care. */
static bool end(struct screen *s)
{
	struct card_state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const struct card_line *l = st->at >= 0 ? &st->lines[st->at] : NULL;
	if (l && l->what != CARD_PAPER && l->what != CARD_OLDER && l->what != CARD_NEWEST && l->what != CARD_SAVINGS && l->what != CARD_OUT) return card_act_void(s, l);
	if (!ui_may(ui, RIGHT_TERMINATION_PROPOSE)) return ui_refuse(ui, RIGHT_TERMINATION_PROPOSE), false;
	const struct termination_arg arg = { .resident = st->id };
	return ui_push(ui, &screen_termination, &arg);
}

/* The record of handing over, at admission or at the end of care. */
static bool print(struct screen *s)
{
	struct card_state *st = screen_state(s);
	struct report_ask ask = REPORT_ASK;
	const char *const buttons[] = { _("Back"), _("Admission"), strcmp(st->card.row.status, "keluar") == 0 ? _("Termination") : NULL, NULL };
	int chosen = dialog_choose(screen_ui(s), _("Print"), _("The handover record (BAST) of the admission, or of the end of care."), buttons, 0);
	if (chosen < 1) return false;
	ask.resident = st->id;
	ask.handover = chosen == 1 ? HANDOVER_ADMISSION : HANDOVER_TERMINATION;
	return print_report(screen_ui(s), "handover", &ask);
}

static bool readmit(struct screen *s)
{
	struct card_state *st = screen_state(s);
	const struct admission_arg arg = { .resident = st->id };
	if (strcmp(st->card.row.status, "keluar") != 0) return ui_say(screen_ui(s), "%s", _("The child is in care now; a new admission follows only after an end of care.")), false;
	return ui_push(screen_ui(s), &screen_admission, &arg);
}

static bool terminate(struct screen *s)
{
	struct card_state *st = screen_state(s);
	const struct termination_arg arg = { .resident = st->id };
	return ui_push(screen_ui(s), &screen_termination, &arg);
}

static bool labour(struct screen *s)
{
	struct card_state *st = screen_state(s);
	const struct labour_filter of = { .resident = st->id };
	return ui_push(screen_ui(s), &screen_labour, &of);
}

static bool admit(struct screen *s) { return ui_push(screen_ui(s), &screen_admission, NULL); }
static bool find(struct screen *s) { return app_find_child(screen_ui(s)); }

static const struct action actions[] = {
	{ .fkey = 3, .label = N_("Find"), .help = N_("Finds another child."), .run = find, .right = RIGHT_RESIDENT_LIST },
	{ .fkey = 4, .label = N_("Edit"), .help = N_("Changes what the tab shows: data, family, school, the paper chosen."), .run = edit, .right = RIGHT_RESIDENT_EDIT },
	{ .fkey = 5, .label = N_("Print"), .help = N_("Prints the handover record of the admission or of the end of care."), .run = print, .right = RIGHT_REPORT },
	{ .fkey = 7, .label = N_("New"), .help = N_("Admits another child."), .run = admit, .right = RIGHT_ADMISSION_PROPOSE },
	{ .fkey = 8, .label = N_("End"), .help = N_("Takes the dated line chosen back, with a reason; elsewhere it proposes the end of care."), .run = end, .right = RIGHT_RESIDENT_READ },
	{ .letter = 'A', .label = N_("Room"), .help = N_("Moves the child to another room from a day on."), .run = card_act_room, .right = RIGHT_RESIDENT_EDIT },
	{ .letter = 'L', .label = N_("Cluster"), .help = N_("Sets the clusters from a day on, the main one first."), .run = card_act_clusters, .right = RIGHT_RESIDENT_EDIT },
	{ .letter = 'H', .label = N_("Stage"), .help = N_("Records how far the care has come: assessment, care plan, services, review."), .run = card_act_stage, .right = RIGHT_STAGE_EDIT },
	{ .letter = 'S', .label = N_("Worker"), .help = N_("Gives the child to a social worker."), .run = card_act_worker, .right = RIGHT_RESIDENT_EDIT },
	{ .letter = 'I', .label = N_("Away"), .help = N_("Leave or another absence: kind, expected return, who fetches."), .run = card_act_leave, .right = RIGHT_PRESENCE_EDIT },
	{ .letter = 'B', .label = N_("Is back"), .help = N_("The child is back."), .run = card_act_return, .right = RIGHT_PRESENCE_EDIT },
	{ .letter = 'W', .label = N_("Weight"), .help = N_("Adds weight and height of a day."), .run = card_act_measure, .right = RIGHT_RESIDENT_EDIT },
	{ .letter = 'C', .label = N_("Akta"), .help = N_("Opens the form at birth certificate, cards and consent."), .run = edit_papers, .right = RIGHT_RESIDENT_EDIT },
	{ .letter = 'G', .label = N_("Seal"), .help = N_("Seals the file or opens it again, with a reason."), .run = card_act_seal, .right = RIGHT_SEALED_READ },
	{ .letter = 'O', .label = N_("Again"), .help = N_("Proposes a returned admission once more."), .run = card_act_propose, .right = RIGHT_ADMISSION_PROPOSE },
	{ .letter = 'J', .label = N_("Labour"), .help = N_("Screenings for child labour of this child; F7 there adds one."), .run = labour, .right = RIGHT_LABOUR_READ },
	{ .letter = 'N', .label = N_("Readm."), .help = N_("Admits a child who left once more; the register number stays."), .run = readmit, .right = RIGHT_ADMISSION_PROPOSE },
	{ .letter = 'X', .label = N_("R.out"), .help = N_("Sends the child to a partner's service: health, counselling, protection, school."), .run = card_act_out, .right = RIGHT_OUT_SEND },
	{ .letter = 'E', .label = N_("Termin."), .help = N_("Proposes the end of care."), .run = terminate, .right = RIGHT_TERMINATION_PROPOSE },
};

const struct screen_class screen_resident_card = {
	.name = "resident_card", .title = N_("Card"),
	.help = N_("Left and Right or 1 to 7 change the tab; Up, Down and PgDn move. What a line under a date says can be taken back with F8 and a reason, never wiped out: the last tab keeps every change."),
	.state_size = sizeof(struct card_state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_RESIDENT_LIST,
	.open = open_card, .load = load, .draw = draw, .key = key,
};
