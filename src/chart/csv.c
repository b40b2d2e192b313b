#include "chart/csv.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "chart/datum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes a number that is one of at most 15 digits and at most six of them behind the point; false for others. Every decimal of so few
 * digits is the one that 15 digits of its double give. */
static bool add_plain(struct buffer *out, double value) {
    static const double powers[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6 };
    static const double most = 1e15, least = 1e-4; /* smaller ones have an exponent */
    double size = fabs(value);
    for (size_t decimals = 0; size >= least && decimals < sizeof powers / sizeof *powers; decimals++) {
        double digits = rint(size * powers[decimals]);
        if (digits >= most) {
            return false;
        }
        if (digits / powers[decimals] == size) {
            unsigned long unit = (unsigned long)powers[decimals], number = (unsigned long)digits;
            buffer_text(out, value < 0 ? "-" : "");
            buffer_count(out, number / unit);
            buffer_text(out, decimals ? "." : "");
            for (unsigned long rest = number % unit; unit > 1; rest %= unit) {
                unit /= 10;
                buffer_byte(out, (char)('0' + rest / unit));
            }
            return true;
        }
    }
    return false;
}

void csv_number(struct buffer *out, double value) {
    if (add_plain(out, value)) {
        return;
    }
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    buffer_text(out, text);
}

void csv_field(struct buffer *out, const char *text) {
    buffer_csv(out, text);
}

static void add_header(struct buffer *out, const struct selection *selection) {
    buffer_text(out, "code,label");
    for (size_t i = 0; i < selection->column_count; i++) {
        buffer_byte(out, ',');
        csv_field(out, selection->columns[i].label);
        buffer_byte(out, ',');
        csv_field(out, arena_print(out->arena, "%s (flags)", selection->columns[i].label));
    }
    buffer_text(out, ",year\r\n");
}

/* Value and flags of one point. */
static void add_point(struct buffer *out, const struct selection *selection, size_t row, size_t column) {
    const struct point_value *point = selection_point(selection, row, column);
    buffer_byte(out, ',');
    if (datum_is_present(point)) {
        csv_number(out, point->value);
        buffer_byte(out, ',');
        csv_field(out, flags_text(out->arena, point->flags | selection->rows[row].flags));
        return;
    }
    buffer_text(out, point && point->status == VALUE_CONFIDENTIAL ? ",c" : ",:");
}

/* The year of the row: that of its points, each named once, or of the whole selection. */
static void add_year(struct buffer *out, const struct selection *selection, size_t row) {
    int last = 0;
    for (size_t i = 0; i < selection->column_count; i++) {
        const struct point_value *point = selection_point(selection, row, i);
        if (datum_is_present(point) && point->year != last) {
            buffer_print(out, last ? ";%d" : "%d", point->year);
            last = point->year;
        }
    }
    if (!last && selection->year) {
        buffer_print(out, "%d", selection->year);
    }
}

const char *csv_text(struct arena *arena, const struct selection *selection) {
    struct buffer out = buffer_new(arena);
    add_header(&out, selection);
    for (size_t row = 0; row < selection->row_count; row++) {
        csv_field(&out, selection->rows[row].code);
        buffer_byte(&out, ',');
        csv_field(&out, selection->rows[row].label);
        for (size_t column = 0; column < selection->column_count; column++) {
            add_point(&out, selection, row, column);
        }
        buffer_byte(&out, ',');
        add_year(&out, selection, row);
        buffer_text(&out, "\r\n");
    }
    return out.data;
}
