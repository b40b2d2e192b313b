#include "layout/paragraph.h"

#include "base/arena.h"

#include <math.h>

/* Rounding of widths, and the overhang of a slanted letter, make no overfull line [pt]. */
#define OVERFULL_SLACK 0.5

/* A ragged line may leave so much of its measure empty, a justified one widen its spaces so much, as a part of
 * their width. Measures of
 * fewer em have room for a few words only: no setting of them is even. */
#define LOOSE_REST 0.4
#define LOOSE_SPACE 1.25
#define LOOSE_MEASURE 16

/* Bytes of a line or word that messages repeat. */
#define QUOTE_MAX 60

/* Hands the notes whose marks stand from start to end to the slice. Pieces are in the order of the text. */
static void add_notes(struct setter *setter, struct slice *slice, const struct segments *segments, size_t start,
                      size_t end) {
    const struct inlines *inlines = segments->inlines;
    size_t i = (size_t)(inlines_piece(inlines, start + 1) - inlines->pieces);
    for (; i < inlines->count && inlines->pieces[i].start < end; i++) {
        const struct inline_piece *piece = &inlines->pieces[i];
        if (piece->note && piece->start >= start) {
            slice_add_note(setter->arena, slice, piece->note);
        }
    }
}

/* The first bytes of what stands from start to end, without the spaces at its end. */
static const char *quote(struct setter *setter, const struct inlines *inlines, size_t start, size_t end) {
    const char *text = inlines->text.data;
    size_t most = start + QUOTE_MAX;
    while (end > start && text[end - 1] == ' ') {
        end--;
    }
    end = end < most ? end : most;
    while (end > start && end < inlines->text.size && (text[end] & 0xC0) == 0x80) {
        end--;
    }
    return arena_print(setter->arena, "\"%.*s\"", (int)(end - start), text + start);
}

/* True if a line that need not end here leaves too much of its measure empty, or its spaces are too wide. */
static bool is_loose(const struct segments *segments, const struct paragraph *paragraph, const struct line_ends *ends,
                     size_t i) {
    size_t first = i > 0 ? ends->ends[i - 1] : 0;
    double measure = paragraph->width - (i == 0 ? paragraph->first : paragraph->rest);
    double rest = measure - segments_width(segments, first, ends->ends[i]);
    bool open = i + 1 < ends->count && segments->items[ends->ends[i] - 1].kind != END_MANDATORY;
    if (!open || paragraph->form == FORM_BALANCED || measure < LOOSE_MEASURE * paragraph->style->size) {
        return false;
    }
    if (paragraph->form == FORM_JUSTIFIED && segments->items[ends->ends[i] - 1].kind != END_ADDRESS) {
        double spaces = segments_spaces(segments, first, ends->ends[i]);
        return rest > fmax(spaces, 1) * LOOSE_SPACE;
    }
    return rest > LOOSE_REST * measure;
}

/* What is wrong with line number i of ends. */
static void add_faults(struct setter *setter, struct slice *slice, const struct segments *segments,
                       const struct paragraph *paragraph, const struct line_ends *ends, size_t i) {
    size_t first = i > 0 ? ends->ends[i - 1] : 0;
    size_t start = segments->items[first].start, end = segments->items[ends->ends[i] - 1].end;
    double measure = fmax(paragraph->width - (i == 0 ? paragraph->first : paragraph->rest), 0);
    double shrink = paragraph->form == FORM_JUSTIFIED ? SPACE_SHRINK * segments_spaces(segments, first, ends->ends[i]) : 0;
    bool wide = segments_width(segments, first, ends->ends[i]) - shrink > measure + OVERFULL_SLACK;
    size_t stop = end;
    struct source_pos pos = inlines_piece(segments->inlines, start + 1)->pos;
    for (size_t k = 0; k < segments->wide_count && !wide; k++) {
        wide = segments->wide[k] >= start && segments->wide[k] < end;
        start = wide ? segments->wide[k] : start;
        stop = segments->inlines->text.size;
    }
    if (wide) {
        const char *word = quote(setter, segments->inlines, start, stop);
        slice_add_fault(setter->arena, slice, (struct fault){DIAG_CODE_LAYOUT_OVERFULL, pos, word});
    } else if (is_loose(segments, paragraph, ends, i)) {
        const char *line = quote(setter, segments->inlines, start, end);
        slice_add_fault(setter->arena, slice, (struct fault){DIAG_CODE_LAYOUT_LOOSE, pos, line});
    }
}

static void add_anchors(struct setter *setter, struct slice *slice, const struct inlines *inlines, double x) {
    for (size_t i = 0; i < inlines->anchor_count; i++) {
        slice_add_anchor(setter->arena, slice, (struct anchor){.node = inlines->anchors[i], .x = x});
    }
}

static void report_long(struct setter *setter, struct slice *first, const struct inlines *inlines,
                        const struct segments *segments) {
    size_t words = segments->items[segments->count - 1].word + 1;
    const char *detail = arena_print(setter->arena, "%zu words", words);
    slice_add_fault(setter->arena, first,
                    (struct fault){DIAG_CODE_LAYOUT_LONG_PARAGRAPH, inlines->pieces[0].pos, detail});
}

void paragraph_set(struct setter *setter, struct galley *galley, const struct inlines *inlines,
                   const struct paragraph *paragraph) {
    double limit = paragraph->width - fmax(paragraph->first, paragraph->rest);
    struct segments segments = segments_new(setter, inlines, paragraph->hyphenate, limit);
    struct line_ends ends = paragraph_break(setter, &segments, paragraph);
    size_t before = galley->count;
    for (size_t i = 0; i < ends.count; i++) {
        struct slice *slice = galley_add(setter->arena, galley);
        slice->height = paragraph->style->leading;
        slice->baseline = style_baseline(paragraph->style);
        slice->pos = inlines->pieces[0].pos;
        slice->before = i == 0 ? paragraph->style->before : 0;
        slice->after = i + 1 == ends.count ? paragraph->style->after : 0;
        slice->start = START_FREE;
        slice->keep = i + 1 < ends.count && (i == 0 || i + 2 == ends.count);
        line_set(setter, slice, &segments, paragraph, &ends, i);
        add_faults(setter, slice, &segments, paragraph, &ends, i);
        size_t first = i > 0 ? ends.ends[i - 1] : 0;
        add_notes(setter, slice, &segments, segments.items[first].start, segments.items[ends.ends[i] - 1].end);
        if (i == 0) {
            add_anchors(setter, slice, inlines, paragraph->x);
        }
    }
    if (segments.count > PARAGRAPH_PART && galley->count > before) {
        report_long(setter, &galley->slices[before], inlines, &segments);
    }
    arena_clear(setter->scratch);
}

struct text_extent paragraph_measure(struct setter *setter, const struct inlines *inlines) {
    struct segments segments = segments_new(setter, inlines, false, INFINITY);
    struct text_extent extent = {0, 0};
    size_t first = 0;
    for (size_t i = 0; i < segments.count; i++) {
        extent.least = fmax(extent.least, segments_width(&segments, i, i + 1));
        if (segments.items[i].kind == END_MANDATORY || i + 1 == segments.count) {
            extent.most = fmax(extent.most, segments_width(&segments, first, i + 1));
            first = i + 1;
        }
    }
    arena_clear(setter->scratch);
    return extent;
}
