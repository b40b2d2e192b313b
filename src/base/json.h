/* JSON, read through jansson into nodes that know where they stand;
 * written by hand-made escapes for the machine-readable answers of the command line. */
#ifndef ALMANAC_BASE_JSON_H
#define ALMANAC_BASE_JSON_H

#include "base/source.h"

#include <stddef.h>

struct arena;
struct buffer;
struct diag;
struct map;

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_MAP };

struct json {
    enum json_kind kind;
    double number;
    const char *text;
    size_t count;
    const char **keys; /* map, in file order */
    struct json *items; /* list, map */
    size_t offset, size; /* where it begins in the file; of numbers, texts and words also its length [byte] */
    /* private */
    struct map *index; /* large map: key to number of the item */
};

/* Parses the whole file. Returns NULL after JSON_SYNTAX. Limits: depth 64. */
const struct json *json_parse(struct arena *arena, struct diag *diag, const struct source_file *file);

/* The same without what stands at the cuts, in rising order: null is in its place. NULL without a word if that cannot be parsed. */
struct json_cut {
    size_t start, end; /* [byte] */
};
const struct json *json_parse_without(struct arena *arena, const struct source_file *file, const struct json_cut *cuts,
                                      size_t count);

/* Where the value stands; the first line for NULL. */
struct source_pos json_pos(const struct source_file *file, const struct json *json);

/* The value of key in map, or NULL. */
const struct json *json_find(const struct json *map, const char *key);

/* Adds text in quotes, escaped. */
void json_quote(struct buffer *out, const char *text);

#endif
