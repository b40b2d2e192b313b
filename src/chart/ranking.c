#include "chart/ranking.h"

#include "base/arena.h"
#include "base/diag.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "geo/region.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 1000, WINDOW_USUAL = 2, WINDOW_MOST = 100 };

/* The code of the reference, or NULL. */
static const char *reference_code(const struct chart *chart) {
    const char *code = chart_option(chart->spec, "reference", chart->selection->series->reference);
    return code && *code && strcmp(code, "none") != 0 ? code : NULL;
}

static size_t reference_row(const struct chart *chart, const char *code) {
    for (size_t row = 0; code && row < chart->selection->row_count; row++) {
        if (strcmp(chart->selection->rows[row].code, code) == 0) {
            return row;
        }
    }
    return SIZE_MAX;
}

/* The values of column in which ranks are given; the row of the reference is no member of the set. */
struct race {
    const struct chart *chart;
    size_t column, reference_row;
};

static bool is_ranked(const struct race *race, size_t row) {
    const struct selection *selection = race->chart->selection;
    return row != race->reference_row && selection->rows[row].ranked &&
           datum_is_present(selection_point(selection, row, race->column));
}

static int compare_descending(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left < right) - (left > right);
}

/* How many of the values, which descend, are larger. */
static size_t count_larger(const double *values, size_t count, double value) {
    size_t low = 0;
    for (size_t high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] > value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The ranks of all rows; *among is set to the number ranked. */
static size_t *find_ranks(const struct race *race, size_t *among) {
    const struct selection *selection = race->chart->selection;
    size_t *ranks = arena_array(race->chart->arena, selection->row_count, sizeof *ranks);
    double *values = arena_array(race->chart->arena, selection->row_count, sizeof *values);
    for (size_t row = 0; row < selection->row_count; row++) {
        if (is_ranked(race, row)) {
            values[(*among)++] = selection_point(selection, row, race->column)->value;
        }
    }
    qsort(values, *among, sizeof *values, compare_descending);
    for (size_t row = 0; row < selection->row_count; row++) {
        if (is_ranked(race, row)) {
            ranks[row] = 1 + count_larger(values, *among, selection_point(selection, row, race->column)->value);
        }
    }
    return ranks;
}

/* The row dimension is the one in which a row's own code stands in the keys of its point. */
static bool is_row_dimension(const struct chart *chart, size_t row, const struct point_value *point, size_t dimension) {
    const struct series_dimension *members = &point_series(point)->dimensions[dimension];
    return strcmp(members->members[point_keys(point)[dimension]].code, chart->selection->rows[row].code) == 0;
}

/* The point that differs from the one at row, column only by having code in the row dimension. */
static const struct point_value *reference_beside(const struct chart *chart, size_t row, size_t column,
                                                  const char *code) {
    const struct point_value *point = selection_point(chart->selection, row, column);
    const struct series *series = point_series(point);
    uint16_t *keys = arena_array(chart->arena, series->dimension_count, sizeof *keys);
    for (size_t i = 0; i < series->dimension_count; i++) {
        keys[i] = point_keys(point)[i];
    }
    for (size_t i = 0; i < series->dimension_count; i++) {
        size_t member = series_find_member(series, i, code);
        if (member != SIZE_MAX && is_row_dimension(chart, row, point, i)) {
            keys[i] = (uint16_t)member;
            return series_find(series, keys, point->year);
        }
    }
    return NULL;
}

/* The reference's point: that of its own row, else the one beside the first row that has a value. */
static const struct point_value *reference_point(const struct chart *chart, const char *code, size_t own,
                                                 size_t column) {
    if (own != SIZE_MAX) {
        return selection_point(chart->selection, own, column);
    }
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (datum_is_present(selection_point(chart->selection, row, column))) {
            return reference_beside(chart, row, column, code);
        }
    }
    return NULL;
}

static void add_reference(const struct chart *chart, struct ranking *ranking, size_t column) {
    const char *code = reference_code(chart);
    if (!code) {
        return;
    }
    const struct point_value *point = reference_point(chart, code, ranking->reference_row, column);
    if (!datum_is_present(point)) {
        diag_add(chart->diag, DIAG_CODE_CHART_NO_REFERENCE, chart->spec->pos, "%s", code);
        return;
    }
    size_t row = ranking->reference_row;
    const char *name = chart->geo ? geo_name(chart->geo, code, chart->spec->language) : NULL;
    ranking->reference = point;
    ranking->reference_name = row != SIZE_MAX ? chart_row_name(chart, row) : name ? name : code;
}

/* True for the first rows and for the subject with its neighbours. */
static bool is_shown(size_t place, size_t subject, size_t window, size_t first) {
    return place < first || (subject != SIZE_MAX && place + window >= subject && place <= subject + window);
}

/* Keeps of rows those that the options ask for, with a gap wherever some were left out. */
static void fold(const struct chart *chart, struct ranking *ranking, size_t *rows) {
    size_t most = chart_option_count(chart, "rows", 0, ROWS_MOST);
    size_t window = chart_option_count(chart, "window", WINDOW_USUAL, WINDOW_MOST);
    if (most == 0 || ranking->count <= most) {
        return;
    }
    size_t subject = SIZE_MAX;
    for (size_t i = 0; i < ranking->count; i++) {
        subject = rows[i] == chart->selection->subject_row ? i : subject;
    }
    size_t around = subject == SIZE_MAX ? 0 : 2 * window + 1;
    size_t first = subject == SIZE_MAX || subject + window < most ? most : most > around ? most - around : 0;
    size_t kept = 0;
    for (size_t i = 0; i < ranking->count; i++) {
        if (is_shown(i, subject, first == most ? 0 : window, first)) {
            rows[kept++] = rows[i];
        } else if (kept == 0 || rows[kept - 1] != RANKING_GAP) {
            rows[kept++] = RANKING_GAP;
        }
    }
    ranking->count = kept;
}

struct ranking ranking_make(const struct chart *chart, size_t column) {
    size_t row_count = chart->selection->row_count;
    struct race race = { chart, column, reference_row(chart, reference_code(chart)) };
    struct ranking ranking = { .reference_row = race.reference_row };
    size_t *rows = arena_array(chart->arena, row_count, sizeof *rows);
    for (size_t row = 0; row < row_count; row++) {
        if (row != race.reference_row) {
            rows[ranking.count++] = row;
        }
    }
    ranking.rows = rows;
    ranking.ranks = find_ranks(&race, &ranking.among);
    add_reference(chart, &ranking, column);
    fold(chart, &ranking, rows);
    return ranking;
}
