/*
 * Sealed backup files: content under a random key (libsodium secretstream), the key sealed to a public key, so the nightly job
 * holds nothing that opens a backup. Layout: "pdkseal1", sealed key (80), stream header (24), chunks of 64 KiB + 17, the last
 * one marked final: a cut file does not open.
 */
#ifndef DB_SEAL_H
#define DB_SEAL_H
#include <sodium.h>
#include "src/base/err.h"

#define SEAL_HEX 65 /* a key in hexadecimal */
#define SEAL_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES

struct seal_source { /* how to open a file; all NULL: it must be plain */
	const char *secret_hex;          /* the secret key */
	const unsigned char *stream_key; /* or the content's own key, known to whoever sealed it just now */
};

void seal_make_keys(char public_hex[SEAL_HEX], char secret_hex[SEAL_HEX]);
/* Copies `from` to the new file `to` (O_EXCL, 0600, synced); sealed when public_hex is given, and then *key is the content's key. */
bool seal_write(const char *from, const char *to, const char *public_hex, unsigned char key[SEAL_KEY], struct err *e);
/* The way back, for plain and sealed files. `from` may lie anywhere readable and must be a regular file. */
bool seal_read(const char *from, const char *to, const struct seal_source *how, struct err *e);
/* Digest of a file's content. */
bool seal_digest(const char *path, unsigned char out[32], struct err *e);

#endif
