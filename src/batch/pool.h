/* A pool of forked workers. A worker inherits everything that was loaded and makes one document after the other; one that dies fails
 * its document only, and another takes its place. */
#ifndef ALMANAC_BATCH_POOL_H
#define ALMANAC_BATCH_POOL_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* What a worker sends back about its document. */
struct pool_answer {
    bool died;  /* nothing was sent: the process ended by a signal or before its time */
    int signal; /* that ended it, 0 if none */
    bool written;
    bool unchanged; /* the document is what it was: nothing was written */
    bool full;      /* it could not be written: no room, or no right to */
    size_t size, pages, errors, warnings;
    uint64_t hash, selections, drawn;
    const char *messages;
    const char *reason; /* "" if not asked for: see report_result */
    const char *title, *kind, *status;
    const struct report_input *inputs;
    size_t input_count;
    const uint64_t *claims; /* keys of those that hold */
    size_t claim_count;
};

struct pool {
    struct program *program;
    size_t workers; /* 0: one a core */
    bool notes;     /* notes are told, too */
    enum report_stage stage; /* STAGE_PDF, or STAGE_PNG: job->path is then a folder */
    bool strict;    /* a warning keeps a document from being published */
    bool check;     /* nothing is made: only what is unchanged, and the reason where it is not */
};

/* Makes the document jobs[order[i]] for every i, and calls done(context, i, answer) as each ends (in any order of time). The answer dies
 * with the call. When done gives false, or the terminal or the system asks the program to end, the documents at work are finished and no
 * others begun. Returns the signal that asked for it, 0 if none. */
int pool_run(const struct pool *pool, const struct report_job *const *jobs, size_t count,
             bool (*done)(void *context, size_t index, const struct pool_answer *answer), void *context);

#endif
