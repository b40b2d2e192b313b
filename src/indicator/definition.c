#include "indicator/definition.h"

#include <string.h>

#include "base/arena.h"
#include "base/yaml.h"
#include "indicator/series.h"

/* Keys that name the series, describe it for readers or say how it is shown. */
static bool is_description(const char *key) {
    static const char *const keys[] = { "name",      "title", "method", "formula", "unit",   "decimals", "source",
                                        "reference", "note",  "listed", "shown",   "labels", NULL };
    for (size_t i = 0; keys[i]; i++) {
        if (strcmp(keys[i], key) == 0) {
            return true;
        }
    }
    return false;
}

/* Under "from" a dataset is meant, even if a series has the same name. */
static struct definition_input refer(const struct indicators *indicators, const struct series *of, const char *key,
                                     const struct yaml *value) {
    struct definition_input input = { NULL, NULL };
    if (value->kind != YAML_SCALAR || is_description(key)) {
        return input;
    }
    const struct series *series = indicators_find(indicators, value->text);
    const struct dataset *dataset = indicators_dataset(indicators, value->text);
    bool from = dataset && strcmp(key, "from") == 0;
    if (series && series != of && !from) {
        input.series = series;
    } else {
        input.dataset = dataset;
    }
    return input;
}

static bool is_input(struct definition_input input) {
    return input.series || input.dataset;
}

static void add(struct definition_inputs *inputs, struct definition_input input) {
    for (size_t i = 0; i < inputs->count; i++) {
        if (inputs->items[i].series == input.series && inputs->items[i].dataset == input.dataset) {
            return;
        }
    }
    if (is_input(input)) {
        inputs->items[inputs->count++] = input;
    }
}

static size_t most_inputs(const struct yaml *definition) {
    size_t most = definition->count;
    for (size_t i = 0; i < definition->count; i++) {
        most += definition->items[i]->kind == YAML_LIST ? definition->items[i]->count : 0;
    }
    return most;
}

struct definition_inputs definition_inputs(struct arena *arena, const struct indicators *indicators,
                                           const struct series *series) {
    const struct yaml *definition = series->definition;
    struct definition_inputs inputs = { arena_array(arena, most_inputs(definition), sizeof *inputs.items), 0 };
    for (size_t i = 0; i < definition->count; i++) {
        const struct yaml *value = definition->items[i];
        add(&inputs, refer(indicators, series, definition->keys[i], value));
        for (size_t k = 0; value->kind == YAML_LIST && k < value->count; k++) {
            add(&inputs, refer(indicators, series, definition->keys[i], value->items[k]));
        }
    }
    return inputs;
}

bool definition_is_setting(const struct indicators *indicators, const struct series *series, size_t entry) {
    const char *key = series->definition->keys[entry];
    const struct yaml *value = series->definition->items[entry];
    bool inputs = is_input(refer(indicators, series, key, value));
    for (size_t k = 0; value->kind == YAML_LIST && k < value->count; k++) {
        inputs = inputs || is_input(refer(indicators, series, key, value->items[k]));
    }
    return !inputs && !is_description(key);
}
