#include "theme/theme.h"
#include "theme/names.h"

#include "base/buffer.h"
#include "text/font.h"

#include <string.h>

const char *const theme_style_names[STYLE_COUNT] = {
#define STYLE(code, name) [STYLE_##code] = name,
#include "theme/style_list.h"
#undef STYLE
};

const char *const theme_colour_names[COLOUR_COUNT] = {
#define COLOUR(code, name) [COLOUR_##code] = name,
#include "theme/colour_list.h"
#undef COLOUR
};

const char *const theme_number_names[NUMBER_COUNT] = {
#define NUMBER(code, path) [NUMBER_##code] = path,
#include "theme/number_list.h"
#undef NUMBER
};

/* Spans by the columns they take. Source: the house style. */
static const struct {
    const char *name;
    int first; /* column, from 0 */
    int count; /* 0: all columns of the page */
} spans[] = {
    { "full", 0, 0 },      { "half", 0, 6 },
    { "half-left", 0, 6 }, { "half-right", 6, 6 }, { "quarter-1", 0, 3 }, { "quarter-2", 3, 3 },
    { "quarter-3", 6, 3 }, { "quarter-4", 9, 3 },  { "third-1", 0, 4 },   { "third-2", 4, 4 },
    { "third-3", 8, 4 },   { "three-quarters", 0, 9 }, { "half-bleed", 6, 6 },
};

/* Columns of what is drawn for the side span of a page that has none. */
enum { THIRD = 4 };

static struct span columns_span(const struct page_format *page, int first, int count) {
    double x = page->left + first * (page->column_width + page->gutter);
    return (struct span){ x, count > 0 ? count * page->column_width + (count - 1) * page->gutter : 0 };
}

bool format_span(const struct page_format *page, const char *name, struct span *span) {
    if (strcmp(name, "side") == 0 || strcmp(name, "text") == 0) {
        int side = page->side_columns > 0 ? page->side_columns : THIRD;
        *span = *name == 's' ? columns_span(page, 0, side) : columns_span(page, page->side_columns, page->text_columns);
        return true;
    }
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        if (strcmp(spans[i].name, name) != 0) {
            continue;
        }
        int count = spans[i].count > 0 ? spans[i].count : page->columns;
        *span = columns_span(page, spans[i].first, count);
        span->width += strcmp(name, "half-bleed") == 0 ? page->right : 0;
        return true;
    }
    return false;
}

bool theme_span(const struct theme *theme, const char *name, struct span *span) {
    bool wide = strcmp(name, "wide") == 0;
    return format_span(wide ? &theme->landscape : &theme->page, wide ? "full" : name, span);
}

static void dump_colour(struct buffer *out, const char *name, struct colour colour) {
    buffer_print(out, "%s #%02X%02X%02X\n", name, (unsigned)(colour.red * 255 + 0.5),
                 (unsigned)(colour.green * 255 + 0.5), (unsigned)(colour.blue * 255 + 0.5));
}

static void dump_value(struct buffer *out, const char *label, double value) {
    buffer_print(out, " %s ", label);
    buffer_number(out, value, 3);
}

static void dump_style(struct buffer *out, const char *name, const struct text_style *style) {
    buffer_print(out, "style %s %s", name, face_postscript_name(style->face));
    dump_value(out, "size", style->size);
    dump_value(out, "leading", style->leading);
    dump_value(out, "tracking", style->tracking);
    dump_value(out, "before", style->before);
    dump_value(out, "after", style->after);
    dump_value(out, "rise", style->rise);
    dump_colour(out, style->small_caps ? " small-caps" : "", style->colour);
}

static void dump_palette(struct buffer *out, const char *name, const struct colour *colours, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, "palette ");
        dump_colour(out, name, colours[i]);
    }
}

void theme_dump(const struct theme *theme, struct buffer *out) {
    buffer_print(out, "theme %s\npage", theme->name);
    dump_value(out, "width", theme->page.width);
    dump_value(out, "height", theme->page.height);
    dump_value(out, "left", theme->page.left);
    dump_value(out, "right", theme->page.right);
    dump_value(out, "top", theme->page.top);
    dump_value(out, "frame", theme->page.frame_height);
    buffer_text(out, "\n");
    for (size_t i = 0; i < COLOUR_COUNT; i++) {
        buffer_text(out, "colour ");
        dump_colour(out, theme_colour_names[i], theme->colours[i]);
    }
    dump_palette(out, "sequential", theme->sequential, theme->sequential_count);
    dump_palette(out, "diverging", theme->diverging, theme->diverging_count);
    dump_palette(out, "qualitative", theme->qualitative, theme->qualitative_count);
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        dump_style(out, theme_style_names[i], &theme->styles[i]);
    }
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        buffer_text(out, "number");
        dump_value(out, theme_number_names[i], theme->numbers[i]);
        buffer_text(out, "\n");
    }
}
