/* What expressions give; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_VALUE_H
#define ALMANAC_TEMPLATE_VALUE_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct point_value;
struct policy;
struct policy_section;
struct region;
struct selection_member;
struct series;

enum value_kind {
    KIND_FAULT,    /* what went wrong has been said; passes through everything silently */
    KIND_MISSING,  /* reason */
    KIND_NUMBER,   /* number, unit, decimals; inputs */
    KIND_TEXT,     /* pieces; inputs */
    KIND_FLAG,     /* flag; inputs */
    KIND_LIST,     /* items */
    KIND_REGION,   /* region */
    KIND_SERIES,   /* series with some or no keys fixed: at least one is free */
    KIND_POINT,    /* one point of a series, perhaps missing, with the member that it stands for */
    KIND_POLICIES, /* all policies; only to be indexed */
    KIND_POLICY,   /* policy */
    KIND_MARKDOWN, /* policy, whose text it is; section: only this part */
    KIND_RECORD,   /* values under names: record */
    KIND_LOOP,     /* number: the turn from 0; decimals: the count of turns */
    VALUE_KIND_COUNT
};

/* A stretch of text of one origin. */
struct piece {
    const char *text;
    struct origin origin;
};

/* The points behind a value, in order of use. */
struct inputs {
    const struct point_value *const *points;
    size_t count;
};

struct value;

/* Values under names. One of them is called name: the record prints as it. */
struct record {
    const char *const *names;
    const struct value *values;
    size_t count;
    bool open; /* names that are not there have no value; else they are faults */
};

enum { KEY_FREE = UINT16_MAX, SERIES_DIMENSIONS_MAX = 8 };

struct value {
    enum value_kind kind;
    bool flag;
    bool signed_value, bare; /* how a number is printed */
    int decimals;
    double number;
    const char *unit;   /* "" if none */
    const char *reason; /* why it is missing, or why a flag is what it is; NULL if nothing is to be said */
    const struct piece *pieces;
    size_t piece_count;
    const struct value *items;
    size_t count;
    const struct region *region;
    const struct policy *policy;
    const struct policy_section *section;
    const struct record *record;
    const struct series *series;
    uint16_t keys[SERIES_DIMENSIONS_MAX]; /* KEY_FREE where nothing is fixed */
    int year;                             /* asked for; 0: the latest common one */
    const struct selection_member *member;
    struct source_pos member_pos;         /* where the member is declared, or the figure of a description */
    /* a point; a number: the point that it is the value of, NULL if it was computed */
    const struct point_value *point;
    /* a list: the points that decided what belongs to it; those of its members are theirs */
    struct inputs inputs;
};

/* "a number", "a list", …: for messages. */
const char *value_kind_name(enum value_kind kind);

struct value value_fault(void);
struct value value_missing(const char *reason);
struct value value_number(double number, const char *unit, int decimals);
struct value value_flag(bool flag);
struct value value_text(struct arena *arena, const char *text, struct origin origin);
struct value value_list(const struct value *items, size_t count);
/* names and values have count entries; names lives as long as the program. */
struct value value_record(struct arena *arena, const char *const *names, const struct value *values, size_t count);
/* The same, in which names that are not there have no value. */
struct value value_open_record(struct arena *arena, const char *const *names, const struct value *values, size_t count);
/* The value under name, or NULL. */
const struct value *value_find(const struct value *record, const char *name);
struct value value_region(const struct region *region);

/* The points behind both, one after the other. */
struct inputs inputs_join(struct arena *arena, struct inputs a, struct inputs b);

/* The points behind all items of list. */
struct inputs inputs_of_list(struct arena *arena, const struct value *list);

/* The text of a KIND_TEXT in one piece. */
const char *value_whole_text(struct arena *arena, const struct value *value);

/* True if there is nothing to print: missing, or a point without value. */
bool value_is_missing(const struct value *value);
const char *value_reason(const struct value *value);

#endif
