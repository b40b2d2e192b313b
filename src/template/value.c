#include "template/value.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "indicator/series.h"

#include <assert.h>
#include <string.h>

const char *value_kind_name(enum value_kind kind) {
    static const char *const names[VALUE_KIND_COUNT] = {
        [KIND_FAULT] = "a fault",       [KIND_MISSING] = "a missing value", [KIND_NUMBER] = "a number",
        [KIND_TEXT] = "a text",         [KIND_FLAG] = "true or false",      [KIND_LIST] = "a list",
        [KIND_REGION] = "a region",     [KIND_SERIES] = "a series",         [KIND_POINT] = "a point of a series",
        [KIND_POLICIES] = "all policies", [KIND_POLICY] = "a policy",       [KIND_MARKDOWN] = "a Markdown text",
        [KIND_RECORD] = "a record",
        [KIND_LOOP] = "the state of a loop",
    };
    assert(kind < VALUE_KIND_COUNT);
    return names[kind];
}

struct value value_fault(void) {
    return (struct value){ .kind = KIND_FAULT, .unit = "" };
}

struct value value_missing(const char *reason) {
    return (struct value){ .kind = KIND_MISSING, .unit = "", .reason = reason };
}

struct value value_number(double number, const char *unit, int decimals) {
    return (struct value){ .kind = KIND_NUMBER, .number = number, .unit = unit, .decimals = decimals };
}

struct value value_flag(bool flag) {
    return (struct value){ .kind = KIND_FLAG, .unit = "", .flag = flag };
}

struct value value_text(struct arena *arena, const char *text, struct origin origin) {
    struct piece *piece = arena_alloc(arena, sizeof *piece);
    *piece = (struct piece){ text, origin };
    return (struct value){ .kind = KIND_TEXT, .unit = "", .pieces = piece, .piece_count = 1 };
}

struct value value_list(const struct value *items, size_t count) {
    return (struct value){ .kind = KIND_LIST, .unit = "", .items = items, .count = count };
}

struct value value_record(struct arena *arena, const char *const *names, const struct value *values, size_t count) {
    struct record *record = arena_alloc(arena, sizeof *record);
    struct value *copy = arena_array(arena, count, sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    *record = (struct record){ names, copy, count, false };
    return (struct value){ .kind = KIND_RECORD, .unit = "", .record = record };
}

struct value value_open_record(struct arena *arena, const char *const *names, const struct value *values, size_t count) {
    struct record *record = arena_alloc(arena, sizeof *record);
    *record = (struct record){ names, values, count, true };
    return (struct value){ .kind = KIND_RECORD, .unit = "", .record = record };
}

const struct value *value_find(const struct value *record, const char *name) {
    for (size_t i = 0; i < record->record->count; i++) {
        if (strcmp(record->record->names[i], name) == 0) {
            return &record->record->values[i];
        }
    }
    return NULL;
}

struct value value_region(const struct region *region) {
    return (struct value){ .kind = KIND_REGION, .unit = "", .region = region };
}

struct inputs inputs_join(struct arena *arena, struct inputs a, struct inputs b) {
    if (a.count == 0 || b.count == 0) {
        return a.count ? a : b;
    }
    const struct point_value **points = arena_array(arena, a.count + b.count, sizeof *points);
    for (size_t i = 0; i < a.count; i++) {
        points[i] = a.points[i];
    }
    for (size_t i = 0; i < b.count; i++) {
        points[a.count + i] = b.points[i];
    }
    return (struct inputs){ points, a.count + b.count };
}

struct inputs inputs_of_list(struct arena *arena, const struct value *list) {
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        count += list->items[i].inputs.count;
    }
    const struct point_value **points = arena_array(arena, count, sizeof *points);
    size_t at = 0;
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->items[i].inputs.count; j++) {
            points[at++] = list->items[i].inputs.points[j];
        }
    }
    return (struct inputs){ points, count };
}

const char *value_whole_text(struct arena *arena, const struct value *value) {
    assert(value->kind == KIND_TEXT);
    if (value->piece_count == 1) {
        return value->pieces[0].text;
    }
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < value->piece_count; i++) {
        buffer_text(&out, value->pieces[i].text);
    }
    return out.data ? out.data : "";
}

bool value_is_missing(const struct value *value) {
    bool absent = value->kind == KIND_POINT && (!value->point || value->point->status != VALUE_PRESENT);
    return value->kind == KIND_MISSING || absent;
}

const char *value_reason(const struct value *value) {
    return value->reason ? value->reason : "no value";
}
