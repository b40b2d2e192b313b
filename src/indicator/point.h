/* A value of a series. Half a million are kept for a publication, so that what follows from where a point stands, or what only few points have, is
 * not in it: ask for it by the functions below. */
#ifndef ALMANAC_INDICATOR_POINT_H
#define ALMANAC_INDICATOR_POINT_H

#include "base/source.h"
#include "data/dataset.h"

#include <stddef.h>
#include <stdint.h>

struct series;
struct point_value;

/* An entry of a policy description that a score rests on. */
struct evidence {
    struct source_pos pos;
    const char *policy, *category, *word; /* the policy by its name */
    const char *text;                     /* "POLICY, CATEGORY: WORD" */
};

/* Private: of points about which more is to be said than one thing. It never changes, so that copies of a point share it. */
struct point_aside {
    const struct observation *observation;
    const char *reason;
    const struct evidence *evidence;
    uint32_t evidence_count;
    uint16_t level;
};

/* What is known of where a point comes from, which says what "from" holds. All but the first are private. */
enum point_origin {
    POINT_LOOSE, /* of no series: a value that is drawn beside those of one, or of none (NULL) */
    POINT_BARE,
    POINT_CELL,
    POINT_INPUT, /* one */
    POINT_INPUTS,
    POINT_REASON,
    POINT_ASIDE
};

/* One value of a series. A point that could not be computed exists with a status and a reason, so that tables can
 * say why. */
struct point_value {
    double value;
    union {
        const struct series *series;
        const struct observation *cell;
        const struct point_value *input;
        const struct point_value *const *inputs;
        const char *reason;
        const struct point_aside *aside;
    } from; /* private */
    uint32_t place;       /* private: among the points of its series */
    uint32_t input_count; /* a computed point: from how many others */
    value_flags flags;
    enum value_status status : 8;
    enum point_origin origin : 8; /* private */
    int16_t year;
};

/* Private: the points of one series, which lie one behind the other. */
struct point_block {
    const struct series *series;
    const uint16_t *keys; /* of all points, width a point; two series may share them */
    size_t width;
    uint32_t first_id;
    struct point_value points[];
};

/* Private: the block of a point that is not loose. */
static inline const struct point_block *point_block(const struct point_value *point) {
    const char *first = (const char *)(point - point->place);
    return (const struct point_block *)(const void *)(first - offsetof(struct point_block, points));
}

static inline const struct series *point_series(const struct point_value *point) {
    return point->origin == POINT_LOOSE ? point->from.series : point_block(point)->series;
}

/* One key for each dimension of the series. */
static inline const uint16_t *point_keys(const struct point_value *point) {
    const struct point_block *block = point_block(point);
    return block->keys + point->place * block->width;
}

/* Unique in the store, from 1, in the order of the series: the id of ORIGIN_POINT. 0: of no series. */
static inline uint32_t point_id(const struct point_value *point) {
    return point->origin == POINT_LOOSE ? 0 : point_block(point)->first_id + point->place;
}

/* The cell of a selected point; NULL for computed ones. */
static inline const struct observation *point_observation(const struct point_value *point) {
    return point->origin == POINT_CELL    ? point->from.cell
           : point->origin == POINT_ASIDE ? point->from.aside->observation
                                          : NULL;
}

/* What a computed point was computed from: input_count points. */
static inline const struct point_value *const *point_inputs(const struct point_value *point) {
    return point->origin == POINT_INPUT    ? &point->from.input
           : point->origin == POINT_INPUTS ? point->from.inputs
                                           : NULL;
}

/* Why it is missing: "C33 is confidential in SBS"; NULL if present. */
static inline const char *point_reason(const struct point_value *point) {
    return point->origin == POINT_REASON  ? point->from.reason
           : point->origin == POINT_ASIDE ? point->from.aside->reason
                                          : NULL;
}

/* What a score rests on. */
static inline const struct evidence *point_evidence(const struct point_value *point) {
    return point->origin == POINT_ASIDE ? point->from.aside->evidence : NULL;
}

static inline size_t point_evidence_count(const struct point_value *point) {
    return point->origin == POINT_ASIDE ? point->from.aside->evidence_count : 0;
}

/* Of a score: which of series_levels holds. */
static inline uint16_t point_level(const struct point_value *point) {
    return point->origin == POINT_ASIDE ? point->from.aside->level : 0;
}

/* The dataset of the observation. */
const struct dataset *point_dataset(const struct point_value *point);

#endif
