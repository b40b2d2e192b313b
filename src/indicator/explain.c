/* Series and points as text. */
#include "indicator/series.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

enum { DEEPEST = 12, MOST_DECIMALS = 6 };

/* Value and flags; exact: with all the digits that a double surely carries, for those who compare results. */
static void add_value(const struct point_value *point, bool exact, struct buffer *out) {
    static const char *const absent[] = {
        [VALUE_MISSING] = ":", [VALUE_CONFIDENTIAL] = ":c", [VALUE_IMPOSSIBLE] = ":z"
    };
    if (point->status == VALUE_PRESENT && exact) {
        buffer_print(out, "%.15g", point->value);
    } else if (point->status == VALUE_PRESENT) {
        buffer_number(out, point->value, MOST_DECIMALS);
    } else {
        buffer_text(out, absent[point->status]);
    }
    if (point->flags) {
        buffer_print(out, " %s", flags_text(out->arena, point->flags));
    }
}

static void add_keys(const struct point_value *point, bool exact, struct buffer *out) {
    for (size_t i = 0; i < point->series->dimension_count; i++) {
        const struct series_dimension *dimension = &point->series->dimensions[i];
        buffer_print(out, " %s", dimension->members[point->keys[i]].code);
    }
    buffer_print(out, " %d = ", point->year);
    add_value(point, exact, out);
}

static void add_cell(const struct point_value *point, struct buffer *out) {
    struct source_pos pos = observation_pos(point->dataset, point->observation);
    buffer_print(out, " <- %s:%u:%u", pos.file->path, pos.line, pos.column);
}

static void add_evidence(const struct evidence *evidence, struct buffer *out) {
    buffer_print(out, "%s:%u:%u \"%s\"", evidence->pos.file->path, evidence->pos.line, evidence->pos.column,
                 evidence->text);
}

void series_dump(const struct series *series, struct buffer *out) {
    buffer_print(out, "series %s\n  title: %s\n  method: %s\n", series->name, series->title, series->method);
    const char *const described[][2] = { { "formula", series->formula },
                                         { "unit", series->unit },
                                         { "source", series->source },
                                         { "nuts", series->nuts },
                                         { "nace", series->nace },
                                         { "reference", series->reference } };
    for (size_t i = 0; i < sizeof described / sizeof *described; i++) {
        if (*described[i][1]) {
            buffer_print(out, "  %s: %s\n", described[i][0], described[i][1]);
        }
    }
    for (size_t i = 0; i < series->dimension_count; i++) {
        buffer_print(out, "  dimension %s:", series->dimensions[i].name);
        for (size_t k = 0; k < series->dimensions[i].count; k++) {
            buffer_print(out, " %s", series->dimensions[i].members[k].code);
        }
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = series->points[i];
        buffer_byte(out, ' ');
        add_keys(point, true, out);
        if (point->observation) {
            add_cell(point, out);
        } else if (point->input_count) {
            buffer_print(out, " <- %u inputs", point->input_count);
        }
        for (size_t k = 0; k < point->evidence_count; k++) {
            buffer_text(out, k ? "; " : " <- ");
            add_evidence(&point->evidence[k], out);
        }
        if (point->reason) {
            buffer_print(out, " (%s)", point->reason);
        }
        buffer_byte(out, '\n');
    }
}

void point_explain(const struct point_value *point, int depth, struct buffer *out) {
    buffer_indent(out, depth);
    buffer_text(out, point->series->name);
    add_keys(point, false, out);
    if (*point->series->unit && point->status == VALUE_PRESENT) {
        buffer_print(out, " [%s]", point->series->unit);
    }
    if (point->observation) {
        add_cell(point, out);
        buffer_print(out, " \"%s\", %s", point->observation->cell->text, point->dataset->source);
    }
    if (point->reason) {
        buffer_print(out, " (%s)", point->reason);
    }
    buffer_byte(out, '\n');
    if (!point->observation && *point->series->formula && point->input_count) {
        buffer_indent(out, depth + 1);
        buffer_print(out, "formula: %s\n", point->series->formula);
    }
    for (size_t i = 0; i < point->evidence_count; i++) {
        buffer_indent(out, depth + 1);
        buffer_text(out, "evidence: ");
        add_evidence(&point->evidence[i], out);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; !point->observation && depth < DEEPEST && i < point->input_count; i++) {
        point_explain(point->inputs[i], depth + 1, out);
    }
}
