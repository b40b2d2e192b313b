/* ::: methods: paragraphs made from the definitions that computed the numbers of the document: what, how, from what. */
#include "template/annex.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/number.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/definition.h"
#include "indicator/series.h"
#include "template/directive.h"
#include "text/number.h"

#include <string.h>

enum { GROUP_LEVEL = 4 };

/* ---- the directive ---- */

/* What a template says of the annex. */
struct annex_plan {
    bool steps;
};

static const void *read(struct reading *reading, struct node *node) {
    struct annex_plan *plan = arena_alloc(reading->arena, sizeof *plan);
    const char *steps = node_attribute(node, "steps");
    bool known = !steps || strcmp(steps, "no") == 0 || strcmp(steps, "yes") == 0;
    plan->steps = !steps || strcmp(steps, "no") != 0;
    return known ? plan : directive_refuse(reading, node, "steps is yes or no");
}

/* An empty block stands here until the document is filled. */
static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    static const char *const own[] = { "steps", NULL };
    const struct annex_plan *plan = typed;
    struct node *block = fill_block(filling, to, "methods", node->pos);
    block->attributes = fill_attributes(filling, node, own);
    filling->annexes = arena_grow(filling->arena, filling->annexes, filling->annex_count, &filling->annex_capacity,
                                  sizeof *filling->annexes);
    filling->annexes[filling->annex_count++] = (struct annex){ block, plan->steps };
    filling->seam = false;
}

/* ---- pieces ---- */

/* One annex being written. */
struct writing {
    struct filling *filling;
    const struct annex_words *words;
    struct annex_uses uses;
    struct node *block;
};

static struct origin literal(const struct writing *writing) {
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = writing->block->pos };
}

static struct origin declared(struct source_pos pos) {
    return (struct origin){ .kind = ORIGIN_CELL, .pos = pos };
}

static void add(const struct writing *writing, struct node *to, const char *text, struct origin origin) {
    fill_text(writing->filling, to, text, origin);
}

static void add_strong(const struct writing *writing, struct node *to, const char *text, struct origin origin) {
    add(writing, fill_new(writing->filling, to, NODE_STRONG, origin.pos), text, origin);
}

static void add_group(const struct writing *writing, const char *text) {
    struct node *heading = fill_new(writing->filling, writing->block, NODE_HEADING, writing->block->pos);
    heading->level = GROUP_LEVEL;
    add(writing, heading, text, literal(writing));
}

/* What the language file says below words. */
static const struct yaml *words_of(const struct writing *writing) {
    return writing->filling->filled->words;
}

static struct node *add_paragraph(const struct writing *writing) {
    return fill_new(writing->filling, writing->block, NODE_PARAGRAPH, writing->block->pos);
}

static const char *value_words(const struct writing *writing, const char *key, const char *value) {
    const struct geo *geo = writing->filling->world->geo;
    const char *language = writing->filling->job->language;
    const struct region *region = geo_find(geo, value);
    return region && region->level < 0 ? geo_name(geo, value, language) : annex_value(writing->filling->arena, words_of(writing), key, value);
}

/* The scalar, list or map under key on one line; what a map calls by the same name is said once. */
static void add_value(const struct writing *writing, struct node *to, const char *key, const struct yaml *value) {
    if (value->kind == YAML_SCALAR) {
        add(writing, to, value_words(writing, key, value->text), declared(value->pos));
    }
    for (size_t i = 0; value->kind != YAML_SCALAR && i < value->count; i++) {
        const struct yaml *item = value->items[i];
        bool same = value->kind == YAML_MAP && item->kind == YAML_SCALAR && strcmp(item->text, value->keys[i]) == 0;
        add(writing, to, i ? ", " : "", declared(value->pos));
        if (value->kind == YAML_MAP && !same) {
            add(writing, to, arena_print(writing->filling->arena, "%s = ", value->keys[i]), declared(value->key_pos[i]));
        }
        add_value(writing, to, key, item);
    }
}

/* ---- a series ---- */

/* The number that value states, per cent, in the document's style. */
static void add_percent(const struct writing *writing, struct node *to, const struct yaml *value) {
    const struct template_job *job = writing->filling->job;
    const char *point = strchr(value->text, '.');
    struct number_format format = { .language = job->language, .unit = "percent", .style = job->style,
                                    .decimals = point ? (int)strlen(point + 1) : 0 };
    double number = 0;
    bool usable = number_parse(value->text, &number) && format.decimals < 10;
    add(writing, to, usable ? number_text(writing->filling->arena, &format, number) : value->text, declared(value->pos));
}

/* "at most 5 % estimated": the words around the value of a setting. */
static void add_setting(const struct writing *writing, struct node *to, const struct yaml *definition, size_t entry) {
    struct arena *arena = writing->filling->arena;
    const char *words = annex_setting(arena, words_of(writing), definition->keys[entry]);
    const char *gap = strchr(words, '{'), *end = strchr(gap, '}');
    add(writing, to, arena_copy(arena, words, (size_t)(gap - words)), declared(definition->key_pos[entry]));
    if (gap[1] == '%') {
        add_percent(writing, to, definition->items[entry]);
    } else {
        add_value(writing, to, definition->keys[entry], definition->items[entry]);
    }
    add(writing, to, end + 1, declared(definition->key_pos[entry]));
}

/* Which columns are its keys says nothing of a number. */
static bool is_said(const struct writing *writing, const struct series *series, size_t entry) {
    return definition_is_setting(writing->uses.indicators, series, entry) &&
           strcmp(series->definition->keys[entry], "dimensions") != 0;
}

/* All settings, the first one behind the text first; returns how many there are. */
static size_t add_settings(const struct writing *writing, struct node *to, const struct series *series, const char *first) {
    size_t count = 0;
    for (size_t i = 0; i < series->definition->count; i++) {
        if (is_said(writing, series, i)) {
            add(writing, to, count++ ? "; " : first, literal(writing));
            add_setting(writing, to, series->definition, i);
        }
    }
    return count;
}

static void add_unit(const struct writing *writing, struct node *to, const struct series *series, const char *before) {
    const char *sign = unit_sign(writing->filling->job->style, series->unit);
    if (*series->unit) {
        add(writing, to, before, literal(writing));
        add(writing, to, *sign ? sign : series->unit, declared(yaml_key_pos(series->definition, "unit")));
    }
}

static void add_method(const struct writing *writing, struct node *to, const struct series *series) {
    const char *method = annex_method(words_of(writing), series->method);
    bool formula = series->formula && *series->formula;
    add(writing, to, arena_print(writing->filling->arena, "%s%s", method, formula ? ": " : ""), declared(series->pos));
    add(writing, to, formula ? series->formula : "", declared(yaml_key_pos(series->definition, "formula")));
    add(writing, to, ".", literal(writing));
}

static void add_inputs(const struct writing *writing, struct node *to, const struct series *series) {
    struct definition_inputs inputs = definition_inputs(writing->filling->arena, writing->uses.indicators, series);
    for (size_t i = 0; i < inputs.count; i++) {
        const struct series *input = inputs.items[i].series;
        const struct dataset *dataset = inputs.items[i].dataset;
        add(writing, to, i ? "; " : arena_print(writing->filling->arena, " %s ", writing->words->from), literal(writing));
        add(writing, to, input ? input->title : dataset->title, declared(input ? input->pos : dataset->pos));
    }
    add(writing, to, inputs.count ? "." : "", literal(writing));
}

/* "Title (unit). How: formula. From A; B. Settings: over c. Reference: D." */
static void add_series(const struct writing *writing, const struct series *series) {
    const struct geo *geo = writing->filling->world->geo;
    struct node *to = add_paragraph(writing);
    add_strong(writing, to, series->title, declared(series->pos));
    add_unit(writing, to, series, " (");
    add(writing, to, *series->unit ? "). " : ". ", literal(writing));
    add_method(writing, to, series);
    add_inputs(writing, to, series);
    size_t count = add_settings(writing, to, series, arena_print(writing->filling->arena, " %s ", writing->words->settings));
    add(writing, to, count ? "." : "", literal(writing));
    if (geo_find(geo, series->reference)) {
        add(writing, to, arena_print(writing->filling->arena, " %s ", writing->words->reference), literal(writing));
        add(writing, to, geo_name(geo, series->reference, writing->filling->job->language),
            declared(yaml_key_pos(series->definition, "reference")));
        add(writing, to, ".", literal(writing));
    }
}

/* ---- steps and data ---- */

/* The dataset that a step only takes values from; NULL if it computes. Such a step is said with its dataset. */
static const struct dataset *taken_from(const struct writing *writing, const struct series *series) {
    struct definition_inputs inputs = definition_inputs(writing->filling->arena, writing->uses.indicators, series);
    return inputs.count == 1 && !(series->formula && *series->formula) ? inputs.items[0].dataset : NULL;
}

static void add_all_series(const struct writing *writing, enum annex_use use, const char *group) {
    bool any = false;
    for (size_t i = 0; i < indicators_count(writing->uses.indicators); i++) {
        const struct series *series = indicators_at(writing->uses.indicators, i);
        if (writing->uses.series[i] != use || (use == ANNEX_STEP && taken_from(writing, series))) {
            continue;
        }
        if (!any) {
            add_group(writing, group);
        }
        add_series(writing, series);
        any = true;
    }
}

/* "As published: title (unit; settings); title (…)." */
static void add_taken(const struct writing *writing, struct node *to, const struct dataset *dataset) {
    struct arena *arena = writing->filling->arena;
    size_t found = 0;
    for (size_t i = 0; i < indicators_count(writing->uses.indicators); i++) {
        const struct series *series = indicators_at(writing->uses.indicators, i);
        if (writing->uses.series[i] != ANNEX_STEP || taken_from(writing, series) != dataset) {
            continue;
        }
        const char *method = annex_method(words_of(writing), series->method);
        add(writing, to, found++ ? "; " : arena_print(arena, " %s: ", method), declared(series->pos));
        add(writing, to, series->title, declared(series->pos));
        add_unit(writing, to, series, " (");
        size_t count = add_settings(writing, to, series, *series->unit ? "; " : " (");
        add(writing, to, *series->unit || count ? ")" : "", literal(writing));
    }
    add(writing, to, found ? "." : "", literal(writing));
}

/* "Title. Source, vintage 2017, accessed 2022-10-14." */
static struct node *add_dataset(const struct writing *writing, const struct dataset *dataset) {
    struct buffer state = buffer_new(writing->filling->arena);
    buffer_text(&state, dataset->source);
    if (dataset->vintage && *dataset->vintage) {
        buffer_print(&state, ", %s %s", writing->words->vintage, dataset->vintage);
    }
    if (dataset->accessed && *dataset->accessed) {
        buffer_print(&state, ", %s %s", writing->words->accessed, dataset->accessed);
    }
    struct node *to = add_paragraph(writing);
    add_strong(writing, to, dataset->title, declared(dataset->pos));
    add(writing, to, ". ", literal(writing));
    add(writing, to, state.data, declared(dataset->pos));
    add(writing, to, ".", literal(writing));
    return to;
}

static void write_annex(struct writing *writing, const struct annex *annex) {
    writing->block = annex->block;
    add_all_series(writing, ANNEX_PRINTED, writing->words->printed);
    if (annex->steps) {
        add_all_series(writing, ANNEX_STEP, writing->words->steps);
    }
    if (writing->uses.dataset_count > 0) {
        add_group(writing, writing->words->data);
    }
    for (size_t i = writing->uses.dataset_count; i > 0; i--) { /* found from the last definition to the first */
        const struct dataset *dataset = writing->uses.datasets[i - 1];
        struct node *paragraph = add_dataset(writing, dataset);
        if (annex->steps) {
            add_taken(writing, paragraph, dataset);
        }
    }
}

void fill_annexes(struct filling *filling) {
    struct writing writing = { .filling = filling, .words = annex_words(filling->arena, filling->filled->words) };
    if (filling->annex_count > 0) {
        writing.uses = annex_find(filling);
    }
    for (size_t i = 0; i < filling->annex_count; i++) {
        write_annex(&writing, &filling->annexes[i]);
    }
}

const struct directive directive_methods = { "methods", BODY_NONE, read, fill };
