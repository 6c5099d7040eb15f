/* Any bytes as a command over SSH, as a public key, as a line of the key file: no crash; what is taken is plain, and reads the same when written again. */
#include <stdio.h>
#include <string.h>

#include "db/office/key_file.h"
#include "src/base/text.h"
#include "src/base/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void as_words(const char *raw)
{
	struct words w;
	enum words_fault fault = words_split(raw, &w);

	MUST((fault == WORDS_OK) == (w.n > 0) && w.n <= WORDS_MOST && !w.word[w.n]);
	for (int i = 0; i < w.n; i++) {
		MUST(*w.word[i] && strspn(w.word[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/=:,") == strlen(w.word[i]));
		MUST(strstr(raw, w.word[i]));
	}
}

static void as_line(const char *raw)
{
	struct arena *a = arena_new();
	struct key_line l, again;
	struct buf text = BUF_EMPTY;
	struct err e = { ERR_NONE, "" };

	key_line_read(raw, a, &l);
	if (l.kind == KEY_LINE_OURS) {
		MUST(l.restricted && l.commanded && l.words.as && l.words.program[0] == '/' && !strpbrk(l.words.as, " ;$`\"'\\"));
		MUST(key_line_make(&l.words, &l.key, &text, &e));
		text.data[text.size - 1] = '\0';
		key_line_read(buf_text(&text), a, &again);
		MUST(again.kind == KEY_LINE_OURS && strcmp(again.words.as, l.words.as) == 0 && strcmp(again.key.fingerprint, l.key.fingerprint) == 0);
	}
	buf_free(&text);
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char front[] = "restrict,pty,command=\"/usr/bin/pantidesk --as sri\" ", key[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkHt3pIFlFTzxn/MZdvBd7mEsy99WJ0Kxs1lkwUEGEY ";
	char raw[4200], line[4600];
	struct public_key k;
	struct err e = { ERR_NONE, "" };

	if (size > 4096) return 0;
	memcpy(raw, data, size);
	raw[size] = '\0';
	as_words(raw);
	if (public_key_read(raw, size, &k, &e)) MUST(public_key_type(k.type, strlen(k.type)) && strlen(k.fingerprint) == FINGERPRINT_SIZE - 1);
	else MUST(e.kind == ERR_DATA && e.text[0]);
	if (strchr(raw, '\n')) return 0;
	as_line(raw);
	snprintf(line, sizeof line, "%s%s", front, raw);
	as_line(line);
	snprintf(line, sizeof line, "%s%s%s", front, key, raw);
	as_line(line);
	snprintf(line, sizeof line, "restrict,pty,command=\"%s\" %s", raw, key);
	as_line(line);
	return 0;
}
