#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define BAR_WIDTH 30

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

struct progress progress_start(void) {
    return (struct progress){ .started = now(), .terminal = isatty(STDERR_FILENO) };
}

double progress_seconds(const struct progress *progress) {
    return now() - progress->started;
}

void progress_report(void *context, size_t done, size_t total) {
    const struct progress *progress = context;
    if (!progress->terminal || total == 0) return;
    char bar[BAR_WIDTH + 1];
    size_t full = done * BAR_WIDTH / total;
    for (size_t i = 0; i < BAR_WIDTH; i++) bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    double seconds = progress_seconds(progress);
    double rate = seconds > 0 ? (double)done / seconds : 0;
    fprintf(stderr, "\r[%s] %zu of %zu, %.1f a second", bar, done, total, rate);
    if (done > 0 && done < total) fprintf(stderr, ", %.0f s left ", (double)(total - done) / rate);
    if (done == total) fprintf(stderr, "%12s\n", "");
    fflush(stderr);
}
