#include "data/builder.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/number.h"
#include "data/flags.h"

/* Observations for which room is made at once. */
enum { LARGEST_RESERVE = 1 << 20 };

/* Keys of observations for which room is made at once: as many as there are, but between these. */
enum { KEYS_LEAST = 16, KEYS_MOST = 1024 };

enum { MAX_LISTED = 10, LONGEST_NUMBER = 63 };

void builder_add_dimension(struct builder *builder, const char *name) {
    struct dataset *dataset = builder->dataset;
    size_t count = dataset->dimension_count++;
    struct dimension *dimensions = arena_array(builder->arena, count + 1, sizeof *dimensions);
    const struct code_rule **rules = arena_array(builder->arena, count + 1, sizeof *rules);
    builder->memos = arena_array(builder->arena, count + 1, sizeof *builder->memos);
    if (count > 0) {
        memcpy(dimensions, dataset->dimensions, count * sizeof *dimensions);
        memcpy(rules, builder->rules, count * sizeof *rules);
    }
    dimensions[count] = (struct dimension){ .name = name, .index = map_new(builder->arena) };
    rules[count] = resource_find_rule(builder->resource, name);
    dataset->dimensions = dimensions;
    builder->rules = rules;
}

void builder_check_rules(struct builder *builder) {
    for (size_t i = 0; i < builder->resource->rule_count; i++) {
        const struct code_rule *rule = &builder->resource->rules[i];
        if (dataset_find_dimension(builder->dataset, rule->dimension) == SIZE_MAX) {
            diag_add(builder->diag, DIAG_CODE_DATA_UNKNOWN_DIMENSION, rule->pos, "%s", rule->dimension);
        }
    }
}

void builder_fault(struct builder *builder, enum diag_code code, const struct cell *cell, const char *detail) {
    if (++builder->faults[code] <= MAX_LISTED) {
        diag_add(builder->diag, code, table_cell_pos(builder->dataset->table, cell), "%s", detail);
    }
}

void builder_finish(struct builder *builder) {
    struct source_pos pos = { builder->dataset->table->file, 0, 0 };
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        if (builder->faults[code] > MAX_LISTED) {
            diag_add(builder->diag, DIAG_CODE_DATA_MORE_FAULTS, pos, "%s: %zu in all",
                     diag_code_name(builder->arena, (enum diag_code)code), builder->faults[code]);
        }
    }
    *builder->dataset->index = (struct late_index){ builder->arena, { NULL, 0 } };
    if (builder->dataset->count == 0) {
        diag_add(builder->diag, DIAG_CODE_DATA_EMPTY, pos, "%s", builder->dataset->name);
    }
}

/* The key of a code that is not the one before. */
static bool find_key(struct builder *builder, size_t dimension, const char *code, const struct cell *cell, uint16_t *key) {
    struct dimension *list = &builder->dataset->dimensions[dimension];
    const struct code_rule *rule = builder->rules[dimension];
    if (rule && rule->aliases && map_find(rule->aliases, code) != MAP_NONE) {
        code = rule->renamed[map_find(rule->aliases, code)];
    }
    if (rule && rule->filter && map_find(rule->filter, code) == MAP_NONE) {
        return false;
    }
    size_t found = map_find(list->index, code);
    if (found != MAP_NONE) {
        *key = (uint16_t)found;
        return true;
    }
    if ((rule && rule->codes && map_find(rule->codes, code) == MAP_NONE) || list->count >= UINT16_MAX) {
        builder_fault(builder, DIAG_CODE_DATA_UNKNOWN_CODE, cell, code);
        return false;
    }
    list->codes = arena_grow(builder->arena, list->codes, list->count, &list->capacity, sizeof *list->codes);
    list->codes[list->count] = arena_text(builder->arena, code);
    map_add(list->index, list->codes[list->count], list->count);
    *key = (uint16_t)list->count++;
    return true;
}

bool builder_key(struct builder *builder, size_t dimension, const char *code, const struct cell *cell, uint16_t *key) {
    struct code_memo *memo = &builder->memos[dimension];
    if (memo->code && strcmp(memo->code, code) == 0) {
        *key = memo->key;
        return true;
    }
    const struct dimension *list = &builder->dataset->dimensions[dimension];
    bool renames = builder->rules[dimension] && builder->rules[dimension]->aliases;
    const char *own = memo->code && !renames && (size_t)memo->key + 1 < list->count ? list->codes[memo->key + 1] : NULL;
    if (own && strcmp(own, code) == 0) { /* codes mostly come in the order in which they came first */
        memo->code = own;
        *key = ++memo->key;
        return true;
    }
    if (!find_key(builder, dimension, code, cell, key)) {
        return false;
    }
    own = list->codes[*key];
    memo->code = strcmp(own, code) == 0 ? own : NULL; /* another name of it is looked up again */
    memo->key = *key;
    return true;
}

static bool passes(const struct code_rule *rule, const char *code) {
    if (rule->aliases && map_find(rule->aliases, code) != MAP_NONE) {
        code = rule->renamed[map_find(rule->aliases, code)];
    }
    return map_find(rule->filter, code) != MAP_NONE;
}

bool builder_wants(struct builder *builder, size_t dimension, const char *code, size_t size) {
    const struct code_rule *rule = builder->rules[dimension];
    struct code_memo *memo = &builder->memos[dimension];
    if (!rule || !rule->filter || size >= sizeof memo->text) {
        return true;
    }
    if (memo->known && memo->size == size && memcmp(memo->text, code, size) == 0) {
        return memo->wanted;
    }
    memcpy(memo->text, code, size);
    memo->text[size] = '\0';
    memo->size = size;
    memo->known = true;
    memo->wanted = passes(rule, memo->text);
    return memo->wanted;
}

bool builder_has_year(const struct builder *builder, int year) {
    const struct resource *resource = builder->resource;
    return (resource->first_year == 0 || year >= resource->first_year) &&
           (resource->last_year == 0 || year <= resource->last_year);
}

/* number_read for the decimal character of the file. */
static const char *read_number(const char *text, char decimal, double *value) {
    if (decimal != ',') {
        return number_read(text, value);
    }
    char copy[LONGEST_NUMBER + 1];
    size_t size = strnlen(text, LONGEST_NUMBER);
    for (size_t i = 0; i < size; i++) {
        copy[i] = text[i] == ',' ? '.' : text[i] == '.' ? ' ' : text[i];
    }
    copy[size] = '\0';
    const char *rest = number_read(copy, value);
    return rest ? text + (rest - copy) : NULL;
}

static bool is_declared_missing(const struct resource *resource, const char *text) {
    if (resource->missing_count == 0) {
        return false;
    }
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    for (size_t i = 0; i < resource->missing_count; i++) {
        if (strlen(resource->missing[i]) == size && memcmp(resource->missing[i], text, size) == 0) {
            return true;
        }
    }
    return false;
}

bool builder_is_missing(const struct builder *builder, const char *text) {
    text += strspn(text, " ");
    return *text == ':' || is_declared_missing(builder->resource, text);
}

/* strspn takes as long as reading the number. */
static const char *skip_blanks(const char *text) {
    while (*text == ' ') {
        text++;
    }
    return text;
}

/* Reads value into observation. Returns what is wrong with it; DIAG_CODE_COUNT: nothing. */
static enum diag_code parse_value(const struct resource *resource, struct value_text value,
                                  struct observation *observation) {
    const char *rest = skip_blanks(value.text);
    struct flag_reading flags = { 0 };
    observation->value = NAN;
    observation->status = VALUE_MISSING;
    if (is_declared_missing(resource, rest)) {
        rest = "";
    } else if (*rest == ':') {
        rest++;
    } else if (*rest != '\0') {
        rest = read_number(rest, resource->dialect.decimal, &observation->value);
        if (!rest || !flags_start(rest)) {
            return DIAG_CODE_DATA_NOT_A_NUMBER;
        }
        observation->status = VALUE_PRESENT;
    }
    bool all_known = flags_read(&flags, rest) && (!value.flags || flags_read(&flags, value.flags)) &&
                     (!value.status || status_read(&flags, value.status)) &&
                     (!value.secret || secrecy_read(&flags, value.secret));
    if (!all_known || (flags.impossible && observation->status == VALUE_PRESENT)) {
        return DIAG_CODE_DATA_BAD_FLAG;
    }
    observation->flags = flags.flags;
    if (flags.confidential) {
        observation->status = VALUE_CONFIDENTIAL;
        observation->value = NAN;
    } else if (flags.impossible) {
        observation->status = VALUE_IMPOSSIBLE;
    }
    return DIAG_CODE_COUNT;
}

/* All that is said about a value beside it. */
static const char *said_flags(const struct builder *builder, const struct value_text *value) {
    const char *const said[] = { value->text, value->flags, value->status, value->secret };
    const char *text = "";
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        bool says = said[i] && *said[i];
        text = says ? arena_print(builder->arena, "%s%s%s", text, *text ? ", " : "", said[i]) : text;
    }
    return text;
}

static struct value_key key_at(const void *owner, size_t place) {
    const struct observation *observation = &((const struct dataset *)owner)->observations[place];
    return (struct value_key){ observation->keys, observation->year };
}

static struct key_source source_of(const struct dataset *dataset) {
    return (struct key_source){ dataset, dataset->dimension_count, dataset->count, key_at };
}

const struct observation *dataset_find(const struct dataset *dataset, const uint16_t *keys, int year) {
    struct key_source source = source_of(dataset);
    size_t place = late_index_find(dataset->index, &source, (struct value_key){ keys, year });
    return place == SIZE_MAX ? NULL : &dataset->observations[place];
}

static void append(struct arena *arena, struct dataset *dataset, const struct observation *observation) {
    if (dataset->count == dataset->capacity) {
        dataset->observations =
            arena_grow(arena, dataset->observations, dataset->count, &dataset->capacity, sizeof *dataset->observations);
    }
    dataset->observations[dataset->count++] = *observation;
}

bool dataset_add(struct arena *arena, struct dataset *dataset, const struct observation *observation) {
    struct key_source source = source_of(dataset);
    struct value_key key = { observation->keys, observation->year };
    if (!late_index_add(dataset->index, &source, key)) return false;
    append(arena, dataset, observation);
    return true;
}

void builder_reserve(struct builder *builder, size_t rows, size_t count) {
    struct dataset *dataset = builder->dataset;
    rows = rows < LARGEST_RESERVE ? rows : LARGEST_RESERVE;
    key_index_reserve(builder->scratch, &builder->row_index, rows);
    count = count < LARGEST_RESERVE ? count : LARGEST_RESERVE;
    dataset->capacity = count;
    dataset->observations = arena_bytes(builder->arena, count * sizeof *dataset->observations);
}

static struct value_key row_key_at(const void *owner, size_t place) {
    const struct builder *builder = owner;
    const uint16_t *row = builder->rows + place * (builder->dataset->dimension_count + 1);
    return (struct value_key){ row + 1, row[0] };
}

void builder_row(struct builder *builder, const uint16_t *keys, int year, size_t but) {
    size_t width = builder->dataset->dimension_count;
    builder->rows = arena_grow(builder->scratch, builder->rows, builder->row_count, &builder->row_capacity,
                               (width + 1) * sizeof *builder->rows);
    uint16_t *row = builder->rows + builder->row_count * (width + 1);
    row[0] = (uint16_t)year;
    memcpy(row + 1, keys, width * sizeof *row);
    if (but < width) {
        row[1 + but] = 0;
    }
    struct key_source source = { builder, width, builder->row_count, row_key_at };
    bool is_new = key_index_add(builder->scratch, &builder->row_index, &source, (struct value_key){ row + 1, row[0] });
    builder->row_count += is_new;
    builder->row_keys = NULL;
    builder->shares_keys = but == SIZE_MAX;
    builder->is_new_row = is_new && !builder->dataset->index->index.slots; /* behind a row that stood twice every value is looked up */
}

/* Copies keys to where they stay. */
static const uint16_t *keep_keys(struct builder *builder, const uint16_t *keys) {
    if (builder->shares_keys && builder->row_keys) {
        return builder->row_keys;
    }
    size_t width = builder->dataset->dimension_count;
    if (builder->key_room == 0) {
        size_t room = builder->dataset->count;
        builder->key_room = room < KEYS_LEAST ? KEYS_LEAST : room > KEYS_MOST ? KEYS_MOST : room;
        builder->keys = arena_bytes(builder->arena, builder->key_room * width * sizeof *keys);
    }
    uint16_t *copy = builder->keys;
    builder->key_room--;
    builder->keys += width;
    return builder->row_keys = memcpy(copy, keys, width * sizeof *keys);
}

void builder_add(struct builder *builder, const uint16_t *keys, int year, struct value_text value) {
    struct dataset *dataset = builder->dataset;
    struct observation observation = { .year = year, .cell = value.cell };
    enum diag_code fault = parse_value(builder->resource, value, &observation);
    if (fault != DIAG_CODE_COUNT) {
        builder_fault(builder, fault, value.cell, fault == DIAG_CODE_DATA_BAD_FLAG ? said_flags(builder, &value) : value.text);
        observation = (struct observation){ .year = year, .cell = value.cell, .value = NAN, .status = VALUE_MISSING };
    }
    if (observation.status == VALUE_CONFIDENTIAL) {
        table_mask(dataset->table, value.cell);
        value.text = value.cell->text;
    }
    observation.keys = keys;
    if (builder->is_new_row) {
        append(builder->arena, dataset, &observation);
    } else if (!dataset_add(builder->arena, dataset, &observation)) {
        builder_fault(builder, DIAG_CODE_DATA_DUPLICATE_KEY, value.cell, value.text);
        return;
    }
    dataset->observations[dataset->count - 1].keys = keep_keys(builder, keys);
}
