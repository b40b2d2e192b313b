#include "inspect/print.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "indicator/series.h"
#include "inspect/tree.h"
#include "report/trace.h"

enum { MOST_DECIMALS = 6, INPUTS_SHOWN = 4 };

void print_position(struct source_pos pos, struct buffer *out) {
    if (!pos.file) return;
    buffer_print(out, " %s", pos.file->path);
    if (pos.line) buffer_print(out, ":%u", pos.line);
    if (pos.line && pos.column) buffer_print(out, ":%u", pos.column);
}

static void print_name(const struct point_value *point, struct buffer *out) {
    buffer_print(out, "%s[", point_series(point)->name);
    for (size_t i = 0; i < point_series(point)->dimension_count; i++)
        buffer_print(out, "%s, ", point_series(point)->dimensions[i].members[point_keys(point)[i]].code);
    buffer_print(out, "%d]", point->year);
}

void print_point(const struct point_value *point, struct buffer *out) {
    print_name(point, out);
    if (point->status == VALUE_PRESENT) {
        buffer_text(out, " = ");
        buffer_number(out, point->value, MOST_DECIMALS);
        if (*point_series(point)->unit) buffer_print(out, " %s", point_series(point)->unit);
    }
    if (point->flags) buffer_print(out, " (%s)", flags_text(out->arena, point->flags));
    if (point_reason(point)) buffer_print(out, " (%s)", point_reason(point));
}

void print_whence(const struct point_value *point, struct buffer *out) {
    if (point_observation(point)) {
        print_position(observation_pos(point_dataset(point), point_observation(point)), out);
        return;
    }
    const char *formula = point_series(point)->formula;
    buffer_print(out, "; %s", formula && *formula ? formula : point_series(point)->method);
    if (point->input_count) buffer_print(out, "; %u inputs", point->input_count);
    for (size_t i = 0; i < point_evidence_count(point); i++) {
        buffer_text(out, "; evidence");
        print_position(point_evidence(point)[i].pos, out);
    }
}

static void print_computed(const struct trace_origin *origin, struct buffer *out) {
    if (origin->expression) buffer_print(out, " {{ %s }}", origin->expression);
    else buffer_print(out, " %s", origin->how);
    print_position(origin->pos, out);
    for (size_t i = 0; i < origin->input_count && i < INPUTS_SHOWN; i++) {
        buffer_text(out, i ? ", " : " from ");
        print_name(origin->inputs[i], out);
    }
    if (origin->input_count > INPUTS_SHOWN) buffer_print(out, " and %zu more", origin->input_count - INPUTS_SHOWN);
}

void print_origin(const struct trace_origin *origin, struct buffer *out) {
    bool cell = origin->point && point_observation(origin->point);
    buffer_text(out, cell ? "cell" : origin_kind_name(origin->kind));
    if (origin->point) {
        buffer_byte(out, ' ');
        print_point(origin->point, out);
        print_whence(origin->point, out);
    } else if (origin->expression || origin->how) {
        print_computed(origin, out);
    } else {
        print_position(origin->pos, out);
    }
    if (origin->claim) buffer_print(out, " claim \"%s\"", origin->claim);
}

void print_position_json(struct source_pos pos, struct buffer *out) {
    if (!pos.file) return;
    buffer_text(out, ",\"file\":");
    json_quote(out, pos.file->path);
    if (pos.line) buffer_print(out, ",\"line\":%u", pos.line);
    if (pos.line && pos.column) buffer_print(out, ",\"column\":%u", pos.column);
}

/* Where a series is defined: "path:line". */
static void print_definition_json(const struct series *series, struct buffer *out) {
    if (!series->pos.file) return;
    buffer_text(out, ",\"defined\":");
    json_quote(out, arena_print(out->arena, "%s:%u", series->pos.file->path, series->pos.line));
}

/* The lines of descriptions that a score rests on. */
static void print_evidence_json(const struct point_value *point, struct buffer *out) {
    buffer_text(out, point_evidence_count(point) ? ",\"evidence\":[" : "");
    for (size_t i = 0; i < point_evidence_count(point); i++) {
        buffer_text(out, i ? ",{\"text\":" : "{\"text\":");
        json_quote(out, point_evidence(point)[i].text);
        print_position_json(point_evidence(point)[i].pos, out);
        buffer_byte(out, '}');
    }
    buffer_text(out, point_evidence_count(point) ? "]" : "");
}

void print_point_json(const struct point_value *point, struct buffer *out) {
    buffer_text(out, "\"series\":");
    json_quote(out, point_series(point)->name);
    buffer_text(out, ",\"keys\":[");
    for (size_t i = 0; i < point_series(point)->dimension_count; i++) {
        buffer_text(out, i ? "," : "");
        json_quote(out, point_series(point)->dimensions[i].members[point_keys(point)[i]].code);
    }
    buffer_print(out, "],\"year\":%d,\"value\":", point->year);
    if (point->status == VALUE_PRESENT) buffer_number(out, point->value, MOST_DECIMALS);
    else buffer_text(out, "null");
    buffer_text(out, ",\"unit\":");
    json_quote(out, point_series(point)->unit);
    buffer_print(out, ",\"flags\":\"%s\"", flags_text(out->arena, point->flags));
    if (point_reason(point)) {
        buffer_text(out, ",\"reason\":");
        json_quote(out, point_reason(point));
    }
    if (point_observation(point)) {
        print_position_json(observation_pos(point_dataset(point), point_observation(point)), out);
        buffer_text(out, ",\"cell\":");
        json_quote(out, point_observation(point)->cell->text);
        buffer_text(out, ",\"source\":");
        json_quote(out, point_dataset(point)->source);
        return;
    }
    buffer_text(out, ",\"method\":");
    json_quote(out, point_series(point)->method);
    buffer_text(out, ",\"formula\":");
    json_quote(out, point_series(point)->formula ? point_series(point)->formula : "");
    print_definition_json(point_series(point), out);
    print_evidence_json(point, out);
}

static void print_inputs_json(struct tree *tree, const struct point_value *const *inputs, size_t count, bool deep) {
    buffer_text(tree->out, ",\"inputs\":[");
    for (size_t i = 0; i < count; i++) {
        buffer_text(tree->out, i ? ",{" : "{");
        if (deep) tree_point_json(tree, inputs[i], 0);
        else print_point_json(inputs[i], tree->out);
        buffer_byte(tree->out, '}');
    }
    buffer_byte(tree->out, ']');
}

void print_origin_json(struct tree *tree, const struct trace_origin *origin, bool deep) {
    struct buffer *out = tree->out;
    bool cell = origin->point && point_observation(origin->point);
    buffer_print(out, "\"origin\":\"%s\"", cell ? "cell" : origin_kind_name(origin->kind));
    if (origin->point) {
        buffer_byte(out, ',');
        if (deep) tree_point_json(tree, origin->point, 0);
        else print_point_json(origin->point, out);
        if (!deep && !point_observation(origin->point))
            print_inputs_json(tree, point_inputs(origin->point), origin->point->input_count, false);
        return;
    }
    print_position_json(origin->pos, out);
    if (origin->expression || origin->how) {
        buffer_text(out, origin->expression ? ",\"expression\":" : ",\"computed\":");
        json_quote(out, origin->expression ? origin->expression : origin->how);
        buffer_text(out, ",\"value\":");
        buffer_number(out, origin->value, MOST_DECIMALS);
        buffer_text(out, ",\"unit\":");
        json_quote(out, origin->unit);
        print_inputs_json(tree, origin->inputs, origin->input_count, deep);
    }
    if (origin->claim) {
        buffer_text(out, ",\"claim\":");
        json_quote(out, origin->claim);
    }
}
