/* Dates in diagrams, and the axis of time. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_MOMENT_H
#define ALMANAC_DIAGRAM_MOMENT_H

#include "base/source.h"

#include <stdbool.h>

struct diagram;
struct item;

/* A stretch of time in years: 2024-Q1 is 2024 to 2024.25. */
struct moment {
    double start, end;
};

/* Reads "2024", "2024-Q1", "2024-02" or "2024-02-15"; false for anything else. */
bool moment_parse(const char *text, struct moment *moment);

/* The same for the value of a key; DIAGRAM_BAD_DATE if it is there and wrong. False also if it is not there. */
bool moment_of_key(const struct diagram *diagram, const struct item *item, const char *key, struct moment *moment);
bool moment_of_body(const struct diagram *diagram, const char *key, struct moment *moment);

/* From the start of the one to the end of the other; false after DIAGRAM_BAD_DATE if that is no stretch. */
bool moment_stretch(const struct diagram *diagram, const struct item *item, struct moment *stretch);

struct time_axis {
    double from, to;    /* years */
    double left, right; /* [pt] */
};

double time_x(const struct time_axis *axis, double moment);
/* The years from and to of the body; where they are missing, those of extent in whole years. */
bool time_axis_read(const struct diagram *diagram, struct moment extent, struct time_axis *axis);
/* Names of years, and of quarters where they have room, down to bottom; lines go on to foot. */
struct axis_place {
    double top, bottom, foot; /* [pt] */
};
void time_axis_draw(const struct diagram *diagram, const struct time_axis *axis, struct axis_place place);
/* The line of the last update with a tag at its foot. */
void time_update_draw(const struct diagram *diagram, const struct time_axis *axis, double top, double bottom);
#define UPDATE_TAG 14.0 /* [pt] below the line's foot */

/* A diamond, the sign of a milestone. */
void milestone_draw(const struct diagram *diagram, double x, double y, double size);

#endif
