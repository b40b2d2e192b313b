/* Codes, names, aggregates and display levels of regions, from the tables that geo.yaml names. */
#include "geo/geo.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"
#include "base/yaml.h"

/* NUTS codes: two letters of the country, then one character a level. */
static int level_of(const char *code) {
    size_t size = strlen(code);
    return size >= 2 && size < 2 + LEVEL_COUNT ? (int)size - 2 : -1;
}

static uint32_t version_bit(struct geo *geo, const char *version) {
    size_t at = 0;
    while (at < geo->version_count && strcmp(geo->versions[at], version) != 0) {
        at++;
    }
    if (at == geo->version_count && at < MAX_VERSIONS) {
        geo->versions[geo->version_count++] = version;
    }
    return at < MAX_VERSIONS ? UINT32_C(1) << at : 0;
}

/* The columns of one file of codes; SIZE_MAX: not declared. */
struct code_columns {
    size_t code, name, fallback, native;
};

static size_t declared_column(const struct geo_reading *reading, const struct table *table, const struct yaml *entry,
                              const char *key) {
    const char *name = yaml_text(reading->diag, entry, key, NULL);
    return name ? geo_column(reading, table, name) : SIZE_MAX;
}

static const char *text_at(const struct table *table, size_t row, size_t column) {
    return column == SIZE_MAX ? "" : table_cell(table, row, column)->text;
}

static const char *first_filled(const char *a, const char *b) {
    return *a != '\0' ? a : b;
}

static void add_codes(const struct geo_reading *reading, const struct table *table, struct code_columns columns,
                      uint32_t version) {
    for (size_t row = 0; row < table->row_count; row++) {
        const struct cell *cell = table_cell(table, row, columns.code);
        int level = level_of(cell->text);
        if (level < 0) {
            continue;
        }
        struct source_pos pos = { table->file, cell->line, 0 };
        struct place *place = geo_place(reading->geo, cell->text, pos);
        place->region.level = level;
        place->versions |= version;
        const char *name = first_filled(text_at(table, row, columns.name), text_at(table, row, columns.fallback));
        place->region.name = first_filled(place->region.name, name);
        place->region.native =
            first_filled(place->region.native, first_filled(text_at(table, row, columns.native), name));
    }
}

static void read_code_file(const struct geo_reading *reading, const struct yaml *entry) {
    static const char *const known[] = { "path", "version", "code", "name", "fallback", "native", NULL };
    yaml_check_keys(reading->diag, entry, known);
    const char *path = yaml_need(reading->diag, entry, "path");
    const char *version = yaml_need(reading->diag, entry, "version");
    const struct table *table = path && version ? geo_table(reading, path, yaml_key_pos(entry, "path")) : NULL;
    if (!table) {
        return;
    }
    struct code_columns columns = { declared_column(reading, table, entry, "code"),
                                    declared_column(reading, table, entry, "name"),
                                    declared_column(reading, table, entry, "fallback"),
                                    declared_column(reading, table, entry, "native") };
    if (columns.code != SIZE_MAX) {
        add_codes(reading, table, columns, version_bit(reading->geo, version));
    }
}

/* Countries: every column of two letters holds names in that language. */
static void read_countries(const struct geo_reading *reading, const struct yaml *entry) {
    const char *path = yaml_need(reading->diag, entry, "path");
    const struct table *table = path ? geo_table(reading, path, yaml_key_pos(entry, "path")) : NULL;
    if (!table) {
        return;
    }
    size_t code = declared_column(reading, table, entry, "code");
    size_t group = declared_column(reading, table, entry, "group");
    for (size_t row = 0; code != SIZE_MAX && row < table->row_count; row++) {
        const struct cell *cell = table_cell(table, row, code);
        struct place *place = geo_place(reading->geo, cell->text, (struct source_pos){ table->file, cell->line, 0 });
        place->region.level = strlen(cell->text) == 2 ? 0 : -1;
        place->region.group = text_at(table, row, group);
        for (size_t column = 0; column < table->column_count; column++) {
            if (strlen(table->header[column].text) == 2) {
                geo_add_name(reading->geo, table->header[column].text, cell->text, text_at(table, row, column));
            }
        }
    }
}

/* House names: code,name. */
static void read_names(const struct geo_reading *reading, const struct yaml *entry) {
    const char *path = yaml_need(reading->diag, entry, "path");
    const char *language = yaml_need(reading->diag, entry, "language");
    const struct table *table = path && language ? geo_table(reading, path, yaml_key_pos(entry, "path")) : NULL;
    if (!table) {
        return;
    }
    size_t code = geo_column(reading, table, "code");
    size_t name = geo_column(reading, table, "name");
    for (size_t row = 0; code != SIZE_MAX && name != SIZE_MAX && row < table->row_count; row++) {
        geo_add_name(reading->geo, language, text_at(table, row, code), text_at(table, row, name));
    }
}

/* The codes in text, separated by blanks. */
static const char *const *split(struct arena *arena, const char *text, size_t *count) {
    const char **codes = arena_array(arena, strlen(text) / 2 + 1, sizeof *codes);
    *count = 0;
    while (*(text += strspn(text, " ")) != '\0') {
        size_t size = strcspn(text, " ");
        codes[(*count)++] = arena_copy(arena, text, size);
        text += size;
    }
    return codes;
}

/* Aggregates: code,name,members. Never an undated one: what "EU27" means depends on who says it. */
static void read_aggregates(const struct geo_reading *reading, const struct yaml *top) {
    const char *path = yaml_text(reading->diag, top, "aggregates", NULL);
    const struct table *table = path ? geo_table(reading, path, yaml_key_pos(top, "aggregates")) : NULL;
    if (!table) {
        return;
    }
    size_t code = geo_column(reading, table, "code");
    size_t name = geo_column(reading, table, "name");
    size_t members = geo_column(reading, table, "members");
    for (size_t row = 0; code != SIZE_MAX && name != SIZE_MAX && members != SIZE_MAX && row < table->row_count; row++) {
        const struct cell *cell = table_cell(table, row, code);
        struct place *place = geo_place(reading->geo, cell->text, (struct source_pos){ table->file, cell->line, 0 });
        place->region.level = -1;
        place->region.name = text_at(table, row, name);
        place->named = true;
        place->members = split(reading->geo->arena, text_at(table, row, members), &place->member_count);
        for (size_t i = 0; i < place->member_count; i++) {
            if (!geo_find_place(reading->geo, place->members[i])) {
                diag_add(reading->diag, DIAG_CODE_GEO_UNKNOWN_CODE, place->region.pos, "%s", place->members[i]);
            }
        }
    }
}

/* Display levels: country,level. */
static void read_display(const struct geo_reading *reading, const struct yaml *top) {
    const char *path = yaml_text(reading->diag, top, "display", NULL);
    const struct table *table = path ? geo_table(reading, path, yaml_key_pos(top, "display")) : NULL;
    if (!table) {
        return;
    }
    size_t code = geo_column(reading, table, "country");
    size_t level = geo_column(reading, table, "level");
    for (size_t row = 0; code != SIZE_MAX && level != SIZE_MAX && row < table->row_count; row++) {
        struct place *place = geo_find_place(reading->geo, text_at(table, row, code));
        double number;
        if (!place) {
            diag_add(reading->diag, DIAG_CODE_GEO_UNKNOWN_CODE, table_cell_pos(table, table_cell(table, row, code)),
                     "%s", text_at(table, row, code));
        } else if (!number_parse(text_at(table, row, level), &number) || number < 0 || number >= LEVEL_COUNT) {
            diag_add(reading->diag, DIAG_CODE_GEO_BAD_LEVEL, table_cell_pos(table, table_cell(table, row, level)), "%s",
                     text_at(table, row, level));
        } else {
            place->display_level = (int)number;
        }
    }
}

/* Calls read for every item of the list under key. */
static void read_list(const struct geo_reading *reading, const struct yaml *top, const char *key,
                      void (*read)(const struct geo_reading *reading, const struct yaml *entry)) {
    const struct yaml *list = yaml_find(top, key);
    for (size_t i = 0; list && list->kind == YAML_LIST && i < list->count; i++) {
        read(reading, list->items[i]);
    }
}

bool geo_read_codes(const struct geo_reading *reading, const struct yaml *top) {
    read_list(reading, top, "codes", read_code_file);
    read_list(reading, top, "names", read_names); /* house names win: the first name of a code is kept */
    const struct yaml *countries = yaml_find(top, "countries");
    if (countries) {
        read_countries(reading, countries);
    }
    read_aggregates(reading, top);
    geo_read_memberships(reading, top);
    read_display(reading, top);
    return reading->geo->count > 0;
}
