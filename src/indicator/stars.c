/* Method stars: one star for every criterion that a value meets. The criteria are a file: each tests a metric either against
 * a bound or for being in the top part of its category, that is of all regions with the same other members and year. Ties at
 * the cut all receive the star; categories with too few regions give none. Source: European Cluster Observatory, 2007. */
#include "indicator/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/panel.h"
#include "indicator/statistics.h"

enum { MOST_CRITERIA = 10 };

struct criterion {
    const char *code;
    const struct series *metric;
    struct panel panel; /* of a top rule: rows are categories, columns are regions */
    double *cuts;       /* by row of the panel; NAN: too few regions */
    bool top;
    double bound;  /* at_least, or the top part in percent */
    double floor;  /* the metric must also be at least so much; −infinity: none */
    double min_n;  /* regions that a category needs */
};

struct rating {
    struct definition *definition;
    struct criterion criteria[MOST_CRITERIA];
    size_t count, geo;
};

static bool bad_rule(const struct rating *rating, struct source_pos pos, const char *why) {
    diag_add(rating->definition->diag, DIAG_CODE_SCORING_BAD_RULE, pos, "%s", why);
    return false;
}

/* The series that the definition names for a metric of the rules. */
static const struct series *find_metric(const struct rating *rating, const char *name, struct source_pos pos) {
    const struct definition *definition = rating->definition;
    const struct yaml *metrics = yaml_find(definition->entry, "metrics");
    const char *series_name = yaml_text(definition->diag, metrics, name, NULL);
    for (size_t i = 0; series_name && i < definition->input_count; i++) {
        if (strcmp(definition->inputs[i]->name, series_name) == 0) {
            return definition->inputs[i];
        }
    }
    bad_rule(rating, pos, arena_print(definition->arena, "metric %s: name a series of \"of\" for it under metrics", name));
    return NULL;
}

static bool same_dimensions(const struct series *a, const struct series *b) {
    bool same = a->dimension_count == b->dimension_count;
    for (size_t i = 0; same && i < a->dimension_count; i++) {
        same = strcmp(a->dimensions[i].name, b->dimensions[i].name) == 0;
    }
    return same;
}

/* The least value that is still in the top part of the count sorted ones. */
static double cut_of(const double *sorted, size_t count, double percent) {
    size_t in = (size_t)ceil((double)count * percent / 100 - 1e-9);
    in = in < 1 ? 1 : in > count ? count : in;
    return sorted[count - in];
}

/* With "levels" only regions of these are compared. */
static bool is_compared(const struct rating *rating, const struct criterion *criterion, size_t column) {
    const struct definition *definition = rating->definition;
    const struct member *member = &criterion->metric->dimensions[rating->geo].members[column];
    const struct region *region = geo_find(definition->indicators->geo, member->code);
    return !definition->has_levels || (region && (definition->levels >> (region->level + 1) & 1));
}

static void find_cuts(const struct rating *rating, struct criterion *criterion) {
    struct arena *arena = rating->definition->scratch;
    criterion->panel = panel_make(arena, criterion->metric, rating->geo);
    const struct panel *panel = &criterion->panel;
    criterion->cuts = arena_array(arena, panel->row_count, sizeof(double));
    double *values = arena_array(arena, panel->column_count, sizeof *values);
    bool *compared = arena_array(arena, panel->column_count, sizeof *compared);
    for (size_t column = 0; column < panel->column_count; column++) {
        compared[column] = is_compared(rating, criterion, column);
    }
    for (size_t row = 0; row < panel->row_count; row++) {
        size_t count = 0;
        for (size_t column = 0; column < panel->column_count; column++) {
            double value = panel_value(panel, row, column);
            if (!isnan(value) && compared[column]) {
                values[count++] = value;
            }
        }
        sort_values(values, count);
        criterion->cuts[row] =
            count > 0 && (double)count >= criterion->min_n ? cut_of(values, count, criterion->bound) : NAN;
    }
}

static bool read_criterion(struct rating *rating, const struct yaml *entry) {
    static const char *const known[] = { "id", "metric", "top_percent", "at_least", "floor", "min_n", NULL };
    struct diag *diag = rating->definition->diag;
    yaml_check_keys(diag, entry, known);
    struct criterion *criterion = &rating->criteria[rating->count];
    criterion->code = yaml_need(diag, entry, "id");
    const char *metric = yaml_need(diag, entry, "metric");
    criterion->metric = metric ? find_metric(rating, metric, entry->pos) : NULL;
    criterion->top = yaml_find(entry, "top_percent") != NULL;
    if (!criterion->code || !criterion->metric) {
        return false;
    }
    if (criterion->top == (yaml_find(entry, "at_least") != NULL)) {
        return bad_rule(rating, entry->pos, "either top_percent or at_least");
    }
    criterion->bound = yaml_number(diag, entry, criterion->top ? "top_percent" : "at_least", 0);
    criterion->floor = yaml_number(diag, entry, "floor", -INFINITY);
    criterion->min_n = yaml_number(diag, entry, "min_n", 2);
    if (criterion->top && !(criterion->bound > 0 && criterion->bound <= 100)) {
        return bad_rule(rating, entry->pos, "top_percent: above 0, at most 100");
    }
    if (!same_dimensions(criterion->metric, rating->criteria[0].metric)) {
        return bad_rule(rating, entry->pos, "the metrics have different dimensions");
    }
    rating->geo = series_find_dimension(criterion->metric, "geo");
    if (rating->geo == SIZE_MAX) {
        return bad_rule(rating, entry->pos, "the metric has no regions");
    }
    if (criterion->top) {
        find_cuts(rating, criterion);
    }
    rating->count++;
    return true;
}

static bool read_rules(struct rating *rating) {
    static const char *const known[] = { "name", "source", "status", "criteria", NULL };
    struct definition *definition = rating->definition;
    const char *path = yaml_need(definition->diag, definition->entry, "rules");
    const struct source_file *file = path ? indicators_file(definition->indicators, definition->diag, path,
                                                            yaml_key_pos(definition->entry, "rules"))
                                          : NULL;
    const struct yaml *top = file ? yaml_parse(definition->arena, definition->diag, file) : NULL;
    if (!top) {
        return false;
    }
    yaml_check_keys(definition->diag, top, known);
    const struct yaml *criteria = yaml_find(top, "criteria");
    if (!criteria || criteria->kind != YAML_LIST || criteria->count == 0 || criteria->count > MOST_CRITERIA) {
        return bad_rule(rating, top->pos, "a list of 1 to 10 criteria");
    }
    for (size_t i = 0; i < criteria->count; i++) {
        if (!read_criterion(rating, criteria->items[i])) {
            return false;
        }
    }
    return true;
}

/* The cut of the category that the point belongs to. */
static double cut_for(const struct criterion *criterion, const struct point_value *point) {
    return criterion->cuts[criterion->panel.row_of[point->place]];
}

static void rate(const struct rating *rating, const struct criterion *criterion, size_t row) {
    struct definition *definition = rating->definition;
    const struct point_value *from = &criterion->metric->points[row];
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!definition_keys_of(definition, criterion->metric, from, keys)) {
        return;
    }
    size_t last = definition->series->dimension_count - 1;
    keys[last] = (uint16_t)definition_member(definition, last, criterion->code);
    struct point_value *point = series_add(definition, keys, from->year);
    double cut = criterion->top ? cut_for(criterion, from) : criterion->bound;
    if (from->status != VALUE_PRESENT) {
        point->status = from->status;
        point_miss(point, point_reason(from));
    } else if (isnan(cut)) {
        point_miss(point, arena_print(definition->arena, "fewer than %g regions in the category", criterion->min_n));
    } else {
        point_compute(definition, point, from->value >= cut && from->value >= criterion->floor, &from, 1);
    }
}

bool stars_compute(struct definition *definition) {
    struct rating *rating = arena_alloc(definition->arena, sizeof *rating);
    rating->definition = definition;
    if (!read_rules(rating)) {
        return false;
    }
    const struct series *first = rating->criteria[0].metric;
    if (first->dimension_count + 1 > MAX_SERIES_DIMENSIONS) {
        return bad_rule(rating, definition->entry->pos, "too many dimensions");
    }
    definition_copy_dimensions(definition, first, NULL);
    definition_add_dimension(definition, "criterion");
    for (size_t i = 0; i < rating->count; i++) {
        for (size_t k = 0; k < rating->criteria[i].metric->count; k++) {
            rate(rating, &rating->criteria[i], k);
        }
    }
    return true;
}
