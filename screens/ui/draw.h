/* Painting. Everything is clipped to the terminal and to the columns given, and goes through text_out(): nothing a record holds
 * can move the cursor or ring. Rows and columns from 0. Row 1 of UX.md is row 0 here. */
#ifndef UI_DRAW_H
#define UI_DRAW_H
#include "screens/ui/ui.h"

/* Writes text in exactly `cols` columns: cut by '~' (cut = true names) or plainly, padded with blanks. */
void draw_text(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text);
void draw_right(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text);  /* right aligned; too wide: #### */
void draw_centre(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text);
void draw_name(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text);   /* cut with ~ */
/* Writes without padding, at most cols; returns the columns used. */
int draw_put(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text);
int draw_printf(struct ui *ui, int row, int col, int cols, enum paint paint, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Name with the words that `search` (as typed) begins shown in PAINT_HIT; mono shows them in capitals. Padded, cut with ~. */
void draw_hits(struct ui *ui, int row, int col, int cols, enum paint paint, const char *text, const char *search);
void draw_fill(struct ui *ui, int row, int col, int cols, enum paint paint);
void draw_clear(struct ui *ui, struct area area);
void draw_hline(struct ui *ui, int row, int col, int cols);
void draw_vline(struct ui *ui, int row, int col, int rows);
/* A box around area (area includes the border), inside cleared; title in the upper border, may be NULL. */
void draw_box(struct ui *ui, struct area area, const char *title);
struct area draw_inside(struct area box); /* the cells inside a box's border, one blank left and right */
/* "#####" of value/max; at least one # when value > 0. Returns columns. */
int draw_bar(struct ui *ui, int row, int col, int cols, int64_t value, int64_t max);
/* "[text   ]": width columns inside the brackets. */
void draw_field(struct ui *ui, int row, int col, int width, bool focus, const char *text);
/* Text wrapped at blanks; newlines kept. Returns the rows needed; paints those from `skip` on that fit area. rows 0: measure only. */
int draw_wrap(struct ui *ui, struct area area, enum paint paint, const char *text, int skip);
/* Buttons "[ Save ]  [ Back ]", the chosen one in PAINT_FOCUS with the cursor. */
void draw_buttons(struct ui *ui, int row, int col, int cols, const char *const *labels, int count, int chosen);
/* Where the hardware cursor is parked when the frame is out: the focused row or field. */
void draw_cursor(struct ui *ui, int row, int col);

#endif
