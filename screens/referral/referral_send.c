#include "screens/referral/referral_send.h"

#include <stdio.h>
#include <string.h>

#include "db/referral/referral_sent.h"
#include "screens/ui/dialog.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

enum { HOMES = 30, BATCH = 31 };

static bool told(struct ui *ui, bool ok, const struct problems *p, const struct err *e)
{
	if (ok) ui_reload(ui);
	else if (p->count) ui_problems(ui, p);
	else ui_error(ui, e);
	return ok;
}

const char *referral_homes_line(const struct referral_home *homes, int n, struct arena *a)
{
	struct buf b = BUF_EMPTY;
	for (int i = 0; i < n; i++) {
		const struct referral_home *h = &homes[i];
		char l[40], p[40];
		if (!h->capacity_l && !h->capacity_p) continue;
		if (h->free_l > 0) snprintf(l, sizeof l, _("L %d free"), h->free_l);
		else STR_SET(l, _("boys full"));
		if (h->free_p > 0) snprintf(p, sizeof p, _("P %d free"), h->free_p);
		else STR_SET(p, _("girls full"));
		buf_printf(&b, "%s%s: %s, %s.", b.size ? " " : "", h->name, l, p);
	}
	const char *line = arena_dup(a, buf_text(&b));
	buf_free(&b);
	return line;
}

/* 0 = left. With one home there is nothing to ask. */
static row_id pick_home(struct ui *ui, row_id now, bool even_one)
{
	struct referral_home homes[HOMES];
	struct choice choices[HOMES + 1];
	struct err e = { ERR_NONE, "" };
	struct arena *a = arena_new();
	int n = referral_homes(ui_db(ui), ui_who(ui), a, homes, HOMES, &e), at = 0;
	for (int i = 0; i < n; i++) {
		choices[i] = (struct choice){ homes[i].code, arena_printf(a, _("%s: free L %d, P %d"), homes[i].name, homes[i].free_l, homes[i].free_p) };
		if (homes[i].id == now) at = i;
	}
	if (n >= 0) choices[n] = (struct choice){ NULL, NULL };
	else ui_error(ui, &e);
	int picked = n == 1 && !even_one ? 0 : n > 0 ? picker_choose(ui, _("Which panti is asked"), choices, at, NULL) : -1;
	row_id id = picked >= 0 ? homes[picked].id : 0;
	arena_free(a);
	return id;
}

row_id referral_home_pick(struct ui *ui)
{
	row_id home = pick_home(ui, 0, false);
	if (!home) ui_say(ui, "%s", _("Choose the home the letter goes to."));
	return home;
}

bool referral_home_ask(struct ui *ui, row_id referral)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_card c;
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e);
	if (!ok) ui_error(ui, &e);
	else if (c.state != REFERRAL_KONSEP && c.state != REFERRAL_DIKIRIM) ok = (ui_say(ui, _("The home has received this referral (now: %s); changes go to the home in writing."), referral_state_label(c.state)), false);
	row_id home = ok ? pick_home(ui, c.panti, true) : 0;
	struct referral_input in = { .panti = home };
	ok = ok && home && home != c.panti;
	ok = ok && told(ui, referral_edit(ui_db(ui), ui_who(ui), referral, c.version, &in, &p, &e), &p, &e);
	if (ok) ui_say(ui, "%s", _("Saved."));
	arena_free(a);
	return ok;
}

/* The drafts of the letter that go with it, each to its own home; those without one to the home of this. */
static int batch_of(const struct referral_card *c, row_id ids[BATCH])
{
	int n = 0;
	ids[n++] = c->id;
	for (size_t i = 0; i < c->mate_count && n < BATCH; i++)
		if (c->mates[i].state == REFERRAL_KONSEP) ids[n++] = c->mates[i].id;
	return n;
}

static const char *home_name(struct ui *ui, row_id home, struct arena *a)
{
	struct referral_home *homes = arena_array(a, struct referral_home, HOMES);
	int n = referral_homes(ui_db(ui), ui_who(ui), a, homes, HOMES, NULL);
	for (int i = 0; i < n; i++)
		if (homes[i].id == home) return homes[i].name;
	return "";
}

/* How many go: 0 = back. */
static int ask_count(struct ui *ui, const struct referral_card *c, const char *to, int all)
{
	char text[300], both[40];
	if (all > 1) snprintf(text, sizeof text, _("%s, %s, to %s. On its letter %d drafts are ready."), c->child[PERSON_NAME], c->number, to, all);
	else snprintf(text, sizeof text, _("%s, %s, to %s."), c->child[PERSON_NAME], c->number, to);
	snprintf(both, sizeof both, _("Send %d now"), all);
	if (all == 1) return dialog_confirm(ui, _("Send the referral"), text, _("Send"));
	const char *const buttons[] = { _("Back"), _("Only this one"), both, NULL };
	int picked = dialog_choose(ui, _("Send the referral"), text, buttons, 0);
	return picked == 2 ? all : picked;
}

bool referral_send_ask(struct ui *ui, row_id referral)
{
	struct err e = { ERR_NONE, "" };
	struct problems p = { .count = 0 };
	struct referral_card c;
	row_id ids[BATCH];
	struct arena *a = arena_new();
	bool ok = referral_load(ui_db(ui), ui_who(ui), referral, false, a, &c, &e);
	if (!ok) ui_error(ui, &e);
	else if (c.state != REFERRAL_KONSEP) ok = (ui_say(ui, _("%s is %s already. F8 withdraws it, F7 on its page writes to the home."), c.number, referral_state_label(c.state)), false);
	row_id home = !ok ? 0 : c.panti ? c.panti : referral_home_pick(ui);
	const char *to = ok && home ? home_name(ui, home, a) : "";
	int n = home ? ask_count(ui, &c, to, batch_of(&c, ids)) : 0;
	ok = ok && n > 0 && told(ui, referral_send_all(ui_db(ui), ui_who(ui), ids, n, home, &p, &e), &p, &e);
	if (ok && n > 1) ui_say(ui, _("Sent: %d."), n);
	else if (ok) ui_say(ui, _("%s sent to %s."), c.number, to);
	arena_free(a);
	return ok;
}
