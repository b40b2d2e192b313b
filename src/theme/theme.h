/* The house style: colours, text styles, grid, strokes and chart measures, read once from theme.yaml, immutable. */
#ifndef ALMANAC_THEME_THEME_H
#define ALMANAC_THEME_THEME_H

#include "base/colour.h"
#include "base/length.h"
#include "text/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct fonts;
struct source_file;
struct ornament;

enum theme_style {
#define STYLE(code, name) STYLE_##code,
#include "theme/style_list.h"
#undef STYLE
    STYLE_COUNT
};

enum theme_colour {
#define COLOUR(code, name) COLOUR_##code,
#include "theme/colour_list.h"
#undef COLOUR
    COLOUR_COUNT
};

enum theme_number {
#define NUMBER(code, path) NUMBER_##code,
#include "theme/number_list.h"
#undef NUMBER
    NUMBER_COUNT
};

/* A page format with its live area and columns; all [pt]. */
struct page_format {
    double width, height;
    double left, right, top; /* margins; top is the frame's top */
    double frame_height;
    int columns;
    double column_width, gutter;
    int side_columns, text_columns; /* of the spans "side", which may have none, and "text" behind it */
    bool mirrored; /* pages of even number have their left and right margins exchanged */
};

/* A horizontal stretch of the frame: full, text, side, half, quarter. x is from the page's left edge. */
struct span {
    double x, width; /* [pt] */
};

/* What stands at the edges of a page: texts with {title}, {subject}, {edition}, {chapter}, {section}, {page}, {pages}; two spaces
 * part what stands a gutter apart. NULL: nothing. */
struct theme_master {
    const char *name;
    bool tab;
    const char *head_left, *head_right, *foot_left, *foot_right;
};

/* A theme builds on one that builds on another, and so on: no further. */
enum { THEME_FILES_MAX = 5 };

struct theme {
    const char *name;
    struct colour colours[COLOUR_COUNT];
    struct text_style styles[STYLE_COUNT];
    double numbers[NUMBER_COUNT];
    struct page_format page;      /* A4 portrait: every master but the following */
    struct page_format landscape; /* A4 landscape: master "landscape", for wide tables */
    struct colour sequential[7];  /* 5 or 7 classes, light to dark */
    size_t sequential_count;
    struct colour diverging[7];   /* 5 or 7 classes, low to high */
    size_t diverging_count;
    struct colour qualitative[6];
    size_t qualitative_count;
    struct colour grounds[12];    /* of table cells, by the number that they ask for */
    size_t ground_count;
    const struct ornament *ornaments;
    size_t ornament_count;
    uint64_t hash; /* of the file's bytes, and of those it builds on */
    const struct source_file *files[THEME_FILES_MAX]; /* the file and those it builds on */
    size_t file_count;
    struct theme_master *masters;
    size_t master_count;
    const struct theme *slides, *slides_4x3; /* the same house on slides of 16:9 and 4:3; NULL: it has none */
};

/* The file of the theme that is called so, relative to the publication: "name" stands in templates/themes/name/theme.yaml,
 * "theme.yaml" in folder ("": the publication's own), "a/b.yaml" where it says. */
const char *theme_path(struct arena *arena, const char *folder, const char *name);

/* Reads theme.yaml over the theme that it names as its base, if any. A missing or wrong colour, style or number is diagnosed (THEME_*) at its map; returns NULL if any is missing. */
const struct theme *theme_read(struct arena *arena, struct diag *diag, const struct fonts *fonts, const char *root,
                               const char *path);

/* The form of theme for pages of a format: "16:9" and "4:3" are slides, "" pages. NULL if the theme has none. */
const struct theme *theme_for_slides(const struct theme *theme, const char *format);

/* The master of this name, or NULL. */
const struct theme_master *theme_master(const struct theme *theme, const char *name);

/* The span of a name ("full", "text", "side", "half-left", "half-right", "quarter-1" to "quarter-4"; "half" is the left one;
 * "third-1" to "third-3"; "three-quarters" leaves the fourth quarter free; "half-bleed" is the right half and the margin beside it;
 * "side" of a page without side columns is as "third-1"; "wide" is the full one of a landscape page). Returns false for an unknown name. format_span: on a page of this format. */
bool format_span(const struct page_format *format, const char *name, struct span *span);
bool theme_span(const struct theme *theme, const char *name, struct span *span);

/* Lists every colour, style and number: for goldens and documentation. */
struct buffer;
void theme_dump(const struct theme *theme, struct buffer *out);

#endif
