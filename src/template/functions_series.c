/* Functions of series: their members, their years, and what changed between years. */
#include "template/function.h"

#include "base/arena.h"
#include "geo/region.h"
#include "indicator/series.h"

#include <string.h>

enum { YEAR_MAX = 9999 };

static struct value wrong_kind(const struct call *call, const char *needed) {
    return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s needs %s, not %s",
                         call->at->text, needed, value_kind_name(call->values[0].kind));
}

/* ---- members ---- */

/* A region, or a record that is a key and has a name. */
static struct value member_value(const struct call *call, const struct series_dimension *dimension,
                                 const struct member *member) {
    static const char *const names[] = { "code", "name", "short", "ranked" };
    struct arena *arena = call->evaluation->arena;
    const struct region *region =
        strcmp(dimension->name, "geo") == 0 ? geo_find(call->evaluation->world->geo, member->code) : NULL;
    struct origin origin = { .kind = ORIGIN_CELL, .pos = member->pos };
    struct value values[] = { value_text(arena, member->code, origin), value_text(arena, member->label, origin),
                              value_text(arena, member->short_label, origin), value_flag(member->ranked) };
    return region ? value_region(region) : value_record(arena, names, values, sizeof names / sizeof *names);
}

static struct value call_members(const struct call *call) {
    const struct value *of = &call->values[0];
    const char *name = NULL;
    struct value result;
    if (of->kind != KIND_SERIES && of->kind != KIND_POINT) {
        return wrong_kind(call, "a series");
    }
    if (!call_text(call, 1, &name, &result)) {
        return result;
    }
    size_t number = series_find_dimension(of->series, name);
    if (number == SIZE_MAX) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNKNOWN_NAME, "%s has no dimension %s",
                             of->series->name, name);
    }
    const struct series_dimension *dimension = &of->series->dimensions[number];
    struct value *items = arena_array(call->evaluation->arena, dimension->count, sizeof *items);
    for (size_t i = 0; i < dimension->count; i++) {
        items[i] = member_value(call, dimension, &dimension->members[i]);
    }
    return value_list(items, dimension->count);
}

/* ---- years ---- */

/* True if point lies in the slice and has a value. */
static bool is_in_slice(const struct value *slice, const struct point_value *point) {
    for (size_t i = 0; i < slice->series->dimension_count; i++) {
        if (slice->keys[i] != KEY_FREE && slice->keys[i] != point_keys(point)[i]) {
            return false;
        }
    }
    return point->status == VALUE_PRESENT;
}

static bool is_fixed(const struct value *slice) {
    for (size_t i = 0; i < slice->series->dimension_count; i++) {
        if (slice->keys[i] == KEY_FREE) {
            return false;
        }
    }
    return true;
}

/* Marks the years of the series in which a point of the slice has a value. */
static void mark_years(const struct value *slice, bool *known) {
    const struct series *series = slice->series;
    bool fixed = is_fixed(slice);
    for (size_t year = 0; year < series->year_count && fixed; year++) {
        const struct point_value *point = series_find(series, slice->keys, series->years[year]);
        known[year] = point && point->status == VALUE_PRESENT;
    }
    for (size_t i = 0; i < series->count && !fixed; i++) {
        size_t year = 0;
        while (year < series->year_count && series->years[year] != series->points[i].year) {
            year++;
        }
        if (year < series->year_count && !known[year]) {
            known[year] = is_in_slice(slice, &series->points[i]);
        }
    }
}

/* The years in which a point of the slice has a value, ascending. */
static struct value years_of(const struct call *call) {
    const struct value *slice = &call->values[0];
    const struct series *series = slice->series;
    if (slice->kind != KIND_SERIES && slice->kind != KIND_POINT) {
        return wrong_kind(call, "a series or a point");
    }
    struct value *items = arena_array(call->evaluation->arena, series->year_count, sizeof *items);
    bool *known = arena_array(call->evaluation->arena, series->year_count, sizeof *known);
    mark_years(slice, known);
    size_t count = 0;
    for (size_t year = 0; year < series->year_count; year++) {
        if (known[year]) {
            items[count++] = value_number(series->years[year], "year", 0);
        }
    }
    return value_list(items, count);
}

static struct value one_year(const struct call *call, bool last) {
    struct value years = years_of(call);
    if (years.kind != KIND_LIST) {
        return years;
    }
    return years.count ? years.items[last ? years.count - 1 : 0] : value_missing("no year has a value");
}

static struct value call_first_year(const struct call *call) {
    return one_year(call, false);
}

static struct value call_last_year(const struct call *call) {
    return one_year(call, true);
}

/* ---- change ---- */

/* The change as a difference, or in per cent of what it was. */
static struct value change_value(const struct call *call, double now, double then, bool percent) {
    const struct series *series = call->values[0].series;
    bool share = strcmp(series->unit, "percent") == 0;
    if (percent && then == 0) {
        return value_missing("a change from nothing");
    }
    return percent ? value_number(100 * (now - then) / then, "percent", 1)
                   : value_number(now - then, share ? "percentage-points" : series->unit, series->decimals);
}

static struct value call_change(const struct call *call) {
    const struct value *point = &call->values[0];
    const char *kind = "difference";
    struct value result;
    int year = 0;
    if (point->kind != KIND_POINT) {
        return wrong_kind(call, "a point");
    }
    if (!call_integer(call, 1, 1, YEAR_MAX, &year, &result) || (call->count > 2 && !call_text(call, 2, &kind, &result))) {
        return result;
    }
    bool percent = strcmp(kind, "percent") == 0;
    if (!percent && strcmp(kind, "difference") != 0) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                             "the kind of change is \"difference\" or \"percent\", not \"%s\"", kind);
    }
    if (value_is_missing(point)) {
        return value_missing(value_reason(point));
    }
    const struct point_value *then = series_find(point->series, point->keys, year);
    if (!then || then->status != VALUE_PRESENT) {
        return value_missing(arena_print(call->evaluation->arena, "%s has no value of %d: %s", point->series->name, year,
                                         then && point_reason(then) ? point_reason(then) : "not available"));
    }
    struct value change = change_value(call, point->point->value, then->value, percent);
    const struct point_value **inputs = arena_array(call->evaluation->arena, 2, sizeof *inputs);
    inputs[0] = point->point;
    inputs[1] = then;
    change.inputs = (struct inputs){ inputs, 2 };
    return change;
}

const struct function functions_series[] = {
    { "members", "members(series, dimension)", "the members of a dimension, each with code and name, and good as a key", 2,
      2, ARGUMENTS_PRESENT, call_members },
    { "years", "years(x)", "the years in which a series, or what its keys leave of it, has a value", 1, 1,
      ARGUMENTS_PRESENT, years_of },
    { "first_year", "first_year(x)", "the first of these years", 1, 1, ARGUMENTS_PRESENT, call_first_year },
    { "last_year", "last_year(x)", "the last of these years", 1, 1, ARGUMENTS_PRESENT, call_last_year },
    { "change", "change(point, year, kind)",
      "how far the point is from its value of that year: as \"difference\", if nothing is said, or in \"percent\" of it", 2,
      3, ARGUMENTS_PRESENT, call_change },
    { 0 },
};
