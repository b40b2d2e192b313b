/* Unit blocks: a small count a row, one block a unit, the count after the last. */
#include "base/diag.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/label.h"

#include <math.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double BLOCK_WIDTH = 15.5, BLOCK_HEIGHT = 8.5, BLOCK_GAP = 1.5;
static const double BLOCK_NARROWEST = 3.0;
static const double TOP = 0.0;
static const double NAME_GAP = 6.5;    /* between names and blocks */
static const double NAME_SHARE = 0.5;  /* of the width goes to names at most */
static const double VALUE_GAP = 5.0;   /* between the last block and the count */
static const double OUTLINE = 0.9;

enum { COUNT_MOST = 12 };

/* Other kinds, for values that are no small counts. */
extern const struct chart_kind chart_kind_bar;

struct blocks {
    struct chart *chart;
    size_t column;
    double left, block, pitch; /* [pt] */
};

static const struct point_value *block_point(const struct blocks *blocks, size_t row) {
    return selection_point(blocks->chart->selection, row, blocks->column);
}

static bool is_small_count(const struct point_value *point) {
    return !datum_is_present(point) ||
           (point->value >= 0 && point->value <= COUNT_MOST && point->value == floor(point->value));
}

static bool are_small_counts(const struct blocks *blocks) {
    bool small = blocks->chart->selection->column_count == 1;
    for (size_t row = 0; row < blocks->chart->selection->row_count; row++) {
        small = small && is_small_count(block_point(blocks, row));
    }
    return small;
}

static struct text_style name_style(const struct blocks *blocks, size_t row) {
    const struct chart *chart = blocks->chart;
    if (row == chart->selection->subject_row) {
        return chart_style_in(chart, STYLE_CHART_LABEL_STRONG, COLOUR_SUBJECT);
    }
    bool present = datum_is_present(block_point(blocks, row));
    return chart_style_in(chart, STYLE_CHART_LABEL, present ? COLOUR_INK : COLOUR_NOTE);
}

/* Blocks are narrower where the largest count would not fit. */
static void lay_out(struct blocks *blocks) {
    const struct chart *chart = blocks->chart;
    double names = 0, most = 1, values = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        struct text_style style = name_style(blocks, row);
        struct text_style value = chart_style(chart, STYLE_CHART_VALUE_SUBJECT);
        const struct point_value *point = block_point(blocks, row);
        names = fmax(names, label_text_width(chart, &style, chart->selection->rows[row].label));
        most = datum_is_present(point) ? fmax(most, point->value) : most;
        values = fmax(values, label_text_width(chart, &value, datum_text(chart, point)) +
                                  datum_flags_width(chart, datum_flags_at(chart, row, blocks->column)));
    }
    blocks->left = fmin(names + NAME_GAP, NAME_SHARE * chart->spec->width);
    blocks->pitch = chart_pitch(chart, chart_number(chart, NUMBER_RANKED_PITCH), chart->selection->row_count);
    double blocks_least = most * (BLOCK_NARROWEST + BLOCK_GAP);
    blocks->left = fmin(blocks->left, fmax(chart->spec->width - VALUE_GAP - values - blocks_least, 0));
    double room = chart->spec->width - blocks->left - VALUE_GAP - values;
    blocks->block = fmax(fmin(BLOCK_WIDTH, (room + BLOCK_GAP) / most - BLOCK_GAP), BLOCK_NARROWEST);
}

/* Hollow blocks for a count that is an estimate. */
static void draw_blocks(const struct blocks *blocks, size_t row, double middle) {
    const struct chart *chart = blocks->chart;
    double count = block_point(blocks, row)->value;
    bool hollow = datum_is_hollow(chart, row, blocks->column);
    double inset = hollow ? OUTLINE / 2 : 0;
    for (int i = 0; i < (int)count; i++) {
        double x = blocks->left + i * (blocks->block + BLOCK_GAP);
        drawing_rect(chart->drawing, x + inset, middle - BLOCK_HEIGHT / 2 + inset, blocks->block - 2 * inset,
                     BLOCK_HEIGHT - 2 * inset);
    }
    struct stroke stroke = chart_stroke(chart, COLOUR_SUBJECT, OUTLINE);
    if (hollow) {
        drawing_stroke(chart->drawing, &stroke);
    } else {
        drawing_fill(chart->drawing, stroke.colour);
    }
}

static void draw_value(const struct blocks *blocks, size_t row, double middle) {
    const struct chart *chart = blocks->chart;
    const struct point_value *point = block_point(blocks, row);
    if (!datum_is_present(point)) {
        struct text_style style = chart_style(chart, STYLE_CHART_NOTE);
        struct label_place place = { blocks->left, middle, LABEL_LEFT, datum_origin(point) };
        label_write(chart, &style, datum_reason(chart, point), place);
        return;
    }
    struct text_style style = chart_style(chart, STYLE_CHART_VALUE_SUBJECT);
    double end = point->value > 0 ? point->value * (blocks->block + BLOCK_GAP) - BLOCK_GAP + VALUE_GAP : 0;
    struct label_place place = { blocks->left + end, middle, LABEL_LEFT, datum_origin(point) };
    double width = label_write(chart, &style, datum_text(chart, point), place);
    datum_flags_write(chart, datum_flags_at(chart, row, blocks->column),
                      (struct datum_flags_place){ place.x + width, middle, style_cap_height(&style), place.origin });
}

static void unit_blocks_draw(struct chart *chart) {
    struct blocks blocks = { .chart = chart, .column = chart_main_column(chart) };
    if (!are_small_counts(&blocks)) {
        diag_add(chart->diag, DIAG_CODE_CHART_AS_BARS, chart->spec->pos, "%s", chart->selection->series->name);
        chart_kind_bar.draw(chart);
        return;
    }
    lay_out(&blocks);
    chart_start(chart, TOP + (double)chart->selection->row_count * blocks.pitch);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        double middle = TOP + ((double)row + 0.5) * blocks.pitch;
        struct text_style style = name_style(&blocks, row);
        struct label_room room = { blocks.left - NAME_GAP, 1 };
        struct label label = label_fit_row(chart, &style, row, room);
        label_draw(chart, &label, (struct label_place){ 0, middle, LABEL_LEFT, chart_literal(chart) });
        if (datum_is_present(block_point(&blocks, row))) {
            draw_blocks(&blocks, row, middle);
        }
        draw_value(&blocks, row, middle);
    }
}

static void unit_blocks_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->blocks, out);
    alternative_add_list(chart, chart_main_column(chart), out);
}

static const char *const options[] = { NULL };

const struct chart_kind chart_kind_unit_blocks = {
    .has_data = true, .options = options, .draw = unit_blocks_draw, .describe = unit_blocks_describe
};
