/* The known name most like one that is not known: for messages. */
#ifndef ALMANAC_BASE_NEAREST_H
#define ALMANAC_BASE_NEAREST_H

#include <stddef.h>

/* The best of the names offered so far. */
struct nearest {
    const char *wanted;
    const char *name; /* NULL: none is near enough to be a slip of the pen */
    size_t distance;
};

struct nearest nearest_to(const char *wanted);
void nearest_offer(struct nearest *nearest, const char *name);

#endif
