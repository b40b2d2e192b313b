/* ::: methods: a table made from the definitions that computed the numbers of the document. */
#include "template/annex.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "template/directive.h"
#include "text/number.h"

#include <string.h>

enum { COLUMNS = 3 };

/* ---- the directive ---- */

/* What a template says of the table. */
struct annex_plan {
    fragment headline, subtitle;
};

static const void *read(struct reading *reading, struct node *node) {
    struct annex_plan *plan = arena_alloc(reading->arena, sizeof *plan);
    plan->headline = fragment_of_attribute(reading, node, "headline");
    plan->subtitle = fragment_of_attribute(reading, node, "subtitle");
    return plan;
}

/* An empty figure stands here until the document is filled. */
static void fill(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    static const char *const own[] = { "headline", "subtitle", NULL };
    const struct annex_plan *plan = typed;
    struct node *figure = fill_new(filling, to, NODE_FIGURE, node->pos);
    figure->text = "table";
    figure->attributes = fill_attributes(filling, node, own);
    fill_new(filling, figure, NODE_CAPTION, node->pos)->text = "label";
    if (!fill_line(filling, figure, NODE_CAPTION, "headline", plan->headline)) {
        struct node *headline = fill_new(filling, figure, NODE_CAPTION, node->pos);
        headline->text = "headline";
        fill_text(filling, headline, annex_words(filling->job->language)->title,
                  (struct origin){ .kind = ORIGIN_LITERAL, .pos = node->pos });
    }
    fill_line(filling, figure, NODE_CAPTION, "subtitle", plan->subtitle);
    filling->annexes = arena_grow(filling->arena, filling->annexes, filling->annex_count, &filling->annex_capacity,
                                  sizeof *filling->annexes);
    filling->annexes[filling->annex_count++] = (struct annex){ figure };
    filling->seam = false;
}

/* ---- pieces of a row ---- */

/* One annex being written. */
struct writing {
    struct filling *filling;
    const struct annex_words *words;
    struct annex_uses uses;
    struct node *table;
};

static struct origin literal(const struct writing *writing) {
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = writing->table->pos };
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

static void add_break(const struct writing *writing, struct node *to) {
    fill_new(writing->filling, to, NODE_LINE_BREAK, to->pos);
}

static struct node *add_row(const struct writing *writing, const char *class) {
    struct node *row = fill_new(writing->filling, writing->table, NODE_ROW, writing->table->pos);
    row->header = strcmp(class, "header") == 0;
    row->attributes = *class && !row->header ? fill_class(writing->filling->arena, class) : NULL;
    return row;
}

static struct node *add_cell(const struct writing *writing, struct node *row) {
    struct node *cell = fill_new(writing->filling, row, NODE_CELL, row->pos);
    cell->header = row->header;
    cell->align = ALIGN_LEFT;
    return cell;
}

static void add_group(const struct writing *writing, const char *text) {
    struct node *cell = add_cell(writing, add_row(writing, "group"));
    cell->level = COLUMNS;
    add(writing, cell, text, literal(writing));
}

/* ---- a series ---- */

/* The scalar or list value as words; series by their titles are said elsewhere. */
static void add_value(const struct writing *writing, struct node *to, const struct yaml *value) {
    if (value->kind == YAML_SCALAR) {
        add(writing, to, value->text, declared(value->pos));
    }
    for (size_t i = 0; value->kind != YAML_SCALAR && i < value->count; i++) {
        const struct yaml *item = value->items[i];
        bool same = value->kind == YAML_MAP && item->kind == YAML_SCALAR && strcmp(item->text, value->keys[i]) == 0;
        add(writing, to, i ? ", " : "", declared(value->pos));
        if (value->kind == YAML_MAP && !same) {
            add(writing, to, arena_print(writing->filling->arena, "%s = ", value->keys[i]), declared(value->key_pos[i]));
        }
        add_value(writing, to, item);
    }
}

/* Settings: everything in the definition that is neither a description nor an input. */
static bool is_setting(const struct writing *writing, const char *key, const struct yaml *value) {
    static const char *const others[] = { "name",   "title",     "method", "formula", "unit",  "decimals",
                                          "source", "reference", "of",     "shown",   "note" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (strcmp(others[i], key) == 0) {
            return false;
        }
    }
    struct annex_reference reference = annex_refer(writing->uses.indicators, key, value);
    return !reference.series && !reference.dataset;
}

/* "estimated_at_most: 5" becomes "estimated at most 5". */
static const char *key_words(struct arena *arena, const char *key) {
    char *words = arena_text(arena, key);
    for (char *at = words; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    return words;
}

/* What else fixes the numbers: unit, area of reference, and every setting of the definition. */
struct settings {
    const struct writing *writing;
    struct node *to;
    bool any;
};

static void add_name(struct settings *settings, const char *words, struct source_pos pos) {
    if (!settings->any) {
        add_break(settings->writing, settings->to);
    }
    const char *text = arena_print(settings->writing->filling->arena, "%s%s ", settings->any ? "; " : "", words);
    add(settings->writing, settings->to, text, declared(pos));
    settings->any = true;
}

static void add_settings(const struct writing *writing, struct node *to, const struct series *series) {
    const char *language = writing->filling->job->language;
    const struct yaml *definition = series->definition;
    struct settings settings = { writing, to, false };
    if (*series->unit) {
        const char *sign = unit_sign(series->unit, language);
        add_name(&settings, writing->words->unit, yaml_key_pos(definition, "unit"));
        add(writing, to, *sign ? sign : series->unit, declared(yaml_key_pos(definition, "unit")));
    }
    if (geo_find(writing->filling->world->geo, series->reference)) {
        add_name(&settings, writing->words->reference, yaml_key_pos(definition, "reference"));
        add(writing, to, geo_name(writing->filling->world->geo, series->reference, language),
            declared(yaml_key_pos(definition, "reference")));
    }
    for (size_t i = 0; i < definition->count; i++) {
        if (is_setting(writing, definition->keys[i], definition->items[i])) {
            add_name(&settings, key_words(writing->filling->arena, definition->keys[i]), definition->key_pos[i]);
            add_value(writing, to, definition->items[i]);
        }
    }
}

static void add_input(const struct writing *writing, struct node *to, struct annex_reference reference) {
    if (!reference.series && !reference.dataset) {
        return;
    }
    add(writing, to, to->first ? "; " : "", literal(writing));
    if (reference.series) {
        add(writing, to, reference.series->title, declared(reference.series->pos));
    } else {
        add(writing, to, reference.dataset->source, declared(reference.dataset->pos));
    }
}

static void add_inputs(const struct writing *writing, struct node *to, const struct yaml *definition) {
    for (size_t i = 0; i < definition->count; i++) {
        const struct yaml *value = definition->items[i];
        add_input(writing, to, annex_refer(writing->uses.indicators, definition->keys[i], value));
        for (size_t k = 0; value->kind == YAML_LIST && k < value->count; k++) {
            add_input(writing, to, annex_refer(writing->uses.indicators, definition->keys[i], value->items[k]));
        }
    }
}

static void add_series(const struct writing *writing, const struct series *series) {
    const char *language = writing->filling->job->language;
    struct node *row = add_row(writing, "");
    add_strong(writing, add_cell(writing, row), series->title, declared(series->pos));
    add_inputs(writing, add_cell(writing, row), series->definition);
    struct node *how = add_cell(writing, row);
    const char *method = annex_method(language, series->method);
    bool formula = series->formula && *series->formula;
    add(writing, how, formula ? arena_print(writing->filling->arena, "%s: ", method) : method, declared(series->pos));
    add(writing, how, formula ? series->formula : "", declared(yaml_key_pos(series->definition, "formula")));
    add_settings(writing, how, series);
}

static void add_all_series(const struct writing *writing, enum annex_use use, const char *group) {
    bool any = false;
    for (size_t i = 0; i < indicators_count(writing->uses.indicators); i++) {
        if (writing->uses.series[i] != use) {
            continue;
        }
        if (!any) {
            add_group(writing, group);
        }
        add_series(writing, indicators_at(writing->uses.indicators, i));
        any = true;
    }
}

/* ---- a dataset ---- */

static void add_dataset(const struct writing *writing, const struct dataset *dataset) {
    struct node *row = add_row(writing, "");
    add_strong(writing, add_cell(writing, row), dataset->title, declared(dataset->pos));
    add(writing, add_cell(writing, row), dataset->source, declared(dataset->pos));
    struct buffer state = buffer_new(writing->filling->arena);
    buffer_text(&state, "");
    if (dataset->vintage && *dataset->vintage) {
        buffer_print(&state, "%s %s", writing->words->vintage, dataset->vintage);
    }
    if (dataset->accessed && *dataset->accessed) {
        buffer_print(&state, "%s%s %s", state.size ? ", " : "", writing->words->accessed, dataset->accessed);
    }
    add(writing, add_cell(writing, row), state.data ? state.data : "", declared(dataset->pos));
}

static void write_annex(struct writing *writing, struct node *figure) {
    struct filling *filling = writing->filling;
    writing->table = fill_new(filling, figure, NODE_TABLE, figure->pos);
    struct attribute widths = { "widths", "50 50 70", figure->pos };
    writing->table->attributes = attributes_with(filling->arena, NULL, widths);
    struct node *head = add_row(writing, "header");
    add(writing, add_cell(writing, head), writing->words->what, literal(writing));
    add(writing, add_cell(writing, head), writing->words->from, literal(writing));
    add(writing, add_cell(writing, head), writing->words->how, literal(writing));
    add_all_series(writing, ANNEX_PRINTED, writing->words->printed);
    const char *steps = node_attribute(figure, "steps");
    if (!steps || strcmp(steps, "no") != 0) {
        add_all_series(writing, ANNEX_STEP, writing->words->steps);
    }
    if (writing->uses.dataset_count > 0) {
        add_group(writing, writing->words->data);
    }
    for (size_t i = writing->uses.dataset_count; i > 0; i--) { /* found from the last definition to the first */
        add_dataset(writing, writing->uses.datasets[i - 1]);
    }
}

void fill_annexes(struct filling *filling) {
    struct writing writing = { .filling = filling, .words = annex_words(filling->job->language) };
    if (filling->annex_count > 0) {
        writing.uses = annex_find(filling);
    }
    for (size_t i = 0; i < filling->annex_count; i++) {
        write_annex(&writing, filling->annexes[i].figure);
    }
}

const struct directive directive_methods = { "methods", BODY_NONE, read, fill };
