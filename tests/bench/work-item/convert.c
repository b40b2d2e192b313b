/* Turns the work item's CSV files, one a document, into a publication: descriptions, datasets, codes, shapes.
 *
 * usage: convert FOLDER FILE.csv...
 *
 * FOLDER holds what all documents share (templates, fonts, definitions); what is written lies beside it. The form of the
 * CSV files is told in README.md. A file that cannot be read, or is not of that form, ends the program with status 1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"

enum { FIELDS_MAX = 12, COLUMNS_MAX = 7, RANKED_MAX = 64 };

/* Metres of the map that one unit of a shape takes, and between two countries, which must not see each other. */
enum { UNIT_METRES = 100, COUNTRY_METRES = 300000, COUNTRIES_ACROSS = 8, ORIGIN_METRES = 2500000, BOX_HEIGHT = 620 };

/* Countries beyond the first square of them lie closer together, beside it. */
enum { CLOSE_METRES = 150000, CLOSE_ACROSS = 48, CLOSE_LEFT = 5500000, CLOSE_LOW = 300000 };

/* A country's districts. */
enum { SHAPES_ACROSS = 8, SHAPES_DOWN = 5, POINTS_A_SIDE = 15 };

/* One row of a CSV file. */
struct row {
    const char *fields[FIELDS_MAX];
    size_t count;
};

/* What is written for all documents; written out and emptied after each. */
struct writing {
    struct arena *arena;    /* of the document at work */
    struct arena *lasting;
    struct diag *diag;
    const char *folder;
    struct buffer subjects, codes, countries, shapes, outlines;
    struct buffer bars, districts, density, radar, scatter, stack;
    size_t country_count;
    bool failed;
};

/* One document while its rows go by. */
struct sheet {
    struct writing *writing;
    const char *code, *name;
    struct buffer front, text, notes, cells, sources;
    struct buffer areas, peers;         /* rows of charts that differ by document */
    struct buffer borders[4];           /* of all shapes, by side, going round */
    size_t shape_count;
    struct buffer columns[COLUMNS_MAX]; /* of the table whose rows go by */
    const char *table;                  /* its kind; NULL: none */
    size_t rows;
    const char *heading;
    size_t run;     /* of text below the heading, parted by figures and tables */
    bool in_run, in_list;
};

/* --- reading --- */

/* Cuts one field at *at, which is moved behind its end; quotes are taken off in place. Returns false at the end of a row. */
static bool cut_field(char **at, const char **field) {
    char *from = *at, *to = *at;
    *field = to;
    if (*from == '"') {
        for (from++; *from && (*from != '"' || from[1] == '"'); from++) {
            from += *from == '"';
            *to++ = *from;
        }
        from += *from == '"';
    } else {
        to = from += strcspn(from, ",\n");
    }
    bool more = *from == ',';
    *at = from + (*from != '\0');
    *to = '\0';
    return more;
}

/* The next row at *at; false at the end of the file. */
static bool read_row(char **at, struct row *row) {
    *row = (struct row){ .count = 0 };
    for (size_t i = 0; i < FIELDS_MAX; i++) {
        row->fields[i] = "";
    }
    if (**at == '\0') {
        return false;
    }
    bool more = true;
    const char *field = NULL;
    while (more) {
        more = cut_field(at, &field);
        if (row->count < FIELDS_MAX) {
            row->fields[row->count++] = field;
        }
    }
    return true;
}

/* --- writing --- */

/* text so that Markdown takes every sign for itself. */
static void add_plain(struct buffer *out, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (strchr("\\`*_{}[]<>#|&~$", text[i])) {
            buffer_byte(out, '\\');
        }
        buffer_byte(out, text[i]);
    }
}

static void add_link(struct buffer *out, const char *label, size_t size, const char *address, size_t address_size) {
    buffer_byte(out, '[');
    add_plain(out, label, size);
    buffer_text(out, "](<");
    buffer_add(out, address, address_size);
    buffer_text(out, ">)");
}

/* What stands between [[ and ]]: fn:3, or link:label|address. */
static void add_mark(struct buffer *out, const char *mark, size_t size) {
    if (size > 3 && strncmp(mark, "fn:", 3) == 0) {
        buffer_print(out, "[^%.*s]", (int)size - 3, mark + 3);
    }
    const char *bar = memchr(mark, '|', size);
    if (bar && strncmp(mark, "link:", 5) == 0) {
        add_link(out, mark + 5, (size_t)(bar - mark) - 5, bar + 1, size - (size_t)(bar + 1 - mark));
    }
}

/* A paragraph with its inline marks. */
static void add_inline(struct buffer *out, const char *text) {
    while (*text) {
        size_t plain = strcspn(text, "*[");
        const char *end = text[plain] ? strstr(text + plain, "]]") : NULL;
        add_plain(out, text, plain);
        text += plain;
        if (strncmp(text, "**", 2) == 0) {
            buffer_text(out, "**");
            text += 2;
        } else if (end && strncmp(text, "[[", 2) == 0) {
            add_mark(out, text + 2, (size_t)(end - text) - 2);
            text = end + 2;
        } else if (*text) {
            add_plain(out, text++, 1);
        }
    }
}

/* Paragraphs parted by line feeds. */
static void add_paragraphs(const struct sheet *sheet, struct buffer *out, const char *text) {
    while (*text) {
        size_t size = strcspn(text, "\n");
        add_inline(out, arena_copy(sheet->writing->arena, text, size));
        buffer_text(out, "\n\n");
        text += size + (text[size] == '\n');
    }
}

/* A text in quotes, as YAML reads it. */
static void add_quoted(struct buffer *out, const char *text) {
    buffer_byte(out, '"');
    for (; *text; text++) {
        buffer_text(out, *text == '"' ? "\\\"" : "");
        if (*text != '"') {
            buffer_byte(out, *text);
        }
    }
    buffer_byte(out, '"');
}

/* A row of a dataset: the document's code, then fields from first on. */
static void add_values(struct buffer *out, const char *code, const struct row *row, size_t first) {
    buffer_text(out, code);
    for (size_t i = first; i < row->count && *row->fields[i]; i++) {
        buffer_byte(out, ',');
        add_quoted(out, row->fields[i]);
    }
    buffer_byte(out, '\n');
}

/* One more of a list of the front matter. */
static void add_item(struct buffer *list, const char *text) {
    buffer_text(list, list->size > 0 ? ", " : "");
    add_quoted(list, text);
}

/* --- rows of text --- */

static void end_list(struct sheet *sheet) {
    if (sheet->in_list) {
        buffer_byte(&sheet->text, '\n');
    }
    sheet->in_list = false;
}

/* Begins the section of a run of text, unless one is open. */
static void open_run(struct sheet *sheet) {
    if (!sheet->in_run) {
        sheet->run++;
        buffer_print(&sheet->text, "## %s-%zu {#%s-%zu}\n\n", sheet->heading, sheet->run, sheet->heading, sheet->run);
    }
    sheet->in_run = true;
}

/* Headings and captions are lists of one text in the front matter: h_s11, c_hbar. The program numbers chapters itself. */
static void keep_title(struct sheet *sheet, const char *prefix, const char *name, const char *title) {
    size_t digits = strspn(title, "0123456789");
    title += digits > 0 && strncmp(title + digits, ". ", 2) == 0 ? digits + 2 : 0;
    buffer_print(&sheet->front, "  %s_%s: [", prefix, name);
    add_quoted(&sheet->front, title);
    buffer_text(&sheet->front, "]\n");
}

static void take_block(struct sheet *sheet, const struct row *row) {
    const char *type = row->fields[1];
    bool item = strcmp(type, "li") == 0, paragraph = strcmp(type, "p") == 0;
    if (!item) {
        end_list(sheet);
    }
    if (*type == 'h') {
        sheet->heading = row->fields[2];
        sheet->run = 0;
        keep_title(sheet, "h", row->fields[2], row->fields[3]);
    }
    if (strcmp(type, "fig") == 0 || strcmp(type, "tab") == 0) {
        keep_title(sheet, "c", row->fields[2], row->fields[3]);
    }
    if (!item && !paragraph) {
        sheet->in_run = false;
        return;
    }
    open_run(sheet);
    buffer_text(&sheet->text, item ? "- " : "");
    add_inline(&sheet->text, row->fields[3]);
    buffer_text(&sheet->text, item ? "\n" : "\n\n");
    sheet->in_list = item;
}

static void take_note(struct sheet *sheet, const struct row *row) {
    buffer_print(&sheet->notes, "[^%s]: ", row->fields[1]);
    add_inline(&sheet->notes, row->fields[2]);
    buffer_byte(&sheet->notes, ' ');
    add_link(&sheet->notes, row->fields[3], strlen(row->fields[3]), row->fields[3], strlen(row->fields[3]));
    buffer_text(&sheet->notes, "\n\n");
}

static void take_source(struct sheet *sheet, const struct row *row) {
    add_plain(&sheet->sources, row->fields[1], strlen(row->fields[1]));
    buffer_text(&sheet->sources, ". “");
    add_plain(&sheet->sources, row->fields[2], strlen(row->fields[2]));
    buffer_text(&sheet->sources, ".” Available under: ");
    add_link(&sheet->sources, row->fields[3], strlen(row->fields[3]), row->fields[3], strlen(row->fields[3]));
    buffer_text(&sheet->sources, " (last access on 30.01.2026)\n\n");
}

/* --- rows of tables --- */

/* Closes the lists of the table that went by. */
static void end_table(struct sheet *sheet) {
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        if (sheet->table && sheet->columns[i].size > 0) {
            buffer_print(&sheet->front, "  %s_%zu: [%s]\n", sheet->table, i + 1, sheet->columns[i].data);
        }
        sheet->columns[i] = buffer_new(sheet->writing->arena);
    }
    sheet->table = NULL;
    sheet->rows = 0;
}

/* Short cells become lists of the front matter, one a column; a nothing is a sign, since a text must be something. */
static void take_cells(struct sheet *sheet, const struct row *row, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_item(&sheet->columns[i], *row->fields[i + 1] ? row->fields[i + 1] : "-");
    }
}

/* Long cells become sections: cmp-1-a and so on. */
static void take_long_cell(struct sheet *sheet, const char *table, char column, const char *text) {
    buffer_print(&sheet->cells, "## %s {#%s-%zu-%c}\n\n", table, table, sheet->rows, column);
    add_paragraphs(sheet, &sheet->cells, text);
}

static void take_table(struct sheet *sheet, const struct row *row) {
    const char *table = row->fields[0] + 2;
    if (!sheet->table || strcmp(sheet->table, table) != 0) {
        end_table(sheet);
        sheet->table = table;
    }
    sheet->rows++;
    bool comparison = strcmp(table, "cmp") == 0, annex = strcmp(table, "annex") == 0;
    size_t count = COLUMNS_MAX;
    while (count > 0 && !*row->fields[count]) {
        count--;
    }
    bool score = strcmp(table, "score") == 0;
    take_cells(sheet, row, comparison || annex ? 2 : score ? 4 : count);
    if (comparison) {
        take_long_cell(sheet, table, 'a', row->fields[3]);
        take_long_cell(sheet, table, 'b', row->fields[4]);
    }
    if (annex) {
        take_long_cell(sheet, table, 'a', row->fields[3]);
    }
}

/* --- rows of charts --- */

/* A point of a shape, in tenths of a unit of its box. */
struct place {
    long x, y;
};

/* The number at *at, with one decimal or none, in tenths; *at is moved behind it. */
static long read_tenths(const char **at) {
    long value = 0;
    const char *c = *at + strspn(*at, " ");
    bool below = *c == '-';
    for (c += below; *c >= '0' && *c <= '9'; c++) {
        value = 10 * value + (*c - '0');
    }
    value *= 10;
    if (*c == '.' && c[1] >= '0' && c[1] <= '9') {
        value += c[1] - '0';
        c += 2;
    }
    *at = c;
    return below ? -value : value;
}

/* The lower left corner of the box in which a country lies [m]. */
static struct place find_corner(size_t country) {
    long first = COUNTRIES_ACROSS * COUNTRIES_ACROSS, number = (long)country, close = number - first;
    if (close < 0) {
        return (struct place){ ORIGIN_METRES + number % COUNTRIES_ACROSS * COUNTRY_METRES,
                               ORIGIN_METRES - number / COUNTRIES_ACROSS * COUNTRY_METRES };
    }
    return (struct place){ CLOSE_LEFT + close % CLOSE_ACROSS * CLOSE_METRES, CLOSE_LOW + close / CLOSE_ACROSS * CLOSE_METRES };
}

/* Where the points of the document's shapes stand on the map. */
static void add_place(const struct writing *writing, struct buffer *out, struct place place) {
    struct place corner = find_corner(writing->country_count);
    buffer_text(out, out->size > 0 && out->data[out->size - 1] == ']' ? ",[" : "[");
    buffer_count(out, (unsigned long)(corner.x + place.x * UNIT_METRES / 10));
    buffer_byte(out, ',');
    buffer_count(out, (unsigned long)(corner.y + (10 * BOX_HEIGHT - place.y) * UNIT_METRES / 10));
    buffer_byte(out, ']');
}

/* Long texts one behind the other, up to NULL. */
static void add_texts(struct buffer *out, const char *const texts[]) {
    for (; *texts; texts++) buffer_text(out, *texts);
}

/* The side of a shape at the edge of the country: the next, going round, stands behind what is known of it, or before. */
static void add_border(struct sheet *sheet, size_t side, const char *points) {
    struct buffer joined = buffer_new(sheet->writing->arena);
    bool before = side >= 2;
    const char *known = sheet->borders[side].size > 0 ? sheet->borders[side].data : "";
    add_texts(&joined, (const char *const[]){ before ? points : known, *known ? "," : "", before ? known : points, NULL });
    sheet->borders[side] = joined;
}

/* Shapes stand in rows; each begins at its top left corner and has as many points on every side. */
static bool is_edge(size_t shape, size_t side) {
    size_t across = shape % SHAPES_ACROSS, down = shape / SHAPES_ACROSS;
    const bool edges[] = { down == 0, across + 1 == SHAPES_ACROSS, down + 1 == SHAPES_DOWN, across == 0 };
    return edges[side];
}

static void begin_feature(struct buffer *out, const char *code) {
    buffer_print(out, "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[", code);
}

static void take_shape(struct sheet *sheet, const struct row *row) {
    struct writing *writing = sheet->writing;
    buffer_print(&writing->codes, "%s,District %s\n", row->fields[1], row->fields[1]);
    buffer_print(&writing->districts, "%s,%s\n", row->fields[1], row->fields[2]);
    struct buffer ring = buffer_new(writing->arena);
    const char *at = row->fields[3];
    for (size_t side = 0; side < 4; side++) {
        struct buffer points = buffer_new(writing->arena);
        for (size_t i = 0; i < POINTS_A_SIDE; i++) {
            struct place place = { .x = read_tenths(&at) };
            place.y = read_tenths(&at);
            add_place(writing, &points, place);
        }
        if (is_edge(sheet->shape_count, side)) {
            add_border(sheet, side, points.data);
        }
        add_texts(&ring, (const char *const[]){ side > 0 ? "," : "", points.data, NULL });
    }
    buffer_text(&writing->shapes, writing->country_count + sheet->shape_count > 0 ? ",\n" : "");
    begin_feature(&writing->shapes, row->fields[1]);
    buffer_text(&writing->shapes, ring.data);
    buffer_print(&writing->shapes, ",%.*s]]}}", (int)strcspn(ring.data, "]") + 1, ring.data);
    sheet->shape_count++;
}

/* The country's own shape: the outer sides of all. */
static void write_outline(struct sheet *sheet) {
    struct writing *writing = sheet->writing;
    struct buffer ring = buffer_new(writing->arena);
    for (size_t side = 0; side < 4; side++) {
        add_texts(&ring, (const char *const[]){ side > 0 ? "," : "", sheet->borders[side].data, NULL });
    }
    buffer_text(&writing->outlines, writing->country_count > 0 ? ",\n" : "");
    begin_feature(&writing->outlines, sheet->code);
    buffer_text(&writing->outlines, ring.data);
    buffer_print(&writing->outlines, ",%.*s]]}}", (int)strcspn(ring.data, "]") + 1, ring.data);
}

/* Columns of a wide row as rows of their own: code, row, name of the column, value. */
static void take_wide(struct buffer *out, const char *code, const struct row *row, const char *const names[]) {
    for (size_t i = 0; names[i]; i++) {
        buffer_print(out, "%s,", code);
        add_quoted(out, row->fields[1]);
        buffer_print(out, ",%s,%s\n", names[i], row->fields[i + 2]);
    }
}

/* The lit point is the document's own; another of the same code gets a number, since a dataset has one value a key. */
static void take_point(struct sheet *sheet, const struct row *row, const char *const names[]) {
    struct row named = *row;
    bool lit = strcmp(row->fields[4], "1") == 0;
    if (!lit && strcmp(row->fields[1], sheet->code) == 0) {
        named.fields[1] = arena_print(sheet->writing->arena, "%s (2)", sheet->code);
    }
    add_item(&sheet->peers, named.fields[1]);
    take_wide(&sheet->writing->scatter, sheet->code, &named, names);
}

static void take_chart(struct sheet *sheet, const struct row *row) {
    static const char *const groups[] = { "own", "others", NULL };
    static const char *const profiles[] = { "own", "others", "best", NULL };
    static const char *const parts[] = { "small", "large", "research", "other", NULL };
    static const char *const measures[] = { "score", "density", NULL };
    struct writing *writing = sheet->writing;
    const char *kind = row->fields[0] + 2;
    if (strcmp(kind, "hbar") == 0) take_wide(&writing->bars, sheet->code, row, groups);
    if (strcmp(kind, "radar") == 0) take_wide(&writing->radar, sheet->code, row, profiles);
    if (strcmp(kind, "stack") == 0) {
        add_item(&sheet->areas, row->fields[1]);
        take_wide(&writing->stack, sheet->code, row, parts);
    }
    if (strcmp(kind, "scatter") == 0) take_point(sheet, row, measures);
    if (strcmp(kind, "col") == 0) add_values(&writing->density, sheet->code, row, 1);
    if (strcmp(kind, "map") == 0) take_shape(sheet, row);
}

/* --- a document --- */

static void take_meta(struct sheet *sheet, const struct row *row) {
    const char *key = row->fields[1];
    if (strcmp(key, "country") == 0) sheet->name = row->fields[2];
    if (strcmp(key, "code") == 0) sheet->code = row->fields[2];
    if (strcmp(key, "cmpA") == 0 || strcmp(key, "cmpB") == 0) {
        buffer_print(&sheet->front, "  %s: [", key);
        add_quoted(&sheet->front, row->fields[2]);
        buffer_text(&sheet->front, ", ");
        add_quoted(&sheet->front, row->fields[3]);
        buffer_text(&sheet->front, "]\n");
    }
    if (strcmp(key, "total") == 0) buffer_print(&sheet->front, "  total: %s\n", row->fields[2]);
}

static void take_row(struct sheet *sheet, const struct row *row) {
    const char *kind = row->fields[0];
    if (strcmp(kind, "meta") == 0) take_meta(sheet, row);
    if (strcmp(kind, "block") == 0) take_block(sheet, row);
    if (strcmp(kind, "note") == 0) take_note(sheet, row);
    if (strcmp(kind, "bib") == 0) take_source(sheet, row);
    if (strncmp(kind, "t_", 2) == 0) take_table(sheet, row);
    if (strncmp(kind, "c_", 2) == 0) take_chart(sheet, row);
}

/* mode: "w" for a new file, "a" for one that goes on. */
static void write_text(struct writing *writing, const char *path, const struct buffer *text, const char *mode) {
    char *full = file_join(writing->arena, writing->folder, path);
    FILE *file = fopen(full, mode);
    if (!file || fwrite(text->data, 1, text->size, file) != text->size || fclose(file) != 0) {
        perror(full);
        writing->failed = true;
    }
}

static void make_folder(const struct writing *writing, const char *path) {
    mkdir(file_join(writing->arena, writing->folder, path), 0777);
}

/* The country's own description: front matter with the short cells, then sections, then the notes that they mark. */
static void write_description(struct sheet *sheet) {
    struct writing *writing = sheet->writing;
    struct buffer out = buffer_new(writing->arena);
    add_texts(&out, (const char *const[]){ "---\nkind: country\nsources: [none]\nfigures:\n", sheet->front.data, "  areas: [",
        sheet->areas.data, "]\n  peers: [", sheet->peers.data, "]\n---\n\n", sheet->text.data, "\n", sheet->cells.data,
        "## sources {#sources}\n\n", sheet->sources.data, sheet->notes.data, NULL });
    make_folder(writing, arena_print(writing->arena, "data/policies/%s", sheet->code));
    write_text(writing, arena_print(writing->arena, "data/policies/%s/country.md", sheet->code), &out, "w");
}

static bool is_whole(const struct sheet *sheet) {
    return sheet->code && sheet->name && sheet->front.size > 0 && sheet->text.size > 0 && sheet->cells.size > 0 &&
           sheet->sources.size > 0 && sheet->notes.size > 0 && sheet->shape_count == SHAPES_ACROSS * SHAPES_DOWN;
}

static void convert(struct writing *writing, const char *path) {
    const struct source_file *file = file_read_bytes(writing->arena, writing->diag, NULL, path, (struct source_pos){ 0 });
    struct sheet sheet = { .writing = writing, .heading = "" };
    struct buffer *const buffers[] = { &sheet.front, &sheet.text, &sheet.notes, &sheet.cells, &sheet.sources,
                                        &sheet.areas, &sheet.peers };
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        *buffers[i] = buffer_new(writing->arena);
    }
    end_table(&sheet);
    struct row row;
    for (char *at = file ? arena_copy(writing->arena, file->text, file->size) : NULL; at && read_row(&at, &row);) {
        take_row(&sheet, &row);
    }
    end_table(&sheet);
    if (!is_whole(&sheet)) {
        fprintf(stderr, "%s: not a document of the work item\n", path);
        writing->failed = true;
        return;
    }
    write_description(&sheet);
    write_outline(&sheet);
    buffer_print(&writing->subjects, "%s\"%s\"", writing->country_count > 0 ? ", " : "", sheet.code);
    buffer_print(&writing->codes, "%s,%s\n", sheet.code, sheet.name);
    for (int i = 0; i <= SHAPES_ACROSS * SHAPES_DOWN / 10; i++) { /* the level between, which ties districts to their country */
        buffer_print(&writing->codes, "%s%d,%s\n", sheet.code, i, sheet.name);
    }
    buffer_print(&writing->countries, ",%s,", sheet.code);
    add_quoted(&writing->countries, sheet.name);
    buffer_byte(&writing->countries, '\n');
    writing->country_count++;
}

/* A file that grows by every document. */
struct whole {
    struct buffer *buffer;
    const char *path, *head, *tail;
};

enum { WHOLES = 10 };

static void list_wholes(struct writing *writing, struct whole wholes[WHOLES]) {
    static const char collection[] = "{\"type\":\"FeatureCollection\",\"features\":[\n";
    const struct whole list[WHOLES] = {
        { &writing->codes, "data/geo/codes.csv", "code,name\n", "" },
        { &writing->countries, "data/geo/countries.csv", "group,code,en\n", "" },
        { &writing->shapes, "data/geo/districts.geojson", collection, "\n]}\n" },
        { &writing->outlines, "data/geo/countries.geojson", collection, "\n]}\n" },
        { &writing->bars, "data/bars.csv", "geo,ecosystem,group,value\n", "" },
        { &writing->districts, "data/districts.csv", "geo,value\n", "" },
        { &writing->density, "data/density.csv", "geo,area,value\n", "" },
        { &writing->radar, "data/radar.csv", "geo,axis,profile,value\n", "" },
        { &writing->scatter, "data/scatter.csv", "geo,peer,measure,value\n", "" },
        { &writing->stack, "data/stack.csv", "geo,area,part,value\n", "" },
    };
    memcpy(wholes, list, sizeof list);
}

static void begin(struct writing *writing) {
    static const char *const folders[] = { "data", "data/geo", "data/policies" };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        make_folder(writing, folders[i]);
    }
    struct whole wholes[WHOLES];
    list_wholes(writing, wholes);
    for (size_t i = 0; i < WHOLES; i++) {
        *wholes[i].buffer = buffer_new(writing->lasting);
        buffer_text(wholes[i].buffer, wholes[i].head);
        write_text(writing, wholes[i].path, wholes[i].buffer, "w");
        wholes[i].buffer->size = 0;
    }
    writing->subjects = buffer_new(writing->lasting);
}

/* Writes what one document added, or the ends of the files. */
static void go_on(struct writing *writing, bool is_end) {
    struct whole wholes[WHOLES];
    list_wholes(writing, wholes);
    for (size_t i = 0; i < WHOLES; i++) {
        buffer_text(wholes[i].buffer, is_end ? wholes[i].tail : "");
        write_text(writing, wholes[i].path, wholes[i].buffer, "a");
        wholes[i].buffer->size = 0;
    }
    arena_clear(writing->arena);
}

static void finish(struct writing *writing) {
    struct buffer publication = buffer_new(writing->arena);
    buffer_print(&publication, "title: Work item of the benchmark (synthetic)\nlanguage: en\ncovers: no\neditions:\n  - {name: \"2026\", date: 2026-11-21}\n"
                               "documents:\n  - {template: factsheet, subjects: [%s], languages: [en]}\n", writing->subjects.data);
    write_text(writing, "almanac.yaml", &publication, "w");
    go_on(writing, true);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: convert FOLDER FILE.csv...\n");
        return 2;
    }
    struct arena *arena = arena_new();
    struct arena *lasting = arena_new();
    struct writing writing = { .arena = arena, .lasting = lasting, .diag = diag_new(lasting), .folder = argv[1] };
    begin(&writing);
    for (int i = 2; i < argc; i++) {
        convert(&writing, argv[i]);
        go_on(&writing, false);
    }
    finish(&writing);
    bool failed = writing.failed;
    arena_close(lasting);
    arena_close(arena);
    return failed ? 1 : 0;
}
