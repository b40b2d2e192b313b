/* The masters of a theme: what stands at the edges of its pages. */
#include "theme/read.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <string.h>

/* "left" are pages of even number, "first" those on which a chapter begins; both else "body". */
static const char *const known_masters[] = { "body", "left", "first", "contents", "landscape", NULL };
static const char *const master_keys[] = { "tab", "head-left", "head-right", "foot-left", "foot-right", NULL };

/* What may stand between braces. */
static const char *const fields[] = { "title", "subject", "edition", "chapter", "section", "page", "pages" };

static bool is_field(const char *text, size_t size) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strlen(fields[i]) == size && memcmp(fields[i], text, size) == 0) {
            return true;
        }
    }
    return false;
}

static const char *read_text(struct reader *reader, const struct yaml *map, const char *key) {
    const char *text = yaml_text(reader->diag, map, key, NULL);
    for (const char *at = text ? strchr(text, '{') : NULL; at; at = strchr(at + 1, '{')) {
        size_t size = strcspn(at + 1, "}");
        if (!is_field(at + 1, size)) {
            diag_add(reader->diag, DIAG_CODE_THEME_WRONG, yaml_find(map, key)->pos, "%s: no text is called {%.*s}", key,
                     (int)size, at + 1);
            reader->complete = false;
        }
    }
    return text;
}

static struct theme_master read_master(struct reader *reader, const struct yaml *map, const char *name) {
    if (!reader->is_checked) {
        yaml_check_keys(reader->diag, map, master_keys);
    }
    return (struct theme_master){ .name = name,
                                  .tab = yaml_flag(reader->diag, map, "tab", true),
                                  .head_left = read_text(reader, map, "head-left"),
                                  .head_right = read_text(reader, map, "head-right"),
                                  .foot_left = read_text(reader, map, "foot-left"),
                                  .foot_right = read_text(reader, map, "foot-right") };
}

void theme_read_masters(struct reader *reader, const struct yaml *root) {
    const struct yaml *map = yaml_find(root, "masters");
    if (!map) {
        diag_add(reader->diag, DIAG_CODE_THEME_MISSING, root->pos, "masters");
        reader->complete = false;
        return;
    }
    if (!reader->is_checked) {
        yaml_check_keys(reader->diag, map, known_masters);
    }
    reader->theme->masters = arena_array(reader->arena, map->count + 1, sizeof *reader->theme->masters);
    for (size_t i = 0; map->kind == YAML_MAP && i < map->count; i++) {
        reader->theme->masters[reader->theme->master_count++] = read_master(reader, map->items[i], map->keys[i]);
    }
}

const struct theme_master *theme_master(const struct theme *theme, const char *name) {
    for (size_t i = 0; i < theme->master_count; i++) {
        if (strcmp(theme->masters[i].name, name) == 0) {
            return &theme->masters[i];
        }
    }
    return NULL;
}
