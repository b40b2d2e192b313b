#include "inspect/definition.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/map.h"
#include "base/yaml.h"
#include "indicator/definition.h"
#include "indicator/series.h"
#include "inspect/print.h"
#include "inspect/tree.h"

enum { DEEPEST = 24 };

/* True the first time. */
static bool is_first(struct tree *tree, const struct series *series) {
    return map_add(tree->seen, arena_print(tree->arena, "definition %s", series->name), 1);
}

/* ---- text ---- */

/* "a, b = c": lists and maps on one line. */
static void print_setting(const struct yaml *value, struct buffer *out) {
    if (value->kind == YAML_SCALAR) buffer_text(out, value->text);
    for (size_t i = 0; value->kind != YAML_SCALAR && i < value->count; i++) {
        buffer_text(out, i ? ", " : "");
        if (value->kind == YAML_MAP) buffer_print(out, "%s = ", value->keys[i]);
        print_setting(value->items[i], out);
    }
}

static void print_settings(struct tree *tree, const struct indicators *indicators, const struct series *series, size_t depth) {
    const struct yaml *definition = series->definition;
    for (size_t i = 0; i < definition->count; i++) {
        if (!definition_is_setting(indicators, series, i)) continue;
        buffer_indent(tree->out, (int)depth);
        buffer_print(tree->out, "%s: ", definition->keys[i]);
        print_setting(definition->items[i], tree->out);
        buffer_byte(tree->out, '\n');
    }
}

static void print_dataset(const struct dataset *dataset, struct buffer *out, size_t depth) {
    buffer_indent(out, (int)depth);
    buffer_print(out, "dataset %s: %s <- %s, %s", dataset->name, dataset->title, dataset->table->file->path, dataset->source);
    if (dataset->vintage && *dataset->vintage) buffer_print(out, ", vintage %s", dataset->vintage);
    buffer_byte(out, ',');
    print_position(dataset->pos, out);
    buffer_byte(out, '\n');
}

static void print_head(const struct series *series, struct buffer *out, size_t depth) {
    buffer_indent(out, (int)depth);
    buffer_print(out, "%s[", series->name);
    for (size_t i = 0; i < series->dimension_count; i++) buffer_print(out, "%s%s", i ? ", " : "", series->dimensions[i].name);
    buffer_print(out, "]: %s", series->title);
    if (*series->unit) buffer_print(out, ", %s", series->unit);
    if (*series->reference) buffer_print(out, ", beside %s", series->reference);
}

void definition_print(struct tree *tree, const struct indicators *indicators, const struct series *series, size_t depth) {
    bool first = is_first(tree, series);
    print_head(series, tree->out, depth);
    buffer_text(tree->out, first ? "\n" : " (see above)\n");
    if (!first || depth >= DEEPEST) return;
    tree_method(tree, series, depth + 1);
    print_settings(tree, indicators, series, depth + 1);
    struct definition_inputs inputs = definition_inputs(tree->arena, indicators, series);
    for (size_t i = 0; i < inputs.count; i++) {
        if (inputs.items[i].series) definition_print(tree, indicators, inputs.items[i].series, depth + 1);
        else print_dataset(inputs.items[i].dataset, tree->out, depth + 1);
    }
}

/* ---- JSON ---- */

static void print_settings_json(const struct indicators *indicators, const struct series *series, struct buffer *out) {
    const struct yaml *definition = series->definition;
    bool any = false;
    buffer_text(out, ",\"settings\":{");
    for (size_t i = 0; i < definition->count; i++) {
        if (!definition_is_setting(indicators, series, i)) continue;
        buffer_text(out, any ? "," : "");
        json_quote(out, definition->keys[i]);
        buffer_byte(out, ':');
        yaml_add_json(definition->items[i], out);
        any = true;
    }
    buffer_byte(out, '}');
}

/* Texts by their keys, behind what the object holds already. */
static void print_texts_json(const char *const texts[][2], size_t count, struct buffer *out) {
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, ",\"%s\":", texts[i][0]);
        json_quote(out, texts[i][1] ? texts[i][1] : "");
    }
}

static void print_dataset_json(const struct dataset *dataset, struct buffer *out) {
    const char *const texts[][2] = { { "title", dataset->title }, { "source", dataset->source }, { "vintage", dataset->vintage },
        { "data", dataset->table->file->path } };
    buffer_text(out, "{\"dataset\":");
    json_quote(out, dataset->name);
    print_texts_json(texts, sizeof texts / sizeof *texts, out);
    print_position_json(dataset->pos, out);
    buffer_byte(out, '}');
}

void definition_print_json(struct tree *tree, const struct indicators *indicators, const struct series *series, size_t depth) {
    const char *const texts[][2] = { { "title", series->title }, { "unit", series->unit }, { "method", series->method },
        { "formula", series->formula }, { "source", series->source }, { "reference", series->reference } };
    struct buffer *out = tree->out;
    bool first = is_first(tree, series);
    buffer_text(out, "{\"series\":");
    json_quote(out, series->name);
    print_texts_json(texts, sizeof texts / sizeof *texts, out);
    print_position_json(series->pos, out);
    if (!first || depth >= DEEPEST) {
        buffer_text(out, ",\"again\":true}");
        return;
    }
    print_settings_json(indicators, series, out);
    buffer_text(out, ",\"inputs\":[");
    struct definition_inputs inputs = definition_inputs(tree->arena, indicators, series);
    for (size_t i = 0; i < inputs.count; i++) {
        buffer_text(out, i ? "," : "");
        if (inputs.items[i].series) definition_print_json(tree, indicators, inputs.items[i].series, depth + 1);
        else print_dataset_json(inputs.items[i].dataset, out);
    }
    buffer_text(out, "]}");
}
