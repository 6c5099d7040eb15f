/*
 * Hostile text in every field and every reason of the district's part, past any form: refused with nothing changed; what is odd but lawful comes back as
 * it was typed; and what stands in a file by another hand comes out of exports and reports without one forbidden letter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "db/audit.h"
#include "db/child/care.h"
#include "db/child/person_merge.h"
#include "db/community/community.h"
#include "db/community/company.h"
#include "db/community/labour.h"
#include "db/exchange/export_list.h"
#include "db/office/user.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_paper.h"
#include "db/referral/referral_queue.h"
#include "db/report/report.h"
#include "src/base/date.h"
#include "src/base/text.h"
#include "src/print/sheet.h"
#include "tests/db/cases.h"
#include "tests/db/story.h"

static struct fixture f;
static struct story s;
static struct err e;
static struct problems p;
static char big[1 << 20];

static int setup(void **state)
{
	(void)state;
	story_begin(&f, 0);
	s = (struct story){ .f = &f, .db = f.db };
	memset(big, 'a', sizeof big - 1);
	return 0;
}
static int teardown(void **state) { (void)state; fixture_close(&f); return 0; }

static const struct { const char *name, *text; } poison[] = {
	{ "terminal title", "a\033]0;x\ab" }, { "carriage return", "a\rb" }, { "line break", "a\nb" }, { "backspace", "a\bb" }, { "C1", "a\xC2\x9B" "31m" }, { "bidi", "a\xE2\x80\xAE" "b" }, { "isolate", "a\xE2\x81\xA6" "b" },
	{ "zero width", "a\xE2\x80\x8B" "b" }, { "byte order mark", "a\xEF\xBB\xBF" "b" }, { "tag", "a\xF3\xA0\x81\x81" "b" }, { "private use", "a\xEE\x80\x80" "b" }, { "not UTF-8", "a\xFF" "b" },
	{ "surrogate", "a\xED\xA0\x80" "b" }, { "four accents", "a\xCC\x81\xCC\x82\xCC\x83\xCC\x84" "b" }, { "only spaces", "   " }, { "1 MB", big },
};

/* --- forms ------------------------------------------------------------------------------------------------------------------------------ */

static row_id made;
static char partner_id[24];

static bool partner(const char *const *v) { return partner_save(f.db, &f.tu, 0, 0, v, NULL, &made, &p, &e); }
static bool out(const char *const *v) { return out_send(f.db, &f.peksos, cases_number(&f, "SELECT min(id) FROM resident"), v, NULL, &made, &p, &e); }
static bool report(const char *const *v)
{
	struct community_input in = { .company = 0 };
	memcpy(in.v, v, sizeof in.v);
	return community_record(f.db, &f.tu, &in, NULL, &made, &p, &e);
}
static bool screening(const char *const *v)
{
	struct labour_input in = { .report = 0 };
	memcpy(in.v, v, sizeof in.v);
	return labour_screen(f.db, &f.peksos, &in, NULL, &made, NULL, &p, &e);
}
static bool workplace(const char *const *v) { return company_record(f.db, &f.tu, v, NULL, &made, &p, &e); }
static bool person(const char *const *v)
{
	const struct user_new in = { .name = v[0], .shown = v[1], .title = v[2], .nip = v[3], .roles = ROLE_TU };
	return user_add(f.db, &f.admin, &in, &p, &e) != 0;
}
static const struct field user_fields[] = { { .code = "name", .kind = FIELD_TEXT }, { .code = "shown", .kind = FIELD_TEXT, .max = 60 }, { .code = "title", .kind = FIELD_TEXT, .max = 60 }, { .code = "nip", .kind = FIELD_TEXT } };

enum { FIELDS_MOST = 40 };
static const struct form { const char *name; const struct field *fields; int n; bool (*save)(const char *const *v); const char *v[FIELDS_MOST], *table; } forms[] = {
	{ "partner", partner_fields, PARTNER_FIELDS, partner, { [PARTNER_NAME] = "Puskesmas Contoh", [PARTNER_KIND] = "puskesmas" }, "partner" },
	{ "referral out", out_fields, OUT_FIELDS, out, { [OUT_F_PARTNER] = partner_id, [OUT_F_SERVICE] = "kesehatan", [OUT_F_PURPOSE] = "imunisasi", [OUT_F_SENT_ON] = "2026-08-03" }, "referral_out" },
	{ "report of the public", community_fields, COMMUNITY_FIELDS, report, { [COMMUNITY_F_CHANNEL] = "masyarakat", [COMMUNITY_F_RECEIVED_ON] = "2026-08-01", [COMMUNITY_F_DISTRICT] = "64.08", [COMMUNITY_F_PLACE] = "Pasar" }, "community_report" },
	{ "screening", labour_fields, LABOUR_FIELDS, screening, { [LABOUR_F_ON] = "2026-08-02", [LABOUR_F_AGE] = "12", [LABOUR_F_DISTRICT] = "64.08" }, "labour_screening" },
	{ "workplace", company_fields, COMPANY_FIELDS, workplace, { [COMPANY_F_NAME] = "PT Contoh", [COMPANY_F_DISTRICT] = "64.08", [COMPANY_F_REGISTERED] = "2026-08-01" }, "company" },
	{ "user", user_fields, 4, person, { "baru", "Orang Baru", NULL, NULL }, "account_user" },
};

static bool save(const struct form *form, const char *const *v)
{
	problems_clear(&p);
	err_clear(&e);
	return form->save(v);
}

static void fields_refuse(void **state)
{
	(void)state;
	int bad = 0;
	for (size_t k = 0; k < COUNT(forms); k++) {
		const struct form *form = &forms[k];
		if (strcmp(form->name, "referral out") == 0) snprintf(partner_id, sizeof partner_id, "%" PRId64, cases_partner(&f, "Mitra Contoh", "puskesmas", "", ""));
		uint64_t before = story_print(f.path, true);
		for (int i = 0; i < form->n; i++)
			for (size_t t = 0; t < COUNT(poison); t++) {
				const char *v[FIELDS_MOST];
				memcpy(v, form->v, sizeof v);
				v[i] = poison[t].text;
				if (form->fields[i].kind == FIELD_BOOL) continue; /* whatever is not 1 is no */
				if (form->fields[i].kind == FIELD_NOTE && strcmp(poison[t].name, "line break") == 0) continue;
				bool saved = save(form, v);
				if (!saved && e.kind == ERR_PROBLEMS && p.hard && story_print(f.path, true) == before) continue;
				print_error("%s, %s: %s %s\n", form->name, form->fields[i].code, poison[t].name, saved ? "was saved" : "was not refused as a problem");
				before = story_print(f.path, true);
				bad++;
			}
		assert_true(save(form, form->v)); /* and without it everything is in order */
	}
	assert_int_equal(bad, 0);
}

/* --- reasons and messages: tried just before the step of the story that they belong to ---------------------------------------------------- */

static int64_t version(const char *table, row_id id) { return cases_version(&f, table, id); }
#define LAST(table) story_newest(f.db, table)
#define BUDI cases_number(&f, "SELECT r.id FROM referral r JOIN person p ON p.id = r.person_id WHERE p.name = 'Budi Rujukan'")
#define RIZKY cases_number(&f, "SELECT id FROM person WHERE name = 'Rizky Contoh'")
#define RISKI cases_number(&f, "SELECT id FROM person WHERE name = 'Riski Contoh'")

static bool w_end(const char *w) { return partner_end(f.db, &f.tu, LAST("partner"), version("partner", LAST("partner")), FIXTURE_DAY, w, &p, &e); }
static bool w_again(const char *w) { return partner_end(f.db, &f.tu, LAST("partner"), version("partner", LAST("partner")), DATE_NONE, w, &p, &e); }
static bool out_words(enum out_move m, const char *reason, const char *note, const char *by) { return out_move(f.db, &f.tu, LAST("referral_out"), version("referral_out", LAST("referral_out")), m, DATE_NONE, reason, note, by, &p, &e); }
static bool w_declined(const char *w) { return out_words(OUT_MOVE_TOLAK, w, "", ""); }
static bool w_note(const char *w) { return out_words(OUT_MOVE_TERIMA, "", w, ""); }
static bool w_by(const char *w) { return out_words(OUT_MOVE_TERIMA, "", "", w); }
static bool w_result(const char *w) { return out_words(OUT_MOVE_SELESAI, "", w, ""); }
static bool report_words(enum community_move m, const char *reason, const char *note) { return community_move(f.db, &f.peksos, LAST("community_report"), version("community_report", LAST("community_report")), m, DATE_NONE, reason, note, &p, &e); }
static bool w_call(const char *w) { return report_words(COMMUNITY_TELEPON, "", w); }
static bool w_unwilling(const char *w) { return report_words(COMMUNITY_TOLAK, w, ""); }
static bool w_screening(const char *w) { return labour_void(f.db, &f.peksos, LAST("labour_screening"), version("labour_screening", LAST("labour_screening")), w, &p, &e); }
static bool w_paper(const char *w)
{
	const struct referral_paper was = { "akta", "", "", "" }, in = { "akta", "", "asli", w };
	return referral_papers_save(f.db, &f.dinsos, BUDI, &was, &in, 1, &p, &e);
}
static bool w_message(const char *w) { return referral_message_send(f.db, &f.peksos, BUDI, w, NULL, &made, &p, &e); }
static bool budi(const struct actor *who, enum referral_move m, const char *reason, const char *note) { return referral_move(f.db, who, BUDI, version("referral", BUDI), m, DATE_NONE, reason, note, &p, &e); }
static bool w_advice(const char *w) { return budi(&f.peksos, REFERRAL_USUL, "terima", w); }
static bool w_wait(const char *w) { return budi(&f.kepala, REFERRAL_TUNGGU, w, ""); }
static bool w_place(const char *w) { return referral_queue_move(f.db, &f.kepala, BUDI, 1, w, &p, &e); }
static bool w_accept(const char *w)
{
	const struct referral_accept in = { .on = DATE_NONE, .until = DATE_NONE, .reason = "", .note = w };
	return referral_accept(f.db, &f.kepala, BUDI, version("referral", BUDI), &in, &p, &e);
}
static bool w_number(const char *w) { return referral_reply_number(f.db, &f.tu, BUDI, w, &p, &e); }
static bool w_stage(const char *w) { return care_stage_void(f.db, &f.peksos, LAST("care_stage"), w, &p, &e); }
static bool w_merge(const char *w)
{
	const struct person_merge_in in = { RIZKY, RISKI, version("person", RIZKY), version("person", RISKI), w, NULL };
	return person_merge_do(f.db, &f.kepala, &in, NULL, &p, &e);
}
static bool w_unmerge(const char *w) { return person_merge_undo(f.db, &f.kepala, LAST("person_merge"), w, &p, &e); }
static bool w_apart(const char *w) { return person_apart_mark(f.db, &f.kepala, RIZKY, RISKI, w, &p, &e); }
static struct company_receipt quarter(void) { return (struct company_receipt){ .quarter = date_make(2026, 4, 1), .received = FIXTURE_DAY - 5, .letter_no = "", .note = "", .instead = "" }; }
static bool w_quarter(const char *w)
{
	struct company_receipt in = quarter();
	in.note = w;
	return company_receive(f.db, &f.tu, LAST("company"), &in, NULL, &made, &p, &e);
}
static bool w_quarter_letter(const char *w)
{
	struct company_receipt in = quarter();
	in.letter_no = w;
	return company_receive(f.db, &f.tu, LAST("company"), &in, NULL, &made, &p, &e);
}
static bool w_instead(const char *w)
{
	struct company_receipt in = quarter();
	in.instead = w;
	return company_receive(f.db, &f.tu, LAST("company"), &in, NULL, &made, &p, &e);
}
static bool w_checked(const char *w)
{
	const struct company_check_in in = { .on = FIXTURE_DAY - 1, .note = w };
	return company_checked(f.db, &f.tu, LAST("company_report"), version("company_report", LAST("company_report")), &in, &p, &e);
}
static bool w_report_void(const char *w) { return company_report_void(f.db, &f.tu, LAST("company_report"), version("company_report", LAST("company_report")), w, &p, &e); }
static bool w_remind(const char *w) { return company_remind(f.db, &f.tu, LAST("company"), date_make(2026, 1, 1), w, NULL, &made, &p, &e); }
static bool w_shut(const char *w) { return company_close(f.db, &f.tu, LAST("company"), version("company", LAST("company")), FIXTURE_DAY, w, &p, &e); }
static bool w_closed(const char *w) { return user_disable(f.db, &f.admin, "baru", w, &e); }

static const struct { const char *before; bool (*save)(const char *words); const char *name; bool empty_is_fine; } words[] = {
	{ "partner_end", w_end, "why a partnership ends", false }, { "partner_end, taken up again", w_again, "why it is taken up again", false },
	{ "out_move terima", w_declined, "why a partner declines", false }, { "out_move terima", w_note, "note of an answer", true }, { "out_move terima", w_by, "who answered", true },
	{ "out_move selesai", w_result, "result of a service", false }, { "community_move telepon", w_call, "note of a call", false }, { "community_move sedia", w_unwilling, "why a family declines", false },
	{ "labour_void", w_screening, "why a screening is taken back", false }, { "referral_papers_save", w_paper, "note of a paper", true }, { "referral_message_send", w_message, "message", false },
	{ "referral_move usul", w_advice, "what the assessment found", false }, { "referral_move tunggu", w_wait, "why a child waits", false }, { "referral_queue_move", w_place, "why a place changes", false },
	{ "referral_accept", w_accept, "note of an approval", true }, { "referral_reply_number", w_number, "number of a letter", false }, { "care_stage_void", w_stage, "why a stage is taken back", false },
	{ "person_merge_do", w_merge, "why two are merged", false }, { "person_merge_undo", w_unmerge, "why a merge is taken back", false }, { "person_apart_mark", w_apart, "why two are two", false },
	{ "company_receive", w_quarter, "note of a quarter", true }, { "company_receive", w_quarter_letter, "letter of a quarter", true }, { "company_checked", w_instead, "why a report is replaced", false },
	{ "company_checked", w_checked, "note of a check", true }, { "company_report_void", w_report_void, "why a report is taken back", false }, { "company_remind", w_remind, "number of a reminder", true },
	{ "company_close", w_shut, "why a workplace is closed", false },
	{ "user_disable", w_closed, "why an account is closed", true },
};

static void words_refuse(void **state)
{
	(void)state;
	int bad = 0, tried = 0;
	for (int n = 0; n < story_count; n++) {
		uint64_t before = story_print(f.path, true);
		for (size_t k = 0; k < COUNT(words); k++) {
			if (strcmp(words[k].before, story_steps[n].name)) continue;
			for (size_t t = 0; t < COUNT(poison); t++) {
				if (strcmp(poison[t].name, "line break") == 0 || (words[k].empty_is_fine && strcmp(poison[t].name, "only spaces") == 0)) continue;
				problems_clear(&p);
				err_clear(&e);
				tried++;
				bool saved = words[k].save(poison[t].text);
				if (!saved && e.kind == ERR_PROBLEMS && story_print(f.path, true) == before) continue;
				print_error("%s: %s %s %s\n", words[k].name, poison[t].name, saved ? "was saved" : "was not refused as a problem:", e.text);
				bad++;
				if (saved) fail_msg("the story cannot go on");
			}
		}
		err_clear(&e);
		fixture_must(&e, story_save(&s, n, &e));
	}
	assert_true(tried >= (int)(COUNT(words) * (COUNT(poison) - 2)));
	assert_int_equal(bad, 0);
}

/* --- odd but lawful ----------------------------------------------------------------------------------------------------------------------- */

static const char *const odd[] = { "O'Neil", "%s%n%x", "../../x", "-rf", "=1+1", "+62", "@SUM(A1)", "-1+1", "\"a\";b,c", "'; DROP TABLE person; --", "<b>x</b>", "a\\b", "Jos\xC3\xA9", "\xE4\xB8\xAD\xE6\x96\x87" };

static bool to_sheet(void *ctx, const char *const *cells, int n) { (void)n; return sheet_row(ctx, cells); }

/* Every export list as the command writes it. */
static void exports(struct buf *b)
{
	int64_t rows;
	for (int i = 0; i < export_lists_count; i++) {
		const struct export_list *l = &export_lists[i];
		struct column heads[64] = { { .title = "" } };
		char bytes[4096];
		FILE *file = tmpfile();
		assert_non_null(file);
		for (int c = 0; c < l->count; c++) heads[c] = (struct column){ .title = l->columns[c].code, .width = 16 };
		struct sheet *sheet = sheet_open(SHEET_CSV, fileno(file), l->name, heads, l->count, &e);
		fixture_must(&e, export_list_run(f.db, &f.kepala, l, DATE_NONE, DATE_NONE, to_sheet, sheet, &rows, &e));
		fixture_must(&e, sheet_close(sheet, &e));
		rewind(file);
		for (size_t n; (n = fread(bytes, 1, sizeof bytes - 1, file)) > 0;) bytes[n] = '\0', buf_puts(b, bytes);
		fclose(file);
	}
}

static void everything(struct buf *b)
{
	exports(b);
	for (size_t i = 0; i < reports_count; i++)
		for (int format = 0; format < REPORT_FORMATS; format++) {
			struct report_ask ask = REPORT_ASK;
			struct document *d = NULL;
			struct buf one = BUF_EMPTY;
			if (!(reports[i].formats >> format & 1) || (format != REPORT_TEXT && format != REPORT_CSV)) continue;
			if (reports[i].takes & TAKES_DATE) ask.date = FIXTURE_DAY;
			if (reports[i].takes & TAKES_MONTH) ask.month = FIXTURE_DAY;
			if (reports[i].takes & TAKES_RESIDENT) ask.resident = cases_number(&f, "SELECT min(id) FROM resident");
			if (reports[i].takes & TAKES_REFERRAL) ask.referral = cases_number(&f, "SELECT max(r.id) FROM referral_now n JOIN referral r ON r.id = n.referral_id WHERE n.state = 'ditempatkan'");
			if (reports[i].takes & TAKES_OUT) ask.out = LAST("referral_out");
			ask.reminder = LAST("company_reminder");
			err_clear(&e);
			if (!report_make(f.db, &f.kepala, &reports[i], &ask, &d, &e)) continue; /* nothing to print of this kind */
			fixture_must(&e, report_render(f.db, &f.kepala, d, (enum report_format)format, PAPER_136, "", &one, &e));
			buf_puts(b, buf_text(&one));
			buf_free(&one);
			document_free(d);
		}
}

/* A cell that a spreadsheet would take for a formula. */
static bool formula(const char *csv)
{
	for (const char *at = csv; *at; at++) {
		bool begins = at == csv || at[-1] == '\n' || at[-1] == ';';
		const char *cell = at + (begins && *at == '"');
		if (begins && (*cell == '=' || *cell == '@' || (*cell == '+' && cell[1] != '\0'))) return true;
	}
	return false;
}

static void odd_comes_back(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf b = BUF_EMPTY;
	for (size_t t = 0; t < COUNT(odd); t++) {
		const char *v[PARTNER_FIELDS] = { [PARTNER_KIND] = "puskesmas" };
		struct partner one;
		struct audit_row log[20];
		int held = 0;
		for (int i = 0; i < PARTNER_FIELDS; i++)
			if (partner_fields[i].kind == FIELD_TEXT || partner_fields[i].kind == FIELD_NOTE) v[i] = odd[t];
		if (!save(&forms[0], v)) fixture_fail(e.text, __FILE__, __LINE__);
		fixture_must(&e, partner_load(f.db, &f.tu, made, a, &one, &e));
		for (int i = 0; i < PARTNER_FIELDS; i++)
			if (v[i] == odd[t]) assert_string_equal(one.v[i], odd[t]);
		int n = audit_list(f.db, &f.kepala, 0, 0, a, log, 20, &e);
		for (int i = 0; i < n; i++) held += log[i].record == made && strcmp(log[i].after ? log[i].after : "", odd[t]) == 0;
		assert_true(held >= 5);
	}
	exports(&b);
	assert_false(formula(buf_text(&b)));
	assert_non_null(strstr(buf_text(&b), "'=1+1"));
	assert_non_null(strstr(buf_text(&b), "O'Neil"));
	buf_free(&b);
	arena_free(a);
}

/* --- what another hand wrote into the file -------------------------------------------------------------------------------------------------- */

static void inert_on_paper(void **state)
{
	(void)state;
	static const char spoil[] = "DROP TRIGGER audit_value_erase_only;"
		"UPDATE partner SET name = name || X, contact = X, mou_no = X, address = X; UPDATE community_report SET place = place || X, name = X, work = X, village = X, adults = X;"
		"UPDATE referral_out SET purpose = X, note = X; UPDATE referral_out_event SET note = X, by_whom = X, reason = X; UPDATE labour_screening SET name = X, work = X;"
		"UPDATE referral SET sender = X, reason = X, letter_no = letter_no || X; UPDATE person SET name = name || X; UPDATE resident_now SET name = name || X; UPDATE referral_event SET reason = X, note = X;"
		"UPDATE account_user SET shown = shown || X; UPDATE audit_value SET after_value = X; UPDATE referral_queue SET why = X; UPDATE company SET name = name || X, address = X, contact = X; UPDATE company_report SET letter_no = X, note = X, check_note = X; UPDATE code SET label_id = X WHERE list = 'partner_kind'; UPDATE panti SET name = name || X;";
	struct buf sql = BUF_EMPTY, b = BUF_EMPTY;
	for (int n = 0; n < story_count; n++) fixture_must(&e, story_save(&s, n, &e));
	for (const char *at = spoil; *at; at++) /* X: an escape, a bell, a bidi letter, a zero width one */
		if (*at == 'X') buf_puts(&sql, "('MALAM' || char(27) || ']0;x' || char(7) || char(8238) || char(8203) || 'X' || char(155))");
		else buf_printf(&sql, "%c", *at);
	fixture_tamper(&f, buf_text(&sql));
	everything(&b);
	assert_non_null(strstr(buf_text(&b), "MALAM"));
	int step;
	for (const char *at = buf_text(&b); *at; at += step) {
		int32_t point = text_next(at, &step);
		if (!text_forbidden(point) || point == '\n' || point == '\f' || (point == '\r' && at[1] == '\n') || (point == 0xFEFF && (at == buf_text(&b) || at[-1] == '\n' || at[-1] == '\f'))) continue;
		fail_msg("U+%04X came out: %.*s", (unsigned)point, 60, at > buf_text(&b) + 30 ? at - 30 : at);
	}
	buf_free(&b);
	buf_free(&sql);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(fields_refuse, setup, teardown), cmocka_unit_test_setup_teardown(words_refuse, setup, teardown),
		cmocka_unit_test_setup_teardown(odd_comes_back, setup, teardown), cmocka_unit_test_setup_teardown(inert_on_paper, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
