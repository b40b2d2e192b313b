/* Our conventions taken out of Markdown before cmark-gfm reads it; for the .c files of document/ only.
 *
 * The scan writes masked text: every {{ }}, {attributes}, @reference, [@citation] and [^note] becomes a placeholder of
  * equal byte
 * length (one private-use character, one letter, filler), which Markdown takes for a word. A directive's lines become
  * thematic breaks,
 * which end any block, and YAML bodies vanish. Each masked line knows the source line that it stands for. So the whole
  * file stays one
 * Markdown text with one namespace of notes and links, and every position can be found again. */
#ifndef ALMANAC_DOCUMENT_SCAN_H
#define ALMANAC_DOCUMENT_SCAN_H

#include "base/buffer.h"
#include "document/markdown.h"

struct diag;

/* The text that is read and where it stands: a whole file, or a scalar inside one. */
struct source_text {
    const struct source_file *file;
    const char *text;
    size_t size;
    struct source_pos start; /* of text */
    const size_t *lines;     /* offsets of the lines' starts */
    size_t line_count;
    const char *anchor_start; /* scalar: its start in the file; NULL: text is the whole file */
    const char *anchor;       /* scalar: the place in the file behind the last placeholder found */
};

enum placeholder_kind {
    PLACEHOLDER_EXPRESSION,
    PLACEHOLDER_ATTRIBUTES,
    PLACEHOLDER_REFERENCE,
    PLACEHOLDER_CITATION,
    PLACEHOLDER_NOTE_MARK,
    PLACEHOLDER_NOTHING /* stands before a scalar, so that it is read as inlines only */
};

struct placeholder {
    enum placeholder_kind kind;
    const char *text;   /* what counts: the expression, the target, the key */
    const char *source; /* as written, source_size bytes */
    size_t source_size;
    struct source_pos pos;
    const struct attributes *attributes;
};

enum mark_kind { MARK_NONE, MARK_OPEN, MARK_CLOSE };

/* A directive's beginning or end. */
struct mark {
    enum mark_kind kind;
    const char *name;
    struct source_pos pos;
    const struct attributes *attributes;
    const struct yaml *body;
};

/* What a line of the masked text stands for. */
struct masked_line {
    size_t start;         /* offset in the masked text */
    uint32_t source_line; /* 0: the line is ours, what it makes is dropped */
    const struct mark *mark;
    const char *note;     /* label, if a footnote's text begins here */
};

/* From here to the next segment, masked text and source run side by side. */
struct segment {
    size_t masked, source; /* offsets */
};

struct masked {
    struct buffer text;
    struct segment *segments;
    size_t segment_count, segment_capacity;
    struct masked_line *lines;
    size_t line_count, line_capacity;
    struct placeholder *places;
    size_t place_count, place_capacity;
};

/* Where {…} may stand without [text]: at the end of a heading, at the end of a cell. */
enum line_kind { LINE_TEXT, LINE_HEADING, LINE_ROW };

/* State of one scan. */
struct scan {
    struct arena *arena;
    struct arena *meanwhile; /* for the masked text and what tells where it comes from */
    struct diag *diag;
    const struct markdown_options *options;
    struct source_text source;
    struct masked out;
};

struct source_text source_text_of(struct arena *arena, const char *text, size_t size, struct source_pos start);
struct source_pos source_text_pos(const struct source_text *source, size_t offset);

/* The whole of scan->source, from line first on, as masked text. */
void scan_lines(struct scan *scan, size_t first);

/* The front matter at the top; returns the number of the first line behind it. */
size_t scan_front(struct scan *scan, const struct yaml **front);

/* A scalar as one masked line. */
void scan_scalar(struct scan *scan);

/* The scalar text at pos as source: its line ends become blanks, and placeholders are found in the file. */
struct source_text source_text_of_scalar(struct arena *arena, const char *text, struct source_pos pos);

/* Notes that what is written next stands for the source from offset on. */
void masked_segment_add(struct scan *scan, size_t offset);

/* Starts a masked line. */
struct masked_line *masked_line_add(struct scan *scan, uint32_t source_line);

/* Masks text from offset to the end of its line (an expression or a comment may reach into later ones) into the
 * current line;
 * returns the offset of the line end. */
size_t mask_line(struct scan *scan, size_t offset, enum line_kind line);

/* Where the bytes from start to end stand. A scalar's escapes and folded lines move them away from where they would be
 * by counting, so they are looked for in the file. */
struct source_pos placeholder_pos(struct scan *scan, size_t start, size_t end);

/* Writes the placeholder that stands for nothing and lets no block begin. */
void mask_start(struct scan *scan);

/* The placeholder that begins at text, or NULL; it is as long as its source. */
const struct placeholder *placeholder_find(const struct masked *masked, const char *text, size_t size);

/* Bytes at the start of text with which no placeholder begins. */
size_t placeholder_distance(const char *text, size_t size);

/* text with all placeholders put back as written. */
char *masked_restore(struct arena *arena, const struct masked *masked, const char *text);

/* Offset behind the }} that closes the {{ at offset, or SIZE_MAX: there must be no empty line between. */
size_t expression_end(const char *text, size_t size, size_t offset);

/* Reads {#id .class key=value …} at offset; returns NULL if it is none, else sets *end behind the }. */
const struct attributes *attributes_read(struct scan *scan, size_t offset, bool lines, size_t *end);

/* Joins the bare spans that stand for {…} among the children of container to what they belong to. */
void spans_join(struct arena *arena, struct diag *diag, struct document *document, struct node *container);

#endif
