/* A scanner of GeoJSON that knows where it stands and keeps nothing of the text but a window. Included in geo/ only. */
#ifndef ALMANAC_GEO_GEOJSON_H
#define ALMANAC_GEO_GEOJSON_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A place in the text of a file, of which the part from start to end is in memory. Once something is wrong, fault says what and at
 * stays there. */
struct scan {
    const struct source_file *file;
    const char *start, *at, *end;
    const char *fault; /* NULL: none so far */
    /* private */
    struct arena *arena; /* of the window */
    char *window;
    size_t capacity;
    size_t base; /* place of start in the text */
    bool last;   /* nothing comes after end */
};

/* Begins at offset of the text; the window lies in arena. */
struct scan scan_open(struct arena *arena, const struct source_file *file, size_t offset);
/* Where it stands in the text: as an offset, and as a line and column. */
size_t scan_offset(const struct scan *scan);
struct source_pos scan_pos(const struct scan *scan);
/* Takes the value that begins here, of whatever kind, into memory whole. Returns a scan of it alone, and goes past it itself; if the
 * value has no end, false, and the scan of it has all that is left. */
bool scan_hold(struct scan *scan, struct scan *value);
/* Notes what is wrong, unless something was before; always false. */
bool scan_fail(struct scan *scan, const char *fault);

/* The next sign that is no blank, '\0' at the end; it is not taken. */
char scan_peek(struct scan *scan);
bool scan_take(struct scan *scan, char sign);
/* A text without its quotes, escapes as they stand; NULL after a fault. */
const char *scan_text(struct scan *scan, struct arena *arena);
/* A number of JSON: neither NaN nor infinite. */
bool scan_number(struct scan *scan, double *number);
/* Takes a list of two numbers as most files have them: hardly a blank, no exponents. False, and nothing taken, where what comes is
 * anything else. */
bool scan_pair(struct scan *scan, double pair[2]);
/* Passes over one value of any kind. Limits: depth 64. */
bool scan_skip(struct scan *scan);

/* Goes through the entries of a map: true while there is one, whose key is *key and whose value comes next.
 * Usage: bool first = true; while (scan_key(&scan, arena, &first, &key)) … */
bool scan_key(struct scan *scan, struct arena *arena, bool *first, const char **key);
/* The same for the items of a list. */
bool scan_item(struct scan *scan, bool *first);

#endif
