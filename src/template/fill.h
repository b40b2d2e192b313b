/* Reading and filling templates: what directives share; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_FILL_H
#define ALMANAC_TEMPLATE_FILL_H

#include "document/markdown.h"
#include "template/evaluate.h"

struct annex;
struct collection;
struct map;
struct plan;

/* A text with expressions in it: a node of the template's tree, outside its root, whose children are filled where the
 * text goes.
 * NULL stands for a text that is not given. */
typedef const struct node *fragment;

/* What a node of the template carries beside the tree: found by node->number - 1 in template->details. */
struct detail {
    const struct formula *formula;           /* NODE_EXPRESSION */
    const struct directive *directive;       /* NODE_DIRECTIVE */
    const void *typed;                       /* what the directive's read made of it; NULL: leave it out */
    const struct formula *claim;             /* {claim="…"} */
    fragment headline;                       /* NODE_HEADING */
    fragment address;                        /* NODE_LINK with expressions in its address */
    fragment identifier;                     /* {#id} with expressions in it */
    const struct plan *drawing;              /* NODE_SPAN with chart= */
    fragment *values;                        /* values of attributes; NULL where one holds no expression */
};

struct language_labels {
    const char *language;
    struct labels labels;
    const struct yaml *words; /* for those of the program; NULL: none */
};

struct template {
    const char *name, *root, *folder;
    const char *theme;
    struct document *document; /* of template.md */
    const struct yaml *front;
    struct detail *details;
    size_t detail_count, detail_capacity;
    struct language_labels *languages;
    size_t language_count, language_capacity;
    const struct source_file **files;
    size_t file_count, file_capacity;
    const char **folders; /* whose lists of names matter: includes with a star look there */
    size_t folder_count, folder_capacity;
    struct policy *narratives; /* front matter of files included for one subject; the first of each subject */
    size_t narrative_count, narrative_capacity;
    fragment title, author, subject, keywords, status, running_title, running_subject, running_edition;
    fragment imprint[IMPRINT_COUNT];
    const char *archive;
    const char *slides; /* "16:9", "4:3" or "" */
    bool handout;
    bool notes_by_chapter;
    int pages_most; /* 0: as many as there are */
};

/* Reading one file of a template. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    struct template *template;
    struct document *document; /* of the file being read */
    int depth;                 /* of includes */
};

/* Filling one document. */
struct filling {
    struct arena *arena;
    struct diag *diag;
    const struct template *template;
    const struct template_world *world;
    const struct template_job *job;
    struct filled *filled;
    struct document *document;
    struct evaluation evaluation;
    struct map *marks;     /* labels of notes that are marked */
    struct map *citations; /* keys cited */
    struct node **cited;   /* citations met, printed at the end */
    size_t cited_count, cited_capacity;
    const struct node **notes; /* notes met, filled at the end if marked */
    size_t note_count, note_capacity;
    struct node **bibliographies; /* blocks to be filled at the end */
    size_t bibliography_count, bibliography_capacity;
    struct node *abbreviations;   /* block to be filled at the end; NULL: none */
    struct annex *annexes; /* to be filled at the end, when all that is printed is known */
    size_t annex_count, annex_capacity;
    const char *slide_span;  /* what drawings of the slide take; NULL: no slide, or all of it */
    struct collection *collections; /* blocks collected from the text, to be filled at the end */
    size_t collection_count, collection_capacity;
    int heading_level;     /* of the last heading */
    int loops;             /* how deep loops nest here */
    int inserts;           /* how many texts were inserted: keeps their notes apart */
    bool bare;             /* numbers are printed without unit */
    bool seam;             /* a loop or a choice began or ended: a table or list goes on across it */
    bool all_entries;      /* a bibliography asks for every entry */
    bool full;             /* a limit was met and said */
};

/* One directive: a row of the table in directive.c. read types what the template says, once; fill makes nodes. */
struct directive {
    const char *name;
    enum directive_body body;
    const void *(*read)(struct reading *reading, struct node *node);
    void (*fill)(struct filling *filling, const struct node *node, const void *typed, struct node *to);
};

const struct directive *directive_find(const char *name);

/* Diagnoses attributes of node that its directive does not have (TEMPLATE_ATTRIBUTE). */
struct reading;
void directive_check_attributes(struct reading *reading, const struct node *node);
const struct directive_syntax *directive_syntaxes(struct arena *arena);

/* ---- reading ---- */

/* text as inlines, or as plain text in which only {{ }} is special. NULL gives NULL. */
fragment fragment_inline(struct reading *reading, const char *text, struct source_pos pos);
fragment fragment_plain(struct reading *reading, const char *text, struct source_pos pos);

/* The scalar under key of a directive's YAML body. */
fragment fragment_of_key(struct reading *reading, const struct yaml *map, const char *key);
fragment fragment_plain_of_key(struct reading *reading, const struct yaml *map, const char *key);

/* The scalar under key as an expression; NULL if there is none, or after a diagnostic. */
const struct formula *formula_of_key(struct reading *reading, const struct yaml *map, const char *key);
/* One or a list of them; *count is set. */
const struct formula **formulas_of_key(struct reading *reading, const struct yaml *map, const char *key, size_t *count);

/* The value of an attribute of node, as plain text. */
fragment fragment_of_attribute(struct reading *reading, const struct node *node, const char *key);
fragment fragment_of_identifier(struct reading *reading, const struct node *node);

/* What stands behind the directive's name, as an expression; prefix bytes of it are skipped. NULL after a
 * diagnostic. */
const struct formula *formula_of_rest(struct reading *reading, const struct node *node, size_t prefix);
const struct attribute *rest_of(const struct node *node);

/* Says TEMPLATE_DIRECTIVE at node and returns NULL. */
const void *directive_refuse(struct reading *reading, const struct node *node, const char *why);

/* Reads file as part of the template. NULL after a diagnostic. */
struct document *template_part(struct reading *reading, const struct source_file *file, const struct yaml **front);

/* What the node carries; it is made if make is true and there is none. */
struct detail *detail_make(struct reading *reading, struct node *node);
const struct detail *detail_of(const struct template *template, const struct node *node);

/* ---- filling ---- */

struct node *fill_new(struct filling *filling, struct node *to, enum node_kind kind, struct source_pos pos);
struct node *fill_block(struct filling *filling, struct node *to, const char *role, struct source_pos pos);
void fill_text(struct filling *filling, struct node *to, const char *text, struct origin origin);

/* True once a limit is met, which is said at node. */
bool fill_is_full(struct filling *filling, const struct node *node);

/* Fills all children of from into to. */
void fill_children(struct filling *filling, const struct node *from, struct node *to);

/* Fills what fragment holds into to; nothing if it is NULL. Returns true if something was written. */
bool fill_fragment(struct filling *filling, fragment from, struct node *to);

/* The fragment as one text without marks; NULL if it is NULL. */
const char *fill_plain(struct filling *filling, fragment from);

/* A node of kind PARAGRAPH, CAPTION, … with the fragment's inlines; none if the fragment is NULL or empty. */
struct node *fill_line(struct filling *filling, struct node *to, enum node_kind kind, const char *text, fragment from);

/* Attributes of the filled node: {#id …} with its expressions filled, without the attributes in the NULL-terminated
 * list. */
const struct attributes *fill_attributes(struct filling *filling, const struct node *node, const char *const without[]);

/* gap.c: of two spaces that meet in a paragraph, because what stood between them printed nothing, one goes. */
void fill_close_gaps(struct filling *filling, struct node *paragraph);

/* {.name} */
const struct attributes *fill_class(struct arena *arena, const char *name);

/* Prints what a NODE_CITATION says, and notes that it is cited. */
void fill_cite(struct filling *filling, struct node *citation);

/* Fills the annexes of methods met on the way. */
void fill_annexes(struct filling *filling);

/* Fills glossaries and indexes met on the way. */
void fill_collections(struct filling *filling);

/* Fills the blocks "bibliography" met on the way. */
void fill_bibliographies(struct filling *filling);

/* Prints the data of figures of up to job->figure_rows rows as tables behind them. */
void fill_figure_tables(struct filling *filling);

/* Marks abbreviations and prints the list of those that are used. */
void fill_abbreviations(struct filling *filling);


#endif
