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
    for (size_t i = 0; i < point_series(point)->dimension_count; i++) {
        const struct series_dimension *dimension = &point_series(point)->dimensions[i];
        buffer_print(out, " %s", dimension->members[point_keys(point)[i]].code);
    }
    buffer_print(out, " %d = ", point->year);
    add_value(point, exact, out);
}

static void add_cell(const struct point_value *point, struct buffer *out) {
    struct source_pos pos = observation_pos(point_dataset(point), point_observation(point));
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
        const struct point_value *point = &series->points[i];
        buffer_byte(out, ' ');
        add_keys(point, true, out);
        if (point_observation(point)) {
            add_cell(point, out);
        } else if (point->input_count) {
            buffer_print(out, " <- %u inputs", point->input_count);
        }
        for (size_t k = 0; k < point_evidence_count(point); k++) {
            buffer_text(out, k ? "; " : " <- ");
            add_evidence(&point_evidence(point)[k], out);
        }
        if (point_reason(point)) {
            buffer_print(out, " (%s)", point_reason(point));
        }
        buffer_byte(out, '\n');
    }
}

void point_explain(const struct point_value *point, int depth, struct buffer *out) {
    buffer_indent(out, depth);
    buffer_text(out, point_series(point)->name);
    add_keys(point, false, out);
    if (*point_series(point)->unit && point->status == VALUE_PRESENT) {
        buffer_print(out, " [%s]", point_series(point)->unit);
    }
    if (point_observation(point)) {
        add_cell(point, out);
        buffer_print(out, " \"%s\", %s", point_observation(point)->cell->text, point_dataset(point)->source);
    }
    if (point_reason(point)) {
        buffer_print(out, " (%s)", point_reason(point));
    }
    buffer_byte(out, '\n');
    if (!point_observation(point) && *point_series(point)->formula && point->input_count) {
        buffer_indent(out, depth + 1);
        buffer_print(out, "formula: %s\n", point_series(point)->formula);
    }
    for (size_t i = 0; i < point_evidence_count(point); i++) {
        buffer_indent(out, depth + 1);
        buffer_text(out, "evidence: ");
        add_evidence(&point_evidence(point)[i], out);
        buffer_byte(out, '\n');
    }
    for (size_t i = 0; !point_observation(point) && depth < DEEPEST && i < point->input_count; i++) {
        point_explain(point_inputs(point)[i], depth + 1, out);
    }
}
