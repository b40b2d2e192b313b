/* The program on one page: what is loaded once (report_load), and one document, stage after stage (report_build). */
#ifndef ALMANAC_REPORT_REPORT_H
#define ALMANAC_REPORT_REPORT_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ALMANAC_VERSION "0.1"

struct arena;
struct buffer;
struct diag;
struct drawing;
struct program;
struct indicators;

/* Where a build stops and prints. */
enum report_stage {
    STAGE_TABLE,
    STAGE_SERIES,
    STAGE_DOCUMENT,
    STAGE_DRAWING,
    STAGE_PAGES,
    STAGE_TAGS,
    STAGE_ARTIFACTS,
    STAGE_PDF,
    STAGE_PNG, /* the pages as pictures */
    STAGE_COUNT
};

/* "table", "series", … to a stage; STAGE_COUNT if unknown. */
enum report_stage report_stage_find(const char *name);

/* One document to be made. */
struct report_job {
    const char *edition, *subject, *template, *language;
    const uint64_t *held; /* keys of the claims that held when it was last built; NULL: none known */
    size_t held_count;
    const struct report_before *before; /* how it was when it was last built; NULL: make it in any case */
    const char *path; /* of the output, relative to the publication: out/<edition>/<subject>/<template>.<lang>.pdf */
    double dots_per_inch; /* STAGE_PNG */
    const char *theme; /* named for this document; NULL: as the publication says for its path, else the template's own */
    bool listed; /* for the catalogue: its cover and data are wanted besides */
};

/* One of several files that a document becomes. */
struct report_file {
    const char *name; /* "page-01.png" */
    const char *bytes;
    size_t size;
};

/* Where the input lies. */
struct report_source {
    const char *root;       /* folder of the publication */
    const char *template;   /* one template file or folder instead of those that almanac.yaml names; NULL: those */
    const char *package;    /* report_dump_package: a Data Package, relative to root */
    const char *indicators; /* report_dump_package: indicator definitions to compute on it, or NULL */
    bool batch;             /* documents are made of it: descriptions of their subjects are read by whoever makes them */
};

/* Loads the publication: almanac.yaml, fonts, data, regions, series, policies, templates, themes. NULL if no document can be made.
 * Owner: arena, and report_close for what the libraries hold. */
struct program *report_load(struct arena *arena, struct diag *diag, const struct report_source *source);
void report_close(struct program *program);

/* Reads what jobs need of what is otherwise read when it is first asked for, patterns of hyphenation: before workers are forked, so that they
 * share it. */
void report_warm(struct program *program, const struct report_job *const *jobs, size_t count);

/* The documents of the publication, in order of its entries, editions, subjects, languages. */
const struct report_job *report_jobs(const struct program *program, size_t *count);

/* Title and main language of the publication. */
const char *report_title(const struct program *program);
const char *report_language(const struct program *program);

/* The name of a region in a language, its code if none is known. */
const char *report_region_name(const struct program *program, const char *code, const char *language);

/* The folder of the publication. */
const char *report_root(const struct program *program);

/* All series, for `show` and `explain`; and those of an edition, which several may share. */
const struct indicators *report_indicators(const struct program *program);
const struct indicators *report_edition_indicators(struct program *program, const char *edition);

/* What a document was made from: the key names a file as its messages name it, the hash is of the bytes that were read; a key with
 * "/" at its end names a folder whose list of names matters, one with "$" before it a variable of the environment (hash 0 for both). */
struct report_input {
    const char *key;
    uint64_t hash;
    bool decides; /* another one means another document; else filling it tells whether it is another */
};

/* All values of a series, in a form that can be kept and compared. */
struct series;
struct report_series {
    const char *name;
    uint64_t hash;      /* of what the series holds */
    const char *values; /* NULL: not at hand */
    size_t size;
    const struct series *of; /* NULL: one that was kept */
};
/* With their hashes alone: most of the time nobody asks for the values. */
const struct report_series *report_series(struct arena *arena, const struct indicators *indicators, size_t *count);

/* series with its values. Owner: arena. */
struct report_series report_series_whole(struct arena *arena, const struct report_series *series);

/* Which points of the series are not what they were in before. Owner: arena. */
struct report_changes;
const struct report_changes *report_changes(struct arena *arena, const struct indicators *indicators,
                                            const struct report_series *before, size_t count);

/* How a document was when it was last built. */
struct report_before {
    uint64_t drawn;                       /* report_result.drawn */
    const char *const *changed;           /* keys of its inputs that are not as they were */
    size_t changed_count;
    const char *first;                    /* what happened to the first of them, in words */
    const struct report_changes *changes; /* of the series since; NULL: not known */
};

/* What the plan itself (report_jobs) was made from. */
const struct report_input *report_plan_inputs(struct arena *arena, const struct program *program, size_t *count);

struct report_result {
    const char *bytes; /* the PDF, or the text of the stage asked for; NULL if the document must not be published */
    size_t size;
    const struct report_file *files; /* STAGE_PNG: one a page, instead of bytes; NULL if the document must not be published */
    size_t file_count;
    size_t page_count;
    const struct report_input *inputs;
    size_t input_count;
    const uint64_t *claims; /* keys of the claims that hold, for the next build's report_job */
    size_t claim_count;
    uint64_t selections; /* hash of the values that its selections return */
    uint64_t drawn;      /* hash of the filled document and its drawings: with the deciding inputs it decides every byte */
    bool unchanged;      /* the same as in report_job.before: no bytes were made */
    const char *reason;  /* with report_job.before, unless unchanged: what made it another, in words */
    const char *cover, *data; /* report_job.listed: first page as a small PNG, if the publication wants covers, and the data of its figures as CSV; NULL: none */
    size_t cover_size, data_size;
    const char *title, *kind, *status; /* for lists of documents; status: how far the text is, "draft" or "" */
};

/* Makes one document, up to stage. Everything it allocates lies in arena. Faults go to diag. */
struct report_result report_build(struct program *program, struct arena *arena, struct diag *diag,
                                  const struct report_job *job, enum report_stage stage);

/* Takes into memory what many documents have in common: once, before the processes that make them part. */
void report_share(const struct program *program);

/* The pages of a document, also of one with faults, as far as it can be made: for looking at. NULL: there are none. */
struct pages;
const struct pages *report_pages(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job);
size_t report_page_count(const struct pages *pages);
/* A page, from 0, as PNG for a screen; NULL if there is no such page. */
const char *report_page_png(struct arena *arena, struct diag *diag, const struct pages *pages, size_t index, size_t *size);

/* Makes the document only so far that result.unchanged and result.reason are known: no bytes. */
struct report_result report_check(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job);

/* One chart of a document. */
struct report_chart {
    const char *id, *kind, *headline, *subtitle; /* "" where there is none */
    const char *alternative;                     /* its text alternative */
    const struct drawing *drawing;               /* NULL if it could not be drawn, which has been said */
};

/* Charts and diagrams of job, in document order. Width and scale of all of them may be asked for. */
struct report_chart_size {
    double width; /* [pt]; 0: as the template says */
    double scale; /* 0: as the template says */
};
const struct report_chart *report_charts(struct program *program, struct arena *arena, struct diag *diag,
                                         const struct report_job *job, struct report_chart_size size, size_t *count);

/* How a chart is written. */
enum report_format { FORMAT_SVG, FORMAT_PNG, FORMAT_CSV, FORMAT_COUNT };

/* "svg", "png", "csv" to a format; FORMAT_COUNT if unknown. */
enum report_format report_format_find(const char *name);

/* The bytes of a chart, *size set; NULL after a diagnostic, or for the CSV of a chart without data. */
const char *report_chart_write(struct arena *arena, struct diag *diag, const struct report_chart *chart,
                               enum report_format format, size_t *size);
/* Compares a new download with the dataset of the Data Package package that is called name, or whose file is called as file is (name
 * NULL), and prints what would change. False after a diagnostic. */
struct report_import {
    const char *root, *package, *file, *name;
};
bool report_import(struct arena *arena, struct diag *diag, const struct report_import *import, bool json, struct buffer *out);

/* Fills the document and looks its text over for what the style asks; findings go to diag, with the places of the template, the
 * description or the label file where the words stand. False if the document could not be filled. */
struct style;
bool report_lint(struct program *program, struct arena *arena, struct diag *diag, const struct report_job *job,
                 const struct style *style);

/* All datasets, or all series, of the publication as text. */
void report_dump_tables(const struct program *program, struct buffer *out);
void report_dump_series(const struct program *program, struct buffer *out);

/* What each subject lacks, in the order of the documents: of every series whose definition says "listed: yes", values, regions and
 * years that other subjects have, with the first reason; and descriptions. As aligned text, or as one JSON object a line. A subject
 * that lacks nothing has no line. */
void report_dump_lacks(const struct program *program, bool json, struct buffer *out);

/* All datasets or series of a Data Package on its own, without a publication around it. */
bool report_dump_package(struct arena *arena, struct diag *diag, const struct report_source *source, struct buffer *out);

/* The other names that templates may use, one a line: the document's own, and the aggregates of regions; with name that one alone.
 * Returns false if there is none. */
bool report_dump_names(const struct program *program, const char *name, bool json, struct buffer *out);

/* Functions and filters that templates may call, one a line; with name that one alone. Returns false if there is none. */
bool report_dump_functions(const char *name, bool json, struct buffer *out);

#endif
