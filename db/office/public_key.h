/* A person's public key as OpenSSH writes it: one line "type base64 comment", checked to the last byte. */
#ifndef DB_PUBLIC_KEY_H
#define DB_PUBLIC_KEY_H
#include "src/base/err.h"

#define PUBLIC_KEY_BASE64 2800 /* an RSA key of 16384 bits */
#define FINGERPRINT_SIZE 51    /* "SHA256:" and 43 letters */

struct public_key {
	char type[40], base64[PUBLIC_KEY_BASE64];
	char comment[61];              /* through the text gate, never NULL */
	char fingerprint[FINGERPRINT_SIZE]; /* as `ssh-keygen -lf` prints it */
	int bits;                      /* as ssh-keygen counts them */
};

/* Reads the whole of a .pub file (text of size bytes). Only ed25519, its hardware form, ECDSA on the three NIST curves, and RSA of 2048 bits and
 * more; nothing in front of the type; the type inside the base64 must be the one in front. False: ERR_DATA with what to mend. */
bool public_key_read(const char *text, size_t size, struct public_key *out, struct err *e);
bool public_key_type(const char *word, size_t size); /* is it one of the types taken here? */

#endif
