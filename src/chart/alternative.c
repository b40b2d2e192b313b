#include "chart/alternative.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/ranking.h"
#include "text/number.h"

#include <string.h>

/* A subject has a place among so many; so many values are read out one by one. */
enum { PLACES_LEAST = 3, VALUES_MOST = 30 };

/* What is said of one column. */
struct summary {
    size_t high, low; /* rows */
    size_t rows, present, uncertain, ahead;
};

static const char *count_text(const struct chart *chart, size_t count) {
    return arena_print(chart->arena, "%zu", count);
}

/* Looks at all rows of column but the one left out (SIZE_MAX: none). */
static struct summary summary_make(const struct chart *chart, size_t column, size_t left_out) {
    struct summary summary = { 0 };
    double high = 0, low = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const struct point_value *point = selection_point(chart->selection, row, column);
        if (row == left_out) {
            continue;
        }
        summary.rows++;
        if (!datum_is_present(point)) {
            continue;
        }
        if (!summary.present || point->value > high) {
            summary.high = row;
            high = point->value;
        }
        if (!summary.present || point->value <= low) {
            summary.low = row;
            low = point->value;
        }
        summary.present++;
        value_flags flags = datum_flags_at(chart, row, column);
        summary.ahead += (flags & flag_bit('f')) != 0;
        summary.uncertain += datum_is_uncertain(flags & ~flag_bit('f'));
    }
    return summary;
}

/* True if the columns are years or periods that begin with one. */
static bool columns_are_years(const struct selection *selection) {
    for (size_t i = 0; i < selection->column_count; i++) {
        if (strspn(selection->columns[i].code, "0123456789") < 4) {
            return false;
        }
    }
    return selection->column_count > 1;
}

static const char *span_text(const struct chart *chart, const char *from, const char *to) {
    const struct phrase_value values[] = { { "from", from }, { "to", to }, { NULL, NULL } };
    return phrase_text(chart->arena, chart->words->years, values);
}

/* The year of all values, the first and last where rows are years, else that they differ. */
static const char *year_text(const struct chart *chart) {
    const struct selection *selection = chart->selection;
    if (selection->by_year && selection->row_count > 1) {
        return span_text(chart, selection->rows[0].label, selection->rows[selection->row_count - 1].label);
    }
    if (!selection->year && columns_are_years(selection)) {
        return span_text(chart, selection->columns[0].label, selection->columns[selection->column_count - 1].label);
    }
    return selection->year ? arena_print(chart->arena, "%d", selection->year) : chart->words->years_differ;
}

void alternative_add_title(const struct chart *chart, const char *pattern, struct buffer *out) {
    const struct series *series = chart->selection->series;
    const char *sign = unit_sign(chart->spec->style, series->unit);
    const struct phrase_value values[] = {
        { "title", series->title },
        { "unit", *sign ? sign : series->unit },
        { "year", year_text(chart) },
        { NULL, NULL },
    };
    if (chart->spec->headline && *chart->spec->headline) {
        buffer_print(out, "%s. ", chart->spec->headline);
    }
    phrase_add(out, pattern, values);
}

static void add_series(const struct chart *chart, struct buffer *out) {
    size_t count = chart->selection->column_count;
    const char **names = arena_array(chart->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = chart_column_name(chart, i);
    }
    const char *list = list_text(chart->arena, chart->spec->language, names, count);
    phrase_add(out, chart->words->series, (const struct phrase_value[]){ { "series", list }, { NULL, NULL } });
}

static void add_extremes(const struct chart *chart, size_t column, const struct summary *summary,
                         struct buffer *out) {
    if (!summary->present) {
        return;
    }
    const struct phrase_value values[] = {
        { "name", chart_column_name(chart, column) },
        { "high", chart_row_name(chart, summary->high) },
        { "high_value", datum_in_words(chart, selection_point(chart->selection, summary->high, column)) },
        { "low", chart_row_name(chart, summary->low) },
        { "low_value", datum_in_words(chart, selection_point(chart->selection, summary->low, column)) },
        { NULL, NULL },
    };
    const struct chart_words *words = chart->words;
    const char *pattern = chart->selection->column_count > 1 ? words->extremes : words->largest;
    phrase_add(out, summary->present > 1 ? pattern : words->single, values);
}

/* How the main column compares with another, row by row. */
static void add_versus(const struct chart *chart, size_t column, size_t other, struct buffer *out) {
    size_t both = 0, above = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const struct point_value *mine = selection_point(chart->selection, row, column);
        const struct point_value *theirs = selection_point(chart->selection, row, other);
        if (datum_is_present(mine) && datum_is_present(theirs)) {
            both++;
            above += mine->value > theirs->value;
        }
    }
    const struct phrase_value values[] = { { "name", chart_column_name(chart, column) },
                                           { "other", chart_column_name(chart, other) },
                                           { "above", count_text(chart, above) },
                                           { "both", count_text(chart, both) },
                                           { NULL, NULL } };
    if (both) {
        phrase_add(out, chart->words->versus, values);
    }
}

static void add_gaps(const struct chart *chart, const struct summary *summary, struct buffer *out) {
    const struct {
        const char *pattern;
        size_t count;
    } kinds[] = { { chart->words->uncertain, summary->uncertain }, { chart->words->ahead, summary->ahead } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *count = count_text(chart, kinds[i].count);
        if (kinds[i].count) {
            phrase_add(out, kinds[i].pattern, (const struct phrase_value[]){ { "count", count }, { NULL, NULL } });
        }
    }
    if (summary->present < summary->rows) {
        const struct phrase_value values[] = { { "count", count_text(chart, summary->rows - summary->present) },
                                               { "rows", count_text(chart, summary->rows) },
                                               { NULL, NULL } };
        phrase_add(out, chart->words->missing, values);
    }
}

void alternative_add_gaps(const struct chart *chart, size_t column, struct buffer *out) {
    struct summary summary = summary_make(chart, column, SIZE_MAX);
    add_gaps(chart, &summary, out);
}

static void add_trend(const struct chart *chart, size_t column, struct buffer *out) {
    const struct selection *selection = chart->selection;
    struct summary summary = summary_make(chart, column, SIZE_MAX);
    if (!summary.present) {
        return;
    }
    size_t first = 0, last = selection->row_count - 1;
    while (!datum_is_present(selection_point(selection, first, column))) {
        first++;
    }
    while (!datum_is_present(selection_point(selection, last, column))) {
        last--;
    }
    const struct phrase_value values[] = {
        { "name", chart_column_name(chart, column) },
        { "first", datum_in_words(chart, selection_point(selection, first, column)) },
        { "first_year", selection->rows[first].label },
        { "last", datum_in_words(chart, selection_point(selection, last, column)) },
        { "last_year", selection->rows[last].label },
        { "high", datum_in_words(chart, selection_point(selection, summary.high, column)) },
        { "high_year", selection->rows[summary.high].label },
        { "low", datum_in_words(chart, selection_point(selection, summary.low, column)) },
        { "low_year", selection->rows[summary.low].label },
        { NULL, NULL },
    };
    phrase_add(out, chart->words->trend, values);
}

void alternative_add_trends(const struct chart *chart, const char *pattern, struct buffer *out) {
    alternative_add_title(chart, pattern, out);
    for (size_t column = 0; column < chart->selection->column_count; column++) {
        add_trend(chart, column, out);
    }
    alternative_add_gaps(chart, chart_main_column(chart), out);
}

/* The subject's place among the rows that are ranked, by column; of one among several columns with its name. */
static void add_place(const struct chart *chart, size_t column, struct buffer *out) {
    const struct selection *selection = chart->selection;
    size_t row = selection->subject_row, rank = 1, among = 0;
    const struct point_value *mine = row < selection->row_count ? selection_point(selection, row, column) : NULL;
    for (size_t i = 0; i < selection->row_count && datum_is_present(mine); i++) {
        const struct point_value *point = selection_point(selection, i, column);
        if (datum_is_present(point) && selection->rows[i].ranked) {
            among++;
            rank += point->value > mine->value;
        }
    }
    if (among < PLACES_LEAST || !selection->rows[row].ranked) {
        return;
    }
    const char *name = chart_row_name(chart, row);
    const struct phrase_value values[] = {
        { "name", selection->column_count > 1
                      ? arena_print(chart->arena, "%s (%s)", name, chart_column_name(chart, column)) : name },
        { "rank", count_text(chart, rank) },
        { "among", count_text(chart, among) },
        { "value", datum_in_words(chart, mine) },
        { NULL, NULL },
    };
    phrase_add(out, chart->words->rank, values);
}

/* Of many rows nobody wants to hear each: the extremes of every column, and where the subject stands. */
static void add_digest(const struct chart *chart, struct buffer *out) {
    for (size_t column = 0; column < chart->selection->column_count; column++) {
        struct summary summary = summary_make(chart, column, SIZE_MAX);
        add_extremes(chart, column, &summary, out);
        add_place(chart, column, out);
    }
    alternative_add_gaps(chart, chart_main_column(chart), out);
}

void alternative_add_list(const struct chart *chart, size_t column, struct buffer *out) {
    if (chart->selection->row_count > VALUES_MOST) {
        return;
    }
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const struct phrase_value values[] = {
            { "name", chart_row_name(chart, row) },
            { "value", datum_in_words(chart, selection_point(chart->selection, row, column)) },
            { NULL, NULL },
        };
        phrase_add(out, chart->words->at, values);
    }
}

void alternative_add_rows(const struct chart *chart, struct buffer *out) {
    const struct selection *selection = chart->selection;
    if (selection->row_count * selection->column_count > VALUES_MOST) {
        add_digest(chart, out);
        return;
    }
    for (size_t row = 0; row < selection->row_count; row++) {
        struct buffer list = buffer_new(chart->arena);
        buffer_text(&list, "");
        for (size_t column = 0; column < selection->column_count; column++) {
            const char *value = datum_in_words(chart, selection_point(selection, row, column));
            buffer_print(&list, "%s%s %s", column ? ", " : "", chart_column_name(chart, column), value);
        }
        phrase_add(out, chart->words->group, (const struct phrase_value[]){ { "name", chart_row_name(chart, row) },
                                                                            { "list", list.data },
                                                                            { NULL, NULL } });
    }
}

void alternative_add_bars(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->bars, out);
}

void alternative_add_summary(const struct chart *chart, const char *pattern, struct buffer *out) {
    size_t column = chart_main_column(chart);
    struct summary summary = summary_make(chart, column, SIZE_MAX);
    alternative_add_title(chart, pattern, out);
    if (chart->selection->column_count > 1) {
        add_series(chart, out);
    }
    add_extremes(chart, column, &summary, out);
    if (chart->selection->column_count > 1) {
        add_versus(chart, column, column == 0 ? 1 : 0, out);
    }
    add_place(chart, column, out);
    add_gaps(chart, &summary, out);
}

static void add_rank(const struct chart *chart, const struct ranking *ranking, struct buffer *out) {
    size_t row = chart->selection->subject_row;
    if (row >= chart->selection->row_count || !ranking->ranks[row]) {
        return;
    }
    const struct point_value *point = selection_point(chart->selection, row, chart_main_column(chart));
    const struct phrase_value values[] = { { "name", chart_row_name(chart, row) },
                                           { "rank", count_text(chart, ranking->ranks[row]) },
                                           { "among", count_text(chart, ranking->among) },
                                           { "value", datum_in_words(chart, point) },
                                           { NULL, NULL } };
    phrase_add(out, chart->words->rank, values);
}

void alternative_add_position(const struct chart *chart, const struct ranking *ranking, const char *pattern,
                              struct buffer *out) {
    size_t column = chart_main_column(chart);
    struct summary summary = summary_make(chart, column, ranking->reference_row);
    alternative_add_title(chart, pattern, out);
    add_extremes(chart, column, &summary, out);
    add_rank(chart, ranking, out);
    if (ranking->reference) {
        const struct phrase_value values[] = { { "name", ranking->reference_name },
                                               { "value", datum_in_words(chart, ranking->reference) },
                                               { NULL, NULL } };
        phrase_add(out, chart->words->reference, values);
    }
    add_gaps(chart, &summary, out);
}
