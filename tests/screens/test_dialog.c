/* Dialogs, pickers, calendar, lock, and what each answers while the program ends. */
#include "tests/screens/headless.h"

#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/draw.h"
#include "screens/ui/form.h"
#include "screens/ui/lock.h"
#include "screens/ui/loop.h"
#include "screens/ui/picker.h"
#include "src/base/clock.h"

struct state { int answer, asked; char text[100]; };

static const struct choice cities[] = { { "bdg", "Bandung" }, { "sby", "Surabaya" }, { "bgr", "Bogor" }, { "bjn", "Ujung Banda" }, { NULL, NULL } };

static bool key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	struct ui *ui = screen_ui(s);
	const char *const buttons[] = { "Simpan", "Buang", "Kembali", NULL };
	bool ticks[4] = { k == 'h', false, false, false };

	st->asked++;
	switch (k) {
	case 'a': st->answer = dialog_choose(ui, "Perubahan", "Putra Pratama: 4 isian berubah.", buttons, 2); return true;
	case 'b': st->answer = dialog_confirm(ui, "Bayar", "Bayar Rp40.000 untuk Budi?", "Bayar"); return true;
	case 'c': st->answer = dialog_typed(ui, "Terminasi", "Akhiri pengasuhan.", "2014-006", "Akhiri"); return true;
	case 'd': st->answer = dialog_reason(ui, "Batal", "Batalkan pembayaran.", st->text, sizeof st->text, "Batalkan"); return true;
	case 'e': st->answer = dialog_secret(ui, "Sandi", "Kata sandi baru.", "Sandi", st->text, sizeof st->text); return true;
	case 'f': st->answer = picker_choose(ui, "Kota", cities, 1, "F7 tambah"); return true;
	case 'g': st->answer = (int)picker_date(ui, "Tanggal", date_make(2026, 8, 3)); return true;
	case 'h': case 'j': st->answer = picker_choose_many(ui, "Kota", cities, ticks, NULL) ? ticks[0] + 2 * ticks[1] + 4 * ticks[2] : -1; return true;
	case 'i': dialog_message(ui, "Pesan", "Satu baris.\nDua baris."); return true;
	default: return false;
	}
}
static const struct screen_class class = { .name = "ask", .title = "Tanya", .state_size = sizeof(struct state), .key = key };
static struct state *state_of(struct ui *ui) { return screen_state(ui->stack[0]); }
#define ANSWER(ui) (state_of(ui)->answer)

/* The key that asks, and in a frame of its own what is answered: on a terminal a box that asks throws away what was typed ahead of it. */
static void ask(struct ui *ui, struct play *p, const char *keys)
{
	const char first[2] = { keys[0], '\0' };

	play_type(ui, first);
	p->data = (void *)(uintptr_t)(keys + 1);
}

static bool answered(struct ui *ui, struct play *p)
{
	if (!p->data)
		return false;
	play_type(ui, p->data);
	p->data = NULL;
	p->n--;
	return true;
}

static void play_asking(struct ui *ui, struct play *p, int n)
{
	if (answered(ui, p))
		return;
	switch (n) {
	case 0: play_type(ui, "a"); return;
	case 1: assert_shown(ui, "Putra Pratama: 4 isian berubah."); assert_shown(ui, "[ Simpan ]  [ Buang ]  [ Kembali ]"); play_key(ui, K_ENTER); return; /* the safe one is chosen */
	case 2: assert_int_equal(ANSWER(ui), 2); ask(ui, p, "a\t\r"); return;
	case 3: assert_int_equal(ANSWER(ui), 0); ask(ui, p, "ab"); return; /* a first letter points, it never presses */
	case 4: assert_int_equal(ui->depth, 2); play_key(ui, K_ENTER); return;
	case 5: assert_int_equal(ANSWER(ui), 1); ask(ui, p, "by\r"); return;
	case 6: assert_int_equal(ANSWER(ui), 0); ask(ui, p, "b\t\r"); return;
	case 7: assert_int_equal(ANSWER(ui), 1); ask(ui, p, "c2014-007\r\t\r"); return;
	case 8: assert_int_equal(ui->depth, 2); assert_shown(ui, "Type 2014-006 exactly"); play_key(ui, K_BACKSPACE); play_type(ui, "6\r"); return;
	case 9: assert_int_equal(ui->depth, 2); play_type(ui, "\r"); return;
	case 10: assert_int_equal(ANSWER(ui), 1); ask(ui, p, "d  \r"); return;
	case 11: assert_int_equal(ui->depth, 2); play_type(ui, "salah jumlah\r"); return;
	case 12: assert_int_equal(ANSWER(ui), 1); assert_string_equal(state_of(ui)->text, "  salah jumlah"); ask(ui, p, "erahasia"); return;
	case 13: assert_not_shown(ui, "rahasia"); assert_shown(ui, "*******"); play_key(ui, K_ENTER); return;
	case 14: assert_string_equal(state_of(ui)->text, "rahasia"); play_type(ui, "i"); return;
	case 15: assert_shown(ui, "Dua baris."); play_key(ui, K_ESC); return;
	case 16: assert_int_equal(ui->depth, 1); play_type(ui, "f"); return;
	case 17: assert_true(strstr(play_row(ui, play_find(ui, "Surabaya")), "> Surabaya") != NULL); play_type(ui, "band"); return;
	case 18: /* a word of the name begins with it, whichever */
		assert_not_shown(ui, "Surabaya");
		assert_int_equal(play_find(ui, "Ujung"), play_find(ui, "> B") + 1);
		play_key(ui, K_ENTER);
		return;
	case 19: assert_int_equal(ANSWER(ui), 0); play_type(ui, "f"); play_key(ui, K_F(7)); return;
	case 20: assert_int_equal(ANSWER(ui), PICKER_ADD); play_type(ui, "f"); play_key(ui, K_ESC); return;
	case 21: assert_int_equal(ANSWER(ui), PICKER_NONE); play_type(ui, "g"); return;
	case 22: assert_shown(ui, "31"); play_key(ui, K_PGDN); play_key(ui, K_RIGHT); play_key(ui, K_ENTER); return;
	case 23: assert_int_equal(ANSWER(ui), date_make(2026, 9, 4)); play_type(ui, "g"); play_key(ui, K_ESC); return;
	case 24: assert_int_equal(ANSWER(ui), DATE_NONE); play_type(ui, "h"); play_key(ui, K_DOWN); play_type(ui, "  \r"); return;
	case 25: assert_int_equal(ANSWER(ui), 1 + 2 + 4); play_type(ui, "jsura\r"); return; /* nothing ticked: what was searched for is taken */
	case 26: assert_int_equal(ANSWER(ui), 2); play_type(ui, "hsura\r"); return; /* ticks there are stand */
	case 27: assert_int_equal(ANSWER(ui), 1); play_type(ui, "a"); return;
	case 28: play_resize(ui, 10, 40); return; /* resize with a dialog open */
	case 29: assert_shown(ui, "too small"); play_type(ui, "\r\r"); play_resize(ui, 24, 80); return;
	case 30: assert_shown(ui, "Putra Pratama"); ANSWER(ui) = 77; ui_quit(ui); return;
	default: fail_msg("ended, and still asked");
	}
	(void)p;
}

static void test_asking(void **state)
{
	struct play p = { .step = play_asking };

	(void)state;
	clock_set_today(date_make(2026, 8, 3));
	play_run(play_options(), &class, NULL, &p);
	assert_int_equal(p.n, 31);
}

static bool password(struct ui *ui, const char *typed) { (void)ui; return strcmp(typed, "benar") == 0; }

static void play_lock(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0: play_type(ui, "a"); return;
	case 1:
		ui_notice(ui, "Rahasia R-2026-028"); /* the last words on row 23 */
		lock_now(ui); /* above a question, from a timer */
		return;
	default: break;
	}
	switch (n) {
	case 2:
		assert_shown(ui, "Locked");
		assert_not_shown(ui, "Putra Pratama");
		assert_not_shown(ui, "Tanya");
		assert_not_shown(ui, "Rahasia");
		play_type(ui, "keliru\r");
		return;
	case 3:
		assert_shown(ui, "does not match");
		play_key(ui, K_ESC);
		play_key(ui, K_F(9));
		play_type(ui, "benar\r");
		return;
	case 4:
		assert_shown(ui, "Putra Pratama"); /* exactly there */
		assert_shown(ui, "Rahasia R-2026-028");
		assert_shown(ui, "Tanya");
		play_end(ui, p);
		return;
	default: return;
	}
}

static void test_lock(void **state)
{
	static const struct actor sri = { .roles = ROLE_PEKSOS, .shown = "Sri W." };
	struct play p = { .step = play_lock };
	struct ui_options o = play_options();

	(void)state;
	o.who = &sri;
	o.password = password;
	play_run(o, &class, NULL, &p);
}

static const struct field small[] = { { "name", "Nama", FIELD_TEXT, 40, NULL, FIELD_REQUIRED, NULL, NULL }, { "amount", "Jumlah", FIELD_RUPIAH, 0, NULL, 0, NULL, NULL } };
static const struct form_class small_class = { .name = "small", .fields = small, .count = COUNT(small) };
static bool run_key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	char amount[100] = "50000";
	char *const values[] = { st->text, amount };

	if (k != 'r')
		return false;
	st->answer = form_run(screen_ui(s), "Setor", &small_class, NULL, values, sizeof st->text);
	if (st->answer)
		assert_string_equal(amount, "75000");
	return true;
}
static const struct screen_class run_class = { .name = "run", .title = "Kas", .state_size = sizeof(struct state), .key = run_key };

static void play_form_run(struct ui *ui, struct play *p, int n)
{
	switch (n) {
	case 0: play_type(ui, "r"); return;
	case 1:
		assert_shown(ui, "50.000]");
		play_key(ui, K_F(2));
		return;
	case 2:
		assert_int_equal(ui->depth, 2); /* required */
		play_type(ui, "Siti\r");
		play_key(ui, K_HOME);
		play_key(ui, K_CTRL('Y'));
		play_type(ui, "75rb");
		play_key(ui, K_F(2));
		return;
	default:
		assert_int_equal(ANSWER(ui), 1);
		assert_string_equal(state_of(ui)->text, "Siti");
		play_end(ui, p);
	}
}

static void test_form_run(void **state)
{
	struct play p = { .step = play_form_run };

	(void)state;
	play_run(play_options(), &run_class, NULL, &p);
}

/* A question asked while a screen opens: its half-made state is neither painted nor loaded; a refusal leaves nothing behind. */
struct asker { int ready; };
static bool asker_open(struct screen *s, const void *arg)
{
	struct asker *a = screen_state(s);
	(void)arg;
	if (!dialog_confirm(screen_ui(s), "Berkas tertutup", "Buka berkas ini?", "Buka"))
		return false;
	a->ready = 1;
	return true;
}
static bool asker_load(struct screen *s, struct err *e) { struct asker *a = screen_state(s); (void)e; assert_int_equal(a->ready, 1); a->ready = 2; return true; }
static void asker_draw(struct screen *s) { struct asker *a = screen_state(s); assert_int_equal(a->ready, 2); draw_text(screen_ui(s), 4, 1, 20, PAINT_TEXT, "isi berkas"); }
static bool asker_key(struct screen *s, int k)
{
	if (k == 'q') {
		screen_result(s, 42);
		ui_pop(s);
	}
	return k == 'q';
}
static const struct screen_class asker_class = { .name = "asker", .title = "Berkas", .state_size = sizeof(struct asker), .open = asker_open, .load = asker_load, .draw = asker_draw, .key = asker_key };
static bool opener_key(struct screen *s, int k)
{
	struct state *st = screen_state(s);
	if (k == 'o')
		st->answer = ui_push(screen_ui(s), &asker_class, NULL);
	if (k == 'm')
		st->answer = (int)ui_modal(screen_ui(s), &asker_class, NULL);
	return k == 'o' || k == 'm';
}
static const struct screen_class opener_class = { .name = "opener", .title = "Daftar", .state_size = sizeof(struct state), .key = opener_key };

static void play_opening(struct ui *ui, struct play *p, int n)
{
	if (answered(ui, p))
		return;
	switch (n) {
	case 0: play_type(ui, "o"); return;
	case 1: assert_shown(ui, "Buka berkas ini?"); assert_not_shown(ui, "> Berkas"); play_key(ui, K_ENTER); return;
	case 2: assert_int_equal(ANSWER(ui), 0); assert_int_equal(ui->depth, 1); ask(ui, p, "o\t\r"); return;
	case 3: assert_shown(ui, "isi berkas"); assert_shown(ui, "Daftar > Berkas"); play_type(ui, "q"); return;
	case 4: assert_int_equal(ui->depth, 1); ask(ui, p, "m\t\rq"); return;
	default: assert_int_equal(ANSWER(ui), 42); play_end(ui, p);
	}
}

static void test_opening(void **state)
{
	struct play p = { .step = play_opening };

	(void)state;
	play_run(play_options(), &opener_class, NULL, &p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_asking), cmocka_unit_test(test_lock), cmocka_unit_test(test_form_run), cmocka_unit_test(test_opening) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
