/* The data of a figure as a table behind it, for readers who cannot see the drawing; where the theme asks for it. */
#include "template/fill.h"

#include "base/arena.h"
#include "indicator/selection.h"
#include "template/evaluate.h"

#include <string.h>

/* A table being made from a selection. */
struct figure_table {
    struct filling *filling;
    const struct graphic_request *request;
    const struct selection *selection;
    struct node *table;
};

static struct node *add_cell(const struct figure_table *making, struct node *row, enum cell_align align) {
    struct node *cell = fill_new(making->filling, row, NODE_CELL, making->request->pos);
    cell->align = align;
    cell->header = row->header;
    return cell;
}

static struct origin named(const struct figure_table *making) {
    return (struct origin){ .kind = ORIGIN_CELL, .pos = making->request->pos };
}

/* Names of the columns, each with the unit of its values. */
static void add_head(const struct figure_table *making) {
    const struct selection *selection = making->selection;
    struct arena *arena = making->filling->arena;
    struct node *row = fill_new(making->filling, making->table, NODE_ROW, making->request->pos);
    row->header = true;
    add_cell(making, row, ALIGN_LEFT);
    for (size_t i = 0; i < selection->column_count; i++) {
        const char *label = selection->columns[i].label, *unit = selection->series->unit;
        bool percent = strcmp(unit, "percent") == 0;
        const char *sign = percent ? "%" : unit;
        const char *words = !*unit ? label : *label ? arena_print(arena, "%s, %s", label, sign) : sign;
        fill_text(making->filling, add_cell(making, row, ALIGN_RIGHT), words, named(making));
    }
}

/* A value as tables print it, with its flags; a value that is not there as its sign. */
static void add_value(const struct figure_table *making, size_t row, size_t column, struct node *cell) {
    struct filling *filling = making->filling;
    struct evaluation *evaluation = &filling->evaluation;
    const struct point_value *point = selection_point(making->selection, row, column);
    struct origin origin = { ORIGIN_POINT, point ? point_id(point) : 0, making->request->pos };
    if (!point || point->status != VALUE_PRESENT) {
        bool secret = point && point->status == VALUE_CONFIDENTIAL;
        fill_text(filling, cell, secret ? "c" : ":", named(making));
        return;
    }
    const struct expression root = { .pos = making->request->pos };
    const struct formula formula = { "", making->request->pos, &root };
    struct value text, value = value_number(point->value, point_series(point)->unit, point_series(point)->decimals);
    value.point = point;
    evaluation->formula = &formula;
    if (value_print(evaluation, value, true, &text)) {
        fill_text(filling, cell, value_whole_text(filling->arena, &text), origin);
    }
    evaluation->formula = NULL;
    const char *flags = flags_text(filling->arena, point->flags | making->selection->rows[row].flags);
    if (flags[0]) {
        struct node *span = fill_new(filling, cell, NODE_SPAN, cell->pos);
        span->attributes = fill_class(filling->arena, "flag");
        fill_text(filling, span, flags, origin);
    }
}

static void add_rows(const struct figure_table *making) {
    const struct selection *selection = making->selection;
    for (size_t i = 0; i < selection->row_count; i++) {
        struct node *row = fill_new(making->filling, making->table, NODE_ROW, making->request->pos);
        row->attributes = i == selection->subject_row ? fill_class(making->filling->arena, "subject") : NULL;
        fill_text(making->filling, add_cell(making, row, ALIGN_LEFT), selection->rows[i].label, named(making));
        for (size_t column = 0; column < selection->column_count; column++) {
            add_value(making, i, column, add_cell(making, row, ALIGN_RIGHT));
        }
    }
}

/* The block behind which the table goes: the figure, or what sets it beside another or keeps it on a page. */
static struct node *block_of(struct node *figure) {
    struct node *block = figure;
    while (block->parent && block->parent->kind == NODE_BLOCK &&
           (strcmp(block->parent->text, "columns") == 0 || strcmp(block->parent->text, "keep") == 0)) {
        block = block->parent;
    }
    return block;
}

static void add_table(struct filling *filling, const struct graphic_request *request, struct node *figure) {
    struct node *block = block_of(figure);
    struct node *table = node_new(filling->arena, filling->document, NODE_TABLE, request->pos);
    while (block->next && block->next->kind == NODE_TABLE) { /* of a figure beside this one */
        block = block->next;
    }
    if (block->next) {
        node_insert_before(block->next, table);
    } else {
        node_add(block->parent, table);
    }
    struct figure_table making = { filling, request, request->selection, table };
    add_head(&making);
    add_rows(&making);
}

void fill_figure_tables(struct filling *filling) {
    const struct filled *filled = filling->filled;
    for (size_t i = 0; i < filled->graphic_count; i++) {
        const struct graphic_request *request = &filled->graphics[i];
        struct node *figure = filling->document->nodes[request->node - 1]->parent;
        bool is_figure = figure && figure->kind == NODE_FIGURE && strcmp(figure->text, "figure") == 0;
        size_t rows = request->selection ? request->selection->row_count : 0;
        if (is_figure && rows > 0 && rows <= filling->job->figure_rows && !fill_is_full(filling, figure)) {
            add_table(filling, request, figure);
        }
    }
}
