/* data: what the golden cases under golden/table cannot show well: limits, positions, lookups, the shipped package. */
#include "world.h"

#include "base/file.h"
#include "data/dataset.h"
#include "data/table.h"

static const struct table *read_text(const struct world *world, const char *text, struct dialect dialect) {
    const struct source_file *file = source_file_of(world->arena, "synthetic.csv", text);
    return table_read(world->arena, world->diag, file, dialect);
}

static void cells_know_line_and_column(void **state) {
    const struct table *table =
        read_text(*state, "a,b,c\n1,\"two\nlines, and more\",3\n\n4,5,6\n", (struct dialect){ ',', '"', '.', 0 });
    assert_int_equal(table->row_count, 2);
    assert_string_equal(table_cell(table, 0, 1)->text, "two\nlines, and more");
    struct source_pos pos = table_cell_pos(table, table_cell(table, 0, 2));
    assert_int_equal(pos.line, 3);
    assert_int_equal(pos.column, 18);
    pos = table_cell_pos(table, table_cell(table, 1, 1));
    assert_int_equal(pos.line, 5);
    assert_int_equal(pos.column, 3);
    pos = table_cell_pos(table, &table->header[2]);
    assert_int_equal(pos.line, 1);
    assert_int_equal(pos.column, 5);
    assert_int_equal(table_find_column(table, "c"), 2);
    assert_true(table_find_column(table, "d") == SIZE_MAX);
}

static void trailing_blanks_stay(void **state) {
    const struct table *table = read_text(*state, "a\tb\n12 \t: c\n", (struct dialect){ '\t', '\0', '.', 0 });
    assert_string_equal(table_cell(table, 0, 0)->text, "12 ");
    assert_string_equal(table_cell(table, 0, 1)->text, ": c");
}

static void last_line_may_lack_its_end(void **state) {
    const struct table *table = read_text(*state, "a,b\n1,\"2\"", (struct dialect){ ',', '"', '.', 0 });
    assert_int_equal(table->row_count, 1);
    assert_string_equal(table_cell(table, 0, 1)->text, "2");
    assert_string_equal(messages(*state), "");
}

/* [csv-too-large] */
static void a_field_beyond_the_limit_stops_the_file(void **state) {
    const struct world *world = *state;
    size_t size = ((size_t)1 << 20) + 1;
    char *text = arena_alloc(world->arena, size + 8);
    memcpy(text, "a\n", 2);
    memset(text + 2, 'x', size);
    assert_null(read_text(world, text, (struct dialect){ ',', '"', '.', 0 }));
    assert_non_null(strstr(messages(world), "[csv-too-large]"));
}

static void a_dump_shows_every_cell(void **state) {
    const struct world *world = *state;
    const struct table *table = read_text(world, "a;b\n1;2\n", (struct dialect){ .quote = '"', .decimal = '.' });
    struct buffer out = buffer_new(world->arena);
    table_dump(table, &out);
    assert_string_equal(out.data, "table synthetic.csv, semicolon\ncolumn 1 a\ncolumn 2 b\n2: [1] [2]\n");
}

static void flags_print_in_order(void **state) {
    const struct world *world = *state;
    assert_string_equal(flags_text(world->arena, flag_bit('u') | flag_bit('e') | flag_bit('b')), "beu");
    assert_string_equal(flags_text(world->arena, 0), "");
}

static const struct observation *find(const struct dataset *dataset, const char *activity, const char *indicator,
                                      const char *place) {
    uint16_t keys[3] = { (uint16_t)dimension_find(&dataset->dimensions[0], activity),
                         (uint16_t)dimension_find(&dataset->dimensions[1], indicator),
                         (uint16_t)dimension_find(&dataset->dimensions[2], place) };
    return dataset_find(dataset, keys, 2014);
}

/* The shipped package: gzip, filters, aliases, positions in a file of 36 000 lines. */
static void the_shipped_package_loads_whole(void **state) {
    const struct world *world = *state;
    const struct datasets *datasets = datasets_read(world->arena, world->diag, "..", "data/datapackage.yaml");
    assert_string_equal(messages(world), "");
    assert_true(datasets->count >= 15);
    assert_true(datasets->file_count >= datasets->count);
    for (size_t i = 0; i < datasets->count; i++) {
        const struct dataset *one = datasets->items[i];
        assert_true(*one->title && *one->unit && *one->source && *one->licence && *one->vintage);
    }
    const struct dataset *dataset = datasets_find(datasets, "sbs_regional");
    const struct observation *observation = find(dataset, "C21", "V16110", "BE3");
    assert_non_null(observation);
    assert_true(observation->value == 13058);
    struct source_pos pos = observation_pos(dataset, observation);
    assert_int_equal(pos.line, 8322);
    assert_int_equal(pos.column, 19);
    assert_null(datasets_find(datasets, "nothing"));
}

/* What an undated EU27 means is said by the vintage of its file: never the EU of today. */
static void an_undated_aggregate_takes_the_meaning_of_its_vintage(void **state) {
    const struct world *world = *state;
    const struct datasets *datasets = datasets_read(world->arena, world->diag, "..", "data/datapackage.yaml");
    const char *const names[] = { "sbs_national", "lfs_groups" };
    for (size_t i = 0; i < 2; i++) {
        const struct dataset *dataset = datasets_find(datasets, names[i]);
        const struct dimension *places = &dataset->dimensions[dataset_find_dimension(dataset, "geo")];
        assert_true(dimension_find(places, "EU27") == SIZE_MAX);
        assert_true(dimension_find(places, "EU27_2020") == SIZE_MAX);
        assert_true(dimension_find(places, "EU27_2007") != SIZE_MAX);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up_plain, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(cells_know_line_and_column),
        CASE(trailing_blanks_stay),
        CASE(last_line_may_lack_its_end),
        CASE(a_field_beyond_the_limit_stops_the_file),
        CASE(a_dump_shows_every_cell),
        CASE(flags_print_in_order),
        CASE(the_shipped_package_loads_whole),
        CASE(an_undated_aggregate_takes_the_meaning_of_its_vintage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
