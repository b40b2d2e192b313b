/* Notes at the foot of pages. A short one stands whole on the page of its mark; a long one begins there and goes on at
 * the foot of the next pages. */
#include "layout/flow_private.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/block.h"

#include <math.h>

/* A note longer than this part of the frame may be divided; what is carried on takes at most so much of the next page. */
#define WHOLE_PART (1.0 / 6)
#define CARRIED_PART 0.6

/* Lines of a divided note that stay together at either end. */
#define LINES_KEPT 2

static const struct galley *note_lines(struct flow *flow, uint32_t node) {
    const struct galley **note = &flow->notes[node - 1];
    if (!*note) {
        struct galley *lines = arena_alloc(flow->setter->arena, sizeof *lines);
        *lines = footnote_set(flow->setter, document_node(flow->setter->job->document, node));
        *note = lines;
    }
    return *note;
}

/* What the rule above the notes takes. */
static double notes_above(const struct flow *flow) {
    return setter_number(flow->setter, NUMBER_STROKE_FOOTNOTE) + setter_style(flow->setter, STYLE_FOOTNOTE)->before;
}

/* A table's notes stand below the table. */
static bool is_note(const struct flow *flow, uint32_t node) {
    const struct document *document = flow->setter->job->document;
    const struct node *note = node > 0 && node <= document->node_count ? document_node(document, node) : NULL;
    return note && note->kind == NODE_FOOTNOTE && note->parent && note->parent->kind != NODE_FIGURE;
}

static double part_height(const struct galley *lines, size_t first, size_t end) {
    return slices_height(lines->slices + first, end - first);
}

/* Room that must be kept for a note that begins on the page. */
static double least_height(const struct flow *flow, const struct galley *lines) {
    double whole = part_height(lines, 0, lines->count);
    if (whole <= flow->format->frame_height * WHOLE_PART || lines->count < 2 * LINES_KEPT) {
        return whole;
    }
    return part_height(lines, 0, LINES_KEPT);
}

double notes_with(struct flow *flow, double notes, const struct slice *slice) {
    for (size_t i = 0; i < slice->note_count; i++) {
        if (is_note(flow, slice->notes[i]) && !flow->note_set[slice->notes[i] - 1]) {
            notes += (notes > 0 ? 0 : notes_above(flow)) + least_height(flow, note_lines(flow, slice->notes[i]));
        }
    }
    return notes;
}

static void add_foot_note(struct flow *flow, struct foot_notes *notes, const struct foot_note *note) {
    notes->items = arena_grow(flow->setter->arena, notes->items, notes->count, &notes->capacity, sizeof *note);
    notes->items[notes->count++] = *note;
}

/* A note longer than a page is read over several of them. */
static void report_long(struct flow *flow, const struct galley *lines, struct source_pos pos) {
    double height = part_height(lines, 0, lines->count);
    if (height > flow->format->frame_height) {
        diag_add(flow->setter->diag, DIAG_CODE_LAYOUT_LONG_NOTE, pos, "page %zu: %.0f pt in a frame of %.0f pt",
                 flow->result.pages->count, height, flow->format->frame_height);
    }
}

void notes_take(struct flow *flow, const struct slice *slice) {
    for (size_t i = 0; i < slice->note_count; i++) {
        uint32_t node = slice->notes[i];
        if (is_note(flow, node) && !flow->note_set[node - 1]) {
            flow->note_set[node - 1] = true;
            const struct galley *lines = note_lines(flow, node);
            struct source_pos pos = document_node(flow->setter->job->document, node)->pos;
            add_foot_note(flow, &flow->foot,
                          &(struct foot_note){.lines = lines, .least = least_height(flow, lines), .pos = pos});
            report_long(flow, lines, pos);
        }
    }
}

/* Number of lines of note from its first that fit into height and may end there. */
static size_t fitting_end(const struct foot_note *note, double height) {
    size_t end = note->first;
    while (end < note->lines->count && part_height(note->lines, note->first, end + 1) <= height + FLOW_SLACK) {
        end++;
    }
    if (end < note->lines->count && note->lines->count - end < LINES_KEPT) {
        size_t last = note->lines->count - LINES_KEPT;
        end = last > note->first ? last : end;
    }
    return end;
}

/* The end of each note's part on this page: first what must stand, then as much more as there is room for. */
static double share_room(const struct flow *flow, size_t *ends, double room) {
    double extra = room - notes_above(flow), used = 0;
    for (size_t i = 0; i < flow->foot.count; i++) {
        extra -= flow->foot.items[i].least;
    }
    for (size_t i = 0; i < flow->foot.count; i++) {
        const struct foot_note *note = &flow->foot.items[i];
        ends[i] = fitting_end(note, note->least + fmax(extra, 0));
        double height = part_height(note->lines, note->first, ends[i]);
        extra -= height - note->least;
        used += height;
    }
    return used;
}

static double stamp_part(struct flow *flow, const struct foot_note *note, size_t end, double y) {
    for (size_t i = note->first; i < end; i++) {
        const struct slice *line = &note->lines->slices[i];
        y += i > note->first ? fmax(line[-1].after, line->before) : 0;
        page_stamp(flow, line, 0, y);
        y += line->height;
    }
    return y;
}

void notes_stamp(struct flow *flow, double bottom) {
    struct setter *setter = flow->setter;
    if (flow->foot.count == 0) {
        return;
    }
    size_t *ends = arena_array(setter->arena, flow->foot.count, sizeof *ends);
    double room = fmax(flow_bottom(flow) - bottom - setter_number(setter, NUMBER_GRID_STEP) / 2, flow->at.notes);
    double y = flow_bottom(flow) - share_room(flow, ends, room) - notes_above(flow);
    struct span span = setter_span(setter, "text");
    struct slice rule = {0};
    struct rect rect = {span.x, 0, span.width, setter_number(setter, NUMBER_STROKE_FOOTNOTE)};
    slice_add_rect(setter->arena, &rule, rect, setter_colour(setter, COLOUR_RULE_HAIR), ITEM_DECORATION);
    page_stamp(flow, &rule, 0, y);
    y += notes_above(flow);
    for (size_t i = 0; i < flow->foot.count; i++) {
        struct foot_note note = flow->foot.items[i];
        y = stamp_part(flow, &note, ends[i], y);
        if (ends[i] < note.lines->count) {
            note.first = ends[i];
            add_foot_note(flow, &flow->carried, &note);
        }
    }
    page_last_fill(flow)->bottom = flow_bottom(flow);
    flow->foot.count = 0;
}

void notes_bring(struct flow *flow) {
    double most = flow->format->frame_height * CARRIED_PART;
    for (size_t i = 0; i < flow->carried.count; i++) {
        struct foot_note note = flow->carried.items[i];
        note.least = part_height(note.lines, note.first, fitting_end(&note, most));
        flow->at.notes += (flow->at.notes > 0 ? 0 : notes_above(flow)) + note.least;
        most -= note.least;
        add_foot_note(flow, &flow->foot, &note);
    }
    flow->carried.count = 0;
}
