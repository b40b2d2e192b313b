/* The page budget: figures that say how low they may be give way before rows do, so that a document fits the pages that its template
 * allows. Private to report/. */
#ifndef ALMANAC_REPORT_BUDGET_H
#define ALMANAC_REPORT_BUDGET_H

#include "base/source.h"

#include <stddef.h>

struct diag;
struct filled;
struct graphic_request;

/* Rounds in which figures become lower: in each by the same part of what they may give. */
enum { BUDGET_ROUNDS = 3 };

/* The height [pt] below which the figure of request does not go, its attribute least-height; 0: it does not give way. What cannot be
 * read is diagnosed (LAYOUT_ATTRIBUTE). */
double budget_least_height(struct diag *diag, const struct filled *filled, const struct graphic_request *request);

/* The height [pt] that it may have where its page would else stay empty, its attribute most-height; 0: no more than it asks for. */
double budget_most_height(struct diag *diag, const struct filled *filled, const struct graphic_request *request);

/* The height [pt] that a figure of this one may have in a round, 0 to BUDGET_ROUNDS. */
double budget_height(double natural, double least, int round);

/* What the document came to. */
struct budget_attempt {
    size_t pages, giving; /* giving: figures that may be lower */
    size_t rows;          /* that were left out */
};

struct budget {
    size_t pages; /* at most */
    int round;    /* of the figures */
    int drop_from; /* priority of rows; 0: none */
};

/* Says how a document came to its number of pages, or that it did not; pos is that of the budget. */
void budget_report(struct diag *diag, struct source_pos pos, const struct budget_attempt *attempt, struct budget budget);

#endif
