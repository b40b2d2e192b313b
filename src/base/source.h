/* Where things come from: files of the input, positions in them, and origins of printed text. */
#ifndef ALMANAC_BASE_SOURCE_H
#define ALMANAC_BASE_SOURCE_H

#include <stddef.h>
#include <stdint.h>

struct source_file {
    const char *path; /* as printed in messages: relative to the publication where it lies inside */
    const char *text; /* whole content, NUL-terminated, without byte order mark; NULL: not kept, see base/part.h */
    size_t size;
    uint64_t hash; /* of the bytes as stored on disk */
    const struct file_stamp *stamp; /* of a file that is not kept: where it lies, and what it was when it was read */
};

struct file_stamp;

/* A position in a file. line 0: the file as a whole; column 0: the line as a whole.
 * Columns count bytes from 1. */
struct source_pos {
    const struct source_file *file;
    uint32_t line;
    uint32_t column;
};

/* What a piece of printed text is made from. */
enum origin_kind {
    ORIGIN_NONE,    /* not yet known; a numeral with it is a fault under --strict */
    ORIGIN_LITERAL, /* written in a template or label file at pos */
    ORIGIN_CELL,    /* one cell of a dataset at pos, printed as it stands */
    ORIGIN_POINT,   /* a point of a series; id is the point's number in its store */
    ORIGIN_POLICY,  /* a line of a policy description at pos */
    ORIGIN_COUNTER, /* page, figure, table, section and note numbers */
    ORIGIN_TICK,    /* an axis tick */
    ORIGIN_KIND_COUNT
};

struct origin {
    enum origin_kind kind;
    uint32_t id;
    struct source_pos pos;
};

/* The kind's name as it is printed in dumps: "literal", "point", … */
const char *origin_kind_name(enum origin_kind kind);

/* The start of line in the text of file (borrowed, not terminated), *size bytes long without the line end;
 * NULL if there is no such line. */
const char *source_line(const struct source_file *file, uint32_t line, size_t *size);

#endif
