/* The page in the browser, with reload and the diagnostics beside it. */
#ifndef ALMANAC_INSPECT_SERVE_H
#define ALMANAC_INSPECT_SERVE_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct report_job;

/* What is served. */
struct serving {
    const char *root;
    unsigned port; /* 0: any free one */
    void (*ready)(void *context, unsigned port);
    void (*said)(void *context, const char *line); /* a line for the log */
    void *context;
    bool (*stopped)(void *context);
};

/* The parts of the page, which are files of share/serve. */
struct serve_file {
    const char *path;
    const unsigned char *bytes;
    size_t size;
};
extern const struct serve_file serve_files[]; /* ends with a NULL path */

/* Serves the documents of the publication on the loopback address until it is stopped. Nothing is read from the disk because of a request but what
 * the publication itself names. Errors: HTTP_PORT. */
void serve(struct diag *diag, const struct serving *serving);

#endif
