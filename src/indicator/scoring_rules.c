#include "indicator/scoring.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/yaml.h"
#include "indicator/build.h"

struct reading {
    struct arena *arena;
    struct diag *diag;
};

static bool bad_rule(const struct reading *reading, struct source_pos pos, const char *why) {
    diag_add(reading->diag, DIAG_CODE_SCORING_BAD_RULE, pos, "%s", why);
    return false;
}

/* "{all: [a, b]}", "{stated: yes}", "{years_over: n}" */
static bool read_special(const struct reading *reading, const struct yaml *wanted, struct score_test *test) {
    static const char *const known[] = { "all", "stated", "years_over", NULL };
    yaml_check_keys(reading->diag, wanted, known);
    if (wanted->count != 1) {
        return bad_rule(reading, wanted->pos, "one of all, stated, years_over");
    }
    if (yaml_find(wanted, "all")) {
        test->kind = TEST_ALL;
        test->words = yaml_texts(reading->arena, reading->diag, wanted, "all", &test->word_count);
        return test->word_count > 0 || bad_rule(reading, wanted->pos, "a list of words");
    }
    if (yaml_find(wanted, "stated")) {
        test->kind = TEST_STATED;
        return yaml_flag(reading->diag, wanted, "stated", false) || bad_rule(reading, wanted->pos, "stated: yes");
    }
    test->kind = TEST_YEARS_OVER;
    const char *years = yaml_text(reading->diag, wanted, "years_over", "");
    return number_parse(years, &test->years) || bad_rule(reading, wanted->pos, "years_over: a number");
}

static bool read_condition(const struct reading *reading, const struct yaml *entry, struct score_condition *condition) {
    if (entry->kind != YAML_MAP || entry->count == 0) {
        return bad_rule(reading, entry->pos, "a condition names a category and its words");
    }
    condition->tests = arena_array(reading->arena, entry->count, sizeof *condition->tests);
    condition->count = entry->count;
    bool all_read = true;
    for (size_t i = 0; i < entry->count; i++) {
        struct score_test *test = &condition->tests[i];
        test->field = entry->keys[i];
        if (entry->items[i]->kind == YAML_MAP) {
            all_read = read_special(reading, entry->items[i], test) && all_read;
            continue;
        }
        test->words = yaml_texts(reading->arena, reading->diag, entry, entry->keys[i], &test->word_count);
        all_read = (test->word_count > 0 || bad_rule(reading, entry->items[i]->pos, "a list of words")) && all_read;
    }
    return all_read;
}

static bool read_level(const struct reading *reading, const struct yaml *entry, struct score_level *level,
                       struct level_rule *rule) {
    static const char *const known[] = { "id", "name", "points", "when", NULL };
    yaml_check_keys(reading->diag, entry, known);
    level->code = yaml_need(reading->diag, entry, "id");
    const char *points = yaml_need(reading->diag, entry, "points");
    if (!level->code || !points) {
        return false;
    }
    level->name = yaml_text(reading->diag, entry, "name", level->code);
    if (!number_parse(points, &level->points) || level->points < 0) {
        return bad_rule(reading, yaml_key_pos(entry, "points"), "points: a number, not below 0");
    }
    const struct yaml *when = yaml_find(entry, "when");
    size_t count = when && when->kind == YAML_LIST ? when->count : 0;
    if (count == 0 && level->points > 0) {
        diag_add(reading->diag, DIAG_CODE_SCORING_NO_EVIDENCE, entry->pos, "%s", level->code);
        return false;
    }
    rule->conditions = arena_array(reading->arena, count, sizeof *rule->conditions);
    bool all_read = true;
    for (size_t i = 0; i < count; i++) {
        all_read = read_condition(reading, when->items[i], &rule->conditions[rule->count++]) && all_read;
    }
    return all_read;
}

enum { MOST_LEVELS = 1000 };

static bool read_criterion(const struct reading *reading, const struct yaml *entry, struct criterion_rule *criterion) {
    static const char *const known[] = { "id", "name", "short", "gloss", "levels", NULL };
    yaml_check_keys(reading->diag, entry, known);
    criterion->code = yaml_need(reading->diag, entry, "id");
    criterion->pos = entry->pos;
    const struct yaml *levels = yaml_find(entry, "levels");
    if (!criterion->code || !levels || levels->kind != YAML_LIST || levels->count == 0) {
        return bad_rule(reading, entry->pos, "a criterion has an id and levels");
    }
    if (levels->count > MOST_LEVELS) {
        return bad_rule(reading, levels->pos, "a criterion has at most 1 000 levels");
    }
    criterion->name = yaml_text(reading->diag, entry, "name", criterion->code);
    criterion->short_name = yaml_text(reading->diag, entry, "short", criterion->name);
    criterion->count = levels->count;
    criterion->levels = arena_array(reading->arena, levels->count, sizeof *criterion->levels);
    criterion->rules = arena_array(reading->arena, levels->count, sizeof *criterion->rules);
    bool all_read = true;
    for (size_t i = 0; i < levels->count; i++) {
        all_read = read_level(reading, levels->items[i], &criterion->levels[i], &criterion->rules[i]) && all_read;
    }
    return all_read;
}

static bool read_criteria(const struct reading *reading, const struct yaml *top, struct score_rules *rules) {
    const struct yaml *criteria = yaml_find(top, "criteria");
    if (!criteria || criteria->kind != YAML_LIST || criteria->count == 0) {
        return bad_rule(reading, top->pos, "a list of criteria");
    }
    rules->criteria = arena_array(reading->arena, criteria->count, sizeof *rules->criteria);
    rules->count = criteria->count;
    bool all_read = true;
    for (size_t i = 0; i < criteria->count; i++) {
        all_read = read_criterion(reading, criteria->items[i], &rules->criteria[i]) && all_read;
        for (size_t k = 0; all_read && k < i; k++) {
            if (strcmp(rules->criteria[k].code, rules->criteria[i].code) == 0) {
                all_read = bad_rule(reading, criteria->items[i]->pos, "two criteria have this id");
            }
        }
    }
    return all_read;
}

const struct score_rules *score_rules_read(struct definition *definition) {
    static const char *const known[] = { "source", "reference_date", "none", "criteria", NULL };
    const struct reading reading = { definition->arena, definition->diag };
    const char *path = yaml_need(reading.diag, definition->entry, "rules");
    const struct source_file *file = path ? indicators_file(definition->indicators, reading.diag, path,
                                                            yaml_key_pos(definition->entry, "rules"))
                                          : NULL;
    const struct yaml *top = file ? yaml_parse(reading.arena, reading.diag, file) : NULL;
    if (!top) {
        return NULL;
    }
    yaml_check_keys(reading.diag, top, known);
    struct score_rules *rules = arena_alloc(reading.arena, sizeof *rules);
    rules->none = yaml_text(reading.diag, top, "none", "");
    double year = 0;
    const char *date = yaml_need(reading.diag, top, "reference_date");
    if (!date || !number_read(date, &year) || year < 1 || year > 9999) {
        bad_rule(&reading, yaml_key_pos(top, "reference_date"), "reference_date: year-month-day");
        return NULL;
    }
    rules->year = (int)year;
    return read_criteria(&reading, top, rules) ? rules : NULL;
}
