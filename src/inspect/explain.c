#include "inspect/inspect.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "indicator/series.h"
#include "report/report.h"

#define KEYS_MAX 16

/* series[key, key, year] cut into pieces. */
struct question {
    const char *series;
    const char *keys[KEYS_MAX];
    size_t count;
};

static const char *trimmed(struct arena *arena, const char *from, const char *to) {
    while (from < to && *from == ' ') from++;
    while (to > from && to[-1] == ' ') to--;
    return arena_copy(arena, from, (size_t)(to - from));
}

static bool parse(struct arena *arena, const char *what, struct question *question) {
    const char *open = strchr(what, '[');
    size_t size = strlen(what);
    if (!open || what[size - 1] != ']') return false;
    const char *end = what + size - 1, *from = open + 1;
    question->series = trimmed(arena, what, open);
    while (from <= end && question->count < KEYS_MAX) {
        const char *comma = memchr(from, ',', (size_t)(end - from));
        question->keys[question->count++] = trimmed(arena, from, comma ? comma : end);
        from = comma ? comma + 1 : end + 1;
    }
    return true;
}

static const struct point_value *answer(const struct indicators *indicators, const struct question *question) {
    const struct series *series = indicators_find(indicators, question->series);
    if (!series || question->count < series->dimension_count || question->count > series->dimension_count + 1) return NULL;
    uint16_t keys[KEYS_MAX];
    for (size_t i = 0; i < series->dimension_count; i++) {
        size_t member = series_find_member(series, i, question->keys[i]);
        if (member == SIZE_MAX) return NULL;
        keys[i] = (uint16_t)member;
    }
    bool has_year = question->count > series->dimension_count;
    int year = has_year ? atoi(question->keys[question->count - 1]) : series_latest_year(series, keys);
    if (year == 0 && series->year_count > 0) year = series->years[series->year_count - 1];
    return series_find(series, keys, year);
}

bool inspect_explain(struct arena *arena, struct diag *diag, const struct program *program, const char *what,
                     struct buffer *out) {
    struct question question = { 0 };
    const struct point_value *point = parse(arena, what, &question) ? answer(report_indicators(program), &question) : NULL;
    if (!point) {
        diag_add(diag, DIAG_CODE_INSPECT_UNKNOWN_NAME, (struct source_pos){ 0 }, "%s", what);
        return false;
    }
    point_explain(point, 0, out);
    return true;
}
