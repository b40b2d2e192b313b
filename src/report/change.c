/* Values of series then and now: what is kept of them, which points are not what they were, and which of these a document
 * rests on. */
#include "report/change.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "drawing/drawing.h"
#include "indicator/selection.h"
#include "report/program.h"
#include "template/template.h"

/* ---- values that can be kept ---- */

/* A point as it is kept: its keys and year as text, ended by a NUL, then these bytes. */
struct kept_value {
    double value; /* 0 unless present */
    uint32_t flags;
    uint32_t status;
};

static void add_key(struct buffer *out, const struct point_value *point) {
    for (size_t i = 0; i < point_series(point)->dimension_count; i++) {
        buffer_text(out, point_series(point)->dimensions[i].members[point_keys(point)[i]].code);
        buffer_byte(out, ',');
    }
    if (point->year < 0) buffer_byte(out, '-');
    buffer_count(out, (unsigned long)labs(point->year));
    buffer_byte(out, '\0');
}

static struct kept_value kept_of(const struct point_value *point) {
    bool present = point->status == VALUE_PRESENT;
    return (struct kept_value){ present ? point->value : 0, point->flags, (uint32_t)point->status };
}

/* Values, flags, status and years of all points, as many at once as are hashed quickest. */
static uint64_t hash_values(uint64_t hash, const struct series *series) {
    enum { AT_ONCE = 128 };
    struct {
        double value;
        uint32_t flags;
        int16_t status, year;
    } kept[AT_ONCE];
    for (size_t i = 0; i < series->count; i += AT_ONCE) {
        size_t count = series->count - i < AT_ONCE ? series->count - i : AT_ONCE;
        for (size_t k = 0; k < count; k++) {
            const struct point_value *point = &series->points[i + k];
            kept[k].value = point->status == VALUE_PRESENT ? point->value : 0;
            kept[k].flags = point->flags;
            kept[k].status = (int16_t)point->status;
            kept[k].year = point->year;
        }
        hash = hash_bytes(hash, kept, count * sizeof *kept);
    }
    return hash;
}

/* All that is kept of a series: its members, and of each point which of them it belongs to, year and value. */
static uint64_t hash_series(const struct series *series) {
    uint64_t hash = hash_bytes(HASH_START, &series->dimension_count, sizeof series->dimension_count);
    for (size_t i = 0; i < series->dimension_count; i++) {
        const struct series_dimension *dimension = &series->dimensions[i];
        for (size_t k = 0; k < dimension->count; k++) hash = hash_text(hash, dimension->members[k].code);
        hash = hash_bytes(hash, &dimension->count, sizeof dimension->count);
    }
    if (series->count == 0) return hash;
    hash = hash_bytes(hash, point_keys(series->points), series->count * series->dimension_count * sizeof(uint16_t));
    return hash_values(hash, series);
}

struct report_series report_series_whole(struct arena *arena, const struct report_series *series) {
    struct report_series whole = *series;
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; series->of && i < series->of->count; i++) {
        struct kept_value kept = kept_of(&series->of->points[i]);
        add_key(&out, &series->of->points[i]);
        buffer_add(&out, (const char *)&kept, sizeof kept);
    }
    if (!series->of) return whole;
    whole.values = out.data ? out.data : "";
    whole.size = out.size;
    return whole;
}

const struct indicators *report_edition_indicators(struct program *program, const char *edition) {
    return program_edition(program, diag_new(program->arena), edition)->world.indicators; /* what is wrong was said when it was read */
}

const struct report_series *report_series(struct arena *arena, const struct indicators *indicators, size_t *count) {
    *count = indicators_count(indicators);
    struct report_series *kept = arena_array(arena, *count, sizeof *kept);
    for (size_t i = 0; i < *count; i++) {
        const struct series *series = indicators_at(indicators, i);
        kept[i] = (struct report_series){ .name = series->name, .hash = hash_series(series), .of = series };
    }
    return kept;
}

/* ---- points that are not what they were ---- */

struct report_changes {
    struct arena *arena;
    const struct kept_value **old; /* by id - 1 of the point; NULL: it is what it was */
    size_t point_count;
};

/* A point that was not there before. */
static const struct kept_value new_point = { 0, 0, UINT32_MAX };

/* The kept values of one series, by key. */
static struct map *read_kept(struct arena *arena, const struct report_series *series, const struct kept_value ***values) {
    struct map *map = map_new(arena);
    size_t count = 0, capacity = 0;
    const char *at = series->values, *end = series->values + series->size;
    while (at < end) {
        size_t size = strnlen(at, (size_t)(end - at)) + 1;
        if ((size_t)(end - at) < size + sizeof(struct kept_value)) break;
        struct kept_value *value = arena_alloc(arena, sizeof *value);
        memcpy(value, at + size, sizeof *value);
        *values = arena_grow(arena, (void *)*values, count, &capacity, sizeof(struct kept_value *));
        (*values)[count] = value;
        map_add(map, at, count++);
        at += size + sizeof *value;
    }
    return map;
}

static bool is_other(double a, double b) {
    return a < b || a > b;
}

static bool is_same(const struct kept_value *a, const struct kept_value *b) {
    return a->status == b->status && a->flags == b->flags && !is_other(a->value, b->value);
}

/* Notes the points of series that are not what they were. */
static void compare(struct report_changes *changes, const struct series *series, const struct report_series *before) {
    const struct kept_value **values = NULL;
    struct map *map = read_kept(changes->arena, before, &values);
    struct buffer key = buffer_new(changes->arena);
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        key.size = 0;
        add_key(&key, point);
        size_t found = map_find(map, key.data);
        struct kept_value now = kept_of(point);
        if (found == MAP_NONE) changes->old[point_id(point) - 1] = &new_point;
        else if (!is_same(values[found], &now)) changes->old[point_id(point) - 1] = values[found];
    }
}

/* The number of points: ids run from 1 in the order of the series. */
static size_t count_points(const struct indicators *indicators) {
    size_t last = 0;
    for (size_t i = 0; i < indicators_count(indicators); i++) {
        const struct series *series = indicators_at(indicators, i);
        if (series->count > 0) last = point_id(&series->points[series->count - 1]);
    }
    return last;
}

const struct report_changes *report_changes(struct arena *arena, const struct indicators *indicators,
                                            const struct report_series *before, size_t count) {
    struct report_changes *changes = arena_alloc(arena, sizeof *changes);
    *changes = (struct report_changes){ .arena = arena, .point_count = count_points(indicators) };
    changes->old = arena_array(arena, changes->point_count, sizeof(struct kept_value *));
    for (size_t i = 0; i < count; i++) {
        const struct series *series = indicators_find(indicators, before[i].name);
        if (!series || !before[i].values) continue;
        if (hash_series(series) != before[i].hash) compare(changes, series, &before[i]);
    }
    return changes;
}

/* ---- in words ---- */

static const struct kept_value *old_of(const struct report_changes *changes, const struct point_value *point) {
    return point && point_id(point) > 0 && point_id(point) <= changes->point_count ? changes->old[point_id(point) - 1] : NULL;
}

/* 41 000 or 0.25 */
static void add_number(struct buffer *out, double value, int decimals) {
    char *text = arena_print(out->arena, "%.*f", decimals, value);
    size_t sign = *text == '-';
    size_t whole = strspn(text + sign, "0123456789");
    buffer_add(out, text, sign);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0 && whole > 3) buffer_byte(out, ' ');
        buffer_byte(out, text[sign + i]);
    }
    buffer_text(out, text + sign + whole);
}

/* So many that two numbers that differ look different. */
static int decimals_of(struct arena *arena, const struct series *series, double a, double b) {
    enum { MOST = 12 };
    int decimals = series->decimals < 0 ? 0 : series->decimals;
    while (decimals < MOST && strcmp(arena_print(arena, "%.*f", decimals, a), arena_print(arena, "%.*f", decimals, b)) == 0) decimals++;
    return decimals;
}

static void add_value(struct buffer *out, const struct kept_value *value, int decimals) {
    static const char *const states[] = { [VALUE_PRESENT] = "", [VALUE_MISSING] = "missing", [VALUE_CONFIDENTIAL] = "confidential",
        [VALUE_IMPOSSIBLE] = "impossible" };
    if (value->status == VALUE_PRESENT) add_number(out, value->value, decimals);
    else buffer_text(out, value->status < sizeof states / sizeof *states ? states[value->status] : "missing");
    const char *flags = flags_text(out->arena, value->flags);
    if (*flags) buffer_print(out, " %s", flags);
}

static void describe(struct buffer *out, const struct report_changes *changes, const struct point_value *point) {
    const struct kept_value *old = old_of(changes, point);
    const struct kept_value now = kept_of(point);
    bool both = old->status == VALUE_PRESENT && now.status == VALUE_PRESENT && is_other(old->value, now.value);
    int decimals = decimals_of(out->arena, point_series(point), now.value, both ? old->value : now.value + 1);
    struct buffer key = buffer_new(out->arena);
    add_key(&key, point);
    buffer_print(out, "%s[%s] ", point_series(point)->name, key.data);
    if (old == &new_point) {
        buffer_text(out, "is new: ");
    } else {
        buffer_text(out, "changed: ");
        add_value(out, old, decimals);
        buffer_text(out, " → ");
    }
    add_value(out, &now, decimals);
}

/* The roots of what changed: changed points none of whose inputs changed. */
struct roots {
    const struct report_changes *changes;
    const struct point_value **items;
    size_t count, capacity;
    bool *seen; /* by id - 1 */
    struct arena *arena;
};

/* Two series may hold the same cell: it is one root. */
static void add_root(struct roots *roots, const struct point_value *point) {
    for (size_t i = 0; i < roots->count; i++)
        if (point_observation(point) && point_observation(roots->items[i]) == point_observation(point)) return;
    roots->items = arena_grow(roots->arena, (void *)roots->items, roots->count, &roots->capacity, sizeof(struct point_value *));
    roots->items[roots->count++] = point;
}

static void find_roots(struct roots *roots, const struct point_value *point) {
    if (!old_of(roots->changes, point) || roots->seen[point_id(point) - 1]) return;
    roots->seen[point_id(point) - 1] = true;
    bool root = true;
    for (size_t i = 0; i < point->input_count; i++) {
        if (!old_of(roots->changes, point_inputs(point)[i])) continue;
        root = false;
        find_roots(roots, point_inputs(point)[i]);
    }
    if (root) add_root(roots, point);
}

static void find_in_selection(struct roots *roots, const struct selection *selection) {
    for (size_t i = 0; i < selection->row_count * selection->column_count; i++) find_roots(roots, selection->points[i]);
}

/* A value that got lost or came in another year decides from which year a selection takes its values: the same keys in all years. */
static void find_in_years(struct roots *roots, const struct selection *selection) {
    for (size_t i = 0; i < selection->row_count * selection->column_count; i++) {
        const struct point_value *point = selection->points[i];
        for (size_t y = 0; point && y < point_series(point)->year_count; y++) {
            const struct point_value *other = series_find(point_series(point), point_keys(point), point_series(point)->years[y]);
            if (other) find_roots(roots, other);
        }
    }
}

static const char *reason_of_values(struct arena *arena, const struct filled *filled, const struct report_changes *changes) {
    struct roots roots = { .arena = arena, .changes = changes, .seen = arena_array(arena, changes->point_count, sizeof(bool)) };
    for (size_t i = 0; i < filled->selection_count; i++) find_in_selection(&roots, filled->selections[i]);
    for (size_t i = 0; i < filled->selection_count && roots.count == 0; i++) find_in_years(&roots, filled->selections[i]);
    if (roots.count == 0) return NULL;
    struct buffer out = buffer_new(arena);
    describe(&out, changes, roots.items[0]);
    if (roots.count > 1) buffer_print(&out, ", and %zu more", roots.count - 1);
    return out.data;
}

/* True if a word of the document comes from the file at path. */
static bool quotes(const struct filled *filled, const char *path) {
    const struct node *root = filled->document->root;
    for (const struct node *node = root; node; node = node_next(root, node)) {
        const struct source_file *files[] = { node->pos.file, node->origin.pos.file };
        for (size_t i = 0; i < 2; i++)
            if (files[i] && strcmp(files[i]->path, path) == 0) return true;
    }
    return false;
}

static const char *reason_of_files(struct arena *arena, const struct filled *filled, const struct report_before *before) {
    for (size_t i = 0; i < before->changed_count; i++)
        if (quotes(filled, before->changed[i])) return arena_print(arena, "%s changed", before->changed[i]);
    return before->first ? before->first : "";
}

const char *filled_reason(struct arena *arena, const struct filled *filled, const struct report_before *before) {
    const char *values = before->changes ? reason_of_values(arena, filled, before->changes) : NULL;
    return values ? values : reason_of_files(arena, filled, before);
}

/* ---- hashes ---- */

uint64_t filled_selections_hash(const struct filled *filled) {
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < filled->selection_count; i++) {
        const uint64_t one = filled->selections[i]->hash;
        hash = hash_bytes(hash, &one, sizeof one);
    }
    return hash;
}

uint64_t filled_hash(const struct filled *filled, const struct drawing *const *drawings, uint64_t settings) {
    const char *words[sizeof filled->labels / sizeof(const char *)]; /* labels are words and nothing else */
    memcpy(words, &filled->labels, sizeof words);
    uint64_t hash = document_hash(settings, filled->document);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) hash = hash_text(hash, words[i] ? words[i] : "");
    for (size_t i = 0; i < filled->graphic_count; i++) {
        const uint32_t node = filled->graphics[i].node;
        hash = hash_bytes(hash, &node, sizeof node);
        if (drawings[i]) hash = drawing_hash(hash, drawings[i]);
    }
    return hash;
}
