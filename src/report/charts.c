/* Charts of a document on their own: which there are, and as files of other formats. */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"
#include "drawing/drawing.h"
#include "output/raster.h"
#include "report/program.h"

/* Of a picture: three times that of a screen, enough for print at the size of a page. */
static const double DOTS_PER_INCH = 300;

/* The figure around a graphic; NULL for a drawing in running text or in a table. */
static const struct node *figure_of(const struct filled *filled, const struct graphic_request *request) {
    const struct node *node = document_node(filled->document, request->node);
    while (node && node->kind != NODE_FIGURE) node = node->parent;
    return node && strcmp(node->text, "figure") == 0 ? node : NULL;
}

const struct report_chart *charts_list(struct arena *arena, const struct filled *filled,
                                       const struct drawing *const *drawings, size_t *count) {
    struct report_chart *charts = arena_array(arena, filled->graphic_count, sizeof *charts);
    *count = filled->graphic_count;
    for (size_t i = 0; i < filled->graphic_count; i++) {
        const struct graphic_request *request = &filled->graphics[i];
        const struct node *figure = figure_of(filled, request);
        const char *id = figure ? node_identifier(figure) : NULL;
        charts[i] = (struct report_chart){ .id = id ? id : "", .kind = request->kind, .headline = request->headline,
            .subtitle = request->subtitle, .alternative = drawings[i] ? drawing_alternative(drawings[i]) : "",
            .drawing = drawings[i] };
    }
    return charts;
}

enum report_format report_format_find(const char *name) {
    static const char *const names[FORMAT_COUNT] = { [FORMAT_SVG] = "svg", [FORMAT_PNG] = "png", [FORMAT_CSV] = "csv" };
    int format = 0;
    while (format < FORMAT_COUNT && strcmp(names[format], name) != 0) format++;
    return (enum report_format)format;
}

const char *report_chart_write(struct arena *arena, struct diag *diag, const struct report_chart *chart,
                               enum report_format format, size_t *size) {
    const char *csv = drawing_csv(chart->drawing);
    switch (format) {
    case FORMAT_SVG:
        return drawing_to_svg(arena, diag, chart->drawing, &(struct picture_words){ chart->headline, chart->alternative }, size);
    case FORMAT_PNG:
        return drawing_to_png(arena, diag, chart->drawing, DOTS_PER_INCH, size);
    case FORMAT_CSV:
        *size = csv ? strlen(csv) : 0;
        return csv;
    case FORMAT_COUNT:
        break;
    }
    return NULL;
}
