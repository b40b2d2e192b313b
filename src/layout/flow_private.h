/* The page builder while it works, shared by its files flow*.c only. */
#ifndef ALMANAC_LAYOUT_FLOW_PRIVATE_H
#define ALMANAC_LAYOUT_FLOW_PRIVATE_H

#include "layout/flow.h"

/* Sums of lengths may differ from a length by so much [pt]. */
#define FLOW_SLACK 0.01

/* Where the next slice of a page may stand. */
struct cursor {
    double y;           /* bottom of the last slice */
    double after;       /* space it wants below */
    double side_bottom; /* of what stands in the side span; the frame's top if nothing does */
    double notes;       /* room kept for the notes at the foot, with their rule */
    bool fresh;         /* nothing stands on the page yet */
    bool grid;          /* what comes next begins on the grid: a figure stands above it */
};

/* A note, or the rest of one, at the foot of a page. */
struct foot_note {
    const struct galley *lines;
    size_t first;  /* line it begins with */
    double least;  /* room that is kept for it [pt] */
    struct source_pos pos;
};

struct foot_notes {
    struct foot_note *items;
    size_t count, capacity;
};

/* A figure that waits for the top of a page. */
struct waiting {
    const struct slice *slices;
    size_t count;
    size_t page; /* where it was met */
};

struct flow {
    struct setter *setter;
    const struct page_format *format; /* of the page */
    struct flow_result result;
    size_t fill_capacity, reference_capacity;
    struct cursor at;
    bool open;  /* there is a page to set on */
    bool empty; /* nothing but repeated heads stands on it */
    bool text;  /* more than figures stand on it */
    const struct galley **notes; /* by node id - 1: lines, set when first needed */
    bool *note_set;              /* by node id - 1: stands on a page, or begins there */
    struct foot_notes foot;      /* of the page */
    struct foot_notes carried;   /* to the next one */
    struct waiting *waiting;     /* from next_waiting on, in the order of the document */
    size_t waiting_count, waiting_capacity, next_waiting;
    bool setting_waiting;
    const struct running *running;      /* from the last heading on */
    const struct running *page_running; /* of the page */
    const struct running *section, *page_section; /* the same of sections */
    struct numbering numbering; /* of the next page */
    bool opens;                 /* the page that begins opens a chapter */
    const struct slice *first;  /* what it begins with; NULL: not known */
    const char *chosen;         /* the group of the last filler set; NULL: none */
};

/* Where a slice would stand. */
struct position {
    double y, side_y;
    struct cursor behind;
    bool fits;
};

double flow_top(const struct flow *flow);
double flow_bottom(const struct flow *flow);

/* The start of a page for slice. */
struct cursor flow_fresh(const struct flow *flow, const struct slice *slice);

const char *slice_master(const struct slice *slice);

/* Where slice would stand behind at. */
double slice_top(const struct flow *flow, const struct cursor *at, const struct slice *slice);
struct position slice_position(struct flow *flow, const struct cursor *at, const struct slice *slice);

/* True if more than a third of the page is free below what stands there. Source: the house style, a free third is a fault. */
bool flow_is_hollow(const struct flow *flow);

/* Moves at behind count slices from slice on; false if they do not all fit. */
bool flow_follow(struct flow *flow, struct cursor *at, const struct slice *slice, size_t count);

/* True if count slices from slice on fit below at. */
bool flow_fits(struct flow *flow, struct cursor at, const struct slice *slice, size_t count);

/* Pages (flow_page.c). */
void page_begin(struct flow *flow, const char *master);

/* Takes from slice how the page that begins with it is numbered, and whether a chapter begins on it. */
void page_number_from(struct flow *flow, const struct slice *slice);
void page_end(struct flow *flow);
struct page_fill *page_last_fill(struct flow *flow);
struct page *page_last(struct flow *flow);

/* Copies the items and anchors of slice onto the page, y lower and x to the right. */
void page_stamp(struct flow *flow, const struct slice *slice, double x, double y);

/* Notes (flow_note.c). */

/* Room that the notes of slice need beside what is kept already. */
double notes_with(struct flow *flow, double notes, const struct slice *slice);

/* Puts the notes of slice to the foot of the page. */
void notes_take(struct flow *flow, const struct slice *slice);

/* Sets the notes of the page below bottom; what does not fit is carried on. */
void notes_stamp(struct flow *flow, double bottom);

/* Brings what was carried to the page that begins. */
void notes_bring(struct flow *flow);

/* Placing (flow.c). */
void flow_place(struct flow *flow, const struct slice *slice);
void flow_place_somehow(struct flow *flow, const struct slice *slice, bool continued);

/* True if the slice cannot stand on the page that is open, whatever room there is. */
bool flow_leaves(struct flow *flow, const struct slice *slice);

/* A page for slice, with the head that is repeated above it. */
void flow_begin_page_for(struct flow *flow, const struct slice *slice, bool continued);

/* Figures that wait (flow_figure.c). */

/* True if the figure that begins at i goes to a later page; it is put to those that wait. */
bool figure_defer(struct flow *flow, const struct galley *galley, size_t i);

/* Sets figures that have pages to themselves before a page of master begins. */
void figures_bring_alone(struct flow *flow, const char *master);

/* Sets figures that wait at the top of a page that has just begun. */
void figures_bring(struct flow *flow);

/* True if slice begins a section that may stand in front of the figures that wait: they have pages to themselves, or
 * cannot be split, and the page would else stay empty to a third. */
bool figures_let_pass(const struct flow *flow, const struct slice *slice);

/* Sets all figures that wait, on pages of their own if need be. */
void figures_flush(struct flow *flow);

/* Text in columns (flow_columns.c). */
void columns_place(struct flow *flow, const struct slice *slice);

/* True if there is room below at for the first lines of the columns. */
bool columns_begin(struct flow *flow, const struct cursor *at, const struct slice *slice);

#endif
