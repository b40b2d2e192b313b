/* The Data Package: every dataset of the publication, typed: dimensions, times, values, flags, each value with its
 * cell. */
#ifndef ALMANAC_DATA_DATASET_H
#define ALMANAC_DATA_DATASET_H

#include "base/source.h"
#include "data/key_index.h"
#include "data/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct map;

enum value_status {
    VALUE_PRESENT,
    VALUE_MISSING,      /* ":" not available, or an empty cell, or a declared missing value */
    VALUE_CONFIDENTIAL, /* ":c" */
    VALUE_IMPOSSIBLE    /* "m" or "z": cannot exist */
};

/* Flags travel with values to the page. Bits of one letter: flag_bit('e'). */
typedef uint32_t value_flags;
value_flags flag_bit(char letter);
/* "ep" for the bits, in alphabetical order. */
const char *flags_text(struct arena *arena, value_flags flags);

/* One value of a dataset. keys: index into each dimension's codes. */
struct observation {
    double value; /* NAN unless VALUE_PRESENT */
    enum value_status status;
    value_flags flags;
    int year;
    const uint16_t *keys; /* dimension_count of them */
    const struct cell *cell;
};

struct dimension {
    const char *name;       /* "geo", "nace_r2" */
    const char **codes;     /* in order of first appearance */
    size_t count, capacity;
    struct map *index;
};

struct dataset {
    const char *name, *title;
    const char *source;   /* as printed under figures: "Eurostat (sbs_r_nuts06_r2)" */
    const char *licence, *vintage, *address, *accessed;
    const char *updated; /* as the file itself says; "" if it does not */
    const char *unit;
    const char *nace, *nuts; /* versions: "rev2", "2013"; "" if none */
    struct source_pos pos;   /* its entry in datapackage.yaml */
    const struct table *table;
    struct dimension *dimensions;
    size_t dimension_count;
    struct observation *observations;
    size_t count, capacity;
    struct late_index *index; /* private: keys and year to observation */
};

struct datasets {
    struct dataset **items;
    size_t count, capacity;
    const struct source_file *const *files; /* all files read, for the build record */
    size_t file_count;
    uint64_t hash;
};

/* Reads data/datapackage.yaml (Frictionless Data Package in YAML) and all its resources. A dataset that cannot be
 * read is diagnosed and missing from the result; the rest stays. Entry keys: name, title, path, format (csv,
 * eurostat-tsv), dialect {delimiter, quoteChar, decimalChar, skipLines}, schema, unit, source, licence, vintage,
 * address, accessed, nace, nuts, filter {dimension: [codes]}, years {from, to}, missing: ["0"], codes {dimension: [codes] or
 * {path, column}}, aliases {dimension: {code: code}}, note. schema is for csv: {year, value, fields: [{name,
 * role: dimension, time, value, flags or none, code, dimension, split}]}; several value columns become the dimension
 * "indic"; split is the separator of a list of codes in a cell; year and value are those of all rows.
 * Files are named relative to the package. Never NULL. Errors: DATA_*, CSV_*. */
const struct datasets *datasets_read(struct arena *arena, struct diag *diag, const char *root, const char *path);

/* The same for an edition: what an entry's "editions" holds under its name takes the place of the entry's own keys. edition NULL: the
 * entries as they stand. */
const struct datasets *datasets_read_edition(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                             const char *edition);

/* Datasets between two editions, so that what moved can be told apart. Those of older, with the values of newer put in step by step. Codes that
 * only one of the two has are left for the last step, newer itself. */
enum dataset_step {
    DATASET_REVISED, /* values of the years that older has */
    DATASET_PERIODS  /* and the years of newer instead of those of older */
};
const struct datasets *datasets_between(struct arena *arena, const struct datasets *older, const struct datasets *newer,
                                        enum dataset_step step);

/* Private to data/: adds an observation, its keys borrowed; false if there is one. */
bool dataset_add(struct arena *arena, struct dataset *dataset, const struct observation *observation);

/* Reads one dataset of the package, called name or, with name NULL, whose file is called as file is; with file (path on disk)
 * instead of its own. NULL after a diagnostic: DATA_*, CSV_*, IMPORT_UNKNOWN. */
const struct dataset *dataset_read_as(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                      const char *name, const char *file);

const struct dataset *datasets_find(const struct datasets *datasets, const char *name);

/* Index of the dimension named name, or SIZE_MAX; index of a code, or SIZE_MAX. */
size_t dataset_find_dimension(const struct dataset *dataset, const char *name);
size_t dimension_find(const struct dimension *dimension, const char *code);

/* The observation of keys (one per dimension) and year, or NULL. */
const struct observation *dataset_find(const struct dataset *dataset, const uint16_t *keys, int year);

/* Where the value stands. */
struct source_pos observation_pos(const struct dataset *dataset, const struct observation *observation);

/* A dataset as text: description, dimensions, observations with line and column; for --stop-after=table and goldens. */
void dataset_dump(const struct dataset *dataset, struct buffer *out);

#endif
