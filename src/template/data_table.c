#include "template/data_table.h"

#include "base/arena.h"
#include "base/yaml.h"

#include <string.h>

/* ---- reading ---- */

/* "expression descending": the expression in front of the last word, for rows that are no selection. */
static void read_sort(struct reading *reading, const struct yaml *map, struct data_table *table) {
    const struct yaml *sort = yaml_find(map, "sort");
    const char *text = sort && sort->kind == YAML_SCALAR ? sort->text : "none";
    const char *blank = strrchr(text, ' ');
    const char *order = blank ? blank + 1 : text;
    bool ordered = strcmp(order, "descending") == 0 || strcmp(order, "ascending") == 0;
    table->descending = strcmp(order, "descending") == 0;
    if (!ordered || !blank || strstr(text, "{{")) {
        return;
    }
    struct source_pos pos = sort->pos;
    pos.column += sort->plain ? 0 : 1;
    const char *expression = arena_copy(reading->arena, text, (size_t)(blank - text));
    table->sort = formula_parse(reading->arena, reading->diag, expression, pos);
}

static bool read_columns(struct reading *reading, struct node *node, struct data_table *table) {
    const struct yaml *columns = yaml_find(node->body, "columns");
    if (!columns || columns->kind != YAML_LIST || columns->count == 0) {
        return directive_refuse(reading, node, "columns: must be a list, each with a head and a value");
    }
    fragment missing = fragment_of_key(reading, node->body, "missing");
    table->columns = arena_array(reading->arena, columns->count, sizeof *table->columns);
    table->plan.columns = arena_array(reading->arena, columns->count, sizeof *table->plan.columns);
    for (size_t i = 0; i < columns->count; i++) {
        struct data_column *column = &table->columns[table->column_count];
        if (!data_column_read(reading, columns->items[i], missing, column)) {
            continue;
        }
        column->number = table->plan.column_count;
        if (column->series) {
            table->plan.columns[table->plan.column_count++] = column->series;
        }
        table->column_count++;
    }
    return table->column_count > 0;
}

const struct data_table *data_table_read(struct reading *reading, struct node *node) {
    static const char *const own[] = { "headline", "subtitle", "source",  "note",  "widths",
                                       "columns",  "group",    "missing", "total", NULL };
    struct data_table *table = arena_alloc(reading->arena, sizeof *table);
    plan_read(reading, node->body, own, &table->plan);
    table->plan.pos = node->pos;
    table->group = formula_of_key(reading, node->body, "group");
    table->total = fragment_of_key(reading, node->body, "total");
    read_sort(reading, node->body, table);
    return read_columns(reading, node, table) && table->plan.data ? table : NULL;
}

/* ---- filling ---- */

static struct node *add_row(struct data_rows *rows, struct node *table, const char *class) {
    struct node *row = fill_new(rows->filling, table, NODE_ROW, rows->table->plan.pos);
    row->attributes = class ? fill_class(rows->filling->arena, class) : NULL;
    return row;
}

static struct node *add_cell(struct data_rows *rows, struct node *row, const struct data_column *column) {
    struct node *cell = fill_new(rows->filling, row, NODE_CELL, column->pos);
    cell->align = column->align;
    cell->header = row->header;
    return cell;
}

static void fill_head(struct data_rows *rows, struct node *table) {
    bool any = false;
    for (size_t i = 0; i < rows->table->column_count; i++) {
        any = any || rows->table->columns[i].head;
    }
    if (!any) {
        return;
    }
    struct node *row = add_row(rows, table, NULL);
    row->header = true;
    for (size_t i = 0; i < rows->table->column_count; i++) {
        fill_fragment(rows->filling, rows->table->columns[i].head, add_cell(rows, row, &rows->table->columns[i]));
    }
}

/* The group's name, before its first row. */
static void fill_group(struct data_rows *rows, size_t place, struct node *table) {
    bool first = rows->groups && (place == 0 || strcmp(rows->groups[place], rows->groups[place - 1]) != 0);
    if (first) {
        struct node *cell = add_cell(rows, add_row(rows, table, "group"), &rows->table->columns[0]);
        cell->align = ALIGN_LEFT;
        fill_text(rows->filling, cell, rows->groups[place],
                  (struct origin){ .kind = ORIGIN_CELL, .pos = rows->table->group->pos });
    }
}

static bool is_subject(const struct data_rows *rows, size_t i) {
    const char *code = value_code(rows->filling->arena, &rows->members[i]);
    return code && strcmp(code, rows->filling->job->subject) == 0;
}

static void fill_row(struct data_rows *rows, size_t place, struct node *table) {
    struct evaluation *evaluation = &rows->filling->evaluation;
    size_t i = rows->order[place];
    struct node *row = add_row(rows, table, is_subject(rows, i) ? "subject" : NULL);
    struct value state = { .kind = KIND_LOOP, .unit = "", .number = (double)place, .decimals = (int)rows->count };
    struct scope loop = { "loop", state, evaluation->scope };
    struct data_scope scope;
    evaluation->scope = &loop;
    data_scope_enter(evaluation, &scope, rows->members[i]);
    rows->row.selected.row = i;
    for (size_t c = 0; c < rows->table->column_count; c++) {
        const struct data_column *column = &rows->table->columns[c];
        struct value value = data_column_value(&rows->row, column);
        evaluation->formula = rows->table->plan.data;
        rows->values[c * rows->count + place] = value;
        data_column_fill(&rows->row, column, value, add_cell(rows, row, column));
    }
    evaluation->scope = loop.outer;
}

/* The head of the totals, and what each column makes of its values, which are called column. */
static void fill_total(struct data_rows *rows, struct node *table) {
    struct evaluation *evaluation = &rows->filling->evaluation;
    struct node *row = add_row(rows, table, "total");
    for (size_t c = 0; c < rows->table->column_count; c++) {
        struct data_column column = rows->table->columns[c];
        struct node *cell = add_cell(rows, row, &column);
        struct scope scope = { "column", value_list(rows->values + c * rows->count, rows->count), evaluation->scope };
        if (!column.total) {
            fill_fragment(rows->filling, c == 0 ? rows->table->total : NULL, cell);
            continue;
        }
        column.value = column.total;
        column.series = column.text = NULL;
        column.drawing = NULL;
        evaluation->scope = &scope;
        struct value value = evaluate(evaluation, column.total);
        evaluation->scope = scope.outer;
        data_column_fill(&rows->row, &column, value, cell);
    }
}

/* Columns of numbers stand at the right unless the table says otherwise. */
static void align_numbers(struct data_rows *rows, struct node *table) {
    for (size_t c = 0; c < rows->table->column_count; c++) {
        const struct value *values = rows->values + c * rows->count;
        bool numbers = rows->table->columns[c].align == ALIGN_NONE;
        bool any = false;
        for (size_t i = 0; i < rows->count && numbers; i++) {
            bool missing = value_is_missing(&values[i]);
            numbers = missing || values[i].kind == KIND_NUMBER || values[i].kind == KIND_POINT;
            any = any || !missing;
        }
        if (!numbers || !any) {
            continue;
        }
        for (struct node *row = table->first; row; row = row->next) {
            struct node *cell = row->first;
            for (size_t i = 0; cell && i < c; i++) {
                cell = cell->next;
            }
            if (cell && !node_has_class(row, "group")) {
                cell->align = ALIGN_RIGHT;
            }
        }
    }
}

const struct series *data_table_fill(struct filling *filling, const struct node *node, const struct data_table *table,
                                     struct node *to) {
    struct data_rows rows = { .filling = filling, .table = table, .row = { .filling = filling } };
    struct node *made = fill_new(filling, to, NODE_TABLE, node->pos);
    if (!data_rows_find(&rows)) {
        return NULL;
    }
    rows.values = arena_array(filling->arena, rows.count * table->column_count, sizeof *rows.values);
    fill_head(&rows, made);
    for (size_t i = 0; i < rows.count && !fill_is_full(filling, node); i++) {
        fill_group(&rows, i, made);
        fill_row(&rows, i, made);
    }
    if (table->total && rows.count) {
        fill_total(&rows, made);
    }
    align_numbers(&rows, made);
    return rows.row.series ? rows.row.series->series : NULL;
}
