/* Pieces of paper that several reports share: letterhead, officials, names, addresses. */
#include "db/report/report_part.h"

#include <ctype.h>
#include <string.h>

#include "db/scope.h"
#include "db/office/setting.h"
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/rules/codes.h"
#include "src/rules/school.h"

void report_child(struct report_work *w, row_id resident)
{
	if (w->id_count == w->id_room) {
		size_t room = w->id_room ? w->id_room * 2 : 64;
		row_id *grown = arena_array(w->arena, row_id, room);
		if (w->id_count) memcpy(grown, w->ids, w->id_count * sizeof *grown);
		w->ids = grown;
		w->id_room = room;
	}
	w->ids[w->id_count++] = resident;
}

bool report_head(struct report_work *w, row_id panti, caldate on, struct print_head *out, struct err *e)
{
	struct panti p;
	if (!panti_load(w->db, panti, w->arena, &p, e)) return false;
	const char *address = p.v[PANTI_ADDRESS], *phone = p.v[PANTI_PHONE];
	if (*phone) address = arena_printf(w->arena, "%s%sTelepon %s", address, *address ? " - " : "", phone);
	*out = (struct print_head){ p.v[PANTI_KOP1], p.v[PANTI_KOP2], *p.v[PANTI_KOP3] ? p.v[PANTI_KOP3] : p.v[PANTI_NAME], address, p.v[PANTI_NAME], p.v[PANTI_PLACE], db_is_demo(w->db), on };
	return true;
}

struct print_person report_official(struct report_work *w, row_id panti, const char *post, caldate on, const char **title)
{
	static const struct { const char *post, *title; } titles[] = { { "kepala", "Kepala Panti" }, { "bendahara", "Bendahara" }, { "peksos", "Pekerja Sosial" }, { "tu", "Tata Usaha" }, { "dinas", "Kepala Dinas Sosial" } };
	struct official o;
	*title = "";
	for (size_t i = 0; i < COUNT(titles); i++)
		if (strcmp(titles[i].post, post) == 0) *title = titles[i].title;
	if (on == DATE_NONE) on = w->today;
	official_on(w->db, panti, post, on, w->arena, &o);
	const char *acting = strcmp(o.acting, "plt") == 0 ? "Plt." : strcmp(o.acting, "plh") == 0 ? "Plh." : strcmp(o.acting, "an") == 0 ? "a.n." : o.acting;
	return (struct print_person){ acting, o.title, o.name, o.grade, o.nip };
}

bool report_head_area(struct report_work *w, caldate on, struct print_head *out, struct err *e)
{
	if (w->who->panti) return report_head(w, w->who->panti, on, out, e);
	const char *name = report_region(w, w->who->district), *place = name;
	char *upper = arena_printf(w->arena, "PEMERINTAH %s", name);
	for (char *c = upper; *c; c++) *c = (char)toupper((unsigned char)*c);
	if (strncmp(name, "Kabupaten ", 10) == 0) place = name + 10;
	if (strncmp(name, "Kota ", 5) == 0) place = name + 5;
	*out = (struct print_head){ upper, "DINAS SOSIAL", "", "", arena_printf(w->arena, "Dinas Sosial %s", name), place, db_is_demo(w->db), on };
	return true;
}

struct print_person report_signer_area(struct report_work *w, caldate on, const char **title)
{
	if (w->who->panti) return report_official(w, w->who->panti, "kepala", on, title);
	*title = "Kepala Dinas Sosial";
	return (struct print_person){ "", "", "", "", "" };
}

struct report_names report_names(struct report_work *w)
{
	return (struct report_names){ .abh = w->who->panti && setting_int(w->db, w->who->panti, "abh_initials") != 0, .sealed = may(w->who, RIGHT_SEALED_READ) };
}

bool report_hidden(const struct report_names *n, const char *clusters, bool sealed)
{
	return (sealed && !n->sealed) || (n->abh && codes_have(clusters, "abh"));
}

const char *report_name(struct report_work *w, const struct report_names *n, const char *name, const char *clusters, bool sealed)
{
	return report_hidden(n, clusters, sealed) ? scope_initials(name, w->arena) : arena_dup(w->arena, name);
}

const char *report_region(struct report_work *w, const char *code)
{
	const char *name = "", *parent = "";
	if (!code || !*code) return "";
	struct stmt *q = stmt(w->db, "SELECT r.name, COALESCE(p.name, '') FROM region r LEFT JOIN region p ON p.code = r.parent WHERE r.code = ?1");
	stmt_text(q, 1, code);
	if (stmt_row(q)) {
		name = arena_dup(w->arena, stmt_get_text(q, 0));
		parent = arena_dup(w->arena, stmt_get_text(q, 1));
	}
	if (!stmt_done(q, NULL) || !*name) return "";
	return strlen(code) > 5 && *parent ? arena_printf(w->arena, "Kec. %s, %s", name, parent) : name;
}

const char *report_birth(struct report_work *w, const char *place, const char *date, const char *precision, bool letter)
{
	caldate on = date_from_iso(date);
	const char *words = "";
	int year;
	if (on != DATE_NONE) {
		date_split(on, &year, NULL, NULL);
		words = letter ? head_date(on, w->arena) : head_short(on, w->arena);
		if (*precision == 'm') words = head_month(on, w->arena);
		if (*precision == 'y') words = arena_printf(w->arena, "tahun %d (perkiraan)", year);
	}
	return arena_printf(w->arena, "%s%s%s", place, *place && *words ? ", " : "", words);
}

const char *report_level(const char *level, int grade, struct arena *a)
{
	static const char *const shorts[LEVELS] = { "Belum", "PAUD", "SD", "SMP", "SMA", "PT", "Putus", "Tamat" };
	enum school_level l = school_level_from_code(level);
	if (l == LEVELS) return "-";
	return grade ? arena_printf(a, "%s %d", shorts[l], grade) : shorts[l];
}

const char *report_sex(const char *sex)
{
	return strcmp(sex, "P") == 0 ? "Perempuan" : "Laki-laki";
}

static const char *parent(const char *name, const char *state, bool father, struct arena *a)
{
	if (!*name) name = "-";
	return strcmp(state, "wafat") == 0 ? arena_printf(a, "%s (%s)", name, father ? "alm." : "almh.") : name;
}

const char *report_parents(const char *father, const char *father_state, const char *mother, const char *mother_state, struct arena *a)
{
	if (!*father && !*mother) return "-";
	return arena_printf(a, "%s / %s", parent(father, father_state, true, a), parent(mother, mother_state, false, a));
}

const char *report_address(struct report_work *w, const char *address, const char *rt, const char *rw, const char *village, const char *district)
{
	struct buf b = BUF_EMPTY;
	const char *region = report_region(w, district);
	buf_puts(&b, address);
	if (*rt) buf_printf(&b, "%sRT %s", b.size ? " " : "", rt);
	if (*rw) buf_printf(&b, "%sRW %s", b.size ? " " : "", rw);
	if (*village) buf_printf(&b, "%s%s", b.size ? ", " : "", village);
	if (*region) buf_printf(&b, "%s%s", b.size ? ", " : "", region);
	const char *out = b.size ? arena_dup(w->arena, buf_text(&b)) : "-";
	buf_free(&b);
	return out;
}
