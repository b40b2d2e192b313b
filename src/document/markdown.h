/* Markdown with our conventions to a document tree; wraps cmark-gfm.
 *
 * CommonMark, GFM tables, footnotes, no strikethrough; raw HTML is refused, except comments, which vanish, and <br>,
 * which is a NODE_LINE_BREAK. In addition
 *   front matter            a YAML block between --- lines at the top
 *   {{ expression }}        NODE_EXPRESSION, anywhere in text, also in link texts, table cells and attributes' values
 *   {#id .class k=v}        after a heading, after ::: name (there also over several lines), after [text], and at the
 *                           end of a table's cell (the first cell's are the row's); values may be quoted
 *   @fig-x @tab-x @sec-x    NODE_REFERENCE
 *   [@key]                  NODE_CITATION
 *   ::: name … :::          NODE_DIRECTIVE, nested, ended by a bare ::: line. What stands behind the name and is not {…}
 *                           is kept raw in the attribute "rest" (::: for x in list; ::: if condition)
 * The file is one namespace of footnotes and link references. Positions of expressions, references, attributes and
 * directives are exact; those of plain text are where its words are found. */
#ifndef ALMANAC_DOCUMENT_MARKDOWN_H
#define ALMANAC_DOCUMENT_MARKDOWN_H

#include "document/node.h"

struct arena;
struct diag;
struct source_file;
struct yaml;

/* How the body of a directive is read. */
enum directive_body {
    BODY_MARKDOWN,
    BODY_YAML,               /* whole body */
    BODY_YAML_THEN_MARKDOWN, /* YAML, then a line ---, then Markdown; without such a line all is YAML */
    BODY_NONE,               /* no body: the directive ends with its own line unless a ::: follows at once */
    /* a branch (::: else) of the BODY_MARKDOWN directive around it: becomes its last child and holds what follows */
    BODY_BRANCH
};

/* A directive the reader knows; an unknown name is diagnosed (MARKDOWN_UNKNOWN_DIRECTIVE) and its block left out. */
struct directive_syntax {
    const char *name;
    enum directive_body body;
};

struct markdown_options {
    const struct directive_syntax *directives; /* NULL-terminated by name */
    bool expressions;                          /* {{ }} allowed; otherwise it stays text */
    struct arena *nodes; /* for the tree itself, if it goes sooner than its texts; NULL: it lives with them */
};

/* Reads file. *front receives the front matter (an empty map if there is none). Never NULL.
 * Errors: MARKDOWN_* with positions. Limits: directives nest 32 deep, blocks 100, file 16 MiB. */
struct document *markdown_read(struct arena *arena, struct diag *diag, const struct source_file *file,
                               const struct markdown_options *options, const struct yaml **front);

/* Reads text (a scalar of a YAML value, a caption, a label) as inlines and hangs them under parent in document. pos is
 * where text starts. */
void markdown_read_inline(struct arena *arena, struct diag *diag, struct document *document, struct node *parent,
                          const char *text, struct source_pos pos);

/* Reads text in the same way, but only {{ }} means something in it: names, codes and options. */
void markdown_read_plain(struct arena *arena, struct diag *diag, struct document *document, struct node *parent,
                         const char *text, struct source_pos pos);

#endif
