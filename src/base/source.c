#include "base/source.h"

#include <assert.h>
#include <string.h>

const char *origin_kind_name(enum origin_kind kind) {
    static const char *const names[ORIGIN_KIND_COUNT] = {
        [ORIGIN_NONE] = "none",     [ORIGIN_LITERAL] = "literal", [ORIGIN_CELL] = "cell", [ORIGIN_POINT] = "point",
        [ORIGIN_POLICY] = "policy", [ORIGIN_COUNTER] = "counter", [ORIGIN_TICK] = "tick",
    };
    assert(kind < ORIGIN_KIND_COUNT);
    return names[kind];
}

const char *source_line(const struct source_file *file, uint32_t line, size_t *size) {
    if (line == 0 || file->size == 0) {
        return NULL;
    }
    const char *start = file->text;
    const char *end = file->text + file->size;
    for (uint32_t i = 1; i < line; i++) {
        start = memchr(start, '\n', (size_t)(end - start));
        if (!start || ++start == end) {
            return NULL;
        }
    }
    const char *stop = memchr(start, '\n', (size_t)(end - start));
    stop = stop ? stop : end;
    if (stop > start && stop[-1] == '\r') {
        stop--;
    }
    *size = (size_t)(stop - start);
    return start;
}
