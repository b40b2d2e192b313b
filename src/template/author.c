#include "template/author.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "text/number.h"

#include <stdbool.h>
#include <string.h>

static const char *text_of(const struct yaml *map, const char *key) {
    const struct yaml *value = yaml_find(map, key);
    return value && value->kind == YAML_SCALAR ? value->text : "";
}

/* One author is a list of one. */
static size_t count_of(const struct yaml *author) {
    return !author ? 0 : author->kind == YAML_LIST ? author->count : 1;
}

static const struct yaml *author_at(const struct yaml *author, size_t index) {
    return author->kind == YAML_LIST ? author->items[index] : author;
}

/* True if there are more authors than the entry names. */
static bool has_others(const struct yaml *entry) {
    const char *others = text_of(entry, "others");
    return strcmp(others, "yes") == 0 || strcmp(others, "true") == 0;
}

static const char *family_of(const struct yaml *author) {
    return author->kind == YAML_MAP ? text_of(author, "family") : author->kind == YAML_SCALAR ? author->text : "";
}

const char *author_whole(struct arena *arena, const struct yaml *entry, const char *et_al) {
    const struct yaml *author = yaml_find(entry, "author");
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (size_t i = 0; i < count_of(author); i++) {
        const char *given = text_of(author_at(author, i), "given");
        buffer_print(&out, "%s%s", i > 0 ? "; " : "", family_of(author_at(author, i)));
        buffer_print(&out, "%s%s", given[0] ? ", " : "", given);
    }
    buffer_print(&out, "%s%s", has_others(entry) ? " " : "", has_others(entry) ? et_al : "");
    return out.data;
}

const char *author_short(struct arena *arena, const struct yaml *entry, const char *language, const char *et_al) {
    const struct yaml *author = yaml_find(entry, "author");
    size_t count = count_of(author);
    if (count == 0) {
        return "";
    }
    const char *first = family_of(author_at(author, 0));
    if (count > 2 || has_others(entry)) {
        return arena_print(arena, "%s %s", first, et_al);
    }
    return count == 1 ? first : list_text(arena, language, (const char *[]){ first, family_of(author_at(author, 1)) }, 2);
}

/* ---- faults ---- */

static void check_author(struct diag *diag, const struct yaml *author) {
    static const char *const person[] = { "family", "given", NULL };
    if (author->kind == YAML_LIST) {
        diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, author->pos, "author: a list in a list");
    } else if (author->kind == YAML_MAP) {
        yaml_check_keys(diag, author, person);
        yaml_need(diag, author, "family");
        yaml_text(diag, author, "given", "");
    }
}

static void check_entry(struct diag *diag, const struct yaml *entry) {
    static const char *const known[] = { "author", "others", "year", "title", "publisher", "address", "accessed", NULL };
    yaml_check_keys(diag, entry, known);
    yaml_need(diag, entry, "title");
    yaml_flag(diag, entry, "others", false);
    for (size_t i = 2; known[i]; i++) {
        yaml_text(diag, entry, known[i], "");
    }
    const struct yaml *author = yaml_find(entry, "author");
    for (size_t i = 0; i < count_of(author); i++) {
        check_author(diag, author_at(author, i));
    }
}

void bibliography_check(struct diag *diag, const struct yaml *bibliography) {
    for (size_t i = 0; bibliography && i < bibliography->count; i++) {
        const struct yaml *entry = bibliography->items[i];
        if (entry->kind == YAML_MAP) {
            check_entry(diag, entry);
        } else {
            diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, entry->pos, "a reference is not a map");
        }
    }
}
