#include "report/budget.h"

#include "base/diag.h"
#include "base/length.h"
#include "document/node.h"
#include "template/template.h"

#include <math.h>

/* An attribute of the figure that is a height [pt]; 0 without it. */
static double height_of(struct diag *diag, const struct filled *filled, const struct graphic_request *request, const char *name) {
    const struct node *graphic = request->node > 0 ? document_node(filled->document, request->node) : NULL;
    const struct node *figure = graphic ? graphic->parent : NULL;
    const char *text = figure && figure->kind == NODE_FIGURE ? node_attribute(figure, name) : NULL;
    double height = 0;
    if (text && !(length_parse(text, &height) && height > 0)) {
        diag_add(diag, DIAG_CODE_LAYOUT_ATTRIBUTE, figure->pos, "%s=%s; a height such as \"60 mm\" or \"170 pt\"", name, text);
        return 0;
    }
    return height;
}

double budget_least_height(struct diag *diag, const struct filled *filled, const struct graphic_request *request) {
    return height_of(diag, filled, request, "least-height");
}

double budget_most_height(struct diag *diag, const struct filled *filled, const struct graphic_request *request) {
    return height_of(diag, filled, request, "most-height");
}

double budget_height(double natural, double least, int round) {
    return natural - fmax(natural - least, 0) * round / BUDGET_ROUNDS;
}

void budget_report(struct diag *diag, struct source_pos pos, const struct budget_attempt *attempt, struct budget budget) {
    if (budget.round > 0) {
        diag_add(diag, DIAG_CODE_REPORT_FIGURES_LOWER, pos, "%zu, by %d/%d of what they may give", attempt->giving, budget.round,
                 BUDGET_ROUNDS);
    }
    if (attempt->rows > 0) {
        diag_add(diag, DIAG_CODE_REPORT_ROWS_DROPPED, pos, "%zu of priority %d and above", attempt->rows, budget.drop_from);
    }
    if (attempt->pages > budget.pages) {
        diag_add(diag, DIAG_CODE_REPORT_TOO_LONG, pos, "%zu, not %zu; figures drawn lower: %zu, rows left out: %zu", attempt->pages,
                 budget.pages, attempt->giving, attempt->rows);
    }
}
