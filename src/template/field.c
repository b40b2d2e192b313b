/* a.b: what regions, policies, points, series, lists and loops are asked for. */
#include "template/evaluate.h"

#include "base/arena.h"
#include "base/number.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "policy/policy.h"

#include <string.h>

/* A field that is asked for. */
struct asking {
    struct evaluation *evaluation;
    const struct expression *field;
    const struct value *of;
};

static bool is(const struct asking *asking, const char *name) {
    return strcmp(asking->field->text, name) == 0;
}

static struct value text(const struct asking *asking, const char *text, enum origin_kind kind, struct source_pos pos) {
    return value_text(asking->evaluation->arena, text, (struct origin){ .kind = kind, .pos = pos });
}

static struct value unknown(const struct asking *asking, const char *known) {
    return evaluate_fail(asking->evaluation, asking->field, DIAG_CODE_EXPRESSION_UNKNOWN_NAME,
                         "%s has no field %s; it has %s", value_kind_name(asking->of->kind), asking->field->text,
                         known);
}

static struct value regions_list(struct evaluation *evaluation, const struct region *const *regions, size_t count) {
    struct value *items = arena_array(evaluation->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = value_region(regions[i]);
    }
    return value_list(items, count);
}

struct value evaluate_regions(struct evaluation *evaluation, const struct region *region) {
    const struct geo *geo = evaluation->world->geo;
    size_t count = 0;
    if (region->level >= 0) {
        const struct region *const *regions = geo_display_regions(geo, region, &count);
        return regions_list(evaluation, regions, count);
    }
    const char *const *codes = geo_members(geo, region->code, &count);
    const struct region **members = arena_array(evaluation->arena, count, sizeof *members);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        members[found] = geo_find(geo, codes[i]);
        found += members[found] ? 1 : 0;
    }
    return regions_list(evaluation, members, found);
}

static struct value policies_of(const struct asking *asking, const struct region *region) {
    size_t count = 0;
    const struct policy *policies = policies_find(asking->evaluation->world->policies, region->code, &count);
    struct value *items = arena_array(asking->evaluation->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct value){ .kind = KIND_POLICY, .unit = "", .policy = &policies[i] };
    }
    return value_list(items, count);
}

/* The country's own description. */
static struct value description_of(const struct asking *asking, const struct region *region) {
    const struct policy *own = policies_description(asking->evaluation->world->policies, region->code);
    return own ? (struct value){ .kind = KIND_POLICY, .unit = "", .policy = own }
               : value_missing(arena_print(asking->evaluation->arena, "%s has no description", region->code));
}

static struct value region_field(const struct asking *asking) {
    const struct region *region = asking->of->region;
    if (is(asking, "name")) {
        return evaluate_name(asking->evaluation, asking->field, asking->of);
    }
    if (is(asking, "code")) {
        return text(asking, region->code, ORIGIN_CELL, region->pos);
    }
    if (is(asking, "native")) {
        return text(asking, region->native, ORIGIN_CELL, region->pos);
    }
    if (is(asking, "group")) {
        return text(asking, region->group ? region->group : "", ORIGIN_CELL, region->pos);
    }
    if (is(asking, "level")) {
        return value_number(region->level, "", 0);
    }
    if (is(asking, "parent")) {
        return region->parent ? value_region(region->parent)
                              : value_missing(arena_print(asking->evaluation->arena, "%s has no parent", region->code));
    }
    if (is(asking, "country")) {
        const struct region *country = geo_country(asking->evaluation->world->geo, region);
        return country ? value_region(country)
                       : value_missing(arena_print(asking->evaluation->arena, "%s lies in no country", region->code));
    }
    if (is(asking, "regions")) {
        return evaluate_regions(asking->evaluation, region);
    }
    if (is(asking, "children")) {
        return regions_list(asking->evaluation, (const struct region *const *)region->children, region->child_count);
    }
    if (is(asking, "policies")) {
        return policies_of(asking, region);
    }
    if (is(asking, "description")) {
        return description_of(asking, region);
    }
    return unknown(asking, "name, code, native, group, level, parent, country, regions, children, policies, description");
}

/* The regions that a policy is made for; a code that is none stays a text. */
static struct value areas_value(const struct asking *asking, const struct yaml *codes) {
    bool lone = codes->kind == YAML_SCALAR;
    size_t count = lone ? 1 : codes->count;
    struct value *items = arena_array(asking->evaluation->arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const struct yaml *code = lone ? codes : codes->items[i];
        const struct region *region = geo_find(asking->evaluation->world->geo, code->text);
        items[i] = region ? value_region(region) : text(asking, code->text, ORIGIN_POLICY, code->pos);
    }
    return value_list(items, count);
}

/* A figure of a description, with the decimals that it is written with. */
static struct value figure_value(const struct yaml *figure) {
    double number = 0;
    const char *point = strchr(figure->text, '.');
    number_parse(figure->text, &number);
    struct value value = value_number(number, "", point ? (int)strlen(point + 1) : 0);
    value.member_pos = figure->pos;
    return value;
}

/* name, text, subject, regions, every key of the front matter and every figure in it. */
static struct value policy_field(const struct asking *asking) {
    const struct policy *policy = asking->of->policy;
    if (is(asking, "text")) {
        return (struct value){ .kind = KIND_MARKDOWN, .unit = "", .policy = policy };
    }
    if (is(asking, "subject")) {
        const struct region *region = geo_find(asking->evaluation->world->geo, policy->subject);
        struct source_pos pos = { policy->file, 0, 0 };
        return region ? value_region(region) : text(asking, policy->subject, ORIGIN_POLICY, pos);
    }
    const struct yaml *value = policy_value(policy, asking->field->text);
    if (!value) {
        return value_missing(arena_print(asking->evaluation->arena, "%s says nothing about %s", policy->name,
                                         asking->field->text));
    }
    if (is(asking, "regions")) {
        return areas_value(asking, value);
    }
    bool figure = value->kind == YAML_SCALAR && !yaml_find(policy->front, asking->field->text);
    return figure ? figure_value(value) : evaluate_front(asking->evaluation->arena, value);
}

static struct value markdown_field(const struct asking *asking) {
    const struct policy_section *section = asking->of->section;
    if (!is(asking, "title")) {
        return unknown(asking, "title");
    }
    return section ? text(asking, section->title, ORIGIN_POLICY, section->pos)
                   : text(asking, asking->of->policy->name, ORIGIN_POLICY,
                          (struct source_pos){ asking->of->policy->file, 0, 0 });
}

/* The year in digits: never grouped, without unit. */
static struct value year_value(const struct point_value *point) {
    struct value year = value_number(point->year, "year", 0);
    return year;
}

/* The point's key in a dimension: a region where the code is one. */
static struct value key_value(const struct asking *asking, size_t dimension) {
    const struct value *point = asking->of;
    uint16_t key = point->keys[dimension];
    if (key == KEY_FREE) {
        return value_missing(value_reason(point));
    }
    const struct member *member = &point->series->dimensions[dimension].members[key];
    const struct region *region = geo_find(asking->evaluation->world->geo, member->code);
    bool area = region && strcmp(point->series->dimensions[dimension].name, "geo") == 0;
    return area ? value_region(region) : text(asking, member->code, ORIGIN_CELL, member->pos);
}

/* What a point says of itself. */
static struct value text_of_point(const struct asking *asking, const char *text) {
    const struct value *point = asking->of;
    struct origin origin = { ORIGIN_POINT, point_id(point->point), point->member_pos };
    return value_text(asking->evaluation->arena, text, origin);
}

static struct value point_field(const struct asking *asking) {
    const struct value *point = asking->of;
    if (is(asking, "name")) {
        return evaluate_name(asking->evaluation, asking->field, point);
    }
    if (is(asking, "code")) {
        return text(asking, point->member->code, ORIGIN_CELL, point->member_pos);
    }
    if (is(asking, "short")) {
        return text(asking, point->member->short_label, ORIGIN_CELL, point->member_pos);
    }
    if (is(asking, "ranked")) {
        return value_flag(point->member->ranked);
    }
    if (is(asking, "value")) {
        return evaluate_number(asking->evaluation, asking->field, *point);
    }
    if (is(asking, "year") || is(asking, "flags")) {
        if (!point->point) {
            return value_missing(value_reason(point));
        }
        const char *flags = flags_text(asking->evaluation->arena, point->point->flags);
        struct value value = is(asking, "year") ? year_value(point->point)
                                                : text_of_point(asking, flags);
        value.inputs = point->inputs;
        return value;
    }
    struct value score;
    if (evaluate_score(asking->evaluation, asking->field, point, &score)) {
        return score;
    }
    size_t dimension = series_find_dimension(point->series, asking->field->text);
    static const char known[] =
        "name, code, short, value, year, flags, ranked, level, levels, evidence, grounds, or the key of a dimension";
    return dimension == SIZE_MAX ? unknown(asking, known) : key_value(asking, dimension);
}

static struct value series_field(const struct asking *asking) {
    const struct series *series = asking->of->series;
    if (is(asking, "title")) {
        return text(asking, series->title, ORIGIN_CELL, series->pos);
    }
    if (is(asking, "source")) {
        return text(asking, series->source, ORIGIN_CELL, series->pos);
    }
    if (is(asking, "formula")) {
        return text(asking, series->formula ? series->formula : "", ORIGIN_CELL, series->pos);
    }
    if (is(asking, "unit")) {
        return text(asking, series->unit, ORIGIN_CELL, series->pos);
    }
    if (is(asking, "reference")) {
        const struct region *region = geo_find(asking->evaluation->world->geo, series->reference);
        return region ? value_region(region)
                      : value_missing(arena_print(asking->evaluation->arena, "%s has no reference area", series->name));
    }
    return unknown(asking, "title, source, formula, unit, reference");
}

static struct value list_field(const struct asking *asking) {
    const struct value *list = asking->of;
    if (is(asking, "count")) {
        struct value count = value_number((double)list->count, "", 0);
        struct arena *arena = asking->evaluation->arena;
        count.inputs = inputs_join(arena, inputs_of_list(arena, list), list->inputs);
        return count;
    }
    if (is(asking, "first") || is(asking, "last")) {
        size_t i = is(asking, "first") ? 0 : list->count - 1;
        return list->count ? list->items[i] : value_missing("the list is empty");
    }
    return unknown(asking, "count, first, last");
}

static struct value loop_field(const struct asking *asking) {
    const struct value *loop = asking->of;
    if (is(asking, "index")) {
        return value_number(loop->number + 1, "", 0);
    }
    if (is(asking, "count")) {
        return value_number(loop->decimals, "", 0);
    }
    if (is(asking, "first") || is(asking, "last")) {
        return value_flag(is(asking, "first") ? loop->number < 1 : loop->number + 1 >= loop->decimals);
    }
    return unknown(asking, "index, count, first, last");
}

static struct value record_field(const struct asking *asking) {
    const struct value *value = value_find(asking->of, asking->field->text);
    const struct record *record = asking->of->record;
    if (!value && record->open) {
        return value_missing(arena_print(asking->evaluation->arena, "it says nothing about %s", asking->field->text));
    }
    const char *known = record->names[0];
    for (size_t i = 1; i < record->count; i++) {
        known = arena_print(asking->evaluation->arena, "%s, %s", known, record->names[i]);
    }
    return value ? *value : unknown(asking, known);
}

struct value evaluate_field(struct evaluation *evaluation, const struct expression *field) {
    struct value of = evaluate_part(evaluation, field->items[0]);
    struct asking asking = { evaluation, field, &of };
    bool counts = is(&asking, "count") || is(&asking, "first") || is(&asking, "last");
    if (of.kind == KIND_SERIES && counts) {
        of = evaluate_list(evaluation, field, of);
    }
    switch (of.kind) {
    case KIND_FAULT:
    case KIND_MISSING:
        return of;
    case KIND_REGION:
        return region_field(&asking);
    case KIND_POLICY:
        return policy_field(&asking);
    case KIND_POINT:
        return point_field(&asking);
    case KIND_SERIES:
        return series_field(&asking);
    case KIND_LIST:
        return list_field(&asking);
    case KIND_LOOP:
        return loop_field(&asking);
    case KIND_MARKDOWN:
        return markdown_field(&asking);
    case KIND_RECORD:
        return record_field(&asking);
    case KIND_NUMBER:
    case KIND_TEXT:
    case KIND_FLAG:
    case KIND_POLICIES:
    case VALUE_KIND_COUNT:
        break;
    }
    return evaluate_fail(evaluation, field, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s has no fields",
                         value_kind_name(of.kind));
}
