/* How series are built: what a method gets and the tools that all methods share. For the files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_BUILD_H
#define ALMANAC_INDICATOR_BUILD_H

#include "indicator/series.h"

#include <stdint.h>

struct region;
struct runs;
struct settled;
struct territories;
struct yaml;

enum { MAX_SERIES_DIMENSIONS = 8, MAX_INPUT_SERIES = 8 };

/* A declared list of codes: the members of the dimension of the same name. */
struct code_list {
    const char *name;
    struct member *members;
    const char **parents; /* code of the parent of each member; "" if none */
    size_t count;
    struct member_index *index;
};

struct indicators {
    struct arena *arena;
    const struct datasets *datasets;
    const struct geo *geo;
    const struct policies *policies; /* NULL: none were read */
    const char *root, *folder;
    struct definition_edition edition;
    const struct yaml *definitions; /* all of the file, in order; NULL: none */
    struct series **items;
    size_t count, capacity;
    struct map *index;
    const struct code_list **lists;
    size_t list_count, list_capacity;
    size_t point_count;
    struct arena *scratch; /* of the definition being computed: its memory serves them all */
    struct arena *points;  /* of all series, one behind the other */
    struct settled *settled; /* dimensions of the series, each list of members once */
    size_t settled_count, settled_capacity;
    const struct source_file **files;
    size_t file_count, file_capacity;
    const struct table **tables; /* of those files that were read as one */
    size_t table_count, table_capacity;
    struct runs **runs; /* observations by code, as far as asked for */
    size_t runs_count, runs_capacity;
    struct territories **territories; /* those asked for so far */
    size_t territory_count, territory_capacity;
    const struct catalogue *catalogue; /* NULL: the definitions were not read */
    uint64_t hash;
};

/* Members by their codes, put in when somebody asks. Two dimensions with the same members may share one. */
struct member_index {
    struct arena *arena;
    struct map *map; /* NULL: nobody has asked */
    size_t count;    /* members that are in it */
};

/* Remembers which member of an input became which member of the series. */
struct taking {
    const struct series_dimension *from;
    uint32_t *members; /* member + 2 in the series; 0: not yet asked, 1: not wanted */
    bool alone;        /* all members of the dimension came from there */
};

/* A definition being computed. */
struct definition {
    struct arena *arena;
    struct arena *scratch; /* for what nobody asks for when the series is done */
    struct diag *diag;
    struct indicators *indicators;
    const struct yaml *entry;
    struct series *series;
    const struct code_list *lists[MAX_SERIES_DIMENSIONS]; /* by dimension; NULL: free codes */
    const struct series *inputs[MAX_INPUT_SERIES];        /* the series under "of" */
    size_t input_count;
    struct taking taking[MAX_SERIES_DIMENSIONS];
    bool lasting;   /* the points lie in arena already */
    size_t year_at; /* of the years of the series, that of the last point */
    const struct point_value **gathered;
    size_t gathered_room;
    bool has_levels; /* "levels" given: only regions of these levels */
    uint32_t levels; /* bit level + 1 */
    struct map *regions; /* "regions" given: codes of these, and of the members of aggregates among them; else NULL */
    bool shown_only; /* "shown: yes": of the regions below countries only those that tables show */
};

/* A list or map of definitions, each as edition wants it. */
const struct yaml *definitions_of(struct arena *arena, const struct yaml *entries, const struct definition_edition *edition);

/* Reads a code list: code,label,short,ranked,flags,parent,…; only code is needed. */
void code_list_read(struct indicators *indicators, struct diag *diag, const char *name, const struct yaml *entry);
/* The member with this code, or SIZE_MAX. */
size_t code_list_member(const struct code_list *list, const char *code);
const struct code_list *code_list_find(const struct indicators *indicators, const char *name);
void indicators_keep_file(struct indicators *indicators, const struct source_file *file);
/* Reads a file named relative to the folder of the definitions, once, and keeps it in the list of files. */
const struct source_file *indicators_file(struct indicators *indicators, struct diag *diag, const char *path,
                                          struct source_pos by);
/* The same as a table, read once. */
const struct table *indicators_table(struct indicators *indicators, struct diag *diag, const char *path,
                                     struct source_pos by);

struct member_index *member_index_new(struct arena *arena);
/* The place of the member with code, or SIZE_MAX. */
size_t member_index_find(struct member_index *index, const struct member *members, size_t count, const char *code);

/* Adds a dimension to the series being built; its members come from the list of that name, if there is one. */
void definition_add_dimension(struct definition *definition, const char *name);
/* The same dimensions as from, but for those named in without (NULL: none). */
void definition_copy_dimensions(struct definition *definition, const struct series *from, const char *without);
/* Makes room for count members of a dimension that has none. */
void dimension_reserve(struct definition *definition, size_t dimension, size_t count);
/* Index of the member, made if need be; SIZE_MAX if the code is not in the list, no region, or of a level not
 * wanted. */
size_t definition_member(struct definition *definition, size_t dimension, const char *code);
/* The same for a region that is at hand; fits: it is known to be of the version of the series. */
size_t definition_region(struct definition *definition, size_t dimension, const struct region *region, bool fits);
/* The same for a member that the dimension has not yet, of a source that has it once; fits: its region is known to be of the version of the
 * series. */
size_t definition_add_member(struct definition *definition, size_t dimension, const struct member *member, bool fits);
/* What definition_take does when it is first asked for a member. */
size_t definition_take_first(struct definition *definition, size_t dimension, const struct series *from,
                             size_t from_dimension, size_t member);
/* The same as definition_member for a member of an input: an unchanged member keeps its label. */
static inline size_t definition_take(struct definition *definition, size_t dimension, const struct series *from,
                                     size_t from_dimension, size_t member) {
    const struct taking *taking = &definition->taking[dimension];
    bool known = taking->from == &from->dimensions[from_dimension] && taking->members[member] != 0;
    return known ? (size_t)taking->members[member] - 2
                 : definition_take_first(definition, dimension, from, from_dimension, member);
}
/* The keys of a point of an input in the series, whose first dimensions are the input's; false if a member is not wanted. */
bool definition_keys_of(struct definition *definition, const struct series *from, const struct point_value *point,
                        uint16_t *keys);
/* The series named under key; NULL after INDICATOR_UNKNOWN_SERIES, or without one if the key is absent. */
const struct series *definition_series(const struct definition *definition, const char *key);
/* Adds the series called name to the inputs; false after a diagnostic: INDICATOR_UNKNOWN_SERIES, INDICATOR_CIRCLE,
 * INDICATOR_MIXED_VERSIONS, INDICATOR_LIMIT. */
bool definition_input(struct definition *definition, const char *name, struct source_pos pos);
/* Sets the bits (level + 1) of the levels of regions listed under key; false after a diagnostic. */
bool definition_levels(const struct definition *definition, const char *key, uint32_t *bits);
/* The dimension of from named under key; SIZE_MAX after INDICATOR_UNKNOWN_DIMENSION. */
size_t definition_dimension(const struct definition *definition, const struct series *from, const char *key);

/* Moves a series that is done from scratch to the arena of all: points and members that fit, lists of members that another series has
 * shared with it. */
void series_settle(struct definition *definition);
void series_settle_points(struct definition *definition);

/* Makes room for as many points as there may be. Call before the first one is added; more may follow. */
void series_reserve(struct definition *definition, size_t count);
/* Adds a point; keys are copied. NULL if there is one already. */
struct point_value *series_add(struct definition *definition, const uint16_t *keys, int year);
/* The same; where there is one already, that one. */
struct point_value *series_meet(struct definition *definition, const uint16_t *keys, int year, bool *is_new);
/* The same as series_add without looking for one: for methods whose points come from those of one series, member by member. Not after series_add. */
struct point_value *series_put(struct definition *definition, const uint16_t *keys, int year);
/* A point that is the observation, whatever its status. */
void point_take(struct point_value *point, const struct observation *observation);
/* Says more than one thing of a point. */
void point_note(struct arena *arena, struct point_value *point, const struct point_aside *aside);
/* A point that cannot be computed, and why. */
void point_miss(struct point_value *point, const char *reason);
/* Gives point its value and inputs (copied) and the flags that follow from theirs. */
void point_compute(const struct definition *definition, struct point_value *point, double value,
                   const struct point_value *const *inputs, size_t count);
/* Room for the inputs of a point while they are gathered: the same for all points of the definition. */
const struct point_value **definition_gather(struct definition *definition, size_t room);
/* Copies value, status, flags and where from comes from. */
void point_copy(struct point_value *point, const struct point_value *from);
/* The first input that has no value, or NULL. */
const struct point_value *find_missing(const struct point_value *const *inputs, size_t count);
/* "division C33, geo BE": the members of a point. */
const char *point_label(struct arena *arena, const struct point_value *point);

/* Which points of one series have the members of those of another, which has its dimensions and perhaps more. */
struct matcher {
    const struct series *from;
    bool fits;                                 /* false: the other lacks a dimension */
    size_t dimensions[MAX_SERIES_DIMENSIONS];  /* of the other, for each of from */
    size_t *members[MAX_SERIES_DIMENSIONS];    /* of from, for each of the other; SIZE_MAX: none */
};

struct matcher *matcher_new(struct arena *arena, const struct series *from, const struct series *series);
/* The point of from with the members of keys in the other series, or NULL. */
const struct point_value *matcher_find(const struct matcher *matcher, const uint16_t *keys, int year);

/* The methods, each in a file of its own. False after a diagnostic if the series must be left out. */
bool select_compute(struct definition *definition);
bool union_compute(struct definition *definition);
bool remainder_compute(struct definition *definition);
bool sum_compute(struct definition *definition);
bool share_compute(struct definition *definition);
bool location_quotient_compute(struct definition *definition);
bool crosswalk_compute(struct definition *definition);
bool pooled_rate_compute(struct definition *definition);
bool nodes_compute(struct definition *definition);
bool change_compute(struct definition *definition);
bool count_compute(struct definition *definition);
bool presence_compute(struct definition *definition);
bool mapping_compute(struct definition *definition);
bool scoring_compute(struct definition *definition);
bool protect_compute(struct definition *definition);
bool recode_compute(struct definition *definition);
bool pool_compute(struct definition *definition);
bool specialisation_compute(struct definition *definition);
bool formula_compute(struct definition *definition);
bool screen_compute(struct definition *definition);
bool impute_compute(struct definition *definition);
bool treat_compute(struct definition *definition);
bool normalise_compute(struct definition *definition);
bool aggregate_compute(struct definition *definition);
bool rank_interval_compute(struct definition *definition);
bool stars_compute(struct definition *definition);

#endif
