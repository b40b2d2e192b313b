/* Templates: Markdown with expressions and directives, parsed once, filled for every subject. Turns template, series
 * and policies into a document tree and an array of the selections and drawings that it needs. */
#ifndef ALMANAC_TEMPLATE_TEMPLATE_H
#define ALMANAC_TEMPLATE_TEMPLATE_H

#include "document/node.h"
#include "document/number.h"
#include "indicator/selection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;
struct geo;
struct indicators;
struct number_style;
struct policies;
struct source_file;
struct template;
struct yaml;

/* What every template of a publication can name; all borrowed for as long as templates live. */
struct template_world {
    const struct indicators *indicators;
    const struct geo *geo;
    const struct policies *policies;
    const struct yaml *bibliography; /* map of keys; NULL if none */
    const struct yaml *abbreviations; /* map of abbreviations to expansions, or to maps of them by language; NULL if none */
};

/* One document to fill. */
struct template_job {
    const char *subject;  /* region code */
    const char *edition;
    const char *language;
    const struct number_style *style; /* of printed numbers; NULL: the usual one */
    const uint64_t *held; /* keys of the claims that held when the document was last built */
    size_t held_count;
    struct source_pos edition_pos; /* where the edition is declared; no file: nowhere */
    size_t figure_rows;   /* figures of up to so many rows are followed by their data as a table; 0: none */
    int drop_from;        /* rows of this priority and above are left out; 0: none */
};

/* One option of a chart's or table's YAML body that the engine does not interpret itself, already filled. */
struct request_option {
    const char *key;
    const char *value;
    struct source_pos pos;
};

/* A drawing asked for by a NODE_GRAPHIC; number i of the array is graphic i + 1. */
struct graphic_request {
    const char *kind; /* "bar", "ranked", "cover-profile", "locator", … : a row of the chart table */
    const char *span; /* theme span whose width it takes: "full", "text", "side", "half" */
    const struct selection *selection; /* NULL for kinds that need none */
    const char *subject;               /* region code of the document's subject */
    const char *subject_name;
    const char *headline, *subtitle;   /* plain text, for the text alternative */
    const struct yaml *body;           /* of a diagram: what it shows, its texts filled; NULL: a chart */
    const struct request_option *options;
    size_t option_count;
    struct source_pos pos;
    uint32_t node; /* NODE_GRAPHIC */
};

/* A number that an expression computed while filling ("the sum of the three largest"): its origin is ORIGIN_POINT with
 * id DERIVED_FIRST + its index here. */
#define DERIVED_FIRST UINT32_C(0x80000000)
struct derived_value {
    double value;
    const char *unit;
    const char *expression; /* as written in the template */
    struct source_pos pos;
    const struct point_value *const *inputs;
    size_t input_count;
};

/* What a [text]{claim="…"} asserted of this document, and whether it holds. A literal's or policy line's origin names
 * its claim: id is its index here + 1, 0 for none. */
struct filled_claim {
    const char *text;       /* as printed */
    const char *expression; /* as written */
    struct source_pos pos;
    bool holds;
    uint64_t key; /* the same as long as file and expression are */
};

struct filled {
    struct document *document; /* not yet numbered */
    struct filled_claim *claims;
    size_t claim_count, claim_capacity;
    struct derived_value *derived;
    size_t derived_count, derived_capacity;
    struct graphic_request *graphics;
    size_t graphic_count, graphic_capacity;
    const struct selection **selections; /* everything looked up, in order: what the document depends on */
    size_t selection_count, selection_capacity;
    struct labels labels;
    const struct yaml *words; /* what the language file says below words; NULL: nothing */
    int least_priority;  /* the highest number that a row's priority has; 0: no row has one */
    size_t dropped_rows; /* left out by their priority */
};

/* Reads folder/template.md, its includes (inside the publication) and folder/labels.<lang>.yaml of every language
 * present. A folder that ends with .md or .template is a lone file instead, not below root: its theme is named relative
 * to root (the first of root/templates if it names none), and its labels stand beside the theme. All expressions are
 * parsed here: a syntax error or an unknown directive is reported once, not once a subject. NULL if unusable.
 * Errors: TEMPLATE_*, EXPRESSION_*, MARKDOWN_*. */
const struct template *template_read(struct arena *arena, struct diag *diag, const char *root, const char *folder);

/* The theme file that the front matter names, relative to the publication. */
const char *template_theme(const struct template *template);
const char *template_name(const struct template *template);

/* How many pages the front matter allows; 0: as many as there are. pos is where it says so. */
int template_pages(const struct template *template, struct source_pos *pos);

/* What the language file number at, from 0, says for words of the program, by section (NULL: nothing); false past the last. */
bool template_words(const struct template *template, size_t at, const struct yaml **words);

/* The style profile that the front matter names, with the place that does; NULL if none. */
const char *template_style(const struct template *template, struct source_pos *pos);
uint64_t template_hash(const struct template *template);
const struct source_file *const *template_files(const struct template *template, size_t *count);
/* Folders whose lists of names decide what is included, each with "/" at its end. */
const char *const *template_folders(const struct template *template, size_t *count);

/* Fills template for job. Faults of the filling (unknown name, missing value, wrong unit) are diagnosed with their
 * position in the template; the document must then not be published. Returns NULL only if nothing can be made.
 * Limits: 200 000 expression steps, 100 000 nodes, loops nest 8 deep. */
struct filled *template_fill(struct arena *arena, struct diag *diag, const struct template *template,
                             const struct template_world *world, const struct template_job *job);

/* Functions and filters of the expression language with one line each, for `almanac show` and the docs; with name that one alone.
 * Returns false if there is none. */
bool template_dump_functions(const char *name, bool json, struct buffer *out);

#endif
