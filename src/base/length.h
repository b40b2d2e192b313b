/* Lengths inside the program are points (1/72 inch) as double, y downwards. Millimetres exist at the border only. */
#ifndef ALMANAC_BASE_LENGTH_H
#define ALMANAC_BASE_LENGTH_H

#include <stdbool.h>

#define POINTS_PER_MM (72.0 / 25.4)

struct point {
    double x, y; /* [pt] */
};
struct rect {
    double x, y, width, height; /* [pt]; x, y is the top left corner */
};

double length_from_mm(double mm);

/* Reads "12 mm", "12mm", "9.5 pt" or "9.5" (pt) into *points. Returns false for anything else. */
bool length_parse(const char *text, double *points);

#endif
