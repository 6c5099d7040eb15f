/* What is due later: once, after some milliseconds. Nothing due = no wake-ups. */
#include "screens/ui/loop.h"
#include "src/base/clock.h"

void ui_after(struct ui *ui, void *owner, void (*fn)(struct ui *, void *), int ms, unsigned flags)
{
	struct ui_timer *free_slot = NULL;

	for (int i = 0; i < UI_TIMERS_MAX; i++) {
		struct ui_timer *t = &ui->timer[i];
		if (t->fn == fn && t->owner == owner) {
			free_slot = t;
			break;
		}
		if (!t->fn && !free_slot)
			free_slot = t;
	}
	MUST(free_slot != NULL);
	*free_slot = (struct ui_timer){ owner, fn, clock_monotonic() + ms, flags };
}

void ui_after_cancel(struct ui *ui, void *owner)
{
	for (int i = 0; i < UI_TIMERS_MAX; i++)
		if (ui->timer[i].owner == owner)
			ui->timer[i].fn = NULL;
}

int loop_timers_next(const struct ui *ui)
{
	utc_ms now = clock_monotonic(), next = -1;

	for (int i = 0; i < UI_TIMERS_MAX; i++)
		if (ui->timer[i].fn && (next < 0 || ui->timer[i].due < next))
			next = ui->timer[i].due;
	return next < 0 ? -1 : next <= now ? 0 : (int)(next - now);
}

void loop_timers_run(struct ui *ui)
{
	utc_ms now = clock_monotonic();

	for (int i = 0; i < UI_TIMERS_MAX; i++) {
		struct ui_timer t = ui->timer[i];
		if (t.fn && t.due <= now) {
			ui->timer[i].fn = NULL;
			t.fn(ui, t.owner);
		}
	}
}
