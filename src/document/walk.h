/* The walk over the lines of a scan: lines, and the directives that they open and close; for scan.c, scan_line.c and
 * scan_directive.c only. */
#ifndef ALMANAC_DOCUMENT_WALK_H
#define ALMANAC_DOCUMENT_WALK_H

#include "document/scan.h"

enum { DIRECTIVE_DEPTH_MAX = 32 };

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
    struct level levels[DIRECTIVE_DEPTH_MAX];
    size_t depth;
    char fence;        /* ` or ~ while inside a fenced block */
    size_t fence_size;
    bool after_mark;   /* nothing but empty lines since a directive's line: a row of a table may go on here */
};

/* Lines are numbered from 0; text is not terminated. */
bool walk_has_line(const struct walk *walk, size_t line);
const char *walk_text(const struct walk *walk, size_t line);
size_t walk_size(const struct walk *walk, size_t line); /* without the line end */
size_t walk_indent(const struct walk *walk, size_t line);
bool walk_is_blank(const struct walk *walk, size_t line);
bool walk_is(const struct walk *walk, size_t line, const char *text);
struct source_pos walk_pos(const struct walk *walk, size_t line, size_t column);

/* True for ::: alone, and for ::: with a name. */
bool walk_closes(const struct walk *walk, size_t line);
bool walk_opens(const struct walk *walk, size_t line);

/* Passes the current line, which opens or closes a directive, and what belongs to it alone. */
void walk_open(struct walk *walk);
void walk_close(struct walk *walk);

/* At the end: says which directives are still open, and closes them. */
void walk_close_all(struct walk *walk);

#endif
