/* Who belonged to which group of countries, and when. */
#include "geo/geo.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

static bool is_digits(const char *text, size_t count) {
    return strspn(text, "0123456789") >= count;
}

bool geo_is_date(const char *date) {
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool form = strlen(date) == 10 && is_digits(date, 4) && date[4] == '-' && is_digits(date + 5, 2) && date[7] == '-' &&
                is_digits(date + 8, 2);
    int month = form ? atoi(date + 5) : 0;
    int day = form ? atoi(date + 8) : 0;
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

static const char *text_at(const struct table *table, size_t row, size_t column) {
    return column == SIZE_MAX ? "" : table_cell(table, row, column)->text;
}

struct membership_columns {
    size_t group, code, from, until;
};

static void read_row(const struct geo_reading *reading, const struct table *table, size_t row,
                     struct membership_columns columns) {
    struct geo *geo = reading->geo;
    struct membership membership = { text_at(table, row, columns.group), text_at(table, row, columns.code),
        text_at(table, row, columns.from), text_at(table, row, columns.until),
        { table->file, table_cell(table, row, columns.code)->line, 0 } };
    bool ended = membership.until[0] != '\0';
    if (!geo_find_place(geo, membership.code)) {
        diag_add(reading->diag, DIAG_CODE_GEO_UNKNOWN_CODE, membership.pos, "%s", membership.code);
    } else if (!geo_is_date(membership.from) || (ended && !geo_is_date(membership.until))) {
        diag_add(reading->diag, DIAG_CODE_GEO_BAD_DATE, membership.pos, "%s %s", membership.from, membership.until);
    } else {
        geo->memberships = arena_grow(geo->arena, geo->memberships, geo->membership_count, &geo->membership_capacity,
                                      sizeof *geo->memberships);
        geo->memberships[geo->membership_count++] = membership;
    }
}

void geo_read_memberships(const struct geo_reading *reading, const struct yaml *top) {
    const char *path = yaml_text(reading->diag, top, "memberships", NULL);
    const struct table *table = path ? geo_table(reading, path, yaml_key_pos(top, "memberships")) : NULL;
    if (!table) {
        return;
    }
    struct membership_columns columns = { geo_column(reading, table, "group"), geo_column(reading, table, "code"),
                                          geo_column(reading, table, "from"), geo_column(reading, table, "until") };
    bool complete = columns.group != SIZE_MAX && columns.code != SIZE_MAX && columns.from != SIZE_MAX &&
                    columns.until != SIZE_MAX;
    for (size_t row = 0; complete && row < table->row_count; row++) {
        read_row(reading, table, row, columns);
    }
}

/* Dates written alike order like their bytes. */
static bool covers(const struct membership *membership, const char *date) {
    return strcmp(membership->from, date) <= 0 && (!membership->until[0] || strcmp(date, membership->until) < 0);
}

/* True if code is one of the countries of an aggregate. */
static bool is_in_aggregate(const struct geo *geo, const char *code, const char *group) {
    size_t count = 0;
    const char *const *members = geo_members(geo, group, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i], code) == 0) {
            return true;
        }
    }
    return false;
}

enum geo_membership geo_is_member(const struct geo *geo, const char *code, const char *group, const char *date) {
    size_t count = 0;
    bool known = geo_members(geo, group, &count) != NULL;
    bool member = is_in_aggregate(geo, code, group);
    for (size_t i = 0; i < geo->membership_count; i++) {
        const struct membership *membership = &geo->memberships[i];
        bool same_group = strcmp(membership->group, group) == 0;
        known = known || same_group;
        member = member || (same_group && strcmp(membership->code, code) == 0 && covers(membership, date));
    }
    return !known ? GEO_NO_GROUP : member ? GEO_MEMBER : geo_find(geo, code) ? GEO_OUTSIDE : GEO_NO_COUNTRY;
}

struct source_pos geo_membership_pos(const struct geo *geo, const char *code, const char *group) {
    for (size_t i = 0; i < geo->membership_count; i++) {
        const struct membership *membership = &geo->memberships[i];
        if (strcmp(membership->group, group) == 0 && strcmp(membership->code, code) == 0) {
            return membership->pos;
        }
    }
    return (struct source_pos){ 0 };
}
