/* Matrices of four fields: strengths, weaknesses, opportunities, threats; political, economic, social and technological
 * conditions. Items are numbered by the letter of their field; notes are lettered and stand below. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "diagram/block.h"
#include "diagram/item.h"
#include "diagram/kind.h"

#include <math.h>
#include <string.h>

/* [pt] */
static const double GAP = 11.3, RULE = 2, HEAD = 47, LETTER_SIZE = 38, LETTER_BASE = 40, NAME_SIZE = 13, NAME_LEFT = 46;
static const double NAME_BASE = 21, GLOSS_BASE = 34, ITEM_RULE = 0.35, ITEM_ABOVE = 8, ITEM_BELOW = 6;
static const double CODE_WIDTH = 15, EVIDENCE_WIDTH = 40, EVIDENCE_GAP = 6, BETWEEN = 13, NOTE_ABOVE = 9, NOTE_LETTER = 10;
static const double NOTE_RISE = 3, NOTE_SIZE = 7;

enum { FIELDS = 4, ITEMS_MOST = 9, NOTES_MOST = 26 };

struct entry {
    const struct item *item;
    struct block text, evidence;
    char letter; /* of its note; 0: none */
    double height;
};

struct field {
    const char *name, *gloss, *letter;
    struct entry entries[ITEMS_MOST];
    size_t count;
    double height;
    enum theme_colour colour;
};

struct matrix {
    struct diagram *diagram;
    struct field fields[FIELDS];
    struct block notes[NOTES_MOST];
    size_t note_count;
    double width;   /* of a field */
    size_t columns; /* fields side by side: 1, 2 or 4 */
};

static const char *const item_keys[] = { "text", "evidence", "note", NULL };

static void make_entry(struct matrix *matrix, struct entry *entry) {
    struct diagram *diagram = matrix->diagram;
    struct text_style body = diagram_style(diagram, STYLE_BODY, COLOUR_INK);
    struct text_style quiet = diagram_style(diagram, STYLE_CHART_KEY, COLOUR_NOTE);
    const char *evidence = item_value(diagram, entry->item, "evidence");
    const char *note = item_value(diagram, entry->item, "note");
    double room = matrix->width - CODE_WIDTH;
    if (*evidence) {
        entry->evidence = block_make(diagram, &quiet, evidence, item_value_pos(entry->item, "evidence"),
                                     (struct block_room){ EVIDENCE_WIDTH, 0 });
        room -= EVIDENCE_WIDTH + EVIDENCE_GAP;
    }
    if (*note && matrix->note_count < NOTES_MOST) {
        entry->letter = (char)('a' + matrix->note_count);
        matrix->notes[matrix->note_count++] = block_make(diagram, &quiet, note, item_value_pos(entry->item, "note"),
                                                         (struct block_room){ diagram->width - NOTE_LETTER, 0 });
        room -= NOTE_SIZE;
    }
    entry->text = block_make(diagram, &body, entry->item->text, entry->item->pos, (struct block_room){ room, 0 });
    entry->height = ITEM_ABOVE + fmax(entry->text.height, entry->evidence.height) + ITEM_BELOW;
}

static void read_field(struct matrix *matrix, struct field *field, const char *key) {
    const struct item_rule rule = { 1, ITEMS_MOST, item_keys };
    const struct item *items = items_read(matrix->diagram, matrix->diagram->spec->body, key, &rule, &field->count);
    field->height = RULE + HEAD;
    for (size_t i = 0; i < field->count; i++) {
        field->entries[i].item = &items[i];
        make_entry(matrix, &field->entries[i]);
        field->height += field->entries[i].height;
    }
}

static void draw_entry(const struct matrix *matrix, const struct field *field, size_t i, struct point at) {
    struct diagram *diagram = matrix->diagram;
    const struct entry *entry = &field->entries[i];
    struct text_style code = diagram_style(diagram, STYLE_CHART_AXIS, field->colour);
    struct text_style raised = diagram_style_sized(diagram, STYLE_CHART_AXIS, COLOUR_TEXT_2, NOTE_SIZE);
    struct stroke rule = diagram_stroke(diagram, COLOUR_PEER, ITEM_RULE);
    drawing_segment(diagram->drawing, at, (struct point){ at.x + matrix->width, at.y }, &rule);
    double top = at.y + ITEM_ABOVE, base = top + entry->text.cap;
    line_write(diagram, &code, arena_print(diagram->arena, "%s%zu", field->letter, i + 1),
               (struct point){ at.x, base }, entry->item->pos);
    block_draw(diagram, &entry->text, (struct point){ at.x + CODE_WIDTH, top }, BLOCK_LEFT);
    if (entry->letter) {
        size_t last = entry->text.count - 1;
        struct point end = { at.x + CODE_WIDTH + entry->text.lines[last]->width + 1.5,
                             base + (double)last * entry->text.leading - NOTE_RISE };
        line_write(diagram, &raised, arena_print(diagram->arena, "%c", entry->letter), end, entry->item->pos);
    }
    struct point evidence = { at.x + matrix->width, top + entry->text.cap - entry->evidence.cap };
    block_draw(diagram, &entry->evidence, evidence, BLOCK_RIGHT);
}

static void draw_field(const struct matrix *matrix, const struct field *field, struct point at) {
    struct diagram *diagram = matrix->diagram;
    struct text_style letter = diagram_style_sized(diagram, STYLE_CONTENTS_NUMERAL, field->colour, LETTER_SIZE);
    struct text_style name = diagram_style_sized(diagram, STYLE_H3, field->colour, NAME_SIZE);
    struct text_style gloss = diagram_style(diagram, STYLE_CHART_KEY, COLOUR_NOTE);
    struct source_pos pos = diagram->spec->pos;
    drawing_rect(diagram->drawing, at.x, at.y, matrix->width, RULE);
    drawing_fill(diagram->drawing, diagram_colour(diagram, field->colour));
    double y = at.y + RULE;
    line_write(diagram, &letter, field->letter, (struct point){ at.x, y + LETTER_BASE }, pos);
    struct block title = block_make(diagram, &name, field->name, pos, (struct block_room){ matrix->width - NAME_LEFT, 1 });
    block_draw(diagram, &title, (struct point){ at.x + NAME_LEFT, y + NAME_BASE - title.cap }, BLOCK_LEFT);
    if (*field->gloss) {
        line_write(diagram, &gloss, field->gloss, (struct point){ at.x + NAME_LEFT, y + GLOSS_BASE }, pos);
    }
    y += HEAD;
    for (size_t i = 0; i < field->count; i++) {
        draw_entry(matrix, field, i, (struct point){ at.x, y });
        y += field->entries[i].height;
    }
}

static double notes_height(const struct matrix *matrix) {
    double height = 0;
    for (size_t i = 0; i < matrix->note_count; i++) {
        height += (i ? 0 : NOTE_ABOVE) + (double)matrix->notes[i].count * matrix->notes[i].leading;
    }
    return height;
}

static void draw_notes(const struct matrix *matrix, double y) {
    struct diagram *diagram = matrix->diagram;
    struct text_style letter = diagram_style(diagram, STYLE_CHART_AXIS, COLOUR_TEXT_2);
    y += NOTE_ABOVE;
    for (size_t i = 0; i < matrix->note_count; i++) {
        const struct block *note = &matrix->notes[i];
        line_write(diagram, &letter, arena_print(diagram->arena, "%c", (char)('a' + i)),
                   (struct point){ 0, y + note->cap }, note->origin.pos);
        block_draw(diagram, note, (struct point){ NOTE_LETTER, y }, BLOCK_LEFT);
        y += (double)note->count * note->leading;
    }
}

static void say(const struct matrix *matrix, const char *what) {
    struct diagram *diagram = matrix->diagram;
    diagram_say(diagram, "", what);
    for (size_t f = 0; f < FIELDS; f++) {
        const struct field *field = &matrix->fields[f];
        struct buffer list = buffer_new(diagram->arena);
        for (size_t i = 0; i < field->count; i++) {
            const struct entry *entry = &field->entries[i];
            const char *evidence = item_value(diagram, entry->item, "evidence");
            const char *note = item_value(diagram, entry->item, "note");
            buffer_print(&list, "%s%s%zu %s", i ? "; " : "", field->letter, i + 1, entry->item->text);
            buffer_print(&list, *evidence ? " (%s)" : "%s", evidence);
            buffer_print(&list, *note ? " [%s: %s]" : "%s%s", *note ? diagram->words->note : "", note);
        }
        diagram_say(diagram, field->name, list.data ? list.data : "");
    }
}

static void draw_matrix(struct matrix *matrix, const char *what) {
    struct diagram *diagram = matrix->diagram;
    double rows[FIELDS] = { 0 }, height = 0;
    for (size_t f = 0; f < FIELDS; f++) {
        if (matrix->fields[f].count == 0) {
            return;
        }
        double *row = &rows[f / matrix->columns];
        *row = fmax(*row, matrix->fields[f].height);
    }
    for (size_t row = 0; row < FIELDS; row++) {
        height += rows[row] + (row && rows[row] > 0 ? BETWEEN : 0);
    }
    if (height + notes_height(matrix) > diagram_page_height(diagram)) {
        diag_add(diagram->diag, DIAG_CODE_DIAGRAM_TOO_HIGH, diagram->spec->pos, NULL);
    }
    say(matrix, what);
    diagram_start(diagram, height + notes_height(matrix));
    double y = 0;
    for (size_t f = 0; f < FIELDS; f++) {
        size_t column = f % matrix->columns;
        draw_field(matrix, &matrix->fields[f], (struct point){ (double)column * (matrix->width + GAP), y });
        y += column + 1 == matrix->columns ? rows[f / matrix->columns] + BETWEEN : 0;
    }
    draw_notes(matrix, height);
}

/* The first letter of a name. */
static const char *first_letter(struct diagram *diagram, const char *name) {
    size_t length = 0;
    if (*name) {
        utf8_decode(name, strlen(name), &length);
    }
    return arena_copy(diagram->arena, name, length);
}

/* Four side by side, two by two, or one below the other, as the fields have the width for it. */
static struct matrix *matrix_make(struct diagram *diagram) {
    static const double LEAST = 170; /* [pt] of a field that stands beside another */
    struct matrix *matrix = arena_alloc(diagram->arena, sizeof *matrix);
    *matrix = (struct matrix){ .diagram = diagram, .width = diagram->width, .columns = 1 };
    for (size_t columns = 2; columns <= FIELDS; columns *= 2) {
        double width = (diagram->width - (double)(columns - 1) * GAP) / (double)columns;
        matrix->columns = width >= LEAST ? columns : matrix->columns;
        matrix->width = width >= LEAST ? width : matrix->width;
    }
    return matrix;
}

static void set_field(struct matrix *matrix, size_t f, const char *name, const char *gloss, enum theme_colour colour) {
    matrix->fields[f] = (struct field){ .name = name, .gloss = gloss, .colour = colour,
                                        .letter = first_letter(matrix->diagram, name) };
}

static const char *const swot_keys[] = { "strengths", "weaknesses", "opportunities", "threats", NULL };

static void draw_swot(struct diagram *diagram) {
    struct matrix *matrix = matrix_make(diagram);
    for (size_t f = 0; f < FIELDS; f++) {
        set_field(matrix, f, diagram->words->swot_names[f], diagram->words->swot_glosses[f],
                  f % 2 ? COLOUR_INK : COLOUR_SUBJECT);
        read_field(matrix, &matrix->fields[f], swot_keys[f]);
    }
    draw_matrix(matrix, diagram->words->swot);
}

static const char *const pest_keys[] = { "political", "economic", "social", "technological", NULL };

static void draw_pest(struct diagram *diagram) {
    struct matrix *matrix = matrix_make(diagram);
    for (size_t f = 0; f < FIELDS; f++) {
        set_field(matrix, f, diagram->words->pest_names[f], "", COLOUR_SUBJECT);
        read_field(matrix, &matrix->fields[f], pest_keys[f]);
    }
    draw_matrix(matrix, diagram->words->pest);
}

const struct diagram_kind diagram_kind_swot = { swot_keys, draw_swot };
const struct diagram_kind diagram_kind_pest = { pest_keys, draw_pest };
