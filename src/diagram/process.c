/* Process: chevrons of equal width with a number and a name, their text below. */
#include "base/arena.h"
#include "base/diag.h"
#include "diagram/block.h"
#include "diagram/chevron.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>

/* [pt] */
static const double HEIGHT = 26, NOTCH = 7, GAP = 3, NUMBER_WIDTH = 12, NAME_SIZE = 8.5, NUMBER_SIZE = 9;
static const double TEXT_GAP = 8, TEXT_SPARE = 8, ROW_GAP = 14, LEAST = 74, PADDING = 5;

enum { STEPS_MOST = 24 };

struct step {
    const struct item *item;
    struct block name, text;
};

static const char *const item_keys[] = { "text", "name", NULL };

/* Chevrons side by side: as many as can have the least width, in rows of about the same number. */
static size_t per_row(const struct diagram *diagram, size_t count) {
    size_t most = (size_t)fmax(1, floor((diagram->width + GAP) / (LEAST + GAP)));
    size_t rows = (count + most - 1) / most;
    if (rows > 1) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_BROKEN, diagram->spec->pos, "%zu in %zu rows", count, rows);
    }
    return (count + rows - 1) / rows;
}

static struct step make_step(struct diagram *diagram, const struct item *item, double width) {
    struct text_style name = diagram_style_sized(diagram, STYLE_CHART_LABEL_STRONG, COLOUR_ON_STRONG, NAME_SIZE);
    struct text_style text = diagram_style(diagram, STYLE_CHART_LABEL, COLOUR_INK);
    const char *head = item_value(diagram, item, "name");
    struct step step = { .item = item };
    double room = width - 2 * NOTCH - NUMBER_WIDTH - PADDING;
    step.name = block_make(diagram, &name, *head ? head : item->text, *head ? item_value_pos(item, "name") : item->pos,
                           (struct block_room){ room, 2 });
    if (*head) {
        step.text = block_make(diagram, &text, item->text, item->pos, (struct block_room){ width - TEXT_SPARE, 0 });
    }
    return step;
}

static void draw_step(const struct diagram *diagram, const struct step *step, size_t number, struct rect rect) {
    struct chevron_look look = { .fill = diagram_colour(diagram, COLOUR_SUBJECT), .notch = NOTCH };
    struct text_style style = diagram_style_sized(diagram, STYLE_BODY_STRONG, COLOUR_ON_STRONG, NUMBER_SIZE);
    chevron_draw(diagram, rect, &look);
    double middle = rect.y + rect.height / 2, left = rect.x + NOTCH + PADDING;
    line_write(diagram, &style, arena_print(diagram->arena, "%zu", number), (struct point){ left, middle + style_cap(&style) / 2 },
               step->item->pos);
    block_draw(diagram, &step->name, (struct point){ left + NUMBER_WIDTH, middle - step->name.height / 2 }, BLOCK_LEFT);
    block_draw(diagram, &step->text, (struct point){ rect.x, rect.y + rect.height + TEXT_GAP }, BLOCK_LEFT);
}

static void say(struct diagram *diagram, const struct step *steps, size_t count) {
    diagram_say(diagram, "", diagram->words->process);
    for (size_t i = 0; i < count; i++) {
        const char *name = item_value(diagram, steps[i].item, "name");
        const char *number = arena_print(diagram->arena, *name ? "%zu %s" : "%zu%s", i + 1, name);
        diagram_say(diagram, number, steps[i].item->text);
    }
}

static void draw(struct diagram *diagram) {
    const struct item_rule rule = { 2, STEPS_MOST, item_keys };
    size_t count;
    const struct item *items = items_read(diagram, diagram->spec->body, "steps", &rule, &count);
    if (count == 0) {
        return;
    }
    size_t in_row = per_row(diagram, count);
    double width = (diagram->width - (double)(in_row - 1) * GAP) / (double)in_row, tall = HEIGHT;
    struct step *steps = arena_array(diagram->arena, count, sizeof *steps);
    double *texts = arena_array(diagram->arena, count, sizeof *texts), height = 0;
    for (size_t i = 0; i < count; i++) {
        steps[i] = make_step(diagram, &items[i], width);
        texts[i / in_row] = fmax(texts[i / in_row], steps[i].text.height > 0 ? TEXT_GAP + steps[i].text.height + 3 : 0);
        tall = fmax(tall, steps[i].name.height + 2 * PADDING);
    }
    for (size_t row = 0; row * in_row < count; row++) {
        height += tall + texts[row] + (row ? ROW_GAP : 0);
    }
    say(diagram, steps, count);
    diagram_start(diagram, height);
    double y = 0;
    for (size_t i = 0; i < count; i++) {
        double x = (double)(i % in_row) * (width + GAP);
        draw_step(diagram, &steps[i], i + 1, (struct rect){ x, y, width, tall });
        y += (i + 1) % in_row == 0 ? tall + texts[i / in_row] + ROW_GAP : 0;
    }
}

static const char *const keys[] = { "steps", NULL };

const struct diagram_kind diagram_kind_process = { keys, draw };
