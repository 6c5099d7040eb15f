/* The card's parts: each tab is a function that lays lines; the card shows, scrolls and chooses among them. */
#ifndef SCREENS_CARD_H
#define SCREENS_CARD_H
#include "db/child/resident.h"
#include "screens/ui/tabs.h"
#include "screens/ui/ui.h"

enum card_kind { CARD_BLANK, CARD_HEAD, CARD_PAIR /* label and value, two beside each other where there is room */, CARD_WIDE /* the same over the whole width */, CARD_TEXT, CARD_ROW /* of a table: cut, never wrapped */ };
enum card_what { CARD_NOTHING, CARD_PAPER, CARD_SCHOOLING, CARD_STAY, CARD_ROOM, CARD_CLUSTER, CARD_PRESENCE, CARD_MEASURE, CARD_OLDER, CARD_NEWEST, CARD_SAVINGS, CARD_OUT, CARD_STAGE, CARD_MERGED };

struct card_line {
	enum card_kind kind;
	enum paint paint;
	const char *label, *value;
	enum card_what what;  /* CARD_NOTHING: cannot be chosen */
	row_id id;
	int index;            /* of the card's array */
};

#define CARD_LINES 1200
struct card_state {
	row_id id;
	struct tabs tabs;
	struct resident_card card;
	struct card_line *lines; /* of the tab shown; in the screen's arena */
	int count, at, top, height; /* at: the line chosen, -1 none */
	int at_row;              /* where it stood last, counted from the first line */
	bool follow, paged;      /* the next frame scrolls to it; chooses one that is in sight */
	int64_t before, oldest;  /* history: the page lies before this act (0 = newest); its last act */
};

enum card_tab { TAB_IDENTITY, TAB_FAMILY, TAB_SCHOOL, TAB_MONEY, TAB_SERVICES, TAB_PAPERS, TAB_HISTORY, TABS };

/* Lays the lines of a tab; false with an error. */
bool card_identity(struct screen *s, struct card_state *st, struct err *e);
bool card_family(struct screen *s, struct card_state *st, struct err *e);
bool card_school(struct screen *s, struct card_state *st, struct err *e);
bool card_money(struct screen *s, struct card_state *st, struct err *e);
bool card_services(struct screen *s, struct card_state *st, struct err *e);
bool card_outs(struct screen *s, struct card_state *st, struct err *e); /* screens/partner: part of the services */
bool card_papers(struct screen *s, struct card_state *st, struct err *e);
bool card_history(struct screen *s, struct card_state *st, struct err *e);

/* card_lines.c: strings live in the screen's load arena or longer. */
struct card_line *card_add(struct card_state *st, enum card_kind kind, const char *label, const char *value);
void card_head(struct card_state *st, const char *text);
void card_row(struct card_state *st, enum paint paint, const char *text);
bool card_narrow(struct screen *s); /* short of 76 columns: tables leave a column out */
void card_text(struct card_state *st, enum paint paint, const char *text);
void card_field(struct screen *s, struct card_state *st, enum person_field f); /* a pair: the field as it is shown; "-" while empty */
const char *card_shown(struct screen *s, const struct card_state *st, enum person_field f); /* "" while empty or hidden */
const char *card_label(struct screen *s, const char *list, const char *code);
const char *card_day(struct screen *s, caldate day); /* 29-05-2023, "-" unknown */
const char *card_columns(struct screen *s, const int *widths, const char *const *cells, int n); /* texts side by side, cut with ~ */
void card_draw_lines(struct card_state *st, struct ui *ui, struct area a);
bool card_move(struct card_state *st, int key);

/* Reads and logs the opening; a sealed file's reason is asked. False: told already. */
bool card_open(struct ui *ui, row_id resident, struct arena *a, struct resident_card *out);

/* card_acts.c: the card's menu. */
bool card_act_room(struct screen *s);
bool card_act_clusters(struct screen *s);
bool card_act_stage(struct screen *s);
bool card_act_worker(struct screen *s);
bool card_act_seal(struct screen *s);
bool card_act_leave(struct screen *s);
bool card_act_return(struct screen *s);
bool card_act_measure(struct screen *s);
bool card_act_paper(struct screen *s, const struct paper *paper);
bool card_act_void(struct screen *s, const struct card_line *line); /* a dated fact is taken back, with a reason */
bool card_act_propose(struct screen *s);
bool card_act_out(struct screen *s); /* screens/partner: send to a service */

/* resident_edit.c: the form with the cursor on a field. */
bool resident_edit_open(struct ui *ui, row_id resident, enum person_field first);

#endif
