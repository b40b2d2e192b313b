/* Method change: how a series changed from one year to another, as a difference, in percent or as the mean yearly rate
 * in percent (compound annual growth rate). "from" and "to" are years; without "to" it is the newest year of each
 * member that comes after "from". The point stands in the later year. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

enum change_kind { CHANGE_DIFFERENCE, CHANGE_PERCENT, CHANGE_CAGR, CHANGE_COUNT };

static const char *const kind_names[CHANGE_COUNT] = {
    [CHANGE_DIFFERENCE] = "difference", [CHANGE_PERCENT] = "percent", [CHANGE_CAGR] = "cagr"
};

struct changing {
    struct definition *definition;
    const struct series *of;
    enum change_kind kind;
    int from, to; /* to 0: the newest */
};

static int read_year(const struct definition *definition, const char *key) {
    double year = yaml_number(definition->diag, definition->entry, key, 0);
    return year >= 1 && year <= 9999 ? (int)year : 0;
}

static double change_of(enum change_kind kind, const struct point_value *old, const struct point_value *new) {
    switch (kind) {
    case CHANGE_PERCENT:
        return 100 * (new->value / old->value - 1);
    case CHANGE_CAGR:
        return 100 * (pow(new->value / old->value, 1.0 / (new->year - old->year)) - 1);
    case CHANGE_DIFFERENCE:
    case CHANGE_COUNT:
        break;
    }
    return new->value - old->value;
}

/* A break anywhere behind the first year, up to the last, lies between the two. */
static value_flags breaks_between(const struct series *of, const struct point_value *old, const struct point_value *new) {
    value_flags flags = 0;
    for (size_t i = 0; i < of->year_count; i++) {
        bool between = of->years[i] > old->year && of->years[i] <= new->year;
        const struct point_value *point = between ? series_find(of, point_keys(old), of->years[i]) : NULL;
        flags |= point ? point->flags & flag_bit('b') : 0;
    }
    return flags;
}

static void compare(const struct changing *changing, const struct point_value *old, const struct point_value *new,
                    struct point_value *point) {
    if (changing->kind != CHANGE_DIFFERENCE && (old->value <= 0 || new->value < 0)) {
        point_miss(point, "a rate of change needs values above zero");
        return;
    }
    const struct point_value *const inputs[] = { old, new };
    point_compute(changing->definition, point, change_of(changing->kind, old, new), inputs, 2);
    point->flags |= breaks_between(changing->of, old, new);
}

/* The later year of a member: that declared, or its newest, or the newest of all if it has none. */
static int find_to(const struct changing *changing, const uint16_t *keys) {
    int latest = changing->to ? changing->to : series_latest_year(changing->of, keys);
    return latest > changing->from ? latest : changing->of->years[changing->of->year_count - 1];
}

static void compute(const struct changing *changing, const struct point_value *at) {
    struct definition *definition = changing->definition;
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, changing->of, at, keys)) {
        return;
    }
    int to = find_to(changing, point_keys(at));
    struct point_value *point = series_add(definition, keys, to);
    if (!point) {
        return; /* the members of at were met in another year */
    }
    const struct point_value *ends[] = { series_find(changing->of, point_keys(at), changing->from),
                                         series_find(changing->of, point_keys(at), to) };
    for (size_t i = 0; i < 2; i++) {
        if (!ends[i] || ends[i]->status != VALUE_PRESENT) {
            int year = i == 0 ? changing->from : to;
            point_miss(point, ends[i] && point_reason(ends[i]) ? point_reason(ends[i])
                                                         : arena_print(definition->arena, "there is no value for %s, %d",
                                                                       point_label(definition->arena, at), year));
            return;
        }
    }
    compare(changing, ends[0], ends[1], point);
}

bool change_compute(struct definition *definition) {
    if (definition->input_count != 1) {
        return false;
    }
    struct changing changing = { .definition = definition, .of = definition->inputs[0] };
    const char *as = yaml_text(definition->diag, definition->entry, "as", kind_names[CHANGE_DIFFERENCE]);
    int kind = 0;
    while (kind < CHANGE_COUNT && strcmp(kind_names[kind], as) != 0) {
        kind++;
    }
    changing.kind = (enum change_kind)kind;
    changing.from = read_year(definition, "from");
    changing.to = read_year(definition, "to");
    if (changing.kind == CHANGE_COUNT || changing.from == 0 || (changing.to && changing.to <= changing.from)) {
        diag_add(definition->diag, DIAG_CODE_YAML_WRONG_KIND, definition->entry->pos,
                 "from: year, to: later year, as: difference, percent or cagr");
        return false;
    }
    definition_copy_dimensions(definition, changing.of, NULL);
    for (size_t i = 0; i < changing.of->count; i++) {
        compute(&changing, &changing.of->points[i]);
    }
    return true;
}
