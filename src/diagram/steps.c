/* Steps: numbered discs on one line downwards, a name and a text beside each. */
#include "base/arena.h"
#include "base/diag.h"
#include "diagram/block.h"
#include "diagram/connector.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>

/* [pt] */
static const double RADIUS = 8.5, TEXT_LEFT = 28, BETWEEN = 14, NAME_GAP = 5, NAME_SHARE = 0.3, COLUMN_GAP = 14;
static const double WIDE = 300; /* with this width names stand beside their texts */

enum { STEPS_MOST = 20 };

struct step {
    const struct item *item;
    struct block name, text, when;
    double y, height;
};

static const char *const item_keys[] = { "text", "name", "when", NULL };

static struct step make_step(struct diagram *diagram, const struct item *item, double name_width, double text_width) {
    struct text_style strong = diagram_style(diagram, STYLE_BODY_STRONG, COLOUR_INK);
    struct text_style text = diagram_style(diagram, STYLE_BODY, COLOUR_INK);
    struct text_style quiet = diagram_style(diagram, STYLE_CHART_KEY, COLOUR_NOTE);
    const char *name = item_value(diagram, item, "name"), *when = item_value(diagram, item, "when");
    struct step step = { .item = item };
    if (*name) {
        step.name = block_make(diagram, &strong, name, item_value_pos(item, "name"), (struct block_room){ name_width, 0 });
    }
    if (*when) {
        step.when = block_make(diagram, &quiet, when, item_value_pos(item, "when"), (struct block_room){ name_width, 0 });
    }
    step.text = block_make(diagram, &text, item->text, item->pos, (struct block_room){ text_width, 0 });
    return step;
}

static double name_height(const struct step *step) {
    double gap = step->name.count && step->when.count ? NAME_GAP : 0;
    return step->name.height + gap + step->when.height;
}

static void measure(struct step *step, bool wide) {
    double name = name_height(step), gap = name > 0 && !wide ? NAME_GAP : 0;
    step->height = wide ? fmax(name, step->text.height) : name + gap + step->text.height;
    step->height = fmax(RADIUS - step->text.cap / 2 + step->height + 3, 2 * RADIUS);
}

static void draw_step(const struct diagram *diagram, const struct step *step, size_t number, double text_left) {
    struct text_style style = diagram_style(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_ON_STRONG);
    const char *text = arena_print(diagram->arena, "%zu", number);
    double cap = style_cap(&style), middle = step->y + RADIUS;
    drawing_circle(diagram->drawing, RADIUS, middle, RADIUS);
    drawing_fill(diagram->drawing, diagram_colour(diagram, COLOUR_SUBJECT));
    line_write(diagram, &style, text, (struct point){ RADIUS - line_width(diagram, &style, text) / 2, middle + cap / 2 },
               step->item->pos);
    double top = middle - step->text.cap / 2, y = top;
    block_draw(diagram, &step->name, (struct point){ TEXT_LEFT, y }, BLOCK_LEFT);
    y += step->name.height + (step->name.count && step->when.count ? NAME_GAP : 0);
    block_draw(diagram, &step->when, (struct point){ TEXT_LEFT, y }, BLOCK_LEFT);
    bool beside = text_left > TEXT_LEFT;
    double name = name_height(step);
    block_draw(diagram, &step->text, (struct point){ text_left, beside ? top : top + name + (name > 0 ? NAME_GAP : 0) }, BLOCK_LEFT);
}

static void say(struct diagram *diagram, const struct step *steps, size_t count) {
    diagram_say(diagram, "", diagram->words->steps);
    for (size_t i = 0; i < count; i++) {
        const char *name = item_value(diagram, steps[i].item, "name"), *when = item_value(diagram, steps[i].item, "when");
        const char *head = arena_print(diagram->arena, *name ? "%zu %s" : "%zu%s", i + 1, name);
        diagram_say(diagram, *when ? arena_print(diagram->arena, "%s, %s", head, when) : head, steps[i].item->text);
    }
}

static void draw(struct diagram *diagram) {
    const struct item_rule rule = { 2, STEPS_MOST, item_keys };
    size_t count;
    const struct item *items = items_read(diagram, diagram->spec->body, "steps", &rule, &count);
    if (count == 0) {
        return;
    }
    bool names = false;
    for (size_t i = 0; i < count; i++) {
        names = names || *item_value(diagram, &items[i], "name") || *item_value(diagram, &items[i], "when");
    }
    bool wide = names && diagram->width >= WIDE;
    double room = diagram->width - TEXT_LEFT, name_width = wide ? room * NAME_SHARE : room;
    double text_left = wide ? TEXT_LEFT + name_width + COLUMN_GAP : TEXT_LEFT, y = 0;
    struct step *steps = arena_array(diagram->arena, count, sizeof *steps);
    for (size_t i = 0; i < count; i++) {
        steps[i] = make_step(diagram, &items[i], name_width, diagram->width - text_left);
        measure(&steps[i], wide);
        steps[i].y = y;
        y += steps[i].height + BETWEEN;
    }
    if (y - BETWEEN > diagram_page_height(diagram)) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, NULL);
    }
    say(diagram, steps, count);
    diagram_start(diagram, y - BETWEEN);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            struct point line[] = { { RADIUS, steps[i - 1].y + 2 * RADIUS }, { RADIUS, steps[i].y } };
            connector_arrow(diagram, line, 2);
        }
        draw_step(diagram, &steps[i], i + 1, text_left);
    }
}

static const char *const keys[] = { "steps", NULL };

const struct diagram_kind diagram_kind_steps = { keys, draw };
