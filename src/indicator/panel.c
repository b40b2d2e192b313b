#include "indicator/panel.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/build.h"
#include "indicator/places.h"

/* The rows found so far, for the index. */
struct rows {
    struct panel_row *items;
    size_t count, capacity;
};

static struct value_key key_at(const void *owner, size_t place) {
    const struct panel_row *row = &((const struct rows *)owner)->items[place];
    return (struct value_key){ row->keys, row->year };
}

/* The rows and their keys, found by a table. */
static void find_rows(struct arena *arena, struct panel *panel, struct rows *rows, uint32_t *row_of) {
    const struct series *of = panel->of;
    size_t width = of->dimension_count, counts[MAX_SERIES_DIMENSIONS];
    for (size_t i = 0; i < width; i++) {
        counts[i] = i == panel->over ? 1 : of->dimensions[i].count;
    }
    const struct place_bounds bounds = { counts, of->year_count ? of->years[0] : 1,
                                         of->year_count ? of->years[of->year_count - 1] : 0 };
    struct places *places = places_new(arena);
    struct key_source source = { rows, width, 0, key_at };
    places_begin(places, &source, &bounds);
    for (size_t i = 0; i < of->count; i++) {
        uint16_t keys[MAX_SERIES_DIMENSIONS];
        memcpy(keys, of->keys + i * width, width * sizeof *keys);
        keys[panel->over] = 0;
        source.count = rows->count;
        size_t row = places_add(places, &source, (struct value_key){ keys, of->points[i].year });
        if (row == SIZE_MAX) {
            row = rows->count;
            uint16_t *copy = arena_bytes(arena, width * sizeof *copy);
            memcpy(copy, keys, width * sizeof *copy);
            rows->items = arena_grow(arena, rows->items, rows->count, &rows->capacity, sizeof *rows->items);
            rows->items[rows->count++] = (struct panel_row){ copy, of->points[i].year };
        }
        row_of[i] = (uint32_t)row;
    }
}

struct panel panel_make(struct arena *arena, const struct series *of, size_t over) {
    struct panel panel = { .of = of, .over = over, .column_count = of->dimensions[over].count };
    struct rows rows = { 0 };
    uint32_t *row_of = arena_bytes(arena, of->count * sizeof *row_of);
    find_rows(arena, &panel, &rows, row_of);
    panel.row_of = row_of;
    panel.rows = rows.items;
    panel.row_count = rows.count;
    panel.points = arena_array(arena, rows.count * panel.column_count, sizeof(struct point_value *));
    for (size_t i = 0; i < of->count; i++) {
        panel.points[row_of[i] * panel.column_count + of->keys[i * of->dimension_count + over]] = &of->points[i];
    }
    return panel;
}

bool panel_read(struct definition *definition, struct panel *panel) {
    if (definition->input_count != 1) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, definition->entry->pos, "of: one series");
        return false;
    }
    size_t over = definition_dimension(definition, definition->inputs[0], "over");
    if (over == SIZE_MAX) {
        return false;
    }
    *panel = panel_make(definition->scratch, definition->inputs[0], over);
    return true;
}

double panel_value(const struct panel *panel, size_t row, size_t column) {
    const struct point_value *point = panel->points[row * panel->column_count + column];
    return point && point->status == VALUE_PRESENT ? point->value : NAN;
}

void panel_column(const struct panel *panel, size_t column, double *values) {
    for (size_t row = 0; row < panel->row_count; row++) {
        values[row] = panel_value(panel, row, column);
    }
}

double *panel_values(struct arena *arena, const struct panel *panel) {
    double *values = arena_array(arena, panel->row_count * panel->column_count, sizeof *values);
    for (size_t row = 0; row < panel->row_count; row++) {
        for (size_t column = 0; column < panel->column_count; column++) {
            values[row * panel->column_count + column] = panel_value(panel, row, column);
        }
    }
    return values;
}

struct point_value *panel_add(struct definition *definition, const struct panel *panel, size_t row, size_t column,
                              double value) {
    const struct point_value *from = panel->points[row * panel->column_count + column];
    if (!from) {
        return NULL;
    }
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, panel->of, from, keys)) {
        return NULL;
    }
    struct point_value *point = series_put(definition, keys, from->year);
    if (from->status != VALUE_PRESENT) {
        point->status = from->status;
        point_miss(point, point_reason(from));
    } else if (!isnan(value)) {
        point_compute(definition, point, value, &from, 1);
    }
    return point;
}

const char *panel_code(const struct panel *panel, size_t column) {
    return panel->of->dimensions[panel->over].members[column].code;
}
