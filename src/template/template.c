#include "template/template.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "template/annex.h"
#include "template/claim.h"
#include "template/compare_words.h"
#include "template/fill.h"
#include "template/imprint.h"
#include "template/request.h"

#include <math.h>
#include <string.h>

/* ---- one file ---- */

static bool has_expression(const char *text) {
    return text && strstr(text, "{{");
}

/* Fragments for the attributes that hold expressions. */
static void read_attributes(struct reading *reading, struct node *node) {
    const struct attributes *attributes = node->attributes;
    if (has_expression(attributes->id)) {
        fragment identifier = fragment_of_identifier(reading, node);
        detail_make(reading, node)->identifier = identifier;
    }
    fragment *values = arena_array(reading->arena, attributes->count, sizeof *values);
    bool any = false;
    for (size_t i = 0; i < attributes->count; i++) {
        const struct attribute *item = &attributes->items[i];
        values[i] = has_expression(item->value) ? fragment_plain(reading, item->value, item->pos) : NULL;
        any = any || values[i];
    }
    if (any) {
        detail_make(reading, node)->values = values;
    }
}

/* The sentence over a page: {headline="…"} of a section's heading. */
static void read_headline(struct reading *reading, struct node *heading) {
    for (size_t i = 0; heading->attributes && i < heading->attributes->count; i++) {
        const struct attribute *item = &heading->attributes->items[i];
        if (strcmp(item->key, "headline") == 0) {
            fragment headline = fragment_inline(reading, item->value, item->pos);
            detail_make(reading, heading)->headline = headline;
        }
    }
}

static void read_directive(struct reading *reading, struct node *node) {
    const struct directive *directive = directive_find(node->text);
    directive_check_attributes(reading, node);
    const void *typed = directive->read(reading, node);
    struct detail *detail = detail_make(reading, node);
    detail->directive = directive;
    detail->typed = typed;
}

static void read_expression(struct reading *reading, struct node *node) {
    struct source_pos pos = node->pos;
    pos.column += 2;
    const struct formula *formula = formula_parse(reading->arena, reading->diag, node->text, pos);
    detail_make(reading, node)->formula = formula;
}

static void read_detail(struct reading *reading, struct node *node) {
    if (node->kind == NODE_EXPRESSION) {
        read_expression(reading, node);
    } else if (node->kind == NODE_DIRECTIVE) {
        read_directive(reading, node);
    } else if (node->kind == NODE_HEADING) {
        read_headline(reading, node);
    } else if (node->kind == NODE_LINK && has_expression(node->text)) {
        fragment address = fragment_plain(reading, node->text, node->pos);
        detail_make(reading, node)->address = address;
    }
    if (node->kind == NODE_SPAN) {
        const struct plan *drawing = plan_inline(reading, node);
        detail_make(reading, node)->drawing = drawing;
    }
    const struct formula *claim = claim_read(reading->arena, reading->diag, node);
    if (claim) {
        detail_make(reading, node)->claim = claim;
    }
    if (node->attributes) {
        read_attributes(reading, node);
    }
}

/* The details' own fragments hold expressions too: they are appended to the document's nodes and come up in turn. */
struct document *template_part(struct reading *reading, const struct source_file *file, const struct yaml **front) {
    struct template *template = reading->template;
    template->files = arena_grow(reading->arena, template->files, template->file_count, &template->file_capacity,
                                 sizeof *template->files);
    template->files[template->file_count++] = file;
    struct markdown_options options = { .directives = directive_syntaxes(reading->arena), .expressions = true };
    struct document *document = markdown_read(reading->arena, reading->diag, file, &options, front);
    if (!document) {
        return NULL;
    }
    struct document *outer = reading->document;
    reading->document = document;
    for (uint32_t i = 0; i < document->node_count; i++) {
        read_detail(reading, document->nodes[i]);
    }
    reading->document = outer;
    return document;
}

/* ---- front matter and labels ---- */

/* A lone file that names no theme takes the first of the publication. */
static const char *first_theme(struct reading *reading) {
    const char *root = reading->template->root;
    size_t count = 0;
    const char *const *names = file_list(reading->arena, file_join(reading->arena, root, "templates"), &count);
    for (size_t i = 0; names && i < count; i++) {
        const char *path = arena_print(reading->arena, "templates/%s/theme.yaml", names[i]);
        if (file_exists(file_join(reading->arena, root, path))) {
            return path;
        }
    }
    return "theme.yaml";
}

/* Where themes stand that have a name. */
#define THEMES "templates/themes"

/* The file of a theme, relative to the publication: a file in the template's folder, a path, or the name of a theme. */
static const char *theme_of(struct reading *reading, const char *name) {
    const char *folder = reading->template->folder;
    if (!strstr(name, ".yaml")) {
        return arena_print(reading->arena, THEMES "/%s/theme.yaml", name);
    }
    return *folder && !strchr(name, '/') ? file_join(reading->arena, folder, name) : name;
}

/* notes: chapter, or document. */
static bool read_notes(struct reading *reading, const struct yaml *front) {
    const char *notes = yaml_text(reading->diag, front, "notes", "document");
    if (strcmp(notes, "chapter") != 0 && strcmp(notes, "document") != 0) {
        diag_add(reading->diag, DIAG_CODE_TEMPLATE_DIRECTIVE, yaml_key_pos(front, "notes"), "notes: %s; chapter or document",
                 notes);
    }
    return strcmp(notes, "chapter") == 0;
}

/* One of two words, or none: "archive: 2a". */
static const char *read_choice(struct reading *reading, const struct yaml *front, const char *key, const char *const two[2]) {
    const char *word = yaml_text(reading->diag, front, key, "");
    if (!*word || strcmp(word, two[0]) == 0 || strcmp(word, two[1]) == 0) return word;
    diag_add(reading->diag, DIAG_CODE_TEMPLATE_FRONT, yaml_key_pos(front, key), "%s: %s; %s or %s", key, word, two[0], two[1]);
    return "";
}

/* The front matter's texts become fragments of the main document; their expressions are parsed here. */
static void read_front(struct reading *reading, const struct yaml *front) {
    static const char *const known[] = { "title", "theme", "running", "author", "keywords", "subject", "notes",
                                         "style", "archive", "publisher", "isbn", "doi", "catalogue_number", "status", "slides", "handout",
                                         "pages_at_most", NULL };
    static const char *const known_running[] = { "title", "subject", "edition", NULL };
    struct template *template = reading->template;
    const struct yaml *running = yaml_find(front, "running");
    uint32_t first = template->document->node_count;
    yaml_check_keys(reading->diag, front, known);
    if (template->folder[0]) {
        yaml_need(reading->diag, front, "title");
    }
    if (running) {
        yaml_check_keys(reading->diag, running, known_running);
    }
    template->title = fragment_plain_of_key(reading, front, "title");
    template->author = fragment_plain_of_key(reading, front, "author");
    template->subject = fragment_plain_of_key(reading, front, "subject");
    template->keywords = fragment_plain_of_key(reading, front, "keywords");
    template->status = fragment_plain_of_key(reading, front, "status");
    template->running_title = fragment_plain_of_key(reading, running, "title");
    template->running_subject = fragment_plain_of_key(reading, running, "subject");
    template->running_edition = fragment_plain_of_key(reading, running, "edition");
    yaml_text(reading->diag, front, "style", NULL);
    template->notes_by_chapter = read_notes(reading, front);
    template->archive = read_choice(reading, front, "archive", (const char *const[]){ "2a", "3a" });
    template->slides = read_choice(reading, front, "slides", (const char *const[]){ "16:9", "4:3" });
    template->handout = yaml_flag(reading->diag, front, "handout", false) && *template->slides;
    template->pages_most = (int)fmin(fmax(yaml_number(reading->diag, front, "pages_at_most", 0), 0), 1e6);
    imprint_read(reading, front);
    const char *theme = yaml_text(reading->diag, front, "theme", NULL);
    template->theme = template->folder[0] || theme ? theme_of(reading, theme ? theme : "theme.yaml") : first_theme(reading);
    for (uint32_t i = first; i < template->document->node_count; i++) {
        read_detail(reading, template->document->nodes[i]);
    }
}

/* The path without its last part; "." if it has no other. */
static const char *folder_of(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(arena, path, (size_t)(slash - path)) : ".";
}

/* A word of the labels file, by its key. */
struct label_word {
    const char *key;
    size_t offset;
};

static const struct label_word label_words[] = {
    { "figure", offsetof(struct labels, figure) },
    { "table", offsetof(struct labels, table) },
    { "contents", offsetof(struct labels, contents) },
    { "figures", offsetof(struct labels, figures) },
    { "tables", offsetof(struct labels, tables) },
    { "in-this-chapter", offsetof(struct labels, in_this_chapter) },
    { "source", offsetof(struct labels, source) },
    { "note", offsetof(struct labels, note) },
    { "continued", offsetof(struct labels, continued) },
    { "section", offsetof(struct labels, section) },
    { "page", offsetof(struct labels, page) },
    { "appendix", offsetof(struct labels, appendix) },
    { "et-al", offsetof(struct labels, et_al) },
};
enum { LABEL_COUNT = sizeof label_words / sizeof *label_words };

static void add_file(struct reading *reading, const struct source_file *file) {
    struct template *template = reading->template;
    template->files = arena_grow(reading->arena, template->files, template->file_count, &template->file_capacity,
                                 sizeof *template->files);
    template->files[template->file_count++] = file;
}

/* What the language says for the words of the program; those of drawings are looked at by who draws. */
static const struct yaml *read_words(struct reading *reading, const struct yaml *map) {
    static const char *const sections[] = { "chart", "diagram", "annex", "methods", "settings", "values", "compare", NULL };
    const struct yaml *words = yaml_find(map, "words");
    if (words && words->kind != YAML_MAP) {
        diag_add(reading->diag, DIAG_CODE_YAML_WRONG_KIND, words->pos, "words: not a map of sections");
    }
    if (!words || words->kind != YAML_MAP) {
        return NULL;
    }
    yaml_check_keys(reading->diag, words, sections);
    annex_check_words(reading->arena, reading->diag, words);
    compare_check_words(reading->arena, reading->diag, words);
    return words;
}

static bool is_own(const void *own, const char *key) {
    return yaml_find(own, key) != NULL;
}

/* The sections of words that a language file lacks come from the file of that language in the folder "common" beside the template's, if
 * there is one. */
static const struct yaml *with_common_words(struct reading *reading, const char *language, const struct yaml *own) {
    struct arena *arena = reading->arena;
    const char *root = reading->template->root, *folder = file_join(arena, folder_of(arena, reading->template->folder), "common");
    const char *path = file_join(arena, folder, arena_print(arena, "labels.%s.yaml", language));
    if (!file_exists(file_join(arena, root, path))) {
        return own;
    }
    const struct source_file *file = file_read(arena, reading->diag, root, path, (struct source_pos){ 0 });
    const struct yaml *map = file ? yaml_parse(arena, reading->diag, file) : NULL;
    const struct yaml *common = map ? read_words(reading, map) : NULL;
    if (!common) {
        return own;
    }
    add_file(reading, file);
    return own ? yaml_mix(arena, common, own, is_own, own) : common;
}

/* The word of a file that says nothing for it: NULL if it must. */
static const char *usual_word(const struct labels *labels, size_t offset) {
    if (offset == offsetof(struct labels, appendix)) {
        return labels->section;
    }
    return offset == offsetof(struct labels, et_al) ? "et al." : NULL;
}

static void read_labels(struct reading *reading, const char *language, const struct source_file *file) {
    struct template *template = reading->template;
    const struct yaml *map = yaml_parse(reading->arena, reading->diag, file);
    static const char *const others[] = { "words", NULL };
    const char *known[LABEL_COUNT + 2] = { [LABEL_COUNT] = others[0] };
    for (size_t i = 0; i < LABEL_COUNT; i++) {
        known[i] = label_words[i].key;
    }
    if (!map) {
        return;
    }
    yaml_check_keys(reading->diag, map, known);
    struct language_labels row = { .language = language, .words = with_common_words(reading, language, read_words(reading, map)) };
    for (size_t i = 0; i < LABEL_COUNT; i++) {
        const char *usual = usual_word(&row.labels, label_words[i].offset);
        const char *word = usual ? yaml_text(reading->diag, map, label_words[i].key, usual)
                                 : yaml_need(reading->diag, map, label_words[i].key);
        *(const char **)((char *)&row.labels + label_words[i].offset) = word ? word : "";
    }
    template->languages = arena_grow(reading->arena, template->languages, template->language_count,
                                     &template->language_capacity, sizeof *template->languages);
    template->languages[template->language_count++] = row;
    add_file(reading, file);
}

/* The language of "labels.en.yaml", or NULL for another file. */
static const char *label_language(struct arena *arena, const char *name) {
    static const char head[] = "labels.";
    static const char tail[] = ".yaml";
    size_t size = strlen(name);
    if (size <= sizeof head + sizeof tail - 2 || strncmp(name, head, sizeof head - 1) != 0 ||
        strcmp(name + size - (sizeof tail - 1), tail) != 0) {
        return NULL;
    }
    return arena_copy(arena, name + sizeof head - 1, size - (sizeof head - 1) - (sizeof tail - 1));
}

static void read_all_labels(struct reading *reading) {
    const struct template *template = reading->template;
    size_t count = 0;
    const char *const *names = file_list(reading->arena, file_join(reading->arena, template->root, template->folder),
                                         &count);
    for (size_t i = 0; names && i < count; i++) {
        const char *language = label_language(reading->arena, names[i]);
        const char *path = language ? file_join(reading->arena, template->folder, names[i]) : NULL;
        const struct source_file *file =
            path ? file_read(reading->arena, reading->diag, template->root, path, (struct source_pos){ 0 }) : NULL;
        if (file) {
            read_labels(reading, language, file);
        }
    }
}

/* ---- public ---- */

static const char *last_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* True if the path names a template file itself, not its folder. */
static bool is_lone_file(const char *path) {
    const char *dot = strrchr(last_part(path), '.');
    return dot && (strcmp(dot, ".md") == 0 || strcmp(dot, ".template") == 0);
}

const struct template *template_read(struct arena *arena, struct diag *diag, const char *root, const char *folder) {
    bool lone = is_lone_file(folder);
    struct template *template = arena_alloc(arena, sizeof *template);
    *template = (struct template){ .name = arena_text(arena, last_part(folder)), .root = arena_text(arena, root),
                                   .folder = lone ? "" : arena_text(arena, folder) };
    struct reading reading = { .arena = arena, .diag = diag, .template = template };
    const char *path = lone ? folder : file_join(arena, folder, "template.md");
    const struct source_file *file = file_read(arena, diag, lone ? NULL : root, path, (struct source_pos){ 0 });
    if (!file) {
        return NULL;
    }
    template->document = template_part(&reading, file, &template->front);
    if (!template->document) {
        return NULL;
    }
    reading.document = template->document;
    read_front(&reading, template->front);
    if (lone) {
        bool named = strncmp(template->theme, THEMES "/", sizeof THEMES) == 0; /* a house style has no labels of its own */
        template->folder = folder_of(arena, named ? first_theme(&reading) : template->theme);
    }
    read_all_labels(&reading);
    return template;
}

const char *template_theme(const struct template *template) {
    return template->theme;
}

int template_pages(const struct template *template, struct source_pos *pos) {
    *pos = yaml_key_pos(template->front, "pages_at_most");
    return template->pages_most;
}

const char *template_style(const struct template *template, struct source_pos *pos) {
    const struct yaml *style = yaml_find(template->front, "style");
    *pos = yaml_key_pos(template->front, "style");
    return style && style->kind == YAML_SCALAR ? style->text : NULL;
}

const char *template_name(const struct template *template) {
    return template->name;
}

uint64_t template_hash(const struct template *template) {
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < template->file_count; i++) {
        hash = hash_text(hash, template->files[i]->path);
        hash = hash_bytes(hash, &template->files[i]->hash, sizeof template->files[i]->hash);
    }
    return hash;
}

const struct source_file *const *template_files(const struct template *template, size_t *count) {
    *count = template->file_count;
    return (const struct source_file *const *)template->files;
}

const char *const *template_folders(const struct template *template, size_t *count) {
    *count = template->folder_count;
    return template->folders;
}

bool template_words(const struct template *template, size_t at, const struct yaml **words) {
    *words = at < template->language_count ? template->languages[at].words : NULL;
    return at < template->language_count;
}
