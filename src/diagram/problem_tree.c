/* Problem tree: roots lead to causes, causes to the core problem, the core to effects; read upwards. */
#include "base/arena.h"
#include "base/diag.h"
#include "diagram/block.h"
#include "diagram/connector.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double BOX_WIDTH = 106, BOX_LEAST = 34, ROOT_LEAST = 42, NARROWEST = 62, GAP_LEAST = 14;
static const double TOP_WIDTH = 220, TOP_LEAST = 28, CORE_WIDTH = 300, CORE_LEAST = 34;
static const double BETWEEN = 30, BETWEEN_CLOSE = 21, ROOT_GAP = 8, SIDE = 4, SIDE_TRUNK = 14;
static const double NAME_ABOVE = 4.5, NAME_ROOM = 13, CORE_SIZE = 10.5, SMALL_SIZE = 7.5;

enum { LEVEL_MOST = 12, ROOTS_MOST = 6, LINES = 3, ROWS_MOST = LEVEL_MOST };

/* Rules of shrinking: closer and smaller first, then without roots. */
enum fit { FIT_NORMAL, FIT_CLOSE, FIT_WITHOUT_ROOTS, FIT_COUNT };

/* The boxes of one level in rows; row 0 is the upper one. */
struct tier {
    const struct item *items;
    size_t count, rows, per_row;
    bool first_row_short; /* the rest stands in the upper row, else in the lower one */
    double width, pitch, room;
    struct box boxes[LEVEL_MOST];
    double heights[ROWS_MOST]; /* of a row with what hangs below its boxes */
    double own_heights[ROWS_MOST];
    struct box roots[LEVEL_MOST][ROOTS_MOST];
    size_t root_counts[LEVEL_MOST];
};

struct tree {
    struct diagram *diagram;
    struct item top, core;
    struct tier effects, causes;
    struct box top_box, core_box;
    enum fit fit;
    double between;
};

static const char *const item_keys[] = { "text", "note", "roots", NULL };

/* ---- what stands where ---- */

/* The row of box i, and its place in it. */
static size_t row_of(const struct tier *tier, size_t i, size_t *place) {
    size_t first = tier->first_row_short ? tier->count - (tier->rows - 1) * tier->per_row : tier->per_row;
    size_t row = i < first ? 0 : 1 + (i - first) / tier->per_row;
    *place = row == 0 ? i : (i - first) % tier->per_row;
    return row;
}

static size_t row_size(const struct tier *tier, size_t row) {
    size_t rest = tier->count - (tier->rows - 1) * tier->per_row;
    return tier->rows == 1 ? tier->count : row == (tier->first_row_short ? 0 : tier->rows - 1) ? rest : tier->per_row;
}

static double box_left(const struct tier *tier, size_t row, size_t place) {
    double stretch = (double)(row_size(tier, row) - 1) * tier->pitch + tier->width;
    return (tier->room - stretch) / 2 + (double)place * tier->pitch;
}

static struct text_style text_style_of(const struct tree *tree) {
    double size = tree->diagram->theme->styles[STYLE_CHART_LABEL].size;
    return diagram_style_sized(tree->diagram, STYLE_CHART_LABEL, COLOUR_INK, tree->fit == FIT_NORMAL ? size : SMALL_SIZE);
}

static bool texts_fit(const struct tree *tree, const struct tier *tier, double width) {
    struct text_style style = text_style_of(tree);
    for (size_t i = 0; i < tier->count; i++) {
        struct block_room room = { width - 2 * BOX_PADDING, LINES };
        if (!block_fits(tree->diagram, &style, tier->items[i].text, room)) {
            return false;
        }
    }
    return true;
}

/* As few rows as the texts allow. Rows that others have to pass have an even number of boxes: their line runs in the
 * middle. */
static void arrange(const struct tree *tree, struct tier *tier, double room) {
    tier->room = room;
    for (tier->rows = 1; tier->rows <= tier->count; tier->rows++) {
        size_t per_row = (tier->count + tier->rows - 1) / tier->rows;
        per_row += tier->rows > 1 && per_row % 2 == 1;
        if (tier->rows > 1 && (tier->count + per_row - 1) / per_row < tier->rows) {
            continue;
        }
        double width = fmin(BOX_WIDTH, (room - (double)(per_row - 1) * GAP_LEAST) / (double)per_row);
        tier->per_row = per_row;
        tier->width = width;
        tier->pitch = per_row > 1 ? (room - width) / (double)(per_row - 1) : 0;
        if (per_row <= 2 || (width >= NARROWEST && texts_fit(tree, tier, width))) {
            break;
        }
    }
    if (tier->rows > 1) {
        diag_add(tree->diagram->diag, DIAG_CODE_DIAGRAM_BROKEN, tier->items[0].pos, "%zu in %zu rows", tier->count,
                 tier->rows);
    }
}

static struct box make_box(const struct tree *tree, const struct item *item, double width, double least) {
    struct text_style style = text_style_of(tree);
    struct box_wish wish = { item->text, item_value(tree->diagram, item, "note"), item->pos, width, least, LINES };
    return box_make(tree->diagram, &style, &wish);
}

/* The boxes of what leads to a cause; returns their height. */
static double make_roots(const struct tree *tree, struct tier *tier, size_t i) {
    static const char *const keys[] = { "text", "note", NULL };
    const struct item *cause = &tier->items[i];
    const struct item_rule rule = { 0, ROOTS_MOST, keys };
    if (!cause->map || tree->fit == FIT_WITHOUT_ROOTS) {
        return 0;
    }
    const struct item *roots = items_read(tree->diagram, cause->map, "roots", &rule, &tier->root_counts[i]);
    double height = 0;
    for (size_t k = 0; k < tier->root_counts[i]; k++) {
        tier->roots[i][k] = make_box(tree, &roots[k], tier->width, tier->root_counts[i] > 1 ? BOX_LEAST : ROOT_LEAST);
        height += tier->roots[i][k].rect.height + (k ? ROOT_GAP : tree->between);
    }
    return height;
}

static void make_boxes(const struct tree *tree, struct tier *tier) {
    for (size_t i = 0; i < tier->count; i++) {
        size_t place, row = row_of(tier, i, &place);
        tier->boxes[i] = make_box(tree, &tier->items[i], tier->width, BOX_LEAST);
        tier->boxes[i].rect.x = box_left(tier, row, place);
        tier->own_heights[row] = fmax(tier->own_heights[row], tier->boxes[i].rect.height);
    }
    for (size_t i = 0; i < tier->count; i++) {
        size_t place, row = row_of(tier, i, &place);
        tier->boxes[i].rect.height = tier->own_heights[row];
        tier->heights[row] = fmax(tier->heights[row], tier->own_heights[row] + make_roots(tree, tier, i));
    }
}

static double tier_height(const struct tree *tree, const struct tier *tier) {
    double height = 0;
    for (size_t row = 0; row < tier->rows && tier->count; row++) {
        height += tier->heights[row] + tree->between;
    }
    return height;
}

/* Moves the boxes down from y; returns where the last row ends. */
static double place_tier(const struct tree *tree, struct tier *tier, double y) {
    for (size_t row = 0; row < tier->rows; row++) {
        for (size_t i = 0; i < tier->count; i++) {
            size_t place;
            if (row_of(tier, i, &place) != row) {
                continue;
            }
            tier->boxes[i].rect.y = y;
            double below = y + tier->own_heights[row] + tree->between;
            for (size_t k = 0; k < tier->root_counts[i]; k++) {
                tier->roots[i][k].rect.x = tier->boxes[i].rect.x;
                tier->roots[i][k].rect.y = below;
                below += tier->roots[i][k].rect.height + ROOT_GAP;
            }
        }
        y += tier->heights[row] + tree->between;
    }
    return y - tree->between;
}

/* ---- lines ---- */

static double centre(const struct box *box) {
    return box->rect.x + box->rect.width / 2;
}

/* The shared line of a row at y, from its first to its last box and to x. */
static void draw_bus(const struct tree *tree, const struct tier *tier, size_t row, double y, double to) {
    double left = to, right = to;
    for (size_t i = 0; i < tier->count; i++) {
        size_t place;
        if (row_of(tier, i, &place) == row) {
            left = fmin(left, centre(&tier->boxes[i]));
            right = fmax(right, centre(&tier->boxes[i]));
        }
    }
    if (right > left) {
        connector_line(tree->diagram, (const struct point[]){ { left, y }, { right, y } }, 2);
    }
}

static double row_top(const struct tier *tier, size_t row) {
    for (size_t i = 0; i < tier->count; i++) {
        size_t place;
        if (row_of(tier, i, &place) == row) {
            return tier->boxes[i].rect.y;
        }
    }
    return 0;
}

/* From the core up to every effect. */
static void draw_to_effects(const struct tree *tree) {
    const struct tier *tier = &tree->effects;
    double middle = centre(&tree->core_box), half = tree->between / 2;
    for (size_t i = 0; i < tier->count; i++) {
        const struct rect *rect = &tier->boxes[i].rect;
        double x = centre(&tier->boxes[i]), foot = rect->y + rect->height;
        connector_arrow(tree->diagram, (const struct point[]){ { x, foot + half }, { x, foot } }, 2);
    }
    for (size_t row = 0; row < tier->rows && tier->count; row++) {
        draw_bus(tree, tier, row, row_top(tier, row) + tier->own_heights[row] + half, middle);
    }
    if (tier->count) {
        double highest = row_top(tier, 0) + tier->own_heights[0] + half;
        connector_line(tree->diagram, (const struct point[]){ { middle, tree->core_box.rect.y }, { middle, highest } }, 2);
    }
}

/* From every effect to the overall one; rows below the first go round at the right edge. */
static void draw_to_top(const struct tree *tree) {
    const struct tier *tier = &tree->effects;
    double middle = centre(&tree->top_box), half = tree->between / 2, edge = tree->diagram->width - SIDE;
    double first = row_top(tier, 0) - half;
    for (size_t i = 0; i < tier->count; i++) {
        double x = centre(&tier->boxes[i]), y = tier->boxes[i].rect.y;
        size_t place;
        double bus = row_of(tier, i, &place) == 0 ? y - half : y - half + SIDE;
        connector_line(tree->diagram, (const struct point[]){ { x, y }, { x, bus } }, 2);
    }
    for (size_t row = 0; row < tier->rows; row++) {
        double y = row_top(tier, row) - half + (row ? SIDE : 0);
        draw_bus(tree, tier, row, y, tier->rows > 1 ? edge : middle);
        if (row > 0) {
            connector_line(tree->diagram, (const struct point[]){ { edge, y }, { edge, first } }, 2);
        }
    }
    const struct rect *top = &tree->top_box.rect;
    connector_arrow(tree->diagram, (const struct point[]){ { middle, first }, { middle, top->y + top->height } }, 2);
}

static void draw_to_cause(const struct tree *tree, size_t i) {
    const struct tier *tier = &tree->causes;
    const struct box *cause = &tier->boxes[i];
    double x = centre(cause), foot = cause->rect.y + cause->rect.height;
    bool at_left = cause->rect.x + cause->rect.width + SIDE > tree->diagram->width;
    double near = at_left ? cause->rect.x : cause->rect.x + cause->rect.width, side = near + (at_left ? -SIDE : SIDE);
    size_t count = tier->root_counts[i];
    if (count == 1) {
        connector_arrow(tree->diagram, (const struct point[]){ { x, tier->roots[i][0].rect.y }, { x, foot } }, 2);
    }
    for (size_t k = 0; k < count && count > 1; k++) {
        const struct rect *rect = &tier->roots[i][k].rect;
        double middle = rect->y + rect->height / 2;
        connector_line(tree->diagram, (const struct point[]){ { near, middle }, { side, middle } }, 2);
        if (k + 1 == count) {
            double turn = foot + tree->between / 2;
            connector_arrow(tree->diagram, (const struct point[]){ { side, middle }, { side, turn }, { x, turn }, { x, foot } }, 4);
        }
    }
}

/* From every cause to the core. */
static void draw_to_core(const struct tree *tree) {
    const struct tier *tier = &tree->causes;
    double middle = centre(&tree->core_box), half = tree->between / 2;
    const struct rect *core = &tree->core_box.rect;
    for (size_t i = 0; i < tier->count; i++) {
        double x = centre(&tier->boxes[i]), y = tier->boxes[i].rect.y;
        connector_line(tree->diagram, (const struct point[]){ { x, y }, { x, y - half } }, 2);
        draw_to_cause(tree, i);
    }
    for (size_t row = 0; row < tier->rows; row++) {
        draw_bus(tree, tier, row, row_top(tier, row) - half, middle);
    }
    double lowest = row_top(tier, tier->rows - 1) - half;
    connector_arrow(tree->diagram, (const struct point[]){ { middle, lowest }, { middle, core->y + core->height } }, 2);
}

/* ---- drawing ---- */

/* The name of a level, at the left edge, above its boxes and beside what leads to them. */
static void draw_name(const struct tree *tree, const char *name, double y, double width) {
    struct text_style style = diagram_style(tree->diagram, STYLE_CHART_AXIS, COLOUR_SUBJECT);
    struct block block = block_make(tree->diagram, &style, name, tree->diagram->spec->pos, (struct block_room){ width, 1 });
    block_draw(tree->diagram, &block, (struct point){ 0, y - block.height }, BLOCK_LEFT);
}

static void draw_boxes(const struct tree *tree, const struct tier *tier, const struct box_look *look) {
    for (size_t i = 0; i < tier->count; i++) {
        box_draw(tree->diagram, &tier->boxes[i], look);
        for (size_t k = 0; k < tier->root_counts[i]; k++) {
            box_draw(tree->diagram, &tier->roots[i][k], &box_plain);
        }
    }
}

static bool has_roots(const struct tree *tree) {
    for (size_t i = 0; i < tree->causes.count; i++) {
        if (tree->causes.root_counts[i] > 0) {
            return true;
        }
    }
    return false;
}

static void draw_names(const struct tree *tree) {
    const struct diagram_words *words = tree->diagram->words;
    double half = tree->causes.width / 2 - 6, cap = 3;
    if (*tree->top.text) {
        draw_name(tree, words->top, tree->top_box.rect.y + tree->top_box.rect.height / 2 + cap, tree->top_box.rect.x - 6);
    }
    if (tree->effects.count) {
        double width = fmin(half, box_left(&tree->effects, 0, 0) + tree->effects.width / 2 - 6);
        draw_name(tree, words->effects, tree->effects.boxes[0].rect.y - NAME_ABOVE, width);
    }
    draw_name(tree, words->core, tree->core_box.rect.y + tree->core_box.rect.height / 2 + cap,
              tree->core_box.rect.x - 6);
    draw_name(tree, words->causes, tree->causes.boxes[0].rect.y - NAME_ABOVE, half);
    if (has_roots(tree) && tree->causes.root_counts[0] > 0) {
        draw_name(tree, words->roots, tree->causes.roots[0][0].rect.y - NAME_ABOVE, half);
    }
}

static void say_roots(const struct tree *tree) {
    static const char *const keys[] = { "text", "note", NULL };
    for (size_t i = 0; i < tree->causes.count; i++) {
        const struct item *cause = &tree->causes.items[i];
        size_t count = 0;
        const struct item_rule rule = { 0, ROOTS_MOST, keys };
        const struct item *roots = cause->map ? items_read(tree->diagram, cause->map, "roots", &rule, &count) : NULL;
        for (size_t k = 0; k < count; k++) {
            const char *link = arena_print(tree->diagram->arena, "%s %s: %s", roots[k].text,
                                           tree->diagram->words->leads_to, cause->text);
            diagram_say(tree->diagram, tree->diagram->words->roots, link);
        }
    }
}

/* In reading order: upwards. */
static void say(const struct tree *tree) {
    const struct diagram_words *words = tree->diagram->words;
    diagram_say(tree->diagram, "", words->problem_tree);
    say_roots(tree);
    diagram_say_items(tree->diagram, words->causes, tree->causes.items, tree->causes.count);
    diagram_say(tree->diagram, words->core, tree->core.text);
    diagram_say_items(tree->diagram, words->effects, tree->effects.items, tree->effects.count);
    diagram_say(tree->diagram, words->top, tree->top.text);
}

/* Makes all boxes under the rules of fit; returns the height. */
static double make_tree(struct tree *tree, enum fit fit) {
    struct diagram *diagram = tree->diagram;
    tree->fit = fit;
    tree->between = fit == FIT_NORMAL ? BETWEEN : BETWEEN_CLOSE;
    bool has_top = *tree->top.text != '\0';
    memset(tree->causes.own_heights, 0, sizeof tree->causes.own_heights);
    memset(tree->causes.heights, 0, sizeof tree->causes.heights);
    memset(tree->causes.root_counts, 0, sizeof tree->causes.root_counts);
    memset(tree->effects.own_heights, 0, sizeof tree->effects.own_heights);
    memset(tree->effects.heights, 0, sizeof tree->effects.heights);
    arrange(tree, &tree->causes, diagram->width);
    make_boxes(tree, &tree->causes);
    if (tree->effects.count) {
        arrange(tree, &tree->effects, diagram->width);
        if (tree->effects.rows > 1 && has_top) {
            arrange(tree, &tree->effects, diagram->width - SIDE_TRUNK);
        }
        make_boxes(tree, &tree->effects);
    }
    struct text_style strong = diagram_style_sized(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_ON_STRONG, CORE_SIZE);
    struct box_wish core = { tree->core.text, "", tree->core.pos, fmin(CORE_WIDTH, diagram->width * 0.62), CORE_LEAST, LINES };
    tree->core_box = box_make(diagram, &strong, &core);
    if (has_top) {
        tree->top_box = make_box(tree, &tree->top, fmin(TOP_WIDTH, diagram->width * 0.46), TOP_LEAST);
    }
    return (has_top ? tree->top_box.rect.height + tree->between : 0) + tier_height(tree, &tree->effects) +
           tree->core_box.rect.height + tier_height(tree, &tree->causes);
}

static void place_all(struct tree *tree) {
    double width = tree->diagram->width, y = 0.5;
    bool has_top = *tree->top.text != '\0';
    if (has_top) {
        tree->top_box.rect.x = (width - tree->top_box.rect.width) / 2;
        tree->top_box.rect.y = y;
        y += tree->top_box.rect.height + tree->between;
    }
    if (!has_top && tree->effects.count) {
        y += NAME_ROOM; /* of the level's name */
    }
    y = tree->effects.count ? place_tier(tree, &tree->effects, y) + tree->between : y;
    tree->core_box.rect.x = (width - tree->core_box.rect.width) / 2;
    tree->core_box.rect.y = y;
    place_tier(tree, &tree->causes, y + tree->core_box.rect.height + tree->between);
}

static void draw(struct diagram *diagram) {
    const struct item_rule rule = { 0, LEVEL_MOST, item_keys }, needed = { 2, LEVEL_MOST, item_keys };
    struct tree *tree = arena_alloc(diagram->arena, sizeof *tree);
    const struct yaml *body = diagram->spec->body;
    *tree = (struct tree){ .diagram = diagram, .top = item_read(diagram, body, "top"), .core = item_read(diagram, body, "core") };
    tree->effects.items = items_read(diagram, body, "effects", &rule, &tree->effects.count);
    tree->causes.items = items_read(diagram, body, "causes", &needed, &tree->causes.count);
    tree->effects.first_row_short = true;
    if (*tree->core.text == '\0' || tree->causes.count == 0) {
        if (tree->causes.count) {
            diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_FEW, diagram->spec->pos, "core");
        }
        return;
    }
    double most = diagram_page_height(diagram), height = 0;
    enum fit fit = FIT_NORMAL;
    for (; fit < FIT_COUNT; fit++) {
        height = make_tree(tree, fit);
        if (height <= most) {
            break;
        }
    }
    if (fit > FIT_NORMAL) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, "%s",
                 fit == FIT_CLOSE ? "set closer" : "the roots were left out");
    }
    say(tree);
    bool name_above = *tree->top.text == '\0' && tree->effects.count;
    diagram_start(diagram, height + 1 + (name_above ? NAME_ROOM : 0));
    place_all(tree);
    draw_names(tree);
    draw_boxes(tree, &tree->effects, &box_tint);
    if (*tree->top.text) {
        box_draw(diagram, &tree->top_box, &box_tint);
        if (tree->effects.count) {
            draw_to_top(tree);
        }
    }
    box_draw(diagram, &tree->core_box, &box_core);
    draw_boxes(tree, &tree->causes, &box_light);
    draw_to_effects(tree);
    draw_to_core(tree);
}

static const char *const keys[] = { "top", "effects", "core", "causes", NULL };

const struct diagram_kind diagram_kind_problem_tree = { keys, draw };
