/* JSON-stat 2.0: a dataset as a cube. "value" holds its cells in the order of the dimensions, the last running fastest, as a list
 * with null for missing ones or as a map from place to value; "status" holds flags as one text for all cells, as a list,
 * or as a map. Source: json-stat.org/format, 2.0; answers of Eurostat. */
#include "data/format.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/number.h"
#include "data/builder.h"
#include "data/json_cells.h"

enum { MAX_DIMENSIONS = 30, MAX_PLACES = 4000000 };
static const size_t MAX_PLACES_WALKED = 1000000000; /* of which MAX_PLACES may be kept */

/* One dimension of the cube: what its categories are here. */
struct axis {
    const char *id;
    size_t size, step;        /* step: places from one category to the next */
    const char **codes;
    bool *kept;               /* by category: false if filtered out */
    uint16_t *keys;           /* of the dimension, or of the parts of years */
    int *years;               /* of the time; NULL: another dimension */
    size_t dimension;         /* of the dataset; SIZE_MAX: the time */
};

/* Where an observation belongs. */
struct place_key {
    uint16_t keys[MAX_DIMENSIONS + 1];
    int year;
};

struct reading {
    struct builder *builder;
    const struct source_file *file;
    const struct json *root;
    struct axis axes[MAX_DIMENSIONS];
    size_t axis_count, place_count, time;
    const struct json **values, **statuses; /* by place; NULL: none */
    bool walked;                            /* values and statuses are no trees: they are walked along in the text */
    struct json_cells value_cells, status_cells;
    const struct json *status;              /* of all places; NULL: none */
    struct table *table;
    size_t cell_count;
    uint32_t *line_starts;
    size_t line_count;
};

static bool fault(const struct reading *reading, const struct json *at, const char *what) {
    diag_add(reading->builder->diag, DIAG_CODE_DATA_BAD_HEADER, json_pos(reading->file, at), "json-stat: %s", what);
    return false;
}

static bool too_large(const struct reading *reading, const struct json *at) {
    diag_add(reading->builder->diag, DIAG_CODE_CSV_TOO_LARGE, json_pos(reading->file, at), "more than 4 000 000 places");
    return false;
}

static void find_lines(struct reading *reading) {
    size_t capacity = 0;
    reading->line_starts = NULL;
    for (size_t at = 0; at <= reading->file->size;) {
        reading->line_starts = arena_grow(reading->builder->arena, reading->line_starts, reading->line_count, &capacity,
                                          sizeof *reading->line_starts);
        reading->line_starts[reading->line_count++] = (uint32_t)at;
        const char *end = memchr(reading->file->text + at, '\n', reading->file->size - at);
        at = end ? (size_t)(end - reading->file->text) + 1 : reading->file->size + 1;
    }
}

/* A cell for what stands at json, with its text as written. Cells have room for every place and category. */
static const struct cell *make_cell(struct reading *reading, const struct json *json, const char *text) {
    size_t low = 0, high = reading->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(reading->line_starts[middle] <= json->offset ? &low : &high) = middle;
    }
    struct cell *cell = &reading->table->cells[reading->cell_count++];
    *cell = (struct cell){ text, (uint32_t)low + 1, (uint32_t)json->offset - reading->line_starts[low] + 1 };
    return cell;
}

static bool read_code(const struct reading *reading, struct axis *axis, const char *code, double at,
                      const struct json *json) {
    if (!(at >= 0 && at < (double)axis->size && at == floor(at)) || axis->codes[(size_t)at]) {
        return fault(reading, json, arena_print(reading->builder->arena, "category %s of %s has no place of its own", code,
                                                axis->id));
    }
    axis->codes[(size_t)at] = code;
    return true;
}

/* The codes of a dimension: "index" as a list or as a map to places, or the one key of "label". */
static bool read_codes(const struct reading *reading, struct axis *axis, const struct json *dimension) {
    const struct json *category = json_find(dimension, "category");
    const struct json *index = json_find(category, "index");
    const struct json *from = index ? index : json_find(category, "label");
    axis->codes = arena_array(reading->builder->arena, axis->size, sizeof *axis->codes);
    if (!from || (from->kind != JSON_MAP && from->kind != JSON_LIST) || from->count != axis->size ||
        (!index && axis->size != 1)) {
        return fault(reading, from ? from : dimension,
                     arena_print(reading->builder->arena, "%s needs an index of %zu categories", axis->id, axis->size));
    }
    for (size_t i = 0; i < from->count; i++) {
        const struct json *item = &from->items[i];
        bool listed = from->kind == JSON_LIST;
        if (index && item->kind != (listed ? JSON_TEXT : JSON_NUMBER)) {
            return fault(reading, item, "a category is a code, or a code and its place");
        }
        if (!read_code(reading, axis, listed ? item->text : from->keys[i], listed || !index ? (double)i : item->number,
                       item)) {
            return false;
        }
    }
    return true;
}

/* The id of the dimension of time: named under role, or by its usual names. */
static bool is_time(const struct reading *reading, const char *id) {
    const struct json *role = json_find(json_find(reading->root, "role"), "time");
    if (role && role->kind == JSON_LIST && role->count > 0) {
        return role->items[0].kind == JSON_TEXT && strcmp(role->items[0].text, id) == 0;
    }
    return strcmp(id, "time") == 0 || strcmp(id, "TIME_PERIOD") == 0;
}

static bool read_axis(struct reading *reading, size_t i, const struct json *id, const struct json *size) {
    struct axis *axis = &reading->axes[i];
    const struct json *dimension =
        id->kind == JSON_TEXT ? json_find(json_find(reading->root, "dimension"), id->text) : NULL;
    if (!dimension || size->kind != JSON_NUMBER || !(size->number >= 1 && size->number <= UINT16_MAX) ||
        size->number != floor(size->number)) {
        return fault(reading, id, "every id has a dimension and a size of 1 to 65 535");
    }
    axis->id = id->text;
    axis->size = (size_t)size->number;
    reading->place_count *= axis->size;
    if (reading->place_count > (reading->walked ? MAX_PLACES_WALKED : MAX_PLACES)) {
        return too_large(reading, size);
    }
    if (is_time(reading, axis->id)) {
        reading->time = i;
    }
    return read_codes(reading, axis, dimension);
}

static bool read_axes(struct reading *reading) {
    const struct json *ids = json_find(reading->root, "id"), *sizes = json_find(reading->root, "size");
    if (!ids || !sizes || ids->kind != JSON_LIST || sizes->kind != JSON_LIST || ids->count != sizes->count ||
        ids->count == 0 || ids->count > MAX_DIMENSIONS) {
        return fault(reading, ids, "id and size are lists of 1 to 30 dimensions");
    }
    reading->axis_count = ids->count;
    for (size_t i = 0; i < ids->count; i++) {
        if (!read_axis(reading, i, &ids->items[i], &sizes->items[i])) {
            return false;
        }
    }
    if (reading->time == SIZE_MAX) {
        return fault(reading, ids, "no dimension has the role time");
    }
    size_t step = 1;
    for (size_t i = ids->count; i-- > 0;) {
        reading->axes[i].step = step;
        step *= reading->axes[i].size;
    }
    return true;
}

/* Makes dimensions of the axes and keys of their categories. */
static void key_axes(struct reading *reading) {
    struct builder *builder = reading->builder;
    for (size_t i = 0; i < reading->axis_count; i++) {
        reading->axes[i].dimension = i == reading->time ? SIZE_MAX : builder->dataset->dimension_count;
        if (i != reading->time) {
            builder_add_dimension(builder, reading->axes[i].id);
        }
    }
    builder_note_time(builder, reading->axes[reading->time].codes[0]);
    builder_check_rules(builder);
    for (size_t i = 0; i < reading->axis_count; i++) {
        struct axis *axis = &reading->axes[i];
        const struct json *at = json_find(json_find(reading->root, "dimension"), axis->id);
        axis->kept = arena_array(builder->arena, axis->size, sizeof *axis->kept);
        axis->keys = arena_array(builder->arena, axis->size, sizeof *axis->keys);
        axis->years = i == reading->time ? arena_array(builder->arena, axis->size, sizeof *axis->years) : NULL;
        for (size_t k = 0; k < axis->size; k++) {
            const struct cell *cell = make_cell(reading, at, axis->codes[k]);
            uint16_t keys[MAX_DIMENSIONS + 1] = { 0 };
            axis->kept[k] = axis->years ? builder_time(builder, axis->codes[k], cell, keys, &axis->years[k])
                                        : builder_key(builder, axis->dimension, axis->codes[k], cell, &axis->keys[k]);
            axis->keys[k] = axis->years && builder->period != SIZE_MAX ? keys[builder->period] : axis->keys[k];
        }
    }
}

/* Puts the items of a list or of a map of places where they belong; false after a diagnostic. */
static bool place_items(const struct reading *reading, const struct json *from, const struct json **to) {
    if (from->kind != JSON_LIST && from->kind != JSON_MAP) {
        return fault(reading, from, "value and status are a list, or a map of places");
    }
    if (from->kind == JSON_LIST && from->count != reading->place_count) {
        return fault(reading, from, arena_print(reading->builder->arena, "%zu items for %zu places", from->count,
                                                reading->place_count));
    }
    for (size_t i = 0; i < from->count; i++) {
        double place = (double)i;
        bool known = from->kind == JSON_LIST || number_parse(from->keys[i], &place);
        if (!known || !(place >= 0 && place < (double)reading->place_count) || place != floor(place)) {
            return fault(reading, &from->items[i], arena_print(reading->builder->arena, "there is no place %s",
                                                               from->keys[i]));
        }
        to[(size_t)place] = &from->items[i];
    }
    return true;
}

static bool read_cube(struct reading *reading) {
    const struct json *value = json_find(reading->root, "value"), *status = json_find(reading->root, "status");
    struct arena *arena = reading->builder->arena;
    reading->values = arena_array(arena, reading->place_count, sizeof(struct json *));
    reading->statuses = arena_array(arena, reading->place_count, sizeof(struct json *));
    if (!value) {
        return fault(reading, reading->root, "there is no value");
    }
    bool one_for_all = status && status->kind == JSON_TEXT;
    reading->status = one_for_all ? status : NULL;
    return place_items(reading, value, reading->values) &&
           (!status || one_for_all || place_items(reading, status, reading->statuses));
}

/* What stands at a place as text: a number as written, so that no digit is lost. */
static const char *text_of(const struct reading *reading, const struct json *value) {
    if (!value || value->kind == JSON_NULL) {
        return ":";
    }
    if (value->kind == JSON_NUMBER) {
        return arena_copy(reading->builder->arena, reading->file->text + value->offset, value->size);
    }
    return value->kind == JSON_TEXT ? value->text : "?";
}

/* The keys and the year of a place; false if it is filtered out. Axes from first on are looked at, to before last. */
static bool key_place(const struct reading *reading, size_t place, size_t first, size_t last, struct place_key *key) {
    for (size_t i = first; i < last; i++) {
        const struct axis *axis = &reading->axes[i];
        size_t category = place / axis->step % axis->size;
        if (!axis->kept[category]) {
            return false;
        }
        size_t dimension = axis->years ? reading->builder->period : axis->dimension;
        if (dimension != SIZE_MAX) {
            key->keys[dimension] = axis->keys[category];
        }
        key->year = axis->years ? axis->years[category] : key->year;
    }
    return true;
}

static void add_place(struct reading *reading, const struct place_key *key, const struct json *value,
                      const struct json *status) {
    const char *text = text_of(reading, value);
    const struct cell *cell = make_cell(reading, value ? value : status, text);
    const char *flags = status && status->kind == JSON_TEXT ? status->text : NULL;
    builder_add(reading->builder, key->keys, key->year, (struct value_text){ .text = text, .flags = flags, .cell = cell });
}

static void read_place(struct reading *reading, size_t place) {
    const struct json *value = reading->values[place];
    const struct json *status = reading->statuses[place] ? reading->statuses[place] : reading->status;
    struct place_key key = { .year = 0 };
    if ((value || status) && key_place(reading, place, 0, reading->axis_count, &key)) {
        add_place(reading, &key, value, status);
    }
}

/* A text of the walk, copied. */
static const struct json *with_text(const struct reading *reading, struct json *json) {
    if (json->kind == JSON_TEXT) {
        json->text = arena_copy(reading->builder->arena, reading->file->text + json->offset + 1, json->size);
    }
    return json;
}

/* The places in rising order, along both walks at once. What all places of a row of the last axis share is found once a row. */
static void walk_places(struct reading *reading) {
    struct json_cell value = json_cells_begin(&reading->value_cells), status = json_cells_begin(&reading->status_cells);
    bool values = json_cells_next(&reading->value_cells, &value), statuses = json_cells_next(&reading->status_cells, &status);
    size_t inner = reading->axes[reading->axis_count - 1].size, row_end = 0;
    struct place_key key = { .year = 0 };
    bool row_kept = false;
    while (values || statuses) {
        bool has_value = values && (!statuses || value.place <= status.place);
        bool has_status = statuses && (!values || status.place <= value.place);
        size_t place = has_value ? value.place : status.place;
        if (place >= row_end) {
            row_end = place / inner * inner + inner;
            row_kept = key_place(reading, place, 0, reading->axis_count - 1, &key);
        }
        if (row_kept && key_place(reading, place, reading->axis_count - 1, reading->axis_count, &key)) {
            add_place(reading, &key, has_value ? with_text(reading, &value.json) : NULL,
                      has_status ? with_text(reading, &status.json) : reading->status);
        }
        values = has_value ? json_cells_next(&reading->value_cells, &value) : values;
        statuses = has_status ? json_cells_next(&reading->status_cells, &status) : statuses;
    }
}

/* How many places are asked for. */
static size_t count_kept(const struct reading *reading) {
    size_t kept = 1;
    for (size_t i = 0; i < reading->axis_count; i++) {
        size_t categories = 0;
        for (size_t k = 0; k < reading->axes[i].size; k++) {
            categories += reading->axes[i].kept[k];
        }
        kept *= categories;
    }
    return kept;
}

/* The table that the cells belong to: it has no fields, only places. */
static void make_table(struct reading *reading) {
    size_t cells = reading->walked ? 0 : reading->place_count;
    for (size_t i = 0; i < reading->axis_count; i++) {
        cells += reading->axes[i].size;
    }
    reading->table->cells = arena_array(reading->builder->arena, cells, sizeof *reading->table->cells);
}

/* Makes room for the cells of the places that are kept; false if they are too many. */
static bool make_room(struct reading *reading) {
    size_t kept = count_kept(reading), items = reading->value_cells.count + reading->status_cells.count;
    if (kept > MAX_PLACES && items > MAX_PLACES) {
        return too_large(reading, json_find(reading->root, "size"));
    }
    reading->cell_count = 0; /* cells are borrowed one by one: those made so far stay where they are */
    reading->table->cells = arena_array(reading->builder->arena, kept < items ? kept : items, sizeof *reading->table->cells);
    return true;
}

/* The whole text as a tree, or, where value and status can be walked along, all but these. */
static const struct json *parse(struct reading *reading) {
    struct builder *builder = reading->builder;
    struct json_cells *values = &reading->value_cells, *statuses = &reading->status_cells;
    reading->place_count = 1;
    reading->time = SIZE_MAX;
    if (!reading->walked) {
        return json_parse(builder->arena, builder->diag, reading->file);
    }
    bool value_first = !statuses->text || values->start < statuses->start;
    const struct json_cells *first = value_first ? values : statuses, *second = value_first ? statuses : values;
    const struct json_cut cuts[] = { { first->start, first->end }, { second->start, second->end } };
    return json_parse_without(builder->arena, reading->file, cuts, statuses->text ? 2 : 1);
}

static bool read_head(struct reading *reading) {
    const struct json *version = json_find(reading->root, "version"), *class = json_find(reading->root, "class");
    if (!version || version->kind != JSON_TEXT || version->text[0] != '2' || !class || class->kind != JSON_TEXT ||
        strcmp(class->text, "dataset") != 0) {
        return fault(reading, version, "version 2.0, class dataset");
    }
    const struct json *updated = json_find(reading->root, "updated");
    reading->builder->dataset->updated = updated && updated->kind == JSON_TEXT ? updated->text : "";
    return read_axes(reading);
}

static bool fits(const struct json_cells *cells, size_t places) {
    return cells->is_map ? cells->places <= places : !cells->text || cells->count == places;
}

enum walked { WALKED, WALK_FAILED, WALK_NOT_TO_BE };

/* Reads the places by a walk; WALK_NOT_TO_BE, with nothing said, if the file must be read as a tree. */
static enum walked walk(struct reading *reading) {
    reading->walked = json_cells_find(reading->file, &reading->value_cells, &reading->status_cells);
    reading->root = reading->walked ? parse(reading) : NULL;
    if (!reading->root) {
        return WALK_NOT_TO_BE;
    }
    if (!read_head(reading)) {
        return WALK_FAILED;
    }
    if (!fits(&reading->value_cells, reading->place_count) || !fits(&reading->status_cells, reading->place_count)) {
        return WALK_NOT_TO_BE;
    }
    const struct json *status = json_find(reading->root, "status");
    reading->status = status && status->kind == JSON_TEXT ? status : NULL;
    make_table(reading);
    key_axes(reading);
    if (!make_room(reading)) {
        return WALK_FAILED;
    }
    walk_places(reading);
    return WALKED;
}

bool json_stat_read(struct builder *builder) {
    struct reading *reading = arena_alloc(builder->arena, sizeof *reading);
    reading->builder = builder;
    reading->file = builder->resource->file;
    reading->table = arena_alloc(builder->arena, sizeof *reading->table);
    reading->table->file = reading->file;
    builder->dataset->table = reading->table;
    find_lines(reading);
    enum walked walked = walk(reading);
    if (walked != WALK_NOT_TO_BE) {
        return walked == WALKED;
    }
    reading->walked = false;
    reading->root = parse(reading);
    if (!reading->root || !read_head(reading)) {
        return false;
    }
    make_table(reading);
    if (!read_cube(reading)) {
        return false;
    }
    key_axes(reading);
    for (size_t place = 0; place < reading->place_count; place++) {
        read_place(reading, place);
    }
    return true;
}
