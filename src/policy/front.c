#include "policy/front.h"

#include <string.h>

#include "base/diag.h"
#include "base/nearest.h"
#include "base/number.h"
#include "base/yaml.h"
#include "policy/kind.h"

enum key_kind { KEY_TEXT, KEY_YEAR, KEY_TEXTS, KEY_FIGURES };

enum { NEEDED_NEVER = 0, NEEDED_BY_POLICY = 1, NEEDED_BY_COUNTRY = 2 };

struct key {
    const char *name;
    enum key_kind kind;
    int needed;
};

static const struct key keys[] = {
    { "kind", KEY_TEXT, NEEDED_NEVER },
    { "name", KEY_TEXT, NEEDED_BY_POLICY },
    { "short", KEY_TEXT, NEEDED_NEVER },
    { "type", KEY_TEXT, NEEDED_BY_POLICY },
    { "regions", KEY_TEXTS, NEEDED_NEVER },
    { "authority", KEY_TEXT, NEEDED_BY_POLICY },
    { "roles", KEY_TEXTS, NEEDED_NEVER },
    { "since", KEY_YEAR, NEEDED_NEVER },
    { "until", KEY_YEAR, NEEDED_NEVER },
    { "period", KEY_TEXT, NEEDED_NEVER },
    { "objectives", KEY_TEXTS, NEEDED_NEVER },
    { "focus", KEY_TEXT, NEEDED_NEVER },
    { "fields", KEY_TEXTS, NEEDED_NEVER },
    { "beneficiaries", KEY_TEXTS, NEEDED_NEVER },
    { "financial", KEY_TEXTS, NEEDED_NEVER },
    { "technical", KEY_TEXTS, NEEDED_NEVER },
    { "budget", KEY_TEXT, NEEDED_NEVER },
    { "annual", KEY_TEXT, NEEDED_NEVER },
    { "funding", KEY_TEXTS, NEEDED_NEVER },
    { "evaluation", KEY_TEXTS, NEEDED_NEVER },
    { "alignment", KEY_TEXTS, NEEDED_NEVER },
    { "figures", KEY_FIGURES, NEEDED_NEVER },
    { "state", KEY_TEXT, NEEDED_NEVER },
    { "sources", KEY_TEXTS, NEEDED_BY_POLICY | NEEDED_BY_COUNTRY },
};

enum { KEY_ROWS = sizeof keys / sizeof *keys };

/* Lists of sections and the declaration of kinds; the vocabulary's other entries are words of keys. */
static const char *const not_words[] = { "sections", "country-sections", "kinds", NULL };

static const struct key *find_key(const char *name) {
    for (size_t i = 0; i < KEY_ROWS; i++) {
        if (strcmp(keys[i].name, name) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

static bool is_listed(const char *name, const char *const names[]) {
    for (size_t i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_with_nearest(struct diag *diag, enum diag_code code, struct source_pos pos, struct nearest near) {
    if (near.name) {
        diag_add(diag, code, pos, "%s; the nearest known one is %s", near.wanted, near.name);
    } else {
        diag_add(diag, code, pos, "%s", near.wanted);
    }
}

/* Unknown keys are not in the way: the description stays. */
static void check_known(struct diag *diag, const struct yaml *map, const struct yaml *declaration,
                        const char *const also[]) {
    for (size_t i = 0; i < map->count; i++) {
        if (find_key(map->keys[i]) || is_listed(map->keys[i], also) || kind_has_key(declaration, map->keys[i])) {
            continue;
        }
        struct nearest near = nearest_to(map->keys[i]);
        for (size_t k = 0; k < KEY_ROWS; k++) {
            nearest_offer(&near, keys[k].name);
        }
        for (size_t k = 0; also[k]; k++) {
            nearest_offer(&near, also[k]);
        }
        add_with_nearest(diag, DIAG_CODE_POLICY_UNKNOWN_KEY, map->key_pos[i], near);
    }
}

static bool is_texts(const struct yaml *value) {
    for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
        if (value->items[i]->kind != YAML_SCALAR || *value->items[i]->text == '\0') {
            return false;
        }
    }
    return value->kind == YAML_LIST;
}

bool vocabulary_check(struct diag *diag, const struct yaml *vocabulary) {
    if (!vocabulary) {
        return true;
    }
    check_known(diag, vocabulary, NULL, not_words);
    bool usable = true;
    for (size_t i = 0; i < vocabulary->count; i++) {
        if (strcmp(vocabulary->keys[i], "kinds") == 0) {
            usable = kinds_check(diag, vocabulary->items[i]) && usable;
        } else if (!is_texts(vocabulary->items[i])) {
            diag_add(diag, DIAG_CODE_YAML_WRONG_KIND, vocabulary->items[i]->pos, "%s must be a list of words",
                     vocabulary->keys[i]);
            usable = false;
        }
    }
    return usable;
}

const char *front_kind(const struct yaml *front) {
    const struct yaml *kind = yaml_find(front, "kind");
    return kind && kind->kind == YAML_SCALAR ? kind->text : "policy";
}

/* ---- what the keys hold ---- */

static bool is_empty(const struct yaml *value) {
    return value->kind == YAML_SCALAR ? *value->text == '\0' : value->count == 0;
}

static bool check_needed(struct diag *diag, const struct yaml *front, int description) {
    bool complete = true;
    for (size_t i = 0; i < KEY_ROWS; i++) {
        const struct yaml *value = yaml_find(front, keys[i].name);
        if ((keys[i].needed & description) && (!value || is_empty(value))) {
            diag_add(diag, DIAG_CODE_POLICY_INCOMPLETE, front->pos, "%s", keys[i].name);
            complete = false;
        }
    }
    return complete;
}

/* The same for a kind that the vocabulary declares. */
static bool check_declared(struct diag *diag, const struct yaml *declaration, const struct yaml *front) {
    const struct yaml *needed = yaml_find(declaration, "needed");
    bool complete = true;
    for (size_t i = 0; needed && i < needed->count; i++) {
        const struct yaml *value = yaml_find(front, needed->items[i]->text);
        if (!value || is_empty(value)) {
            diag_add(diag, DIAG_CODE_POLICY_INCOMPLETE, front->pos, "%s", needed->items[i]->text);
            complete = false;
        }
    }
    return complete;
}

static bool is_year(const struct yaml *value) {
    return value->kind == YAML_SCALAR && strlen(value->text) == 4 && strspn(value->text, "0123456789") == 4;
}

/* Figures have names of their own, which must not hide behind those of the keys. */
static bool is_figures(const struct yaml *value) {
    for (size_t i = 0; value->kind == YAML_MAP && i < value->count; i++) {
        const struct yaml *item = value->items[i];
        double number = 0;
        bool fits = item->kind == YAML_SCALAR ? number_parse(item->text, &number) : is_texts(item);
        if (find_key(value->keys[i]) || !fits) {
            return false;
        }
    }
    return value->kind == YAML_MAP;
}

/* NULL if value is what its key holds, else what it must be. */
static const char *fault_of(enum key_kind kind, const struct yaml *value) {
    switch (kind) {
    case KEY_TEXT:
        return value->kind == YAML_SCALAR ? NULL : "one text";
    case KEY_YEAR:
        return is_year(value) ? NULL : "a year of four digits";
    case KEY_TEXTS:
        return value->kind == YAML_SCALAR || is_texts(value) ? NULL : "a text or a list of texts";
    case KEY_FIGURES:
        return is_figures(value) ? NULL : "a map of names that are no keys to numbers or lists of texts";
    }
    return NULL;
}

static bool check_kinds(struct diag *diag, const struct yaml *front) {
    bool fit = true;
    for (size_t i = 0; i < front->count; i++) {
        const struct key *key = find_key(front->keys[i]);
        const char *fault = key && !is_empty(front->items[i]) ? fault_of(key->kind, front->items[i]) : NULL;
        if (fault) {
            diag_add(diag, DIAG_CODE_POLICY_WRONG_VALUE, front->items[i]->pos, "%s must be %s", key->name, fault);
            fit = false;
        }
    }
    const struct yaml *since = yaml_find(front, "since");
    const struct yaml *until = yaml_find(front, "until");
    if (since && until && is_year(since) && is_year(until) && strcmp(until->text, since->text) < 0) {
        diag_add(diag, DIAG_CODE_POLICY_WRONG_VALUE, until->pos, "until lies before since, %s", since->text);
        fit = false;
    }
    return fit;
}

/* ---- words ---- */

static bool is_in(const struct yaml *list, const char *text) {
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i]->text, text) == 0) {
            return true;
        }
    }
    return false;
}

static bool check_word(struct diag *diag, const struct yaml *words, const struct yaml *value) {
    if (*value->text == '\0' || is_in(words, value->text)) {
        return true;
    }
    struct nearest near = nearest_to(value->text);
    for (size_t i = 0; i < words->count; i++) {
        nearest_offer(&near, words->items[i]->text);
    }
    add_with_nearest(diag, DIAG_CODE_POLICY_UNKNOWN_WORD, value->pos, near);
    return false;
}

static bool check_words(struct diag *diag, const struct yaml *words, const struct yaml *value) {
    bool known = true;
    for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
        known = check_word(diag, words, value->items[i]) && known;
    }
    return value->kind == YAML_SCALAR ? check_word(diag, words, value) : known;
}

static bool check_vocabulary(struct diag *diag, const struct yaml *vocabulary, const struct yaml *front) {
    bool known = true;
    for (size_t i = 0; vocabulary && i < vocabulary->count; i++) {
        const struct yaml *value = yaml_find(front, vocabulary->keys[i]);
        if (value && find_key(vocabulary->keys[i])) {
            known = check_words(diag, vocabulary->items[i], value) && known;
        }
    }
    return known;
}

/* kind has words of its own: those that the program knows, and those that the vocabulary declares. */
static bool check_description_kind(struct diag *diag, const struct yaml *vocabulary, const struct yaml *front) {
    const char *kind = front_kind(front);
    if (kind_is_known(vocabulary, kind)) {
        return true;
    }
    struct nearest near = nearest_to(kind);
    kinds_offer(vocabulary, &near);
    add_with_nearest(diag, DIAG_CODE_POLICY_UNKNOWN_WORD, yaml_find(front, "kind")->pos, near);
    return false;
}

bool front_check(struct diag *diag, const struct yaml *vocabulary, const struct yaml *front) {
    static const char *const none[] = { NULL };
    const struct yaml *declaration = kind_find(vocabulary, front_kind(front));
    check_known(diag, front, declaration, none);
    if (!check_description_kind(diag, vocabulary, front) || !check_kinds(diag, front)) {
        return false;
    }
    int description = strcmp(front_kind(front), "country") == 0 ? NEEDED_BY_COUNTRY : NEEDED_BY_POLICY;
    bool complete = declaration ? check_declared(diag, declaration, front) : check_needed(diag, front, description);
    return check_vocabulary(diag, vocabulary, front) && complete;
}
