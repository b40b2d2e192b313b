#include "layout/block.h"
#include "layout/table.h"

/* Parts a note's letter from its text, and one note from the next. */
#define LETTER_GAP "\xC2\xA0"
#define NOTE_GAP "\xE2\x80\x82 "

/* The mark of a note before its text, as it stands in the cells. */
static void add_letter(struct inlines *inlines, const struct node *note) {
    struct setter *setter = inlines->setter;
    const struct text_style *mark = setter_style(setter, STYLE_FOOTNOTE_MARK);
    const struct text_style *source = setter_style(setter, STYLE_SOURCE);
    double scale = source->size / setter_style(setter, STYLE_BODY)->size;
    struct text_style *style = setter_resize(setter, mark, mark->size * scale);
    style->rise = mark->rise * scale;
    struct origin origin = {.kind = ORIGIN_COUNTER, .pos = note->pos};
    inlines_add_text(inlines, note->label, style, note, origin);
    inlines->pieces[inlines->count - 1].part = PART_LABEL;
    inlines_add_text(inlines, LETTER_GAP, NULL, note, origin);
}

/* The words of all paragraphs of a note, wherever in it they stand. */
static void add_words(struct inlines *inlines, const struct node *note) {
    for (const struct node *node = note; node; node = node_next(note, node)) {
        bool again = node != note->first && node->kind == NODE_PARAGRAPH;
        if (again && inlines->text.data[inlines->text.size - 1] != ' ') {
            struct origin origin = {.kind = ORIGIN_LITERAL, .pos = node->pos};
            inlines_add_text(inlines, " ", NULL, node, origin);
        }
        if (node->kind == NODE_PARAGRAPH) {
            inlines_add(inlines, node);
        }
    }
}

bool table_notes_set(struct setter *setter, struct galley *galley, const struct node *figure, struct span span) {
    struct inlines inlines = inlines_new(setter, STYLE_SOURCE, NULL);
    const struct node *before = NULL;
    for (const struct node *note = figure->first; note; note = note->next) {
        if (note->kind != NODE_FOOTNOTE) {
            continue;
        }
        if (before) {
            struct origin origin = {.kind = ORIGIN_LITERAL, .pos = before->pos};
            inlines_add_text(&inlines, NOTE_GAP, NULL, before, origin);
        }
        add_letter(&inlines, note);
        add_words(&inlines, note);
        before = note;
    }
    if (inlines.count == 0 || galley->count == 0) {
        return false;
    }
    struct galley lines = {0};
    const struct text_style *style = setter_style(setter, STYLE_SOURCE);
    struct column column = column_new(&lines, span, STYLE_SOURCE);
    struct paragraph paragraph = paragraph_in(&column, style);
    paragraph_set(setter, &lines, &inlines, &paragraph);
    galley->slices[galley->count - 1].keep = true;
    galley_join(setter->arena, galley, &lines);
    return true;
}
