/* Times as files write them. */
#include "data/builder.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum { LONGEST_TIME = 15 };

static const char *const period_dimension = "period";

static bool is_digits(const char *text, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return true;
}

/* The letters of parts of a year, and how many parts there are. */
static const struct {
    char letter;
    int most;
} parts[] = { { 'Q', 4 }, { 'M', 12 }, { 'S', 2 }, { 'W', 53 } };

/* "Q1", "M03", "03" at text to part; the rest behind it, or NULL. */
static const char *read_part(const char *text, char part[4]) {
    bool bare = is_digits(text, 1);
    char letter = bare ? 'M' : *text++;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 2 || (bare && digits != 2)) {
        return NULL;
    }
    int number = digits == 1 ? text[0] - '0' : (text[0] - '0') * 10 + text[1] - '0';
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (letter == parts[i].letter && number >= 1 && number <= parts[i].most) {
            snprintf(part, 4, parts[i].most > 9 ? "%c%02u" : "%c%u", letter, (unsigned)number % 100);
            return text + digits;
        }
    }
    return NULL;
}

bool time_parse(const char *text, struct period_time *time) {
    if (!is_digits(text, 4)) {
        return false;
    }
    *time = (struct period_time){ (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0',
                                  "" };
    const char *rest = text + 4;
    bool is_date = rest[0] == '-' && is_digits(rest + 1, 2) && rest[3] == '-' && is_digits(rest + 4, 2);
    if (is_date) {
        rest += 6;
    } else if (*rest != '\0' && *rest != ' ') {
        rest = read_part(rest + (*rest == '-'), time->part);
    }
    return rest && rest[strspn(rest, " ")] == '\0';
}

bool builder_wants_time(const struct builder *builder, const char *text, size_t size) {
    char copy[LONGEST_TIME + 1];
    if (size > LONGEST_TIME) {
        return true;
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    struct period_time time;
    return !time_parse(copy, &time) || builder_has_year(builder, time.year);
}

void builder_note_time(struct builder *builder, const char *text) {
    struct period_time time;
    if (builder->period == SIZE_MAX && time_parse(text, &time) && time.part[0] != '\0') {
        builder->period = builder->dataset->dimension_count;
        builder_add_dimension(builder, period_dimension);
    }
}

bool builder_time(struct builder *builder, const char *text, const struct cell *cell, uint16_t *keys, int *year) {
    struct period_time time;
    bool parted = builder->period != SIZE_MAX;
    if (!time_parse(text, &time) || (time.part[0] != '\0') != parted) {
        builder_fault(builder, DIAG_CODE_DATA_BAD_TIME, cell, text);
        return false;
    }
    *year = time.year;
    return builder_has_year(builder, time.year) &&
           (!parted || builder_key(builder, builder->period, time.part, cell, &keys[builder->period]));
}
