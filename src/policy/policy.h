/* Policy descriptions: Markdown files with front matter of standard categories, one folder a country. */
#ifndef ALMANAC_POLICY_POLICY_H
#define ALMANAC_POLICY_POLICY_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;
struct diag;
struct document;
struct yaml;

/* What stands below a level-2 heading that has an id, up to the next one. */
struct policy_section {
    const char *id;
    const char *title; /* the heading's text */
    struct source_pos pos;
    const struct document *text; /* without the heading, with the notes that it marks */
};

struct policy {
    const char *subject; /* code of the region the folder is named for */
    const char *kind;    /* front matter: kind; "policy" if it says none */
    const char *name;    /* front matter: name; the subject's code if a country's own description has none */
    const struct source_file *file;
    const struct yaml *front;    /* whole front matter, positions kept */
    const struct document *text; /* parsed Markdown before the first section */
    const struct policy_section *sections; /* in the order of the file */
    size_t section_count;
};

/* A file that descriptions are read from. */
struct policy_file {
    const char *path;
    uint64_t hash;
};

struct library;

/* With a library the lists are empty: descriptions are read when the functions below are first asked about their subject. */
struct policies {
    struct library *library; /* NULL: all have been read */
    const struct policy_file *files; /* of all descriptions, by subject, then file name */
    size_t file_count;
    const char *const *subjects; /* that have a folder, in order */
    size_t subject_count;
    const struct policy *items; /* policies, by subject, then file name */
    size_t count;
    const struct policy *countries; /* the countries' own descriptions (kind: country), by subject */
    size_t country_count;
    const struct policy *others; /* of the kinds that the vocabulary declares, by subject, then file name */
    size_t other_count;
    const char *const *faulty; /* codes of the regions of which a file was read with errors */
    size_t faulty_count;
    uint64_t hash;
};

/* Reads root/path/<code>/<name>.md, all of them, in byte order. The front matter is checked against the table of keys in
 * policy/front.c and the words of root/path/vocabulary.yaml. A faulty file is diagnosed (POLICY_*) and left out. No
 * folder: no policies. */
const struct policies *policies_read(struct arena *arena, struct diag *diag, const char *root, const char *path);

/* The same, but a subject's descriptions are read only when one of the functions below is asked about it: a batch of many documents
 * needs few of them at a time. What is found wrong in them is said when they are asked for. */
const struct policies *policies_open(struct arena *arena, struct diag *diag, const char *root, const char *path);

/* A document begins: what is found wrong in the descriptions that it asks for goes to diag, however often they were read before. What
 * earlier documents asked for may be dropped. Without effect where all have been read, or policies is NULL. */
void policies_begin(const struct policies *policies, struct diag *diag);

/* Drops all that documents asked for; what is left belongs to the arena. */
void policies_close(const struct policies *policies);

/* The subjects that have a folder, in order. */
const char *const *policies_subjects(const struct policies *policies, size_t *count);

/* One description made in memory: that of subject itself, where its front matter says kind: country. Faults as policies_read. */
const struct policies *policies_made_of(struct arena *arena, struct diag *diag, const char *subject, const struct source_file *file);

/* The policies of subject: a pointer into items, *count of them. */
const struct policy *policies_find(const struct policies *policies, const char *subject, size_t *count);

/* The own description of subject, or NULL. */
const struct policy *policies_description(const struct policies *policies, const char *subject);

/* The description of subject of a declared kind, number index among them; NULL behind the last. */
const struct policy *policies_of_kind(const struct policies *policies, const char *subject, const char *kind,
                                      size_t index);

/* True if a file of subject was read with errors, so that something of it was left out. */
bool policies_are_faulty(const struct policies *policies, const char *subject);

/* The section with this id, or NULL. */
const struct policy_section *policy_section(const struct policy *policy, const char *id);

/* What the front matter holds under key, else what its figures hold under key, else NULL. */
const struct yaml *policy_value(const struct policy *policy, const char *key);

void policies_dump(const struct policies *policies, struct buffer *out);

#endif
