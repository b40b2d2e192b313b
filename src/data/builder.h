/* Puts a dataset together, row by row. For the readers of data/ only. */
#ifndef ALMANAC_DATA_BUILDER_H
#define ALMANAC_DATA_BUILDER_H

#include "base/diag.h"
#include "data/dataset.h"
#include "data/resource.h"

/* The last code that was looked at in a dimension: rows of one code mostly stand together. */
struct code_memo {
    char text[64];
    size_t size;
    bool known, wanted;
    const char *code;    /* as the file has it, of the key that was found last; NULL: none. Owner: the arena of the dataset */
    uint16_t key;
};

/* A time as files write it: a year, and the part of it that is meant: "Q1", "M03", "S2", "W07"; "" for the whole year. */
struct period_time {
    int year;
    char part[4];
};

struct builder {
    struct arena *arena;
    struct arena *scratch; /* for what nobody asks for when the dataset has been read */
    struct diag *diag;
    const struct resource *resource;
    struct dataset *dataset;
    const struct code_rule **rules;  /* by dimension; NULL: none */
    struct code_memo *memos;         /* by dimension */
    size_t period;                   /* the dimension of parts of a year; SIZE_MAX: all times are years */
    uint16_t *keys;                  /* room for those of key_room observations */
    size_t key_room;
    const uint16_t *row_keys;        /* of the observations of the row at hand, once they are kept; NULL: not yet */
    bool shares_keys;                /* they all have the same */
    size_t faults[DIAG_CODE_COUNT];  /* of this file, also those not listed */
    uint16_t *rows;                  /* year and keys of the rows that builder_row was told */
    size_t row_count, row_capacity;
    struct key_index row_index;
    bool is_new_row; /* no value of the row at hand can be there already */
};

/* A value as it stands in a cell: number, ":" or nothing, then flag letters. */
struct value_text {
    const char *text;
    const char *flags;  /* of another column; NULL: none */
    const char *status; /* the same in the letters of SDMX; NULL: none */
    const char *secret; /* confidentiality status of a column of its own; NULL: none */
    const struct cell *cell;
};

/* Adds a dimension; call before the first row. */
void builder_add_dimension(struct builder *builder, const char *name);

/* Reports declared rules for dimensions that do not exist. Call after the last builder_add_dimension. */
void builder_check_rules(struct builder *builder);

/* The key of code in dimension. False if the row must be left out: silently by the filter, with a diagnostic if the
 * code is not declared. */
bool builder_key(struct builder *builder, size_t dimension, const char *code, const struct cell *cell, uint16_t *key);

/* True unless the filter of the dimension leaves the code out; for rows that have not been copied yet. */
bool builder_wants(struct builder *builder, size_t dimension, const char *code, size_t size);

/* True if the year passes the filter. */
bool builder_has_year(const struct builder *builder, int year);

/* "2014", "2014 ", "2014-10-14", "2014-Q1", "2014M03", "2014-03", … to *time. */
bool time_parse(const char *text, struct period_time *time);

/* True unless the text is a time of a year that the filter leaves out; for rows that have not been copied yet. */
bool builder_wants_time(const struct builder *builder, const char *text, size_t size);

/* Tells the builder, before the first row, a time of the file: parts of years become the dimension "period". */
void builder_note_time(struct builder *builder, const char *text);

/* The year of a time, the key of its part put into keys where there is such a dimension. False if the row is left out, with a
 * diagnostic if the text is no time or not of the kind that the file began with. */
bool builder_time(struct builder *builder, const char *text, const struct cell *cell, uint16_t *keys, int *year);

/* Makes room for so many rows and for count observations at once, before the first. */
void builder_reserve(struct builder *builder, size_t rows, size_t count);

/* True if text means that there is no value: ":" or what the resource declares. */
bool builder_is_missing(const struct builder *builder, const char *text);

/* Tells the builder that the observations added next are those of one row of the file, and differ by nothing but their year (year 0), or the
 * key of the dimension "but" (SIZE_MAX: there is only one): where the row is new, they are. */
void builder_row(struct builder *builder, const uint16_t *keys, int year, size_t but);

/* Adds an observation; keys are copied. Errors: DATA_NOT_A_NUMBER, DATA_DUPLICATE_KEY. */
void builder_add(struct builder *builder, const uint16_t *keys, int year, struct value_text value);

/* Reports a fault of the file at cell, but at most ten of a kind. */
void builder_fault(struct builder *builder, enum diag_code code, const struct cell *cell, const char *detail);

/* Sums up faults that were not listed. */
void builder_finish(struct builder *builder);

#endif
