#include "base/yaml.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"

#include <libfyaml.h>
#include <string.h>

/* Deepest nesting and most nodes read. */
enum { DEPTH_MAX = 64, NODES_MAX = 1000000 };

/* The state of one parse: the library's events are turned into nodes one by one, so that depth and size stay bounded. */
struct parse {
    struct arena *arena;
    struct diag *diag;
    const struct source_file *file;
    const char *text; /* what is parsed: all of file or a block of it */
    size_t size;
    uint32_t first_line;
    struct fy_parser *parser;
    struct fy_diag *messages;
    size_t seen;       /* lines are counted up to this offset, */
    uint32_t line;     /* which stands on this line, from 0, */
    size_t line_start; /* which starts here */
    size_t nodes;
    bool failed; /* a fault has been diagnosed */
};

static struct yaml *parse_node(struct parse *parse, struct fy_event *event, struct source_pos around, int depth);
static bool read_node(struct parse *parse, struct fy_event *event, struct yaml *node, struct source_pos around, int depth);

/* Position in the file of the byte at offset in the parsed text. The library's own column counts characters.
 * Offsets mostly grow, so lines are counted on from the last offset asked for. */
static struct source_pos position_at(struct parse *parse, size_t offset) {
    offset = offset > parse->size ? parse->size : offset;
    if (offset < parse->line_start) {
        parse->seen = parse->line_start = parse->line = 0;
    }
    for (; parse->seen < offset; parse->seen++) {
        if (parse->text[parse->seen] == '\n') {
            parse->line++;
            parse->line_start = parse->seen + 1;
        }
    }
    return (struct source_pos){
        .file = parse->file,
        .line = parse->first_line + parse->line,
        .column = (uint32_t)(offset - parse->line_start) + 1,
    };
}

/* True for events whose token begins behind its first character: a quote or the * of an alias. */
static bool begins_late(const struct fy_event *event) {
    if (event->type == FYET_ALIAS) {
        return true;
    }
    if (event->type != FYET_SCALAR) {
        return false;
    }
    enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

/* Position of an event; one that stands for nothing written (an empty value) gets the fallback. */
static struct source_pos event_position(struct parse *parse, struct fy_event *event, struct source_pos fallback) {
    const struct fy_mark *mark = fy_event_start_mark(event);
    if (!mark) {
        return fallback;
    }
    bool late = mark->input_pos > 0 && begins_late(event);
    return position_at(parse, late ? mark->input_pos - 1 : mark->input_pos);
}

static void fail(struct parse *parse, struct source_pos pos, const char *detail) {
    if (!parse->failed) {
        diag_add(parse->diag, DIAG_CODE_YAML_SYNTAX, pos, "%s", detail);
    }
    parse->failed = true;
}

/* The byte column of the character column (from 1) on line (from 1) of the parsed text. */
static struct source_pos character_position(struct parse *parse, int line, int column) {
    const char *at = parse->text;
    const char *end = parse->text + parse->size;
    for (int i = 1; i < line && at; i++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    at = at ? at : end;
    for (int i = 1; i < column && at < end && *at != '\n'; i++) {
        do {
            at++;
        } while (at < end && ((unsigned char)*at & 0xC0) == 0x80);
    }
    return position_at(parse, (size_t)(at - parse->text));
}

/* Diagnoses the first fault that the library has collected. */
static void fail_as_collected(struct parse *parse) {
    void *step = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(parse->messages, &step);
    if (!error || error->line < 1) {
        fail(parse, (struct source_pos){ .file = parse->file, .line = parse->first_line },
             error && error->msg ? error->msg : "not understood");
        return;
    }
    fail(parse, character_position(parse, error->line, error->column), error->msg);
}

/* The next event, which the caller frees; NULL at the end or after a fault. */
static struct fy_event *next_event(struct parse *parse) {
    struct fy_event *event = parse->failed ? NULL : fy_parser_parse(parse->parser);
    if (!event && !parse->failed && fy_parser_get_stream_error(parse->parser)) {
        fail_as_collected(parse);
    }
    return event;
}

static bool is_null(const char *text, bool plain) {
    return plain && (strcmp(text, "~") == 0 || strcmp(text, "null") == 0);
}

static void read_scalar(struct parse *parse, struct fy_event *event, struct yaml *node) {
    struct fy_token *token = event->scalar.value;
    size_t size = 0;
    const char *text = token ? fy_token_get_text(token, &size) : NULL;
    if (text && memchr(text, '\0', size)) {
        fail(parse, node->pos, "a text holds a NUL character");
        return;
    }
    node->kind = YAML_SCALAR;
    node->plain = fy_token_scalar_style(token) == FYSS_PLAIN;
    node->text = arena_copy(parse->arena, text ? text : "", text ? size : 0);
    if (is_null(node->text, node->plain)) {
        node->text = "";
    }
}

/* True if the event ends the collection that is being read, or nothing more comes. The event is freed then. */
static bool is_end(struct parse *parse, struct fy_event *event, enum fy_event_type end) {
    if (event && event->type != end) {
        return false;
    }
    fy_parser_event_free(parse->parser, event);
    return true;
}

static void read_list(struct parse *parse, struct yaml *node, int depth) {
    node->kind = YAML_LIST;
    size_t capacity = 0;
    for (;;) {
        struct fy_event *event = next_event(parse);
        if (is_end(parse, event, FYET_SEQUENCE_END)) {
            return;
        }
        struct yaml *item = parse_node(parse, event, node->pos, depth);
        if (!item) {
            return;
        }
        node->items = arena_grow(parse->arena, node->items, node->count, &capacity, sizeof(struct yaml *));
        node->items[node->count++] = item;
    }
}

/* An entry of a map: key, where it stands, value. */
struct entry {
    const char *key;
    struct source_pos pos;
    struct yaml *value;
};

/* Appends an entry, or diagnoses and leaves it out if its key is there already. */
static void add_entry(struct parse *parse, struct yaml *map, size_t *capacity, const struct entry *entry) {
    if (!map_add(map->index, entry->key, map->count)) {
        diag_add(parse->diag, DIAG_CODE_YAML_DUPLICATE_KEY, entry->pos, "%s", entry->key);
        return;
    }
    size_t key_capacity = *capacity;
    size_t pos_capacity = *capacity;
    map->keys = arena_grow(parse->arena, map->keys, map->count, &key_capacity, sizeof *map->keys);
    map->key_pos = arena_grow(parse->arena, map->key_pos, map->count, &pos_capacity, sizeof *map->key_pos);
    map->items = arena_grow(parse->arena, map->items, map->count, capacity, sizeof *map->items);
    map->keys[map->count] = entry->key;
    map->key_pos[map->count] = entry->pos;
    map->items[map->count++] = entry->value;
}

static void read_map(struct parse *parse, struct yaml *node, int depth) {
    node->kind = YAML_MAP;
    node->index = map_new(parse->arena);
    size_t capacity = 0;
    for (;;) {
        struct fy_event *event = next_event(parse);
        if (is_end(parse, event, FYET_MAPPING_END)) {
            return;
        }
        struct yaml key;
        bool read = read_node(parse, event, &key, node->pos, depth);
        if (read && key.kind != YAML_SCALAR) {
            fail(parse, key.pos, "a key must be a text (a text that begins with { or [ needs quotes)");
        }
        struct yaml *value = !read || parse->failed ? NULL : parse_node(parse, next_event(parse), key.pos, depth);
        if (!value) {
            return;
        }
        add_entry(parse, node, &capacity, &(struct entry){ .key = key.text, .pos = key.pos, .value = value });
    }
}

/* Says which feature of YAML the event uses that is not taken; NULL if none. */
static const char *refusal(const struct fy_event *event) {
    switch (event->type) {
    case FYET_ALIAS:
        return "aliases (*name) are not supported";
    case FYET_SCALAR:
        return event->scalar.anchor ? "anchors (&name) are not supported"
               : event->scalar.tag  ? "tags (!name) are not supported"
                                    : NULL;
    case FYET_MAPPING_START:
        return event->mapping_start.anchor ? "anchors (&name) are not supported"
               : event->mapping_start.tag  ? "tags (!name) are not supported"
                                           : NULL;
    case FYET_SEQUENCE_START:
        return event->sequence_start.anchor ? "anchors (&name) are not supported"
               : event->sequence_start.tag  ? "tags (!name) are not supported"
                                            : NULL;
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_STREAM_END:
    case FYET_DOCUMENT_START:
    case FYET_DOCUMENT_END:
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        break;
    }
    return NULL;
}

/* Refuses what is not supported or beyond a limit. */
static bool check_event(struct parse *parse, const struct fy_event *event, struct source_pos pos, int depth) {
    const char *reason = refusal(event);
    if (!reason && depth == DEPTH_MAX) {
        reason = "nested too deep; 64 levels are the limit";
    }
    if (!reason && ++parse->nodes > NODES_MAX) {
        reason = "too many entries; 1 000 000 are the limit";
    }
    if (reason) {
        fail(parse, pos, reason);
    }
    return !reason;
}

/* Reads the node that begins with event (freed here; NULL after a fault). A node that is not written, such as the value
 * of a bare key, has the position around. False after a fault. */
static bool read_node(struct parse *parse, struct fy_event *event, struct yaml *node, struct source_pos around, int depth) {
    if (!event) {
        return false;
    }
    *node = (struct yaml){ .pos = event_position(parse, event, around) };
    enum fy_event_type type = event->type;
    if (check_event(parse, event, node->pos, depth) && type == FYET_SCALAR) {
        read_scalar(parse, event, node);
    }
    fy_parser_event_free(parse->parser, event);
    if (!parse->failed && type == FYET_MAPPING_START) {
        read_map(parse, node, depth + 1);
    } else if (!parse->failed && type == FYET_SEQUENCE_START) {
        read_list(parse, node, depth + 1);
    }
    return !parse->failed;
}

/* The same, as a node that stays. NULL after a fault. */
static struct yaml *parse_node(struct parse *parse, struct fy_event *event, struct source_pos around, int depth) {
    struct yaml *node = event ? arena_bytes(parse->arena, sizeof *node) : NULL;
    return node && read_node(parse, event, node, around, depth) ? node : NULL;
}

/* Reads events up to the first node and behind the last one; there must be at most one document. */
static struct yaml *parse_stream(struct parse *parse) {
    struct source_pos start = { .file = parse->file, .line = parse->first_line, .column = 1 };
    struct yaml *root = NULL;
    for (struct fy_event *event; (event = next_event(parse));) {
        switch (event->type) {
        case FYET_NONE:
        case FYET_STREAM_START:
        case FYET_STREAM_END:
        case FYET_DOCUMENT_START:
        case FYET_DOCUMENT_END:
        case FYET_MAPPING_END:
        case FYET_SEQUENCE_END:
            fy_parser_event_free(parse->parser, event);
            continue;
        case FYET_ALIAS:
        case FYET_SCALAR:
        case FYET_MAPPING_START:
        case FYET_SEQUENCE_START:
            break;
        }
        if (root) {
            fail(parse, event_position(parse, event, start), "more than one document");
            fy_parser_event_free(parse->parser, event);
            break;
        }
        root = parse_node(parse, event, start, 0);
    }
    return parse->failed ? NULL : root;
}

static struct yaml *empty_map(struct parse *parse) {
    struct yaml *map = arena_alloc(parse->arena, sizeof *map);
    map->kind = YAML_MAP;
    map->pos = (struct source_pos){ .file = parse->file, .line = parse->first_line, .column = 1 };
    map->index = map_new(parse->arena);
    return map;
}

/* True if the node stands for nothing written. */
static bool is_nothing(const struct yaml *node) {
    return !node || (node->kind == YAML_SCALAR && node->plain && node->text[0] == '\0');
}

const struct yaml *yaml_parse_block(struct arena *arena, struct diag *diag, const struct source_file *file,
                                    const char *text, size_t size, uint32_t first_line) {
    struct parse parse = { .arena = arena, .diag = diag, .file = file, .text = text, .size = size,
                           .first_line = first_line };
    parse.messages = fy_diag_create(NULL);
    fy_diag_set_collect_errors(parse.messages, true);
    parse.parser = fy_parser_create(&(struct fy_parse_cfg){
        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE, .diag = parse.messages });
    struct yaml *root = NULL;
    if (size > 0 && fy_parser_set_string(parse.parser, text, size) == 0) {
        root = parse_stream(&parse);
    }
    fy_parser_destroy(parse.parser);
    fy_diag_destroy(parse.messages);
    if (parse.failed) {
        return NULL;
    }
    return is_nothing(root) ? empty_map(&parse) : root;
}

const struct yaml *yaml_parse(struct arena *arena, struct diag *diag, const struct source_file *file) {
    return yaml_parse_block(arena, diag, file, file->text, file->size, 1);
}
