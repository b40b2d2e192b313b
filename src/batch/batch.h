/* Many documents: which are due and why, made on all cores by forked workers, remembered in the build record. */
#ifndef ALMANAC_BATCH_BATCH_H
#define ALMANAC_BATCH_BATCH_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

struct batch_options {
    const char *root;
    struct program *program; /* the publication, if it is loaded already; NULL: it is loaded where it is needed */
    const char *const *names; /* subjects, or paths of documents; none: all */
    size_t name_count;
    const char *edition, *language, *template; /* NULL: any */
    size_t workers;    /* 0: one a core */
    size_t shard, shards; /* shard I of N, from 1; 0 of 0: all */
    double dots_per_inch; /* of pages as pictures; 0: PDF */
    bool force, dry_run, strict, notes;
    bool keep_going; /* even when a document could not be written */
    bool prune;      /* removes documents that the publication no longer has */
};

enum outcome_state {
    OUTCOME_FRESH,
    OUTCOME_STALE,
    OUTCOME_BUILT,
    OUTCOME_FAILED,
    OUTCOME_GONE,  /* written once, no longer in the publication; its file is still there */
    OUTCOME_PRUNED /* such a one, removed */
};

struct batch_outcome {
    struct report_job job;
    enum outcome_state state;
    const char *reason;   /* why it was due; "" for a fresh one */
    const char *messages; /* diagnostics as printed; "" if none */
    size_t pages, size;
    size_t errors, warnings;
};

struct batch_result {
    struct batch_outcome *outcomes; /* in plan order; then those that are gone */
    size_t count;
    size_t fresh, stale, built, failed, gone, pruned; /* stale: of a dry run, or left when the batch was stopped */
    int signal; /* that stopped the batch; 0: none */
};

/* Called after each document and once at the start with done 0. */
struct batch_progress {
    void (*report)(void *context, size_t done, size_t total);
    void *context;
};

/* Builds what is due among the documents that options choose. Faults of loading go to diag, those of a document to its outcome. A worker that dies
 * fails one document. SIGINT, SIGTERM and SIGHUP let the documents at work be finished; the rest stays stale, and the next build goes on with
 * it. Always returns a result. Errors: BATCH_*. */
struct batch_result batch_build(struct arena *arena, struct diag *diag, const struct batch_options *options,
                                const struct batch_progress *progress);

/* The document among jobs that name means: a subject, a path of an output, or "subject/template". NULL if none or several do. */
const struct report_job *batch_find(const struct report_job *jobs, size_t count, const char *name);

#endif
