/* What another hand wrote into the file is inert on every list and card of the district's part: no escape, no bidi, nothing invisible reaches a cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "src/base/buf.h"
#include "src/base/text.h"
#include "tests/db/story.h"
#include "tests/screens/desk_play.h"

static struct fixture f;
static struct desk_play desk;
static int seen; /* frames on which the spoilt text stood */

static void look(struct desk_play *d, struct ui *ui)
{
	bool here = false;
	for (int row = 0; row < d->rows; row++) {
		const char *text = play_row(ui, row);
		int step;
		for (const char *at = text; *at; at += step)
			if (text_forbidden(text_next(at, &step))) fail_msg("a forbidden letter on the screen: %s", text);
		if (strstr(text, "^[") || strstr(text, "]0;x\a")) fail_msg("an escape on the screen: %s", text);
		here |= strstr(text, "MALAM") != NULL;
	}
	seen += here;
}

static void every_screen(void **state)
{
	(void)state;
	static const char spoil[] = "DROP TRIGGER audit_value_erase_only;"
		"UPDATE partner SET name = name || X, contact = X, mou_no = X, address = X, note = X; UPDATE community_report SET place = place || X, name = X, work = X, village = X, adults = X, note = X;"
		"UPDATE referral_out SET purpose = X, note = X; UPDATE referral_out_event SET note = X, by_whom = X, reason = X; UPDATE labour_screening SET name = X, work = X, note = X;"
		"UPDATE referral SET sender = X, reason = X, letter_no = letter_no || X; UPDATE person SET name = name || X; UPDATE resident_now SET name = name || X; UPDATE referral_event SET reason = X, note = X;"
		"UPDATE account_user SET shown = shown || X; UPDATE audit_value SET after_value = X; UPDATE referral_queue SET why = X; UPDATE referral_message SET body = X, user_shown = X;"
		"UPDATE company SET name = name || X, address = X, contact = X; UPDATE company_report SET letter_no = X, note = X, check_note = X;";
	static const struct desk_step steps[] = { { "", { NULL }, NULL, look }, { "{Enter}", { NULL }, NULL, look }, { "{PgDn}", { NULL }, NULL, look }, { NULL, { NULL }, NULL, NULL } };
	static const struct screen_class *const all[] = { &screen_partners, &screen_outs, &screen_referrals, &screen_community, &screen_labour, &screen_companies, &screen_duplicates, &screen_residents, &screen_users, &screen_audit, &screen_home };
	struct buf sql = BUF_EMPTY;
	struct err e = { 0 };
	story_begin(&f, 0);
	struct story s = { .f = &f, .db = f.db };
	static const char *const ends[] = { "out_move selesai", "labour_void", "company_report_void", "company_close", "referral_move tarik", "person_apart_mark" }; /* what the lists leave out */
	for (int n = 0; n < story_count; n++) {
		bool skip = false;
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) skip |= strcmp(story_steps[n].name, ends[i]) == 0;
		if (!skip) fixture_must(&e, story_save(&s, n, &e));
	}
	for (const char *at = spoil; *at; at++)
		if (*at == 'X') buf_puts(&sql, "('MALAM' || char(27) || ']0;x' || char(7) || char(8238) || char(8203) || 'z' || char(155))");
		else buf_printf(&sql, "%c", *at);
	fixture_tamper(&f, buf_text(&sql));
	buf_free(&sql);

	desk.db = f.db;
	desk.head = f.kepala;
	STR_SET(desk.path, f.path);
	conf_defaults(&desk.conf);
	desk.options = (struct desk_options){ .conf = &desk.conf, .db_path = desk.path };
	desk.app.options = &desk.options;
	desk.app.db = f.db;
	desk.app.arena = arena_new();
	desk.rows = 24, desk.cols = 80;
	fixture_must(&e, panti_load(f.db, f.panti, desk.app.arena, &desk.app.panti, &e));
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		seen = 0;
		desk.may_end = true;
		desk_run_play(&desk, &f.kepala, all[i], NULL, steps);
		if (!seen && all[i] != &screen_home && all[i] != &screen_duplicates) fail_msg("screen %d shows nothing of it", (int)i);
	}
	arena_free(desk.app.arena);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_screen) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
