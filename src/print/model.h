/*
 * What a document is made of, for document.c, store.c and the renderers only; layouts use document.h.
 * A document never holds a forbidden character (RELIABILITY.md, text gate): what is added passes print_gate(), what is loaded
 * is refused when it holds one. So a renderer may draw any text it finds; '\n' is the only control and means a new line.
 */
#ifndef PRINT_MODEL_H
#define PRINT_MODEL_H
#include "src/print/document.h"

#define PRINT_COLUMNS_MAX 64
#define PRINT_SIGNATURES_MAX 4
#define PRINT_ROW_LINES_MAX 20
#define PRINT_CHART_MAX 1000

/* Numbers stand in stored documents: never renumber, only add. */
enum block_kind {
	BLOCK_HEADING = 1, BLOCK_PARAGRAPH, BLOCK_PAIR, BLOCK_NOTE, BLOCK_PAGE_BREAK, BLOCK_SPACE, BLOCK_TABLE, BLOCK_CHART,
	BLOCK_SIGNATURES,
};

struct row { const char **cells; bool total; };

struct table {
	const char *caption;
	struct column *columns;
	int n;          /* columns, 1 .. PRINT_COLUMNS_MAX */
	bool carry;
	int row_height; /* lines, 1 .. PRINT_ROW_LINES_MAX */
	struct row *rows;
	size_t count, room;
};

struct chart { const char *caption; const char **labels; int64_t *values; int n; };

struct block {
	enum block_kind kind;
	const char *text, *value; /* value: of a pair */
	struct table *table;
	struct chart *chart;
	struct signature *signatures;
	int n; /* signatures */
};

struct reference { const char *label, *value; };

struct document {
	struct arena *arena;
	const char *title, *footer;
	const char *kop[4]; /* three levels and the address; "" = left out */
	bool demo, landscape;
	caldate date;
	struct reference *references;
	size_t nreferences, references_room;
	struct block *blocks;
	size_t nblocks, blocks_room;
	struct table *table; /* the last one: rows go there */
};

/* The words that pages carry of themselves. Indonesian whatever language the desk speaks: a closed month must reprint the same bytes. */
#define WORD_DEMO "CONTOH"
#define WORD_DEMO_LINE "*** CONTOH - bukan data sebenarnya ***"
#define WORD_PAGE "hal"
#define WORD_CONTINUED "(lanjutan)"
#define WORD_PAGE_TOTAL "Jumlah halaman ini"
#define WORD_UP_TO_PAGE "Jumlah s.d. halaman ini"
#define WORD_CARRIED "Pindahan"
#define WORD_NONE "Nihil" /* a table without rows */
#define WORD_NIP "NIP. "
#define WORD_LABEL "Uraian" /* columns of a letter's sheet */
#define WORD_VALUE "Isi"

/* Vector in the document's arena: room for one more. */
void *print_grow(struct arena *a, void *old, size_t count, size_t *room, size_t size);
struct block *document_block(struct document *d, enum block_kind kind);
/* What the sheets (CSV, XLSX) show of a document without any table: references, pairs and sentences. NULL when there is a table. In the arena. */
const struct table *print_letter_table(const struct document *d, struct arena *a);
/* Text gate out for paper and sheets: text in valid UTF-8 without forbidden characters, lines kept. NULL gives "". Held by the arena. */
char *print_gate(struct arena *a, const char *text);

/* Whether a cell is a whole number as reports write it (12, -5, 1.250.000, Rp50.000 with prefix true); dots only between groups of three. */
bool print_number(const char *cell, bool prefix, int64_t *out);

#endif
