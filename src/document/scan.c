#include "document/walk.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <string.h>

/* Follows fences; returns true for a line that belongs to a fenced block. */
static bool follow_fence(struct walk *walk) {
    const char *text = walk_text(walk, walk->line);
    size_t size = walk_size(walk, walk->line);
    size_t start = walk_indent(walk, walk->line);
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
    const char *text = walk_text(walk, walk->line);
    size_t size = walk_size(walk, walk->line);
    size_t start = walk_indent(walk, walk->line);
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
    return walk_has_line(walk, line) && memchr(walk_text(walk, line), '-', walk_size(walk, line)) &&
           strspn(walk_text(walk, line), " \t|:-") >= walk_size(walk, line);
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
    while (walk_has_line(walk, walk->line) && walk->scan->source.lines[walk->line] <= offset) {
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
    size_t indent = walk_indent(walk, walk->line);
    bool row = walk->after_mark && indent < 4 && scan->source.text[start + indent] == '|' &&
               !is_delimiter_row(walk, walk->line + 1);
    walk->after_mark = walk->after_mark && walk_is_blank(walk, walk->line);
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
    buffer_add(&scan->out.text, scan->source.text + start, walk_size(walk, walk->line));
    buffer_byte(&scan->out.text, '\n');
    walk->line++;
}

void scan_lines(struct scan *scan, size_t first) {
    struct walk walk = { .scan = scan, .line = first };
    while (walk_has_line(&walk, walk.line)) {
        if (follow_fence(&walk)) {
            add_code(&walk);
        } else if (walk_closes(&walk, walk.line)) {
            walk_close(&walk);
        } else if (walk_opens(&walk, walk.line)) {
            walk_open(&walk);
        } else {
            add_text(&walk);
        }
    }
    walk_close_all(&walk);
    add_note_marks(scan);
}

size_t scan_front(struct scan *scan, const struct yaml **front) {
    struct walk walk = { .scan = scan };
    const struct source_text *source = &scan->source;
    size_t end = 0;
    if (walk_is(&walk, 0, "---")) {
        end = 1;
        while (walk_has_line(&walk, end) && !walk_is(&walk, end, "---")) {
            end++;
        }
    }
    if (end && !walk_has_line(&walk, end)) {
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
