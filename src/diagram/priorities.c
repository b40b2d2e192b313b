/* Matrix of priorities: numbered points between two axes with named ends, the list of them beside it. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/yaml.h"
#include "diagram/block.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>

/* [pt] */
static const double SQUARE = 235, AXIS_GAP = 9, AXIS_ROOM = 22, LIST_GAP = 20, LIST_LEAST = 130, RADIUS = 7.5, NUMBER_WIDTH = 18;
static const double FRAME = 0.75, MIDDLE = 0.5, ROW_GAP = 8, STEP = 3;

enum { POINTS_MOST = 30, TRIES = 120 };

static const double MOST = 10; /* the end of both axes, unless the body says another */

struct mark {
    const struct item *item;
    double x, y; /* 0 to 1 */
    struct point at;
    struct block text;
};

struct matrix {
    struct diagram *diagram;
    struct mark *marks;
    size_t count;
    struct rect square;
};

static const char *const item_keys[] = { "text", "x", "y", NULL };

static bool read_share(const struct diagram *diagram, const struct item *item, const char *key, double *share) {
    double most = yaml_number(diagram->diag, diagram->spec->body, "most", MOST), value = 0;
    const char *text = item_value(diagram, item, key);
    bool good = number_parse(text, &value) && most > 0 && value >= 0 && value <= most;
    *share = good ? value / most : 0;
    if (!good) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BAD_ITEM, item_value_pos(item, key), "%s: %s", key, text);
    }
    return good;
}

static bool read_marks(struct matrix *matrix) {
    const struct item_rule rule = { 1, POINTS_MOST, item_keys };
    struct diagram *diagram = matrix->diagram;
    size_t count;
    const struct item *items = items_read(diagram, diagram->spec->body, "points", &rule, &count);
    matrix->marks = arena_array(diagram->arena, count, sizeof *matrix->marks);
    for (size_t i = 0; i < count; i++) {
        struct mark mark = { .item = &items[i] };
        bool x = read_share(diagram, mark.item, "x", &mark.x), y = read_share(diagram, mark.item, "y", &mark.y);
        if (x && y) {
            matrix->marks[matrix->count++] = mark;
        }
    }
    return matrix->count > 0;
}

static bool is_free(const struct matrix *matrix, size_t i, struct point at) {
    const struct rect *square = &matrix->square;
    bool inside = at.x >= square->x + RADIUS && at.x <= square->x + square->width - RADIUS && at.y >= square->y + RADIUS &&
                  at.y <= square->y + square->height - RADIUS;
    for (size_t k = 0; k < i && inside; k++) {
        inside = hypot(at.x - matrix->marks[k].at.x, at.y - matrix->marks[k].at.y) >= 2 * RADIUS + 1;
    }
    return inside;
}

/* Where the point belongs, or as near to it on a spiral as no other disc is. */
static void place_marks(struct matrix *matrix) {
    static const double TURN = 2.399963; /* golden angle */
    const struct rect *square = &matrix->square;
    for (size_t i = 0; i < matrix->count; i++) {
        struct mark *mark = &matrix->marks[i];
        struct point wanted = { square->x + RADIUS + mark->x * (square->width - 2 * RADIUS),
                                square->y + RADIUS + (1 - mark->y) * (square->height - 2 * RADIUS) };
        mark->at = wanted;
        for (int k = 0; k < TRIES * 10 && !is_free(matrix, i, mark->at); k++) {
            double away = STEP * sqrt((double)k);
            mark->at = (struct point){ wanted.x + away * cos(k * TURN), wanted.y + away * sin(k * TURN) };
        }
    }
}

static const char *end_text(const struct diagram *diagram, const char *key) {
    return yaml_text(diagram->diag, diagram->spec->body, key, "");
}

/* The name of an axis in its middle, what low and high mean at its ends. */
static void draw_axis(const struct matrix *matrix, const char *const names[3], bool upright) {
    struct diagram *diagram = matrix->diagram;
    struct text_style strong = diagram_style(diagram, STYLE_CHART_AXIS, COLOUR_TEXT_2);
    struct text_style quiet = diagram_style(diagram, STYLE_CHART_TICK, COLOUR_NOTE);
    double length = matrix->square.width;
    drawing_save(diagram->drawing);
    if (upright) {
        drawing_translate(diagram->drawing, matrix->square.x - AXIS_GAP, matrix->square.y + length);
        drawing_rotate(diagram->drawing, -M_PI / 2);
    } else {
        drawing_translate(diagram->drawing, matrix->square.x, matrix->square.y + length + AXIS_GAP + 6);
    }
    for (size_t i = 0; i < 3; i++) {
        const struct text_style *style = i == 1 ? &strong : &quiet;
        struct source_pos pos = yaml_key_pos(diagram->spec->body, names[i]);
        const char *text = end_text(diagram, names[i]);
        double width = line_width(diagram, style, text);
        if (*text) {
            line_write(diagram, style, text, (struct point){ (double)i / 2 * (length - width), 0 }, pos);
        }
    }
    drawing_restore(diagram->drawing);
}

static void draw_square(const struct matrix *matrix) {
    struct diagram *diagram = matrix->diagram;
    struct rect square = matrix->square;
    struct stroke frame = diagram_stroke(diagram, COLOUR_TEXT_2, FRAME), middle = diagram_stroke(diagram, COLOUR_RULE_HAIR, MIDDLE);
    drawing_rect(diagram->drawing, square.x + square.width / 2, square.y, square.width / 2, square.height / 2);
    drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_SUBJECT_LIGHT));
    double x = square.x + square.width / 2, y = square.y + square.height / 2;
    drawing_segment(diagram->drawing, (struct point){ x, square.y }, (struct point){ x, square.y + square.height }, &middle);
    drawing_segment(diagram->drawing, (struct point){ square.x, y }, (struct point){ square.x + square.width, y }, &middle);
    drawing_rect(diagram->drawing, square.x, square.y, square.width, square.height);
    drawing_stroke(diagram->drawing, &frame);
}

static void draw_number(const struct diagram *diagram, const struct mark *mark, size_t number, struct point at) {
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_ON_STRONG);
    const char *text = arena_print(diagram->arena, "%zu", number);
    drawing_circle(diagram->drawing, at.x, at.y, RADIUS);
    drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_SUBJECT));
    line_write(diagram, &style, text, (struct point){ at.x - line_width(diagram, &style, text) / 2, at.y + style_cap(&style) / 2 },
               mark->item->pos);
}

static double list_height(const struct matrix *matrix) {
    double height = 0;
    for (size_t i = 0; i < matrix->count; i++) {
        height += fmax(matrix->marks[i].text.height + 3, 2 * RADIUS) + (i ? ROW_GAP / 2 : 0);
    }
    return height;
}

static void draw_list(const struct matrix *matrix, double left, double y) {
    for (size_t i = 0; i < matrix->count; i++) {
        const struct mark *mark = &matrix->marks[i];
        draw_number(matrix->diagram, mark, i + 1, (struct point){ left + RADIUS, y + RADIUS });
        block_draw(matrix->diagram, &mark->text, (struct point){ left + NUMBER_WIDTH, y + RADIUS - mark->text.cap / 2 }, BLOCK_LEFT);
        y += fmax(mark->text.height + 3, 2 * RADIUS) + ROW_GAP / 2;
    }
}

static void say(const struct matrix *matrix) {
    struct diagram *diagram = matrix->diagram;
    diagram_say(diagram, "", diagram->words->priorities);
    for (size_t i = 0; i < matrix->count; i++) {
        const struct item *item = matrix->marks[i].item;
        const char *x = end_text(diagram, "x"), *y = end_text(diagram, "y");
        const char *text = arena_print(diagram->arena, "%s (%s %s, %s %s)", item->text, *x ? x : "x",
                                       item_value(diagram, item, "x"), *y ? y : "y", item_value(diagram, item, "y"));
        diagram_say(diagram, arena_print(diagram->arena, "%zu", i + 1), text);
    }
}

static void draw(struct diagram *diagram) {
    static const char *const across[] = { "x-low", "x", "x-high" }, *const upward[] = { "y-low", "y", "y-high" };
    struct matrix matrix = { .diagram = diagram };
    if (!read_marks(&matrix)) {
        return;
    }
    double side = fmin(SQUARE, diagram->width - AXIS_ROOM - 1);
    bool beside = diagram->width - AXIS_ROOM - side - LIST_GAP >= LIST_LEAST;
    double left = beside ? AXIS_ROOM + side + LIST_GAP : 0;
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL, COLOUR_INK);
    for (size_t i = 0; i < matrix.count; i++) {
        struct mark *mark = &matrix.marks[i];
        mark->text = block_make(diagram, &style, mark->item->text, mark->item->pos,
                                (struct block_room){ diagram->width - left - NUMBER_WIDTH, 0 });
    }
    matrix.square = (struct rect){ AXIS_ROOM, 1, side, side };
    double list = list_height(&matrix), square = 1 + side + AXIS_ROOM;
    if (fmax(list, square) > diagram_page_height(diagram)) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, NULL);
    }
    place_marks(&matrix);
    say(&matrix);
    diagram_start(diagram, beside ? fmax(square, list) : square + ROW_GAP + list);
    draw_square(&matrix);
    draw_axis(&matrix, across, false);
    draw_axis(&matrix, upward, true);
    for (size_t i = 0; i < matrix.count; i++) {
        draw_number(diagram, &matrix.marks[i], i + 1, matrix.marks[i].at);
    }
    draw_list(&matrix, left, beside ? 1 : square + ROW_GAP);
}

static const char *const keys[] = { "x", "x-low", "x-high", "y", "y-low", "y-high", "most", "points", NULL };

const struct diagram_kind diagram_kind_priorities = { keys, draw };
