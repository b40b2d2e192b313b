/* What a drawing shows as one number: equal numbers, equal drawings. */
#include "drawing/drawing.h"

#include "base/map.h"
#include "drawing/image.h"
#include "text/font.h"
#include "text/shape.h"

static uint64_t hash_doubles(uint64_t hash, const double *numbers, size_t count) {
    return hash_bytes(hash, numbers, count * sizeof *numbers);
}

static uint64_t hash_number(uint64_t hash, uint64_t number) {
    return hash_bytes(hash, &number, sizeof number);
}

static uint64_t hash_colour(uint64_t hash, struct colour colour) {
    const double numbers[] = { colour.red, colour.green, colour.blue, colour.alpha };
    return hash_doubles(hash, numbers, sizeof numbers / sizeof *numbers);
}

static uint64_t hash_path(uint64_t hash, const struct path *path) {
    hash = hash_number(hash_number(hash, path->verb_count), path->point_count);
    if (path->verb_count > 0) {
        hash = hash_bytes(hash, path->verbs, path->verb_count * sizeof *path->verbs);
    }
    if (path->point_count > 0) {
        hash = hash_bytes(hash, path->points, path->point_count * sizeof *path->points);
    }
    return hash;
}

static uint64_t hash_stroke(uint64_t hash, const struct stroke *stroke) {
    const double numbers[] = { stroke->width, stroke->dash[0], stroke->dash[1], (double)stroke->cap, (double)stroke->join };
    return hash_doubles(hash_colour(hash, stroke->colour), numbers, sizeof numbers / sizeof *numbers);
}

static uint64_t hash_run(uint64_t hash, const struct glyph_run *run) {
    const double numbers[] = { run->size, run->tracking, run->rise, run->width };
    hash = hash_number(hash, run->face ? face_index(run->face) + 1 : 0);
    hash = hash_doubles(hash, numbers, sizeof numbers / sizeof *numbers);
    hash = hash_colour(hash, run->colour);
    hash = hash_bytes(hash_number(hash, run->text_size), run->text, run->text_size);
    return hash_bytes(hash_number(hash, run->count), run->glyphs, run->count * sizeof *run->glyphs);
}

static uint64_t hash_op(uint64_t hash, const struct drawing_op *op) {
    const double numbers[] = { (double)op->kind, op->even_odd, op->at.x, op->at.y, op->angle, op->width, op->height };
    hash = hash_doubles(hash, numbers, sizeof numbers / sizeof *numbers);
    hash = hash_path(hash, &op->path);
    hash = hash_colour(hash, op->fill);
    hash = hash_stroke(hash, &op->stroke);
    for (size_t i = 0; op->text && i < op->text->count; i++) {
        hash = hash_run(hash, &op->text->runs[i]);
    }
    return op->image ? hash_number(hash, op->image->hash) : hash;
}

uint64_t drawing_hash(uint64_t hash, const struct drawing *drawing) {
    const double size[] = { drawing_width(drawing), drawing_height(drawing) };
    size_t count = 0;
    const struct drawing_op *ops = drawing_ops(drawing, &count);
    hash = hash_doubles(hash, size, sizeof size / sizeof *size);
    hash = hash_text(hash, drawing_alternative(drawing));
    const char *csv = drawing_csv(drawing);
    hash = csv ? hash_text(hash_number(hash, 1), csv) : hash_number(hash, 0);
    hash = hash_number(hash, count);
    for (size_t i = 0; i < count; i++) {
        hash = hash_op(hash, &ops[i]);
    }
    return hash;
}
