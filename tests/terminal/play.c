#include "tests/terminal/play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/base/types.h"

static const struct { const char *name, *keys; } named[] = {
	{ "F1", VT_F1 }, { "F2", VT_F2 }, { "F3", VT_F3 }, { "F4", VT_F4 }, { "F5", VT_F5 }, { "F6", VT_F6 }, { "F7", VT_F7 }, { "F8", VT_F8 }, { "F9", VT_F9 }, { "F10", VT_F10 },
	{ "Enter", "\r" }, { "Tab", "\t" }, { "Up", VT_UP }, { "Down", VT_DOWN }, { "Left", VT_LEFT }, { "Right", VT_RIGHT }, { "Home", VT_HOME }, { "PgDn", VT_PGDN }, { "Esc", "\033" }, { "^U", "\025" }, { "^Y", "\031" },
};

static void key(struct vt *v, const char *name, size_t n)
{
	if (*name == '=') {
		char msgid[120];
		snprintf(msgid, sizeof msgid, "%.*s", (int)n - 1, name + 1);
		const char *text = tr(msgid);
		vt_send(v, text);
		vt_wait_row(v, "> ", text);
		vt_send(v, "\r");
		return;
	}
	for (size_t i = 0; i < COUNT(named); i++)
		if (strlen(named[i].name) == n && strncmp(named[i].name, name, n) == 0) {
			vt_send(v, named[i].keys);
			return;
		}
	fail_msg("no key {%.*s}", (int)n, name);
}

static void type(struct vt *v, const char *keys)
{
	while (*keys) {
		size_t plain = strcspn(keys, "{");
		vt_send_bytes(v, keys, plain);
		keys += plain;
		if (!*keys) break;
		size_t n = strcspn(keys, "}");
		key(v, keys + 1, n - 1);
		keys += n + 1;
	}
}

/* What stands before the first figure or name that is filled in. */
static void shown(const char *msgid, char *out, size_t size)
{
	snprintf(out, size, "%s", tr(msgid));
	if (strchr(msgid, '%')) out[strcspn(out, "%")] = '\0';
}

void play(struct vt *v, const struct step *steps)
{
	char see[400], beside[400], gone[400];

	for (int i = 0; steps[i].keys; i++) {
		const struct step *s = &steps[i];
		if (getenv("CLERK_SHOW")) fprintf(stderr, "-- step %d: %s > %s\n", i, s->keys, s->see ? s->see : "");
		type(v, s->keys);
		shown(s->see ? s->see : "", see, sizeof see);
		shown(s->beside ? s->beside : "", beside, sizeof beside);
		shown(s->gone ? s->gone : "", gone, sizeof gone);
		if (*gone) vt_wait_gone(v, gone);
		vt_wait_row(v, see, beside);
		clerk_show(v, s->keys);
	}
}
