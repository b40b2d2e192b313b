/* Nodes gained and lost, and ranks that changed, over the states between two editions. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "indicator/selection.h"
#include "inspect/difference.h"

static const char *const region_dimension = "geo";

enum { DIMENSIONS_MOST = 8, ENTRIES_MOST = 4096 };

/* The codes of a point, that is its keys in any edition. */
struct codes {
    const char *items[DIMENSIONS_MOST];
    size_t count;
};

static struct codes codes_of(const struct series *series, const struct point_value *point) {
    struct codes codes = { .count = series->dimension_count < DIMENSIONS_MOST ? series->dimension_count : DIMENSIONS_MOST };
    for (size_t i = 0; i < codes.count; i++) codes.items[i] = series->dimensions[i].members[point_keys(point)[i]].code;
    return codes;
}

static bool keys_of(const struct series *series, const struct codes *codes, uint16_t *keys) {
    if (!series || series->dimension_count != codes->count) return false;
    for (size_t i = 0; i < codes->count; i++) {
        size_t member = series_find_member(series, i, codes->items[i]);
        if (member == SIZE_MAX) return false;
        keys[i] = (uint16_t)member;
    }
    return true;
}

/* The newest value of codes in the series of this name; NAN if there is none. */
static double newest(const struct comparison *comparison, int state, const char *name, const struct codes *codes) {
    uint16_t keys[DIMENSIONS_MOST];
    const struct series *series = indicators_find(comparison_series(comparison, (enum compare_state)state), name);
    int year = keys_of(series, codes, keys) ? series_latest_year(series, keys) : 0;
    const struct point_value *point = year ? series_find(series, keys, year) : NULL;
    return point ? point->value : (double)NAN;
}

static const char *join(struct arena *arena, const struct series *series, const struct codes *codes, bool labels) {
    const char *text = "";
    for (size_t i = 0; i < codes->count; i++) {
        size_t member = series_find_member(series, i, codes->items[i]);
        const char *part = labels && member != SIZE_MAX ? series->dimensions[i].members[member].label : codes->items[i];
        text = arena_print(arena, "%s%s%s", text, i ? ", " : "", part);
    }
    return text;
}

/* ---- nodes ---- */

/* One series of nodes. */
struct noding {
    struct arena *arena;
    const struct comparison *comparison;
    const char *name;
    const struct series *ends[2]; /* in both editions; NULL: it is not there */
    const char *const *subjects;
    struct differences *to;
};

static double bound(const struct series *series, const char *key) {
    const struct yaml *value = series ? yaml_find(series->definition, key) : NULL;
    double number = NAN;
    struct arena *scratch = arena_new();
    struct diag *unheard = diag_new(scratch);
    if (value) number = yaml_number(unheard, series->definition, key, NAN);
    arena_close(scratch);
    return number;
}

static const char *named(const struct series *series, const char *key) {
    const struct yaml *value = series ? yaml_find(series->definition, key) : NULL;
    if (value && value->kind == YAML_LIST && value->count == 1) value = value->items[0];
    return value && value->kind == YAML_SCALAR ? value->text : "";
}

static bool is_subject(const struct noding *noding, const struct series *series, const struct codes *codes) {
    size_t geo = series_find_dimension(series, region_dimension);
    if (geo == SIZE_MAX) return true;
    for (size_t i = 0; noding->subjects[i]; i++)
        if (strncmp(codes->items[geo], noding->subjects[i], strlen(noding->subjects[i])) == 0) return true;
    return false;
}

static void add_node(const struct noding *noding, const struct series *series, const struct codes *codes, bool gained) {
    bool before = !gained;
    struct moved_node node = { .gained = gained, .series = noding->name, .what = join(noding->arena, series, codes, false),
        .label = join(noding->arena, series, codes, true) };
    for (int state = 1; state < COMPARE_COUNT; state++) {
        bool now = !isnan(newest(noding->comparison, state, noding->name, codes));
        if (now != before) node.cause = (enum cause)(state - 1);
        before = now;
    }
    for (size_t end = 0; end < 2; end++) {
        const struct series *definition = noding->ends[end] ? noding->ends[end] : series;
        int state = end ? COMPARE_NEWER : COMPARE_OLDER;
        node.quotient[end] = newest(noding->comparison, state, named(definition, "of"), codes);
        node.share[end] = newest(noding->comparison, state, named(definition, "share"), codes);
        node.quotient_bound[end] = bound(definition, "quotient_above");
        node.share_bound[end] = bound(definition, "share_at_least");
    }
    struct differences *to = noding->to;
    to->nodes = arena_grow(noding->arena, to->nodes, to->node_count, &to->node_capacity, sizeof *to->nodes);
    to->nodes[to->node_count++] = node;
}

/* Nodes of one edition that the other does not have. */
static void compare_nodes(const struct noding *noding, size_t end) {
    const struct series *series = noding->ends[end];
    for (size_t i = 0; series && i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        struct codes codes = codes_of(series, point);
        bool last = point->status == VALUE_PRESENT && series_latest_year(series, point_keys(point)) == point->year;
        int other = end ? COMPARE_OLDER : COMPARE_NEWER;
        if (last && is_subject(noding, series, &codes) && isnan(newest(noding->comparison, other, noding->name, &codes)))
            add_node(noding, series, &codes, end == 1);
    }
}

static void compare_series_of_nodes(struct arena *arena, const struct comparison *comparison, const char *const *subjects,
                                    struct differences *to, const char *name) {
    const struct noding noding = { arena, comparison, name,
        { indicators_find(comparison_series(comparison, COMPARE_OLDER), name),
          indicators_find(comparison_series(comparison, COMPARE_NEWER), name) },
        subjects, to };
    compare_nodes(&noding, 1);
    compare_nodes(&noding, 0);
}

/* ---- ranks ---- */

/* The members that are ranked among each other, in every state. */
struct ranking {
    struct arena *arena;
    const struct comparison *comparison;
    const struct series *series; /* in the newer edition */
    struct codes *codes;         /* of each */
    size_t count, told;          /* of those the first are told of */
    struct differences *to;
};

/* The newest year in which all have a value that have one at all; else that in which most have one. */
static int common_year(const struct series *series, const struct ranking *ranking) {
    size_t most = 0;
    int best = 0;
    for (size_t y = series->year_count; y-- > 0;) {
        size_t present = 0;
        for (size_t i = 0; i < ranking->count; i++) {
            uint16_t keys[DIMENSIONS_MOST];
            if (!keys_of(series, &ranking->codes[i], keys)) continue;
            const struct point_value *point = series_find(series, keys, series->years[y]);
            present += point && point->status == VALUE_PRESENT;
        }
        if (present > most) {
            most = present;
            best = series->years[y];
        }
    }
    return best;
}

static void values_of(const struct ranking *ranking, int state, double *values) {
    const struct series *series = indicators_find(comparison_series(ranking->comparison, (enum compare_state)state), ranking->series->name);
    int year = series && series->dimension_count == ranking->series->dimension_count ? common_year(series, ranking) : 0;
    for (size_t i = 0; i < ranking->count; i++) {
        uint16_t keys[DIMENSIONS_MOST];
        values[i] = NAN;
        if (!year || !keys_of(series, &ranking->codes[i], keys)) continue;
        const struct point_value *point = series_find(series, keys, year);
        if (point && point->status == VALUE_PRESENT) values[i] = point->value;
    }
}

/* Competition ranks, the largest first; 0 without a value. Returns how many are ranked. */
static size_t rank(const double *values, size_t count, size_t *ranks) {
    size_t among = 0;
    for (size_t i = 0; i < count; i++) {
        ranks[i] = isnan(values[i]) ? (size_t)0 : 1;
        among += ranks[i];
        for (size_t k = 0; k < count && ranks[i]; k++) ranks[i] += !isnan(values[k]) && value_order(values[k], values[i]) > 0;
    }
    return among;
}

static void add_rank(const struct ranking *ranking, size_t at, size_t *const ranks[], const size_t *among) {
    const int last = COMPARE_COUNT - 1;
    struct moved_rank moved = { .series = ranking->series->name, .title = ranking->series->title,
        .what = join(ranking->arena, ranking->series, &ranking->codes[at], false),
        .label = join(ranking->arena, ranking->series, &ranking->codes[at], true),
        .before = ranks[0][at], .after = ranks[last][at], .among_before = among[0], .among_after = among[last] };
    if (!moved.before || !moved.after || moved.before == moved.after) return;
    size_t now = moved.before;
    for (int state = 1; state < COMPARE_COUNT; state++) {
        size_t next = ranks[state][at] ? ranks[state][at] : now;
        moved.parts[state - 1] = (int)next - (int)now;
        now = next;
    }
    struct differences *to = ranking->to;
    to->ranks = arena_grow(ranking->arena, to->ranks, to->rank_count, &to->rank_capacity, sizeof *to->ranks);
    to->ranks[to->rank_count++] = moved;
}

static void compare_ranks(const struct ranking *ranking) {
    size_t *ranks[COMPARE_COUNT], among[COMPARE_COUNT];
    double *values = arena_array(ranking->arena, ranking->count + 1, sizeof *values);
    for (int state = 0; state < COMPARE_COUNT; state++) {
        ranks[state] = arena_array(ranking->arena, ranking->count + 1, sizeof **ranks);
        values_of(ranking, state, values);
        among[state] = rank(values, ranking->count, ranks[state]);
    }
    for (size_t i = 0; i < ranking->told; i++) add_rank(ranking, i, ranks, among);
}

static bool is_in(const char *const *list, const char *code) {
    while (*list && strcmp(*list, code) != 0) list++;
    return *list != NULL;
}

/* Each subject among its peers: subjects come first, the others are only ranked against. */
static void rank_subjects(struct ranking *ranking, const char *const *subjects, const char *const *peers) {
    ranking->count = 0;
    for (size_t i = 0; subjects[i] && ranking->count < ENTRIES_MOST; i++)
        ranking->codes[ranking->count++] = (struct codes){ { subjects[i] }, 1 };
    ranking->told = ranking->count;
    for (size_t i = 0; peers[i] && ranking->count < ENTRIES_MOST; i++)
        if (!is_in(subjects, peers[i])) ranking->codes[ranking->count++] = (struct codes){ { peers[i] }, 1 };
    compare_ranks(ranking);
}

/* The ranked members of the other dimension, within one subject. */
static void rank_members(struct ranking *ranking, const char *subject, size_t geo) {
    const struct series_dimension *others = &ranking->series->dimensions[1 - geo];
    ranking->count = 0;
    for (size_t i = 0; i < others->count && ranking->count < ENTRIES_MOST; i++) {
        struct codes codes = { .count = 2 };
        codes.items[geo] = subject;
        codes.items[1 - geo] = others->members[i].code;
        if (others->members[i].ranked) ranking->codes[ranking->count++] = codes;
    }
    ranking->told = ranking->count;
    compare_ranks(ranking);
}

static void compare_ranked_series(struct ranking *ranking, const char *const *subjects, const char *const *peers) {
    const struct series *series = ranking->series;
    size_t geo = series_find_dimension(series, region_dimension);
    if (!series->listed || geo == SIZE_MAX || series->dimension_count > 2) return;
    if (series->dimension_count == 1) {
        rank_subjects(ranking, subjects, peers);
        return;
    }
    for (size_t i = 0; subjects[i]; i++) rank_members(ranking, subjects[i], geo);
}

void difference_series(struct arena *arena, const struct comparison *comparison, const char *const *subjects,
                       const char *const *peers, struct differences *differences) {
    const struct indicators *newer = comparison_series(comparison, COMPARE_NEWER);
    struct ranking ranking = { .arena = arena, .comparison = comparison, .to = differences };
    ranking.codes = arena_array(arena, ENTRIES_MOST, sizeof *ranking.codes);
    for (size_t i = 0; i < indicators_count(newer); i++) {
        ranking.series = indicators_at(newer, i);
        if (strcmp(ranking.series->method, "nodes") == 0)
            compare_series_of_nodes(arena, comparison, subjects, differences, ranking.series->name);
        compare_ranked_series(&ranking, subjects, peers);
    }
}
