/* Finding and loading pantidesk-print.so. */
#include "src/print/module.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "src/base/buf.h"
#include "src/base/date.h"
#include "src/base/i18n.h"
#include "src/base/mem.h"
#include "src/base/text.h"
#include "src/print/lines.h"
#include "src/print/temporary.h"

#define MODULE_FILE "pantidesk-print.so"

/* What the module calls in this program (host.list): referred to here so that the linker takes it from the archives. */
#define F(function) ((void (*)(void))(function))
extern void (*const module_host[])(void);
void (*const module_host[])(void) = {
	F(arena_free), F(arena_new), F(arena_printf), F(arena_reset), F(buf_add), F(carry_add), F(carry_cells), F(carry_new_page),
	F(date_make), F(date_split), F(err_set), F(foot_make), F(lines_wrap), F(mem_alloc), F(mem_dup), F(pairs_count),
	F(print_grow), F(print_number), F(table_kept_rows), F(table_none_cells), F(table_widths), F(temporary_file), F(text_next),
};

/* The folder of the running program, from the kernel and not from argv. */
static bool own_folder(char *out, size_t size)
{
	ssize_t got = readlink("/proc/self/exe", out, size - 1);
	if (got <= 0)
		return false;
	out[got] = '\0';
	char *slash = strrchr(out, '/');
	if (!slash)
		return false;
	*slash = '\0';
	return true;
}

const struct print_module *module_open(void **handle, struct err *e)
{
	char folder[3800], path[4096];
	*handle = NULL;
	bool known = own_folder(folder, sizeof folder);
	if (known) {
		snprintf(path, sizeof path, "%s/%s", folder, MODULE_FILE);
		known = access(path, F_OK) == 0;
	}
	if (!known)
		snprintf(path, sizeof path, "%s/pantidesk/%s", PREFIX_LIBDIR, MODULE_FILE);
	*handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!*handle) {
		const char *why = dlerror();
		err_set(e, ERR_UNAVAILABLE, _("PDF and XLSX need %s, and it cannot be loaded (%s). Install pantidesk again, or print as text or CSV."), path, why ? why : "?");
		return NULL;
	}
	const struct print_module *m = dlsym(*handle, PRINT_MODULE_SYMBOL);
	if (!m) {
		err_set(e, ERR_UNAVAILABLE, _("%s belongs to another version of pantidesk. Install pantidesk again."), path);
		module_close(*handle);
		*handle = NULL;
	}
	return m;
}

void module_close(void *handle)
{
	if (handle)
		dlclose(handle);
}

bool render_pdf(const struct document *d, const struct render_options *o, struct buf *out, struct err *e)
{
	void *handle;
	const struct print_module *m = module_open(&handle, e);
	bool ok = m && m->pdf(d, o, out, e);
	module_close(handle);
	return ok;
}
