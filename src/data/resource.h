/* One entry of the Data Package, as declared. For the readers of data/ only. */
#ifndef ALMANAC_DATA_RESOURCE_H
#define ALMANAC_DATA_RESOURCE_H

#include "data/table.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct map;
struct source_file;
struct yaml;

/* What is declared for the codes of one dimension. */
struct code_rule {
    const char *dimension;
    struct source_pos pos;
    struct map *filter;         /* codes that are kept; NULL: all */
    struct map *codes;          /* codes that may occur; NULL: any */
    struct map *aliases;        /* code in the file to index of alias; NULL: none */
    const char *const *renamed; /* codes by index of alias */
};

enum { CODE_FILES_MAX = 16 };

struct resource {
    const struct yaml *entry;
    const struct yaml *package;  /* all entries, for references to others */
    const char *root, *folder;   /* where files are named from */
    const char *name;
    const struct source_file *file; /* set beforehand: read instead of the one that the entry names */
    struct dialect dialect;
    struct code_rule *rules;
    size_t rule_count, rule_capacity;
    const struct source_file *codes[CODE_FILES_MAX]; /* code lists that were read */
    size_t code_count;
    const char *const *missing; /* texts that mean "no value" */
    size_t missing_count;
    int first_year, last_year; /* 0: no limit */
};

/* Reads the declarations of entry that all formats share. folder holds the package; its files are read below root.
 * Returns false after a diagnostic if the resource cannot be used. */
bool resource_read(struct arena *arena, struct diag *diag, struct resource *resource, const char *root,
                   const char *folder);

/* The rule for a dimension, or NULL. */
const struct code_rule *resource_find_rule(const struct resource *resource, const char *dimension);

#endif
