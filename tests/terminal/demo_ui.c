/* A small program out of the toolkit, driven by test_terminal_ui: a list of 5,000 invented children, a form, a grid, a box.
 * usage: demo_ui [frugal] [draft=FILE] [news=FILE] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/dialog.h"
#include "screens/ui/form.h"
#include "screens/ui/grid.h"
#include "screens/ui/list.h"
#include "screens/ui/loop.h"
#include "screens/ui/pager.h"
#include "screens/ui/term.h"
#include "src/base/i18n.h"

#define CHILDREN 5000

struct demo { const char *draft; int loads; };

static const char *const first[] = { "Siti", "Budi", "Dewi", "Rizal", "Putra", "Nur", "Agus", "Rahma", "Farhan", "Melati" };
static const char *const last[] = { "Aminah", "Santoso", "Kartika", "Ahmad", "Pratama", "Aini", "Lestari", "Hidayat" };
static const char *const school[] = { "SMPN 3 Cibiru", "MTs Al-Huda", "SDN Melati 2", "SMAN 1" };

/* --- form ------------------------------------------------------------------------------------------------------------------- */

static const struct field fields[] = {
	{ "referral", "Rujukan", FIELD_TEXT, 40, NULL, 0, "Identitas", "Nomor surat rujukan; F4 memilih." },
	{ "name", "Nama lengkap", FIELD_TEXT, 60, NULL, FIELD_REQUIRED, "Identitas", "Sesuai akta atau KK." },
	{ "sex", "Jenis kelamin", FIELD_CODE, 1, NULL, FIELD_REQUIRED, "Identitas", NULL },
	{ "nik", "NIK", FIELD_DIGITS, 16, NULL, FIELD_WANTED, "Identitas", "Nomor Induk Kependudukan, 16 angka." },
	{ "birth", "Tanggal lahir", FIELD_PAST, 0, NULL, 0, "Identitas", NULL },
	{ "category", "Kategori", FIELD_CODE, 20, NULL, FIELD_WANTED, "Keluarga", NULL },
	{ "kip", "Punya KIP", FIELD_BOOL, 0, NULL, 0, "Keluarga", NULL },
	{ "money", "Uang bekal", FIELD_RUPIAH, 0, NULL, 0, "Keluarga", NULL },
	{ "note", "Catatan", FIELD_NOTE, 300, NULL, 0, "Keluarga", NULL },
};
static const struct choice sexes[] = { { "L", "Laki-laki" }, { "P", "Perempuan" }, { NULL, NULL } };
static const struct choice categories[] = { { "yatim", "Yatim" }, { "yatim_piatu", "Yatim piatu" }, { "piatu", "Piatu" }, { "cerai", "Orang tua bercerai" }, { "ekonomi", "Keluarga tidak mampu" }, { "lain", "Lain-lain" }, { NULL, NULL } };
static const struct choice *choices(void *ctx, const struct field *f) { (void)ctx; return strcmp(f->code, "sex") == 0 ? sexes : categories; }
static bool save(struct ui *ui, void *ctx, const char *const *values, struct problems *p, struct err *e)
{
	(void)ctx, (void)p, (void)e;
	ui_say(ui, "Tersimpan: %s.", values[1]);
	return true;
}
static const struct form_class form_class = { .name = "child", .fields = fields, .count = COUNT(fields), .choices = choices, .save = save };

static bool form_screen_open(struct screen *s, const void *arg) { (void)arg; form_open(screen_state(s), screen_ui(s), &form_class, NULL, 0, NULL); return true; }
static void form_screen_draw(struct screen *s) { form_draw(screen_state(s), screen_ui(s), screen_area(s)); }
static bool form_screen_key(struct screen *s, int key)
{
	struct form *f = screen_state(s);
	if (!form_key(f, screen_ui(s), key))
		return false;
	if (f->saved)
		ui_pop(s);
	return true;
}
static bool form_screen_leave(struct screen *s) { return form_leave(screen_state(s), screen_ui(s)); }
static bool form_screen_changed(const struct screen *s) { return form_changed(screen_state(s)); }
static void form_screen_close(struct screen *s) { form_close(screen_state(s), screen_ui(s)); }
static const struct action form_actions[] = {
	{ .fkey = 2, .label = "Simpan", .help = "simpan data anak" }, { .fkey = 4, .label = "Pilih", .help = "daftar pilihan, kalender" },
	{ .fkey = 6, .label = "Cek", .help = "isian yang perlu diperbaiki" }, { .fkey = 8, .label = "Hapus", .help = "buang draf" },
};
static const struct screen_class form_screen = {
	.name = "child", .title = "Penerimaan anak", .state_size = sizeof(struct form), .actions = form_actions, .action_count = COUNT(form_actions), .open = form_screen_open,
	.draw = form_screen_draw, .key = form_screen_key, .leave = form_screen_leave, .changed = form_screen_changed, .close = form_screen_close,
};

/* --- grid ------------------------------------------------------------------------------------------------------------------- */

struct pay { struct grid grid; struct grid_row rows[30]; char name[30][40]; };
static const struct list_column pay_columns[] = { { "Nama", 20, LIST_GROW, 0 }, { "Kelas", 7, 0, 2 }, { "Jumlah", 10, GRID_EDIT, 0 }, { "Tabung", 10, GRID_EDIT, 0 }, { "Catatan", 14, GRID_NOTE, 3 }, { NULL, 0, 0, 0 } };
static void pay_totals(void *ctx, char *out, size_t size)
{
	struct pay *p = ctx;
	snprintf(out, size, "Total %d anak   Rp%lld\nKas tersedia Rp5.000.000", grid_ticked(&p->grid), (long long)grid_total(&p->grid, 0, true));
}
static const char *pay_status(void *ctx) { (void)ctx; return "Semua jenjang  Standar: SD 40rb SMP 50rb SMA 75rb"; }
static const struct grid_source pay_source = { .columns = pay_columns, .tick_head = "Bayar", .totals = pay_totals, .status = pay_status };
static bool pay_open(struct screen *s, const void *arg)
{
	struct pay *p = screen_state(s);
	(void)arg;
	for (int i = 0; i < 30; i++) {
		snprintf(p->name[i], sizeof p->name[i], "%s %s", first[i % 10], last[i % 8]);
		p->rows[i] = (struct grid_row){ .id = i + 1, .cell = { p->name[i], "SMP 8" }, .amount = { 50000, 10000 }, .locked = i == 3 };
	}
	grid_open(&p->grid, &pay_source, p, p->rows, 30);
	return true;
}
static void pay_draw(struct screen *s) { struct pay *p = screen_state(s); grid_draw(&p->grid, screen_ui(s), screen_area(s)); }
static bool pay_key(struct screen *s, int key) { struct pay *p = screen_state(s); return grid_key(&p->grid, screen_ui(s), key); }
static bool pay_pay(struct screen *s)
{
	struct pay *p = screen_state(s);
	char text[160];
	snprintf(text, sizeof text, "Bayar uang saku %d anak, Rp%lld?", grid_ticked(&p->grid), (long long)grid_total(&p->grid, 0, true));
	if (dialog_confirm(screen_ui(s), "Bayar uang saku", text, "Bayar"))
		ui_say(screen_ui(s), "Terbayar.");
	return true;
}
static const struct action pay_actions[] = { { .fkey = 2, .label = "Bayar", .help = "bayar yang ditandai", .run = pay_pay }, { .fkey = 4, .label = "Sama", .help = "isi kolom sama untuk semua" } };
static const struct screen_class pay_screen = { .name = "pay", .title = "Uang saku", .state_size = sizeof(struct pay), .actions = pay_actions, .action_count = COUNT(pay_actions), .open = pay_open, .draw = pay_draw, .key = pay_key };

/* --- list ------------------------------------------------------------------------------------------------------------------- */

struct children { struct list list; char typed[LIST_SEARCH_MAX]; };

static bool matches(const struct children *c, int n)
{
	return !c->typed[0] || strncasecmp(first[n % 10], c->typed, strlen(c->typed)) == 0 || strncasecmp(last[n % 8], c->typed, strlen(c->typed)) == 0;
}
static int page(void *ctx, enum list_from from, const struct list_row *edge, int n, struct list_row *rows, struct arena *a)
{
	const struct children *c = ctx;
	int by = from == LIST_BEFORE ? -1 : 1, at = edge ? (int)edge->id : by > 0 ? 0 : CHILDREN + 1, got = 0;

	if (from == LIST_AT && edge)
		at--;
	for (at += by; at >= 1 && at <= CHILDREN && got < n; at += by) {
		if (!matches(c, at))
			continue;
		rows[got].id = at;
		rows[got].cell[0] = arena_printf(a, "%d-%03d", 2010 + at % 14, at % 1000);
		rows[got].cell[1] = arena_printf(a, "%s %s", first[at % 10], last[at % 8]);
		rows[got].cell[2] = at % 2 ? "P" : "L";
		rows[got].cell[3] = arena_printf(a, "%d", 6 + at % 12);
		rows[got].cell[4] = school[at % 4];
		rows[got].cell[5] = at % 7 == 0 ? "!" : at % 5 == 0 ? "d" : "";
		got++;
	}
	return got;
}
static bool locate(void *ctx, row_id id, struct list_row *row, struct arena *a) { (void)row, (void)a; return matches(ctx, (int)id); }
static void search(void *ctx, const char *typed) { struct children *c = ctx; STR_SET(c->typed, typed); }
static void status(void *ctx, char *out, size_t size) { const struct children *c = ctx; snprintf(out, size, "%s dari %d", c->typed[0] ? "sebagian" : "semua", CHILDREN); }
static const char *filter(void *ctx) { (void)ctx; return "Saringan: Aktif (F6)"; }
static void detail(void *ctx, const struct list_row *row, char *out, size_t size) { (void)ctx; snprintf(out, size, "%s, %s tahun. Wali: Ibu Aminah (nenek). Tabungan Rp325.000.", row->cell[1], row->cell[3]); }
static void enter(struct ui *ui, void *ctx, const struct list_row *row)
{
	(void)ctx;
	pager_show(ui, row->cell[1], "KARTU ANAK ASUH\n\nNama     Siti Aminah\nNo Induk 2019-014\n", NULL, NULL);
}
static const struct list_column columns[] = { { "No.Induk", 9, 0, 0 }, { "Nama", 20, LIST_GROW | LIST_HITS, 0 }, { "L/P", 3, 0, 3 }, { "Umur", 4, LIST_RIGHT, 1 }, { "Sekolah", 16, 0, 4 }, { "Ket", 3, 0, 2 }, { NULL, 0, 0, 0 } };
static const struct list_source source = {
	.columns = columns, .page = page, .locate = locate, .search = search, .status = status, .filter = filter, .detail = detail, .enter = enter, .empty = "Belum ada anak. F7: penerimaan anak.",
};
static bool children_open(struct screen *s, const void *arg) { struct children *c = screen_state(s); (void)arg; list_open(&c->list, screen_ui(s), &source, c); return true; }
static bool children_load(struct screen *s, struct err *e)
{
	struct demo *d = ui_app(screen_ui(s));
	struct children *c = screen_state(s);
	(void)e;
	list_reload(&c->list, screen_ui(s));
	screen_subtitle(s, d->loads++ ? "dibaca lagi" : "");
	return true;
}
static void children_draw(struct screen *s) { struct children *c = screen_state(s); list_draw(&c->list, screen_ui(s), screen_area(s)); }
static bool children_key(struct screen *s, int key) { struct children *c = screen_state(s); return list_key(&c->list, screen_ui(s), key); }
static void children_close(struct screen *s) { struct children *c = screen_state(s); list_close(&c->list, screen_ui(s)); }
static bool new_child(struct screen *s) { return ui_push(screen_ui(s), &form_screen, NULL); }
static bool pay_all(struct screen *s) { return ui_push(screen_ui(s), &pay_screen, NULL); }
static bool figures(struct screen *s)
{
	struct term_count c = term_counted(ui_term(screen_ui(s)));
	ui_say(screen_ui(s), "frames %lu writes %lu bytes %lu.", c.frames, c.writes, c.bytes);
	return true;
}
static bool fails(struct screen *s) { (void)s; BUG("asked for"); }
static const struct action actions[] = {
	{ .fkey = 2, .label = "Bayar", .help = "uang saku bulan ini", .run = pay_all }, { .fkey = 5, .label = "Angka", .help = "tulisan ke terminal sejauh ini", .run = figures },
	{ .fkey = 7, .label = "Baru", .help = "penerimaan anak", .run = new_child }, { .letter = 'X', .label = "Rusak", .help = "akhiri dengan kesalahan program", .run = fails },
};
static const struct screen_class children_screen = {
	.name = "children", .title = "Anak asuh", .help = "Semua anak di panti ini. Ketik nama atau nomor induk untuk mencari.", .state_size = sizeof(struct children), .actions = actions,
	.action_count = COUNT(actions), .open = children_open, .load = children_load, .draw = children_draw, .key = children_key, .close = children_close,
};

static bool draft_save(struct ui *ui, const char *form, row_id record, const char *text)
{
	struct demo *d = ui_app(ui);
	FILE *f = d->draft ? fopen(d->draft, "w") : NULL;
	(void)form, (void)record;
	if (!f)
		return false;
	fputs(text, f);
	return fclose(f) == 0;
}
static bool password(struct ui *ui, const char *typed) { (void)ui; return strcmp(typed, "rahasia") == 0; }

int main(int argc, char **argv)
{
	static const struct actor sri = { .roles = ROLE_PEKSOS, .name = "sri", .shown = "Sri W." };
	struct demo d = { 0 };
	struct ui_options o = { .who = &sri, .panti = "Tunas Harapan", .offset_hours = 7, .app = &d, .password = password };

	(void)i18n_start(getenv("DEMO_LANG") ? getenv("DEMO_LANG") : "en", "build");
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "frugal") == 0)
			o.frugal = true;
		if (strncmp(argv[i], "draft=", 6) == 0)
			d.draft = argv[i] + 6;
		if (strncmp(argv[i], "news=", 5) == 0)
			o.news_path = argv[i] + 5;
	}
	if (d.draft)
		o.drafts.save = draft_save;
	return ui_run(&o, &children_screen, NULL);
}
