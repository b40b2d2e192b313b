#include "text/font_private.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

struct family {
    const char *name;
    size_t first, count; /* its faces */
};

struct fonts {
    const char *folder; /* of the registry itself: files there win */
    struct face *faces;
    size_t face_count, face_capacity;
    struct family *families;
    size_t family_count, family_capacity;
    const struct family **fallbacks;
    const struct face **fallback_faces; /* the regular face of each */
    size_t fallback_count;
    const char *pattern_folder;
    struct font_patterns *patterns;
    size_t pattern_count;
};

/* One reading of a registry. */
struct reader {
    struct arena *arena;
    struct diag *diag;
    struct fonts *fonts;
};

/* The folder in which the file root/path lies. */
static const char *folder_of(struct arena *arena, const char *root, const char *path) {
    const char *whole = root ? file_join(arena, root, path) : path;
    const char *slash = strrchr(whole, '/');
    return slash ? arena_copy(arena, whole, (size_t)(slash - whole)) : ".";
}

/* Where file is: in the registry's folder, else in the installed one, else NULL. */
static const char *find_file(struct arena *arena, const char *own, const char *installed, const char *file) {
    const char *path = file_join(arena, own, file);
    if (file_exists(path)) {
        return path;
    }
    path = installed ? file_join(arena, installed, file) : NULL;
    return path && file_exists(path) ? path : NULL;
}

/* The name of a file in map, without any folder. */
static const char *read_file_name(struct reader *reader, const struct yaml *map) {
    const char *file = yaml_need(reader->diag, map, "file");
    if (file && (strchr(file, '/') || file[0] == '.')) {
        diag_add(reader->diag, DIAG_CODE_YAML_WRONG_KIND, yaml_key_pos(map, "file"),
                 "%s is not the name of a file alone", file);
        return NULL;
    }
    return file;
}

/* Opens the face that entry describes and appends it to the registry. */
static void read_face(struct reader *reader, const struct yaml *entry, const char *installed, const char *package) {
    static const char *const known[] = { "file", "weight", "italic", NULL };
    yaml_check_keys(reader->diag, entry, known);
    const char *file = read_file_name(reader, entry);
    if (!file) {
        return;
    }
    const char *path = find_file(reader->arena, reader->fonts->folder, installed, file);
    if (!path) {
        diag_add(reader->diag, DIAG_CODE_FONT_MISSING, yaml_key_pos(entry, "file"),
                 package ? "%s (package %s)" : "%s", file, package);
        return;
    }
    struct face_source source = {
        .path = path,
        .file = file,
        .weight = (int)yaml_number(reader->diag, entry, "weight", 400),
        .italic = yaml_flag(reader->diag, entry, "italic", false),
        .pos = yaml_key_pos(entry, "file"),
    };
    struct face face = { .index = reader->fonts->face_count };
    if (face_open(reader->arena, reader->diag, &source, &face)) {
        struct fonts *fonts = reader->fonts;
        fonts->faces = arena_grow(reader->arena, fonts->faces, fonts->face_count, &fonts->face_capacity, sizeof face);
        fonts->faces[fonts->face_count++] = face;
    }
}

/* Reads one family; false if none of its faces can be used. */
static bool read_family(struct reader *reader, const char *name, const struct yaml *map) {
    static const char *const known[] = { "package", "folder", "faces", NULL };
    yaml_check_keys(reader->diag, map, known);
    struct fonts *fonts = reader->fonts;
    struct family family = { .name = arena_text(reader->arena, name), .first = fonts->face_count };
    const char *package = yaml_text(reader->diag, map, "package", NULL);
    const char *installed = yaml_text(reader->diag, map, "folder", NULL);
    const struct yaml *faces = yaml_find(map, "faces");
    for (size_t i = 0; faces && faces->kind == YAML_LIST && i < faces->count; i++) {
        read_face(reader, faces->items[i], installed, package);
    }
    family.count = fonts->face_count - family.first;
    if (family.count == 0) {
        diag_add(reader->diag, DIAG_CODE_FONT_NO_FACE, map->pos, package ? "%s (package %s)" : "%s", name, package);
        return false;
    }
    fonts->families =
        arena_grow(reader->arena, fonts->families, fonts->family_count, &fonts->family_capacity, sizeof family);
    fonts->families[fonts->family_count++] = family;
    return true;
}

static bool read_families(struct reader *reader, const struct yaml *root) {
    const struct yaml *families = yaml_find(root, "families");
    if (!families || families->kind != YAML_MAP || families->count == 0) {
        diag_add(reader->diag, DIAG_CODE_YAML_MISSING_KEY, yaml_key_pos(root, "families"), "families");
        return false;
    }
    bool usable = true;
    for (size_t i = 0; i < families->count; i++) {
        usable = read_family(reader, families->keys[i], families->items[i]) && usable;
    }
    return usable;
}

static const struct family *find_family(const struct fonts *fonts, const char *name) {
    for (size_t i = 0; i < fonts->family_count; i++) {
        if (strcmp(fonts->families[i].name, name) == 0) {
            return &fonts->families[i];
        }
    }
    return NULL;
}

/* How far a face is from what is wanted: style first, then weight; of two equally near weights the lighter for text,
 * the heavier for bold. */
static int face_distance(const struct face *face, int weight, bool italic) {
    int off = face->weight - weight;
    int tie = (weight <= 500) == (off > 0);
    return (face->italic != italic) * 10000 + abs(off) * 2 + tie;
}

static const struct face *nearest_face(const struct fonts *fonts, const struct family *family, int weight,
                                       bool italic) {
    const struct face *best = &fonts->faces[family->first];
    for (size_t i = 1; i < family->count; i++) {
        const struct face *face = &fonts->faces[family->first + i];
        if (face_distance(face, weight, italic) < face_distance(best, weight, italic)) {
            best = face;
        }
    }
    return best;
}

static void read_fallbacks(struct reader *reader, const struct yaml *root) {
    struct fonts *fonts = reader->fonts;
    size_t count;
    const char *const *names = yaml_texts(reader->arena, reader->diag, root, "fallback", &count);
    fonts->fallbacks = arena_array(reader->arena, count + 1, sizeof *fonts->fallbacks);
    fonts->fallback_faces = arena_array(reader->arena, count + 1, sizeof *fonts->fallback_faces);
    for (size_t i = 0; i < count; i++) {
        const struct family *family = find_family(fonts, names[i]);
        if (!family) {
            diag_add(reader->diag, DIAG_CODE_FONT_UNKNOWN, yaml_key_pos(root, "fallback"), "%s", names[i]);
            continue;
        }
        fonts->fallbacks[fonts->fallback_count] = family;
        fonts->fallback_faces[fonts->fallback_count++] = nearest_face(fonts, family, 400, false);
    }
}

static void read_patterns(struct reader *reader, const struct yaml *root) {
    static const char *const known[] = { "file", "package", NULL };
    struct fonts *fonts = reader->fonts;
    const struct yaml *map = yaml_find(root, "patterns");
    fonts->pattern_folder = yaml_text(reader->diag, root, "hyphenation", NULL);
    if (!map || map->kind != YAML_MAP) {
        return;
    }
    fonts->patterns = arena_array(reader->arena, map->count + 1, sizeof *fonts->patterns);
    for (size_t i = 0; i < map->count; i++) {
        yaml_check_keys(reader->diag, map->items[i], known);
        const char *file = read_file_name(reader, map->items[i]);
        if (file) {
            fonts->patterns[fonts->pattern_count++] = (struct font_patterns){
                .language = map->keys[i],
                .file = file,
                .package = yaml_text(reader->diag, map->items[i], "package", NULL),
                .pos = map->key_pos[i],
            };
        }
    }
}

struct fonts *fonts_open(struct arena *arena, struct diag *diag, const char *root, const char *path) {
    static const char *const known[] = { "families", "fallback", "hyphenation", "patterns", NULL };
    const struct source_file *file = file_read(arena, diag, root, path, (struct source_pos){ 0 });
    const struct yaml *yaml = file ? yaml_parse(arena, diag, file) : NULL;
    if (!yaml) {
        return NULL;
    }
    yaml_check_keys(diag, yaml, known);
    struct fonts *fonts = arena_alloc(arena, sizeof *fonts);
    fonts->folder = folder_of(arena, root, path);
    struct reader reader = { .arena = arena, .diag = diag, .fonts = fonts };
    if (!read_families(&reader, yaml)) {
        fonts_close(fonts);
        return NULL;
    }
    read_fallbacks(&reader, yaml);
    read_patterns(&reader, yaml);
    for (size_t i = 0; i < fonts->face_count; i++) {
        fonts->faces[i].fonts = fonts;
    }
    return fonts;
}

void fonts_close(struct fonts *fonts) {
    if (!fonts) {
        return;
    }
    for (size_t i = 0; i < fonts->face_count; i++) {
        face_close(&fonts->faces[i]);
    }
    fonts->face_count = 0;
}

const struct face *fonts_find(const struct fonts *fonts, const char *family, int weight, bool italic) {
    const struct family *found = find_family(fonts, family);
    return found ? nearest_face(fonts, found, weight, italic) : NULL;
}

const char *fonts_nearest(const struct fonts *fonts, const char *family) {
    struct nearest near = nearest_to(family);
    for (size_t i = 0; i < fonts->family_count; i++) {
        nearest_offer(&near, fonts->families[i].name);
    }
    return near.name;
}

const struct face *const *fonts_fallbacks(const struct fonts *fonts, size_t *count) {
    *count = fonts->fallback_count;
    return fonts->fallback_faces;
}

size_t fonts_fallback_count(const struct fonts *fonts) {
    return fonts->fallback_count;
}

const struct face *fonts_fallback_for(const struct fonts *fonts, size_t index, const struct face *face) {
    return nearest_face(fonts, fonts->fallbacks[index], face->weight, face->italic);
}

size_t fonts_count(const struct fonts *fonts) {
    return fonts->face_count;
}

const struct face *fonts_at(const struct fonts *fonts, size_t index) {
    return &fonts->faces[index];
}

const struct font_patterns *fonts_patterns(const struct fonts *fonts, const char *language) {
    size_t primary = strcspn(language, "-_");
    const struct font_patterns *found = NULL;
    for (size_t i = 0; i < fonts->pattern_count; i++) {
        const char *name = fonts->patterns[i].language;
        if (strcmp(name, language) == 0) {
            return &fonts->patterns[i];
        }
        if (strlen(name) == primary && strncmp(name, language, primary) == 0) {
            found = &fonts->patterns[i];
        }
    }
    return found;
}

const char *fonts_patterns_path(struct arena *arena, const struct fonts *fonts, const struct font_patterns *patterns) {
    return find_file(arena, fonts->folder, fonts->pattern_folder, patterns->file);
}

size_t fonts_pattern_count(const struct fonts *fonts) {
    return fonts->pattern_count;
}

const char *fonts_pattern_path(struct arena *arena, const struct fonts *fonts, size_t index) {
    const struct font_patterns *patterns = &fonts->patterns[index];
    const char *path = fonts_patterns_path(arena, fonts, patterns);
    return path ? path : file_join(arena, fonts->pattern_folder ? fonts->pattern_folder : fonts->folder, patterns->file);
}
