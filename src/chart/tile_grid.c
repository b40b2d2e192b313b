/* Tile grid: a square a member, placed roughly as on a map, in the colour of its class. Where each stands is an option. */
#include "base/arena.h"
#include "chart/alternative.h"
#include "chart/datum.h"
#include "chart/key.h"
#include "chart/kind.h"
#include "chart/label.h"
#include "chart/shade.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Measures of this kind that follow from its form rather than from the house style [pt]. */
static const double TILE = 24.0, TILE_LEAST = 8.0, GAP = 2.0;
static const double OUTLINE = 1.75, INNER = 0.75; /* of the subject's tile: dark, then light, to be seen on any class */
static const double SPARE = 1.0;       /* beside a text in its tile */
static const double CODE_UP = 4.4, VALUE_DOWN = 5.4; /* from the tile's middle */
static const double KEY_GAP = 6.5;

enum { TILES_MOST = 64, KEY_MOST = SHADE_LIMITS_MOST + 2 };

static const char BLANKS[] = " ,\t";

/* Where a row stands; SIZE_MAX: nowhere yet. */
struct tile {
    size_t across, down;
};

struct tiles {
    struct chart *chart;
    struct shade shade;
    struct tile *tiles; /* one a row */
    size_t across, down, column;
    double side; /* [pt] */
    bool has_codes, has_values;
};

static const struct point_value *tile_point(const struct tiles *tiles, size_t row) {
    return selection_point(tiles->chart->selection, row, tiles->column);
}

static void put_code(struct tiles *tiles, const char *code, struct tile at) {
    const struct selection *selection = tiles->chart->selection;
    for (size_t row = 0; row < selection->row_count; row++) {
        if (strcmp(selection->rows[row].code, code) == 0) {
            tiles->tiles[row] = at;
        }
    }
    tiles->across = at.across + 1 > tiles->across ? at.across + 1 : tiles->across;
}

/* One line of the option "grid", of so many bytes: codes, or points for empty places. */
static void read_line(struct tiles *tiles, const char *text, size_t size) {
    size_t across = 0;
    for (size_t i = 0; i < size && across < TILES_MOST;) {
        size_t length = strcspn(text + i, " ,\t\n;");
        length = i + length > size ? size - i : length;
        if (length > 0) {
            const char *code = arena_copy(tiles->chart->arena, text + i, length);
            if (strcmp(code, ".") != 0) {
                put_code(tiles, code, (struct tile){ across, tiles->down });
            }
            across++;
        }
        i += length + 1;
    }
}

/* Lines end with ";" or a line break. Codes that are no rows are empty places: a grid may serve many charts. */
static void read_grid(struct tiles *tiles) {
    const char *text = chart_option(tiles->chart->spec, "grid", "");
    while (*text && tiles->down < TILES_MOST) {
        size_t size = strcspn(text, ";\n");
        if (strspn(text, BLANKS) < size) {
            read_line(tiles, text, size);
            tiles->down++;
        }
        text += size + (text[size] != '\0');
    }
}

/* Rows that the grid does not place stand below it, in their order: none is lost. */
static void place_others(struct tiles *tiles) {
    size_t rows = tiles->chart->selection->row_count, next = 0;
    if (tiles->across == 0) {
        double most = floor((tiles->chart->spec->width + GAP) / (TILE_LEAST + GAP));
        tiles->across = (size_t)fmax(fmin(fmin(ceil(sqrt((double)rows * 2)), (double)rows), most), 1);
    }
    for (size_t row = 0; row < rows; row++) {
        if (tiles->tiles[row].down == SIZE_MAX) {
            tiles->tiles[row] = (struct tile){ next % tiles->across, tiles->down + next / tiles->across };
            next++;
        }
    }
    tiles->down += (next + tiles->across - 1) / tiles->across;
}

static bool texts_fit(const struct tiles *tiles, const struct text_style *style, bool values) {
    const struct chart *chart = tiles->chart;
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        const char *text = values ? datum_text(chart, tile_point(tiles, row)) : chart->selection->rows[row].code;
        if (label_text_width(chart, style, text) + 2 * SPARE > tiles->side) {
            return false;
        }
    }
    return true;
}

static void lay_out(struct tiles *tiles) {
    const struct chart *chart = tiles->chart;
    size_t rows = chart->selection->row_count;
    struct text_style code = chart_style(chart, STYLE_CHART_AXIS), value = chart_style(chart, STYLE_CHART_TICK);
    tiles->tiles = arena_array(chart->arena, rows, sizeof *tiles->tiles);
    for (size_t row = 0; row < rows; row++) {
        tiles->tiles[row] = (struct tile){ SIZE_MAX, SIZE_MAX };
    }
    read_grid(tiles);
    place_others(tiles);
    double room = (chart->spec->width + GAP) / (double)tiles->across - GAP;
    tiles->side = fmax(fmin(TILE, room), 0);
    tiles->has_codes = texts_fit(tiles, &code, false);
    tiles->has_values = tiles->has_codes && tiles->side >= TILE - 4 && texts_fit(tiles, &value, true);
}

static struct rect tile_rect(const struct tiles *tiles, size_t row) {
    double pitch = tiles->side + GAP;
    return (struct rect){ (double)tiles->tiles[row].across * pitch, (double)tiles->tiles[row].down * pitch, tiles->side,
                          tiles->side };
}

static void draw_outline(const struct chart *chart, struct rect rect, double inset, struct stroke stroke) {
    drawing_rect(chart->drawing, rect.x + inset, rect.y + inset, rect.width - 2 * inset, rect.height - 2 * inset);
    drawing_stroke(chart->drawing, &stroke);
}

static void write_texts(const struct tiles *tiles, size_t row, struct rect rect, struct colour colour) {
    const struct chart *chart = tiles->chart;
    const struct point_value *point = tile_point(tiles, row);
    struct text_style code = chart_style(chart, STYLE_CHART_AXIS), value = chart_style(chart, STYLE_CHART_TICK);
    code.colour = value.colour = colour;
    double x = rect.x + rect.width / 2, y = rect.y + rect.height / 2;
    struct label_place place = { x, y - (tiles->has_values ? CODE_UP : 0), LABEL_CENTRE, chart_literal(chart) };
    label_write(chart, &code, chart->selection->rows[row].code, place);
    if (tiles->has_values) {
        label_write(chart, &value, datum_text(chart, point),
                    (struct label_place){ x, y + VALUE_DOWN, LABEL_CENTRE, datum_origin(point) });
    }
}

/* A tile without a value is tinted and framed by dashes, so that its code can be read. */
static void draw_tile(const struct tiles *tiles, size_t row) {
    const struct chart *chart = tiles->chart;
    const struct point_value *point = tile_point(tiles, row);
    struct rect rect = tile_rect(tiles, row);
    bool present = datum_is_present(point);
    struct colour ground = present ? shade_colour(chart, &tiles->shade, shade_class(&tiles->shade, point->value))
                                   : chart_colour(chart, COLOUR_MISSING);
    struct stroke dashed = chart_stroke(chart, COLOUR_NOTE, 0.75);
    dashed.dash[0] = dashed.dash[1] = 2;
    drawing_rect(chart->drawing, rect.x, rect.y, rect.width, rect.height);
    drawing_fill(chart->drawing, ground);
    if (!present) {
        draw_outline(chart, rect, dashed.width / 2, dashed);
    }
    if (row == chart->selection->subject_row) {
        draw_outline(chart, rect, OUTLINE / 2, chart_stroke(chart, COLOUR_INK, OUTLINE));
        draw_outline(chart, rect, OUTLINE + INNER / 2, chart_stroke(chart, COLOUR_ON_STRONG, INNER));
    }
    if (tiles->has_codes) {
        write_texts(tiles, row, rect, present ? shade_text_colour(chart, ground) : chart_colour(chart, COLOUR_NOTE));
    }
}

/* The classes, then the tile without a value if there is one. */
static size_t make_key(const struct tiles *tiles, struct key_entry entries[KEY_MOST]) {
    const struct chart *chart = tiles->chart;
    size_t count = 0;
    for (size_t class = 0; class < tiles->shade.count && tiles->shade.count > 1; class++) {
        entries[count++] = (struct key_entry){ .mark = KEY_BOX, .text = shade_text(chart, &tiles->shade, class),
                                               .colour = shade_colour(chart, &tiles->shade, class) };
    }
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (!datum_is_present(tile_point(tiles, row))) {
            entries[count++] = (struct key_entry){ .mark = KEY_BOX, .text = chart->words->not_classed,
                                                   .colour = chart_colour(chart, COLOUR_MISSING) };
            break;
        }
    }
    return count;
}

static void tile_grid_draw(struct chart *chart) {
    struct tiles tiles = { .chart = chart, .shade = shade_make(chart), .column = chart_main_column(chart) };
    struct key_entry entries[KEY_MOST];
    lay_out(&tiles);
    size_t count = make_key(&tiles, entries);
    double bottom = (double)tiles.down * (tiles.side + GAP) - GAP;
    double key = count ? key_height(chart, entries, count, 0) + KEY_GAP : 0;
    chart_start(chart, bottom + key);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        draw_tile(&tiles, row);
    }
    key_draw(chart, entries, count, (struct point){ 0, bottom + KEY_GAP });
}

static void tile_grid_describe(const struct chart *chart, struct buffer *out) {
    alternative_add_summary(chart, chart->words->tiles, out);
    alternative_add_list(chart, chart_main_column(chart), out);
}

static const char *const options[] = { "grid", NULL };

const struct chart_kind chart_kind_tile_grid = {
    .has_data = true, .options = options, .draw = tile_grid_draw, .describe = tile_grid_describe
};
