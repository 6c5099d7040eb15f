/* Waiting for and reading keys, signals and news: one poll(2), no timers of our own but the escape delay. */
#include "screens/ui/term_state.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "src/base/clock.h"
#include "src/base/mem.h"

#define ESCAPE_DELAY 50 /* ms: a lone Esc against the rest of a sequence on a slow line */
#define KEY_BYTES 0x40000000 /* in the headless queue: a byte for the decoder, not a key */

/* A key out of what was read already; K_NONE when that is used up. */
static int key_ready(struct term *t)
{
	while (t->queue_at < t->queue_size) {
		int entry = t->queue[t->queue_at++];
		int key = entry & KEY_BYTES ? key_decode(&t->decoder, (unsigned char)(entry & 255)) : entry;
		if (t->queue_at == t->queue_size)
			t->queue_at = t->queue_size = 0;
		if (key != K_NONE)
			return key;
	}
	while (t->input_at < t->input_size) {
		int key = key_decode(&t->decoder, t->input[t->input_at++]);
		if (key != K_NONE)
			return key;
	}
	return K_NONE;
}

static bool input_read(struct term *t)
{
	ssize_t n = read(t->in_fd, t->input, sizeof t->input);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	t->input_at = 0;
	t->input_size = n > 0 ? (int)n : 0;
	return n > 0;
}

static enum term_event signal_read(struct term *t)
{
	struct signalfd_siginfo info;
	enum term_event event = TERM_TIMEOUT;

	while (read(t->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGCONT) { /* stopped from outside and let go again */
			term_mode_raw(t);
			term_redraw(t);
			event = TERM_WINCH;
		} else if (info.ssi_signo == SIGWINCH) {
			event = event == TERM_END ? event : TERM_WINCH;
		} else {
			event = TERM_END;
		}
	}
	return event;
}

static enum term_event wait_headless(struct term *t, int wait_ms)
{
	if (key_decode_waiting(&t->decoder))
		return TERM_KEY;
	if (wait_ms < 0)
		return TERM_END;
	(void)poll(NULL, 0, wait_ms);
	return TERM_TIMEOUT;
}

enum term_event term_wait(struct term *t, int wait_ms, int extra_fd, int *key)
{
	utc_ms until = wait_ms > 0 ? clock_monotonic() + wait_ms : 0;

	for (;;) {
		*key = key_ready(t);
		if (*key != K_NONE)
			return TERM_KEY;
		if (t->ended)
			return TERM_END;
		if (t->headless) {
			enum term_event event = wait_headless(t, wait_ms);
			if (event == TERM_KEY && (*key = key_decode_timeout(&t->decoder)) == K_NONE)
				continue;
			return event;
		}
		bool escaped = key_decode_waiting(&t->decoder);
		int ms = wait_ms;
		if (wait_ms > 0) {
			utc_ms left = until - clock_monotonic();
			ms = left < 0 ? 0 : (int)left;
		}
		if (escaped && (ms < 0 || ms > ESCAPE_DELAY))
			ms = ESCAPE_DELAY;
		struct pollfd p[3] = {
			{ .fd = t->signal_fd, .events = POLLIN }, { .fd = t->in_fd, .events = POLLIN }, { .fd = extra_fd, .events = POLLIN },
		};
		int n = poll(p, 3, ms);
		if (n < 0)
			continue; /* EINTR */
		if (p[0].revents) {
			enum term_event event = signal_read(t);
			t->ended = t->ended || event == TERM_END;
			if (event != TERM_TIMEOUT)
				return event;
		}
		if (p[1].revents) {
			if (!input_read(t))
				t->ended = true; /* end of input: nobody is there any more */
			continue;
		}
		if (p[2].revents)
			return TERM_EXTRA;
		if (n == 0 && escaped && (wait_ms != 0 || ms == 0)) {
			*key = key_decode_timeout(&t->decoder);
			if (*key != K_NONE)
				return TERM_KEY;
			continue;
		}
		if (n == 0 && (wait_ms == 0 || (wait_ms > 0 && clock_monotonic() >= until)))
			return TERM_TIMEOUT;
	}
}

bool term_pending(const struct term *t)
{
	if (t->queue_at < t->queue_size || t->input_at < t->input_size)
		return true;
	if (t->headless)
		return false;
	struct pollfd p = { .fd = t->in_fd, .events = POLLIN };
	return poll(&p, 1, 0) > 0;
}

void term_discard(struct term *t)
{
	t->input_at = t->input_size = 0;
	t->decoder.size = 0;
	t->decoder.pasting = false;
	if (!t->headless)
		(void)tcflush(t->in_fd, TCIFLUSH);
}

static void queue_put(struct term *t, int entry)
{
	if (t->queue_size == t->queue_room) {
		t->queue_room = t->queue_room ? 2 * t->queue_room : 64;
		t->queue = mem_grow(t->queue, (size_t)t->queue_room * sizeof *t->queue);
	}
	t->queue[t->queue_size++] = entry;
}

void term_queue(struct term *t, int key)
{
	queue_put(t, key);
}

void term_queue_bytes(struct term *t, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		queue_put(t, KEY_BYTES | (unsigned char)s[i]);
}

bool term_escaped(struct term *t)
{
	bool escaped = false;

	while (!t->headless && !t->ended) {
		struct pollfd p[2] = { { .fd = t->in_fd, .events = POLLIN }, { .fd = t->signal_fd, .events = POLLIN } };
		if (t->input_at == t->input_size) {
			if (poll(p, 2, 0) <= 0)
				break;
			if (p[1].revents && signal_read(t) == TERM_END)
				t->ended = true;
			if (p[0].revents && !input_read(t))
				t->ended = true;
			continue;
		}
		int key = key_decode(&t->decoder, t->input[t->input_at++]);
		if (key == K_NONE && t->input_at == t->input_size)
			key = key_decode_timeout(&t->decoder);
		if (key == K_ESC)
			escaped = true;
		else if (key != K_NONE && key != K_PASTE)
			queue_put(t, key);
	}
	return escaped || t->ended;
}

const struct key_decoder *term_decoder(const struct term *t)
{
	return &t->decoder;
}
