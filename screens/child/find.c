/* Find a child from any screen (F3), and the same picker for forms that need one. */
#include <stdio.h>
#include <string.h>

#include "screens/app.h"
#include "screens/rows.h"
#include "screens/screens.h"
#include "screens/ui/picker.h"
#include "src/base/i18n.h"

row_id app_pick_child(struct ui *ui, const char *title, const struct resident_filter *filter)
{
	struct child_rows rows;
	struct list_source source = child_rows_source;
	if (!ui_who(ui)->panti) source.empty = N_("No child here. Those placed through the referrals of your district appear here. F6: look at those who left too."); /* an officer admits nobody */
	child_rows_begin(&rows, ui, filter, RESIDENT_BY_NAME);
	row_id id = picker_row(ui, title, &source, &rows, NULL);
	child_rows_end(&rows);
	return id;
}

bool app_find_child(struct ui *ui)
{
	const struct resident_filter everybody = { .status = RESIDENT_SEMUA };
	if (!ui_may(ui, RIGHT_RESIDENT_LIST)) {
		ui_refuse(ui, RIGHT_RESIDENT_LIST);
		return false;
	}
	row_id id = app_pick_child(ui, _("Find a child"), &everybody);
	return id && ui_push(ui, ui_who(ui)->panti ? &screen_resident_card : &screen_progress_child, &id); /* an officer reads of the own district's children what progress.h tells */
}
