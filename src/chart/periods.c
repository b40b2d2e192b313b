#include "chart/periods.h"

#include "base/arena.h"
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/kind.h"

#include <string.h>

static size_t row_of(const struct selection *selection, const char *code) {
    for (size_t row = 0; row < selection->row_count; row++) {
        if (strcmp(selection->rows[row].code, code) == 0) {
            return row;
        }
    }
    return SIZE_MAX;
}

/* Rows named by the option, in its order; false after a diagnostic. */
static bool named_rows(const struct chart *chart, const char *text, size_t *rows, size_t count) {
    size_t found = 0;
    for (const char *rest = text; *rest;) {
        rest += strspn(rest, ", ");
        size_t size = strcspn(rest, ", ");
        if (size == 0) {
            break;
        }
        const char *code = arena_copy(chart->arena, rest, size);
        size_t row = row_of(chart->selection, code);
        if (row == SIZE_MAX || found == count) {
            chart_option_reject(chart, "periods", code);
            return false;
        }
        rows[found++] = row;
        rest += size;
    }
    if (found != count) {
        chart_option_reject(chart, "periods", text);
    }
    return found == count;
}

/* The first, the last, and evenly between. */
static void usual_rows(const struct chart *chart, size_t *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        rows[i] = i * (chart->selection->row_count - 1) / (count - 1);
    }
}

static const struct selection *turn(const struct chart *chart, const size_t *rows, size_t count) {
    const struct selection *from = chart->selection;
    struct selection *turned = arena_alloc(chart->arena, sizeof *turned);
    *turned = *from;
    turned->by_year = false;
    turned->rows = from->columns;
    turned->row_count = from->column_count;
    turned->column_count = count;
    turned->subject_row = from->subject_column;
    turned->subject_column = SIZE_MAX;
    turned->columns = arena_array(chart->arena, count, sizeof *turned->columns);
    turned->points = arena_array(chart->arena, turned->row_count * count, sizeof *turned->points);
    for (size_t i = 0; i < count; i++) {
        turned->columns[i] = from->rows[rows[i]];
        for (size_t item = 0; item < turned->row_count; item++) {
            turned->points[item * count + i] = selection_point(from, rows[i], item);
        }
    }
    return turned;
}

const struct selection *periods_make(const struct chart *chart, size_t count) {
    const struct selection *selection = chart->selection;
    size_t rows[PERIODS_MOST];
    const char *text = chart_option(chart->spec, "periods", NULL);
    size_t periods = selection->by_year ? selection->row_count : selection->column_count;
    if (periods < count || (!selection->by_year && periods != count)) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", periods);
        return NULL;
    }
    if (!selection->by_year) {
        return selection;
    }
    if (!text || !named_rows(chart, text, rows, count)) {
        usual_rows(chart, rows, count);
    }
    return turn(chart, rows, count);
}

void periods_describe(const struct chart *chart, const char *pattern, struct buffer *out) {
    alternative_add_title(chart, pattern, out);
    alternative_add_rows(chart, out);
}
