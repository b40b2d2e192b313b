#include "layout/paragraph.h"

#include "base/arena.h"

#include <assert.h>
#include <math.h>

/* Demerits of a line are the square of its unused rest in per cent of the measure. The others are weighed against
 * that: a hyphen is worth a rest of 17 per cent, a last line too short any raggedness, and nothing is worse than no
 * way at all. */
#define DEMERITS_HYPHEN 300.0
#define DEMERITS_SHORT_LAST 1e5
#define DEMERITS_FORCED 50.0
#define DEMERITS_OVERFULL 1e9

/* Lines since the last hyphen are counted up to this. */
#define STATE_MAX 8

/* The best way to a break, for each number of lines since the last hyphen. */
struct way {
    double demerits; /* INFINITY: none */
    size_t from;     /* segment where the last line starts */
    int state;       /* of the break before it */
};

struct breaker {
    const struct segments *segments;
    const struct paragraph *paragraph;
    double width;
    double last_line; /* a last line of one word must be at least this long [pt] */
    int states;       /* one hyphen in so many lines */
    struct way *ways; /* by segment and state */
};

static struct way *way_at(const struct breaker *breaker, size_t segment, int state) {
    return &breaker->ways[segment * (size_t)breaker->states + (size_t)state];
}

static double line_measure(const struct breaker *breaker, size_t first) {
    return fmax(breaker->width - (first == 0 ? breaker->paragraph->first : breaker->paragraph->rest), 1);
}

static double last_line_demerits(const struct breaker *breaker, size_t first, double width) {
    const struct segments *segments = breaker->segments;
    bool part = first > 0 && segments->items[first].word == segments->items[first - 1].word;
    size_t words = segments->items[segments->count - 1].word - segments->items[first].word + (part ? 0 : 1);
    return first > 0 && words < 2 && width < breaker->last_line ? DEMERITS_SHORT_LAST : 0;
}

/* Demerits of the line from segment first to before end. */
static double line_demerits(const struct breaker *breaker, size_t first, size_t end) {
    double measure = line_measure(breaker, first);
    double width = segments_width(breaker->segments, first, end);
    double rest = 100 * (measure - width) / measure;
    double overfull = width > measure + 0.01 ? DEMERITS_OVERFULL * (width - measure) : 0;
    if (end == breaker->segments->count) {
        return overfull + last_line_demerits(breaker, first, width);
    }
    switch (breaker->segments->items[end - 1].kind) {
    case END_SPACE:
        return overfull + rest * rest;
    case END_HYPHEN:
        return overfull + rest * rest + DEMERITS_HYPHEN;
    case END_FORCED:
        return overfull + rest * rest + DEMERITS_FORCED;
    case END_MANDATORY:
    case END_COUNT:
        break;
    }
    return overfull;
}

/* Tries the line from first to end behind every way to first. */
static void try_line(const struct breaker *breaker, size_t first, size_t end) {
    double demerits = line_demerits(breaker, first, end);
    const struct segment *last = &breaker->segments->items[end - 1];
    bool hyphen = last->kind == END_HYPHEN && !last->needed;
    for (int state = 0; state < breaker->states; state++) {
        const struct way *way = way_at(breaker, first, state);
        if (isinf(way->demerits) || (hyphen && state < breaker->states - 1)) {
            continue;
        }
        int next = hyphen ? 0 : state + 1 < breaker->states ? state + 1 : state;
        struct way *best = way_at(breaker, end, next);
        if (way->demerits + demerits < best->demerits) {
            *best = (struct way){way->demerits + demerits, first, state};
        }
    }
}

/* Fills in the ways to a break behind segment end - 1: all lines that fit, and one that does not if there is no
 * other. */
static void find_ways(const struct breaker *breaker, size_t end) {
    for (int state = 0; state < breaker->states; state++) {
        way_at(breaker, end, state)->demerits = INFINITY;
    }
    for (size_t first = end; first-- > 0;) {
        bool mandatory = first + 1 < end && breaker->segments->items[first].kind == END_MANDATORY;
        double width = segments_width(breaker->segments, first, end);
        /* The first line may be the wider one, so its measure is tried for every start. */
        double widest = fmax(line_measure(breaker, first), line_measure(breaker, 0));
        if (mandatory || (first + 1 < end && width > widest + 0.01)) {
            break;
        }
        if (first + 1 == end || width <= line_measure(breaker, first) + 0.01) {
            try_line(breaker, first, end);
        }
    }
}

/* Follows the best ways back from the end. */
static struct line_ends trace_back(struct arena *arena, const struct breaker *breaker) {
    size_t count = breaker->segments->count;
    int best = 0;
    for (int state = 1; state < breaker->states; state++) {
        if (way_at(breaker, count, state)->demerits < way_at(breaker, count, best)->demerits) {
            best = state;
        }
    }
    size_t lines = 0;
    size_t *ends = arena_array(arena, count, sizeof *ends);
    for (size_t at = count; at > 0; lines++) {
        const struct way *way = way_at(breaker, at, best);
        ends[count - 1 - lines] = at;
        at = way->from;
        best = way->state;
    }
    return (struct line_ends){ends + count - lines, lines};
}

static struct line_ends break_at(struct setter *setter, const struct segments *segments,
                                 const struct paragraph *paragraph, double width) {
    int states = (int)setter_number(setter, NUMBER_HYPHEN_ONE_IN);
    struct breaker breaker = {.segments = segments,
                              .paragraph = paragraph,
                              .width = width,
                              .last_line = fmin(setter_number(setter, NUMBER_LAST_LINE_WIDTH), width / 4),
                              .states = states < 1 ? 1 : states > STATE_MAX ? STATE_MAX : states};
    breaker.ways =
        arena_array(setter->scratch, (segments->count + 1) * (size_t)breaker.states, sizeof *breaker.ways);
    for (int state = 0; state < breaker.states; state++) {
        way_at(&breaker, 0, state)->demerits = state == breaker.states - 1 ? 0 : INFINITY;
    }
    for (size_t end = 1; end <= segments->count; end++) {
        find_ways(&breaker, end);
    }
    return trace_back(setter->scratch, &breaker);
}

/* Number of lines if each takes as much as fits. */
static size_t count_lines(const struct segments *segments, double width) {
    size_t lines = 0;
    for (size_t first = 0, end; first < segments->count; first = end) {
        end = first + 1;
        while (end < segments->count && segments->items[end - 1].kind != END_MANDATORY &&
               segments_width(segments, first, end + 1) <= width + 0.01) {
            end++;
        }
        lines++;
    }
    return lines;
}

/* The narrowest measure that needs no more lines than the whole width, to a tenth of a point. */
static double balanced_width(const struct segments *segments, double width) {
    size_t lines = count_lines(segments, width);
    double low = 0, high = width;
    while (high - low > 0.1) {
        double middle = (low + high) / 2;
        bool fits = count_lines(segments, middle) <= lines;
        for (size_t k = 0; k < segments->count && fits; k++) {
            fits = segments_width(segments, k, k + 1) <= middle + 0.01;
        }
        *(fits ? &high : &low) = middle;
    }
    return high;
}

struct line_ends paragraph_break(struct setter *setter, const struct segments *segments,
                                 const struct paragraph *paragraph) {
    if (segments->count == 0) {
        return (struct line_ends){NULL, 0};
    }
    double width = paragraph->width;
    if (paragraph->form == FORM_BALANCED) {
        width = balanced_width(segments, width - fmax(paragraph->first, paragraph->rest)) +
                fmax(paragraph->first, paragraph->rest);
    }
    return break_at(setter, segments, paragraph, width);
}

static void add_notes(struct setter *setter, struct slice *slice, const struct segments *segments, size_t start,
                      size_t end) {
    const struct inlines *inlines = segments->inlines;
    for (size_t i = 0; i < inlines->count; i++) {
        const struct inline_piece *piece = &inlines->pieces[i];
        if (piece->note && piece->start >= start && piece->start < end) {
            slice_add_note(setter->arena, slice, piece->note);
        }
    }
}

static void add_anchors(struct setter *setter, struct slice *slice, const struct inlines *inlines, double x) {
    for (size_t i = 0; i < inlines->anchor_count; i++) {
        slice_add_anchor(setter->arena, slice, (struct anchor){.node = inlines->anchors[i], .x = x});
    }
}

void paragraph_set(struct setter *setter, struct galley *galley, const struct inlines *inlines,
                   const struct paragraph *paragraph) {
    double limit = paragraph->width - fmax(paragraph->first, paragraph->rest);
    struct segments segments = segments_new(setter, inlines, paragraph->hyphenate, limit);
    struct line_ends ends = paragraph_break(setter, &segments, paragraph);
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
        size_t first = i > 0 ? ends.ends[i - 1] : 0;
        add_notes(setter, slice, &segments, segments.items[first].start, segments.items[ends.ends[i] - 1].end);
        if (i == 0) {
            add_anchors(setter, slice, inlines, paragraph->x);
        }
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
