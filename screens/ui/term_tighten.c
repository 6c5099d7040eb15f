/* Fewer bytes for the same picture: curses names both colours at every change, and names each attribute in a sequence of its own. */
#include "screens/ui/term_state.h"

#include <string.h>

#define ESC '\033'
#define NUMBERS_MOST 16 /* of one sequence: the Linux console and libvterm hold no more */

struct colour { char text[16]; size_t size; /* parameters in force; size 0: not known */ };
struct tight { struct colour fg, bg; size_t open; /* where the attribute sequence begins that ends at n; 0: none */ int numbers; /* in it */ bool ascii; };

static bool digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return n > 0;
}

/* Which colour these parameters set, when they set one and nothing else. */
static struct colour *colour_of(struct tight *t, const char *p, size_t n)
{
	if (n > 5 && n < sizeof t->fg.text && (memcmp(p, "38;5;", 5) == 0 || memcmp(p, "48;5;", 5) == 0) && digits(p + 5, n - 5))
		return p[0] == '3' ? &t->fg : &t->bg;
	if (n == 2 && digits(p, 2) && p[1] != '8')
		return p[0] == '3' || p[0] == '9' ? &t->fg : p[0] == '4' ? &t->bg : NULL;
	return n == 3 && memcmp(p, "10", 2) == 0 && digits(p, 3) ? &t->bg : NULL;
}

static void forget(struct tight *t)
{
	t->fg.size = t->bg.size = 0;
}

/* Writes an attribute sequence of these parameters at frame[n]; returns the new n. */
static size_t attribute_add(struct tight *t, char *frame, size_t n, const char *p, size_t size)
{
	struct colour *c = colour_of(t, p, size);
	char kept[64];
	int numbers = 1;

	for (size_t i = 0; i < size; i++)
		numbers += p[i] == ';';

	if (size >= sizeof kept) { /* nothing curses writes */
		forget(t);
		c = NULL;
	} else if (c && c->size == size && memcmp(c->text, p, size) == 0) {
		return n;
	} else if (c) {
		memcpy(c->text, p, size);
		c->size = size;
	} else if (size == 0 || p[0] == '0' || size > 4 || memcmp(p, "39", size < 2 ? size : 2) == 0) {
		forget(t);
	}
	/* the end of the sequence before this one becomes a semicolon; never written further than it was read */
	if (t->open && size > 0 && t->numbers + numbers <= NUMBERS_MOST) {
		frame[n - 1] = ';';
		t->numbers += numbers;
	} else {
		t->numbers = numbers;
		t->open = size > 0 ? n + 1 : 0; /* after a bare reset nothing is merged */
		frame[n++] = ESC;
		frame[n++] = '[';
	}
	memmove(frame + n, p, size);
	n += size;
	frame[n++] = 'm';
	return n;
}

/* Length of the escape sequence at s; 1 when it is none that is known. */
static size_t sequence(const char *s, size_t size)
{
	size_t n = 2;

	if (size < 3 || s[0] != ESC)
		return 1;
	if (s[1] == '(' || s[1] == ')')
		return 3;
	if (s[1] != '[')
		return 2;
	while (n < size && (unsigned char)s[n] >= 0x20 && (unsigned char)s[n] < 0x40)
		n++;
	return n < size ? n + 1 : 1;
}

size_t term_tighten(char *frame, size_t size)
{
	static const char twice[] = "\033[39;49m\033(B\033[m"; /* curses resets the colours and then everything */
	struct tight t = { .open = 0 };
	size_t n = 0;

	for (size_t i = 0; i < size;) {
		size_t length = sequence(frame + i, size - i);
		bool csi = length > 2 && frame[i + 1] == '[';
		if (size - i >= sizeof twice - 1 && memcmp(frame + i, twice, sizeof twice - 1) == 0) {
			i += length;
			continue;
		}
		if (csi && frame[i + length - 1] == 'm') {
			n = attribute_add(&t, frame, n, frame + i + 2, length - 3);
			i += length;
			continue;
		}
		bool charset = length == 3 && frame[i + 1] == '(';
		if (charset && frame[i + 2] == 'B' && t.ascii) {
			i += length;
			continue;
		}
		if (charset)
			t.ascii = frame[i + 2] == 'B';
		else if (frame[i] == ESC && !csi)
			forget(&t), t.ascii = false; /* saves, restores, resets: anything may hold now */
		else if (csi && memchr("hlpu", frame[i + length - 1], 4))
			forget(&t), t.ascii = false; /* modes may come with a restore */
		t.open = 0;
		memmove(frame + n, frame + i, length);
		n += length;
		i += length;
	}
	return n;
}
