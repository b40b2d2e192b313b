/* include: another file of the publication as part of the template. A path with * stands for one file a subject, the star being its
 * code; of several paths the first that the subject has is taken. */
#include "template/directive.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/yaml.h"
#include "document/node.h"
#include "geo/region.h"
#include "policy/policy.h"

#include <string.h>

enum { INCLUDES_MAX = 8 };

/* A file that may be included. */
struct inclusion {
    const char *code; /* of the subject that it is for; NULL: of any */
    const struct document *document;
};

struct inclusions {
    struct inclusion *items;
    size_t count, capacity;
};

/* The first front matter for a subject is what expressions call the narrative. */
static void keep_front(struct reading *reading, const char *code, const struct source_file *file, const struct yaml *front) {
    struct template *template = reading->template;
    for (size_t i = 0; i < template->narrative_count; i++) {
        if (!code || strcmp(template->narratives[i].subject, code) == 0) {
            return;
        }
    }
    if (!code || !front || front->kind != YAML_MAP || front->count == 0) {
        return;
    }
    template->narratives = arena_grow(reading->arena, template->narratives, template->narrative_count,
                                      &template->narrative_capacity, sizeof *template->narratives);
    template->narratives[template->narrative_count++] =
        (struct policy){ .subject = code, .name = code, .file = file, .front = front, .text = document_new(reading->arena) };
}

static void add_file(struct reading *reading, struct inclusions *inclusions, const char *code, const char *path,
                     struct source_pos pos) {
    const struct source_file *file = file_read(reading->arena, reading->diag, reading->template->root, path, pos);
    const struct yaml *front = NULL;
    const struct document *document = file ? template_part(reading, file, &front) : NULL;
    if (document) {
        keep_front(reading, code, file, front);
        inclusions->items =
            arena_grow(reading->arena, inclusions->items, inclusions->count, &inclusions->capacity, sizeof *inclusions->items);
        inclusions->items[inclusions->count++] = (struct inclusion){ code, document };
    }
}

static void watch(struct reading *reading, const char *folder) {
    struct template *template = reading->template;
    template->folders = arena_grow(reading->arena, template->folders, template->folder_count, &template->folder_capacity,
                                   sizeof *template->folders);
    template->folders[template->folder_count++] = folder;
}

/* The files that a path with a star stands for: before is what stands in front of the star, after what follows. */
static void add_files(struct reading *reading, struct inclusions *inclusions, const char *before, const char *after,
                      struct source_pos pos) {
    struct arena *arena = reading->arena;
    size_t count = 0;
    const char *root = reading->template->root;
    const char *const *names = file_list(arena, file_join(arena, root, before), &count);
    watch(reading, before);
    for (size_t i = 0; names && i < count; i++) {
        const char *path = arena_print(arena, "%s%s%s", before, names[i], after);
        if (file_is_folder(arena_print(arena, "%s/%s%s", root, before, names[i]))) {
            watch(reading, arena_print(arena, "%s%s/", before, names[i]));
        }
        if (file_exists(file_join(arena, root, path))) {
            add_file(reading, inclusions, names[i], path, pos);
        }
    }
}

static bool add_path(struct reading *reading, struct inclusions *inclusions, const char *path, struct source_pos pos) {
    const char *star = strchr(path, '*');
    if (!star) {
        add_file(reading, inclusions, NULL, path, pos);
        return true;
    }
    if (star == path || star[-1] != '/' || star[1] != '/' || strchr(star + 1, '*')) {
        return false;
    }
    add_files(reading, inclusions, arena_copy(reading->arena, path, (size_t)(star - path)), star + 1, pos);
    return true;
}

static const void *read_include(struct reading *reading, struct node *node) {
    const struct attribute *rest = rest_of(node);
    if (!rest) {
        return directive_refuse(reading, node, "a file's path must stand behind the name");
    }
    if (reading->depth == INCLUDES_MAX) {
        diag_add(reading->diag, DIAG_CODE_TEMPLATE_INCLUDE_DEPTH, rest->pos, "%s", rest->value);
        return NULL;
    }
    struct inclusions *inclusions = arena_alloc(reading->arena, sizeof *inclusions);
    bool fits = true;
    reading->depth++;
    for (const char *at = rest->value; *at && fits;) {
        size_t size = strcspn(at, " ");
        fits = add_path(reading, inclusions, arena_copy(reading->arena, at, size), rest->pos);
        at += size + strspn(at + size, " ");
    }
    reading->depth--;
    return fits ? inclusions : directive_refuse(reading, node, "a star must be the whole name of one folder");
}

static void fill_include(struct filling *filling, const struct node *node, const void *typed, struct node *to) {
    (void)node;
    const struct inclusions *inclusions = typed;
    const char *subject = filling->evaluation.subject->code;
    for (size_t i = 0; i < inclusions->count; i++) {
        const struct inclusion *inclusion = &inclusions->items[i];
        if (!inclusion->code || strcmp(inclusion->code, subject) == 0) {
            fill_children(filling, inclusion->document->root, to);
            return;
        }
    }
}

const struct directive directive_include = { "include", BODY_NONE, read_include, fill_include };
