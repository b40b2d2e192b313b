#include "layout/table.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* Gaps between many columns leave at least this part of the table's width to the columns. */
#define COLUMNS_LEAST 0.5

/* A table whose longest words take so many times its width is set in parts. */
#define WIDTHS_MOST 1.5

/* A column of a table set in parts takes at most so much of the width. */
#define PART_MOST 0.4

/* --- hints --- */

static const char *skip_blanks(const char *text) {
    while (*text == ' ' || *text == ',') {
        text++;
    }
    return text;
}

/* Reads one hint. Returns what follows it, or NULL if there is none. */
static const char *read_hint(const char *text, struct width_hint *hint) {
    if (*text == '*') {
        *hint = (struct width_hint){HINT_NONE, 0};
        return text + 1;
    }
    double number;
    text = number_read(text, &number);
    if (!text || !(number > 0)) {
        return NULL;
    }
    if (*text == '%') {
        *hint = (struct width_hint){HINT_PART, number / 100};
        return text + 1;
    }
    *hint = (struct width_hint){HINT_LENGTH, length_from_mm(number)};
    return strncmp(text, "mm", 2) == 0 ? text + 2 : text;
}

size_t table_read_hints(const char *text, struct width_hint *hints, size_t count) {
    size_t found = 0;
    text = text ? skip_blanks(text) : "";
    while (*text && found < count) {
        text = read_hint(text, &hints[found]);
        if (!text) {
            return 0;
        }
        found++;
        text = skip_blanks(text);
    }
    return found;
}

/* --- sharing --- */

/* Shares width among the columns without a hint where it is less than their longest words take: whoever asks for less
 * than an equal share gets it, the others share the rest equally. */
static void share_short(const struct text_extent *extents, const struct width_hint *hints, size_t count, double width,
                        double *widths) {
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        open += hints[i].unit == HINT_NONE;
        widths[i] = hints[i].unit == HINT_NONE ? -1 : widths[i];
    }
    for (bool found = true; found && open > 0;) {
        found = false;
        double share = width / (double)open;
        for (size_t i = 0; i < count; i++) {
            if (widths[i] < 0 && extents[i].least <= share) {
                widths[i] = extents[i].least;
                width -= widths[i];
                open--;
                found = true;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        widths[i] = widths[i] < 0 ? width / (double)open : widths[i];
    }
}

/* Shares width among the columns without a hint by what they need: all get their widest line if there is room (and the
 * rest in proportion), else their longest word and a share by what they lack. Source: CSS 2.1, 17.5.2.2. */
static void share_rest(const struct text_extent *extents, const struct width_hint *hints, size_t count, double width,
                       double *widths) {
    double least = 0, most = 0;
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        if (hints[i].unit == HINT_NONE) {
            least += extents[i].least;
            most += extents[i].most;
            open++;
        }
    }
    if (least >= width && open > 0) {
        share_short(extents, hints, count, width, widths);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (hints[i].unit != HINT_NONE) {
            continue;
        }
        if (most <= width) {
            widths[i] = most > 0 ? extents[i].most * width / most : width / (double)open;
        } else {
            widths[i] = extents[i].least + (width - least) * (extents[i].most - extents[i].least) / (most - least);
        }
    }
}

void table_share_width(const struct text_extent *extents, const struct width_hint *hints, size_t count, double width,
                       double *widths) {
    double hinted = 0;
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        widths[i] = hints[i].unit == HINT_NONE ? 0 : hints[i].value;
        hinted += widths[i];
        open += hints[i].unit == HINT_NONE;
    }
    /* Hints that take all, or more than leaves the others a word each, shrink; alone they fill the width. */
    double least = 0;
    for (size_t i = 0; i < count; i++) {
        least += hints[i].unit == HINT_NONE ? extents[i].least : 0;
    }
    double room = open > 0 ? fmax(width - least, width / 2) : width;
    double scale = hinted > 0 && (open == 0 || hinted > room) ? room / hinted : 1;
    for (size_t i = 0; i < count; i++) {
        widths[i] *= scale;
    }
    share_rest(extents, hints, count, fmax(width - hinted * scale, 0), widths);
}

static void find_subjects(struct table *table) {
    struct arena *arena = table->setter->arena;
    struct table_grid grid = grid_new(arena, table->node);
    for (const struct node *row = table->node->first; row && row->header; row = row->next) {
        struct grid_cell *cells = arena_array(arena, row_cell_count(row), sizeof *cells);
        size_t count = grid_place(&grid, row, cells);
        for (size_t i = 0; i < count; i++) {
            bool subject = node_has_class(cells[i].node, "subject");
            for (size_t k = 0; subject && k < cells[i].columns; k++) {
                table->columns[cells[i].column + k].subject = true;
            }
        }
    }
}

/* The hints of table without the gaps: they reach to the start of the next column. */
static struct width_hint *find_hints(struct table *table) {
    struct width_hint *hints = arena_array(table->setter->arena, table->count, sizeof *hints);
    const char *own = node_attribute(table->node, "widths");
    const char *text = own ? own : table->place->widths;
    size_t found = table_read_hints(text, hints, table->count);
    if (text && found == 0) {
        diag_add(table->setter->diag, DIAG_CODE_LAYOUT_ATTRIBUTE, table->node->pos, "widths=\"%s\"", text);
    }
    for (size_t i = 0; i < table->count; i++) {
        struct width_hint hint = i < found ? hints[i] : (struct width_hint){HINT_NONE, 0};
        double value = hint.unit == HINT_PART ? hint.value * table->span.width : hint.value;
        double gap = i + 1 < table->count ? table->gap : 0;
        hints[i] = (struct width_hint){hint.unit, fmax(value - gap, 1)};
    }
    return hints;
}

/* Columns of a table that is set in parts take their widest line, within reason. */
static void use_content(struct table *table, const struct text_extent *extents, const struct width_hint *hints) {
    for (size_t i = 0; i < table->count; i++) {
        double most = fmin(extents[i].most, PART_MOST * table->span.width);
        table->columns[i].width = hints[i].unit == HINT_NONE ? fmax(most, 1) : hints[i].value;
    }
}

static void use_width(struct table *table, const struct text_extent *extents, const struct width_hint *hints) {
    double *widths = arena_array(table->setter->arena, table->count, sizeof *widths);
    double gaps = table->gap * (double)(table->count - 1);
    table_share_width(extents, hints, table->count, fmax(table->span.width - gaps, 1), widths);
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].width = fmax(widths[i], 1);
    }
}

/* Width of all columns: with a line for every cell, and with a line for every word [pt]. */
static struct text_extent whole_extent(const struct table *table, const struct text_extent *extents) {
    double gaps = table->gap * (double)(table->count - 1);
    struct text_extent whole = {gaps, gaps};
    for (size_t i = 0; i < table->count; i++) {
        whole.least += extents[i].least;
        whole.most += extents[i].most;
    }
    return whole;
}

/* True if the table is set in parts: on demand, or because its words would be broken everywhere. */
static bool is_parted(struct table *table, const struct text_extent *extents) {
    struct text_extent whole = whole_extent(table, extents);
    bool hinted = table->place->widths || node_attribute(table->node, "widths");
    bool hopeless = !hinted && whole.least > WIDTHS_MOST * table->span.width;
    if (hopeless && !table->place->split) {
        diag_add(table->setter->diag, DIAG_CODE_LAYOUT_TABLE_WIDE, table->node->pos,
                 "%zu columns, at least %.0f of %.0f pt", table->count, whole.least, table->span.width);
    }
    return table->count > 1 && (hopeless || (table->place->split && whole.most > table->span.width));
}

void table_find_columns(struct table *table) {
    struct text_extent *extents = arena_array(table->setter->arena, table->count, sizeof *extents);
    find_subjects(table);
    table_measure_columns(table, extents);
    table->parted = is_parted(table, extents);
    if (!table->parted) {
        table->gap = fmin(table->gap, table->span.width * (1 - COLUMNS_LEAST) / (double)table->count);
    }
    const struct width_hint *hints = find_hints(table);
    (table->parted ? use_content : use_width)(table, extents, hints);
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].shown = true;
    }
}

void table_place_columns(struct table *table) {
    double x = table->span.x;
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].x = x;
        x += table->columns[i].shown ? table->columns[i].width + table->gap : 0;
    }
}
