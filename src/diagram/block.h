/* Text of several balanced lines, and boxes around it. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_BLOCK_H
#define ALMANAC_DIAGRAM_BLOCK_H

#include "base/length.h"
#include "base/source.h"
#include "text/shape.h"
#include "theme/theme.h"

#include <stddef.h>

struct diagram;

struct block {
    const struct shaped **lines;
    size_t count;
    double width, height; /* [pt] longest line; from the top of the capitals to the last baseline */
    double cap, leading;
    struct origin origin;
};

enum block_side { BLOCK_LEFT, BLOCK_CENTRE, BLOCK_RIGHT };

struct block_room {
    double width; /* [pt] */
    size_t lines; /* wished at most; 0: as many as there are */
};

/* Text in lines of about the same length that fit the width. Text that needs more lines than wished, or whose words
 * are wider than the room, is set smaller, but not below the theme's least size (DIAGRAM_TEXT_SMALLER); then it takes
 * more lines, and words are divided. Nothing is ever cut. */
struct block block_make(struct diagram *diagram, const struct text_style *style, const char *text, struct source_pos pos,
                        struct block_room room);
/* True if it needs neither. */
bool block_fits(struct diagram *diagram, const struct text_style *style, const char *text, struct block_room room);

/* Draws it with the top of its capitals at y and its left edge, middle or right edge at x. */
void block_draw(const struct diagram *diagram, const struct block *block, struct point at, enum block_side side);

/* Text on one line, however long; returns its width. y is the baseline. */
double line_write(const struct diagram *diagram, const struct text_style *style, const char *text, struct point at,
                  struct source_pos pos);
double line_width(const struct diagram *diagram, const struct text_style *style, const char *text);
double style_cap(const struct text_style *style);

/* A box with its text in the middle of it, a note below the text. */
struct box_look {
    enum theme_colour fill, outline;
    double outline_width; /* [pt] 0: none */
};
extern const struct box_look box_plain, box_tint, box_light, box_core;

#define BOX_PADDING 7.0 /* [pt] */

struct box {
    struct rect rect;
    struct block text, note;
};

/* A box of this width, as high as its text needs but not lower than least. */
struct box_wish {
    const char *text, *note; /* note may be "" */
    struct source_pos pos;
    double width, least; /* [pt] */
    size_t lines;        /* as for blocks */
};
struct box box_make(struct diagram *diagram, const struct text_style *style, const struct box_wish *wish);
void box_draw(const struct diagram *diagram, const struct box *box, const struct box_look *look);

#endif
