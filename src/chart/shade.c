#include "chart/shade.h"

#include "base/arena.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/plot.h"
#include "chart/scale.h"

#include <math.h>

static const double HATCH = 4.0, HATCH_STROKE = 0.5; /* [pt] */

enum { CLASSES_MOST = 5 };

/* Round limits inside the range; if there are more than colours, every second one. */
struct shade shade_make(const struct chart *chart) {
    double low = 0, high = 0;
    struct shade shade = { .count = 1 };
    if (!plot_extent(chart, &low, &high) || low == high) {
        return shade;
    }
    struct scale scale = scale_cut(low, high);
    size_t most = chart->theme->sequential_count < CLASSES_MOST ? chart->theme->sequential_count : CLASSES_MOST;
    size_t inside = 0;
    for (size_t i = 0; i < scale.count; i++) {
        inside += scale.ticks[i] > low && scale.ticks[i] < high;
    }
    size_t step = inside + 1 > most ? 2 : 1;
    for (size_t i = 0, k = 0; i < scale.count; i++) {
        if (scale.ticks[i] > low && scale.ticks[i] < high && k++ % step == 0) {
            shade.limits[shade.count - 1] = scale.ticks[i];
            shade.count++;
        }
    }
    return shade;
}

size_t shade_class(const struct shade *shade, double value) {
    size_t class = 0;
    while (class + 1 < shade->count && value >= shade->limits[class]) {
        class++;
    }
    return class;
}

/* Classes are spread over the whole palette. */
struct colour shade_colour(const struct chart *chart, const struct shade *shade, size_t class) {
    size_t last = chart->theme->sequential_count - 1;
    return chart->theme->sequential[shade->count > 1 ? class * last / (shade->count - 1) : last / 2];
}

struct colour shade_text_colour(const struct chart *chart, struct colour ground) {
    struct colour ink = chart_colour(chart, COLOUR_INK), white = chart_colour(chart, COLOUR_ON_STRONG);
    return colour_contrast(white, ground) > colour_contrast(ink, ground) ? white : ink;
}

void shade_draw_missing(const struct chart *chart, struct rect rect) {
    struct drawing *drawing = chart->drawing;
    struct stroke stroke = chart_stroke(chart, COLOUR_EU, HATCH_STROKE);
    drawing_rect(drawing, rect.x, rect.y, rect.width, rect.height);
    drawing_fill(drawing, chart_colour(chart, COLOUR_MISSING));
    drawing_rect(drawing, rect.x, rect.y, rect.width, rect.height);
    drawing_clip_begin(drawing);
    for (double x = rect.x - rect.height; x < rect.x + rect.width; x += HATCH) {
        drawing_move(drawing, x, rect.y + rect.height);
        drawing_line(drawing, x + rect.height, rect.y);
    }
    drawing_stroke(drawing, &stroke);
    drawing_clip_end(drawing);
}

static const char *limit_text(const struct chart *chart, double limit) {
    const struct series *series = chart->selection->series;
    return datum_number(chart, (struct number_format){ .unit = series->unit, .decimals = series->decimals, .place = NUMBER_ON_TICK },
                        limit);
}

const char *shade_text(const struct chart *chart, const struct shade *shade, size_t class) {
    const char *low = class > 0 ? limit_text(chart, shade->limits[class - 1]) : "";
    const char *high = class + 1 < shade->count ? limit_text(chart, shade->limits[class]) : "";
    const struct phrase_value values[] = { { "from", low }, { "to", high }, { NULL, NULL } };
    const struct chart_words *words = chart->words;
    const char *pattern = !*low && !*high ? "" : !*low ? words->below : !*high ? words->from : words->between;
    return phrase_text(chart->arena, pattern, values);
}
