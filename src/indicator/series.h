/* Series: named indicators computed once from datasets by declared methods; every point knows its inputs. */
#ifndef ALMANAC_INDICATOR_SERIES_H
#define ALMANAC_INDICATOR_SERIES_H

#include "base/source.h"
#include "data/dataset.h"
#include "indicator/point.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct catalogue;
struct buffer;
struct diag;
struct geo;
struct policies;
struct region;
struct score_rules;
struct yaml;

/* A level of a criterion, as its rule file has it. */
struct score_level {
    const char *code, *name;
    double points;
};

/* A member of a dimension of series: code with label and properties from its code list. */
struct member {
    const char *code;
    const char *label;       /* in the publication's main language */
    const char *short_label; /* for charts; label if none is given */
    bool ranked;             /* false: left out of top lists and ranks (an estimate of a group) */
    value_flags flags;       /* printed beside the name's values, e.g. 'e' */
    struct source_pos pos;
    const struct region *region; /* of a dimension of regions; NULL: it was not looked up */
};

struct series_dimension {
    const char *name; /* "geo", "ecosystem", "division" */
    struct member *members; /* in the order of the code list, or of first appearance */
    size_t count, capacity;
    struct member_index *index; /* private */
};

struct series {
    const char *name, *title;
    const char *method; /* row name in the table of methods */
    const char *formula; /* in words, for explain and the method annex */
    const char *unit;
    int decimals;
    const char *source;    /* as printed: joined from the datasets used */
    const char *nuts;      /* version of its regions; "" if it holds none below the countries */
    const char *nace;      /* version of its activities; "" if none is stated */
    const char *reference; /* reference area, e.g. the code of the aggregate; "" if none */
    bool listed;           /* `almanac check` says who lacks it */
    struct source_pos pos; /* its definition */
    const struct yaml *definition; /* all of it, for the method annex */
    struct series_dimension *dimensions;
    size_t dimension_count;
    struct point_value *points;
    size_t count, capacity;
    int *years; /* ascending */
    size_t year_count, year_capacity;
    const struct score_rules *rules; /* private, of a scoring */
    const struct datasets *datasets;  /* private: those that its points are from */
    struct point_block *block;        /* private: with points */
    uint16_t *keys;                   /* private: of points */
    struct places *places;           /* private; NULL: no point can be found */
    uint32_t first_id;               /* private: that of its first point; those of the others follow */
    uint64_t described;              /* private: series_describe_hash of a series that is done; 0: not yet known */
};

struct indicators; /* all series of one edition */

/* What a key of a definition says, for comparing editions: which classification is used and what of it, how is computed, or from where on
 * something counts. */
enum definition_part { PART_CLASSIFICATION, PART_METHOD, PART_GOALPOST };
enum definition_part definition_part_of(const char *key);

/* Which edition's definitions hold: what an entry's "editions" has under its name takes the place of the entry's own keys. With older, those of
 * older, but for the parts that are taken (bits of definition_part) from edition. */
struct definition_edition {
    const char *name;  /* NULL: the entries as they stand */
    const char *older; /* NULL: nothing is mixed */
    unsigned taken;
};

/* What series are computed from. */
struct indicator_source {
    const struct datasets *datasets;
    const struct geo *geo;
    const struct policies *policies; /* NULL: none */
    const char *root, *path;         /* of the definitions */
};

/* Reads indicators.yaml (code lists and definitions in file order; a definition may use earlier ones only) and
 * computes every series. A faulty definition is diagnosed and missing. Never NULL. lists: {dimension: {path}}, a CSV
 * with code,label,short,ranked,flags,parent, gives the members of that dimension. series: every entry has name,
 * title, method, formula, unit, decimals, source, reference, of (series above), levels (of regions: -1 aggregates, 0
 * to 3) and what its method needs: select from, where, dimensions {new: old}, scale; union dimensions; remainder
 * over, split, only; sum over, members, published, estimated_at_most; crosswalk table, to, keep; share over, total;
 * location-quotient (the shares' reference); pooled-rate numerator, rate, level, round_to, may_lack, aggregates.
 * Errors: INDICATOR_*. */
const struct indicators *indicators_compute(struct arena *arena, struct diag *diag,
                                            const struct indicator_source *source);

/* The same for the definitions of an edition. */
const struct indicators *indicators_compute_edition(struct arena *arena, struct diag *diag, const struct indicator_source *source,
                                                    const struct definition_edition *edition);

const struct series *indicators_find(const struct indicators *indicators, const char *name);
const struct series *indicators_at(const struct indicators *indicators, size_t index);
size_t indicators_count(const struct indicators *indicators);
/* The dataset of this name, or NULL. */
const struct dataset *indicators_dataset(const struct indicators *indicators, const char *name);
/* The point with this id (ORIGIN_POINT). */
const struct point_value *indicators_point(const struct indicators *indicators, uint32_t id);
/* What is described to readers; empty if nothing is declared. */
const struct catalogue *indicators_catalogue(const struct indicators *indicators);
uint64_t indicators_hash(const struct indicators *indicators); /* of the definition files */
const struct source_file *const *indicators_files(const struct indicators *indicators, size_t *count);

/* Hash of what a series says of itself beside its members and values. */
uint64_t series_describe_hash(const struct series *series);

size_t series_find_dimension(const struct series *series, const char *name);
/* The member with this code, or SIZE_MAX. */
size_t dimension_find_member(const struct series_dimension *dimension, const char *code);
size_t series_find_member(const struct series *series, size_t dimension, const char *code);
/* The point of keys and year, or NULL. */
const struct point_value *series_find(const struct series *series, const uint16_t *keys, int year);
/* The levels of a member of the criterion's dimension of a scoring, in the order of the rule file; NULL and 0 for other
 * series. */
const struct score_level *series_levels(const struct series *series, size_t member, size_t *count);
/* The newest year in which the point of keys is present, or 0. */
int series_latest_year(const struct series *series, const uint16_t *keys);

/* Gives series room for count points, each loose, with value and keys of 0, for those who make them without a definition. */
void series_make_points(struct arena *arena, struct series *series, size_t count);

/* A series as text: definition, members, points with flags, inputs and cell positions. */
void series_dump(const struct series *series, struct buffer *out);

/* The tree of inputs of point, indented, down to cells with file:line:column. */
void point_explain(const struct point_value *point, int depth, struct buffer *out);

#endif
