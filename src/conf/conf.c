#include "src/conf/conf.h"
#include <errno.h>
#include <fcntl.h>
#include <libconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/text.h"

#define FILE_MOST 65536
#define DIGITS_MOST 9 /* libconfig reads longer numbers wrongly without saying so */
#define NAME_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-*"

/* One reading of one file. */
struct reading {
	const char *file;
	const char *text; /* NUL-terminated */
	struct err *e;
};

/* `at` points into the text: file:line: sentence, the line itself, and a caret under the place. */
static bool complain(const struct reading *r, const char *at, const char *sentence)
{
	int line = 1;
	const char *start = r->text;
	for (const char *s = r->text; s < at; s++)
		if (*s == '\n') {
			line++;
			start = s + 1;
		}
	size_t length = strcspn(start, "\n"), before = (size_t)(at - start);
	if (length > 60 && before > 40) { /* keep the place in sight on a long line */
		size_t skip = before - 40;
		while (((unsigned char)start[skip] & 0xC0) == 0x80)
			skip++;
		start += skip;
		length -= skip;
		before = (size_t)(at - start);
	}
	char shown[64], raw[200], head[200], file[200];
	str_copy(raw, length + 1 < 61 ? length + 1 : 61, start);
	text_out(raw, shown, sizeof shown, true);
	str_copy(raw, before + 1 < sizeof raw ? before + 1 : sizeof raw, start);
	text_out(raw, head, sizeof head, true);
	text_out(r->file, file, sizeof file, false);
	return err_set(r->e, ERR_CONFIG, "%s:%d: %s\n    %s\n    %*s^", file, line, sentence, shown, text_width(head), "");
}

static bool refuse(const struct reading *r, const char *sentence)
{
	char file[200];
	text_out(r->file, file, sizeof file, false);
	return err_set(r->e, ERR_CONFIG, "%s: %s", file, sentence);
}

/* --- the file ---------------------------------------------------------------------------------------------------------- */

/* Bytes of the file and two NULs in *text (owner: caller, free), or *text NULL and true when there is none. */
static bool read_file(const struct reading *r, char **text, size_t *size)
{
	struct stat st;
	*text = NULL;
	*size = 0;
	/* O_NONBLOCK: a FIFO must not hold us up; O_NOFOLLOW: the file checked is the file named. */
	int fd = open(r->file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return true;
		if (errno == ELOOP)
			return refuse(r, _("This is a symbolic link. Name the configuration file itself."));
		if (errno == ENXIO)
			return refuse(r, _("This is not a plain file. Name a configuration file."));
		char sentence[160];
		snprintf(sentence, sizeof sentence, _("The configuration cannot be read: %s."), strerror(errno));
		return refuse(r, sentence);
	}
	const char *fault = NULL;
	char *bytes = NULL;
	size_t n = 0;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		fault = _("This is not a plain file. Name a configuration file.");
	else if (st.st_uid != geteuid() && st.st_uid != 0)
		fault = _("The file belongs to somebody else. Make it yours or root's: chown.");
	else if (st.st_mode & (S_IWGRP | S_IWOTH))
		fault = _("Others may write to this file. Forbid it: chmod go-w.");
	else if (st.st_size > FILE_MOST)
		fault = _("The file is larger than 64 KB. Keep settings only.");
	if (!fault) {
		bytes = mem_alloc(FILE_MOST + 2);
		for (ssize_t got; n <= FILE_MOST && (got = read(fd, bytes + n, FILE_MOST + 1 - n)) != 0;) {
			if (got < 0 && errno == EINTR)
				continue;
			if (got < 0) {
				fault = _("The file cannot be read to its end. Check the disk.");
				break;
			}
			n += (size_t)got;
		}
		if (!fault && n > FILE_MOST)
			fault = _("The file is larger than 64 KB. Keep settings only.");
	}
	close(fd);
	if (fault) {
		free(bytes);
		return refuse(r, fault);
	}
	*text = bytes;
	*size = n;
	return true;
}

/* --- before parsing ---------------------------------------------------------------------------------------------------- */

static bool check_bytes(const struct reading *r, size_t size)
{
	int n;
	for (const char *s = r->text; s < r->text + size; s += n) {
		int32_t c = text_next(s, &n);
		if (c == 0)
			return complain(r, s, _("A NUL byte stands here. Save the file as plain text."));
		if (c == 0xFFFD && n == 1)
			return complain(r, s, _("This is not UTF-8. Save the file as UTF-8."));
		if (text_forbidden(c) && c != '\n' && c != '\t' && c != '\r')
			return complain(r, s, _("A control or invisible character stands here. Remove it."));
	}
	return true;
}

/* A comment beginning at s ends where? s itself when there is none. */
static const char *after_comment(const char *s)
{
	if (*s == '#' || (s[0] == '/' && s[1] == '/'))
		return s + strcspn(s, "\n");
	if (s[0] == '/' && s[1] == '*') {
		const char *end = strstr(s + 2, "*/");
		return end ? end + 2 : s + strlen(s);
	}
	return s;
}

static const char *after_string(const char *s) /* s: the opening quote; returns the closing one or where the line ends */
{
	for (s++; *s && *s != '"' && *s != '\n'; s++)
		if (*s == '\\' && s[1] && s[1] != '\n')
			s++;
	return s;
}

/* What libconfig alone would do or get wrong: @include, numbers cut, a quote that swallows the rest of the file. */
static bool check_tokens(const struct reading *r)
{
	for (const char *s = r->text; *s;) {
		const char *next = after_comment(s);
		if (next != s) {
			s = next;
		} else if (*s == '"') {
			next = after_string(s);
			if (*next != '"')
				return complain(r, s, _("This quote is never closed."));
			s = next + 1;
		} else if (*s == '@') {
			return complain(r, s, _("@include is not allowed. Write the settings here."));
		} else if (*s >= '0' && *s <= '9') {
			size_t digits = strspn(s, "0123456789");
			if (digits > DIGITS_MOST)
				return complain(r, s, _("This number is too large."));
			s += digits;
		} else {
			s++;
		}
	}
	/* libconfig sees @include also inside comments when it begins a line: one rule, no exception. */
	for (const char *s = r->text; s; s = strchr(s, '\n') ? strchr(s, '\n') + 1 : NULL) {
		s += strspn(s, " \t");
		if (*s == '@')
			return complain(r, s, _("@include is not allowed. Write the settings here."));
	}
	return true;
}

/* Where in a line that libconfig refused the first thing stands that does not fit `name = value;`. */
static const char *misfit(const char *s)
{
	s += strspn(s, " \t");
	size_t name = strspn(s, NAME_LETTERS);
	if (!name || (*s >= '0' && *s <= '9'))
		return s;
	s += name;
	s += strspn(s, " \t");
	if (*s != '=' && *s != ':')
		return s;
	s++;
	s += strspn(s, " \t");
	if (*s == '"')
		s = after_string(s) + 1;
	else if (strncasecmp(s, "true", 4) == 0)
		s += 4;
	else if (strncasecmp(s, "false", 5) == 0)
		s += 5;
	else if (strspn(s, "+-0123456789"))
		s += strspn(s, "+-0123456789");
	else
		return s;
	s += strspn(s, " \t");
	if (*s == ';' || *s == ',')
		s++;
	return s + strspn(s, " \t\r");
}

/* First byte of a line, counted from 1. */
static const char *line_start(const char *text, int line)
{
	for (; line > 1 && strchr(text, '\n'); line--)
		text = strchr(text, '\n') + 1;
	return text;
}

/* --- values ------------------------------------------------------------------------------------------------------------ */

static const struct conf_key *key_named(const char *name)
{
	size_t n;
	const struct conf_key *keys = conf_keys(&n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static bool unknown_key(const struct reading *r, const char *at, const char *name)
{
	const char *names[64];
	size_t n;
	const struct conf_key *keys = conf_keys(&n);
	MUST(n < COUNT(names));
	for (size_t i = 0; i < n; i++)
		names[i] = keys[i].name;
	names[n] = NULL;
	char sentence[240];
	const char *near = text_nearest(name, names);
	if (near)
		snprintf(sentence, sizeof sentence, _("There is no setting %.60s. Did you mean %s?"), name, near);
	else
		snprintf(sentence, sizeof sentence, _("There is no setting %.60s. The sample file lists all of them."), name);
	return complain(r, at, sentence);
}

static bool choice_value(const struct conf_key *k, const char *text, int *value, char *sentence, size_t size)
{
	for (int i = 0; k->choices[i]; i++)
		if (strcmp(k->choices[i], text) == 0) {
			*value = i;
			return true;
		}
	struct buf list = BUF_EMPTY;
	for (int i = 0; k->choices[i]; i++)
		buf_printf(&list, "%s\"%s\"", i ? ", " : "", k->choices[i]);
	snprintf(sentence, size, _("%s takes one of %s."), k->name, buf_text(&list));
	buf_free(&list);
	return false;
}

/* A queue's name goes to lp as an argument: no path, no option. */
static bool queue_name(const char *s)
{
	return *s != '-' && *s != '.' && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")] == '\0';
}

static bool string_value(const struct conf_key *k, const char *raw, void *value, char *sentence, size_t size)
{
	char clean[CONF_PATH_SIZE];
	enum text_fault fault = text_in(raw, strlen(raw), 0, 0, clean, k->kind == CONF_CHOICE || k->size > sizeof clean ? sizeof clean : k->size);
	if (fault != TEXT_OK) {
		snprintf(sentence, size, "%s: %s", k->name, text_fault_message(fault));
		return false;
	}
	if (k->kind == CONF_CHOICE)
		return choice_value(k, clean, value, sentence, size);
	bool url = k->kind == CONF_DATABASE && (strncmp(clean, "postgresql://", 13) == 0 || strncmp(clean, "postgres://", 11) == 0);
	if ((k->kind == CONF_PATH || k->kind == CONF_DATABASE) && *clean && *clean != '/' && !url) {
		snprintf(sentence, size, _("%s takes a whole path that begins with /."), k->name);
		return false;
	}
	if (strcmp(k->name, "printer") == 0 && !queue_name(clean)) {
		snprintf(sentence, size, _("%s takes a queue's name: letters, digits, . _ and -."), k->name);
		return false;
	}
	if (*clean || k->kind != CONF_DATABASE) /* an empty database keeps the default place */
		str_copy(value, k->size, clean);
	return true;
}

static bool take(const struct reading *r, struct conf *c, const config_setting_t *s, const char *at)
{
	const struct conf_key *k = key_named(config_setting_name(s));
	if (!k)
		return unknown_key(r, at, config_setting_name(s));
	void *value = (char *)c + k->offset;
	char sentence[400] = "";
	int type = config_setting_type(s);
	switch (k->kind) {
	case CONF_INT:
		if (type != CONFIG_TYPE_INT) {
			snprintf(sentence, sizeof sentence, _("%s takes a whole number from %d to %d, without quotes."), k->name, k->min, k->max);
		} else if (config_setting_get_int(s) < k->min || config_setting_get_int(s) > k->max) {
			snprintf(sentence, sizeof sentence, _("%s takes a whole number from %d to %d."), k->name, k->min, k->max);
		} else {
			*(int *)value = config_setting_get_int(s);
		}
		break;
	case CONF_BOOL:
		if (type != CONFIG_TYPE_BOOL)
			snprintf(sentence, sizeof sentence, _("%s takes true or false, without quotes."), k->name);
		else
			*(bool *)value = config_setting_get_bool(s);
		break;
	case CONF_STRING:
	case CONF_PATH:
	case CONF_DATABASE:
	case CONF_CHOICE:
		if (type != CONFIG_TYPE_STRING)
			snprintf(sentence, sizeof sentence, _("%s takes text in quotes."), k->name);
		else
			string_value(k, config_setting_get_string(s), value, sentence, sizeof sentence);
		break;
	}
	return *sentence ? complain(r, at, sentence) : true;
}

static bool parse(const struct reading *r, struct conf *c)
{
	config_t config;
	config_init(&config);
	bool good = true;
	if (config_read_string(&config, r->text) != CONFIG_TRUE) {
		const char *line = line_start(r->text, config_error_line(&config)), *what = config_error_text(&config);
		if (what && strstr(what, "duplicate"))
			good = complain(r, line + strspn(line, " \t"), _("This setting stands here a second time. Keep one."));
		else
			good = complain(r, misfit(line), _("A setting is written as name = value; with text in quotes."));
	}
	const config_setting_t *root = config_root_setting(&config);
	for (int i = 0; good && i < config_setting_length(root); i++) {
		const config_setting_t *s = config_setting_get_elem(root, (unsigned)i);
		const char *line = line_start(r->text, (int)config_setting_source_line(s));
		/* The value's first line is what libconfig keeps; several settings may share it, so look for the name. */
		const char *end = line + strcspn(line, "\n"), *name = strstr(line, config_setting_name(s));
		good = take(r, c, s, name && name < end ? name : line + strspn(line, " \t"));
	}
	config_destroy(&config);
	return good;
}

bool conf_load(struct conf *c, const char *path, struct err *e)
{
	char file[CONF_PATH_SIZE], *text;
	size_t size;
	conf_defaults(c);
	if (path && !str_copy(file, sizeof file, path))
		return err_set(e, ERR_CONFIG, "%s", _("The path of the configuration is too long."));
	if (!path)
		conf_find_file(file, sizeof file);
	STR_SET(c->file, file);
	struct reading r = { .file = file, .text = "", .e = e };
	if (!read_file(&r, &text, &size))
		return false;
	if (!text)
		return true;
	r.text = text;
	text[size] = '\n'; /* libconfig ends a comment only at a line's end; read_file left room */
	bool bom = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
	if (bom)
		memset(text, ' ', 3); /* what editors on Windows put first */
	bool good = check_bytes(&r, size) && check_tokens(&r) && parse(&r, c);
	free(text);
	if (!good)
		conf_defaults(c);
	STR_SET(c->file, file);
	c->read = good;
	return good;
}
