/* Strategy tree: from the objective over specific objectives to measures, left to right. */
#include "base/arena.h"
#include "base/diag.h"
#include "diagram/block.h"
#include "diagram/connector.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>
#include <string.h>

/* [pt], in a width of 481.9: the columns keep these shares of it */
static const double WHOLE = 481.9, OBJECTIVE_WIDTH = 112, BRANCH_LEFT = 153, BRANCH_WIDTH = 134, MEASURE_LEFT = 323;
static const double OBJECTIVE_LEAST = 70, BRANCH_LEAST = 40, MEASURE_LEAST = 22;
static const double MEASURE_GAP = 3, GROUP_GAP = 5, HEAD = 14, OBJECTIVE_SIZE = 9.5;
static const double MEASURE_PADDING = 4, SMALL_SIZE = 7;

enum { BRANCHES_MOST = 12, MEASURES_MOST = 12, LINES = 3 };

struct branch {
    const struct item *item;
    const struct item *measures;
    size_t count;
    struct box box;
    struct box boxes[MEASURES_MOST];
    double top, height;
};

struct tree {
    struct diagram *diagram;
    struct item objective;
    struct branch branches[BRANCHES_MOST];
    size_t count;
    struct box box;
    double scale;
    bool is_close; /* set smaller, to stay on a page */
};

static const char *const branch_keys[] = { "text", "note", "measures", NULL };

static struct text_style text_style_of(const struct tree *tree) {
    double size = tree->diagram->theme->styles[STYLE_CHART_LABEL].size;
    return diagram_style_sized(tree->diagram, STYLE_CHART_LABEL, COLOUR_INK, tree->is_close ? SMALL_SIZE : size);
}

static struct box make_box(const struct tree *tree, const struct item *item, double width, double least) {
    struct text_style style = text_style_of(tree);
    struct box_wish wish = { item->text, item_value(tree->diagram, item, "note"), item->pos, width, least, LINES };
    return box_make(tree->diagram, &style, &wish);
}

/* Boxes of a branch and its measures; the branch stands in their middle. Returns its height. */
static double make_branch(const struct tree *tree, struct branch *branch) {
    double right = tree->diagram->width, left = MEASURE_LEFT * tree->scale;
    branch->box = make_box(tree, branch->item, BRANCH_WIDTH * tree->scale, tree->is_close ? MEASURE_LEAST : BRANCH_LEAST);
    double height = 0;
    for (size_t i = 0; i < branch->count; i++) {
        struct box *box = &branch->boxes[i];
        *box = make_box(tree, &branch->measures[i], right - left, MEASURE_LEAST);
        double text = box->text.height + (box->note.count ? 3 + box->note.height : 0);
        box->rect.height = fmax(tree->is_close ? 0 : MEASURE_LEAST, text + 2 * (MEASURE_PADDING + 2));
        box->rect.x = left;
        height += box->rect.height + (i ? MEASURE_GAP : 0);
    }
    branch->height = fmax(height, branch->box.rect.height);
    return branch->height;
}

static double make_tree(struct tree *tree, bool is_close) {
    double height = HEAD;
    tree->is_close = is_close;
    for (size_t i = 0; i < tree->count; i++) {
        height += make_branch(tree, &tree->branches[i]) + (i ? GROUP_GAP : 0);
    }
    return height;
}

static void place_branch(struct branch *branch, double y) {
    double height = 0;
    for (size_t i = 0; i < branch->count; i++) {
        height += branch->boxes[i].rect.height + (i ? MEASURE_GAP : 0);
    }
    double at = y + (branch->height - height) / 2;
    for (size_t i = 0; i < branch->count; i++) {
        branch->boxes[i].rect.y = at;
        at += branch->boxes[i].rect.height + MEASURE_GAP;
    }
    branch->top = y;
    branch->box.rect.y = y + (branch->height - branch->box.rect.height) / 2;
}

static double middle(const struct box *box) {
    return box->rect.y + box->rect.height / 2;
}

/* From the right side of a box to the left sides of others: one shared upright line half way. */
struct fan {
    const struct box *from;
    double left; /* [pt] of the boxes it leads to */
    double low, high, half;
};

static struct fan fan_start(const struct diagram *diagram, const struct box *from, double left) {
    double start = from->rect.x + from->rect.width, half = (start + left) / 2;
    connector_line(diagram, (const struct point[]){ { start, middle(from) }, { half, middle(from) } }, 2);
    return (struct fan){ from, left, middle(from), middle(from), half };
}

static void fan_add(const struct diagram *diagram, struct fan *fan, const struct box *to) {
    fan->low = fmin(fan->low, middle(to));
    fan->high = fmax(fan->high, middle(to));
    connector_arrow(diagram, (const struct point[]){ { fan->half, middle(to) }, { fan->left, middle(to) } }, 2);
}

static void fan_end(const struct diagram *diagram, const struct fan *fan) {
    if (fan->high > fan->low) {
        connector_line(diagram, (const struct point[]){ { fan->half, fan->low }, { fan->half, fan->high } }, 2);
    }
}

static void draw_head(const struct tree *tree, const char *text, double x, double width) {
    struct text_style style = diagram_style(tree->diagram, STYLE_CHART_AXIS, COLOUR_SUBJECT);
    struct block block = block_make(tree->diagram, &style, text, tree->diagram->spec->pos, (struct block_room){ width, 1 });
    block_draw(tree->diagram, &block, (struct point){ x, 1 }, BLOCK_LEFT);
}

static void draw_lines(const struct tree *tree) {
    struct fan fan = fan_start(tree->diagram, &tree->box, BRANCH_LEFT * tree->scale);
    for (size_t i = 0; i < tree->count; i++) {
        fan_add(tree->diagram, &fan, &tree->branches[i].box);
    }
    fan_end(tree->diagram, &fan);
    for (size_t i = 0; i < tree->count; i++) {
        const struct branch *branch = &tree->branches[i];
        if (branch->count == 0) {
            continue;
        }
        struct fan measures = fan_start(tree->diagram, &branch->box, MEASURE_LEFT * tree->scale);
        for (size_t k = 0; k < branch->count; k++) {
            fan_add(tree->diagram, &measures, &branch->boxes[k]);
        }
        fan_end(tree->diagram, &measures);
    }
}

static void say(const struct tree *tree) {
    struct diagram *diagram = tree->diagram;
    diagram_say(diagram, "", diagram->words->strategy_tree);
    diagram_say(diagram, diagram->words->objective, tree->objective.text);
    for (size_t i = 0; i < tree->count; i++) {
        const struct branch *branch = &tree->branches[i];
        const char *name = branch->count
                               ? arena_print(diagram->arena, "%s: %s, %s", diagram->words->objectives,
                                             branch->item->text, diagram->words->serves)
                               : diagram->words->objectives;
        if (branch->count) {
            diagram_say_items(diagram, name, branch->measures, branch->count);
        } else {
            diagram_say(diagram, name, branch->item->text);
        }
    }
}

/* Reads the branches; those after the last that fits on a page are left out. */
static bool read_tree(struct tree *tree) {
    struct diagram *diagram = tree->diagram;
    const struct item_rule rule = { 1, BRANCHES_MOST, branch_keys }, measures = { 0, MEASURES_MOST, NULL };
    tree->objective = item_read(diagram, diagram->spec->body, "objective");
    const struct item *items = items_read(diagram, diagram->spec->body, "objectives", &rule, &tree->count);
    for (size_t i = 0; i < tree->count; i++) {
        struct branch *branch = &tree->branches[i];
        branch->item = &items[i];
        if (items[i].map) {
            branch->measures = items_read(diagram, items[i].map, "measures", &measures, &branch->count);
        }
    }
    if (*tree->objective.text == '\0' && tree->count) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_FEW, diagram->spec->pos, "objective");
    }
    return *tree->objective.text && tree->count;
}

static double fit_tree(struct tree *tree) {
    struct diagram *diagram = tree->diagram;
    double most = diagram_page_height(diagram), height = make_tree(tree, false);
    if (height > most) {
        height = make_tree(tree, true);
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, "set closer");
    }
    for (; height > most && tree->count > 1; tree->count--) {
        const struct branch *last = &tree->branches[tree->count - 1];
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_MANY, last->item->pos, "%s", last->item->text);
        height -= last->height + GROUP_GAP;
    }
    return height;
}

static void draw(struct diagram *diagram) {
    struct tree *tree = arena_alloc(diagram->arena, sizeof *tree);
    *tree = (struct tree){ .diagram = diagram, .scale = diagram->width / WHOLE };
    if (!read_tree(tree)) {
        return;
    }
    double height = fit_tree(tree);
    struct text_style strong = diagram_style_sized(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_ON_STRONG, OBJECTIVE_SIZE);
    struct box_wish wish = { tree->objective.text, "", tree->objective.pos, OBJECTIVE_WIDTH * tree->scale, OBJECTIVE_LEAST, 0 };
    tree->box = box_make(diagram, &strong, &wish);
    height = fmax(height, HEAD + tree->box.rect.height);
    say(tree);
    diagram_start(diagram, height + 1);
    double y = HEAD;
    for (size_t i = 0; i < tree->count; i++) {
        place_branch(&tree->branches[i], y);
        tree->branches[i].box.rect.x = BRANCH_LEFT * tree->scale;
        y += tree->branches[i].height + GROUP_GAP;
    }
    double first = middle(&tree->branches[0].box), last = middle(&tree->branches[tree->count - 1].box);
    tree->box.rect.y = fmax(HEAD, (first + last - tree->box.rect.height) / 2);
    draw_head(tree, diagram->words->objective, 0, OBJECTIVE_WIDTH * tree->scale);
    draw_head(tree, diagram->words->objectives, BRANCH_LEFT * tree->scale, BRANCH_WIDTH * tree->scale);
    draw_head(tree, diagram->words->measures, MEASURE_LEFT * tree->scale, diagram->width - MEASURE_LEFT * tree->scale);
    box_draw(diagram, &tree->box, &box_core);
    for (size_t i = 0; i < tree->count; i++) {
        box_draw(diagram, &tree->branches[i].box, &box_light);
        for (size_t k = 0; k < tree->branches[i].count; k++) {
            box_draw(diagram, &tree->branches[i].boxes[k], &box_plain);
        }
    }
    draw_lines(tree);
}

static const char *const keys[] = { "objective", "objectives", NULL };

const struct diagram_kind diagram_kind_strategy_tree = { keys, draw };
