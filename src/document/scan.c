#include "document/scan.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <ctype.h>
#include <string.h>

enum { DEPTH_MAX = 32 };

/* A directive that has begun and not ended. */
struct level {
    const struct directive_syntax *syntax;
    const char *name;
    struct source_pos pos;
};

/* The walk over the lines. */
struct walk {
    struct scan *scan;
    size_t line; /* number of the line, from 0 */
    struct level levels[DEPTH_MAX];
    size_t depth;
    char fence;        /* ` or ~ while inside a fenced block */
    size_t fence_size;
    bool after_mark;   /* nothing but empty lines since a directive's line: a row of a table may go on here */
};

struct source_text source_text_of(struct arena *arena, const char *text, size_t size, struct source_pos start) {
    struct source_text source = { .file = start.file, .text = text, .size = size, .start = start };
    size_t *lines = NULL;
    size_t capacity = 0;
    for (size_t at = 0; at < size || at == 0;) {
        lines = arena_grow(arena, lines, source.line_count, &capacity, sizeof *lines);
        lines[source.line_count++] = at;
        const char *end = memchr(text + at, '\n', size - at);
        at = end ? (size_t)(end - text) + 1 : size + 1;
    }
    source.lines = lines;
    return source;
}

struct source_pos source_text_pos(const struct source_text *source, size_t offset) {
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(source->lines[middle] <= offset ? &low : &high) = middle;
    }
    struct source_pos pos = source->start;
    size_t column = offset - source->lines[low];
    pos.line += (uint32_t)low;
    pos.column = (uint32_t)column + (low == 0 ? pos.column : 1);
    return pos;
}

void masked_segment_add(struct scan *scan, size_t offset) {
    struct masked *out = &scan->out;
    out->segments = arena_grow(scan->arena, out->segments, out->segment_count, &out->segment_capacity,
                               sizeof *out->segments);
    out->segments[out->segment_count++] = (struct segment){ out->text.size, offset };
}

struct masked_line *masked_line_add(struct scan *scan, uint32_t source_line) {
    struct masked *out = &scan->out;
    out->lines = arena_grow(scan->arena, out->lines, out->line_count, &out->line_capacity, sizeof *out->lines);
    struct masked_line *line = &out->lines[out->line_count++];
    *line = (struct masked_line){ .start = out->text.size, .source_line = source_line };
    return line;
}

static const char *line_text(const struct walk *walk, size_t line) {
    return walk->scan->source.text + walk->scan->source.lines[line];
}

/* Bytes of the line without its end. */
static size_t line_size(const struct walk *walk, size_t line) {
    const struct source_text *source = &walk->scan->source;
    size_t start = source->lines[line];
    size_t end = line + 1 < source->line_count ? source->lines[line + 1] : source->size;
    while (end > start && strchr("\r\n", source->text[end - 1])) {
        end--;
    }
    return end - start;
}

static bool has_line(const struct walk *walk, size_t line) {
    return line < walk->scan->source.line_count;
}

static size_t indentation(const struct walk *walk, size_t line) {
    const char *text = line_text(walk, line);
    size_t size = line_size(walk, line);
    size_t count = 0;
    while (count < size && text[count] == ' ') {
        count++;
    }
    return count;
}

static struct source_pos line_pos(const struct walk *walk, size_t line, size_t column) {
    return source_text_pos(&walk->scan->source, walk->scan->source.lines[line] + column);
}

static bool is_blank_line(const struct walk *walk, size_t line) {
    const char *text = line_text(walk, line);
    for (size_t i = 0; i < line_size(walk, line); i++) {
        if (text[i] != ' ' && text[i] != '\t') {
            return false;
        }
    }
    return true;
}

/* Offset in the line behind the colons and blanks of a directive's line; 0 if it is none. */
static size_t directive_start(const struct walk *walk, size_t line) {
    const char *text = line_text(walk, line);
    size_t size = line_size(walk, line);
    size_t indent = indentation(walk, line);
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

static bool is_close(const struct walk *walk, size_t line) {
    return has_line(walk, line) && directive_start(walk, line) == line_size(walk, line) && line_size(walk, line) > 0;
}

static bool is_open(const struct walk *walk, size_t line) {
    return has_line(walk, line) && directive_start(walk, line) > 0 && !is_close(walk, line);
}

/* Writes a mark's line: a thematic break, indented as the directive is. */
static void add_mark(struct walk *walk, struct mark mark, size_t line) {
    struct mark *copy = arena_alloc(walk->scan->arena, sizeof *copy);
    *copy = mark;
    masked_line_add(walk->scan, (uint32_t)line + walk->scan->source.start.line)->mark = copy;
    size_t indent = indentation(walk, line);
    for (size_t i = 0; i < indent && i < 4; i++) {
        buffer_byte(&walk->scan->out.text, ' ');
    }
    buffer_text(&walk->scan->out.text, "***\n");
    walk->after_mark = true;
}

static void add_close(struct walk *walk, size_t line) {
    add_mark(walk, (struct mark){ .kind = MARK_CLOSE, .name = "", .pos = line_pos(walk, line, 0) }, line);
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
    const char *text = line_text(walk, line);
    size_t start = directive_start(walk, line);
    size_t end = start;
    while (end < line_size(walk, line) && (isalnum((unsigned char)text[end]) || text[end] == '-')) {
        end++;
    }
    return arena_copy(walk->scan->arena, text + start, end - start);
}

/* Passes the line that opens a directive and all its block. */
static void skip_block(struct walk *walk) {
    size_t depth = 0;
    do {
        const struct directive_syntax *syntax = NULL;
        if (is_open(walk, walk->line)) {
            syntax = find_syntax(walk, directive_name(walk, walk->line));
            bool alone = syntax && syntax->body == BODY_NONE && !is_close(walk, walk->line + 1);
            depth += alone || (syntax && syntax->body == BODY_BRANCH) ? 0 : 1;
        } else if (is_close(walk, walk->line)) {
            depth--;
        }
        walk->line++;
    } while (depth && has_line(walk, walk->line));
}

/* What stands behind the name: attributes, which may run over lines, or raw text. Moves to the last line of it. */
static const struct attributes *read_attributes(struct walk *walk, size_t column) {
    struct scan *scan = walk->scan;
    const char *text = line_text(walk, walk->line);
    size_t size = line_size(walk, walk->line);
    while (column < size && (text[column] == ' ' || text[column] == '\t')) {
        column++;
    }
    if (column == size) {
        return NULL;
    }
    struct source_pos pos = line_pos(walk, walk->line, column);
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
    while (has_line(walk, walk->line + 1) && scan->source.lines[walk->line + 1] < end) {
        walk->line++;
    }
    return attributes;
}

/* Line of the end of a YAML body that begins behind walk->line: a directive's line, or --- if that may end it. */
static size_t find_yaml_end(const struct walk *walk, bool then_markdown) {
    size_t line = walk->line + 1;
    while (has_line(walk, line) && !is_close(walk, line) && !is_open(walk, line)) {
        if (then_markdown && line_size(walk, line) == 3 && memcmp(line_text(walk, line), "---", 3) == 0) {
            break;
        }
        line++;
    }
    return line;
}

static const struct yaml *read_yaml(struct walk *walk, size_t end) {
    const struct source_text *source = &walk->scan->source;
    size_t first = walk->line + 1;
    size_t start = has_line(walk, first) ? source->lines[first] : source->size;
    size_t stop = has_line(walk, end) ? source->lines[end] : source->size;
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
    if (has_line(walk, end) && !is_close(walk, end) && !is_open(walk, end)) {
        push(walk, level);
        walk->line++;
        return;
    }
    add_close(walk, opener);
    if (is_close(walk, end)) {
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
        walk->line += is_close(walk, walk->line) ? 1 : 0;
        break;
    case BODY_BRANCH:
        open_branch(walk, mark, level);
        break;
    }
}

static void open_directive(struct walk *walk) {
    struct scan *scan = walk->scan;
    size_t column = directive_start(walk, walk->line);
    const char *name = directive_name(walk, walk->line);
    struct level level = { find_syntax(walk, name), name, line_pos(walk, walk->line, indentation(walk, walk->line)) };
    if (!level.syntax) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_UNKNOWN_DIRECTIVE, line_pos(walk, walk->line, column), "%s",
                 name[0] ? name : "the name is missing");
        skip_block(walk);
        return;
    }
    if (walk->depth == DEPTH_MAX) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_LIMIT, level.pos, "directives nest deeper than %d", DEPTH_MAX);
        skip_block(walk);
        return;
    }
    const struct attributes *attributes = read_attributes(walk, column + strlen(name));
    open_known(walk, (struct mark){ MARK_OPEN, name, level.pos, attributes, NULL }, level);
}

static void close_directive(struct walk *walk) {
    if (!walk->depth) {
        diag_add(walk->scan->diag, DIAG_CODE_MARKDOWN_STRAY_CLOSE, line_pos(walk, walk->line, 0), NULL);
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

/* Follows fences; returns true for a line that belongs to a fenced block. */
static bool follow_fence(struct walk *walk) {
    const char *text = line_text(walk, walk->line);
    size_t size = line_size(walk, walk->line);
    size_t start = indentation(walk, walk->line);
    char byte = start < size ? text[start] : '\0';
    size_t run = 0;
    while (start + run < size && text[start + run] == byte) {
        run++;
    }
    bool fence = (byte == '`' || byte == '~') && run >= 3;
    if (!walk->fence) {
        fence = fence && (byte == '~' || !memchr(text + start + run, '`', size - start - run));
        walk->fence = fence ? byte : '\0';
        walk->fence_size = run;
        return fence;
    }
    bool bare = strspn(text + start + run, " \t") >= size - start - run;
    if (fence && byte == walk->fence && run >= walk->fence_size && bare) {
        walk->fence = '\0';
    }
    return true;
}

/* The label of a footnote whose text begins on this line, or NULL. */
static const char *note_label(const struct walk *walk) {
    const char *text = line_text(walk, walk->line);
    size_t size = line_size(walk, walk->line);
    size_t start = indentation(walk, walk->line);
    if (start > 3 || size - start < 5 || memcmp(text + start, "[^", 2) != 0) {
        return NULL;
    }
    const char *end = memchr(text + start, ']', size - start);
    if (!end || end == text + start + 2 || (size_t)(end - text) + 1 >= size || end[1] != ':') {
        return NULL;
    }
    return arena_copy(walk->scan->arena, text + start + 2, (size_t)(end - text) - start - 2);
}

/* True for the line | --- | :-: | … */
static bool is_delimiter_row(const struct walk *walk, size_t line) {
    return has_line(walk, line) && memchr(line_text(walk, line), '-', line_size(walk, line)) &&
           strspn(line_text(walk, line), " \t|:-") >= line_size(walk, line);
}

/* Cells of the masked row at start. */
static size_t count_cells(const struct scan *scan, size_t start) {
    const char *text = scan->out.text.data + start;
    size_t pipes = 0;
    size_t last = 0;
    size_t i = 0;
    for (; text[i] && text[i] != '\n'; i++) {
        if (text[i] == '\\' && text[i + 1]) {
            i++;
        } else if (text[i] == '|') {
            pipes++;
            last = i;
        }
    }
    bool closed = strspn(text + last + 1, " \t") + last + 1 == i;
    return pipes - (closed ? 1 : 0);
}

/* Goes on to the first line behind offset. */
static void pass_lines(struct walk *walk, size_t offset) {
    while (has_line(walk, walk->line) && walk->scan->source.lines[walk->line] <= offset) {
        walk->line++;
    }
}

/* A row behind a directive's line continues a table: gives it a head of its own, on lines that are ours. */
static void add_row(struct walk *walk) {
    struct scan *scan = walk->scan;
    size_t start = scan->out.text.size;
    size_t segments = scan->out.segment_count;
    size_t end = mask_line(scan, scan->source.lines[walk->line], LINE_ROW);
    scan->out.segment_count = segments;
    size_t cells = count_cells(scan, start);
    char *row = arena_copy(scan->arena, scan->out.text.data + start, scan->out.text.size - start);
    scan->out.text.size = start;
    static const char *const pieces[] = { "|h", "|-" };
    for (size_t line = 0; line < 2; line++) {
        masked_line_add(scan, 0);
        for (size_t i = 0; i < cells; i++) {
            buffer_text(&scan->out.text, pieces[line]);
        }
        buffer_text(&scan->out.text, "|\n");
    }
    masked_line_add(scan, (uint32_t)walk->line + scan->source.start.line);
    masked_segment_add(scan, scan->source.lines[walk->line]);
    buffer_text(&scan->out.text, row);
    pass_lines(walk, end);
}

/* Any other line; an expression or a comment in it may take in later ones. */
static void add_text(struct walk *walk) {
    struct scan *scan = walk->scan;
    size_t start = scan->source.lines[walk->line];
    size_t indent = indentation(walk, walk->line);
    bool row = walk->after_mark && indent < 4 && scan->source.text[start + indent] == '|' &&
               !is_delimiter_row(walk, walk->line + 1);
    walk->after_mark = walk->after_mark && is_blank_line(walk, walk->line);
    if (row) {
        add_row(walk);
        return;
    }
    struct masked_line *line = masked_line_add(scan, (uint32_t)walk->line + scan->source.start.line);
    line->note = note_label(walk);
    size_t skip = line->note ? indent + strlen(line->note) + 4 : 0;
    masked_segment_add(scan, start);
    buffer_add(&scan->out.text, scan->source.text + start, skip);
    char first = scan->source.text[start + indent];
    enum line_kind kind = indent > 3 ? LINE_TEXT : first == '#' ? LINE_HEADING : first == '|' ? LINE_ROW : LINE_TEXT;
    pass_lines(walk, mask_line(scan, start + skip, kind));
}

/* Marks of all notes in a last paragraph of ours, so that cmark keeps their texts; our own marks are placeholders. */
static void add_note_marks(struct scan *scan) {
    size_t count = scan->out.line_count;
    masked_line_add(scan, 0);
    buffer_byte(&scan->out.text, '\n');
    masked_line_add(scan, 0);
    for (size_t i = 0; i < count; i++) {
        if (scan->out.lines[i].note) {
            buffer_print(&scan->out.text, "[^%s]", scan->out.lines[i].note);
        }
    }
    buffer_byte(&scan->out.text, '\n');
}

static void add_code(struct walk *walk) {
    struct scan *scan = walk->scan;
    size_t start = scan->source.lines[walk->line];
    masked_line_add(scan, (uint32_t)walk->line + scan->source.start.line);
    masked_segment_add(scan, start);
    buffer_add(&scan->out.text, scan->source.text + start, line_size(walk, walk->line));
    buffer_byte(&scan->out.text, '\n');
    walk->line++;
}

void scan_lines(struct scan *scan, size_t first) {
    struct walk walk = { .scan = scan, .line = first };
    while (has_line(&walk, walk.line)) {
        if (follow_fence(&walk)) {
            add_code(&walk);
        } else if (is_close(&walk, walk.line)) {
            close_directive(&walk);
        } else if (is_open(&walk, walk.line)) {
            open_directive(&walk);
        } else {
            add_text(&walk);
        }
    }
    while (walk.depth) {
        unclosed(&walk, &walk.levels[--walk.depth]);
        masked_line_add(scan, (uint32_t)scan->source.line_count);
        struct mark *mark = arena_alloc(scan->arena, sizeof *mark);
        *mark = (struct mark){ .kind = MARK_CLOSE, .name = "" };
        scan->out.lines[scan->out.line_count - 1].mark = mark;
        buffer_text(&scan->out.text, "***\n");
    }
    add_note_marks(scan);
}

size_t scan_front(struct scan *scan, const struct yaml **front) {
    struct walk walk = { .scan = scan };
    const struct source_text *source = &scan->source;
    size_t end = 0;
    if (line_size(&walk, 0) == 3 && memcmp(source->text, "---", 3) == 0) {
        end = 1;
        while (has_line(&walk, end) && !(line_size(&walk, end) == 3 && memcmp(line_text(&walk, end), "---", 3) == 0)) {
            end++;
        }
    }
    if (end && !has_line(&walk, end)) {
        diag_add(scan->diag, DIAG_CODE_MARKDOWN_FRONT_MATTER, source->start, NULL);
        end = 0;
    }
    size_t start = end ? source->lines[1] : 0;
    size_t size = end ? source->lines[end] - start : 0;
    *front = yaml_parse_block(scan->arena, scan->diag, source->file, source->text + start, size, end ? 2 : 1);
    if (!*front) {
        *front = yaml_parse_block(scan->arena, scan->diag, source->file, "", 0, 1);
    }
    return end ? end + 1 : 0;
}
