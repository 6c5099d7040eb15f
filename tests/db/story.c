#include "tests/db/story.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "db/child/care.h"
#include "db/child/person_merge.h"
#include "db/child/stay.h"
#include "db/community/community.h"
#include "db/community/company.h"
#include "db/community/labour.h"
#include "db/office/key_file.h"
#include "db/office/user.h"
#include "db/referral/referral_message.h"
#include "db/referral/referral_paper.h"
#include "db/referral/referral_place.h"
#include "db/referral/referral_queue.h"
#include "db/referral/referral_sent.h"
#include "db/stmt.h"
#include "src/base/date.h"
#include "tests/db/cases.h"

row_id story_newest(struct db *db, const char *table)
{
	char sql[80];
	snprintf(sql, sizeof sql, "SELECT coalesce(max(id), 0) FROM %s", table);
	return stmt_one_int(stmt_built(db, sql), 0, NULL);
}

/* What a step reads to know what to save is no part of the save: no fault falls there. */
static int64_t look(struct story *s, const char *sql, const char *name, row_id id)
{
	if (s->calm) s->calm(true);
	struct stmt *q = stmt_built(s->db, sql);
	if (name) stmt_text(q, 1, name);
	else if (id) stmt_int(q, 1, id);
	int64_t found = stmt_one_int(q, 0, NULL);
	if (s->calm) s->calm(false);
	return found;
}

static row_id person(struct story *s, const char *name) { return look(s, "SELECT id FROM person WHERE name = ?1", name, 0); }
static row_id child(struct story *s, const char *name) { return look(s, "SELECT r.id FROM resident r JOIN person p ON p.id = r.person_id WHERE p.name = ?1", name, 0); }
static row_id letter(struct story *s, const char *name) { return look(s, "SELECT r.id FROM referral r JOIN person p ON p.id = r.person_id WHERE p.name = ?1", name, 0); }
static row_id user(struct story *s, const char *name) { return look(s, "SELECT id FROM account_user WHERE name = ?1", name, 0); }

static int64_t version(struct story *s, const char *table, row_id id)
{
	char sql[80];
	snprintf(sql, sizeof sql, "SELECT version FROM %s WHERE id = ?1", table);
	return look(s, sql, NULL, id) - s->late;
}

static row_id newest(struct story *s, const char *table)
{
	char sql[80];
	snprintf(sql, sizeof sql, "SELECT coalesce(max(id), 0) FROM %s", table);
	return look(s, sql, NULL, 0);
}
#define NEW(table) newest(s, table)
#define NOW(table) version(s, table, NEW(table))

/* --- partners and referrals out ----------------------------------------------------------------------------------------------------- */

static bool partner_new(struct story *s, struct err *e)
{
	row_id id;
	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = "Puskesmas Contoh", [PARTNER_KIND] = "puskesmas", [PARTNER_MOU_NO] = "9/MoU", [PARTNER_MOU_UNTIL] = "2026-12-31" };
	return partner_save(s->db, &s->f->tu, 0, 0, v, s->key, &id, &s->p, e);
}
static bool partner_changed(struct story *s, struct err *e)
{
	row_id id;
	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = "Puskesmas Contoh", [PARTNER_KIND] = "puskesmas", [PARTNER_PHONE] = "0549 1", [PARTNER_MOU_NO] = "9/MoU", [PARTNER_MOU_UNTIL] = "2026-12-31" };
	return partner_save(s->db, &s->f->tu, NEW("partner"), NOW("partner"), v, NULL, &id, &s->p, e);
}
static bool partner_ended(struct story *s, struct err *e) { return partner_end(s->db, &s->f->tu, NEW("partner"), NOW("partner"), FIXTURE_DAY, "pindah", &s->p, e); }
static bool partner_again(struct story *s, struct err *e) { return partner_end(s->db, &s->f->tu, NEW("partner"), NOW("partner"), DATE_NONE, "kembali", &s->p, e); }
static bool out_sent(struct story *s, struct err *e)
{
	row_id id;
	char to[24];
	snprintf(to, sizeof to, "%" PRId64, NEW("partner"));
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = to, [OUT_F_SERVICE] = "kesehatan", [OUT_F_PURPOSE] = "imunisasi", [OUT_F_SENT_ON] = "2026-08-03" };
	return out_send(s->db, &s->f->peksos, child(s, "Rizky Contoh"), v, s->key, &id, &s->p, e);
}
static bool out_changed(struct story *s, struct err *e)
{
	const char *v[OUT_FIELDS] = { [OUT_F_URGENT] = "1" };
	return out_edit(s->db, &s->f->peksos, NEW("referral_out"), NOW("referral_out"), v, &s->p, e);
}
static bool out_lettered(struct story *s, struct err *e)
{
	struct out_card card;
	struct letter given;
	struct arena *a = arena_new();
	bool ok = out_load(s->db, &s->f->tu, NEW("referral_out"), false, a, &card, e) && out_letter(s->db, &s->f->tu, &card, &given, e);
	arena_free(a);
	return ok;
}
static bool out_taken(struct story *s, struct err *e) { return out_move(s->db, &s->f->tu, NEW("referral_out"), NOW("referral_out"), OUT_MOVE_TERIMA, DATE_NONE, "", "lewat telepon", "Bu Contoh", &s->p, e); }
static bool out_done(struct story *s, struct err *e) { return out_move(s->db, &s->f->tu, NEW("referral_out"), NOW("referral_out"), OUT_MOVE_SELESAI, DATE_NONE, "", "sudah diimunisasi", "Bu Contoh", &s->p, e); }

/* --- the public and child labour ----------------------------------------------------------------------------------------------------- */

static bool report_new(struct story *s, struct err *e)
{
	row_id id;
	const struct community_input in = { .v = { [COMMUNITY_F_CHANNEL] = "masyarakat", [COMMUNITY_F_RECEIVED_ON] = "2026-08-01", [COMMUNITY_F_DISTRICT] = "64.08", [COMMUNITY_F_PLACE] = "Simpang Contoh",
		[COMMUNITY_F_NAME] = "Dodi Laporan", [COMMUNITY_F_SEX] = "L", [COMMUNITY_F_BIRTH_DATE] = "2013-01-02", [COMMUNITY_F_SECTOR] = "jalanan", [COMMUNITY_F_REPORTER] = "Pak Contoh" } };
	return community_record(s->db, &s->f->tu, &in, s->key, &id, &s->p, e);
}
static bool report_changed(struct story *s, struct err *e)
{
	const struct community_input in = { .v = { [COMMUNITY_F_PLACE] = "Pasar Contoh" } };
	return community_edit(s->db, &s->f->peksos, NEW("community_report"), NOW("community_report"), &in, &s->p, e);
}
static bool report_step(struct story *s, enum community_move m, const char *words, struct err *e) { return community_move(s->db, &s->f->peksos, NEW("community_report"), NOW("community_report"), m, DATE_NONE, "", words, &s->p, e); }
static bool report_called(struct story *s, struct err *e) { return report_step(s, COMMUNITY_TELEPON, "ditanyakan lagi", e); }
static bool report_found(struct story *s, struct err *e) { return report_step(s, COMMUNITY_TEMUKAN, "bertemu", e); }
static bool report_willing(struct story *s, struct err *e) { return report_step(s, COMMUNITY_SEDIA, "mau", e); }
static bool screened(struct story *s, struct err *e)
{
	row_id id;
	const struct labour_input in = { .report = NEW("community_report"), .v = { [LABOUR_F_ON] = "2026-08-02", [LABOUR_F_NAME] = "Dodi Laporan", [LABOUR_F_SEX] = "L", [LABOUR_F_AGE] = "13", [LABOUR_F_MINUTES] = "300",
		[LABOUR_F_DISTRICT] = "64.08", [LABOUR_F_SECTOR] = "jalanan", [LABOUR_F_EVERY_DAY] = "1" } };
	return labour_screen(s->db, &s->f->peksos, &in, s->key, &id, NULL, &s->p, e);
}
static bool screening_void(struct story *s, struct err *e) { return labour_void(s->db, &s->f->peksos, NEW("labour_screening"), NOW("labour_screening"), "salah anak", &s->p, e); }
static bool report_referred(struct story *s, struct err *e)
{
	row_id id;
	struct referral_input in = cases_letter("Dodi Laporan", "L", "460/7");
	in.report = NEW("community_report");
	return referral_record(s->db, &s->f->tu, &in, s->key, &id, &s->p, e);
}

/* --- workplaces ------------------------------------------------------------------------------------------------------------------------ */

static bool company_new(struct story *s, struct err *e)
{
	row_id id;
	const char *v[COMPANY_FIELDS] = { [COMPANY_F_NAME] = "PT Contoh Jaya", [COMPANY_F_SECTOR] = "perkebunan", [COMPANY_F_DISTRICT] = "64.08", [COMPANY_F_REGISTERED] = "2026-01-05" };
	return company_record(s->db, &s->f->tu, v, s->key, &id, &s->p, e);
}
static bool company_changed(struct story *s, struct err *e)
{
	const char *v[COMPANY_FIELDS] = { [COMPANY_F_NAME] = "PT Contoh Jaya", [COMPANY_F_SECTOR] = "perkebunan", [COMPANY_F_DISTRICT] = "64.08", [COMPANY_F_REGISTERED] = "2026-01-05", [COMPANY_F_CONTACT] = "Bu Contoh" };
	return company_edit(s->db, &s->f->tu, NEW("company"), NOW("company"), v, &s->p, e);
}
static bool quarter_in(struct story *s, struct err *e)
{
	row_id id;
	const struct company_receipt in = { .quarter = date_make(2026, 4, 1), .received = FIXTURE_DAY - 5, .letter_no = "12/CJ", .note = "lewat pos", .instead = "", .count = { { [WORK_ADULT] = { 40, 20 } } } };
	return company_receive(s->db, &s->f->tu, NEW("company"), &in, s->key, &id, &s->p, e);
}
static bool quarter_checked(struct story *s, struct err *e)
{
	const struct company_check_in in = { .on = FIXTURE_DAY - 1, .note = "dua anak di gudang", .found = { { [WORK_UNDER_13] = { 1, 1 }, [WORK_ADULT] = { 40, 20 } } } };
	return company_checked(s->db, &s->f->tu, NEW("company_report"), NOW("company_report"), &in, &s->p, e);
}
static bool quarter_found(struct story *s, struct err *e)
{
	row_id id;
	return company_finding(s->db, &s->f->tu, NEW("company_report"), NOW("company_report"), &id, &s->p, e);
}
static bool quarter_void(struct story *s, struct err *e) { return company_report_void(s->db, &s->f->tu, NEW("company_report"), NOW("company_report"), "salah perusahaan", &s->p, e); }
static bool reminded(struct story *s, struct err *e)
{
	row_id id;
	return company_remind(s->db, &s->f->tu, NEW("company"), date_make(2026, 1, 1), "006/2026", s->key, &id, &s->p, e);
}
static bool company_closed(struct story *s, struct err *e) { return company_close(s->db, &s->f->tu, NEW("company"), NOW("company"), FIXTURE_DAY, "pindah", &s->p, e); }

/* --- referrals: both sides ------------------------------------------------------------------------------------------------------------ */

static bool draft_new(struct story *s, struct err *e)
{
	row_id id;
	struct referral_input in = cases_letter("Budi Rujukan", "L", "460/8");
	in.panti = s->f->panti;
	in.v[REFERRAL_F_RECEIVED_ON] = "";
	return referral_record(s->db, &s->f->dinsos, &in, s->key, &id, &s->p, e);
}
static bool draft_changed(struct story *s, struct err *e)
{
	row_id id = letter(s, "Budi Rujukan");
	struct referral_input in = { .panti = s->f->panti, .v = { [REFERRAL_F_NOTE] = "adiknya menyusul" } };
	return referral_edit(s->db, &s->f->dinsos, id, version(s, "referral", id), &in, &s->p, e);
}
static bool papers_noted(struct story *s, struct err *e)
{
	const struct referral_paper was = { "akta", "", "", "" }, in = { "akta", "", "asli", "dibawa ibu" };
	return referral_papers_save(s->db, &s->f->dinsos, letter(s, "Budi Rujukan"), &was, &in, 1, &s->p, e);
}
static bool drafts_sent(struct story *s, struct err *e)
{
	row_id id = letter(s, "Budi Rujukan");
	return referral_send_all(s->db, &s->f->dinsos, &id, 1, 0, &s->p, e);
}
static bool question(struct story *s, struct err *e)
{
	row_id id;
	return referral_message_send(s->db, &s->f->peksos, letter(s, "Budi Rujukan"), "Apakah KK ada?", s->key, &id, &s->p, e);
}
static bool question_read(struct story *s, struct err *e) { return referral_message_seen(s->db, &s->f->dinsos, letter(s, "Budi Rujukan"), e); }
static bool step(struct story *s, const struct actor *who, const char *name, enum referral_move m, const char *reason, const char *note, struct err *e)
{
	row_id id = letter(s, name);
	return referral_move(s->db, who, id, version(s, "referral", id), m, DATE_NONE, reason, note, &s->p, e);
}
static bool received(struct story *s, struct err *e) { return step(s, &s->f->tu, "Budi Rujukan", REFERRAL_TERIMA_SURAT, "", "", e); }
static bool assessed(struct story *s, struct err *e) { return step(s, &s->f->peksos, "Budi Rujukan", REFERRAL_MULAI_ASESMEN, "", "", e); }
static bool advised(struct story *s, struct err *e) { return step(s, &s->f->peksos, "Budi Rujukan", REFERRAL_USUL, "terima", "Layak", e); }
static bool waits(struct story *s, struct err *e) { return step(s, &s->f->kepala, "Budi Rujukan", REFERRAL_TUNGGU, "penuh", "", e); }
static bool queued(struct story *s, struct err *e) { return referral_queue_move(s->db, &s->f->kepala, letter(s, "Budi Rujukan"), 1, "lebih mendesak", &s->p, e); }
static bool accepted(struct story *s, struct err *e)
{
	row_id id = letter(s, "Budi Rujukan");
	const struct referral_accept in = { .on = DATE_NONE, .room = NEW("room"), .until = DATE_NONE, .reason = "", .note = "" };
	return referral_accept(s->db, &s->f->kepala, id, version(s, "referral", id), &in, &s->p, e);
}
static bool kept_longer(struct story *s, struct err *e) { return referral_place_keep(s->db, &s->f->kepala, letter(s, "Budi Rujukan"), 0, FIXTURE_DAY + 40, "", &s->p, e); }
static bool answered(struct story *s, struct err *e) { return referral_reply_number(s->db, &s->f->tu, letter(s, "Budi Rujukan"), "005/12/2026", &s->p, e); }
static bool admitted(struct story *s, struct err *e)
{
	struct stay_admitted made;
	row_id who = person(s, "Budi Rujukan");
	struct stay_admission in = { .person = who, .person_version = version(s, "person", who), .on = FIXTURE_DAY, .referral = letter(s, "Budi Rujukan"), .letter_no = "", .district = "", .clusters = "anak_terlantar",
		.level = "", .note = "", .register_no = "", .school_kind = "", .school_year = "", .twins_seen = true, .idem = s->key, .v = { [PERSON_NAME] = "Budi Rujukan", [PERSON_SEX] = "L", [PERSON_BIRTH_DATE] = "2014-02-05", [PERSON_BIRTH_PRECISION] = "d" } };
	return stay_admit(s->db, &s->f->kepala, &in, 1, &made, &s->p, e);
}
static bool withdrawn(struct story *s, struct err *e) { return step(s, &s->f->tu, "Dodi Laporan", REFERRAL_TARIK, "pindah", "", e); }

/* --- children ---------------------------------------------------------------------------------------------------------------------------- */

static bool stage(struct story *s, struct err *e) { return care_stage_set(s->db, &s->f->peksos, child(s, "Rizky Contoh"), "asesmen", FIXTURE_DAY, &s->p, e); }
static bool stage_again(struct story *s, struct err *e) { return care_stage_set(s->db, &s->f->peksos, child(s, "Rizky Contoh"), "rencana_konsep", FIXTURE_DAY, &s->p, e); }
static bool stage_void(struct story *s, struct err *e) { return care_stage_void(s->db, &s->f->peksos, NEW("care_stage"), "salah anak", &s->p, e); }
static bool merged(struct story *s, struct err *e)
{
	row_id kept = person(s, "Rizky Contoh"), gone = person(s, "Riski Contoh");
	const struct person_merge_in in = { kept, gone, version(s, "person", kept), version(s, "person", gone), "satu anak", s->key };
	return person_merge_do(s->db, &s->f->kepala, &in, NULL, &s->p, e);
}
static bool unmerged(struct story *s, struct err *e) { return person_merge_undo(s->db, &s->f->kepala, NEW("person_merge"), "keliru", &s->p, e); }
static bool apart(struct story *s, struct err *e) { return person_apart_mark(s->db, &s->f->kepala, person(s, "Rizky Contoh"), person(s, "Riski Contoh"), "dua anak", &s->p, e); }

/* --- users ------------------------------------------------------------------------------------------------------------------------------- */

static bool user_new(struct story *s, struct err *e)
{
	const struct user_new in = { .name = "baru", .shown = "Orang Baru", .roles = ROLE_TU };
	return user_add(s->db, &s->f->admin, &in, &s->p, e) != 0;
}
static bool user_changed(struct story *s, struct err *e)
{
	const struct user_new in = { .name = "baru", .shown = "Orang Lama", .roles = ROLE_TU | ROLE_PENGASUH };
	row_id id = user(s, "baru");
	return user_edit(s->db, &s->f->admin, id, version(s, "account_user", id), &in, &s->p, e);
}
static bool acts(struct story *s, struct err *e)
{
	const struct user_acting in = { .role = ROLE_KEPALA, .kind = "plt", .from = FIXTURE_DAY, .until = FIXTURE_DAY + 10 };
	return user_act(s->db, &s->f->admin, user(s, "baru"), &in, &s->p, e);
}
static bool acts_no_more(struct story *s, struct err *e) { return user_act_end(s->db, &s->f->admin, NEW("user_role"), e); }
static bool key_given(struct story *s, struct err *e) { return key_note(s->db, &s->f->admin, "key.add", "baru", "SHA256:contoh", true, e); }
static bool user_closed(struct story *s, struct err *e) { return user_disable(s->db, &s->f->admin, "baru", "pindah tugas", e); }
static bool user_opened(struct story *s, struct err *e) { return user_enable(s->db, &s->f->admin, "baru", e); }

const struct story_step story_steps[] = {
	{ "partner_save, new", partner_new, STORY_KEY, "partner.add", "name", "", "Puskesmas Contoh" },
	{ "partner_save", partner_changed, STORY_VERSION, "partner.edit", "phone", "", "0549 1" },
	{ "partner_end", partner_ended, STORY_VERSION, "partner.end", "closed_on", "", "2026-08-03" },
	{ "partner_end, taken up again", partner_again, STORY_VERSION, "partner.reopen", "closed_on", "2026-08-03", "" },
	{ "out_send", out_sent, STORY_KEY, "referral_out.send", "number", "", "RK-2026-001" },
	{ "out_edit", out_changed, STORY_VERSION, "referral_out.edit", "urgent", "0", "1" },
	{ "out_letter", out_lettered, 0, "letter.number", "number", "", NULL },
	{ "out_move terima", out_taken, STORY_VERSION, "referral_out.terima", "state", "dikirim", "diterima" },
	{ "out_move selesai", out_done, STORY_VERSION, "referral_out.selesai", "state", "diterima", "selesai" },
	{ "community_record", report_new, STORY_KEY, "community.record", "place", "", "Simpang Contoh" },
	{ "community_edit", report_changed, STORY_VERSION, "community.edit", "place", "Simpang Contoh", "Pasar Contoh" },
	{ "community_move telepon", report_called, STORY_VERSION, "community.telepon", "note", "", "ditanyakan lagi" },
	{ "community_move temukan", report_found, STORY_VERSION, "community.temukan", "state", "dilaporkan", "ditemukan" },
	{ "community_move sedia", report_willing, STORY_VERSION, "community.sedia", "state", "ditemukan", "bersedia" },
	{ "labour_screen", screened, STORY_KEY, "labour.screen", "answer", "", NULL },
	{ "labour_void", screening_void, STORY_VERSION, "labour.void", "reason", "", "salah anak" },
	{ "referral_record of a report", report_referred, STORY_KEY, "community.rujuk", "state", "bersedia", "dirujuk" },
	{ "referral_record, draft", draft_new, STORY_KEY, "referral.record", "letter_no", "", "460/8" },
	{ "referral_edit", draft_changed, STORY_VERSION, "referral.edit", "note", "", "adiknya menyusul" },
	{ "referral_papers_save", papers_noted, 0, "referral.papers", "akta", "", "asli" },
	{ "referral_send_all", drafts_sent, 0, "referral.kirim", "state", "konsep", "dikirim" },
	{ "referral_message_send", question, STORY_KEY, "referral.message", "message", "", "Apakah KK ada?" },
	{ "referral_message_seen", question_read, STORY_QUIET, "", NULL, NULL, NULL },
	{ "referral_move terima surat", received, STORY_VERSION, "referral.terima_surat", "received_on", "", "2026-08-03" },
	{ "referral_move asesmen", assessed, STORY_VERSION, "referral.mulai_asesmen", "state", "surat_diterima", "asesmen" },
	{ "referral_move usul", advised, STORY_VERSION, "referral.usul", "reason", "", "terima" },
	{ "referral_move tunggu", waits, STORY_VERSION, "referral.tunggu", "state", "asesmen", "daftar_tunggu" },
	{ "referral_queue_move", queued, 0, "referral.queue", "queue", "2", "1" },
	{ "referral_accept", accepted, STORY_VERSION, "referral.setuju", "room", "", "Melati" },
	{ "referral_place_keep", kept_longer, 0, "referral.place", "room", "Melati", "" },
	{ "referral_reply_number", answered, 0, "letter.number", "number", "", "005/12/2026" },
	{ "stay_admit of a referral", admitted, STORY_KEY, "referral.tempatkan", "state", "disetujui", "ditempatkan" },
	{ "referral_move tarik", withdrawn, STORY_VERSION, "referral.tarik", "state", "surat_diterima", "ditarik" },
	{ "company_record", company_new, STORY_KEY, "company.record", "name", "", "PT Contoh Jaya" },
	{ "company_edit", company_changed, STORY_VERSION, "company.edit", "contact", "", "Bu Contoh" },
	{ "company_receive", quarter_in, STORY_KEY, "company.receive", "note", "", "lewat pos" },
	{ "company_checked", quarter_checked, STORY_VERSION, "company.check", "check_note", "", "dua anak di gudang" },
	{ "company_finding", quarter_found, STORY_VERSION, "company.finding", "note", "", NULL },
	{ "company_report_void", quarter_void, STORY_VERSION, "company.void_report", "reason", "", "salah perusahaan" },
	{ "company_remind", reminded, STORY_KEY, "company.remind", "number", "", "006/2026" },
	{ "company_close", company_closed, STORY_VERSION, "company.close", "closed_on", "", "2026-08-03" },
	{ "care_stage_set", stage, 0, "resident.stage", "stage", "penerimaan", "asesmen" },
	{ "care_stage_set, same day", stage_again, 0, "resident.stage", "stage", "asesmen", "rencana_konsep" },
	{ "care_stage_void", stage_void, 0, "care_stage.void", "why", "", "salah anak" },
	{ "person_merge_do", merged, STORY_KEY | STORY_VERSION, "person.merge", "why", "", "satu anak" },
	{ "person_merge_undo", unmerged, 0, "person.unmerge", "why", "", "keliru" },
	{ "person_apart_mark", apart, STORY_KEY, "person.apart", "why", "", "dua anak" },
	{ "user_add", user_new, 0, "user.add", "shown", "", "Orang Baru" },
	{ "user_edit", user_changed, STORY_VERSION, "user.edit", "shown", "Orang Baru", "Orang Lama" },
	{ "user_act", acts, 0, "user.acting", "role", "", "kepala" },
	{ "user_act_end", acts_no_more, 0, "user.acting.end", "role", "kepala", "" },
	{ "key_note", key_given, 0, "key.add", "key", "", "SHA256:contoh" },
	{ "user_disable", user_closed, 0, "user.disable", "note", "", "pindah tugas" },
	{ "user_enable", user_opened, 0, "user.enable", NULL, NULL, NULL },
};
const int story_count = (int)(sizeof story_steps / sizeof *story_steps);

bool story_save(struct story *s, int n, struct err *e)
{
	problems_clear(&s->p);
	snprintf(s->key, sizeof s->key, "%032d", n);
	return story_steps[n].save(s, e);
}

const char *story_told(struct db *db, int n, row_id since)
{
	const struct story_step *t = &story_steps[n];
	struct stmt *q = t->field ? stmt(db, "SELECT count(*) FROM audit a JOIN audit_value v ON v.audit_id = a.id WHERE a.id > ?1 AND a.action = ?2 AND v.field = ?3 AND coalesce(v.before_value, '') = ?4"
	                                     " AND (coalesce(v.after_value, '') = ?5 OR (?5 IS NULL AND v.after_value <> ''))")
	                          : stmt(db, "SELECT count(*) FROM audit WHERE id > ?1 AND action = ?2");
	stmt_int(q, 1, since);
	stmt_text(q, 2, t->action);
	if (t->field) {
		stmt_text(q, 3, t->field);
		stmt_text(q, 4, t->before);
		stmt_text(q, 5, t->after);
	}
	bool told = stmt_one_int(q, 0, NULL) > 0;
	if (t->flags & STORY_QUIET) return story_newest(db, "audit") == since ? "" : "an audit row of what is no fact";
	return told ? "" : story_newest(db, "audit") == since ? "no audit row" : "the audit row does not say it";
}

void story_begin(struct fixture *f, unsigned flags)
{
	fixture_open_flags(f, flags);
	cases_codes(f);
	fixture_tamper(f, "INSERT INTO region (code, name, parent, search_key) VALUES ('64.08', 'Kabupaten Kutai Timur', '64', 'kabupaten kutai timur');"
	                  "INSERT INTO room (id, panti_id, name, sex, capacity) SELECT 7, id, 'Melati', 'L', 9 FROM panti");
	cases_admit(f, "Rizky Contoh", "L", "2012-05-07", FIXTURE_DAY - 60, "anak_terlantar", "", 0, 0);
	cases_admit(f, "Riski Contoh", "L", "2012-07-05", FIXTURE_DAY - 30, "anak_terlantar", "", 0, 0);
	struct referral_input in = cases_letter("Siti Menunggu", "P", "460/6");
	row_id waiting = cases_record(f, &f->tu, &in);
	cases_move(f, &f->peksos, waiting, REFERRAL_MULAI_ASESMEN, "");
	cases_move(f, &f->kepala, waiting, REFERRAL_TUNGGU, "penuh");
}

static uint64_t mix(uint64_t h, const void *bytes, size_t n)
{
	for (const unsigned char *at = bytes; n; at++, n--) h = (h ^ *at) * UINT64_C(1099511628211);
	return h;
}

uint64_t story_print(const char *path, bool log)
{
	sqlite3 *c;
	sqlite3_stmt *t = NULL, *q;
	uint64_t h = UINT64_C(14695981039346656037);
	if (sqlite3_open_v2(path, &c, SQLITE_OPEN_READWRITE, "unix") != SQLITE_OK || sqlite3_prepare_v2(c, "SELECT 'SELECT * FROM ' || name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('code', 'indicator') AND (?1 OR name NOT IN ('audit', 'audit_value', 'counter')) ORDER BY name", -1, &t, NULL) != SQLITE_OK)
		fixture_fail(sqlite3_errmsg(c), __FILE__, __LINE__);
	sqlite3_bind_int(t, 1, log);
	while (sqlite3_step(t) == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(t, 0);
		h = mix(h, sql, strlen(sql));
		if (sqlite3_prepare_v2(c, sql, -1, &q, NULL) != SQLITE_OK) fixture_fail(sqlite3_errmsg(c), __FILE__, __LINE__);
		int rc;
		while ((rc = sqlite3_step(q)) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(q); i++) {
				int type = sqlite3_column_type(q, i);
				h = mix(h, &type, sizeof type);
				if (type != SQLITE_BLOB && type != SQLITE_NULL) h = mix(h, sqlite3_column_text(q, i), (size_t)sqlite3_column_bytes(q, i));
			}
		if (rc != SQLITE_DONE) fixture_fail(sqlite3_errmsg(c), __FILE__, __LINE__);
		sqlite3_finalize(q);
	}
	sqlite3_finalize(t);
	sqlite3_close(c);
	return h;
}
