/* A publication that is kept loaded while its files change: what did not change is kept, the rest is read again. For inspect/ and cli/. */
#ifndef ALMANAC_REPORT_LIVE_H
#define ALMANAC_REPORT_LIVE_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct live;
struct program;

/* Loads the publication in root (borrowed). Never NULL; while a fault is in the way there is no program. */
struct live *live_open(const char *root);
void live_close(struct live *live);

/* Looks whether files changed since they were read, and reads again what depends on them. True if anything was read. */
bool live_update(struct live *live);

/* Waits until a file changes, or until stopped(context); then as live_update. False if stopped. */
bool live_wait(struct live *live, bool (*stopped)(void *context), void *context);

/* The publication, NULL while it cannot be loaded; good until the next update. */
struct program *live_program(const struct live *live);
/* What was said when it was last read. */
const struct diag *live_messages(const struct live *live);
/* "templates/a.md changed; read again: templates; kept: fonts, data, series"; "" at first. */
const char *live_log(const struct live *live);

#endif
