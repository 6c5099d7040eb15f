#include "db/office/setting.h"

#include <stdlib.h>
#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "src/base/i18n.h"

#define TEXT(code, label, max, fallback, section, hint) { { code, label, FIELD_TEXT, max, NULL, 0, section, hint }, fallback, 0 }
#define NUMBER(code, label, min, max, fallback, section, hint) { { code, label, FIELD_INT, max, NULL, 0, section, hint }, fallback, min }
#define MONEY(code, label, fallback, section, hint) { { code, label, FIELD_RUPIAH, 0, NULL, 0, section, hint }, fallback, 0 }
#define YESNO(code, label, fallback, section, hint) { { code, label, FIELD_BOOL, 1, NULL, 0, section, hint }, fallback, 0 }
#define ONEOF(code, label, list, fallback, section, hint) { { code, label, FIELD_CODE, 0, list, 0, section, hint }, fallback, 0 }

#define CARE N_("Care")
#define CLOCKS N_("Service clocks")
#define MONEY_SECTION N_("Allowance and savings")
#define PAPER N_("Paper")

const struct setting settings[] = {
	ONEOF("resident_word", N_("Word for a child"), "setting:resident_word", "anak_asuh", CARE, N_("The word on screens and reports.")),
	NUMBER("age_limit", N_("Age limit"), 1, 25, "18", CARE, N_("Years; Home warns before a child reaches it.")),
	NUMBER("age_warning_days", N_("Warn days before"), 1, 366, "60", CARE, N_("How early Home names a child near the age limit.")),
	NUMBER("age_least", N_("Youngest age"), 0, 17, "0", CARE, N_("Admission below this age asks for a second look.")),
	TEXT("aftercare_months", N_("Aftercare months"), 20, "1,3,6,12", CARE, N_("Months after termination, separated by commas.")),
	NUMBER("clock_referral", N_("Answer a referral"), 1, 60, "5", CLOCKS, N_("Working days until a referral must be answered.")),
	NUMBER("clock_assessment", N_("Assessment"), 1, 60, "7", CLOCKS, N_("Working days for the first assessment.")),
	NUMBER("clock_admission", N_("Admission"), 1, 60, "1", CLOCKS, N_("Working days from acceptance to admission.")),
	NUMBER("reserve_days", N_("Keep a place"), 1, 90, "14", CLOCKS, N_("Days a place is kept for an accepted child.")),
	NUMBER("clock_plan", N_("Care plan"), 1, 60, "5", CLOCKS, N_("Working days for the care plan.")),
	NUMBER("clock_out", N_("Partner answers"), 1, 120, "14", CLOCKS, N_("Calendar days until a partner's answer to a referral out is overdue.")),
	NUMBER("clock_out_done", N_("Partner reports done"), 1, 366, "30", CLOCKS, N_("Calendar days from the partner's acceptance until the service should be reported done.")),
	NUMBER("company_due_days", N_("Quarterly report due"), 1, 90, "15", CLOCKS, N_("Calendar days after a quarter's end until a workplace's report is late.")),
	NUMBER("mou_warning_days", N_("MoU: warn days before"), 1, 366, "60", CLOCKS, N_("How early Home names an MoU that ends.")),
	YESNO("allowance_on", N_("Pocket money is given"), "1", MONEY_SECTION, N_("Off: the panti gives no pocket money.")),
	ONEOF("allowance_unit", N_("Rate is per"), "setting:allowance_unit", "month", MONEY_SECTION, N_("What one rate pays for.")),
	ONEOF("allowance_basis", N_("Paid"), "setting:allowance_basis", "arrears", MONEY_SECTION, N_("In arrears counts the month's days; in advance is corrected next month.")),
	ONEOF("allowance_rounding", N_("Rounded to"), "setting:allowance_rounding", "100", MONEY_SECTION, N_("Half up, to this many rupiah.")),
	MONEY("allowance_savings", N_("Usual savings deposit"), "10000", MONEY_SECTION, N_("Proposed deposit per child and month; 0 proposes none.")),
	MONEY("pay_limit", N_("Head pays above"), "0", MONEY_SECTION, N_("A payment above this sum is the head's; 0 = no limit.")),
	ONEOF("allowance_fund", N_("Fund of pocket money"), "fund", "apbd", MONEY_SECTION, N_("Fund source that pocket money is paid from.")),
	TEXT("letter_format", N_("Letter number"), 60, "{code}/{seq}/{place}/{roman}/{year}", PAPER, N_("{code} {seq} {place} {roman} {month} {year} are filled in.")),
	TEXT("letter_code", N_("Classification code"), 20, "460", PAPER, N_("Classification code of the office's agenda.")),
	YESNO("letter_dots", N_("Leave numbers as dots"), "0", PAPER, N_("The number is written by hand from the agenda book.")),
	YESNO("abh_initials", N_("Initials for ABH"), "1", PAPER, N_("Children in criminal cases are printed with initials (UU 11/2012 art. 19).")),
	YESNO("kop", N_("Print the letterhead"), "1", PAPER, N_("Off when the paper already carries it.")),
};
const size_t settings_count = COUNT(settings);

#define LIST(list, code, label) { list, { code, label } }
static const struct { const char *list; struct choice choice; } setting_lists[] = {
	LIST("setting:resident_word", "anak_asuh", N_("Resident child")),
	LIST("setting:resident_word", "penerima_manfaat", N_("Beneficiary")),
	LIST("setting:allowance_unit", "month", N_("month")),
	LIST("setting:allowance_unit", "calendar_day", N_("calendar day")),
	LIST("setting:allowance_unit", "day_present", N_("day present")),
	LIST("setting:allowance_unit", "school_day", N_("school day")),
	LIST("setting:allowance_basis", "arrears", N_("in arrears")),
	LIST("setting:allowance_basis", "advance", N_("in advance")),
	LIST("setting:allowance_rounding", "1", N_("whole rupiah")),
	LIST("setting:allowance_rounding", "100", N_("Rp100")),
	LIST("setting:allowance_rounding", "1000", N_("Rp1,000")),
};

size_t setting_choices(const char *list, struct choice *out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < COUNT(setting_lists) && n + 1 < max; i++)
		if (strcmp(setting_lists[i].list, list) == 0) out[n++] = (struct choice){ setting_lists[i].choice.code, _(setting_lists[i].choice.label) };
	out[n] = (struct choice){ NULL, NULL };
	return n;
}

static const struct setting *find(const char *key)
{
	for (size_t i = 0; i < settings_count; i++)
		if (strcmp(settings[i].field.code, key) == 0) return &settings[i];
	return NULL;
}

const char *setting_text(struct db *db, row_id panti, const char *key, struct arena *a)
{
	const struct setting *s = find(key);
	MUST(s);
	const char *value = s->fallback;
	struct stmt *q = stmt(db, "SELECT value FROM setting WHERE panti_id = ?1 AND key = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, key);
	if (stmt_row(q)) value = arena_dup(a, stmt_get_text(q, 0));
	stmt_done(q, NULL); /* unreadable: the default holds; the caller's own query reports the damage */
	return value;
}

int64_t setting_int(struct db *db, row_id panti, const char *key)
{
	struct arena *a = arena_new();
	int64_t n = strtoll(setting_text(db, panti, key, a), NULL, 10);
	arena_free(a);
	return n;
}

struct set { const struct actor *who; const struct setting *setting; const char *value; };

static bool set_tx(struct db *db, void *ctx, struct err *e)
{
	const struct set *in = ctx;
	const char *key = in->setting->field.code;
	struct arena *a = arena_new();
	const char *before = setting_text(db, in->who->panti, key, a);
	struct stmt *q = stmt(db, "INSERT INTO setting (panti_id, key, value) VALUES (?1, ?2, ?3)"
	                          " ON CONFLICT (panti_id, key) DO UPDATE SET value = excluded.value");
	stmt_int(q, 1, in->who->panti);
	stmt_text(q, 2, key);
	stmt_text(q, 3, in->value);
	bool ok = stmt_run(q, e);
	if (ok) {
		audit_begin(db, in->who, "setting.set", "setting", 0, 0);
		audit_value(db, key, before, in->value);
		ok = audit_end(db, e);
	}
	arena_free(a);
	return ok;
}

bool setting_set(struct db *db, const struct actor *who, const char *key, const char *value, struct problems *p, struct err *e)
{
	char canon[400], shown[32];
	const struct setting *s = find(key);
	if (!s) return err_set(e, ERR_DATA, _("There is no setting %s."), key);
	if (!db_may(who, RIGHT_SETTINGS, e)) return false;
	struct choice choices[SETTING_CHOICES];
	bool listed = s->field.list && setting_choices(s->field.list, choices, COUNT(choices));
	if (!field_canon(&s->field, value, DATE_NONE, listed ? choices : NULL, canon, sizeof canon, p)) return err_set(e, ERR_PROBLEMS, "%s", "");
	if (s->field.kind == FIELD_INT && strtol(canon, NULL, 10) < s->min) {
		field_show(&s->field, s->fallback, NULL, shown, sizeof shown);
		problem_hard(p, s->field.code, _("Type a number from %d to %d, for example %s."), s->min, s->field.max, shown);
		return err_set(e, ERR_PROBLEMS, "%s", "");
	}
	struct set in = { who, s, canon };
	return db_tx(db, set_tx, &in, e);
}
