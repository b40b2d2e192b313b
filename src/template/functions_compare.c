/* Comparisons in words: how one number stands to another, to a set, and to itself in another year. Order goes by the
 * unrounded values; but where the printed numbers are equal the words say so. */
#include "template/function.h"

#include "base/arena.h"
#include "geo/region.h"
#include "indicator/selection.h"
#include "template/compare_words.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

static const struct compare_words *words_of(const struct call *call) {
    return compare_words(call->evaluation);
}

static struct origin literal_at(const struct expression *at) {
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = at->pos };
}

/* ---- two numbers ---- */

/* Two numbers that fit together. */
struct pair {
    struct value a, b;
};

static bool read_pair(const struct call *call, struct pair *pair, struct value *result) {
    if (!call_number(call, 0, &pair->a) || !call_number(call, 1, &pair->b)) {
        *result = pair->a.kind == KIND_NUMBER ? pair->b : pair->a;
        return false;
    }
    if (strcmp(pair->a.unit, pair->b.unit) != 0 && pair->a.unit[0] && pair->b.unit[0]) {
        *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_UNIT, "%s with %s", pair->a.unit,
                                pair->b.unit);
        return false;
    }
    return true;
}

/* 1, -1, or 0 if both print alike. */
static int order_of(const struct pair *pair) {
    int decimals = pair->a.decimals > pair->b.decimals ? pair->a.decimals : pair->b.decimals;
    double printed = number_round(pair->a.number, decimals) - number_round(pair->b.number, decimals);
    if (fabs(printed) < 0.5 * pow(10, -decimals)) {
        return 0;
    }
    return pair->a.number > pair->b.number ? 1 : -1;
}

/* The first, second or third word by the order of the pair; arguments behind the pair replace them. */
static struct value choose(const struct call *call, const char *const defaults[3], bool reversed) {
    const char *words[3] = { defaults[0], defaults[1], defaults[2] };
    struct pair pair;
    struct value result;
    if (!read_pair(call, &pair, &result)) {
        return result;
    }
    for (size_t i = 0; i + 2 < call->count; i++) {
        if (!call_text(call, i + 2, &words[i], &result)) {
            return result;
        }
    }
    int order = reversed ? -order_of(&pair) : order_of(&pair);
    const char *word = words[order > 0 ? 0 : order < 0 ? 1 : 2];
    struct value text = value_text(call->evaluation->arena, word, literal_at(call->at));
    text.inputs = inputs_join(call->evaluation->arena, pair.a.inputs, pair.b.inputs);
    return text;
}

static struct value call_compare(const struct call *call) {
    const struct compare_words *words = words_of(call);
    const char *const defaults[] = { words->above, words->below, words->equal };
    return choose(call, defaults, false);
}

/* trend(before, after) */
static struct value call_trend(const struct call *call) {
    const struct compare_words *words = words_of(call);
    const char *const defaults[] = { words->rose, words->fell, words->stayed };
    return choose(call, defaults, true);
}

/* ---- one among many ---- */

/* Where a value stands in a set. */
struct standing {
    size_t place, ranked, asked; /* ranked: those with a value */
    bool joint, inside;          /* inside: its area belongs to the set */
    struct inputs inputs; /* all that were compared */
};

static void stand(struct standing *standing, double own, double other) {
    int order = value_order(other, own);
    standing->ranked++;
    standing->place += order > 0 ? 1 : 0;
    standing->joint = standing->joint || order == 0;
}

/* The areas of the set: a list, or what an aggregate is made of. */
static bool read_areas(const struct call *call, struct value *areas) {
    *areas = call->values[1];
    if (areas->kind == KIND_REGION) {
        *areas = evaluate_regions(call->evaluation, areas->region);
    }
    return areas->kind == KIND_LIST || call_list(call, 1, areas);
}

/* The point beside point that has code for its area. */
static const struct point_value *find_beside(const struct point_value *point, const char *code) {
    uint16_t keys[SERIES_DIMENSIONS_MAX];
    memcpy(keys, point_keys(point), point_series(point)->dimension_count * sizeof *keys);
    size_t member = series_find_member(point_series(point), 0, code);
    if (member == SIZE_MAX) {
        return NULL;
    }
    keys[0] = (uint16_t)member;
    const struct point_value *beside = series_find(point_series(point), keys, point->year);
    return beside && beside->status == VALUE_PRESENT ? beside : NULL;
}

static bool stand_among_areas(const struct call *call, struct standing *standing, struct value *result) {
    const struct point_value *point = call->values[0].point;
    if (value_is_missing(&call->values[0])) {
        *result = value_missing(value_reason(&call->values[0]));
        return false;
    }
    if (!read_areas(call, result)) {
        return false;
    }
    const struct value areas = *result;
    const struct point_value **points = arena_array(call->evaluation->arena, areas.count + 1, sizeof *points);
    points[0] = point;
    *standing = (struct standing){ .place = 1, .ranked = 1, .asked = 1, .inputs = { points, 1 } };
    for (size_t i = 0; i < areas.count; i++) {
        const char *code = value_code(call->evaluation->arena, &areas.items[i]);
        if (!code) {
            *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                                    "%s needs a list of codes", call->at->text);
            return false;
        }
        const struct point_value *beside = find_beside(point, code);
        standing->asked += beside != point ? 1 : 0;
        standing->inside = standing->inside || beside == point;
        if (beside && beside != point) {
            points[standing->inputs.count++] = beside;
            stand(standing, point->value, beside->value);
        }
    }
    *result = value_missing("its area is not one of those that are ranked");
    return standing->inside;
}

static const char *place_word(const struct call *call, size_t place) {
    const struct compare_words *words = words_of(call);
    if (place >= 1 && place <= sizeof words->ordinals / sizeof *words->ordinals) {
        return words->ordinals[place - 1];
    }
    size_t last = place % 10;
    bool teen = place % 100 >= 11 && place % 100 <= 13;
    bool own = !teen && last >= 1 && last < ORDINAL_ENDINGS;
    return arena_print(call->evaluation->arena, "%zu%s", place, words->endings[own ? last - 1 : ORDINAL_ENDINGS - 1]);
}

/* A count of the standing, as a piece with its origin. */
static struct piece counted(const struct call *call, const struct standing *standing, const char *text, size_t count) {
    struct value number = value_number((double)count, "", 0);
    number.inputs = standing->inputs;
    return (struct piece){ text, evaluate_derived(call->evaluation, &number) };
}

static bool read_standing(const struct call *call, struct standing *standing, struct value *result) {
    if (call->values[0].kind != KIND_POINT) {
        *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s needs a point, not %s",
                                call->at->text, value_kind_name(call->values[0].kind));
        return false;
    }
    return stand_among_areas(call, standing, result);
}

/* "second", "joint second". */
static struct value call_place(const struct call *call) {
    struct standing standing;
    struct value result;
    if (!read_standing(call, &standing, &result)) {
        return result;
    }
    struct piece *pieces = arena_array(call->evaluation->arena, 2, sizeof *pieces);
    size_t count = 0;
    if (standing.joint) {
        pieces[count++] = (struct piece){ words_of(call)->joint, literal_at(call->at) };
    }
    pieces[count++] = counted(call, &standing, place_word(call, standing.place), standing.place);
    return (struct value){ .kind = KIND_TEXT, .unit = "", .pieces = pieces, .piece_count = count,
                           .inputs = standing.inputs };
}

/* The set's name: as given, or that of the aggregate. */
static bool read_name(const struct call *call, const char **name, struct value *result) {
    if (call->count > 2) {
        return call_text(call, 2, name, result);
    }
    if (call->values[1].kind != KIND_REGION) {
        *result = evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                                "the set must be named, or be an aggregate");
        return false;
    }
    const struct region *region = call->values[1].region;
    *name = arena_print(call->evaluation->arena, "%s%s", words_of(call)->members_of,
                        geo_name(call->evaluation->world->geo, region->code, call->evaluation->job->language));
    return true;
}

/* "joint second among the 25 Member States with a value"; one that stands alone has no place. */
static struct value call_among(const struct call *call) {
    const struct compare_words *words = words_of(call);
    struct standing standing;
    struct value result;
    const char *name;
    if (!read_standing(call, &standing, &result) || !read_name(call, &name, &result)) {
        return result;
    }
    struct arena *arena = call->evaluation->arena;
    const char *with_value = standing.ranked == standing.asked ? "" : words->with_value;
    if (standing.ranked == 1) {
        struct value alone = value_text(arena, arena_print(arena, "%s%s%s", words->alone, name, with_value), literal_at(call->at));
        alone.inputs = standing.inputs;
        return alone;
    }
    struct value place = call_place(call);
    struct piece *pieces = arena_array(arena, place.piece_count + 3, sizeof *pieces);
    memcpy(pieces, place.pieces, place.piece_count * sizeof *pieces);
    size_t count = place.piece_count;
    pieces[count++] = (struct piece){ words->among, literal_at(call->at) };
    pieces[count++] = counted(call, &standing, arena_print(arena, "%zu", standing.ranked), standing.ranked);
    pieces[count++] = (struct piece){ arena_print(arena, " %s%s", name, with_value), literal_at(call->at) };
    return (struct value){ .kind = KIND_TEXT, .unit = "", .pieces = pieces, .piece_count = count,
                           .inputs = standing.inputs };
}

static struct value call_ordinal(const struct call *call) {
    enum { PLACES_MOST = 1000000 };
    struct value number;
    int place = 0;
    if (!call_integer(call, 0, 1, PLACES_MOST, &place, &number)) {
        return number;
    }
    struct origin origin = evaluate_derived(call->evaluation, &number);
    struct value text = value_text(call->evaluation->arena, place_word(call, (size_t)place), origin);
    text.inputs = number.inputs;
    return text;
}

const struct function functions_compare[] = {
    { "compare", "compare(a, b, above, below, equal)",
      "above, below or in line with; other words may be given. Equal is what prints alike", 2, 5, ARGUMENTS_PRESENT,
      call_compare },
    { "trend", "trend(before, after, rose, fell, stayed)",
      "rose, fell or stayed the same; other words may be given. The same is what prints alike", 2, 5, ARGUMENTS_PRESENT,
      call_trend },
    { "place", "place(point, areas)", "its rank among the areas in words: second, joint second", 2, 2, ARGUMENTS_PRESENT,
      call_place },
    { "among", "among(point, areas, name)",
      "its rank, how many are ranked, and the set's name: second among the 25 Member States with a value", 2, 3,
      ARGUMENTS_PRESENT, call_among },
    { "ordinal", "ordinal(n)", "first to tenth, then 11th", 1, 1, ARGUMENTS_PRESENT, call_ordinal },
    { 0 },
};
