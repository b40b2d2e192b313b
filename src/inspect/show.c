#include "inspect/inspect.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/map.h"
#include "indicator/series.h"
#include "inspect/print.h"
#include "inspect/question.h"
#include "report/report.h"

enum { LETTERS = 26 };

/* What there is of a series. */
struct coverage {
    size_t present;
    size_t flags[LETTERS];        /* values with the flag, by its letter */
    size_t subjects, all_subjects; /* documents' subjects with a value; both 0 if the series has no areas */
};

/* The subjects of the publication's documents, each once. */
struct subjects {
    const char **codes;
    size_t count;
};

static struct subjects list_subjects(const struct inspection *inspection) {
    size_t count = 0;
    const struct report_job *jobs = report_jobs(inspection->program, &count);
    struct subjects subjects = { arena_array(inspection->arena, count, sizeof *subjects.codes), 0 };
    struct map *known = map_new(inspection->arena);
    for (size_t i = 0; i < count; i++)
        if (map_add(known, jobs[i].subject, i)) subjects.codes[subjects.count++] = jobs[i].subject;
    return subjects;
}

static void count_flags(struct coverage *coverage, value_flags flags) {
    for (int letter = 0; letter < LETTERS && flags != 0; letter++)
        coverage->flags[letter] += (flags & flag_bit((char)('a' + letter))) != 0;
}

/* How many of the subjects have a value; by member of the dimension geo whether it has one. */
static size_t count_covered(const struct series *series, size_t geo, const struct subjects *subjects, const bool *present) {
    size_t covered = 0;
    for (size_t i = 0; i < subjects->count; i++) {
        size_t member = series_find_member(series, geo, subjects->codes[i]);
        covered += member != SIZE_MAX && present[member];
    }
    return covered;
}

static struct coverage cover(struct arena *arena, const struct subjects *subjects, const struct series *series) {
    struct coverage coverage = { 0 };
    size_t geo = series_find_dimension(series, "geo");
    bool *present = arena_array(arena, geo == SIZE_MAX ? 0 : series->dimensions[geo].count, sizeof *present);
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        if (point->status != VALUE_PRESENT) continue;
        coverage.present++;
        count_flags(&coverage, point->flags);
        if (geo != SIZE_MAX) present[point_keys(point)[geo]] = true;
    }
    if (geo == SIZE_MAX) return coverage;
    coverage.all_subjects = subjects->count;
    coverage.subjects = count_covered(series, geo, subjects, present);
    return coverage;
}

static void print_dimensions(const struct series *series, struct buffer *out) {
    buffer_byte(out, '[');
    for (size_t i = 0; i < series->dimension_count; i++)
        buffer_print(out, "%s%s", i ? ", " : "", series->dimensions[i].name);
    buffer_byte(out, ']');
}

static void print_flags(const struct coverage *coverage, struct buffer *out) {
    bool any = false;
    for (int letter = 0; letter < LETTERS; letter++) {
        if (coverage->flags[letter] == 0) continue;
        buffer_print(out, "%s%c %zu", any ? ", " : "", 'a' + letter, coverage->flags[letter]);
        any = true;
    }
    buffer_text(out, any ? "" : "none");
}

/* name[dimensions], unit and decimals, years, values, subjects, flags, title; parted by tabs. */
static void show_line(const struct inspection *inspection, const struct subjects *subjects, const struct series *series) {
    struct buffer *out = inspection->out;
    struct coverage coverage = cover(inspection->arena, subjects, series);
    buffer_text(out, series->name);
    print_dimensions(series, out);
    buffer_print(out, "\t%s, %d decimals\t", *series->unit ? series->unit : "no unit", series->decimals);
    if (series->year_count > 0) buffer_print(out, "%d", series->years[0]);
    if (series->year_count > 1) buffer_print(out, "–%d", series->years[series->year_count - 1]);
    buffer_print(out, "\t%zu of %zu values", coverage.present, series->count);
    if (coverage.all_subjects > 0) buffer_print(out, ", %zu of %zu subjects", coverage.subjects, coverage.all_subjects);
    buffer_text(out, "\tflags: ");
    print_flags(&coverage, out);
    buffer_print(out, "\t%s\n", series->title);
}

static void show_json(const struct inspection *inspection, const struct subjects *subjects, const struct series *series) {
    struct buffer *out = inspection->out;
    struct coverage coverage = cover(inspection->arena, subjects, series);
    const char *const texts[][2] = { { "name", series->name }, { "title", series->title }, { "unit", series->unit },
        { "method", series->method }, { "formula", series->formula ? series->formula : "" }, { "source", series->source },
        { "reference", series->reference } };
    buffer_text(out, "{\"kind\":\"series\"");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buffer_print(out, ",\"%s\":", texts[i][0]);
        json_quote(out, texts[i][1]);
    }
    buffer_text(out, ",\"dimensions\":[");
    for (size_t i = 0; i < series->dimension_count; i++) {
        buffer_text(out, i ? "," : "");
        json_quote(out, series->dimensions[i].name);
    }
    buffer_print(out, "],\"decimals\":%d,\"years\":[", series->decimals);
    for (size_t i = 0; i < series->year_count; i++) buffer_print(out, "%s%d", i ? "," : "", series->years[i]);
    buffer_print(out, "],\"values\":%zu,\"present\":%zu,\"subjects\":%zu,\"all_subjects\":%zu,\"flags\":{", series->count,
                 coverage.present, coverage.subjects, coverage.all_subjects);
    for (int letter = 0, any = 0; letter < LETTERS; letter++)
        if (coverage.flags[letter]) buffer_print(out, "%s\"%c\":%zu", any++ ? "," : "", 'a' + letter, coverage.flags[letter]);
    buffer_text(out, "}}\n");
}

/* Values by year. */
static void show_years(const struct series *series, struct buffer *out) {
    buffer_text(out, "\nyears:\n");
    for (size_t y = 0; y < series->year_count; y++) {
        size_t present = 0, all = 0;
        for (size_t i = 0; i < series->count; i++) {
            all += series->points[i].year == series->years[y];
            present += series->points[i].year == series->years[y] && series->points[i].status == VALUE_PRESENT;
        }
        buffer_print(out, "  %d\t%zu of %zu values\n", series->years[y], present, all);
    }
}

/* The members of a dimension, each with how many of its values are there, and why not if none is. */
static void show_members(const struct series *series, size_t d, struct buffer *out) {
    const struct series_dimension *dimension = &series->dimensions[d];
    size_t *present = arena_array(out->arena, dimension->count, sizeof *present);
    size_t *all = arena_array(out->arena, dimension->count, sizeof *all);
    const char **reasons = arena_array(out->arena, dimension->count, sizeof *reasons);
    for (size_t i = 0; i < series->count; i++) {
        const struct point_value *point = &series->points[i];
        size_t member = point_keys(point)[d];
        all[member]++;
        present[member] += point->status == VALUE_PRESENT;
        if (point_reason(point) && !reasons[member]) reasons[member] = point_reason(point);
    }
    buffer_print(out, "\n%s: %zu members\n", dimension->name, dimension->count);
    for (size_t m = 0; m < dimension->count; m++) {
        buffer_print(out, "  %s\t%s\t%zu of %zu values%s", dimension->members[m].code, dimension->members[m].label, present[m],
                     all[m], dimension->members[m].ranked ? "" : "\t(left out of rankings)");
        if (present[m] == 0 && reasons[m]) buffer_print(out, "\t(%s)", reasons[m]);
        buffer_byte(out, '\n');
    }
}

static void show_series(const struct inspection *inspection, const struct subjects *subjects, const struct series *series) {
    struct buffer *out = inspection->out;
    if (inspection->json) {
        show_json(inspection, subjects, series);
        return;
    }
    show_line(inspection, subjects, series);
    buffer_print(out, "\nmethod: %s%s%s\nsource: %s\n", series->method, series->formula && *series->formula ? ", " : "",
                 series->formula ? series->formula : "", series->source);
    if (*series->reference) buffer_print(out, "reference: %s\n", series->reference);
    buffer_text(out, "defined:");
    print_position(series->pos, out);
    buffer_byte(out, '\n');
    show_years(series, out);
    for (size_t d = 0; d < series->dimension_count; d++) show_members(series, d, out);
}

static void show_all(const struct inspection *inspection, const struct subjects *subjects) {
    const struct indicators *indicators = report_indicators(inspection->program);
    for (size_t i = 0; i < indicators_count(indicators); i++) {
        if (inspection->json) show_json(inspection, subjects, indicators_at(indicators, i));
        else show_line(inspection, subjects, indicators_at(indicators, i));
    }
    buffer_text(inspection->out, inspection->json ? "" : "\n");
    report_dump_names(inspection->program, NULL, inspection->json, inspection->out);
    buffer_text(inspection->out, inspection->json ? "" : "\n");
    report_dump_functions(NULL, inspection->json, inspection->out);
}

bool inspect_show(const struct inspection *inspection, const char *name) {
    const struct subjects subjects = list_subjects(inspection);
    if (!name) {
        show_all(inspection, &subjects);
        return true;
    }
    const struct series *series = indicators_find(report_indicators(inspection->program), name);
    if (series) {
        show_series(inspection, &subjects, series);
        return true;
    }
    return report_dump_names(inspection->program, name, inspection->json, inspection->out) ||
           report_dump_functions(name, inspection->json, inspection->out) || inspect_unknown(inspection, name, name);
}
