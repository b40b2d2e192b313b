/* Types and constraints of one field. */
#include "data/schema_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/yaml.h"

enum { LONGEST_MATCHED = 10000, LONGEST_NUMBER = 63 };

/* The number that is the whole text, with the decimal sign of the file. */
static bool read_number(const char *text, char decimal, double *value) {
    char copy[LONGEST_NUMBER + 1];
    size_t size = strlen(text);
    if (size > LONGEST_NUMBER) {
        return false;
    }
    for (size_t i = 0; i <= size; i++) {
        copy[i] = text[i] == decimal ? '.' : text[i] == '.' ? ' ' : text[i];
    }
    return number_parse(copy, value);
}

static bool is_number(const char *text, char decimal) {
    double value;
    return read_number(text, decimal, &value);
}

static bool is_integer(const char *text, char decimal) {
    (void)decimal;
    text += *text == '-' || *text == '+';
    return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool is_boolean(const char *text, char decimal) {
    (void)decimal;
    static const char *const words[] = { "true", "True", "TRUE", "1", "false", "False", "FALSE", "0" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* True if text looks like shape: 0 stands for a digit, all else for itself; the rest of text is given back. */
static const char *match(const char *text, const char *shape) {
    for (; *shape; shape++, text++) {
        bool fits = *shape == '0' ? *text >= '0' && *text <= '9' : *text == *shape;
        if (!fits) {
            return NULL;
        }
    }
    return text;
}

static bool is_year(const char *text, char decimal) {
    (void)decimal;
    const char *rest = match(text, "0000");
    return rest && *rest == '\0';
}

static bool is_month(const char *text) {
    int month = match(text, "0000-00") ? atoi(text + 5) : 0;
    return month >= 1 && month <= 12;
}

static bool is_year_month(const char *text, char decimal) {
    (void)decimal;
    return is_month(text) && text[7] == '\0';
}

static bool is_date(const char *text, char decimal) {
    (void)decimal;
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const char *rest = match(text, "0000-00-00");
    if (!rest || *rest != '\0' || !is_month(text)) {
        return false;
    }
    int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[month - 1] - (month == 2 && !leap);
}

static bool is_time(const char *text, char decimal) {
    (void)decimal;
    const char *rest = match(text, "00:00:00");
    return rest && *rest == '\0' && atoi(text) < 24 && atoi(text + 3) < 60 && atoi(text + 6) < 60;
}

static bool is_date_time(const char *text, char decimal) {
    char date[11], time[9];
    if (strlen(text) != 20 || text[10] != 'T' || text[19] != 'Z') {
        return false;
    }
    memcpy(date, text, 10);
    memcpy(time, text + 11, 8);
    date[10] = time[8] = '\0';
    return is_date(date, decimal) && is_time(time, decimal);
}

static const struct {
    const char *name;
    bool (*is_typed)(const char *text, char decimal);
} types[] = {
    { "string", NULL },       { "any", NULL },          { "number", is_number },
    { "integer", is_integer }, { "boolean", is_boolean }, { "year", is_year },
    { "yearmonth", is_year_month }, { "date", is_date }, { "time", is_time },
    { "datetime", is_date_time },
};

static bool read_type(struct builder *builder, const struct yaml *field, struct field_rule *rule) {
    rule->type = yaml_text(builder->diag, field, "type", "any");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, rule->type) == 0) {
            rule->is_typed = types[i].is_typed;
            return true;
        }
    }
    return schema_fault(builder, yaml_key_pos(field, "type"),
                        "type: string, number, integer, boolean, year, yearmonth, date, time, datetime or any");
}

static bool read_pattern(struct builder *builder, const struct yaml *constraints, struct field_rule *rule) {
    const char *pattern = yaml_text(builder->diag, constraints, "pattern", NULL);
    if (!pattern) {
        return true;
    }
    char *whole = arena_print(builder->arena, "^(%s)$", pattern);
    rule->has_pattern = strlen(pattern) <= 1000 && regcomp(&rule->pattern, whole, REG_EXTENDED | REG_NOSUB) == 0;
    return rule->has_pattern || schema_fault(builder, yaml_key_pos(constraints, "pattern"),
                                             "pattern: a POSIX extended regular expression");
}

static struct map *read_enum(struct builder *builder, const struct yaml *constraints) {
    size_t count = 0;
    const char *const *texts = yaml_texts(builder->arena, builder->diag, constraints, "enum", &count);
    struct map *allowed = texts ? map_new(builder->arena) : NULL;
    for (size_t i = 0; i < count; i++) {
        map_add(allowed, texts[i], i);
    }
    return allowed;
}

bool field_rule_read(struct builder *builder, const struct yaml *field, struct field_rule *rule) {
    static const char *const known[] = { "required", "unique", "minimum", "maximum", "minLength", "maxLength",
                                         "enum",     "pattern", NULL };
    struct diag *diag = builder->diag;
    const struct yaml *constraints = yaml_find(field, "constraints");
    rule->longest = INFINITY;
    if (!read_type(builder, field, rule)) {
        return false;
    }
    if (!constraints) {
        return true;
    }
    if (constraints->kind != YAML_MAP) {
        return schema_fault(builder, constraints->pos, "constraints: a map");
    }
    yaml_check_keys(diag, constraints, known);
    rule->required = yaml_flag(diag, constraints, "required", false);
    rule->unique = yaml_flag(diag, constraints, "unique", false);
    rule->minimum = yaml_text(diag, constraints, "minimum", NULL);
    rule->maximum = yaml_text(diag, constraints, "maximum", NULL);
    rule->shortest = yaml_number(diag, constraints, "minLength", 0);
    rule->longest = yaml_number(diag, constraints, "maxLength", INFINITY);
    rule->allowed = read_enum(builder, constraints);
    rule->seen = rule->unique ? map_new(builder->arena) : NULL;
    return read_pattern(builder, constraints, rule);
}

bool field_rule_applies(const struct field_rule *rule) {
    return rule->is_typed || rule->required || rule->unique || rule->minimum || rule->maximum || rule->shortest > 0 ||
           rule->longest < INFINITY || rule->allowed || rule->has_pattern;
}

/* Below 0 if a is less than b: as numbers where the type is one, else by bytes, which suits dates. */
static double compare(const struct field_rule *rule, const char *a, const char *b, char decimal) {
    double left, right;
    bool numeric = rule->is_typed == is_number || rule->is_typed == is_integer;
    if (numeric && read_number(a, decimal, &left) && number_parse(b, &right)) {
        return left - right;
    }
    return strcmp(a, b);
}

static const char *check_constraints(struct builder *builder, struct field_rule *rule, const char *text) {
    char decimal = builder->resource->dialect.decimal;
    double length = (double)utf8_count(text, strlen(text));
    if (rule->minimum && compare(rule, text, rule->minimum, decimal) < 0) {
        return "minimum";
    }
    if (rule->maximum && compare(rule, text, rule->maximum, decimal) > 0) {
        return "maximum";
    }
    if (length < rule->shortest || length > rule->longest) {
        return length < rule->shortest ? "minLength" : "maxLength";
    }
    if (rule->allowed && map_find(rule->allowed, text) == MAP_NONE) {
        return "enum";
    }
    if (rule->has_pattern &&
        (strlen(text) > LONGEST_MATCHED || regexec(&rule->pattern, text, 0, NULL, 0) != 0)) {
        return "pattern";
    }
    return rule->unique && !map_add(rule->seen, text, 0) ? "unique" : NULL;
}

const char *field_rule_check(struct builder *builder, struct field_rule *rule, const char *text, enum diag_code *code) {
    *code = DIAG_CODE_DATA_CONSTRAINT;
    if (*text == '\0' || builder_is_missing(builder, text)) {
        return rule->required ? "required" : NULL;
    }
    if (rule->is_typed && !rule->is_typed(text, builder->resource->dialect.decimal)) {
        *code = DIAG_CODE_DATA_TYPE;
        return rule->type;
    }
    return check_constraints(builder, rule, text);
}
