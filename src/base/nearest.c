#include "base/nearest.h"

#include <string.h>

/* Longest name compared [byte]. */
enum { NAME_MAX = 48 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein distance; both texts at most NAME_MAX bytes. */
static size_t distance(const char *a, const char *b) {
    size_t row[NAME_MAX + 1];
    size_t width = strlen(b);
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t above = row[j];
            row[j] = least(least(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
            diagonal = above;
        }
    }
    return row[width];
}

struct nearest nearest_to(const char *wanted) {
    return (struct nearest){ .wanted = wanted, .distance = least(strlen(wanted), 9) / 3 + 2 };
}

void nearest_offer(struct nearest *nearest, const char *name) {
    if (strlen(nearest->wanted) > NAME_MAX || strlen(name) > NAME_MAX) {
        return;
    }
    size_t found = distance(nearest->wanted, name);
    if (found < nearest->distance) {
        nearest->distance = found;
        nearest->name = name;
    }
}
