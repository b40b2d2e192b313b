/* Functions of policy descriptions. */
#include "template/function.h"

#include "base/arena.h"
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

const struct function functions_policy[] = {
    { "section", "section(policy, id)", "the part of its text below the heading with this id, for ::: insert", 2, 2,
      ARGUMENTS_PRESENT, call_section },
    { 0 },
};
