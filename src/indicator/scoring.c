/* Method scoring: how many points the policies of a country reach on each criterion of a rule file ("rules"). A level of
 * a criterion holds if one description meets one of its conditions; the level with most points that holds is the
 * score, and the entries that met the condition are its evidence. Where no level holds the score is missing, not zero.
 * Years are calendar years, as most starts are known by the year only. */
#include "indicator/scoring.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/build.h"
#include "policy/policy.h"

static const char *const region_dimension = "geo";
static const char *const criterion_dimension = "criterion";

struct scoring {
    struct definition *definition;
    const struct score_rules *rules;
};

/* What met a condition, gathered over the descriptions of one country. */
struct findings {
    struct evidence *items;
    size_t count, capacity;
};

/* One description under test. */
struct testing {
    const struct scoring *scoring;
    const struct policy *policy;
    struct findings *findings;
};

static void point_at(const struct testing *testing, const char *field, const struct yaml *word) {
    struct findings *findings = testing->findings;
    findings->items = arena_grow(testing->scoring->definition->scratch, findings->items, findings->count, &findings->capacity, sizeof *findings->items);
    findings->items[findings->count++] = (struct evidence){ word->pos, testing->policy->name, field, word->text, NULL };
}

/* The words of a category, which is one text or a list of them. */
static size_t word_count(const struct yaml *category) {
    return !category || category->kind == YAML_MAP ? 0 : category->kind == YAML_SCALAR ? 1 : category->count;
}

static const struct yaml *word_at(const struct yaml *category, size_t index) {
    return category->kind == YAML_SCALAR ? category : category->items[index];
}

static bool is_word(const struct yaml *word, const char *text) {
    return word->kind == YAML_SCALAR && strcmp(word->text, text) == 0;
}

/* Points at each of the wanted words that the category holds; how many it holds. */
static size_t find_words(const struct testing *testing, const struct score_test *test, const struct yaml *category) {
    size_t found = 0;
    for (size_t i = 0; i < test->word_count; i++) {
        for (size_t k = 0; k < word_count(category); k++) {
            if (is_word(word_at(category, k), test->words[i])) {
                point_at(testing, test->field, word_at(category, k));
                found++;
                break;
            }
        }
    }
    return found;
}

/* Points at each word but the one that means "none". */
static size_t find_stated(const struct testing *testing, const struct score_test *test, const struct yaml *category) {
    const char *none = testing->scoring->rules->none;
    size_t found = 0;
    for (size_t i = 0; i < word_count(category); i++) {
        const struct yaml *word = word_at(category, i);
        if (word->kind == YAML_SCALAR && *word->text && strcmp(word->text, none) != 0) {
            point_at(testing, test->field, word);
            found++;
        }
    }
    return found;
}

/* True if the year that the field begins with lies more than so many years before the reference date. */
static bool is_past(const struct testing *testing, const struct score_test *test, const struct yaml *since) {
    double year = 0;
    if (!since || since->kind != YAML_SCALAR || !number_read(since->text, &year)) {
        return false;
    }
    if (testing->scoring->rules->year - (int)year <= test->years) {
        return false;
    }
    point_at(testing, test->field, since);
    return true;
}

static bool passes(const struct testing *testing, const struct score_test *test) {
    const struct yaml *field = yaml_find(testing->policy->front, test->field);
    switch (test->kind) {
    case TEST_ANY:
        return find_words(testing, test, field) > 0;
    case TEST_ALL:
        return find_words(testing, test, field) == test->word_count;
    case TEST_STATED:
        return find_stated(testing, test, field) > 0;
    case TEST_YEARS_OVER:
        return is_past(testing, test, field);
    }
    return false;
}

static bool meets(const struct testing *testing, const struct score_condition *condition) {
    size_t before = testing->findings->count;
    for (size_t i = 0; i < condition->count; i++) {
        if (!passes(testing, &condition->tests[i])) {
            testing->findings->count = before;
            return false;
        }
    }
    return true;
}

/* The descriptions of one country: those of its policies, and its own or NULL. */
struct descriptions {
    const char *country;
    const struct policy *policies, *own;
    size_t count;
};

static struct descriptions descriptions_of(const struct policies *policies, const char *country) {
    struct descriptions found = { .country = country };
    found.policies = policies_find(policies, country, &found.count);
    found.own = policies_description(policies, country);
    return found;
}

/* True if the description meets a condition of the level; the first that it meets is pointed at. */
static bool meets_one(const struct testing *testing, const struct level_rule *level) {
    bool met = level->count == 0;
    for (size_t i = 0; !met && i < level->count; i++) {
        met = meets(testing, &level->conditions[i]);
    }
    return met;
}

static bool holds(const struct scoring *scoring, const struct level_rule *level,
                  const struct descriptions *descriptions, struct findings *findings) {
    bool any = descriptions->own && meets_one(&(struct testing){ scoring, descriptions->own, findings }, level);
    for (size_t i = 0; i < descriptions->count; i++) {
        any = meets_one(&(struct testing){ scoring, &descriptions->policies[i], findings }, level) || any;
    }
    return any;
}

/* What is found, with its texts. */
static const struct evidence *keep(struct arena *arena, const struct findings *findings) {
    struct evidence *kept = arena_array(arena, findings->count, sizeof *kept);
    for (size_t i = 0; i < findings->count; i++) {
        kept[i] = findings->items[i];
        const char *const parts[] = { kept[i].policy, ", ", kept[i].category, ": ", kept[i].word };
        kept[i].text = arena_join(arena, parts, sizeof parts / sizeof *parts);
    }
    return kept;
}

static void score(const struct scoring *scoring, const struct criterion_rule *criterion, struct point_value *point,
                  const struct descriptions *descriptions) {
    struct findings best = { 0 };
    size_t reached = SIZE_MAX;
    for (size_t i = 0; i < criterion->count; i++) {
        const struct level_rule *level = &criterion->rules[i];
        struct findings findings = { 0 };
        if (holds(scoring, level, descriptions, &findings) &&
            (reached == SIZE_MAX || criterion->levels[i].points > criterion->levels[reached].points)) {
            reached = i;
            best = findings;
        }
    }
    if (reached == SIZE_MAX) {
        point_miss(point, arena_print(scoring->definition->arena, "the descriptions for %s say nothing of %s",
                                      descriptions->country, criterion->code));
        return;
    }
    point_compute(scoring->definition, point, criterion->levels[reached].points, NULL, 0);
    struct arena *arena = scoring->definition->arena;
    point_note(arena, point,
               &(struct point_aside){ .evidence = keep(arena, &best), .evidence_count = (uint32_t)best.count, .level = (uint16_t)reached });
}

static void score_country(const struct scoring *scoring, const char *country) {
    struct definition *definition = scoring->definition;
    const struct descriptions descriptions = descriptions_of(definition->indicators->policies, country);
    size_t member = definition_member(definition, 0, country);
    for (size_t i = 0; member != SIZE_MAX && i < scoring->rules->count; i++) {
        const uint16_t keys[] = { (uint16_t)member, (uint16_t)i };
        struct point_value *point = series_add(definition, keys, scoring->rules->year);
        if (!point) {
            return;
        }
        if (descriptions.count == 0 && !descriptions.own) {
            point_miss(point, arena_print(definition->arena, "no policy of %s is described", country));
        } else {
            score(scoring, &scoring->rules->criteria[i], point, &descriptions);
        }
    }
}

/* Countries first, then whatever else has descriptions. */
static void score_all(const struct scoring *scoring) {
    const struct indicators *indicators = scoring->definition->indicators;
    size_t count = 0;
    const struct region *const *countries = geo_level(indicators->geo, 0, &count);
    for (size_t i = 0; i < count; i++) {
        score_country(scoring, countries[i]->code);
    }
    const char *const *subjects = policies_subjects(indicators->policies, &count);
    for (size_t i = 0; i < count; i++) {
        size_t described = 0;
        policies_find(indicators->policies, subjects[i], &described);
        if (described > 0) {
            score_country(scoring, subjects[i]);
        }
    }
}

static void name_criteria(const struct scoring *scoring) {
    struct definition *definition = scoring->definition;
    for (size_t i = 0; i < scoring->rules->count; i++) {
        const struct criterion_rule *criterion = &scoring->rules->criteria[i];
        size_t member = definition_member(definition, 1, criterion->code);
        struct member *named = &definition->series->dimensions[1].members[member];
        named->label = criterion->name;
        named->short_label = criterion->short_name;
        named->pos = criterion->pos;
    }
}

const struct score_level *series_levels(const struct series *series, size_t member, size_t *count) {
    *count = series->rules && member < series->rules->count ? series->rules->criteria[member].count : 0;
    return *count ? series->rules->criteria[member].levels : NULL;
}

bool scoring_compute(struct definition *definition) {
    struct scoring scoring = { .definition = definition };
    scoring.rules = score_rules_read(definition);
    if (!scoring.rules) {
        return false;
    }
    definition->series->rules = scoring.rules;
    definition_add_dimension(definition, region_dimension);
    definition_add_dimension(definition, criterion_dimension);
    name_criteria(&scoring);
    if (definition->indicators->policies) {
        score_all(&scoring);
    }
    return true;
}
