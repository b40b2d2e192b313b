/* What was said, as a text to look into. */
#ifndef ALMANAC_TESTS_MESSAGES_H
#define ALMANAC_TESTS_MESSAGES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"

/* All messages of diag as printed. */
static inline const char *said_in(struct arena *arena, const struct diag *diag) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    diag_print(diag, &out);
    return out.data;
}

#endif
