/* Ends of stays: July's pelepasan, a reunification, one who ran away and is reported after the month was closed, one proposal that waits. */
#include "src/command/demo/demo_inside.h"

#include <string.h>

#include "db/termination/aftercare.h"
#include "db/money/savings.h"
#include "db/termination/termination.h"

static int first_with(unsigned flag)
{
	int i = 0;
	while (!(demo_children[i].flags & flag)) i++;
	return i;
}

/* Every indicator of the child's clusters scored, every paper handed back. */
static void answer(struct demo *d, const struct termination_card *card, struct termination_input *in)
{
	struct termination_score *scores = arena_array(d->a, struct termination_score, card->need_count + 1);
	struct termination_paper *papers = arena_array(d->a, struct termination_paper, card->paper_count + 1);
	for (size_t i = 0; i < card->need_count; i++)
		scores[i] = (struct termination_score){ card->needs[i].indicator, i % 3 == 2 ? "sebagian" : "tercapai", i % 2 ? "Catatan kunjungan rumah" : "Wawancara dengan anak dan keluarga" };
	for (size_t i = 0; i < card->paper_count; i++)
		papers[i] = (struct termination_paper){ card->papers[i].kind, strcmp(card->papers[i].kind, "kesepakatan") != 0, strcmp(card->papers[i].kind, "kesepakatan") ? "" : "Disimpan dalam arsip panti" };
	in->scores = scores;
	in->score_count = card->need_count;
	in->papers = papers;
	in->paper_count = card->paper_count;
}

static void receiver(const struct demo *d, int child, struct termination_input *in)
{
	const char *v[PERSON_FIELDS];
	const struct demo_child *c = &demo_children[child];
	demo_person(c, child, d->year, d->a, v);
	in->receiver = v[PERSON_GUARDIAN];
	in->receiver_relation = v[PERSON_GUARDIAN_RELATION];
	in->receiver_id = arena_printf(d->a, "%.2s%.2s%.2s410170%04d", c->origin, c->origin + 3, c->origin + 6, 9501 + child);
	in->receiver_address = v[PERSON_ADDRESS];
}

static bool payout(struct demo *d, int child)
{
	return !savings_balance(d->db, d->child[child].resident)
		|| savings_payout(d->db, &d->who[RINA], d->child[child].resident, d->day, "tunai", d->p, d->e) || demo_failed(d, demo_children[child].name);
}

static bool decide(struct demo *d, enum demo_who who, int child, enum termination_move move, const char *typed)
{
	struct termination_card card;
	row_id id;
	return termination_of(d->db, &d->who[who], d->child[child].resident, &id, d->e) && termination_load(d->db, &d->who[who], id, false, d->a, &card, d->e)
		&& termination_decide(d->db, &d->who[who], id, card.version, move, typed ? typed : card.register_no, "", d->p, d->e);
}

/* --- pelepasan --------------------------------------------------------------------------------------------------------------------- */

static bool pelepasan_proposed(struct demo *d, int arg)
{
	row_id children[DEMO_CHILDREN_MOST] = { 0 };
	size_t n = 0;
	struct termination_input in = { .reason = "lulus", .on = d->start - 6, .note = "Pelepasan lulusan tahun ini", .receiver = "", .receiver_relation = "", .receiver_id = "", .receiver_address = "" };
	(void)arg;
	for (size_t i = 0; i < demo_children_count; i++)
		if (demo_children[i].flags & GRADUATE) children[n++] = d->child[i].resident;
	if (!termination_propose_batch(d->db, &d->who[SRI], children, n, &in, NULL, &d->pelepasan, d->p, d->e)) return demo_failed(d, "pelepasan");
	for (int i = 0; i < (int)demo_children_count; i++) {
		struct termination_card card;
		row_id id;
		if (!(demo_children[i].flags & GRADUATE)) continue;
		receiver(d, i, &in);
		if (!termination_of(d->db, &d->who[SRI], d->child[i].resident, &id, d->e) || !termination_load(d->db, &d->who[SRI], id, false, d->a, &card, d->e)) return demo_failed(d, "pelepasan");
		answer(d, &card, &in);
		if (!termination_edit(d->db, &d->who[SRI], id, card.version, &in, d->p, d->e)) return demo_failed(d, demo_children[i].name);
	}
	return termination_decide_batch(d->db, &d->who[SRI], d->pelepasan, TERMINATION_AJUKAN, NULL, "", d->p, d->e) || demo_failed(d, "pelepasan");
}

static bool pelepasan_approved(struct demo *d, int arg)
{
	int n = 0;
	(void)arg;
	for (int i = 0; i < (int)demo_children_count; i++) {
		if (!(demo_children[i].flags & GRADUATE)) continue;
		if (!payout(d, i)) return false;
		d->child[i].here = false;
		n++;
	}
	return termination_decide_batch(d->db, &d->who[HASAN], d->pelepasan, TERMINATION_SETUJU, arena_printf(d->a, "%d", n), "", d->p, d->e) || demo_failed(d, "pelepasan");
}

static bool bast(struct demo *d, int child)
{
	struct termination_card card;
	row_id id;
	return (termination_of(d->db, &d->who[WATI], d->child[child].resident, &id, d->e) && termination_bast(d->db, &d->who[WATI], id, d->a, &card, d->p, d->e))
		|| demo_failed(d, demo_children[child].name);
}

/* --- one child ---------------------------------------------------------------------------------------------------------------------- */

static bool propose(struct demo *d, int child, const char *reason, caldate on, const char *note, bool all)
{
	struct termination_card card;
	row_id id, resident = d->child[child].resident;
	struct termination_input in = { .reason = reason, .on = on, .note = note, .receiver = "", .receiver_relation = "", .receiver_id = "", .receiver_address = "" };
	if (!termination_preview(d->db, &d->who[SRI], resident, d->a, &card, d->e)) return false;
	if (all) {
		answer(d, &card, &in);
		receiver(d, child, &in);
		in.family_assessed = !strcmp(reason, "reunifikasi");
	}
	return termination_propose(d->db, &d->who[SRI], resident, &in, NULL, &id, d->p, d->e) && decide(d, SRI, child, TERMINATION_AJUKAN, NULL);
}

static bool reunite(struct demo *d, int child)
{
	return propose(d, child, "reunifikasi", demo_month(d, 3) + 17, "Ibu sudah bekerja tetap dan kembali ke rumah nenek", true) || demo_failed(d, "reunite");
}

static bool reunite_approved(struct demo *d, int child)
{
	if (!payout(d, child)) return false;
	d->child[child].here = false;
	return decide(d, HASAN, child, TERMINATION_SETUJU, NULL) || demo_failed(d, "reunite");
}

static bool due(struct demo *d, int arg)
{
	(void)arg;
	return termination_due(d->db, NULL, d->e) || demo_failed(d, "due");
}

/* Gone on the 28th, reported on the 4th, when the month had been closed: its report gets a correction. */
static bool run_away(struct demo *d, int child)
{
	d->child[child].here = false;
	return (propose(d, child, "meninggalkan", demo_month(d, 3) + 27, "Tidak kembali dari sekolah; keluarga dan polisi sudah diberi tahu", false)
		&& decide(d, HASAN, child, TERMINATION_SETUJU, NULL)) || demo_failed(d, "run away");
}

static bool leaving(struct demo *d, int child)
{
	return propose(d, child, "reunifikasi", d->today + 14, "Ayah sudah menetap kembali dan sanggup mengasuh", true) || demo_failed(d, "leaving");
}

/* --- bimbingan lanjut ------------------------------------------------------------------------------------------------------------------ */

static bool followed_up(struct demo *d, int child)
{
	struct aftercare_row *rows;
	size_t count;
	if (!aftercare_of(d->db, &d->who[SRI], d->child[child].resident, d->a, &rows, &count, d->e)) return demo_failed(d, "aftercare");
	for (size_t i = 0; i < count; i++)
		if (rows[i].done == DATE_NONE && rows[i].due <= d->day)
			return aftercare_done(d->db, &d->who[SRI], rows[i].id, d->day, child % 2 ? "Bekerja di bengkel, tinggal bersama paman, sehat" : "Kunjungan rumah: keadaan baik, kebutuhan pokok terpenuhi", d->p, d->e)
				|| demo_failed(d, "aftercare");
	return true;
}

void demo_plan_ends(struct demo *d)
{
	int reunited = first_with(REUNITED), ran = first_with(RAN_AWAY), graduates = 0;
	demo_at(d, d->start - 11, 9, pelepasan_proposed, 0);
	demo_at(d, d->start - 6, 9, pelepasan_approved, 0);
	for (int i = 0; i < (int)demo_children_count; i++) {
		if (!(demo_children[i].flags & GRADUATE)) continue;
		demo_at(d, d->start - 6, 11, bast, i);
		/* the last graduate's follow-ups stay due: work for the desk */
		for (int m = 1; m <= 3 && graduates < 3; m += 2)
			if (date_add_months(d->start - 6, m) + 3 <= d->today) demo_at(d, date_add_months(d->start - 6, m) + 3, 10, followed_up, i);
		graduates++;
	}
	demo_at(d, demo_month(d, 3) + 9, 9, reunite, reunited);
	demo_at(d, demo_month(d, 3) + 14, 10, reunite_approved, reunited);
	demo_at(d, demo_month(d, 3) + 17, 7, due, 0);
	demo_at(d, demo_month(d, 3) + 18, 9, bast, reunited);
	demo_at(d, demo_month(d, 2) + 18, 9, followed_up, reunited);
	demo_at(d, demo_month(d, 2) + 3, 9, run_away, ran);
	demo_at(d, d->today - 2, 15, leaving, first_with(LEAVING));
}
