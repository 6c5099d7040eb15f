/* Admission: a new or known child, the register number, the stay and its first facts, in one transaction. */
#include "db/child/person_merge.h"
#include "db/child/stay.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/child/person_rules.h"
#include "db/referral/referral_paper.h"
#include "db/referral/referral_place.h"
#include "db/child/resident_query.h"
#include "db/school/school.h"
#include "db/office/setting.h"
#include "db/child/stay_row.h"
#include "db/write.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"
#include "src/rules/stay.h"

/* What the checks found out, for the writing. */
struct facts {
	row_id panti, person, resident;
	bool update;                     /* v changes a known person */
	struct person known;
	const char *const *v;            /* values the child will have */
	const char *letter_no, *district;
	caldate today;
	char register_no[24];
	bool merged; /* the child of the letter was merged into person */
};

static const char *text(const char *t)
{
	return t ? t : "";
}

static bool referral_facts_of(struct db *db, const struct stay_admission *in, struct facts *f, bool *approved, struct arena *a, struct problems *p, struct err *e)
{
	*approved = false;
	row_id letter_child = 0;
	if (!in->referral)
		return true;
	struct stmt *q = stmt(db, "SELECT r.person_id, r.panti_id, r.letter_no, r.district, n.state FROM referral r LEFT JOIN referral_now n ON n.referral_id = r.id WHERE r.id = ?1");
	stmt_int(q, 1, in->referral);
	bool found = stmt_row(q) && stmt_get_int(q, 1) == f->panti;
	if (found) {
		if (!f->person && !f->resident)
			f->person = letter_child = stmt_get_int(q, 0);
		else if (f->person && f->person != person_root(db, stmt_get_int(q, 0)))
			problem_hard(p, "referral", _("The referral is about another child."));
		f->letter_no = arena_dup(a, stmt_get_text(q, 2));
		f->district = arena_dup(a, stmt_get_text(q, 3));
		const char *state = stmt_get_text(q, 4);
		*approved = !strcmp(state, "disetujui");
	}
	if (!stmt_done(q, e))
		return false;
	if (!found)
		problem_hard(p, "referral", _("This referral does not exist."));
	if (letter_child) {
		f->person = person_root(db, letter_child);
		f->merged = f->person != letter_child;
	}
	return true;
}

/* Children of the panti in care, up to most + 1: more need not be counted. */
static int in_care(struct db *db, row_id panti, const char *sex, int most)
{
	struct stmt *q = *sex ? stmt(db, "SELECT count(*) FROM (SELECT 1 FROM resident_now WHERE panti_id = ?1 AND status = 'aktif' AND sex = ?3 LIMIT ?2) AS t")
		: stmt(db, "SELECT count(*) FROM (SELECT 1 FROM resident_now WHERE panti_id = ?1 AND status = 'aktif' LIMIT ?2) AS t");
	stmt_int(q, 1, panti);
	stmt_int(q, 2, most + 1);
	if (*sex)
		stmt_text(q, 3, sex);
	return (int)stmt_one_int(q, 0, NULL);
}

static void check_stay(struct db *db, const struct stay_admission *in, const struct facts *f, bool approved, struct arena *a, struct problems *p)
{
	struct stay_span spans[64];
	size_t n = f->resident ? stay_spans(db, f->resident, 0, spans, COUNT(spans)) : 0;
	struct panti home;
	struct err quiet = { .kind = ERR_NONE };
	panti_load(db, f->panti, a, &home, &quiet);
	const char *sex = text(f->v[PERSON_SEX]);
	int kept[SEXES] = { 0 };
	referral_kept(db, f->panti, in->referral, kept, &quiet);
	int capacity = *sex == 'P' ? home.capacity_p : home.capacity_l, total = home.capacity_l + home.capacity_p;
	struct admission ad = { .on = in->on, .today = f->today, .until = DATE_NONE, .birth = person_birth(f->v, NULL), .sex = sex, .emergency = in->emergency,
		.letter_no = f->letter_no, .approved_referral = approved || !in->referral, .stays = spans, .stay_count = n,
		.capacity = capacity, .residents = capacity && *sex ? in_care(db, f->panti, sex, capacity) + kept[*sex == 'P' ? SEX_P : SEX_L] : 0,
		.total_capacity = total, .total_residents = total ? in_care(db, f->panti, "", total) + kept[SEX_L] + kept[SEX_P] : 0,
		.age_min = (int)setting_int(db, f->panti, "age_least"), .age_max = (int)setting_int(db, f->panti, "age_limit") };
	admission_check(&ad, p);
}

static void check_places(struct db *db, const struct stay_admission *in, const struct facts *f, struct problems *p)
{
	if (in->room)
		stay_room_check(db, f->panti, in->room, f->v[PERSON_SEX], 0, in->referral, p);
	if (in->clusters && *in->clusters && !person_codes_known(db, "cluster", in->clusters))
		problem_hard(p, "clusters", _("Choose the cluster from the list."));
	if (in->level && *in->level) {
		char year[SCHOOL_YEAR_SIZE];
		struct schooling s = { school_level_from_code(in->level), in->grade, text(in->school_kind), in->school ? "x" : "", "",
			in->school_year && *in->school_year ? in->school_year : school_year_text(school_year_of(in->on == DATE_NONE ? f->today : in->on), year) };
		school_check(&s, person_birth(f->v, NULL), in->on, p);
	}
	if (in->worker) {
		struct stmt *q = stmt(db, "SELECT 1 FROM account_user WHERE id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, in->worker);
		stmt_int(q, 2, f->panti);
		if (!stmt_one_int(q, 0, NULL))
			problem_hard(p, "worker", _("Choose the social worker from the list."));
	}
	for (int i = 0; i < in->paper_count; i++)
		if (!person_code_known(db, "document_kind", in->papers[i].kind) || !code_find("document_state", in->papers[i].state))
			problem_hard(p, "papers", _("Choose the state of the paper from the list."));
}

static void check_twins(struct db *db, const struct actor *who, const struct facts *f, struct arena *a, struct problems *p)
{
	struct person_twin twin[1];
	struct err quiet = { .kind = ERR_NONE };
	if (person_twins(db, who, f->v, f->person, a, twin, 1, &quiet) > 0 && !twin[0].same_nik)
		problem_soft(p, "name", _("%s (%s) may be the same child. Compare both before saving."), twin[0].name, *twin[0].register_no ? twin[0].register_no : "-");
}

static bool check(struct db *db, const struct actor *who, const struct stay_admission *in, struct facts *f, struct arena *a, struct problems *p, struct err *e)
{
	bool approved;
	memset(f, 0, sizeof *f);
	f->panti = who->panti;
	if (!f->panti)
		return db_may(who, RIGHT_ADMISSION_PROPOSE, e) && err_set(e, ERR_NOPERM, "%s", _("Choose the panti first."));
	f->today = panti_today(db, f->panti);
	f->person = in->person ? person_root(db, in->person) : 0;
	f->merged = f->person != in->person;
	f->resident = in->resident;
	f->letter_no = text(in->letter_no);
	f->district = text(in->district);
	f->v = in->v;
	if (!referral_facts_of(db, in, f, &approved, a, p, e))
		return false;
	if (f->resident) {
		struct resident_ref ref;
		if (!resident_ref(db, who, f->resident, a, &ref, e))
			return false;
		f->person = ref.person;
	} else if (f->person) { /* a person known here may stand in the register already: that is a re-admission */
		struct stmt *q = stmt(db, "SELECT id FROM resident WHERE person_id = ?1 AND panti_id = ?2");
		stmt_int(q, 1, f->person);
		stmt_int(q, 2, f->panti);
		f->resident = stmt_one_int(q, 0, e);
	}
	if (f->person) {
		if (!person_load(db, f->person, a, &f->known, e))
			return false;
		if (f->known.panti != f->panti && !(f->known.panti == 0 && in->referral))
			return err_set(e, ERR_NOTFOUND, "%s", _("This child does not exist."));
		if (in->v[PERSON_NAME] && !in->resident && !f->merged) /* what was typed belongs to the record given up */
			f->update = true;
		else
			f->v = (const char *const *)f->known.v;
	}
	if (!f->person || f->update) {
		const char *before[PERSON_FIELDS];
		for (int i = 0; f->update && i < PERSON_FIELDS; i++)
			before[i] = f->known.v[i];
		person_valid(db, who, f->panti, f->v, f->update ? before : NULL, f->person, f->today, p, e);
	}
	if (!f->person && !in->twins_seen)
		check_twins(db, who, f, a, p);
	check_stay(db, in, f, approved, a, p);
	check_places(db, in, f, p);
	if (f->district[0] && !person_code_known(db, "district", f->district) && person_code_known(db, "district", "64"))
		problem_hard(p, "district", _("Choose %s from the list."), _("Sending district"));
	return !(e && e->kind);
}

static bool put_fact(struct db *db, const struct actor *who, const struct facts *f, row_id resident, const struct stay_admission *in, struct err *e)
{
	if (in->clusters && *in->clusters && !stay_cluster_put(db, who, f->panti, resident, in->clusters, in->on, e))
		return false;
	if (in->room && !stay_room_put(db, who, f->panti, resident, in->room, in->on, e))
		return false;
	if (in->level && *in->level) {
		struct schooling_input s = { .resident = resident, .on = in->on, .year = text(in->school_year), .level = in->level, .grade = in->grade,
			.kind = text(in->school_kind), .school = in->school, .event = "masuk", .note = "" };
		if (!schooling_put(db, who, &s, NULL, e))
			return false;
	}
	for (int i = 0; i < in->paper_count; i++)
		if (!paper_put(db, who, f->panti, f->person, in->papers[i].kind, in->papers[i].state, in->papers[i].number, in->papers[i].note, in->papers[i].on, e))
			return false;
	return true;
}

static bool write(struct db *db, const struct actor *who, const struct stay_admission *in, struct facts *f, struct stay_admitted *out, struct err *e)
{
	if (!f->person && !(f->person = person_write_new(db, who, f->panti, f->v, e)))
		return false;
	int64_t version = in->person_version;
	if (f->known.id && !f->known.panti) {
		if (!person_set_panti(db, who, f->person, f->panti, NULL, e))
			return false;
		version += version == f->known.version;
	}
	if (f->update && !person_update(db, who, f->person, version, f->v, f->today, NULL, e))
		return false;
	out->resident = f->resident;
	if (!f->resident && !(out->resident = stay_register(db, who, f->panti, f->person, in->register_no, in->on, in->worker, f->register_no, e)))
		return false;
	bool head = may(who, RIGHT_ADMISSION_APPROVE);
	struct stay_new s = { .panti = f->panti, .resident = out->resident, .on = in->on, .emergency = in->emergency, .moved_in = in->moved_in, .referral = in->referral,
		.district = f->district, .letter_no = f->letter_no, .note = text(in->note), .approved = head };
	if (!(out->stay = stay_put(db, who, &s, e)) || !put_fact(db, who, f, out->resident, in, e))
		return false;
	if (in->referral && (!referral_mark_placed(db, who, in->referral, out->resident, in->on, e) || !referral_papers_take(db, who, in->referral, f->panti, f->person, e)))
		return false;
	char day[DATE_ISO_SIZE];
	audit_begin(db, who, f->resident ? "stay.readmit" : "stay.admit", "stay", out->stay, f->person);
	audit_value(db, "register_no", NULL, f->register_no);
	audit_value(db, "admission_date", NULL, date_iso(in->on, day));
	audit_value(db, "kind", NULL, in->emergency ? "darurat" : "biasa");
	audit_value(db, "clusters", NULL, in->clusters);
	audit_value(db, "level", NULL, in->level);
	out->approved = head;
	STR_SET(out->register_no, f->register_no);
	return audit_end(db, e) && derive_resident(db, out->resident, e);
}

struct sitting { const struct actor *who; const struct stay_admission *in; int n; struct stay_admitted *out; struct problems *p; };

/* Each child of a sitting has its own key, made of the sitting's. */
static const char *key_of(const struct sitting *s, int i, char out[IDEM_SIZE + 12])
{
	if (!s->in[0].idem || !*s->in[0].idem)
		return NULL;
	snprintf(out, IDEM_SIZE + 12, i ? "%.32s.%d" : "%.32s", s->in[0].idem, i);
	return out;
}

static bool seen(struct db *db, const struct sitting *s, int i, struct err *e)
{
	char key[IDEM_SIZE + 12];
	row_id stay;
	const char *k = key_of(s, i, key);
	if (!k || !db_idem_seen(db, k, &stay))
		return false;
	struct stmt *q = stmt(db, "SELECT s.resident_id, s.approved_at, r.register_no FROM stay s JOIN resident r ON r.id = s.resident_id WHERE s.id = ?1");
	stmt_int(q, 1, stay);
	if (stmt_row(q)) {
		s->out[i] = (struct stay_admitted){ .resident = stmt_get_int(q, 0), .stay = stay, .approved = !stmt_is_null(q, 1) };
		STR_SET(s->out[i].register_no, stmt_get_text(q, 2));
	}
	return stmt_done(q, e);
}

static bool sitting_tx(struct db *db, void *ctx, struct err *e)
{
	struct sitting *s = ctx;
	bool ok = true;
	problems_clear(s->p);
	struct arena *a = arena_new();
	for (int i = 0; ok && i < s->n; i++) {
		struct facts f;
		struct problems one;
		char key[IDEM_SIZE + 12];
		problems_clear(&one);
		if (seen(db, s, i, e))
			continue;
		ok = check(db, s->who, &s->in[i], &f, a, &one, e);
		if (ok && f.resident) {
			struct stmt *q = stmt(db, "SELECT register_no FROM resident WHERE id = ?1");
			stmt_int(q, 1, f.resident);
			if (stmt_row(q))
				STR_SET(f.register_no, stmt_get_text(q, 0));
			ok = stmt_done(q, e);
		} else if (ok)
			ok = stay_register_free(db, f.panti, s->in[i].register_no, &one, e);
		write_problems(s->p, &one, f.v && f.v[PERSON_NAME] ? f.v[PERSON_NAME] : "", s->n > 1);
		if (ok && !one.hard) { /* a later child of the sitting must see this one; the transaction takes it back when another is refused */
			ok = write(db, s->who, &s->in[i], &f, &s->out[i], e);
			if (ok)
				db_idem_keep(db, key_of(s, i, key), s->out[i].stay);
		}
	}
	arena_free(a);
	db_news(db);
	return ok && write_clean(s->p, e);
}

bool stay_admit(struct db *db, const struct actor *who, const struct stay_admission *in, int n, struct stay_admitted *out, struct problems *p, struct err *e)
{
	struct problems own;
	struct sitting s = { who, in, n, out, p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_PROPOSE, e) && db_tx(db, sitting_tx, &s, e);
}

static bool check_read(struct db *db, void *ctx, struct err *e)
{
	struct sitting *s = ctx;
	struct facts f;
	struct arena *a = arena_new();
	problems_clear(s->p);
	bool ok = check(db, s->who, s->in, &f, a, s->p, e) && (f.resident || stay_register_free(db, f.panti, s->in->register_no, s->p, e));
	arena_free(a);
	return ok;
}

bool stay_admit_check(struct db *db, const struct actor *who, const struct stay_admission *in, struct problems *p, struct err *e)
{
	struct problems own;
	struct sitting s = { who, in, 1, NULL, p ? p : &own };
	return db_may(who, RIGHT_ADMISSION_PROPOSE, e) && db_read(db, check_read, &s, e);
}
