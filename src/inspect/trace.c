#include "inspect/inspect.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "indicator/selection.h"
#include "inspect/print.h"
#include "inspect/tree.h"
#include "report/trace.h"

static void print_line(const struct trace_numeral *numeral, struct buffer *out) {
    buffer_print(out, "page %zu\t%s\t%s%s%s\t", numeral->page, numeral->text, numeral->place, *numeral->id ? " " : "",
                 numeral->id);
    for (size_t i = 0; i < numeral->origin_count; i++) {
        buffer_text(out, i ? " + " : "");
        print_origin(&numeral->origins[i], out);
    }
    if (numeral->scale) buffer_print(out, " of %s", numeral->scale->series->name);
    buffer_byte(out, '\n');
}

/* A trace being written as JSON. */
struct listing {
    struct arena *arena;
    const struct trace *trace;
    struct buffer *out;
    const struct selection *scale; /* of the last tick: its cells need not be listed again */
};

/* The cells behind the numeral; those of a scale stand at its first tick. */
static void print_cells(struct listing *listing, const struct trace_numeral *numeral) {
    struct tree cells = tree_new(listing->arena, listing->out);
    bool again = numeral->scale && numeral->scale == listing->scale;
    if (numeral->scale) {
        buffer_text(listing->out, ",\"scale\":");
        json_quote(listing->out, numeral->scale->series->name);
        listing->scale = numeral->scale;
    }
    buffer_text(listing->out, again ? ",\"again\":true,\"cells\":[" : ",\"cells\":[");
    if (!again) tree_cells_json(&cells, numeral);
    buffer_byte(listing->out, ']');
}

static void print_json(struct listing *listing, const struct trace_numeral *numeral) {
    struct buffer *out = listing->out;
    struct tree tree = tree_new(listing->arena, out);
    buffer_text(out, "{\"document\":");
    json_quote(out, listing->trace->path);
    buffer_print(out, ",\"page\":%zu,\"text\":", numeral->page);
    json_quote(out, numeral->text);
    buffer_print(out, ",\"word\":%s,\"place\":\"%s\",\"id\":", numeral->word ? "true" : "false", numeral->place);
    json_quote(out, numeral->id);
    buffer_text(out, ",\"origins\":[");
    for (size_t i = 0; i < numeral->origin_count; i++) {
        buffer_text(out, i ? ",{" : "{");
        print_origin_json(&tree, &numeral->origins[i], false);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
    print_cells(listing, numeral);
    buffer_text(out, "}\n");
}

/* Something is known of every part of the number: a point or expression, a place, or at least that it counts. */
static bool has_origin(const struct trace_numeral *numeral) {
    bool known = numeral->origin_count > 0;
    for (size_t i = 0; i < numeral->origin_count; i++) {
        const struct trace_origin *origin = &numeral->origins[i];
        bool placed = origin->pos.file || origin->point || origin->expression || origin->how;
        bool counts = origin->kind == ORIGIN_COUNTER || origin->kind == ORIGIN_TICK;
        known = known && origin->kind != ORIGIN_NONE && (placed || counts);
    }
    return known;
}

void inspect_trace(const struct inspection *inspection, const struct trace *trace) {
    struct listing listing = { inspection->arena, trace, inspection->out, NULL };
    for (size_t i = 0; i < trace->count; i++) {
        const struct trace_numeral *numeral = &trace->numerals[i];
        if (inspection->json) print_json(&listing, numeral);
        else print_line(numeral, inspection->out);
        if (!has_origin(numeral))
            diag_add(inspection->diag, DIAG_CODE_INSPECT_NO_ORIGIN, (struct source_pos){ 0 }, "%s: %s on page %zu", trace->path,
                     numeral->text, numeral->page);
    }
}
