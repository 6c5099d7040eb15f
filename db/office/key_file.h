/*
 * The file of keys that sshd reads for the one Unix account of the desk: root's, outside the account's home. A line is
 *     restrict,pty,command="/usr/local/bin/pantidesk [--conf F] [--db F] --as NAME" TYPE BASE64 COMMENT
 * and a line in any other form is somebody else's: shown, kept, never let in (src/command/enter.c). No SQL here but in key_note().
 */
#ifndef DB_KEY_FILE_H
#define DB_KEY_FILE_H
#include "db/db.h"
#include "db/office/public_key.h"
#include "src/base/buf.h"
#include "src/base/mem.h"

struct key_words { const char *program, *conf, *db, *as; }; /* of the command; conf and db NULL = not given */
enum key_line_kind { KEY_LINE_BLANK /* or a comment */, KEY_LINE_OURS, KEY_LINE_FOREIGN };
struct key_line {
	const char *raw;             /* the line as it stands */
	enum key_line_kind kind;
	struct key_words words;      /* KEY_LINE_OURS */
	struct public_key key;       /* fingerprint "" where none could be read */
	bool restricted, commanded;  /* what a line has of restrict and command= */
};
struct key_file { struct key_line *lines; int n; };

#define KEY_FILE_MOST (1 << 20)

/* All in the arena. A missing file is an empty one. ERR_CONFIG: no plain file, or larger than KEY_FILE_MOST. */
bool key_file_read(const char *path, struct arena *a, struct key_file *out, struct err *e);
void key_line_read(const char *raw, struct arena *a, struct key_line *out);
/* The line for a key. False with a sentence when a path holds a letter that sshd or the shell behind it would take for something else. */
bool key_line_make(const struct key_words *w, const struct public_key *key, struct buf *out, struct err *e);

/* Who holds the turn to change the file: a lock on its folder, given back by key_file_unlock(). -1 with a sentence. */
int key_file_lock(const char *path, struct err *e);
void key_file_unlock(int lock);
/* The new text beside the file (0644, flushed), then in its place: two steps, so that the audit log can stand between them. */
struct key_file_new { char path[1024], beside[1060]; };
bool key_file_prepare(struct key_file_new *f, const char *path, const struct buf *text, struct err *e);
bool key_file_commit(const struct key_file_new *f, struct err *e);
void key_file_abandon(const struct key_file_new *f);

/* One audit row about the keys of a user: action key.add, key.remove, key.undone. RIGHT_USERS; with `must_be_active` a user that is not there or
 * closed is refused, else the name alone is noted. */
bool key_note(struct db *db, const struct actor *who, const char *action, const char *name, const char *fingerprint, bool must_be_active, struct err *e);

#endif
