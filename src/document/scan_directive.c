/* Directives: their lines become marks, their YAML bodies are read here. */
#include "document/walk.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <ctype.h>
#include <string.h>

/* Offset in the line behind the colons and blanks of a directive's line; 0 if it is none. */
static size_t directive_start(const struct walk *walk, size_t line) {
    const char *text = walk_text(walk, line);
    size_t size = walk_size(walk, line);
    size_t indent = walk_indent(walk, line);
    size_t at = indent;
    while (at < size && text[at] == ':') {
        at++;
    }
    if (indent > 3 || at - indent < 3) {
        return 0;
    }
    while (at < size && (text[at] == ' ' || text[at] == '\t')) {
        at++;
    }
    return at;
}

bool walk_closes(const struct walk *walk, size_t line) {
    return walk_has_line(walk, line) && directive_start(walk, line) == walk_size(walk, line) && walk_size(walk, line) > 0;
}

bool walk_opens(const struct walk *walk, size_t line) {
    return walk_has_line(walk, line) && directive_start(walk, line) > 0 && !walk_closes(walk, line);
}

/* Writes a mark's line: a thematic break, indented as the directive is. */
static void add_mark(struct walk *walk, struct mark mark, size_t line) {
    struct mark *copy = arena_alloc(walk->scan->arena, sizeof *copy);
    *copy = mark;
    masked_line_add(walk->scan, (uint32_t)line + walk->scan->source.start.line)->mark = copy;
    size_t indent = walk_indent(walk, line);
    for (size_t i = 0; i < indent && i < 4; i++) {
        buffer_byte(&walk->scan->out.text, ' ');
    }
    buffer_text(&walk->scan->out.text, "***\n");
    walk->after_mark = true;
}

static void add_close(struct walk *walk, size_t line) {
    add_mark(walk, (struct mark){ .kind = MARK_CLOSE, .name = "", .pos = walk_pos(walk, line, 0) }, line);
}

static const struct directive_syntax *find_syntax(const struct walk *walk, const char *name) {
    const struct directive_syntax *syntax = walk->scan->options->directives;
    for (; syntax && syntax->name; syntax++) {
        if (strcmp(syntax->name, name) == 0) {
            return syntax;
        }
    }
    return NULL;
}

static char *directive_name(const struct walk *walk, size_t line) {
    const char *text = walk_text(walk, line);
    size_t start = directive_start(walk, line);
    size_t end = start;
    while (end < walk_size(walk, line) && (isalnum((unsigned char)text[end]) || text[end] == '-')) {
        end++;
    }
    return arena_copy(walk->scan->arena, text + start, end - start);
}

/* Passes the line that opens a directive and all its block. */
static void skip_block(struct walk *walk) {
    size_t depth = 0;
    do {
        const struct directive_syntax *syntax = NULL;
        if (walk_opens(walk, walk->line)) {
            syntax = find_syntax(walk, directive_name(walk, walk->line));
            bool alone = syntax && syntax->body == BODY_NONE && !walk_closes(walk, walk->line + 1);
            depth += alone || (syntax && syntax->body == BODY_BRANCH) ? 0 : 1;
        } else if (walk_closes(walk, walk->line)) {
            depth--;
        }
        walk->line++;
    } while (depth && walk_has_line(walk, walk->line));
}

/* What stands behind the name: attributes, which may run over lines, or raw text. Moves to the last line of it. */
static const struct attributes *read_attributes(struct walk *walk, size_t column) {
    struct scan *scan = walk->scan;
    const char *text = walk_text(walk, walk->line);
    size_t size = walk_size(walk, walk->line);
    while (column < size && (text[column] == ' ' || text[column] == '\t')) {
        column++;
    }
    if (column == size) {
        return NULL;
    }
    struct source_pos pos = walk_pos(walk, walk->line, column);
    if (text[column] != '{') {
        while (size > column && (text[size - 1] == ' ' || text[size - 1] == '\t')) {
            size--;
        }
        return attributes_with(scan->arena, NULL, (struct attribute){
            "rest", arena_copy(scan->arena, text + column, size - column), pos });
    }
    size_t end = 0;
    const struct attributes *attributes = attributes_read(scan, scan->source.lines[walk->line] + column, true, &end);
    if (!attributes) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_ATTRIBUTES, pos, NULL);
        return NULL;
    }
    while (walk_has_line(walk, walk->line + 1) && scan->source.lines[walk->line + 1] < end) {
        walk->line++;
    }
    return attributes;
}

/* Line of the end of a YAML body that begins behind walk->line: a directive's line, or --- if that may end it. */
static size_t find_yaml_end(const struct walk *walk, bool then_markdown) {
    size_t line = walk->line + 1;
    while (walk_has_line(walk, line) && !walk_closes(walk, line) && !walk_opens(walk, line)) {
        if (then_markdown && walk_is(walk, line, "---")) {
            break;
        }
        line++;
    }
    return line;
}

static const struct yaml *read_yaml(struct walk *walk, size_t end) {
    const struct source_text *source = &walk->scan->source;
    size_t first = walk->line + 1;
    size_t start = walk_has_line(walk, first) ? source->lines[first] : source->size;
    size_t stop = walk_has_line(walk, end) ? source->lines[end] : source->size;
    return yaml_parse_block(walk->scan->arena, walk->scan->diag, source->file, source->text + start,
                            stop > start ? stop - start : 0, (uint32_t)first + source->start.line);
}

static void push(struct walk *walk, struct level level) {
    walk->levels[walk->depth++] = level;
}

static void unclosed(struct walk *walk, const struct level *level) {
    diag_add(walk->scan->diag, DIAG_CODE_MARKDOWN_UNCLOSED_DIRECTIVE, level->pos, "%s", level->name);
}

/* Opens a directive with a YAML body, and closes it unless Markdown follows. */
static void open_yaml(struct walk *walk, struct mark mark, struct level level) {
    size_t opener = walk->line;
    size_t end = find_yaml_end(walk, level.syntax->body == BODY_YAML_THEN_MARKDOWN);
    mark.body = read_yaml(walk, end);
    add_mark(walk, mark, opener);
    walk->line = end;
    if (walk_has_line(walk, end) && !walk_closes(walk, end) && !walk_opens(walk, end)) {
        push(walk, level);
        walk->line++;
        return;
    }
    add_close(walk, opener);
    if (walk_closes(walk, end)) {
        walk->line++;
    } else {
        unclosed(walk, &level);
    }
}

/* Opens a branch of the directive around it: the branch before it ends here. */
static void open_branch(struct walk *walk, struct mark mark, struct level level) {
    struct level *top = walk->depth ? &walk->levels[walk->depth - 1] : NULL;
    if (top && top->syntax->body == BODY_BRANCH) {
        add_close(walk, walk->line);
        walk->depth--;
    } else if (!top || top->syntax->body != BODY_MARKDOWN) {
        diag_add(walk->scan->diag, DIAG_CODE_MARKDOWN_STRAY_BRANCH, level.pos, "%s", level.name);
        walk->line++;
        return;
    }
    add_mark(walk, mark, walk->line++);
    push(walk, level);
}

static void open_known(struct walk *walk, struct mark mark, struct level level) {
    switch (level.syntax->body) {
    case BODY_MARKDOWN:
        add_mark(walk, mark, walk->line++);
        push(walk, level);
        break;
    case BODY_YAML:
    case BODY_YAML_THEN_MARKDOWN:
        open_yaml(walk, mark, level);
        break;
    case BODY_NONE:
        add_mark(walk, mark, walk->line);
        add_close(walk, walk->line++);
        walk->line += walk_closes(walk, walk->line) ? 1 : 0;
        break;
    case BODY_BRANCH:
        open_branch(walk, mark, level);
        break;
    }
}

void walk_open(struct walk *walk) {
    struct scan *scan = walk->scan;
    size_t column = directive_start(walk, walk->line);
    const char *name = directive_name(walk, walk->line);
    struct level level = { find_syntax(walk, name), name, walk_pos(walk, walk->line, walk_indent(walk, walk->line)) };
    if (!level.syntax) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_UNKNOWN_DIRECTIVE, walk_pos(walk, walk->line, column), "%s",
                 name[0] ? name : "the name is missing");
        skip_block(walk);
        return;
    }
    if (walk->depth == DIRECTIVE_DEPTH_MAX) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_LIMIT, level.pos, "directives nest deeper than %d", DIRECTIVE_DEPTH_MAX);
        skip_block(walk);
        return;
    }
    const struct attributes *attributes = read_attributes(walk, column + strlen(name));
    open_known(walk, (struct mark){ MARK_OPEN, name, level.pos, attributes, NULL }, level);
}

void walk_close(struct walk *walk) {
    if (!walk->depth) {
        diag_add(walk->scan->diag, DIAG_CODE_MARKDOWN_STRAY_CLOSE, walk_pos(walk, walk->line, 0), NULL);
    } else {
        if (walk->levels[walk->depth - 1].syntax->body == BODY_BRANCH) {
            add_close(walk, walk->line);
            walk->depth--;
        }
        add_close(walk, walk->line);
        walk->depth--;
    }
    walk->line++;
}

void walk_close_all(struct walk *walk) {
    struct scan *scan = walk->scan;
    while (walk->depth) {
        unclosed(walk, &walk->levels[--walk->depth]);
        struct mark *mark = arena_alloc(scan->arena, sizeof *mark);
        *mark = (struct mark){ .kind = MARK_CLOSE, .name = "" };
        masked_line_add(scan, (uint32_t)scan->source.line_count)->mark = mark;
        buffer_text(&scan->out.text, "***\n");
    }
}
