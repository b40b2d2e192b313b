#include "inspect/inspect.h"

#include "base/buffer.h"
#include "base/diag.h"
#include "indicator/series.h"
#include "report/report.h"

static size_t present_count(const struct series *series) {
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++) count += series->points[i]->status == VALUE_PRESENT;
    return count;
}

static void show_line(const struct series *series, struct buffer *out) {
    buffer_print(out, "%s[", series->name);
    for (size_t i = 0; i < series->dimension_count; i++)
        buffer_print(out, "%s%s", i ? ", " : "", series->dimensions[i].name);
    buffer_print(out, "]\t%s", series->unit);
    if (series->year_count > 0) buffer_print(out, "\t%d", series->years[0]);
    if (series->year_count > 1) buffer_print(out, "–%d", series->years[series->year_count - 1]);
    buffer_print(out, "\t%zu of %zu values\t%s\n", present_count(series), series->count, series->title);
}

static void show_members(const struct series *series, struct buffer *out) {
    for (size_t d = 0; d < series->dimension_count; d++) {
        const struct series_dimension *dimension = &series->dimensions[d];
        buffer_print(out, "\n%s: %zu members\n", dimension->name, dimension->count);
        for (size_t m = 0; m < dimension->count; m++)
            buffer_print(out, "  %s\t%s%s\n", dimension->members[m].code, dimension->members[m].label,
                         dimension->members[m].ranked ? "" : "\t(left out of rankings)");
    }
}

bool inspect_show(struct diag *diag, const struct program *program, const char *name, struct buffer *out) {
    const struct indicators *indicators = report_indicators(program);
    if (!name) {
        for (size_t i = 0; i < indicators_count(indicators); i++) show_line(indicators_at(indicators, i), out);
        buffer_text(out, "\n");
        report_dump_functions(out);
        return true;
    }
    const struct series *series = indicators_find(indicators, name);
    if (!series) {
        diag_add(diag, DIAG_CODE_INSPECT_UNKNOWN_NAME, (struct source_pos){ 0 }, "%s", name);
        return false;
    }
    show_line(series, out);
    buffer_print(out, "%s; source: %s\n", series->formula ? series->formula : series->method, series->source);
    show_members(series, out);
    return true;
}
