#include "base/length.h"

#include "base/number.h"

#include <string.h>

double length_from_mm(double mm) {
    return mm * POINTS_PER_MM;
}

bool length_parse(const char *text, double *points) {
    double value;
    const char *unit = number_read(text, &value);
    if (!unit) {
        return false;
    }
    if (*unit == '\0') {
        *points = value;
        return true;
    }
    unit += strspn(unit, " ");
    if (strcmp(unit, "mm") == 0) {
        *points = length_from_mm(value);
        return true;
    }
    if (strcmp(unit, "pt") == 0) {
        *points = value;
        return true;
    }
    return false;
}
