/* Method mapping: how many policies of a country name each word of some categories of their front matter: which instruments, aims or
 * beneficiaries there are where. The words are the labels of the code list of the dimension; each point knows the lines that name it.
 * A country is described if one of its policies says anything in these categories; else its values are missing, not zero. */
#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "policy/policy.h"

struct mapping {
    struct definition *definition;
    const char *const *categories;
    size_t category_count;
    int year;
};

/* The policies of one country, and what they say. */
struct described {
    const char *country;
    const struct policy *policies;
    size_t count;
    bool any; /* something is said in the categories */
};

/* The word where the category of policy holds text; NULL if it does not. text NULL: any word. */
static const struct yaml *find_word(const struct policy *policy, const char *category, const char *text) {
    const struct yaml *words = yaml_find(policy->front, category);
    size_t count = !words || words->kind == YAML_MAP ? 0 : words->kind == YAML_LIST ? words->count : 1;
    for (size_t i = 0; i < count; i++) {
        const struct yaml *word = words->kind == YAML_LIST ? words->items[i] : words;
        if (word->kind == YAML_SCALAR && *word->text && (!text || strcmp(word->text, text) == 0)) {
            return word;
        }
    }
    return NULL;
}

/* The first word of any of the categories that is text (NULL: any), and which category holds it. */
static const struct yaml *find_in(const struct mapping *mapping, const struct policy *policy, const char *text,
                                  const char **category) {
    const struct yaml *word = NULL;
    for (size_t i = 0; !word && i < mapping->category_count; i++) {
        *category = mapping->categories[i];
        word = find_word(policy, mapping->categories[i], text);
    }
    return word;
}

/* Counts the policies that name the member, and points at their words. */
static void count(const struct mapping *mapping, const struct described *described, const struct member *member,
                  struct point_value *point) {
    struct arena *arena = mapping->definition->arena;
    struct evidence *evidence = arena_array(arena, described->count, sizeof *evidence);
    size_t found = 0;
    for (size_t i = 0; i < described->count; i++) {
        const struct policy *policy = &described->policies[i];
        const char *category = NULL;
        const struct yaml *word = find_in(mapping, policy, member->label, &category);
        if (word) {
            evidence[found++] = (struct evidence){ word->pos, policy->name, category, word->text,
                                                   arena_print(arena, "%s, %s: %s", policy->name, category, word->text) };
        }
    }
    point_compute(mapping->definition, point, (double)found, NULL, 0);
    if (found > 0) {
        point_note(arena, point, &(struct point_aside){ .evidence = evidence, .evidence_count = (uint32_t)found });
    }
}

static void map_country(const struct mapping *mapping, const struct described *described) {
    struct definition *definition = mapping->definition;
    size_t place = definition_member(definition, 0, described->country);
    for (size_t i = 0; place != SIZE_MAX && i < definition->series->dimensions[1].count; i++) {
        const uint16_t keys[] = { (uint16_t)place, (uint16_t)i };
        struct point_value *point = series_add(definition, keys, mapping->year);
        if (!point) {
            return;
        }
        if (described->any) {
            count(mapping, described, &definition->series->dimensions[1].members[i], point);
        } else {
            const char *why = described->count == 0 ? "no policy of %s is described" : "the descriptions for %s do not say";
            point_miss(point, arena_print(definition->arena, why, described->country));
        }
    }
}

static void map_all(const struct mapping *mapping) {
    const struct indicators *indicators = mapping->definition->indicators;
    size_t countries = 0;
    const struct region *const *regions = geo_level(indicators->geo, 0, &countries);
    for (size_t i = 0; indicators->policies && i < countries; i++) {
        struct described described = { .country = regions[i]->code };
        const char *category = NULL;
        described.policies = policies_find(indicators->policies, described.country, &described.count);
        for (size_t k = 0; k < described.count; k++) {
            described.any = described.any || find_in(mapping, &described.policies[k], NULL, &category);
        }
        map_country(mapping, &described);
    }
}

bool mapping_compute(struct definition *definition) {
    struct mapping mapping = { .definition = definition };
    const struct yaml *entry = definition->entry;
    const char *dimension = yaml_need(definition->diag, entry, "dimension");
    double year = yaml_number(definition->diag, entry, "year", 0);
    mapping.categories = yaml_texts(definition->arena, definition->diag, entry, "categories", &mapping.category_count);
    if (!dimension || mapping.category_count == 0 || year < 1 || year > 9999 || !code_list_find(definition->indicators, dimension)) {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_SETTING, entry->pos,
                 "dimension: one with a code list; categories: of the descriptions; year: of their state");
        return false;
    }
    mapping.year = (int)year;
    definition_add_dimension(definition, "geo");
    definition_add_dimension(definition, dimension);
    map_all(&mapping);
    return true;
}
