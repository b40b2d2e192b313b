#include "report/run.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "chart/chart.h"
#include "diagram/diagram.h"
#include "document/number.h"
#include "drawing/drawing.h"
#include "report/budget.h"
#include "report/picture.h"
#include "report/program.h"
#include "report/report.h"
#include "template/template.h"
#include "text/style.h"
#include "theme/theme.h"

const struct number_style *run_style(const struct run *run) {
    return run->entry->style ? &run->entry->style->number : NULL;
}

/* A chart's options are the template's, one struct for the other; a scale asked for comes first and so holds. */
static const struct chart_option *chart_options(struct arena *arena, const struct graphic_request *request, double scale,
                                                size_t *count) {
    struct chart_option *options = arena_array(arena, request->option_count + 1, sizeof *options);
    *count = 0;
    if (scale > 0) options[(*count)++] = (struct chart_option){ "scale", arena_print(arena, "%g", scale), request->pos };
    for (size_t i = 0; i < request->option_count; i++)
        options[(*count)++] = (struct chart_option){ request->options[i].key, request->options[i].value, request->options[i].pos };
    return options;
}

/* The frame of a slide, less a line for what was measured, or what the title slide leaves the profile; 0: no limit. */
static double most_height(const struct run *run, const struct graphic_request *request) {
    if (*run->filled->document->slides == '\0' || strcmp(request->span, "inline") == 0) return 0;
    if (strcmp(request->span, "half-bleed") == 0) return run->theme->page.height - 2 * run->theme->numbers[NUMBER_COVER_PROFILE_TOP];
    const struct text_style *subtitle = &run->theme->styles[STYLE_CAPTION_SUBTITLE];
    bool titled = request->subtitle && *request->subtitle;
    return run->theme->page.frame_height - (titled ? subtitle->leading + subtitle->after : 0);
}

/* Diagrams are drawn for a page and enlarged for a slide, or as the template says. */
static const struct drawing *draw_diagram(const struct run *run, const struct graphic_request *request, struct rect most,
                                          double scale) {
    struct diagram_tools tools = { run->entry->theme, run->program->shaper };
    scale *= diagram_scale(run->diag, request->body);
    struct diagram_spec spec = { .kind = request->kind, .width = most.width / scale, .body = request->body,
        .most_height = most.height / scale, .on_slide = *run->filled->document->slides != '\0',
        .headline = request->headline, .language = run->job->language,
        .words = yaml_find(run->filled->words, "diagram"), .pos = request->pos };
    const struct drawing *drawing = diagram_draw(run->arena, run->diag, &tools, &spec);
    return drawing && scale != 1 ? drawing_enlarge(run->arena, drawing, scale) : drawing;
}

/* A picture is no higher than a slide, or than a page with a caption. */
static const struct drawing *draw_picture(struct run *run, const struct graphic_request *request, struct rect most) {
    double caption = 5 * run->theme->numbers[NUMBER_GRID_STEP];
    struct picture_place place = { run->program->root, most.width,
        most.height > 0 ? most.height : run->theme->page.frame_height - caption };
    const struct source_file *file = NULL;
    const struct drawing *drawing = picture_draw(run->arena, run->diag, request, &place, &file);
    if (file) {
        run->files = arena_grow(run->arena, run->files, run->file_count, &run->file_capacity, sizeof *run->files);
        run->files[run->file_count++] = file;
    }
    return drawing;
}

/* The heights between which a figure stays, if its kind can [pt]; 0: no limit. */
struct heights {
    double least, most;
};

static const struct drawing *draw_within(struct run *run, const struct graphic_request *request, struct heights heights) {
    struct span span = { 0 };
    bool in_text = strcmp(request->span, "inline") == 0; /* as wide as the kind says */
    if (!in_text && !theme_span(run->theme, request->span, &span)) {
        diag_add(run->diag, DIAG_CODE_THEME_UNKNOWN_SPAN, request->pos, "%s", request->span);
        return NULL;
    }
    double width = run->size.width > 0 ? run->size.width : span.width;
    double scale = run->size.scale > 0 ? run->size.scale : run->theme->numbers[NUMBER_CHART_SCALE];
    struct rect frame = { .width = width, .height = heights.most };
    if (request->body) return draw_diagram(run, request, frame, scale);
    if (strcmp(request->kind, "image") == 0) return draw_picture(run, request, frame);
    struct chart_tools tools = { run->entry->theme, run->program->shaper, run->program->world.geo };
    struct chart_spec spec = { .kind = request->kind, .width = width, .least_height = heights.least, .most_height = heights.most,
        .selection = request->selection, .subject = request->subject, .subject_name = request->subject_name,
        .headline = request->headline, .subtitle = request->subtitle, .language = run->job->language,
        .words = yaml_find(run->filled->words, "chart"), .style = run_style(run), .pos = request->pos };
    spec.options = chart_options(run->arena, request, scale != 1 ? scale : 0, &spec.option_count);
    return chart_draw(run->arena, run->diag, &tools, &spec);
}

/* In a later round of the page budget a figure that gives way is drawn twice: to learn its height, and lower. */
const struct drawing *figure_draw(struct run *run, const struct graphic_request *request) {
    double most = most_height(run, request), least = budget_least_height(run->diag, run->filled, request);
    run->giving += least > 0;
    budget_most_height(run->diag, run->filled, request); /* says what cannot be read */
    if (least > 0 && run->round > 0) {
        struct run quiet = *run;
        quiet.diag = diag_new(run->arena);
        const struct drawing *natural = draw_within(&quiet, request, (struct heights){ .most = most });
        most = natural ? budget_height(drawing_height(natural), least, run->round) : most;
    }
    return draw_within(run, request, (struct heights){ .most = most });
}

const struct drawing *figure_draw_taller(struct run *run, const struct graphic_request *request, double height) {
    return draw_within(run, request, (struct heights){ height, most_height(run, request) });
}
