/* Progress on stderr: a bar on a terminal, elsewhere a line now and then. */
#ifndef ALMANAC_CLI_PROGRESS_H
#define ALMANAC_CLI_PROGRESS_H

#include <stddef.h>

struct progress {
    double started, said; /* seconds of the monotonic clock; for what is shown, never for a document */
    int terminal;   /* stderr is one */
    int passing;    /* only documents are looked at: the bar goes when it has come to its end, and elsewhere nothing is said */
    int drawn;      /* the cursor stands behind a bar */
};

struct progress progress_start(void);
/* For batch_progress: context is a struct progress. */
void progress_report(void *context, size_t done, size_t total);
double progress_seconds(const struct progress *progress);
/* Leaves the line of the bar, before anything else is said. */
void progress_leave(struct progress *progress);

#endif
