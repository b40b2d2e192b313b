/* Expressions to values; for the .c files of template/ only. */
#ifndef ALMANAC_TEMPLATE_EVALUATE_H
#define ALMANAC_TEMPLATE_EVALUATE_H

#include "base/diag.h"
#include "template/expression.h"
#include "template/template.h"
#include "template/value.h"

/* A name bound by a loop, a let or a filter. */
struct scope {
    const char *name;
    struct value value;
    const struct scope *outer;
};

/* What expressions see while one document is filled. */
struct evaluation {
    struct arena *arena;
    struct diag *diag;
    const struct template_world *world;
    const struct template_job *job;
    const struct region *subject;
    const struct policy *narrative; /* front matter of the file that an include with a star has for the subject; NULL: none */
    const struct scope *scope;
    struct filled *filled;        /* receives the selections and derived values */
    const struct formula *formula; /* being evaluated: the words of a derived value */
    size_t steps;
    struct map *selected;          /* where what was selected so far stands in filled->selections; NULL: nothing */
};

/* The value of formula; a formula that could not be parsed is NULL and gives a fault. */
struct value evaluate(struct evaluation *evaluation, const struct formula *formula);

/* The value of a part of it: for functions that decide themselves what to evaluate. */
struct value evaluate_part(struct evaluation *evaluation, const struct expression *expression);

/* True, false, or 2 for neither (a fault has been said, or the value is missing: *value tells). */
enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_NEITHER };
enum truth evaluate_truth(struct evaluation *evaluation, const struct expression *expression, struct value *value);

/* Diagnoses at expression and gives a fault. */
struct value evaluate_fail(struct evaluation *evaluation, const struct expression *expression, enum diag_code code,
                           const char *detail, ...) __attribute__((format(printf, 4, 5)));

/* value with keys fixed: a point if no dimension is free any more. index is the EXPRESSION_INDEX. */
struct value evaluate_index(struct evaluation *evaluation, const struct expression *index);

/* A place in a selection: by is the dimension of its rows, columns_of that of its columns, SIZE_MAX if there is none. */
struct grid_cell {
    const struct selection *selection;
    size_t by, columns_of;
    size_t row, column;
};

/* The point at cell; series has the keys that the selection was made with. */
struct value evaluate_cell(struct evaluation *evaluation, const struct value *series, const struct grid_cell *cell);

/* a.b; field is the EXPRESSION_FIELD. */
struct value evaluate_field(struct evaluation *evaluation, const struct expression *field);

/* The fields that only the point of a score has: levels, level and evidence. False if field is none of them. */
bool evaluate_score(struct evaluation *evaluation, const struct expression *field, const struct value *point,
                    struct value *result);

/* What the front matter of a description holds: a text, a list, or a map as a record. */
struct value evaluate_front(struct arena *arena, const struct yaml *yaml);

/* Arithmetic and comparison of two numbers, which must fit together. */
struct value evaluate_arithmetic(struct evaluation *evaluation, const struct expression *pair);
struct value evaluate_comparison(struct evaluation *evaluation, const struct expression *pair);

/* value as a number: a point's value, or missing; a fault with a message if it is neither. */
struct value evaluate_number(struct evaluation *evaluation, const struct expression *at, struct value value);

/* value as a list: a series with one free dimension gives its points. Missing and faults stay. */
struct value evaluate_list(struct evaluation *evaluation, const struct expression *at, struct value value);

/* The code that value stands for as a key: of a text, region or point; NULL if it has none. */
const char *value_code(struct arena *arena, const struct value *value);

/* The name that value prints as: of a region, point, policy or text; a fault otherwise. */
struct value evaluate_name(struct evaluation *evaluation, const struct expression *at, const struct value *value);

/* Makes the value printable: its pieces with their origins. bare leaves units out. Returns false after a diagnostic. */
bool value_print(struct evaluation *evaluation, struct value value, bool bare, struct value *text);

/* The regions of region that tables and maps show; of an aggregate, its members. */
struct value evaluate_regions(struct evaluation *evaluation, const struct region *region);

/* Notes the computed value among the derived ones and gives its origin. */
struct origin evaluate_derived(struct evaluation *evaluation, const struct value *value);

#endif
