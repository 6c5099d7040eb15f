/* A program on a real pseudo terminal, measured: bytes, reads, time to the last byte of a frame, processor time, memory, wake-ups. */
#ifndef TESTS_BENCH_PTY_H
#define TESTS_BENCH_PTY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pty { pid_t pid; int fd; double started; };
struct frame { double first_ms, ms; size_t bytes; }; /* from the key (or the start) to the first and to the last byte; < 0: nothing came */
struct usage { double cpu_ms; long rss_kb, peak_kb, wakeups; int64_t read_bytes; };

double now_ms(void);
/* 80x24, TERM=xterm-256color, no environment but PATH, HOME, LANG; ssh: as over SSH (hemat jaringan). ahead: keys typed before the program reads. */
bool pty_start(struct pty *p, const char *const *argv, bool ssh, const char *ahead);
/* Reads until nothing comes for quiet ms; waits at most wait ms for the first byte. Queries of the terminal are not answered. */
struct frame pty_frame(struct pty *p, double since, int quiet, int wait);
struct frame pty_key(struct pty *p, const char *keys, int quiet, int wait);
struct usage pty_usage(const struct pty *p);
void pty_stop(struct pty *p, const char *keys); /* keys to leave with, then the line is hung up. Killed after 20 s */

#endif
