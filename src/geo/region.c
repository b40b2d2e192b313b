#include "geo/region.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/part.h"
#include "base/yaml.h"
#include "geo/geo.h"

/* Keeps file, if it could be read, in the list of files. */
static const struct source_file *note_file(struct geo *geo, const struct source_file *file) {
    if (file) {
        geo->files = arena_grow(geo->arena, geo->files, geo->file_count, &geo->file_capacity, sizeof *geo->files);
        geo->files[geo->file_count++] = file;
        geo->hash = hash_bytes(geo->hash, &file->hash, sizeof file->hash);
    }
    return file;
}

const struct source_file *geo_file(const struct geo_reading *reading, const char *path, struct source_pos by) {
    struct geo *geo = reading->geo;
    const char *full = file_join(geo->arena, reading->folder, path);
    return note_file(geo, file_read(geo->arena, reading->diag, reading->root, full, by));
}

const struct source_file *geo_file_passing(const struct geo_reading *reading, const char *path, struct source_pos by) {
    struct geo *geo = reading->geo;
    const char *full = file_join(geo->arena, reading->folder, path);
    return note_file(geo, file_read_passing(geo->arena, reading->diag, reading->root, full, by));
}

const struct table *geo_table(const struct geo_reading *reading, const char *path, struct source_pos by) {
    const struct source_file *file = geo_file(reading, path, by);
    struct dialect dialect = { .quote = '"', .decimal = '.' };
    return file ? table_read(reading->geo->arena, reading->diag, file, dialect) : NULL;
}

size_t geo_column(const struct geo_reading *reading, const struct table *table, const char *name) {
    size_t column = table_find_column(table, name);
    if (column == SIZE_MAX) {
        diag_add(reading->diag, DIAG_CODE_GEO_MISSING_COLUMN, (struct source_pos){ table->file, 1, 0 }, "%s", name);
    }
    return column;
}

struct place *geo_find_place(const struct geo *geo, const char *code) {
    size_t at = geo->index ? map_find(geo->index, code) : MAP_NONE;
    return at == MAP_NONE ? NULL : geo->places[at];
}

struct place *geo_place(struct geo *geo, const char *code, struct source_pos pos) {
    struct place *place = geo_find_place(geo, code);
    if (place) {
        return place;
    }
    place = arena_alloc(geo->arena, sizeof *place);
    place->region = (struct region){ .code = code, .name = "", .native = "", .group = "", .pos = pos };
    place->display_level = -1;
    geo->places = arena_grow(geo->arena, geo->places, geo->count, &geo->capacity, sizeof(struct place *));
    map_add(geo->index, code, geo->count);
    geo->places[geo->count++] = place;
    return place;
}

static struct language *find_language(const struct geo *geo, const char *code) {
    for (size_t i = 0; i < geo->language_count; i++) {
        if (strcmp(geo->languages[i].code, code) == 0) {
            return &geo->languages[i];
        }
    }
    return NULL;
}

void geo_add_name(struct geo *geo, const char *code_of_language, const char *code, const char *name) {
    struct language *language = find_language(geo, code_of_language);
    if (!language) {
        geo->languages = arena_grow(geo->arena, geo->languages, geo->language_count, &geo->language_capacity,
                                    sizeof *geo->languages);
        language = &geo->languages[geo->language_count++];
        *language = (struct language){ .code = code_of_language, .index = map_new(geo->arena) };
    }
    if (*name == '\0' || !map_add(language->index, code, language->count)) {
        return;
    }
    language->names =
        arena_grow(geo->arena, language->names, language->count, &language->capacity, sizeof *language->names);
    language->names[language->count++] = name;
}

static int compare_places(const void *a, const void *b) {
    const struct place *const *left = a;
    const struct place *const *right = b;
    return strcmp((*left)->region.code, (*right)->region.code);
}

static void add_child(struct geo *geo, struct region *parent, const struct region *child) {
    parent->children = arena_grow(geo->arena, (void *)parent->children, parent->child_count, &parent->child_capacity,
                                  sizeof(struct region *));
    parent->children[parent->child_count++] = child;
}

static void add_to_level(struct geo *geo, const struct region *region) {
    struct level *level = &geo->levels[region->level];
    level->regions = arena_grow(geo->arena, (void *)level->regions, level->count, &level->capacity,
                                sizeof(struct region *));
    level->regions[level->count++] = region;
}

/* The place one level above, whose code is one character shorter. */
static struct place *find_parent(const struct geo *geo, const struct region *region) {
    char code[8];
    size_t size = strlen(region->code);
    if (region->level < 1 || size >= sizeof code) {
        return NULL;
    }
    memcpy(code, region->code, size - 1);
    code[size - 1] = '\0';
    return geo_find_place(geo, code);
}

/* Sorts the places and ties them: names, parents, children, levels. */
static void tie(struct geo *geo) {
    if (geo->count == 0) {
        return;
    }
    qsort((void *)geo->places, geo->count, sizeof(struct place *), compare_places);
    geo->index = map_new(geo->arena);
    for (size_t i = 0; i < geo->count; i++) {
        map_add(geo->index, geo->places[i]->region.code, i);
    }
    for (size_t i = 0; i < geo->count; i++) {
        struct region *region = &geo->places[i]->region;
        region->name = geo->places[i]->named ? region->name : geo_name(geo, region->code, geo->language);
        region->native = *region->native ? region->native : region->name;
        if (region->level < 0) {
            continue;
        }
        struct place *parent = find_parent(geo, region);
        region->parent = parent ? &parent->region : NULL;
        if (geo_has_version(geo, region->code, geo->version) && !geo_is_extra_regio(region)) {
            add_to_level(geo, region);
            if (parent) {
                add_child(geo, &parent->region, region);
            }
        }
    }
}

/* The regions in which country is shown: those of its declared level, or itself. */
static void find_display(struct geo *geo, struct place *place) {
    const struct level *level = place->display_level > 0 ? &geo->levels[place->display_level] : NULL;
    size_t capacity = 0;
    for (size_t i = 0; level && i < level->count; i++) {
        if (geo_country(geo, level->regions[i]) == &place->region) {
            place->display = arena_grow(geo->arena, (void *)place->display, place->display_count, &capacity,
                                        sizeof(struct region *));
            place->display[place->display_count++] = level->regions[i];
        }
    }
    if (place->display_count == 0) {
        place->display = arena_alloc(geo->arena, sizeof(struct region *));
        place->display[place->display_count++] = &place->region;
    }
}

static void read_shapes(const struct geo_reading *reading, const struct yaml *top) {
    static const char *const known[] = { "level", "path", "projection", NULL };
    const struct yaml *shapes = yaml_find(top, "shapes");
    for (size_t i = 0; shapes && shapes->kind == YAML_LIST && i < shapes->count; i++) {
        const struct yaml *item = shapes->items[i];
        yaml_check_keys(reading->diag, item, known);
        double level = yaml_number(reading->diag, item, "level", -1);
        struct shape_source source = { .path = yaml_need(reading->diag, item, "path"),
                                       .projection = yaml_text(reading->diag, item, "projection", NULL),
                                       .by = yaml_key_pos(item, "path") };
        if (level < 0 || level >= LEVEL_COUNT) {
            diag_add(reading->diag, DIAG_CODE_GEO_BAD_LEVEL, item->pos, "shapes");
        } else if (source.path) {
            source.level = (int)level;
            geo_read_shapes(reading, &source);
        }
    }
    geo_sort_shapes(reading->geo);
}

static void read_top(const struct geo_reading *reading, const struct source_file *file) {
    static const char *const known[] = { "language", "version", "codes",  "countries", "names",
                                         "aggregates", "memberships", "display", "shapes", "insets", "notice", NULL };
    struct geo *geo = reading->geo;
    const struct yaml *top = yaml_parse(geo->arena, reading->diag, file);
    if (!top) {
        return;
    }
    yaml_check_keys(reading->diag, top, known);
    geo->language = yaml_text(reading->diag, top, "language", "en");
    geo->version = yaml_text(reading->diag, top, "version", "");
    geo->notice = yaml_text(reading->diag, top, "notice", "");
    if (!geo_read_codes(reading, top)) {
        diag_add(reading->diag, DIAG_CODE_GEO_EMPTY, (struct source_pos){ file, 0, 0 }, NULL);
    }
    tie(geo);
    for (size_t i = 0; i < geo->count; i++) {
        find_display(geo, geo->places[i]);
    }
    read_shapes(reading, top);
    geo_read_insets(reading, top);
}

const struct geo *geo_read(struct arena *arena, struct diag *diag, const char *root, const char *path) {
    struct geo *geo = arena_alloc(arena, sizeof *geo);
    geo->arena = arena;
    geo->index = map_new(arena);
    geo->strangers = map_new(arena);
    geo->hash = HASH_START;
    geo->language = "en";
    geo->version = geo->notice = "";
    struct geo_reading reading = { diag, geo, root, NULL };
    const struct source_file *file = geo_file(&reading, path, (struct source_pos){ 0 });
    const char *slash = strrchr(path, '/');
    reading.folder = slash ? arena_copy(arena, path, (size_t)(slash - path)) : NULL;
    if (file) {
        read_top(&reading, file);
    }
    return geo;
}

const struct geo *geo_empty(void) {
    static const struct geo empty = { .language = "", .version = "", .notice = "" };
    return &empty;
}

const struct region *geo_find(const struct geo *geo, const char *code) {
    const struct place *place = geo_find_place(geo, code);
    return place ? &place->region : NULL;
}

bool geo_has_version(const struct geo *geo, const char *code, const char *version) {
    const struct place *place = geo_find_place(geo, code);
    if (!place || place->region.level < 1) {
        return place != NULL;
    }
    for (size_t i = 0; i < geo->version_count; i++) {
        if (strcmp(geo->versions[i], version) == 0) {
            return (place->versions >> i & 1) != 0;
        }
    }
    return false;
}

bool geo_is_extra_regio(const struct region *region) {
    return region->level > 0 && strspn(region->code + 2, "Z") == strlen(region->code) - 2;
}

size_t geo_count(const struct geo *geo) {
    return geo->count;
}

const struct region *geo_at(const struct geo *geo, size_t index) {
    assert(index < geo->count);
    return &geo->places[index]->region;
}

size_t geo_first(const struct geo *geo, const char *code) {
    size_t low = 0, high = geo->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(geo->places[middle]->region.code, code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct region *geo_country(const struct geo *geo, const struct region *region) {
    (void)geo;
    while (region && region->level > 0) {
        region = region->parent;
    }
    return region && region->level == 0 ? region : NULL;
}

const char *const *geo_members(const struct geo *geo, const char *code, size_t *count) {
    const struct place *place = geo_find_place(geo, code);
    *count = place ? place->member_count : 0;
    return place ? place->members : NULL;
}

const struct region *const *geo_level(const struct geo *geo, int level, size_t *count) {
    assert(level >= 0 && level < LEVEL_COUNT);
    *count = geo->levels[level].count;
    return geo->levels[level].regions;
}

const char *geo_name(const struct geo *geo, const char *code, const char *language) {
    const struct language *names = find_language(geo, language);
    size_t at = names ? map_find(names->index, code) : MAP_NONE;
    if (at != MAP_NONE) {
        return names->names[at];
    }
    const struct region *region = geo_find(geo, code);
    return region && *region->name ? region->name : code;
}

const struct region *const *geo_display_regions(const struct geo *geo, const struct region *country, size_t *count) {
    const struct place *place = geo_find_place(geo, country->code);
    *count = place ? place->display_count : 0;
    return place ? place->display : NULL;
}

const char *geo_notice(const struct geo *geo) {
    return geo->notice;
}

uint64_t geo_hash(const struct geo *geo) {
    return geo->hash;
}

const struct source_file *const *geo_files(const struct geo *geo, size_t *count) {
    *count = geo->file_count;
    return geo->files;
}

void geo_dump(const struct geo *geo, struct buffer *out) {
    buffer_print(out, "regions of NUTS %s\n", geo->version);
    for (size_t i = 0; i < geo->count; i++) {
        const struct place *place = geo->places[i];
        const struct region *region = &place->region;
        buffer_print(out, "%s level %d \"%s\"", region->code, region->level, region->name);
        if (*region->group) {
            buffer_print(out, " group %s", region->group);
        }
        if (place->display_level >= 0) {
            buffer_print(out, " display %d", place->display_level);
        }
        for (size_t k = 0; k < place->member_count; k++) {
            buffer_print(out, "%s%s", k ? " " : " members ", place->members[k]);
        }
        buffer_byte(out, '\n');
    }
}
