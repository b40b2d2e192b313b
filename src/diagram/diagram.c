#include "diagram/diagram.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "diagram/item.h"
#include "diagram/kind.h"
#include "drawing/check.h"

#include <math.h>
#include <string.h>

#define KIND(name, symbol) extern const struct diagram_kind diagram_kind_##symbol;
#include "diagram/kind_list.h"
#undef KIND

static const struct {
    const char *name;
    const struct diagram_kind *kind;
} kinds[] = {
#define KIND(name, symbol) { name, &diagram_kind_##symbol },
#include "diagram/kind_list.h"
#undef KIND
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds, KEYS_MOST = 32 };

/* How much smaller and larger than usual a diagram may be asked for. */
static const double SCALE_LEAST = 0.5, SCALE_MOST = 3;

/* What a caption and a line of source take of a page [pt]. */
static const double CAPTION = 65;

static const struct diagram_kind *kind_find(const char *name) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return kinds[i].kind;
        }
    }
    return NULL;
}

bool diagram_has_kind(const char *kind) {
    return kind_find(kind) != NULL;
}

void diagram_list_kinds(struct buffer *out) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        buffer_print(out, "%s\n", kinds[i].name);
    }
}

void diagram_start(struct diagram *diagram, double height) {
    double step = diagram->theme->numbers[NUMBER_CHART_HALF_STEP];
    double whole = step > 0 ? ceil(height / step - 1e-6) * step : height;
    diagram->drawing = drawing_new(diagram->arena, diagram->width, whole);
}

double diagram_page_height(const struct diagram *diagram) {
    double most = diagram->spec->most_height, step = diagram->theme->numbers[NUMBER_CHART_HALF_STEP];
    if (most > 0) {
        return step > 0 ? floor(most / step) * step : most;
    }
    return diagram->theme->page.frame_height - CAPTION;
}

struct colour diagram_colour(const struct diagram *diagram, enum theme_colour colour) {
    return diagram->theme->colours[colour];
}

struct text_style diagram_style(const struct diagram *diagram, enum theme_style style, enum theme_colour colour) {
    struct text_style result = diagram->theme->styles[style];
    result.colour = diagram->theme->colours[colour];
    return result;
}

struct text_style diagram_style_sized(const struct diagram *diagram, enum theme_style style, enum theme_colour colour,
                                      double size) {
    struct text_style result = diagram_style(diagram, style, colour);
    result.leading = result.leading * size / result.size;
    result.size = size;
    return result;
}

struct stroke diagram_stroke(const struct diagram *diagram, enum theme_colour colour, double width) {
    return (struct stroke){ .colour = diagram_colour(diagram, colour), .width = width };
}

/* A text that ends with a sign of its own gets no second one. */
static const char *stop_after(const char *text) {
    size_t size = strlen(text);
    return size > 0 && strchr(".!?:", text[size - 1]) ? "" : ".";
}

void diagram_say(struct diagram *diagram, const char *name, const char *text) {
    if (*text) {
        buffer_print(&diagram->said, "%s%s%s%s%s", diagram->said.size ? " " : "", name, *name ? ": " : "", text,
                     stop_after(text));
    }
}

void diagram_say_items(struct diagram *diagram, const char *name, const struct item *items, size_t count) {
    struct buffer list = buffer_new(diagram->arena);
    for (size_t i = 0; i < count; i++) {
        buffer_print(&list, "%s%s", i ? "; " : "", items[i].text);
    }
    diagram_say(diagram, name, list.data ? list.data : "");
}

/* The kind's own keys, and those of every diagram. */
static void check_keys(const struct diagram *diagram, const struct diagram_kind *kind) {
    static const char *const captions[] = { "headline", "subtitle", "source", "note", "scale" };
    const char *known[KEYS_MOST] = { 0 };
    size_t count = 0;
    for (; count < sizeof captions / sizeof *captions; count++) {
        known[count] = captions[count];
    }
    for (size_t i = 0; kind->keys[i] && count + 1 < KEYS_MOST; i++) {
        known[count++] = kind->keys[i];
    }
    yaml_check_keys(diagram->diag, diagram->spec->body, known);
}

static void finish(struct diagram *diagram) {
    drawing_describe(diagram->drawing, diagram->said.data ? diagram->said.data : "", NULL);
    drawing_finish(diagram->drawing);
    struct arena *scratch = arena_new();
    drawing_check(scratch, diagram->diag, diagram->drawing, diagram->spec->pos);
    arena_close(scratch);
}

const struct drawing *diagram_draw(struct arena *arena, struct diag *diag, const struct diagram_tools *tools,
                                   const struct diagram_spec *spec) {
    const struct diagram_kind *kind = kind_find(spec->kind);
    if (!kind) {
        diag_add(diag, DIAG_CODE_DIAGRAM_UNKNOWN_KIND, spec->pos, "%s", spec->kind);
        return NULL;
    }
    struct diagram diagram = { .arena = arena,
                               .diag = diag,
                               .theme = tools->theme,
                               .shaper = tools->shaper,
                               .spec = spec,
                               .words = diagram_words_over(arena, spec->words),
                               .said = buffer_new(arena),
                               .width = spec->width };
    struct span full;
    if (diagram.width <= 0 && theme_span(tools->theme, "full", &full)) {
        diagram.width = full.width;
    }
    check_keys(&diagram, kind);
    if (spec->headline && *spec->headline) {
        diagram_say(&diagram, "", spec->headline);
    }
    kind->draw(&diagram);
    if (diagram.drawing) {
        finish(&diagram);
    }
    return diagram.drawing;
}

double diagram_scale(struct diag *diag, const struct yaml *body) {
    double scale = yaml_number(diag, body, "scale", 1);
    if (scale >= SCALE_LEAST && scale <= SCALE_MOST) {
        return scale;
    }
    diag_add(diag, DIAG_CODE_DIAGRAM_BAD_ITEM, yaml_key_pos(body, "scale"), "scale %g; %g to %g", scale, SCALE_LEAST, SCALE_MOST);
    return 1;
}
