/* The data of an SVG path: commands and numbers, as moves, lines and curves. Source: SVG 1.1, 8.3; arcs after its appendix F.6. */
#include "drawing/image.h"

#include "drawing/drawing.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS_MOST = 7 };

struct tracing {
    struct drawing *drawing;
    const char *at;
    struct point here, start;
    struct point handle; /* the last one of the curve before */
    char command, before;
    bool open;
};

static void skip(struct tracing *tracing) {
    while (isspace((unsigned char)*tracing->at) || *tracing->at == ',') {
        tracing->at++;
    }
}

static bool read_number(struct tracing *tracing, double *value) {
    skip(tracing);
    char *end = NULL;
    if (!isdigit((unsigned char)*tracing->at) && !strchr("+-.", *tracing->at)) {
        return false;
    }
    *value = strtod(tracing->at, &end);
    bool found = end != tracing->at && fabs(*value) < 1e6;
    tracing->at = end;
    return found;
}

/* Flags of arcs may stand without blanks: "0 01". */
static bool read_flag(struct tracing *tracing, double *value) {
    skip(tracing);
    bool found = *tracing->at == '0' || *tracing->at == '1';
    *value = *tracing->at == '1';
    tracing->at += found;
    return found;
}

static bool read_numbers(struct tracing *tracing, double *numbers, size_t count, bool arc) {
    for (size_t i = 0; i < count; i++) {
        bool flag = arc && (i == 3 || i == 4);
        if (!(flag ? read_flag(tracing, &numbers[i]) : read_number(tracing, &numbers[i]))) {
            return false;
        }
    }
    return true;
}

static void line_to(struct tracing *tracing, struct point to) {
    drawing_line(tracing->drawing, to.x, to.y);
    tracing->here = to;
}

static void curve_to(struct tracing *tracing, struct point a, struct point b, struct point to) {
    drawing_curve(tracing->drawing, a, b, to);
    tracing->handle = b;
    tracing->here = to;
}

/* A quadratic curve as a cubic one. */
static void quadratic_to(struct tracing *tracing, struct point handle, struct point to) {
    struct point from = tracing->here;
    struct point a = { from.x + 2.0 / 3 * (handle.x - from.x), from.y + 2.0 / 3 * (handle.y - from.y) };
    struct point b = { to.x + 2.0 / 3 * (handle.x - to.x), to.y + 2.0 / 3 * (handle.y - to.y) };
    curve_to(tracing, a, b, to);
    tracing->handle = handle;
}

/* The handle of the curve before, mirrored; the place itself if there was none of that kind. */
static struct point mirrored(const struct tracing *tracing, const char *kinds) {
    if (!strchr(kinds, toupper((unsigned char)tracing->before))) {
        return tracing->here;
    }
    return (struct point){ 2 * tracing->here.x - tracing->handle.x, 2 * tracing->here.y - tracing->handle.y };
}

/* An ellipse that an arc runs along. */
struct ellipse {
    struct point centre;
    double x, y, turn; /* radii, radians */
};

static struct point ellipse_at(const struct ellipse *ellipse, double angle, double along, double across) {
    double x = ellipse->x * (cos(angle) * along - sin(angle) * across);
    double y = ellipse->y * (sin(angle) * along + cos(angle) * across);
    return (struct point){ ellipse->centre.x + x * cos(ellipse->turn) - y * sin(ellipse->turn),
                           ellipse->centre.y + x * sin(ellipse->turn) + y * cos(ellipse->turn) };
}

static void arc_along(struct tracing *tracing, const struct ellipse *ellipse, double from, double sweep) {
    int parts = (int)ceil(fabs(sweep) / (M_PI / 2) - 1e-9);
    parts = parts < 1 ? 1 : parts;
    double step = sweep / parts, handle = 4.0 / 3 * tan(step / 4);
    for (int i = 0; i < parts; i++) {
        double a = from + i * step, b = a + step;
        curve_to(tracing, ellipse_at(ellipse, a, 1, handle), ellipse_at(ellipse, b, 1, -handle), ellipse_at(ellipse, b, 1, 0));
    }
}

static void arc_to(struct tracing *tracing, const double *n, struct point to) {
    struct point from = tracing->here;
    struct ellipse ellipse = { .x = fabs(n[0]), .y = fabs(n[1]), .turn = n[2] * M_PI / 180 };
    double dx = (from.x - to.x) / 2, dy = (from.y - to.y) / 2;
    double x = cos(ellipse.turn) * dx + sin(ellipse.turn) * dy, y = cos(ellipse.turn) * dy - sin(ellipse.turn) * dx;
    if (ellipse.x < 1e-9 || ellipse.y < 1e-9 || hypot(dx, dy) < 1e-9) {
        line_to(tracing, to);
        return;
    }
    double grow = sqrt(fmax(1, x * x / (ellipse.x * ellipse.x) + y * y / (ellipse.y * ellipse.y)));
    ellipse.x *= grow;
    ellipse.y *= grow;
    double a = ellipse.x * ellipse.x * y * y + ellipse.y * ellipse.y * x * x, b = ellipse.x * ellipse.x * ellipse.y * ellipse.y;
    double far = sqrt(fmax(0, (b - a) / a)) * (n[3] == n[4] ? -1 : 1);
    double cx = far * ellipse.x * y / ellipse.y, cy = -far * ellipse.y * x / ellipse.x;
    ellipse.centre = (struct point){ cos(ellipse.turn) * cx - sin(ellipse.turn) * cy + (from.x + to.x) / 2,
                                     sin(ellipse.turn) * cx + cos(ellipse.turn) * cy + (from.y + to.y) / 2 };
    double begin = atan2((y - cy) / ellipse.y, (x - cx) / ellipse.x), end = atan2((-y - cy) / ellipse.y, (-x - cx) / ellipse.x);
    double sweep = end - begin;
    sweep += n[4] > 0 && sweep < 0 ? 2 * M_PI : n[4] <= 0 && sweep > 0 ? -2 * M_PI : 0;
    arc_along(tracing, &ellipse, begin, sweep);
}

/* Draws one command; its numbers are absolute by now, but those of an arc's form. */
static void draw(struct tracing *tracing, char command, const double *n) {
    switch (command) {
    case 'M':
        drawing_move(tracing->drawing, n[0], n[1]);
        tracing->here = tracing->start = (struct point){ n[0], n[1] };
        break;
    case 'L':
        line_to(tracing, (struct point){ n[0], n[1] });
        break;
    case 'H':
        line_to(tracing, (struct point){ n[0], tracing->here.y });
        break;
    case 'V':
        line_to(tracing, (struct point){ tracing->here.x, n[0] });
        break;
    case 'C':
        curve_to(tracing, (struct point){ n[0], n[1] }, (struct point){ n[2], n[3] }, (struct point){ n[4], n[5] });
        break;
    case 'S':
        curve_to(tracing, mirrored(tracing, "CS"), (struct point){ n[0], n[1] }, (struct point){ n[2], n[3] });
        break;
    case 'Q':
        quadratic_to(tracing, (struct point){ n[0], n[1] }, (struct point){ n[2], n[3] });
        break;
    case 'T':
        quadratic_to(tracing, mirrored(tracing, "QT"), (struct point){ n[0], n[1] });
        break;
    case 'A':
        arc_to(tracing, n, (struct point){ n[5], n[6] });
        break;
    case 'Z':
        drawing_close(tracing->drawing);
        tracing->here = tracing->start;
        break;
    }
}

/* Numbers relative to the place made absolute. */
static void shift(const struct tracing *tracing, char command, double *n, size_t count) {
    size_t first = command == 'A' ? 5 : 0;
    for (size_t i = first; i < count; i++) {
        bool upright = command == 'V' || (command != 'H' && (i - first) % 2 == 1);
        n[i] += upright ? tracing->here.y : tracing->here.x;
    }
}

bool svg_path(struct drawing *drawing, const char *d) {
    static const char commands[] = "MLHVCSQTAZ";
    static const size_t counts[] = { 2, 2, 1, 1, 6, 4, 4, 2, 7, 0 };
    struct tracing tracing = { .drawing = drawing, .at = d };
    for (skip(&tracing); *tracing.at; skip(&tracing)) {
        bool named = isalpha((unsigned char)*tracing.at) != 0;
        char command = named ? *tracing.at++ : tracing.command;
        const char *known = strchr(commands, toupper((unsigned char)command));
        bool first = !tracing.open && toupper((unsigned char)command) != 'M';
        if (!command || !known || first || (!named && *known == 'Z')) {
            return false;
        }
        double numbers[NUMBERS_MOST];
        size_t count = counts[known - commands];
        if (!read_numbers(&tracing, numbers, count, *known == 'A')) {
            return false;
        }
        if (islower((unsigned char)command)) {
            shift(&tracing, *known, numbers, count);
        }
        draw(&tracing, *known, numbers);
        tracing.before = *known;
        tracing.open = true;
        tracing.command = command == 'M' ? 'L' : command == 'm' ? 'l' : command;
    }
    return true;
}
