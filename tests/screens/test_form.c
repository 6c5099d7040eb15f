/* Forms: typing, validation where it belongs, radio rows, pick-lists, money, dates, notes, drafts, conflicts, leaving, wizards. */
#include "tests/screens/headless.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/loop.h"
#include "screens/ui/wizard.h"
#include "src/base/clock.h"

static const struct field fields[] = {
	{ "name", "Nama", FIELD_TEXT, 60, NULL, FIELD_REQUIRED, "Identitas", "Nama menurut akta." },
	{ "sex", "Kelamin", FIELD_CODE, 1, NULL, FIELD_REQUIRED, "Identitas", NULL },
	{ "nik", "NIK", FIELD_DIGITS, 16, NULL, FIELD_WANTED, "Identitas", NULL },
	{ "birth", "Lahir", FIELD_PAST, 0, NULL, 0, "Identitas", NULL },
	{ "money", "Jumlah", FIELD_RUPIAH, 0, NULL, 0, "Lain", NULL },
	{ "category", "Kategori", FIELD_CODE, 20, NULL, 0, "Lain", NULL },
	{ "kip", "KIP", FIELD_BOOL, 0, NULL, 0, "Lain", NULL },
	{ "note", "Catatan", FIELD_NOTE, 500, NULL, 0, "Lain", NULL },
	{ "secret", "Sandi", FIELD_SECRET, 64, NULL, 0, "Lain", NULL },
};

static const struct choice sexes[] = { { "L", "Laki-laki" }, { "P", "Perempuan" }, { NULL, NULL } };
static const struct choice categories[] = {
	{ "yatim", "Yatim" }, { "yatim_piatu", "Yatim piatu" }, { "piatu", "Piatu" }, { "perceraian", "Orang tua bercerai" }, { "ekonomi", "Ekonomi" }, { "lain", "Lain-lain" }, { NULL, NULL },
};

struct state { struct form form; struct wizard wizard; int saves; char saved[COUNT(fields)][600]; bool conflict; };

/* The draft store of the application, here one string. */
struct store { char text[4000]; int saves, drops; bool full; };

static const struct choice *choices(void *ctx, const struct field *f) { (void)ctx; return strcmp(f->code, "sex") == 0 ? sexes : categories; }
static void check(void *ctx, const char *const *values, struct problems *p)
{
	(void)ctx;
	if (strcmp(values[0], "Anonim") == 0)
		problem_soft(p, "name", "Nama ini perlu diperiksa.");
}
static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	struct state *s = ctx;
	(void)ui, (void)p;
	if (s->conflict) {
		s->conflict = false;
		return err_set(e, ERR_CONFLICT, "changed");
	}
	s->saves++;
	for (size_t i = 0; i < COUNT(fields); i++)
		STR_SET(s->saved[i], values[i]);
	return true;
}
static bool theirs(void *ctx, const char **values, char *who, size_t size)
{
	(void)ctx;
	for (size_t i = 0; i < COUNT(fields); i++)
		values[i] = i == 0 ? "Budi Baru" : i == 1 ? "L" : i == 4 ? "99000" : "";
	str_copy(who, size, "Andi mengubah data ini 09.38.");
	return true;
}
static const char *previous(void *ctx, const struct field *f) { (void)ctx; return strcmp(f->code, "name") == 0 ? "Nama Tadi" : NULL; }

static const struct form_class form_class = {
	.name = "child", .fields = fields, .count = COUNT(fields), .choices = choices, .check = check, .save = save, .theirs = theirs, .previous = previous,
};

static bool open_screen(struct screen *s, const void *arg)
{
	struct state *st = screen_state(s);
	const char *values[COUNT(fields)] = { 0 };

	if (arg)
		memcpy(values, arg, sizeof values);
	form_open(&st->form, screen_ui(s), &form_class, st, 7, arg ? values : NULL);
	return true;
}
static void draw(struct screen *s) { form_draw(&((struct state *)screen_state(s))->form, screen_ui(s), screen_area(s)); }
static bool key(struct screen *s, int k) { return form_key(&((struct state *)screen_state(s))->form, screen_ui(s), k); }
static bool leave(struct screen *s) { return form_leave(&((struct state *)screen_state(s))->form, screen_ui(s)); }
static bool changed(const struct screen *s) { return form_changed(&((const struct state *)screen_state(s))->form); }
static void close_screen(struct screen *s) { form_close(&((struct state *)screen_state(s))->form, screen_ui(s)); }
static const struct screen_class class = {
	.name = "form", .title = "Formulir", .state_size = sizeof(struct state), .open = open_screen, .draw = draw, .key = key, .leave = leave, .changed = changed, .close = close_screen,
};

static struct state *state_of(struct ui *ui) { return screen_state(ui->stack[0]); }
static const char *value(struct ui *ui, const char *code) { return form_value(&state_of(ui)->form, code); }

static void play_filling(struct ui *ui, struct play *p, int n)
{
	int row, col;

	switch (n) {
	case 0:
		assert_memory_equal(play_row(ui, 2), " * Nama", 7);
		assert_shown(ui, "( ) Laki-laki  ( ) Perempuan");
		assert_shown(ui, "Nama menurut akta.");
		play_type(ui, "Siti Aminah\r"); /* Enter = next */
		return;
	case 1:
		assert_string_equal(value(ui, "name"), "Siti Aminah");
		assert_shown(ui, "Formulir *");
		play_type(ui, "p"); /* first letter of a radio row */
		return;
	case 2:
		assert_string_equal(value(ui, "sex"), "P");
		assert_shown(ui, "(o) Perempuan");
		play_type(ui, "\t3273 0149 0313\t"); /* 12 digits */
		return;
	case 3:
		assert_string_equal(value(ui, "nik"), "");
		assert_int_equal(play_find(ui, "3273 0149 0313"), play_find(ui, "NIK")); /* wrong text stays */
		assert_memory_equal(play_row(ui, play_find(ui, "NIK") + 1), "   ! ", 5);  /* and the form makes room */
		play_type(ui, "\033[Z0001\t");
		return;
	case 4:
		assert_string_equal(value(ui, "nik"), "3273014903130001");
		assert_int_equal(state_of(ui)->form.problems.count, 0);
		play_type(ui, "090313\r");
		return;
	case 5:
		assert_string_equal(value(ui, "birth"), "2013-03-09");
		assert_shown(ui, "[09-03-2013 ]");
		assert_shown(ui, "13 y 4 m");
		play_type(ui, "1250000");
		return;
	case 6:
		assert_shown(ui, "[1.250.000 ");
		play_type(ui, "\b\r");
		return;
	case 7:
		assert_string_equal(value(ui, "money"), "125000");
		play_type(ui, "piat"); /* typing opens the pick-list and filters: what begins with it first */
		return;
	case 8:
		assert_int_equal(ui->depth, 2);
		assert_shown(ui, "Find: piat_");
		assert_shown(ui, "Yatim ");
		assert_not_shown(ui, "Ekonomi");
		play_key(ui, K_DOWN);
		play_key(ui, K_UP);
		play_key(ui, K_ESC);
		return;
	case 9:
		assert_int_equal(ui->depth, 1); /* Esc closes the list only */
		assert_string_equal(value(ui, "category"), "");
		play_key(ui, K_F(4));
		play_key(ui, K_DOWN);
		play_key(ui, K_ENTER);
		return;
	case 10:
		assert_string_equal(value(ui, "category"), "yatim_piatu");
		play_key(ui, K_UP);
		play_key(ui, K_F(4)); /* what was chosen last stands on top now */
		return;
	case 11:
		assert_true(play_find(ui, "> Yatim piatu") < play_find(ui, "  Yatim  "));
		play_key(ui, K_ESC);
		play_type(ui, "\t ");   /* the yes/no after it */
		return;
	case 12:
		assert_string_equal(value(ui, "kip"), "1");
		play_type(ui, "\tbaris satu\rbaris dua\t"); /* Enter in a note is a new line, Tab leaves */
		return;
	case 13:
		assert_string_equal(value(ui, "note"), "baris satu\nbaris dua");
		play_type(ui, "rahasia");
		return;
	case 14:
		assert_not_shown(ui, "rahasia");
		assert_shown(ui, "[*******");
		play_cursor(ui, &row, &col);
		assert_int_equal(row, play_find(ui, "[*******"));
		play_key(ui, K_CTRL('W'));
		return;
	default:
		assert_int_equal(state_of(ui)->saves, 1);
		assert_string_equal(state_of(ui)->saved[7], "baris satu\nbaris dua");
		assert_string_equal(state_of(ui)->saved[8], "rahasia");
		assert_not_shown(ui, "Formulir *");
		play_end(ui, p);
	}
}

static void test_filling(void **state)
{
	struct play p = { .step = play_filling };

	(void)state;
	clock_set_today(date_make(2026, 8, 3));
	play_run(play_options(), &class, NULL, &p);
}

static void play_errors(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0:
		assert_not_shown(ui, "! ");
		play_key(ui, K_F(2)); /* nothing filled in */
		return;
	case 1:
		assert_int_equal(state_of(ui)->saves, 0);
		assert_shown(ui, "2 to mend: Nama, Kelamin");
		assert_int_equal(state_of(ui)->form.at, 0);
		play_key(ui, K_F(6)); /* walks: the next is the radio row, then the soft one (NIK) */
		return;
	case 2:
		assert_int_equal(state_of(ui)->form.at, 1);
		play_key(ui, K_BACKTAB);
		play_type(ui, "\"\r"); /* ditto mark */
		return;
	case 3:
		assert_string_equal(value(ui, "name"), "Nama Tadi");
		assert_int_equal(state_of(ui)->form.at, 1);
		play_type(ui, "l\t\t31-02-2014\t");
		return;
	case 4:
		assert_shown(ui, "31-02-2014");
		assert_true(form_value(&state_of(ui)->form, "birth")[0] == '\0');
		play_key(ui, K_F(2));
		return;
	case 5:
		assert_int_equal(state_of(ui)->saves, 0);
		assert_int_equal(state_of(ui)->form.at, 3);
		play_key(ui, K_CTRL('U')); /* gives the field back */
		play_key(ui, K_F(2));
		return;
	case 6:
		assert_int_equal(state_of(ui)->saves, 1); /* the soft one (NIK empty) does not stop it */
		play_key(ui, K_UP);
		play_key(ui, K_UP);
		play_key(ui, K_UP);
		play_key(ui, K_HOME);
		play_key(ui, K_CTRL('Y'));
		play_type(ui, "?"); /* help in an empty field */
		return;
	case 7:
		assert_int_equal(ui->depth, 2);
		assert_shown(ui, "Nama menurut akta.");
		play_key(ui, K_ESC);
		return;
	default:
		assert_int_equal(ui->depth, 1);
		play_end(ui, p);
	}
}

static void test_errors(void **state)
{
	struct play p = { .step = play_errors };

	(void)state;
	clock_set_today(date_make(2026, 8, 3));
	play_run(play_options(), &class, NULL, &p);
}

static void play_leaving(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0: play_type(ui, "Budi"); play_key(ui, K_ESC); return;
	case 1:
		assert_shown(ui, "1 fields changed");
		play_key(ui, K_ESC); /* = keep filling in */
		return;
	case 2:
		assert_int_equal(ui->depth, 1);
		assert_string_equal(value(ui, "name"), "Budi");
		play_key(ui, K_F(10));
		return;
	case 3:
		assert_shown(ui, "[ Discard ]");
		play_key(ui, K_LEFT); /* from the safe one to Discard */
		play_key(ui, K_ENTER);
		return;
	default: fail_msg("the screen should be gone"); play_end(ui, p);
	}
}

static void test_leaving(void **state)
{
	struct play p = { .step = play_leaving };

	(void)state;
	play_run(play_options(), &class, NULL, &p);
	assert_int_equal(p.n, 4);
}

static bool draft_save(struct ui *ui, const char *form, row_id record, const char *text)
{
	struct store *st = ((struct play *)ui_app(ui))->data;
	assert_string_equal(form, "child");
	assert_int_equal(record, 7);
	STR_SET(st->text, text);
	st->saves++;
	st->full = true;
	return true;
}
static char *draft_load(struct ui *ui, const char *form, row_id record, utc_ms *at)
{
	struct store *st = ((struct play *)ui_app(ui))->data;
	(void)form, (void)record;
	*at = clock_now();
	return st->full ? mem_dup(st->text) : NULL;
}
static void draft_drop(struct ui *ui, const char *form, row_id record)
{
	struct store *st = ((struct play *)ui_app(ui))->data;
	(void)form, (void)record;
	st->full = false;
	st->drops++;
}

static void play_draft_write(struct ui *ui, struct play *p, int n)
{
	(void)p;
	if (n == 0)
		play_type(ui, "Ani \\ Rahma\tp\t12\t\t\t\t\tsatu\rdua\trahasia");
	else
		ui_quit(ui); /* as HUP does */
}

static void play_draft_read(struct ui *ui, struct play *p, int n)
{
	struct store *st = p->data;

	switch (n) {
	case 0: return; /* the question comes once the form stands */
	case 1:
		assert_shown(ui, "There is a draft of");
		play_key(ui, K_ENTER);
		return;
	case 2:
		assert_string_equal(value(ui, "name"), "Ani \\ Rahma");
		assert_string_equal(value(ui, "sex"), "P");
		assert_string_equal(value(ui, "note"), "satu\ndua");
		assert_string_equal(value(ui, "secret"), ""); /* secrets never go into a draft */
		assert_shown(ui, "[12 "); /* what was not sound yet came back as typed */
		form_set(&state_of(ui)->form, ui, "nik", "");
		play_key(ui, K_F(2));
		return;
	default:
		assert_int_equal(state_of(ui)->saves, 1);
		assert_false(st->full); /* the draft goes with the save */
		play_end(ui, p);
	}
}

static void test_drafts(void **state)
{
	struct store store = { .full = false };
	struct play p = { .step = play_draft_write, .data = &store };
	struct ui_options o = play_options();

	(void)state;
	o.drafts = (struct ui_drafts){ draft_save, draft_load, draft_drop };
	play_run(o, &class, NULL, &p);
	assert_int_equal(store.saves, 1);
	assert_null(strstr(store.text, "rahasia"));
	assert_non_null(strstr(store.text, "nik=12"));
	p = (struct play){ .step = play_draft_read, .data = &store };
	play_run(o, &class, NULL, &p);
}

static void play_conflict(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0:
		state_of(ui)->conflict = true;
		play_type(ui, " Saya"); /* mine: the name; theirs: name and money */
		play_key(ui, K_F(2));
		return;
	case 1:
		assert_shown(ui, "Andi mengubah data ini 09.38.");
		assert_shown(ui, "(o) Budi Saya");
		assert_shown(ui, "( ) Budi Baru");
		assert_shown(ui, "(o) Rp99.000"); /* what I did not touch is theirs */
		play_key(ui, K_RIGHT);
		play_key(ui, K_ENTER);
		return;
	case 2:
		assert_string_equal(value(ui, "name"), "Budi Baru");
		assert_string_equal(value(ui, "money"), "99000");
		play_key(ui, K_F(2));
		return;
	default:
		assert_int_equal(state_of(ui)->saves, 1);
		play_end(ui, p);
	}
}

static void test_conflict(void **state)
{
	const char *values[COUNT(fields)] = { "Budi", "L" };
	struct play p = { .step = play_conflict };

	(void)state;
	for (size_t i = 2; i < COUNT(fields); i++)
		values[i] = "";
	play_run(play_options(), &class, values, &p);
}

/* --- the same fields as a wizard -------------------------------------------------------------------------------------------- */

static void summary(struct ui *ui, void *ctx, struct area a) { (void)ctx; draw_text(ui, a.row, a.col + 1, 40, PAINT_TEXT, "Periksa lagi."); }
static const struct wizard_step steps[] = { { .title = "Identitas", .section = "Identitas" }, { .title = "Lain", .section = "Lain" }, { .title = "Periksa", .draw = summary }, { .title = NULL } };
static bool wizard_open_screen(struct screen *s, const void *arg) { struct state *st = screen_state(s); (void)arg; wizard_open(&st->wizard, screen_ui(s), steps, &form_class, st, 0, NULL); return true; }
static void wizard_draw_screen(struct screen *s) { wizard_draw(&((struct state *)screen_state(s))->wizard, screen_ui(s), screen_area(s)); }
static bool wizard_key_screen(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	return wizard_key(&st->wizard, screen_ui(s), k);
}
static void wizard_close_screen(struct screen *s) { wizard_close(&((struct state *)screen_state(s))->wizard, screen_ui(s)); }
static const struct screen_class wizard_class = { .name = "wizard", .title = "Penerimaan", .state_size = sizeof(struct state), .open = wizard_open_screen, .draw = wizard_draw_screen, .key = wizard_key_screen, .close = wizard_close_screen };

static void play_wizard(struct ui *ui, struct play *p, int n)
{
	struct wizard *w = &state_of(ui)->wizard;

	switch (n) {
	case 0:
		assert_shown(ui, "Step 1 of 3:");
		assert_shown(ui, "[1 Identitas]");
		assert_not_shown(ui, "Kategori");
		play_key(ui, K_PGDN); /* required fields are empty */
		return;
	case 1:
		assert_int_equal(w->at, 0);
		assert_shown(ui, "to mend");
		play_type(ui, "Budi\tl");
		play_key(ui, K_PGDN);
		return;
	case 2:
		assert_int_equal(w->at, 1);
		assert_shown(ui, "Kategori");
		play_key(ui, K_PGDN);
		return;
	case 3:
		assert_shown(ui, "Periksa lagi.");
		play_key(ui, K_PGDN); /* PgDn never saves */
		return;
	case 4:
		assert_int_equal(state_of(ui)->saves, 0);
		play_key(ui, K_PGUP);
		play_key(ui, K_PGUP);
		play_key(ui, K_F(2));
		play_key(ui, K_F(2));
		return;
	case 5:
		assert_int_equal(state_of(ui)->saves, 0);
		play_key(ui, K_F(2));
		return;
	default:
		assert_true(w->done);
		assert_int_equal(state_of(ui)->saves, 1);
		play_end(ui, p);
	}
}

static void test_wizard(void **state)
{
	struct play p = { .step = play_wizard };

	(void)state;
	play_run(play_options(), &wizard_class, NULL, &p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filling), cmocka_unit_test(test_errors), cmocka_unit_test(test_leaving), cmocka_unit_test(test_drafts), cmocka_unit_test(test_conflict),
		cmocka_unit_test(test_wizard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
