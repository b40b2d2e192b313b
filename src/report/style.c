/* Which style profile holds: the template's, else the publication's, else the usual one. */
#include "text/style.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "report/lint.h"
#include "report/program.h"

static const char *const styles_folder = "data/styles";
static const char *const usual_name = "interinstitutional";
static const char extension[] = ".yaml";

static bool is_path(const char *name) {
    return strchr(name, '/') != NULL || strstr(name, extension) != NULL;
}

/* The profiles that there are, for who named another. */
static void say_unknown(struct arena *arena, struct diag *diag, const char *root, const char *name, struct source_pos by) {
    struct buffer known = buffer_new(arena);
    size_t count = 0;
    const char *const *names = file_list(arena, file_join(arena, root, styles_folder), &count);
    for (size_t i = 0; names && i < count; i++) {
        size_t size = strlen(names[i]), tail = sizeof extension - 1;
        if (size > tail && strcmp(names[i] + size - tail, extension) == 0)
            buffer_print(&known, "%s%.*s", known.size > 0 ? ", " : "", (int)(size - tail), names[i]);
    }
    diag_add(diag, DIAG_CODE_STYLE_UNKNOWN, by, "%s; %s has %s", name, styles_folder, known.size > 0 ? known.data : "none");
}

const struct style *program_style(struct arena *arena, struct diag *diag, const char *root, const char *name,
                                  struct source_pos by) {
    if (name && is_path(name)) return style_read(arena, diag, root, name, by);
    const char *path = arena_print(arena, "%s/%s%s", styles_folder, name ? name : usual_name, extension);
    if (file_exists(file_join(arena, root, path))) return style_read(arena, diag, root, path, by);
    if (!name || strcmp(name, usual_name) == 0) return style_usual(arena);
    say_unknown(arena, diag, root, name, by);
    return NULL;
}

const struct style *report_style(struct arena *arena, struct diag *diag, const char *root, const char *name) {
    if (name && is_path(name)) return style_read(arena, diag, NULL, name, (struct source_pos){ 0 });
    if (name || !file_exists(file_join(arena, root, "almanac.yaml")))
        return program_style(arena, diag, root, name, (struct source_pos){ 0 });
    const struct publication *publication = publication_read(arena, diag, root);
    return publication ? program_style(arena, diag, root, publication->style, publication->style_pos) : NULL;
}
