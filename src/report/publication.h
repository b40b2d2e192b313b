/* almanac.yaml, typed: editions, documents to build, where the parts of the publication lie. */
#ifndef ALMANAC_REPORT_PUBLICATION_H
#define ALMANAC_REPORT_PUBLICATION_H

#include "report/report.h"

struct yaml;
struct geo;

struct edition {
    const char *name;
    int64_t date; /* seconds since 1970 UTC */
    bool without_documents; /* "documents: no": kept to compare with; made only for entries that name it */
    const char *data, *geo, *policies, *bibliography; /* its own; NULL: the publication's */
    struct source_pos pos;
};

struct publication {
    const struct source_file *file;
    const char *title, *language;
    const char *theme;  /* of all documents; NULL: what their templates name */
    const char *output; /* pattern with {edition} {subject} {template} {theme} {language} */
    const char *fonts, *data, *geo, *indicators, *policies, *bibliography, *abbreviations, *templates, *colour_profile;
    const char *style;         /* style profile; NULL: the usual one */
    struct source_pos style_pos;
    const char *archive; /* form of PDF/A, "3a" or "2a" */
    bool covers;         /* pictures of first pages for the catalogue */
    const struct edition *editions;
    size_t edition_count;
    const struct yaml *documents; /* list of {template, subjects, languages} */
};

/* Reads root/almanac.yaml. Errors: FILE_*, YAML_*, PUBLICATION_*. NULL if it cannot be used. */
const struct publication *publication_read(struct arena *arena, struct diag *diag, const char *root);

/* The documents in order of edition, entry, subject, language. Unknown subjects are diagnosed (PUBLICATION_UNKNOWN_SUBJECT) and left out. */
const struct report_job *publication_jobs(struct arena *arena, struct diag *diag, const struct publication *publication,
                                          const struct geo *geo, size_t *count);

/* The templates used, each once with each theme, with the place that names it. */
struct template_use {
    const char *name;
    const char *theme; /* NULL: the template's own */
    struct source_pos pos;
};
const struct template_use *publication_templates(struct arena *arena, struct diag *diag,
                                                 const struct publication *publication, size_t *count);

const struct edition *publication_edition(const struct publication *publication, const char *name);

/* Path of a job's output by the pattern. */
const char *publication_path(struct arena *arena, const struct publication *publication, const struct report_job *job);

#endif
