/* Inlines of a block as one text with styled pieces: what paragraphs are broken from. */
#ifndef ALMANAC_LAYOUT_INLINE_H
#define ALMANAC_LAYOUT_INLINE_H

#include "base/buffer.h"
#include "layout/setter.h"

/* Bytes start to end of the text in one style, from one node. */
struct inline_piece {
    size_t start, end;
    const struct text_style *style;
    uint32_t node; /* the innermost node that has a structure of its own */
    struct origin origin;
    struct source_pos pos;
    const char *language;
    uint32_t note;    /* the footnote whose mark this is; 0: none */
    enum item_part part;
    uint32_t page_of; /* a page number's place: the node meant; 0: none */
    const struct drawing *drawing; /* stands in the line; NULL: text */
};

enum inline_voice { VOICE_PLAIN, VOICE_STRONG, VOICE_EMPHASIS, VOICE_COUNT };

struct inlines {
    struct setter *setter;
    enum theme_style base;
    const struct text_style *voices[VOICE_COUNT];
    struct buffer text;
    struct inline_piece *pieces;
    size_t count, capacity;
    uint32_t *anchors; /* ids of inlines that can be referred to */
    size_t anchor_count, anchor_capacity;
};

/* Starts an empty text in the theme's style base; style (NULL: the theme's) replaces its plain form. */
struct inlines inlines_new(struct setter *setter, enum theme_style base, const struct text_style *style);

/* Adds the inlines below parent (a block, or an inline that holds others). */
void inlines_add(struct inlines *inlines, const struct node *parent);

/* Adds one inline node that belongs to the block owner. */
void inlines_add_node(struct inlines *inlines, const struct node *node, const struct node *owner);

/* Adds what other holds. */
void inlines_join(struct inlines *inlines, const struct inlines *other);

/* Adds text that stands for node: numbers of headings, marks. style NULL: plain. */
void inlines_add_text(struct inlines *inlines, const char *text, const struct text_style *style,
                      const struct node *node, struct origin origin);

#endif
