/* What an edition has of its own: data, regions, descriptions, definitions, references. */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/yaml.h"
#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"
#include "report/program.h"
#include "template/author.h"

static const char *own(const char *path, const char *fallback) {
    return path ? path : fallback;
}

/* A file that the publication may do without; NULL if it names none, or after a diagnostic. */
static const struct yaml *load_list(struct program *program, struct diag *diag, const char *path, const struct source_file **file) {
    *file = NULL;
    if (*path == '\0') return NULL;
    *file = file_read(program->arena, diag, program->root, path, (struct source_pos){ 0 });
    return *file ? yaml_parse(program->arena, diag, *file) : NULL;
}

/* An expansion is a text, or a map of texts by language. */
static void check_abbreviations(struct diag *diag, const struct yaml *list) {
    for (size_t i = 0; list && list->kind == YAML_MAP && i < list->count; i++) {
        const struct yaml *entry = list->items[i];
        if (entry->kind == YAML_LIST) yaml_text(diag, list, list->keys[i], "");
        for (size_t j = 0; entry->kind == YAML_MAP && j < entry->count; j++) yaml_text(diag, entry, entry->keys[j], "");
    }
}

/* Regions and descriptions that neither edition has of its own are read once. */
static bool shares(const struct program *program, const char *own_path, size_t field) {
    const struct edition *known = program->edition ? publication_edition(program->publication, program->edition) : NULL;
    return known && !own_path && !*(const char *const *)((const char *)known + field);
}

void program_load(struct program *program, struct diag *diag, const struct edition *edition) {
    const struct publication *from = program->publication;
    struct arena *arena = program->arena;
    bool same_geo = shares(program, edition->geo, offsetof(struct edition, geo));
    bool same_policies = shares(program, edition->policies, offsetof(struct edition, policies));
    program->edition = edition->name;
    program->datasets = datasets_read_edition(arena, diag, program->root, own(edition->data, from->data), edition->name);
    if (!same_geo) program->world.geo = geo_read(arena, diag, program->root, own(edition->geo, from->geo));
    if (!same_policies)
        program->world.policies = (program->batch ? policies_open : policies_read)(arena, diag, program->root, own(edition->policies, from->policies));
    const struct indicator_source source = { program->datasets, program->world.geo, program->world.policies,
        program->root, from->indicators };
    const struct definition_edition definitions = { edition->name, NULL, 0 };
    program->world.indicators = indicators_compute_edition(arena, diag, &source, &definitions);
    program->bibliography = load_list(program, diag, own(edition->bibliography, from->bibliography), &program->bibliography_file);
    program->world.bibliography = program->bibliography;
    bibliography_check(diag, program->bibliography);
    program->world.abbreviations = load_list(program, diag, from->abbreviations, &program->abbreviations_file);
    check_abbreviations(diag, program->world.abbreviations);
}

/* True if the edition names nothing of its own, and its name is not in the files that could have something for it. */
static bool has_nothing_own(const struct program *loaded, const struct edition *edition) {
    size_t count = 0;
    const struct source_file *const *files = indicators_files(loaded->world.indicators, &count);
    if (loaded->datasets->file_count == 0 || strstr(loaded->datasets->files[0]->text, edition->name)) return false;
    for (size_t i = 0; i < count; i++)
        if (strstr(files[i]->text, edition->name)) return false;
    return !edition->data && !edition->geo && !edition->policies && !edition->bibliography;
}

/* An edition that has been read and is as that one would be, but for its name; NULL if none is. */
static const struct program *find_same(const struct program *program, const struct edition *edition) {
    const struct publication *publication = program->publication;
    for (size_t i = 0; i < publication->edition_count; i++) {
        const struct program *known = program->editions[i];
        if (known && has_nothing_own(known, edition) && has_nothing_own(known, &publication->editions[i])) return known;
    }
    return NULL;
}

struct program *program_edition(struct program *program, struct diag *diag, const char *edition) {
    const struct publication *publication = program->publication;
    for (size_t i = 0; i < publication->edition_count; i++) {
        if (strcmp(publication->editions[i].name, edition) != 0) continue;
        struct program *found = program->editions[i];
        if (found) return found;
        found = arena_alloc(program->arena, sizeof *found);
        const struct program *same = find_same(program, &publication->editions[i]);
        *found = same ? *same : *program;
        program->editions[i] = found;
        found->edition = edition;
        if (!same) program_load(found, diag, &publication->editions[i]);
        return found;
    }
    return program;
}
