#include "chart/emphasis.h"

#include "base/arena.h"
#include "base/number.h"
#include "chart/datum.h"
#include "chart/kind.h"

#include <string.h>

/* More rows than any chart has. */
enum { EMPHASIS_MOST = 10000 };

/* The row with the largest value that is not yet marked, or SIZE_MAX. */
static size_t largest(const struct chart *chart, size_t column, const bool *marked) {
    size_t best = SIZE_MAX;
    double value = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const struct point_value *point = selection_point(chart->selection, row, column);
        bool ranked = chart->selection->rows[row].ranked && datum_is_present(point);
        if (ranked && !marked[row] && (best == SIZE_MAX || point->value > value)) {
            best = row;
            value = point->value;
        }
    }
    return best;
}

static void mark_largest(const struct chart *chart, size_t column, size_t count, bool *marked) {
    for (size_t i = 0; i < count; i++) {
        size_t row = largest(chart, column, marked);
        if (row == SIZE_MAX) {
            return;
        }
        marked[row] = true;
    }
}

static void mark_code(const struct chart *chart, const char *code, bool *marked) {
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (strcmp(chart->selection->rows[row].code, code) == 0) {
            marked[row] = true;
            return;
        }
    }
    chart_option_reject(chart, "emphasis", code);
}

static void mark_codes(const struct chart *chart, const char *codes, bool *marked) {
    while (*codes) {
        codes += strspn(codes, ", ");
        size_t size = strcspn(codes, ", ");
        if (size) {
            mark_code(chart, arena_copy(chart->arena, codes, size), marked);
        }
        codes += size;
    }
}

struct emphasis emphasis_read(const struct chart *chart, size_t column, size_t usual) {
    size_t row_count = chart->selection->row_count;
    bool *marked = arena_array(chart->arena, row_count, sizeof *marked);
    const char *option = chart_option(chart->spec, "emphasis", NULL);
    double number;
    if (!option || number_parse(option, &number)) {
        mark_largest(chart, column, chart_option_count(chart, "emphasis", usual, EMPHASIS_MOST), marked);
    } else if (strcmp(option, "none") != 0) {
        mark_codes(chart, option, marked);
    }
    return (struct emphasis){ marked };
}

bool emphasis_has(const struct emphasis *emphasis, size_t row) {
    return emphasis->rows[row];
}
