#include "policy/policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "document/markdown.h"
#include "policy/front.h"
#include "policy/kind.h"
#include "policy/section.h"

/* The descriptions of one kind that have been read. */
struct shelf {
    struct policy *items;
    size_t count, capacity;
};

/* What is dropped between documents once it takes so much [byte]. */
#ifdef ALMANAC_SMALL_ARENA
enum { HELD_MAX = 1 };
#else
enum { HELD_MAX = 4 << 20 };
#endif

/* The descriptions of a subject, read or not. Those that were asked for while the publication was loaded stay. */
struct folder {
    const char *subject;
    const struct policies *read; /* NULL: not yet */
    struct arena *arena;         /* its own; NULL: the library's */
    struct diag *diag;
    size_t turn; /* in which the diagnostics were handed on */
};

struct library {
    struct arena *arena;
    struct diag *diag; /* of the document at work */
    const char *root, *path;
    const struct yaml *vocabulary;
    struct folder *folders;
    size_t turn; /* documents begun */
    size_t held; /* by folders' own arenas [byte] */
};

/* One reading of descriptions. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    const char *root, *path;
    const struct yaml *vocabulary; /* NULL: none, so nothing is checked against it */
    struct shelf policies, countries, others;
    const char **faulty;
    size_t faulty_count, faulty_capacity;
    struct policy_file *files;
    size_t file_count, file_capacity;
    const char **subjects;
    size_t subject_count, subject_capacity;
    uint64_t hash;
};

/* A country has one description of its own; folders are read one by one, so that an earlier one stands last. */
static bool is_second(const struct reading *reading, const struct policy *description) {
    const struct shelf *shelf = &reading->countries;
    return shelf->count > 0 && strcmp(shelf->items[shelf->count - 1].subject, description->subject) == 0;
}

static void keep(struct reading *reading, const struct policy *description) {
    bool country = strcmp(description->kind, "country") == 0;
    if (country && is_second(reading, description)) {
        struct source_pos pos = yaml_find(description->front, "kind")->pos;
        diag_add(reading->diag, DIAG_CODE_POLICY_COUNTRY_TWICE, pos, "%s", description->subject);
        return;
    }
    bool declared = kind_find(reading->vocabulary, description->kind);
    struct shelf *shelf = country ? &reading->countries : declared ? &reading->others : &reading->policies;
    shelf->items = arena_grow(reading->arena, shelf->items, shelf->count, &shelf->capacity, sizeof *shelf->items);
    shelf->items[shelf->count++] = *description;
}

/* The list of sections that a description of kind must have; NULL if it may have any. */
static const struct yaml *needed_sections(const struct yaml *vocabulary, const char *kind) {
    const struct yaml *declaration = kind_find(vocabulary, kind);
    if (declaration) {
        return yaml_find(declaration, "sections");
    }
    return yaml_find(vocabulary, strcmp(kind, "country") == 0 ? "country-sections" : "sections");
}

/* Reads file, its tree into whole: the parts that are kept are copies. */
static void read_parts(struct reading *reading, const char *subject, const struct source_file *file, struct arena *whole) {
    static const struct directive_syntax no_directives[] = { { NULL, BODY_NONE } };
    const struct markdown_options options = { .directives = no_directives, .expressions = false, .nodes = whole };
    const struct yaml *front = NULL;
    struct document *text = file ? markdown_read(reading->arena, reading->diag, file, &options, &front) : NULL;
    if (!text || !front) {
        return;
    }
    reading->hash = hash_bytes(reading->hash, &file->hash, sizeof file->hash);
    if (!front_check(reading->diag, reading->vocabulary, front)) {
        return;
    }
    const struct yaml *name = yaml_find(front, "name");
    struct policy description = {
        .subject = subject, .kind = front_kind(front), .name = name ? name->text : subject, .file = file, .front = front
    };
    sections_cut(reading->arena, reading->diag, text, &description);
    sections_check(reading->diag, needed_sections(reading->vocabulary, description.kind), &description);
    keep(reading, &description);
}

static void read_policy(struct reading *reading, const char *subject, const struct source_file *file) {
    struct arena *whole = arena_new();
    read_parts(reading, subject, file, whole);
    arena_close(whole);
}

static bool is_markdown(const char *name) {
    size_t size = strlen(name);
    return size > 3 && strcmp(name + size - 3, ".md") == 0;
}

static const struct source_file *read_file(struct reading *reading, struct arena *arena, struct diag *diag, const char *folder, const char *name) {
    return file_read(arena, diag, reading->root, file_join(arena, folder, name), (struct source_pos){ 0 });
}

static void add_file(struct reading *reading, const struct source_file *file) {
    reading->files = arena_grow(reading->arena, reading->files, reading->file_count, &reading->file_capacity, sizeof *reading->files);
    reading->files[reading->file_count++] = (struct policy_file){ arena_text(reading->arena, file->path), file->hash };
}

/* Notes the files of a folder, without keeping them; what cannot be read is said when it is read for its content. */
static void list_folder(struct reading *reading, const char *subject) {
    size_t count = 0;
    struct arena *scratch = arena_new();
    const char *folder = file_join(scratch, reading->path, subject);
    const char *const *names = file_list(scratch, file_join(scratch, reading->root, folder), &count);
    for (size_t i = 0; names && i < count; i++) {
        const struct source_file *file = is_markdown(names[i]) ? read_file(reading, scratch, diag_new(scratch), folder, names[i]) : NULL;
        if (file) {
            add_file(reading, file);
            reading->hash = hash_bytes(reading->hash, &file->hash, sizeof file->hash);
        }
    }
    arena_close(scratch);
}

static void read_folder(struct reading *reading, const char *subject) {
    size_t count = 0;
    size_t errors = diag_count(reading->diag, DIAG_ERROR);
    const char *folder = file_join(reading->arena, reading->path, subject);
    const char *const *names = file_list(reading->arena, file_join(reading->arena, reading->root, folder), &count);
    for (size_t i = 0; names && i < count; i++) {
        const struct source_file *file =
            is_markdown(names[i]) ? read_file(reading, reading->arena, reading->diag, folder, names[i]) : NULL;
        if (file) {
            add_file(reading, file);
            read_policy(reading, subject, file);
        }
    }
    if (diag_count(reading->diag, DIAG_ERROR) > errors) {
        reading->faulty = arena_grow(reading->arena, (void *)reading->faulty, reading->faulty_count,
                                     &reading->faulty_capacity, sizeof *reading->faulty);
        reading->faulty[reading->faulty_count++] = subject;
    }
}

static void read_vocabulary(struct reading *reading) {
    const char *path = file_join(reading->arena, reading->path, "vocabulary.yaml");
    if (!file_exists(file_join(reading->arena, reading->root, path))) {
        return;
    }
    const struct source_file *file =
        file_read(reading->arena, reading->diag, reading->root, path, (struct source_pos){ 0 });
    const struct yaml *vocabulary = file ? yaml_parse(reading->arena, reading->diag, file) : NULL;
    reading->vocabulary = vocabulary_check(reading->diag, vocabulary) ? vocabulary : NULL;
    if (file) {
        reading->hash = hash_bytes(reading->hash, &file->hash, sizeof file->hash);
    }
}

static const struct policies *shelved(const struct reading *reading) {
    struct policies *policies = arena_alloc(reading->arena, sizeof *policies);
    policies->items = reading->policies.items;
    policies->count = reading->policies.count;
    policies->countries = reading->countries.items;
    policies->country_count = reading->countries.count;
    policies->others = reading->others.items;
    policies->other_count = reading->others.count;
    policies->faulty = reading->faulty;
    policies->faulty_count = reading->faulty_count;
    policies->files = reading->files;
    policies->file_count = reading->file_count;
    policies->subjects = reading->subjects;
    policies->subject_count = reading->subject_count;
    policies->hash = reading->hash;
    return policies;
}

/* Does to every folder of subjects what is asked for. */
static const struct policies *read_folders(struct reading *reading, void (*do_folder)(struct reading *reading, const char *subject)) {
    size_t count = 0;
    const char *const *names = file_list(reading->arena, file_join(reading->arena, reading->root, reading->path), &count);
    if (names) {
        read_vocabulary(reading);
    }
    for (size_t i = 0; names && i < count; i++) {
        if (!strchr(names[i], '.')) {
            reading->subjects = arena_grow(reading->arena, (void *)reading->subjects, reading->subject_count,
                                           &reading->subject_capacity, sizeof *reading->subjects);
            reading->subjects[reading->subject_count++] = names[i];
            do_folder(reading, names[i]);
        }
    }
    return shelved(reading);
}

const struct policies *policies_read(struct arena *arena, struct diag *diag, const char *root, const char *path) {
    struct reading reading = { .arena = arena, .diag = diag, .root = root, .path = path, .hash = HASH_START };
    return read_folders(&reading, read_folder);
}

const struct policies *policies_open(struct arena *arena, struct diag *diag, const char *root, const char *path) {
    struct reading reading = { .arena = arena, .diag = diag, .root = root, .path = path, .hash = HASH_START };
    struct policies *policies = arena_alloc(arena, sizeof *policies);
    struct library *library = policies->library = arena_alloc(arena, sizeof *library);
    *policies = *read_folders(&reading, list_folder);
    policies->library = library;
    *library = (struct library){ .arena = arena, .diag = diag, .root = root, .path = path, .vocabulary = reading.vocabulary };
    library->folders = arena_array(arena, policies->subject_count, sizeof *library->folders);
    for (size_t i = 0; i < policies->subject_count; i++) {
        library->folders[i].subject = policies->subjects[i];
    }
    return policies;
}

void policies_begin(const struct policies *policies, struct diag *diag) {
    struct library *library = policies ? policies->library : NULL;
    if (!library) {
        return;
    }
    library->turn++;
    library->diag = diag;
    if (library->held > HELD_MAX) {
        policies_close(policies);
    }
}

void policies_close(const struct policies *policies) {
    struct library *library = policies ? policies->library : NULL;
    for (size_t i = 0; library && i < policies->subject_count; i++) {
        struct folder *folder = &library->folders[i];
        if (folder->arena) {
            arena_close(folder->arena);
            *folder = (struct folder){ .subject = folder->subject };
        }
    }
    if (library) {
        library->held = 0;
    }
}

const char *const *policies_subjects(const struct policies *policies, size_t *count) {
    *count = policies->subject_count;
    return policies->subjects;
}

/* What is read while the publication is loaded stays. */
static void read_into(struct library *library, struct folder *folder) {
    folder->arena = library->turn > 0 ? arena_new() : NULL;
    struct arena *arena = folder->arena ? folder->arena : library->arena;
    folder->diag = diag_new(arena);
    struct reading reading = { .arena = arena, .diag = folder->diag, .root = library->root, .path = library->path,
                               .vocabulary = library->vocabulary, .hash = HASH_START };
    read_folder(&reading, folder->subject);
    folder->read = shelved(&reading);
    library->held += folder->arena ? arena_size(folder->arena) : 0;
}

static int compare_subjects(const void *subject, const void *folder) {
    return strcmp(subject, ((const struct folder *)folder)->subject);
}

/* Where the descriptions of subject stand: policies, or what its library has read of the subject. */
static const struct policies *shelves_of(const struct policies *policies, const char *subject) {
    struct library *library = policies->library;
    struct folder *folder = library && policies->subject_count > 0
        ? bsearch(subject, library->folders, policies->subject_count, sizeof *library->folders, compare_subjects) : NULL;
    if (!folder) {
        return policies;
    }
    bool read = folder->read != NULL;
    if (!read) {
        read_into(library, folder);
    }
    if (!read || (folder->arena && folder->turn != library->turn)) {
        diag_join(library->diag, folder->diag);
        folder->turn = library->turn;
    }
    return folder->read;
}

const struct policies *policies_made_of(struct arena *arena, struct diag *diag, const char *subject, const struct source_file *file) {
    struct reading reading = { .arena = arena, .diag = diag, .hash = HASH_START };
    read_policy(&reading, subject, file);
    return shelved(&reading);
}

const struct policy *policies_find(const struct policies *policies, const char *subject, size_t *count) {
    const struct policy *first = NULL;
    policies = shelves_of(policies, subject);
    *count = 0;
    for (size_t i = 0; i < policies->count; i++) {
        if (strcmp(policies->items[i].subject, subject) == 0) {
            first = first ? first : &policies->items[i];
            (*count)++;
        }
    }
    return first;
}

const struct policy *policies_of_kind(const struct policies *policies, const char *subject, const char *kind,
                                      size_t index) {
    size_t met = 0;
    policies = shelves_of(policies, subject);
    for (size_t i = 0; i < policies->other_count; i++) {
        const struct policy *other = &policies->others[i];
        if (strcmp(other->subject, subject) == 0 && strcmp(other->kind, kind) == 0 && met++ == index) {
            return other;
        }
    }
    return NULL;
}

bool policies_are_faulty(const struct policies *policies, const char *subject) {
    policies = shelves_of(policies, subject);
    for (size_t i = 0; i < policies->faulty_count; i++) {
        if (strcmp(policies->faulty[i], subject) == 0) {
            return true;
        }
    }
    return false;
}

const struct policy *policies_description(const struct policies *policies, const char *subject) {
    policies = shelves_of(policies, subject);
    for (size_t i = 0; i < policies->country_count; i++) {
        if (strcmp(policies->countries[i].subject, subject) == 0) {
            return &policies->countries[i];
        }
    }
    return NULL;
}

const struct yaml *policy_value(const struct policy *policy, const char *key) {
    const struct yaml *value = yaml_find(policy->front, key);
    return value ? value : yaml_find(yaml_find(policy->front, "figures"), key);
}

static void dump_value(const struct yaml *value, struct buffer *out) {
    if (value->kind == YAML_SCALAR) {
        buffer_text(out, value->text);
    }
    for (size_t i = 0; value->kind != YAML_SCALAR && i < value->count; i++) {
        buffer_text(out, i ? "; " : "");
        if (value->kind == YAML_MAP) {
            buffer_print(out, "%s = ", value->keys[i]);
        }
        dump_value(value->items[i], out);
    }
}

static void dump_policy(const struct policy *policy, struct buffer *out) {
    buffer_print(out, "%s %s \"%s\" %s\n", policy->kind, policy->subject, policy->name, policy->file->path);
    for (size_t k = 0; k < policy->front->count; k++) {
        buffer_print(out, "  %s: ", policy->front->keys[k]);
        dump_value(policy->front->items[k], out);
        buffer_byte(out, '\n');
    }
    document_dump(policy->text, true, out);
    for (size_t k = 0; k < policy->section_count; k++) {
        buffer_print(out, "section %s \"%s\"\n", policy->sections[k].id, policy->sections[k].title);
        document_dump(policy->sections[k].text, true, out);
    }
}

static void dump_all(const struct policy *items, size_t count, struct buffer *out) {
    for (size_t i = 0; i < count; i++) {
        dump_policy(&items[i], out);
    }
}

void policies_dump(const struct policies *policies, struct buffer *out) {
    dump_all(policies->items, policies->count, out);
    dump_all(policies->countries, policies->country_count, out);
    dump_all(policies->others, policies->other_count, out);
}
