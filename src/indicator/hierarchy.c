#include "indicator/hierarchy.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/yaml.h"
#include "geo/region.h"
#include "indicator/build.h"

static const char *const region_dimension = "geo";

static void tie_list(struct hierarchy *hierarchy, const struct series_dimension *dimension, const struct code_list *list) {
    for (size_t i = 0; i < hierarchy->count; i++) {
        size_t at = code_list_member(list, dimension->members[i].code);
        size_t parent = at == MAP_NONE ? MAP_NONE : dimension_find_member(dimension, list->parents[at]);
        hierarchy->parents[i] = parent == MAP_NONE ? (uint16_t)HIERARCHY_NO_PARENT : (uint16_t)parent;
        hierarchy->targets[i] = parent != MAP_NONE;
    }
    for (size_t i = 0; i < hierarchy->count; i++) {
        if (hierarchy->parents[i] != HIERARCHY_NO_PARENT) {
            hierarchy->targets[hierarchy->parents[i]] = false;
        }
    }
}

/* Regions of a level below their country; only those that tables list, so that nothing is counted twice. */
static void tie_regions(struct hierarchy *hierarchy, const struct series_dimension *dimension, const struct geo *geo) {
    for (size_t i = 0; i < hierarchy->count; i++) {
        const struct region *region = geo_find(geo, dimension->members[i].code);
        const struct region *country = region ? geo_country(geo, region) : NULL;
        bool is_listed = country && region->level > 0 && !geo_is_extra_regio(region);
        size_t parent = is_listed ? dimension_find_member(dimension, country->code) : MAP_NONE;
        hierarchy->parents[i] = parent == MAP_NONE ? (uint16_t)HIERARCHY_NO_PARENT : (uint16_t)parent;
        hierarchy->layers[i] = region ? region->level : -1;
        hierarchy->targets[i] = parent != MAP_NONE;
    }
}

bool hierarchy_make(const struct definition *definition, const struct series *of, size_t over,
                    struct hierarchy *hierarchy) {
    const struct series_dimension *dimension = &of->dimensions[over];
    hierarchy->count = dimension->count;
    hierarchy->parents = arena_array(definition->arena, dimension->count, sizeof *hierarchy->parents);
    hierarchy->layers = arena_array(definition->arena, dimension->count, sizeof *hierarchy->layers);
    hierarchy->targets = arena_array(definition->arena, dimension->count, sizeof *hierarchy->targets);
    const struct code_list *list = code_list_find(definition->indicators, dimension->name);
    if (list) {
        tie_list(hierarchy, dimension, list);
    } else if (strcmp(dimension->name, region_dimension) == 0) {
        tie_regions(hierarchy, dimension, definition->indicators->geo);
    } else {
        diag_add(definition->diag, DIAG_CODE_INDICATOR_NO_HIERARCHY, definition->entry->pos, "%s", dimension->name);
        return false;
    }
    return true;
}
