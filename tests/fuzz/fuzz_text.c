/* Any bytes through the gate, the keys, the parsers of what people type, and the line editor: no crash, and what the gate lets in stays inert. */
#include <stdlib.h>
#include <string.h>
#include "src/base/date.h"
#include "src/base/err.h"
#include "src/base/line.h"
#include "src/base/mem.h"
#include "src/base/rupiah.h"
#include "src/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inert(const char *s, bool lines)
{
	for (int n; *s; s += n) {
		int32_t c = text_next(s, &n);
		MUST(!text_forbidden(c) || (lines && c == '\n'));
		MUST(!(c == 0xFFFD && n == 1));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 4096)
		return 0;
	char raw[4097], out[16384], again[16384];
	memcpy(raw, data, size);
	raw[size] = '\0';

	if (text_in(raw, size, TEXT_LINES, 0, out, sizeof out) == TEXT_OK) {
		check_inert(out, true);
		MUST(text_in(out, strlen(out), TEXT_LINES, 0, again, sizeof again) == TEXT_OK && strcmp(out, again) == 0); /* NFC is stable */
		text_fit(out, 20, again, sizeof again);
		MUST(text_width(again) <= 20);
	}
	text_out(raw, out, sizeof out, false);
	check_inert(out, false);
	for (size_t room = 1; room < 40; room += 7) {
		text_search_key(raw, out, room);
		MUST(strlen(out) < room);
		text_search_prefix(raw, out, room);
		text_sort_key(raw, out, room);
	}

	struct problems p;
	problems_clear(&p);
	caldate today = date_make(2026, 8, 15), d = date_parse(raw, today, size & 1, "f", &p);
	MUST((d == DATE_NONE) == (p.hard > 0) && (!(size & 1) || d == DATE_NONE || d <= today));
	char precision;
	date_parse_partial(raw, today, &precision, "f", &p);
	rupiah amount;
	if (rupiah_parse(raw, &amount, "f", &p))
		MUST(amount >= 0 && amount <= RUPIAH_MAX);

	struct line l;
	struct line_view v;
	line_init(&l, 60, size & 2);
	line_paste(&l, raw, size);
	for (size_t i = 0; i < size && i < 100; i++) {
		switch (data[i] % 12) {
		case 0: line_left(&l); break;
		case 1: line_word_left(&l); break;
		case 2: line_backspace(&l); break;
		case 3: line_delete(&l); break;
		case 4: line_up(&l, 10); break;
		case 5: line_down(&l, 10); break;
		case 6: line_home(&l); break;
		case 7: line_paste(&l, raw + i, size - i < 5 ? size - i : 5); break;
		case 8: l.overtype = !l.overtype; break;
		case 9: line_word_right(&l); break;
		default: line_type(&l, data[i]); break;
		}
		MUST(l.at <= l.size && strlen(l.text) == l.size && text_points(l.text) <= 60);
		check_inert(l.text, l.lines);
		line_window(&l, 10, &v);
		MUST(v.cursor >= 0 && v.cursor < 10 && v.width <= 10);
	}
	line_free(&l);
	return 0;
}
