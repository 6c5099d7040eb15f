/*
 * What the program has stands in the papers about it, and they name nothing it has not: README.md, doc/panduan.md and the manual page against the tables
 * of commands, reports, exports, roles, configuration, exit codes and parts of the desk. Whoever adds one is told here what to write.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/exchange/export_list.h"
#include "db/report/report.h"
#include "src/base/buf.h"
#include "src/base/types.h"
#include "src/conf/conf.h"
#include "tests/terminal/command_line.h"

#define COMMAND(variable) #variable,
static const char *const commands[] = {
#include "src/command/commands.def"
};
#undef COMMAND
#define SCREEN(letter, class) letter,
static const char parts[] = {
#include "screens/screens.def"
};
#undef SCREEN
#define BEHIND sizeof "command_" - 1

struct papers { struct buf readme, guide; };

static void paper_read(const char *path, struct buf *out)
{
	char part[4096];
	size_t n;
	FILE *f = fopen(path, "rb");
	if (!f) fail_msg("%s cannot be opened: tests run in the project's folder", path);
	while ((n = fread(part, 1, sizeof part, f)) > 0) buf_add(out, part, n);
	assert_int_equal(ferror(f), 0);
	fclose(f);
	assert_true(out->size > 1000);
}

static int begin(void **state)
{
	static struct papers p; /* one at a time */
	p = (struct papers){ BUF_EMPTY, BUF_EMPTY };
	paper_read("README.md", &p.readme);
	paper_read("doc/panduan.md", &p.guide);
	*state = &p;
	return 0;
}

static int end(void **state)
{
	struct papers *p = *state;
	buf_free(&p->readme);
	buf_free(&p->guide);
	return 0;
}

/* `name` must stand in the paper between `before` and `after`; the message says what to add where. */
static int missing(struct buf *paper, const char *path, const char *before, const char *name, const char *after)
{
	char text[200];
	snprintf(text, sizeof text, "%s%s%s", before, name, after);
	if (strstr(buf_text(paper), text)) return 0;
	fprintf(stderr, "%s does not have: %s\n", path, text[0] == '\n' ? text + 1 : text);
	return 1;
}

static void readme_names_all(void **state)
{
	struct papers *p = *state;
	int bad = 0;
	for (size_t i = 0; i < COUNT(commands); i++) bad += missing(&p->readme, "README.md (Commands)", "`", commands[i] + BEHIND, "`");
	for (size_t i = 0; i < reports_count; i++) bad += missing(&p->readme, "README.md (Reports)", "\n| `", reports[i].name, "` |");
	for (int i = 0; i < export_lists_count; i++) bad += missing(&p->readme, "README.md (Exports)", "`", export_lists[i].name, "`");
	for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1) bad += missing(&p->readme, "README.md (Who may do what)", "\n| `", role_code((enum role)r), "` |");
	for (size_t i = 0; i < COUNT(parts); i++) bad += missing(&p->readme, "README.md (Parts of the desk)", "\n| ", (char[]){ parts[i], '\0' }, " |");
	assert_int_equal(bad, 0);
}

/* "Rujukan (R)": the clerk finds each letter of Home with what it is for. */
static void guide_names_parts(void **state)
{
	struct papers *p = *state;
	int bad = 0;
	for (size_t i = 0; i < COUNT(parts); i++) bad += missing(&p->guide, "doc/panduan.md", "(", (char[]){ parts[i], '\0' }, ")");
	assert_int_equal(bad, 0);
}

/* The word behind `before`, wherever it stands in the paper, is one of those that are known. */
static int unknown(struct buf *paper, const char *path, const char *before, bool (*known)(const char *word))
{
	int bad = 0;
	for (const char *at = buf_text(paper); (at = strstr(at, before)) != NULL;) {
		char word[60];
		size_t n = 0;
		at += strlen(before);
		while (n + 1 < sizeof word && (islower((unsigned char)at[n]) || at[n] == '-')) word[n] = at[n], n++;
		word[n] = '\0';
		if (!n || word[0] == '-' || known(word)) continue; /* NAME, an option, or one there is */
		fprintf(stderr, "%s names what the program does not have: %s%s\n", path, before, word);
		bad++;
	}
	return bad;
}

static bool report_known(const char *word) { return strcmp(word, "list") == 0 || report_find(word) != NULL; }

static bool export_known(const char *word)
{
	bool found = strcmp(word, "residents") == 0;
	for (int i = 0; i < export_lists_count; i++) found = found || strcmp(word, export_lists[i].name) == 0;
	return found;
}

static bool command_known(const char *word)
{
	bool found = false;
	for (size_t i = 0; i < COUNT(commands); i++) found = found || strcmp(word, commands[i] + BEHIND) == 0;
	return found;
}

static void papers_name_what_is_there(void **state)
{
	struct papers *p = *state;
	struct { struct buf *paper; const char *path; } both[] = { { &p->readme, "README.md" }, { &p->guide, "doc/panduan.md" } };
	int bad = 0;
	for (size_t i = 0; i < COUNT(both); i++) {
		bad += unknown(both[i].paper, both[i].path, "pantidesk report ", report_known) + unknown(both[i].paper, both[i].path, "panti@host report ", report_known);
		bad += unknown(both[i].paper, both[i].path, "panti@alamat report ", report_known);
		bad += unknown(both[i].paper, both[i].path, "pantidesk export ", export_known) + unknown(both[i].paper, both[i].path, "panti@host export ", export_known);
		bad += unknown(both[i].paper, both[i].path, "\npantidesk ", command_known) + unknown(both[i].paper, both[i].path, "`pantidesk ", command_known);
		bad += unknown(both[i].paper, both[i].path, "sudo pantidesk ", command_known);
	}
	assert_int_equal(bad, 0);
}

/* The manual page, in both languages, as the program prints it. */
static void manual_names_all(void **state)
{
	(void)state;
	struct clerk line;
	line_begin(&line);
	for (int lang = 0; lang < 2; lang++) {
		size_t keys = 0;
		const struct conf_key *key = conf_keys(&keys);
		char entry[100];
		clerk_lang(&line, lang ? "id" : "en");
		char *man = GIVES(&line, NULL, "man");
		for (size_t i = 0; i < COUNT(commands); i++) snprintf(entry, sizeof entry, "\n.It Cm %s ", commands[i] + BEHIND), HAS(man, entry);
		for (size_t i = 0; i < reports_count; i++) snprintf(entry, sizeof entry, "\n.It Cm %s\n", reports[i].name), HAS(man, entry);
		for (int i = 0; i < export_lists_count; i++) snprintf(entry, sizeof entry, "\n.It Cm %s\n", export_lists[i].name), HAS(man, entry);
		for (unsigned r = ROLE_ADMIN; r <= ROLE_PEMERIKSA; r <<= 1) snprintf(entry, sizeof entry, "\n.It Cm %s\n", role_code((enum role)r)), HAS(man, entry);
		for (size_t i = 0; i < keys; i++) snprintf(entry, sizeof entry, "\n.It Va %s No", key[i].name), HAS(man, entry);
		HAS(man, "outbox get monthly\\-2026\\-07.pdf");
		HAS(man, "\n.It Pa /etc/pantidesk/keys\n");
		free(man);
		/* What export --help offers is what there is to export. */
		char *help = GIVES(&line, NULL, "export", "--help");
		for (int i = 0; i < export_lists_count; i++) snprintf(entry, sizeof entry, "|%s", export_lists[i].name), HAS(help, entry);
		free(help);
	}
	clerk_end(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(readme_names_all, begin, end),
		cmocka_unit_test_setup_teardown(guide_names_parts, begin, end),
		cmocka_unit_test_setup_teardown(papers_name_what_is_there, begin, end),
		cmocka_unit_test(manual_names_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
