/* A scanner of GeoJSON that knows where it stands and keeps nothing but positions. Included in geo/ only. */
#ifndef ALMANAC_GEO_GEOJSON_H
#define ALMANAC_GEO_GEOJSON_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A place in the text of a file. Once something is wrong, fault says what and at stays there. */
struct scan {
    const struct source_file *file;
    const char *at, *end;
    const char *fault; /* NULL: none so far */
};

struct scan scan_open(const struct source_file *file);
struct source_pos scan_pos(const struct scan *scan);
/* Notes what is wrong, unless something was before; always false. */
bool scan_fail(struct scan *scan, const char *fault);

/* The next sign that is no blank, '\0' at the end; it is not taken. */
char scan_peek(struct scan *scan);
bool scan_take(struct scan *scan, char sign);
/* A text without its quotes, escapes as they stand; NULL after a fault. */
const char *scan_text(struct scan *scan, struct arena *arena);
/* A number of JSON: neither NaN nor infinite. */
bool scan_number(struct scan *scan, double *number);
/* Passes over one value of any kind. Limits: depth 64. */
bool scan_skip(struct scan *scan);

/* Goes through the entries of a map: true while there is one, whose key is *key and whose value comes next.
 * Usage: bool first = true; while (scan_key(&scan, arena, &first, &key)) … */
bool scan_key(struct scan *scan, struct arena *arena, bool *first, const char **key);
/* The same for the items of a list. */
bool scan_item(struct scan *scan, bool *first);

#endif
