#include "cli/commands.h"

#include <signal.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "report/live.h"
#include "batch/batch.h"
#include "cli/answer.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/progress.h"

/* DOTS: of pages on a screen with room to enlarge. */
static double dots(const struct arguments *arguments) {
    enum { DOTS = 150 };
    return arguments->dots > 0 ? (double)arguments->dots : DOTS;
}

static struct batch_options options_of(const struct arguments *arguments) {
    return (struct batch_options){ .root = arguments->directory, .names = arguments->names,
        .name_count = arguments->name_count, .edition = arguments->edition, .language = arguments->language,
        .template = arguments->template, .workers = arguments->jobs, .shard = arguments->shard, .shards = arguments->shards,
        .force = arguments->force, .dry_run = arguments->dry_run, .strict = arguments->strict,
        .notes = arguments->notes, .keep_going = arguments->keep_going, .prune = arguments->prune,
        .dots_per_inch = arguments->png ? dots(arguments) : 0 };
}

static const char *state_name(enum outcome_state state) {
    static const char *const names[] = { [OUTCOME_FRESH] = "fresh", [OUTCOME_STALE] = "stale", [OUTCOME_BUILT] = "built",
        [OUTCOME_FAILED] = "failed", [OUTCOME_GONE] = "gone", [OUTCOME_PRUNED] = "pruned" };
    return names[state];
}

static void print_outcome(const struct batch_outcome *outcome, bool json, struct buffer *out) {
    if (!json) {
        buffer_print(out, "%-6s %s", state_name(outcome->state), outcome->job.path);
        if (*outcome->reason) buffer_print(out, "  (%s)", outcome->reason);
        buffer_byte(out, '\n');
        return;
    }
    buffer_print(out, "{\"state\":\"%s\",\"path\":", state_name(outcome->state));
    json_quote(out, outcome->job.path);
    buffer_text(out, ",\"reason\":");
    json_quote(out, outcome->reason);
    buffer_print(out, ",\"pages\":%zu,\"bytes\":%zu,\"errors\":%zu,\"warnings\":%zu}\n", outcome->pages, outcome->size,
                 outcome->errors, outcome->warnings);
}

/* What a stopped build has left is counted for people, not told one by one. */
static bool is_news(const struct batch_outcome *outcome, const struct arguments *arguments) {
    bool left = outcome->state == OUTCOME_STALE && !arguments->dry_run && !arguments->json;
    return outcome->state != OUTCOME_FRESH && !left;
}

static void print_messages(const struct batch_result *result) {
    for (size_t i = 0; i < result->count; i++) fputs(result->outcomes[i].messages, stderr);
}

static int result_status(const struct batch_result *result, int status) {
    for (size_t i = 0; i < result->count && status == STATUS_BUILT; i++)
        if (result->outcomes[i].state == OUTCOME_FAILED) status = STATUS_INPUT;
    return status;
}

static void print_summary(const struct batch_result *result, const struct arguments *arguments, const struct progress *progress) {
    double seconds = progress_seconds(progress);
    fprintf(stderr, "%zu built, %zu fresh, %zu failed", result->built, result->fresh, result->failed);
    if (result->pruned > 0) fprintf(stderr, ", %zu pruned", result->pruned);
    if (result->built > 0) fprintf(stderr, " in %.2f s, %.1f a second", seconds, (double)result->built / seconds);
    fputc('\n', stderr);
    const char *gone = arguments->prune ? "kept: changed by hand, or the publication has faults" : "--prune removes them";
    if (result->gone > 0) fprintf(stderr, "%zu no longer in the publication; %s\n", result->gone, gone);
    if (result->stale > 0) fprintf(stderr, "stopped with %zu left; the next build goes on with them\n", result->stale);
}

/* The shell is to see that the program was stopped from outside, and by what. */
static void end_by(int signal_number) {
    fflush(stdout);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* Builds, then again after every change, until it is stopped. Each turn has an arena of its own. */
static int watch(const struct arguments *arguments) {
    interrupt_hold();
    struct live *live = live_open(arguments->directory);
    int status = STATUS_BUILT;
    bool stopped = false;
    do {
        struct arena *arena = arena_new();
        struct progress progress = progress_start();
        struct batch_options options = options_of(arguments);
        struct diag *diag = diag_new(arena);
        options.program = live_program(live);
        if (*live_log(live) && !arguments->quiet) fprintf(stderr, "%s\n", live_log(live));
        status = answer_diag(arena, arguments, live_messages(live));
        if (options.program) {
            struct batch_result result = batch_build(arena, diag, &options, NULL);
            status = result_status(&result, answer_diag(arena, arguments, diag));
            stopped = result.signal != 0;
            print_messages(&result);
            struct buffer out = buffer_new(arena);
            for (size_t i = 0; i < result.count; i++)
                if (is_news(&result.outcomes[i], arguments)) print_outcome(&result.outcomes[i], arguments->json, &out);
            answer_text(&out);
            if (!arguments->quiet) print_summary(&result, arguments, &progress);
        }
        fflush(stdout);
        arena_close(arena);
    } while (!stopped && live_wait(live, interrupt_came, NULL));
    live_close(live);
    return status;
}

static int build(struct arena *arena, const struct arguments *arguments, bool dry_run, bool every) {
    struct batch_options options = options_of(arguments);
    struct progress progress = progress_start();
    struct batch_progress report = { progress_report, &progress };
    struct diag *diag = diag_new(arena);
    options.dry_run = dry_run;
    progress.passing = dry_run;
    struct batch_result result = batch_build(arena, diag, &options, arguments->quiet ? NULL : &report);
    progress_leave(&progress);
    int status = answer_diag(arena, arguments, diag);
    print_messages(&result);
    struct buffer out = buffer_new(arena);
    for (size_t i = 0; i < result.count; i++)
        if (every || is_news(&result.outcomes[i], arguments)) print_outcome(&result.outcomes[i], arguments->json, &out);
    answer_text(&out);
    if (!arguments->quiet && !dry_run) print_summary(&result, arguments, &progress);
    if (result.signal != 0) end_by(result.signal);
    return result_status(&result, status);
}

int command_build(struct arena *arena, const struct arguments *arguments) {
    if (arguments->stop) return command_stage(arena, arguments);
    if (arguments->watch && !arguments->dry_run) return watch(arguments);
    return build(arena, arguments, arguments->dry_run, false);
}

int command_list(struct arena *arena, const struct arguments *arguments) {
    return build(arena, arguments, true, true);
}
