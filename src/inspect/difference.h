/* What changed between two editions: every printed number that moved, split by cause; nodes, ranks, sentences and claims. */
#ifndef ALMANAC_INSPECT_DIFFERENCE_H
#define ALMANAC_INSPECT_DIFFERENCE_H

#include "report/compare.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct diag;
struct report_job;

/* Why something moved. Causes take effect in the order of compare_state: cause c leads from state c to state c + 1. */
enum cause { CAUSE_REVISED, CAUSE_PERIOD, CAUSE_CLASSIFICATION, CAUSE_METHOD, CAUSE_GOALPOSTS, CAUSE_COUNT };
extern const char *const cause_names[CAUSE_COUNT]; /* "revised data", … */

/* The number was there before and is now; only now; only before. */
enum fate { FATE_MOVED, FATE_NEW, FATE_GONE };

/* A number that one edition prints otherwise than the other. */
struct moved_number {
    enum fate fate;
    enum cause cause;                 /* of a new or gone one */
    const char *subject;
    const char *what, *title, *place; /* as struct printed_value; what: in the newer edition, in the older one if it is gone */
    const char *label;
    const char *was_what;             /* in the older edition: another member may stand at the same place */
    struct source_pos pos;
    const char *before_text, *after_text;
    double before, after;             /* NAN: it is not there */
    int before_year, after_year;
    double parts[CAUSE_COUNT];        /* sum exactly to after - before */
    const char *unit;
    int decimals;
};

/* An activity that became a node of a region, or is one no longer. */
struct moved_node {
    bool gained;
    enum cause cause;
    const char *series, *what, *label; /* what: "region, activity" by codes; label by names */
    double quotient[2], share[2];      /* in the older and the newer edition; NAN: no value */
    double quotient_bound[2], share_bound[2];
};

struct moved_rank {
    const char *series, *title, *what, *label;
    size_t before, after, among_before, among_after;
    int parts[CAUSE_COUNT]; /* places, upwards negative; sum to after - before */
};

struct flipped_sentence {
    const char *subject, *before, *after; /* "" where there is none */
    struct source_pos pos;
};

struct fallen_claim {
    const char *subject, *text, *expression;
    struct source_pos pos;
    bool fell; /* held and does not; else the other way */
};

struct differences {
    struct moved_number *numbers;
    size_t number_count, number_capacity;
    size_t steady; /* numbers that both editions print alike */
    struct moved_node *nodes;
    size_t node_count, node_capacity;
    struct moved_rank *ranks;
    size_t rank_count, rank_capacity;
    struct flipped_sentence *sentences;
    size_t sentence_count, sentence_capacity;
    struct fallen_claim *claims;
    size_t claim_count, claim_capacity;
};

/* Adds what is different in the document job. False if it cannot be filled in one of the editions. */
bool difference_document(struct arena *arena, struct diag *diag, const struct comparison *comparison, const struct report_job *job,
                         struct differences *differences);

/* Adds copies of the numbers, sentences and claims of from, whose arena may then go. */
void difference_adopt(struct arena *arena, struct differences *differences, const struct differences *from);

/* Adds nodes gained and lost in all series of nodes, and ranks of listed series: of each subject among peers, and of the members within
 * each subject. Both NULL-terminated; nodes of a subject are those of regions whose code begins with its own. */
void difference_series(struct arena *arena, const struct comparison *comparison, const char *const *subjects,
                       const char *const *peers, struct differences *differences);

/* Rounds parts to decimals so that they sum to whole, which is rounded already: what is left over goes where most was cut off. */
void difference_round(double *parts, size_t count, double whole, int decimals);

/* How the answer is written. */
enum difference_form { DIFFERENCE_TEXT, DIFFERENCE_JSON };
void difference_print(const struct differences *differences, enum difference_form form, struct buffer *out);

/* What changed for subject as the front matter of a description, for a template to set: texts and lists of texts under "figures". */
struct difference_editions {
    const char *older, *newer;
};
const char *difference_describe(struct arena *arena, const struct differences *differences, const char *subject,
                                struct difference_editions editions);

/* One table as CSV: "numbers", "nodes", "ranks", "sentences", "claims". */
extern const char *const difference_tables[];
void difference_csv(const struct differences *differences, const char *table, struct buffer *out);

#endif
