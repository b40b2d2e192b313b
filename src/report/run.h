/* One document on its way through the stages. Private to report/. */
#ifndef ALMANAC_REPORT_RUN_H
#define ALMANAC_REPORT_RUN_H

#include "report/report.h"

struct filled;
struct graphic_request;
struct number_style;
struct pages;
struct template_entry;

struct run {
    struct program *program;
    struct arena *arena;
    struct diag *diag;
    const struct report_job *job;
    const struct template_entry *entry;
    const struct theme *theme;     /* of the pages, or of the slides */
    struct report_chart_size size; /* zeros: as the template says */
    int round;      /* of the page budget; 0: figures are as high as they ask for */
    size_t giving;  /* figures that may become lower */
    struct filled *filled;
    const struct drawing **drawings;
    const struct pdf_file *enclosed; /* that go into the document */
    size_t enclosed_count;
    const struct source_file **files; /* pictures that were read */
    size_t file_count, file_capacity;
    const struct pages *pages;
    const struct diag *drawing_said, *layout_said; /* of an attempt: heard when the document itself comes so far; NULL: nothing */
};

/* How numbers are written in the document; NULL: as the house does. */
const struct number_style *run_style(const struct run *run);

/* The figure of a request: a chart, a diagram or a picture, within the page or slide and the height that the page budget leaves; NULL if it
 * cannot be drawn, which is diagnosed. Borrows from run->arena. */
const struct drawing *figure_draw(struct run *run, const struct graphic_request *request);

/* The same at least so high [pt], if its kind can. */
const struct drawing *figure_draw_taller(struct run *run, const struct graphic_request *request, double height);

#endif
