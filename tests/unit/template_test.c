/* template: what the goldens cannot show. They are in tests/golden/markdown (what templates can do) and
 * tests/golden/document (faults). */
#include "messages.h"

#include "template/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/yaml.h"
#include "data/dataset.h"
#include "geo/region.h"
#include "indicator/series.h"
#include "policy/policy.h"

static const char root[] = "golden/world";

/* The synthetic world, loaded once. */
struct world {
    struct arena *arena;
    struct diag *diag;
    struct template_world names;
};

static int load_world(void **state) {
    static struct world world;
    world.arena = arena_new();
    world.diag = diag_new(world.arena);
    struct arena *arena = world.arena;
    world.names.geo = geo_read(arena, world.diag, root, "data/geo/geo.yaml");
    const struct datasets *datasets = datasets_read(arena, world.diag, root, "data/datapackage.yaml");
    world.names.policies = policies_read(arena, world.diag, root, "data/policies");
    const struct indicator_source source = { datasets, world.names.geo, world.names.policies, root,
                                             "data/indicators.yaml" };
    world.names.indicators = indicators_compute(arena, world.diag, &source);
    const struct source_file *file =
        file_read(arena, world.diag, root, "data/bibliography.yaml", (struct source_pos){ 0 });
    world.names.bibliography = yaml_parse(arena, world.diag, file);
    *state = &world;
    return diag_failed(world.diag, 0);
}

static int close_world(void **state) {
    struct world *world = *state;
    arena_close(world->arena);
    return 0;
}

/* One filling of a template file. */
struct trial {
    struct arena *arena;
    struct diag *diag;
    const struct template *template;
    struct filled *filled;
};

static struct trial try_text(const struct world *world, const char *text) {
    struct trial trial = { .arena = arena_new() };
    trial.diag = diag_new(trial.arena);
    char path[] = P_tmpdir "/trial-XXXXXX.template";
    int file = mkstemps(path, 9);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    fputs(text, out);
    fclose(out);
    trial.template = template_read(trial.arena, trial.diag, root, path);
    remove(path);
    struct template_job job = { .subject = "XA", .edition = "2020", .language = "en" };
    if (trial.template) {
        trial.filled = template_fill(trial.arena, trial.diag, trial.template, &world->names, &job);
    }
    return trial;
}

static const char *dump(struct arena *arena, const struct filled *filled) {
    struct buffer out = buffer_new(arena);
    document_dump(filled->document, true, &out);
    return out.data;
}

static const char *messages(const struct trial *trial) {
    return said_in(trial->arena, trial->diag);
}

/* One template serves many documents: filling it leaves nothing behind. */
static void filling_twice_gives_the_same(void **state) {
    const struct world *world = *state;
    struct trial trial = try_text(world,
                                  "::: let a = job_share[subject]\n{{ sum(a) }} [@office] x[^n]\n\n[^n]: {{ 1 + 1 }}\n");
    struct template_job job = { .subject = "XA", .edition = "2020", .language = "en" };
    struct filled *again = template_fill(trial.arena, trial.diag, trial.template, &world->names, &job);
    assert_string_equal(dump(trial.arena, trial.filled), dump(trial.arena, again));
    assert_string_equal(messages(&trial), "");
    arena_close(trial.arena);
}

static void derived_numbers_know_their_inputs(void **state) {
    const struct world *world = *state;
    struct trial trial = try_text(world, "{{ sum(top(job_share[subject], 2)) | round(0) }}\n");
    assert_int_equal(trial.filled->derived_count, 1);
    const struct derived_value *derived = &trial.filled->derived[0];
    assert_int_equal(derived->input_count, 3); /* the two chosen, then the one that was not; the unranked one never could be */
    assert_string_equal(point_series(derived->inputs[0])->name, "job_share");
    assert_string_equal(derived->expression, "sum(top(job_share[subject], 2)) | round(0)");
    assert_string_equal(derived->unit, "percent");
    assert_int_equal(derived->pos.column, 4);
    const struct node *text = trial.filled->document->root->first->first;
    assert_int_equal(text->origin.id, DERIVED_FIRST);
    arena_close(trial.arena);
}

/* A document depends on a point once, however often its template names it. */
static void points_are_selected_once(void **state) {
    const struct world *world = *state;
    struct trial once = try_text(world, "{{ sum(job_share[subject]) }}\n");
    struct trial often = try_text(world, "{{ sum(job_share[subject]) }} {{ sum(job_share[subject]) + sum(job_share[subject]) }}\n");
    struct trial other = try_text(world, "{{ sum(job_share[subject]) }} {{ sum(job_share['XB']) }}\n");
    assert_string_equal(messages(&often), "");
    assert_int_equal(often.filled->selection_count, once.filled->selection_count);
    assert_int_equal(other.filled->selection_count, once.filled->selection_count + 1);
    arena_close(once.arena);
    arena_close(often.arena);
    arena_close(other.arena);
}

static void drawings_are_asked_for(void **state) {
    const struct world *world = *state;
    struct trial trial = try_text(world,
                                  "::: chart {#fig-a kind=bar span=half}\nheadline: \"{{ subject.name }}\"\ndata: job_share\n"
                                         "by: branch\nseries: [subject, reference]\nsort: subject descending\nlimit: 2\n"
                                         "colour: \"{{ subject.code }}\"\nlist: [a, b]\n:::\n");
    assert_string_equal(messages(&trial), "");
    assert_int_equal(trial.filled->graphic_count, 1);
    const struct graphic_request *request = &trial.filled->graphics[0];
    assert_string_equal(request->kind, "bar");
    assert_string_equal(request->span, "half");
    assert_string_equal(request->headline, "Xanadu");
    assert_int_equal(request->selection->row_count, 2);
    assert_int_equal(request->selection->subject_column, 0);
    assert_int_equal(request->option_count, 2);
    assert_string_equal(request->options[0].value, "XA");
    assert_string_equal(request->options[1].value, "a, b");
    assert_int_equal(document_node(trial.filled->document, request->node)->graphic, 1);
    arena_close(trial.arena);
}

/* What data say is text: it is never read as markup or as an expression. */
static void text_is_never_read_again(void **state) {
    const struct world *world = *state;
    struct trial trial = try_text(world, "{{ \"*a* {\" + \"{ subject }\" + \"} [^n] @fig-x | b\" }}\n");
    const struct node *paragraph = trial.filled->document->root->first;
    assert_string_equal(node_plain_text(trial.arena, paragraph), "*a* {{ subject }} [^n] @fig-x | b");
    assert_string_equal(messages(&trial), "");
    arena_close(trial.arena);
}

static const char sections_text[] =
    "::: let plan = subject.policies.first\n"
    "::: insert subject.description\n\n"
    "::: insert section(plan, \"objectives\")\n\n"
    "{{ section(plan, \"objectives\").title }}: {{ section(plan, \"nothing\").title ?? \"none\" }}\n\n"
    "::: table\nheadline: Plans\n---\n::: row\n::: cell\n"
    "::: insert section(plan, \"objectives\")\n\n"
    "::: ticks plan.objectives\n\n"
    ":::\n:::\n:::\n";

static const char sections_out[] =
    "The country tells of itself.|Source: Synthetic Office (2020)|It aims high. It figures.|Below|more|of it|"
    "Objectives: none|It aims high. It figures.|Below|more|of it|Aim one|Aim two|";

/* Sections and descriptions are inserted as text, in cells without headings of their own. */
static void sections_are_inserted(void **state) {
    struct world world = *(const struct world *)*state;
    world.names.policies = policies_read(world.arena, world.diag, "unit", "sections");
    struct trial trial = try_text(&world, sections_text);
    assert_string_equal(messages(&trial), "");
    struct document *document = trial.filled->document;
    document_number(trial.arena, trial.diag, document, &trial.filled->labels);
    assert_string_equal(messages(&trial), "");
    struct buffer out = buffer_new(trial.arena);
    size_t headings = 0;
    for (const struct node *node = document->root; node; node = node_next(document->root, node)) {
        bool line = node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING;
        headings += node->kind == NODE_HEADING ? 1 : 0;
        if (line && node->parent->kind != NODE_FOOTNOTE) {
            buffer_print(&out, "%s|", node_plain_text(trial.arena, node));
        }
    }
    assert_string_equal(out.data, sections_out);
    assert_int_equal(headings, 1);
    assert_non_null(strstr(dump(trial.arena, trial.filled), "label=\"b\" \"a:"));
    arena_close(trial.arena);
}

static void subject_and_labels_must_exist(void **state) {
    const struct world *world = *state;
    struct trial trial = try_text(world, "x\n");
    struct template_job nowhere = { .subject = "ZZ", .edition = "2020", .language = "en" };
    struct template_job mute = { .subject = "XA", .edition = "2020", .language = "tlh" };
    assert_null(template_fill(trial.arena, trial.diag, trial.template, &world->names, &nowhere));
    assert_null(template_fill(trial.arena, trial.diag, trial.template, &world->names, &mute));
    const char *said = messages(&trial);
    assert_non_null(strstr(said, "[template-subject]"));
    assert_non_null(strstr(said, "[template-labels]"));
    arena_close(trial.arena);
}

/* A document that would never end stops with one message. */
static void steps_are_limited(void **state) {
    const struct world *world = *state;
    struct trial trial = try_text(world,
                                  "::: for a in job_share[subject]\n::: for b in job_share[subject]\n::: for c in job_share[subject]\n"
                                         "::: for d in job_share[subject]\n::: for e in job_share[subject]\n::: for f in job_share[subject]\n"
                                         "::: for g in job_share[subject]\n::: for h in job_share[subject]\n{{ 1 + 1 + 1 + 1 }}\n\n"
                                         ":::\n:::\n:::\n:::\n:::\n:::\n:::\n:::\n");
    const char *said = messages(&trial);
    assert_true(strstr(said, "[template-limit]") || strstr(said, "[expression-limit]"));
    assert_true(diag_count(trial.diag, DIAG_ERROR) < 3);
    arena_close(trial.arena);
}

/* Every beginning of an expression is refused or evaluated, without harm. */
static void beginnings_of_expressions(void **state) {
    const struct world *world = *state;
    static const char whole[] =
        "if(not present(job_share[subject, branch: \"P\"]) or -1.5 < 2 and true, [1, \"a\"] | join('; '), "
                                "where(job_share[subject], it.value >= 2)[1].first.name ?? subject.regions.count + \"x\")";
    for (size_t size = 0; size < sizeof whole; size++) {
        char text[sizeof whole + 8];
        snprintf(text, sizeof text, "{{%.*s}}\n", (int)size, whole);
        struct trial trial = try_text(world, text);
        assert_non_null(trial.filled);
        arena_close(trial.arena);
    }
}

/* The text of the nth block ```almanac … ``` of the guide; NULL behind the last. */
static char *find_example(struct arena *arena, const char *guide, size_t nth) {
    static const char open[] = "```almanac\n";
    const char *at = guide;
    do {
        at = strstr(at, open);
        if (!at) {
            return NULL;
        }
        at += strlen(open);
    } while (nth--);
    const char *end = strstr(at, "\n```");
    assert_non_null(end);
    return arena_copy(arena, at, (size_t)(end - at) + 1);
}

/* What a guide shows, works. Returns the number of examples. */
static size_t try_guide(const struct world *world, const char *path) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    const struct source_file *guide = file_read(arena, diag, NULL, path, (struct source_pos){ 0 });
    assert_non_null(guide);
    size_t count = 0;
    for (char *text; (text = find_example(arena, guide->text, count)); count++) {
        struct trial trial = try_text(world, text);
        assert_string_equal(messages(&trial), "");
        document_number(trial.arena, trial.diag, trial.filled->document, &trial.filled->labels);
        assert_string_equal(messages(&trial), "");
        arena_close(trial.arena);
    }
    arena_close(arena);
    return count;
}

static void examples_of_the_guides(void **state) {
    assert_true(try_guide(*state, "../docs/templates.md") >= 5);
    assert_int_equal(try_guide(*state, "../docs/origins.md"), 3);
}

/* Every function is in the guide. */
static void functions_are_documented(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    const struct source_file *guide = file_read(arena, diag, NULL, "../docs/templates.md", (struct source_pos){ 0 });
    struct buffer list = buffer_new(arena);
    template_dump_functions(NULL, false, &list);
    for (const char *line = list.data; *line; line = strchr(line, '\n') + 1) {
        char *name = arena_print(arena, "`%.*s(", (int)strcspn(line, "("), line);
        if (!strstr(guide->text, name)) {
            fail_msg("%s…` is not in docs/templates.md", name);
        }
    }
    arena_close(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling_twice_gives_the_same), cmocka_unit_test(derived_numbers_know_their_inputs),
        cmocka_unit_test(points_are_selected_once),
        cmocka_unit_test(drawings_are_asked_for),       cmocka_unit_test(text_is_never_read_again),
        cmocka_unit_test(sections_are_inserted),
        cmocka_unit_test(subject_and_labels_must_exist), cmocka_unit_test(steps_are_limited),
        cmocka_unit_test(beginnings_of_expressions),    cmocka_unit_test(examples_of_the_guides),
        cmocka_unit_test(functions_are_documented),
    };
    return cmocka_run_group_tests(tests, load_world, close_world);
}
