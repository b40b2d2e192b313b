#include "layout/ink.h"

#include "base/arena.h"
#include "drawing/drawing.h"
#include "text/font.h"

#include <math.h>

/* Below the baseline, as part of the size: single descenders disturb nobody. */
#define DEPTH 0.15

/* A curve is followed in so many straight pieces. */
#define CURVE_PIECES 6

/* A drawing while it is read: the boxes of the clips that hold, the innermost last. */
#define CLIPS_MAX 16

struct reading {
    struct arena *arena;
    const struct page_item *item;
    size_t number;
    struct inks *inks;
    struct areas *areas;
    struct area clips[CLIPS_MAX];
    size_t clip_count;
};

/* Width of the run without the spaces at its end. */
static double visible_width(const struct glyph_run *run) {
    double width = run->width;
    char last = run->text_size > 0 ? run->text[run->text_size - 1] : ' ';
    if (last > ' ') {
        return width; /* seen from the text, which lies closer than the glyphs */
    }
    double scale = run->size / face_metrics(run->face)->units_per_em;
    for (size_t i = run->count; i-- > 0;) {
        const struct glyph *glyph = &run->glyphs[i];
        if (glyph->size != 1 || run->text[glyph->start] != ' ') {
            break;
        }
        width -= glyph->advance * scale + run->tracking * run->size;
    }
    return width;
}

static double cap_height(const struct glyph_run *run) {
    const struct face_metrics *metrics = face_metrics(run->face);
    return run->size * metrics->cap_height / metrics->units_per_em;
}

struct ink ink_of_item(const struct page_item *item, size_t number) {
    const struct glyph_run *run = item->run;
    double baseline = item->y - run->rise;
    return (struct ink){.left = item->x,
                        .right = item->x + visible_width(run),
                        .top = baseline - cap_height(run),
                        .bottom = baseline + DEPTH * run->size,
                        .run = run,
                        .item = number};
}

bool ink_overlaps(const struct ink *a, const struct ink *b, double slack) {
    return a->right - b->left > slack && b->right - a->left > slack && a->bottom - b->top > slack && b->bottom - a->top > slack &&
           a->right - a->left > slack && b->right - b->left > slack && a->bottom - a->top > slack && b->bottom - b->top > slack;
}

static void add_ink(struct arena *arena, struct inks *inks, const struct ink *ink) {
    if (ink->right <= ink->left) {
        return;
    }
    inks->items = arena_grow(arena, inks->items, inks->count, &inks->capacity, sizeof *ink);
    inks->items[inks->count++] = *ink;
}

static void add_area(struct arena *arena, struct areas *areas, const struct area *area) {
    areas->items = arena_grow(arena, areas->items, areas->count, &areas->capacity, sizeof *area);
    areas->items[areas->count++] = *area;
}

static void widen(struct ink *ink, double x, double y) {
    ink->left = x < ink->left ? x : ink->left;
    ink->right = x > ink->right ? x : ink->right;
    ink->top = y < ink->top ? y : ink->top;
    ink->bottom = y > ink->bottom ? y : ink->bottom;
}

/* The box of a run that begins along points behind the start of its text, turned with it. */
static struct ink turned_ink(const struct reading *reading, const struct drawing_op *op, const struct glyph_run *run,
                             double along) {
    struct ink ink = {.left = INFINITY, .right = -INFINITY, .top = INFINITY, .bottom = -INFINITY, .run = run};
    double angle = -op->angle * M_PI / 180; /* y points down */
    double ends[] = {along, along + visible_width(run)};
    double edges[] = {-run->rise - cap_height(run), -run->rise + DEPTH * run->size};
    for (int i = 0; i < 4; i++) {
        double dx = ends[i & 1], dy = edges[i >> 1];
        widen(&ink, reading->item->x + op->at.x + dx * cos(angle) - dy * sin(angle),
              reading->item->y + op->at.y + dx * sin(angle) + dy * cos(angle));
    }
    return ink;
}

static bool cuts(const struct area *clip, const struct ink *ink) {
    return ink->left < clip->left - 1 || ink->right > clip->right + 1 || ink->top < clip->top - 1 ||
           ink->bottom > clip->bottom + 1;
}

static void read_text(struct reading *reading, const struct drawing_op *op, size_t number) {
    double along = 0;
    for (size_t i = 0; i < op->text->count; i++) {
        struct ink ink = turned_ink(reading, op, &op->text->runs[i], along);
        ink.item = reading->number;
        ink.drawn = true;
        ink.op = number;
        ink.clipped = reading->clip_count > 0 && cuts(&reading->clips[reading->clip_count - 1], &ink);
        along += op->text->runs[i].width;
        add_ink(reading->arena, reading->inks, &ink);
    }
}

static struct area path_area(const struct reading *reading, const struct drawing_op *op, size_t number) {
    struct ink box = {.left = INFINITY, .right = -INFINITY, .top = INFINITY, .bottom = -INFINITY};
    for (size_t i = 0; i < op->path.point_count; i++) {
        widen(&box, op->path.points[i].x + reading->item->x, op->path.points[i].y + reading->item->y);
    }
    struct area area = {box.left,          box.right,        box.top,  box.bottom,      &op->path, reading->item->x,
                        reading->item->y, op->fill, reading->number, number};
    if (reading->clip_count > 0) {
        const struct area *clip = &reading->clips[reading->clip_count - 1];
        area.left = fmax(area.left, clip->left);
        area.right = fmin(area.right, clip->right);
        area.top = fmax(area.top, clip->top);
        area.bottom = fmin(area.bottom, clip->bottom);
    }
    return area;
}

static void read_op(struct reading *reading, const struct drawing_op *op, size_t number) {
    struct area area;
    switch (op->kind) {
    case DRAW_FILL:
    case DRAW_FILL_STROKE:
        area = path_area(reading, op, number);
        add_area(reading->arena, reading->areas, &area);
        break;
    case DRAW_CLIP_BEGIN:
        if (reading->clip_count < CLIPS_MAX) {
            reading->clips[reading->clip_count] = path_area(reading, op, number);
            reading->clip_count++;
        }
        break;
    case DRAW_CLIP_END:
        reading->clip_count -= reading->clip_count > 0;
        break;
    case DRAW_TEXT:
        read_text(reading, op, number);
        break;
    case DRAW_STROKE:
    case DRAW_IMAGE:
        break;
    }
}

static void read_drawing(struct reading *reading) {
    size_t count;
    const struct drawing_op *ops = drawing_ops(reading->item->drawing, &count);
    for (size_t i = 0; i < count; i++) {
        read_op(reading, &ops[i], i);
    }
}

void page_read(struct arena *arena, const struct page *page, struct inks *inks, struct areas *areas) {
    for (size_t i = 0; i < page->count; i++) {
        const struct page_item *item = &page->items[i];
        struct reading reading = {.arena = arena, .item = item, .number = i, .inks = inks, .areas = areas};
        struct ink ink;
        switch (item->kind) {
        case ITEM_TEXT:
            ink = ink_of_item(item, i);
            add_ink(arena, inks, &ink);
            break;
        case ITEM_RECT:
            add_area(arena, areas,
                     &(struct area){.left = item->x,
                                    .right = item->x + item->width,
                                    .top = item->y,
                                    .bottom = item->y + item->height,
                                    .colour = item->colour,
                                    .item = i});
            break;
        case ITEM_DRAWING:
            read_drawing(&reading);
            break;
        }
    }
}

/* How often an upward or downward edge from a to b winds around at. */
static int winding(struct point a, struct point b, struct point at) {
    bool up = a.y <= at.y && b.y > at.y, down = a.y > at.y && b.y <= at.y;
    if (!up && !down) {
        return 0;
    }
    double x = a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x);
    return x > at.x ? (up ? 1 : -1) : 0;
}

static struct point curve_at(const struct point *from, const struct point *curve, double t) {
    double s = 1 - t;
    double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    return (struct point){a * from->x + b * curve[0].x + c * curve[1].x + d * curve[2].x,
                          a * from->y + b * curve[0].y + c * curve[1].y + d * curve[2].y};
}

static int curve_winding(struct point from, const struct point *curve, struct point at) {
    int sum = 0;
    struct point last = from;
    for (int i = 1; i <= CURVE_PIECES; i++) {
        struct point next = curve_at(&from, curve, (double)i / CURVE_PIECES);
        sum += winding(last, next, at);
        last = next;
    }
    return sum;
}

/* True if the path, with its open ends closed, has at inside. */
static bool path_holds(const struct path *path, struct point at) {
    struct point start = {0, 0}, last = {0, 0};
    int sum = 0;
    const struct point *next = path->points;
    for (size_t i = 0; i < path->verb_count; i++) {
        switch (path->verbs[i]) {
        case PATH_MOVE:
            sum += winding(last, start, at);
            start = last = *next++;
            break;
        case PATH_LINE:
            sum += winding(last, *next, at);
            last = *next++;
            break;
        case PATH_CURVE:
            sum += curve_winding(last, next, at);
            last = next[2];
            next += 3;
            break;
        case PATH_CLOSE:
            sum += winding(last, start, at);
            last = start;
            break;
        }
    }
    return sum + winding(last, start, at) != 0;
}

static bool area_holds(const struct area *area, struct point at) {
    if (at.x < area->left || at.x > area->right || at.y < area->top || at.y > area->bottom) {
        return false;
    }
    return !area->path || path_holds(area->path, (struct point){at.x - area->x, at.y - area->y});
}

static bool is_before(const struct area *area, const struct ink *ink) {
    return area->item < ink->item || (ink->drawn && area->item == ink->item && area->op < ink->op);
}

/* top painted over below. */
static struct colour blend(struct colour top, struct colour below) {
    double a = top.alpha;
    return (struct colour){top.red * a + below.red * (1 - a), top.green * a + below.green * (1 - a),
                           top.blue * a + below.blue * (1 - a), 1};
}

struct colour ink_ground(const struct ink *ink, const struct areas *areas, struct colour paper, struct point at) {
    struct colour ground = paper;
    for (size_t i = 0; i < areas->count && is_before(&areas->items[i], ink); i++) {
        if (area_holds(&areas->items[i], at)) {
            ground = blend(areas->items[i].colour, ground);
        }
    }
    return ground;
}
