#include "chart/chart.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/number.h"
#include "drawing/check.h"
#include "chart/csv.h"
#include "chart/datum.h"
#include "chart/kind.h"

#include <math.h>
#include <string.h>

#define KIND(name, symbol) extern const struct chart_kind chart_kind_##symbol;
#include "chart/kind_list.h"
#undef KIND

static const struct {
    const char *name;
    const struct chart_kind *kind;
} kinds[] = {
#define KIND(name, symbol) { name, &chart_kind_##symbol },
#include "chart/kind_list.h"
#undef KIND
};

/* Options of every kind. */
static const char *const common_options[] = { "names", "scale", NULL };

/* What a chart may be enlarged to. */
static const double SCALE_LEAST = 0.25, SCALE_MOST = 8.0;

/* No drawing is larger than a poster. */
static const double LENGTH_MOST = 2000.0; /* [pt] */

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const struct chart_kind *kind_find(const char *name) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return kinds[i].kind;
        }
    }
    return NULL;
}

int chart_has_kind(const char *kind) {
    return kind_find(kind) != NULL;
}

void chart_list_kinds(struct buffer *out) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        buffer_print(out, "%s\n", kinds[i].name);
    }
}

static const struct chart_option *option_find(const struct chart_spec *spec, const char *key) {
    for (size_t i = 0; i < spec->option_count; i++) {
        if (strcmp(spec->options[i].key, key) == 0) {
            return &spec->options[i];
        }
    }
    return NULL;
}

const char *chart_option(const struct chart_spec *spec, const char *key, const char *fallback) {
    const struct chart_option *option = option_find(spec, key);
    return option ? option->value : fallback;
}

void chart_option_reject(const struct chart *chart, const char *key, const char *bad) {
    const struct chart_option *option = option_find(chart->spec, key);
    struct source_pos pos = option ? option->pos : chart->spec->pos;
    diag_add(chart->diag, DIAG_CODE_CHART_BAD_OPTION, pos, "%s: %s", key, bad);
}

double chart_option_length(const struct chart *chart, const char *key, double fallback) {
    const char *text = chart_option(chart->spec, key, NULL);
    double length;
    if (!text) {
        return fallback;
    }
    if (length_parse(text, &length) && length > 0 && length <= LENGTH_MOST) {
        return length;
    }
    chart_option_reject(chart, key, text);
    return fallback;
}

size_t chart_option_count(const struct chart *chart, const char *key, size_t fallback, size_t most) {
    const char *text = chart_option(chart->spec, key, NULL);
    double value;
    if (!text) {
        return fallback;
    }
    if (!number_parse(text, &value) || value < 0 || value > (double)most || value != floor(value)) {
        chart_option_reject(chart, key, text);
        return fallback;
    }
    return (size_t)value;
}

double chart_option_positive(const struct chart *chart, const char *key, double fallback) {
    const char *text = chart_option(chart->spec, key, NULL);
    double value;
    if (!text) {
        return fallback;
    }
    if (number_parse(text, &value) && value > 0) {
        return value;
    }
    chart_option_reject(chart, key, text);
    return fallback;
}

bool chart_option_flag(const struct chart *chart, const char *key, bool fallback) {
    static const struct {
        const char *text;
        bool value;
    } words[] = { { "yes", true }, { "true", true }, { "no", false }, { "false", false }, { "none", false } };
    const char *text = chart_option(chart->spec, key, NULL);
    if (!text) {
        return fallback;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].text, text) == 0) {
            return words[i].value;
        }
    }
    chart_option_reject(chart, key, text);
    return fallback;
}

void chart_start(struct chart *chart, double height) {
    double step = chart_number(chart, NUMBER_CHART_HALF_STEP);
    chart_start_exact(chart, step > 0 ? ceil(height / step - 1e-6) * step : height);
}

double chart_pitch(const struct chart *chart, double natural, size_t rows) {
    double least = fmin(natural, chart->theme->styles[STYLE_CHART_LABEL].leading);
    return rows > 0 ? fmax(natural - chart->reduce / (double)rows, least) : natural;
}

void chart_start_exact(struct chart *chart, double height) {
    chart->drawing = drawing_new(chart->arena, chart->spec->width, height);
}

double chart_number(const struct chart *chart, enum theme_number number) {
    return chart->theme->numbers[number];
}

struct colour chart_colour(const struct chart *chart, enum theme_colour colour) {
    return chart->theme->colours[colour];
}

struct text_style chart_style(const struct chart *chart, enum theme_style style) {
    return chart->theme->styles[style];
}

struct text_style chart_style_in(const struct chart *chart, enum theme_style style, enum theme_colour colour) {
    struct text_style result = chart->theme->styles[style];
    result.colour = chart->theme->colours[colour];
    return result;
}

struct stroke chart_stroke(const struct chart *chart, enum theme_colour colour, double width) {
    return (struct stroke){ .colour = chart_colour(chart, colour), .width = width };
}

const struct point_value *chart_first_point(const struct chart *chart) {
    const struct selection *selection = chart->selection;
    for (size_t row = 0; row < selection->row_count; row++) {
        for (size_t column = 0; column < selection->column_count; column++) {
            const struct point_value *point = selection_point(selection, row, column);
            if (datum_is_present(point)) {
                return point;
            }
        }
    }
    return NULL;
}

const struct series *chart_column_series(const struct chart *chart, size_t column) {
    const struct selection *selection = chart->selection;
    for (size_t row = 0; row < selection->row_count; row++) {
        const struct point_value *point = selection_point(selection, row, column);
        if (point && point_series(point)) {
            return point_series(point);
        }
    }
    return selection->series;
}

size_t chart_main_column(const struct chart *chart) {
    size_t column = chart->selection->subject_column;
    return column < chart->selection->column_count ? column : 0;
}

static const char *member_name(const struct selection_member *member) {
    if (member->short_label && *member->short_label) {
        return member->short_label;
    }
    return member->label && *member->label ? member->label : member->code;
}

const char *chart_column_name(const struct chart *chart, size_t column) {
    bool is_subject = column == chart->selection->subject_column && chart->spec->subject_name;
    return is_subject ? chart->spec->subject_name : member_name(&chart->selection->columns[column]);
}

const char *chart_row_name(const struct chart *chart, size_t row) {
    return member_name(&chart->selection->rows[row]);
}

struct origin chart_literal(const struct chart *chart) {
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = chart->spec->pos };
}

static bool is_listed(const char *const *list, const char *key) {
    while (*list && strcmp(*list, key) != 0) {
        list++;
    }
    return *list;
}

static void check_options(const struct chart *chart, const struct chart_kind *kind) {
    for (size_t i = 0; i < chart->spec->option_count; i++) {
        const struct chart_option *option = &chart->spec->options[i];
        if (!is_listed(kind->options, option->key) && !is_listed(common_options, option->key)) {
            diag_add(chart->diag, DIAG_CODE_CHART_UNKNOWN_OPTION, option->pos, "%s: %s", chart->spec->kind,
                     option->key);
        }
    }
}

static bool has_data(const struct chart *chart) {
    if (chart->selection && chart_first_point(chart)) {
        return true;
    }
    const char *name = chart->selection ? chart->selection->series->name : chart->spec->kind;
    diag_add(chart->diag, DIAG_CODE_CHART_NO_DATA, chart->spec->pos, "%s", name);
    return false;
}

/* What is drawn on one scale must have one unit. */
static bool has_one_unit(const struct chart *chart, const struct chart_kind *kind) {
    for (size_t i = 1; kind->has_data && !kind->many_units && i < chart->selection->column_count; i++) {
        const char *first = chart_column_series(chart, 0)->unit, *other = chart_column_series(chart, i)->unit;
        if (strcmp(first, other) != 0) {
            diag_add(chart->diag, DIAG_CODE_CHART_UNITS_DIFFER, chart->spec->pos, "%s, %s", first, other);
            return false;
        }
    }
    return true;
}

/* Gives the drawing its words and data, closes it and looks whether its labels stand well. A decoration has neither. */
static void finish(const struct chart *chart, const struct chart_kind *kind) {
    if (!chart_option_flag(chart, "decorative", kind->decorative)) {
        struct buffer words = buffer_new(chart->arena);
        kind->describe(chart, &words);
        drawing_describe(chart->drawing, words.data, kind->has_data ? csv_text(chart->arena, chart->selection) : NULL);
    }
    drawing_finish(chart->drawing);
    struct arena *scratch = arena_new();
    drawing_check(scratch, chart->diag, chart->drawing, chart->spec->pos);
    arena_close(scratch);
}

/* The width asked for; without one the kind's own, or all of the text's frame. */
static double width_of(const struct chart_tools *tools, const struct chart_spec *spec, const struct chart_kind *kind) {
    struct span full;
    if (spec->width > 0) {
        return spec->width;
    }
    return kind->natural_width > 0 || !theme_span(tools->theme, "full", &full) ? kind->natural_width : full.width;
}

/* The selection with other names of its columns, if the option "names" gives them, parted by commas, or by semicolons
 * where a name has a comma. */
static const struct selection *rename_columns(const struct chart *chart) {
    const char *text = chart_option(chart->spec, "names", NULL);
    if (!text || !chart->selection) {
        return chart->selection;
    }
    struct selection *renamed = arena_alloc(chart->arena, sizeof *renamed);
    *renamed = *chart->selection;
    renamed->columns = arena_array(chart->arena, renamed->column_count, sizeof *renamed->columns);
    const char *parting = strchr(text, ';') ? ";" : ",";
    for (size_t i = 0; i < renamed->column_count; i++) {
        size_t size = strcspn(text, parting);
        renamed->columns[i] = chart->selection->columns[i];
        if (size > 0) {
            const char *name = arena_copy(chart->arena, text, size);
            renamed->columns[i].label = renamed->columns[i].short_label = name + strspn(name, " ");
        }
        text += size + (text[size] != '\0');
    }
    if (*text) {
        chart_option_reject(chart, "names", text);
    }
    return renamed;
}

/* How much larger than on a page of text the chart is to be. */
static double scale_of(const struct chart *chart) {
    double scale = chart_option_positive(chart, "scale", 1);
    if (scale >= SCALE_LEAST && scale <= SCALE_MOST) {
        return scale;
    }
    chart_option_reject(chart, "scale", chart_option(chart->spec, "scale", ""));
    return 1;
}

/* By how much a chart of this height is to be lower; less than 0: taller. In half steps of the grid. */
static double reduction(const struct chart *chart, double height) {
    double step = chart_number(chart, NUMBER_CHART_HALF_STEP);
    double most = chart->spec->most_height, least = chart->spec->least_height;
    double wanted = most > 0 && height > most ? most : least > height ? least : 0;
    return wanted > 0 ? height - (step > 0 ? floor(wanted / step) * step : wanted) : 0;
}

/* Draws at the natural height; if that is too much or too little, once more with what it exceeds or lacks. What is said of the first
 * drawing counts only if it stays. */
static void draw_within(struct chart *chart, const struct chart_kind *kind) {
    struct diag *diag = chart->diag;
    chart->diag = diag_new(chart->arena);
    kind->draw(chart);
    double reduce = chart->drawing ? reduction(chart, drawing_height(chart->drawing)) : 0;
    if (reduce != 0) {
        drawing_finish(chart->drawing);
        chart->drawing = NULL;
        chart->diag = diag_new(chart->arena);
        chart->reduce = reduce;
        kind->draw(chart);
    }
    diag_join(diag, chart->diag);
    chart->diag = diag;
}

const struct drawing *chart_draw(struct arena *arena, struct diag *diag, const struct chart_tools *tools,
                                 const struct chart_spec *spec) {
    const struct chart_kind *kind = kind_find(spec->kind);
    if (!kind) {
        diag_add(diag, DIAG_CODE_CHART_UNKNOWN_KIND, spec->pos, "%s", spec->kind);
        return NULL;
    }
    struct chart_spec sized = *spec;
    sized.width = width_of(tools, spec, kind);
    struct chart chart = { .arena = arena,
                           .diag = diag,
                           .theme = tools->theme,
                           .shaper = tools->shaper,
                           .geo = tools->geo,
                           .spec = &sized,
                           .selection = spec->selection,
                           .words = chart_words_over(arena, spec->words) };
    check_options(&chart, kind);
    double scale = scale_of(&chart);
    chart.selection = rename_columns(&chart);
    sized.width = spec->width > 0 ? sized.width / scale : sized.width;
    sized.most_height /= scale;
    sized.least_height /= scale;
    if (kind->has_data && (!has_data(&chart) || !has_one_unit(&chart, kind))) {
        return NULL;
    }
    draw_within(&chart, kind);
    if (chart.drawing) {
        finish(&chart, kind);
    }
    return chart.drawing && scale != 1 ? drawing_enlarge(arena, chart.drawing, scale) : chart.drawing;
}
