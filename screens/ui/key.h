/*
 * Keys: what the terminal sends, in whatever dialect, folded to one code each (UX.md 1 and 12). A key is a Unicode code
 * point (what was typed) or one of the codes below. Screens never see Ctrl aliases: ^W and ^S arrive as K_F(2).
 * No curses here: the decoder is a pure state machine over bytes, tested with no terminal.
 */
#ifndef UI_KEY_H
#define UI_KEY_H
#include "src/base/buf.h"
#include "src/base/types.h"

enum key_code {
	K_NONE = 0,
	K_TAB = 9, K_ENTER = 13, K_ESC = 27, K_BACKSPACE = 127,
	K_SPECIAL = 0x200000, /* above every code point */
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN, K_INS, K_DEL, K_BACKTAB,
	K_PASTE,  /* a bracketed paste; its text, through the gate, lies in ui_pasted() */
	K_MOUSE,  /* only when the mouse is on; see ui_mouse() */
	K_RESIZE, /* handled by the loop; widgets never need it */
	K_F0 = 0x200100,
	K_CTRL0 = 0x200200, /* Ctrl+letter that is no alias: K_CTRL('U'), K_CTRL('Y'), K_CTRL('R'), K_CTRL('L'), K_CTRL('C') */
};
#define K_F(n) (K_F0 + (n))
#define K_CTRL(letter) (K_CTRL0 + ((letter) & 31))
#define KEY_PASTE_MAX 65536 /* bytes of a paste kept; the rest is swallowed */

/* The decoder. Zero it to begin. */
struct key_decoder {
	unsigned char seq[32]; /* an escape sequence or UTF-8 character so far */
	int size;
	bool pasting, paste_cr;
	struct buf paste;      /* raw bytes of the paste; owner: the decoder, key_decoder_free */
	int mouse_button, mouse_row, mouse_col; /* of the last K_MOUSE, from 0; button as SGR sends it */
};

/* Feeds one byte; returns a key, or K_NONE when more bytes are needed or the byte was dropped. Never blocks, never overruns:
 * unknown and over-long sequences are swallowed whole. */
int key_decode(struct key_decoder *d, unsigned char byte);
/* No byte came for the escape delay: a lone ESC becomes K_ESC, an unfinished sequence is dropped. */
int key_decode_timeout(struct key_decoder *d);
bool key_decode_waiting(const struct key_decoder *d); /* in the middle of a sequence */
void key_decoder_free(struct key_decoder *d);

/* Control keys that stand for F-keys (UX.md 1): ^W ^S = F2, ^F = F3, ^E = F4, ^P = F5, ^K = F6, ^N = F7, ^G = F9. Others unchanged. */
int key_alias(int key);
/* "F2", "^W", "Enter" as the bar, menu and help print it; returns out. */
const char *key_shown(int key, char out[16]);
const char *key_ctrl_name(int fkey); /* "^W" of K_F(2); "" when it has none */
bool key_is_text(int key);           /* a printable code point */

#endif
