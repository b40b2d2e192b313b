#include "indicator/selection.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "geo/region.h"
#include "indicator/build.h"

/* The dimension whose members have names in all languages. */
static const char *const region_dimension = "geo";

/* One answer in the making. */
struct selecting {
    struct arena *arena;
    const struct geo *geo;
    const char *language;
    const struct selection_query *query;
    struct selection *selection;
    size_t *row_members, *column_members; /* members of the series; SIZE_MAX: it has none of this code. Or years */
};

static bool is_present(const struct point_value *point) {
    return point && point->status == VALUE_PRESENT;
}

static struct selection_member describe(const struct selecting *selecting, size_t dimension, size_t member,
                                        const char *code) {
    const struct series_dimension *from = &selecting->query->series->dimensions[dimension];
    struct selection_member described = { .code = code, .label = code, .short_label = code, .ranked = true };
    if (member != SIZE_MAX) {
        const struct member *known = &from->members[member];
        described = (struct selection_member){ known->code, known->label, known->short_label, known->ranked,
                                               known->flags };
    }
    if (selecting->geo && strcmp(from->name, region_dimension) == 0) {
        described.label = described.short_label = geo_name(selecting->geo, code, selecting->language);
    }
    return described;
}

/* The members asked for: those of codes in their order, or all (only the ranked ones, if so asked). */
static struct selection_member *choose(const struct selecting *selecting, size_t dimension, const char *const *codes,
                                       size_t code_count, size_t **members, size_t *count) {
    const struct series_dimension *from = &selecting->query->series->dimensions[dimension];
    size_t most = codes ? code_count : from->count;
    struct selection_member *chosen = arena_array(selecting->arena, most, sizeof *chosen);
    *members = arena_array(selecting->arena, most, sizeof **members);
    *count = 0;
    for (size_t i = 0; i < most; i++) {
        size_t member = codes ? dimension_find_member(from, codes[i]) : i;
        struct selection_member described =
            describe(selecting, dimension, member, codes ? codes[i] : from->members[i].code);
        bool is_row = dimension == selecting->query->by;
        if (is_row && selecting->query->ranked_only && !described.ranked) {
            continue;
        }
        chosen[*count] = described;
        (*members)[(*count)++] = member;
    }
    return chosen;
}

/* Years as rows: those of the series between the two asked for. */
static void choose_years(struct selecting *selecting) {
    const struct selection_query *query = selecting->query;
    const struct series *series = query->series;
    struct selection *selection = selecting->selection;
    selection->by_year = true;
    selection->rows = arena_array(selecting->arena, series->year_count, sizeof *selection->rows);
    selecting->row_members = arena_array(selecting->arena, series->year_count, sizeof *selecting->row_members);
    for (size_t i = 0; i < series->year_count; i++) {
        int year = series->years[i];
        if ((query->from && year < query->from) || (query->to && year > query->to)) {
            continue;
        }
        const char *text = arena_print(selecting->arena, "%d", year);
        selecting->row_members[selection->row_count] = (size_t)year;
        selection->rows[selection->row_count++] =
            (struct selection_member){ .code = text, .label = text, .short_label = text, .ranked = true };
    }
}

static bool row_is_empty(const struct selection *selection, size_t row) {
    for (size_t column = 0; column < selection->column_count; column++) {
        if (is_present(selection->points[row * selection->column_count + column])) {
            return false;
        }
    }
    return true;
}

/* Leaves out the years before the first and after the last value. */
static void trim_years(struct selection *selection) {
    while (selection->row_count > 0 && row_is_empty(selection, selection->row_count - 1)) {
        selection->row_count--;
    }
    while (selection->row_count > 0 && row_is_empty(selection, 0)) {
        selection->rows++;
        selection->points += selection->column_count;
        selection->row_count--;
    }
}

static void choose_columns(struct selecting *selecting) {
    const struct selection_query *query = selecting->query;
    struct selection *selection = selecting->selection;
    if (query->columns_of != SIZE_MAX) {
        selection->columns = choose(selecting, query->columns_of, query->columns, query->column_count,
                                    &selecting->column_members, &selection->column_count);
    }
    if (query->columns_of != SIZE_MAX && selection->column_count > 0) {
        return;
    }
    selecting->column_members = arena_array(selecting->arena, 1, sizeof *selecting->column_members);
    selecting->column_members[0] = SIZE_MAX;
    selection->columns = arena_array(selecting->arena, 1, sizeof *selection->columns);
    selection->columns[0] = (struct selection_member){ .code = "", .label = query->series->title,
                                                       .short_label = query->series->title, .ranked = true };
    selection->column_count = 1;
}

/* Keys of a cell; false if the series has no such row or column. */
static bool find_keys(const struct selecting *selecting, size_t row, size_t column, uint16_t *keys) {
    const struct selection_query *query = selecting->query;
    size_t row_member = selecting->row_members[row];
    size_t column_member = query->columns_of == SIZE_MAX ? 0 : selecting->column_members[column];
    if (row_member == SIZE_MAX || column_member == SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < query->series->dimension_count; i++) {
        keys[i] = i == query->by           ? (uint16_t)row_member
                  : i == query->columns_of ? (uint16_t)column_member
                                           : query->keys[i];
    }
    return true;
}

/* year is that of the answer; where rows are years, each has its own. */
static const struct point_value *find_point(const struct selecting *selecting, size_t row, size_t column, int year) {
    uint16_t keys[MAX_SERIES_DIMENSIONS];
    if (!find_keys(selecting, row, column, keys)) {
        return NULL;
    }
    const struct series *series = selecting->query->series;
    if (selecting->query->by == BY_YEAR) {
        return series_find(series, keys, (int)selecting->row_members[row]);
    }
    if (year != YEAR_LATEST_EACH) {
        return series_find(series, keys, year);
    }
    int latest = series_latest_year(series, keys);
    if (latest == 0 && series->year_count > 0) {
        latest = series->years[series->year_count - 1];
    }
    return series_find(series, keys, latest);
}

static size_t count_present(const struct selecting *selecting, int year) {
    size_t count = 0;
    for (size_t row = 0; row < selecting->selection->row_count; row++) {
        for (size_t column = 0; column < selecting->selection->column_count; column++) {
            count += is_present(find_point(selecting, row, column, year));
        }
    }
    return count;
}

/* The newest year in which every cell has a value that has one in any year; failing that, the one with most values. */
static int find_common_year(const struct selecting *selecting) {
    const struct series *series = selecting->query->series;
    size_t wanted = count_present(selecting, YEAR_LATEST_EACH);
    size_t best_count = 0;
    int best = series->year_count ? series->years[series->year_count - 1] : 0;
    for (size_t i = series->year_count; i > 0 && wanted > 0 && best_count < wanted; i--) {
        size_t count = count_present(selecting, series->years[i - 1]);
        if (count > best_count) {
            best_count = count;
            best = series->years[i - 1];
        }
    }
    return best;
}

/* Compares without regard to the case of ASCII letters; other letters by their bytes. */
static int compare_names(const char *a, const char *b) {
    for (;; a++, b++) {
        int left = *a >= 'A' && *a <= 'Z' ? *a - 'A' + 'a' : (unsigned char)*a;
        int right = *b >= 'A' && *b <= 'Z' ? *b - 'A' + 'a' : (unsigned char)*b;
        if (left != right || left == 0) {
            return left - right;
        }
    }
}

/* A row to be sorted. */
struct sorted {
    const struct selection *selection;
    enum selection_sort sort;
    size_t row;
    const struct point_value *point; /* of the column sorted by */
};

static int compare_rows(const void *a, const void *b) {
    const struct sorted *left = a;
    const struct sorted *right = b;
    bool left_present = is_present(left->point), right_present = is_present(right->point);
    if (left->sort != SORT_NAME && left_present != right_present) {
        return left_present ? -1 : 1;
    }
    if (left->sort != SORT_NAME && left_present && left->point->value != right->point->value) {
        bool before = left->point->value > right->point->value;
        return before == (left->sort == SORT_DESCENDING) ? -1 : 1;
    }
    int order = compare_names(left->selection->rows[left->row].label, right->selection->rows[right->row].label);
    return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

static void sort_rows(const struct selecting *selecting) {
    struct selection *selection = selecting->selection;
    const struct selection_query *query = selecting->query;
    if (query->sort == SORT_NONE || query->by == BY_YEAR) {
        return;
    }
    assert(query->sort_column < selection->column_count);
    struct sorted *sorted = arena_array(selecting->arena, selection->row_count, sizeof *sorted);
    for (size_t i = 0; i < selection->row_count; i++) {
        size_t cell = i * selection->column_count + query->sort_column;
        sorted[i] = (struct sorted){ selection, query->sort, i, selection->points[cell] };
    }
    if (selection->row_count > 1) {
        qsort(sorted, selection->row_count, sizeof *sorted, compare_rows);
    }
    struct selection_member *rows = arena_array(selecting->arena, selection->row_count, sizeof *rows);
    size_t width = selection->column_count;
    const struct point_value **points =
        arena_array(selecting->arena, selection->row_count * width, sizeof(struct point_value *));
    for (size_t i = 0; i < selection->row_count; i++) {
        rows[i] = selection->rows[sorted[i].row];
        for (size_t k = 0; k < width; k++) {
            points[i * width + k] = selection->points[sorted[i].row * width + k];
        }
    }
    selection->rows = rows;
    selection->points = points;
}

static void fetch_points(const struct selecting *selecting, int year) {
    struct selection *selection = selecting->selection;
    size_t count = selection->row_count * selection->column_count;
    selection->points = arena_array(selecting->arena, count, sizeof(struct point_value *));
    selection->year = 0;
    for (size_t i = 0; i < count; i++) {
        selection->points[i] =
            find_point(selecting, i / selection->column_count, i % selection->column_count, year);
    }
    if (year != YEAR_LATEST_EACH) {
        selection->year = year;
        return;
    }
    bool differ = false;
    for (size_t i = 0; i < count; i++) {
        const struct point_value *point = selection->points[i];
        if (is_present(point)) {
            differ = differ || (selection->year != 0 && selection->year != point->year);
            selection->year = point->year;
        }
    }
    selection->year = differ ? 0 : selection->year;
}

static int year_wanted(const struct selecting *selecting) {
    if (selecting->query->by == BY_YEAR) {
        return YEAR_LATEST_EACH;
    }
    return selecting->query->year ? selecting->query->year : find_common_year(selecting);
}

static uint64_t hash_members(uint64_t hash, const struct selection_member *members, size_t count) {
    for (size_t i = 0; i < count; i++) {
        hash = hash_text(hash, members[i].code);
        hash = hash_text(hash, members[i].label);
        hash = hash_text(hash, members[i].short_label);
        hash = hash_bytes(hash, &members[i].flags, sizeof members[i].flags);
        hash = hash_bytes(hash, &members[i].ranked, sizeof members[i].ranked);
    }
    return hash;
}

static uint64_t hash_point(uint64_t hash, const struct point_value *point) {
    int state = point ? (int)point->status : -1;
    hash = hash_bytes(hash, &state, sizeof state);
    if (point) {
        double value = is_present(point) ? point->value : 0;
        hash = hash_bytes(hash, &value, sizeof value);
        hash = hash_bytes(hash, &point->flags, sizeof point->flags);
        hash = hash_bytes(hash, &point->year, sizeof point->year);
        hash = hash_text(hash, point_reason(point) ? point_reason(point) : "");
    }
    return hash;
}

static uint64_t hash_selection(const struct selection *selection) {
    const struct series *series = selection->series;
    uint64_t hash = series->described ? series->described : series_describe_hash(series);
    hash = hash_bytes(hash, &selection->year, sizeof selection->year);
    hash = hash_bytes(hash, &selection->by_year, sizeof selection->by_year);
    hash = hash_members(hash, selection->rows, selection->row_count);
    hash = hash_members(hash, selection->columns, selection->column_count);
    for (size_t i = 0; i < selection->row_count * selection->column_count; i++) {
        hash = hash_point(hash, selection->points[i]);
    }
    return hash;
}

const struct selection *selection_make(struct arena *arena, struct diag *diag, const struct geo *geo,
                                       const char *language, const struct selection_query *query, struct source_pos pos) {
    assert(query->by == BY_YEAR || query->by < query->series->dimension_count);
    struct selection *selection = arena_alloc(arena, sizeof *selection);
    struct selecting selecting = { arena, geo, language, query, selection, NULL, NULL };
    selection->series = query->series;
    selection->pos = pos;
    selection->subject_column = selection->subject_row = SIZE_MAX;
    if (query->by == BY_YEAR) {
        choose_years(&selecting);
    } else {
        selection->rows =
            choose(&selecting, query->by, query->rows, query->row_count, &selecting.row_members, &selection->row_count);
    }
    choose_columns(&selecting);
    fetch_points(&selecting, year_wanted(&selecting));
    size_t present = 0;
    for (size_t i = 0; i < selection->row_count * selection->column_count; i++) {
        present += is_present(selection->points[i]);
    }
    if (present == 0 && diag) {
        diag_add(diag, DIAG_CODE_SELECTION_EMPTY, pos, "%s", query->series->name);
    }
    sort_rows(&selecting);
    if (query->by == BY_YEAR) {
        trim_years(selection);
    } else if (query->limit > 0 && selection->row_count > query->limit) {
        selection->row_count = query->limit;
    }
    selection->hash = hash_selection(selection);
    return selection;
}

const struct point_value *selection_point(const struct selection *selection, size_t row, size_t column) {
    assert(row < selection->row_count && column < selection->column_count);
    return selection->points[row * selection->column_count + column];
}

static void dump_point(const struct point_value *point, int year, struct buffer *out) {
    if (!is_present(point)) {
        buffer_text(out, point ? ":" : "-");
        return;
    }
    buffer_number(out, point->value, 6);
    if (point->flags) {
        buffer_print(out, " %s", flags_text(out->arena, point->flags));
    }
    if (point->year != year) {
        buffer_print(out, " (%d)", point->year);
    }
}

void selection_dump(const struct selection *selection, struct buffer *out) {
    buffer_print(out, "selection %s, %d\n", selection->series->name, selection->year);
    for (size_t i = 0; i < selection->column_count; i++) {
        buffer_print(out, "  column %s \"%s\"\n", selection->columns[i].code, selection->columns[i].label);
    }
    for (size_t row = 0; row < selection->row_count; row++) {
        const struct selection_member *member = &selection->rows[row];
        buffer_print(out, "  %s \"%s\"%s:", member->code, member->label, member->ranked ? "" : " unranked");
        for (size_t column = 0; column < selection->column_count; column++) {
            buffer_text(out, column ? " | " : " ");
            dump_point(selection_point(selection, row, column), selection->year, out);
        }
        buffer_byte(out, '\n');
    }
}
