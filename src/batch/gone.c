#include "batch/gone.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "batch/catalogue.h"
#include "batch/record.h"

static const char *const reason = "no longer in the publication";

/* Removes folders of path that are empty, up to out/. */
static void remove_folders(const struct gone *gone, const char *path) {
    char *folder = arena_text(gone->arena, path);
    for (char *slash = strrchr(folder, '/'); slash && strchr(folder, '/') != slash; slash = strrchr(folder, '/')) {
        *slash = '\0';
        if (rmdir(file_join(gone->arena, gone->options->root, folder)) != 0) return;
    }
}

static bool is_folder(const char *path) {
    return *path && path[strlen(path) - 1] == '/';
}

/* Removes the file, or all files of the folder. */
static bool remove_output(const struct gone *gone, const char *path) {
    const char *full = file_join(gone->arena, gone->options->root, path);
    size_t count = 0;
    const char *const *names = is_folder(path) ? file_list(gone->arena, full, &count) : NULL;
    for (size_t i = 0; names && i < count; i++)
        if (unlink(file_join(gone->arena, full, names[i])) != 0) return false;
    return is_folder(path) || unlink(full) == 0;
}

/* Removes what was written of document and forgets it; false if it is not what was written. */
static bool prune(const struct gone *gone, const struct record_document *document) {
    const char *path = document->job.path;
    uint64_t hash = 0;
    bool there = record_current(gone->record, path, &hash);
    if (there && hash != document->hash) {
        diag_add(gone->diag, DIAG_CODE_BATCH_KEPT, (struct source_pos){ 0 }, "%s", path);
        return false;
    }
    if (there && !remove_output(gone, path)) {
        diag_add(gone->diag, DIAG_CODE_FILE_UNWRITABLE, (struct source_pos){ 0 }, "%s", path);
        return false;
    }
    if (!is_folder(path)) remove_folders(gone, catalogue_forget(gone->arena, gone->options->root, path));
    remove_folders(gone, path);
    record_remove(gone->record, &document->job);
    return true;
}

static void add(const struct gone *gone, struct batch_result *result, size_t *capacity, const struct record_document *document) {
    bool may = gone->options->prune && !gone->options->dry_run && !diag_failed(gone->diag, 0);
    enum outcome_state state = may && prune(gone, document) ? OUTCOME_PRUNED : OUTCOME_GONE;
    result->outcomes = arena_grow(gone->arena, result->outcomes, result->count, capacity, sizeof *result->outcomes);
    result->outcomes[result->count++] = (struct batch_outcome){ .job = document->job, .state = state, .reason = reason,
        .messages = "", .pages = document->pages, .size = document->size, .warnings = document->warnings };
}

/* What a document is told by whatever it is written as: its path, or for folders of pictures what it is. */
static const char *name_of(struct arena *arena, const struct report_job *job) {
    if (!is_folder(job->path)) return job->path;
    return arena_print(arena, "%s\n%s\n%s\n%s", job->edition, job->subject, job->template, job->language);
}

static struct map *names_of_plan(const struct gone *gone) {
    struct map *names = map_new(gone->arena);
    for (size_t i = 0; i < gone->plan_count; i++) {
        struct report_job pictures = gone->plan[i];
        pictures.path = "/";
        map_add(names, gone->plan[i].path, i);
        map_add(names, name_of(gone->arena, &pictures), i);
    }
    return names;
}

void gone_add(const struct gone *gone, struct batch_result *result) {
    size_t count = 0, capacity = result->count;
    const struct record_document *documents = record_documents(gone->record, gone->arena, &count);
    if (count == 0) return;
    const struct map *planned = names_of_plan(gone);
    for (size_t i = 0; i < count; i++)
        if (map_find(planned, name_of(gone->arena, &documents[i].job)) == MAP_NONE && batch_wants(&documents[i].job, gone->options))
            add(gone, result, &capacity, &documents[i]);
}
