/* Functions that make words: lists, cases, numbers in words. */
#include "template/function.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "indicator/series.h"
#include "template/compare_words.h"
#include "text/number.h"

#include <math.h>
#include <string.h>

static struct origin literal_at(const struct expression *at) {
    return (struct origin){ .kind = ORIGIN_LITERAL, .pos = at->pos };
}

/* Pieces being collected. */
struct collecting {
    struct arena *arena;
    struct piece *items;
    size_t count, capacity;
};

static void add_piece(struct collecting *to, const char *text, size_t size, struct origin origin) {
    if (size == 0) {
        return;
    }
    to->items = arena_grow(to->arena, to->items, to->count, &to->capacity, sizeof *to->items);
    to->items[to->count++] = (struct piece){ arena_copy(to->arena, text, size), origin };
}

/* The argument as a list; a single value is a list of itself. */
static bool any_list(const struct call *call, struct value *list) {
    *list = call->values[0];
    if (list->kind == KIND_TEXT || list->kind == KIND_NUMBER || list->kind == KIND_REGION || list->kind == KIND_POINT) {
        *list = value_list(call->values, 1);
        return true;
    }
    return call_list(call, 0, list);
}

/* The members as printed texts. Their values' notes are kept by value_print. */
static bool print_members(const struct call *call, struct value *list, struct value *texts) {
    for (size_t i = 0; i < list->count; i++) {
        if (value_is_missing(&list->items[i])) {
            *list = value_missing(value_reason(&list->items[i]));
            return false;
        }
        if (!value_print(call->evaluation, list->items[i], false, &texts[i])) {
            *list = value_fault();
            return false;
        }
    }
    return true;
}

/* The language joins whole texts; the joined text is then cut at the members again, so that each keeps its origin. */
static struct value join_pieces(const struct call *call, const struct value *texts, size_t count, const char *joined) {
    struct arena *arena = call->evaluation->arena;
    struct collecting out = { .arena = arena };
    struct inputs inputs = { 0 };
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(joined, value_whole_text(arena, &texts[i]));
        if (!found) {
            break;
        }
        add_piece(&out, joined, (size_t)(found - joined), literal_at(call->at));
        for (size_t j = 0; j < texts[i].piece_count; j++) {
            const struct piece *piece = &texts[i].pieces[j];
            add_piece(&out, piece->text, strlen(piece->text), piece->origin);
            found += strlen(piece->text);
        }
        joined = found;
        inputs = inputs_join(arena, inputs, texts[i].inputs);
    }
    add_piece(&out, joined, strlen(joined), literal_at(call->at));
    return (struct value){ .kind = KIND_TEXT, .unit = "", .pieces = out.items, .piece_count = out.count,
                           .inputs = inputs };
}

static struct value call_list_words(const struct call *call) {
    struct arena *arena = call->evaluation->arena;
    struct value list;
    if (!any_list(call, &list)) {
        return list;
    }
    struct value *texts = arena_array(arena, list.count, sizeof *texts);
    const char **items = arena_array(arena, list.count, sizeof *items);
    if (!print_members(call, &list, texts)) {
        return list;
    }
    for (size_t i = 0; i < list.count; i++) {
        items[i] = value_whole_text(arena, &texts[i]);
    }
    const char *joined = list.count ? list_text(arena, call->evaluation->job->language, items, list.count) : "";
    return list.count ? join_pieces(call, texts, list.count, joined) : value_missing("the list is empty");
}

static struct value call_join(const struct call *call) {
    struct arena *arena = call->evaluation->arena;
    struct value list, result;
    const char *between = ", ";
    if (!any_list(call, &list)) {
        return list;
    }
    if (call->count > 1 && !call_text(call, 1, &between, &result)) {
        return result;
    }
    struct value *texts = arena_array(arena, list.count, sizeof *texts);
    if (!print_members(call, &list, texts)) {
        return list;
    }
    struct buffer joined = buffer_new(arena);
    buffer_text(&joined, "");
    for (size_t i = 0; i < list.count; i++) {
        buffer_text(&joined, i ? between : "");
        buffer_text(&joined, value_whole_text(arena, &texts[i]));
    }
    const char *whole = joined.data ? joined.data : "";
    return list.count ? join_pieces(call, texts, list.count, whole) : value_missing("the list is empty");
}

/* The argument as a text: regions and points give their names. */
static bool named_text(const struct call *call, struct value *text) {
    *text = evaluate_name(call->evaluation, call->at, &call->values[0]);
    return text->kind == KIND_TEXT && text->piece_count > 0;
}

/* text with its first piece replaced; its origin stays. */
static struct value with_first(const struct call *call, struct value text, const char *first) {
    struct piece *pieces = arena_array(call->evaluation->arena, text.piece_count, sizeof *pieces);
    memcpy(pieces, text.pieces, text.piece_count * sizeof *pieces);
    pieces[0].text = first;
    text.pieces = pieces;
    return text;
}

static struct value call_capitalise(const struct call *call) {
    if (call->values[0].kind == KIND_NUMBER) {
        return call->values[0];
    }
    struct value text;
    if (!named_text(call, &text)) {
        return text;
    }
    return with_first(call, text,
                      text_capitalise(call->evaluation->arena, call->evaluation->job->language, text.pieces[0].text));
}

/* Only the first letter becomes small, and only if the second is no capital: IT stays IT. */
static struct value uncapitalise(const struct call *call, const struct value *of) {
    if (of->kind == KIND_NUMBER) {
        return *of;
    }
    struct value text = evaluate_name(call->evaluation, call->at, of);
    if (text.kind != KIND_TEXT || text.piece_count == 0) {
        return text;
    }
    const char *first = text.pieces[0].text;
    size_t size = strlen(first);
    size_t length = 0;
    uint32_t letter = size ? utf8_decode(first, size, &length) : 0;
    bool small_follows = size > length && first[length] >= 'a' && first[length] <= 'z';
    uint32_t small = letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    if (!small_follows || small == letter) {
        return text;
    }
    char head[4];
    size_t head_size = utf8_encode(small, head);
    const char *changed = arena_print(call->evaluation->arena, "%.*s%s", (int)head_size, head, first + length);
    return with_first(call, text, changed);
}

static struct value call_uncapitalise(const struct call *call) {
    if (call->values[0].kind != KIND_LIST) {
        return uncapitalise(call, &call->values[0]);
    }
    struct value list = call->values[0];
    struct value *items = arena_array(call->evaluation->arena, list.count, sizeof *items);
    for (size_t i = 0; i < list.count; i++) {
        items[i] = uncapitalise(call, &list.items[i]);
        if (items[i].kind == KIND_FAULT) {
            return items[i];
        }
    }
    list.items = items;
    return list;
}

/* Small numbers in words, figures from 10 on. */
static struct value call_words(const struct call *call) {
    struct value number;
    if (!call_number(call, 0, &number)) {
        return number;
    }
    bool whole = floor(number.number) >= number.number;
    if (!whole || number.number < 0 || number.number >= NUMBERS_IN_WORDS) {
        return number;
    }
    struct origin origin = evaluate_derived(call->evaluation, &number);
    struct value text = value_text(call->evaluation->arena, compare_words(call->evaluation)->numbers[(size_t)number.number], origin);
    text.inputs = number.inputs;
    return text;
}

/* What a series says of itself, also when a point or a list of points is asked. */
static const struct series *series_of(const struct call *call) {
    const struct value *value = &call->values[0];
    if (value->kind == KIND_LIST && value->count) {
        value = &value->items[0];
    }
    return value->kind == KIND_SERIES || value->kind == KIND_POINT ? value->series : NULL;
}

/* What a series says, from where it is declared. */
static struct value series_text(const struct call *call, const struct series *series, const char *text) {
    struct origin origin = { .kind = ORIGIN_CELL, .pos = series->pos };
    return value_text(call->evaluation->arena, text, origin);
}

static struct value no_series(const struct call *call) {
    return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND, "%s needs a series",
                         call->at->text);
}

static struct value call_source(const struct call *call) {
    const struct series *series = series_of(call);
    return series ? series_text(call, series, series->source) : no_series(call);
}

static struct value call_unit(const struct call *call) {
    const struct series *series = series_of(call);
    const struct number_style *style = call->evaluation->job->style;
    return series ? series_text(call, series, unit_sign(style, series->unit)) : no_series(call);
}

const struct function functions_word[] = {
    { "list", "list(list)", "the members as the language joins them: A, B and C", 1, 1, ARGUMENTS_PRESENT,
      call_list_words },
    { "join", "join(list, text)", "the members with text between them, a comma if none is named", 1, 2,
      ARGUMENTS_PRESENT, call_join },
    { "capitalise", "capitalise(x)", "x with a capital first letter", 1, 1, ARGUMENTS_PRESENT, call_capitalise },
    { "uncapitalise", "uncapitalise(x)",
      "x, or each member of x, with a small first letter, unless several capitals begin it", 1, 1,
      ARGUMENTS_PRESENT, call_uncapitalise },
    { "words", "words(n)", "zero to nine in words, figures from 10 on", 1, 1, ARGUMENTS_PRESENT, call_words },
    { "source", "source(x)", "the source of a series as printed", 1, 1, ARGUMENTS_PRESENT, call_source },
    { "unit", "unit(x)", "the sign of a series' unit", 1, 1, ARGUMENTS_PRESENT, call_unit },
    { 0 },
};
