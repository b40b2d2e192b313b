#include "chart/key.h"

#include "chart/kind.h"
#include "chart/label.h"
#include "chart/mark.h"

/* [pt] */
static const double LINE_HEIGHT = 13.0;
static const double BOX = 10.0, BOX_HEIGHT = 7.0;
static const double LINE = 18.0;
static const double SYMBOL = 9.0;
static const double TEXT_GAP = 4.0, ENTRY_GAP = 13.0;

static double mark_width(const struct key_entry *entry) {
    switch (entry->mark) {
    case KEY_BOX:
        return BOX;
    case KEY_LINE:
        return LINE;
    case KEY_SYMBOL:
        break;
    }
    return SYMBOL;
}

static void draw_mark(const struct chart *chart, const struct key_entry *entry, double x, double middle) {
    switch (entry->mark) {
    case KEY_BOX:
        mark_bar(chart, (struct rect){ x, middle - BOX_HEIGHT / 2, BOX, BOX_HEIGHT },
                 &(struct bar_look){ entry->colour, chart_colour(chart, COLOUR_PAPER), false });
        break;
    case KEY_LINE:
        drawing_segment(chart->drawing, (struct point){ x, middle }, (struct point){ x + LINE, middle },
                        &entry->stroke);
        break;
    case KEY_SYMBOL:
        symbol_draw(chart, (struct point){ x + SYMBOL / 2, middle }, &entry->symbol);
        break;
    }
}

/* Where an entry of this width stands: behind the one before, or on the next line. */
static struct point place(const struct chart *chart, struct point at, double left, double width) {
    bool fits = at.x <= left || at.x + width <= chart->spec->width;
    return fits ? at : (struct point){ left, at.y + LINE_HEIGHT };
}

static double entry_width(const struct chart *chart, const struct text_style *style, const struct key_entry *entry) {
    return mark_width(entry) + TEXT_GAP + label_text_width(chart, style, entry->text);
}

double key_height(const struct chart *chart, const struct key_entry *entries, size_t count, double left) {
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    struct point at = { left, 0 };
    for (size_t i = 0; i < count; i++) {
        double width = entry_width(chart, &style, &entries[i]);
        at = place(chart, at, left, width);
        at.x += width + ENTRY_GAP;
    }
    return count ? at.y + LINE_HEIGHT : 0;
}

void key_draw(const struct chart *chart, const struct key_entry *entries, size_t count, struct point top_left) {
    struct text_style style = chart_style(chart, STYLE_CHART_KEY);
    struct point at = top_left;
    for (size_t i = 0; i < count; i++) {
        double width = entry_width(chart, &style, &entries[i]);
        at = place(chart, at, top_left.x, width);
        double middle = at.y + LINE_HEIGHT / 2 - 1;
        draw_mark(chart, &entries[i], at.x, middle);
        struct label_room room = { chart->spec->width - at.x - mark_width(&entries[i]) - TEXT_GAP, 1 };
        struct label label = label_fit(chart, &style, entries[i].text, room);
        struct origin origin = entries[i].origin.kind == ORIGIN_NONE ? chart_literal(chart) : entries[i].origin;
        label_draw(chart, &label,
                   (struct label_place){ at.x + mark_width(&entries[i]) + TEXT_GAP, middle, LABEL_LEFT, origin });
        at.x += width + ENTRY_GAP;
    }
}
