#include "chart/words.h"

#include "base/buffer.h"
#include "base/wording.h"
#include "chart/chart.h"

#include <string.h>

static const struct chart_words english = {
    .not_available = "not available",
    .confidential = "confidential",
    .impossible = "not applicable",
    .difference = "Diff.",
    .difference_points = "Diff., pp",
    .labels_left_out = "Labels left out for want of room: {count}",
    .of_most = "{value} of {most}",
    .not_classed = "no value",
    .range = "range",
    .median = "Median",
    .forecast = "forecast",
    .median_of = "Median {axis} {value}",
    .fit = "Linear fit, R² {share}",
    .area = "Area: {name}, at most {most}",
    .not_shown = "Not shown, a value is missing: {count}",
    .below = "below {to}",
    .between = "{from} to {to}",
    .from = "{from} and above",
    .lines = "Line chart: {title}, {unit}, {year}.",
    .columns = "Column chart: {title}, {unit}, {year}.",
    .parts = "Stacked bars: {title}, {unit}, {year}.",
    .stacks = "Stacked columns: {title}, {unit}, {year}.",
    .dots = "Dot plot: {title}, {unit}, {year}.",
    .slopes = "Slope chart: {title}, {unit}, {year}.",
    .areas = "Area chart: {title}, {unit}, {year}.",
    .profile = "Radar chart: {title}, {unit}, {year}.",
    .blocks = "Counts as blocks: {title}, {year}.",
    .scatter = "Scatter plot: {title}, {unit}, {year}.",
    .cells = "Heat map: {title}, {unit}, {year}.",
    .tiles = "Tile grid: {title}, {unit}, {year}.",
    .panels = "Small charts on one scale: {title}, {unit}, {year}.",
    .strip = "Position among others: {title}, {unit}, {year}.",
    .spark = "Small line: {title}, {unit}, {year}.",
    .targets = "Bars against targets: {title}, {unit}, {year}.",
    .intervals = "Intervals: {title}, {unit}, {year}.",
    .years = "{from} to {to}",
    .trend = " {name}: {first} in {first_year}, {last} in {last_year}; highest {high} in {high_year}, lowest {low} "
             "in {low_year}.",
    .at = " {name}: {value}.",
    .total = " {name} in all: {value}.",
    .group = " {name}: {list}.",
    .map = "Map: {title}, {unit}, {year}.",
    .bars = "Bar chart: {title}, {unit}, {year}.",
    .ranked = "Bars in order of rank: {title}, {unit}, {year}.",
    .locator = "Locator map with {subject} highlighted.",
    .years_differ = "latest year of each row",
    .series = " Series: {series}.",
    .extremes = " {name}: highest for {high} ({high_value}), lowest for {low} ({low_value}).",
    .largest = " Highest: {high} ({high_value}); lowest: {low} ({low_value}).",
    .single = " Only value: {high} {high_value}.",
    .versus = " {name} is above {other} in {above} of the {both} rows where both have a value.",
    .rank = " {name} is number {rank} of {among} ({value}).",
    .reference = " Reference line: {name} {value}.",
    .uncertain = " Estimated or provisional values: {count}.",
    .shares = " Drawn as shares of their sum.",
    .ahead = " Forecasts: {count}.",
    .missing = " Rows without a value: {count} of {rows}.",
};

static const struct wording_place places[] = {
#define WORD(name, key) { key, offsetof(struct chart_words, name), 1 },
#include "chart/word_list.h"
#undef WORD
    { 0 },
};

const struct chart_words *chart_words_over(struct arena *arena, const struct yaml *map) {
    return wording_over(arena, &english, sizeof english, map, places);
}

void chart_check_words(struct arena *arena, struct diag *diag, const struct yaml *map) {
    wording_check(arena, diag, map, places);
}

static const char *value_of(const struct phrase_value *values, const char *name, size_t size) {
    for (; values->name; values++) {
        if (strlen(values->name) == size && strncmp(values->name, name, size) == 0) {
            return values->text;
        }
    }
    return NULL;
}

void phrase_add(struct buffer *out, const char *pattern, const struct phrase_value *values) {
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        buffer_add(out, pattern, plain);
        pattern += plain;
        if (!*pattern) {
            return;
        }
        size_t size = strcspn(++pattern, "}");
        const char *text = value_of(values, pattern, size);
        buffer_text(out, text ? text : "");
        pattern += size + (pattern[size] == '}');
    }
}

const char *phrase_text(struct arena *arena, const char *pattern, const struct phrase_value *values) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    phrase_add(&out, pattern, values);
    return out.data;
}
