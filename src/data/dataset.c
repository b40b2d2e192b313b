#include "data/dataset.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

value_flags flag_bit(char letter) {
    assert(letter >= 'a' && letter <= 'z');
    return (value_flags)1 << (letter - 'a');
}

const char *flags_text(struct arena *arena, value_flags flags) {
    char text[27];
    size_t size = 0;
    for (char letter = 'a'; letter <= 'z'; letter++) {
        if (flags & flag_bit(letter)) {
            text[size++] = letter;
        }
    }
    return arena_copy(arena, text, size);
}

size_t dataset_find_dimension(const struct dataset *dataset, const char *name) {
    for (size_t i = 0; i < dataset->dimension_count; i++) {
        if (strcmp(dataset->dimensions[i].name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

size_t dimension_find(const struct dimension *dimension, const char *code) {
    return map_find(dimension->index, code);
}

struct source_pos observation_pos(const struct dataset *dataset, const struct observation *observation) {
    return table_cell_pos(dataset->table, observation->cell);
}

static void dump_value(const struct observation *observation, struct buffer *out) {
    static const char *const absent[] = {
        [VALUE_MISSING] = ":", [VALUE_CONFIDENTIAL] = ":c", [VALUE_IMPOSSIBLE] = ":z"
    };
    if (observation->status == VALUE_PRESENT) {
        buffer_number(out, observation->value, 6);
    } else {
        buffer_text(out, absent[observation->status]);
    }
    if (observation->flags) {
        buffer_print(out, " %s", flags_text(out->arena, observation->flags));
    }
}

static void dump_observation(const struct dataset *dataset, const struct observation *observation,
                             struct buffer *out) {
    struct source_pos pos = observation_pos(dataset, observation);
    buffer_print(out, "  %u:%u", pos.line, pos.column);
    for (size_t i = 0; i < dataset->dimension_count; i++) {
        buffer_print(out, " %s", dataset->dimensions[i].codes[observation->keys[i]]);
    }
    buffer_print(out, " %d = ", observation->year);
    dump_value(observation, out);
    buffer_byte(out, '\n');
}

void dataset_dump(const struct dataset *dataset, struct buffer *out) {
    const char *const described[][2] = {
        { "title", dataset->title },     { "source", dataset->source },   { "licence", dataset->licence },
        { "vintage", dataset->vintage }, { "address", dataset->address }, { "accessed", dataset->accessed },
        { "unit", dataset->unit },       { "nace", dataset->nace },       { "nuts", dataset->nuts },
        { "file", dataset->table->file->path },
    };
    buffer_print(out, "dataset %s\n", dataset->name);
    for (size_t i = 0; i < sizeof described / sizeof *described; i++) {
        if (described[i][1][0] != '\0') {
            buffer_print(out, "  %s: %s\n", described[i][0], described[i][1]);
        }
    }
    for (size_t i = 0; i < dataset->dimension_count; i++) {
        buffer_print(out, "  dimension %s:", dataset->dimensions[i].name);
        for (size_t k = 0; k < dataset->dimensions[i].count; k++) {
            buffer_print(out, " %s", dataset->dimensions[i].codes[k]);
        }
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < dataset->count; i++) {
        dump_observation(dataset, &dataset->observations[i], out);
    }
}
