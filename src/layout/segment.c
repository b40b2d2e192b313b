#include "layout/segment.h"
#include "layout/word.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "drawing/drawing.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* A place where a line may end. */
struct cut {
    size_t offset;
    enum segment_end kind;
    const char *insert; /* letters added before a hyphen */
};

struct cuts {
    struct cut *items;
    size_t count, capacity;
};

/* Where a cluster of glyphs begins, in the text and on the line. */
struct cluster {
    size_t offset;
    double x;
};

struct clusters {
    struct cluster *items;
    size_t count, capacity;
    size_t next; /* the cursor of x_at */
};

static void add_cut(struct arena *arena, struct cuts *cuts, size_t offset, enum segment_end kind) {
    if (cuts->count == cuts->capacity) {
        cuts->items = arena_grow(arena, cuts->items, cuts->count, &cuts->capacity, sizeof *cuts->items);
    }
    cuts->items[cuts->count++] = (struct cut){offset, kind, NULL};
}

static void add_run(struct arena *arena, struct segments *segments, const struct text_run *run) {
    segments->runs =
        arena_grow(arena, segments->runs, segments->run_count, &segments->run_capacity, sizeof *segments->runs);
    segments->runs[segments->run_count++] = *run;
}

/* Shapes piece number i, the first glyph at x. Returns where the next one begins. */
static double shape_piece(struct setter *setter, struct segments *segments, size_t i, double x) {
    const struct inline_piece *piece = &segments->inlines->pieces[i];
    const char *text = segments->inlines->text.data;
    if (piece->drawing) {
        struct text_run place = {.start = piece->start, .piece = i, .x = x, .drawing = piece->drawing};
        place.run.width = drawing_width(piece->drawing);
        add_run(setter->scratch, segments, &place);
        return x + place.run.width;
    }
    if (text[piece->start] == '\n') {
        return x;
    }
    struct shaped shaped = text_shape(setter->scratch, setter->job->shaper, setter->diag, piece->style, piece->language,
                                      text + piece->start, piece->end - piece->start, piece->pos);
    for (size_t k = 0; k < shaped.count; k++) {
        struct text_run run = {.run = shaped.runs[k], .piece = i, .x = x};
        run.start = (size_t)(shaped.runs[k].text - text);
        add_run(setter->scratch, segments, &run);
        x += run.run.width;
    }
    return x;
}

static void add_cluster(struct arena *arena, struct clusters *clusters, size_t offset, double x) {
    if (clusters->count > 0 && clusters->items[clusters->count - 1].offset == offset) {
        return;
    }
    clusters->items =
        arena_grow(arena, clusters->items, clusters->count, &clusters->capacity, sizeof *clusters->items);
    clusters->items[clusters->count++] = (struct cluster){offset, x};
}

/* Makes room for count clusters more. */
static void reserve_clusters(struct arena *arena, struct clusters *clusters, size_t count) {
    size_t needed = clusters->count + count;
    if (needed <= clusters->capacity) {
        return;
    }
    size_t capacity = 2 * clusters->capacity > needed ? 2 * clusters->capacity : needed;
    struct cluster *items = arena_bytes(arena, capacity * sizeof *items);
    if (clusters->count > 0) {
        memcpy(items, clusters->items, clusters->count * sizeof *items);
    }
    clusters->items = items;
    clusters->capacity = capacity;
}

static void run_clusters(struct arena *arena, struct clusters *clusters, const struct text_run *run) {
    if (run->drawing) {
        add_cluster(arena, clusters, run->start, run->x);
        return;
    }
    double scale = run->run.size / face_metrics(run->run.face)->units_per_em;
    double tracking = run->run.tracking * run->run.size, x = run->x;
    reserve_clusters(arena, clusters, run->run.count + 1); /* one for the end of the text */
    struct cluster *next = clusters->items + clusters->count;
    for (size_t i = 0; i < run->run.count; i++) {
        const struct glyph *glyph = &run->run.glyphs[i];
        size_t offset = run->start + glyph->start;
        if (glyph->size > 0 && (next == clusters->items || next[-1].offset != offset)) {
            *next++ = (struct cluster){offset, x};
        }
        x += glyph->advance * scale + tracking;
    }
    clusters->count = (size_t)(next - clusters->items);
}

/* Where the cluster at or behind offset begins; offsets must not descend from call to call. */
static double x_at(struct clusters *clusters, size_t offset) {
    while (clusters->next + 1 < clusters->count && clusters->items[clusters->next].offset < offset) {
        clusters->next++;
    }
    return clusters->items[clusters->next].x;
}

/* True if a cluster begins at offset, the cursor standing there. */
static bool at_cluster(const struct clusters *clusters, size_t offset) {
    return clusters->items[clusters->next].offset == offset;
}

static bool is_letter(uint32_t code) {
    bool latin = (code | 0x20) >= 'a' && (code | 0x20) <= 'z' && code < 0x80;
    return latin || (code >= 0xC0 && code < 0x2000 && code != 0xD7 && code != 0xF7);
}

/* The letters of a word without the signs around it; *size is 0 if other signs stand among them or they are too few. */
static size_t word_core(const char *text, size_t start, size_t stop, double least, size_t *size) {
    size_t first = stop, last = start;
    double letters = 0;
    bool mixed = false, ended = false;
    for (size_t i = start, length; i < stop; i += length) {
        bool letter = is_letter(utf8_decode(text + i, stop - i, &length));
        mixed = mixed || (letter && ended);
        ended = ended || (!letter && letters > 0);
        if (letter) {
            first = letters > 0 ? first : i;
            last = i + length;
            letters++;
        }
    }
    *size = mixed || letters < least ? 0 : last - first;
    return first;
}

/* In the language of the word itself. */
static void add_hyphens(struct setter *setter, const struct segments *segments, struct cuts *cuts, size_t start,
                        size_t stop) {
    const char *text = segments->inlines->text.data;
    size_t size;
    size_t core = word_core(text, start, stop, setter_number(setter, NUMBER_HYPHEN_MIN_WORD), &size);
    if (size == 0) {
        return;
    }
    const char *language = inlines_piece(segments->inlines, core + 1)->language;
    size_t count;
    const struct text_hyphen *hyphens =
        text_hyphens(setter->scratch, setter->job->shaper, setter->diag, language, text + core, size,
                     (int)setter_number(setter, NUMBER_HYPHEN_LEFT), (int)setter_number(setter, NUMBER_HYPHEN_RIGHT),
                     &count);
    for (size_t i = 0; i < count; i++) {
        add_cut(setter->scratch, cuts, core + hyphens[i].offset, END_HYPHEN);
        cuts->items[cuts->count - 1].insert = hyphens[i].insert;
    }
}

/* The end of the word before offset: without spaces and the line's end. */
static size_t word_stop(const char *text, size_t start, size_t offset) {
    while (offset > start && (text[offset - 1] == ' ' || text[offset - 1] == '\n')) {
        offset--;
    }
    return offset;
}

const struct inline_piece *inlines_piece(const struct inlines *inlines, size_t offset) {
    size_t low = 0, high = inlines->count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (inlines->pieces[middle].end < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return &inlines->pieces[low];
}

/* True if the mark of a note begins at offset. */
static bool starts_note(const struct inlines *inlines, size_t offset) {
    if (inlines->count == 1) {
        return false;
    }
    const struct inline_piece *piece = inlines_piece(inlines, offset + 1);
    return piece->note && piece->start == offset;
}

/* Ends in U+00AD, which is shown only at a line's end. */
static bool ends_soft(const char *text, size_t start, size_t stop) {
    return stop >= start + 2 && memcmp(text + stop - 2, "\xC2\xAD", 2) == 0;
}

/* What a line's end at offset means, the word before it ending at stop. */
static enum segment_end end_kind(const char *text, size_t start, size_t stop, size_t offset) {
    if (ends_soft(text, start, stop)) {
        return END_HYPHEN;
    }
    bool sign = text[stop - 1] == '-' || (stop >= start + 3 && memcmp(text + stop - 3, "\u2010", 3) == 0);
    return stop == offset && stop > start + 1 && sign ? END_DASH : END_SPACE;
}

/* Adds the places where an address may be divided, without a hyphen. */
static void add_address(struct setter *setter, struct cuts *cuts, const char *text, size_t start, size_t stop) {
    for (size_t i = start; i < stop; i++) {
        if (address_breaks(text, start, stop, i)) {
            add_cut(setter->scratch, cuts, i, END_ADDRESS);
        }
    }
}

/* The cuts inside a word, which ends at stop. */
static void cut_word(struct setter *setter, const struct segments *segments, struct cuts *cuts, bool hyphenate,
                     size_t start, size_t stop) {
    const char *text = segments->inlines->text.data;
    if (segments->addresses && address_size(text + start, stop - start) > 0) {
        add_address(setter, cuts, text, start, stop);
    } else if (hyphenate) {
        add_hyphens(setter, segments, cuts, start, stop);
    }
}

/* True if no line may end at offset, which is inside the text, though words part there. */
static bool is_closed(const struct segments *segments, size_t start, size_t offset) {
    const struct inlines *inlines = segments->inlines;
    const char *text = inlines->text.data;
    return text_is_tied(text, inlines->text.size, offset) || starts_note(inlines, offset) ||
           (segments->addresses && address_size(text + start, inlines->text.size - start) > offset - start);
}

static struct cuts find_cuts(struct setter *setter, const struct segments *segments, bool hyphenate) {
    const struct inlines *inlines = segments->inlines;
    const char *text = inlines->text.data;
    size_t size = inlines->text.size, count, start = 0;
    struct cuts cuts = {0};
    const struct text_break *breaks = text_breaks(setter->scratch, setter->job->shaper, setter->job->document->language,
                                                  text, size, &count);
    cuts.capacity = 2 * count + 2; /* some words have more cuts than one */
    cuts.items = arena_bytes(setter->scratch, cuts.capacity * sizeof *cuts.items);
    for (size_t i = 0; i <= count; i++) {
        size_t offset = i < count ? breaks[i].offset : size;
        bool mandatory = i < count && breaks[i].mandatory && offset < size;
        bool inside = offset < size && !mandatory;
        if (offset <= start || (inside && is_closed(segments, start, offset))) {
            continue;
        }
        size_t stop = word_stop(text, start, offset);
        cut_word(setter, segments, &cuts, hyphenate, start, stop);
        add_cut(setter->scratch, &cuts, offset, mandatory ? END_MANDATORY : end_kind(text, start, stop, offset));
        start = offset;
    }
    return cuts;
}

/* Width of a hyphen, and the letters with it, in the style of the text at the cut. */
static double hyphen_width(struct setter *setter, const struct inlines *inlines, const struct cut *cut) {
    const char *letters = arena_print(setter->scratch, "%s\xC2\xAD", cut->insert ? cut->insert : "");
    return setter_width(setter, inlines_piece(inlines, cut->offset)->style, letters);
}

static void add_segment(struct setter *setter, struct segments *segments, struct clusters *clusters,
                        const struct cut *cut) {
    const struct segment *last = segments->count > 0 ? &segments->items[segments->count - 1] : NULL;
    struct segment segment = {.end = cut->offset, .kind = cut->kind};
    segment.start = last ? last->end : 0;
    segment.x = last ? last->x_end : 0;
    segment.spaces = last ? last->spaces + last->x_end - last->x_stop : 0;
    segment.stop = word_stop(segments->inlines->text.data, segment.start, cut->offset);
    segment.x_stop = x_at(clusters, segment.stop);
    segment.x_end = x_at(clusters, segment.end);
    if (!at_cluster(clusters, segment.end) && cut->kind == END_HYPHEN) {
        return; /* inside a ligature: the next cut takes the whole */
    }
    if (cut->kind == END_HYPHEN) {
        segment.hyphen = hyphen_width(setter, segments->inlines, cut);
        segment.insert = cut->insert;
    }
    if (last) {
        segment.word = last->word + (last->end > last->stop || last->kind == END_MANDATORY);
    }
    segments->items[segments->count++] = segment;
}

static void cut_segments(struct setter *setter, struct segments *segments, struct clusters *clusters,
                         const struct cuts *cuts) {
    segments->count = 0;
    segments->capacity = cuts->count;
    segments->items = arena_bytes(setter->scratch, cuts->count * sizeof *segments->items);
    clusters->next = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        add_segment(setter, segments, clusters, &cuts->items[i]);
    }
}

static bool is_too_wide(const struct segment *segment, double limit) {
    return segment->x_stop - segment->x + segment->hyphen > limit + 0.01;
}

/* Notes which word does not fit. */
static void add_wide(struct setter *setter, struct segments *segments, size_t start) {
    segments->wide =
        arena_grow(setter->scratch, segments->wide, segments->wide_count, &segments->wide_capacity, sizeof start);
    segments->wide[segments->wide_count++] = start;
}

/* Allows a break at every cluster of the segments that are wider than limit. */
static void force_cuts(struct setter *setter, struct segments *segments, struct clusters *clusters,
                       double limit) {
    struct cuts cuts = {0};
    size_t next = 0;
    for (size_t i = 0; i < segments->count; i++) {
        const struct segment *segment = &segments->items[i];
        if (is_too_wide(segment, limit)) {
            add_wide(setter, segments, segment->start);
            for (; next < clusters->count && clusters->items[next].offset < segment->stop; next++) {
                if (clusters->items[next].offset > segment->start) {
                    add_cut(setter->scratch, &cuts, clusters->items[next].offset, END_FORCED);
                }
            }
            segments->cut = true;
        }
        while (next < clusters->count && clusters->items[next].offset < segment->end) {
            next++;
        }
        add_cut(setter->scratch, &cuts, segment->end, segment->kind);
        cuts.items[cuts.count - 1].insert = segment->insert;
    }
    if (segments->cut) {
        cut_segments(setter, segments, clusters, &cuts);
    }
}

/* Marks the parts of words that are wider than limit: without all their hyphens they fit no line. */
static void mark_needed(struct segments *segments, double limit) {
    for (size_t first = 0, end; first < segments->count; first = end) {
        end = first + 1;
        while (end < segments->count && segments->items[end].word == segments->items[first].word) {
            end++;
        }
        bool wide = segments->items[end - 1].x_stop - segments->items[first].x > limit;
        for (size_t i = first; i < end; i++) {
            segments->items[i].needed = wide;
        }
    }
}

struct segments segments_new(struct setter *setter, const struct inlines *inlines, bool hyphenate, double limit) {
    struct segments segments = {.inlines = inlines};
    if (inlines->text.size == 0) {
        return segments;
    }
    segments.addresses = text_may_hold_address(inlines->text.data, inlines->text.size);
    struct clusters clusters = {0};
    double x = 0;
    for (size_t i = 0; i < inlines->count; i++) {
        size_t first = segments.run_count;
        x = shape_piece(setter, &segments, i, x);
        for (size_t k = first; k < segments.run_count; k++) {
            run_clusters(setter->scratch, &clusters, &segments.runs[k]);
        }
    }
    add_cluster(setter->scratch, &clusters, inlines->text.size, x);
    struct cuts cuts = find_cuts(setter, &segments, hyphenate);
    cut_segments(setter, &segments, &clusters, &cuts);
    force_cuts(setter, &segments, &clusters, limit);
    mark_needed(&segments, limit);
    return segments;
}

