/* Records that follow events, against raw SQL: the inbox at 10,000 referrals, and one save of each kind. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/child/resident.h"
#include "db/community/labour.h"
#include "db/community/community.h"
#include "db/partner/referral_out.h"
#include "db/referral/referral.h"
#include "db/referral/referral_message.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "tests/bench/bench.h"
#include "tests/bench/generate.h"

enum { INBOX = 10000, MOST = 500 };

struct run { struct db *db; struct actor who; struct problems p; struct arena *a; char today[DATE_ISO_SIZE]; unsigned seed; int want; };

static row_id letter(struct run *r, struct err *e)
{
	row_id id = 0;
	char name[80], no[32];
	struct referral_input in = { .panti = 0 };
	char sex = rand_r(&r->seed) % 2 ? 'L' : 'P', sexes[2] = { sex, 0 }, received[DATE_ISO_SIZE];
	generate_name(&r->seed, sex, name, sizeof name);
	snprintf(no, sizeof no, "%d/DS/U", rand_r(&r->seed) % 1000000);
	in.v[REFERRAL_F_LETTER_NO] = no;
	in.v[REFERRAL_F_LETTER_DATE] = in.v[REFERRAL_F_RECEIVED_ON] = date_iso(date_from_iso(r->today) - rand_r(&r->seed) % 700, received);
	in.v[REFERRAL_F_DISTRICT] = "64.08";
	in.v[REFERRAL_F_SENDER] = "Dinsos Ukur";
	in.v[REFERRAL_F_CHANNEL] = "masyarakat";
	in.v[REFERRAL_F_REASON] = "Diukur.";
	in.v[REFERRAL_F_CLUSTERS] = "anak_terlantar";
	in.child[PERSON_NAME] = name;
	in.child[PERSON_SEX] = sexes;
	in.child[PERSON_BIRTH_DATE] = "2014-02-05";
	return referral_record(r->db, &r->who, &in, NULL, &id, &r->p, e) ? id : 0;
}

static bool fill_tx(struct db *db, void *ctx, struct err *e)
{
	struct run *r = ctx;
	(void)db;
	for (int i = 0; i < r->want; i++)
		if (!letter(r, e)) return false;
	return true;
}

/* --- the inbox ------------------------------------------------------------------------------------------------------------------- */

static void pages(struct bench *b, struct run *r)
{
	enum { N = 300 };
	double floor[N], ours[N];
	struct referral_row rows[22];
	struct err e = { ERR_NONE, "" };
	sqlite3 *c = NULL;
	sqlite3_stmt *s = NULL;
	const struct referral_filter open = { .view = REFERRAL_VIEW_OPEN };
	if (sqlite3_open_v2(b->big, &c, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
		|| sqlite3_prepare_v2(c, "SELECT n.referral_id, n.rank, n.sort, r.number, p.name, p.sex, p.birth_date, n.district, r.sender, r.reason, r.letter_no, n.since_on, n.state FROM referral_now n CROSS JOIN referral r CROSS JOIN person p"
		   " WHERE r.id = n.referral_id AND p.id = r.person_id AND n.panti_id = ?1 AND n.rank < 6 AND (n.rank, n.sort, n.referral_id) > (1, ?2, 0) ORDER BY n.rank, n.sort, n.referral_id LIMIT 22", -1, &s, NULL) != SQLITE_OK) {
		fprintf(stderr, "bench: %s\n", sqlite3_errmsg(c));
		sqlite3_close(c);
		return;
	}
	for (int i = 0; i < N; i++) {
		double t = now_ms();
		sqlite3_bind_int64(s, 1, r->who.panti);
		sqlite3_bind_int64(s, 2, date_from_iso(r->today) - rand_r(&r->seed) % 650);
		while (sqlite3_step(s) == SQLITE_ROW)
			for (int k = 0; k < 13; k++) sqlite3_column_text(s, k);
		sqlite3_reset(s);
		floor[i] = now_ms() - t;
	}
	sqlite3_finalize(s);
	sqlite3_close(c);
	for (int i = 0; i < N; i++) {
		const struct referral_key at = { 1, date_from_iso(r->today) - rand_r(&r->seed) % 650, 0 };
		double t = now_ms();
		arena_reset(r->a);
		if (referral_list(r->db, &r->who, &open, at, false, r->a, rows, 22, &e) < 0) fprintf(stderr, "bench: %s\n", e.text);
		ours[i] = now_ms() - t;
	}
	bench_add(b, "inbox of 10,000 referrals: 22 rows from a random key, p50", bench_quantile(floor, N, 0.5), bench_quantile(ours, N, 0.5), "ms", GOAL_VALUE, 5, "<= 5 ms");
}

/* --- saves ----------------------------------------------------------------------------------------------------------------------- */

struct of { row_id referral, resident, partner; int64_t version; int n; }; /* what a save is about */

static bool save_move(struct run *r, const struct of *o, struct err *e)
{
	return referral_move(r->db, &r->who, o->referral, o->version, REFERRAL_MULAI_ASESMEN, DATE_NONE, "", "", &r->p, e);
}

static bool save_message(struct run *r, const struct of *o, struct err *e)
{
	char body[64];
	row_id id;
	snprintf(body, sizeof body, "Pesan ukur %d: surat aslinya menyusul.", o->n);
	return referral_message_send(r->db, &r->who, o->referral, body, NULL, &id, &r->p, e);
}

static bool save_report(struct run *r, const struct of *o, struct err *e)
{
	struct community_input in = { .company = 0 };
	row_id id;
	(void)o;
	in.v[COMMUNITY_F_CHANNEL] = "masyarakat";
	in.v[COMMUNITY_F_RECEIVED_ON] = r->today;
	in.v[COMMUNITY_F_DISTRICT] = "64.08";
	in.v[COMMUNITY_F_PLACE] = "Simpang Ukur";
	return community_record(r->db, &r->who, &in, NULL, &id, &r->p, e);
}

static bool save_screening(struct run *r, const struct of *o, struct err *e)
{
	struct labour_input in = { .report = 0 };
	row_id id;
	(void)o;
	in.v[LABOUR_F_ON] = r->today;
	in.v[LABOUR_F_NAME] = "Anak Ukur";
	in.v[LABOUR_F_SEX] = "L";
	in.v[LABOUR_F_AGE] = "11";
	in.v[LABOUR_F_MINUTES] = "200";
	in.v[LABOUR_F_DISTRICT] = "64.08";
	return labour_screen(r->db, &r->who, &in, NULL, &id, NULL, &r->p, e);
}

static bool save_out(struct run *r, const struct of *o, struct err *e)
{
	char to[24];
	row_id id;
	snprintf(to, sizeof to, "%" PRId64, o->partner);
	const char *v[OUT_FIELDS] = { [OUT_F_PARTNER] = to, [OUT_F_SERVICE] = "konseling", [OUT_F_SENT_ON] = r->today };
	return out_send(r->db, &r->who, o->resident, v, NULL, &id, &r->p, e);
}

static void saves(struct bench *b, struct run *r)
{
	static const struct { const char *work; bool (*fn)(struct run *r, const struct of *o, struct err *e); } kinds[] = {
		{ "a referral's move: event, list row, queue, place, audit", save_move }, { "a message about a referral", save_message }, { "a report of the public", save_report },
		{ "a screening for child labour", save_screening }, { "a referral out", save_out },
	};
	double t[MOST];
	const int want = b->quick ? 50 : MOST;
	struct err e = { ERR_NONE, "" };
	struct referral_row *letters = arena_array(r->a, struct referral_row, want);
	struct resident_row *children = arena_array(r->a, struct resident_row, want);
	const struct referral_filter received = { .view = REFERRAL_VIEW_STATE, .state = REFERRAL_SURAT_DITERIMA };
	const struct resident_filter active = { .status = RESIDENT_AKTIF };
	const char *v[PARTNER_FIELDS] = { [PARTNER_NAME] = "Mitra Ukur", [PARTNER_KIND] = "psikolog" };
	struct of of = { .n = 0 };
	struct arena *a = arena_new();
	int n = referral_list(r->db, &r->who, &received, (struct referral_key){ -1, 0, 0 }, false, r->a, letters, want, &e);
	if (n < 1 || resident_list(r->db, &r->who, &active, RESIDENT_BY_NAME, NULL, false, n, r->a, children, &e) < n || !partner_save(r->db, &r->who, 0, 0, v, NULL, &of.partner, &r->p, &e))
		fprintf(stderr, "bench: saves of records that follow events: %s\n", r->p.count ? r->p.list[0].text : e.text), n = 0;
	for (size_t k = 0; n && k < COUNT(kinds); k++) {
		int done = 0;
		double floor = bench_raw_commits(b->big, false, want); /* before and after: the disk may be busy for others */
		for (of.n = 0; of.n < n; of.n++) {
			struct referral_card card;
			arena_reset(a);
			of.referral = letters[of.n].id;
			of.resident = children[of.n].id;
			if (!referral_load(r->db, &r->who, of.referral, false, a, &card, &e)) continue;
			of.version = card.version;
			double since = now_ms();
			if (kinds[k].fn(r, &of, &e)) t[done++] = now_ms() - since;
			else fprintf(stderr, "bench: %s: %s\n", kinds[k].work, r->p.count ? r->p.list[0].text : e.text);
		}
		floor = (floor + bench_raw_commits(b->big, false, want)) / 2;
		bench_add(b, kinds[k].work, floor, bench_quantile(t, done, 0.5), "ms", GOAL_RATIO, 1.5, "<= 1.5 x raw commit");
	}
	arena_free(a);
}

void bench_follow(struct bench *b)
{
	struct run r = { .a = arena_new(), .seed = 17 };
	struct err e = { ERR_NONE, "" };
	const struct referral_filter received = { .view = REFERRAL_VIEW_STATE, .state = REFERRAL_SURAT_DITERIMA };
	if (bench_open(b->big, &r.db, &r.who)) {
		date_iso(clock_today(8), r.today);
		r.want = INBOX - (int)referral_count(r.db, &r.who, &received, &e);
		if (r.want > 0 && !db_tx(r.db, fill_tx, &r, &e)) fprintf(stderr, "bench: %s\n", r.p.count ? r.p.list[0].text : e.text);
		saves(b, &r);
		pages(b, &r);
	}
	db_close(r.db);
	arena_free(r.a);
}
