/*
 * The configuration of one machine (a panti's own settings stand in the database). One const table of keys drives reading, the
 * sample conf/pantidesk.conf, `doctor` and the man page. The file is checked before libconfig sees it (RELIABILITY.md): plain
 * file, owned by us or root, writable by nobody else, at most 64 KB, UTF-8 without controls, no @include, no number that libconfig
 * would cut.
 */
#ifndef CONF_CONF_H
#define CONF_CONF_H
#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/base/types.h"

#define CONF_PATH_SIZE 1024

enum conf_frugal { FRUGAL_AUTO, FRUGAL_ON, FRUGAL_OFF };         /* order of the key's choices */
enum conf_theme { CONF_THEME_BLUE, CONF_THEME_MONO, CONF_THEME_CONTRAST };
enum conf_paper { CONF_PAPER_A4, CONF_PAPER_F4, CONF_PAPER_80, CONF_PAPER_136 };
enum conf_lang { LANG_ID, LANG_EN };

/* Every value, defaults filled in. Passed by pointer; there is no global one. */
struct conf {
	char database[CONF_PATH_SIZE];      /* a file or postgresql://... */
	int lang, theme, frugal, paper;     /* the enums above */
	bool ascii_lines, no_fkeys, accessible, mouse;
	int idle_minutes;                   /* 1 .. 30 */
	char lp_path[CONF_PATH_SIZE];
	char printer[128];                  /* queue name, "" = the system's default */
	char printer_device[CONF_PATH_SIZE]; /* /dev/usb/lp0, "" = none */
	char font_path[CONF_PATH_SIZE];
	char export_folder[CONF_PATH_SIZE]; /* "" = not offered */
	int outbox_days;                    /* 1 .. 365 */
	char ssh_address[256];              /* [USER@]HOST[:PORT], "" = as the session came in; src/print/fetch.h */
	char backup_folder[CONF_PATH_SIZE];
	char backup_key[128];               /* public key that backups are sealed to, "" = plain 0600 files */
	char plugin_folder[CONF_PATH_SIZE];
	char key_file[CONF_PATH_SIZE];      /* keys that come in over SSH */
	/* Where the values come from. */
	char file[CONF_PATH_SIZE];          /* the file read, or the one that was looked for */
	bool read;                          /* false: no such file, everything is a default */
};

enum conf_kind { CONF_STRING, CONF_PATH /* absolute, or "" */, CONF_DATABASE /* path or postgresql:// */, CONF_CHOICE, CONF_INT, CONF_BOOL };

struct conf_key {
	const char *name;
	enum conf_kind kind;
	size_t offset, size;         /* of the member in struct conf */
	const char *standard;        /* the default as it is written in the file, without quotes */
	const char *const *choices;  /* CONF_CHOICE: codes, NULL-terminated; the value is the index */
	int min, max;                /* CONF_INT */
	const char *help;            /* N_(), one sentence */
};

const struct conf_key *conf_keys(size_t *count);

/* Reads `path`, or when NULL the first that exists of $XDG_CONFIG_HOME/pantidesk/pantidesk.conf (~/.config) and
 * /etc/pantidesk/pantidesk.conf. A missing file is no error: defaults, c->read false, and c->file names what was looked for, so the caller
 * can give a notice when the path was asked for. False: ERR_CONFIG with file, line and what to mend; *c holds defaults then. */
bool conf_load(struct conf *c, const char *path, struct err *e);
void conf_defaults(struct conf *c);
void conf_find_file(char *out, size_t size); /* the first existing of the default places, else the last of them */

/* A value as the file would write it ("id", 5, true), for doctor; returns out. */
char *conf_value(const struct conf *c, const struct conf_key *k, char *out, size_t size);
/* The sample file: every key with its help and its default, commented out. */
void conf_sample(struct buf *out);
const char *conf_lang_code(const struct conf *c); /* "id" or "en", for i18n_start() */

#endif
