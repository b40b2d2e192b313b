/* What the catalogue shows of a document: its first page as a small picture, and the data of its figures. */
#include "base/arena.h"
#include "base/buffer.h"
#include "document/node.h"
#include "drawing/pages.h"
#include "indicator/selection.h"
#include "output/raster.h"
#include "report/program.h"

/* A page of 210 mm is 264 pixels wide: sharp at the 132 of a card, also on a screen with two pixels for one. */
static const double DOTS_PER_INCH = 32;

static const char *figure_of(const struct filled *filled, const struct graphic_request *request) {
    for (const struct node *node = document_node(filled->document, request->node); node; node = node->parent)
        if (node->kind == NODE_FIGURE) return node->label && *node->label ? node->label : "";
    return "";
}

static void add_point(struct buffer *out, const struct filled *filled, const struct graphic_request *request, size_t i) {
    const struct selection *selection = request->selection;
    const struct point_value *point = selection->points[i];
    const struct selection_member *row = &selection->rows[i / selection->column_count];
    const struct selection_member *column = &selection->columns[i % selection->column_count];
    bool present = point && point->status == VALUE_PRESENT;
    struct buffer value = buffer_new(out->arena);
    buffer_text(&value, "");
    if (present) buffer_print(&value, "%.15g", point->value);
    const char *const texts[] = { figure_of(filled, request), request->headline ? request->headline : "", selection->series->name,
        row->code, row->label, column->code, column->label, point ? arena_print(out->arena, "%d", point->year) : "", value.data,
        point ? flags_text(out->arena, point->flags) : "", point ? point_series(point)->unit : "" };
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        if (t > 0) buffer_byte(out, ',');
        buffer_csv(out, texts[t] ? texts[t] : "");
    }
    buffer_byte(out, '\n');
}

const char *cover_data(struct arena *arena, const struct filled *filled, size_t *size) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "figure,headline,series,row,row_name,column,column_name,year,value,flags,unit\n");
    for (size_t g = 0; g < filled->graphic_count; g++) {
        const struct selection *selection = filled->graphics[g].selection;
        for (size_t i = 0; selection && i < selection->row_count * selection->column_count; i++)
            add_point(&out, filled, &filled->graphics[g], i);
    }
    *size = out.size;
    return out.data;
}

const char *cover_picture(struct arena *arena, struct diag *diag, const struct pages *pages, size_t *size) {
    return pages->count > 0 ? page_to_png(arena, diag, &pages->pages[0], DOTS_PER_INCH, size) : NULL;
}
