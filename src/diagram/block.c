#include "diagram/block.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "diagram/kind.h"
#include "text/font.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double SMALLER = 0.5, NOTE_GAP = 3, RADIUS = 1.5;
static const double DESCENT = 0.22; /* of the size, below the last line in a box */

enum { HALVINGS = 10, LINES_MOST = 200, HYPHEN_LEFT = 3, HYPHEN_RIGHT = 3 };

const struct box_look box_plain = { COLOUR_ON_STRONG, COLOUR_TEXT_2, 0.75 };
const struct box_look box_tint = { COLOUR_TINT, COLOUR_TEXT_2, 0.75 };
const struct box_look box_light = { COLOUR_SUBJECT_LIGHT, COLOUR_SUBJECT, 0.75 };
const struct box_look box_core = { COLOUR_SUBJECT, COLOUR_SUBJECT, 0 };

double style_cap(const struct text_style *style) {
    const struct face_metrics *metrics = face_metrics(style->face);
    return style->size * metrics->cap_height / metrics->units_per_em;
}

double line_width(const struct diagram *diagram, const struct text_style *style, const char *text) {
    return text_width(diagram->shaper, style, diagram->spec->language, text);
}

/* ---- lines ---- */

/* Lines of a text at one width. */
struct wrapping {
    struct diagram *diagram;
    const struct text_style *style;
    double width;
    const char **lines;
    size_t count, capacity;
    bool divided; /* a word was wider than a line */
};

static const char *trimmed(struct arena *arena, const char *text, size_t size) {
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\n')) {
        size--;
    }
    return arena_copy(arena, text, size);
}

static bool fits(const struct wrapping *wrapping, const char *text) {
    return line_width(wrapping->diagram, wrapping->style, text) <= wrapping->width + 1e-6;
}

static void add_line(struct wrapping *wrapping, const char *text) {
    if (wrapping->count < LINES_MOST) {
        wrapping->lines = arena_grow(wrapping->diagram->arena, (void *)wrapping->lines, wrapping->count,
                                     &wrapping->capacity, sizeof *wrapping->lines);
        wrapping->lines[wrapping->count++] = text;
    }
}

/* The longest beginning of word that fits with a hyphen: at a place where the language divides it, else anywhere. */
static size_t find_division(const struct wrapping *wrapping, const char *word) {
    struct diagram *diagram = wrapping->diagram;
    size_t count, best = 0, size = strlen(word);
    const struct text_hyphen *hyphens = text_hyphens(diagram->arena, diagram->shaper, diagram->diag,
                                                     diagram->spec->language, word, size, HYPHEN_LEFT, HYPHEN_RIGHT, &count);
    for (size_t i = 0; i < count; i++) {
        const char *part = arena_print(diagram->arena, "%.*s-", (int)hyphens[i].offset, word);
        best = !hyphens[i].insert && fits(wrapping, part) ? hyphens[i].offset : best;
    }
    for (size_t at = 0, length; best == 0 && at < size; at += length) {
        utf8_decode(word + at, size - at, &length);
        const char *part = arena_print(diagram->arena, "%.*s-", (int)(at + length), word);
        if (at > 0 && !fits(wrapping, part)) {
            return at;
        }
    }
    return best;
}

/* Lines of a word that is wider than one; returns what is left for the next line. */
static const char *divide(struct wrapping *wrapping, const char *word) {
    while (!fits(wrapping, word)) {
        size_t at = find_division(wrapping, word);
        if (at == 0 || at >= strlen(word)) {
            break;
        }
        wrapping->divided = true;
        add_line(wrapping, arena_print(wrapping->diagram->arena, "%.*s-", (int)at, word));
        word += at;
    }
    return word;
}

static struct wrapping wrap(struct diagram *diagram, const struct text_style *style, const char *text, double width) {
    struct wrapping wrapping = { .diagram = diagram, .style = style, .width = width };
    size_t count, size = strlen(text);
    const struct text_break *breaks =
        text_breaks(diagram->arena, diagram->shaper, diagram->spec->language, text, size, &count);
    const char *line = "";
    for (size_t i = 0, start = 0; i < count; i++) {
        const char *piece = arena_copy(diagram->arena, text + start, breaks[i].offset - start);
        const char *longer = arena_print(diagram->arena, "%s%s", line, piece);
        if (*line && !fits(&wrapping, trimmed(diagram->arena, longer, strlen(longer)))) {
            add_line(&wrapping, trimmed(diagram->arena, line, strlen(line)));
            longer = piece;
        }
        line = fits(&wrapping, trimmed(diagram->arena, longer, strlen(longer))) ? longer : divide(&wrapping, longer);
        start = breaks[i].offset;
    }
    if (*line) {
        add_line(&wrapping, trimmed(diagram->arena, line, strlen(line)));
    }
    return wrapping;
}

/* The narrowest width that needs no more lines: lines of about the same length. */
static struct wrapping balance(struct diagram *diagram, const struct text_style *style, const char *text, double width) {
    struct wrapping best = wrap(diagram, style, text, width);
    double low = width / 3, high = width;
    for (int i = 0; i < HALVINGS && best.count > 1 && !best.divided; i++) {
        double middle = (low + high) / 2;
        struct wrapping next = wrap(diagram, style, text, middle);
        if (next.count <= best.count && !next.divided) {
            best = next;
            high = middle;
        } else {
            low = middle;
        }
    }
    return best;
}

bool block_fits(struct diagram *diagram, const struct text_style *style, const char *text, struct block_room room) {
    struct wrapping wrapping = wrap(diagram, style, text, room.width);
    return !wrapping.divided && (room.lines == 0 || wrapping.count <= room.lines);
}

/* The style at the largest size at which the text fits, the least size at the end. */
static struct text_style shrink(struct diagram *diagram, const struct text_style *style, const char *text,
                                struct block_room room) {
    struct text_style smaller = *style;
    double least = fmin(style->size, diagram->theme->numbers[NUMBER_SIZE_MIN]);
    while (smaller.size > least && !block_fits(diagram, &smaller, text, room)) {
        smaller.size = fmax(least, smaller.size - SMALLER);
        smaller.leading = style->leading * smaller.size / style->size;
    }
    return smaller;
}

struct block block_make(struct diagram *diagram, const struct text_style *style, const char *text, struct source_pos pos,
                        struct block_room room) {
    struct text_style used = shrink(diagram, style, text, room);
    if (used.size < style->size) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TEXT_SMALLER, pos, "%s", text);
    }
    struct wrapping wrapping = balance(diagram, &used, text, room.width);
    struct block block = { .count = wrapping.count, .cap = style_cap(&used), .leading = used.leading,
                           .origin = { .kind = ORIGIN_LITERAL, .pos = pos } };
    block.lines = arena_array(diagram->arena, wrapping.count, sizeof(struct shaped *));
    for (size_t i = 0; i < wrapping.count; i++) {
        struct shaped *line = arena_alloc(diagram->arena, sizeof *line);
        *line = text_shape(diagram->arena, diagram->shaper, diagram->diag, &used, diagram->spec->language,
                           wrapping.lines[i], strlen(wrapping.lines[i]), pos);
        block.lines[i] = line;
        block.width = fmax(block.width, line->width);
    }
    block.height = block.count ? block.cap + (double)(block.count - 1) * block.leading : 0;
    return block;
}

void block_draw(const struct diagram *diagram, const struct block *block, struct point at, enum block_side side) {
    for (size_t i = 0; i < block->count; i++) {
        double part = side == BLOCK_LEFT ? 0 : side == BLOCK_CENTRE ? 0.5 : 1;
        drawing_text(diagram->drawing, at.x - part * block->lines[i]->width,
                     at.y + block->cap + (double)i * block->leading, block->lines[i], block->origin);
    }
}

double line_write(const struct diagram *diagram, const struct text_style *style, const char *text, struct point at,
                  struct source_pos pos) {
    struct shaped *line = arena_alloc(diagram->arena, sizeof *line);
    *line = text_shape(diagram->arena, diagram->shaper, diagram->diag, style, diagram->spec->language, text, strlen(text),
                       pos);
    drawing_text(diagram->drawing, at.x, at.y, line, (struct origin){ .kind = ORIGIN_LITERAL, .pos = pos });
    return line->width;
}

/* ---- boxes ---- */

static double inner_height(const struct box *box) {
    return box->text.height + (box->note.count ? NOTE_GAP + box->note.height : 0) + DESCENT * box->text.leading;
}

struct box box_make(struct diagram *diagram, const struct text_style *style, const struct box_wish *wish) {
    struct block_room room = { wish->width - 2 * BOX_PADDING, wish->lines };
    struct box box = { .text = block_make(diagram, style, wish->text, wish->pos, room) };
    if (*wish->note) {
        struct text_style note = diagram_style(diagram, STYLE_CHART_TICK, COLOUR_NOTE);
        box.note = block_make(diagram, &note, wish->note, wish->pos, (struct block_room){ room.width, 0 });
    }
    box.rect = (struct rect){ 0, 0, wish->width, fmax(wish->least, inner_height(&box) + 2 * BOX_PADDING) };
    return box;
}

void box_draw(const struct diagram *diagram, const struct box *box, const struct box_look *look) {
    struct stroke outline = diagram_stroke(diagram, look->outline, look->outline_width);
    struct rect rect = box->rect;
    double half = look->outline_width / 2; /* the outline lies inside */
    struct rect inner = { rect.x + half, rect.y + half, rect.width - 2 * half, rect.height - 2 * half };
    drawing_round_rect(diagram->drawing, inner, RADIUS);
    if (look->outline_width > 0) {
        drawing_fill_stroke(diagram->drawing, diagram_colour(diagram, look->fill), &outline);
    } else {
        drawing_fill(diagram->drawing, diagram_colour(diagram, look->fill));
    }
    double whole = box->text.height + (box->note.count ? NOTE_GAP + box->note.height : 0);
    struct point at = { rect.x + rect.width / 2, rect.y + (rect.height - whole) / 2 };
    block_draw(diagram, &box->text, at, BLOCK_CENTRE);
    at.y += box->text.height + NOTE_GAP;
    block_draw(diagram, &box->note, at, BLOCK_CENTRE);
}
