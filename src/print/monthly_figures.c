#include "src/print/monthly.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/codes.h"

/* The order of these names is the order in the text; a name is never reused for something else, because stored texts live for years. */
static const char *const parts[] = { "opening", "in", "out", "moved_in", "moved_out", "closing" };

static int part_of(const struct tally *t, size_t part, int sex)
{
	const int *const all[] = { t->opening, t->in, t->out, t->moved_in, t->moved_out, t->closing };
	return all[part][sex];
}

static void put_tally(struct buf *out, const char *name, const char *group, const struct tally *t)
{
	for (size_t p = 0; p < COUNT(parts); p++)
		for (int x = 0; x < SEXES; x++) {
			int n = part_of(t, p, x);
			if (n) buf_printf(out, "%s.%s.%s.%s %d\n", name, group, x == SEX_L ? "L" : "P", parts[p], n);
		}
}

static void put(struct buf *out, const char *name, const char *group, const char *part, int64_t value)
{
	if (value) buf_printf(out, "%s.%s.%s %" PRId64 "\n", name, *group ? group : "-", part, value);
}

void monthly_figures(const struct monthly *m, struct buf *out)
{
	put_tally(out, "total", "all", &m->total);
	for (int d = 0; d < MONTHLY_DIMENSIONS; d++)
		for (int g = 0; g < m->by[d].n; g++) put_tally(out, m->by[d].code, m->by[d].groups[g].code, &m->by[d].groups[g].count);
	for (int i = 0; i < m->other_cluster_count; i++) {
		put(out, "other_cluster", m->other_clusters[i].code, "L", m->other_clusters[i].l);
		put(out, "other_cluster", m->other_clusters[i].code, "P", m->other_clusters[i].p);
	}
	for (int i = 0; i < m->reason_count; i++) {
		put(out, "reason", m->reasons[i].code, "L", m->reasons[i].l);
		put(out, "reason", m->reasons[i].code, "P", m->reasons[i].p);
	}
	for (int i = 0; i < m->referral_count; i++) {
		const struct monthly_referral *r = &m->referrals[i];
		put(out, "referral", r->district, "received", r->received);
		put(out, "referral", r->district, "accepted", r->accepted);
		put(out, "referral", r->district, "refused", r->refused);
		put(out, "referral", r->district, "withdrawn", r->withdrawn);
		put(out, "referral", r->district, "open", r->open);
		put(out, "referral", r->district, "waited_days", r->waited_days);
		put(out, "referral", r->district, "longest_open", r->longest_open);
	}
	for (int i = 0; i < m->presence_count; i++) {
		put(out, "presence", m->presence[i].code, "children", m->presence[i].children);
		put(out, "presence", m->presence[i].code, "days", m->presence[i].days);
	}
	put(out, "presence", "all", "care_days", m->care_days);
	put(out, "presence", "all", "present_days", m->present_days);
	for (int i = 0; i < m->money_count; i++) {
		put(out, "money", m->money[i].code, "children", m->money[i].children);
		put(out, "money", m->money[i].code, "amount", m->money[i].amount);
	}
	for (int i = 0; i < m->cash_count; i++) {
		put(out, "cash", m->cash[i].fund, "opening", m->cash[i].opening);
		put(out, "cash", m->cash[i].fund, "in", m->cash[i].in);
		put(out, "cash", m->cash[i].fund, "out", m->cash[i].out);
		put(out, "cash", m->cash[i].fund, "closing", m->cash[i].closing);
	}
	/* a child's dates are figures too: two children exchanged, or a day moved within the month, change no count */
	for (int i = 0; i < m->movement_count; i++)
		buf_printf(out, "movement.%s.%s %d\n", m->movements[i].register_no, m->movements[i].in ? "in" : "out", (int)(m->movements[i].on - m->month + 1));
}

/* --- comparing ------------------------------------------------------------------------------------------------------------------- */

struct figure { const char *name; size_t size; int64_t value; };

/* The next line of a text; false at the end. A line that is no figure is passed over. */
static bool next_figure(const char **at, struct figure *out)
{
	while (**at) {
		const char *line = *at, *end = strchr(line, '\n'), *space;
		size_t size = end ? (size_t)(end - line) : strlen(line);
		*at = line + size + (end != NULL);
		for (space = line + size; space > line && *space != ' '; space--) {}
		if (space == line) continue;
		*out = (struct figure){ line, (size_t)(space - line), strtoll(space + 1, NULL, 10) };
		return true;
	}
	return false;
}

static bool same_name(const struct figure *a, const struct figure *b) { return a->size == b->size && memcmp(a->name, b->name, a->size) == 0; }

/* Looks for a name in a text; the lines of both texts have the same order, so looking goes on from where it stood. */
static bool find_figure(const char *text, const char **at, const struct figure *name, struct figure *out)
{
	const char *start = *at;
	while (next_figure(at, out))
		if (same_name(out, name)) return true;
	*at = text;
	while (*at < start && next_figure(at, out))
		if (same_name(out, name)) return true;
	*at = start;
	return false;
}

int64_t monthly_figure(const char *text, const char *name, int64_t otherwise)
{
	struct figure f, wanted = { name, strlen(name), 0 };
	const char *at = text;
	return find_figure(text, &at, &wanted, &f) ? f.value : otherwise;
}

static void add_difference(struct arena *a, struct monthly_difference **out, int *n, int *room, const struct figure *name, int64_t before, int64_t after)
{
	if (*n == *room) {
		struct monthly_difference *more = arena_array(a, struct monthly_difference, *room = *room ? *room * 2 : 16);
		if (*n) memcpy(more, *out, (size_t)*n * sizeof *more);
		*out = more;
	}
	char *text = arena_alloc(a, name->size + 1);
	memcpy(text, name->name, name->size);
	(*out)[(*n)++] = (struct monthly_difference){ text, monthly_figure_label(text, a), before, after };
}

int monthly_compare(const char *before, const char *after, struct arena *a, struct monthly_difference **out)
{
	int n = 0, room = 0;
	struct figure f, other;
	const char *at = after, *look = before;
	*out = NULL;
	while (next_figure(&at, &f)) {
		int64_t was = find_figure(before, &look, &f, &other) ? other.value : 0;
		if (was != f.value) add_difference(a, out, &n, &room, &f, was, f.value);
	}
	at = before;
	look = after;
	while (next_figure(&at, &f))
		if (!find_figure(after, &look, &f, &other) && f.value) add_difference(a, out, &n, &room, &f, f.value, 0);
	return n;
}

/* --- names in words ----------------------------------------------------------------------------------------------------------------- */

static const struct { const char *code, *word; } words[] = {
	{ "opening", N_("opening") }, { "in", N_("entered") }, { "out", N_("left care") }, { "moved_in", N_("moved in") }, { "moved_out", N_("moved out") }, { "closing", N_("closing") },
	{ "received", N_("received") }, { "accepted", N_("accepted") }, { "refused", N_("refused") }, { "withdrawn", N_("withdrawn") }, { "open", N_("not answered yet") },
	{ "waited_days", N_("days waited") }, { "longest_open", N_("longest wait") }, { "children", N_("children") }, { "days", N_("days") }, { "amount", N_("amount") },
	{ "care_days", N_("days in care") }, { "present_days", N_("days present") }, { "L", "L" }, { "P", "P" },
};
static const struct { const char *code, *list, *word; } heads[] = {
	{ "total", NULL, N_("All children") }, { "level", "school_level", N_("School level") }, { "age", "age_band", N_("Age band") }, { "cluster", "cluster", N_("Main cluster") },
	{ "other_cluster", "cluster", N_("Further cluster") }, { "reason", "termination_reason", N_("Termination") }, { "referral", NULL, N_("Referrals") },
	{ "presence", "presence_kind", N_("Presence") }, { "money", NULL, N_("Money") }, { "cash", "fund", N_("Cash") }, { "movement", NULL, N_("Day of movement") },
};
static const struct { const char *code, *word; } middles[] = {
	{ "allowance_due", N_("Pocket money due for the month") }, { "allowance_unpaid", N_("of it not paid by the end of the month") },
	{ "allowance_paid", N_("Pocket money paid in the month") }, { "allowance_owed", N_("Pocket money owed in all at the end") },
	{ "savings_balance", N_("Savings of the children at the end") }, { "savings_in", N_("Savings deposited") }, { "savings_out", N_("Savings withdrawn") },
	{ "savings_payout", N_("Savings paid out at termination") }, { "-", N_("Not recorded") }, { "all", "" },
};

static const char *word_of(const char *code)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i].code, code) == 0) return _(words[i].word);
	return code;
}

const char *monthly_figure_label(const char *name, struct arena *a)
{
	/* head.group.part or head.group.sex.part; a group (a region's code, a register number) may hold dots itself */
	char head[32] = "", *group = arena_dup(a, name), *tail, *sex = NULL;
	size_t h = strcspn(name, ".");
	if (!name[h] || h >= sizeof head) return group;
	memcpy(head, name, h);
	head[h] = '\0';
	group += h + 1;
	tail = strrchr(group, '.');
	if (!tail) return name;
	*tail++ = '\0';
	size_t size = strlen(group);
	if (size > 2 && group[size - 2] == '.' && (group[size - 1] == 'L' || group[size - 1] == 'P')) {
		group[size - 2] = '\0';
		sex = group + size - 1;
	}
	const char *label = NULL, *middle = group;
	for (size_t i = 0; i < COUNT(heads); i++)
		if (strcmp(heads[i].code, head) == 0) {
			label = _(heads[i].word);
			if (heads[i].list) middle = code_label(heads[i].list, group);
		}
	for (size_t i = 0; i < COUNT(middles); i++)
		if (strcmp(middles[i].code, group) == 0) middle = *middles[i].word ? _(middles[i].word) : "";
	return arena_printf(a, "%s%s%s%s%s, %s", label ? label : head, *middle ? " " : "", middle, sex ? ", " : "", sex ? sex : "", word_of(tail));
}
