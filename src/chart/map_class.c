/* Classes of a map: where their limits lie, and their colours. */
#include "chart/map.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES_FEWEST = 2, CLASSES_USUAL = 5, JENKS_MOST = 2000 };

/* Values in ascending order and how many classes are wanted; the limits found. */
struct cutting {
    struct arena *arena;
    const double *values;
    size_t count, classes;
    double limits[SHADE_LIMITS_MOST];
    size_t limit_count;
};

static int compare_numbers(const void *a, const void *b) {
    const double *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

static const double *sorted_values(const struct region_map *map, size_t *count) {
    double *values = arena_array(map->chart->arena, map->area_count, sizeof *values);
    *count = 0;
    for (size_t i = 0; i < map->area_count; i++) {
        if (map->areas[i].shown) {
            values[(*count)++] = map->areas[i].point->value;
        }
    }
    qsort(values, *count, sizeof *values, compare_numbers);
    return values;
}

/* As many regions in each class. */
static void cut_quantiles(struct cutting *cutting) {
    for (size_t i = 1; i < cutting->classes; i++) {
        cutting->limits[cutting->limit_count++] = cutting->values[i * cutting->count / cutting->classes];
    }
}

/* As much of the range in each class. */
static void cut_equal(struct cutting *cutting) {
    double low = cutting->values[0], high = cutting->values[cutting->count - 1];
    for (size_t i = 1; i < cutting->classes; i++) {
        cutting->limits[cutting->limit_count++] = low + (high - low) * (double)i / (double)cutting->classes;
    }
}

/* Sums over the values before index i, for the spread of any stretch of them. */
struct sums {
    double *first, *square;
};

/* Squared distances of the values from..to - 1 from their mean. */
static double spread(const struct sums *sums, size_t from, size_t to) {
    double sum = sums->first[to] - sums->first[from];
    return sums->square[to] - sums->square[from] - sum * sum / (double)(to - from);
}

static struct sums sums_make(const struct cutting *cutting, size_t count) {
    struct sums sums = { arena_array(cutting->arena, count + 1, sizeof(double)),
                         arena_array(cutting->arena, count + 1, sizeof(double)) };
    double base = cutting->values[count / 2]; /* keeps the squares small */
    for (size_t i = 0; i < count; i++) {
        double value = cutting->values[i] - base;
        sums.first[i + 1] = sums.first[i] + value;
        sums.square[i + 1] = sums.square[i] + value * value;
    }
    return sums;
}

/* The classes whose values differ least from their means. Source: Jenks, 1967; computed as by Fisher, Journal of the
 * American Statistical Association 53 (1958). */
static void cut_jenks(struct cutting *cutting) {
    size_t count = cutting->count < JENKS_MOST ? cutting->count : JENKS_MOST;
    struct sums sums = sums_make(cutting, count);
    double *cost = arena_array(cutting->arena, count + 1, sizeof *cost);
    uint32_t *starts = arena_array(cutting->arena, (count + 1) * cutting->classes, sizeof *starts);
    for (size_t to = 1; to <= count; to++) {
        cost[to] = spread(&sums, 0, to);
    }
    for (size_t class = 1; class < cutting->classes; class++) {
        for (size_t to = count; to > class; to--) {
            double best = INFINITY;
            for (size_t from = class; from < to; from++) {
                double next = cost[from] + spread(&sums, from, to);
                if (next < best) {
                    best = next;
                    starts[class * (count + 1) + to] = (uint32_t)from;
                }
            }
            cost[to] = best;
        }
    }
    size_t to = count;
    for (size_t class = cutting->classes; class-- > 1 && to > class;) {
        to = starts[class * (count + 1) + to];
        cutting->limits[cutting->limit_count++] = cutting->values[to];
    }
}

static const struct method {
    const char *name;
    void (*cut)(struct cutting *cutting);
} methods[] = { { "quantile", cut_quantiles }, { "equal", cut_equal }, { "jenks", cut_jenks } };

/* Ascending, each once, and above the lowest value: a class below it would be empty. */
static void tidy(struct cutting *cutting) {
    double lowest = cutting->values[0], highest = cutting->values[cutting->count - 1];
    size_t kept = 0;
    qsort(cutting->limits, cutting->limit_count, sizeof *cutting->limits, compare_numbers);
    for (size_t i = 0; i < cutting->limit_count; i++) {
        double limit = cutting->limits[i];
        if (limit > lowest && limit <= highest && (kept == 0 || limit > cutting->limits[kept - 1])) {
            cutting->limits[kept++] = limit;
        }
    }
    cutting->limit_count = kept;
}

/* The largest of 1, 2 and 5 times a power of ten that is not above value. */
static double round_step(double value) {
    double power = pow(10, floor(log10(value))), times = value / power;
    return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

/* Limits of few digits: rounded to less than a fifth of the narrowest class. */
static void round_limits(struct cutting *cutting) {
    double narrowest = INFINITY, before = cutting->values[0];
    for (size_t i = 0; i < cutting->limit_count; i++) {
        narrowest = fmin(narrowest, cutting->limits[i] - before);
        before = cutting->limits[i];
    }
    if (!(narrowest > 0) || !isfinite(narrowest)) {
        return;
    }
    double step = round_step(narrowest / 2);
    for (size_t i = 0; i < cutting->limit_count; i++) {
        cutting->limits[i] = step < 1 ? round(cutting->limits[i] / step) / round(1 / step)
                                      : round(cutting->limits[i] / step) * step;
    }
}

/* The limit nearest to the reference moves there, so that a colour says which side of it a region is on. */
static void set_reference(const struct region_map *map, struct cutting *cutting) {
    const struct point_value *point =
        map->reference == SIZE_MAX ? NULL : selection_point(map->chart->selection, map->reference, 0);
    if (!point || !isfinite(point->value) || point->value <= cutting->values[0] ||
        point->value > cutting->values[cutting->count - 1] || cutting->limit_count == 0) {
        return;
    }
    size_t nearest = 0;
    for (size_t i = 1; i < cutting->limit_count; i++) {
        bool nearer = fabs(cutting->limits[i] - point->value) < fabs(cutting->limits[nearest] - point->value);
        nearest = nearer ? i : nearest;
    }
    cutting->limits[nearest] = point->value;
}

/* The limits that the template gives; false if there are none, or they are none. */
static bool cut_by_hand(const struct region_map *map, struct cutting *cutting) {
    const char *text = chart_option(map->chart->spec, "limits", NULL), *rest = text;
    while (rest && *rest) {
        double limit;
        rest = number_read(rest + strspn(rest, " ,"), &limit);
        if (!rest || cutting->limit_count == MAP_CLASSES_MOST - 1) {
            chart_option_reject(map->chart, "limits", text);
            cutting->limit_count = 0;
            return false;
        }
        cutting->limits[cutting->limit_count++] = limit;
        rest += strspn(rest, " ");
    }
    qsort(cutting->limits, cutting->limit_count, sizeof *cutting->limits, compare_numbers);
    return cutting->limit_count > 0;
}

static void cut(struct region_map *map, struct cutting *cutting) {
    const char *name = chart_option(map->chart->spec, "classes", "quantile");
    if (cut_by_hand(map, cutting)) {
        return;
    }
    const struct method *method = &methods[0];
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        method = strcmp(methods[i].name, name) == 0 ? &methods[i] : method;
    }
    if (strcmp(method->name, name) != 0 && strcmp(name, "manual") != 0) {
        chart_option_reject(map->chart, "classes", name);
    }
    method->cut(cutting);
    tidy(cutting);
    if (chart_option_flag(map->chart, "round", true)) {
        round_limits(cutting);
    }
    set_reference(map, cutting);
    tidy(cutting);
}

void map_classify(struct region_map *map) {
    struct cutting cutting = { .arena = map->chart->arena };
    cutting.values = sorted_values(map, &cutting.count);
    map->shade.count = 1;
    if (cutting.count == 0) {
        return;
    }
    map->low = cutting.values[0];
    map->high = cutting.values[cutting.count - 1];
    map->symbol_most = map->high;
    size_t wanted = chart_option_count(map->chart, "count", CLASSES_USUAL, MAP_CLASSES_MOST);
    cutting.classes = wanted < CLASSES_FEWEST ? CLASSES_FEWEST : wanted;
    cutting.classes = cutting.classes < cutting.count ? cutting.classes : cutting.count;
    if (map->scale == MAP_CONTINUOUS || map->symbols) {
        return;
    }
    cut(map, &cutting);
    memcpy(map->shade.limits, cutting.limits, sizeof cutting.limits);
    map->shade.count = cutting.limit_count + 1;
}

size_t map_class_count(const struct region_map *map) {
    return map->shade.count;
}

static struct colour mix(struct colour a, struct colour b, double share) {
    return (struct colour){ a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                            a.blue + (b.blue - a.blue) * share, 1 };
}

struct colour map_shade_colour(const struct region_map *map, double share) {
    const struct theme *theme = map->chart->theme;
    const struct colour *colours = map->diverging ? theme->diverging : theme->sequential;
    size_t count = map->diverging ? theme->diverging_count : theme->sequential_count;
    double at = fmax(0, fmin(1, share)) * (double)(count - 1);
    size_t low = (size_t)at;
    return low + 1 < count ? mix(colours[low], colours[low + 1], at - (double)low) : colours[count - 1];
}

struct colour map_class_colour(const struct region_map *map, size_t class) {
    size_t last = map->shade.count - 1;
    size_t steps = (map->diverging ? map->chart->theme->diverging_count : map->chart->theme->sequential_count) - 1;
    double share = last > 0 ? (double)class / (double)last : 0.5;
    return map_shade_colour(map, last <= steps ? floor(share * (double)steps) / (double)steps : share);
}

struct colour map_value_colour(const struct region_map *map, double value) {
    if (map->scale == MAP_CONTINUOUS) {
        return map_shade_colour(map, map->high > map->low ? (value - map->low) / (map->high - map->low) : 0.5);
    }
    return map_class_colour(map, shade_class(&map->shade, value));
}
