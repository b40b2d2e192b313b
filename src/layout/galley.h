/* Set matter that is not yet cut into pages: slices, one below the other, none of which a page break divides. */
#ifndef ALMANAC_LAYOUT_GALLEY_H
#define ALMANAC_LAYOUT_GALLEY_H

#include "base/diag.h"
#include "base/length.h"
#include "drawing/pages.h"

struct arena;
struct table_band;

/* An item of a slice: x counts from the page's left edge, y from the slice's top. */
struct set_item {
    struct page_item item;
    const struct text_style *style; /* of a page number to come */
    uint32_t page_of;               /* the node whose page number will stand here; 0: none */
};

/* Where a slice may begin. */
enum slice_start {
    START_FREE, /* right behind the slice before it */
    START_HALF, /* on the next half step of the baseline grid */
    START_GRID  /* on the next step */
};

/* Where a figure may stand. */
enum figure_place {
    PLACE_FIXED, /* no figure: where it is met */
    PLACE_HERE,  /* where it is met; at the top of the next page if it does not fit there */
    PLACE_TOP,   /* at the top of a page */
    PLACE_PAGE   /* on a page of its own */
};

/* What the foot of the pages says from a heading on. */
struct running {
    const char *number, *name;
    struct origin origin; /* of the name */
};

/* How pages are numbered from one on. */
struct numbering {
    bool roman;
    size_t start;
};

struct galley;

/* Something wrong with set matter, said with its page once that is known. */
struct fault {
    enum diag_code code;
    struct source_pos pos;
    const char *detail;
};

struct galley {
    struct slice *slices;
    size_t count, capacity;
};

/* Text that runs through columns side by side, as many lines in each as need be. Slices stand at the first one's place. */
struct column_set {
    struct galley galley;
    size_t count;
    double step; /* from one column's left edge to the next [pt] */
};

struct slice {
    double before, height, after; /* [pt]; between two slices the larger of after and before counts */
    double baseline;              /* of the first line, below the slice's top [pt]; 0: none */
    enum slice_start start;
    bool keep;      /* no page break behind it */
    bool clear;     /* begins below what stands in the side span */
    bool break_before; /* begins a new page */
    bool section;      /* begins a new page if little of the page is free and not all of the section fits */
    bool whole;     /* fills a page of its own; y counts from the page's top */
    double room;    /* of a whole one: what its main drawing or text leaves free [pt] */
    size_t together;   /* number of slices from this one that better stay on one page; 0: no wish */
    struct set_item *items;
    size_t count, capacity;
    uint32_t *notes; /* ids of the footnotes whose marks stand here */
    size_t note_count, note_capacity;
    struct anchor *anchors; /* x from the page's left edge, y from the slice's top */
    size_t anchor_count, anchor_capacity;
    struct fault *faults;
    size_t fault_count, fault_capacity;
    const struct slice *side; /* stands in the side span, first baselines equal */
    bool side_waits;          /* the slice itself waits until the side span is free */
    const struct galley *repeat; /* stands above it again when it begins a page */
    const struct table_band *band; /* rows of a table, which can be split */
    const struct column_set *columns; /* stands in its place, over as many pages as need be */
    enum figure_place place;     /* of a figure that begins here, and takes figure_count slices */
    size_t figure_count;
    uint32_t figure;             /* its node */
    size_t filler;               /* number of slices from this one that only fill a page which would end half empty */
    const char *one_of;          /* of fillers with the same name only one is set; NULL: of no such group */
    bool fence;                  /* figures that wait stand before it */
    const char *master;          /* of a page that begins with this slice; NULL: "body" */
    const struct running *running;
    const struct running *section_name; /* the same of a section inside a chapter */
    const struct numbering *numbering; /* of the pages from the one that begins with this slice; NULL: goes on */
    struct source_pos pos;
};

/* Adds an empty slice; the pointer holds until the next one is added. */
struct slice *galley_add(struct arena *arena, struct galley *galley);

/* Adds copies of the slices of other. */
void galley_join(struct arena *arena, struct galley *galley, const struct galley *other);

/* Height of all slices below each other, without the space above the first and below the last. */
double galley_height(const struct galley *galley);
double slices_height(const struct slice *slices, size_t count);

/* One slice that holds all slices of galley below each other; its before, after, baseline and pos are those of the
 * ends. */
struct slice galley_merge(struct arena *arena, const struct galley *galley);

/* No page break between the slices from first on. */
void galley_keep(struct galley *galley, size_t first);

void slice_add_item(struct arena *arena, struct slice *slice, const struct set_item *item);
void slice_add_note(struct arena *arena, struct slice *slice, uint32_t node);
void slice_add_anchor(struct arena *arena, struct slice *slice, struct anchor anchor);
void slice_add_fault(struct arena *arena, struct slice *slice, struct fault fault);

/* A rule, ground or fill. */
void slice_add_rect(struct arena *arena, struct slice *slice, struct rect rect, struct colour colour,
                    enum item_role role);

/* Adds what other holds, y lower [pt]. */
void slice_add_slice(struct arena *arena, struct slice *slice, const struct slice *other, double y);

#endif
