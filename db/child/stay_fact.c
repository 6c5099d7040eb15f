/* Dated facts during a stay: room and clusters. */
#include <string.h>

#include "db/audit.h"
#include "db/child/derive.h"
#include "db/office/panti.h"
#include "db/child/person_rules.h"
#include "db/child/resident_query.h"
#include "db/child/stay_row.h"
#include "db/write.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

struct op { const struct actor *who; const row_id *residents; int n; row_id room, id; const char *clusters, *why; caldate on; enum stay_fact kind; struct problems *p; };

/* The day lies in a stay of the child and not far ahead. */
static bool in_stay(struct db *db, const struct resident_ref *ref, caldate on, struct problems *p)
{
	struct stay_span spans[64];
	size_t n = stay_spans(db, ref->id, 0, spans, COUNT(spans));
	if (on == DATE_NONE || on > panti_today(db, ref->panti) + ADMISSION_AHEAD_DAYS)
		return problem_hard(p, "on_date", _("Choose a day at most %d days ahead."), ADMISSION_AHEAD_DAYS);
	return stay_on(spans, n, on) >= 0 || problem_hard(p, "on_date", _("The child was not in care on that day."));
}

static bool fact_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct arena *a = arena_new();
	bool ok = true;
	problems_clear(o->p);
	for (int i = 0; ok && i < o->n; i++) {
		struct resident_ref ref;
		struct problems one;
		struct resident_row row;
		char day[DATE_ISO_SIZE];
		problems_clear(&one);
		ok = resident_ref(db, o->who, o->residents[i], a, &ref, e) && resident_row(db, o->who, o->residents[i], a, &row, e) && (!ref.sealed || db_may(o->who, RIGHT_SEALED_READ, e));
		if (!ok)
			break;
		in_stay(db, &ref, o->on, &one);
		if (o->kind == STAY_FACT_ROOM && o->room)
			stay_room_check(db, ref.panti, o->room, row.sex, ref.id, 0, &one);
		if (o->kind == STAY_FACT_CLUSTER && (!*o->clusters || !person_codes_known(db, "cluster", o->clusters)))
			problem_hard(&one, "clusters", _("Choose the cluster from the list."));
		write_problems(o->p, &one, ref.name, o->n > 1);
		if (one.hard)
			continue;
		ok = o->kind == STAY_FACT_ROOM ? stay_room_put(db, o->who, ref.panti, ref.id, o->room, o->on, e) : stay_cluster_put(db, o->who, ref.panti, ref.id, o->clusters, o->on, e);
		if (!ok || !derive_resident(db, ref.id, e)) {
			ok = false;
			break;
		}
		audit_begin(db, o->who, o->kind == STAY_FACT_ROOM ? "resident.room" : "resident.clusters", "resident", ref.id, ref.person);
		if (o->kind == STAY_FACT_ROOM) {
			struct resident_row now;
			const char *before = row.room;
			ok = resident_row(db, o->who, ref.id, a, &now, e);
			audit_value(db, "room", before, ok ? now.room : "");
		} else
			audit_value(db, "clusters", row.clusters, o->clusters);
		audit_value(db, "on_date", NULL, date_iso(o->on, day));
		ok = audit_end(db, e) && ok;
	}
	arena_free(a);
	db_news(db);
	return ok && write_clean(o->p, e);
}

bool stay_set_room(struct db *db, const struct actor *who, const row_id *residents, int n, row_id room, caldate on, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .residents = residents, .n = n, .room = room, .on = on, .kind = STAY_FACT_ROOM, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && db_tx(db, fact_tx, &o, e);
}

bool stay_set_clusters(struct db *db, const struct actor *who, row_id resident, const char *clusters, caldate on, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .residents = &resident, .n = 1, .clusters = clusters ? clusters : "", .on = on, .kind = STAY_FACT_CLUSTER, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && db_tx(db, fact_tx, &o, e);
}

static bool void_tx(struct db *db, void *ctx, struct err *e)
{
	struct op *o = ctx;
	struct arena *a = arena_new();
	struct resident_ref ref;
	problems_clear(o->p);
	struct stmt *q = o->kind == STAY_FACT_ROOM ? stmt(db, "SELECT resident_id FROM room_fact WHERE id = ?1 AND panti_id = ?2")
		: stmt(db, "SELECT resident_id FROM cluster_fact WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, o->id);
	stmt_int(q, 2, o->who->panti);
	row_id resident = stmt_one_int(q, 0, e);
	bool ok = resident_ref(db, o->who, resident, a, &ref, e) && (!ref.sealed || db_may(o->who, RIGHT_SEALED_READ, e))
		&& write_void(db, o->who, o->kind == STAY_FACT_ROOM ? "room_fact" : "cluster_fact", o->id, o->why, ref.person, o->p, e) && derive_resident(db, resident, e);
	arena_free(a);
	db_news(db);
	return ok;
}

bool stay_fact_void(struct db *db, const struct actor *who, enum stay_fact kind, row_id id, const char *why, struct problems *p, struct err *e)
{
	struct problems own;
	struct op o = { .who = who, .kind = kind, .id = id, .why = why, .p = p ? p : &own };
	return db_may(who, RIGHT_RESIDENT_EDIT, e) && db_tx(db, void_tx, &o, e);
}
