/* What it costs to load all data of a publication: datasets, regions with their shapes, descriptions, series. Prints the CPU time of each [ms], user
 * and system, least and median of many runs, each in a process of its own so that none finds memory that another has used.
 *
 * usage: loading PUBLICATION [RUNS] */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"
#include "report/publication.h"

enum { MOST_RUNS = 1000, USUAL_RUNS = 21 };
enum part { PART_DATASETS, PART_REGIONS, PART_DESCRIPTIONS, PART_SERIES, PART_ALL, PART_COUNT };
static const char *const names[PART_COUNT] = { "datasets", "regions and shapes", "descriptions", "series", "all data" };

static double cpu_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The CPU time since *since [ms], which is set to now. */
static double lap(double *since) {
    double before = *since;
    *since = cpu_ms();
    return *since - before;
}

/* Loads the publication under root as a build does; false if it cannot be read. */
static bool load(const char *root, double taken[PART_COUNT]) {
    arena_prepare();
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    const struct publication *publication = publication_read(arena, diag, root);
    if (!publication) {
        return false;
    }
    double start = cpu_ms(), now = start;
    const struct datasets *datasets = datasets_read(arena, diag, root, publication->data);
    taken[PART_DATASETS] = lap(&now);
    const struct geo *geo = geo_read(arena, diag, root, publication->geo);
    taken[PART_REGIONS] = lap(&now);
    const struct policies *policies = policies_open(arena, diag, root, publication->policies);
    taken[PART_DESCRIPTIONS] = lap(&now);
    const struct indicator_source source = { datasets, geo, policies, root, publication->indicators };
    indicators_compute(arena, diag, &source);
    taken[PART_SERIES] = lap(&now);
    taken[PART_ALL] = now - start;
    return !diag_failed(diag, false);
}

/* The same in a process of its own. */
static bool load_apart(const char *root, double taken[PART_COUNT]) {
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    pid_t child = fork();
    if (child == 0) {
        size_t size = PART_COUNT * sizeof *taken;
        bool done = load(root, taken) && write(ends[1], taken, size) == (ssize_t)size;
        _exit(done ? 0 : 1);
    }
    close(ends[1]);
    bool done = read(ends[0], taken, PART_COUNT * sizeof *taken) == (ssize_t)(PART_COUNT * sizeof *taken);
    close(ends[0]);
    return child > 0 && waitpid(child, NULL, 0) == child && done;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    static double taken[MOST_RUNS][PART_COUNT], column[MOST_RUNS];
    int runs = argc > 2 ? atoi(argv[2]) : USUAL_RUNS;
    if (argc < 2 || runs < 1 || runs > MOST_RUNS) {
        fprintf(stderr, "usage: loading PUBLICATION [RUNS]\n");
        return 2;
    }
    for (int i = 0; i < runs; i++) {
        if (!load_apart(argv[1], taken[i])) {
            fprintf(stderr, "loading: the publication cannot be loaded\n");
            return 1;
        }
    }
    for (int part = 0; part < PART_COUNT; part++) {
        for (int i = 0; i < runs; i++) {
            column[i] = taken[i][part];
        }
        qsort(column, (size_t)runs, sizeof *column, compare);
        printf("%-20s %7.1f ms  (median %.1f)\n", names[part], column[0], column[runs / 2]);
    }
    return 0;
}
