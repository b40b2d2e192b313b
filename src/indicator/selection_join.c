/* Selections of several series side by side. */
#include "indicator/selection.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

/* A column without a dimension behind it is named for its series. */
static struct selection_member column_of(const struct selection *part, size_t column) {
    struct selection_member member = part->columns[column];
    if (!member.code || !*member.code) {
        member.code = part->series->name;
        member.label = part->series->title;
        member.short_label = part->series->title;
    }
    return member;
}

static size_t find_row(const struct selection *part, const char *code) {
    for (size_t row = 0; row < part->row_count; row++) {
        if (strcmp(part->rows[row].code, code) == 0) {
            return row;
        }
    }
    return SIZE_MAX;
}

/* Adds the columns of part from column at on. */
static void add_part(struct selection *joined, const struct selection *part, size_t at) {
    for (size_t column = 0; column < part->column_count; column++) {
        joined->columns[at + column] = column_of(part, column);
    }
    for (size_t row = 0; row < joined->row_count; row++) {
        size_t from = find_row(part, joined->rows[row].code);
        for (size_t column = 0; column < part->column_count && from != SIZE_MAX; column++) {
            joined->points[row * joined->column_count + at + column] = selection_point(part, from, column);
        }
    }
}

const struct selection *selection_join(struct arena *arena, const struct selection *const *parts, size_t count) {
    if (count == 1) {
        return parts[0];
    }
    struct selection *joined = arena_alloc(arena, sizeof *joined);
    *joined = *parts[0];
    for (size_t i = 1; i < count; i++) {
        joined->column_count += parts[i]->column_count;
        joined->hash = joined->hash * 31 + parts[i]->hash;
        joined->year = parts[i]->year == joined->year ? joined->year : 0;
    }
    joined->columns = arena_array(arena, joined->column_count, sizeof *joined->columns);
    joined->points = arena_array(arena, joined->row_count * joined->column_count, sizeof *joined->points);
    for (size_t i = 0, at = 0; i < count; at += parts[i++]->column_count) {
        add_part(joined, parts[i], at);
    }
    return joined;
}
