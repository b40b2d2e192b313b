#include "layout/inline.h"

#include "base/arena.h"
#include "base/diag.h"
#include "drawing/drawing.h"
#include "text/font.h"

#include <string.h>

#define OBJECT_SIGN "\xEF\xBF\xBC" /* U+FFFC stands for a drawing in the line */

/* What the inlines below a node share. */
struct voice {
    enum inline_voice kind;
    const struct text_style *style; /* NULL: by kind */
    uint32_t node;
    const char *language;
    struct origin origin; /* of the marks, which have no text of their own */
};

/* The styles that lend strong and emphasised text their faces; condensed faces serve what is looked up. */
struct variant {
    enum theme_style base, strong, emphasis;
};

static const struct variant variants[] = {
    {STYLE_BODY, STYLE_BODY_STRONG, STYLE_BODY_EMPHASIS},
    {STYLE_LIST_ITEM, STYLE_BODY_STRONG, STYLE_BODY_EMPHASIS},
    {STYLE_LEAD, STYLE_BODY_STRONG, STYLE_BODY_EMPHASIS},
    {STYLE_DIVIDER_LEAD, STYLE_BODY_STRONG, STYLE_BODY_EMPHASIS},
    {STYLE_COVER_SUBTITLE, STYLE_BODY_STRONG, STYLE_BODY_EMPHASIS},
    {STYLE_BIBLIOGRAPHY, STYLE_BODY_STRONG, STYLE_BIBLIOGRAPHY_TITLE},
    {STYLE_CONTENTS_SECTION, STYLE_BODY_STRONG, STYLE_BODY_EMPHASIS},
    {STYLE_CALLOUT, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_MARGIN_NOTE, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_CAPTION_SUBTITLE, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_SOURCE, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_FOOTNOTE, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_TABLE_CELL, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_TABLE_GLOSS, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_CONTENTS_LIST, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_KEY_COMPARATOR, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_COVER_FACT, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_COVER_NOTE, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
    {STYLE_COVER_IMPRINT, STYLE_SOURCE_STRONG, STYLE_SOURCE_EMPHASIS},
};

/* Classes of spans that have a style of their own. */
struct span_style {
    const char *name;
    enum theme_style style;
};

static const struct span_style span_styles[] = {
    {"address", STYLE_BIBLIOGRAPHY_ADDRESS},
    {"name", STYLE_TABLE_NAME},
    {"gloss", STYLE_TABLE_GLOSS},
    {"amount", STYLE_TABLE_AMOUNT},
    {"count", STYLE_TABLE_COUNT},
    {"score", STYLE_TABLE_SCORE},
    {"unit", STYLE_TABLE_UNIT},
    {"flag", STYLE_TABLE_FLAG},
    {"second", STYLE_TABLE_SECOND},
    {"mark", STYLE_TABLE_MARK},
    {"alert", STYLE_TABLE_ALERT},
};

/* style with the face that lender gives strong or emphasised text. */
static const struct text_style *lend_face(struct setter *setter, const struct text_style *style,
                                          enum theme_style lender) {
    struct text_style *copy = arena_alloc(setter->arena, sizeof *copy);
    *copy = *style;
    copy->face = setter_style(setter, lender)->face;
    return copy;
}

struct inlines inlines_new(struct setter *setter, enum theme_style base, const struct text_style *style) {
    const struct text_style *plain = style ? style : setter_style(setter, base);
    struct inlines inlines = {
        .setter = setter, .base = base, .voices = {plain, plain, plain}, .text = buffer_new(setter->arena)};
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        if (variants[i].base == base) {
            inlines.voices[VOICE_STRONG] = lend_face(setter, plain, variants[i].strong);
            inlines.voices[VOICE_EMPHASIS] = lend_face(setter, plain, variants[i].emphasis);
        }
    }
    buffer_text(&inlines.text, "");
    return inlines;
}

/* Adds text with every stretch of spaces as one, and none at the start of the block or of a line. */
static void add_bytes(struct inlines *inlines, const char *text) {
    static const char spaces[] = " \t\n\r";
    while (*text) {
        size_t word = strcspn(text, spaces), space = strspn(text + word, spaces);
        buffer_add(&inlines->text, text, word);
        char last = inlines->text.size > 0 ? inlines->text.data[inlines->text.size - 1] : '\n';
        if (space > 0 && last != ' ' && last != '\n') {
            buffer_byte(&inlines->text, ' ');
        }
        text += word + space;
    }
}

/* The piece for text that was added from start on; NULL if nothing was. */
static struct inline_piece *add_piece(struct inlines *inlines, size_t start, const struct voice *voice,
                                      struct source_pos pos) {
    if (inlines->text.size == start) {
        return NULL;
    }
    inlines->pieces = arena_grow(inlines->setter->arena, inlines->pieces, inlines->count, &inlines->capacity,
                                 sizeof *inlines->pieces);
    struct inline_piece *piece = &inlines->pieces[inlines->count++];
    *piece = (struct inline_piece){.start = start,
                                   .end = inlines->text.size,
                                   .style = voice->style ? voice->style : inlines->voices[voice->kind],
                                   .node = voice->node,
                                   .origin = voice->origin,
                                   .pos = pos,
                                   .language = voice->language};
    return piece;
}

static void add_text(struct inlines *inlines, const char *text, const struct voice *voice, const struct node *node) {
    size_t start = inlines->text.size;
    add_bytes(inlines, text);
    struct inline_piece *piece = add_piece(inlines, start, voice, node->pos);
    if (piece) {
        piece->origin = node->origin;
    }
}

/* A space between words of different nodes; it joins the text before it if that is of the same kind. */
static void add_space(struct inlines *inlines, const struct voice *voice, const struct node *node) {
    size_t start = inlines->text.size;
    add_bytes(inlines, " ");
    struct inline_piece *last = inlines->count > 0 ? &inlines->pieces[inlines->count - 1] : NULL;
    const struct text_style *style = voice->style ? voice->style : inlines->voices[voice->kind];
    if (last && last->end == start && last->node == voice->node && last->style == style && !last->page_of) {
        last->end = inlines->text.size;
    } else {
        add_piece(inlines, start, voice, node->pos);
    }
}

/* The mark of a note: smaller and raised, in proportion to the text it stands in. */
static const struct text_style *mark_style(const struct inlines *inlines, const struct text_style *around) {
    struct setter *setter = inlines->setter;
    const struct text_style *mark = setter_style(setter, STYLE_FOOTNOTE_MARK);
    double scale = around->size / setter_style(setter, STYLE_BODY)->size;
    struct text_style *style = setter_resize(setter, mark, mark->size * scale);
    style->rise = mark->rise * scale;
    return style;
}

static void add_note_mark(struct inlines *inlines, const struct node *node, const struct voice *voice) {
    struct voice mark = *voice;
    mark.style = mark_style(inlines, voice->style ? voice->style : inlines->voices[voice->kind]);
    mark.node = node->id;
    mark.origin = (struct origin){.kind = ORIGIN_COUNTER, .pos = node->pos};
    size_t start = inlines->text.size;
    buffer_text(&inlines->text, node->label ? node->label : "");
    struct inline_piece *piece = add_piece(inlines, start, &mark, node->pos);
    if (piece) {
        piece->note = node->target;
    }
}

/* Holds a place as wide as the largest page number. */
static void add_page_number(struct inlines *inlines, const struct node *node, const struct voice *voice) {
    struct voice place = *voice;
    place.origin = (struct origin){.kind = ORIGIN_COUNTER, .pos = node->pos};
    size_t start = inlines->text.size;
    for (int i = 0; i < inlines->setter->page_digits; i++) {
        buffer_byte(&inlines->text, '0');
    }
    struct inline_piece *piece = add_piece(inlines, start, &place, node->pos);
    if (piece) {
        piece->page_of = node->target;
    }
}

static void add_drawing(struct inlines *inlines, const struct node *node, const struct voice *voice) {
    const struct drawing *drawing = setter_drawing(inlines->setter, node);
    if (!drawing) {
        return;
    }
    struct voice place = *voice;
    place.node = node->id;
    size_t start = inlines->text.size;
    buffer_text(&inlines->text, OBJECT_SIGN);
    add_piece(inlines, start, &place, node->pos)->drawing = drawing;
}

/* The space before it keeps the words of two lines apart for whoever hears or copies them. */
static void add_line_break(struct inlines *inlines, const struct node *node, const struct voice *voice) {
    add_space(inlines, voice, node);
    size_t start = inlines->text.size;
    buffer_byte(&inlines->text, '\n');
    add_piece(inlines, start, voice, node->pos);
}

/* Signs raised or lowered: their size, and how far they are moved, as parts of the size of the text around them. */
#define SCRIPT_SIZE 0.65
#define RAISED 0.35
#define LOWERED (-0.15)

/* True if the face draws all of text so. */
static bool has_script(const struct inlines *inlines, const struct text_style *style, const char *language,
                       const char *text) {
    struct text_effect effect = text_effect(inlines->setter->job->shaper, style, language, text);
    return effect.changed > 0 && effect.unchanged == 0;
}

/* Raises or lowers what style sets: by glyphs that the face has for it, else smaller and off the line. */
static void set_script(const struct inlines *inlines, struct text_style *style, enum text_script script,
                       const char *language, const char *text) {
    style->script = script;
    if (!has_script(inlines, style, language, text)) {
        style->script = SCRIPT_NONE;
        style->rise += style->size * (script == SCRIPT_RAISED ? RAISED : LOWERED);
        style->size *= SCRIPT_SIZE;
    }
}

/* around, changed as a class of spans says; NULL if none says so. */
static const struct text_style *changed_style(const struct inlines *inlines, const struct node *span,
                                              const struct text_style *around, const char *language) {
    bool raised = node_has_class(span, "superscript"), lowered = node_has_class(span, "subscript");
    bool capitals = node_has_class(span, "small-caps");
    if (!raised && !lowered && !capitals) {
        return NULL;
    }
    struct setter *setter = inlines->setter;
    struct text_style *style = setter_resize(setter, around, around->size);
    const char *text = node_plain_text(setter->scratch, span);
    if (capitals) {
        style->small_caps = true;
        struct text_effect effect = text_effect(setter->job->shaper, style, language, text);
        if (effect.changed == 0 && effect.unchanged > 0) {
            diag_add(setter->diag, DIAG_CODE_TEXT_NO_SMALL_CAPS, span->pos, "%s", face_postscript_name(style->face));
        }
    }
    if (raised || lowered) {
        set_script(inlines, style, raised ? SCRIPT_RAISED : SCRIPT_LOWERED, language, text);
    }
    return style;
}

static const struct text_style *span_style_of(const struct inlines *inlines, const struct node *span,
                                              const struct text_style *around, const char *language) {
    for (size_t i = 0; i < sizeof span_styles / sizeof *span_styles; i++) {
        if (node_has_class(span, span_styles[i].name)) {
            return setter_style(inlines->setter, span_styles[i].style);
        }
    }
    return changed_style(inlines, span, around, language);
}

/* What the children of an inline share; links and their like have a structure of their own. */
static struct voice inner_voice(const struct inlines *inlines, const struct node *node, const struct voice *outer) {
    struct voice inner = *outer;
    if (node->kind == NODE_STRONG) {
        inner.kind = VOICE_STRONG;
    } else if (node->kind == NODE_EMPHASIS && outer->kind != VOICE_STRONG) {
        inner.kind = VOICE_EMPHASIS;
    } else if (node->kind == NODE_LINK || node->kind == NODE_REFERENCE || node->kind == NODE_CITATION) {
        inner.node = node->id;
    } else if (node->kind == NODE_SPAN) {
        const struct text_style *around = outer->style ? outer->style : inlines->voices[outer->kind];
        const char *language = node_attribute(node, "lang");
        inner.language = language ? language : outer->language;
        const struct text_style *style = span_style_of(inlines, node, around, inner.language);
        inner.style = style ? style : outer->style;
        inner.node = language || node_attribute(node, "expansion") ? node->id : outer->node;
    }
    return inner;
}

static void add_node(struct inlines *inlines, const struct node *node, const struct voice *voice);

static void add_children(struct inlines *inlines, const struct node *parent, const struct voice *voice) {
    if (inlines->setter->depth >= SETTER_DEPTH_MAX) {
        return;
    }
    inlines->setter->depth++;
    for (const struct node *node = parent->first; node; node = node->next) {
        add_node(inlines, node, voice);
    }
    inlines->setter->depth--;
}

static void note_anchor(struct inlines *inlines, const struct node *node) {
    bool indexed = node->kind == NODE_SPAN && (node_attribute(node, "index") || node_has_class(node, "index"));
    if (node_identifier(node) || node->kind == NODE_NOTE_MARK || indexed) {
        inlines->anchors = arena_grow(inlines->setter->arena, inlines->anchors, inlines->anchor_count,
                                      &inlines->anchor_capacity, sizeof *inlines->anchors);
        inlines->anchors[inlines->anchor_count++] = node->id;
    }
}

static void add_node(struct inlines *inlines, const struct node *node, const struct voice *voice) {
    note_anchor(inlines, node);
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE) {
        add_text(inlines, node->text ? node->text : "", voice, node);
    } else if (node->kind == NODE_SOFT_BREAK) {
        add_space(inlines, voice, node);
    } else if (node->kind == NODE_LINE_BREAK) {
        add_line_break(inlines, node, voice);
    } else if (node->kind == NODE_NOTE_MARK) {
        add_note_mark(inlines, node, voice);
    } else if (node->kind == NODE_PAGE_NUMBER) {
        add_page_number(inlines, node, voice);
    } else if (node->kind == NODE_GRAPHIC) {
        add_drawing(inlines, node, voice);
    } else if (node_is_inline(node)) {
        struct voice inner = inner_voice(inlines, node, voice);
        add_children(inlines, node, &inner);
    }
}

static struct voice block_voice(const struct inlines *inlines, const struct node *owner) {
    return (struct voice){.kind = VOICE_PLAIN,
                          .node = owner->id,
                          .language = node_language(owner, inlines->setter->job->document->language),
                          .origin = {.kind = ORIGIN_LITERAL, .pos = owner->pos}};
}

void inlines_add(struct inlines *inlines, const struct node *parent) {
    struct voice voice = block_voice(inlines, parent);
    add_children(inlines, parent, &voice);
}

void inlines_add_node(struct inlines *inlines, const struct node *node, const struct node *owner) {
    struct voice voice = block_voice(inlines, owner);
    add_node(inlines, node, &voice);
}

void inlines_add_text(struct inlines *inlines, const char *text, const struct text_style *style,
                      const struct node *node, struct origin origin) {
    struct voice voice = block_voice(inlines, node);
    voice.style = style;
    voice.origin = origin;
    size_t start = inlines->text.size;
    buffer_text(&inlines->text, text);
    add_piece(inlines, start, &voice, node->pos);
}

void inlines_join(struct inlines *inlines, const struct inlines *other) {
    size_t start = inlines->text.size;
    buffer_add(&inlines->text, other->text.data, other->text.size);
    for (size_t i = 0; i < other->count; i++) {
        inlines->pieces = arena_grow(inlines->setter->arena, inlines->pieces, inlines->count, &inlines->capacity,
                                     sizeof *inlines->pieces);
        struct inline_piece piece = other->pieces[i];
        piece.start += start;
        piece.end += start;
        inlines->pieces[inlines->count++] = piece;
    }
}
