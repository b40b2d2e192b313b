#include "chart/end_label.h"

#include "base/arena.h"
#include "chart/datum.h"
#include "chart/kind.h"
#include "chart/plot.h"

#include <math.h>
#include <stdlib.h>

static const double DISTANCE = 9.75; /* [pt] between two middles */
static const double LEADER = 0.4;    /* [pt] */
static const double MOVED = 3.5;     /* [pt] a label farther from its line has a leader */
static const double NAME_LEAST = 10.0; /* [pt] of a name that is cut, beside a long value */
static const double VALUE_GAP = 4.0; /* [pt] between name and value */

/* The value stands behind the name; one of an earlier year says so. */
static const char *value_text(const struct chart *chart, const struct end_label *label) {
    const char *text = datum_text(chart, label->point);
    return *label->note ? arena_print(chart->arena, "%s (%s)", text, label->note) : text;
}

static double behind_width(const struct chart *chart, const struct end_label *label) {
    return (*label->name ? VALUE_GAP : 0) + label_text_width(chart, &label->style, value_text(chart, label)) +
           datum_flags_width(chart, label->point->flags);
}

double end_labels_width(const struct chart *chart, const struct end_label *labels, size_t count, double most) {
    double widest = 0, values = 0;
    for (size_t i = 0; i < count; i++) {
        double name = label_text_width(chart, &labels[i].style, labels[i].name);
        values = fmax(values, behind_width(chart, &labels[i]) + (name > 0 ? NAME_LEAST : 0));
        widest = fmax(widest, name + behind_width(chart, &labels[i]));
    }
    return fmax(fmin(widest, most), fmin(widest, values));
}

static int compare_labels(const void *a, const void *b) {
    const struct end_label *left = a, *right = b;
    if (left->left_out != right->left_out) {
        return left->left_out ? 1 : -1;
    }
    if (left->line_y != right->line_y) {
        return left->line_y < right->line_y ? -1 : 1;
    }
    return (left->order > right->order) - (left->order < right->order);
}

/* Leaves out the least important label of those in the block around at: labels that stand at their least distance. */
static void leave_out(struct end_label *labels, size_t kept, size_t at) {
    size_t first = at, last = at, worst;
    while (first > 0 && labels[first].middle - labels[first - 1].middle < DISTANCE + 0.01) {
        first--;
    }
    while (last + 1 < kept && labels[last + 1].middle - labels[last].middle < DISTANCE + 0.01) {
        last++;
    }
    worst = first;
    for (size_t i = first; i <= last; i++) {
        worst = labels[i].order > labels[worst].order ? i : worst;
    }
    labels[worst].left_out = true;
}

/* The label that is farthest from its line. */
static size_t farthest(const struct end_label *labels, size_t kept) {
    size_t far = 0;
    for (size_t i = 1; i < kept; i++) {
        bool farther = fabs(labels[i].middle - labels[i].line_y) > fabs(labels[far].middle - labels[far].line_y);
        far = farther ? i : far;
    }
    return far;
}

/* Sorts labels, those left out behind the others, and spreads the kept ones. */
static void spread(struct end_label *labels, size_t count, size_t kept, const struct plot *plot) {
    double middles[PLOT_SPREAD_MOST];
    qsort(labels, count, sizeof *labels, compare_labels);
    for (size_t i = 0; i < kept; i++) {
        middles[i] = labels[i].line_y;
    }
    plot_spread(middles, kept, DISTANCE, plot->top, plot->bottom);
    for (size_t i = 0; i < kept; i++) {
        labels[i].middle = middles[i];
    }
}

/* The least important one of all. */
static void leave_out_last(struct end_label *labels, size_t count) {
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (!labels[i].left_out && (last == SIZE_MAX || labels[i].order > labels[last].order)) {
            last = i;
        }
    }
    labels[last].left_out = true;
}

size_t end_labels_place(struct end_label *labels, size_t count, const struct plot *plot, double most_moved) {
    size_t room = (size_t)fmin(floor((plot->bottom - plot->top) / DISTANCE) + 1, PLOT_SPREAD_MOST);
    size_t kept = count;
    for (; kept > room; kept--) {
        leave_out_last(labels, count);
    }
    if (count == 0) {
        return 0;
    }
    spread(labels, count, kept, plot);
    while (kept > 1) {
        size_t far = farthest(labels, kept);
        if (fabs(labels[far].middle - labels[far].line_y) <= most_moved) {
            break;
        }
        leave_out(labels, kept, far);
        spread(labels, count, --kept, plot);
    }
    return count - kept;
}

/* From the line's end to the label, whichever side it is on. */
static void draw_leader(const struct chart *chart, const struct end_label *label, struct end_label_place place) {
    struct stroke stroke = { .colour = label->style.colour, .width = LEADER };
    double gap = place.x - place.line_x;
    if (!*label->note && fabs(label->middle - label->line_y) > MOVED) {
        drawing_segment(chart->drawing, (struct point){ place.line_x + gap * 0.3, label->line_y },
                        (struct point){ place.x - gap * 0.2, label->middle }, &stroke);
    }
}

/* Name, value and flags from left to right, beginning at x. */
static void draw_label(const struct chart *chart, const struct end_label *label, const struct label *name, double x) {
    label_draw(chart, name, (struct label_place){ x, label->middle, LABEL_LEFT, chart_literal(chart) });
    double value_x = x + name->width + (*label->name ? VALUE_GAP : 0);
    struct label_place at = { value_x, label->middle, LABEL_LEFT, datum_origin(label->point) };
    double width = label_write(chart, &label->style, value_text(chart, label), at);
    datum_flags_write(chart, label->point->flags,
                      (struct datum_flags_place){ value_x + width, label->middle, name->cap, at.origin });
}

static struct label name_of(const struct chart *chart, const struct end_label *label, double room) {
    return label_fit(chart, &label->style, label->name, (struct label_room){ room - behind_width(chart, label), 1 });
}

void end_labels_draw(const struct chart *chart, const struct end_label *labels, size_t count,
                     struct end_label_place place) {
    for (size_t i = 0; i < count; i++) {
        if (!labels[i].left_out) {
            struct label name = name_of(chart, &labels[i], place.room);
            draw_leader(chart, &labels[i], place);
            draw_label(chart, &labels[i], &name, place.x);
        }
    }
}

void end_labels_draw_left(const struct chart *chart, const struct end_label *labels, size_t count,
                          struct end_label_place place) {
    for (size_t i = 0; i < count; i++) {
        if (!labels[i].left_out) {
            struct label name = name_of(chart, &labels[i], place.room);
            draw_leader(chart, &labels[i], place);
            draw_label(chart, &labels[i], &name, place.x - name.width - behind_width(chart, &labels[i]));
        }
    }
}
