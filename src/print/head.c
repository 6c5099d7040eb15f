#include "src/print/head.h"
#include <stdio.h>
#include <string.h>
#include "src/base/date.h"
#include "src/base/rupiah.h"

#define DOTS "................................"
#define SHORT_DOTS ".................."

static const char *const months[] = { "", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember" };
static const char *const days[] = { "", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" };

struct document *head_document(const struct print_head *h, const char *title)
{
	struct document *d = document_new(title);
	document_letterhead(d, h->kop1, h->kop2, h->kop3, h->address);
	document_demo(d, h->demo);
	document_date(d, h->on);
	return d;
}

const char *head_or(const char *text, const char *otherwise)
{
	return text && *text ? text : otherwise;
}

const char *head_date(caldate on, struct arena *a)
{
	int year, month, day;
	if (on == DATE_NONE)
		return SHORT_DOTS;
	date_split(on, &year, &month, &day);
	return arena_printf(a, "%d %s %d", day, months[month], year);
}

const char *head_short(caldate on, struct arena *a)
{
	int year, month, day;
	if (on == DATE_NONE)
		return "-";
	date_split(on, &year, &month, &day);
	return arena_printf(a, "%02d-%02d-%04d", day, month, year);
}

const char *head_month(caldate month, struct arena *a)
{
	int year, number;
	date_split(month, &year, &number, NULL);
	return arena_printf(a, "%s %d", months[number], year);
}

const char *head_words(int64_t number, struct arena *a)
{
	char words[256];
	rupiah_terbilang(number, words, sizeof words);
	char *end = strstr(words, " rupiah");
	if (end)
		*end = '\0';
	return arena_dup(a, words);
}

const char *head_day_in_words(caldate on, struct arena *a)
{
	int year, month, day;
	if (on == DATE_NONE)
		return SHORT_DOTS " tanggal " SHORT_DOTS " bulan " SHORT_DOTS " tahun " SHORT_DOTS;
	date_split(on, &year, &month, &day);
	return arena_printf(a, "%s tanggal %s bulan %s tahun %s (%02d-%02d-%04d)", days[date_weekday(on)], head_words(day, a), months[month], head_words(year, a), day, month, year);
}

const char *head_money(rupiah amount, struct arena *a)
{
	char figures[RUPIAH_SIZE], words[256];
	rupiah_terbilang(amount, words, sizeof words);
	return arena_printf(a, "%s (%s)", rupiah_format(amount, figures), words);
}

const char *head_place_date(const struct print_head *h, struct arena *a)
{
	return arena_printf(a, "%s, %s", head_or(h->place, SHORT_DOTS), head_date(h->on, a));
}

const char *head_region(const char *name, struct arena *a)
{
	static const char whole[] = "Kabupaten ";
	const char *at = strstr(name, whole);
	return at ? arena_printf(a, "%.*sKab. %s", (int)(at - name), name, at + sizeof whole - 1) : name;
}

const char *head_nip(const char *nip, struct arena *a)
{
	if (!nip || strlen(nip) != 18 || strspn(nip, "0123456789") != 18)
		return head_or(nip, "");
	return arena_printf(a, "%.8s %.6s %.1s %.3s", nip, nip + 8, nip + 14, nip + 15);
}

struct signature head_signature(const char *above, const struct print_person *p, const char *standard, struct arena *a)
{
	const char *title = head_or(p->title, standard);
	if (p->acting && *p->acting)
		title = arena_printf(a, "%s %s", p->acting, title);
	return (struct signature){ above, title, head_or(p->name, DOTS), head_or(p->grade, ""), head_nip(p->nip, a) };
}
