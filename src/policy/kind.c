#include "policy/kind.h"

#include <string.h>

#include "base/diag.h"
#include "base/nearest.h"
#include "base/yaml.h"

/* What a declaration may say of its kind. */
static const char *const settings[] = { "needed", "keys", "sections", NULL };

/* The kinds that the program knows of itself. */
static const char *const own_kinds[] = { "policy", "country", NULL };

static bool is_own(const char *kind) {
    for (size_t i = 0; own_kinds[i]; i++) {
        if (strcmp(own_kinds[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_declaration(const struct yaml *declaration) {
    for (size_t i = 0; declaration->kind == YAML_MAP && i < declaration->count; i++) {
        const struct yaml *names = declaration->items[i];
        for (size_t k = 0; names->kind == YAML_LIST && k < names->count; k++) {
            if (names->items[k]->kind != YAML_SCALAR) {
                return false;
            }
        }
        if (names->kind != YAML_LIST) {
            return false;
        }
    }
    return declaration->kind == YAML_MAP;
}

bool kinds_check(struct diag *diag, const struct yaml *kinds) {
    bool usable = kinds->kind == YAML_MAP;
    for (size_t i = 0; usable && i < kinds->count; i++) {
        usable = is_declaration(kinds->items[i]) && !is_own(kinds->keys[i]);
        if (usable) {
            yaml_check_keys(diag, kinds->items[i], settings);
        }
    }
    if (!usable) {
        diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, kinds->pos,
                 "kinds must be a map of names of your own, each with lists under needed, keys and sections");
    }
    return usable;
}

const struct yaml *kind_find(const struct yaml *vocabulary, const char *kind) {
    return yaml_find(yaml_find(vocabulary, "kinds"), kind);
}

bool kind_is_known(const struct yaml *vocabulary, const char *kind) {
    return is_own(kind) || kind_find(vocabulary, kind);
}

bool kind_has_key(const struct yaml *declaration, const char *key) {
    static const char *const lists[] = { "needed", "keys", NULL };
    for (size_t i = 0; lists[i]; i++) {
        const struct yaml *names = yaml_find(declaration, lists[i]);
        for (size_t k = 0; names && k < names->count; k++) {
            if (strcmp(names->items[k]->text, key) == 0) {
                return true;
            }
        }
    }
    return false;
}

void kinds_offer(const struct yaml *vocabulary, struct nearest *nearest) {
    const struct yaml *kinds = yaml_find(vocabulary, "kinds");
    for (size_t i = 0; own_kinds[i]; i++) {
        nearest_offer(nearest, own_kinds[i]);
    }
    for (size_t i = 0; kinds && i < kinds->count; i++) {
        nearest_offer(nearest, kinds->keys[i]);
    }
}
