#include "chart/grouping.h"

#include "base/arena.h"
#include "chart/kind.h"

#include <stdint.h>
#include <string.h>

static const double KEY_RADIUS = 4.0; /* [pt] */

static const char BLANKS[] = " ,\t\n";

static size_t row_find(const struct chart *chart, const char *code) {
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        if (strcmp(chart->selection->rows[row].code, code) == 0) {
            return row;
        }
    }
    return SIZE_MAX;
}

/* text without blanks at both ends. */
static const char *trim(struct arena *arena, const char *text, size_t size) {
    size_t start = 0;
    while (start < size && strchr(BLANKS, text[start])) {
        start++;
    }
    while (size > start && strchr(BLANKS, text[size - 1])) {
        size--;
    }
    return arena_copy(arena, text + start, size - start);
}

/* Puts the rows named in codes into the group. */
static void read_codes(const struct chart *chart, const char *codes, size_t size, size_t group, size_t *of_rows) {
    for (size_t i = 0; i < size;) {
        size_t length = strcspn(codes + i, " ,\t\n;");
        if (length > 0) {
            const char *code = arena_copy(chart->arena, codes + i, length);
            size_t row = row_find(chart, code);
            if (row == SIZE_MAX) {
                chart_option_reject(chart, "groups", code);
            } else {
                of_rows[row] = group;
            }
        }
        i += length + 1;
    }
}

/* One "Name: CODE CODE" of so many bytes. */
static void read_group(const struct chart *chart, const char *text, size_t size, struct grouping *grouping,
                       size_t *of_rows) {
    const char *colon = memchr(text, ':', size);
    const char *name = trim(chart->arena, text, colon ? (size_t)(colon - text) : size);
    if (!colon || !*name || grouping->count == GROUPS_MOST) {
        chart_option_reject(chart, "groups", name);
        return;
    }
    read_codes(chart, colon + 1, size - (size_t)(colon + 1 - text), grouping->count, of_rows);
    grouping->names[grouping->count++] = name;
}

struct grouping grouping_read(const struct chart *chart) {
    size_t *of_rows = arena_array(chart->arena, chart->selection->row_count, sizeof *of_rows);
    for (size_t row = 0; row < chart->selection->row_count; row++) {
        of_rows[row] = SIZE_MAX;
    }
    struct grouping grouping = { .of_rows = of_rows };
    const char *text = chart_option(chart->spec, "groups", "");
    while (*text) {
        size_t size = strcspn(text, ";");
        if (*trim(chart->arena, text, size)) {
            read_group(chart, text, size, &grouping, of_rows);
        }
        text += size + (text[size] == ';');
    }
    return grouping;
}

enum symbol grouping_symbol(size_t group) {
    static const enum symbol symbols[GROUPS_MOST] = { SYMBOL_SQUARE, SYMBOL_DISC, SYMBOL_TRIANGLE, SYMBOL_DIAMOND };
    return group < GROUPS_MOST ? symbols[group] : SYMBOL_DISC;
}

size_t grouping_key(const struct chart *chart, const struct grouping *grouping, struct key_entry entries[GROUPS_MOST]) {
    for (size_t i = 0; i < grouping->count; i++) {
        struct symbol_look look = { grouping_symbol(i), chart_colour(chart, COLOUR_TEXT_2), KEY_RADIUS, true };
        entries[i] = (struct key_entry){ .mark = KEY_SYMBOL, .text = grouping->names[i], .symbol = look };
    }
    return grouping->count;
}
