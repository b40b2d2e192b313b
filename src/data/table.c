#include "data/table.h"

#include <assert.h>
#include <csv.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "data/dialect.h"

enum { MAX_COLUMNS = 10000, MAX_CELLS = 4000000, MAX_FIELD = 1 << 20 };

/* More faults of one kind in one file are counted, not listed. */
enum { MAX_LISTED = 10 };

/* Room for the texts of fields is taken in pieces of this size, less where the file has less left [byte]. */
enum { TEXT_PIECE = 1 << 15 };

/* One reading of a file: libcsv calls back for every field and every record. */
struct reading {
    struct arena *arena;
    struct arena *growing; /* for cells and lines until the file has been read */
    struct diag *diag;
    struct table *table;
    bool has_quotes, has_returns;      /* anywhere in the file */
    size_t offset;                     /* of the line being fed [byte] */
    const struct table_choice *choice; /* NULL: everything is kept */
    size_t deciding;                   /* fields that decide about a row */
    bool *wanted;                      /* by column; NULL before the header is known */
    struct field *fields;              /* of the row being read */
    char *text;                        /* where the next field goes */
    size_t room;                       /* left there */
    char *record_text;                 /* both as they were before the record being read by libcsv */
    size_t record_room;
    struct cell *cells;
    size_t count, capacity;
    uint32_t *line_starts;
    size_t line_capacity;
    size_t record_start; /* cells before the record being read */
    uint32_t line;       /* physical line being fed, from 1 */
    uint32_t field_line; /* line on which the next field of the record starts */
    bool record_open;    /* the record goes on in the next line */
    size_t faults;
    bool stopped; /* a limit was passed, or the header will not do */
};

static void stop(struct reading *reading, const char *limit) {
    struct source_pos pos = { reading->table->file, reading->line, 0 };
    diag_add(reading->diag, DIAG_CODE_CSV_TOO_LARGE, pos, "%s", limit);
    reading->stopped = true;
}

/* Further room for the texts of fields, at least least bytes: kept fields with their ends are never longer than the lines they stand in. */
static void take_room(struct reading *reading, size_t least) {
    size_t left = reading->table->file->size - reading->offset + 1;
    size_t room = left < TEXT_PIECE ? left : TEXT_PIECE;
    reading->room = room < least ? least : room;
    reading->text = arena_bytes(reading->arena, reading->room);
}

/* memcpy for what is mostly a few bytes long: the halves of it, which overlap, are copied without a call. */
static void copy_short(char *to, const char *from, size_t size) {
    uint64_t words[2];
    uint32_t halves[2];
    if (size > sizeof words) {
        memcpy(to, from, size);
    } else if (size >= sizeof *words) {
        memcpy(&words[0], from, sizeof *words);
        memcpy(&words[1], from + size - sizeof *words, sizeof *words);
        memcpy(to, &words[0], sizeof *words);
        memcpy(to + size - sizeof *words, &words[1], sizeof *words);
    } else if (size >= sizeof *halves) {
        memcpy(&halves[0], from, sizeof *halves);
        memcpy(&halves[1], from + size - sizeof *halves, sizeof *halves);
        memcpy(to, &halves[0], sizeof *halves);
        memcpy(to + size - sizeof *halves, &halves[1], sizeof *halves);
    } else if (size > 0) {
        to[0] = from[0];
        to[size / 2] = from[size / 2];
        to[size - 1] = from[size - 1];
    }
}

/* Copies a field to where it stays. */
static const char *keep_text(struct reading *reading, const char *data, size_t size) {
    if (size >= reading->room) {
        take_room(reading, size + 1);
    }
    char *text = reading->text;
    copy_short(text, data, size);
    text[size] = '\0';
    reading->text += size + 1;
    reading->room -= size + 1;
    return text;
}

/* Adds a cell for the field-th field of the record; false at a limit. */
static bool add_cell(struct reading *reading, size_t field, const char *data, size_t size) {
    if (size > MAX_FIELD) {
        stop(reading, "a field of more than 1 MiB");
        return false;
    }
    if (field >= MAX_COLUMNS || reading->count >= MAX_CELLS) {
        stop(reading, reading->count >= MAX_CELLS ? "more than 4 000 000 cells" : "more than 10 000 columns");
        return false;
    }
    if (reading->count == reading->capacity) {
        reading->cells =
            arena_grow(reading->growing, reading->cells, reading->count, &reading->capacity, sizeof *reading->cells);
    }
    const char *text = keep_text(reading, data, size);
    reading->cells[reading->count++] = (struct cell){ text, reading->field_line, (uint32_t)field };
    return true;
}

static void take_field(void *data, size_t size, void *user) {
    struct reading *reading = user;
    if (!reading->stopped) {
        add_cell(reading, reading->count - reading->record_start, data, size);
        reading->field_line = reading->line;
    }
}

/* Room for the rest of the file at once: one row a line. */
static void reserve_cells(struct reading *reading) {
    const struct source_file *file = reading->table->file;
    const char *at = file->text, *end = file->text + file->size;
    size_t rows = 1;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        rows++;
        at++;
    }
    size_t width = reading->table->column_count, most = (size_t)MAX_CELLS / width;
    reading->capacity = (rows < most ? rows : most) * reading->table->kept_count;
    reading->capacity += width; /* a record is read whole before it is thinned */
    reading->cells = arena_bytes(reading->growing, reading->capacity * sizeof *reading->cells);
}

/* Copies what was grown elsewhere to where it stays. */
static void *keep_all(struct arena *arena, const void *items, size_t size) {
    void *copy = arena_bytes(arena, size);
    return size > 0 ? memcpy(copy, items, size) : copy;
}

/* The first record becomes the header, and what is to be kept is settled. */
static void take_header(struct reading *reading, size_t width) {
    struct table *table = reading->table;
    table->header = keep_all(reading->arena, reading->cells, width * sizeof *reading->cells);
    table->column_count = width;
    table->line_starts = reading->line_starts; /* of the header, for messages about it */
    reading->count = reading->record_start = reading->capacity = 0;
    reading->cells = NULL;
    reading->fields = arena_array(reading->arena, width + 1, sizeof *reading->fields);
    reading->wanted = arena_array(reading->arena, width, sizeof *reading->wanted);
    memset(reading->wanted, true, width * sizeof *reading->wanted);
    const struct table_choice *choice = reading->choice;
    if (choice && !choice->choose(choice->user, table, reading->wanted, &reading->deciding)) {
        reading->stopped = true;
        return;
    }
    reading->wanted[0] = true; /* it tells where the row begins */
    size_t *places = arena_array(reading->arena, width, sizeof *places);
    for (size_t i = 0; i < width; i++) {
        places[i] = reading->wanted[i] ? table->kept_count++ : SIZE_MAX;
    }
    table->places = places;
    reserve_cells(reading);
}

static void report_width(struct reading *reading, uint32_t line, size_t width) {
    struct source_pos pos = { reading->table->file, line, 0 };
    if (++reading->faults <= MAX_LISTED) {
        diag_add(reading->diag, DIAG_CODE_CSV_RAGGED_ROW, pos, "%zu fields, the header has %zu", width,
                 reading->table->column_count);
    }
}

static bool is_kept(const struct reading *reading) {
    return reading->deciding == 0 || reading->choice->keep(reading->choice->user, reading->fields);
}

/* Leaves the wanted cells of the record that was just read, or none if the row is not kept. */
static void thin_record(struct reading *reading) {
    struct cell *cells = reading->cells + reading->record_start;
    size_t width = reading->table->column_count, kept = 0;
    for (size_t i = 0; i < reading->deciding; i++) {
        reading->fields[i] = (struct field){ cells[i].text, strlen(cells[i].text) };
    }
    bool keeps = is_kept(reading);
    for (size_t i = 0; i < width && keeps; i++) {
        if (reading->wanted[i]) {
            cells[kept++] = cells[i];
        }
    }
    reading->count = reading->record_start += kept;
    bool same_piece = (size_t)(reading->text - reading->record_text) + reading->room == reading->record_room;
    if (!keeps && same_piece) {
        reading->text = reading->record_text;
        reading->room = reading->record_room;
    }
}

/* A record of another width than the header is left out again. */
static void take_record(int end, void *user) {
    (void)end;
    struct reading *reading = user;
    reading->record_open = false;
    if (reading->stopped) {
        return;
    }
    size_t width = reading->count - reading->record_start;
    if (!reading->wanted) {
        take_header(reading, width);
    } else if (width == reading->table->column_count) {
        thin_record(reading);
    } else {
        report_width(reading, reading->cells[reading->record_start].line, width);
        reading->count = reading->record_start;
    }
}

static int is_space(unsigned char byte) {
    (void)byte;
    return 0;
}

static bool is_blank(const char *text, size_t size) {
    return size == 0 || (size == 1 && text[0] == '\r');
}

static size_t count_quotes(const char *line, size_t size, char quote) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += line[i] == quote;
    }
    return count;
}

/* True for a line that is a record of its own and that every reader splits alike, as far as its quotes allow: most lines of
 * most files. *quote is set to the character if there are any. */
static bool is_plain(const struct reading *reading, const char *line, size_t size, char *quote) {
    char declared = reading->table->dialect.quote;
    *quote = reading->has_quotes && memchr(line, declared, size) ? declared : '\0';
    bool whole = *quote == '\0' || count_quotes(line, size, *quote) % 2 == 0;
    return whole && !reading->record_open && !(reading->has_returns && memchr(line, '\r', size));
}

/* The first byte of that kind from text on, or end. Fields are short: a word at a time is faster than a call. Source of the test for a zero
 * byte: H. S. Warren, Hacker's Delight, 2nd ed., 6-1; what lies behind the first one found does not count. */
static const char *find_byte(const char *text, const char *end, char byte) {
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t pattern = ones * (unsigned char)byte;
    for (uint64_t word; (size_t)(end - text) >= sizeof word; text += sizeof word) {
        memcpy(&word, text, sizeof word);
        word = (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(word) : word) ^ pattern;
        uint64_t zeros = (word - ones) & ~word & ones << 7;
        if (zeros) {
            return text + __builtin_ctzll(zeros) / 8;
        }
    }
    while (text < end && *text != byte) {
        text++;
    }
    return text;
}

/* The end of the field at text, whose content is put into *field: the delimiter or end. NULL if its quotes are not simply
 * around it. */
static const char *find_end(const char *text, const char *end, char delimiter, char quote, struct field *field) {
    if (quote && text < end && *text == quote) {
        const char *close = memchr(text + 1, quote, (size_t)(end - text - 1));
        bool simple = close && (close + 1 == end || close[1] == delimiter);
        *field = (struct field){ text + 1, simple ? (size_t)(close - text - 1) : 0 };
        return simple ? close + 1 : NULL;
    }
    const char *stop = find_byte(text, end, delimiter);
    *field = (struct field){ text, (size_t)(stop - text) };
    return quote && memchr(text, quote, field->size) ? NULL : stop;
}

/* A line being split. */
struct splitting {
    const char *at, *end; /* at NULL: behind the last field */
    char quote;
    size_t count; /* fields found */
    bool failed;  /* quotes that only libcsv can tell */
};

/* Finds fields until there are most, or until the line ends. */
static void find_fields(struct reading *reading, struct splitting *line, size_t most) {
    char delimiter = reading->table->dialect.delimiter;
    size_t width = reading->table->column_count;
    while (line->at && line->count < most && !line->failed) {
        struct field *field = &reading->fields[line->count < width ? line->count : width];
        const char *stop = find_end(line->at, line->end, delimiter, line->quote, field);
        line->count++;
        line->failed = !stop;
        line->at = stop && stop < line->end ? stop + 1 : NULL;
    }
}

/* Splits a plain line without libcsv, many times as fast, and nothing of it that is not kept. False if libcsv must do it. */
static bool split(struct reading *reading, const char *text, size_t size, char quote) {
    struct splitting line = { .at = text, .end = text + size, .quote = quote };
    size_t width = reading->table->column_count;
    find_fields(reading, &line, reading->deciding);
    if (!line.failed && line.count == reading->deciding && !is_kept(reading)) {
        return true;
    }
    find_fields(reading, &line, SIZE_MAX);
    if (line.failed) {
        return false;
    }
    if (line.count != width) {
        report_width(reading, reading->line, line.count);
        return true;
    }
    for (size_t i = 0; i < width && !reading->stopped; i++) {
        if (reading->wanted[i]) {
            add_cell(reading, i, reading->fields[i].text, reading->fields[i].size);
        }
    }
    reading->record_start = reading->count;
    return true;
}

/* Takes a line that is not skipped: alone if that can be, else through libcsv, which may wait for the next ones. */
static void take_line(struct reading *reading, struct csv_parser *parser, const char *line, size_t size, size_t all) {
    char quote;
    size_t text = size - (size > 0 && line[size - 1] == '\r');
    if (is_blank(line, size) && !reading->record_open) {
        return;
    }
    if (!reading->record_open) {
        reading->field_line = reading->line;
        reading->record_text = reading->text;
        reading->record_room = reading->room;
    }
    if (reading->wanted && is_plain(reading, line, text, &quote) && split(reading, line, text, quote)) {
        return;
    }
    reading->record_open = true;
    csv_parse(parser, line, all, take_field, take_record, reading);
}

/* Feeds the file line by line, so that every field knows its line although libcsv knows none. */
static void feed(struct reading *reading, struct csv_parser *parser) {
    const struct source_file *file = reading->table->file;
    const char *end = file->text + file->size;
    uint32_t skip = (uint32_t)reading->table->dialect.skip_lines;
    for (const char *at = file->text; at < end && !reading->stopped;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        if (reading->line == reading->line_capacity) {
            reading->line_starts = arena_grow(reading->growing, reading->line_starts, reading->line,
                                              &reading->line_capacity, sizeof *reading->line_starts);
        }
        reading->offset = (size_t)(at - file->text);
        reading->line_starts[reading->line++] = (uint32_t)reading->offset;
        if (reading->line > skip) {
            take_line(reading, parser, at, (size_t)(next - at) - (newline ? 1 : 0), (size_t)(next - at));
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
    const struct source_file *file = reading->table->file;
    char quote = reading->table->dialect.quote;
    reading->has_quotes = quote && memchr(file->text, quote, file->size);
    reading->has_returns = memchr(file->text, '\r', file->size);
    feed(reading, &parser);
    if (!reading->stopped) {
        finish(reading, &parser);
    }
    csv_free(&parser);
}

const struct table *table_read(struct arena *arena, struct diag *diag, const struct source_file *file,
                               struct dialect dialect) {
    return table_read_chosen(arena, diag, file, dialect, NULL);
}

const struct table *table_read_chosen(struct arena *arena, struct diag *diag, const struct source_file *file,
                                      struct dialect dialect, const struct table_choice *choice) {
    struct source_pos pos = { file, 0, 0 };
    if (!dialect_settle(diag, file, &dialect)) {
        return NULL;
    }
    struct table *table = arena_alloc(arena, sizeof *table);
    table->file = file;
    table->dialect = dialect;
    struct arena *scratch = choice ? choice->scratch : NULL;
    struct reading reading = { .arena = arena, .growing = scratch ? scratch : arena, .diag = diag, .table = table,
                               .choice = choice };
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
    if (scratch) {
        table->line_starts = keep_all(arena, reading.line_starts, reading.line * sizeof *reading.line_starts);
        table->cells = keep_all(arena, reading.cells, reading.count * sizeof *reading.cells);
    }
    table->row_count = reading.count / table->kept_count;
    return table;
}

const struct cell *table_cell(const struct table *table, size_t row, size_t column) {
    assert(row < table->row_count && column < table->column_count && table->places[column] != SIZE_MAX);
    return &table->cells[row * table->kept_count + table->places[column]];
}

size_t table_find_column(const struct table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->header[i].text, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

void table_mask(const struct table *table, const struct cell *cell) {
    table->cells[cell - table->cells].text = ": c";
}

/* The first cell of the record in which cell stands. */
static const struct cell *record_of(const struct table *table, const struct cell *cell) {
    bool in_header = cell >= table->header && cell < table->header + table->column_count;
    return in_header ? table->header : table->cells + (size_t)(cell - table->cells) / table->kept_count * table->kept_count;
}

struct source_pos table_cell_pos(const struct table *table, const struct cell *cell) {
    if (table->dialect.delimiter == '\0') {
        return (struct source_pos){ table->file, cell->line, cell->field };
    }
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
