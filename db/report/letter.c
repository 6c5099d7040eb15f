#include "db/report/letter.h"
#include "db/audit.h"
#include "db/office/setting.h"
#include "db/stmt.h"
#include "src/base/buf.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include <ctype.h>
#include <string.h>

static const char *const roman[] = { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII" };

static void upper(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_putc(out, (char)((unsigned char)*text < 0x80 ? toupper((unsigned char)*text) : *text));
}

void letter_format(const char *format, const char *code, const char *place, const char *city, const char *kind, int64_t seq, caldate on, char *out, size_t size)
{
	struct buf b = BUF_EMPTY;
	int year = 0, month = 0;
	date_split(on, &year, &month, NULL);
	for (const char *at = format; *at;) {
		size_t word = *at == '{' ? strcspn(at, "}") : 0;
		if (!word || at[word] != '}') {
			buf_putc(&b, *at++);
			continue;
		}
		const char *name = at + 1;
		size_t size_of_name = word - 1;
#define IS(text) (size_of_name == sizeof text - 1 && memcmp(name, text, sizeof text - 1) == 0)
		if (IS("seq") && seq) buf_printf(&b, "%03" PRId64, seq);
		else if (IS("seq")) buf_puts(&b, "......");
		else if (IS("code")) buf_puts(&b, code);
		else if (IS("place")) upper(&b, place);
		else if (IS("city")) buf_puts(&b, city);
		else if (IS("kind")) upper(&b, kind);
		else if (IS("roman")) buf_puts(&b, roman[month]);
		else if (IS("month")) buf_printf(&b, "%02d", month);
		else if (IS("year")) buf_printf(&b, "%04d", year);
		else buf_add(&b, at, word + 1);
#undef IS
		at += word + 1;
	}
	str_copy(out, size, buf_text(&b));
	buf_free(&b);
}

bool letter_find(struct db *db, const struct actor *who, const char *kind, const char *record_kind, row_id record, struct letter *out, struct err *e)
{
	*out = (struct letter){ 0, "", DATE_NONE, 0 };
	struct stmt *q = stmt(db, "SELECT id, number, on_date, seq FROM letter WHERE record_kind = ?1 AND record_id = ?2 AND kind = ?3 AND (?4 = 0 OR panti_id = ?4) ORDER BY id");
	stmt_text(q, 1, record_kind);
	stmt_int(q, 2, record);
	stmt_text(q, 3, kind);
	stmt_int(q, 4, who->panti);
	if (stmt_row(q)) {
		out->id = stmt_get_int(q, 0);
		STR_SET(out->number, stmt_get_text(q, 1));
		out->on = stmt_get_date(q, 2);
		out->seq = stmt_get_int(q, 3);
	}
	return stmt_done(q, e);
}

struct next { const struct actor *who; const char *kind, *record_kind; row_id record, person; caldate on; struct letter *out; const char *typed; };

static void number(struct db *db, const struct next *in, int64_t seq)
{
	if (in->typed) {
		STR_SET(in->out->number, in->typed);
		return;
	}
	struct arena *a = arena_new();
	const char *place = "", *city = "";
	struct stmt *q = stmt(db, "SELECT code, place FROM panti WHERE id = ?1");
	stmt_int(q, 1, in->who->panti);
	if (stmt_row(q)) {
		place = arena_dup(a, stmt_get_text(q, 0));
		city = arena_dup(a, stmt_get_text(q, 1));
	}
	stmt_done(q, NULL);
	bool dots = setting_int(db, in->who->panti, "letter_dots") != 0;
	letter_format(setting_text(db, in->who->panti, "letter_format", a), setting_text(db, in->who->panti, "letter_code", a),
	              place, city, in->kind, dots ? 0 : seq, in->on, in->out->number, sizeof in->out->number);
	arena_free(a);
}

static bool next_tx(struct db *db, void *ctx, struct err *e)
{
	const struct next *in = ctx;
	int year;
	if (!letter_find(db, in->who, in->kind, in->record_kind, in->record, in->out, e)) return false;
	if (in->out->id) return true;
	date_split(in->on, &year, NULL, NULL);
	struct stmt *last = stmt(db, "SELECT COALESCE(max(seq), 0) FROM letter WHERE panti_id = ?1 AND kind = ?2 AND year = ?3");
	stmt_int(last, 1, in->who->panti);
	stmt_text(last, 2, in->kind);
	stmt_int(last, 3, year);
	int64_t newest = stmt_one_int(last, -1, e);
	if (newest < 0) return false;
	in->out->seq = newest + 1;
	in->out->id = db_new_id(db, "letter");
	in->out->on = in->on;
	number(db, in, in->out->seq);
	struct stmt *q = stmt(db, "INSERT INTO letter (id, panti_id, kind, year, seq, number, on_date, record_kind, record_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	stmt_int(q, 1, in->out->id);
	stmt_int(q, 2, in->who->panti);
	stmt_text(q, 3, in->kind);
	stmt_int(q, 4, year);
	stmt_int(q, 5, in->out->seq);
	stmt_text(q, 6, in->out->number);
	stmt_date(q, 7, in->on);
	stmt_text(q, 8, in->record_kind);
	stmt_int(q, 9, in->record);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, in->who, "letter.number", in->record_kind, in->record, in->person);
	audit_value(db, "number", "", in->out->number);
	return audit_end(db, e);
}

bool letter_number(struct db *db, const struct actor *who, const char *kind, const char *record_kind, row_id record, row_id person, caldate on, struct letter *out, struct err *e)
{
	MUST(who->panti && on != DATE_NONE);
	struct next in = { who, kind, record_kind, record, person, on, out, NULL };
	return db_tx(db, next_tx, &in, e);
}

bool letter_number_typed(struct db *db, const struct actor *who, const char *kind, const char *record_kind, row_id record, row_id person, caldate on, const char *typed, struct letter *out, struct err *e)
{
	MUST(who->panti && on != DATE_NONE && *typed);
	struct next in = { who, kind, record_kind, record, person, on, out, typed };
	return db_tx(db, next_tx, &in, e);
}

bool letter_taken(struct db *db, const struct actor *who, const char *text)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM letter WHERE panti_id = ?1 AND number = ?2 LIMIT 1");
	stmt_int(q, 1, who->panti);
	stmt_text(q, 2, text);
	return stmt_one_int(q, 0, NULL) != 0;
}
