/* Where the values of a series come from: its definition, one point, or the points that some keys leave. */
#include "inspect/inspect.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "indicator/series.h"
#include "inspect/definition.h"
#include "inspect/print.h"
#include "inspect/question.h"
#include "inspect/tree.h"
#include "report/report.h"

/* A series with the first of its keys, and perhaps a year. */
struct asked {
    const struct series *series;
    uint16_t keys[QUESTION_KEYS_MAX];
    size_t key_count;
    int year; /* 0: the newest */
};

/* ---- reading what is asked ---- */

static bool unknown(const struct inspection *inspection, const char *detail) {
    diag_add(inspection->diag, DIAG_CODE_INSPECT_UNKNOWN_NAME, (struct source_pos){ 0 }, "%s", detail);
    return false;
}

/* "what; the nearest is name". */
static const char *with_nearest(struct arena *arena, const char *what, const struct nearest *near) {
    return near->name ? arena_print(arena, "%s; the nearest is %s", what, near->name) : what;
}

bool inspect_unknown(const struct inspection *inspection, const char *what, const char *name) {
    const struct indicators *indicators = report_indicators(inspection->program);
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < indicators_count(indicators); i++) nearest_offer(&near, indicators_at(indicators, i)->name);
    return unknown(inspection, with_nearest(inspection->arena, question_shown(inspection->arena, what), &near));
}

static bool unknown_member(const struct inspection *inspection, const struct series *series, size_t d, const char *code) {
    const struct series_dimension *dimension = &series->dimensions[d];
    struct nearest near = nearest_to(code);
    bool short_code = strlen(code) < 3; /* any other is as near */
    for (size_t i = 0; i < dimension->count && !short_code; i++) nearest_offer(&near, dimension->members[i].code);
    const char *what = arena_print(inspection->arena, "%s has no %s %s", series->name, dimension->name,
                                   *code ? question_shown(inspection->arena, code) : "without a code");
    return unknown(inspection, with_nearest(inspection->arena, what, &near));
}

/* Four digits, which are no member's code. */
static bool is_year(const struct asked *asked, size_t d, const char *key) {
    bool digits = strlen(key) == 4 && strspn(key, "0123456789") == 4;
    return digits && (d == asked->series->dimension_count || series_find_member(asked->series, d, key) == SIZE_MAX);
}

static bool read_keys(const struct inspection *inspection, const struct question *question, struct asked *asked) {
    const struct series *series = asked->series;
    for (size_t i = 0; i < question->count; i++) {
        if (i + 1 == question->count && is_year(asked, i, question->keys[i])) {
            asked->year = atoi(question->keys[i]);
            return true;
        }
        if (i >= series->dimension_count)
            return unknown(inspection, arena_print(inspection->arena, "%s has %zu keys and a year of four digits, not %s", series->name,
                                                   series->dimension_count, question_shown(inspection->arena, question->keys[i])));
        size_t member = series_find_member(series, i, question->keys[i]);
        if (member == SIZE_MAX) return unknown_member(inspection, series, i, question->keys[i]);
        asked->keys[asked->key_count++] = (uint16_t)member;
    }
    return true;
}

/* ---- answering ---- */

static void write_definition(const struct inspection *inspection, const struct series *series) {
    const struct indicators *indicators = report_indicators(inspection->program);
    struct tree tree = tree_new(inspection->arena, inspection->out);
    if (!inspection->json) {
        definition_print(&tree, indicators, series, 0);
        return;
    }
    definition_print_json(&tree, indicators, series, 0);
    buffer_byte(inspection->out, '\n');
}

/* The year asked for, else the newest in which point's keys have a value, else the newest of all. */
static int year_of(const struct asked *asked, const uint16_t *keys) {
    const struct series *series = asked->series;
    int latest = asked->year ? asked->year : series_latest_year(series, keys);
    return latest == 0 && series->year_count > 0 ? series->years[series->year_count - 1] : latest;
}

/* One line for each point that the keys leave, its inputs left out. */
static size_t write_slice(const struct inspection *inspection, const struct asked *asked) {
    size_t found = 0;
    for (size_t i = 0; i < asked->series->count; i++) {
        const struct point_value *point = &asked->series->points[i];
        bool fits = memcmp(point_keys(point), asked->keys, asked->key_count * sizeof *asked->keys) == 0;
        if (!fits || point->year != year_of(asked, point_keys(point))) continue;
        found++;
        if (inspection->json) {
            buffer_byte(inspection->out, '{');
            print_point_json(point, inspection->out);
            buffer_text(inspection->out, "}\n");
        } else {
            print_point(point, inspection->out);
            buffer_text(inspection->out, point_observation(point) ? " <-" : "");
            print_whence(point, inspection->out);
            buffer_byte(inspection->out, '\n');
        }
    }
    return found;
}

bool inspect_is_series(const struct inspection *inspection, const char *name) {
    return indicators_find(report_indicators(inspection->program), name) != NULL;
}

bool inspect_explain(const struct inspection *inspection, const char *what) {
    struct question question;
    if (!question_read(inspection->arena, what, &question)) return unknown(inspection, question_shown(inspection->arena, what));
    struct asked asked = { .series = indicators_find(report_indicators(inspection->program), question.name) };
    if (!asked.series) return inspect_unknown(inspection, what, question.name);
    if (question.count == 0) {
        write_definition(inspection, asked.series);
        return true;
    }
    if (!read_keys(inspection, &question, &asked)) return false;
    if (asked.key_count < asked.series->dimension_count) {
        size_t found = write_slice(inspection, &asked);
        return found > 0 || unknown(inspection, question_shown(inspection->arena, what));
    }
    const struct point_value *point = series_find(asked.series, asked.keys, year_of(&asked, asked.keys));
    if (!point)
        return unknown(inspection, arena_print(inspection->arena, "%s; its years are in `almanac show %s`",
                                               question_shown(inspection->arena, what), asked.series->name));
    struct writing writing = { tree_new(inspection->arena, inspection->out), inspection->json };
    writing_point(&writing, point, 0);
    return true;
}
