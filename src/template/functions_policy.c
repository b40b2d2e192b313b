/* Functions of policy descriptions. */
#include "template/function.h"

#include "base/arena.h"
#include "geo/region.h"
#include "policy/policy.h"

static struct value call_section(const struct call *call) {
    const struct value *of = &call->values[0];
    const char *id = NULL;
    struct value result;
    if (of->kind != KIND_POLICY) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                             "section needs a policy or a description, not %s", value_kind_name(of->kind));
    }
    if (!call_text(call, 1, &id, &result)) {
        return result;
    }
    const struct policy_section *section = policy_section(of->policy, id);
    return section ? (struct value){ .kind = KIND_MARKDOWN, .unit = "", .policy = of->policy, .section = section }
                   : value_missing(arena_print(call->evaluation->arena, "%s has no section %s", of->policy->name, id));
}

static struct value call_descriptions(const struct call *call) {
    const struct value *of = &call->values[0];
    const char *kind = NULL;
    struct value result;
    if (of->kind != KIND_REGION) {
        return evaluate_fail(call->evaluation, call->at, DIAG_CODE_EXPRESSION_WRONG_KIND,
                             "descriptions needs a region, not %s", value_kind_name(of->kind));
    }
    if (!call_text(call, 1, &kind, &result)) {
        return result;
    }
    const struct policies *policies = call->evaluation->world->policies;
    struct value *items = NULL;
    size_t count = 0, capacity = 0;
    const struct policy *found = NULL;
    while ((found = policies_of_kind(policies, of->region->code, kind, count))) {
        items = arena_grow(call->evaluation->arena, items, count, &capacity, sizeof *items);
        items[count++] = (struct value){ .kind = KIND_POLICY, .unit = "", .policy = found };
    }
    return value_list(items, count);
}

const struct function functions_policy[] = {
    { "descriptions", "descriptions(region, kind)", "the descriptions of a region that are of a kind of its own", 2, 2,
      ARGUMENTS_PRESENT, call_descriptions },
    { "section", "section(policy, id)", "the part of its text below the heading with this id, for ::: insert", 2, 2,
      ARGUMENTS_PRESENT, call_section },
    { 0 },
};
