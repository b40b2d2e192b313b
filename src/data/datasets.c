#include "data/dataset.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "data/builder.h"
#include "data/format.h"
#include "data/resource.h"

static const struct {
    const char *name;
    bool (*read)(struct builder *builder);
} formats[] = {
    { "csv", csv_dataset_read },
    { "eurostat-tsv", eurostat_tsv_read },
    { "sdmx-csv", sdmx_csv_read },
    { "json-stat", json_stat_read },
};

/* The package being read. */
struct package {
    struct arena *arena;
    struct diag *diag;
    struct arena *scratch; /* of the dataset being read: its memory serves them all */
    struct datasets *datasets;
    const char *root, *folder;
    const char *edition; /* NULL: the entries as they stand */
    const struct source_file **files;
    size_t file_count, file_capacity;
};

static void add_file(struct package *package, const struct source_file *file) {
    package->files = arena_grow(package->arena, package->files, package->file_count, &package->file_capacity,
                                sizeof *package->files);
    package->files[package->file_count++] = file;
    package->datasets->hash = hash_bytes(package->datasets->hash, &file->hash, sizeof file->hash);
}

static struct dataset *describe(const struct package *package, const struct resource *resource) {
    struct dataset *dataset = arena_alloc(package->arena, sizeof *dataset);
    const struct yaml *entry = resource->entry;
    dataset->name = resource->name;
    dataset->pos = entry->pos;
    dataset->title = yaml_text(package->diag, entry, "title", resource->name);
    dataset->source = yaml_text(package->diag, entry, "source", "");
    dataset->licence = yaml_text(package->diag, entry, "licence", "");
    dataset->vintage = yaml_text(package->diag, entry, "vintage", "");
    dataset->address = yaml_text(package->diag, entry, "address", "");
    dataset->accessed = yaml_text(package->diag, entry, "accessed", "");
    dataset->updated = "";
    dataset->unit = yaml_text(package->diag, entry, "unit", "");
    dataset->nace = yaml_text(package->diag, entry, "nace", "");
    dataset->nuts = yaml_text(package->diag, entry, "nuts", "");
    return dataset;
}

static bool read_as(struct builder *builder) {
    const char *format = yaml_text(builder->diag, builder->resource->entry, "format", "csv");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i].name, format) == 0) {
            return formats[i].read(builder);
        }
    }
    diag_add(builder->diag, DIAG_CODE_DATA_UNKNOWN_FORMAT, yaml_key_pos(builder->resource->entry, "format"), "%s",
             format);
    return false;
}

/* Reads one entry, of which file may stand in for the file that it names. NULL after a diagnostic. */
static struct dataset *read_entry(struct package *package, const struct yaml *entries, const struct yaml *entry,
                                  const struct source_file *file) {
    struct resource *resource = arena_alloc(package->arena, sizeof *resource);
    *resource = (struct resource){ .entry = entry, .package = entries, .file = file };
    if (!resource_read(package->arena, package->diag, resource, package->root, package->folder)) {
        return NULL;
    }
    if (datasets_find(package->datasets, resource->name)) {
        diag_add(package->diag, DIAG_CODE_DATA_DUPLICATE_NAME, entry->pos, "%s", resource->name);
        return NULL;
    }
    add_file(package, resource->file);
    for (size_t i = 0; i < resource->code_count; i++) {
        add_file(package, resource->codes[i]);
    }
    struct builder *builder = arena_alloc(package->arena, sizeof *builder);
    arena_clear(package->scratch);
    builder->arena = package->arena;
    builder->scratch = package->scratch;
    builder->diag = package->diag;
    builder->resource = resource;
    builder->period = SIZE_MAX;
    builder->dataset = describe(package, resource);
    builder->dataset->index = arena_alloc(package->arena, sizeof *builder->dataset->index);
    builder->dataset->index->arena = package->scratch;
    if (!read_as(builder)) {
        return NULL;
    }
    builder_finish(builder);
    return builder->dataset;
}

static void read_resource(struct package *package, const struct yaml *entries, const struct yaml *entry) {
    struct dataset *dataset = read_entry(package, entries, entry, NULL);
    if (!dataset) {
        return;
    }
    struct datasets *datasets = package->datasets;
    datasets->items = arena_grow(package->arena, datasets->items, datasets->count, &datasets->capacity,
                                 sizeof(struct dataset *));
    datasets->items[datasets->count++] = dataset;
}

static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(arena, path, (size_t)(slash - path)) : NULL;
}

static void read_package(struct package *package, const struct source_file *file) {
    static const char *const known[] = { "profile", "name", "title", "description", "licence", "resources", NULL };
    add_file(package, file);
    const struct yaml *top = yaml_parse(package->arena, package->diag, file);
    if (!top) {
        return;
    }
    yaml_check_keys(package->diag, top, known);
    const struct yaml *resources = yaml_find(top, "resources");
    if (!resources || resources->kind != YAML_LIST) {
        diag_add(package->diag, DIAG_CODE_YAML_MISSING_KEY, top->pos, "resources");
        return;
    }
    for (size_t i = 0; i < resources->count; i++) {
        read_resource(package, resources, yaml_variant(package->arena, resources->items[i], "editions", package->edition));
    }
}

const struct datasets *datasets_read(struct arena *arena, struct diag *diag, const char *root, const char *path) {
    return datasets_read_edition(arena, diag, root, path, NULL);
}

const struct datasets *datasets_read_edition(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                             const char *edition) {
    struct datasets *datasets = arena_alloc(arena, sizeof *datasets);
    datasets->hash = HASH_START;
    struct package package = { .arena = arena, .diag = diag, .datasets = datasets, .root = root, .edition = edition };
    package.folder = folder_of(arena, path);
    const struct source_file *file = file_read(arena, diag, root, path, (struct source_pos){ 0 });
    package.scratch = arena_new();
    if (file) {
        read_package(&package, file);
    }
    arena_close(package.scratch);
    datasets->files = package.files;
    datasets->file_count = package.file_count;
    return datasets;
}

/* The name of a file without folders and without ".gz". */
static const char *bare_name(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t size = strlen(name);
    bool packed = size > 3 && strcmp(name + size - 3, ".gz") == 0;
    return arena_copy(arena, name, size - (packed ? 3 : 0));
}

static const struct yaml *find_entry(struct arena *arena, const struct yaml *entries, const char *name, const char *file) {
    for (size_t i = 0; entries && entries->kind == YAML_LIST && i < entries->count; i++) {
        const struct yaml *its = yaml_find(entries->items[i], name ? "name" : "path");
        bool named = its && its->kind == YAML_SCALAR;
        if (named && (name ? strcmp(its->text, name) == 0
                           : strcmp(bare_name(arena, its->text), bare_name(arena, file)) == 0)) {
            return entries->items[i];
        }
    }
    return NULL;
}

const struct dataset *dataset_read_as(struct arena *arena, struct diag *diag, const char *root, const char *path,
                                      const char *name, const char *file) {
    struct datasets *datasets = arena_alloc(arena, sizeof *datasets);
    struct package package = { .arena = arena, .diag = diag, .datasets = datasets, .root = root };
    package.folder = folder_of(arena, path);
    const struct source_file *declared = file_read(arena, diag, root, path, (struct source_pos){ 0 });
    const struct yaml *top = declared ? yaml_parse(arena, diag, declared) : NULL;
    const struct yaml *entries = yaml_find(top, "resources");
    const struct yaml *entry = yaml_variant(arena, find_entry(arena, entries, name, file), "editions", NULL);
    if (top && !entry) {
        diag_add(diag, DIAG_CODE_IMPORT_UNKNOWN, (struct source_pos){ declared, 0, 0 }, "%s", name ? name : file);
    }
    const struct source_file *given = entry && file ? file_read(arena, diag, NULL, file, (struct source_pos){ 0 }) : NULL;
    package.scratch = arena_new();
    const struct dataset *dataset = entry && (given || !file) ? read_entry(&package, entries, entry, given) : NULL;
    arena_close(package.scratch);
    return dataset;
}

const struct dataset *datasets_find(const struct datasets *datasets, const char *name) {
    for (size_t i = 0; i < datasets->count; i++) {
        if (strcmp(datasets->items[i]->name, name) == 0) {
            return datasets->items[i];
        }
    }
    return NULL;
}
