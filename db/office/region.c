/* Region codes from the unmodified CSV files of conf/region (ODbL, attributed there). */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/office/code.h"
#include "db/stmt.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct reading { struct db *db; struct err *e; char cell[3][160]; int cells, lines; bool parented, ok; };

static void on_cell(void *bytes, size_t size, void *ctx)
{
	struct reading *r = ctx;
	if (r->cells < 3 && text_in(bytes, size, 0, 0, r->cell[r->cells], sizeof r->cell[0]) != TEXT_OK)
		r->ok = err_set(r->e, ERR_DATA, _("The region file has an unreadable text in line %d."), r->lines + 1);
	r->cells++;
}

static void on_line(int end, void *ctx)
{
	struct reading *r = ctx;
	(void)end;
	int cells = r->cells;
	r->cells = 0;
	if (r->lines++ == 0 || !r->ok || cells < 2) return; /* the first line is the heading */
	char key[200];
	const char *name = r->cell[r->parented ? 2 : 1];
	text_search_key(name, key, sizeof key);
	struct stmt *q = stmt(r->db, "INSERT INTO region (code, name, parent, search_key) VALUES (?1, ?2, ?3, ?4)");
	stmt_text(q, 1, r->cell[0]);
	stmt_text(q, 2, name);
	stmt_text(q, 3, r->parented ? r->cell[1] : "");
	stmt_text(q, 4, key);
	r->ok = stmt_run(q, r->e);
}

static bool load_file(struct db *db, const char *folder, const char *file, bool parented, struct err *e)
{
	char path[600], chunk[16384];
	ssize_t n;
	struct csv_parser parser;
	struct reading r = { .db = db, .e = e, .parented = parented, .ok = true };
	snprintf(path, sizeof path, "%s/%s", folder, file);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return err_set(e, ERR_NOINPUT, _("The region list %s is not there. Install pantidesk again, or point --conf at its folder."), path);
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) fatal(ERR_MEMORY, "%s", _("Out of memory."));
	while (r.ok && (n = read(fd, chunk, sizeof chunk)) > 0)
		if (csv_parse(&parser, chunk, (size_t)n, on_cell, on_line, &r) != (size_t)n)
			r.ok = err_set(e, ERR_DATA, _("The region list %s is damaged: %s."), path, csv_strerror(csv_error(&parser)));
	csv_fini(&parser, on_cell, on_line, &r);
	csv_free(&parser);
	close(fd);
	return r.ok;
}

bool region_load(struct db *db, const char *folder, struct err *e)
{
	return load_file(db, folder, "provinces.csv", false, e) && load_file(db, folder, "regencies.csv", true, e)
	    && load_file(db, folder, "districts.csv", true, e);
}
