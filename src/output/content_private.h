/* The state of a page's content, for content.c and content_text.c only. */
#ifndef ALMANAC_OUTPUT_CONTENT_PRIVATE_H
#define ALMANAC_OUTPUT_CONTENT_PRIVATE_H

#include "base/buffer.h"
#include "drawing/drawing.h"
#include "output/content.h"

#include <string.h>

/* DECIMALS of coordinates; COLOUR_DECIMALS keep 256 steps apart; TURN_DECIMALS of sines. */
enum { DECIMALS = 2, COLOUR_DECIMALS = 3, TURN_DECIMALS = 5 };

/* A colour in thousandths, as it is written; -1: not known. */
struct ink {
    long red, green, blue;
    int opacity; /* percent */
};

struct dash {
    long on, off; /* in units of the last decimal */
};

/* What PDF keeps between operators and q and Q save. Lengths in units of the last decimal. */
struct state {
    struct ink fill, stroke;
    long width, tracking;
    struct dash dash;
    enum line_cap cap;
    enum line_join join;
    const struct face *face;
    double size;
};

struct content {
    struct arena *arena;
    struct embed *embed;
    struct opacities *opacities;
    struct buffer out;
    double page_height, height; /* of the page; of the page or the frame that is open */
    struct state state;
    struct state *saved; /* by q, restored by Q */
    size_t saved_count, saved_capacity;
    bool is_marked, is_text, is_turned; /* a turned line has no place that Td could go on from */
    long line_x, line_y;                /* start of the line of the open text object */
};

/* The nearest whole number, halves away from zero. */
static inline long content_round(double value) {
    return (long)(value < 0 ? value - 0.5 : value + 0.5);
}

/* value in units of the last of decimals places. */
long content_units(double value, int decimals);

/* Writes so many units as a number, CONTENT_NUMBER_SIZE bytes at most with a blank behind; returns where it ends. */
enum { CONTENT_NUMBER_SIZE = 32 };
char *content_write_units(char *to, long value, int decimals);

/* Adds so many units as a number; with a blank behind; a length or coordinate [pt] with a blank. */
void content_add_units(struct buffer *out, long value, int decimals);
void content_put_units(struct content *content, long value, int decimals);
void content_put(struct content *content, double value);

/* Adds an operator and ends the line. */
static inline void content_put_operator(struct content *content, const char *name) {
    size_t size = strlen(name);
    char *to = buffer_room(&content->out, size + 1);
    memcpy(to, name, size);
    to[size] = '\n';
    buffer_end(&content->out, to + size + 1);
}

void content_set_fill(struct content *content, struct colour colour);

/* Ends the text object that is open, if one is. */
void content_end_text(struct content *content);

/* The text of a drawing operation. */
void content_draw_text(struct content *content, const struct drawing_op *op);

#endif
