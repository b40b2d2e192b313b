#include "data/table.h"

#include <assert.h>
#include <csv.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "data/dialect.h"

enum { MAX_COLUMNS = 10000, MAX_CELLS = 4000000, MAX_FIELD = 1 << 20 };

/* More faults of one kind in one file are counted, not listed. */
enum { MAX_LISTED = 10 };

/* One reading of a file: libcsv calls back for every field and every record. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    struct table *table;
    char *text; /* where the next field goes; the whole holds the file's size and a NUL more */
    struct cell *cells;
    size_t count, capacity;
    uint32_t *line_starts;
    size_t line_capacity;
    size_t record_start; /* cells before the record being read */
    uint32_t line;       /* physical line being fed, from 1 */
    uint32_t field_line; /* line on which the next field of the record starts */
    bool record_open;    /* the record goes on in the next line */
    size_t faults;
    bool stopped; /* a limit was passed */
};

static void stop(struct reading *reading, const char *limit) {
    struct source_pos pos = { reading->table->file, reading->line, 0 };
    diag_add(reading->diag, DIAG_CODE_CSV_TOO_LARGE, pos, "%s", limit);
    reading->stopped = true;
}

static void take_field(void *data, size_t size, void *user) {
    struct reading *reading = user;
    if (reading->stopped) {
        return;
    }
    if (size > MAX_FIELD) {
        stop(reading, "a field of more than 1 MiB");
        return;
    }
    if (reading->count - reading->record_start >= MAX_COLUMNS || reading->count >= MAX_CELLS) {
        stop(reading, reading->count >= MAX_CELLS ? "more than 4 000 000 cells" : "more than 10 000 columns");
        return;
    }
    reading->cells =
        arena_grow(reading->arena, reading->cells, reading->count, &reading->capacity, sizeof *reading->cells);
    uint32_t field = (uint32_t)(reading->count - reading->record_start);
    reading->cells[reading->count++] = (struct cell){ reading->text, reading->field_line, field };
    if (size > 0) {
        memcpy(reading->text, data, size);
    }
    reading->text[size] = '\0';
    reading->text += size + 1;
    reading->field_line = reading->line;
}

/* Room for the rest of the file at once: one row a line, each as wide as the header. */
static void reserve_cells(struct reading *reading) {
    const struct source_file *file = reading->table->file;
    const char *at = file->text, *end = file->text + file->size;
    size_t rows = 1;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        rows++;
        at++;
    }
    size_t most = (size_t)MAX_CELLS / reading->table->column_count;
    reading->capacity = (rows < most ? rows : most) * reading->table->column_count;
    reading->cells = arena_array(reading->arena, reading->capacity, sizeof *reading->cells);
}

/* The first record becomes the header; a record of another width is left out again. */
static void take_record(int end, void *user) {
    (void)end;
    struct reading *reading = user;
    reading->record_open = false;
    if (reading->stopped) {
        return;
    }
    size_t width = reading->count - reading->record_start;
    if (!reading->table->header) {
        reading->table->header = reading->cells;
        reading->table->column_count = width;
        reading->count = 0;
        reserve_cells(reading);
        return;
    }
    if (width == reading->table->column_count) {
        reading->record_start = reading->count;
        return;
    }
    struct source_pos pos = { reading->table->file, reading->cells[reading->record_start].line, 0 };
    if (++reading->faults <= MAX_LISTED) {
        diag_add(reading->diag, DIAG_CODE_CSV_RAGGED_ROW, pos, "%zu fields, the header has %zu", width,
                 reading->table->column_count);
    }
    reading->count = reading->record_start;
}

static int is_space(unsigned char byte) {
    (void)byte;
    return 0;
}

static bool is_blank(const char *text, size_t size) {
    return size == 0 || (size == 1 && text[0] == '\r');
}

/* True for a line without quotes, which every reader splits alike: most lines of most files. */
static bool is_plain(const struct reading *reading, const char *line, size_t size) {
    char quote = reading->table->dialect.quote;
    return !reading->record_open && (!quote || !memchr(line, quote, size)) && !memchr(line, '\r', size);
}

/* Splits a plain line without libcsv, five times as fast. */
static void split(struct reading *reading, const char *line, size_t size) {
    const char *end = line + size;
    for (const char *at = line; at;) {
        const char *delimiter = memchr(at, reading->table->dialect.delimiter, (size_t)(end - at));
        take_field((void *)(uintptr_t)at, (size_t)((delimiter ? delimiter : end) - at), reading);
        at = delimiter ? delimiter + 1 : NULL;
    }
    take_record('\n', reading);
}

/* Feeds the file line by line, so that every field knows its line although libcsv knows none. */
static void feed(struct reading *reading, struct csv_parser *parser) {
    const struct source_file *file = reading->table->file;
    const char *end = file->text + file->size;
    uint32_t skip = (uint32_t)reading->table->dialect.skip_lines;
    for (const char *at = file->text; at < end && !reading->stopped;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        reading->line_starts = arena_grow(reading->arena, reading->line_starts, reading->line, &reading->line_capacity,
                                          sizeof *reading->line_starts);
        reading->line_starts[reading->line++] = (uint32_t)(at - file->text);
        size_t size = (size_t)(next - at) - (newline ? 1 : 0);
        size_t text = size - (size > 0 && at[size - 1] == '\r');
        if (reading->line > skip && !is_blank(at, size) && is_plain(reading, at, text)) {
            reading->field_line = reading->line;
            split(reading, at, text);
        } else if (reading->line > skip && (reading->record_open || !is_blank(at, size))) {
            reading->field_line = reading->record_open ? reading->field_line : reading->line;
            reading->record_open = true;
            csv_parse(parser, at, (size_t)(next - at), take_field, take_record, reading);
        }
        at = next;
    }
}

/* Ends the last record. A line end that does not end it stands inside a quote that nobody closes, which has
 * swallowed the rest of the file: the record is left out and its start reported. */
static void finish(struct reading *reading, struct csv_parser *parser) {
    if (reading->record_open) {
        csv_parse(parser, "\n", 1, take_field, take_record, reading);
    }
    if (!reading->record_open) {
        return;
    }
    bool has_fields = reading->count > reading->record_start;
    uint32_t line = has_fields ? reading->cells[reading->record_start].line : reading->field_line;
    diag_add(reading->diag, DIAG_CODE_CSV_UNCLOSED_QUOTE, (struct source_pos){ reading->table->file, line, 0 }, NULL);
    reading->count = reading->record_start;
}

static void run(struct reading *reading) {
    struct csv_parser parser;
    if (csv_init(&parser, 0) != 0) {
        return;
    }
    csv_set_delim(&parser, (unsigned char)reading->table->dialect.delimiter);
    csv_set_quote(&parser, (unsigned char)reading->table->dialect.quote);
    csv_set_space_func(&parser, is_space);
    feed(reading, &parser);
    if (!reading->stopped) {
        finish(reading, &parser);
    }
    csv_free(&parser);
}

const struct table *table_read(struct arena *arena, struct diag *diag, const struct source_file *file,
                               struct dialect dialect) {
    struct source_pos pos = { file, 0, 0 };
    if (!dialect_settle(diag, file, &dialect)) {
        return NULL;
    }
    struct table *table = arena_alloc(arena, sizeof *table);
    table->file = file;
    table->dialect = dialect;
    struct reading reading = { .arena = arena, .diag = diag, .table = table };
    reading.text = arena_alloc(arena, file->size + 2);
    run(&reading);
    if (reading.stopped) {
        return NULL;
    }
    if (!table->header) {
        diag_add(diag, DIAG_CODE_CSV_NO_HEADER, pos, NULL);
        return NULL;
    }
    if (reading.faults > MAX_LISTED) {
        diag_add(diag, DIAG_CODE_DATA_MORE_FAULTS, pos, "%zu rows of another width in all", reading.faults);
    }
    table->line_starts = reading.line_starts;
    table->cells = reading.cells;
    table->row_count = reading.count / table->column_count;
    return table;
}

const struct cell *table_cell(const struct table *table, size_t row, size_t column) {
    assert(row < table->row_count && column < table->column_count);
    return &table->cells[row * table->column_count + column];
}

size_t table_find_column(const struct table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->header[i].text, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The first cell of the record in which cell stands. */
static const struct cell *record_of(const struct table *table, const struct cell *cell) {
    bool in_header = cell >= table->header && cell < table->header + table->column_count;
    return in_header ? table->header : cell - cell->field;
}

struct source_pos table_cell_pos(const struct table *table, const struct cell *cell) {
    struct source_pos pos = { table->file, record_of(table, cell)->line, 1 };
    const char *at = table->file->text + table->line_starts[pos.line - 1];
    const char *end = table->file->text + table->file->size;
    bool quoted = false;
    for (uint32_t field = 0; field < cell->field && at < end; at++) {
        if (table->dialect.quote != '\0' && *at == table->dialect.quote) {
            quoted = !quoted;
        }
        field += *at == table->dialect.delimiter && !quoted;
        pos.column++;
        if (*at == '\n') {
            pos.line++;
            pos.column = 1;
        }
    }
    return pos;
}

void table_dump(const struct table *table, struct buffer *out) {
    buffer_print(out, "table %s, %s\n", table->file->path, delimiter_name(table->dialect.delimiter));
    for (size_t i = 0; i < table->column_count; i++) {
        buffer_print(out, "column %zu %s\n", i + 1, table->header[i].text);
    }
    for (size_t row = 0; row < table->row_count; row++) {
        buffer_print(out, "%u:", table_cell(table, row, 0)->line);
        for (size_t column = 0; column < table->column_count; column++) {
            buffer_print(out, " [%s]", table_cell(table, row, column)->text);
        }
        buffer_byte(out, '\n');
    }
}
