/* Papers about partners: the covering letter of a referral out with its return slip, and the list of partners. */
#include "db/office/code.h"
#include "db/office/setting.h"
#include "db/partner/referral_out.h"
#include "db/report/report_part.h"
#include "src/base/i18n.h"
#include "src/print/out_letter.h"
#include "src/print/partner_table.h"

static const char *address_of(struct report_work *w, const struct partner *p)
{
	const char *address = p->v[PARTNER_ADDRESS], *region = report_region(w, p->v[PARTNER_DISTRICT]);
	return arena_printf(w->arena, "%s%s%s", address, *address && *region ? ", " : "", region);
}

bool report_make_out(struct report_work *w, struct err *e)
{
	struct out_card c;
	struct letter letter;
	struct panti home;
	struct out_letter o = { .number = "" };
	char birth[DATE_ISO_SIZE];
	if (!out_load(w->db, w->who, w->ask.out, false, w->arena, &c, e) || !out_letter(w->db, w->who, &c, &letter, e)) return false;
	const row_id panti = w->who->panti;
	if (!report_head(w, panti, letter.on, &o.head, e) || !panti_load(w->db, panti, w->arena, &home, e)) return false;
	const struct report_names names = report_names(w);
	const bool hidden = report_hidden(&names, c.clusters, c.sealed);
	o.number = letter.number;
	o.referral = c.number;
	o.to = c.to.v[PARTNER_NAME];
	o.address = address_of(w, &c.to);
	o.urgent = str_equal(c.v[OUT_F_URGENT], "1");
	o.name = report_name(w, &names, c.name, c.clusters, c.sealed);
	o.birth = hidden ? "" : report_birth(w, "", date_iso(c.birth, birth), (const char[]){ c.precision, 0 }, true);
	o.sex = report_sex(c.sex);
	o.register_no = c.register_no;
	o.service = code_label_load(w->db, w->who, "out_service", c.v[OUT_F_SERVICE], w->arena);
	o.purpose = c.v[OUT_F_PURPOSE]; /* "" for whoever may not read it */
	o.answer_days = (int)setting_int(w->db, panti, "clock_out");
	o.chief = report_official(w, panti, "kepala", letter.on, &o.chief_title);
	o.worker = report_official(w, panti, "peksos", letter.on, &o.worker_title);
	o.phone = home.v[PANTI_PHONE];
	w->person = c.person;
	report_child(w, c.resident);
	w->document = out_letter_document(&o);
	return true;
}

enum { PAGE = 100, LINES = 2000 };

static void line(struct report_work *w, const struct partner_row *r, struct partner_table *t)
{
	char day[24], told[24];
	const char *free = "";
	if (r->free_l >= 0 || r->free_p >= 0)
		free = arena_printf(w->arena, "L %s P %s (%s)", r->free_l >= 0 ? arena_printf(w->arena, "%d", r->free_l) : "-", r->free_p >= 0 ? arena_printf(w->arena, "%d", r->free_p) : "-", date_format(r->free_on, DATE_SHORT, told, sizeof told));
	t->ending += r->mou == MOU_ENDING;
	t->ended += r->mou == MOU_ENDED;
	t->without += r->mou == MOU_NONE;
	t->lines[t->count++] = (struct partner_line){ arena_dup(w->arena, r->name), code_label_load(w->db, w->who, "partner_kind", r->kind, w->arena), r->contact, r->phone,
		code_labels_load(w->db, w->who, "cluster", r->clusters, w->arena), free, r->mou_no, arena_dup(w->arena, date_format(r->mou_until, DATE_SHORT, day, sizeof day)), mou_state_label(r->mou) };
}

bool report_make_partners(struct report_work *w, struct err *e)
{
	struct partner_table t = { .count = 0 };
	struct partner_pos at;
	const struct partner_filter active = { .view = PARTNER_ACTIVE };
	struct partner_row *page = arena_array(w->arena, struct partner_row, PAGE);
	int n = PAGE;
	if (!report_head(w, w->who->panti, w->today, &t.head, e)) return false;
	t.lines = arena_array(w->arena, struct partner_line, LINES);
	for (bool first = true; n == PAGE && t.count + PAGE <= LINES; first = false) {
		if ((n = partner_list(w->db, w->who, &active, first ? NULL : &at, false, w->arena, page, PAGE, e)) < 0) return false;
		for (int i = 0; i < n; i++) line(w, &page[i], &t);
		if (n) {
			STR_SET(at.key, page[n - 1].key);
			at.id = page[n - 1].id;
		}
	}
	t.chief = report_official(w, w->who->panti, "kepala", w->today, &t.chief_title);
	w->document = partner_table_document(&t);
	return true;
}
