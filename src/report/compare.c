#include "report/compare.h"

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "document/number.h"
#include "indicator/series.h"
#include "policy/policy.h"
#include "report/program.h"
#include "template/template.h"
#include "text/style.h"

struct comparison {
    const struct program *newer;
    struct template_world worlds[COMPARE_COUNT];
    const char *editions[COMPARE_COUNT]; /* whose name documents print */
};

/* What a state takes its data and definitions from. */
struct mixture {
    const struct datasets *datasets;
    const struct program *geo;
    unsigned taken; /* bits of definition_part that come from the newer edition */
};

static struct template_world mix(struct arena *arena, const struct program *older, const struct program *newer,
                                 const struct mixture *mixture) {
    struct diag *unheard = diag_new(arena); /* what is between the editions is nobody's fault */
    const struct definition_edition definitions = { newer->edition, older->edition, mixture->taken };
    struct template_world world = newer->world;
    world.geo = mixture->geo->world.geo;
    const struct indicator_source source = { mixture->datasets, world.geo, world.policies, newer->root,
        newer->publication->indicators };
    world.indicators = indicators_compute_edition(arena, unheard, &source, &definitions);
    return world;
}

struct comparison *report_compare(struct program *program, struct diag *diag, const char *older_name, const char *newer_name) {
    const char *names[] = { older_name, newer_name };
    for (size_t i = 0; i < 2; i++) {
        if (publication_edition(program->publication, names[i])) continue;
        diag_add(diag, DIAG_CODE_PUBLICATION_UNKNOWN_EDITION, (struct source_pos){ program->publication->file, 0, 0 }, "%s", names[i]);
        return NULL;
    }
    struct arena *arena = program->arena;
    const struct program *older = program_edition(program, diag, older_name), *newer = program_edition(program, diag, newer_name);
    const struct datasets *revised = datasets_between(arena, older->datasets, newer->datasets, DATASET_REVISED);
    const struct datasets *periods = datasets_between(arena, older->datasets, newer->datasets, DATASET_PERIODS);
    const unsigned codes = 1U << PART_CLASSIFICATION, method = codes | 1U << PART_METHOD;
    const struct mixture mixtures[COMPARE_COUNT] = {
        [COMPARE_REVISED] = { revised, older, 0 },
        [COMPARE_PERIODS] = { periods, older, 0 },
        [COMPARE_CLASSIFICATION] = { newer->datasets, newer, codes },
        [COMPARE_METHOD] = { newer->datasets, newer, method },
    };
    struct comparison *comparison = arena_alloc(arena, sizeof *comparison);
    comparison->newer = newer;
    for (int state = 0; state < COMPARE_COUNT; state++) {
        comparison->editions[state] = state == COMPARE_OLDER ? older_name : newer_name;
        if (mixtures[state].datasets) comparison->worlds[state] = mix(arena, older, newer, &mixtures[state]);
    }
    comparison->worlds[COMPARE_OLDER] = older->world;
    comparison->worlds[COMPARE_NEWER] = newer->world;
    return comparison;
}

const struct indicators *comparison_series(const struct comparison *comparison, enum compare_state state) {
    return comparison->worlds[state].indicators;
}

const struct printed *comparison_print(const struct comparison *comparison, struct arena *arena, struct diag *diag,
                                       const struct report_job *job, enum compare_state state) {
    const struct template_entry *entry = program_template(comparison->newer, job);
    struct diag *heard = diag_new(arena); /* what is wrong with a document is for its build to say, a claim that fell is an answer */
    if (!entry) return NULL;
    const struct template_job filling = { .subject = job->subject, .edition = comparison->editions[state], .language = job->language,
                                          .style = entry->style ? &entry->style->number : NULL };
    struct filled *filled = template_fill(arena, heard, entry->template, &comparison->worlds[state], &filling);
    if (!filled) {
        if (state == COMPARE_NEWER) diag_join(diag, heard);
        return NULL;
    }
    document_number(arena, heard, filled->document, &filled->labels);
    return printed_list(arena, comparison->worlds[state].indicators, filled);
}

struct report_result comparison_report(const struct comparison *comparison, struct arena *arena, struct diag *diag,
                                       const struct report_job *job, const struct source_file *description) {
    struct program program = *comparison->newer;
    size_t editions = program.publication->edition_count;
    const char *folder = arena_print(arena, "%s/%s", program.publication->templates, job->template);
    program.templates = arena_array(arena, 1, sizeof *program.templates);
    program.template_count = 0;
    program.editions = arena_array(arena, editions, sizeof *program.editions);
    for (size_t i = 0; i < editions; i++) program.editions[i] = &program;
    program.world.policies = policies_made_of(arena, diag, job->subject, description);
    if (!program_load_template(&program, diag, folder, (struct template_use){ .name = job->template, .theme = job->theme })) return (struct report_result){ 0 };
    return report_build(&program, arena, diag, job, STAGE_PDF);
}
