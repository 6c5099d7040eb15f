#include "db/office/public_key.h"

#include <sodium.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/text.h"

#define BLOB_MOST 2100
#define RSA_LEAST 2048
#define RSA_MOST 16384

enum shape { ED25519, ED25519_SK, ECDSA, RSA };
static const struct key_type { const char *name, *curve; enum shape shape; int bits; size_t point; } types[] = {
	{ "ssh-ed25519", NULL, ED25519, 256, 32 },
	{ "sk-ssh-ed25519@openssh.com", NULL, ED25519_SK, 256, 32 },
	{ "ecdsa-sha2-nistp256", "nistp256", ECDSA, 256, 65 },
	{ "ecdsa-sha2-nistp384", "nistp384", ECDSA, 384, 97 },
	{ "ecdsa-sha2-nistp521", "nistp521", ECDSA, 521, 133 },
	{ "ssh-rsa", NULL, RSA, 0, 0 },
};

/* --- the blob: RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, PROTOCOL.u2f ----------------------------------------------------------- */

struct blob { const unsigned char *at; size_t left; bool ok; };
struct part { const unsigned char *at; size_t size; };

static struct part part_take(struct blob *b)
{
	struct part p = { b->at, 0 };
	if (b->left >= 4) p.size = (size_t)b->at[0] << 24 | (size_t)b->at[1] << 16 | (size_t)b->at[2] << 8 | b->at[3];
	if (!b->ok || b->left < 4 || p.size > b->left - 4) {
		b->ok = false;
		return (struct part){ b->at, 0 };
	}
	p.at = b->at + 4;
	b->at += 4 + p.size;
	b->left -= 4 + p.size;
	return p;
}

static bool part_is(struct part p, const char *text)
{
	return p.size == strlen(text) && memcmp(p.at, text, p.size) == 0;
}

/* Bits of a positive number written the one way RFC 4251 allows; 0 for anything else. */
static int mpint_bits(struct part p)
{
	if (p.size == 0 || p.at[0] & 0x80) return 0;
	bool padded = p.at[0] == 0;
	if (padded && (p.size == 1 || !(p.at[1] & 0x80))) return 0;
	unsigned char top = p.at[padded ? 1 : 0];
	int bits = 0;
	while (top >> bits) bits++;
	return bits + 8 * (int)(p.size - (padded ? 2 : 1));
}

static bool blob_fits(const struct key_type *t, const unsigned char *bytes, size_t size, int *bits)
{
	struct blob b = { bytes, size, true };
	struct part one;
	bool good = part_is(part_take(&b), t->name);
	*bits = t->bits;
	switch (t->shape) {
	case ED25519:
		good = good && part_take(&b).size == t->point;
		break;
	case ED25519_SK:
		good = good && part_take(&b).size == t->point && part_take(&b).size > 0;
		break;
	case ECDSA:
		good = good && part_is(part_take(&b), t->curve);
		one = part_take(&b);
		good = good && one.size == t->point && one.at[0] == 4;
		break;
	case RSA:
		good = good && mpint_bits(part_take(&b)) > 1;
		*bits = mpint_bits(part_take(&b));
		good = good && *bits > 0 && *bits <= RSA_MOST;
		break;
	}
	return good && b.ok && b.left == 0;
}

/* --- the line ------------------------------------------------------------------------------------------------------------------ */

static const struct key_type *type_named(const char *word, size_t size)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (strlen(types[i].name) == size && memcmp(types[i].name, word, size) == 0) return &types[i];
	return NULL;
}

bool public_key_type(const char *word, size_t size)
{
	return type_named(word, size) != NULL;
}

/* What people hand in instead, each with the way to the right thing. */
static bool no_type(const char *line, size_t size, struct err *e)
{
	char word[60], shown[80];
	if (memmem(line, size, "PRIVATE KEY", 11) || memmem(line, size, "PuTTY-User-Key-File", 19))
		return err_set(e, ERR_DATA, "%s", _("This is a private key: it never leaves its owner's computer. Ask for the public one (.pub), and let the owner make a new pair if this one was sent."));
	if (memmem(line, size, "BEGIN SSH2 PUBLIC KEY", 21))
		return err_set(e, ERR_DATA, "%s", _("This is PuTTY's own form. In PuTTYgen copy the text of the box \"Public key for pasting into OpenSSH\"."));
	size_t n = 0;
	while (n < size && n + 1 < sizeof word && line[n] != ' ') n++;
	memcpy(word, line, n);
	word[n] = 0;
	text_out(word, shown, sizeof shown, true);
	if (strcmp(word, "ssh-dss") == 0 || strstr(word, "-cert-")) return err_set(e, ERR_DATA, _("Keys of type %s are not taken. Make one with: ssh-keygen -t ed25519"), shown);
	return err_set(e, ERR_DATA, _("A public key begins with its type, such as ssh-ed25519, without options in front; here stands: %s"), shown);
}

bool public_key_read(const char *text, size_t size, struct public_key *out, struct err *e)
{
	unsigned char blob[BLOB_MOST], hash[crypto_hash_sha256_BYTES];
	size_t n = 0;
	*out = (struct public_key){ .bits = 0 };
	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3, size -= 3;
	while (size && strchr("\r\n \t", text[size - 1]) && text[size - 1]) size--;
	if (!size) return err_set(e, ERR_DATA, "%s", _("There is no key here. Hand in the .pub file: pantidesk key add NAME < key.pub"));
	size_t type_size = 0;
	while (type_size < size && text[type_size] != ' ') type_size++;
	const struct key_type *type = type_named(text, type_size);
	if (!type) return no_type(text, size, e);
	if (memchr(text, '\n', size) || memchr(text, '\r', size)) return err_set(e, ERR_DATA, "%s", _("More than one line stands here. Hand in one key at a time, on one line."));
	const char *at = text + type_size;
	while (at < text + size && *at == ' ') at++;
	size_t left = (size_t)(text + size - at), length = 0;
	while (length < left && at[length] != ' ') length++;
	if (length >= sizeof out->base64) return err_set(e, ERR_DATA, "%s", _("This key is too long. Make one with: ssh-keygen -t ed25519"));
	memcpy(out->base64, at, length);
	memcpy(out->type, text, type_size);
	bool decoded = sodium_base642bin(blob, sizeof blob, out->base64, length, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
	if (!decoded || !blob_fits(type, blob, n, &out->bits)) return err_set(e, ERR_DATA, "%s", _("The key is damaged or cut short. Copy the whole line of the .pub file."));
	if (type->shape == RSA && out->bits < RSA_LEAST) return err_set(e, ERR_DATA, _("An RSA key of %d bits is too weak. Make one with: ssh-keygen -t ed25519"), out->bits);
	at += length;
	while (at < text + size && *at == ' ') at++;
	char clean[200];
	left = (size_t)(text + size - at);
	if (left && text_in(at, left, 0, 0, clean, sizeof clean) == TEXT_OK) STR_SET(out->comment, clean); /* one that cannot be shown is left away */
	crypto_hash_sha256(hash, blob, n);
	STR_SET(out->fingerprint, "SHA256:");
	sodium_bin2base64(out->fingerprint + 7, sizeof out->fingerprint - 7, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	return true;
}
