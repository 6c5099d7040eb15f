/* Bytes of any terminal to keys. The table below is every variant seen in UX.md 12; sequences not in it are swallowed whole. */
#include "screens/ui/key.h"

#include <stdio.h>
#include <string.h>

#include "src/base/text.h"

/* CSI number ~ */
static int key_of_tilde(int number)
{
	static const struct { int number, key; } table[] = {
		{ 1, K_HOME }, { 2, K_INS }, { 3, K_DEL }, { 4, K_END }, { 5, K_PGUP }, { 6, K_PGDN }, { 7, K_HOME }, { 8, K_END },
		{ 11, K_F(1) }, { 12, K_F(2) }, { 13, K_F(3) }, { 14, K_F(4) }, { 15, K_F(5) }, { 17, K_F(6) }, { 18, K_F(7) },
		{ 19, K_F(8) }, { 20, K_F(9) }, { 21, K_F(10) },
	};
	for (size_t i = 0; i < COUNT(table); i++)
		if (table[i].number == number)
			return table[i].key;
	return K_NONE;
}

/* The last letter of CSI and SS3 sequences that share a meaning. */
static int key_of_letter(unsigned char letter)
{
	switch (letter) {
	case 'A': return K_UP;
	case 'B': return K_DOWN;
	case 'C': return K_RIGHT;
	case 'D': return K_LEFT;
	case 'H': return K_HOME;
	case 'F': return K_END;
	case 'P': return K_F(1);
	case 'Q': return K_F(2);
	case 'R': return K_F(3);
	case 'S': return K_F(4);
	case 'Z': return K_BACKTAB;
	default: return K_NONE;
	}
}

/* The numeric keypad in application mode: what is printed on the key. */
static int key_of_keypad(unsigned char letter)
{
	if (letter >= 'p' && letter <= 'y')
		return '0' + (letter - 'p');
	switch (letter) {
	case 'M': return K_ENTER;
	case 'X': return '=';
	case 'j': return '*';
	case 'k': return '+';
	case 'l': return ',';
	case 'm': return '-';
	case 'n': return '.';
	case 'o': return '/';
	default: return key_of_letter(letter);
	}
}

/* A whole CSI sequence: seq = ESC [ parameters letter. */
static int key_of_csi(struct key_decoder *d)
{
	unsigned char last = d->seq[d->size - 1];
	int n[3] = { 0, 0, 0 }, count = 0;

	for (int i = d->seq[2] == '<' ? 3 : 2; i < d->size - 1; i++) {
		if (d->seq[i] == ';') {
			if (count < 2)
				count++;
		} else if (d->seq[i] >= '0' && d->seq[i] <= '9' && n[count] < 10000) {
			n[count] = n[count] * 10 + (d->seq[i] - '0');
		}
	}
	if (d->seq[2] == '<') {
		if (last != 'M')
			return K_NONE; /* releases say nothing new */
		d->mouse_button = n[0];
		d->mouse_col = n[1] > 0 ? n[1] - 1 : 0;
		d->mouse_row = n[2] > 0 ? n[2] - 1 : 0;
		return K_MOUSE;
	}
	if (d->seq[2] == '?' || d->seq[2] == '>' || d->seq[2] == '=')
		return K_NONE; /* an answer nobody asked for */
	if (last == '~') {
		if (n[0] == 200) {
			d->pasting = true;
			buf_clear(&d->paste);
			return K_NONE;
		}
		return key_of_tilde(n[0]);
	}
	return key_of_letter(last);
}

/* Inside a paste everything is text until ESC [ 201 ~; what is too long is swallowed. */
static int decode_paste(struct key_decoder *d, unsigned char byte)
{
	static const char end[] = "\033[201~";

	if (byte == (unsigned char)end[d->size]) {
		if (++d->size < (int)sizeof end - 1)
			return K_NONE;
		d->size = 0;
		d->pasting = false;
		return K_PASTE;
	}
	for (int i = 0; i < d->size && d->paste.size < KEY_PASTE_MAX; i++)
		buf_putc(&d->paste, end[i]);
	d->size = 0;
	if (byte == (unsigned char)end[0])
		d->size = 1;
	else if (d->paste.size < KEY_PASTE_MAX)
		buf_putc(&d->paste, (char)byte);
	return K_NONE;
}

static int utf8_length(unsigned char first)
{
	return first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

static int key_of_byte(unsigned char byte)
{
	switch (byte) {
	case '\r': case '\n': return K_ENTER; /* nonl: Enter is CR; ^J does the same no harm */
	case '\t': return K_TAB;
	case 8: case 127: return K_BACKSPACE;
	default: return byte == 0 || (byte > 27 && byte < 32) ? K_NONE : byte < 32 ? K_CTRL0 + byte : byte;
	}
}

static int decode_utf8(struct key_decoder *d, unsigned char byte)
{
	int bytes = 0;

	if (d->size > 0 && (byte & 0xC0) != 0x80) { /* broken off: start again with this byte */
		d->size = 0;
		return key_decode(d, byte);
	}
	d->seq[d->size++] = byte;
	if (d->size < utf8_length(d->seq[0]))
		return K_NONE;
	d->seq[d->size] = '\0';
	d->size = 0;
	char in[8], out[32];
	memcpy(in, d->seq, sizeof in);
	if (text_in(in, strlen(in), 0, 0, out, sizeof out) != TEXT_OK || out[0] == '\0')
		return K_NONE;
	return text_next(out, &bytes);
}

static int decode_escape(struct key_decoder *d, unsigned char byte)
{
	int key = K_NONE;

	if (byte == 27) { /* ESC ESC: the first was a key of its own */
		bool lone = d->size == 1;
		d->size = 1;
		return lone ? K_ESC : K_NONE;
	}
	if (byte < 32 && !(d->size == 1 && byte == '\t')) { /* a control key breaks the sequence off */
		d->size = 0;
		return key_of_byte(byte);
	}
	if (d->size < (int)sizeof d->seq - 1)
		d->seq[d->size++] = byte;
	if (d->size == 2) {
		if (byte == '[' || byte == 'O')
			return K_NONE;
		if (byte == '\t')
			key = K_BACKTAB; /* the Linux console of Debian */
		/* ESC letter is Alt+letter: never used, swallowed */
	} else if (d->seq[1] == 'O') {
		if ((byte >= '0' && byte <= '9') || byte == ';')
			return K_NONE; /* modifiers */
		key = key_of_keypad(byte);
	} else if (d->size == 3 && byte == '[') {
		return K_NONE; /* ESC [ [ A: the Linux console's F1-F5 */
	} else if (d->size == 4 && d->seq[2] == '[') {
		key = byte >= 'A' && byte <= 'E' ? K_F(1) + (byte - 'A') : K_NONE;
	} else if (byte >= 0x40 && byte <= 0x7E) {
		d->seq[d->size - 1] = byte; /* over-long: the end is what counts */
		key = d->size < (int)sizeof d->seq - 1 ? key_of_csi(d) : K_NONE;
	} else {
		return K_NONE;
	}
	d->size = 0;
	return key;
}

int key_decode(struct key_decoder *d, unsigned char byte)
{
	if (d->pasting)
		return decode_paste(d, byte);
	if (d->size > 0 && d->seq[0] == 27)
		return decode_escape(d, byte);
	if (d->size > 0)
		return decode_utf8(d, byte);
	if (byte == 27) {
		d->seq[d->size++] = byte;
		return K_NONE;
	}
	if (byte < 0x80)
		return key_of_byte(byte);
	return utf8_length(byte) ? decode_utf8(d, byte) : K_NONE;
}

int key_decode_timeout(struct key_decoder *d)
{
	bool lone = d->size == 1 && d->seq[0] == 27 && !d->pasting;

	if (!d->pasting)
		d->size = 0;
	return lone ? K_ESC : K_NONE;
}

bool key_decode_waiting(const struct key_decoder *d)
{
	return d->size > 0 && !d->pasting;
}

void key_decoder_free(struct key_decoder *d)
{
	buf_free(&d->paste);
}

static const char fkey_letter[] = " \0WFEPKN\0G"; /* by F-key number */

int key_alias(int key)
{
	if (key == K_CTRL('S'))
		return K_F(2);
	for (int f = 2; f <= 9; f++)
		if (fkey_letter[f] && key == K_CTRL(fkey_letter[f]))
			return K_F(f);
	return key;
}

const char *key_ctrl_name(int fkey)
{
	static const char *const names[] = { "", "", "^W", "^F", "^E", "^P", "^K", "^N", "", "^G", "Esc" };
	int n = fkey - K_F0;

	return n >= 0 && n < (int)COUNT(names) ? names[n] : "";
}

const char *key_shown(int key, char out[16])
{
	static const struct { int key; const char *name; } table[] = {
		{ K_ENTER, "Enter" }, { K_ESC, "Esc" }, { K_TAB, "Tab" }, { K_BACKTAB, "Shift-Tab" }, { K_PGUP, "PgUp" }, { K_PGDN, "PgDn" },
		{ K_HOME, "Home" }, { K_END, "End" }, { K_INS, "Ins" }, { K_DEL, "Del" }, { K_BACKSPACE, "Backspace" },
	};
	for (size_t i = 0; i < COUNT(table); i++)
		if (table[i].key == key) {
			snprintf(out, 16, "%s", table[i].name);
			return out;
		}
	if (key > K_F0 && key <= K_F(12))
		snprintf(out, 16, "F%d", key - K_F0);
	else if (key > K_CTRL0 && key < K_CTRL0 + 32)
		snprintf(out, 16, "^%c", key - K_CTRL0 + 64);
	else
		snprintf(out, 16, "%c", key > 32 && key < 127 ? key : '?');
	return out;
}

bool key_is_text(int key)
{
	return key >= 32 && key < K_SPECIAL && key != K_BACKSPACE && !text_forbidden(key);
}
