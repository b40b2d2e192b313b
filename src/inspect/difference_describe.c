/* The differences of one subject as lists of texts, which a template sets like the figures of any description. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/map.h"
#include "inspect/difference.h"

static const char *const minus = "\xE2\x88\x92", *const thin_space = "\xE2\x80\xAF", *const arrow = " \xE2\x86\x92 ";

enum { GROUP = 3, LIST_COUNT = 5 };

/* A list being written: "key: [text, text]". */
struct list {
    struct buffer text;
    size_t count;
};

static struct list list_new(struct arena *arena) {
    return (struct list){ .text = buffer_new(arena) };
}

static void list_add(struct list *list, const char *text) {
    buffer_text(&list->text, list->count++ ? ", " : "");
    json_quote(&list->text, *text ? text : " ");
}

static void write_list(struct buffer *out, const char *key, const struct list *list) {
    buffer_print(out, "  %s: [%s]\n", key, list->text.data ? list->text.data : "");
}

static void write_count(struct buffer *out, const char *key, size_t count) {
    buffer_print(out, "  %s: %zu\n", key, count);
}

/* A number for people: groups of three, a true minus, a sign in front if wanted. */
static const char *shown(struct arena *arena, double value, int decimals, bool sign) {
    struct buffer digits = buffer_new(arena), out = buffer_new(arena);
    if (isnan(value)) return "–";
    buffer_print(&digits, "%.*f", decimals, fabs(value));
    size_t whole = strcspn(digits.data, ".");
    if (value < 0) buffer_text(&out, minus);
    else buffer_text(&out, sign ? "+" : "");
    for (size_t i = 0; i < digits.size; i++) {
        bool gap = i > 0 && i < whole && (whole - i) % GROUP == 0;
        if (gap) buffer_text(&out, thin_space);
        buffer_byte(&out, digits.data[i]);
    }
    return out.data;
}

/* A value with its year in brackets; a value that is a year stands alone, ungrouped. */
static const char *with_year(struct arena *arena, const struct moved_number *number, double value, int year) {
    bool is_year = strcmp(number->unit, "year") == 0 || strncmp(number->what, "year of ", 8) == 0;
    if (is_year && !isnan(value)) return arena_print(arena, "%.0f", value);
    const char *text = shown(arena, value, number->decimals, false);
    return year ? arena_print(arena, "%s (%d)", text, year) : text;
}

/* "new period +14 600, revised data +100" */
static const char *causes(struct arena *arena, const struct moved_number *number) {
    if (number->fate != FATE_MOVED) return cause_names[number->cause];
    double unit = pow(10, -number->decimals), parts[CAUSE_COUNT];
    memcpy(parts, number->parts, sizeof parts);
    difference_round(parts, CAUSE_COUNT, (round(number->after / unit) - round(number->before / unit)) * unit, number->decimals);
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (size_t c = 0; c < CAUSE_COUNT; c++)
        if (parts[c] != 0)
            buffer_print(&out, "%s%s %s", out.size ? "; " : "", cause_names[c], shown(arena, parts[c], number->decimals, true));
    return out.data;
}

/* One table of numbers: names, values before and after, causes, places. */
struct number_lists {
    struct list names, before, after, causes, places;
};

static struct number_lists number_lists_new(struct arena *arena) {
    return (struct number_lists){ list_new(arena), list_new(arena), list_new(arena), list_new(arena), list_new(arena) };
}

static void add_number(struct arena *arena, struct number_lists *lists, const struct moved_number *number, const char *places) {
    list_add(&lists->names, number->label);
    list_add(&lists->before, with_year(arena, number, number->before, number->before_year));
    list_add(&lists->after, with_year(arena, number, number->after, number->after_year));
    list_add(&lists->causes, causes(arena, number));
    list_add(&lists->places, places);
}

static void write_numbers(struct buffer *out, const char *prefix, const struct number_lists *lists) {
    static const char *const keys[LIST_COUNT] = { "name", "before", "after", "cause", "place" };
    const struct list *const all[LIST_COUNT] = { &lists->names, &lists->before, &lists->after, &lists->causes, &lists->places };
    for (size_t i = 0; i < LIST_COUNT; i++) write_list(out, arena_print(out->arena, "%s_%s", prefix, keys[i]), all[i]);
}

/* The same number printed at several places is told once. */
static const char *identity(struct arena *arena, const struct moved_number *number) {
    return arena_print(arena, "%s|%d|%.17g|%.17g", number->what, (int)number->fate, number->before, number->after);
}

static const char *places_of(struct arena *arena, const struct differences *differences, const struct moved_number *number) {
    const char *mine = identity(arena, number);
    struct map *seen = map_new(arena);
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < differences->number_count; i++) {
        const struct moved_number *other = &differences->numbers[i];
        bool same = strcmp(other->subject, number->subject) == 0 && strcmp(other->what, number->what) == 0;
        if (same && strcmp(identity(arena, other), mine) == 0 && map_add(seen, other->place, i))
            buffer_print(&out, "%s%s", out.size ? ", " : "", other->place);
    }
    return out.data;
}

/* Numbers of series that moved, computed ones that moved, new and gone ones; each once. */
static void describe_numbers(struct buffer *out, const struct differences *differences, const char *subject) {
    struct arena *arena = out->arena;
    struct map *told = map_new(arena);
    struct number_lists moved = number_lists_new(arena), computed = number_lists_new(arena);
    size_t counts[3] = { 0 };
    for (size_t i = 0; i < differences->number_count; i++) {
        const struct moved_number *number = &differences->numbers[i];
        if (strcmp(number->subject, subject) != 0) continue;
        counts[number->fate]++;
        if (number->fate != FATE_MOVED || !map_add(told, identity(arena, number), i)) continue;
        add_number(arena, *number->title ? &moved : &computed, number, places_of(arena, differences, number));
    }
    write_count(out, "moved", counts[FATE_MOVED]);
    write_count(out, "added", counts[FATE_NEW]);
    write_count(out, "gone", counts[FATE_GONE]);
    write_numbers(out, "number", &moved);
    write_numbers(out, "computed", &computed);
}

/* How many numbers each cause had a part in, and which causes these are. */
static void describe_causes(struct buffer *out, const struct differences *differences, const char *subject) {
    struct list names = list_new(out->arena), counts = list_new(out->arena);
    for (size_t c = 0; c < CAUSE_COUNT; c++) {
        size_t count = 0;
        for (size_t i = 0; i < differences->number_count; i++) {
            const struct moved_number *number = &differences->numbers[i];
            bool part = number->fate == FATE_MOVED ? number->parts[c] != 0 : number->cause == (enum cause)c;
            count += part && strcmp(number->subject, subject) == 0;
        }
        list_add(&names, cause_names[c]);
        list_add(&counts, arena_print(out->arena, "%zu", count));
    }
    write_list(out, "cause_name", &names);
    write_list(out, "cause_count", &counts);
}

/* True if what, "region, activity", begins with a code of the subject or one of its regions. */
static bool is_of(const char *what, const char *subject) {
    return strncmp(what, subject, strlen(subject)) == 0;
}

static const char *distance(struct arena *arena, const double *values, const double *bounds) {
    enum { DECIMALS = 2 };
    const char *before = shown(arena, values[0] - bounds[0], DECIMALS, true), *after = shown(arena, values[1] - bounds[1], DECIMALS, true);
    return arena_print(arena, "%s%s%s", before, arrow, after);
}

static void describe_nodes(struct buffer *out, const struct differences *differences, const char *subject) {
    struct arena *arena = out->arena;
    struct list names = list_new(arena), changes = list_new(arena), reasons = list_new(arena), quotients = list_new(arena),
                shares = list_new(arena);
    for (size_t i = 0; i < differences->node_count; i++) {
        const struct moved_node *node = &differences->nodes[i];
        if (!is_of(node->what, subject)) continue;
        list_add(&names, node->label);
        list_add(&changes, node->gained ? "gained" : "lost");
        list_add(&reasons, cause_names[node->cause]);
        list_add(&quotients, distance(arena, node->quotient, node->quotient_bound));
        list_add(&shares, distance(arena, node->share, node->share_bound));
    }
    write_list(out, "node_name", &names);
    write_list(out, "node_change", &changes);
    write_list(out, "node_cause", &reasons);
    write_list(out, "node_quotient", &quotients);
    write_list(out, "node_share", &shares);
}

static void describe_ranks(struct buffer *out, const struct differences *differences, const char *subject) {
    struct arena *arena = out->arena;
    struct list names = list_new(arena), before = list_new(arena), after = list_new(arena), reasons = list_new(arena);
    for (size_t i = 0; i < differences->rank_count; i++) {
        const struct moved_rank *rank = &differences->ranks[i];
        if (!is_of(rank->what, subject)) continue;
        struct buffer parts = buffer_new(arena);
        buffer_text(&parts, "");
        for (size_t c = 0; c < CAUSE_COUNT; c++)
            if (rank->parts[c])
                buffer_print(&parts, "%s%s %s", parts.size ? "; " : "", cause_names[c], shown(arena, rank->parts[c], 0, true));
        list_add(&names, arena_print(arena, "%s: %s", rank->title, rank->label));
        list_add(&before, arena_print(arena, "%zu of %zu", rank->before, rank->among_before));
        list_add(&after, arena_print(arena, "%zu of %zu", rank->after, rank->among_after));
        list_add(&reasons, parts.data);
    }
    write_list(out, "rank_name", &names);
    write_list(out, "rank_before", &before);
    write_list(out, "rank_after", &after);
    write_list(out, "rank_cause", &reasons);
}

static void describe_words(struct buffer *out, const struct differences *differences, const char *subject) {
    struct list before = list_new(out->arena), after = list_new(out->arena), claims = list_new(out->arena), fates = list_new(out->arena);
    for (size_t i = 0; i < differences->sentence_count; i++) {
        const struct flipped_sentence *sentence = &differences->sentences[i];
        if (strcmp(sentence->subject, subject) != 0) continue;
        list_add(&before, *sentence->before ? sentence->before : "–");
        list_add(&after, *sentence->after ? sentence->after : "–");
    }
    for (size_t i = 0; i < differences->claim_count; i++) {
        const struct fallen_claim *claim = &differences->claims[i];
        if (strcmp(claim->subject, subject) != 0) continue;
        list_add(&claims, claim->text);
        list_add(&fates, claim->fell ? "no longer true" : "true now");
    }
    write_list(out, "sentence_before", &before);
    write_list(out, "sentence_after", &after);
    write_list(out, "claim_text", &claims);
    write_list(out, "claim_change", &fates);
}

const char *difference_describe(struct arena *arena, const struct differences *differences, const char *subject,
                                struct difference_editions editions) {
    struct buffer out = buffer_new(arena);
    struct list names = list_new(arena); /* as texts: a year alone would be grouped like a number */
    list_add(&names, arena_print(arena, "edition %s", editions.older));
    list_add(&names, arena_print(arena, "edition %s", editions.newer));
    buffer_text(&out, "---\nkind: country\nsources: [editions]\nfigures:\n");
    write_list(&out, "edition", &names);
    describe_numbers(&out, differences, subject);
    describe_causes(&out, differences, subject);
    describe_nodes(&out, differences, subject);
    describe_ranks(&out, differences, subject);
    describe_words(&out, differences, subject);
    buffer_text(&out, "---\n");
    return out.data;
}
