/* Documents between two editions: filled with the data of the older one, then with more and more of the newer one, so that what moved a
 * number can be told apart. For inspect/. */
#ifndef ALMANAC_REPORT_COMPARE_H
#define ALMANAC_REPORT_COMPARE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct indicators;
struct program;
struct report_job;

/* The states between the editions, in the order in which the newer one is put in. Each but the first is named for what it adds. */
enum compare_state {
    COMPARE_OLDER,
    COMPARE_REVISED,        /* values of the years that the older edition has; descriptions */
    COMPARE_PERIODS,        /* other years */
    COMPARE_CLASSIFICATION, /* codes, regions, crosswalks */
    COMPARE_METHOD,         /* how is computed */
    COMPARE_NEWER,          /* bounds, references and rules: the goalposts */
    COMPARE_COUNT
};

struct comparison;

/* Reads both editions and computes what lies between. NULL after PUBLICATION_UNKNOWN_EDITION. */
struct comparison *report_compare(struct program *program, struct diag *diag, const char *older, const char *newer);

const struct indicators *comparison_series(const struct comparison *comparison, enum compare_state state);

/* A number that a document prints, in text or as the data of a figure. */
struct printed_value {
    const char *key;   /* the same number has the same key in every state: place in the template, and series with its codes */
    const char *spot;  /* the place in the template alone */
    const char *what;  /* "series[code, code]", or the expression */
    const char *title; /* of the series; "" for an expression */
    const char *label; /* title and members by name; of an expression what it says */
    const char *place; /* "Figure 1", "Table 2", "text", "note", "heading" */
    struct source_pos pos;
    const char *text;  /* as printed, "" for the data of a figure */
    double value;      /* NAN: missing */
    const char *unit;
    int year;          /* 0: of no single one */
    int decimals;
};

/* A heading, paragraph, headline or note, and the place in the template that it comes from. */
struct printed_text {
    struct source_pos pos;
    const char *text;
};

struct printed_claim {
    uint64_t key;
    const char *text, *expression;
    struct source_pos pos;
    bool holds;
};

/* What one document says in one state. */
struct printed {
    struct printed_value *values;
    size_t value_count, value_capacity;
    struct printed_text *texts;
    size_t text_count, text_capacity;
    struct printed_claim *claims;
    size_t claim_count;
};

/* Fills job in a state. NULL if it cannot be filled; why is said of the newer edition. */
const struct printed *comparison_print(const struct comparison *comparison, struct arena *arena, struct diag *diag,
                                       const struct report_job *job, enum compare_state state);

/* Makes the document job, with a template that the publication need not list, of a description of its subject made in memory. */
struct source_file;
struct report_result comparison_report(const struct comparison *comparison, struct arena *arena, struct diag *diag,
                                       const struct report_job *job, const struct source_file *description);

/* Private to report/: lists what a filled document prints. */
struct filled;
const struct printed *printed_list(struct arena *arena, const struct indicators *indicators, const struct filled *filled);

#endif
