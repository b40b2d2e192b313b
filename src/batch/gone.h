/* Documents that were written once and are no longer in the publication. For batch/batch.c. */
#ifndef ALMANAC_BATCH_GONE_H
#define ALMANAC_BATCH_GONE_H

#include "batch/batch.h"

struct record;

struct gone {
    struct arena *arena;
    struct diag *diag;
    const struct batch_options *options;
    struct record *record;
    const struct report_job *plan;
    size_t plan_count;
};

/* Adds them to the outcomes of result; where the options say so, removes their files, if these are still what was written, and folders that
 * are then empty. Nothing is removed while the publication has faults: a misspelt group would cost all its documents. */
void gone_add(const struct gone *gone, struct batch_result *result);

/* True if options choose the document of job. */
bool batch_wants(const struct report_job *job, const struct batch_options *options);

#endif
