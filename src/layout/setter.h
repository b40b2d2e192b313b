/* What every block is set with: the job, the column it stands in, and small pieces of text. Used inside layout/
 * only. */
#ifndef ALMANAC_LAYOUT_SETTER_H
#define ALMANAC_LAYOUT_SETTER_H

#include "document/node.h"
#include "layout/galley.h"
#include "layout/layout.h"
#include "theme/theme.h"

/* The reader of Markdown nests no deeper; a tree that does is cut here. */
#define SETTER_DEPTH_MAX 256

/* Signs that layout draws itself. */
enum setter_mark { SETTER_MARK_TICK, SETTER_MARK_OPEN, SETTER_MARK_HELD, SETTER_MARK_COUNT };

struct setter {
    struct arena *arena;
    struct arena *scratch; /* one paragraph at a time */
    struct diag *diag;
    const struct layout_job *job;
    const struct theme *theme;
    const struct page_format *format; /* of the pages that are set for now; NULL: the theme's usual one */
    int page_digits; /* of the largest page number */
    const struct pages *before; /* the pages of the round before; NULL in the first */
    const char *page_total; /* number of pages, as the last round had it; "" in the first */
    int depth;       /* of nodes in each other */
    const struct drawing *marks[SETTER_MARK_COUNT]; /* made when first needed */
    const char *ornament_master;      /* the last master whose ornaments were asked for */
    const struct drawing *ornaments;  /* those of it that are drawn; NULL: none */
};

/* A column that blocks are set into. */
struct column {
    struct galley *galley;
    struct span span;
    enum theme_style style;  /* of paragraphs and list items */
    bool right;              /* lines end at the right edge */
    bool packed;             /* blocks follow each other after gap, whatever their styles say */
    double gap;              /* [pt] */
    bool main;               /* the document's own flow: the side span, the full width and new pages are at hand */
    bool break_before;       /* main: the next slice begins a new page */
    const struct numbering *numbering; /* main: of the pages from the next slice on; NULL: goes on */
    bool behind_block;       /* main: what came last took the full width */
    struct galley side;      /* main: waits to stand beside the next block */
    bool side_waits;         /* main: it begins with a heading */
};

/* The theme's number, style and colour. */
double setter_number(const struct setter *setter, enum theme_number number);
const struct text_style *setter_style(const struct setter *setter, enum theme_style style);
struct colour setter_colour(const struct setter *setter, enum theme_colour colour);

/* The format of the pages of a master. */
const struct page_format *setter_format(const struct setter *setter, const char *master);

/* The span of a name that every theme has, on the format being set for. */
struct span setter_span(const struct setter *setter, const char *name);

/* True if the format being set for has columns beside the text. */
bool setter_has_side(const struct setter *setter);

/* The drawing behind a NODE_GRAPHIC, or NULL. */
const struct drawing *setter_drawing(const struct setter *setter, const struct node *graphic);

/* First baseline below the top of a line of style [pt]: ascent and descent stand in the middle of the leading. */
double style_baseline(const struct text_style *style);

/* A piece of text on one line. */
struct label {
    const struct text_style *style;
    const char *text;
    double x, y;    /* baseline's start, or its end if right is set; y from the slice's top [pt] */
    bool right;
    uint32_t node;  /* 0: an artifact */
    enum item_role role;
    enum item_part part;
    struct origin origin;
    struct source_pos pos;
};

/* Sets label into slice. Returns its width [pt]. */
double setter_label(struct setter *setter, struct slice *slice, const struct label *label);

/* Width of text in style [pt]. */
double setter_width(struct setter *setter, const struct text_style *style, const char *text);

/* A copy of style at another size; leading stays. */
struct text_style *setter_resize(struct setter *setter, const struct text_style *style, double size);

/* A copy of style with the face and colour of other. */
struct text_style *setter_recast(struct setter *setter, const struct text_style *style,
                                 const struct text_style *other);

#endif
