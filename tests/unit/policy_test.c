#include "world.h"

#include "base/file.h"
#include "base/yaml.h"
#include "document/node.h"
#include "policy/policy.h"

static void descriptions_are_found_by_subject_in_order(void **state) {
    const struct world *world = *state;
    const struct policies *policies = policies_read(world->arena, world->diag, "unit", "policies");
    size_t count;
    const struct policy *found = policies_find(policies, "XA", &count);
    assert_int_equal(policies->count, 2);
    assert_int_equal(count, 2);
    assert_string_equal(found[0].name, "A policy of nowhere");
    assert_string_equal(found[1].name, "Another policy of nowhere");
    assert_string_equal(found[0].subject, "XA");
    assert_int_equal(yaml_find(found[0].front, "objectives")->count, 2);
    assert_non_null(found[0].text);
    assert_null(policies_find(policies, "XB", &count));
    assert_int_equal(count, 0);
}

/* [policy-incomplete] [policy-unknown-word] */
static void faulty_descriptions_are_left_out(void **state) {
    const struct world *world = *state;
    policies_read(world->arena, world->diag, "unit", "policies");
    assert_non_null(strstr(messages(world), "authority [policy-incomplete]"));
    assert_non_null(strstr(messages(world), "policies/XB/unknown-word.md:5:"));
    assert_non_null(strstr(messages(world), "Aim three; the nearest known one is Aim one [policy-unknown-word]"));
    assert_int_equal(diag_count(world->diag, DIAG_LEVEL_COUNT), 2);
}

static const struct policies *read_descriptions(const struct world *world) {
    return policies_read(world->arena, world->diag, "unit", "descriptions");
}

static const char *dump_of(const struct world *world, const struct document *text) {
    struct buffer out = buffer_new(world->arena);
    document_dump(text, false, &out);
    return out.data ? out.data : "";
}

static void sections_are_cut_at_headings_of_level_two(void **state) {
    const struct world *world = *state;
    size_t count;
    const struct policy *policy = policies_find(read_descriptions(world), "XA", &count);
    assert_int_equal(count, 1);
    assert_int_equal(policy->section_count, 2);
    const struct policy_section *aims = policy_section(policy, "aims");
    assert_string_equal(aims->title, "Aims");
    assert_int_equal(aims->pos.line, 13);
    assert_non_null(strstr(dump_of(world, policy->text), "Before any section."));
    assert_null(strstr(dump_of(world, policy->text), "It aims high."));
    assert_non_null(strstr(dump_of(world, aims->text), "It aims high."));
    assert_non_null(strstr(dump_of(world, aims->text), "And further."));
    assert_null(strstr(dump_of(world, aims->text), "None."));
    assert_null(policy_section(policy, "budget"));
}

static void a_part_takes_the_notes_that_it_marks(void **state) {
    const struct world *world = *state;
    size_t count;
    const struct policy *policy = policies_find(read_descriptions(world), "XA", &count);
    const char *before = dump_of(world, policy->text);
    const char *aims = dump_of(world, policy_section(policy, "aims")->text);
    const char *proof = dump_of(world, policy_section(policy, "proof")->text);
    assert_non_null(strstr(before, "two parts"));
    assert_null(strstr(before, "one part"));
    assert_null(strstr(aims, "two parts"));
    assert_non_null(strstr(aims, "one part"));
    assert_non_null(strstr(proof, "two parts"));
}

static void a_country_has_a_description_beside_its_policies(void **state) {
    const struct world *world = *state;
    const struct policies *policies = read_descriptions(world);
    const struct policy *country = policies_description(policies, "XA");
    assert_string_equal(country->name, "XA");
    assert_non_null(policy_section(country, "story"));
    assert_int_equal(policies->country_count, 2);
    assert_null(policies_description(policies, "XC"));
}

static void figures_are_found_behind_the_keys(void **state) {
    const struct world *world = *state;
    const struct policy *country = policies_description(read_descriptions(world), "XA");
    assert_string_equal(policy_value(country, "projects")->text, "12");
    assert_int_equal(policy_value(country, "partners")->count, 2);
    assert_string_equal(policy_value(country, "sources")->items[0]->text, "office");
    assert_null(policy_value(country, "jobs"));
}

/* [policy-unknown-word] [policy-unknown-key] [policy-wrong-value] [policy-section] [policy-no-section]
 * [policy-country-twice] */
static void every_fault_of_a_description_is_placed(void **state) {
    const struct world *world = *state;
    const struct policies *policies = read_descriptions(world);
    static const char *const expected[] = {
        "vocabulary.yaml:4:1: warning",
        "objectivs; the nearest known one is objectives [policy-unknown-key]",
        "XB/country.md:2:1: warning",
        "story [policy-no-section]",
        "XB/headings.md:5:1: warning",
        "autority; the nearest known one is authority [policy-unknown-key]",
        "XB/headings.md:13:1: warning",
        "it has no {#id} [policy-section]",
        "XB/headings.md:17:1: warning",
        "aims stands twice [policy-section]",
        "proof [policy-no-section]",
        "XB/kinds.md:2:7: error",
        "name must be one text [policy-wrong-value]",
        "since must be a year of four digits [policy-wrong-value]",
        "fields must be a text or a list of texts [policy-wrong-value]",
        "figures must be a map of names that are no keys to numbers or lists of texts [policy-wrong-value]",
        "XB/order.md:6:8: error",
        "until lies before since, 2010 [policy-wrong-value]",
        "XB/second.md:2:7: error",
        "XB [policy-country-twice]",
        "XB/sort.md:3:7: error",
        "Sort oen; the nearest known one is Sort one [policy-unknown-word]",
        "XB/what.md:2:7: error",
        "contry; the nearest known one is country [policy-unknown-word]",
    };
    const char *at = messages(world);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *found = strstr(at, expected[i]);
        if (!found) {
            fail_msg("not found in its place: %s\n%s", expected[i], messages(world));
        }
        at = found;
    }
    size_t count;
    assert_string_equal(policies_find(policies, "XB", &count)->name, "A policy whose headings are wrong");
    assert_int_equal(count, 1);
    assert_non_null(strstr(dump_of(world, policy_section(policies->items + 1, "aims")->text), "Three."));
}

/* [policy-incomplete] [policy-unknown-key] [policy-unknown-word] [policy-no-section] */
static void kinds_that_the_vocabulary_declares_are_no_policies(void **state) {
    const struct world *world = *state;
    const struct policies *policies = policies_read(world->arena, world->diag, "unit", "own-kinds");
    assert_int_equal(policies->count, 0);
    assert_int_equal(policies->other_count, 2);
    const struct policy *first = policies_of_kind(policies, "XA", "project", 0);
    assert_string_equal(first->name, "First");
    assert_string_equal(yaml_find(policy_value(first, "steps")->items[0], "from")->text, "2024-01");
    assert_string_equal(policies_of_kind(policies, "XA", "project", 1)->name, "Fourth");
    assert_null(policies_of_kind(policies, "XA", "project", 2));
    assert_null(policies_of_kind(policies, "XA", "event", 0));
    assert_non_null(strstr(messages(world), "b.md:4:1: warning"));
    assert_non_null(strstr(messages(world), "b.md:2:1: error"));
    assert_non_null(strstr(messages(world), "projet; the nearest known one is project [policy-unknown-word]"));
    assert_non_null(strstr(messages(world), "background [policy-no-section]"));
}

/* [yaml-wrong-kind] */
static void a_kind_of_the_program_cannot_be_declared(void **state) {
    const struct world *world = *state;
    const struct policies *policies = policies_read(world->arena, world->diag, "unit", "bad-kinds");
    assert_non_null(strstr(messages(world), "kinds must be a map of names of your own"));
    assert_int_equal(policies->country_count, 1);
    assert_int_equal(policies->other_count, 0);
}

static void no_folder_means_no_policies(void **state) {
    const struct world *world = *state;
    assert_int_equal(policies_read(world->arena, world->diag, "unit", "nothing")->count, 0);
    assert_string_equal(messages(world), "");
}

static void assert_sources_known(const struct world *world, const struct yaml *bibliography,
                                 const struct policy *policy) {
    size_t count;
    const char *const *sources = yaml_texts(world->arena, world->diag, policy->front, "sources", &count);
    assert_true(count > 0);
    for (size_t k = 0; k < count; k++) {
        if (!yaml_find(bibliography, sources[k])) {
            fail_msg("%s names the source %s, which the bibliography lacks", policy->file->path, sources[k]);
        }
    }
}

/* Every source of a shipped description stands in the bibliography. */
static void the_shipped_descriptions_name_known_sources(void **state) {
    const struct world *world = *state;
    const struct policies *policies = policies_read(world->arena, world->diag, "..", "data/policies");
    const struct source_file *file =
        file_read(world->arena, world->diag, "..", "data/bibliography.yaml", (struct source_pos){ 0 });
    const struct yaml *bibliography = yaml_parse(world->arena, world->diag, file);
    assert_string_equal(messages(world), "");
    size_t count;
    policies_find(policies, "BE", &count);
    assert_int_equal(count, 2);
    assert_non_null(policies_description(policies, "BE"));
    for (size_t i = 0; i < policies->count; i++) {
        assert_sources_known(world, bibliography, &policies->items[i]);
    }
    for (size_t i = 0; i < policies->country_count; i++) {
        assert_sources_known(world, bibliography, &policies->countries[i]);
    }
    for (size_t i = 0; i < policies->other_count; i++) {
        assert_sources_known(world, bibliography, &policies->others[i]);
    }
}

static void descriptions_print_as_text(void **state) {
    const struct world *world = *state;
    struct buffer out = buffer_new(world->arena);
    policies_dump(policies_read(world->arena, world->diag, "unit", "policies"), &out);
    assert_non_null(strstr(out.data, "policy XA \"A policy of nowhere\" policies/XA/first.md\n"));
    assert_non_null(strstr(out.data, "  objectives: Aim one; Aim two\n"));
    assert_non_null(strstr(out.data, "{{ nothing }}"));
}

/* An opened folder says nothing before a subject is asked for, then its faults to every document that asks, read or not. */
static void opened_descriptions_are_read_for_whoever_asks(void **state) {
    const struct world *world = *state;
    const struct policies *read = policies_read(world->arena, diag_new(world->arena), "unit", "policies");
    const struct policies *opened = policies_open(world->arena, world->diag, "unit", "policies");
    size_t count;
    assert_string_equal(policies_subjects(opened, &count)[1], "XB");
    assert_int_equal(count, 2);
    assert_int_equal(opened->file_count, read->file_count);
    assert_int_equal(opened->files[0].hash, read->files[0].hash);
    for (int document = 0; document < 3; document++) {
        struct diag *diag = diag_new(world->arena);
        policies_begin(opened, diag);
        assert_string_equal(policies_find(opened, "XA", &count)[1].name, "Another policy of nowhere");
        assert_int_equal(diag_count(diag, DIAG_ERROR), 0);
        assert_true(policies_are_faulty(opened, "XB"));
        assert_null(policies_description(opened, "XB"));
        assert_int_equal(diag_count(diag, DIAG_ERROR), 2);
    }
    assert_null(policies_find(opened, "XC", &count));
    assert_string_equal(messages(world), "");
    policies_close(opened);
}

/* What is asked for while the publication is loaded is said there, and stays. */
static void descriptions_that_loading_needs_are_kept(void **state) {
    const struct world *world = *state;
    const struct policies *opened = policies_open(world->arena, world->diag, "unit", "own-kinds");
    const struct policy *first = policies_of_kind(opened, "XA", "project", 0);
    const char *said = messages(world);
    assert_non_null(strstr(said, "[policy-unknown-word]"));
    struct diag *diag = diag_new(world->arena);
    policies_begin(opened, diag);
    policies_begin(opened, diag);
    assert_ptr_equal(policies_of_kind(opened, "XA", "project", 0), first);
    assert_int_equal(diag_count(diag, DIAG_LEVEL_COUNT), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_plain, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(descriptions_are_found_by_subject_in_order),
        CASE(faulty_descriptions_are_left_out),
        CASE(sections_are_cut_at_headings_of_level_two),
        CASE(a_part_takes_the_notes_that_it_marks),
        CASE(a_country_has_a_description_beside_its_policies),
        CASE(figures_are_found_behind_the_keys),
        CASE(every_fault_of_a_description_is_placed),
        CASE(kinds_that_the_vocabulary_declares_are_no_policies),
        CASE(a_kind_of_the_program_cannot_be_declared),
        CASE(no_folder_means_no_policies),
        CASE(the_shipped_descriptions_name_known_sources),
        CASE(descriptions_print_as_text),
        CASE(opened_descriptions_are_read_for_whoever_asks),
        CASE(descriptions_that_loading_needs_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
