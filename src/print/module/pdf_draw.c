/* Fonts, text, lines and pages on libharu. */
#include "src/print/module/pdf.h"
#include <math.h>
#include <string.h>
#include <unistd.h>
#include "src/base/i18n.h"
#include "src/base/text.h"

#define FONT_DEFAULT "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

static float pt(int hundredths)
{
	return (float)hundredths / 100.0f;
}

/* The CP1252 byte of a character, 0 when it has none (Unicode consortium's CP1252.TXT). */
static unsigned char cp1252(int32_t point)
{
	static const uint16_t high[32] = {
		0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
		0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
	};
	if ((point >= 0x20 && point < 0x7F) || (point >= 0xA0 && point <= 0xFF))
		return (unsigned char)point;
	if (point == 0xFFFD || point > 0xFFFF) /* the gate's mark; beyond what libharu encodes */
		return '?';
	for (int i = 0; i < 32; i++)
		if (high[i] && high[i] == point)
			return (unsigned char)(0x80 + i);
	return 0;
}

static void refuse_font(struct pdf *p, const char *path)
{
	if (!p->bad)
		err_set(p->e, ERR_CONFIG, _("The report holds letters that need the font %s, and it cannot be read. Install the package fonts-dejavu-core or name another TTF file in the configuration."), path);
	p->bad = true;
}

static HPDF_Font wide_font(struct pdf *p)
{
	const char *path = p->o->font_path && *p->o->font_path ? p->o->font_path : FONT_DEFAULT;
	if (p->wide || p->bad)
		return p->wide;
	HPDF_UseUTFEncodings(p->doc);
	const char *name = access(path, R_OK) == 0 ? HPDF_LoadTTFontFromFile(p->doc, path, HPDF_TRUE) : NULL;
	if (name)
		p->wide = HPDF_GetFont(p->doc, name, "UTF-8");
	if (!p->wide) {
		refuse_font(p, path);
		HPDF_ResetError(p->doc);
		p->status = 0;
	}
	return p->wide;
}

static int advance(struct pdf *p, const char *s, int bytes, int32_t point, bool bold)
{
	unsigned char c = cp1252(point);
	if (c)
		return p->advance[bold][c];
	HPDF_Font font = wide_font(p);
	return font ? (int)HPDF_Font_TextWidth(font, (const HPDF_BYTE *)s, (HPDF_UINT)bytes).width : 600;
}

static int measure_bytes(void *ctx, const char *s, size_t bytes)
{
	struct type *t = ctx;
	int64_t sum = 0;
	for (size_t at = 0; at < bytes;) {
		int step;
		int32_t point = text_next(s + at, &step);
		sum += advance(t->pdf, s + at, step, point, t->bold);
		at += (size_t)step;
	}
	return (int)((sum * t->size + 999) / 1000);
}

struct measure pdf_measure(struct type *type)
{
	return (struct measure){ measure_bytes, type, type->size / 2 };
}

int pdf_text_width(struct pdf *p, const char *s, int size, bool bold)
{
	struct type t = { p, size, bold };
	return measure_bytes(&t, s, strlen(s));
}

/* Runs of characters of one font, one after another. */
static void show(struct pdf *p, const char *s, int size, bool bold)
{
	char run[256];
	while (*s) {
		size_t used = 0;
		int step;
		bool plain = cp1252(text_next(s, &step)) != 0;
		while (*s && used + 5 < sizeof run) {
			int32_t point = text_next(s, &step);
			unsigned char c = cp1252(point);
			if ((c != 0) != plain)
				break;
			if (plain)
				run[used++] = (char)c;
			else {
				memcpy(run + used, s, (size_t)step);
				used += (size_t)step;
			}
			s += step;
		}
		run[used] = '\0';
		HPDF_Font font = plain ? p->font[bold] : wide_font(p);
		if (!font)
			return;
		HPDF_Page_SetFontAndSize(p->page, font, pt(size));
		HPDF_Page_ShowText(p->page, run);
	}
}

void pdf_text(struct pdf *p, int x, int y, int width, const char *s, int size, bool bold, enum align align)
{
	if (!*s)
		return;
	int free_width = align == ALIGN_LEFT ? 0 : width - pdf_text_width(p, s, size, bold);
	if (align == ALIGN_CENTER)
		free_width /= 2;
	HPDF_Page_BeginText(p->page);
	HPDF_Page_MoveTextPos(p->page, pt(x + free_width), pt(p->height - y - size));
	show(p, s, size, bold);
	HPDF_Page_EndText(p->page);
}

void pdf_line(struct pdf *p, int x1, int y1, int x2, int y2, int thickness)
{
	HPDF_Page_SetLineWidth(p->page, pt(thickness));
	HPDF_Page_MoveTo(p->page, pt(x1), pt(p->height - y1));
	HPDF_Page_LineTo(p->page, pt(x2), pt(p->height - y2));
	HPDF_Page_Stroke(p->page);
}

void pdf_fill(struct pdf *p, int x, int y, int width, int height, double gray)
{
	HPDF_Page_SetGrayFill(p->page, (float)gray);
	HPDF_Page_Rectangle(p->page, pt(x), pt(p->height - y - height), pt(width), pt(height));
	HPDF_Page_Fill(p->page);
	HPDF_Page_SetGrayFill(p->page, 0);
}

/* CONTOH across the page, light enough to read through. */
static void watermark(struct pdf *p)
{
	const int size = 120 * PT;
	double angle = atan2(p->height, p->width), half = pdf_text_width(p, WORD_DEMO, size, true) / 200.0;
	double c = cos(angle), s = sin(angle), lift = size / 300.0;
	HPDF_Page_SetGrayFill(p->page, 0.91f);
	HPDF_Page_BeginText(p->page);
	HPDF_Page_SetFontAndSize(p->page, p->font[1], pt(size));
	HPDF_Page_SetTextMatrix(p->page, (float)c, (float)s, (float)-s, (float)c, (float)(p->width / 200.0 - half * c + lift * s), (float)(p->height / 200.0 - half * s - lift * c));
	HPDF_Page_ShowText(p->page, WORD_DEMO);
	HPDF_Page_EndText(p->page);
	HPDF_Page_SetGrayFill(p->page, 0);
}

void pdf_new_page(struct pdf *p)
{
	p->page = HPDF_AddPage(p->doc);
	HPDF_Page_SetWidth(p->page, pt(p->width));
	HPDF_Page_SetHeight(p->page, pt(p->height));
	p->pages = print_grow(p->arena, p->pages, p->count, &p->room, sizeof *p->pages);
	p->pages[p->count++] = p->page;
	p->y = p->top;
	p->empty = true;
	if (p->d->demo)
		watermark(p);
}

bool pdf_need(struct pdf *p, int height)
{
	if (p->empty || p->y + height <= p->bottom)
		return false;
	pdf_new_page(p);
	return true;
}

static void on_error(HPDF_STATUS status, HPDF_STATUS detail, void *user)
{
	struct pdf *p = user;
	(void)detail;
	if (!p->status)
		p->status = status;
}

bool pdf_open(struct pdf *p)
{
	p->doc = HPDF_New(on_error, p);
	if (!p->doc)
		return false;
	HPDF_SetCompressionMode(p->doc, HPDF_COMP_ALL);
	p->font[0] = HPDF_GetFont(p->doc, "Helvetica", "WinAnsiEncoding");
	p->font[1] = HPDF_GetFont(p->doc, "Helvetica-Bold", "WinAnsiEncoding");
	if (!p->font[0] || !p->font[1])
		return false;
	for (int bold = 0; bold < 2; bold++)
		for (int c = 0x20; c < 0x100; c++) {
			HPDF_BYTE byte = (HPDF_BYTE)c;
			p->advance[bold][c] = (int)HPDF_Font_TextWidth(p->font[bold], &byte, 1).width;
		}
	return true;
}
