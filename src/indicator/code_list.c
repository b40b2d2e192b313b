#include "indicator/build.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "base/yaml.h"
#include "data/table.h"

void indicators_keep_file(struct indicators *indicators, const struct source_file *file) {
    indicators->files = arena_grow(indicators->arena, indicators->files, indicators->file_count,
                                   &indicators->file_capacity, sizeof *indicators->files);
    indicators->files[indicators->file_count++] = file;
    indicators->hash = hash_bytes(indicators->hash, &file->hash, sizeof file->hash);
}

const struct source_file *indicators_file(struct indicators *indicators, struct diag *diag, const char *path,
                                          struct source_pos by) {
    struct arena *arena = indicators->arena;
    const char *full = file_join(arena, indicators->folder, path);
    for (size_t i = 0; i < indicators->file_count; i++) {
        if (strcmp(indicators->files[i]->path, full) == 0) {
            return indicators->files[i];
        }
    }
    const struct source_file *file = file_read(arena, diag, indicators->root, full, by);
    if (file) {
        indicators_keep_file(indicators, file);
    }
    return file;
}

const struct table *indicators_table(struct indicators *indicators, struct diag *diag, const char *path,
                                     struct source_pos by) {
    const struct source_file *file = indicators_file(indicators, diag, path, by);
    for (size_t i = 0; file && i < indicators->table_count; i++) {
        if (indicators->tables[i]->file == file) {
            return indicators->tables[i];
        }
    }
    const struct table *table =
        file ? table_read(indicators->arena, diag, file, (struct dialect){ .quote = '"', .decimal = '.' }) : NULL;
    if (table) {
        indicators->tables = arena_grow(indicators->arena, (void *)indicators->tables, indicators->table_count,
                                        &indicators->table_capacity, sizeof(struct table *));
        indicators->tables[indicators->table_count++] = table;
    }
    return table;
}

/* Text of the column named name in row, or absent. */
static const char *text_at(const struct table *table, size_t row, const char *name, const char *absent) {
    size_t column = table_find_column(table, name);
    return column == SIZE_MAX ? absent : table_cell(table, row, column)->text;
}

static value_flags flags_of(const char *text) {
    value_flags flags = 0;
    for (; *text; text++) {
        flags |= *text >= 'a' && *text <= 'z' ? flag_bit(*text) : 0;
    }
    return flags;
}

size_t code_list_member(const struct code_list *list, const char *code) {
    return member_index_find(list->index, list->members, list->count, code);
}

static void read_member(const struct table *table, size_t row, size_t code, struct member *member) {
    const struct cell *cell = table_cell(table, row, code);
    member->code = cell->text;
    member->label = text_at(table, row, "label", cell->text);
    member->short_label = text_at(table, row, "short", "");
    if (*member->short_label == '\0') {
        member->short_label = member->label;
    }
    member->ranked = strcmp(text_at(table, row, "ranked", "yes"), "no") != 0;
    member->flags = flags_of(text_at(table, row, "flags", ""));
    member->pos = (struct source_pos){ table->file, cell->line, 0 };
}

static void read_members(struct code_list *list, struct diag *diag, struct arena *arena, const struct table *table) {
    size_t code = table_find_column(table, "code");
    if (code == SIZE_MAX) {
        diag_add(diag, DIAG_CODE_DATA_MISSING_COLUMN, (struct source_pos){ table->file, 1, 0 }, "code");
        return;
    }
    list->members = arena_array(arena, table->row_count, sizeof *list->members);
    list->parents = arena_array(arena, table->row_count, sizeof *list->parents);
    for (size_t row = 0; row < table->row_count && list->count < UINT16_MAX; row++) {
        struct member *member = &list->members[list->count];
        read_member(table, row, code, member);
        if (code_list_member(list, member->code) != SIZE_MAX) {
            diag_add(diag, DIAG_CODE_INDICATOR_DUPLICATE_CODE, member->pos, "%s", member->code);
            continue;
        }
        list->parents[list->count++] = text_at(table, row, "parent", "");
    }
}

void code_list_read(struct indicators *indicators, struct diag *diag, const char *name, const struct yaml *entry) {
    const char *path = yaml_need(diag, entry, "path");
    const struct table *table = path ? indicators_table(indicators, diag, path, entry->pos) : NULL;
    if (!table) {
        return;
    }
    struct code_list *list = arena_alloc(indicators->arena, sizeof *list);
    list->name = name;
    list->index = member_index_new(indicators->arena);
    read_members(list, diag, indicators->arena, table);
    indicators->lists = arena_grow(indicators->arena, (void *)indicators->lists, indicators->list_count,
                                   &indicators->list_capacity, sizeof(struct code_list *));
    indicators->lists[indicators->list_count++] = list;
}

const struct code_list *code_list_find(const struct indicators *indicators, const char *name) {
    for (size_t i = 0; i < indicators->list_count; i++) {
        if (strcmp(indicators->lists[i]->name, name) == 0) {
            return indicators->lists[i];
        }
    }
    return NULL;
}
