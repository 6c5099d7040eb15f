#include "db/seal.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/base/mem.h"

#define CHUNK ((size_t)65536)
#define TAIL ((size_t)crypto_secretstream_xchacha20poly1305_ABYTES)
#define HEADER ((size_t)crypto_secretstream_xchacha20poly1305_HEADERBYTES)
#define BOX (crypto_box_SEALBYTES + SEAL_KEY)

static const char seal_magic[8] = { 'p', 'd', 'k', 's', 'e', 'a', 'l', '1' };

void seal_make_keys(char public_hex[SEAL_HEX], char secret_hex[SEAL_HEX])
{
	unsigned char pk[crypto_box_PUBLICKEYBYTES], sk[crypto_box_SECRETKEYBYTES];
	crypto_box_keypair(pk, sk);
	sodium_bin2hex(public_hex, SEAL_HEX, pk, sizeof pk);
	sodium_bin2hex(secret_hex, SEAL_HEX, sk, sizeof sk);
	sodium_memzero(sk, sizeof sk);
}

static bool seal_key(const char *hex, unsigned char key[32], struct err *e)
{
	size_t n;
	if (strlen(hex) == SEAL_HEX - 1 && sodium_hex2bin(key, 32, hex, SEAL_HEX - 1, NULL, &n, NULL) == 0 && n == 32) return true;
	return err_set(e, ERR_CONFIG, "%s", _("A backup key is 64 hexadecimal digits."));
}

/* Reads until size bytes or the end. */
static ssize_t seal_fill(int fd, unsigned char *out, size_t size)
{
	size_t n = 0;
	while (n < size) {
		ssize_t r = read(fd, out + n, size - n);
		if (r < 0 && errno == EINTR) continue;
		if (r < 0) return -1;
		if (r == 0) break;
		n += (size_t)r;
	}
	return (ssize_t)n;
}

static bool seal_put(int fd, const unsigned char *bytes, size_t size)
{
	while (size) {
		ssize_t w = write(fd, bytes, size);
		if (w < 0 && errno == EINTR) continue;
		if (w <= 0) return false;
		bytes += w, size -= (size_t)w;
	}
	return true;
}

static bool seal_begin(int from, const char *from_name, const char *to, int *out, struct err *e)
{
	struct stat st;
	if (from < 0) return err_set(e, ERR_NOINPUT, _("%s cannot be read: %s."), from_name, strerror(errno));
	if (fstat(from, &st) != 0 || !S_ISREG(st.st_mode)) return err_set(e, ERR_NOINPUT, _("%s is not a plain file."), from_name);
	*out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	return *out >= 0 || err_set(e, ERR_CANTCREAT, _("%s cannot be made: %s."), to, strerror(errno));
}

/* Syncs and closes; on any failure the half-made file goes. */
static bool seal_end(int from, int out, const char *to, bool good, struct err *e)
{
	if (from >= 0) close(from);
	if (out < 0) return false;
	if (good && fsync(out) != 0) good = err_set(e, ERR_IO, _("%s cannot be written: %s."), to, strerror(errno));
	if (close(out) != 0 && good) good = err_set(e, ERR_IO, _("%s cannot be written: %s."), to, strerror(errno));
	if (!good) unlink(to);
	return good;
}

/* Chunk by chunk; the first chunk (first bytes) may have been read already. */
static bool seal_copy(int from, int out, const unsigned char *first, size_t first_size, unsigned char *chunk)
{
	ssize_t n;
	if (!seal_put(out, first, first_size)) return false;
	while ((n = seal_fill(from, chunk, CHUNK)) > 0)
		if (!seal_put(out, chunk, (size_t)n)) return false;
	return n == 0;
}

static bool seal_push(int from, int out, const unsigned char key[SEAL_KEY], unsigned char *plain, unsigned char *cipher)
{
	crypto_secretstream_xchacha20poly1305_state st;
	unsigned char header[HEADER];
	crypto_secretstream_xchacha20poly1305_init_push(&st, header, key);
	if (!seal_put(out, header, sizeof header)) return false;
	for (;;) {
		ssize_t n = seal_fill(from, plain, CHUNK);
		if (n < 0) return false;
		unsigned long long size;
		unsigned char tag = (size_t)n < CHUNK ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
		crypto_secretstream_xchacha20poly1305_push(&st, cipher, &size, plain, (unsigned long long)n, NULL, 0, tag);
		if (!seal_put(out, cipher, (size_t)size)) return false;
		if (tag) return true;
	}
}

bool seal_write(const char *from_name, const char *to, const char *public_hex, unsigned char key[SEAL_KEY], struct err *e)
{
	unsigned char pk[32], box[BOX], *plain = mem_alloc(CHUNK), *cipher = mem_alloc(CHUNK + TAIL);
	int from = open(from_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), out = -1;
	bool good = (!public_hex || seal_key(public_hex, pk, e)) && seal_begin(from, from_name, to, &out, e);
	if (good) {
		bool whole;
		errno = EIO;
		if (public_hex) {
			crypto_secretstream_xchacha20poly1305_keygen(key);
			whole = crypto_box_seal(box, key, SEAL_KEY, pk) == 0 && seal_put(out, (const unsigned char *)seal_magic, sizeof seal_magic)
				&& seal_put(out, box, sizeof box) && seal_push(from, out, key, plain, cipher);
		} else {
			whole = seal_copy(from, out, plain, 0, plain);
		}
		if (!whole) good = err_set(e, ERR_IO, _("%s cannot be written: %s."), to, strerror(errno));
	}
	good = seal_end(from, out, to, good, e);
	sodium_memzero(plain, CHUNK);
	free(plain), free(cipher);
	return good;
}

/* The key of the content out of its box. */
static bool seal_unbox(const unsigned char *box, const struct seal_source *how, unsigned char key[SEAL_KEY], const char *name, struct err *e)
{
	unsigned char sk[32], pk[32];
	if (how->stream_key) {
		memcpy(key, how->stream_key, SEAL_KEY);
		return true;
	}
	if (!how->secret_hex) return err_set(e, ERR_NOPERM, _("%s is sealed. The secret backup key opens it."), name);
	if (!seal_key(how->secret_hex, sk, e)) return false;
	bool good = crypto_scalarmult_base(pk, sk) == 0 && crypto_box_seal_open(key, box, BOX, pk, sk) == 0;
	sodium_memzero(sk, sizeof sk);
	return good || err_set(e, ERR_NOPERM, _("This is not the key %s was sealed for, or the file is damaged."), name);
}

static bool seal_pull(int from, int out, const unsigned char key[SEAL_KEY], const unsigned char *header, unsigned char *plain, unsigned char *cipher, bool *damaged)
{
	crypto_secretstream_xchacha20poly1305_state st;
	unsigned char tag = 0;
	*damaged = crypto_secretstream_xchacha20poly1305_init_pull(&st, header, key) != 0;
	while (!*damaged && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
		unsigned long long size;
		ssize_t n = seal_fill(from, cipher, CHUNK + TAIL);
		if (n < 0) return false;
		*damaged = (size_t)n < TAIL || crypto_secretstream_xchacha20poly1305_pull(&st, plain, &size, &tag, cipher, (unsigned long long)n, NULL, 0) != 0;
		if (!*damaged && !seal_put(out, plain, (size_t)size)) return false;
	}
	if (!*damaged && seal_fill(from, cipher, 1) != 0) *damaged = true; /* bytes after the end */
	return !*damaged;
}

bool seal_read(const char *from_name, const char *to, const struct seal_source *how, struct err *e)
{
	unsigned char head[sizeof seal_magic + BOX + HEADER], key[SEAL_KEY], *plain = mem_alloc(CHUNK), *cipher = mem_alloc(CHUNK + TAIL);
	int from = open(from_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC), out = -1;
	bool good = seal_begin(from, from_name, to, &out, e), damaged = false, whole = false;
	ssize_t n = good ? seal_fill(from, head, sizeof head) : -1;
	if (good && n >= (ssize_t)sizeof seal_magic && memcmp(head, seal_magic, sizeof seal_magic) == 0) {
		damaged = n != (ssize_t)sizeof head;
		good = damaged || seal_unbox(head + sizeof seal_magic, how, key, from_name, e);
		errno = EIO;
		whole = good && !damaged && seal_pull(from, out, key, head + sizeof seal_magic + BOX, plain, cipher, &damaged);
	} else if (good) {
		errno = EIO;
		whole = n >= 0 && seal_copy(from, out, head, (size_t)n, plain);
	}
	if (good && damaged) good = err_set(e, ERR_DATA, _("%s is damaged or was cut short."), from_name);
	if (good && !whole) good = err_set(e, ERR_IO, _("%s cannot be written: %s."), to, strerror(errno));
	good = seal_end(from, out, to, good, e);
	sodium_memzero(plain, CHUNK), sodium_memzero(key, sizeof key);
	free(plain), free(cipher);
	return good;
}

bool seal_digest(const char *path, unsigned char out[32], struct err *e)
{
	unsigned char *chunk = mem_alloc(CHUNK);
	crypto_generichash_state h;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = -1;
	crypto_generichash_init(&h, NULL, 0, 32);
	while (fd >= 0 && (n = seal_fill(fd, chunk, CHUNK)) > 0) crypto_generichash_update(&h, chunk, (unsigned long long)n);
	crypto_generichash_final(&h, out, 32);
	if (fd >= 0) close(fd);
	free(chunk);
	return n == 0 || err_set(e, ERR_IO, _("%s cannot be read: %s."), path, strerror(errno));
}
