/* Policy descriptions: Markdown files with front matter of standard categories, one folder a country. */
#ifndef ALMANAC_POLICY_POLICY_H
#define ALMANAC_POLICY_POLICY_H

#include "base/source.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct document;
struct yaml;

struct policy {
    const char *subject; /* code of the region the folder is named for */
    const char *name;    /* front matter: name */
    const struct source_file *file;
    const struct yaml *front;        /* whole front matter, positions kept */
    const struct document *text;     /* parsed Markdown */
};

struct policies {
    const struct policy *items; /* by subject, then file name */
    size_t count;
    uint64_t hash;
};

/* Reads root/path/<code>/<name>.md, all of them, in byte order. Front matter needs name, type, authority and
 * sources; standard categories are lists of texts checked against root/path/vocabulary.yaml. A faulty file is
 * diagnosed (POLICY_*) and left out. No folder: no policies. */
const struct policies *policies_read(struct arena *arena, struct diag *diag, const char *root, const char *path);

/* The policies of subject: a pointer into items, *count of them. */
const struct policy *policies_find(const struct policies *policies, const char *subject, size_t *count);

void policies_dump(const struct policies *policies, struct buffer *out);

#endif
