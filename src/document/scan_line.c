/* The source by lines, and the masked text that is written from it. */
#include "document/walk.h"

#include "base/arena.h"

#include <string.h>

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
    out->segments = arena_grow(scan->meanwhile, out->segments, out->segment_count, &out->segment_capacity,
                               sizeof *out->segments);
    out->segments[out->segment_count++] = (struct segment){ out->text.size, offset };
}

struct masked_line *masked_line_add(struct scan *scan, uint32_t source_line) {
    struct masked *out = &scan->out;
    out->lines = arena_grow(scan->meanwhile, out->lines, out->line_count, &out->line_capacity, sizeof *out->lines);
    struct masked_line *line = &out->lines[out->line_count++];
    *line = (struct masked_line){ .start = out->text.size, .source_line = source_line };
    return line;
}

const char *walk_text(const struct walk *walk, size_t line) {
    return walk->scan->source.text + walk->scan->source.lines[line];
}

/* Bytes of the line without its end. */
size_t walk_size(const struct walk *walk, size_t line) {
    const struct source_text *source = &walk->scan->source;
    size_t start = source->lines[line];
    size_t end = line + 1 < source->line_count ? source->lines[line + 1] : source->size;
    while (end > start && strchr("\r\n", source->text[end - 1])) {
        end--;
    }
    return end - start;
}

bool walk_has_line(const struct walk *walk, size_t line) {
    return line < walk->scan->source.line_count;
}

size_t walk_indent(const struct walk *walk, size_t line) {
    const char *text = walk_text(walk, line);
    size_t size = walk_size(walk, line);
    size_t count = 0;
    while (count < size && text[count] == ' ') {
        count++;
    }
    return count;
}

struct source_pos walk_pos(const struct walk *walk, size_t line, size_t column) {
    return source_text_pos(&walk->scan->source, walk->scan->source.lines[line] + column);
}

bool walk_is_blank(const struct walk *walk, size_t line) {
    const char *text = walk_text(walk, line);
    for (size_t i = 0; i < walk_size(walk, line); i++) {
        if (text[i] != ' ' && text[i] != '\t') {
            return false;
        }
    }
    return true;
}

bool walk_is(const struct walk *walk, size_t line, const char *text) {
    return walk_size(walk, line) == strlen(text) && memcmp(walk_text(walk, line), text, strlen(text)) == 0;
}
