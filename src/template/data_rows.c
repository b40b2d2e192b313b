/* The rows of tables from data: which, in which order, in which groups. */
#include "template/data_table.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/number.h"
#include "indicator/selection.h"
#include "text/number.h"

#include <stdlib.h>
#include <string.h>

static void refuse(struct data_rows *rows, const char *what) {
    diag_add(rows->filling->diag, DIAG_CODE_TEMPLATE_DIRECTIVE, rows->table->plan.data->pos, "%s", what);
}

/* What rows are compared by: a number or a text; nothing if it is missing. */
struct sort_key {
    const struct sorting *sorting;
    bool known;
    double number;
    const char *text; /* NULL: a number */
    size_t place;     /* before sorting: equal rows keep their order */
};

struct sorting {
    struct collator *collator;
    bool descending;
};

static struct sort_key key_of(struct data_rows *rows, size_t i) {
    struct evaluation *evaluation = &rows->filling->evaluation;
    const struct formula *formula = rows->table->sort;
    struct data_scope scope;
    data_scope_enter(evaluation, &scope, rows->members[i]);
    struct value value = formula ? evaluate(evaluation, formula) : rows->members[i];
    bool named = formula && (value.kind == KIND_TEXT || value.kind == KIND_REGION || value.kind == KIND_POLICY);
    evaluation->formula = formula ? formula : rows->table->plan.data;
    if (named) {
        value = evaluate_name(evaluation, evaluation->formula->root, &value);
    } else if (!value_is_missing(&value)) {
        value = evaluate_number(evaluation, evaluation->formula->root, value);
    }
    data_scope_leave(evaluation, &scope);
    bool known = value.kind == KIND_TEXT || value.kind == KIND_NUMBER;
    return (struct sort_key){ .known = known,
                              .number = known ? value.number : 0,
                              .text = value.kind == KIND_TEXT ? value_whole_text(evaluation->arena, &value) : NULL };
}

/* What is missing comes last. */
static int compare_keys(const void *left, const void *right) {
    const struct sort_key *a = left, *b = right;
    int order = 0;
    if (!a->known || !b->known) {
        order = (int)b->known - (int)a->known;
    } else {
        order = a->text && b->text ? collator_compare(a->sorting->collator, a->text, b->text)
                                   : (a->number > b->number) - (a->number < b->number);
        order = a->sorting->descending ? -order : order;
    }
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static void sort_rows(struct data_rows *rows) {
    struct sorting sorting = { collator_open(rows->filling->job->language), rows->table->descending };
    struct sort_key *keys = arena_array(rows->filling->arena, rows->count, sizeof *keys);
    for (size_t i = 0; i < rows->count; i++) {
        keys[i] = key_of(rows, i);
        keys[i].sorting = &sorting;
        keys[i].place = i;
    }
    qsort(keys, rows->count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < rows->count; i++) {
        rows->order[i] = keys[i].place;
    }
    collator_close(sorting.collator);
}

/* Rows of a list: sorted and cut here, since no selection does it. */
static bool order_list(struct data_rows *rows) {
    const struct plan *plan = &rows->table->plan;
    const char *limit = fill_plain(rows->filling, plan->limit);
    const char *sort = fill_plain(rows->filling, plan->sort);
    double most = 0;
    if (plan->by || plan->column_count || plan->row_count || plan->year || plan->ranked) {
        refuse(rows, "by:, members:, year:, ranked: and a column's series: need data: to be a series, not a list");
        return false;
    }
    if (limit && (!number_parse(limit, &most) || most < 0 || most > (int)most)) {
        refuse(rows, "limit: must be a whole number");
        return false;
    }
    if (rows->table->sort || (sort && strcmp(sort, "none") != 0)) {
        sort_rows(rows);
    }
    rows->count = limit && (size_t)most < rows->count ? (size_t)most : rows->count;
    return true;
}

/* The members of a selection, one for each row: the points of its first column. */
static struct value members_of(struct data_rows *rows, struct value data) {
    struct grid_cell grid;
    if (!request_select(rows->filling, &rows->table->plan, data, &grid)) {
        return value_fault();
    }
    size_t count = grid.selection->row_count;
    struct value *items = arena_array(rows->filling->arena, count, sizeof *items);
    struct value *series = arena_alloc(rows->filling->arena, sizeof *series);
    *series = data;
    rows->row.series = series;
    rows->row.selected = grid;
    for (size_t i = 0; i < count; i++) {
        grid.row = i;
        items[i] = evaluate_cell(&rows->filling->evaluation, &data, &grid);
    }
    return value_list(items, count);
}

static bool find_rows(struct data_rows *rows) {
    struct evaluation *evaluation = &rows->filling->evaluation;
    const struct formula *formula = rows->table->plan.data;
    struct value data = evaluate(evaluation, formula);
    bool select = data.kind == KIND_SERIES || data.kind == KIND_POINT;
    if (data.kind == KIND_MISSING) {
        evaluate_fail(evaluation, formula->root, DIAG_CODE_EXPRESSION_MISSING_VALUE, "%s", value_reason(&data));
        return false;
    }
    evaluation->formula = formula;
    struct value list = select ? members_of(rows, data) : evaluate_list(evaluation, formula->root, data);
    if (list.kind != KIND_LIST) {
        return false;
    }
    rows->members = list.items;
    rows->count = list.count;
    rows->order = arena_array(rows->filling->arena, list.count, sizeof *rows->order);
    for (size_t i = 0; i < list.count; i++) {
        rows->order[i] = i;
    }
    return select || order_list(rows);
}

/* ---- groups ---- */

static const char *group_of(struct data_rows *rows, size_t i) {
    struct evaluation *evaluation = &rows->filling->evaluation;
    const struct formula *formula = rows->table->group;
    struct data_scope scope;
    struct value text;
    data_scope_enter(evaluation, &scope, rows->members[i]);
    struct value value = evaluate(evaluation, formula);
    evaluation->formula = formula;
    bool printed = value_print(evaluation, value, true, &text);
    data_scope_leave(evaluation, &scope);
    return printed ? value_whole_text(evaluation->arena, &text) : "";
}

/* Brings the rows of each group together, the groups in the order of their first rows. */
static void gather_groups(struct data_rows *rows) {
    struct arena *arena = rows->filling->arena;
    struct map *index = map_new(arena);
    size_t *group = arena_array(arena, rows->count, sizeof *group);
    size_t *order = arena_array(arena, rows->count, sizeof *order);
    size_t *starts = arena_array(arena, rows->count + 1, sizeof *starts);
    const char **names = arena_array(arena, rows->count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const char *name = group_of(rows, rows->order[i]);
        count += map_add(index, name, count) ? 1 : 0;
        group[i] = map_find(index, name);
        names[group[i]] = name;
        starts[group[i] + 1]++;
    }
    for (size_t i = 0; i < count; i++) {
        starts[i + 1] += starts[i];
    }
    rows->groups = arena_array(arena, rows->count, sizeof *rows->groups);
    for (size_t i = 0; i < rows->count; i++) {
        size_t at = starts[group[i]]++;
        order[at] = rows->order[i];
        rows->groups[at] = names[group[i]];
    }
    rows->order = order;
}

bool data_rows_find(struct data_rows *rows) {
    if (!find_rows(rows)) {
        return false;
    }
    if (rows->table->group) {
        gather_groups(rows);
    }
    return true;
}
