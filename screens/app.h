/* What the desk's screens share: ui_app() of the running desk. */
#ifndef SCREENS_APP_H
#define SCREENS_APP_H
#include "db/office/panti.h"
#include "db/child/resident.h"
#include "db/referral/referral_news.h"
#include "screens/desk.h"
#include "screens/ui/ui.h"

struct app {
	const struct desk_options *options;
	struct db *db;             /* NULL until the first start made it */
	struct actor actor;        /* user 0 until log in */
	struct arena *arena;       /* as long as the session: panti */
	struct panti panti;        /* loaded at log in and after settings changed */
	utc_ms last_login;
	struct { bool kept; struct resident_filter filter; char level[16], sex[4], cluster[40]; } children; /* the residents' list: until log out */
	struct referral_mark known; /* what this desk has been told about referrals */
	bool demo_open;            /* a demo opened as its head without a password: says so */
	int code;                  /* exit code when the desk cannot go on */
	struct err failure;        /* its words, printed when the terminal is restored */
};

struct app *app_of(const struct ui *ui);
/* After somebody logged in (app->actor set): loads the panti, sets title, offset, theme and rights, and opens Home in place of the top screen. */
bool app_enter(struct ui *ui);
bool app_panti_reload(struct ui *ui);
/* Has the person at the desk still the rights they came in with? New ones are taken over, lost ones end the session. Asked on news and after one
 * changed users oneself; always true. */
bool app_refresh(struct ui *ui);
void app_watch_roles(struct ui *ui); /* after log in: wakes on the day the roles change by themselves, and only then */
/* Opens app->options->db_path; false with a sentence. */
bool app_open(struct app *app, struct err *e);
/* A pick-list's choices, read anew into the arena: code_choices_load with the app's db, actor and day. */
const struct choice *app_choices(struct ui *ui, const char *list, struct arena *a);
/* Pick-lists of one form or screen, each read once: a form asks for them with every frame. Zero is empty; it ends with the arena. */
struct app_lists { struct app_list *first; };
const struct choice *app_lists_of(struct app_lists *l, struct ui *ui, struct arena *a, const char *list); /* always with the same arena; list a literal */
/* The label of a code by a screen's lists (in its keep arena); of one that has ended from the database, in `a`; "" for "". */
const char *app_lists_label(struct app_lists *l, struct screen *s, const char *list, const char *code, struct arena *a);
/* Where log-in tries are counted: "tty" locally, the address over SSH. */
const char *app_source(void);
/* Find a child from any screen (F3): picker over all children; opens the card. */
bool app_find_child(struct ui *ui);
/* The same picker, for forms that need a child; 0 = none chosen. */
row_id app_pick_child(struct ui *ui, const char *title, const struct resident_filter *filter);

#endif
