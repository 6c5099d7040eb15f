/*
 * Home in its parts: the screen itself (home.c), the lines of work (home_work.c), how many children there are and what asks for attention
 * (home_people.c), a district officer's (home_officer.c), the letters at its foot (home_parts.c). Private to screens/office.
 *
 * A new part of the desk adds a row to the table of home_work.c and its function: for each line home_add(), with home_opens() what its list
 * shows.
 */
#ifndef SCREENS_HOME_H
#define SCREENS_HOME_H
#include "db/office/home.h"
#include "db/referral/referral.h"
#include "db/referral/referral_place.h"
#include "screens/office/home_officer.h"
#include "screens/ui/ui.h"

enum { HOME_ITEMS = 40, HOME_TEXT = 72, HOME_ARG = 160 };

struct home_item { /* one line that opens something */
	char text[HOME_TEXT], more[HOME_TEXT]; /* more: a second line, "" none */
	int count;
	bool urgent;
	const struct screen_class *target;
	bool has_arg;                          /* of ui_push */
	union { max_align_t align; unsigned char bytes[HOME_ARG]; } arg;
};

struct home {
	struct home_counts counts;
	struct referral_free free;
	struct home_officer officer;
	struct home_item items[HOME_ITEMS];
	int count, alerts; /* items from `alerts` on stand on the left, below the bars */
	int at;
};

struct home_item *home_add(struct home *h, int count, bool urgent, const struct screen_class *target, const char *text);
void home_days(struct home_item *i, const char *format, int days); /* the second line: a translated format of one %d */
void home_opens(struct home_item *i, const void *arg, size_t size); /* what the target is opened with: copied */

bool home_work(struct screen *s, struct err *e);          /* every part's lines this person may see */
void home_attention(struct screen *s);                    /* adds the items from `alerts` on */
void home_people_draw(struct ui *ui, const struct home *h, struct area a);               /* how many children, by level */
void home_birthdays_draw(struct ui *ui, const struct home *h, struct area a, int row);

#endif
