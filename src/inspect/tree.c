#include "inspect/tree.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/map.h"
#include "indicator/selection.h"
#include "indicator/series.h"
#include "inspect/print.h"
#include "report/trace.h"

enum { DEEPEST = 24 };

struct tree tree_new(struct arena *arena, struct buffer *out) {
    return (struct tree){ arena, out, map_new(arena) };
}

/* True the first time. Only points with inputs are worth remembering. */
static bool is_first(struct tree *tree, const struct point_value *point) {
    return point_observation(point) || point->input_count == 0 || map_add(tree->seen, arena_print(tree->arena, "%u", point_id(point)), 1);
}

static void print_line(struct tree *tree, const struct point_value *point, bool first, size_t depth) {
    struct buffer *out = tree->out;
    buffer_indent(out, (int)depth);
    print_point(point, out);
    if (point_observation(point)) {
        buffer_text(out, " <-");
        print_position(observation_pos(point_dataset(point), point_observation(point)), out);
        buffer_print(out, " \"%s\", %s", point_observation(point)->cell->text, point_dataset(point)->source);
    } else if (!first) {
        buffer_text(out, " (see above)");
    }
    buffer_byte(out, '\n');
}

void tree_method(struct tree *tree, const struct series *series, size_t depth) {
    struct buffer *out = tree->out;
    buffer_indent(out, (int)depth);
    buffer_print(out, "%s%s%s,", series->method, series->formula && *series->formula ? ": " : "",
                 series->formula ? series->formula : "");
    print_position(series->pos, out);
    buffer_byte(out, '\n');
}

/* The lines of descriptions that a score rests on. */
static void print_evidence(struct tree *tree, const struct point_value *point, size_t depth) {
    struct buffer *out = tree->out;
    for (size_t i = 0; i < point_evidence_count(point); i++) {
        buffer_indent(out, (int)depth);
        buffer_print(out, "evidence: %s,", point_evidence(point)[i].text);
        print_position(point_evidence(point)[i].pos, out);
        buffer_byte(out, '\n');
    }
}

/* A share has its numerator twice, once among the parts of the whole: it is written the first time. */
static bool is_repeated(const struct point_value *point, size_t input) {
    for (size_t i = 0; i < input; i++)
        if (point_inputs(point)[i] == point_inputs(point)[input]) return true;
    return false;
}

void tree_point(struct tree *tree, const struct point_value *point, size_t depth) {
    bool first = is_first(tree, point);
    print_line(tree, point, first, depth);
    if (point_observation(point) || !first) return;
    tree_method(tree, point_series(point), depth + 1);
    print_evidence(tree, point, depth + 1);
    for (size_t i = 0; depth < DEEPEST && i < point->input_count; i++)
        if (!is_repeated(point, i)) tree_point(tree, point_inputs(point)[i], depth + 1);
}

void tree_origin(struct tree *tree, const struct trace_origin *origin, size_t depth) {
    if (origin->point) {
        tree_point(tree, origin->point, depth);
        return;
    }
    buffer_indent(tree->out, (int)depth);
    if (origin->expression) {
        buffer_print(tree->out, "{{ %s }} = ", origin->expression);
        buffer_number(tree->out, origin->value, 6);
        if (*origin->unit) buffer_print(tree->out, " %s", origin->unit);
        buffer_byte(tree->out, ',');
        print_position(origin->pos, tree->out);
    } else if (origin->how) {
        buffer_print(tree->out, "%s = ", origin->how);
        buffer_number(tree->out, origin->value, 6);
        if (*origin->unit) buffer_print(tree->out, " %s", origin->unit);
    } else {
        print_origin(origin, tree->out);
    }
    buffer_byte(tree->out, '\n');
    for (size_t i = 0; i < origin->input_count; i++) tree_point(tree, origin->inputs[i], depth + 1);
}

void tree_point_json(struct tree *tree, const struct point_value *point, size_t depth) {
    bool first = is_first(tree, point);
    struct buffer *out = tree->out;
    print_point_json(point, out);
    if (!first) buffer_text(out, ",\"again\":true");
    if (point_observation(point) || !first || depth >= DEEPEST) return;
    buffer_text(out, ",\"inputs\":[");
    for (size_t i = 0; i < point->input_count; i++) {
        if (is_repeated(point, i)) continue;
        buffer_text(out, i ? ",{" : "{");
        tree_point_json(tree, point_inputs(point)[i], depth + 1);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

void writing_point(struct writing *writing, const struct point_value *point, size_t depth) {
    if (!writing->json) {
        tree_point(&writing->tree, point, depth);
        return;
    }
    buffer_byte(writing->tree.out, '{');
    tree_point_json(&writing->tree, point, 0);
    buffer_text(writing->tree.out, "}\n");
}

/* Cells of point and its inputs that were not written yet. */
static void write_cells(struct tree *tree, const struct point_value *point, bool *any, size_t depth) {
    if (!map_add(tree->seen, arena_print(tree->arena, "%u", point_id(point)), 1)) return;
    if (point_observation(point)) {
        struct source_pos pos = observation_pos(point_dataset(point), point_observation(point));
        char *text = arena_print(tree->arena, "%s:%u:%u", pos.file->path, pos.line, pos.column);
        if (!map_add(tree->seen, text, 1)) return;
        buffer_text(tree->out, *any ? "," : "");
        json_quote(tree->out, text);
        *any = true;
    }
    for (size_t i = 0; depth < DEEPEST && i < point->input_count; i++) write_cells(tree, point_inputs(point)[i], any, depth + 1);
}

void tree_cells_json(struct tree *tree, const struct trace_numeral *numeral) {
    bool any = false;
    for (size_t o = 0; o < numeral->origin_count; o++) {
        const struct trace_origin *origin = &numeral->origins[o];
        if (origin->point) write_cells(tree, origin->point, &any, 0);
        for (size_t i = 0; i < origin->input_count; i++) write_cells(tree, origin->inputs[i], &any, 0);
    }
    const struct selection *scale = numeral->scale;
    for (size_t i = 0; scale && i < scale->row_count * scale->column_count; i++)
        if (scale->points[i]) write_cells(tree, scale->points[i], &any, 0);
}
