#include "template/catalogue.h"

#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/yaml.h"
#include "indicator/catalogue.h"
#include "indicator/series.h"
#include "template/annex.h"
#include "text/number.h"

_Static_assert((int)CATALOGUE_KEYS == (int)SERIES_DIMENSIONS_MAX && (int)CATALOGUE_FREE == (int)KEY_FREE,
               "keys of the catalogue are those of values");

static const char *const family_names[] = { "name", "id", "text", "indicators" };
static const char *const entry_names[] = { "name", "id", "definition", "note", "series", "unit", "formula", "method",
                                           "source", "year", "since", "map", "places" };

enum {
    FAMILY_COUNT = sizeof family_names / sizeof *family_names,
    ENTRY_COUNT = sizeof entry_names / sizeof *entry_names
};

static struct value text_at(const struct evaluation *evaluation, const char *text, struct source_pos pos) {
    return value_text(evaluation->arena, text, (struct origin){ .kind = ORIGIN_CELL, .pos = pos });
}

/* What is declared under key, as text; missing if nothing is. */
static struct value declared(const struct evaluation *evaluation, const struct yaml *about, const char *key) {
    const struct yaml *value = yaml_find(about, key);
    return value && value->kind == YAML_SCALAR
               ? text_at(evaluation, value->text, value->pos)
               : value_missing(arena_print(evaluation->arena, "the catalogue states no %s", key));
}

/* The year under key. */
static struct value declared_year(const struct evaluation *evaluation, const struct yaml *about, const char *key) {
    const struct yaml *value = yaml_find(about, key);
    double number = 0;
    if (!value || value->kind != YAML_SCALAR || !number_parse(value->text, &number)) {
        return declared(evaluation, NULL, key);
    }
    struct value year = value_number(number, "year", 0);
    year.member_pos = value->pos;
    return year;
}

static bool says_yes(const struct yaml *about, const char *key) {
    const struct yaml *value = yaml_find(about, key);
    return value && value->kind == YAML_SCALAR && (strcmp(value->text, "yes") == 0 || strcmp(value->text, "true") == 0);
}

/* The series with the declared members fixed; it is a list of points, or, where nothing is free, one of them. */
static struct value slice_of(const struct catalogue_entry *entry) {
    struct value value = { .kind = KIND_SERIES, .unit = entry->series->unit, .series = entry->series };
    memcpy(value.keys, entry->keys, sizeof value.keys);
    return value;
}

/* The unit in the catalogue's words, else the series' own. */
static struct value unit_of(const struct evaluation *evaluation, const struct catalogue_entry *entry) {
    const struct series *series = entry->series;
    const char *sign = unit_sign(evaluation->job->style, series->unit);
    struct value own = declared(evaluation, entry->about, "unit");
    return own.kind == KIND_TEXT ? own
                                 : text_at(evaluation, *sign ? sign : series->unit, yaml_key_pos(series->definition, "unit"));
}

static struct value entry_value(const struct evaluation *evaluation, const struct catalogue_entry *entry) {
    const struct series *series = entry->series;
    const struct yaml *definition = series->definition;
    const struct value values[ENTRY_COUNT] = {
        text_at(evaluation, entry->title, yaml_find(entry->about, "title")->pos),
        text_at(evaluation, entry->id, yaml_find(entry->about, "id")->pos),
        text_at(evaluation, entry->definition, yaml_find(entry->about, "definition")->pos),
        declared(evaluation, entry->about, "note"),
        slice_of(entry),
        unit_of(evaluation, entry),
        text_at(evaluation, series->formula, yaml_key_pos(definition, "formula")),
        text_at(evaluation, annex_method(evaluation->filled ? evaluation->filled->words : NULL, series->method), yaml_key_pos(definition, "method")),
        text_at(evaluation, series->source, yaml_key_pos(definition, "source")),
        declared_year(evaluation, entry->about, "year"),
        declared_year(evaluation, entry->about, "since"),
        value_flag(says_yes(entry->about, "map")),
        declared(evaluation, entry->about, "places"),
    };
    struct value *copy = arena_array(evaluation->arena, ENTRY_COUNT, sizeof *copy);
    memcpy(copy, values, sizeof values);
    return value_record(evaluation->arena, entry_names, copy, ENTRY_COUNT);
}

static struct value family_value(const struct evaluation *evaluation, const struct catalogue_family *family) {
    struct value *entries = arena_array(evaluation->arena, family->count, sizeof *entries);
    for (size_t i = 0; i < family->count; i++) {
        entries[i] = entry_value(evaluation, &family->entries[i]);
    }
    struct value *values = arena_array(evaluation->arena, FAMILY_COUNT, sizeof *values);
    values[0] = text_at(evaluation, family->title, yaml_find(family->about, "title")->pos);
    values[1] = text_at(evaluation, family->id, yaml_find(family->about, "id")->pos);
    values[2] = text_at(evaluation, family->text, yaml_key_pos(family->about, "text"));
    values[3] = value_list(entries, family->count);
    return value_record(evaluation->arena, family_names, values, FAMILY_COUNT);
}

struct value catalogue_value(const struct evaluation *evaluation) {
    const struct catalogue *catalogue = indicators_catalogue(evaluation->world->indicators);
    struct value *families = arena_array(evaluation->arena, catalogue->count, sizeof *families);
    for (size_t i = 0; i < catalogue->count; i++) {
        families[i] = family_value(evaluation, &catalogue->families[i]);
    }
    return value_list(families, catalogue->count);
}
