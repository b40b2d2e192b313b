/* The build record: an SQLite file in out/ that knows for each document what it was made from and what was written. */
#ifndef ALMANAC_BATCH_RECORD_H
#define ALMANAC_BATCH_RECORD_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct record;

/* Opens root/out/record.sqlite, making it if needed; the folder must be there. A record that cannot be used is diagnosed (BATCH_RECORD) and gives NULL, which all
 * functions here accept: then every document is stale and nothing is remembered. */
struct record *record_open(struct arena *arena, struct diag *diag, const char *root);
void record_close(struct record *record);

/* Why the document at path is due, in words; NULL if it is fresh. Files are compared by size and time first, by hash only where those differ. */
const char *record_reason(struct record *record, struct arena *arena, const char *path);

/* What was written. */
struct record_entry {
    const struct report_job *job;
    const struct report_input *inputs;
    size_t input_count;
    uint64_t hash;
    size_t size, pages, warnings;
    const char *status; /* "draft"; NULL or "": none */
    const uint64_t *claims; /* keys of those that hold */
    size_t claim_count;
};
void record_add(struct record *record, const struct record_entry *entry);

/* Keys of the claims that held when the document at path was last built. */
const uint64_t *record_claims(struct record *record, struct arena *arena, const char *path, size_t *count);

/* The status that the document at path was last built with, "" if it has none. */
const char *record_status(struct record *record, struct arena *arena, const char *path);

/* The plan (all documents of the publication) as it was last loaded; its reason as record_reason gives it. */
const char *record_plan_reason(struct record *record, struct arena *arena);
const struct report_job *record_plan(struct record *record, struct arena *arena, size_t *count);
void record_set_plan(struct record *record, const struct report_job *jobs, size_t count,
                     const struct report_input *inputs, size_t input_count);

#endif
