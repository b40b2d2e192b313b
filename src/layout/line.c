/* A line's glyphs: cut from the runs of the whole text, put together again by piece, and placed. */
#include "layout/paragraph.h"

#include "base/arena.h"
#include "drawing/drawing.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* A line being set. */
struct line {
    struct setter *setter;
    struct slice *slice;
    const struct segments *segments;
    size_t start, end; /* bytes of the text */
    double x;          /* where the next glyph stands */
    double y;          /* baseline */
    double stretch;    /* added to every space [pt] */
    size_t space_end;  /* bytes from here on are not stretched */
};

/* Glyphs of run that stand for bytes of the line, and the bytes they stand for. */
struct range {
    size_t first, last; /* glyphs first to before last */
    size_t start, end;  /* bytes of the text */
};

/* The first glyph of run that stands for bytes from offset on. */
static size_t glyph_at(const struct text_run *run, size_t offset) {
    size_t low = 0, high = run->run.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (run->start + run->run.glyphs[middle].start < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static struct range range_of(const struct line *line, const struct text_run *run) {
    struct range range = {.first = glyph_at(run, line->start), .last = glyph_at(run, line->end)};
    if (range.first < range.last) {
        range.start = run->start + run->run.glyphs[range.first].start;
        range.end = run->start + run->run.text_size;
        range.end = range.end < line->end ? range.end : line->end;
    }
    return range;
}

static bool is_space_at(const struct line *line, size_t offset) {
    return line->segments->inlines->text.data[offset] == ' ' && offset < line->space_end;
}

static double glyph_width(const struct glyph_run *run, const struct glyph *glyph) {
    return glyph->advance * run->size / face_metrics(run->face)->units_per_em + run->tracking * run->size;
}

/* A run of the glyphs in range, as a run of its own; spaces are stretched. */
static struct glyph_run *cut_run(const struct line *line, const struct text_run *run, const struct range *range) {
    struct arena *arena = line->setter->arena;
    struct glyph_run *cut = arena_alloc(arena, sizeof *cut);
    struct glyph *glyphs = arena_bytes(arena, (range->last - range->first) * sizeof *glyphs);
    *cut = run->run;
    cut->text = line->segments->inlines->text.data + range->start;
    cut->text_size = range->end - range->start;
    cut->glyphs = glyphs;
    cut->count = range->last - range->first;
    cut->width = 0;
    double units = face_metrics(run->run.face)->units_per_em / run->run.size;
    for (size_t i = 0; i < cut->count; i++) {
        glyphs[i] = run->run.glyphs[range->first + i];
        size_t offset = run->start + glyphs[i].start;
        if (is_space_at(line, offset)) {
            glyphs[i].advance += (int32_t)(line->stretch * units);
        }
        glyphs[i].start = (uint32_t)(offset - range->start);
        cut->width += glyph_width(cut, &glyphs[i]);
    }
    return cut;
}

static struct set_item piece_item(const struct inline_piece *piece) {
    return (struct set_item){.item = {.role = ITEM_ORIGINAL, .part = piece->part, .node = piece->node, .origin = piece->origin},
                             .style = piece->style,
                             .page_of = piece->page_of};
}

/* A drawing stands in the line with its middle at that of the capitals. */
static void set_drawing(struct line *line, const struct text_run *run) {
    const struct inline_piece *piece = &line->segments->inlines->pieces[run->piece];
    struct set_item item = piece_item(piece);
    item.item.kind = ITEM_DRAWING;
    item.item.drawing = run->drawing;
    item.item.width = drawing_width(run->drawing);
    item.item.height = drawing_height(run->drawing);
    item.item.x = line->x;
    const struct face_metrics *metrics = face_metrics(piece->style->face);
    double capital = piece->style->size * metrics->cap_height / metrics->units_per_em;
    item.item.y = line->y - (capital + item.item.height) / 2;
    slice_add_item(line->setter->arena, line->slice, &item);
    line->x += item.item.width;
}

static void set_run(struct line *line, const struct text_run *run) {
    struct range range = range_of(line, run);
    if (range.first >= range.last) {
        return;
    }
    struct set_item item = piece_item(&line->segments->inlines->pieces[run->piece]);
    const struct glyph_run *cut = cut_run(line, run, &range);
    item.item.kind = ITEM_TEXT;
    item.item.run = cut;
    item.item.x = line->x;
    item.item.y = line->y;
    item.item.width = cut->width;
    slice_add_item(line->setter->arena, line->slice, &item);
    line->x += cut->width;
}

/* The last text of the line with a hyphen of its own style at the end, and before it the letters that the language
 * adds there (NULL: none). */
static void set_hyphen(struct line *line, const char *insert) {
    struct arena *arena = line->setter->arena;
    struct page_item *last = &line->slice->items[line->slice->count - 1].item;
    const struct text_style *style = line->slice->items[line->slice->count - 1].style;
    const struct glyph_run *before = last->run;
    const char *sign = arena_print(arena, "%s\xC2\xAD", insert ? insert : "");
    struct shaped hyphen = text_shape(arena, line->setter->job->shaper, line->setter->diag, style,
                                      line->setter->job->document->language, sign, strlen(sign), line->slice->pos);
    if (hyphen.count != 1 || hyphen.runs[0].face != before->face) {
        return;
    }
    const struct glyph_run *added = &hyphen.runs[0];
    struct glyph_run *run = arena_alloc(arena, sizeof *run);
    struct glyph *glyphs = arena_array(arena, before->count + added->count, sizeof *glyphs);
    memcpy(glyphs, before->glyphs, before->count * sizeof *glyphs);
    for (size_t i = 0; i < added->count; i++) {
        glyphs[before->count + i] = added->glyphs[i];
        glyphs[before->count + i].start += (uint32_t)before->text_size;
    }
    *run = *before;
    run->text = arena_print(arena, "%.*s%s", (int)before->text_size, before->text, sign);
    run->text_size = before->text_size + strlen(sign);
    run->glyphs = glyphs;
    run->count = before->count + added->count;
    run->width = before->width + hyphen.width;
    last->run = run;
    last->width = run->width;
}

/* The first run that reaches beyond offset. Runs stand in the order of the text. */
static size_t run_at(const struct segments *segments, size_t offset) {
    size_t low = 0, high = segments->run_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (segments->runs[middle].start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* What each space gains; a line that need not be full loses what it has too much. */
static double stretch_of(const struct line *line, const struct paragraph *paragraph, double rest) {
    size_t spaces = 0;
    for (size_t i = line->start; i < line->space_end; i++) {
        spaces += is_space_at(line, i);
    }
    return paragraph->form == FORM_JUSTIFIED && spaces > 0 ? rest / (double)spaces : 0;
}

/* Makes the line as high as the drawings in it. */
static void fit_drawings(struct slice *slice) {
    double above = 0, below = 0;
    for (size_t i = 0; i < slice->count; i++) {
        const struct page_item *item = &slice->items[i].item;
        if (item->kind == ITEM_DRAWING) {
            above = fmax(above, -item->y);
            below = fmax(below, item->y + item->height - slice->height);
        }
    }
    for (size_t i = 0; i < slice->count && above > 0; i++) {
        slice->items[i].item.y += above;
    }
    slice->baseline += above;
    slice->height += above + below;
}

void line_set(struct setter *setter, struct slice *slice, const struct segments *segments,
              const struct paragraph *paragraph, const struct line_ends *ends, size_t i) {
    size_t first = i > 0 ? ends->ends[i - 1] : 0;
    const struct segment *last = &segments->items[ends->ends[i] - 1];
    double indent = i == 0 ? paragraph->first : paragraph->rest;
    double rest = paragraph->width - indent - segments_width(segments, first, ends->ends[i]);
    struct line line = {.setter = setter,
                        .slice = slice,
                        .segments = segments,
                        .start = segments->items[first].start,
                        .end = last->end,
                        .x = paragraph->x + indent + (paragraph->right ? rest : 0),
                        .y = style_baseline(paragraph->style),
                        .space_end = last->stop};
    bool open = i + 1 < ends->count && last->kind != END_MANDATORY;
    bool full = open && last->kind != END_ADDRESS;
    line.stretch = stretch_of(&line, paragraph, full ? rest : fmin(rest, 0));
    for (size_t k = run_at(segments, line.start); k < segments->run_count && segments->runs[k].start < line.end; k++) {
        if (segments->runs[k].drawing && segments->runs[k].start >= line.start) {
            set_drawing(&line, &segments->runs[k]);
        } else if (!segments->runs[k].drawing) {
            set_run(&line, &segments->runs[k]);
        }
    }
    if (open && last->kind == END_HYPHEN && slice->count > 0 && slice->items[slice->count - 1].item.run) {
        set_hyphen(&line, last->insert);
    }
    fit_drawings(slice);
}
