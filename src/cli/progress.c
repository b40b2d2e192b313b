#include "cli/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 30 };
static const double LINE_PAUSE = 5;   /* between two lines where there is no terminal [s] */
static const double BAR_PAUSE = 0.05; /* between two states of the bar [s] */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

struct progress progress_start(void) {
    double started = now();
    return (struct progress){ .started = started, .said = started, .terminal = isatty(STDERR_FILENO) };
}

void progress_leave(struct progress *progress) {
    if (progress->drawn) fputs(progress->passing ? "\r\033[K" : "\n", stderr);
    progress->drawn = 0;
}

double progress_seconds(const struct progress *progress) {
    return now() - progress->started;
}

/* "120 of 1000, 25.1 a second, 35 s left" */
static void say(const struct progress *progress, size_t done, size_t total) {
    double seconds = progress_seconds(progress);
    double rate = seconds > 0 ? (double)done / seconds : 0;
    double left = done > 0 ? (double)(total - done) / rate : 0;
    fprintf(stderr, "%zu of %zu, %.1f a second", done, total, rate);
    if (done > 0 && done < total && left < 100) fprintf(stderr, ", %.0f s left", left);
    else if (done > 0 && done < total) fprintf(stderr, ", %.0f min left", left / 60);
}

static void draw_bar(const struct progress *progress, size_t done, size_t total) {
    char bar[BAR_WIDTH + 1];
    size_t full = done * BAR_WIDTH / total;
    for (size_t i = 0; i < BAR_WIDTH; i++) bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "\r[%s] ", bar);
    say(progress, done, total);
    fputs("\033[K", stderr);
    fflush(stderr);
}

void progress_report(void *context, size_t done, size_t total) {
    struct progress *progress = context;
    double pause = progress->terminal ? BAR_PAUSE : LINE_PAUSE;
    bool due = now() - progress->said >= pause || (progress->terminal && (done == 0 || done == total));
    if (total == 0 || !due || (progress->passing && !progress->terminal)) return;
    progress->said = now();
    if (progress->terminal) {
        draw_bar(progress, done, total);
        progress->drawn = 1;
        return;
    }
    say(progress, done, total);
    fputc('\n', stderr);
}
