#include "chart/label.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "chart/kind.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* Two lines of a label stand closer than running text: nothing else stands between them. */
static const double LEADING = 1.12; /* of the size */

/* [pt] of paper around text that stands on lines. */
static const double PATCH = 1.0;

double style_cap_height(const struct text_style *style) {
    const struct face_metrics *metrics = face_metrics(style->face);
    return style->size * metrics->cap_height / metrics->units_per_em;
}

double label_text_width(const struct chart *chart, const struct text_style *style, const char *text) {
    return text_width(chart->shaper, style, chart->spec->language, text);
}

double label_longest_name(const struct chart *chart) {
    struct text_style style = chart_style(chart, STYLE_CHART_LABEL_STRONG);
    double longest = 0;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        longest = fmax(longest, label_text_width(chart, &style, chart->selection->rows[row].label));
    }
    return longest;
}

static struct label label_empty(const struct text_style *style) {
    return (struct label){ .cap = style_cap_height(style), .leading = style->size * LEADING };
}

static void add_line(const struct chart *chart, struct label *label, const struct text_style *style, const char *text) {
    struct shaped *line = arena_alloc(chart->arena, sizeof *line);
    *line = text_shape(chart->arena, chart->shaper, chart->diag, style, chart->spec->language, text, strlen(text),
                       chart->spec->pos);
    label->lines[label->count++] = line;
    label->width = fmax(label->width, line->width);
}

struct label label_make(const struct chart *chart, const struct text_style *style, const char *text) {
    struct label label = label_empty(style);
    add_line(chart, &label, style, text);
    return label;
}

/* text without the blanks at its end. */
static const char *line_text(struct arena *arena, const char *text, size_t size) {
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    return arena_copy(arena, text, size);
}

/* Breaks text in two where the longer line is shortest. Returns false if no break makes it fit. */
static bool break_in_two(const struct chart *chart, const struct text_style *style, const char *text, double width,
                         const char *halves[2]) {
    size_t count;
    const struct text_break *breaks =
        text_breaks(chart->arena, chart->shaper, chart->spec->language, text, strlen(text), &count);
    double best = width;
    bool fits = false;
    for (size_t i = 0; i < count && breaks[i].offset < strlen(text); i++) {
        const char *first = line_text(chart->arena, text, breaks[i].offset);
        const char *second = text + breaks[i].offset;
        double longer = fmax(label_text_width(chart, style, first), label_text_width(chart, style, second));
        if (longer <= best) {
            best = longer;
            halves[0] = first;
            halves[1] = second;
            fits = true;
        }
    }
    return fits;
}

/* The longest beginning of text that fits with an ellipsis behind it. */
static const char *cut(const struct chart *chart, const struct text_style *style, const char *text, double width) {
    const char *best = "…";
    size_t size = strlen(text);
    for (size_t offset = 0; offset < size;) {
        size_t length;
        utf8_decode(text + offset, size - offset, &length);
        offset += length;
        const char *next = arena_print(chart->arena, "%s…", line_text(chart->arena, text, offset));
        if (label_text_width(chart, style, next) > width) {
            break;
        }
        best = next;
    }
    return best;
}

static bool is_one_line(const struct chart *chart, const struct text_style *style, const char *text, double width) {
    return label_text_width(chart, style, text) <= width;
}

struct label label_fit(const struct chart *chart, const struct text_style *style, const char *text,
                       struct label_room room) {
    struct label label = label_empty(style);
    const char *halves[2];
    if (is_one_line(chart, style, text, room.width)) {
        add_line(chart, &label, style, text);
    } else if (room.lines > 1 && break_in_two(chart, style, text, room.width, halves)) {
        add_line(chart, &label, style, halves[0]);
        add_line(chart, &label, style, halves[1]);
    } else {
        diag_add(chart->diag, DIAG_CODE_CHART_LABEL_CUT, chart->spec->pos, "%s", text);
        add_line(chart, &label, style, cut(chart, style, text, room.width));
    }
    return label;
}

bool label_fits(const struct chart *chart, const struct text_style *style, const char *text, struct label_room room) {
    const char *halves[2];
    return is_one_line(chart, style, text, room.width) ||
           (room.lines > 1 && break_in_two(chart, style, text, room.width, halves));
}

struct label label_fit_row(const struct chart *chart, const struct text_style *style, size_t row,
                           struct label_room room) {
    const char *full = chart->selection->rows[row].label;
    const char *name = chart_row_name(chart, row);
    const char *halves[2];
    bool full_fits = full && (is_one_line(chart, style, full, room.width) ||
                              (!is_one_line(chart, style, name, room.width) && room.lines > 1 &&
                               break_in_two(chart, style, full, room.width, halves)));
    return label_fit(chart, style, full_fits ? full : name, room);
}

void label_draw(const struct chart *chart, const struct label *label, struct label_place place) {
    double block = label->cap + (double)(label->count - 1) * label->leading;
    for (size_t i = 0; i < label->count; i++) {
        const struct shaped *line = label->lines[i];
        double x = place.x;
        switch (place.side) {
        case LABEL_LEFT:
            break;
        case LABEL_RIGHT:
            x -= line->width;
            break;
        case LABEL_CENTRE:
            x -= line->width / 2;
            break;
        }
        double baseline = place.middle - block / 2 + label->cap + (double)i * label->leading;
        drawing_text(chart->drawing, x, baseline, line, place.origin);
    }
}

double label_write(const struct chart *chart, const struct text_style *style, const char *text,
                   struct label_place place) {
    struct label label = label_make(chart, style, text);
    label_draw(chart, &label, place);
    return label.width;
}

void label_draw_over(const struct chart *chart, const struct label *label, struct label_place place) {
    double part = place.side == LABEL_LEFT ? 0 : place.side == LABEL_RIGHT ? 1 : 0.5;
    double height = label->cap + (double)(label->count - 1) * label->leading;
    drawing_rect(chart->drawing, place.x - part * label->width - PATCH, place.middle - height / 2 - PATCH,
                 label->width + 2 * PATCH, height + 2 * PATCH);
    drawing_fill(chart->drawing, chart_colour(chart, COLOUR_PAPER));
    label_draw(chart, label, place);
}

double label_write_over(const struct chart *chart, const struct text_style *style, const char *text,
                        struct label_place place) {
    struct label label = label_make(chart, style, text);
    label_draw_over(chart, &label, place);
    return label.width;
}
