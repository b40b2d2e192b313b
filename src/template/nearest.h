/* The known name most like one that is not known: for messages. */
#ifndef ALMANAC_TEMPLATE_NEAREST_H
#define ALMANAC_TEMPLATE_NEAREST_H

#include <stddef.h>

/* The best of the names offered so far. */
struct nearest {
    const char *wanted;
    const char *name; /* NULL: none is near enough */
    size_t distance;
};

struct nearest nearest_to(const char *wanted);
void nearest_offer(struct nearest *nearest, const char *name);

/* The nearest function, or NULL. */
const char *nearest_function(const char *wanted);

#endif
