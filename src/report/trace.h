/* Every number printed in a document: where it stands and what it was made from. For inspect/. */
#ifndef ALMANAC_REPORT_TRACE_H
#define ALMANAC_REPORT_TRACE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct document;
struct point_value;
struct program;
struct report_job;
struct selection;

/* What a stretch of text was made from, its ids resolved. */
struct trace_origin {
    enum origin_kind kind;
    struct source_pos pos;           /* no file: nothing is known but the kind */
    const struct point_value *point; /* ORIGIN_POINT: the point that is printed; NULL for a computed value */
    const char *expression;          /* ORIGIN_POINT: what computed the value while filling; NULL for a point */
    const char *how;                 /* ORIGIN_POINT: how a drawing computed the value, in words; else NULL */
    double value;
    const char *unit;
    const struct point_value *const *inputs; /* of the expression, or of the drawing's computation */
    size_t input_count;
    const char *claim; /* ORIGIN_LITERAL, ORIGIN_POLICY: the expression that proves it; NULL if none does */
};

/* One number on a page. */
struct trace_numeral {
    size_t page;      /* from 1 */
    const char *text; /* "14.9", "50 600"; or a word that stands for a number: "three" */
    bool word;
    const char *place; /* "figure", "table", "note", "contents", "cover", "head", "foot", …; "text" for running text */
    const char *id;    /* of the figure or table; "" if none */
    uint32_t node;     /* 0: of no part of the document, as running heads */
    const struct selection *scale; /* ORIGIN_TICK: the data that the scale was made for; else NULL */
    const struct trace_origin *origins; /* in the order of its digits; more than one if it was put together */
    size_t origin_count;
};

/* A drawing with its data. */
struct trace_drawing {
    const char *id, *label; /* of its figure; "" if it stands in none */
    const struct selection *selection; /* NULL: none */
};

struct trace {
    const char *path; /* of the document's output */
    const struct document *document;
    size_t page_count;
    struct trace_numeral *numerals; /* by page, in the order of its items */
    size_t count, capacity;
    struct trace_drawing *drawings;
    size_t drawing_count;
    /* private */
    const struct filled *filled;
    const struct indicators *indicators;
};

/* Makes the document up to its pages and lists its numbers; NULL after a diagnostic. All is in arena. */
const struct trace *report_trace(struct program *program, struct arena *arena, struct diag *diag,
                                 const struct report_job *job);

/* What origin means in the traced document. */
struct trace_origin trace_resolve(const struct trace *trace, struct origin origin);

#endif
