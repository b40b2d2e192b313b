#include "policy/policy.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "document/markdown.h"

static const char *const front_keys[] = { "name",         "type",          "authority",   "since",      "until",
                                          "budget",       "funding",       "objectives",  "focus",      "beneficiaries",
                                          "instruments",  "evaluation",    "alignment",   "sources",    NULL };

static const char *const needed_keys[] = { "name", "type", "authority", "sources", NULL };

/* One reading of all descriptions. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    const char *root, *path;
    const struct yaml *vocabulary; /* NULL: none, so nothing is checked against it */
    struct policy *items;
    size_t count, capacity;
    uint64_t hash;
};

static bool has_needed(const struct reading *reading, const struct yaml *front) {
    bool complete = true;
    for (size_t i = 0; needed_keys[i]; i++) {
        const struct yaml *value = yaml_find(front, needed_keys[i]);
        if (!value || (value->kind == YAML_SCALAR && *value->text == '\0') ||
            (value->kind != YAML_SCALAR && value->count == 0)) {
            diag_add(reading->diag, DIAG_CODE_POLICY_INCOMPLETE, front->pos, "%s", needed_keys[i]);
            complete = false;
        }
    }
    const struct yaml *name = yaml_find(front, "name");
    if (name && name->kind != YAML_SCALAR) {
        diag_add(reading->diag, DIAG_CODE_POLICY_INCOMPLETE, name->pos, "name must be one text");
        return false;
    }
    return complete;
}

static bool is_in(const struct yaml *list, const char *text) {
    for (size_t i = 0; list->kind == YAML_LIST && i < list->count; i++) {
        if (list->items[i]->kind == YAML_SCALAR && strcmp(list->items[i]->text, text) == 0) {
            return true;
        }
    }
    return false;
}

/* True if value, a text or a list of texts, holds nothing but words of the list. */
static bool check_words(const struct reading *reading, const struct yaml *words, const struct yaml *value) {
    if (value->kind == YAML_SCALAR && *value->text != '\0' && !is_in(words, value->text)) {
        diag_add(reading->diag, DIAG_CODE_POLICY_UNKNOWN_WORD, value->pos, "%s", value->text);
        return false;
    }
    bool all_known = true;
    for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
        all_known = check_words(reading, words, value->items[i]) && all_known;
    }
    return all_known;
}

static bool check_vocabulary(const struct reading *reading, const struct yaml *front) {
    bool all_known = true;
    for (size_t i = 0; reading->vocabulary && i < reading->vocabulary->count; i++) {
        const struct yaml *value = yaml_find(front, reading->vocabulary->keys[i]);
        if (value && !check_words(reading, reading->vocabulary->items[i], value)) {
            all_known = false;
        }
    }
    return all_known;
}

static void read_policy(struct reading *reading, const char *subject, const char *path) {
    static const struct directive_syntax no_directives[] = { { NULL, BODY_NONE } };
    static const struct markdown_options options = { .directives = no_directives, .expressions = false };
    const struct source_file *file =
        file_read(reading->arena, reading->diag, reading->root, path, (struct source_pos){ 0 });
    const struct yaml *front = NULL;
    struct document *text =
        file ? markdown_read(reading->arena, reading->diag, file, &options, &front) : NULL;
    if (!text || !front) {
        return;
    }
    reading->hash = hash_bytes(reading->hash, &file->hash, sizeof file->hash);
    yaml_check_keys(reading->diag, front, front_keys);
    bool complete = has_needed(reading, front);
    if (!check_vocabulary(reading, front) || !complete) {
        return;
    }
    reading->items =
        arena_grow(reading->arena, reading->items, reading->count, &reading->capacity, sizeof *reading->items);
    reading->items[reading->count++] = (struct policy){ subject, yaml_find(front, "name")->text, file, front, text };
}

static bool is_markdown(const char *name) {
    size_t size = strlen(name);
    return size > 3 && strcmp(name + size - 3, ".md") == 0;
}

static void read_folder(struct reading *reading, const char *subject) {
    size_t count = 0;
    const char *folder = file_join(reading->arena, reading->path, subject);
    const char *const *names = file_list(reading->arena, file_join(reading->arena, reading->root, folder), &count);
    for (size_t i = 0; names && i < count; i++) {
        if (is_markdown(names[i])) {
            read_policy(reading, subject, file_join(reading->arena, folder, names[i]));
        }
    }
}

static void read_vocabulary(struct reading *reading) {
    const char *path = file_join(reading->arena, reading->path, "vocabulary.yaml");
    if (!file_exists(file_join(reading->arena, reading->root, path))) {
        return;
    }
    const struct source_file *file =
        file_read(reading->arena, reading->diag, reading->root, path, (struct source_pos){ 0 });
    reading->vocabulary = file ? yaml_parse(reading->arena, reading->diag, file) : NULL;
    if (file) {
        reading->hash = hash_bytes(reading->hash, &file->hash, sizeof file->hash);
    }
}

const struct policies *policies_read(struct arena *arena, struct diag *diag, const char *root, const char *path) {
    struct reading reading = { .arena = arena, .diag = diag, .root = root, .path = path, .hash = HASH_START };
    size_t count = 0;
    const char *const *names = file_list(arena, file_join(arena, root, path), &count);
    if (names) {
        read_vocabulary(&reading);
    }
    for (size_t i = 0; names && i < count; i++) {
        if (!strchr(names[i], '.')) {
            read_folder(&reading, names[i]);
        }
    }
    struct policies *policies = arena_alloc(arena, sizeof *policies);
    policies->items = reading.items;
    policies->count = reading.count;
    policies->hash = reading.hash;
    return policies;
}

const struct policy *policies_find(const struct policies *policies, const char *subject, size_t *count) {
    const struct policy *first = NULL;
    *count = 0;
    for (size_t i = 0; i < policies->count; i++) {
        if (strcmp(policies->items[i].subject, subject) == 0) {
            first = first ? first : &policies->items[i];
            (*count)++;
        }
    }
    return first;
}

static void dump_value(const struct yaml *value, struct buffer *out) {
    if (value->kind == YAML_SCALAR) {
        buffer_text(out, value->text);
    }
    for (size_t i = 0; value->kind == YAML_LIST && i < value->count; i++) {
        buffer_text(out, i ? "; " : "");
        dump_value(value->items[i], out);
    }
}

void policies_dump(const struct policies *policies, struct buffer *out) {
    for (size_t i = 0; i < policies->count; i++) {
        const struct policy *policy = &policies->items[i];
        buffer_print(out, "policy %s \"%s\" %s\n", policy->subject, policy->name, policy->file->path);
        for (size_t k = 0; k < policy->front->count; k++) {
            buffer_print(out, "  %s: ", policy->front->keys[k]);
            dump_value(policy->front->items[k], out);
            buffer_byte(out, '\n');
        }
        document_dump(policy->text, true, out);
    }
}
