#include "src/command/output.h"

#include <stdio.h>
#include <string.h>

#include "src/base/text.h"

void output_begin(struct output *o, const struct invocation *in, const struct output_column *columns, int n)
{
	*o = (struct output){ .columns = columns, .n = n, .json = in->json, .first = true };
	if (o->json) putchar('[');
}

static void json_text(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\') putchar('\\');
		putchar(*s); /* controls never pass the text gate */
	}
	putchar('"');
}

void output_row(struct output *o, const char *const *cells)
{
	if (o->json) printf("%s\n{", o->first ? "" : ",");
	for (int i = 0; i < o->n; i++) {
		char safe[1024];
		text_out(cells[i] ? cells[i] : "", safe, sizeof safe, false);
		if (o->json) {
			if (i) printf(", ");
			json_text(o->columns[i].name);
			printf(": ");
			if (o->columns[i].right && *safe && !safe[strspn(safe, "0123456789")]) fputs(safe, stdout);
			else json_text(safe);
			continue;
		}
		int blanks = o->columns[i].width - text_width(safe);
		if (o->columns[i].right) printf("%*s", blanks > 0 ? blanks : 0, "");
		fputs(safe, stdout);
		if (i + 1 < o->n) printf("%*s", (o->columns[i].right || blanks < 0 ? 0 : blanks) + 1, "");
	}
	if (o->json) putchar('}');
	else putchar('\n');
	o->first = false;
}

void output_end(struct output *o)
{
	if (o->json) puts("\n]");
}
