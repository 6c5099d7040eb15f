/* Pages of text: previews of printouts and help. PgUp/PgDn, arrows, Left/Right shift, F3 or typing finds, Home/End. */
#ifndef UI_PAGER_H
#define UI_PAGER_H
#include "screens/ui/ui.h"

struct pager {
	const char *text;   /* lines by \n, pages by \f; owner: caller */
	int lines, pages;   /* counted at open */
	int top, left;      /* first line and column shown */
	int height, width;
	size_t *start;      /* offset of each line; owner: the pager */
	int *page;          /* page of each line */
	char find[64];
	bool finding;
	bool type_to_find;  /* help: letters search at once */
	bool flush;         /* owner, after open: no margin, so that 80 columns of paper stand on 80 of the screen */
	int hit;            /* line of the last hit, -1 */
};
void pager_open(struct pager *p, const char *text);
void pager_close(struct pager *p);
void pager_draw(struct pager *p, struct ui *ui, struct area area);
bool pager_key(struct pager *p, struct ui *ui, int key);
int pager_page(const struct pager *p);  /* page shown, from 1 */
/* A whole screen for a text: title on row 1, F5 = print callback when given. */
void pager_show(struct ui *ui, const char *title, const char *text, bool (*print)(struct ui *ui, void *ctx), void *ctx);

#endif
