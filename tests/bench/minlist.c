/* Floor: the least a list in ncurses does. minlist [bar]: 22 rows of 1,000 invented ones, a ">" marker or a repainted bar; arrows, PgDn, q. */
#include <curses.h>
#include <string.h>

int main(int argc, char **argv)
{
	bool bar = argc > 1 && strcmp(argv[1], "bar") == 0;
	int at = 0, top = 0, key = 0;
	initscr();
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	idlok(stdscr, TRUE);
	curs_set(0);
	do {
		if (key == KEY_DOWN && at < 999)
			at++;
		if (key == KEY_NPAGE && at < 970)
			at += 22, top += 22;
		top = at > top + 21 ? at - 21 : top;
		for (int i = 0; i < 22; i++) {
			if (bar && top + i == at)
				attron(A_REVERSE);
			mvprintw(i + 1, 0, " %c 2024-%06d Muhammad Surname%04d      L  %2d  SMP 8   07-2024                   ", top + i == at ? '>' : ' ', top + i, (top + i) * 7919 % 10000, 9 + (top + i) % 9);
			attroff(A_REVERSE);
		}
		refresh();
	} while ((key = getch()) != 'q');
	endwin();
	return 0;
}
