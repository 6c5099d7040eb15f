/* The sender's list: number, child, to which home, sent on, days waiting, where it stands, free places there by sex. */
#include "screens/referral/referrals_sent.h"

#include <stdio.h>
#include <string.h>

#include "db/referral/referral_message.h"
#include "db/referral/referral_place.h"
#include "db/referral/referral_sent.h"
#include "screens/referral/referral_send.h"
#include "screens/paged.h"
#include "screens/rows.h"
#include "src/base/i18n.h"

enum { HOMES = 30 };

const struct list_column referrals_sent_columns[] = {
	{ N_("Number"), 10, 0, 0 }, { N_("Child"), 11, LIST_HITS | LIST_GROW, 0 }, { N_("To the home"), 12, LIST_GROW, 2 }, { N_("Out"), 5, 0, 4 },
	{ N_("Waits"), 7, LIST_RIGHT, 1 }, { N_("Step"), 15, 0, 0 }, { N_("Free"), 9, 0, 3 }, { NULL, 0, 0, 0 },
};

/* Where there is one home only, its column would say nothing: the names have its room. */
const struct list_column referrals_sent_one[] = {
	{ N_("Number"), 10, 0, 0 }, { N_("Child"), 24, LIST_HITS | LIST_GROW, 0 }, { N_("Out"), 5, 0, 2 }, { N_("Waits"), 7, LIST_RIGHT, 1 }, { N_("Step"), 15, 0, 0 }, { N_("Free"), 9, 0, 3 }, { NULL, 0, 0, 0 },
};

bool referrals_sent_one_home(struct screen *s)
{
	struct referral_home homes[2];
	struct err e = { ERR_NONE, "" };
	return referral_homes(screen_db(s), screen_actor(s), screen_arena(s), homes, 2, &e) == 1;
}

/* "* " unread, "? " read but the home still waits for an answer. */
static const char *step(const struct referral_row *r, const struct referral_talk *t, struct arena *a)
{
	const bool open = !referral_states[r->state].final;
	const char *state = referral_state_label(r->state);
	return arena_printf(a, "%s%s%s", t->unread ? "* " : t->theirs && open ? "? " : "", state, r->urgent && open ? _(", urgent") : "");
}

static const char *waits(const struct screen *s, const struct referral_row *r, struct arena *a)
{
	if (r->state == REFERRAL_KONSEP) return r->since == DATE_NONE ? "" : arena_printf(a, _("%d d"), ui_today(screen_ui(s)) - r->since);
	if (!referral_states[r->state].clock && r->state != REFERRAL_DAFTAR_TUNGGU) return "";
	return arena_printf(a, r->wait.over ? _("%d d !") : _("%d d"), r->wait.days);
}

struct places { row_id home[HOMES]; const char *text[HOMES]; int count; }; /* a page names few homes: each is counted once */

/* "L 0 P 13" of the home while the place still matters. */
static const char *places(struct screen *s, struct places *known, const struct referral_row *r, row_id home, struct arena *a)
{
	struct referral_free f;
	struct err e = { ERR_NONE, "" };
	if (!home || referral_states[r->state].final) return "";
	for (int i = 0; i < known->count; i++)
		if (known->home[i] == home) return known->text[i];
	if (!referral_free(screen_db(s), home, &f, &e)) return ui_error(screen_ui(s), &e), "";
	int l = referral_free_left(&f, SEX_L), p = referral_free_left(&f, SEX_P);
	const char *text = f.capacity[SEX_L] || f.capacity[SEX_P] ? arena_printf(a, "L %d P %d", l > 0 ? l : 0, p > 0 ? p : 0) : "";
	if (known->count < HOMES) {
		known->home[known->count] = home;
		known->text[known->count++] = text;
	}
	return text;
}

int referrals_sent_rows(struct screen *s, bool one_home, const struct referral_row *found, int n, struct list_row *rows, struct arena *a, struct err *e)
{
	struct referral_talk *talks = arena_array(a, struct referral_talk, n + 1);
	struct referral_dispatch *sent = arena_array(a, struct referral_dispatch, n + 1);
	row_id *ids = arena_array(a, row_id, n + 1);
	struct places known = { .count = 0 };
	for (int i = 0; i < n; i++) ids[i] = found[i].id;
	if (!referral_talks(screen_db(s), screen_actor(s), ids, n, a, talks, e) || !referral_dispatches(screen_db(s), screen_actor(s), ids, n, sent, e)) return -1;
	for (int i = 0; i < n; i++) {
		const struct referral_row *r = &found[i];
		char day[24] = "-";
		if (sent[i].sent != DATE_NONE) date_format(sent[i].sent, DATE_DAY_MONTH, day, sizeof day);
		rows[i] = (struct list_row){ .id = r->id, .key = paged_key(a, r->key.rank, r->key.sort),
			.paint = talks[i].unread || r->wait.over ? PAINT_WARN : referral_states[r->state].final ? PAINT_DIM : PAINT_TEXT,
			.cell = { r->number, child_shown(screen_ui(s), r->name, a), *r->panti ? r->panti : _("(choose: F4)"), arena_dup(a, day), waits(s, r, a), step(r, &talks[i], a), places(s, &known, r, sent[i].home, a) } };
		if (one_home) memmove(&rows[i].cell[2], &rows[i].cell[3], 4 * sizeof rows[i].cell[0]); /* columns of referrals_sent_one */
	}
	return n;
}

/* What the home wrote leads; else where there is room. */
const char *referrals_sent_detail(struct screen *s, row_id id, struct arena *a)
{
	struct referral_talk t = { .unread = 0 };
	struct referral_home homes[HOMES];
	struct err e = { ERR_NONE, "" };
	char *out;
	if (referral_talks(screen_db(s), screen_actor(s), &id, 1, a, &t, &e) && t.theirs && t.unread) out = arena_printf(a, _("%d new: %s"), t.unread, t.last);
	else if (t.theirs) out = arena_printf(a, _("The home wrote: %s"), t.last);
	else {
		int n = referral_homes(screen_db(s), screen_actor(s), a, homes, HOMES, &e);
		return n > 0 ? referral_homes_line(homes, n, a) : "";
	}
	for (char *at = out; *at; at++)
		if (*at == '\n') *at = ' ';
	return out;
}
