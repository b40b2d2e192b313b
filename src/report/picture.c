#include "report/picture.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/length.h"
#include "drawing/drawing.h"
#include "drawing/image.h"

/* Dots an inch under which print looks coarse. */
static const double DOTS_LEAST = 150;

static const struct request_option *option_of(const struct graphic_request *request, const char *key) {
    for (size_t i = 0; i < request->option_count; i++)
        if (strcmp(request->options[i].key, key) == 0) return &request->options[i];
    return NULL;
}

static const char *text_of(const struct graphic_request *request, const char *key) {
    const struct request_option *option = option_of(request, key);
    return option ? option->value : "";
}

static void check_options(struct diag *diag, const struct graphic_request *request) {
    static const char *const known[] = { "file", "alt", "width", "decorative", "scale" };
    for (size_t i = 0; i < request->option_count; i++) {
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) found = found || strcmp(request->options[i].key, known[k]) == 0;
        if (!found) diag_add(diag, DIAG_CODE_YAML_UNKNOWN_KEY, request->options[i].pos, "%s", request->options[i].key);
    }
}

/* What it shows in words; NULL after IMAGE_WITHOUT_WORDS. */
static const char *words_of(struct diag *diag, const struct graphic_request *request) {
    const char *decorative = text_of(request, "decorative");
    bool silent = strcmp(decorative, "true") == 0 || strcmp(decorative, "yes") == 0;
    const char *words = text_of(request, "alt");
    if (*words || silent) return words;
    diag_add(diag, DIAG_CODE_IMAGE_WITHOUT_WORDS, request->pos, "%s", text_of(request, "file"));
    return NULL;
}

static double width_of(struct diag *diag, const struct graphic_request *request, const struct picture_place *place) {
    const struct request_option *option = option_of(request, "width");
    double width = place->width;
    if (option && (!length_parse(option->value, &width) || width <= 0 || width > 5000)) {
        diag_add(diag, DIAG_CODE_LAYOUT_ATTRIBUTE, option->pos, "width: %s", option->value);
        width = place->width;
    }
    return place->width > 0 ? fmin(width, place->width) : width;
}

static struct drawing *draw_image(struct arena *arena, struct diag *diag, const struct image *image,
                                        const struct picture_place *place, struct source_pos pos) {
    double height = place->width * image->height / image->width, width = place->width;
    if (place->most_height > 0 && height > place->most_height) {
        width *= place->most_height / height;
        height = place->most_height;
    }
    double dots = image->width / (width / 72);
    if (dots < DOTS_LEAST)
        diag_add(diag, DIAG_CODE_IMAGE_COARSE, pos, "%u x %u dots, %.0f an inch; at least %.0f", (unsigned)image->width,
                 (unsigned)image->height, dots, DOTS_LEAST);
    struct drawing *drawing = drawing_new(arena, width, height);
    drawing_image(drawing, (struct rect){ 0, 0, width, height }, image);
    return drawing;
}

const struct drawing *picture_draw(struct arena *arena, struct diag *diag, const struct graphic_request *request,
                                   const struct picture_place *place, const struct source_file **file) {
    const char *path = text_of(request, "file"), *words = words_of(diag, request);
    struct picture_place sized = *place;
    check_options(diag, request);
    sized.width = width_of(diag, request, place);
    *file = svg_is_named(path) ? file_read(arena, diag, place->root, path, request->pos)
                               : file_read_bytes(arena, diag, place->root, path, request->pos);
    if (!*file || !words) return NULL;
    struct drawing *drawing = NULL;
    if (svg_is_named(path)) {
        drawing = svg_read(arena, diag, *file, sized.width);
    } else {
        const struct image *image = image_read(arena, diag, *file, request->pos);
        drawing = image ? draw_image(arena, diag, image, &sized, request->pos) : NULL;
    }
    if (!drawing) return NULL;
    drawing_describe(drawing, words, NULL);
    drawing_finish(drawing);
    return drawing;
}
