/* The desk's screens over a real database in a folder of its own: a table of steps types keys as a clerk would and reads the screen back. */
#ifndef TESTS_SCREENS_DESK_PLAY_H
#define TESTS_SCREENS_DESK_PLAY_H
#include "db/child/stay.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "src/conf/conf.h"
#include "tests/screens/headless.h"

#define DESK_TODAY date_make(2026, 8, 3) /* Monday, 09.00 WITA */

struct desk_play {
	struct app app; /* first: ui_app() of the screens */
	struct desk_options options;
	struct conf conf;
	char dir[64], path[96];
	struct db *db;
	struct actor head, office, worker, treasurer;
	const struct desk_step *steps;
	int n, rows, cols;
	void (*tune)(struct desk_play *d, struct ui_options *o); /* may be NULL: last word on the options */
	bool ended;
	bool may_end; /* the program may end before the steps do */
};

struct desk_step {
	const char *keys;    /* text, and {F2} {Enter} {Esc} {Tab} {Up} {Down} {Left} {Right} {PgUp} {PgDn} {BS} {Home} {End} {^Y}; "" = only look; NULL ends the play */
	const char *shown[4]; /* on the screen afterwards */
	const char *gone;    /* not on the screen afterwards */
	void (*then)(struct desk_play *d, struct ui *ui);
};

void desk_begin(struct desk_play *d); /* head hasan, office tu, social worker sri, treasurer rina; no child yet */
void desk_begin_flags(struct desk_play *d, unsigned flags); /* with more DB_ flags: DB_DEMO */
void desk_end(struct desk_play *d);
/* The desk of a file of tests, with setup and teardown for cmocka: anew for every test. */
#define DESK_ANEW(desk) \
	static struct desk_play desk; \
	static int setup(void **state) { (void)state; desk_begin(&desk); return 0; } \
	static int teardown(void **state) { (void)state; desk_end(&desk); return 0; }
/* Runs the screen as `who` until the steps end or the last screen closes. */
void desk_run_play(struct desk_play *d, const struct actor *who, const struct screen_class *first, const void *arg, const struct desk_step *steps);
row_id desk_child(struct desk_play *d, const char *name, const char *sex, const char *birth, caldate on); /* by the head: approved at once */
row_id desk_room(struct desk_play *d, const char *name, const char *sex, int places);
/* What the database holds of a child. */
struct resident_card *desk_card(struct desk_play *d, row_id resident, struct arena *a);
row_id desk_find(struct desk_play *d, const char *name); /* 0 none */
int64_t desk_count(struct desk_play *d, enum resident_status status);
void desk_must(bool ok, const struct problems *p, const struct err *e);

#endif
