/* The rule file of a scoring: criteria, their levels, and what a description must say for a level to hold. For the
 * files of indicator/ only. */
#ifndef ALMANAC_INDICATOR_SCORING_H
#define ALMANAC_INDICATOR_SCORING_H

#include "indicator/series.h"

struct definition;

enum test_kind {
    TEST_ANY,       /* field: [a, b]: the field holds one of the words */
    TEST_ALL,       /* field: {all: [a, b]}: it holds all of them */
    TEST_STATED,    /* field: {stated: yes}: it holds a word other than the one for "none" */
    TEST_YEARS_OVER /* field: {years_over: n}: it begins with a year more than n before the reference date */
};

struct score_test {
    const char *field; /* key of the front matter */
    enum test_kind kind;
    const char *const *words;
    size_t word_count;
    double years;
};

/* Tests that must all be passed by one description. */
struct score_condition {
    struct score_test *tests;
    size_t count;
};

/* Conditions of which one is enough; none at all: holds for every description, with 0 points only. */
struct level_rule {
    struct score_condition *conditions;
    size_t count;
};

struct criterion_rule {
    const char *code, *name, *short_name;
    struct source_pos pos;
    struct score_level *levels; /* as in the file */
    struct level_rule *rules;   /* one for each level */
    size_t count;
};

struct score_rules {
    int year; /* of the reference date */
    const char *none; /* the word that means that there is none */
    struct criterion_rule *criteria;
    size_t count;
};

/* Reads the file named under "rules"; NULL after a diagnostic. Errors: YAML_*, SCORING_*. */
const struct score_rules *score_rules_read(struct definition *definition);

#endif
