/* A theme as files: what it builds on, and its forms for slides. */
#include "theme/read.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/yaml.h"

#include <string.h>

/* Where themes are found by their name. */
static const char *const THEMES = "templates/themes";

const char *theme_path(struct arena *arena, const char *folder, const char *name) {
    size_t size = strlen(name);
    bool file = size > 5 && (strcmp(name + size - 5, ".yaml") == 0 || strcmp(name + size - 4, ".yml") == 0);
    if (!file) {
        return arena_print(arena, "%s/%s/theme.yaml", THEMES, name);
    }
    return *folder && !strchr(name, '/') ? file_join(arena, folder, name) : name;
}

/* The folder that path stands in; "" for none. */
static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(arena, path, (size_t)(slash - path)) : "";
}

/* A file of themes and those that it builds on, merged; NULL after a diagnostic. */
struct house {
    struct arena *arena;
    struct diag *diag;
    const char *root;
    struct theme *theme; /* takes the files and their hash */
};

static const struct yaml *read_file(struct house *house, const char *path, struct source_pos by) {
    const struct source_file *file = file_read(house->arena, house->diag, house->root, path, by);
    if (!file) {
        return NULL;
    }
    house->theme->hash = house->theme->hash * UINT64_C(0x100000001B3) ^ file->hash;
    house->theme->files[house->theme->file_count++] = file;
    return yaml_parse(house->arena, house->diag, file);
}

/* The themes that there are, as "a, b, c", or the one of them that is most like name. */
static const char *list_themes(struct house *house, const char *name) {
    const char *folder = house->root ? file_join(house->arena, house->root, THEMES) : THEMES;
    size_t count = 0;
    const char *const *names = file_list(house->arena, folder, &count);
    struct nearest near = nearest_to(name);
    const char *all = "";
    for (size_t i = 0; names && i < count; i++) {
        const char *theme = arena_print(house->arena, "%s/%s/theme.yaml", folder, names[i]);
        if (file_exists(theme)) {
            nearest_offer(&near, names[i]);
            all = arena_print(house->arena, "%s%s%s", all, *all ? ", " : "", names[i]);
        }
    }
    if (near.name) {
        return arena_print(house->arena, "the nearest theme is %s", near.name);
    }
    return *all ? arena_print(house->arena, "there are %s", all) : "there is none";
}

/* True if the theme that a name stands for is not there: what there is helps more than what the disk says. */
static bool is_unknown(struct house *house, const char *name, const char *path, struct source_pos pos) {
    const char *whole = house->root ? file_join(house->arena, house->root, path) : path;
    bool named = strncmp(path, THEMES, strlen(THEMES)) == 0 && strcmp(path, name) != 0 && !strchr(name, '/') && !strchr(name, '.');
    if (!named || file_exists(whole)) {
        return false;
    }
    diag_add(house->diag, DIAG_CODE_FILE_UNREADABLE, pos, "%s; %s", path, list_themes(house, name));
    return true;
}

static const struct yaml *read_house(struct house *house, const char *path) {
    const struct yaml *merged = read_file(house, path, (struct source_pos){ 0 });
    const struct yaml *top = merged;
    while (top && merged) {
        const char *name = yaml_text(house->diag, top, "base", NULL);
        if (!name) {
            return merged;
        }
        struct source_pos pos = yaml_key_pos(top, "base");
        if (house->theme->file_count == THEME_FILES_MAX) {
            diag_add(house->diag, DIAG_CODE_THEME_WRONG, pos, "base: more than %d themes on each other", THEME_FILES_MAX);
            return NULL;
        }
        path = theme_path(house->arena, folder_of(house->arena, path), name);
        top = is_unknown(house, name, path, pos) ? NULL : read_file(house, path, pos);
        merged = top ? yaml_merge(house->arena, top, merged) : NULL;
    }
    return NULL;
}

/* The theme with the values under key over those of below; NULL if there are none, or after a diagnostic. */
static const struct theme *read_form(struct reader *reader, const struct yaml *below, const struct yaml *over) {
    struct theme *form = arena_alloc(reader->arena, sizeof *form);
    struct reader inner = *reader;
    inner.theme = form;
    inner.is_checked = true;
    form->hash = reader->theme->hash;
    theme_read_values(&inner, yaml_merge(reader->arena, below, over));
    reader->complete = reader->complete && inner.complete;
    return form;
}

static void read_slides(struct reader *reader, const struct yaml *yaml) {
    const struct yaml *wide = yaml_find(yaml, "slides");
    const struct yaml *narrow = yaml_find(yaml, "slides-4x3");
    if (wide) {
        theme_check_part(reader, wide);
        reader->theme->slides = read_form(reader, yaml, wide);
    }
    if (wide && narrow) {
        theme_check_part(reader, narrow);
        reader->theme->slides_4x3 = read_form(reader, yaml_merge(reader->arena, yaml, wide), narrow);
    }
}

const struct theme *theme_read(struct arena *arena, struct diag *diag, const struct fonts *fonts, const char *root,
                               const char *path) {
    struct theme *theme = arena_alloc(arena, sizeof *theme);
    struct house house = { .arena = arena, .diag = diag, .root = root, .theme = theme };
    const struct yaml *yaml = read_house(&house, path);
    if (!yaml) {
        return NULL;
    }
    struct reader reader = { .arena = arena, .diag = diag, .fonts = fonts, .theme = theme, .path = path,
                             .complete = true };
    theme_read_values(&reader, yaml);
    if (reader.complete) { /* else everything would be said three times */
        read_slides(&reader, yaml);
    }
    return reader.complete ? theme : NULL;
}

const struct theme *theme_for_slides(const struct theme *theme, const char *format) {
    if (!*format) {
        return theme;
    }
    return strcmp(format, "4:3") == 0 ? theme->slides_4x3 : theme->slides;
}
