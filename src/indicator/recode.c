/* Method recode: values of one version of a classification become values of another by a declared correspondence, a CSV
 * with the columns from, to and, where one code becomes several, weight. Only what adds up can be recoded, so rates are
 * refused unless only names change. A code whose parts are not all there is missing; what rests on a weight below 1 is flagged e. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"
#include "base/yaml.h"
#include "indicator/panel.h"

enum { NOT_ASKED = -2 };

struct link {
    const struct cell *from, *to;
    double weight;
    double sum;    /* of the weights of its old code so far; kept in the first link of the code */
    size_t member; /* of from in the input; SIZE_MAX: the input lacks it */
    size_t next;   /* the next link to the same code; SIZE_MAX: none */
};

/* A new code with the chain of links that lead to it. */
struct target {
    const char *code;
    size_t first, last; /* links */
    size_t parts;       /* how many of the old codes the input has */
    size_t member;      /* in the series; NOT_ASKED; SIZE_MAX: not wanted */
};

struct recoding {
    struct definition *definition;
    struct panel panel;
    const struct table *table;
    struct link *links;
    size_t count;
    struct map *known; /* the first link of each old code */
    struct target *targets; /* in the order of their first links */
    size_t target_count;
};

static bool fault(const struct recoding *recoding, enum diag_code code, const struct cell *cell) {
    diag_add(recoding->definition->diag, code, table_cell_pos(recoding->table, cell), "%s", cell->text);
    return false;
}

static bool read_link(struct recoding *recoding, size_t row, const size_t columns[3]) {
    struct link *link = &recoding->links[recoding->count++];
    link->from = table_cell(recoding->table, row, columns[0]);
    link->to = table_cell(recoding->table, row, columns[1]);
    link->weight = 1;
    link->member = series_find_member(recoding->panel.of, recoding->panel.over, link->from->text);
    if (columns[2] != SIZE_MAX) {
        const struct cell *cell = table_cell(recoding->table, row, columns[2]);
        if (!number_parse(cell->text, &link->weight) || !(link->weight > 0 && link->weight <= 1)) {
            return fault(recoding, DIAG_CODE_CROSSWALK_WEIGHTS, cell);
        }
    }
    map_add(recoding->known, link->from->text, recoding->count - 1);
    double *sum = &recoding->links[map_find(recoding->known, link->from->text)].sum;
    *sum += link->weight;
    return *sum <= 1 + 1e-9 || fault(recoding, DIAG_CODE_CROSSWALK_WEIGHTS, link->from);
}

static bool read_links(struct recoding *recoding) {
    struct definition *definition = recoding->definition;
    static const char *const names[] = { "from", "to", "weight" };
    const char *path = yaml_need(definition->diag, definition->entry, "table");
    recoding->table = path ? indicators_table(definition->indicators, definition->diag, path,
                                              yaml_key_pos(definition->entry, "table"))
                           : NULL;
    if (!recoding->table) {
        return false;
    }
    size_t columns[3];
    for (size_t i = 0; i < 3; i++) {
        columns[i] = table_find_column(recoding->table, names[i]);
        if (columns[i] == SIZE_MAX && i < 2) {
            diag_add(definition->diag, DIAG_CODE_DATA_MISSING_COLUMN, (struct source_pos){ recoding->table->file, 1, 0 },
                     "%s", names[i]);
            return false;
        }
    }
    recoding->known = map_new(definition->scratch);
    recoding->links = arena_array(definition->scratch, recoding->table->row_count, sizeof *recoding->links);
    for (size_t row = 0; row < recoding->table->row_count; row++) {
        if (!read_link(recoding, row, columns)) {
            return false;
        }
    }
    return true;
}

/* True if every code becomes one other, and no two become the same. */
static bool is_renaming(const struct recoding *recoding) {
    struct map *seen = map_new(recoding->definition->arena);
    for (size_t i = 0; i < recoding->count; i++) {
        if (recoding->links[i].weight < 1 || !map_add(seen, recoding->links[i].to->text, i)) {
            return false;
        }
    }
    return true;
}

/* Rates and quotients cannot be added: of them only the names can change. */
static bool check_unit(const struct recoding *recoding) {
    static const char *const rates[] = { "percent", "percentage points", "ratio", "index" };
    const char *unit = recoding->panel.of->unit;
    bool is_rate = strstr(unit, " per ") != NULL;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        is_rate = is_rate || strcmp(unit, rates[i]) == 0;
    }
    if (is_rate && !is_renaming(recoding)) {
        diag_add(recoding->definition->diag, DIAG_CODE_INDICATOR_UNIT, recoding->definition->entry->pos,
                 "%s in %s does not add up; recode its numerator and denominator", recoding->panel.of->name, unit);
        return false;
    }
    return true;
}

/* Gathers the links by the code that they lead to. */
static void find_targets(struct recoding *recoding) {
    struct arena *arena = recoding->definition->scratch;
    struct map *places = map_new(arena);
    recoding->targets = arena_array(arena, recoding->count, sizeof *recoding->targets);
    for (size_t i = 0; i < recoding->count; i++) {
        struct link *link = &recoding->links[i];
        size_t place = map_find(places, link->to->text);
        link->next = SIZE_MAX;
        if (place == MAP_NONE) {
            place = recoding->target_count++;
            map_add(places, link->to->text, place);
            recoding->targets[place] =
                (struct target){ .code = link->to->text, .first = i, .last = i, .member = (size_t)NOT_ASKED };
        } else {
            recoding->links[recoding->targets[place].last].next = i;
            recoding->targets[place].last = i;
        }
        recoding->targets[place].parts += link->member != SIZE_MAX;
    }
}

/* Members come into the series when the first row asks for them. */
static size_t target_member(struct definition *definition, size_t dimension, struct target *target) {
    if (target->member == (size_t)NOT_ASKED) {
        target->member = definition_member(definition, dimension, target->code);
    }
    return target->member;
}

static bool find_keys(const struct recoding *recoding, size_t row, struct target *target, uint16_t *keys) {
    const struct panel *panel = &recoding->panel;
    for (size_t i = 0; i < panel->of->dimension_count; i++) {
        size_t member = i == panel->over ? target_member(recoding->definition, i, target)
                                         : definition_take(recoding->definition, i, panel->of, i, panel->rows[row].keys[i]);
        if (member == SIZE_MAX) {
            return false;
        }
        keys[i] = (uint16_t)member;
    }
    return true;
}

/* Adds what the links to a code give in a row of the panel. */
static void compute(const struct recoding *recoding, size_t row, struct target *target) {
    struct definition *definition = recoding->definition;
    const struct panel *panel = &recoding->panel;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (target->parts == 0 || !find_keys(recoding, row, target, keys)) {
        return;
    }
    struct point_value *point = series_put(definition, keys, panel->rows[row].year);
    const struct point_value **inputs = definition_gather(definition, target->parts);
    size_t count = 0;
    double sum = 0, least = 1;
    for (size_t i = target->first; i != SIZE_MAX; i = recoding->links[i].next) {
        const struct link *link = &recoding->links[i];
        const struct point_value *part =
            link->member == SIZE_MAX ? NULL : panel->points[row * panel->column_count + link->member];
        if (!part || part->status != VALUE_PRESENT) {
            point_miss(point, part ? point_reason(part)
                                   : arena_print(definition->arena, "there is no value for %s", link->from->text));
            return;
        }
        inputs[count++] = part;
        sum += link->weight * part->value;
        least = fmin(least, link->weight);
    }
    point_compute(definition, point, sum, inputs, count);
    point->flags |= least < 1 ? flag_bit('e') : 0;
}

bool recode_compute(struct definition *definition) {
    struct recoding recoding = { .definition = definition };
    if (!panel_read(definition, &recoding.panel) || !read_links(&recoding) || !check_unit(&recoding)) {
        return false;
    }
    const char *over = recoding.panel.of->dimensions[recoding.panel.over].name;
    const char *version = yaml_text(definition->diag, definition->entry, "version", "");
    if (strcmp(over, "geo") == 0) {
        definition->series->nuts = version;
    } else {
        definition->series->nace = version;
    }
    definition_copy_dimensions(definition, recoding.panel.of, NULL);
    find_targets(&recoding);
    for (size_t row = 0; row < recoding.panel.row_count; row++) {
        for (size_t i = 0; i < recoding.target_count; i++) {
            compute(&recoding, row, &recoding.targets[i]);
        }
    }
    return true;
}
