#include "layout/ornament.h"

#include "base/arena.h"
#include "drawing/drawing.h"
#include "layout/layout.h"
#include "layout/setter.h"
#include "theme/ornament.h"

#include <string.h>

static bool stands_on(const struct ornament *ornament, const char *master) {
    return strcmp(ornament->master, master) == 0;
}

static void draw(struct drawing *drawing, const struct ornament *ornament) {
    const struct stroke stroke = {.colour = ornament->stroke, .width = ornament->width};
    if (ornament->kind == ORNAMENT_CIRCLE) {
        drawing_circle(drawing, ornament->points->x, ornament->points->y, ornament->radius);
    } else {
        for (size_t i = 0; i < ornament->count; i++) {
            (i == 0 ? drawing_move : drawing_line)(drawing, ornament->points[i].x, ornament->points[i].y);
        }
        if (ornament->count > 2) {
            drawing_close(drawing);
        }
    }
    if (ornament->filled && ornament->stroked) {
        drawing_fill_stroke(drawing, ornament->fill, &stroke);
    } else if (ornament->filled) {
        drawing_fill(drawing, ornament->fill);
    } else {
        drawing_stroke(drawing, &stroke);
    }
}

/* All shapes of master as one drawing as large as the page; NULL if there are none. */
static const struct drawing *draw_all(struct setter *setter, const char *master) {
    const struct theme *theme = setter->theme;
    const struct page_format *format = setter->format ? setter->format : &theme->page;
    struct drawing *drawing = NULL;
    for (size_t i = 0; i < theme->ornament_count; i++) {
        const struct ornament *ornament = &theme->ornaments[i];
        if (!stands_on(ornament, master) || ornament->kind == ORNAMENT_TEXT) {
            continue;
        }
        drawing = drawing ? drawing : drawing_new(setter->arena, format->width, format->height);
        draw(drawing, ornament);
    }
    if (drawing) {
        drawing_finish(drawing);
    }
    return drawing;
}

/* What was drawn for the last master is kept: most pages have the same one. */
static const struct drawing *find_drawing(struct setter *setter, const char *master) {
    if (!setter->ornament_master || strcmp(setter->ornament_master, master) != 0) {
        setter->ornament_master = master;
        setter->ornaments = draw_all(setter, master);
    }
    return setter->ornaments;
}

static void set_text(struct setter *setter, struct slice *page, const struct ornament *ornament) {
    struct label label = {.style = setter_style(setter, ornament->style),
                          .text = ornament->text,
                          .x = ornament->points->x,
                          .y = ornament->points->y,
                          .right = ornament->right,
                          .role = ITEM_FOOTER,
                          .origin = {.kind = ORIGIN_LITERAL, .pos = ornament->pos},
                          .pos = ornament->pos};
    setter_label(setter, page, &label);
}

void ornaments_set(struct setter *setter, struct slice *page, const char *master) {
    const struct theme *theme = setter->theme;
    const struct drawing *drawing = theme->ornament_count > 0 ? find_drawing(setter, master) : NULL;
    if (drawing) {
        struct set_item item = {.item = {.kind = ITEM_DRAWING,
                                         .role = ITEM_BACKGROUND,
                                         .width = drawing_width(drawing),
                                         .height = drawing_height(drawing),
                                         .drawing = drawing}};
        slice_add_item(setter->arena, page, &item);
    }
    for (size_t i = 0; i < theme->ornament_count; i++) {
        if (theme->ornaments[i].kind == ORNAMENT_TEXT && stands_on(&theme->ornaments[i], master)) {
            set_text(setter, page, &theme->ornaments[i]);
        }
    }
}

void ground_set(struct setter *setter, struct slice *page, const struct ground *ground) {
    const struct page_format *format = &setter->theme->page;
    struct rect area = {0, 0, format->width, setter_number(setter, ground->height)};
    struct rect tab = {format->left, 0, setter_number(setter, NUMBER_TAB_WIDTH),
                       setter_number(setter, NUMBER_TAB_COVER_HEIGHT)};
    slice_add_rect(setter->arena, page, area, setter_colour(setter, ground->colour), ITEM_BACKGROUND);
    if (tab.height > 0) {
        slice_add_rect(setter->arena, page, tab, setter_colour(setter, ground->tab), ITEM_BACKGROUND);
    }
    ornaments_set(setter, page, ground->master);
}

static void fill_page(struct setter *setter, struct page *page, struct colour paper) {
    struct page_item *items = arena_array(setter->arena, page->count + 1, sizeof *items);
    items[0] = (struct page_item){.kind = ITEM_RECT,
                                  .role = ITEM_BACKGROUND,
                                  .width = page->width,
                                  .height = page->height,
                                  .colour = paper};
    if (page->count > 0) {
        memcpy(items + 1, page->items, page->count * sizeof *items);
    }
    page->items = items;
    page->count++;
    page->capacity = page->count;
}

void papers_fill(struct setter *setter, struct pages *pages) {
    struct colour paper = setter_colour(setter, COLOUR_PAPER);
    bool white = paper.red >= 1 && paper.green >= 1 && paper.blue >= 1;
    for (size_t i = 0; !white && i < pages->count; i++) {
        fill_page(setter, &pages->pages[i], paper);
    }
}
