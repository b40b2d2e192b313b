/* Functions that answer true or false, with the reason, and what they are asked about: for claims. */
#include "template/function.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "geo/region.h"
#include "template/claim.h"
#include "text/number.h"

#include <string.h>

static struct value answer(bool flag, const char *reason) {
    struct value value = value_flag(flag);
    value.reason = reason;
    return value;
}

/* The codes of a list; a single value is a list of itself. */
struct codes {
    const char **items;
    size_t count;
    struct inputs inputs;
};

static bool read_codes(const struct call *call, size_t i, struct codes *codes, struct value *result) {
    struct arena *arena = call->evaluation->arena;
    bool single = value_code(arena, &call->values[i]) != NULL;
    *result = single ? value_list(&call->values[i], 1) : call->values[i];
    if (!single && !call_list(call, i, result)) {
        return false;
    }
    codes->items = arena_array(arena, result->count, sizeof *codes->items);
    codes->count = result->count;
    codes->inputs = inputs_of_list(arena, result);
    for (size_t k = 0; k < result->count; k++) {
        codes->items[k] = value_code(arena, &result->items[k]);
        if (!codes->items[k]) {
            *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                                    "%s needs a list of codes, not of %s", call->at->text,
                                    value_kind_name(result->items[k].kind));
            return false;
        }
    }
    return true;
}

static bool has_code(const struct codes *codes, const char *code) {
    for (size_t i = 0; i < codes->count; i++) {
        if (strcmp(codes->items[i], code) == 0) {
            return true;
        }
    }
    return false;
}

/* "CO, RE and MTA": for reasons. */
static const char *codes_text(const struct call *call, const struct codes *codes) {
    return codes->count ? list_text(call->evaluation->arena, "en", codes->items, codes->count) : "nothing";
}

static struct value call_contains(const struct call *call) {
    struct codes list, one;
    struct value result;
    if (!read_codes(call, 0, &list, &result) || !read_codes(call, 1, &one, &result)) {
        return result;
    }
    for (size_t i = 0; i < one.count; i++) {
        if (!has_code(&list, one.items[i])) {
            return answer(false, arena_print(call->evaluation->arena, "%s is not in the list", one.items[i]));
        }
    }
    return answer(true, NULL);
}

static struct value compare_codes(const struct call *call, bool ordered) {
    struct codes a, b;
    struct value result;
    if (!read_codes(call, 0, &a, &result) || !read_codes(call, 1, &b, &result)) {
        return result;
    }
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++) {
        same = ordered ? strcmp(a.items[i], b.items[i]) == 0 : has_code(&b, a.items[i]) && has_code(&a, b.items[i]);
    }
    struct value value = answer(same, arena_print(call->evaluation->arena, "%s stands against %s",
                                                  codes_text(call, &a), codes_text(call, &b)));
    value.inputs = inputs_join(call->evaluation->arena, a.inputs, b.inputs);
    return value;
}

static struct value call_same(const struct call *call) {
    return compare_codes(call, false);
}

static struct value call_in_order(const struct call *call) {
    return compare_codes(call, true);
}

static struct value call_only(const struct call *call) {
    struct codes list, one;
    struct value result;
    if (!read_codes(call, 0, &list, &result) || !read_codes(call, 1, &one, &result)) {
        return result;
    }
    bool only = list.count == 1 && one.count == 1 && strcmp(list.items[0], one.items[0]) == 0;
    struct value value = answer(only, arena_print(call->evaluation->arena, "the list holds %s", codes_text(call, &list)));
    value.inputs = list.inputs;
    return value;
}

/* Both ends belong to the range, whichever is named first. */
static struct value call_between(const struct call *call) {
    struct value numbers[3];
    struct inputs inputs = { 0 };
    for (size_t i = 0; i < 3; i++) {
        if (!call_number(call, i, &numbers[i])) {
            return numbers[i];
        }
        const char *unit = numbers[i].unit;
        if (unit[0] && numbers[0].unit[0] && strcmp(unit, numbers[0].unit) != 0) {
            return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNIT, "%s with %s", numbers[0].unit, unit);
        }
        inputs = inputs_join(call->evaluation->arena, inputs, numbers[i].inputs);
    }
    double low = numbers[1].number < numbers[2].number ? numbers[1].number : numbers[2].number;
    double high = numbers[1].number < numbers[2].number ? numbers[2].number : numbers[1].number;
    struct value value = answer(numbers[0].number >= low && numbers[0].number <= high, NULL);
    value.inputs = inputs;
    return value;
}

/* The member for which the condition does not hold, or is missing, is named. */
static struct value call_all(const struct call *call) {
    struct evaluation *evaluation = call->evaluation;
    struct value list = evaluate_list(evaluation, call->at, evaluate_part(evaluation, call->at->items[0]));
    for (size_t i = 0; list.kind == KIND_LIST && i < list.count; i++) {
        struct scope scope = { "it", list.items[i], evaluation->scope };
        struct value value;
        evaluation->scope = &scope;
        enum truth truth = evaluate_truth(evaluation, call->at->items[1], &value);
        struct buffer why = buffer_new(evaluation->arena);
        const char *code = value_code(evaluation->arena, &list.items[i]);
        buffer_print(&why, "not for %s: ", code ? code : "a member");
        if (truth == TRUTH_FALSE) {
            claim_explain(evaluation, call->at->items[1], &why);
        }
        evaluation->scope = scope.outer;
        if (truth == TRUTH_FALSE) {
            return answer(false, why.data);
        }
        if (truth == TRUTH_NEITHER) {
            return value;
        }
    }
    return list.kind == KIND_LIST ? answer(true, NULL) : list;
}

/* ---- membership ---- */

static bool read_code(const struct call *call, size_t i, const char **code, struct value *result) {
    *code = value_code(call->evaluation->arena, &call->values[i]);
    if (!*code) {
        *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s needs a code, not %s",
                                call->at->text, value_kind_name(call->values[i].kind));
    }
    return *code;
}

/* The date in argument i; an aggregate needs none. */
static bool read_date(const struct call *call, size_t i, const char **date, struct value *result) {
    *date = "9999-12-31";
    if (i >= call->count) {
        return true;
    }
    if (!call_text(call, i, date, result)) {
        return false;
    }
    if (!geo_is_date(*date)) {
        *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                                "a date is written year-month-day, not %s", *date);
        return false;
    }
    return true;
}

static struct value unknown_group(const struct call *call, const char *group) {
    return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNKNOWN_NAME, "no group or aggregate %s", group);
}

static struct value call_is_member(const struct call *call) {
    const struct geo *geo = call->evaluation->world->geo;
    struct arena *arena = call->evaluation->arena;
    const char *code, *group, *date;
    struct value result;
    if (!read_code(call, 0, &code, &result) || !read_code(call, 1, &group, &result) ||
        !read_date(call, 2, &date, &result)) {
        return result;
    }
    enum geo_membership membership = geo_is_member(geo, code, group, date);
    struct source_pos pos = geo_membership_pos(geo, code, group);
    const char *on = call->count > 2 ? arena_print(arena, " on %s", date) : "";
    const char *where = pos.file ? arena_print(arena, " (%s:%u)", pos.file->path, pos.line) : "";
    switch (membership) {
    case GEO_NO_GROUP: return unknown_group(call, group);
    case GEO_NO_COUNTRY:
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNKNOWN_NAME, "no region %s", code);
    case GEO_OUTSIDE: return answer(false, arena_print(arena, "%s is no member of %s%s%s", code, group, on, where));
    case GEO_MEMBER: return answer(true, arena_print(arena, "%s is a member of %s%s%s", code, group, on, where));
    }
    return value_fault();
}

static struct value call_members_at(const struct call *call) {
    const struct geo *geo = call->evaluation->world->geo;
    const char *group, *date;
    struct value result;
    if (!read_code(call, 0, &group, &result) || !read_date(call, 1, &date, &result)) {
        return result;
    }
    size_t count = 0;
    const struct region *const *countries = geo_level(geo, 0, &count);
    struct value *items = arena_array(call->evaluation->arena, count, sizeof *items);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        enum geo_membership membership = geo_is_member(geo, countries[i]->code, group, date);
        if (membership == GEO_NO_GROUP) {
            return unknown_group(call, group);
        }
        if (membership == GEO_MEMBER) {
            items[found++] = value_region(countries[i]);
        }
    }
    return value_list(items, found);
}

/* Every code is known and stands once: neither GR beside EL nor BG twice. */
static struct value call_valid_codes(const struct call *call) {
    struct arena *arena = call->evaluation->arena;
    struct codes list, known = { 0 };
    struct value result;
    if (!read_codes(call, 0, &list, &result) || (call->count > 1 && !read_codes(call, 1, &known, &result))) {
        return result;
    }
    for (size_t i = 0; i < list.count; i++) {
        const char *code = list.items[i];
        struct codes before = { list.items, i, { 0 } };
        bool exists = call->count > 1 ? has_code(&known, code) : geo_find(call->evaluation->world->geo, code) != NULL;
        if (!exists) {
            return answer(false, arena_print(arena, "%s is no code that is used here", code));
        }
        if (has_code(&before, code)) {
            return answer(false, arena_print(arena, "%s stands twice", code));
        }
    }
    return list.count ? answer(true, NULL) : answer(false, "there is no code in it");
}

/* ---- what a text says ---- */

/* The list in a text: what stands in its last brackets, else behind its last colon, else the whole. */
static const char *list_part(struct arena *arena, const char *text) {
    const char *open = strrchr(text, '(');
    const char *close = open ? strchr(open, ')') : NULL;
    const char *colon = strrchr(text, ':');
    return close ? arena_copy(arena, open + 1, (size_t)(close - open - 1)) : colon ? colon + 1 : text;
}

/* The word by which the language joins the last two members, with its blanks. */
static const char *conjunction(struct arena *arena, const char *language) {
    static const char *const two[] = { "1", "2" };
    const char *joined = list_text(arena, language, two, 2);
    size_t size = strlen(joined);
    return size > 2 ? arena_copy(arena, joined + 1, size - 2) : ",";
}

static void add_item(const struct call *call, struct value *list, const char *from, size_t size) {
    while (size && (*from == ' ' || *from == '\n')) {
        from++;
        size--;
    }
    while (size && (from[size - 1] == ' ' || from[size - 1] == '\n' || from[size - 1] == '.')) {
        size--;
    }
    if (size == 0) {
        return;
    }
    struct value *items = (struct value *)list->items;
    items[list->count++] = value_text(call->evaluation->arena, arena_copy(call->evaluation->arena, from, size),
                                      (struct origin){ .kind = ORIGIN_LITERAL, .pos = call->at->pos });
}

static struct value call_items(const struct call *call) {
    struct arena *arena = call->evaluation->arena;
    const char *text;
    struct value result;
    if (!call_text(call, 0, &text, &result)) {
        return result;
    }
    text = list_part(arena, text);
    const char *and = conjunction(arena, call->evaluation->job->language);
    struct value list = value_list(arena_array(arena, strlen(text) + 1, sizeof *list.items), 0);
    const char *start = text;
    const char *at = text;
    while (*at) {
        size_t cut = *at == ',' || *at == ';' ? 1 : strncmp(at, and, strlen(and)) == 0 ? strlen(and) : 0;
        if (cut) {
            add_item(call, &list, start, (size_t)(at - start));
            start = at + cut;
        }
        at += cut ? cut : 1;
    }
    add_item(call, &list, start, (size_t)(at - start));
    return list;
}

static struct value call_numeral(const struct call *call) {
    struct numeral numeral;
    struct value result;
    const char *text;
    if (!call_text(call, 0, &text, &result)) {
        return result;
    }
    const char *at = text;
    return numeral_next(&at, text, call->evaluation->job->language, false, &numeral)
               ? value_number(numeral.value, "", numeral.decimals)
               : value_missing("the text states no number");
}

const struct function functions_claim[] = {
    { "contains", "contains(list, x)", "true if x, or every member of x, is in the list", 2, 2, ARGUMENTS_PRESENT,
      call_contains },
    { "same", "same(list, list)", "true if both have the same members, in any order", 2, 2, ARGUMENTS_PRESENT, call_same },
    { "in_order", "in_order(list, list)", "true if both have the same members in the same order", 2, 2, ARGUMENTS_PRESENT,
      call_in_order },
    { "only", "only(list, x)", "true if x is the only member", 2, 2, ARGUMENTS_PRESENT, call_only },
    { "between", "between(x, a, b)", "true if x lies between a and b, or is one of them", 3, 3, ARGUMENTS_PRESENT,
      call_between },
    { "all", "all(list, condition)", "true if the condition holds for every member, each called it", 2, 2, ARGUMENTS_LAZY,
      call_all },
    { "is_member", "is_member(country, group, date)", "true if the country belonged to the group on the date", 2, 3,
      ARGUMENTS_PRESENT, call_is_member },
    { "members_at", "members_at(group, date)", "the countries that belonged to the group on the date", 1, 2,
      ARGUMENTS_PRESENT, call_members_at },
    { "valid_codes", "valid_codes(list, known)", "true if every code is known, as a region's or among those named, and stands once",
      1, 2, ARGUMENTS_PRESENT, call_valid_codes },
    { "items", "items(text)", "the list in a text: in its last brackets, or behind its last colon, or all of it", 1, 1,
      ARGUMENTS_PRESENT, call_items },
    { "numeral", "numeral(text)", "the first number that a text states, in digits or in words", 1, 1, ARGUMENTS_PRESENT,
      call_numeral },
    { 0 },
};
