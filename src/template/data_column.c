/* The columns of tables from data. */
#include "template/data_table.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "indicator/series.h"
#include "text/number.h"

#include <string.h>

enum { DECIMALS_MAX = 9 };

static const char *const column_keys[] = { "head",  "series", "value", "text",  "chart",   "data",  "total", "missing",
                                           "align", "decimals", "unit", "signed", "flags", "options", NULL };

/* ---- reading ---- */

static void read_align(struct reading *reading, const struct yaml *map, struct data_column *column) {
    static const char *const words[] = { [ALIGN_LEFT] = "left", [ALIGN_RIGHT] = "right", [ALIGN_CENTRE] = "centre" };
    const char *text = yaml_text(reading->diag, map, "align", NULL);
    for (enum cell_align align = ALIGN_LEFT; text && align <= ALIGN_CENTRE; align++) {
        column->align = strcmp(text, words[align]) == 0 ? align : column->align;
    }
    if (text && column->align == ALIGN_NONE) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, yaml_find(map, "align")->pos,
                 "align is left, right or centre, not %s", text);
    }
}

static void read_decimals(struct reading *reading, const struct yaml *map, struct data_column *column) {
    double decimals = yaml_number(reading->diag, map, "decimals", -1);
    bool fits = decimals >= 0 && decimals <= DECIMALS_MAX && decimals <= (int)decimals;
    column->decimals = fits ? (int)decimals : -1;
    if (!fits && yaml_find(map, "decimals") && decimals >= 0) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, yaml_find(map, "decimals")->pos,
                 "decimals is a whole number from 0 to %d", DECIMALS_MAX);
    }
}

/* chart: the kind; data: what it draws, the column's value if nothing is said; options: a map of the others. */
static const struct plan *read_drawing(struct reading *reading, const struct yaml *map) {
    const struct yaml *kind = yaml_find(map, "chart");
    const struct yaml *options = yaml_find(map, "options");
    if (!kind || kind->kind != YAML_SCALAR) {
        return NULL;
    }
    size_t count = options && options->kind == YAML_MAP ? options->count : 0;
    struct yaml *keys = yaml_map_new(reading->arena, kind->pos, count + 2);
    yaml_map_add(reading->arena, keys, "kind", kind->text, kind->pos);
    for (size_t i = 0; i < count; i++) {
        if (options->items[i]->kind == YAML_SCALAR) {
            yaml_map_add(reading->arena, keys, options->keys[i], options->items[i]->text, options->items[i]->pos);
        }
    }
    struct plan *plan = plan_of_keys(reading, keys, kind->pos);
    plan->data = formula_of_key(reading, map, "data");
    plan->faulty = plan->faulty || (yaml_find(map, "data") && !plan->data);
    return plan;
}

bool data_column_read(struct reading *reading, const struct yaml *map, fragment missing, struct data_column *column) {
    if (map->kind != YAML_MAP) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, map->pos, "a column must be a map of keys");
        return false;
    }
    yaml_check_keys(reading->diag, map, column_keys);
    *column = (struct data_column){
        .pos = map->pos,
        .head = fragment_of_key(reading, map, "head"),
        .series = fragment_plain_of_key(reading, map, "series"),
        .value = formula_of_key(reading, map, "value"),
        .text = fragment_of_key(reading, map, "text"),
        .drawing = read_drawing(reading, map),
        .total = formula_of_key(reading, map, "total"),
        .missing = yaml_find(map, "missing") ? fragment_of_key(reading, map, "missing") : missing,
        .unit = yaml_flag(reading->diag, map, "unit", false),
        .signs = yaml_flag(reading->diag, map, "signed", false),
        .flags = yaml_flag(reading->diag, map, "flags", false),
    };
    read_align(reading, map, column);
    read_decimals(reading, map, column);
    int ways = (yaml_find(map, "series") ? 1 : 0) + (yaml_find(map, "value") ? 1 : 0) + (yaml_find(map, "text") ? 1 : 0);
    if (ways > 1 || (ways == 0 && !column->drawing)) {
        diag_add(reading->diag, DIAG_CODE_TEMPLATE_DIRECTIVE, map->pos,
                 "a column has one of series, value and text, or a chart");
        return false;
    }
    return true;
}

/* ---- filling ---- */

void data_scope_enter(struct evaluation *evaluation, struct data_scope *scope, struct value member) {
    scope->row = (struct scope){ "row", member, evaluation->scope };
    scope->it = (struct scope){ "it", member, &scope->row };
    evaluation->scope = &scope->it;
}

void data_scope_leave(struct evaluation *evaluation, const struct data_scope *scope) {
    evaluation->scope = scope->row.outer;
}

struct value data_column_value(const struct data_row *row, const struct data_column *column) {
    struct evaluation *evaluation = &row->filling->evaluation;
    if (column->series) {
        struct grid_cell cell = row->selected;
        cell.column = column->number;
        return evaluate_cell(evaluation, row->series, &cell);
    }
    return column->value ? evaluate(evaluation, column->value) : value_fault();
}

/* The value as the column prints it. */
static struct value format_value(struct evaluation *evaluation, const struct data_column *column, struct value value) {
    struct value number = value;
    if (value.kind == KIND_POINT) {
        number = evaluate_number(evaluation, evaluation->formula->root, value);
    }
    if (number.kind != KIND_NUMBER) {
        return number;
    }
    if (column->decimals >= 0) {
        number.number = number_round(number.number, column->decimals);
        number.decimals = column->decimals;
    }
    number.signed_value = number.signed_value || column->signs;
    return number;
}

static void add_flags(struct filling *filling, const struct value *value, struct node *cell) {
    value_flags flags = value->point ? value->point->flags : 0;
    const char *text = flags_text(filling->arena, flags);
    if (!flags || !text[0]) {
        return;
    }
    struct node *span = fill_new(filling, cell, NODE_SPAN, cell->pos);
    span->attributes = fill_class(filling->arena, "flag");
    fill_text(filling, span, text, (struct origin){ ORIGIN_POINT, point_id(value->point), cell->pos });
}

static void add_missing(const struct data_row *row, const struct data_column *column, const struct value *value,
                        struct node *cell) {
    struct evaluation *evaluation = &row->filling->evaluation;
    if (column->missing) {
        fill_fragment(row->filling, column->missing, cell);
        return;
    }
    evaluate_fail(evaluation, evaluation->formula->root, DIAG_CODE_EXPRESSION_MISSING_VALUE, "%s",
                  value_reason(value));
}

static void add_value(const struct data_row *row, const struct data_column *column, struct value value,
                      struct node *cell) {
    struct filling *filling = row->filling;
    struct evaluation *evaluation = &filling->evaluation;
    struct value text;
    evaluation->formula = column->value ? column->value : evaluation->formula;
    if (value_is_missing(&value)) {
        add_missing(row, column, &value, cell);
        return;
    }
    value = format_value(evaluation, column, value);
    if (!value_print(evaluation, value, !column->unit, &text)) {
        return;
    }
    for (size_t i = 0; i < text.piece_count; i++) {
        fill_text(filling, cell, text.pieces[i].text, text.pieces[i].origin);
    }
    if (column->flags) {
        add_flags(filling, &value, cell);
    }
}

/* The drawing stands before the value; without data of its own it shows the column's. */
static void add_drawing(const struct data_row *row, const struct data_column *column, struct value value,
                        struct node *cell) {
    struct filling *filling = row->filling;
    bool own = column->drawing->data;
    struct value data = own ? evaluate(&filling->evaluation, column->drawing->data) : value;
    if (value_is_missing(&data) && (column->missing || !own)) {
        return;
    }
    struct node *span = fill_new(filling, cell, NODE_SPAN, cell->pos);
    struct node *graphic = fill_new(filling, span, NODE_GRAPHIC, cell->pos);
    graphic->attributes = fill_class(filling->arena, "inline");
    if (!request_draw(filling, column->drawing, data, graphic)) {
        node_remove(span);
    } else if (column->series || column->value || column->text) {
        fill_text(filling, cell, " ", (struct origin){ .kind = ORIGIN_LITERAL, .pos = cell->pos });
    }
}

void data_column_fill(const struct data_row *row, const struct data_column *column, struct value value,
                      struct node *cell) {
    if (column->drawing && !column->drawing->faulty) {
        add_drawing(row, column, value, cell);
    }
    if (column->text) {
        fill_fragment(row->filling, column->text, cell);
    } else if (column->series || column->value) {
        add_value(row, column, value, cell);
    }
}
