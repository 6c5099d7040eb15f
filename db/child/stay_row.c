#include "db/child/person_merge.h"
#include "db/child/stay_row.h"

#include <stdio.h>
#include <string.h>

#include "db/stmt.h"
#include "db/referral/referral_place.h"
#include "src/base/clock.h"
#include "src/base/date.h"
#include "src/base/i18n.h"

row_id stay_put(struct db *db, const struct actor *who, const struct stay_new *in, struct err *e)
{
	row_id id = db_new_id(db, "stay");
	struct stmt *q = stmt(db, "INSERT INTO stay (id, panti_id, resident_id, on_date, kind, moved_in, referral_id, district, letter_no, note, approved_at, approved_by, recorded_at, recorded_by)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, in->panti);
	stmt_int(q, 3, in->resident);
	stmt_date(q, 4, in->on);
	stmt_text(q, 5, in->emergency ? "darurat" : "biasa");
	stmt_int(q, 6, in->moved_in);
	stmt_id(q, 7, in->referral);
	stmt_text(q, 8, in->district);
	stmt_text(q, 9, in->letter_no);
	stmt_text(q, 10, in->note);
	if (in->approved) {
		stmt_int(q, 11, clock_now());
		stmt_int(q, 12, who->user);
	} else {
		stmt_null(q, 11);
		stmt_null(q, 12);
	}
	stmt_int(q, 13, clock_now());
	stmt_int(q, 14, who->user);
	return stmt_run(q, e) ? id : 0;
}

static bool taken(struct db *db, row_id panti, const char *number)
{
	struct stmt *q = stmt(db, "SELECT 1 FROM resident WHERE panti_id = ?1 AND register_no = ?2");
	stmt_int(q, 1, panti);
	stmt_text(q, 2, number);
	return stmt_one_int(q, 0, NULL) != 0;
}

bool stay_register_free(struct db *db, row_id panti, const char *wanted, struct problems *p, struct err *e)
{
	if (wanted && strlen(wanted) > 20)
		problem_hard(p, "register_no", _("A register number has at most 20 characters."));
	else if (wanted && *wanted && taken(db, panti, wanted))
		problem_hard(p, "register_no", _("The register number %s is already used. A number is never given twice."), wanted);
	return !(e && e->kind);
}

row_id stay_register(struct db *db, const struct actor *who, row_id panti, row_id person, const char *wanted, caldate on, row_id worker, char number[24], struct err *e)
{
	char name[64];
	int year;
	date_split(on, &year, NULL, NULL);
	snprintf(name, sizeof name, "register:%" PRId64 ":%04d", panti, year);
	if (wanted && *wanted)
		str_copy(number, 24, wanted);
	else
		do { /* numbers of an old book that were typed in are stepped over */
			struct stmt *q = stmt(db, "INSERT INTO counter (name, last) VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last");
			stmt_text(q, 1, name);
			int64_t last = stmt_one_int(q, 0, e);
			if (!last)
				return 0;
			snprintf(number, 24, "%04d-%03" PRId64, year, last);
		} while (taken(db, panti, number));
	row_id id = db_new_id(db, "resident");
	struct stmt *q = stmt(db, "INSERT INTO resident (id, panti_id, person_id, register_no, worker_id, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, panti);
	stmt_int(q, 3, person);
	stmt_text(q, 4, number);
	stmt_id(q, 5, worker);
	stmt_int(q, 6, clock_now());
	stmt_int(q, 7, who->user);
	return stmt_run(q, e) ? id : 0;
}

bool stay_cluster_put(struct db *db, const struct actor *who, row_id panti, row_id resident, const char *clusters, caldate on, struct err *e)
{
	struct stmt *q = stmt(db, "INSERT INTO cluster_fact (id, panti_id, resident_id, on_date, clusters, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, db_new_id(db, "cluster_fact"));
	stmt_int(q, 2, panti);
	stmt_int(q, 3, resident);
	stmt_date(q, 4, on);
	stmt_text(q, 5, clusters);
	stmt_int(q, 6, clock_now());
	stmt_int(q, 7, who->user);
	return stmt_run(q, e);
}

bool stay_room_put(struct db *db, const struct actor *who, row_id panti, row_id resident, row_id room, caldate on, struct err *e)
{
	struct stmt *q = stmt(db, "INSERT INTO room_fact (id, panti_id, resident_id, on_date, room_id, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int(q, 1, db_new_id(db, "room_fact"));
	stmt_int(q, 2, panti);
	stmt_int(q, 3, resident);
	stmt_date(q, 4, on);
	stmt_id(q, 5, room);
	stmt_int(q, 6, clock_now());
	stmt_int(q, 7, who->user);
	return stmt_run(q, e);
}

row_id stay_end_put(struct db *db, const struct actor *who, row_id panti, row_id stay, caldate on, const char *reason, const char *note, row_id termination, struct err *e)
{
	row_id id = db_new_id(db, "stay_end");
	struct stmt *q = stmt(db, "INSERT INTO stay_end (id, panti_id, stay_id, on_date, reason, note, termination_id, recorded_at, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	stmt_int(q, 1, id);
	stmt_int(q, 2, panti);
	stmt_int(q, 3, stay);
	stmt_date(q, 4, on);
	stmt_text(q, 5, reason);
	stmt_text(q, 6, note ? note : "");
	stmt_id(q, 7, termination);
	stmt_int(q, 8, clock_now());
	stmt_int(q, 9, who->user);
	return stmt_run(q, e) ? id : 0;
}

size_t stay_spans(struct db *db, row_id resident, row_id except, struct stay_span *out, size_t max)
{
	size_t n = 0;
	struct stmt *q = stmt(db, "SELECT s.on_date, e.on_date FROM stay s LEFT JOIN stay_end e ON e.stay_id = s.id AND e.void_at IS NULL"
		" WHERE s.resident_id IN (SELECT ?1 UNION ALL SELECT o.id FROM resident r JOIN person_root g ON g.root_id = r.person_id JOIN resident o ON o.person_id = g.person_id AND o.panti_id = r.panti_id"
		" WHERE r.id = ?1) AND s.void_at IS NULL AND s.id <> ?2" STAY_COUNTS("s") " ORDER BY s.on_date");
	stmt_int(q, 1, resident);
	stmt_int(q, 2, except);
	while (n < max && stmt_row(q))
		out[n++] = (struct stay_span){ stmt_get_date(q, 0), stmt_get_date(q, 1) };
	stmt_done(q, NULL);
	return n;
}

void stay_room_check(struct db *db, row_id panti, row_id room, const char *sex, row_id moving, row_id referral, struct problems *p)
{
	char name[120] = "", of[4] = "";
	int64_t capacity = 0, closed = 0;
	bool found = false;
	struct stmt *q = stmt(db, "SELECT name, sex, capacity, closed_on IS NOT NULL FROM room WHERE id = ?1 AND panti_id = ?2");
	stmt_int(q, 1, room);
	stmt_int(q, 2, panti);
	if (stmt_row(q)) {
		found = true;
		STR_SET(name, stmt_get_text(q, 0));
		STR_SET(of, stmt_get_text(q, 1));
		capacity = stmt_get_int(q, 2);
		closed = stmt_get_int(q, 3);
	}
	stmt_done(q, NULL);
	if (!found || closed) {
		problem_hard(p, "room", _("Choose the room from the list."));
		return;
	}
	if (*of && sex && *sex && strcmp(of, sex))
		problem_soft(p, "room", *of == 'L' ? _("Room %s is for boys.") : _("Room %s is for girls."), name);
	q = stmt(db, "SELECT count(*) FROM resident_now WHERE room_id = ?1 AND resident_id <> ?2");
	stmt_int(q, 1, room);
	stmt_int(q, 2, moving);
	int64_t there = stmt_one_int(q, 0, NULL);
	int kept = referral_kept_in_room(db, room, referral);
	if (capacity && there >= capacity)
		problem_soft(p, "room", _("Room %s is full (%d of %d)."), name, (int)there, (int)capacity);
	else if (capacity && there + kept >= capacity)
		problem_soft(p, "room", _("The beds left in room %s are kept: %d of %d taken, %d kept."), name, (int)there, (int)capacity, kept);
}
