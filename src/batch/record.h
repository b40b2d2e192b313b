/* The build record: an SQLite file in out/ that knows for each document, edition by edition, what it was made from and what was written. */
#ifndef ALMANAC_BATCH_RECORD_H
#define ALMANAC_BATCH_RECORD_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct record;

/* How a record is opened. */
enum record_use {
    RECORD_WRITE, /* made if needed; the folder out/ must be there */
    RECORD_READ   /* nothing is written; one that is not there, or of another version, counts as empty */
};

/* Opens root/out/record.sqlite. A record that cannot be used is diagnosed (BATCH_RECORD) and gives NULL, which all functions here accept:
 * then every document is stale and nothing is remembered. One that another version of the program made in another way is emptied. */
struct record *record_open(struct arena *arena, struct diag *diag, const char *root, enum record_use use);

/* Writes what is still kept back, then closes. False if something could not be written: those documents count as never built. */
bool record_close(struct record *record);

/* What the record says of a document before anything is loaded. */
enum record_state {
    RECORD_FRESH,
    RECORD_DOUBTFUL, /* data, text or template files are not as they were: filling it tells whether it is stale */
    RECORD_STALE
};
struct record_verdict {
    enum record_state state;
    const char *reason;          /* "" if fresh; of a doubtful one the first file that is not as it was */
    const char *const *changed; /* doubtful: the files that are not as they were */
    size_t changed_count;
};

/* Judges the document of job. Files are compared by size, times and inode first, by hash only where those differ. */
struct record_verdict record_judge(struct record *record, struct arena *arena, const struct report_job *job);

/* A document as it was last written. */
struct record_document {
    struct report_job job;
    const char *title, *kind, *status; /* status: "draft" and the like, "" if none */
    const char *program;               /* version of the program that wrote it */
    uint64_t selections; /* hash of the values that its selections returned */
    uint64_t drawn;      /* hash of the filled document and its drawings */
    uint64_t series;     /* what record_set_series gave for the series it was made from */
    uint64_t hash;       /* of the file written */
    size_t size, pages, warnings;
};

/* What was written, and from what. */
struct record_entry {
    struct record_document document;
    const struct report_input *inputs;
    size_t input_count;
    const uint64_t *claims; /* keys of those that hold */
    size_t claim_count;
};

/* Remembers entry. It is kept back for a moment (see record_flush), so that a batch does not wait for the disk document by document. */
void record_add(struct record *record, const struct record_entry *entry);

/* The document is as it would be made from these inputs and series: it is fresh though its files are others. */
void record_confirm(struct record *record, const struct record_entry *entry);

/* Writes what was kept back. Also done by itself when half a second has passed since the last time. */
void record_flush(struct record *record);

/* The document of job, NULL if it was never written. */
const struct record_document *record_find(struct record *record, struct arena *arena, const struct report_job *job);

/* All documents that were written and not pruned, by edition and path, also those that the publication no longer has. */
const struct record_document *record_documents(struct record *record, struct arena *arena, size_t *count);

/* Forgets a document. */
void record_remove(struct record *record, const struct report_job *job);

/* Forgets lists and series that no document refers to any more. */
void record_clean(struct record *record);

/* The state of the file under an input's key on the disk now; false if it is gone. */
bool record_current(struct record *record, const char *key, uint64_t *hash);

/* Keys of the claims that held when the document of job was last written. */
const uint64_t *record_claims(struct record *record, struct arena *arena, const struct report_job *job, size_t *count);

/* Remembers the values of all series, each content once, and gives a name for the lot. */
uint64_t record_set_series(struct record *record, const struct report_series *series, size_t count);

/* The series under that name, NULL if they are not known. */
const struct report_series *record_series(struct record *record, struct arena *arena, uint64_t name, size_t *count);

/* The plan (all documents of the publication) as it was last loaded; NULL where it holds, else why not. */
const char *record_plan_reason(struct record *record, struct arena *arena);
const struct report_job *record_plan(struct record *record, struct arena *arena, size_t *count);
void record_set_plan(struct record *record, const struct report_job *jobs, size_t count,
                     const struct report_input *inputs, size_t input_count);

/* Between the two, documents are only judged and found: the file is locked once, not for each of them. */
void record_hold(struct record *record);
void record_release(struct record *record);

/* The plan holds no longer: the next build loads the publication. */
void record_forget_plan(struct record *record);

/* Notes that a build begins, or has ended; name tells shards apart, and is "" for a build of all, which ends all. */
void record_begin(struct record *record, const char *name);
void record_end(struct record *record, const char *name);

/* True if an earlier build of that name, or any before a build of all, did not come to its end: it was killed. */
bool record_was_killed(struct record *record, const char *name);

#endif
