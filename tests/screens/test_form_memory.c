/* A form is painted with every key: a thousand keys and frames take no memory of its screen. */
#include "tests/screens/desk_facts.h"

DESK_ANEW(desk)

enum { FRAMES = 1000 };
static size_t kept, loaded;

static void weigh(struct ui *ui, size_t *keep, size_t *load)
{
	struct screen *s = ui_top(ui);
	*keep = arena_bytes(screen_keep(s));
	*load = arena_bytes(screen_arena(s));
}

static void before(struct desk_play *d, struct ui *ui) { (void)d; weigh(ui, &kept, &loaded); }

static void after(struct desk_play *d, struct ui *ui)
{
	size_t keep, load;
	(void)d;
	weigh(ui, &keep, &load);
	assert_int_equal(keep, kept);
	assert_int_equal(load, loaded);
}

/* Down through every field (each pick-list was asked for once after the first round), a frame a key. */
static void a_thousand(const struct screen_class *screen, const void *arg, const char *first)
{
	static struct desk_step steps[FRAMES + 4];
	int n = 0;
	steps[n++] = (struct desk_step){ .keys = "", .shown = { first } };
	steps[n++] = (struct desk_step){ .keys = "{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}{Down}" };
	steps[n++] = (struct desk_step){ .keys = "{Home}", .then = before };
	for (int i = 0; i < FRAMES; i++) steps[n++] = (struct desk_step){ .keys = i % 2 ? "{Up}" : "{Down}" };
	steps[n - 1].then = after;
	steps[n] = (struct desk_step)DONE;
	desk_run_play(&desk, &desk.head, screen, arg, steps);
}

static void test_forms(void **state)
{
	(void)state;
	const row_id none = 0;
	const struct labour_arg child = { .screening = 0 };
	a_thousand(&screen_referral, &none, "* Full name");
	a_thousand(&screen_community_report, &none, "Report channel");
	a_thousand(&screen_labour_card, &child, "Answer: fill in the age first");
	a_thousand(&screen_partner, &none, "Kind of partner");
}

/* Cards are painted with every key too. */
static void test_card(void **state)
{
	(void)state;
	row_id id = desk_child(&desk, "Andi Contoh", "L", "2014-02-05", date_make(2024, 1, 10));
	a_thousand(&screen_resident_edit, &id, "Andi Contoh");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { T(test_forms), T(test_card) };
	if (argc > 1) cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
