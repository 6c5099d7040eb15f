/* Floor: the least a list over SQLite does. minsql FILE: opens, 22 rows of resident_now by its name index, arrows and PgDn by keyset, q. */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

struct row { char key[160], line[200]; sqlite3_int64 id; };

static const char sql[] = "SELECT resident_id, sort_key, register_no, name, sex, birth_date, level, grade, school, admit_on, missing FROM resident_now WHERE panti_id = ?1 AND status = 'aktif'"
	" AND (sort_key, resident_id) > (?2, ?3) ORDER BY sort_key, resident_id LIMIT ?4";

static int page(sqlite3_stmt *s, sqlite3_int64 panti, const struct row *after, struct row *out, int n)
{
	int got = 0;
	sqlite3_bind_int64(s, 1, panti);
	sqlite3_bind_text(s, 2, after ? after->key : "", -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(s, 3, after ? after->id : 0);
	sqlite3_bind_int(s, 4, n);
	while (got < n && sqlite3_step(s) == SQLITE_ROW) {
		struct row *r = &out[got++];
		r->id = sqlite3_column_int64(s, 0);
		snprintf(r->key, sizeof r->key, "%s", (const char *)sqlite3_column_text(s, 1));
		const char *admit = (const char *)sqlite3_column_text(s, 9); /* the columns of the desk's list */
		snprintf(r->line, sizeof r->line, "%-11.11s %-24.24s %-3s %-4.4s %-4s%2d  %-10.10s %.7s %s", (const char *)sqlite3_column_text(s, 2), (const char *)sqlite3_column_text(s, 3),
		         (const char *)sqlite3_column_text(s, 4), (const char *)sqlite3_column_text(s, 5), (const char *)sqlite3_column_text(s, 6), sqlite3_column_int(s, 7),
		         (const char *)sqlite3_column_text(s, 8), admit ? admit : "", sqlite3_column_int(s, 10) ? "d" : "");
	}
	sqlite3_reset(s);
	return got;
}

int main(int argc, char **argv)
{
	sqlite3 *c = NULL;
	sqlite3_stmt *s = NULL, *p = NULL;
	struct row rows[22];
	if (argc < 2 || sqlite3_open_v2(argv[1], &c, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK || sqlite3_prepare_v2(c, "SELECT id FROM panti", -1, &p, NULL) != SQLITE_OK
	    || sqlite3_step(p) != SQLITE_ROW || sqlite3_prepare_v2(c, sql, -1, &s, NULL) != SQLITE_OK)
		return fprintf(stderr, "minsql: %s\n", c ? sqlite3_errmsg(c) : "no file"), 1;
	sqlite3_int64 panti = sqlite3_column_int64(p, 0);
	sqlite3_finalize(p);
	int n = page(s, panti, NULL, rows, 22), at = 0, key = 0;
	setlocale(LC_ALL, "");
	initscr();
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	idlok(stdscr, TRUE);
	do {
		if (key == KEY_DOWN && at + 1 < n)
			at++;
		else if (key == KEY_DOWN && n == 22) {
			struct row next;
			if (page(s, panti, &rows[21], &next, 1)) {
				memmove(rows, rows + 1, sizeof *rows * 21);
				rows[21] = next;
			}
		} else if (key == KEY_NPAGE && n == 22) {
			struct row last = rows[21];
			n = page(s, panti, &last, rows, 22);
			at = n && at >= n ? n - 1 : at;
		}
		erase();
		mvaddstr(0, 0, " Children");
		for (int i = 0; i < n; i++) {
			if (i == at)
				attron(A_REVERSE);
			mvprintw(i + 1, 0, " %c %-77.77s", i == at ? '>' : ' ', rows[i].line);
			attroff(A_REVERSE);
		}
		mvaddstr(23, 0, " q: quit");
		move(at + 1, 1);
		refresh();
	} while ((key = getch()) != 'q');
	endwin();
	sqlite3_finalize(s);
	sqlite3_close(c);
	return 0;
}
