#include "chart/plot.h"

#include "base/arena.h"
#include "base/diag.h"
#include "chart/axis.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"

#include <math.h>
#include <string.h>

static const double TICK_GAP = 6.5;      /* [pt] between tick labels and plot */
static const double HEIGHT_SHARE = 0.42; /* of the width */
static const double LOWEST = 110.5, HIGHEST = 195.0; /* [pt] */

/* The label of a tick without the unit's sign: digits stand below digits, the sign hangs out to the right. */
static const char *digits_of(struct arena *arena, const char *text) {
    const char *blank = strstr(text, "\u00A0");
    return blank ? arena_copy(arena, text, (size_t)(blank - text)) : text;
}

struct plot plot_make(const struct chart *chart, struct scale scale, double top, double height) {
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    double widest = 0, sign = 0;
    for (size_t i = 0; i < scale.count; i++) {
        const char *text = axis_tick_text(chart, &scale, i);
        double digits = label_text_width(chart, &style, digits_of(chart->arena, text));
        widest = fmax(widest, digits);
        sign = fmax(sign, label_text_width(chart, &style, text) - digits);
    }
    return (struct plot){ .scale = scale, .left = widest + fmax(TICK_GAP, sign + TICK_GAP / 2),
                          .right = chart->spec->width, .top = top, .bottom = top + height };
}

double plot_y(const struct plot *plot, double value) {
    return plot->bottom - (plot->bottom - plot->top) * scale_place(&plot->scale, value);
}

static void draw_across(const struct chart *chart, const struct plot *plot, double value, const struct stroke *stroke) {
    double y = plot_y(plot, value);
    drawing_segment(chart->drawing, (struct point){ plot->left, y }, (struct point){ plot->right, y }, stroke);
}

static double digits_right(const struct chart *chart, const struct plot *plot, const struct text_style *style) {
    double widest = 0;
    for (size_t i = 0; i < plot->scale.count; i++) {
        const char *text = digits_of(chart->arena, axis_tick_text(chart, &plot->scale, i));
        widest = fmax(widest, label_text_width(chart, style, text));
    }
    return widest;
}

void plot_draw_grid(const struct chart *chart, const struct plot *plot) {
    struct stroke stroke = chart_stroke(chart, COLOUR_GRID, chart_number(chart, NUMBER_STROKE_GRID));
    struct text_style style = chart_style(chart, STYLE_CHART_TICK);
    double right = digits_right(chart, plot, &style);
    for (size_t i = 0; i < plot->scale.count; i++) {
        const char *text = axis_tick_text(chart, &plot->scale, i);
        double x = right - label_text_width(chart, &style, digits_of(chart->arena, text));
        struct label_place place = { x, plot_y(plot, plot->scale.ticks[i]), LABEL_LEFT,
                                     { .kind = ORIGIN_TICK } };
        label_write(chart, &style, text, place);
        if (plot->scale.ticks[i] != 0) {
            draw_across(chart, plot, plot->scale.ticks[i], &stroke);
        }
    }
}

void plot_draw_zero(const struct chart *chart, const struct plot *plot) {
    struct stroke stroke = chart_stroke(chart, COLOUR_INK, chart_number(chart, NUMBER_STROKE_ZERO));
    if (plot->scale.low <= 0 && plot->scale.high >= 0) {
        draw_across(chart, plot, 0, &stroke);
    }
}

double plot_height(const struct chart *chart) {
    double step = chart_number(chart, NUMBER_CHART_HALF_STEP);
    double usual = fmin(fmax(HEIGHT_SHARE * chart->spec->width, LOWEST), HIGHEST);
    usual = step > 0 ? round(usual / step) * step : usual;
    double height = chart_option_length(chart, "height", usual);
    return fmax(height - chart->reduce, fmin(height, LOWEST / 2));
}

bool plot_extent(const struct chart *chart, double *low, double *high) {
    bool found = false;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        for (size_t column = 0; column < chart->selection->column_count; column++) {
            const struct point_value *point = selection_point(chart->selection, row, column);
            if (datum_is_present(point)) {
                *low = found ? fmin(*low, point->value) : point->value;
                *high = found ? fmax(*high, point->value) : point->value;
                found = true;
            }
        }
    }
    return found;
}

void plot_write_left_out(const struct chart *chart, size_t count, double middle) {
    if (count == 0) {
        return;
    }
    const char *number = arena_print(chart->arena, "%zu", count);
    diag_add(chart->diag, DIAG_CODE_CHART_LABELS_LEFT_OUT, chart->spec->pos, "%s", number);
    struct text_style style = chart_style(chart, STYLE_CHART_NOTE);
    const char *text = phrase_text(chart->arena, chart->words->labels_left_out,
                                   (const struct phrase_value[]){ { "count", number }, { NULL, NULL } });
    label_write(chart, &style, text, (struct label_place){ 0, middle, LABEL_LEFT, chart_literal(chart) });
}

/* A block of middles that touch: it moves as one, to where its members would be on average. */
struct spread_block {
    size_t first, count;
    double sum; /* of the wanted middles, each less its place in the block */
};

static double block_start(const struct spread_block *block, double distance, double top, double bottom) {
    double start = block->sum / (double)block->count;
    return fmax(fmin(start, bottom - (double)(block->count - 1) * distance), top);
}

/* Pool adjacent violators: least squares under the least distance. */
void plot_spread(double *middles, size_t count, double distance, double top, double bottom) {
    struct spread_block blocks[PLOT_SPREAD_MOST];
    size_t block_count = 0;
    for (size_t i = 0; i < count && block_count < PLOT_SPREAD_MOST; i++) {
        blocks[block_count++] = (struct spread_block){ i, 1, middles[i] };
        while (block_count > 1) {
            struct spread_block *last = &blocks[block_count - 1], *before = &blocks[block_count - 2];
            double end = block_start(before, distance, top, bottom) + (double)before->count * distance;
            if (end <= block_start(last, distance, top, bottom)) {
                break;
            }
            before->sum += last->sum - (double)(last->count * before->count) * distance;
            before->count += last->count;
            block_count--;
        }
    }
    for (size_t i = 0; i < block_count; i++) {
        double start = block_start(&blocks[i], distance, top, bottom);
        for (size_t k = 0; k < blocks[i].count; k++) {
            middles[blocks[i].first + k] = start + (double)k * distance;
        }
    }
}
