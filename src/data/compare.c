#include "data/compare.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "data/dataset.h"

enum { MOST_LISTED = 10, MOST_DIMENSIONS = 32 };

enum change { CHANGE_NEW, CHANGE_LOST, CHANGE_VALUE, CHANGE_FLAGS, CHANGE_COUNT };

static const char *const change_names[CHANGE_COUNT] = {
    [CHANGE_NEW] = "new row", [CHANGE_LOST] = "lost row", [CHANGE_VALUE] = "value", [CHANGE_FLAGS] = "flags"
};

struct comparing {
    struct diag *diag;
    const struct dataset *old, *new;
    bool json;
    struct buffer *out;
    size_t counts[CHANGE_COUNT], same;
};

/* "what: text", or an object with both. */
static void say(const struct comparing *comparing, const char *what, const char *text) {
    if (!comparing->json) {
        buffer_print(comparing->out, "  %s: %s\n", what, text);
        return;
    }
    buffer_text(comparing->out, "{\"change\":");
    json_quote(comparing->out, what);
    buffer_text(comparing->out, ",\"text\":");
    json_quote(comparing->out, text);
    buffer_text(comparing->out, "}\n");
}

/* The codes of a dimension that the other reading lacks, "" if none. */
static const char *missing_codes(const struct comparing *comparing, const struct dimension *from,
                                 const struct dimension *other) {
    struct buffer text = buffer_new(comparing->out->arena);
    buffer_text(&text, "");
    for (size_t i = 0; i < from->count; i++) {
        if (!other || dimension_find(other, from->codes[i]) == SIZE_MAX) {
            buffer_print(&text, "%s%s", text.size ? " " : "", from->codes[i]);
        }
    }
    return text.data;
}

static const struct dimension *find_dimension(const struct dataset *dataset, const char *name) {
    size_t at = dataset_find_dimension(dataset, name);
    return at == SIZE_MAX ? NULL : &dataset->dimensions[at];
}

/* New and lost codes of a dimension; those of a dimension called unit also as a warning. */
static void compare_codes(const struct comparing *comparing, const char *name) {
    const struct dimension *old = find_dimension(comparing->old, name), *new = find_dimension(comparing->new, name);
    struct arena *arena = comparing->out->arena;
    const char *added = new ? missing_codes(comparing, new, old) : "";
    const char *lost = old ? missing_codes(comparing, old, new) : "";
    if (*added) {
        say(comparing, arena_print(arena, "new codes of %s", name), added);
    }
    if (*lost) {
        say(comparing, arena_print(arena, "lost codes of %s", name), lost);
    }
    if (strcmp(name, "unit") == 0 && (*added || *lost)) {
        struct source_pos pos = { comparing->new->table->file, 0, 0 };
        diag_add(comparing->diag, DIAG_CODE_IMPORT_UNIT, pos, "new: %s; lost: %s", *added ? added : "none",
                 *lost ? lost : "none");
    }
}

static void compare_dimensions(const struct comparing *comparing) {
    for (size_t i = 0; i < comparing->old->dimension_count; i++) {
        compare_codes(comparing, comparing->old->dimensions[i].name);
    }
    for (size_t i = 0; i < comparing->new->dimension_count; i++) {
        if (!find_dimension(comparing->old, comparing->new->dimensions[i].name)) {
            compare_codes(comparing, comparing->new->dimensions[i].name);
        }
    }
}

/* "2010 to 2020", "" without observations. */
static const char *years_of(const struct comparing *comparing, const struct dataset *dataset) {
    int first = 0, last = 0;
    for (size_t i = 0; i < dataset->count; i++) {
        int year = dataset->observations[i].year;
        first = first == 0 || year < first ? year : first;
        last = year > last ? year : last;
    }
    return arena_print(comparing->out->arena, "%d to %d", first, last);
}

static void compare_texts(const struct comparing *comparing, const char *what, const char *old, const char *new) {
    if (strcmp(old, new) != 0) {
        say(comparing, what, arena_print(comparing->out->arena, "%s, was %s", *new ? new : "not stated",
                                         *old ? old : "not stated"));
    }
}

/* The keys of an observation in the other reading; false if it lacks a code or has other dimensions. */
static bool translate(const struct dataset *from, const struct observation *observation, const struct dataset *to,
                      uint16_t *keys) {
    if (from->dimension_count != to->dimension_count || to->dimension_count > MOST_DIMENSIONS) {
        return false;
    }
    for (size_t i = 0; i < from->dimension_count; i++) {
        size_t at = dataset_find_dimension(to, from->dimensions[i].name);
        size_t code = at == SIZE_MAX ? SIZE_MAX
                                     : dimension_find(&to->dimensions[at],
                                                      from->dimensions[i].codes[observation->keys[i]]);
        if (code == SIZE_MAX) {
            return false;
        }
        keys[at] = (uint16_t)code;
    }
    return true;
}

static const struct observation *find_in(const struct dataset *from, const struct observation *observation,
                                         const struct dataset *to) {
    uint16_t keys[MOST_DIMENSIONS] = { 0 };
    return translate(from, observation, to, keys) ? dataset_find(to, keys, observation->year) : NULL;
}

/* "12.5 p", ":", ":c" */
static const char *value_text(struct arena *arena, const struct observation *observation) {
    static const char *const absent[] = {
        [VALUE_MISSING] = ":", [VALUE_CONFIDENTIAL] = ":c", [VALUE_IMPOSSIBLE] = ":z"
    };
    const char *flags = flags_text(arena, observation->flags);
    const char *gap = *flags ? " " : "";
    return observation->status == VALUE_PRESENT ? arena_print(arena, "%.15g%s%s", observation->value, gap, flags)
                                                : arena_print(arena, "%s%s%s", absent[observation->status], gap, flags);
}

/* Counts a change and prints the first ones: keys, year, value, what it was, place. */
static void note(struct comparing *comparing, enum change change, const struct dataset *dataset,
                 const struct observation *observation, const struct observation *was) {
    if (++comparing->counts[change] > MOST_LISTED) {
        return;
    }
    struct arena *arena = comparing->out->arena;
    struct buffer text = buffer_new(arena);
    for (size_t i = 0; i < dataset->dimension_count; i++) {
        buffer_print(&text, "%s ", dataset->dimensions[i].codes[observation->keys[i]]);
    }
    struct source_pos pos = observation_pos(dataset, observation);
    buffer_print(&text, "%d = %s", observation->year, value_text(arena, observation));
    if (was) {
        buffer_print(&text, ", was %s", value_text(arena, was));
    }
    buffer_print(&text, " (%s:%u:%u)", pos.file->path, pos.line, pos.column);
    say(comparing, change_names[change], text.data);
}

static void compare_values(struct comparing *comparing) {
    for (size_t i = 0; i < comparing->new->count; i++) {
        const struct observation *now = &comparing->new->observations[i];
        const struct observation *was = find_in(comparing->new, now, comparing->old);
        if (!was) {
            note(comparing, CHANGE_NEW, comparing->new, now, NULL);
        } else if (was->status != now->status || (now->status == VALUE_PRESENT && was->value != now->value)) {
            note(comparing, CHANGE_VALUE, comparing->new, now, was);
        } else if (was->flags != now->flags) {
            note(comparing, CHANGE_FLAGS, comparing->new, now, was);
        } else {
            comparing->same++;
        }
    }
    for (size_t i = 0; i < comparing->old->count; i++) {
        const struct observation *was = &comparing->old->observations[i];
        if (!find_in(comparing->old, was, comparing->new)) {
            note(comparing, CHANGE_LOST, comparing->old, was, NULL);
        }
    }
}

void dataset_compare(struct diag *diag, const struct dataset *old, const struct dataset *new, bool json,
                     struct buffer *out) {
    struct comparing comparing = { .diag = diag, .old = old, .new = new, .json = json, .out = out };
    const char *said = arena_print(out->arena, "%s against %s", new->table->file->path, old->table->file->path);
    say(&comparing, arena_print(out->arena, "dataset %s", old->name), said);
    compare_dimensions(&comparing);
    compare_texts(&comparing, "years", years_of(&comparing, old), years_of(&comparing, new));
    compare_texts(&comparing, "updated", old->updated, new->updated);
    compare_values(&comparing);
    const size_t *counts = comparing.counts;
    say(&comparing, "rows",
        arena_print(out->arena, "%zu as before, %zu new, %zu lost, %zu with another value, %zu with other flags",
                    comparing.same, counts[CHANGE_NEW], counts[CHANGE_LOST], counts[CHANGE_VALUE], counts[CHANGE_FLAGS]));
    if (counts[CHANGE_LOST] > 0) {
        diag_add(diag, DIAG_CODE_IMPORT_LOST, (struct source_pos){ new->table->file, 0, 0 }, "%zu of %zu",
                 counts[CHANGE_LOST], old->count);
    }
}
