#include "layout/table.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/block.h"
#include "layout/caption.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct span table_span(const struct table *table, const struct grid_cell *cell) {
    struct span span = {0, 0};
    bool open = false;
    for (size_t i = cell->column; i < cell->column + cell->columns; i++) {
        const struct table_column *column = &table->columns[i];
        if (column->shown) {
            span.x = open ? span.x : column->x;
            span.width += column->width + (open ? table->gap : 0);
            open = true;
        }
    }
    return span;
}

/* --- rows --- */

static bool is_level(const struct node *row) {
    return row && node_has_class(row, "level");
}

static struct band_row row_new(const struct table *table, const struct node *node) {
    struct setter *setter = table->setter;
    enum theme_style style = node->header                     ? STYLE_TABLE_HEAD
                             : node_has_class(node, "group") ? STYLE_TABLE_GROUP
                             : node_has_class(node, "total") ? STYLE_TABLE_TOTAL
                                                             : STYLE_TABLE_CELL;
    struct band_row row = {.node = node,
                           .above = setter_style(setter, style)->before,
                           .below = setter_style(setter, style)->after,
                           .bottom = node->header,
                           .lit = node_has_class(node, "subject") || node_has_class(node, "lit")};
    if (node_has_class(node, "block")) {
        row.above = setter_number(setter, NUMBER_TABLE_BLOCK_ABOVE);
        row.below = setter_number(setter, NUMBER_TABLE_BLOCK_BELOW);
    }
    return row;
}

/* Rows of levels stand close; the first and the last of a criterion keep away from its rules. */
static void space_level(const struct table *table, const struct table_band *band, size_t i) {
    struct setter *setter = table->setter;
    struct band_row *row = &band->rows[i];
    double free = setter_number(setter, NUMBER_TABLE_LEVEL_PITCH) - setter_style(setter, STYLE_TABLE_CELL)->leading;
    double pad = setter_number(setter, NUMBER_TABLE_LEVEL_PAD);
    bool bound = band->row_count > 1;
    bool first = bound ? i == 0 : !is_level(row->node->previous);
    bool last = bound ? i + 1 == band->row_count : !is_level(row->node->next);
    row->bare_above = first ? pad : 0;
    row->bare_below = last ? pad : 0;
    row->above = free / 2 + row->bare_above;
    row->below = free / 2 + row->bare_below;
}

/* What the rule below a row parts. */
enum row_edge { EDGE_NONE, EDGE_ROW, EDGE_BLOCK, EDGE_GROUP, EDGE_STRONG };

/* Strong below head and total, before a total and at the end; a block's before a group and between criteria. */
static enum row_edge edge_below(const struct table_band *band, size_t i) {
    const struct node *node = band->rows[i].node, *next = node->next;
    bool head_end = next && node->header != next->header;
    if (!next || head_end || node_has_class(node, "total") || node_has_class(next, "total")) {
        return EDGE_STRONG;
    }
    if (node_has_class(node, "group")) {
        return EDGE_GROUP;
    }
    bool bound = band->row_count > 1;
    if (is_level(node)) {
        return i + 1 < band->row_count || (!bound && is_level(next)) ? EDGE_NONE : EDGE_BLOCK;
    }
    bool block = node_has_class(next, "group") || node_has_class(next, "block") || node_has_class(node, "block");
    return block && !node->header && i + 1 == band->row_count ? EDGE_BLOCK : EDGE_ROW;
}

static void set_rule(const struct table *table, const struct table_band *band, size_t i) {
    static const struct {
        enum theme_number width;
        enum theme_colour colour;
    } rules[] = {
        [EDGE_ROW] = {NUMBER_STROKE_ROW, COLOUR_RULE_HAIR},
        [EDGE_BLOCK] = {NUMBER_STROKE_BLOCK, COLOUR_PEER},
        [EDGE_GROUP] = {NUMBER_STROKE_BLOCK, COLOUR_INK},
        [EDGE_STRONG] = {NUMBER_STROKE_TABLE, COLOUR_INK},
    };
    enum row_edge edge = edge_below(band, i);
    if (edge != EDGE_NONE) {
        band->rows[i].rule = setter_number(table->setter, rules[edge].width);
        band->rows[i].rule_colour = setter_colour(table->setter, rules[edge].colour);
    }
}

/* --- grounds --- */

/* The theme's ground that a cell asks for by its number, from 1; NULL: none, or not there. */
static const struct colour *cell_ground(const struct table *table, const struct node *cell) {
    const struct theme *theme = table->setter->theme;
    const char *number = node_attribute(cell, "ground");
    if (!number) {
        return NULL;
    }
    char *end = NULL;
    unsigned long ground = strtoul(number, &end, 10);
    if (*end != '\0' || ground < 1 || ground > theme->ground_count) {
        diag_add(table->setter->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, cell->pos, "ground=%s; the theme has %zu", number, theme->ground_count);
        return NULL;
    }
    return &theme->grounds[ground - 1];
}

/* The ground of a row: heads and totals where the house has one, every other row of a striped table. */
static const struct colour *row_ground(const struct table *table, const struct table_grid *grid, const struct node *row) {
    const struct theme *theme = table->setter->theme;
    bool strong = row->header || node_has_class(row, "total");
    if (strong) {
        return theme->numbers[NUMBER_TABLE_HEAD_GROUND] > 0 ? &theme->colours[COLOUR_SUBJECT_DARK] : NULL;
    }
    return table->striped && grid->body_rows % 2 == 0 ? &theme->colours[COLOUR_TINT] : NULL;
}

/* --- bands --- */

/* True if any of the cell's columns stands in this part; *again if the first of them stood in the part before. */
static bool is_shown(const struct table *table, const struct grid_cell *cell, bool *again) {
    bool shown = false, before = false;
    for (size_t i = cell->column; i < cell->column + cell->columns; i++) {
        shown = shown || table->columns[i].shown;
        before = before || table->columns[i].again;
    }
    *again = before;
    return shown;
}

/* True if nothing stands in the row behind cell. */
static bool stands_alone(const struct node *cell) {
    for (const struct node *other = cell->next; other; other = other->next) {
        if (other->first) {
            return false;
        }
    }
    return true;
}

static void add_row(const struct table *table, struct table_grid *grid, struct table_band *band,
                    const struct node *node) {
    struct arena *arena = table->setter->arena;
    struct grid_cell *places = arena_array(arena, row_cell_count(node), sizeof *places);
    size_t count = grid_place(grid, node, places);
    band->rows = arena_grow(arena, band->rows, band->row_count, &band->row_capacity, sizeof *band->rows);
    band->rows[band->row_count++] = row_new(table, node);
    grid->body_rows += !node->header;
    band->rows[band->row_count - 1].ground = row_ground(table, grid, node);
    for (size_t i = 0; i < count; i++) {
        bool again;
        if (!is_shown(table, &places[i], &again)) {
            continue;
        }
        if (i == 0 && node_has_class(node, "group") && stands_alone(places[i].node)) {
            places[i].columns = table->count - places[i].column;
        }
        struct table_cell cell = table_cell_set(table, &places[i]);
        cell.row = band->row_count - 1;
        cell.repeated = again;
        cell.ground = cell_ground(table, places[i].node);
        band->cells = arena_grow(arena, band->cells, band->cell_count, &band->cell_capacity, sizeof *band->cells);
        band->cells[band->cell_count++] = cell;
    }
}

static void finish_band(const struct table *table, struct table_band *band) {
    for (size_t i = 0; i < band->row_count; i++) {
        if (is_level(band->rows[i].node)) {
            space_level(table, band, i);
        }
        set_rule(table, band, i);
    }
    band_measure(band);
}

/* The band that begins with row *node, which is moved to the row behind it. */
static struct table_band *next_band(const struct table *table, struct table_grid *grid, const struct node **node) {
    struct table_band *band = arena_alloc(table->setter->arena, sizeof *band);
    *band = (struct table_band){.span = table->span, .gap = table->gap, .bleed = table->bleed};
    do {
        add_row(table, grid, band, *node);
        *node = (*node)->next;
    } while (*node && !grid_is_closed(grid));
    finish_band(table, band);
    return band;
}

/* --- heads --- */

/* True if a head takes most of a page: it is split like other rows, and not repeated. */
static bool is_tall(const struct table *table, const struct galley *head) {
    return galley_height(head) > table_frame_height(table->setter) / 2;
}

/* The head's rows as slices; below a caption the first stands as high as the caption's own space allows, unless it has a
 * ground. Returns the first row of the body. */
static const struct node *set_head(const struct table *table, struct table_grid *grid, struct galley *galley) {
    const struct node *node = table->node->first;
    size_t first = galley->count;
    while (node && node->header) {
        struct table_band *band = next_band(table, grid, &node);
        if (galley->count == first && table->place->caption && !band->rows[0].ground) {
            band->rows[0].above = 0;
            band_measure(band);
        }
        struct slice slice = band_slice(table->setter, band);
        slice.keep = true;
        slice.band = band;
        *galley_add(table->setter->arena, galley) = slice;
    }
    bool tall = is_tall(table, galley);
    for (size_t i = first; i < galley->count; i++) {
        galley->slices[i].keep = !tall;
        galley->slices[i].band = tall ? galley->slices[i].band : NULL;
    }
    return node;
}

/* What stands above the rows on further pages: the continued caption, then the head unless it is most of a page. */
static struct galley *set_repeat(const struct table *table, const struct galley *head) {
    struct setter *setter = table->setter;
    struct galley *repeat = arena_alloc(setter->arena, sizeof *repeat);
    *repeat = (struct galley){0};
    const struct slice *caption = table->place->caption;
    if (caption && caption->height > 0) {
        *galley_add(setter->arena, repeat) = *caption;
    }
    if (is_tall(table, head)) {
        return repeat;
    }
    for (size_t i = 0; i < head->count; i++) {
        struct slice slice = {.height = head->slices[i].height, .pos = head->slices[i].pos};
        slice_add_slice(setter->arena, &slice, &head->slices[i], 0);
        slice_repeat(&slice);
        *galley_add(setter->arena, repeat) = slice;
    }
    return repeat;
}

/* The name of a group as it stands above those of its rows that begin a page: with the word for it. */
static struct slice group_slice(const struct table *table, const struct node *row) {
    struct setter *setter = table->setter;
    const struct text_style *style = setter_style(setter, STYLE_TABLE_GROUP);
    struct table_band band = {.span = table->span, .gap = table->gap, .bleed = table->bleed};
    struct band_row line = row_new(table, row);
    struct table_cell cell = {.span = table->span, .rows = 1, .repeated = true};
    struct column column = column_new(&cell.galley, table->span, STYLE_TABLE_GROUP);
    const struct node *text = row->first->first && row->first->first->kind == NODE_PARAGRAPH ? row->first->first
                                                                                            : row->first;
    struct inlines inlines = inlines_new(setter, STYLE_TABLE_GROUP, NULL);
    inlines_add(&inlines, text);
    inlines_add_continued(&inlines, style, row);
    struct paragraph paragraph = paragraph_in(&column, style);
    paragraph_set(setter, &cell.galley, &inlines, &paragraph);
    if (cell.galley.count > 0) {
        cell.galley.slices[0].before = 0;
    }
    band.rows = &line;
    band.cells = &cell;
    band.row_count = band.cell_count = 1;
    set_rule(table, &band, 0);
    band_measure(&band);
    return band_slice(setter, &band);
}

static const struct galley *set_group_repeat(const struct table *table, const struct galley *repeat,
                                             const struct node *row) {
    struct galley *copy = arena_alloc(table->setter->arena, sizeof *copy);
    *copy = (struct galley){0};
    galley_join(table->setter->arena, copy, repeat);
    *galley_add(table->setter->arena, copy) = group_slice(table, row);
    return copy;
}

/* --- the body --- */

static bool is_group(const struct node *row) {
    return node_has_class(row, "group") && row->first;
}

/* A row keeps with the next one if that is a total, and a group's head with its first row. */
static bool keeps(const struct node *row) {
    return row->next && (node_has_class(row, "group") || node_has_class(row->next, "total"));
}

static void set_body(const struct table *table, struct table_grid *grid, struct galley *galley,
                     const struct node *node, const struct galley *repeat) {
    const struct galley *current = repeat;
    while (node) {
        const struct node *first = node;
        struct table_band *band = next_band(table, grid, &node);
        if (is_group(first) || node_has_class(first, "total")) {
            current = repeat;
        }
        struct slice slice = band_slice(table->setter, band);
        slice.band = band;
        slice.keep = keeps(band->rows[band->row_count - 1].node);
        slice.repeat = current;
        *galley_add(table->setter->arena, galley) = slice;
        if (is_group(first)) {
            current = set_group_repeat(table, repeat, first);
        }
    }
}

/* The rows with the columns that are shown. */
static void set_part(const struct table *table, struct galley *galley) {
    struct table_grid grid = grid_new(table->setter->arena, table->node);
    struct galley head = {0};
    const struct node *body = set_head(table, &grid, &head);
    galley_join(table->setter->arena, galley, &head);
    set_body(table, &grid, galley, body, set_repeat(table, &head));
}

/* --- parts --- */

/* The column behind those from first on for which there is room beside the first column; count of them at most. */
static size_t fitting_end(const struct table *table, size_t first, size_t count) {
    double used = table->columns[0].width;
    size_t end = first;
    while (end < table->count && end < first + count &&
           (end == first || used + table->gap + table->columns[end].width <= table->span.width)) {
        used += table->gap + table->columns[end++].width;
    }
    return end;
}

/* Columns of each part if all have about the same number; no part has more than fit. */
static size_t columns_a_part(const struct table *table) {
    size_t parts = 0;
    for (size_t first = 1; first < table->count; parts++) {
        first = fitting_end(table, first, table->count);
    }
    return parts > 0 ? (table->count - 1 + parts - 1) / parts : 1;
}

/* Shows the first column and those from first to before end; widens them to fill the table's width. */
static void show_columns(struct table *table, size_t first, size_t end) {
    double used = table->columns[0].width;
    for (size_t i = first; i < end; i++) {
        used += table->gap + table->columns[i].width;
    }
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].again = table->columns[i].again || (first > 1 && table->columns[i].shown);
        table->columns[i].shown = i == 0 || (i >= first && i < end);
    }
    for (size_t i = first; i < end; i++) {
        table->columns[i].width += (table->span.width - used) / (double)(end - first);
    }
}

/* Some columns at a time, the stub with each part, a continued caption above all but the first. */
static void set_parts(struct table *table, struct galley *galley) {
    size_t count = columns_a_part(table);
    for (size_t first = 1, end; first < table->count; first = end) {
        if (first > 1 && table->place->caption) {
            struct slice caption = *table->place->caption;
            caption.before = setter_number(table->setter, NUMBER_FIGURE_BEFORE);
            caption.keep = true;
            *galley_add(table->setter->arena, galley) = caption;
        }
        end = fitting_end(table, first, count);
        show_columns(table, first, end);
        table_place_columns(table);
        set_part(table, galley);
    }
}

static bool has_lit_row(const struct node *table) {
    for (const struct node *row = table->first; row; row = row->next) {
        if (node_has_class(row, "lit")) {
            return true;
        }
    }
    return false;
}

void table_set_rows(struct setter *setter, struct galley *galley, const struct node *node,
                    const struct table_place *place) {
    struct table_grid grid = grid_new(setter->arena, node);
    struct table table = {.setter = setter,
                          .node = node,
                          .place = place,
                          .span = place->span,
                          .count = grid.columns,
                          .gap = setter_number(setter, NUMBER_TABLE_GAP),
                          .inset = has_lit_row(node),
                          .striped = table_has_class(node, "zebra")};
    table.bleed = setter_number(setter, NUMBER_TABLE_INSET);
    table.span = (struct span){place->span.x + table.bleed, place->span.width - 2 * table.bleed};
    if (table.count == 0) {
        return;
    }
    if (grid.wanted > grid.columns) {
        diag_add(setter->diag, DIAG_CODE_LAYOUT_TABLE_COLUMNS, node->pos, "%zu columns, at most %zu", grid.wanted,
                 grid.columns);
    }
    table.columns = arena_array(setter->arena, table.count, sizeof *table.columns);
    table_find_columns(&table);
    if (table.parted) {
        set_parts(&table, galley);
        return;
    }
    table_place_columns(&table);
    set_part(&table, galley);
}

/* A table without caption: a rule above it takes the caption's place. */
void table_set(struct setter *setter, struct column *column, const struct node *node) {
    struct galley block = {0};
    struct slice *rule = galley_add(setter->arena, &block);
    rule->height = setter_number(setter, NUMBER_STROKE_TABLE);
    rule->keep = true;
    rule->pos = node->pos;
    slice_add_rect(setter->arena, rule, (struct rect){column->span.x, 0, column->span.width, rule->height},
                   setter_colour(setter, COLOUR_INK), ITEM_DECORATION);
    struct table_place place = {.span = column->span};
    table_set_rows(setter, &block, node, &place);
    block.slices[0].together = block.count;
    block.slices[0].before = setter_number(setter, NUMBER_GRID_STEP);
    block.slices[block.count - 1].after = setter_number(setter, NUMBER_GRID_STEP);
    column_add(setter, column, &block, START_GRID);
}
