#include "src/base/i18n.h"
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CATALOGUE "/id/LC_MESSAGES/pantidesk.mo"

bool i18n_start(const char *lang, const char *exe_dir)
{
	if (!setlocale(LC_ALL, ""))
		setlocale(LC_ALL, "C.UTF-8"); /* LC_ALL names a locale this machine does not have */
	setlocale(LC_NUMERIC, "C");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	/* gettext looks at LANGUAGE only while LC_MESSAGES is something other than "C". */
	const char *messages = setlocale(LC_MESSAGES, NULL);
	if (!messages || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", lang, 1);

	/* Run from the build tree the catalogue lies beside the program; installed, in the data folder. */
	char folder[4096], file[4096 + sizeof CATALOGUE];
	const char *found = PREFIX_DATADIR "/locale";
	if (exe_dir && snprintf(folder, sizeof folder, "%s/locale", exe_dir) < (int)sizeof folder) {
		snprintf(file, sizeof file, "%s" CATALOGUE, folder);
		if (access(file, R_OK) == 0)
			found = folder;
	}
	snprintf(file, sizeof file, "%s" CATALOGUE, found);
	bool there = access(file, R_OK) == 0;
	bindtextdomain("pantidesk", found);
	bind_textdomain_codeset("pantidesk", "UTF-8");
	textdomain("pantidesk");
	return there || strcmp(lang, "id") != 0;
}
