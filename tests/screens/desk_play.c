#include "tests/screens/desk_play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/office/draft.h"
#include "db/init.h"
#include "db/child/search.h"
#include "db/office/user.h"
#include "src/base/clock.h"
#include "tests/db/fixture.h"

void desk_must(bool ok, const struct problems *p, const struct err *e)
{
	if (!ok) fail_msg("%s %s", e ? e->text : "", p && p->count ? p->list[0].text : "");
}

static void add_user(struct desk_play *d, const char *name, unsigned role, struct actor *out)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct user_new in = { .name = name, .shown = name, .title = "", .nip = "", .district = "", .password = "sandi pertama", .roles = role };
	desk_must(user_add(d->db, &d->head, &in, &p, &e) != 0, &p, &e);
	desk_must(user_actor(d->db, name, DESK_TODAY, out, &e), &p, &e);
	desk_must(user_password(d->db, out, name, in.password, "kata sandi contoh", &p, &e), &p, &e); /* one's own: nothing is asked at log in */
}

void desk_begin(struct desk_play *d) { desk_begin_flags(d, 0); }

void desk_begin_flags(struct desk_play *d, unsigned flags)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	memset(d, 0, sizeof *d);
	fixture_folder(d->dir, sizeof d->dir);
	snprintf(d->path, sizeof d->path, "%s/desk.db", d->dir);
	clock_set_ms(FIXTURE_NOW);
	desk_must(db_open(&d->db, &(struct db_options){ .path = d->path, .flags = DB_CREATE | flags }, &e), NULL, &e);
	const struct init first = { "conf/region", "PSC", "Panti Contoh", 40, 40, 8,
		{ .name = "hasan", .shown = "Hasan", .title = "", .nip = "", .district = "", .password = "kata sandi contoh", .roles = ROLE_ADMIN | ROLE_KEPALA } };
	desk_must(db_init(d->db, &first, NULL, &p, &e), &p, &e);
	desk_must(user_actor(d->db, "hasan", DESK_TODAY, &d->head, &e), NULL, &e);
	add_user(d, "tu", ROLE_TU, &d->office);
	add_user(d, "sri", ROLE_PEKSOS, &d->worker);
	add_user(d, "rina", ROLE_BENDAHARA, &d->treasurer);
	struct fixture f = { .db = d->db };
	STR_SET(f.path, d->path);
	fixture_tamper(&f, "UPDATE account_user SET must_change = 0"); /* each has long chosen a password */
	conf_defaults(&d->conf);
	d->options = (struct desk_options){ .conf = &d->conf, .db_path = d->path };
	d->app.options = &d->options;
	d->app.db = d->db;
	d->app.arena = arena_new();
	desk_must(panti_load(d->db, d->head.panti, d->app.arena, &d->app.panti, &e), NULL, &e);
	d->rows = 24;
	d->cols = 80;
}

void desk_end(struct desk_play *d)
{
	db_close(d->db);
	arena_free(d->app.arena);
	fixture_remove(d->dir);
	clock_set_ms(0);
}

static void send_keys(struct ui *ui, const char *keys)
{
	static const struct { const char *name; int key; } named[] = { { "{Enter}", K_ENTER }, { "{Esc}", K_ESC }, { "{Tab}", K_TAB }, { "{Up}", K_UP }, { "{Down}", K_DOWN }, { "{Left}", K_LEFT }, { "{Right}", K_RIGHT },
		{ "{PgUp}", K_PGUP }, { "{PgDn}", K_PGDN }, { "{BS}", K_BACKSPACE }, { "{Home}", K_HOME }, { "{End}", K_END } };
	if (!*keys) play_key(ui, K_RESIZE); /* the same size: only a new frame */
	while (*keys) {
		size_t i = 0;
		int f, used = 0;
		if (sscanf(keys, "{F%d}%n", &f, &used) == 1 && used) {
			play_key(ui, K_F(f));
			keys += used;
			continue;
		}
		if (strncmp(keys, "{^", 2) == 0 && keys[2] && keys[3] == '}') {
			play_key(ui, K_CTRL(keys[2]));
			keys += 4;
			continue;
		}
		while (i < COUNT(named) && strncmp(keys, named[i].name, strlen(named[i].name)) != 0) i++;
		if (i < COUNT(named)) {
			play_key(ui, named[i].key);
			keys += strlen(named[i].name);
		} else {
			const char one[2] = { *keys++, '\0' };
			play_type(ui, one);
		}
	}
}

/* A frame is out and no key is left: what the step before should have shown, then the next keys. */
static bool idle(struct ui *ui)
{
	struct desk_play *d = ui_app(ui);
	const struct desk_step *before = d->n ? &d->steps[d->n - 1] : NULL;
	for (size_t i = 0; before && i < COUNT(before->shown); i++)
		if (before->shown[i] && !play_has(ui, before->shown[i])) {
			play_dump(ui);
			fail_msg("step %d (%s): not on the screen: %s", d->n - 1, before->keys, before->shown[i]);
		}
	if (before && before->gone && play_has(ui, before->gone)) {
		play_dump(ui);
		fail_msg("step %d (%s): still on the screen: %s", d->n - 1, before->keys, before->gone);
	}
	if (before && before->then) before->then(d, ui);
	if (!d->steps[d->n].keys) {
		d->ended = true;
		return false;
	}
	const char *keys = d->steps[d->n++].keys;
	if (*keys) send_keys(ui, keys);
	else play_resize(ui, d->rows, d->cols); /* one more frame */
	return true;
}

static bool drafts_save(struct ui *ui, const char *form, row_id record, const char *text)
{
	if (!ui_db(ui) || !ui_who(ui)->user) return true; /* as in the desk: nobody to keep it for yet */
	return draft_save(ui_db(ui), ui_who(ui), form, record, "", text, NULL);
}

static char *drafts_load(struct ui *ui, const char *form, row_id record, utc_ms *at)
{
	struct draft draft;
	if (!ui_db(ui) || !ui_who(ui)->user) return NULL;
	struct arena *a = arena_new();
	char *text = draft_load(ui_db(ui), ui_who(ui), form, record, a, &draft, NULL) && draft.id ? mem_dup(draft.body) : NULL;
	if (text) *at = draft.at;
	arena_free(a);
	return text;
}

static void drafts_drop(struct ui *ui, const char *form, row_id record)
{
	if (ui_db(ui) && ui_who(ui)->user) draft_drop(ui_db(ui), ui_who(ui), form, record, NULL);
}

void desk_run_play(struct desk_play *d, const struct actor *who, const struct screen_class *first, const void *arg, const struct desk_step *steps)
{
	struct ui_options o = play_options();
	d->app.actor = *who;
	d->steps = steps;
	d->n = 0;
	d->ended = false;
	o.app = d;
	o.db = d->db;
	o.who = &d->app.actor;
	o.in_tx = db_in_tx;
	o.conf = &d->conf;
	o.offset_hours = 8;
	o.idle = idle;
	o.rows = d->rows;
	o.cols = d->cols;
	o.drafts = (struct ui_drafts){ drafts_save, drafts_load, drafts_drop };
	if (d->tune) d->tune(d, &o);
	assert_int_equal(ui_run(&o, first, arg), 0);
	if (!d->ended && !d->may_end && steps[d->n].keys) fail_msg("the screen closed before step %d (%s)", d->n, steps[d->n].keys);
}

row_id desk_child(struct desk_play *d, const char *name, const char *sex, const char *birth, caldate on)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct stay_admitted made;
	struct stay_admission in = { .on = on, .letter_no = "", .twins_seen = true };
	in.v[PERSON_NAME] = name;
	in.v[PERSON_SEX] = sex;
	in.v[PERSON_BIRTH_DATE] = birth;
	desk_must(stay_admit(d->db, &d->head, &in, 1, &made, &p, &e), &p, &e);
	return made.resident;
}

row_id desk_room(struct desk_play *d, const char *name, const char *sex, int places)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	const struct room in = { .name = name, .sex = sex, .capacity = places, .caregiver = "" };
	row_id id = room_save(d->db, &d->head, &in, &p, &e);
	desk_must(id != 0, &p, &e);
	return id;
}

struct resident_card *desk_card(struct desk_play *d, row_id resident, struct arena *a)
{
	struct problems p = { .count = 0 };
	struct err e = { ERR_NONE, "" };
	struct resident_card *card = arena_new_of(a, struct resident_card);
	desk_must(resident_card(d->db, &d->head, resident, false, NULL, a, card, &p, &e), &p, &e);
	return card;
}

row_id desk_find(struct desk_play *d, const char *name)
{
	struct err e = { ERR_NONE, "" };
	const struct resident_filter all = { .status = RESIDENT_SEMUA };
	struct resident_row rows[2];
	struct search_page page;
	struct arena *a = arena_new();
	desk_must(search_residents(d->db, &d->head, &all, name, NULL, false, 2, a, rows, &page, &e), NULL, &e);
	row_id id = page.count == 1 ? rows[0].id : 0;
	arena_free(a);
	return id;
}

int64_t desk_count(struct desk_play *d, enum resident_status status)
{
	struct err e = { ERR_NONE, "" };
	const struct resident_filter f = { .status = status };
	return resident_count(d->db, &d->head, &f, &e);
}
