/* The audit log: who did, saw, printed or exported what; of everything or of one child. */
#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "screens/office/acts.h"
#include "screens/app.h"
#include "screens/screens.h"
#include "screens/table.h"
#include "screens/ui/dialog.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"

enum { STEP = 400, MOST = 8000 };

struct state { struct table table; struct audit_row *rows; int most; row_id child, person; char name[100], filter[140]; };

static const struct list_column columns[] = {
	{ N_("When"), 16, 0, 0 }, { N_("Who"), 12, LIST_GROW, 0 }, { N_("What"), 18, LIST_GROW, 0 }, { N_("Field"), 12, LIST_GROW, 1 }, { N_("Before"), 12, LIST_GROW, 3 }, { N_("After"), 14, LIST_GROW, 2 }, { NULL, 0, 0, 0 },
};

static const char *filter(void *ctx)
{
	struct list_array *array = ctx;
	return ((struct state *)array->owner)->filter;
}

static const char *detail(void *ctx, const struct list_row *row)
{
	(void)ctx;
	return *row->cell[5] ? row->cell[5] : row->cell[4];
}

static const char *shown(struct screen *s, const struct audit_row *r, const char *value)
{
	return value && *value ? act_value(s, r->record_kind, r->field, value) : "";
}

static bool load(struct screen *s, struct err *e)
{
	struct state *st = screen_state(s);
	struct arena *a = screen_arena(s);
	st->rows = arena_array(a, struct audit_row, st->most);
	int n = audit_list(screen_db(s), screen_actor(s), st->person, 0, a, st->rows, st->most, e);
	if (n < 0) return false;
	struct list_row *rows = arena_array(a, struct list_row, n + 1);
	for (int i = 0; i < n; i++) {
		const struct audit_row *r = &st->rows[i];
		char day[24];
		int hour, minute;
		caldate on;
		clock_local(r->at, app_of(screen_ui(s))->panti.utc_offset, &on, &hour, &minute);
		rows[i] = (struct list_row){ .id = i + 1, .key = "", .data = i,
			.cell = { arena_printf(a, "%s %02d.%02d", date_format(on, DATE_SHORT, day, sizeof day), hour, minute), r->user_name, act_words(a, r->action), act_field(a, r->field), shown(s, r, r->before), shown(s, r, r->after) } };
	}
	snprintf(st->filter, sizeof st->filter, st->person ? _("About %s, newest first") : _("Everything, newest first"), st->name);
	table_rows(s, rows, n);
	return true;
}

static bool open_audit(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	(void)arg;
	st->most = STEP;
	table_open(s, columns, N_("Nothing recorded yet."), NULL, detail);
	st->table.source.filter = filter;
	return true;
}

static bool one_child(struct screen *s)
{
	struct state *st = screen_state(s);
	struct err e = { ERR_NONE, "" };
	struct resident_row row;
	const struct resident_filter everybody = { .status = RESIDENT_SEMUA };
	struct arena *a = arena_new();
	row_id child = st->person ? 0 : app_pick_child(screen_ui(s), _("Whose file?"), &everybody);
	st->person = 0;
	st->name[0] = 0;
	if (child && resident_row(screen_db(s), screen_actor(s), child, a, &row, &e)) {
		st->person = row.person;
		STR_SET(st->name, row.name);
	}
	arena_free(a);
	ui_reload(screen_ui(s));
	return true;
}

static bool older(struct screen *s)
{
	struct state *st = screen_state(s);
	if (st->most >= MOST) return ui_say(screen_ui(s), "%s", _("These are the newest 8,000 rows; the log itself keeps all of them.")), false;
	st->most += STEP * 4;
	ui_reload(screen_ui(s));
	return true;
}

static bool verify(struct screen *s)
{
	int64_t rows = 0;
	struct err e = { ERR_NONE, "" };
	struct audit_head head;
	row_id panti = screen_actor(s)->panti;
	if (!audit_verify(screen_db(s), panti, NULL, &rows, &e) || !audit_head(screen_db(s), panti, &head, &e)) return ui_error(screen_ui(s), &e), false;
	ui_say(screen_ui(s), _("The audit log is whole: %lld rows, head %s/%lld."), (long long)rows, head.hash, (long long)head.rows);
	return true;
}

static const struct action actions[] = {
	{ .fkey = 2, .label = N_("Verify"), .help = N_("Recomputes the chain of the log and says whether a row was changed or taken away."), .run = verify, .right = RIGHT_AUDIT_READ },
	{ .fkey = 6, .label = N_("Child"), .help = N_("Only what concerns one child: who saw, changed, printed or exported it; again: everything."), .run = one_child, .right = RIGHT_AUDIT_READ },
	{ .fkey = 7, .label = N_("Older"), .help = N_("Shows older rows too."), .run = older, .right = RIGHT_AUDIT_READ },
};

const struct screen_class screen_audit = {
	.name = "audit", .title = N_("Audit log"),
	.help = N_("Every change with who, when, old and new value; every child's file that was opened; every printout and export. Nothing here can be changed."),
	.state_size = sizeof(struct state), .actions = actions, .action_count = COUNT(actions), .right = RIGHT_AUDIT_READ,
	.open = open_audit, .load = load, .draw = table_draw, .key = table_key, .close = table_close,
};
