/* YAML as a tree of nodes that know their positions; wraps libfyaml. */
#ifndef ALMANAC_BASE_YAML_H
#define ALMANAC_BASE_YAML_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct map;

enum yaml_kind { YAML_SCALAR, YAML_MAP, YAML_LIST };

struct yaml {
    enum yaml_kind kind;
    struct source_pos pos;
    const char *text;    /* scalar: its text; "" for null */
    bool plain;          /* scalar written without quotes */
    size_t count;        /* map, list: number of entries */
    const char **keys;   /* map: keys in file order */
    struct source_pos *key_pos;
    struct yaml **items; /* map: values; list: items */
    /* private */
    struct map *index; /* map: key to number of the entry */
};

/* Parses the whole file, which must hold one document. Limits: depth 64, 1 000 000 nodes; no aliases.
 * Returns NULL after YAML_SYNTAX; duplicate keys are diagnosed. An empty file gives an empty map. */
const struct yaml *yaml_parse(struct arena *arena, struct diag *diag, const struct source_file *file);

/* Parses a block inside file: text of size bytes that begins at line first_line, column 1 of file.
 * Positions are those of the file. */
const struct yaml *yaml_parse_block(struct arena *arena, struct diag *diag, const struct source_file *file,
                                    const char *text, size_t size, uint32_t first_line);

/* A map of texts that were written elsewhere, as attributes are: empty, with room for capacity entries. A key that is
 * there already is not added again. */
struct yaml *yaml_map_new(struct arena *arena, struct source_pos pos, size_t capacity);
void yaml_map_add(struct arena *arena, struct yaml *map, const char *key, const char *text, struct source_pos pos);

/* The entries of above over those of below (NULL: none): maps in both are merged in turn, of everything else above holds. The
 * trees themselves are not changed; positions stay those of the entries. As deep as the deeper of the two. */
const struct yaml *yaml_merge(struct arena *arena, const struct yaml *below, const struct yaml *above);

/* The value of key in map, or NULL (also when map is NULL or no map). */
const struct yaml *yaml_find(const struct yaml *map, const char *key);

/* Position of the key itself, or of the map if the key is missing. */
struct source_pos yaml_key_pos(const struct yaml *map, const char *key);

/* Text of the scalar under key, or fallback if the key is missing. A value that is no scalar is diagnosed. */
const char *yaml_text(struct diag *diag, const struct yaml *map, const char *key, const char *fallback);

/* Number under key, or fallback if missing. Not a number: YAML_WRONG_KIND, then fallback. */
double yaml_number(struct diag *diag, const struct yaml *map, const char *key, double fallback);

/* true/false/yes/no under key, or fallback. */
bool yaml_flag(struct diag *diag, const struct yaml *map, const char *key, bool fallback);

/* As yaml_text, but a missing key is diagnosed (YAML_MISSING_KEY) and gives NULL. */
const char *yaml_need(struct diag *diag, const struct yaml *map, const char *key);

/* The list under key as texts; a lone scalar counts as a list of one; missing gives NULL and *count 0. */
const char *const *yaml_texts(struct arena *arena, struct diag *diag, const struct yaml *map, const char *key,
                              size_t *count);

/* Adds value as JSON on one line, scalars as texts. */
struct buffer;
void yaml_add_json(const struct yaml *value, struct buffer *out);

/* Diagnoses (YAML_UNKNOWN_KEY) every key of map that is not in the NULL-terminated list known; the message names
 * the nearest known key. */
void yaml_check_keys(struct diag *diag, const struct yaml *map, const char *const known[]);

#endif
