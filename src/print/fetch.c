#include "src/print/fetch.h"

#include <stdio.h>
#include <string.h>


enum { COLUMNS = 76, PORT = 22 };
#define ALNUM "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* Only what a host or account is made of, and never an option: the line is copied into a shell. */
static bool put(char *out, size_t size, const char *from, size_t n, const char *letters)
{
	if (n == 0 || n >= size || *from == '-' || *from == '.')
		return false;
	memcpy(out, from, n);
	out[n] = 0;
	return strspn(out, letters) == n;
}

static bool put_port(int *out, const char *text, size_t n)
{
	int port = 0;
	for (size_t i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9' || port > 65535)
			return false;
		port = port * 10 + (text[i] - '0');
	}
	*out = port;
	return n > 0 && port > 0 && port <= 65535;
}

static bool put_address(const char *at, struct fetch *f)
{
	const char *sign = strchr(at, '@');
	if (sign && !put(f->user, sizeof f->user, at, (size_t)(sign - at), ALNUM "._-"))
		return false;
	at = sign ? sign + 1 : at;
	const char *close = *at == '[' ? strchr(at, ']') : NULL, *colon = strchr(close ? close : at, ':');
	if (!close && colon && strchr(colon + 1, ':'))
		colon = NULL; /* an IPv6 address without brackets has no port */
	size_t n = colon ? (size_t)(colon - at) : strlen(at);
	if (colon && !put_port(&f->port, colon + 1, strlen(colon + 1)))
		return false;
	if (close)
		return close + 1 == at + n && put(f->host, sizeof f->host, at + 1, n - 2, ALNUM ".:-");
	return put(f->host, sizeof f->host, at, n, ALNUM ".:-");
}

/* "client port server port" */
static bool put_connection(const char *at, struct fetch *f)
{
	const char *word[4];
	size_t size[4];
	for (int i = 0; i < 4; i++) {
		word[i] = at;
		size[i] = strcspn(at, " ");
		at += size[i] + (at[size[i]] == ' ');
	}
	return put(f->host, sizeof f->host, word[2], size[2], ALNUM ".:-") && put_port(&f->port, word[3], size[3]);
}

bool fetch_from(const char *address, const char *connection, const char *login, struct fetch *out)
{
	*out = (struct fetch){ .port = PORT };
	bool found = connection && *connection && put_connection(connection, out);
	if (*address) {
		out->port = PORT; /* another name for the machine, perhaps before a router: its own port */
		found = put_address(address, out);
	}
	return found && (*out->user || put(out->user, sizeof out->user, login, strlen(login), ALNUM "._-"));
}

void fetch_line(const struct fetch *f, enum fetch_with with, const char *name, char out[FETCH_LINE_SIZE])
{
	char port[24] = "";
	if (f->port != PORT)
		snprintf(port, sizeof port, " %s %d", with == FETCH_SSH ? "-p" : "-P", f->port);
	int used = snprintf(out, FETCH_LINE_SIZE, "%s%s %s@%s outbox get %s > ", with == FETCH_SSH ? "ssh" : "plink", port, f->user, f->host, name);
	const char *dot = strrchr(name, '.'), *end = dot ? dot : name + strlen(name);
	int room = COLUMNS - used - (int)strlen(end), stem = (int)(end - name);
	if (stem > room) { /* "referrals-by-district-2026.pdf" is kept as "referrals.pdf", or as much of it as there is room for */
		int word = (int)strcspn(name, "-.");
		stem = word > room && room >= 3 ? room : word; /* else the box breaks the line at a blank */
	}
	snprintf(out + used, FETCH_LINE_SIZE - (size_t)used, "%.*s%s", stem, name, end);
}
