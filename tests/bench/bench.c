/* bench [--quick] [--dir DIR]: measures pantidesk against the floors beside it and prints one table, also to DIR/table.md. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double bench_quantile(double *v, int n, double q)
{
	if (n < 1)
		return 0;
	qsort(v, (size_t)n, sizeof *v, by_value);
	int i = (int)(q * (n - 1) + 0.5);
	return v[i];
}

static void amount(char *out, size_t size, double v, const char *unit)
{
	if (v < 0)
		snprintf(out, size, "-");
	else if (strcmp(unit, "ms") == 0)
		snprintf(out, size, v < 10 ? "%.2f ms" : v < 1000 ? "%.1f ms" : "%.0f ms", v);
	else if (strcmp(unit, "MB") == 0 || strcmp(unit, "M instr.") == 0)
		snprintf(out, size, v < 10 ? "%.2f %s" : "%.1f %s", v, unit);
	else
		snprintf(out, size, "%.0f %s", v, unit);
}

void bench_add(struct bench *b, const char *work, double floor, double ours, const char *unit, enum bench_goal kind, double limit, const char *goal)
{
	struct result *r = &b->rows[b->n];
	if (b->n + 1 < (int)(sizeof b->rows / sizeof *b->rows))
		b->n++;
	double ratio = floor > 0 && ours >= 0 ? ours / floor : -1;
	snprintf(r->work, sizeof r->work, "%s", work);
	amount(r->floor, sizeof r->floor, floor, unit);
	amount(r->ours, sizeof r->ours, ours, unit);
	snprintf(r->ratio, sizeof r->ratio, ratio < 0 ? "-" : "%.2f", ratio);
	snprintf(r->goal, sizeof r->goal, "%s", goal);
	double judged = kind == GOAL_RATIO ? ratio : ours;
	r->over = kind == GOAL_NONE || judged < 0 ? -1 : judged > limit;
	fprintf(stderr, "  %-58s %12s %12s %6s  %s\n", r->work, r->floor, r->ours, r->ratio, r->over < 0 ? "" : r->over ? "OVER" : "ok");
}

void bench_print(const struct bench *b)
{
	char path[260];
	snprintf(path, sizeof path, "%s/table.md", b->dir);
	FILE *f = fopen(path, "w");
	printf("%-58s %12s %12s %6s  %-28s\n", "work", "floor", "ours", "ratio", "goal");
	if (f)
		fprintf(f, "| work | floor | ours | ratio | goal | |\n|---|---|---|---|---|---|\n");
	for (int i = 0; i < b->n; i++) {
		const struct result *r = &b->rows[i];
		const char *state = r->over < 0 ? "" : r->over ? "over" : "ok";
		printf("%-58s %12s %12s %6s  %-28s %s\n", r->work, r->floor, r->ours, r->ratio, r->goal, state);
		if (f)
			fprintf(f, "| %s | %s | %s | %s | %s | %s |\n", r->work, r->floor, r->ours, r->ratio, r->goal, state);
	}
	if (f)
		fclose(f);
}

static bool installed(const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "/usr/bin/%s", name);
	return access(path, X_OK) == 0;
}

int main(int argc, char **argv)
{
	struct bench b = { .count = 500000, .small_count = 1000 };
	const char *build = getenv("B") ? getenv("B") : "build", *dir = NULL, *only = "";
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--quick") == 0)
			b.quick = true;
		else if (strcmp(argv[i], "--dir") == 0 && i + 1 < argc)
			dir = argv[++i];
		else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
			only = argv[++i];
		else
			return fprintf(stderr, "bench [--quick] [--dir DIR] [--only terminal|data|follow]\n"), 64;
	if (b.quick)
		b.count = 10000;
	char *top = realpath(build, NULL);
	if (!top)
		return perror(build), 66;
	snprintf(b.exe, sizeof b.exe, "%s/pantidesk", top);
	snprintf(b.minsql, sizeof b.minsql, "%s/tests/bench/minsql", top);
	snprintf(b.minlist, sizeof b.minlist, "%s/tests/bench/minlist", top);
	if (dir)
		snprintf(b.dir, sizeof b.dir, "%s", dir);
	else
		snprintf(b.dir, sizeof b.dir, "%.180s/bench", top);
	free(top);
	b.strace = installed("strace");
	b.valgrind = installed("valgrind") && !b.quick;
	if (!bench_prepare(&b))
		return 70;
	if (!*only || strcmp(only, "terminal") == 0)
		bench_terminal(&b);
	if (!*only || strcmp(only, "data") == 0)
		bench_data(&b);
	if (!*only || strcmp(only, "follow") == 0)
		bench_follow(&b);
	bench_print(&b);
	return 0;
}
