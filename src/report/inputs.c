#include "report/program.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"
#include "text/font.h"
#include "text/style.h"
#include "theme/theme.h"

struct input_list {
    struct arena *arena;
    struct report_input *items;
    size_t count, capacity;
};

static void add(struct input_list *list, const char *key, uint64_t hash) {
    list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = (struct report_input){ key, hash, false };
}

/* What the filled document and its drawings do not show: how they are set and written. */
static void add_deciding(struct input_list *list, const char *key, uint64_t hash) {
    add(list, key, hash);
    list->items[list->count - 1].decides = true;
}

/* A file that the list names wherever it lies: inside the publication by its path there. */
static void add_deciding_path(struct input_list *list, const struct program *program, const char *path) {
    size_t root = strlen(program->root);
    bool inside = strncmp(path, program->root, root) == 0 && path[root] == '/';
    add_deciding(list, inside ? path + root + 1 : path, 0);
}

static void add_files(struct input_list *list, const struct source_file *const *files, size_t count) {
    for (size_t i = 0; i < count; i++) add(list, files[i]->path, files[i]->hash);
}

/* A new description in a folder changes documents too: the folders' lists of names are inputs, hashed by whoever keeps the record. */
static void add_policies(struct input_list *list, const struct program *program) {
    const struct policies *policies = program->world.policies;
    if (!policies) return;
    add(list, arena_print(list->arena, "%s/", program->publication->policies), 0);
    size_t count = 0;
    const char *folder = file_join(list->arena, program->root, program->publication->policies);
    const char *const *names = file_list(list->arena, folder, &count);
    for (size_t i = 0; i < count; i++) {
        size_t inside = 0;
        if (file_list(list->arena, file_join(list->arena, folder, names[i]), &inside))
            add(list, arena_print(list->arena, "%s/%s/", program->publication->policies, names[i]), 0);
    }
    add(list, arena_print(list->arena, "%s/vocabulary.yaml", program->publication->policies), 0);
    for (size_t i = 0; i < policies->file_count; i++) add(list, policies->files[i].path, policies->files[i].hash);
}

/* The registry, every face, the patterns of every language, and the folder's list of names, because a file dropped there wins. They
 * are hashed by whoever keeps the record: most runs never need it. */
static void add_fonts(struct input_list *list, const struct program *program) {
    const char *registry = program->publication->fonts;
    const char *slash = strrchr(registry, '/');
    add_deciding(list, registry, 0);
    if (slash) add_deciding(list, arena_copy(list->arena, registry, (size_t)(slash - registry) + 1), 0);
    for (size_t i = 0; i < fonts_count(program->fonts); i++) add_deciding_path(list, program, face_path(fonts_at(program->fonts, i)));
    for (size_t i = 0; i < fonts_pattern_count(program->fonts); i++) {
        const char *path = fonts_pattern_path(list->arena, program->fonts, i);
        if (path) add_deciding_path(list, program, path);
    }
    if (program->icc) add_deciding(list, program->icc->path, program->icc->hash);
}

const struct report_input *program_inputs(struct arena *arena, const struct program *program,
                                          const struct template_entry *entry, size_t *count) {
    struct input_list list = { .arena = arena };
    size_t files = 0;
    add(&list, program->publication->file->path, program->publication->file->hash);
    if (program->datasets) add_files(&list, program->datasets->files, program->datasets->file_count);
    const struct source_file *const *geo = geo_files(program->world.geo, &files);
    add_files(&list, geo, files);
    const struct source_file *const *series = indicators_files(program->world.indicators, &files);
    add_files(&list, series, files);
    add_policies(&list, program);
    add_fonts(&list, program);
    if (program->bibliography_file) add(&list, program->bibliography_file->path, program->bibliography_file->hash);
    if (program->abbreviations_file) add(&list, program->abbreviations_file->path, program->abbreviations_file->hash);
    const struct source_file *const *template = template_files(entry->template, &files);
    add_files(&list, template, files);
    const char *const *folders = template_folders(entry->template, &files);
    for (size_t i = 0; i < files; i++) add(&list, folders[i], 0);
    for (size_t i = 0; i < entry->theme->file_count; i++) add_deciding(&list, entry->theme->files[i]->path, entry->theme->files[i]->hash);
    if (entry->style && entry->style->file) add(&list, entry->style->file->path, entry->style->file->hash);
    add(&list, "$SOURCE_DATE_EPOCH", 0);
    *count = list.count;
    return list.items;
}

const struct report_input *report_plan_inputs(struct arena *arena, const struct program *program, size_t *count) {
    struct input_list list = { .arena = arena };
    size_t files = 0;
    add(&list, program->publication->file->path, program->publication->file->hash);
    const struct source_file *const *geo = geo_files(program->world.geo, &files);
    add_files(&list, geo, files);
    *count = list.count;
    return list.items;
}

const struct report_input *inputs_with(struct arena *arena, const struct report_input *inputs, size_t *count,
                                       const struct source_file *const *files, size_t file_count) {
    struct input_list list = { .arena = arena };
    for (size_t i = 0; i < *count && file_count > 0; i++) add(&list, inputs[i].key, inputs[i].hash);
    if (file_count == 0) return inputs;
    add_files(&list, files, file_count);
    *count = list.count;
    return list.items;
}
