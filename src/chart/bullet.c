/* Bullets: a bar against an upright target on up to three bands. Columns: measure, target. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/key.h"
#include "chart/kind.h"
#include "chart/mark.h"
#include "chart/rows.h"
#include "chart/shade.h"

#include <math.h>
#include <string.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double PITCH = 19.5, MEASURE = 6.0, BAND = 12.0;
static const double TARGET_WIDTH = 2.0, TARGET_HEIGHT = 12.0;

enum { BANDS_MOST = 3, COLUMNS = 2 };

static const enum theme_colour band_colours[BANDS_MOST] = { COLOUR_BAND, COLOUR_TINT_2, COLOUR_TINT };

struct bullet {
    struct chart *chart;
    struct rows rows;
    size_t measure, target;
    double bands[BANDS_MOST]; /* upper ends, ascending */
    size_t band_count;
};

/* The option "bands": up to three rising numbers. */
static void read_bands(struct bullet *bullet) {
    const char *text = chart_option(bullet->chart->spec, "bands", "");
    while (*text) {
        text += strspn(text, ", ");
        size_t size = strcspn(text, ", ");
        double value;
        const char *part = arena_copy(bullet->chart->arena, text, size);
        if (size == 0) {
            return;
        }
        double last = bullet->band_count ? bullet->bands[bullet->band_count - 1] : 0;
        bool rises = number_parse(part, &value) && value > last;
        if (!rises || bullet->band_count == BANDS_MOST) {
            chart_option_reject(bullet->chart, "bands", part);
            bullet->band_count = 0;
            return;
        }
        bullet->bands[bullet->band_count++] = value;
        text += size;
    }
}

static struct scale scale_of(const struct bullet *bullet) {
    double low = 0, high = 0;
    rows_extent(bullet->chart, NULL, 0, &low, &high);
    return scale_round(low, fmax(high, bullet->band_count ? bullet->bands[bullet->band_count - 1] : 0));
}

/* The widest band lies below the others. */
static void draw_bands(const struct bullet *bullet, double middle) {
    double zero = rows_x(&bullet->rows, 0);
    for (size_t i = bullet->band_count; i-- > 0;) {
        double width = rows_x(&bullet->rows, bullet->bands[i]) - zero;
        drawing_rect(bullet->chart->drawing, zero, middle - BAND / 2, width, BAND);
        drawing_fill(bullet->chart->drawing, chart_colour(bullet->chart, band_colours[i]));
    }
}

static void draw_row(const struct bullet *bullet, size_t row) {
    const struct chart *chart = bullet->chart;
    const struct point_value *measure = selection_point(chart->selection, row, bullet->measure);
    const struct point_value *target = selection_point(chart->selection, row, bullet->target);
    double middle = rows_middle(&bullet->rows, row);
    draw_bands(bullet, middle);
    if (datum_is_present(measure)) {
        struct bar_look look = { chart_colour(chart, COLOUR_SUBJECT), chart_colour(chart, COLOUR_PAPER),
                                 datum_is_hollow(chart, row, bullet->measure) };
        double zero = rows_x(&bullet->rows, 0);
        double end = mark_end(zero, rows_x(&bullet->rows, measure->value), measure->value);
        mark_bar(chart, mark_bar_rect(zero, end, middle - MEASURE / 2, MEASURE), &look);
    } else {
        double mark = datum_is_present(target) ? rows_x(&bullet->rows, target->value) : NAN;
        rows_write_missing_beside(&bullet->rows, row, measure, (struct axis_stretch){ mark, mark });
    }
    if (datum_is_present(target)) {
        double x = rows_x(&bullet->rows, target->value);
        drawing_rect(chart->drawing, x - TARGET_WIDTH / 2, middle - TARGET_HEIGHT / 2, TARGET_WIDTH, TARGET_HEIGHT);
        drawing_fill(chart->drawing, chart_colour(chart, COLOUR_INK));
    }
}

/* One entry a band: up to where it reaches. */
static size_t make_key(const struct bullet *bullet, struct key_entry *entries) {
    for (size_t i = 0; i < bullet->band_count; i++) {
        struct shade shade = { .count = bullet->band_count + 1 };
        memcpy(shade.limits, bullet->bands, bullet->band_count * sizeof *bullet->bands);
        entries[i] = (struct key_entry){ .mark = KEY_BOX, .text = shade_text(bullet->chart, &shade, i),
                                         .colour = chart_colour(bullet->chart, band_colours[i]) };
    }
    return bullet->band_count;
}

static void bullet_draw(struct chart *chart) {
    if (chart->selection->column_count != COLUMNS) {
        diag_add(chart->diag, DIAG_CODE_CHART_ROW_COUNT, chart->spec->pos, "%zu", chart->selection->column_count);
        return;
    }
    size_t measure = chart_main_column(chart);
    struct bullet bullet = { .chart = chart, .measure = measure, .target = 1 - measure };
    read_bands(&bullet);
    struct key_entry entries[BANDS_MOST];
    size_t count = make_key(&bullet, entries);
    struct rows_form form = { .pitch = PITCH,
                              .scale = scale_of(&bullet),
                              .foot = key_height(chart, entries, count, 0),
                              .columns = { measure, 1 - measure },
                              .column_count = COLUMNS };
    bullet.rows = rows_make(chart, &form);
    rows_start(&bullet.rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_row(&bullet, row);
    }
    rows_finish(&bullet.rows);
    key_draw(chart, entries, count, (struct point){ 0, rows_bottom(&bullet.rows) + 1 });
}

static void bullet_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->targets, out);
}

static const char *const options[] = { "bands", "emphasis", NULL };

const struct chart_kind chart_kind_bullet = {
    .has_data = true, .options = options, .draw = bullet_draw, .describe = bullet_describe
};
