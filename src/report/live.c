#include "report/live.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "report/program.h"

/* What a file is part of: the later ones are read again if an earlier one changed. */
enum part { PART_ALL, PART_TEMPLATES };

/* How a file was when it was read. */
struct watched {
    const char *key, *path;
    enum part part;
    struct timespec time;
    off_t size;
    ino_t node;
};

struct live {
    struct arena *own; /* of this itself */
    const char *root;
    struct arena *base;      /* of the program, but for templates that were read again */
    struct arena *templates; /* of these; NULL: none yet */
    struct arena *watching;
    struct program *loaded;  /* as report_load made it; NULL: it cannot be loaded */
    struct program *program; /* with the templates as they are now */
    struct diag *diag;
    struct watched *files;
    size_t count, capacity;
    struct watched *known; /* as they were before they were read again; NULL: nothing was read before */
    size_t known_count;
    const char *log;
};

enum { SETTLE_MS = 3, SETTLE_MOST = 20, EMPTY_MOST = 100, POLL_MS = 15 };

static void nap(long milliseconds) {
    nanosleep(&(struct timespec){ 0, milliseconds * 1000000 }, NULL);
}

static void look(const char *path, struct watched *file) {
    struct stat found;
    bool there = stat(path, &found) == 0;
    file->time = there ? found.st_mtim : (struct timespec){ 0, 0 };
    file->size = there ? found.st_size : -1;
    file->node = there ? found.st_ino : 0;
}

static bool is_same(const struct watched *a, const struct watched *b) {
    return a->time.tv_sec == b->time.tv_sec && a->time.tv_nsec == b->time.tv_nsec && a->size == b->size && a->node == b->node;
}

/* How the file was before all was read again, so that what changed meanwhile is seen at the next look; a new one as it is now. */
static void look_before(const struct live *live, struct watched *file) {
    for (size_t i = 0; i < live->known_count; i++) {
        if (strcmp(live->known[i].key, file->key) != 0) continue;
        file->time = live->known[i].time;
        file->size = live->known[i].size;
        file->node = live->known[i].node;
        return;
    }
    look(file->path, file);
}

static void watch(struct live *live, struct map *seen, const char *key, enum part part) {
    if (*key == '$') return;
    key = arena_text(live->watching, key);
    if (!map_add(seen, key, live->count)) return;
    struct watched file = { .key = key, .path = *key == '/' ? key : file_join(live->watching, live->root, key), .part = part };
    look_before(live, &file);
    live->files = arena_grow(live->watching, live->files, live->count, &live->capacity, sizeof file);
    live->files[live->count++] = file;
}

static void watch_inputs(struct live *live, struct map *seen, const struct report_input *inputs, size_t count) {
    for (size_t i = 0; i < count; i++) watch(live, seen, inputs[i].key, PART_ALL);
}

/* Files of templates come first, so that they count as such, whatever else names them. */
static void watch_all(struct live *live) {
    struct arena *before = live->watching;
    live->watching = arena_new();
    live->known = live->files;
    live->known_count = live->count;
    live->files = NULL;
    live->count = live->capacity = 0;
    struct map *seen = map_new(live->watching);
    const struct program *program = live->program;
    size_t count = 0;
    for (size_t i = 0; program && i < program->template_count; i++) {
        const struct source_file *const *files = template_files(program->templates[i].template, &count);
        for (size_t k = 0; k < count; k++) watch(live, seen, files[k]->path, PART_TEMPLATES);
        const char *const *folders = template_folders(program->templates[i].template, &count);
        for (size_t k = 0; k < count; k++) watch(live, seen, folders[k], PART_TEMPLATES);
        watch(live, seen, program->templates[i].theme_path, PART_TEMPLATES);
    }
    if (program) {
        struct diag *unheard = diag_new(live->watching);
        const struct template_use *uses = publication_templates(live->watching, unheard, program->publication, &count);
        for (size_t i = 0; i < count; i++)
            watch(live, seen, arena_print(live->watching, "%s/%s/template.md", program->publication->templates, uses[i].name), PART_TEMPLATES);
        const struct report_input *inputs = report_plan_inputs(live->watching, program, &count);
        watch_inputs(live, seen, inputs, count);
        for (size_t i = 0; i < program->template_count; i++) {
            inputs = program_inputs(live->watching, program, &program->templates[i], &count);
            watch_inputs(live, seen, inputs, count);
        }
    }
    watch(live, seen, "almanac.yaml", PART_ALL);
    if (before) arena_close(before);
    live->known = NULL;
    live->known_count = 0;
}

/* Everything anew. What was read before stays until then, for it is borrowed from. */
static void load(struct live *live) {
    report_close(live->loaded);
    if (live->templates) arena_close(live->templates);
    if (live->base) arena_close(live->base);
    live->templates = NULL;
    live->base = arena_new();
    live->diag = diag_new(live->base);
    struct report_source source = { .root = live->root };
    live->loaded = live->program = report_load(live->base, live->diag, &source);
}

/* Templates, labels and themes anew, on top of the data that are there. */
static void load_templates(struct live *live) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct program *program = program_with_templates(live->loaded, arena, diag);
    if (live->templates) arena_close(live->templates);
    live->templates = arena;
    live->diag = diag;
    live->program = program;
}

/* Parts whose files are not as they were, and the first such file; the least part, PART_TEMPLATES + 1 if all is as it was. */
static int find_changed(const struct live *live, const char **first) {
    int least = PART_TEMPLATES + 1;
    for (size_t i = 0; i < live->count; i++) {
        struct watched now = live->files[i];
        look(now.path, &now);
        if (is_same(&now, &live->files[i])) continue;
        if ((int)live->files[i].part < least) {
            least = (int)live->files[i].part;
            *first = live->files[i].key;
        }
    }
    return least;
}

/* Whether all files stay as they are for a moment; *emptied tells whether one of them has lost its content or its name. */
static bool is_steady(const struct live *live, bool *emptied) {
    bool steady = true;
    *emptied = false;
    struct arena *scratch = arena_new();
    struct watched *before = arena_array(scratch, live->count + 1, sizeof *before);
    for (size_t i = 0; i < live->count; i++) look(live->files[i].path, &before[i]);
    nap(SETTLE_MS);
    for (size_t i = 0; i < live->count; i++) {
        struct watched now = before[i];
        look(live->files[i].path, &now);
        steady = steady && is_same(&now, &before[i]);
        *emptied = *emptied || (now.size <= 0 && live->files[i].size > 0);
    }
    arena_close(scratch);
    return steady;
}

/* Editors write in steps: waits until two looks in a row see the same. Many empty the file, or take it away, before they
   write it: such a one is waited for longer, so that nobody is told of a fault that was never saved. */
static void settle(const struct live *live) {
    bool emptied = false;
    for (int round = 0; round < (emptied ? EMPTY_MOST : SETTLE_MOST); round++)
        if (is_steady(live, &emptied) && !emptied) return;
}

bool live_update(struct live *live) {
    const char *first = NULL;
    if (find_changed(live, &first) > PART_TEMPLATES) return false;
    settle(live);
    int part = find_changed(live, &first);
    if (part > PART_TEMPLATES) return false;
    struct arena *scratch = arena_new();
    const char *key = arena_text(scratch, first);
    bool templates_only = part == PART_TEMPLATES && live->loaded;
    for (size_t i = 0; i < live->count; i++) look(live->files[i].path, &live->files[i]);
    if (templates_only) load_templates(live);
    else load(live);
    watch_all(live);
    live->log = templates_only
                    ? arena_print(live->watching, "%s changed; read again: templates and themes; kept: fonts, data, regions, series, descriptions", key)
                    : arena_print(live->watching, "%s changed; read again: all; kept: nothing", key);
    arena_close(scratch);
    return true;
}

bool live_wait(struct live *live, bool (*stopped)(void *context), void *context) {
    while (!stopped(context)) {
        if (live_update(live)) return true;
        nap(POLL_MS);
    }
    return false;
}

struct live *live_open(const char *root) {
    struct arena *own = arena_new();
    struct live *live = arena_alloc(own, sizeof *live);
    *live = (struct live){ .own = own, .root = root, .log = "" };
    load(live);
    watch_all(live);
    return live;
}

void live_close(struct live *live) {
    report_close(live->loaded);
    if (live->templates) arena_close(live->templates);
    arena_close(live->base);
    arena_close(live->watching);
    arena_close(live->own);
}

struct program *live_program(const struct live *live) {
    return live->program;
}

const struct diag *live_messages(const struct live *live) {
    return live->diag;
}

const char *live_log(const struct live *live) {
    return live->log;
}
