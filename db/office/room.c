#include "db/audit.h"
#include "db/office/panti.h"
#include "db/stmt.h"
#include "src/base/i18n.h"

#include <string.h>

int room_list(struct db *db, const struct actor *who, struct arena *a, struct room **out, struct err *e)
{
	int n = 0, room = 0;
	*out = NULL;
	struct stmt *q = stmt(db, "SELECT r.id, r.name, r.sex, r.caregiver, r.capacity,"
	                          " (SELECT count(*) FROM resident_now n WHERE n.panti_id = r.panti_id AND n.status = 'aktif' AND n.room_id = r.id)"
	                          " FROM room r WHERE r.panti_id = ?1 AND r.closed_on IS NULL ORDER BY r.name");
	stmt_int(q, 1, who->panti);
	while (stmt_row(q)) {
		if (n == room) {
			struct room *more = arena_array(a, struct room, room = room ? room * 2 : 16);
			if (n) memcpy(more, *out, (size_t)n * sizeof *more);
			*out = more;
		}
		(*out)[n++] = (struct room){ stmt_get_int(q, 0), arena_dup(a, stmt_get_text(q, 1)), arena_dup(a, stmt_get_text(q, 2)),
		                             arena_dup(a, stmt_get_text(q, 3)), (int)stmt_get_int(q, 4), (int)stmt_get_int(q, 5) };
	}
	return stmt_done(q, e) ? n : -1;
}

struct save { const struct actor *who; const struct room *in; row_id id; struct problems *p; };

static bool save_tx(struct db *db, void *ctx, struct err *e)
{
	struct save *s = ctx;
	struct stmt *q = stmt(db, "SELECT 1 FROM room WHERE panti_id = ?1 AND lower(name) = lower(?2) AND id <> ?3");
	stmt_int(q, 1, s->who->panti);
	stmt_text(q, 2, s->in->name);
	stmt_int(q, 3, s->in->id);
	bool taken = stmt_row(q);
	if (!stmt_done(q, e)) return false;
	if (taken) {
		problem_hard(s->p, "name", _("There is a room %s already. Choose another name."), s->in->name);
		return err_set(e, ERR_PROBLEMS, _("There is a room %s already. Choose another name."), s->in->name);
	}
	s->id = s->in->id ? s->in->id : db_new_id(db, "room");
	q = stmt(db, "INSERT INTO room (id, panti_id, name, sex, capacity, caregiver) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	             " ON CONFLICT (id) DO UPDATE SET name = excluded.name, sex = excluded.sex, capacity = excluded.capacity, caregiver = excluded.caregiver");
	stmt_int(q, 1, s->id);
	stmt_int(q, 2, s->who->panti);
	stmt_text(q, 3, s->in->name);
	stmt_text(q, 4, s->in->sex);
	stmt_int(q, 5, s->in->capacity);
	stmt_text(q, 6, s->in->caregiver);
	if (!stmt_run(q, e)) return false;
	audit_begin(db, s->who, s->in->id ? "room.edit" : "room.add", "room", s->id, 0);
	audit_value(db, "name", "", s->in->name);
	audit_value(db, "sex", "", s->in->sex);
	return audit_end(db, e);
}

row_id room_save(struct db *db, const struct actor *who, const struct room *in, struct problems *p, struct err *e)
{
	if (!db_may(who, RIGHT_SETTINGS, e)) return 0;
	if (!in->name || !*in->name) problem_hard(p, "name", "%s", _("Fill in the room's name."));
	if (in->sex && *in->sex && !str_equal(in->sex, "L") && !str_equal(in->sex, "P")) problem_hard(p, "sex", "%s", _("Choose boys or girls, or leave it empty."));
	if (in->capacity < 0 || in->capacity > 500) problem_hard(p, "capacity", "%s", _("A room has 0 to 500 places."));
	if (p->hard) {
		err_set(e, ERR_PROBLEMS, "%s", p->list[0].text);
		return 0;
	}
	struct save s = { who, in, 0, p };
	return db_tx(db, save_tx, &s, e) ? s.id : 0;
}
