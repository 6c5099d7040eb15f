#include "db/office/password.h"

#include <sodium.h>
#include <string.h>

#include "db/inside.h"
#include "db/office/user.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define MEMORY (32u << 20)
#define PASSES 3u

/* Takes or gives back this machine's one place for a hash; a wait that runs out only costs memory, so it is not an error. */
static void hash_turn(struct db *db, bool take)
{
	struct waiter patience = { .waiting = NULL };
	wait_start(&patience);
	if (take) lock_take(&db->lock, LOCK_PASSWORD, false, &patience);
	else lock_drop(&db->lock, LOCK_PASSWORD);
}

bool password_hash(struct db *db, const char *password, char out[PASSWORD_HASH_SIZE], struct err *e)
{
	_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "room for the encoded hash");
	hash_turn(db, true);
	bool ok = sodium_init() >= 0 && crypto_pwhash_str(out, password, strlen(password), PASSES, MEMORY) == 0;
	hash_turn(db, false);
	return ok || err_set(e, ERR_MEMORY, "%s", _("There is not enough memory to protect the password. Close other programs and try again."));
}

bool password_fits(struct db *db, const char *hash, const char *password)
{
	char thrown[PASSWORD_HASH_SIZE];
	if (!hash[0]) { /* the same work, so that the time says nothing */
		(void)password_hash(db, password, thrown, NULL);
		return false;
	}
	hash_turn(db, true);
	bool fits = sodium_init() >= 0 && crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
	hash_turn(db, false);
	return fits;
}

/* What people choose first; lower case. Longer lists add little beside the delays. */
static const char *const common[] = {
	"password", "password1", "passw0rd", "12345678", "123456789", "1234567890", "11111111", "00000000", "87654321", "88888888",
	"qwertyui", "qwerty123", "qwertyuiop", "asdfghjk", "abcd1234", "abc12345", "1q2w3e4r", "a1b2c3d4", "iloveyou", "sunshine",
	"bismillah", "bismillah1", "alhamdulillah", "sayangku", "sayang123", "indonesia", "indonesia1", "katasandi", "rahasia1", "rahasia123",
	"pantisosial", "pantiasuhan", "dinassosial", "dinsos123", "admin123", "admin1234", "administrator", "kepala123", "jakarta1", "samarinda",
	"balikpapan", "kalimantan", "merdeka45", "garuda123", "anakasuh", "pantidesk",
};

bool password_check(const char *password, const char *name, struct problems *p)
{
	char low[PASSWORD_MOST * 4 + 1];
	size_t bytes = strlen(password);
	int before = p->hard;
	if (text_points(password) < PASSWORD_LEAST) problem_hard(p, "password", _("Use at least %d characters; a sentence is easy to remember."), PASSWORD_LEAST);
	else if (bytes > PASSWORD_MOST) problem_hard(p, "password", _("Use at most %d characters."), PASSWORD_MOST);
	else {
		for (size_t i = 0; i <= bytes; i++) low[i] = (char)(password[i] >= 'A' && password[i] <= 'Z' ? password[i] + 32 : password[i]);
		bool known = name && name[0] && strcmp(low, name) == 0;
		for (size_t i = 0; i < COUNT(common) && !known; i++) known = strcmp(low, common[i]) == 0;
		if (known) problem_hard(p, "password", "%s", _("Many people choose this one. Choose another, for example three words that belong to nobody."));
	}
	return p->hard == before;
}
