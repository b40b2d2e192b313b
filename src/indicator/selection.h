/* A selection: the part of a series that one chart, table or expression asks for, as a grid of points with labels.
 * It resolves to one year for all its members (the latest common one) unless asked otherwise. */
#ifndef ALMANAC_INDICATOR_SELECTION_H
#define ALMANAC_INDICATOR_SELECTION_H

#include "indicator/series.h"

struct geo;

enum selection_sort { SORT_NONE, SORT_DESCENDING, SORT_ASCENDING, SORT_NAME };

/* Asks for the rows of dimension `by`, and columns of dimension `columns_of`; every other dimension is fixed in
 * keys. With by BY_YEAR the rows are years, codes and labels their four digits, first to last: those in which the
 * series has points, from the first to the last with a value for one of the columns. */
struct selection_query {
    const struct series *series;
    size_t by;                  /* index of the row dimension, or BY_YEAR */
    int from, to;               /* BY_YEAR: first and last year wanted; 0: as far as there are values */
    const char *const *rows;    /* codes wanted, or NULL for all members */
    size_t row_count;
    size_t columns_of;          /* index of the column dimension, SIZE_MAX: one column */
    const char *const *columns; /* codes wanted */
    size_t column_count;
    uint16_t *keys;             /* fixed member of every other dimension; entries for by and columns_of are ignored */
    enum selection_sort sort;
    size_t sort_column;
    size_t limit;               /* 0: all */
    int year;                   /* 0: latest common year; YEAR_LATEST_EACH */
    bool ranked_only;           /* leave out members with ranked false */
};

#define YEAR_LATEST_EACH (-1)
#define BY_YEAR (SIZE_MAX - 1)

struct selection_member {
    const char *code;
    const char *label;       /* in the document's language where known */
    const char *short_label;
    bool ranked;
    value_flags flags;
};

struct selection {
    const struct series *series;
    struct selection_member *rows;
    size_t row_count;
    struct selection_member *columns; /* at least one */
    size_t column_count;
    const struct point_value **points; /* row_count × column_count; NULL where the series has no such point */
    int year;                          /* 0 if the years differ */
    bool by_year;                      /* the rows are years */
    size_t subject_column;             /* the column of the document's subject, SIZE_MAX if none */
    size_t subject_row;                /* the row of the document's subject, SIZE_MAX if none */
    struct source_pos pos;             /* where it was asked for */
    uint64_t hash;                     /* of members, values, flags, years: what a document depends on */
};

/* Answers query. geo and language give the names of regions. Missing rows sort last, equal values by name. A query
 * without any present value is diagnosed (SELECTION_EMPTY; not with diag NULL) and still returned. */
const struct selection *selection_make(struct arena *arena, struct diag *diag, const struct geo *geo,
                                       const char *language, const struct selection_query *query, struct source_pos pos);

/* The columns of several selections side by side, for the rows of the first, which match by code; a lone column without a
 * name takes that of its series. Borrows from the parts. With one part it is that part. */
const struct selection *selection_join(struct arena *arena, const struct selection *const *parts, size_t count);

const struct point_value *selection_point(const struct selection *selection, size_t row, size_t column);

/* 1 if a is larger, -1 if b is, 0 if they differ by no more than computing does. */
int value_order(double a, double b);

/* Competition rank (1 2 2 4) of the point of keys among the members of dimension `of` listed in codes (NULL: all
 * ranked members with a value); 0 if its value is missing or its member is not in codes. *joint is set if another has the same value, *among to
 * the number ranked. Highest value first. */
size_t series_rank(const struct series *series, const struct point_value *point, size_t of, const char *const *codes,
                   size_t code_count, bool *joint, size_t *among);

void selection_dump(const struct selection *selection, struct buffer *out);

#endif
